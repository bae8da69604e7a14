"""The relation ``shingles``: what near-duplicates are found by, one row an article with text enough to compare."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from newsqa import arrow
from newsqa.corpus import deltas, minhash, text_shingles
from newsqa.corpus.lines import numbers
from newsqa.corpus.relation import Relation
from newsqa.files import dispose

if TYPE_CHECKING:
    from newsqa.corpus.signatures import Part, Signatures
    from newsqa.view import View

SCHEMA = pa.schema(
    [
        pa.field("document", pa.int32(), nullable=False),
        pa.field("bands", pa.binary(4 * minhash.BANDS), nullable=False),  # little-endian, 32 bits each
        pa.field("marks", pa.binary(minhash.MARKS), nullable=False),
        # As `newsqa.corpus.deltas` codes them, little-endian.
        pa.field("shingles", pa.large_binary(), nullable=False),
    ]
)
# Shorter texts are left alone: a few words in common say nothing.
LEAST = 5
PARAMETERS = {"least": LEAST, "shingles": text_shingles.PARAMETERS, "minhash": minhash.PARAMETERS}

_HELD_BYTES = 64 << 20
_ROWS = 4096  # so many rows are a table of a partition's file


def rows(view: View) -> pa.Table:
    """Return the shingles of a batch: SCHEMA, with the article's row as the document."""
    return shingle_rows(view.articles.column("text"))


def shingle_rows(texts: pa.Array) -> pa.Table:
    """Return the rows of a column of texts, with the place in the column as the document."""
    sets, sizes = text_shingles.shingle_sets(texts)
    enough = sizes >= LEAST
    sets, documents, sizes = sets[np.repeat(enough, sizes)], np.flatnonzero(enough), sizes[enough]
    codes, counts = deltas.encoded(sets, sizes)
    bands, marks = minhash.sketches(sets, sizes)
    return _table(documents, bands.T, marks.T, codes, counts)


def _table(
    documents: NDArray[np.integer],
    bands: NDArray[np.uint32],
    marks: NDArray[np.uint8],
    codes: NDArray[np.uint16],
    counts: NDArray[np.int64],
) -> pa.Table:
    """Return rows; ``bands`` and ``marks`` have a row a document."""
    size = len(documents)
    offsets = np.concatenate((np.zeros(1, np.int64), np.cumsum(2 * counts)))
    columns = [
        arrow.from_numpy(documents.astype(np.int32), pa.int32()),
        arrow.from_numpy(bands.astype("<u4"), SCHEMA.field("bands").type),
        arrow.from_numpy(marks, SCHEMA.field("marks").type),
        pa.Array.from_buffers(
            pa.large_binary(), size, [None, pa.py_buffer(offsets), pa.py_buffer(codes.astype("<u2"))]
        ),
    ]
    return pa.Table.from_arrays(columns, schema=SCHEMA)


@dataclass(frozen=True, slots=True)
class Run:
    """Rows of the relation, and what their documents are called where they meet others."""

    tables: Callable[[], Iterator[pa.Table]]
    documents: NDArray[np.int32]


def signatures(runs: Sequence[Run]) -> Signatures:
    """Return the rows of all runs together, under the names their documents have in common."""
    from newsqa.corpus.signatures import Signatures  # only judges need them

    return Signatures.of(
        _part(batch, run.documents)
        for run in runs
        for table in run.tables()
        for batch in table.to_batches()
        if batch.num_rows
    )


def _part(batch: pa.RecordBatch, names: NDArray[np.int32]) -> Part:
    """Return what `_table` was made of, each document under its name."""
    from newsqa.corpus.signatures import Part

    shingles = batch.column("shingles")
    hashes = _fixed(batch.column("bands"), np.dtype("<u4"), minhash.BANDS)
    marks = _fixed(batch.column("marks"), np.dtype(np.uint8), minhash.MARKS)
    _, offsets, data = shingles.buffers()
    bounds = np.frombuffer(offsets, np.int64, len(shingles) + 1, 8 * shingles.offset) // 2
    codes = np.frombuffer(data, "<u2")[bounds[0] : bounds[-1]]
    documents = names[numbers(batch.column("document"))]
    return Part(documents, hashes, marks, codes, np.diff(bounds))


def _fixed(column: pa.Array, kind: np.dtype[Any], size: int) -> NDArray[Any]:
    """Return a column of binary values of one length as numbers, a row a value."""
    held = np.frombuffer(column.buffers()[1], kind)
    return held[column.offset * size : (column.offset + len(column)) * size].reshape(-1, size)


class Shingles:
    """The shingles of a growing number of articles, which count from 0 in the order they came.

    Above ``held_bytes`` the rows go to a temporary file, which lasts as long as the object and its runs.
    """

    def __init__(self, held_bytes: int = _HELD_BYTES) -> None:
        self._limit = held_bytes
        self._held: list[tuple[pa.Table, int]] = []
        self._bytes = 0
        self._files: list[_File] = []

    def add(self, table: pa.Table, first: int) -> None:
        """Add the rows of a batch, whose article 0 is article ``first`` of this object."""
        self._held.append((table, first))
        self._bytes += table.nbytes
        if self._bytes > self._limit:
            self._files.append(_File([_renamed(*held) for held in self._held]))
            self._held, self._bytes = [], 0

    def merge(self, other: Shingles, first: int) -> None:
        """Take over the rows of another object, whose article 0 is now article ``first``; it is empty then."""
        for file in other._files:
            file.first += first
        self._files += other._files
        for table, start in other._held:
            self.add(table, first + start)
        other._held, other._bytes, other._files = [], 0, []

    def runs(self, documents: NDArray[np.int32]) -> list[Run]:
        """Return the rows; ``documents[i]`` is what article ``i`` is called from now on."""
        held = [_renamed(*held) for held in self._held]
        return [
            *(Run(file.tables, documents[file.first :]) for file in self._files),
            Run(lambda: iter(held), documents),
        ]


def _renamed(table: pa.Table, first: int) -> pa.Table:
    documents = numbers(table.column("document")) + np.int32(first)
    return table.set_column(0, SCHEMA.field(0), arrow.from_numpy(documents, pa.int32()))


class _File:
    """A temporary file of rows; its article 0 is article ``first`` of the whole."""

    def __init__(self, tables: Sequence[pa.Table]) -> None:
        import tempfile  # takes a while, and most runs need none

        self.first = 0
        # Without a name, where the system allows it: a process that is killed leaves nothing behind.
        self._file = tempfile.TemporaryFile(prefix="newsqa-shingles-")  # noqa: SIM115 - lives as long as this
        weakref.finalize(self, dispose, self._file)
        # Hashes cannot be compressed.
        with pa.ipc.new_file(self._file, SCHEMA) as writer:
            for table in tables:
                writer.write_table(table)
        self._file.flush()

    def tables(self) -> Iterator[pa.Table]:
        """Yield the rows."""
        reader = pa.ipc.open_file(pa.PythonFile(self._file, mode="r"))
        for number in range(reader.num_record_batches):
            yield pa.Table.from_batches([reader.get_batch(number)], SCHEMA)


def _written(runs: Sequence[Run], sources: NDArray[np.int32]) -> Iterator[pa.Table]:
    """Yield the rows of all runs by document."""
    found = signatures(runs)
    for low in range(0, len(found), _ROWS):
        which = np.arange(low, min(low + _ROWS, len(found)))
        yield _table(found.documents[which], found.bands[:, which].T, found.marks[which], *found.codes(which))


RELATION = Relation("shingles", SCHEMA, PARAMETERS, rows, Shingles, _written, Run)
