"""Near-duplicates: documents whose sets of shingles have much in common, and the clusters they form.

Documents that share the hash of a band are a bucket. Of a large bucket the smallest document is compared with each of
the others, never all with all; those that turn out to be different are a bucket again, in a few rounds. What is known to
belong together is not compared. Pairs whose marks agree seldom are left alone; each comparison of the others is exact, on the
sets of shingles.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from newsqa.corpus.compared import Compared
from newsqa.corpus.forest import Forest
from newsqa.corpus.signatures import Signatures

FEW = 8  # all pairs of a bucket of so many are compared, unless they are known to belong together
ROUNDS = 4  # that a larger bucket is compared in
CROWD = 10_000  # a bucket of more documents is compared in one round only


@dataclass(frozen=True, slots=True)
class Clusters:
    """Which documents are near-duplicates of one another, by their rows in the signatures.

    ``roots`` has the smallest row of each one's cluster. ``one``, ``other`` and ``similarity`` are the pairs that were
    found similar; every row of a cluster of several is in one of them. ``crowds`` are the buckets of which not all was
    compared: the smallest row of each and how many documents it has.
    """

    roots: NDArray[np.int32]
    one: NDArray[np.int64]
    other: NDArray[np.int64]
    similarity: NDArray[np.float64]
    crowds: dict[int, int]


def clusters(
    found: Signatures,
    least: float,
    equal: tuple[NDArray[np.int64], NDArray[np.int64]] | None = None,
    compared: Compared | None = None,
) -> Clusters:
    """Return the clusters of documents that are similar to at least ``least``.

    ``equal`` are pairs of rows whose texts are known to be the same: these need not be compared. Nor are those that were
    ``compared`` before; the others are added to them.
    """
    search = _Search(found, least, compared)
    if equal is not None:
        search.join(*equal, np.ones(len(equal[0])))
    return search.result()


class _Search:
    def __init__(self, found: Signatures, least: float, compared: Compared | None) -> None:
        self._found = found
        self._least = least
        self._similarities = partial(compared.similarities, found) if compared else found.similarities
        self._forest = Forest(len(found))
        self._pairs: list[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]] = []
        self._different = np.empty(0, np.int64)  # pairs as one number, ascending
        self._crowds: dict[int, int] = {}

    def result(self) -> Clusters:
        for band in self._found.bands:
            self._settle(*_buckets(band))
        none = (np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0))
        one, other, similarity = (np.concatenate(parts) for parts in zip(none, *self._pairs, strict=True))
        roots = self._forest.roots(np.arange(len(self._found)))
        return Clusters(roots, one, other, similarity, self._crowds)

    def join(self, one: NDArray[np.int64], other: NDArray[np.int64], similarity: NDArray[np.float64]) -> None:
        """Put the two of each pair into one cluster."""
        self._forest.join(one, other)
        self._pairs.append((one, other, similarity))

    def _settle(self, rows: NDArray[np.int64], bucket: NDArray[np.int64]) -> None:
        """Compare the rows of the buckets of a band: ``bucket`` ascends, and in each bucket the rows do."""
        rows, bucket = _several(rows, bucket)
        if not len(rows):
            return
        _, sizes = _starts(bucket)
        small = np.repeat(sizes <= FEW, sizes)
        few, their = rows[small], bucket[small]
        for step in range(1, FEW):
            same = their[step:] == their[:-step]
            self._compare(few[:-step][same], few[step:][same])
        rows, bucket = rows[~small], bucket[~small]
        for turn in range(ROUNDS):
            if not len(rows):
                return
            first, sizes = _starts(bucket)
            pivots = np.repeat(rows[first], sizes)
            self._compare(pivots, rows)
            apart = self._forest.roots(rows) != self._forest.roots(pivots)
            if turn == 0:
                crowded = sizes > CROWD
                left = np.add.reduceat(apart, first, dtype=np.int64)
                for at in np.flatnonzero(crowded & (left > 1)).tolist():
                    row = int(rows[first[at]])
                    self._crowds[row] = max(self._crowds.get(row, 0), int(sizes[at]))
                apart &= ~np.repeat(crowded, sizes)
            rows, bucket = _several(rows[apart], bucket[apart])

    def _compare(self, one: NDArray[np.int64], other: NDArray[np.int64]) -> None:
        """Join the pairs that are similar; those that are joined already, or known to differ, are not compared."""
        sizes = self._found.sizes
        unknown = self._forest.roots(one) != self._forest.roots(other)
        if not unknown.any():
            return
        one, other = one[unknown], other[unknown]
        # No two sets have more in common than the smaller one has.
        low, high = np.minimum(sizes[one], sizes[other]), np.maximum(sizes[one], sizes[other])
        close = low >= self._least * high - 1e-9 * high
        one, other = one[close], other[close]
        close = self._found.may_be_similar(one, other, self._least)
        one, other = one[close], other[close]
        keys = one * len(self._found) + other
        fresh = ~_holds(self._different, keys)
        one, other, keys = one[fresh], other[fresh], keys[fresh]
        similarity = self._similarities(one, other)
        similar = similarity >= self._least
        if not similar.all():
            # Stable: two ascending stretches are merged, not sorted anew.
            self._different = np.sort(
                np.concatenate((self._different, np.sort(keys[~similar]))), kind="stable"
            )
        self.join(one[similar], other[similar], similarity[similar])


def _buckets(band: NDArray[np.uint32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the rows by their hash, then ascending, and their hashes."""
    keys = np.sort(band.astype(np.uint64) << np.uint64(32) | np.arange(len(band), dtype=np.uint64))
    return (keys & np.uint64(0xFFFFFFFF)).astype(np.int64), (keys >> np.uint64(32)).astype(np.int64)


def _starts(bucket: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where each bucket starts, and how many rows it has."""
    first = np.flatnonzero(np.append(True, bucket[1:] != bucket[:-1])[: len(bucket)])
    return first, np.diff(first, append=len(bucket))


def _several(
    rows: NDArray[np.int64], bucket: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the rows of buckets of more than one."""
    same = bucket[1:] == bucket[:-1]
    kept = np.append(same, False)[: len(rows)] | np.append(False, same)[: len(rows)]
    return rows[kept], bucket[kept]


def _holds(ascending: NDArray[np.int64], wanted: NDArray[np.int64]) -> NDArray[np.bool_]:
    if not len(ascending):
        return np.zeros(len(wanted), bool)
    at = np.minimum(ascending.searchsorted(wanted), len(ascending) - 1)
    held: NDArray[np.bool_] = ascending[at] == wanted
    return held
