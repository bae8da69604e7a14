"""Which findings a page shows: no browser likes a hundred thousand of them."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from newsqa import arrow

MAX_FINDINGS = 10_000


def chosen(findings: pa.Table, most: int = MAX_FINDINGS) -> tuple[NDArray[np.int64], int | None]:
    """Return the rows that are shown, in order, and how many of each rule at most; None where all are.

    Of each rule the first ones are shown, so that a rule that fires everywhere does not hide the others.
    """
    if findings.num_rows <= most:
        return np.arange(findings.num_rows), None
    coded = findings.column("code").combine_chunks().dictionary_encode()
    codes = arrow.as_numpy(coded.indices)
    counts = np.bincount(codes)
    each = _fair(counts, most)
    order = np.argsort(codes, kind="stable")
    first = np.concatenate((np.zeros(1, np.int64), np.cumsum(counts)[:-1]))
    rank = np.empty(len(codes), np.int64)
    rank[order] = np.arange(len(codes)) - np.repeat(first, counts)
    return np.flatnonzero(rank < each), each


def _fair(counts: NDArray[np.int64], most: int) -> int:
    """Return the greatest number of each rule with which no more than ``most`` are shown in all; at least one."""
    low, high = 1, most
    while low < high:
        middle = (low + high + 1) // 2
        if int(np.minimum(counts, middle).sum()) <= most:
            low = middle
        else:
            high = middle - 1
    return low
