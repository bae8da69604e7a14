"""MinHash: short signatures by which documents with many shingles in common are found without comparing all pairs.

Of each set the smallest of its shingles in each of many random orders is taken; two sets share the smallest with a
probability that is their Jaccard similarity (Broder, 1997). ``ROWS`` of them together are one hash of a band: documents
that share a band are candidates. With similarity 0.58, what a copy with one word in ten replaced has on average, 99.9 %
of the pairs share one at least; with 0.5, 98.6 %; with 0.1, 3 %.

Texts that are made out of the same sentences share bands often. So of the smallest shingles themselves one byte is kept,
a mark: the share of marks that two sets have in common tells their similarity well enough to leave most candidates alone.
"""

from __future__ import annotations

import hashlib
import math

import numpy as np
from numpy.typing import NDArray

from newsqa.corpus.text_shingles import VALUE_BITS

BANDS, ROWS = 32, 3
MARKS = 64
SEED = 0x9E3779B97F4A7C15

PARAMETERS = {"version": 2, "bands": BANDS, "rows": ROWS, "marks": MARKS, "seed": SEED}

# So many shingles at a time: they and their hashes stay in the processor's cache.
_CHUNK = 1 << 15
_BITS = np.uint32(32 - VALUE_BITS)


def _factors(name: str, count: int) -> NDArray[np.uint64]:
    """Return odd numbers that look random."""
    held = b"".join(
        hashlib.blake2b(f"{SEED} {name} {number}".encode(), digest_size=8).digest() for number in range(count)
    )
    return np.frombuffer(held, "<u8").astype(np.uint64) | np.uint64(1)


_ORDERS = _factors("orders", BANDS * ROWS).astype(np.uint32)
_BAND = _factors("bands", ROWS)
_SPREAD = np.uint32(0x7FEB352D), np.uint32(0x846CA68B)  # of lowbias32 (Wellons, 2018)


def sketches(
    sets: NDArray[np.uint32], sizes: NDArray[np.int64]
) -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
    """Return the hashes of each document's bands, one row a band, and its marks, one row a mark.

    The sets of shingles stand one after the other; none is empty.
    """
    count = len(sizes)
    first = np.cumsum(sizes) - sizes
    smallest = np.empty((BANDS * ROWS, count), np.uint32)
    scratch = np.empty(_CHUNK, np.uint32)
    low = 0
    while low < count:
        high = max(low + 1, int((first + sizes).searchsorted(first[low] + _CHUNK, side="right")))
        begin, end = int(first[low]), int(first[high - 1] + sizes[high - 1])
        if end - begin > len(scratch):  # one document alone is larger
            scratch = np.empty(end - begin, np.uint32)
        values, ranks, starts = _spread(sets[begin:end]), scratch[: end - begin], first[low:high] - begin
        for row, factor in zip(smallest, _ORDERS, strict=True):
            np.multiply(values, factor, out=ranks)
            np.minimum.reduceat(ranks, starts, out=row[low:high])
        low = high
    rows = smallest.reshape(BANDS, ROWS, count).astype(np.uint64)
    rows *= _BAND[:, None]
    rows ^= rows >> np.uint64(32)
    mixed = rows.sum(axis=1, dtype=np.uint64) * _BAND[0]
    return (mixed >> np.uint64(32)).astype(np.uint32), smallest[:MARKS].astype(np.uint8)


def marks_shared(least: float) -> int:
    """Return how many marks two sets with a similarity of ``least`` have in common at the very least.

    Four standard deviations below what is to be expected: one pair in 30,000 of those that are no more similar than that
    has fewer.
    """
    return max(0, math.floor(MARKS * least - 4 * math.sqrt(MARKS * least * (1 - least))))


def _spread(values: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Return shingles as numbers of 32 bits that look random, each its own."""
    spread = values << _BITS
    for shift, factor in zip((16, 15), _SPREAD, strict=True):
        spread ^= spread >> np.uint32(shift)
        spread *= factor
    return spread ^ (spread >> np.uint32(16))
