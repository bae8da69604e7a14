"""Hashes of lines: one number for all lines that read the same, whatever article, file or run they stand in.

White space and case do not count, nearly as in `newsqa.text.fold`: a run of white space is one space, and case is the
simple lower case of each character. Quotation marks count, and so does how an accent is encoded: what a page prints
into each of its articles is the same every time.
"""

from __future__ import annotations

import hashlib
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

VERSION = 1  # goes into the header of a state: another way to hash lines is another state

# So much text at a time: what is made of it stays in the processor's cache.
_CHUNK_BYTES = 1 << 18
_WORD_BYTES = 8
_SPACE = 0x20
_WIDE = [
    chr(c).encode()
    for c in (0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000)
]
# How many bytes the white space has that may begin with two bytes, read as a big-endian number; 0 for none.
_WIDE_BYTES = np.zeros(1 << 16, np.uint8)
_WIDE_BYTES[[int.from_bytes(c[:2], "big") for c in _WIDE]] = [len(c) for c in _WIDE]
_WIDE_3 = np.array([int.from_bytes(c, "big") for c in _WIDE if len(c) == 3], np.uint32)
# Which bytes are white space other than the space itself, or may begin it.
_LEADS = {c[0] for c in _WIDE}
_SPECIAL = bytes(byte < _SPACE or byte in _LEADS for byte in range(256))

# The bytes of a word that belong to a line of which 0 to 8 bytes are left, read in little-endian order.
_MASKS = np.array([(1 << (8 * left)) - 1 for left in range(_WORD_BYTES + 1)], np.uint64)
_FACTOR = np.uint64(int.from_bytes(hashlib.blake2b(b"lines", digest_size=8).digest(), "little") | 1)
# The finalizer of SplitMix64 (Steele, Lea and Flood, 2014).
_MIX = ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB))


def line_hashes(lines: pa.Array) -> NDArray[np.uint64]:
    """Return a 64-bit hash of each line of a column of strings, none of them null or empty, trimmed of white space."""
    if not len(lines):
        return np.empty(0, np.uint64)
    bounds = np.frombuffer(lines.buffers()[1], np.int32, len(lines) + 1, 4 * lines.offset)
    cuts = np.arange(bounds[0], bounds[-1], _CHUNK_BYTES)
    first = np.append(np.unique(bounds.searchsorted(cuts, side="right") - 1), len(lines)).tolist()
    return np.concatenate([_hashes(lines.slice(low, high - low)) for low, high in pairwise(first)])


def _hashes(lines: pa.Array) -> NDArray[np.uint64]:
    data, starts, sizes = _folded(pc.utf8_lower(lines))
    counts = (sizes + _WORD_BYTES - 1) // _WORD_BYTES
    first = np.cumsum(counts) - counts
    number = np.arange(int(counts.sum())) - np.repeat(first, counts)  # of each word in its line
    words = _words(data)[np.repeat(starts, counts) + _WORD_BYTES * number]
    words[first + counts - 1] &= _MASKS[sizes - _WORD_BYTES * (counts - 1)]
    # Each word is mixed with its place before they are added up, so that their order counts.
    factors = np.full(int(counts.max()), _FACTOR, np.uint64).cumprod(dtype=np.uint64)
    words *= factors[number]
    words ^= words >> np.uint64(32)
    words *= _FACTOR
    words ^= words >> np.uint64(29)
    sums = np.add.reduceat(words, first) + sizes.astype(np.uint64) * _FACTOR
    for shift, factor in _MIX:
        sums = (sums ^ (sums >> np.uint64(shift))) * np.uint64(factor)
    hashes: NDArray[np.uint64] = sums ^ (sums >> np.uint64(31))
    return hashes


def _folded(lines: pa.Array) -> tuple[NDArray[np.uint8], NDArray[np.int64], NDArray[np.int64]]:
    """Return the bytes of all lines with runs of white space as one space, and where each line starts and its size.

    Behind the last line follow as many bytes as a word has.
    """
    _, offsets, buffer = lines.buffers()
    bounds = np.frombuffer(offsets, np.int32, len(lines) + 1, 4 * lines.offset).astype(np.int64)
    raw = b"".join((memoryview(buffer)[bounds[0] : bounds[-1]], b"-" * _WORD_BYTES))
    data = np.frombuffer(raw, np.uint8)
    bounds -= bounds[0]
    special = np.flatnonzero(np.frombuffer(raw.translate(_SPECIAL), bool))
    controls = data[special] < _SPACE
    blank = np.append(special[controls], _wide(data, special[~controls]))
    if len(blank):
        data = data.copy()
        data[blank] = _SPACE
    spaces = data == _SPACE
    again = spaces[1:] & spaces[:-1]
    if again.any():
        drop = np.flatnonzero(again) + 1
        bounds -= drop.searchsorted(bounds)
        keep = np.ones(len(data), bool)
        keep[drop] = False
        data = data[keep]
    return data, bounds[:-1], np.diff(bounds)


def _wide(data: NDArray[np.uint8], leads: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the places of all bytes of the white space that begins at some of the ``leads``."""
    pairs = data[leads].astype(np.uint16) << np.uint16(8) | data[leads + 1]
    sizes = _WIDE_BYTES[pairs]
    two, maybe = leads[sizes == 2], sizes == 3
    triples = pairs[maybe].astype(np.uint32) << np.uint32(8) | data[leads[maybe] + 2]
    three = leads[maybe][np.isin(triples, _WIDE_3)]
    return np.concatenate((two, two + 1, three, three + 1, three + 2))


def _words(data: NDArray[np.uint8]) -> NDArray[np.uint64]:
    """Return the eight bytes from each place on, as one number."""
    return np.ndarray(len(data) - _WORD_BYTES + 1, "<u8", data, strides=(1,))
