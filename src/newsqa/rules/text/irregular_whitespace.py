"""TXT008 irregular-whitespace: spaces at the end of a line, doubled spaces, or tabs between words.

What it does
    Flags trailing spaces and tabs, and two or more of them (or a tab) between words; neighbouring lines are one finding.
    No-break spaces and other spaces outside ASCII are typography and count as letters; indentation is kept, and so are
    the gaps of lines that are set as a table.

Why it matters
    Extra spaces make equal lines differ, and each one is a token of its own to many tokenisers.

Example
    ``mot  mot`` with a space at the end; mended: ``mot mot``.

Fix safety
    Safe: trailing spaces are deleted, each gap becomes one space.

Nulls
    A null or empty text has none.
"""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsqa.rules.base import Edit, Hit, NoOptions, Rule
from newsqa.text.byte_search import controls
from newsqa.text.lazy import lazy_re2
from newsqa.view import View

_SPACE, _TAB, _CARRIAGE_RETURN = ord(" "), ord("\t"), ord("\r")
_IS_LINE_END = np.zeros(256, bool)
_IS_LINE_END[list(b"\r\n")] = True
# Lines this near to each other are one finding: a blank line may stand between them.
_NEAR = 2

# A line of a table: its columns are parted by tabs or by gaps this wide, and hold this many words on average at most.
_WIDE_GAP = 3
_COLUMN = lazy_re2(rb"[^ \t\r\n](?:[ \t]*\t[ \t]*| {3,})[^ \t\r\n]")
_CELL_WORDS = 4


class _Runs(NamedTuple):
    """Runs of irregular white space as parallel columns; ``line`` is the index in the view's lines."""

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    trailing: NDArray[np.bool_]
    line: NDArray[np.int64]


def check(view: View, options: NoOptions) -> Iterator[Hit]:
    """Yield each group of neighbouring lines with irregular white space."""
    runs = _runs(view)
    if not len(runs.start):
        return
    rows = view.rows_of(runs.start)
    breaks = np.flatnonzero((np.diff(runs.line) > _NEAR) | (np.diff(rows) > 0)) + 1
    bounds = np.concatenate((np.zeros(1, np.int64), breaks, [len(rows)])).tolist()
    raw, starts, ends = view.raw, runs.start.tolist(), runs.end.tolist()
    fills = [b"" if behind else b" " for behind in runs.trailing.tolist()]
    counts = np.add.reduceat(runs.trailing, bounds[:-1], dtype=np.int64).tolist()
    for first, last, row, ended in zip(bounds, bounds[1:], rows[bounds[:-1]].tolist(), counts, strict=False):
        low, high = starts[first], ends[last - 1]
        parts = [fills[first]]
        for i in range(first + 1, last):
            parts += (raw[ends[i - 1] : starts[i]], fills[i])
        edit = Edit(low, high, b"".join(parts).decode(), "safe")
        message = _message(last - first - ended, ended)
        yield Hit(row, message, low, high, value=float(last - first), threshold=0.0, edit=edit)


@cache
def _message(gaps: int, ended: int) -> str:
    within = (
        f"{gaps} gaps of several spaces or tabs" if gaps > 1 else "several spaces or a tab" if gaps else ""
    )
    behind = (
        f"white space at the end of {ended} lines"
        if ended > 1
        else "white space at the end of a line"
        if ended
        else ""
    )
    return " and ".join(part for part in (within, behind) if part)


def _runs(view: View) -> _Runs:
    """Return the runs of white space that are trailing, doubled or have a tab; no indentation, no tables."""
    start, end = _bounds(view)
    opens = _IS_LINE_END[view.data[start - 1]] | (start == 0)
    trailing = _IS_LINE_END[view.data[end]]
    kept = trailing | ~opens
    start, end, trailing = start[kept], end[kept], trailing[kept]
    line = view.lines.searchsorted(start, side="right") - 1
    wide = ~trailing & (
        (end - start >= _WIDE_GAP) | (view.data[start] == _TAB) | (view.data[end - 1] == _TAB)
    )
    if wide.any():
        regular = ~np.isin(line, _tables(view, *np.unique(line[wide], return_counts=True)))
        start, end, trailing, line = start[regular], end[regular], trailing[regular], line[regular]
    return _Runs(start, end, trailing, line)


def _bounds(view: View) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where runs of spaces and tabs start and end that are longer than one space, or stand before a line end."""
    data, low = view.data, controls(view)
    spaces = data == _SPACE
    doubled = np.flatnonzero(spaces[1:] & spaces[:-1])
    tabs, returns = low[data[low] == _TAB], low[data[low] == _CARRIAGE_RETURN]
    ends = np.append(view.lines[1:], len(data)) - 1
    around = np.concatenate((ends - 1, returns - 1, tabs - 1, tabs + 1))
    around = around[around >= 0]
    around = around[(data[around] == _SPACE) | (data[around] == _TAB)]
    places = np.sort(np.concatenate((doubled, doubled + 1, tabs, around)))
    breaks = np.flatnonzero(np.diff(places) > 1) + 1
    if not len(places):
        return places, places
    return places[np.append(0, breaks)], places[np.append(breaks - 1, len(places) - 1)] + 1


def _tables(view: View, lines: NDArray[np.int64], most: NDArray[np.int64]) -> list[int]:
    """Return those of some lines that are set as a table: several columns, or several such lines.

    ``most`` is how many wide gaps each has.
    """
    starts, ends = view.lines[lines].tolist(), np.append(view.lines[1:], len(view.raw))[lines].tolist()
    columns = {}
    for line, start, end, wide in zip(lines.tolist(), starts, ends, most.tolist(), strict=True):
        text = view.raw[start:end].strip()
        words = len(text.split())
        if words > _CELL_WORDS * (wide + 1):
            continue
        gaps = len(_COLUMN.findall(text))
        if gaps and words <= _CELL_WORDS * (gaps + 1):
            columns[line] = gaps
    return [
        line
        for line, gaps in columns.items()
        if gaps > 1 or any(line + step in columns for step in (-2, -1, 1, 2))
    ]


RULE = Rule("TXT008", "irregular-whitespace", "info", __name__, check, fix="safe")
