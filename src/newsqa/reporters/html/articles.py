"""The articles behind the findings, as a reader sees them: one more pass over the input.

Offsets count as JavaScript counts: in UTF-16 units.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa

from newsqa import arrow
from newsqa.corpus.publishers import source_column
from newsqa.errors import NewsqaError
from newsqa.facts_table import facts_table
from newsqa.places import Integers, Places
from newsqa.readers.batch import Batch
from newsqa.reporters.html.escaping import line, readable
from newsqa.view import View

if TYPE_CHECKING:
    from newsqa.report import Report

# A longer text is not for a page: its findings are shown in their lines.
MAX_CHARS = 60_000
# What an article declares of itself, in the order a reader meets it.
DECLARED = (
    *("title", "published", "modified", "authors", "publisher", "language", "url"),
    *("wordcount", "charcount"),
)

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")

Units = Callable[[int], int]


class Shown(NamedTuple):
    """An article that the page shows: ``text`` is None where it is too long."""

    number: int
    article_id: str
    title: str | None
    source: str | None
    language: str | None
    chars: int
    text: str | None
    fields: dict[str, str]
    blocks: list[tuple[str, int, int]]  # role, start, end
    facts: list[tuple[int, int, str]]  # start, end, "date" or the kind of a source
    found: dict[str, str]


def units(text: str) -> Units:
    """Return what turns offsets in characters into offsets in UTF-16 units."""
    wide = [match.start() for match in _ASTRAL.finditer(text)]
    return (lambda offset: offset + bisect_left(wide, offset)) if wide else lambda offset: offset


def articles(report: Report, wanted: Integers) -> Iterator[Shown]:
    """Yield the articles with the given numbers (ascending), as far as the input is still there."""
    first = 0
    try:
        for batch in report.batches():
            low, high = np.searchsorted(wanted, (first, first + batch.articles.num_rows)).tolist()
            if low < high:
                yield from _of_batch(batch, wanted[low:high] - first, first, report)
            first += batch.articles.num_rows
            if high == len(wanted):
                return
    except (NewsqaError, OSError):  # standard input, a file that is gone: what was found is still told
        return


def _of_batch(batch: Batch, rows: Integers, first: int, report: Report) -> Iterator[Shown]:
    few = batch._replace(
        articles=batch.articles.take(arrow.from_numpy(rows, pa.int64())),
        fields=tuple(batch.fields_of(row) for row in rows.tolist()),
        locator=None,
    )
    view = View(few, report.context)
    places, facts, sources = Places(view), facts_table(view).to_pylist(), source_column(view).to_pylist()
    for row, number in enumerate((rows + first).tolist()):
        text = view.text_bytes(row).decode()
        within = len(text) <= MAX_CHARS
        unit, chars = units(text), _Chars(view, places, row)
        yield Shown(
            number,
            article_id=facts[row]["article_id"],
            title=facts[row]["title"],
            source=sources[row],
            language=facts[row]["language"],
            chars=len(text),
            text=readable(text) if within else None,
            fields=_declared(view, row),
            blocks=_blocks(view, row, unit, chars) if within else [],
            facts=_spans(view, row, unit, chars) if within else [],
            found=_found(facts[row]),
        )


class _Chars:
    """Turns byte offsets in the view's data into characters of one article."""

    def __init__(self, view: View, places: Places, row: int) -> None:
        self._places, self._row = places, row

    def __call__(self, *offsets: int) -> list[int]:
        at: list[int] = self._places.char(np.array(offsets), np.full(len(offsets), self._row)).tolist()
        return at


def _declared(view: View, row: int) -> dict[str, str]:
    found = {}
    for name in DECLARED:
        value = view.articles.column(name)[row].as_py()
        for index, part in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if part is not None and part != "":
                found[name if index is None else f"{name}[{index}]"] = readable(part)
    return found


def _blocks(view: View, row: int, unit: Units, chars: _Chars) -> list[tuple[str, int, int]]:
    blocks = view.row_blocks(row)
    starts, ends = chars(*(b.start for b in blocks)), chars(*(b.end for b in blocks))
    return [(b.role, unit(s), unit(e)) for b, s, e in zip(blocks, starts, ends, strict=True)]


def _spans(view: View, row: int, unit: Units, chars: _Chars) -> list[tuple[int, int, str]]:
    """Return where in the text the date and the sources were found."""
    found = []
    if (told := view.told_date(row)) and told.origin == "text":
        start, end = chars(*told.span(told.mention.start, told.mention.end))
        found.append((unit(start), unit(end), "date"))
    blocks = view.row_blocks(row)
    for mention in view.sources(row).mentions:
        block = blocks[mention.index] if mention.index < len(blocks) else None
        end = mention.within + mention.end - mention.start
        if (
            block is None or block.text[mention.within : end] != mention.name
        ):  # soft hyphens are left out of names
            continue
        start = chars(block.start)[0] + mention.within
        found.append((unit(start), unit(start + len(mention.name)), mention.kind))
    return found


def _found(facts: Mapping[str, Any]) -> dict[str, str]:
    """Return what newsqa read of an article: its date, who signs it."""
    found = {}
    if facts["published_at"] is not None:
        shape = "%Y-%m-%d" if facts["published_precision"] == "day" else "%Y-%m-%d %H:%M"
        found["date"] = facts["published_at"].strftime(shape) + _offset(facts["utc_offset_minutes"])
        found["origin"] = facts["published_origin"]
    for name in ("authors", "agencies"):
        if facts[name]:
            found[name] = line(", ".join(facts[name]))
    if facts["sources_origin"] == "metadata":
        found["signed"] = "metadata"
    if facts["publisher"]:
        found["publisher"] = line(facts["publisher"])
    return found


def _offset(minutes: int | None) -> str:
    if minutes is None:
        return ""
    return f" {'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
