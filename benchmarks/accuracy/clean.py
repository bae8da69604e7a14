"""The clean articles: the project's own, and the bodies of real pages as people or publishers marked them."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from .cases import Case

OWN = Path(__file__).parent / "articles"
DATA = Path(__file__).parents[2] / ".." / "shared" / "data"

# What a page's marked body cannot tell: whether a date, a name, a title or an end is missing. The marks say where the
# body is, not what the page declared.
ABSENCES = frozenset(
    [
        "DAT001",
        "DAT010",
        "SRC001",
        "SRC002",
        "SRC005",
        "SRC006",
        "STR001",
        "STR002",
        "LEN002",
        "MET001",
        "MET002",
        "MET004",
        "LNG001",
    ]
)
# Marked segments are no whole articles either.
SEGMENTS = ABSENCES | frozenset(
    ["LEN001", "STR003", "STR004", "STR006", "STR007", "SRC007", "TXT009", "BLR003", "BLR008"]
)


@dataclass(frozen=True, slots=True)
class Collection:
    """Clean articles of one origin.

    ``blind`` are the rules that they cannot judge, ``blind_plain`` those that they cannot judge as files of text.
    """

    name: str
    cases: tuple[Case, ...]
    blind: frozenset[str] = frozenset()
    blind_plain: frozenset[str] = frozenset()


def own() -> Collection:
    """Return the project's own articles."""
    cases = []
    for path in sorted(OWN.glob("*.toml")):
        entries = tomllib.loads(path.read_text("utf-8"))["article"]
        mine = [_own(entry) for entry in entries]
        cases += [replace(case, others=tuple(o for o in mine if o.id != case.id)) for case in mine]
    return Collection("own", _with_strangers(cases))


def _own(entry: dict[str, Any]) -> Case:
    columns = {
        "title": entry["title"],
        "text": entry["text"].strip("\n"),
        "published": str(entry["published"]),
        "modified": None,
        "publisher": entry.get("publisher"),
        "url": entry.get("url"),
        "language": entry["language"],
        "authors": list(entry["authors"]),
    }
    return Case(
        entry["id"],
        entry["language"].partition("-")[0],
        columns,
        entry["title"],
        tuple(entry["authors"]),
        entry.get("publisher"),
        dt.datetime.fromisoformat(columns["published"]),
        expected=tuple(("STR003", caption) for caption in entry.get("captions", ())),
    )


def _with_strangers(cases: list[Case]) -> tuple[Case, ...]:
    """Give each article one of each other language beside those of its own."""
    first = {case.language: replace(case, others=()) for case in reversed(cases)}
    return tuple(
        replace(case, others=(*case.others, *(o for code, o in first.items() if code != case.language)))
        for case in cases
    )


def records(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of a packed JSON Lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def fundus(data: Path) -> Collection:
    """Return the articles of real pages as their publishers' own markup gives them."""
    cases = []
    for record in records(data / "articles" / "fundus.jsonl.gz"):
        if not record["text"] or not record["title"] or len(record["paragraphs"]) < 3:
            continue
        columns = {
            "title": record["title"],
            "text": record["text"],
            "published": record["published"],
            "modified": None,
            "publisher": record["source"],
            "url": record["url"],
            "language": record["language"],
            "authors": record["authors"],
        }
        cases.append(
            Case(
                record["id"],
                (record["language"] or "").partition("-")[0],
                columns,
                record["title"],
                tuple(record["authors"] or ()),
                record["source"],
                moment(record["published"]),
                tuple(c for c in record["image_captions"] or () if c),
            )
        )
    bare = [replace(case, others=()) for case in cases]
    same = {case.language: tuple(other for other in bare if other.language == case.language) for case in bare}
    cases = [
        replace(case, others=tuple(o for o in same[case.language] if o.id != case.id)[:10]) for case in cases
    ]
    return Collection("fundus", _with_strangers(cases), blind_plain=ABSENCES)


def moment(value: str | None) -> dt.datetime | None:
    """Return a declared moment; None when it is none."""
    try:
        return dt.datetime.fromisoformat(value) if value else None
    except ValueError:
        return None


def readability(data: Path) -> Collection:
    """Return the bodies of real pages in a reader's test set; pages of filler text are no articles."""
    cases = []
    for record in records(data / "articles" / "readability.jsonl.gz"):
        if not record["text"] or re.search(r"(?i)lorem ipsum|dolor sit amet", record["text"]):
            continue
        authors = [record["authors"]] if isinstance(record["authors"], str) else record["authors"]
        columns = {
            "title": record["title"],
            "text": record["text"],
            "published": record["published"],
            "language": record["language"],
            "authors": authors,
        }
        cases.append(Case(record["id"], record["language"] or "", columns, record["title"]))
    return Collection("readability", tuple(cases), ABSENCES)


def marked(data: Path) -> Collection:
    """Return the segments of real pages that people marked as article text."""
    cases = []
    for record in records(data / "articles" / "boilerplate.jsonl.gz"):
        segments = list(dict.fromkeys(record["must_contain"]))
        if segments:
            cases.append(Case(record["id"], "", {"text": "\n\n".join(segments)}))
    return Collection("marked", tuple(cases), SEGMENTS)


def identity(data: Path) -> dict[str, str]:
    """Return the first digits of the SHA-256 of each file that is measured with."""
    names = (
        "articles/fundus.jsonl.gz",
        "articles/readability.jsonl.gz",
        "articles/boilerplate.jsonl.gz",
        "bulk/news.parquet",
    )
    return {name: hashlib.sha256((data / name).read_bytes()).hexdigest()[:12] for name in names}
