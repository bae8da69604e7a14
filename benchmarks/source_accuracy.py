"""How often the right source is found in real pages, and how often a wrong one.

Run: ``python benchmarks/source_accuracy.py [DATA] [--list]``. DATA is the folder with ``articles/*.jsonl.gz`` (default:
../shared/data); without it the benchmark says so and stops. Only the scraped text is given to ``newsqa.check``; the
publishers' own list of authors is the truth. ``--list`` names the pages that are missed or wrong.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

import newsqa

# Where a page shows its author when it does: in other lines a name is mentioned, not credited.
HEAD_LINES, FOOT_LINES = 12, 5


@dataclass(slots=True)
class Score:
    """What was found on the pages whose authors are known."""

    pages: int = 0
    shown: int = 0
    found: int = 0
    wrong: int = 0
    listing: list[str] = field(default_factory=list)


def fold(name: str) -> str:
    """Return a name as words in small letters."""
    return " ".join(re.findall(r"\w+", name.casefold()))


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of a file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def true_names(row: dict[str, Any]) -> set[str]:
    """Return the authors a page declares, folded, and the names they consist of."""
    authors = row.get("authors") or row.get("byline") or []
    given = [name for name in ([authors] if isinstance(authors, str) else authors) if name.strip()]
    pieces = (piece for name in given for piece in re.split(r",| and | & | et | und |/", name))
    return {fold(name) for name in (*given, *pieces)} - {""}


def judge(row: dict[str, Any], facts: dict[str, Any], score: Score) -> None:
    """Add one page to a score."""
    truth = true_names(row)
    if not truth:
        return
    lines = [line for line in (row["scraped_text"] or "").splitlines() if line.strip()]
    edge = f" {fold(' '.join(lines[:HEAD_LINES] + lines[-FOOT_LINES:]))} "
    names = {fold(name) for name in (*facts["authors"], *facts["agencies"], facts["publisher"] or "")}
    shown = any(f" {true} " in edge for true in truth)
    found = any(
        f" {true} " in f" {name} " or f" {name} " in f" {true} " for true in truth for name in names if name
    )
    wrong = [
        name
        for name in facts["authors"]
        if not any(fold(name) in true or true in fold(name) for true in truth)
    ]
    score.pages += 1
    score.shown += shown
    score.found += shown and found
    score.wrong += bool(wrong)
    if shown and not found:
        score.listing.append(f"  missed  {row['id']}: {sorted(truth)}")
    if wrong:
        score.listing.append(f"  wrong   {row['id']}: {wrong} for {sorted(truth)}")


def accuracy(path: Path) -> Score:
    """Return the score of a file of pages."""
    pages = list(rows(path))
    report = newsqa.check(pa.table({"text": [row["scraped_text"] or "" for row in pages]}), select=["SRC001"])
    score = Score()
    for row, facts in zip(pages, report.facts.to_pylist(), strict=True):
        judge(row, facts, score)
    return score


def main() -> int:
    """Print the score of each set of pages."""
    arguments = [a for a in sys.argv[1:] if not a.startswith("-")]
    data = Path(arguments[0]) if arguments else Path(__file__).parents[1] / "../shared/data"
    if not data.is_dir():
        print(f"skipped: there is no data at {data}")
        return 0
    for name in ("fundus", "readability"):
        score = accuracy(data / "articles" / f"{name}.jsonl.gz")
        if "--list" in sys.argv:
            print("\n".join(score.listing))
        print(
            f"{name}: {score.pages} pages with authors; {score.shown} show one, {score.found} found = "
            f"{score.found / max(1, score.shown):.1%}; a wrong name on {score.wrong} = {score.wrong / max(1, score.pages):.1%}"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
