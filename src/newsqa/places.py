"""Places: from byte offsets in a view's data to what an editor shows."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from newsqa.view import View

Integers = NDArray[np.int64]


class Places:
    """Turns byte offsets into a view's data, at character boundaries, into places; many at once."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._inner = np.flatnonzero((view.data & 0xC0) == 0x80)  # bytes that begin no character

    def char(self, offsets: Integers, rows: Integers) -> Integers:
        """Return how many characters of its article (``rows``) stand before each offset."""
        return self._characters(offsets) - self._characters(self._view.offsets[rows])

    def line(self, offsets: Integers, rows: Integers) -> Integers:
        """Return the line of its article (``rows``) each offset stands in, from 1."""
        lines = self._view.lines
        return self.index(offsets) - lines.searchsorted(self._view.offsets[rows]) + 1

    def column(self, offsets: Integers) -> Integers:
        """Return the column of its line each offset stands at, from 1, in characters."""
        begin = self._view.lines[self.index(offsets)]
        return self._characters(offsets) - self._characters(begin) + 1

    def index(self, offsets: Integers) -> Integers:
        """Return the index in ``View.lines`` of the line each offset stands in."""
        found: Integers = self._view.lines.searchsorted(offsets, side="right") - 1
        return found

    def _characters(self, offsets: Integers) -> Integers:
        """Return how many characters of the data stand before each offset."""
        found: Integers = offsets - self._inner.searchsorted(offsets)
        return found


def last_chars(data: NDArray[np.uint8], start: Integers, end: Integers) -> Integers:
    """Return the byte offset at which the last character before each ``end`` starts; ``start`` for an empty span."""
    at = np.maximum(end - 1, start)
    for _ in range(3):
        inside = (at > start) & ((data[at] & 0xC0) == 0x80)
        at = at - inside
    return at
