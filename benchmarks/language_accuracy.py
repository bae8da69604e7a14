"""How often the right language is found, and how often a wrong declared one.

Run: ``python benchmarks/language_accuracy.py [DATA] [--list]``. DATA is the folder with ``articles/fundus.jsonl.gz`` and
``bulk/news.parquet`` (default: ../shared/data). The declared languages are the truth, and so are those of the project's
own clean articles, which are measured also without DATA. ``--list`` shows what is taken for another language: some
of it is declared wrongly.

Two tables: the share that is right over the first 200 characters and over the whole text, by language; and the share of
articles of which mismatched-language notices that another language is declared.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

import corpus
import newsqa
from corpus_words import LANGUAGES
from newsqa.text.language import detect, primary_language, same_language

LEAST_CHARS = 200
_OWN_ARTICLES = 20  # a language
_MARKUP = "<TEXT>\n"  # one data set keeps the markup of its records in front of its texts


class Item(NamedTuple):
    """A text and the language it is declared to be in."""

    source: str
    language: str
    text: str


def items(data: Path) -> Iterator[Item]:
    """Yield the project's own articles, and those of the data where it is there."""
    for language in LANGUAGES:
        for number in range(_OWN_ARTICLES):
            article = corpus.generate(number, seed=5, languages=(language,), fault_share=0).article
            yield Item("own", language, article["text"])
    if not data.exists():
        print(f"{data} is not there: only the project's own articles are measured")
        return
    with gzip.open(data / "articles/fundus.jsonl.gz", "rt", encoding="utf-8") as file:
        for row in map(json.loads, file):
            if row["language"] and row["text"]:
                yield Item("fundus", primary_language(row["language"]) or "", row["text"])
    table = pq.read_table(data / "bulk/news.parquet", columns=["dataset", "text", "language"])
    for row in table.to_pylist():
        if row["text"] and row["language"]:
            text = row["text"].partition(_MARKUP)[2] or row["text"]
            yield Item(row["dataset"], primary_language(row["language"]) or "", text)


def is_right(item: Item, chars: int | None) -> bool:
    """Tell whether the beginning of a text is taken for its declared language."""
    found = detect(item.text[:chars].encode())
    return found is not None and same_language(item.language, found.language)


def main() -> None:
    """Measure and print."""
    names = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    data = Path(names[0] if names else "../shared/data")
    every = [item for item in items(data) if len(item.text) >= LEAST_CHARS]
    count, short, whole = Counter[str](), Counter[str](), Counter[str]()
    for item in every:
        count[item.language] += 1
        short[item.language] += is_right(item, LEAST_CHARS)
        right = is_right(item, None)
        whole[item.language] += right
        if not right and "--list" in sys.argv:
            print(item.source, item.language, detect(item.text.encode()), repr(item.text[:80]))
    print(f"{'language':10}{'articles':>10}{'200 chars':>12}{'whole':>10}")
    for language, number in sorted(count.items()):
        print(f"{language:10}{number:10,}{short[language] / number:12.2%}{whole[language] / number:10.2%}")
    total = count.total()
    print(f"{len(count):<10}{total:10,}{short.total() / total:12.2%}{whole.total() / total:10.2%}")
    exchanged(every)


def exchanged(every: list[Item]) -> None:
    """Declare the language of another article for each, and count how many are noticed."""
    order = np.random.default_rng(1).permutation(len(every)).tolist()
    pairs = [(item, every[other].language) for item, other in zip(every, order, strict=True)]
    pairs = [(item, other) for item, other in pairs if not same_language(item.language, other)]
    for name, declared in (
        ("wrong", [o for _, o in pairs]),
        ("right", [item.language for item, _ in pairs]),
    ):
        table = pa.table({"text": [item.text for item, _ in pairs], "language": declared})
        failed = newsqa.check(table, select=["LNG002"]).results.to_pylist()[-1]["failed"]
        print(
            f"mismatched-language with the {name} one declared: {failed:,} of {len(pairs):,} ({failed / len(pairs):.2%})"
        )


if __name__ == "__main__":
    main()
