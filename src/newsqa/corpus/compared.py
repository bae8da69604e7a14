"""Pairs of documents that were compared before: how many shingles they have in common is not counted again.

Each partition of a state keeps the pairs that its run has compared. A document in them is the number of its partition and
its row there, so that pairs with one of a partition that was replaced are of no document, and left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from newsqa import arrow
from newsqa.corpus.lines import numbers
from newsqa.corpus.signatures import Signatures

SCHEMA = pa.schema(
    [
        pa.field("partition", pa.int32(), nullable=False),
        pa.field("row", pa.int32(), nullable=False),
        pa.field("other_partition", pa.int32(), nullable=False),
        pa.field("other_row", pa.int32(), nullable=False),
        pa.field("shared", pa.int32(), nullable=False),
    ]
)

Numbers = NDArray[np.int64]


class Compared:
    """The pairs that earlier runs have compared, and those that this one has.

    ``partitions`` and ``rows`` say which document is which in a state. ``stored`` reads what earlier runs have compared
    (SCHEMA); nothing is read before a pair is asked for.
    """

    def __init__(
        self,
        partitions: NDArray[np.integer],
        rows: NDArray[np.integer],
        stored: Callable[[], Iterable[pa.Table]],
    ) -> None:
        self._places = _as_one(partitions, rows)
        self._stored = stored
        self._known: tuple[Numbers, Numbers] | None = None
        self._fresh: list[tuple[Numbers, Numbers]] = []

    def similarities(self, found: Signatures, rows: Numbers, others: Numbers) -> NDArray[np.float64]:
        """Return what `Signatures.similarities` returns of each pair of rows; those not yet compared are."""
        if self._known is None:
            self._known = self._read()
        keys = self._keys(found.documents[rows], found.documents[others])
        known, counts = self._known
        at = known.searchsorted(keys)
        shared = np.append(counts, 0)[at]
        fresh = np.flatnonzero(np.append(known, -1)[at] != keys)
        if len(fresh):
            shared[fresh] = found.shared(rows[fresh], others[fresh])
            self._fresh.append((keys[fresh], shared[fresh]))
        return found.jaccard(rows, others, shared)

    def table(self, partitions: NDArray[np.integer], rows: NDArray[np.integer]) -> pa.Table:
        """Return the pairs that this run was the first to compare, each once (SCHEMA); documents are called as given."""
        none = np.empty(0, np.int64)
        keys = np.concatenate([none, *(keys for keys, _ in self._fresh)])
        shared = np.concatenate([none, *(shared for _, shared in self._fresh)])
        keys, first = np.unique(keys, return_index=True)
        one, other = np.divmod(keys, len(self._places))
        columns = (partitions[one], rows[one], partitions[other], rows[other], shared[first])
        return pa.Table.from_arrays(
            [arrow.from_numpy(column.astype(np.int32), pa.int32()) for column in columns], schema=SCHEMA
        )

    def _keys(self, documents: NDArray[np.integer], others: NDArray[np.integer]) -> Numbers:
        """Return each pair as one number, whichever comes first."""
        low, high = np.minimum(documents, others), np.maximum(documents, others)
        keys: Numbers = low.astype(np.int64) * len(self._places) + high
        return keys

    def _read(self) -> tuple[Numbers, Numbers]:
        """Return the pairs of documents that are still there, ascending, and their counts."""
        order = np.argsort(self._places)
        places = self._places[order]
        keys, shared = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
        for table in self._stored():
            held = {name: numbers(table.column(name)) for name in SCHEMA.names}
            ends = []
            for prefix in ("", "other_"):
                wanted = _as_one(held[f"{prefix}partition"], held[f"{prefix}row"])
                at = places.searchsorted(wanted)
                there = np.append(places, -1)[at] == wanted
                ends.append(np.where(there, np.append(order, -1)[at], -1))
            both = (ends[0] >= 0) & (ends[1] >= 0)
            keys.append(self._keys(ends[0][both], ends[1][both]))
            shared.append(held["shared"][both].astype(np.int64))
        every, first = np.unique(np.concatenate(keys), return_index=True)
        return every, np.concatenate(shared)[first]


def _as_one(partitions: NDArray[np.integer], rows: NDArray[np.integer]) -> Numbers:
    places: Numbers = partitions.astype(np.int64) << 32 | rows.astype(np.int64)
    return places
