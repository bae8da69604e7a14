"""Places: from byte offsets in a view's data to what an editor shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from newsqa.view import View


# Not frozen: there are many, and a frozen one takes three times as long to make.
@dataclass(slots=True)
class Place:
    """A place in an article's text: ``char`` is the offset in characters; line and column count from 1, in the text."""

    char: int
    line: int
    column: int


def places(view: View, row: int, offsets: Iterable[int]) -> dict[int, Place]:
    """Return the place of each byte offset of one article (offsets into ``View.data`` at character boundaries).

    The text is decoded once from its start to the last offset, however many offsets there are.
    """
    wanted = sorted(set(offsets))
    if not wanted:
        return {}
    at = int(view.offsets[row])
    first_line = int(view.lines.searchsorted(at))
    lines = (view.lines.searchsorted(np.array(wanted), side="right") - 1).tolist()
    starts = view.lines[lines].tolist()
    chars, count = {}, 0
    for stop in sorted({*wanted, *starts}):
        between = view.raw[at:stop]
        count += len(between) if between.isascii() else len(between.decode())
        at = stop
        chars[stop] = count
    return {
        offset: Place(chars[offset], line - first_line + 1, chars[offset] - chars[start] + 1)
        for offset, line, start in zip(wanted, lines, starts, strict=True)
    }


def last_char(raw: bytes, start: int, end: int) -> int:
    """Return the byte offset at which the last character before ``end`` starts; ``start`` for an empty span."""
    at = end - 1
    while at > start and raw[at] & 0xC0 == 0x80:
        at -= 1
    return max(at, start)
