"""Lines and blocks: where they stand in a buffer of UTF-8 text.

A line ends with LF, CR LF or a lone CR, as editors count them. A block is a line that is not blank, without the white
space around it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_SPACE = np.zeros(256, bool)
_SPACE[list(b" \t\n\v\f\r\x1c\x1d\x1e\x1f")] = True

# White space outside ASCII and the byte-order mark, as numbers made of their UTF-8 bytes.
_WIDE_2 = np.array([0xC285, 0xC2A0], np.uint32)
_WIDE_3 = np.array(
    [
        int.from_bytes(chr(c).encode(), "big")
        for c in (0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF)
    ],
    np.uint32,
)

# The vectorised trim takes one step a byte; past this many steps a line is trimmed by itself.
_MAX_STEPS = 32


def line_starts(raw: bytes) -> NDArray[np.int64]:
    """Return the byte offset at which each line starts; a final line end starts no further line."""
    data = np.frombuffer(raw, np.uint8)
    ends = data == 10
    if 13 in raw:
        lone = data == 13
        lone[:-1] &= data[1:] != 10
        ends |= lone
    return np.concatenate((np.zeros(min(1, len(data)), np.int64), np.flatnonzero(ends[:-1]) + 1))


@dataclass(frozen=True, slots=True)
class Blocks:
    """The blocks of all articles of a batch as parallel columns, in order.

    ``start`` and ``end`` are byte offsets into the batch's buffer, end exclusive; ``line`` counts from 1 within the
    article; ``first`` has one entry an article and one more: article ``i`` has blocks ``first[i]`` to ``first[i + 1]``.
    """

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    line: NDArray[np.int32]
    article: NDArray[np.int32]
    first: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.start)


def split_blocks(
    raw: bytes, data: NDArray[np.uint8], lines: NDArray[np.int64], offsets: NDArray[np.int64]
) -> Blocks:
    """Return the blocks of the articles that start at ``offsets`` (one more: the end) in ``data``.

    Each article begins on a new line, so its first line starts at its offset.
    """
    start = lines.copy()
    end = np.append(lines[1:], len(data))
    _trim(raw, data, start, end)
    filled = start < end
    article = (offsets.searchsorted(lines, side="right") - 1).astype(np.int32)
    first_line = lines.searchsorted(offsets[:-1])
    line = (
        (np.arange(len(lines)) - first_line[article] + 1).astype(np.int32)
        if len(lines)
        else np.empty(0, np.int32)
    )
    article = article[filled]
    return Blocks(
        start=start[filled],
        end=end[filled],
        line=line[filled],
        article=article,
        first=article.searchsorted(np.arange(len(offsets))).astype(np.int64),
    )


def _trim(raw: bytes, data: NDArray[np.uint8], start: NDArray[np.int64], end: NDArray[np.int64]) -> None:
    """Move ``start`` and ``end`` inwards over white space, in place."""
    todo = np.arange(len(start))
    for _ in range(_MAX_STEPS):
        todo = todo[start[todo] < end[todo]]
        todo = todo[_SPACE[data[end[todo] - 1]]]
        end[todo] -= 1
        if not len(todo):
            break
    slow = todo
    todo = np.arange(len(start))
    for _ in range(_MAX_STEPS):
        todo = todo[start[todo] < end[todo]]
        todo = todo[_SPACE[data[start[todo]]]]
        start[todo] += 1
        if not len(todo):
            break
    filled = np.flatnonzero(start < end)
    wide = filled[
        _is_wide(data, start[filled], end[filled], 0) | _is_wide(data, start[filled], end[filled], 1)
    ]
    for i in sorted({*slow.tolist(), *todo.tolist(), *wide.tolist()}):
        text = raw[start[i] : end[i]].decode("utf-8", "replace")
        left = len(text) - len(text.lstrip().lstrip("\ufeff").lstrip())
        right = text.rstrip()
        start[i] += len(text[:left].encode())
        end[i] = max(start[i], end[i] - len(text[len(right) :].encode()))


def _is_wide(
    data: NDArray[np.uint8], start: NDArray[np.int64], end: NDArray[np.int64], side: int
) -> NDArray[np.bool_]:
    """Tell which spans begin (side 0) or end (side 1) with white space outside ASCII."""
    wide = np.zeros(len(start), bool)
    for size, spaces in ((2, _WIDE_2), (3, _WIDE_3)):
        fits = np.flatnonzero(end - start >= size)
        at = end[fits] - size if side else start[fits]
        number = np.zeros(len(fits), np.uint32)
        for k in range(size):
            number = number << np.uint32(8) | data[at + k]
        nearest = np.minimum(spaces.searchsorted(number), len(spaces) - 1)
        wide[fits] |= spaces[nearest] == number
    return wide


def count_words(data: NDArray[np.uint8], blocks: Blocks) -> NDArray[np.int64]:
    """Return how many runs of bytes above the ASCII space each block has."""
    if not len(blocks):
        return np.empty(0, np.int64)
    filled = data > 0x20  # white space and controls lie below; comparing is faster than looking up
    begins = np.empty(len(data) + 1, np.uint8)  # one more: the last bound may be the end
    begins[0] = begins[-1] = 0
    np.greater(filled[1:], filled[:-1], out=begins[1:-1].view(bool))
    # reduceat sums between neighbouring bounds: blocks at even places, gaps at odd ones.
    bounds = np.column_stack((blocks.start + 1, blocks.end)).ravel()
    bounds[1::2] = np.maximum(bounds[1::2], bounds[::2])
    inner = np.add.reduceat(begins, bounds, dtype=np.uint32)[::2].astype(np.int64)
    # For an empty range reduceat gives the element at its start instead of nothing.
    inner[blocks.end - blocks.start <= 1] = 0
    # A block begins with a word, whatever stands before it.
    counts: NDArray[np.int64] = inner + 1
    return counts


def with_unspaced_words(
    words: NDArray[np.int64], data: NDArray[np.uint8], blocks: Blocks
) -> NDArray[np.int64]:
    """Return the words a block where two kana or Han characters (lead bytes E3 to E9) count as a word, too."""
    leads = np.flatnonzero((data >= 0xE3) & (data <= 0xE9))
    if not len(leads):
        return words
    wide = leads.searchsorted(blocks.end) - leads.searchsorted(blocks.start)
    return words + wide // 2


# A full stop, exclamation or question mark in ASCII, then in other scripts as three bytes of UTF-8.
_PLAIN_STOP = np.zeros(256, bool)
_PLAIN_STOP[list(b".!?")] = True
_WIDE_STOP = np.array([int.from_bytes(c.encode(), "big") for c in "。！？…।።"], np.uint32)
_WIDE_QUOTE = np.array([int.from_bytes(c.encode(), "big") for c in "”’"], np.uint32)


def ends_plainly(data: NDArray[np.uint8], blocks: Blocks) -> NDArray[np.bool_]:
    """Tell which blocks end as a sentence does for certain; False says nothing."""
    if not len(blocks):
        return np.empty(0, bool)
    last = blocks.end - 1
    before = data[np.maximum(last - 1, 0)].astype(np.uint32)
    tail = (
        data[np.maximum(last - 2, 0)].astype(np.uint32) << np.uint32(16) | before << np.uint32(8) | data[last]
    )
    closed = _PLAIN_STOP[data[np.maximum(last - 1, 0)]] & (data[last] == 0x22)
    closed |= _PLAIN_STOP[data[np.maximum(last - 3, 0)]] & np.isin(tail, _WIDE_QUOTE)
    sure: NDArray[np.bool_] = _PLAIN_STOP[data[last]] | np.isin(tail, _WIDE_STOP) | closed
    return sure
