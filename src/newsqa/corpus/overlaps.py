"""Articles that several partitions of a state hold: each is one document, and no copy of itself."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from newsqa import arrow

Numbers = NDArray[np.int64]


def same_articles(table: pa.Table, partitions: NDArray[np.int32]) -> tuple[Numbers, Numbers]:
    """Return which document each row is, and the row that stands for each document.

    The rows are sorted as `newsqa.corpus.documents.sorted_rows` sorts them. Two of different partitions are the same
    article when id, path, text and source are the same, and the record, too, where the input gives no id. A table or a
    stream has no path: without an id its articles are new each time. The last partition's row stands for the others.
    """
    every = np.arange(table.num_rows)
    if table.num_rows < 2 or (partitions == partitions[0]).all():
        return every, every
    again = np.append(False, _like_the_row_before(table))
    if not again.any():
        return every, every
    chain = np.cumsum(~again)
    # The first of a partition is the first of another one, the second the second: copies within a partition stay.
    order = np.lexsort((every, partitions, chain))
    first = np.append(True, (np.diff(chain[order]) != 0) | (np.diff(partitions[order]) != 0))
    place = np.empty(len(every), np.int64)
    place[order] = every - np.maximum.accumulate(np.where(first, every, 0))
    _, named = np.unique(chain * len(every) + place, return_inverse=True)
    order = np.lexsort((partitions, named))
    last = np.append(named[order][1:] != named[order][:-1], True)
    return named, order[last]


def _like_the_row_before(table: pa.Table) -> NDArray[np.bool_]:
    """Tell which rows, from the second on, say the same of an article as the one before them."""
    given = arrow.valid(table.column("id_digest").combine_chunks())[1:]
    path = table.column("path").combine_chunks()
    in_a_file = (arrow.valid(path) & ~arrow.truths(pc.fill_null(pc.equal(path, "-"), False)))[1:]
    placed = given | (in_a_file & _equal(table, "record"))
    if not placed.any():
        return placed
    for name in ("article_id", "path", "text_digest", "source", "id_digest"):
        placed &= _equal(table, name)
    return placed


def _equal(table: pa.Table, name: str) -> NDArray[np.bool_]:
    """Tell which values, from the second on, are the one before them; null is null."""
    column = table.column(name).combine_chunks()
    mine, before = column.slice(1), column.slice(0, len(column) - 1)
    valid = arrow.valid(column)
    same = arrow.truths(pc.fill_null(pc.equal(mine, before), False))
    result: NDArray[np.bool_] = same | ~(valid[1:] | valid[:-1])
    return result
