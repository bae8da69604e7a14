"""Where the cells of a delimited record stand in its raw lines; reads them as Python's csv module does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple


class Cell(NamedTuple):
    """One cell: offsets of its first character (a quote, if quoted) and of the character behind it.

    ``closing`` is the offset of the quote that closes it, None when it is not quoted or never closed.
    """

    start: int
    end: int
    quoted: bool
    closing: int | None


def find_cell(raw: str, delimiter: str, index: int) -> Cell | None:
    """Return the cell of a record by its index from 0; the last one for -1; None when there are fewer."""
    stop = _stop(delimiter)
    at = 0
    count = 0
    while True:
        start = at
        closing: int | None = None
        quoted = raw.startswith('"', at)
        if quoted:
            closing = _closing_quote(raw, at + 1)
            if closing is None:
                return Cell(start, len(raw), True, None) if index in (count, -1) else None
            at = closing + 1
        match = stop.search(raw, at)
        end = len(raw) if match is None else match.start()
        last = match is None or match.group() != delimiter
        if count == index or (last and index == -1):
            return Cell(start, end, quoted, closing)
        if last:
            return None
        at = end + 1
        count += 1


class CellPlaces(NamedTuple):
    """The locator of delimited files: for each row the line its record starts on, and the record's raw lines.

    ``held`` is about how many bytes the raw lines take.
    """

    records: Sequence[tuple[int, str]]
    columns: dict[str, int]  # from field to the index of its cell
    delimiter: str
    held: int

    def __call__(self, row: int, field: str, offsets: Sequence[int]) -> list[tuple[int, int]] | None:
        """Return (line, column) of characters of a cell; None for a field without one."""
        if field not in self.columns:
            return None
        line, raw = self.records[row]
        cell = find_cell(raw, self.delimiter, self.columns[field])
        if cell is None:
            return None
        places: list[tuple[int, int]] = []
        done = 0
        for at in _walk(raw, cell, offsets):
            line += raw.count("\n", done, at)
            done = at
            places.append((line, at - raw.rfind("\n", 0, at)))
        return places


@cache
def _stop(delimiter: str) -> re.Pattern[str]:
    return re.compile(f"[\r\n{re.escape(delimiter)}]")


def _closing_quote(raw: str, at: int) -> int | None:
    while True:
        at = raw.find('"', at)
        if at < 0:
            return None
        if not raw.startswith('""', at):
            return at
        at += 2


def _walk(raw: str, cell: Cell, offsets: Sequence[int]) -> list[int]:
    """Return the offsets in the raw record of characters (ascending) of a cell's value."""
    if not cell.quoted:
        return [cell.start + offset for offset in offsets]
    at, value = cell.start + 1, 0
    quote = raw.find('"', at)
    places: list[int] = []
    # What stands between the closing quote and the delimiter belongs to the value.
    joint = cell.closing if cell.closing is not None and cell.closing + 1 < cell.end else None
    for offset in offsets:
        while 0 <= quote < cell.end and value + quote - at < offset + (quote == joint):
            if quote == cell.closing:
                value, at, quote = value + quote - at, quote + 1, -1
            else:
                value, at = value + quote - at + 1, quote + 2
                quote = raw.find('"', at)
        places.append(at + offset - value)
    return places
