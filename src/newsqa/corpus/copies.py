"""Documents that share a key: which are copies, and of which other one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from newsqa import arrow
from newsqa.corpus.corpus import Corpus

Key = NDArray[np.uint64]  # two numbers a document


@dataclass(frozen=True, slots=True)
class Copies:
    """New documents whose key another one has: for each the first with that key, and how many have it.

    The first is the one of an earlier partition, else the smallest; it is no copy itself.
    """

    documents: NDArray[np.int64]
    firsts: NDArray[np.int64]
    sizes: NDArray[np.int64]


def digests(column: pa.ChunkedArray) -> tuple[Key, NDArray[np.bool_]]:
    """Return a column of digests as numbers, and which of them are not null; null is 0."""
    array = column.combine_chunks()
    if isinstance(array, pa.ChunkedArray):  # of no rows
        array = pa.nulls(0, array.type)
    known = arrow.valid(array)
    raw = array.buffers()[1]
    width = array.type.byte_width
    held = np.frombuffer(raw or b"", np.uint8)[array.offset * width : (array.offset + len(array)) * width]
    keys = np.where(known[:, None], held.view("<u8").reshape(-1, 2) if len(held) else 0, np.uint64(0))
    return keys.reshape(-1, 2).astype(np.uint64), known


def copies(corpus: Corpus, keys: Key, known: NDArray[np.bool_]) -> Copies:
    """Return the new documents whose key another document has, ascending; keys that are not ``known`` equal nothing."""
    rows = np.flatnonzero(known)
    mine = keys[rows]
    order = np.lexsort((corpus.new[rows], mine[:, 1], mine[:, 0]))  # stable: the smallest document first
    rows, mine = rows[order], mine[order]
    begins = np.append(True, (mine[1:] != mine[:-1]).any(axis=1))[: len(rows)]
    starts = np.flatnonzero(begins)
    group = np.cumsum(begins) - 1
    sizes = np.diff(starts, append=len(rows))
    again = np.flatnonzero(~begins & corpus.new[rows])
    again = again[np.argsort(rows[again])]
    return Copies(rows[again], rows[starts[group[again]]], sizes[group[again]])
