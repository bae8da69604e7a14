"""How often the right source is found in real pages, and how often a wrong one.

Run: ``python benchmarks/source_accuracy.py [DATA] [--list]``. DATA is the folder with ``articles/*.jsonl.gz`` and ``bulk/``
(default: ../shared/data); without it the benchmark says so and stops. Only the scraped text is read; the publishers'
own list of authors is the truth. ``--list`` names the pages that are missed or wrong.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from newsqa.text.agencies import agency_at
from newsqa.text.credits import credit_candidates
from newsqa.text.roles import is_running
from newsqa.text.sources import FOOT_LINES, HEAD_LINES, SourceLine, find_sources


def split(text: str) -> list[SourceLine]:
    """Return the lines of a text that are not blank."""
    spans = [(m.start(), m.group().rstrip()) for m in re.finditer(r"\S[^\n]*", text)]
    return [
        SourceLine(line, start, i, len(spans) - 1 - i, is_running(line))
        for i, (start, line) in enumerate(spans)
    ]


def fold(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.casefold()))


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def judge(row: dict[str, Any], authors: list[str]) -> tuple[bool, bool, list[str], list[str]]:
    """Return whether a true name is shown, whether one was found, the authors found and those that are wrong."""
    lines = split(row["scraped_text"])
    edge = [line.text for line in lines if line.index < HEAD_LINES or line.from_end < FOOT_LINES]
    shown_text = f" {fold(' '.join(edge))} "
    truth = {fold(name) for name in authors}
    truth |= {fold(piece) for name in authors for piece in re.split(r",| and | & | et | und |/", name)} - {""}
    shown = any(f" {name} " in shown_text for name in truth)
    found = find_sources(lines)
    names = {fold(mention.name) for mention in found.mentions}
    hit = any(
        true in names or any(f" {true} " in f" {n} " or f" {n} " in f" {true} " for n in names)
        for true in truth
    )
    people = list(found.names("author"))
    everything = f" {' | '.join(sorted(truth))} "
    wrong = [n for n in people if fold(n) not in everything and not any(t and t in fold(n) for t in truth)]
    return shown, hit, people, wrong if truth else people


def accuracy(path: Path, listing: bool) -> None:
    shown = hit = wrong = total = undeclared = 0
    for row in rows(path):
        authors = row["authors"] or []
        authors = [authors] if isinstance(authors, str) else authors
        visible, found, people, bad = judge(row, authors)
        if not authors:
            undeclared += bool(people)
            if listing and people:
                print(f"  no truth  {row['id']}: {people}")
            continue
        total += 1
        shown += visible
        hit += visible and found
        wrong += bool(bad)
        if listing and visible and not found:
            print(f"  missed    {row['id']}: {authors}")
        if listing and bad:
            print(f"  wrong     {row['id']}: {bad} for {authors}")
    print(
        f"{path.name}: {total} pages with authors; {shown} show one, {hit} found = {hit / max(1, shown):.1%}; "
        f"wrong name on {wrong} = {wrong / max(1, total):.1%}; people found on {undeclared} pages without truth"
    )


def speed(path: Path) -> None:
    import pyarrow.parquet as pq

    texts = pq.read_table(path, columns=["text"]).column(0).to_pylist()[:6000]
    articles = [split(text or "") for text in texts]
    articles = [[x for x in a if x.index < HEAD_LINES or x.from_end < FOOT_LINES] for a in articles]
    find_sources(articles[0])
    began = time.perf_counter()
    results = [find_sources(lines) for lines in articles]
    each = (time.perf_counter() - began) / len(articles) * 1e6
    empty = [lines for lines, result in zip(articles, results, strict=True) if not result.mentions]
    began = time.perf_counter()
    for lines in empty:
        find_sources(lines)
    nothing = (time.perf_counter() - began) / max(1, len(empty)) * 1e6
    data = "\n".join(text or "" for text in texts).encode()
    began = time.perf_counter()
    candidates = sum(1 for _ in credit_candidates(data))
    rate = len(data) / 1e6 / (time.perf_counter() - began)
    print(
        f"{path.name}: {each:.1f} µs an article, {nothing:.1f} µs when nothing is found ({len(empty)} of {len(articles)}); "
        f"batch gate {rate:.0f} MB/s, {candidates} lines of {data.count(10) + 1}"
    )


def main() -> int:
    arguments = [a for a in sys.argv[1:] if not a.startswith("-")]
    data = Path(arguments[0]) if arguments else Path(__file__).parents[1] / "../shared/data"
    if not data.is_dir():
        print(f"skipped: there is no data at {data}")
        return 0
    assert agency_at("Reuters", 0) == 7
    for name in ("fundus", "readability"):
        accuracy(data / "articles" / f"{name}.jsonl.gz", "--list" in sys.argv)
    speed(data / "bulk" / "news.parquet")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
