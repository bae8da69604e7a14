"""Deleting characters that show nothing, without leaving irregular white space behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsqa.rules.base import Edit
from newsqa.text.byte_search import line_of

if TYPE_CHECKING:
    from newsqa.view import View

_SPACES = b" \t"


def deletion(view: View, start: int, end: int) -> Edit:
    """Return the safe edit that deletes the bytes from ``start`` to ``end``, which stand in one line.

    The space before them goes, too, where white space or nothing follows in the line; and a line in which nothing
    else stands, where it would make one blank line more between others.
    """
    raw, (begin, stop) = view.raw, line_of(view, start)
    low = start
    if end == stop or raw[end] in _SPACES:
        while low > begin and raw[low - 1] in _SPACES:
            low -= 1
        if low == begin and end < stop:
            low = start  # indentation stays
    if low > begin or end < stop:
        return Edit(low, end, "", "safe")
    return Edit(low, _without_line(view, begin, stop), "", "safe")


def _without_line(view: View, begin: int, stop: int) -> int:
    """Return how far the deletion of a line that becomes blank goes: on to the next lines where they are blank."""
    row = view.row_of(begin)
    behind = _next_line(view, stop, row)
    blank_before = begin > view.offsets[row] and _is_blank(view, begin - 1)
    if behind is None or not (blank_before or _is_blank(view, behind)):
        return stop
    beyond = _next_line(view, line_of(view, behind)[1], row)
    return beyond if blank_before and _is_blank(view, behind) and beyond is not None else behind


def _next_line(view: View, stop: int, row: int) -> int | None:
    """Return where the line behind the one that ends at ``stop`` starts; None when the article has none."""
    number = int(view.lines.searchsorted(stop, side="right"))
    if number >= len(view.lines) or view.lines[number] >= view.offsets[row + 1]:
        return None
    return int(view.lines[number])


def _is_blank(view: View, place: int) -> bool:
    """Tell whether the line that a place lies in is blank."""
    start, stop = line_of(view, place)
    return not view.raw[start:stop].strip()
