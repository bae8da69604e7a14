"""The relation ``lines`` put together: any number of rows, from memory, temporary files and the state on disk.

Rows come in 64 parts by their hash, so that a corpus of any size is put together one part at a time; what exceeds the
memory allowed waits in temporary files, in the same parts.
"""

from __future__ import annotations

import tempfile
import weakref
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from newsqa import arrow
from newsqa.corpus.lines import PARAMETERS, SCHEMA, numbers, rows
from newsqa.corpus.relation import Relation
from newsqa.files import dispose

PARTS = 64
_PART_SHIFT = np.uint64(58)  # the six highest bits of a hash number its part
_HELD_BYTES = 16 << 20
_MOST_WANTED = 1 << 21  # lines of a run that are looked up in the state; all of it is put together for more
_COUNTED = ("hash", "document", "articles")
_NOWHERE = np.int32(np.iinfo(np.int32).max)
_LEAST_ROWS = (
    1 << 16
)  # so many rows at a time: the 64 parts of a small corpus are too small to be worth their while


@dataclass(frozen=True, slots=True)
class Run:
    """Rows of the relation in their 64 parts, and what their documents are called where they meet others.

    ``counted``, of rows of a state on disk, yields them without places and texts, which take longest to read.
    """

    parts: Callable[[], Iterator[pa.Table]]
    documents: NDArray[np.int32]
    counted: Callable[[], Iterator[pa.Table]] | None = None


def merged(runs: Sequence[Run], sources: NDArray[np.int32]) -> Iterator[pa.Table]:
    """Yield the relation in tables of many rows: one row a line and source, by hash, then source.

    ``sources`` numbers the source of each document.
    """
    for table in _together(runs):
        groups = _Groups.of(table, sources)
        yield groups.rows(table, np.arange(len(groups.first)))


def recurring(
    runs: Sequence[Run],
    sources: NDArray[np.int32],
    least: NDArray[np.int64],
    marked: NDArray[np.bool_] | None = None,
) -> pa.Table:
    """Return the lines that stand in at least so many articles of a source, by hash, then source.

    ``least`` is that number by source. With some documents ``marked``, lines that none of them holds are left out, and
    the others are placed in the smallest marked one; what is marked is not in the state on disk.
    """
    found = [arrow.empty(SCHEMA)]
    if marked is not None:
        runs = _concerned(runs)
    for table in _together(runs):
        groups = _Groups.of(table, sources)
        enough = np.flatnonzero(groups.articles >= least[groups.sources])
        if len(enough):
            found.append(groups.rows(table, enough, marked))
    return pa.concat_tables(found)


def _concerned(runs: Sequence[Run]) -> list[Run]:
    """Return runs of which those on disk only count, the lines of the others alone where these are few enough."""
    own = [run for run in runs if run.counted is None]
    wanted: NDArray[np.uint64] | None = np.empty(0, np.uint64)
    for run in own:
        for table in run.parts():
            if wanted is not None and len(wanted) + table.num_rows > _MOST_WANTED:
                wanted = None
            if wanted is not None:
                wanted = np.concatenate((wanted, numbers(table.column("hash"))))
    if wanted is None:
        rest = [
            Run(partial(_counted_parts, run.counted), run.documents)
            for run in runs
            if run.counted is not None
        ]
        return [*own, *rest]
    wanted = np.unique(wanted)
    chosen = [
        _with(table, "document", run.documents[numbers(table.column("document"))])
        for run in runs
        if run.counted is not None
        for table in (_of_hashes(counted, wanted) for counted in run.counted())
    ]
    if not chosen:
        return own
    held = _partitioned(chosen)
    last = max(int(numbers(table.column("document")).max(initial=0)) for table in chosen)
    return [*own, Run(lambda: iter(held), np.arange(last + 1, dtype=np.int32))]


def _counted_parts(counted: Callable[[], Iterator[pa.Table]]) -> Iterator[pa.Table]:
    return sorted_parts(counted())


def _of_hashes(table: pa.Table, wanted: NDArray[np.uint64]) -> pa.Table:
    """Return the rows with one of the hashes, which ascend."""
    hashes = numbers(table.column("hash"))
    at = np.minimum(wanted.searchsorted(hashes), max(len(wanted) - 1, 0))
    return _taken(table, np.flatnonzero(wanted[at] == hashes) if len(wanted) else np.empty(0, np.int64))


def _together(runs: Sequence[Run]) -> Iterator[pa.Table]:
    """Yield the rows of all runs, ascending parts together, under the names their documents have in common."""
    pending: list[pa.Table] = []
    size = 0
    for tables in zip(*(run.parts() for run in runs), strict=True):
        for run, table in zip(runs, tables, strict=True):
            if table.num_rows:
                documents = run.documents[numbers(table.column("document"))]
                pending.append(_with(table, "document", documents))
                size += table.num_rows
        if size >= _LEAST_ROWS:
            yield pa.concat_tables(pending).combine_chunks()
            pending, size = [], 0
    if pending:
        yield pa.concat_tables(pending).combine_chunks()


@dataclass(frozen=True, slots=True)
class _Groups:
    """The rows of a part that are one line of one source: ``order`` puts them side by side, smallest document first.

    ``first`` is where each group starts in ``order``; ``articles`` and ``sources`` have an entry a group.
    """

    order: NDArray[np.int64]
    first: NDArray[np.int64]
    articles: NDArray[np.int64]
    sources: NDArray[np.int32]

    @classmethod
    def of(cls, table: pa.Table, sources: NDArray[np.int32]) -> _Groups:
        hashes, documents = numbers(table.column("hash")), numbers(table.column("document"))
        order = np.argsort(hashes)
        same = hashes[order[1:]] == hashes[order[:-1]]
        several = np.flatnonzero(np.append(False, same) | np.append(same, False))
        # Most lines stand once in a corpus: only the others need be sorted any further.
        among = order[several]
        start = numbers(table.column("start"))[among]
        keys = (start, documents[among], sources[documents[among]], hashes[among])
        order[several] = among[np.lexsort(keys)]
        hashes, documents = hashes[order], documents[order]
        source, weight = sources[documents], numbers(table.column("articles"))[order].astype(np.int64)
        again = hashes[1:] == hashes[:-1]
        weight[1:][again & (documents[1:] == documents[:-1])] -= (
            1  # twice in one article, or in two partitions
        )
        first = np.flatnonzero(np.append(True, ~again | (source[1:] != source[:-1]))[: len(order)])
        articles = np.add.reduceat(weight, first) if len(first) else weight
        return cls(order, first, articles, source[first])

    def rows(
        self, table: pa.Table, which: NDArray[np.int64], marked: NDArray[np.bool_] | None = None
    ) -> pa.Table:
        """Return a row for some of the groups, with the place of the smallest document (that is marked)."""
        first = self.first[which]
        if marked is not None:
            placed = numbers(table.column("start"))[self.order] < _NOWHERE
            hit = np.flatnonzero(marked[numbers(table.column("document"))[self.order]] & placed)
            ends = np.append(self.first, len(self.order))[which + 1]
            at = hit.searchsorted(first)
            held = np.append(hit, len(self.order))[at] < ends
            which, first = which[held], hit[at[held]]
        return _with(_taken(table, self.order[first]), "articles", self.articles[which])


class Lines:
    """The lines of a growing number of articles, which count from 0 in the order they came.

    Above ``held_bytes`` the rows go to a temporary file, which lasts as long as the object and its runs.
    """

    def __init__(self, held_bytes: int = _HELD_BYTES) -> None:
        self._limit = held_bytes
        self._held: list[pa.Table] = []
        self._bytes = 0
        self._files: list[_File] = []

    def add(self, table: pa.Table, first: int) -> None:
        """Add the rows of a batch, whose article 0 is article ``first`` of this object."""
        self._held.append(_with(table, "document", numbers(table.column("document")) + np.int32(first)))
        self._bytes += table.nbytes
        if self._bytes > self._limit:
            self._files.append(_File(_partitioned(self._held), 0))
            self._held, self._bytes = [], 0

    def merge(self, other: Lines, first: int) -> None:
        """Take over the rows of another object, whose article 0 is now article ``first``; it is empty then."""
        for file in other._files:
            file.first += first
        self._files += other._files
        for table in other._held:
            self.add(table, first)
        other._held, other._bytes, other._files = [], 0, []

    def runs(self, documents: NDArray[np.int32]) -> list[Run]:
        """Return the rows; ``documents[i]`` is what article ``i`` is called from now on."""
        runs = [Run(file.parts, documents[file.first :]) for file in self._files]
        held = _partitioned(self._held)
        return [*runs, Run(lambda: iter(held), documents)]


class _File:
    """A temporary file of rows in their 64 parts; its article 0 is article ``first`` of the whole."""

    def __init__(self, parts: Sequence[pa.Table], first: int) -> None:
        self.first = first
        # Without a name, where the system allows it: a process that is killed leaves nothing behind.
        self._file = tempfile.TemporaryFile(prefix="newsqa-lines-")  # noqa: SIM115 - lives as long as this
        weakref.finalize(self, dispose, self._file)
        # Not compressed: that takes more time than all the rest.
        with pa.ipc.new_file(self._file, SCHEMA) as writer:
            for part in parts:
                writer.write_batch(_one_batch(part))
        self._file.flush()

    def parts(self) -> Iterator[pa.Table]:
        """Yield the 64 parts."""
        # Not mapped: what was read would stay in memory.
        reader = pa.ipc.open_file(pa.PythonFile(self._file, mode="r"))
        for number in range(PARTS):
            yield pa.Table.from_batches([reader.get_batch(number)], SCHEMA)


def sorted_parts(tables: Iterable[pa.Table]) -> Iterator[pa.Table]:
    """Yield the 64 parts of rows that come ascending by hash, as `merged` yields them, in tables of any size."""
    pending, more = arrow.empty(SCHEMA), iter(tables)
    for part in range(PARTS):
        size = _size_up_to(pending, part)
        while size == pending.num_rows and (table := next(more, None)) is not None:
            pending = pa.concat_tables([pending, table]).combine_chunks()
            size = _size_up_to(pending, part)
        yield pending.slice(0, size)
        pending = pending.slice(size)


def _size_up_to(table: pa.Table, part: int) -> int:
    """Return how many rows of a table that ascends by hash belong to a part or one before it."""
    parts = numbers(table.column("hash")) >> _PART_SHIFT
    return int(parts.searchsorted(np.uint64(part), side="right"))


def _partitioned(tables: Sequence[pa.Table]) -> list[pa.Table]:
    """Return the rows of some tables in their 64 parts."""
    together = pa.concat_tables([arrow.empty(SCHEMA), *tables]).combine_chunks()
    parts = (numbers(together.column("hash")) >> _PART_SHIFT).astype(np.uint8)
    order = np.argsort(parts, kind="stable")  # a radix sort
    together = _taken(together, order)
    bounds = parts[order].searchsorted(np.arange(PARTS + 1, dtype=np.uint8)).tolist()
    return [together.slice(low, high - low) for low, high in pairwise(bounds)]


def _one_batch(table: pa.Table) -> pa.RecordBatch:
    return table.to_batches()[0] if table.num_rows else arrow.record_batch([], SCHEMA)


def _taken(table: pa.Table, rows: NDArray[np.int64]) -> pa.Table:
    return table.take(arrow.from_numpy(rows, pa.int64())).combine_chunks()


def _with(table: pa.Table, name: str, values: NDArray[Any]) -> pa.Table:
    """Return a table with other values in a column of numbers."""
    at, field = table.schema.get_field_index(name), table.schema.field(name)
    return table.set_column(
        at, field, arrow.from_numpy(values.astype(field.type.to_pandas_dtype()), field.type)
    )


def _stored(tables: Callable[..., Iterator[pa.Table]], documents: NDArray[np.int32]) -> Run:
    return Run(lambda: sorted_parts(tables()), documents, lambda: map(_placeless, tables(_COUNTED)))


def _placeless(table: pa.Table) -> pa.Table:
    """Return rows of the columns that are counted, as rows that stand nowhere."""
    size = table.num_rows
    nowhere = arrow.from_numpy(np.full(size, _NOWHERE), pa.int32())
    columns = {
        "line": pa.nulls(size, pa.int32()),
        "start": nowhere,
        "end": nowhere,
        "text": pa.array([""] * size),
    }
    return pa.Table.from_arrays(
        [columns[name] if name in columns else table.column(name) for name in SCHEMA.names], schema=SCHEMA
    )


RELATION = Relation("lines", SCHEMA, PARAMETERS, rows, Lines, merged, _stored)
