"""The words of texts, folded, as places in bytes: all words of a batch at once.

Case, punctuation, quotation marks, invisible characters and how an accent is encoded do not count. In scripts written
without spaces each character is a word.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from newsqa import arrow

VERSION = 1  # goes into the header of a state: other words are another state

_LETTER, _BREAK, _NOTHING, _MARK, IDEOGRAPH, UNSPACED = range(6)
# Of U+0080 to U+FFFF, first and last; all others are letters of scripts that part words.
_RANGES = {
    _BREAK: (
        (0x80, 0xA9), (0xAB, 0xB4), (0xB6, 0xB9), (0xBB, 0xBF), (0xD7, 0xD7), (0xF7, 0xF7), (0x2B9, 0x2BF),
        (0x37E, 0x37E), (0x387, 0x387), (0x55A, 0x55F), (0x589, 0x58A), (0x5BE, 0x5BE), (0x5C0, 0x5C0),
        (0x5C3, 0x5C3), (0x5F3, 0x5F4), (0x60C, 0x60D), (0x61B, 0x61B), (0x61E, 0x61F), (0x66A, 0x66D),
        (0x6D4, 0x6D4), (0x964, 0x965), (0x970, 0x970), (0xE2F, 0xE2F), (0xE4F, 0xE4F), (0xE5A, 0xE5B),
        (0xF0B, 0xF14), (0x104A, 0x104F), (0x10FB, 0x10FB), (0x1361, 0x1368), (0x166E, 0x166E),
        (0x1680, 0x1680), (0x16EB, 0x16ED), (0x17D4, 0x17DA), (0x1800, 0x180A), (0x2000, 0x2BFF),
        (0x2E00, 0x2E7F), (0x3000, 0x3004), (0x3008, 0x3020), (0x3030, 0x3030), (0x303D, 0x303D),
        (0x30A0, 0x30A0), (0x30FB, 0x30FB), (0xD800, 0xF8FF), (0xFD3E, 0xFD3F), (0xFE10, 0xFE1F),
        (0xFE30, 0xFE6F), (0xFF01, 0xFF0F), (0xFF1A, 0xFF20), (0xFF3B, 0xFF40), (0xFF5B, 0xFF65),
        (0xFFE0, 0xFFFF),
    ),
    IDEOGRAPH: (
        (0x2E80, 0x2FDF), (0x3005, 0x3007), (0x3031, 0x3035), (0x3040, 0x3096), (0x309D, 0x309F),
        (0x30A1, 0x30FA), (0x30FC, 0x312F), (0x31A0, 0x31BF), (0x31F0, 0x31FF), (0x3400, 0x4DBF),
        (0x4E00, 0xA4CF), (0xF900, 0xFAFF), (0xFF66, 0xFF9F),
    ),
    UNSPACED: (
        (0xE00, 0xE2E), (0xE30, 0xE4E), (0xE50, 0xE59), (0xE5C, 0xEFF), (0x1000, 0x1049), (0x1050, 0x109F),
        (0x1780, 0x17D3), (0x17DB, 0x17FF), (0x1950, 0x19DF), (0x1A20, 0x1AAF), (0xA9E0, 0xA9FF),
        (0xAA60, 0xAA7F),
    ),
    # As in `newsqa.text.invisible`; some lie within the ranges above.
    _NOTHING: (
        (0xAD, 0xAD), (0x61C, 0x61C), (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F),
        (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF),
    ),
    # Those that NFC may join with the letter before.
    _MARK: ((0x300, 0x36F), (0x3099, 0x309A)),
}  # fmt: skip
_LEAD, _LEAD_3, _LEAD_4 = 0xC0, 0xE0, 0xF0  # from which on first bytes of two, three and four are
# Behind F0 the second byte tells emoji and more Han from other scripts.
_PLANES = np.zeros(256, np.uint8)
_PLANES[0x9F] = _BREAK
_PLANES[0xA0:] = IDEOGRAPH
_IS_WORD = bytes(byte >= 0x80 or chr(byte).isalnum() for byte in range(256))


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a batch of texts: ``data[starts[i] : ends[i]]``, ascending, folded UTF-8.

    ``kinds`` is what the character of a word is that is one character of a script without spaces, `IDEOGRAPH` or
    `UNSPACED`, else 0. The words of text ``i`` are ``first[i]`` to ``first[i + 1]``.
    """

    data: NDArray[np.uint8]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    kinds: NDArray[np.uint8]
    first: NDArray[np.int64]


def words_of(texts: pa.Array) -> Words:
    """Return the words of a column of strings; a null text has none."""
    raw, bounds = _joined(pc.utf8_lower(texts))
    return _words(raw, bounds)


def _joined(texts: pa.Array) -> tuple[bytes, NDArray[np.int64]]:
    """Return the bytes of all texts, a line feed before the first and behind each, and where each starts and the last ends."""
    filled = pc.fill_null(texts, arrow.constant(""))
    ended = pc.binary_join_element_wise(filled, arrow.constant(""), arrow.constant("\n"))
    _, offsets, buffer = ended.buffers()
    if offsets is None or buffer is None:
        return b"\n", np.ones(1, np.int64)
    bounds = np.frombuffer(offsets, np.int32, len(ended) + 1, 4 * ended.offset).astype(np.int64)
    raw = b"".join((b"\n", memoryview(buffer)[bounds[0] : bounds[-1]]))
    return raw, bounds - bounds[0] + 1


def _words(raw: bytes, bounds: NDArray[np.int64]) -> Words:
    data = np.frombuffer(raw, np.uint8)
    leads = np.flatnonzero(data >= _LEAD)
    kinds, sizes = _characters(data, leads)
    if (kinds == _MARK).any():
        texts = bounds.searchsorted(leads[kinds == _MARK], side="right") - 1
        composed = _composed(raw, bounds, sorted(set(texts.tolist())))
        if composed is not None:
            return _words(*composed)
    nothing = kinds == _NOTHING
    if nothing.any():
        dropped = _places(leads[nothing], sizes[nothing])
        keep = np.ones(len(data), bool)
        keep[dropped] = False
        data = data[keep]
        bounds = bounds - dropped.searchsorted(bounds)
        leads = leads[~nothing]
        leads -= dropped.searchsorted(leads)
        kinds, sizes = kinds[~nothing], sizes[~nothing]
    inside = np.frombuffer(bytearray(data.tobytes().translate(_IS_WORD)), np.bool_)
    breaks = kinds == _BREAK
    inside[_places(leads[breaks], sizes[breaks])] = False
    edge = np.empty(len(data), bool)
    edge[0] = False
    np.not_equal(inside[1:], inside[:-1], out=edge[1:])
    alone = kinds >= IDEOGRAPH
    singles = leads[alone]
    edge[singles] = True
    edge[singles + sizes[alone]] = True
    edges = np.flatnonzero(edge)
    begins = np.flatnonzero(inside[edges])
    starts, ends = edges[begins], edges[begins + 1]  # a line feed ends the last word
    found = np.zeros(len(starts), np.uint8)
    found[starts.searchsorted(singles)] = kinds[alone]
    return Words(data, starts, ends, found, starts.searchsorted(bounds))


def _characters(
    data: NDArray[np.uint8], leads: NDArray[np.int64]
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Return what each character of several bytes is, by the places of its first, and how many bytes it has."""
    first, second = data[leads], data[leads + 1]
    sizes = np.full(len(leads), 2, np.uint8)
    codes = (first & np.uint8(0x1F)).astype(np.uint16) << np.uint16(6) | (second & np.uint8(0x3F))
    wide = np.flatnonzero(first >= _LEAD_3)
    if len(wide):
        third = data[leads[wide] + 2] & np.uint8(0x3F)
        codes[wide] = codes[wide] << np.uint16(6) | third  # the uppermost bits of the first byte fall off
        sizes[wide] = 3
    kinds = _classes()[codes]
    four = np.flatnonzero(first >= _LEAD_4)
    if len(four):
        sizes[four] = 4
        kinds[four] = np.where(first[four] == _LEAD_4, _PLANES[second[four]], _LETTER)
    return kinds, sizes


@cache
def _classes() -> NDArray[np.uint8]:
    kinds = np.zeros(1 << 16, np.uint8)
    for kind, ranges in _RANGES.items():
        for low, high in ranges:
            kinds[low : high + 1] = kind
    return kinds


def _places(leads: NDArray[np.int64], sizes: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Return the places of all bytes of some characters of two bytes or more, ascending."""
    more = (leads[sizes > k] + k for k in (2, 3))
    return np.sort(np.concatenate((leads, leads + 1, *more)))


def _composed(
    raw: bytes, bounds: NDArray[np.int64], which: list[int]
) -> tuple[bytes, NDArray[np.int64]] | None:
    """Return all texts, those asked for in NFC; None when they are already."""
    cuts = [0, *bounds.tolist()]
    parts = [raw[low:high] for low, high in pairwise(cuts)]
    changed = False
    for number in which:
        text = parts[number + 1].decode("utf-8", "replace")
        composed = unicodedata.normalize("NFC", text)
        if composed != text:
            parts[number + 1] = composed.encode()
            changed = True
    return (b"".join(parts), np.cumsum([len(part) for part in parts])) if changed else None
