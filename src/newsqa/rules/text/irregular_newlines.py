"""TXT009 irregular-newlines: line ends of several kinds in one text, or many blank lines in a row.

What it does
    Flags an article that mixes LF, CR LF and CR, from the first line end that differs from most to the last one; and
    each run of more than ``max_blank`` blank lines, lines of white space alone among them. That the last line has no
    line end is left to other tools.

Why it matters
    Tools disagree on where lines end, so that lines are joined, doubled or compared as different.

Example
    Lines that end with CR LF and one with LF; mended: all with CR LF.

Fix safety
    Safe: line ends become those that most lines have; surplus blank lines are deleted.

Options
    max_blank: how many blank lines may follow each other (1).

Nulls
    A null, empty or blank text has none.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from newsqa.rules.base import Edit, Hit, Rule
from newsqa.text.byte_search import controls
from newsqa.text.lazy import lazy
from newsqa.view import View

_LINE_END = lazy(rb"\r\n|\r|\n")
_NAMES = {b"\n": "LF", b"\r\n": "CR LF", b"\r": "CR"}


class Options(NamedTuple):
    """Options of irregular-newlines."""

    max_blank: int = 1


def check(view: View, options: Options) -> Iterator[Hit]:
    """Yield the mixed line ends of each article, and each run of blank lines."""
    low = controls(view)
    for row in sorted(set(view.rows_of(low[view.data[low] == ord("\r")]).tolist())):
        yield from _mixed(view, row)
    yield from _blank(view, options.max_blank)


def _mixed(view: View, row: int) -> Iterator[Hit]:
    base = int(view.offsets[row])
    text = view.text_bytes(row)
    both = text.count(b"\r\n")
    counts = {b"\n": text.count(b"\n") - both, b"\r\n": both, b"\r": text.count(b"\r") - both}
    usual = max(counts, key=counts.__getitem__)
    others = [name for end, name in _NAMES.items() if counts[end] and end != usual]
    if not others:
        return
    odd = [match for match in _LINE_END.finditer(text) if match[0] != usual]
    start, end = odd[0].start(), odd[-1].end()
    edit = Edit(base + start, base + end, _LINE_END.sub(usual, text[start:end]).decode(), "safe")
    message = f"{' and '.join(others)} at the end of {len(odd)} of {sum(counts.values())} lines, {_NAMES[usual]} at the others"
    yield Hit(row, message, base + start, base + end, value=float(len(odd)), threshold=0.0, edit=edit)


def _blank(view: View, most: int) -> Iterator[Hit]:
    blocks, first = view.blocks, view.blocks.first
    if not len(blocks):
        return
    rows = np.flatnonzero(first[1:] > first[:-1])  # with any line that is not blank
    before = np.empty(len(blocks), np.int64)
    before[1:] = blocks.line[:-1]
    before[first[rows]] = 0
    opening = view.lines.searchsorted(view.offsets)  # the first line of each article
    for block in np.flatnonzero(blocks.line - before - 1 > most).tolist():
        row, last = int(blocks.article[block]), int(blocks.line[block]) - 1
        yield _surplus(view, row, int(opening[row] + before[block]), int(opening[row]) + last, most)
    counted = opening[rows + 1] - opening[rows] - blocks.line[first[rows + 1] - 1]
    for row, lines in zip(rows[counted > most].tolist(), counted[counted > most].tolist(), strict=True):
        end = int(view.offsets[row + 1]) - 1
        lines -= view.raw[end - 1] in b"\r\n"  # what follows the last line end is no line
        if lines > most:
            last = int(blocks.line[first[row + 1] - 1]) + int(opening[row])
            yield _surplus(view, row, last, last + lines, most)


def _surplus(view: View, row: int, first: int, behind: int, most: int) -> Hit:
    """Return the hit for the blank lines from ``first`` on up to ``behind``, as indices in the view's lines."""
    start = int(view.lines[first + most])
    end = (
        min(int(view.lines[behind]), int(view.offsets[row + 1]) - 1)
        if behind < len(view.lines)
        else int(view.offsets[row + 1]) - 1
    )
    count = behind - first
    return Hit(
        row, f"{count} blank lines in a row" if count > 1 else "a blank line", start, end,
        value=float(count), threshold=float(most), edit=Edit(start, end, "", "safe"),
    )  # fmt: skip


RULE = Rule("TXT009", "irregular-newlines", "info", __name__, check, options=Options, fix="safe")
