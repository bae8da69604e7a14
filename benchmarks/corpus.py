"""Articles with known faults: any number, from a seed, without a network.

``articles(n, seed=…)`` yields made-up articles, most of them clean, each of the others with exactly one fault and the
truth about it. Article number i depends on the seed and i alone, never on n or on the process, so a longer corpus
begins with a shorter one and several workers can share one corpus through ``start``. Tests use this module to know what
must be found, benchmarks to have something large to read.

The text of an article begins with its byline and its date line; the title is a column of its own::

    By Ruth Naylor, Fenland Courier
    Published: Monday 22 March 2021, 15:28 GMT
                                                    (an empty line between all that follows)
    Some 34 nurses gathered at the station …

From the command line: ``python benchmarks/corpus.py OUT --articles 100000 --seed 1``, where OUT is a ``.parquet`` or
``.jsonl`` file, or a directory for plain text.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from corpus_faults import ALL, COLUMN_ONLY, FAULTS, Fault
from corpus_text import Article, clean_article
from corpus_words import LANGUAGES

SCHEMA = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        pa.field("title", pa.string()),
        pa.field("text", pa.string()),
        pa.field("published", pa.string()),
        pa.field("modified", pa.string()),
        pa.field("authors", pa.list_(pa.string())),
        pa.field("publisher", pa.string()),
        pa.field("url", pa.string()),
        pa.field("language", pa.string()),
    ]
)
BATCH = 1000  # articles held in memory at a time


@dataclass(frozen=True, slots=True)
class Generated:
    """An article, keyed as ``SCHEMA`` is, and the truth about it: no faults means that it is clean."""

    article: Article
    faults: tuple[Fault, ...] = ()


def _damage(article: Article, codes: Sequence[str], rng: Random) -> Generated:
    """Put one of the faults in, the first in a random order that this article can have."""
    for code in rng.sample(codes, len(codes)):
        injection = FAULTS[code](article, rng)
        if injection is not None:
            return Generated(injection[0], (injection[1],))
    return Generated(article)


def generate(
    number: int,
    *,
    seed: int = 0,
    languages: Sequence[str] = tuple(LANGUAGES),
    fault_share: float = 0.3,
    faults: Sequence[str] = ALL,
) -> Generated:
    """Make article ``number`` (from 0) of the corpus that the other arguments name; see ``articles``."""
    rng = Random(f"{seed}:{number}")  # text is seeded through SHA-512: the same in every process
    article = clean_article(number, seed, LANGUAGES[rng.choice(languages)], rng)
    return _damage(article, faults, rng) if rng.random() < fault_share else Generated(article)


def articles(
    n: int,
    *,
    seed: int = 0,
    start: int = 0,
    languages: Sequence[str] = tuple(LANGUAGES),
    fault_share: float = 0.3,
    faults: Sequence[str] = ALL,
) -> Iterator[Generated]:
    """Yield ``n`` articles, from number ``start`` on.

    ``languages`` are codes of ``LANGUAGES``, ``faults`` codes of ``FAULTS``; about ``fault_share`` (0 to 1) of the
    articles get one fault each.
    """
    unknown = sorted({*languages} - LANGUAGES.keys()) + sorted({*faults} - FAULTS.keys())
    if unknown:
        raise ValueError(f"unknown language or fault: {', '.join(unknown)}")
    for number in range(start, start + n):
        yield generate(number, seed=seed, languages=languages, fault_share=fault_share, faults=faults)


def plain(generated: Generated) -> Generated:
    """Return the article as a plain-text file holds it: title, empty line, text; with the faults that show there."""
    article = generated.article
    title, text = article["title"], article["text"]
    shift = 0 if title is None or text.startswith(title) else 2
    content = f"{title}\n\n{text}\n" if shift else f"{text}\n"
    faults = tuple(
        Fault(fault.code, fault.line and fault.line + shift, fault.column)
        for fault in generated.faults
        if fault.code not in COLUMN_ONLY
    )
    return Generated({"id": article["id"], "text": content}, faults)


def batches(generated: Iterator[Generated], size: int = BATCH) -> Iterator[list[Generated]]:
    """Cut ``generated`` into lists of at most ``size``."""
    while batch := list(islice(generated, size)):
        yield batch


def _record_batch(batch: Sequence[Generated]) -> pa.RecordBatch:
    return pa.RecordBatch.from_pylist([item.article for item in batch], schema=SCHEMA)


def table(n: int, **options: Any) -> pa.Table:
    """Return ``n`` articles as one table of ``SCHEMA``; the options are those of ``articles``."""
    return pa.Table.from_batches(map(_record_batch, batches(articles(n, **options))), schema=SCHEMA)


def write(path: str | Path, n: int, *, truth: str | Path | None = None, **options: Any) -> None:
    """Write ``n`` articles to ``path``: a ``.parquet`` or ``.jsonl`` file, else a directory of plain-text files.

    ``truth`` names a JSON Lines file for the faults, one article with faults a line, numbered as they stand in what was
    written. At most ``BATCH`` articles are in memory at a time. The options are those of ``articles``.
    """
    path = Path(path)
    writer = {".parquet": _write_parquet, ".jsonl": _write_jsonl}.get(path.suffix, _write_texts)
    generated = articles(n, **options)
    if writer is _write_texts:
        generated = map(plain, generated)
    if truth is None:
        writer(path, generated)
        return
    with Path(truth).open("w", encoding="utf-8") as file:
        writer(path, _recorded(generated, file.write))


def _recorded(generated: Iterator[Generated], record: Callable[[str], Any]) -> Iterator[Generated]:
    """Pass the articles through and record the truth about those with faults."""
    for item in generated:
        if item.faults:
            known = {"id": item.article["id"], "faults": [asdict(fault) for fault in item.faults]}
            record(json.dumps(known) + "\n")
        yield item


def _write_parquet(path: Path, generated: Iterator[Generated]) -> None:
    with pq.ParquetWriter(path, SCHEMA, compression="zstd") as writer:
        for batch in batches(generated):
            writer.write_batch(_record_batch(batch))


def _write_jsonl(path: Path, generated: Iterator[Generated]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for item in generated:
            file.write(json.dumps(item.article, ensure_ascii=False) + "\n")


def _write_texts(path: Path, generated: Iterator[Generated]) -> None:
    """Write one file an article, ``BATCH`` files a directory."""
    for number, batch in enumerate(batches(generated)):
        folder = path / f"{number:05}"
        folder.mkdir(parents=True, exist_ok=True)
        for item in batch:
            (folder / f"{item.article['id']}.txt").write_bytes(item.article["text"].encode())


def main(argv: Sequence[str] | None = None) -> int:
    """Write a corpus as the command line asks."""
    parser = argparse.ArgumentParser(description="Write a corpus of made-up articles with known faults.")
    parser.add_argument("out", type=Path, help="a .parquet or .jsonl file, or a directory for plain text")
    parser.add_argument("--articles", type=int, default=1000, help="how many (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="default: %(default)s")
    parser.add_argument("--languages", default=",".join(LANGUAGES), help="default: %(default)s")
    parser.add_argument("--faults", default=",".join(ALL), help="rule codes (default: all)")
    parser.add_argument(
        "--fault-share", type=float, default=0.3, help="share with a fault (default: %(default)s)"
    )
    parser.add_argument("--truth", type=Path, help="also write the faults, as JSON Lines")
    options = parser.parse_args(argv)
    write(
        options.out,
        options.articles,
        truth=options.truth,
        seed=options.seed,
        languages=options.languages.split(","),
        faults=options.faults.split(","),
        fault_share=options.fault_share,
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
