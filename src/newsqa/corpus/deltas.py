"""Ascending sets of small numbers in 16 bits each: as differences."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_SKIP = 0xFFFF  # adds itself to the next difference, and is no number


def encoded(
    sets: NDArray[np.uint32], sizes: NDArray[np.int64]
) -> tuple[NDArray[np.uint16], NDArray[np.int64]]:
    """Return the codes of ascending sets, one after the other and none empty, and how many codes each has."""
    first = np.cumsum(sizes) - sizes
    gaps = np.diff(sets, prepend=np.uint32(0))
    gaps[first] = sets[first]
    far = np.flatnonzero(gaps >= _SKIP)
    skips, gaps[far] = np.divmod(gaps[far], np.uint32(_SKIP))
    codes = np.insert(gaps.astype(np.uint16), np.repeat(far, skips), np.uint16(_SKIP))
    added = np.zeros(len(gaps) + 1, np.int64)
    added[far + 1] = skips
    totals = np.cumsum(added)
    return codes, sizes + totals[first + sizes] - totals[first]


def set_sizes(codes: NDArray[np.uint16], counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the sizes of the sets that were encoded."""
    skips = np.append(0, np.cumsum(codes == _SKIP))
    ends = np.cumsum(counts)
    sizes: NDArray[np.int64] = counts - (skips[ends] - skips[ends - counts])
    return sizes


def decoded(codes: NDArray[np.uint16], counts: NDArray[np.int64]) -> NDArray[np.uint32]:
    """Return the sets that were encoded, one after the other."""
    # What is before a set is taken off again: that the sum of all overflows does not matter.
    sums = np.cumsum(codes, dtype=np.uint32)
    before = np.append(np.uint32(0), sums)[np.cumsum(counts) - counts]
    sums -= np.repeat(before, counts)
    kept = codes != _SKIP
    return sums if kept.all() else sums[kept]
