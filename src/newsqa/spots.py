"""Where the hits of one batch stand: lines, columns, characters and blocks, and the line of text around each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from newsqa import arrow
from newsqa.places import Integers, Places, last_chars
from newsqa.rules.base import Hit
from newsqa.snippets import EXCERPT_CHARS, windows
from newsqa.view import View

# What "not known" is in columns of integers until they become Arrow's.
NONE = np.iinfo(np.int64).min

_VALUE_CHARS = 4 * EXCERPT_CHARS  # of what was found: white space may take most of it

_PLACES = (
    "line", "column", "end_line", "end_column", "start", "end", "related_line", "fix_start", "fix_end",
    "snippet_start", "snippet_length", "window", "window_end",
)  # fmt: skip


@dataclass(slots=True)
class Spots:
    """Where the hits of a batch stand, column by column, and what stands there.

    ``numbers`` are the integer columns of FOUND with `NONE` for null, and the byte offsets of the snippets; ``values``
    the beginning of what was found, empty for a hit on the article as a whole.
    """

    numbers: dict[str, Integers]
    messages: list[str]
    values: list[str]

    @classmethod
    def of(cls, view: View, hits: Sequence[Hit], rows: Integers) -> Spots:
        """Place hits; ``rows`` are the numbers of their articles in the batch."""
        spots = cls(
            {name: np.full(len(hits), NONE) for name in _PLACES},
            [hit.message for hit in hits],
            [""] * len(hits),
        )
        spots._place_whole(view, hits, rows)
        placed = [i for i, hit in enumerate(hits) if hit.field == "text" and hit.start is not None]
        related = [i for i, hit in enumerate(hits) if hit.related is not None]
        if placed or related:
            spots._place_text(view, hits, rows, np.array(placed, np.int64), np.array(related, np.int64))
        declared = [i for i, hit in enumerate(hits) if hit.field != "text"]
        if declared:
            spots._place_declared(view, hits, rows, np.array(declared, np.int64))
        return spots

    def sort(self, ranks: Integers) -> None:
        """Put the hits in another order."""
        order = ranks.tolist()
        self.numbers = {name: values[ranks] for name, values in self.numbers.items()}
        self.messages = [self.messages[i] for i in order]
        self.values = [self.values[i] for i in order]

    def windows(self, raw: bytes) -> pa.Array:
        """Return the line of text that each hit stands in, or a window of it; null where it stands in none."""
        start, end = self.numbers["window"], self.numbers["window_end"]
        return arrow.slices(raw, start, end, start != NONE)

    def _place_whole(self, view: View, hits: Sequence[Hit], rows: Integers) -> None:
        """Place the hits on articles as a whole: at the line where the text starts, and where it has none, at 1:1."""
        whole = np.array(
            [i for i, hit in enumerate(hits) if hit.field == "text" and hit.start is None], np.int64
        )
        locator = view.batch.locator
        if locator is None:
            lines, one = _filled(view.articles.column("line"), 1)[rows[whole]], np.int64(1)
            self._set(whole, line=lines, column=one, end_line=lines, end_column=one)
            return
        for i in whole.tolist():
            found = locator(int(rows[i]), "text", [0])
            line = view.declared("line")[rows[i]] if found is None else found[0][0]
            self._at(i, (line, None if found is None else found[0][1]))

    def _place_text(
        self, view: View, hits: Sequence[Hit], rows: Integers, placed: Integers, related: Integers
    ) -> None:
        start = np.array([hits[i].start for i in placed.tolist()], np.int64)
        end = np.array([hits[i].end for i in placed.tolist()], np.int64)
        last = last_chars(view.data, start, end)
        edits = [(i, edit) for i in placed.tolist() if (edit := hits[i].edit)]
        edited = np.array([i for i, _ in edits], np.int64)
        fix_start = np.array([edit.start for _, edit in edits], np.int64)
        fix_end = np.array([edit.end for _, edit in edits], np.int64)
        other = np.array([hits[i].related for i in related.tolist()], np.int64)
        known = Places(view)
        mine, theirs = rows[placed], rows[edited]
        first_char = known.char(start, mine)
        self._set(placed, start=first_char, end=known.char(end, mine))
        self._set(edited, fix_start=known.char(fix_start, theirs), fix_end=known.char(fix_end, theirs))
        if view.batch.locator is None:
            shift = _filled(view.articles.column("line"), 1)[mine] - 1
            self._set(
                placed,
                line=known.line(start, mine) + shift,
                column=known.column(start),
                end_line=known.line(last, mine) + shift,
                end_column=known.column(last),
            )
        else:
            last_char = known.char(last, mine)
            for i, *ends in zip(placed.tolist(), first_char.tolist(), last_char.tolist(), strict=True):
                if not self._locate(view, i, int(rows[i]), "text", ends):
                    block = _block(view, hits[i].row, hits[i].start or 0)
                    self.messages[i] += f" (in block {block} of the text)"
        lines, chars = known.line(other, rows[related]), known.char(other, rows[related])
        for i, line, char in zip(related.tolist(), lines.tolist(), chars.tolist(), strict=True):
            number, words = _related(view, hits[i], line, char)
            self.numbers["related_line"][i] = NONE if number is None else number
            self.messages[i] = self.messages[i].replace("{related}", words)
        raw, stop = view.raw, np.minimum(end, start + 4 * _VALUE_CHARS)
        left, right, shown = windows(view, known.index(start), start, end)
        self._set(
            placed, window=left, window_end=right, snippet_start=start - left, snippet_length=shown - start
        )
        for i, low, high in zip(placed.tolist(), start.tolist(), stop.tolist(), strict=True):
            self.values[i] = raw[low:high].decode("utf-8", "ignore")

    def _place_declared(self, view: View, hits: Sequence[Hit], rows: Integers, which: Integers) -> None:
        """Place the hits on declared fields, or on single entries of a list ("authors[0]")."""
        columns: dict[str, list[Any]] = {}
        starts, ends, lines = [], [], view.declared("line")
        for i in which.tolist():
            hit = hits[i]
            name, _, number = hit.field.partition("[")
            if name not in columns:
                columns[name] = view.articles.column(name).to_pylist()
            declared = columns[name][hit.row]
            if number:
                declared = declared[int(number.rstrip("]"))]
            value = declared if isinstance(declared, str) else ""
            low, high = hit.start or 0, len(value) if hit.end is None else hit.end
            starts.append(low)
            ends.append(high)
            self.values[i] = value[low : min(high, low + _VALUE_CHARS)]
            if hit.edit:
                self.numbers["fix_start"][i], self.numbers["fix_end"][i] = hit.edit.start, hit.edit.end
            if view.batch.locator:
                self._locate(view, i, hit.row, hit.field, [low, max(low, high - 1)])
        self._set(which, start=np.array(starts, np.int64), end=np.array(ends, np.int64))
        if not view.batch.locator:
            known = np.array([NONE if line is None else line for line in lines], np.int64)[rows[which]]
            self._set(which, line=known, end_line=known)

    def _locate(self, view: View, i: int, row: int, name: str, chars: list[int]) -> bool:
        """Ask the reader where characters of a field stand; without an answer the record's line is what is known.

        Tells whether there was one.
        """
        found = view.batch.locator(row, name, chars) if view.batch.locator else None
        line = view.declared("line")[row]
        self._at(i, *(found or ((line, None),)))
        return bool(found)

    def _at(self, i: int, *places: tuple[int | None, int | None]) -> None:
        for prefix, (line, column) in (("", places[0]), ("end_", places[-1])):
            self.numbers[f"{prefix}line"][i] = NONE if line is None else line
            self.numbers[f"{prefix}column"][i] = NONE if column is None else column

    def _set(self, which: Integers, **numbers: Integers | np.int64) -> None:
        for name, values in numbers.items():
            self.numbers[name][which] = values


def _block(view: View, row: int, start: int) -> int:
    """Return the number of the block that a byte of an article's text stands in, from 1."""
    before = int(view.blocks.start.searchsorted(start, side="right"))
    return max(1, before - int(view.blocks.first[row]))


def _related(view: View, hit: Hit, line: int, char: int) -> tuple[int | None, str]:
    """Return the line of a related place, and how a message names it; ``line`` and ``char`` count in the text."""
    start = view.declared("line")[hit.row]
    if view.batch.locator is not None:
        found = view.batch.locator(hit.row, "text", [char])
        if found is None:
            return None, f"block {_block(view, hit.row, hit.related or 0)} of the text"
        number, column = found[0]
        same = number == start and column is not None
        return number, f"line {number}, column {column}" if same else f"line {number}"
    if start is None:
        return line, f"line {line} of the text"
    return line + start - 1, f"line {line + start - 1}"


def _filled(column: pa.Array | pa.ChunkedArray, nothing: int) -> Integers:
    """Return a column of integers with a number for null."""
    return np.array([nothing if value is None else value for value in column.to_pylist()], np.int64)
