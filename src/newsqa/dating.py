"""Which articles are dated, for a whole batch at once: rules look closer at few of them.

Most declared dates are plain: ISO 8601, possible beyond doubt. They are read as columns; the others one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from newsqa import arrow
from newsqa.text.address_date import ADDRESS_PATTERN
from newsqa.text.date_credit import BEHIND_BYTES, CREDIT_BYTES
from newsqa.text.date_evidence import (
    DATELINE_CHARS,
    DATELINE_START,
    LONE_BYTES,
    may_date_paragraph,
    naming_publication,
)
from newsqa.text.date_glance import glance
from newsqa.text.relative_date import RelativeDate, may_be_relative, read_relative
from newsqa.text.roles import FOOT_BLOCKS, HEAD_BLOCKS

if TYPE_CHECKING:
    from newsqa.view import View

_PLAIN = (
    r"^(?:[1-9]\d{3}|0[1-9]\d\d|00[1-9]\d|000[1-9])"
    r"-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)"
    r"(?:[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,12})?)?(?:Z|[+-](?:0\d|1[0-3]):?[0-5]\d)?)?$"
)
_TIMED = r"^\d{4}-\d\d-\d\d[T ]"
_NAIVE = r"[T ][\d:.]+$"
# Lines at the head in which a relative date may stand by itself, in bytes.
_MAX_RELATIVE = 120
# A date and its label take no more bytes, with the line above.
_MAX_LABELLED = 600
_TAG = ord("<")
# What is written, but for punctuation, where a date is not known: "N/A", "n.d.", "s.d.".
_NOT_KNOWN = frozenset({"na", "nd", "sd", "none", "null", "nil", "unknown"})


_T = TypeVar("_T")


def _once(view: View, key: Hashable, compute: Callable[[], _T]) -> _T:
    found: _T = view.memo(("dating", key), compute)
    return found


def plain_days(view: View, field: str) -> NDArray[np.int32]:
    """Return the declared days as numbers (20210322), an article; 0 where nothing is declared, or not plainly.

    Plain is an ISO 8601 date with or without a possible time, all but 29 February: it needs no closer look.
    """
    return _once(view, ("plain_days", field), lambda: _plain_days(view, field))


def _plain_days(view: View, field: str) -> NDArray[np.int32]:
    rows = np.flatnonzero(view.matches(field, _PLAIN))
    found = np.zeros(view.size, np.int32)
    if len(rows):
        import pyarrow.compute as pc  # as in `View.matches`

        days = pc.utf8_slice_codeunits(
            view.articles.column(field).take(arrow.from_numpy(rows, pa.int64())), 0, 10
        )
        figures = np.frombuffer(b"".join(day.encode() for day in days.to_pylist()), np.uint8).reshape(-1, 10)
        weights = np.array([10**7, 10**6, 10**5, 10**4, 0, 1000, 100, 0, 10, 1], np.int32)
        found[rows] = (figures.astype(np.int32) - 48) @ weights
    return found


def odd_rows(view: View, field: str) -> NDArray[np.int64]:
    """Return the articles whose declared date is not plain."""
    return np.flatnonzero(view.has(field) & (plain_days(view, field) == 0))


def naive_rows(view: View, field: str) -> NDArray[np.int64]:
    """Return the articles whose declared date is plain, with a clock time and without an offset."""
    return np.flatnonzero(view.matches(field, _NAIVE) & (plain_days(view, field) > 0))


def timed(view: View, field: str) -> NDArray[np.bool_]:
    """Tell which articles declare a plain date with a clock time."""
    return view.matches(field, _TIMED) & (plain_days(view, field) > 0)


def declared(view: View, field: str) -> NDArray[np.bool_]:
    """Tell which articles declare a date that can be read."""

    def compute() -> NDArray[np.bool_]:
        dated = plain_days(view, field) > 0
        for row in odd_rows(view, field).tolist():
            dated[row] = view.declared_date(row, field) is not None
        return dated

    return _once(view, ("declared", field), compute)


def dated_blocks(view: View) -> dict[int, frozenset[int]]:
    """Return, by article, the blocks (from 0) that may tell its date: a day stands in them beside a year.

    A paragraph may only where it begins with the date, with what comes before one in a dateline, or with a label.
    """
    return _once(view, "dated_blocks", lambda: _dated_blocks(view))


def _dated_blocks(view: View) -> dict[int, frozenset[int]]:
    blocks = view.blocks
    spans, block = view.dated_places, _place_blocks(view)
    near = ~view.running[block]
    foot = blocks.first[blocks.article[block] + 1] - block <= FOOT_BLOCKS
    reach = np.where(foot, DATELINE_CHARS, DATELINE_START) * 3
    ahead = spans[:, 0] - blocks.start[block]
    paragraph = np.flatnonzero(~near & (ahead <= reach))
    # A label that stands before any date of a block stands before the last one.
    last = paragraph[np.append(block[paragraph][1:] != block[paragraph][:-1], True)[: len(paragraph)]]
    bounds = zip(blocks.start[block[last]].tolist(), spans[last, 0].tolist(), strict=True)
    near[last[naming_publication([view.raw[start:end] for start, end in bounds])]] = True
    for i in paragraph[ahead[paragraph] <= DATELINE_START * 3].tolist():
        start, end = spans[i].tolist()
        first, stop = int(blocks.start[block[i]]), int(blocks.end[block[i]])
        near[i] |= may_date_paragraph(view.raw[first:start], view.raw[end : min(stop, end + DATELINE_START)])
    rows = blocks.article[block[near]]
    found: dict[int, set[int]] = {}
    for row, index in zip(rows.tolist(), (block[near] - blocks.first[rows]).tolist(), strict=True):
        found.setdefault(row, set()).add(index)
    return {row: frozenset(indices) for row, indices in found.items()}


def _place_blocks(view: View) -> NDArray[np.int64]:
    """Return the block that each of the dated places lies in."""
    starts = view.dated_places[:, 0]
    return _once(view, "place_blocks", lambda: view.blocks.start.searchsorted(starts, side="right") - 1)


def agreeing(view: View, rows: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell which of some articles name the plainly declared day, and no other, wherever their text may tell its date."""
    told, days = dated_blocks(view), plain_days(view, "published")
    agree = rows & (days > 0)
    blocks, block = view.blocks, _place_blocks(view)
    row = blocks.article[block]
    asked = np.flatnonzero(agree[row])
    index = block[asked] - blocks.first[row[asked]]
    columns = row[asked], index, days[row[asked]], view.dated_places[asked, 0]
    for article, at, day, start in zip(*(column.tolist() for column in columns), strict=True):
        if agree[article] and at in told.get(article, ()):
            agree[article] = glance(view.raw, start, view.language(article))[0] == day
    return agree


def closing_credits(view: View) -> dict[int, tuple[int, int]]:
    """Return the ends of articles that may be a credit in brackets with a date, in bytes, by article."""

    def compute() -> dict[int, tuple[int, int]]:
        places = view.dated_places
        rows = view.rows_of(places[:, 0])
        ends = view.offsets[rows + 1] - 1
        near = np.flatnonzero(ends - places[:, 1] <= BEHIND_BYTES)
        found = {}
        for row, end in zip(rows[near].tolist(), ends[near].tolist(), strict=True):
            low = max(int(view.offsets[row]), end - CREDIT_BYTES)
            if view.raw[low:end].rstrip(b" \t\r\n.").endswith((b")", b"]")):
                found[row] = low, end
        return found

    return _once(view, "closing_credits", compute)


def text_dated_rows(view: View) -> list[int]:
    """Return the articles that declare no publication date but tell one in their text, in order."""

    def compute() -> list[int]:
        known = declared(view, "published")
        rows = sorted({*dated_blocks(view), *closing_credits(view)})
        return [row for row in rows if not known[row] and view.told_date(row)]

    return _once(view, "text_dated_rows", compute)


def addressed_rows(view: View) -> list[int]:
    """Return the articles with a day or a month in their address, in order; a few others, too."""
    return _once(
        view, "addressed_rows", lambda: np.flatnonzero(view.matches("url", ADDRESS_PATTERN)).tolist()
    )


def labelled_rows(view: View) -> list[int]:
    """Return the articles whose text may call a date its publication date, in order.

    It does so by a label, in a dateline, or by a short line at the head. Only articles that have another date to compare
    it with.
    """

    def compute() -> list[int]:
        comparable = declared(view, "published") | view.rows_where(addressed_rows(view))
        told = dated_blocks(view)
        listed = [(row, index) for row in told if comparable[row] for index in told[row]]
        row, index = np.array(listed, np.int64).reshape(-1, 2).T
        blocks = view.blocks
        block = blocks.first[row] + index
        edge = (index < HEAD_BLOCKS) | (block >= blocks.first[row + 1] - FOOT_BLOCKS)
        lone = (index < HEAD_BLOCKS) & (blocks.end[block] - blocks.start[block] <= LONE_BYTES)
        lone &= view.data[blocks.start[block]] != _TAG  # "<TIME>26/10/2016</TIME>" is a record of a data set
        found = edge & (view.running[block] | lone)
        lines = np.flatnonzero(edge & ~found)
        above = block[lines] - (index[lines] > 0)  # where a label may stand alone
        ends = np.minimum(blocks.end[block[lines]], blocks.start[above] + _MAX_LABELLED)
        spans = zip(blocks.start[above].tolist(), ends.tolist(), strict=True)
        found[lines[naming_publication([view.raw[start:end] for start, end in spans])]] = True
        return sorted(set(row[found].tolist()))

    return _once(view, "labelled_rows", compute)


def published(view: View) -> NDArray[np.bool_]:
    """Tell which articles have a publication date, declared or in the text."""
    return declared(view, "published") | view.rows_where(text_dated_rows(view))


def unreadable(view: View, field: str) -> list[int]:
    """Return the articles that declare a date that nobody can read; relative ones are not among them.

    Nor are those that say that there is none ("N/A").
    """
    rows = odd_rows(view, field)
    values = view.declared(field)
    return [
        row
        for row in rows[~declared(view, field)[rows]].tolist()
        if _says_something(values[row]) and not (field == "published" and row in relative_dates(view))
    ]


def _says_something(value: str) -> bool:
    letters = "".join(c for c in value if c.isalnum()).casefold()
    return letters != "" and letters not in _NOT_KNOWN


class Relative(NamedTuple):
    """A relative date in the declared field (``start`` 0) or in a line of the text whose first byte is ``start``."""

    said: RelativeDate
    line: str
    declared: bool
    start: int


def relative_dates(view: View) -> dict[int, Relative]:
    """Return the only publication date of articles where that is a relative one, by article.

    It is declared ("2 hours ago"), or a line of its own at the head of the text. Where several lines of the head tell
    different times they belong to other articles.
    """
    return _once(view, "relative_dates", lambda: _relative_dates(view))


def _relative_dates(view: View) -> dict[int, Relative]:
    undated = ~published(view)
    found: dict[int, Relative] = {}
    for row in odd_rows(view, "published").tolist():
        value = view.declared("published")[row]
        if undated[row] and (said := read_relative(value, view.language(row) or "en")):
            found[row] = Relative(said, value, True, 0)
    undated[list(found)] = False
    several: dict[int, list[Relative]] = {}
    for row, block in _head_lines(view, undated):
        line = view.block_text(block)
        if said := read_relative(line, view.language(row)):
            several.setdefault(row, []).append(Relative(said, line, False, int(view.blocks.start[block])))
    for row, said_here in several.items():
        if len({(one.said.count, one.said.unit) for one in said_here}) == 1:
            found[row] = said_here[0]
    return found


def _head_lines(view: View, rows: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return the short lines at the heads of some articles that may be relative dates: article and block."""
    blocks = view.blocks
    index = np.arange(len(blocks)) - blocks.first[blocks.article]
    size = blocks.end - blocks.start
    short = np.flatnonzero(
        rows[blocks.article] & (index < HEAD_BLOCKS) & (size <= _MAX_RELATIVE) & ~view.running
    )
    spans = zip(blocks.start[short].tolist(), blocks.end[short].tolist(), strict=True)
    chosen = may_be_relative([view.raw[start:end] for start, end in spans])
    return [(int(blocks.article[short[i]]), int(short[i])) for i in chosen]
