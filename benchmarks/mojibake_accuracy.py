"""Measure TXT001 mojibake: text of many languages read with the wrong encoding, and alarms on text as it is.

``python benchmarks/mojibake_accuracy.py [DATA] [--articles N] [--show]``; DATA is a directory with ``bulk/``. Of each
language up to N articles are misread as a whole, in one line, and in one word, wherever at least two characters change;
a misreading counts as found when a finding lies in it, and as mended when the fix gives the text back.
"""

from __future__ import annotations

import argparse
import datetime
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from newsqa import schema
from newsqa.readers.batch import Batch
from newsqa.text import mojibake
from newsqa.view import Context, View

CODECS = ("cp1252", "latin-1", "cp1251", "mac-roman")
TIMES = (1, 2)
UNITS = ("text", "line", "word")
_CONTEXT = Context(datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC))
_LEAST_CHANGED = 2
_PARTS = {
    "text": re.compile(r"\S.*\S", re.DOTALL),
    "line": re.compile(r"[^\r\n]+"),
    "word": re.compile(r"\S+"),
}


@dataclass(frozen=True)
class Misread:
    """A text of which the characters from ``start`` to ``end`` were read with the wrong encoding; ``good`` is the original."""

    language: str
    codec: str
    times: int
    unit: str
    good: str
    text: str
    start: int
    end: int


def misread(text: str, codec: str, times: int = 1) -> str:
    """Return UTF-8 read as ``codec``; bytes that it leaves undefined become controls, as in browsers."""
    for _ in range(times):
        text = "".join(bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in text.encode())
    return text


def misreadings(articles: Iterable[tuple[str, str]], seed: int = 1) -> Iterator[Misread]:
    """Yield the articles (language and text), misread in each way, where at least two characters change."""
    rng = random.Random(seed)
    for language, good in articles:
        for unit in UNITS:
            parts = [m.span() for m in _PARTS[unit].finditer(good) if _foreign(m[0]) >= _LEAST_CHANGED]
            if not parts:
                continue
            start, end = rng.choice(parts)
            for codec in CODECS:
                for times in TIMES:
                    bad = misread(good[start:end], codec, times)
                    text = good[:start] + bad + good[end:]
                    yield Misread(language, codec, times, unit, good, text, start, start + len(bad))


def _foreign(text: str) -> int:
    return sum(not char.isascii() for char in text)


def found(texts: list[str]) -> list[list[tuple[int, int, str | None]]]:
    """Return what TXT001 finds in each text: characters from and to, and how they should read."""
    rows = pa.RecordBatch.from_pylist(
        [{"article_id": str(i), "text": text} for i, text in enumerate(texts)], schema=schema.ARTICLES
    )
    view = View(Batch(rows), _CONTEXT)
    result: list[list[tuple[int, int, str | None]]] = [[] for _ in texts]
    for one in mojibake.garbled(view):
        row = view.row_of(one.start)
        base = int(view.offsets[row])
        low = len(view.raw[base : one.start].decode())
        result[row].append((low, low + len(one.text), one.mended))
    return result


def judge(case: Misread, findings: list[tuple[int, int, str | None]]) -> tuple[bool, bool]:
    """Tell whether a misreading was found, and whether mending gives the original back."""
    inside = any(low < case.end and high > case.start for low, high, _ in findings)
    text = case.text
    for low, high, mended in reversed(findings):
        text = text if mended is None else text[:low] + mended + text[high:]
    return inside, text == case.good


def sample(data: Path, articles: int) -> list[tuple[str, str]]:
    """Return up to so many articles a language of the bulk corpus, as language and text."""
    table = pq.read_table(data / "bulk" / "news.parquet", columns=["language", "text"])
    rows: dict[str, list[str]] = defaultdict(list)
    for language, text in zip(table["language"].to_pylist(), table["text"].to_pylist(), strict=True):
        if text:
            rows[language or "?"].append(text)
    rng = random.Random(5)
    return [
        (language, text)
        for language, texts in sorted(rows.items())
        for text in rng.sample(texts, min(articles, len(texts)))
    ]


def main() -> None:
    """Print recall and mending by encoding and unit, by language, and the alarms on clean articles."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="?", type=Path, default=Path("../shared/data"))
    parser.add_argument("--articles", type=int, default=20)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    clean = sample(options.data, 1000)
    alarms: Counter[str] = Counter()
    for first in range(0, len(clean), 500):
        part = clean[first : first + 500]
        for (language, text), findings in zip(part, found([text for _, text in part]), strict=True):
            alarms[language] += bool(findings)
            for low, high, mended in findings if options.show else ():
                print("clean:", language, repr(text[max(0, low - 30) : high + 10][:120]), "->", repr(mended))
    print(f"clean: {sum(alarms.values())} of {len(clean)} articles with a finding", dict(+alarms))
    total: Counter[tuple[str, ...]] = Counter()
    hit: Counter[tuple[str, ...]] = Counter()
    fixed: Counter[tuple[str, ...]] = Counter()
    articles = sample(options.data, options.articles)
    for first in range(0, len(articles), 20):
        cases = list(misreadings(articles[first : first + 20]))
        for case, findings in zip(cases, found([case.text for case in cases]), strict=True):
            was_found, was_mended = judge(case, findings)
            for key in (
                (case.codec, str(case.times), case.unit),
                (case.language, case.unit),
                ("all", case.unit),
            ):
                total[key] += 1
                hit[key] += was_found
                fixed[key] += was_mended
            if options.show and not was_found and case.unit != "text":
                print(
                    "missed:",
                    case.language,
                    case.codec,
                    case.times,
                    case.unit,
                    repr(case.text[case.start : case.end][:100]),
                )
    for key, count in sorted(total.items()):
        print(f"{' '.join(key):24} {count:6} found {hit[key] / count:7.2%} mended {fixed[key] / count:7.2%}")


if __name__ == "__main__":
    main()
