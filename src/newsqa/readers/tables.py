"""Record batches of any schema become batches of articles; tables in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from newsqa import arrow
from newsqa.errors import InputError
from newsqa.readers.batch import TEXT_ONLY, Batch, Fields, Problem, RawColumns
from newsqa.readers.columns import author_column, child, instant_column, pieces, string_column, unreadable
from newsqa.readers.fields import FieldMap
from newsqa.readers.problems import long_record
from newsqa.readers.rows import Limits
from newsqa.schema import ARTICLES


class TableReader:
    """Reads the record batches of one file or table, in order.

    ``path`` is null for tables in memory; ``total`` is how many rows there are, where that is known; ``before`` how many
    rows stand before those that are read, which count in the numbers of records. Raises InputError when the schema has no
    text or lacks a mapped column.
    """

    def __init__(
        self,
        path: str | None,
        schema: pa.Schema,
        fields: FieldMap,
        limits: Limits,
        total: int | None = None,
        *,
        before: int = 0,
    ) -> None:
        self._path = path
        self._total = total
        self._where = path or "the table"
        self._limits = limits
        self._paths = {
            field: names for field, names in fields.match(schema.names).items() if _exists(schema, names)
        }
        self._fields = frozenset(self._paths)
        self._own = set(ARTICLES.names) <= set(schema.names)
        fields.require(self._where, schema.names, self._paths)
        wanted = fields.contracted(schema.names, self._paths)
        self._contracts = {name: path for name, path in wanted.items() if _exists(schema, path)}
        self._names = schema.names if fields.contracts else None
        self._done = self._before = before

    @property
    def columns(self) -> list[str]:
        """The names of the top-level columns that are read."""
        return list(dict.fromkeys(names[0] for names in self._read))

    @property
    def leaves(self) -> list[str]:
        """The columns that are read, nested ones with dots."""
        return list(dict.fromkeys(".".join(names) for names in self._read))

    @property
    def _read(self) -> list[tuple[str, ...]]:
        return [*self._paths.values(), *self._contracts.values()]

    def read(self, batches: Iterable[pa.RecordBatch]) -> Iterator[Batch]:
        """Read record batches, of which small ones are joined and large ones divided."""
        rows = self._limits.rows
        for batch in _gather(batches, self._limits):
            for start in range(0, len(batch), rows):
                yield from self._part(batch.slice(start, rows))

    def _part(self, batch: pa.RecordBatch) -> Iterator[Batch]:
        articles, lost = self._articles(batch)
        columns = {name: _nested(batch, path) for name, path in self._contracts.items()}
        first = self._done - len(batch)
        for start, piece, problems in self._pieces(articles):
            end = start + len(piece)
            unsound = tuple(
                Problem("IO002", self._path, message, record=first + row + 1, row=row - start)
                for row, message in lost
                if start <= row < end
            )
            share = (first + end) / self._total if self._total else None
            raw = () if self._names is None else (self._raw(columns, start, len(piece), first + start),)
            yield Batch(piece, (*problems, *unsound), fields=self._carried(piece), share=share, raw=raw)

    def _pieces(self, articles: pa.RecordBatch) -> Iterator[tuple[int, pa.RecordBatch, tuple[Problem, ...]]]:
        """Yield the articles in pieces, each with the row it begins at; those that are too large are left out and told."""
        begin = 0
        for row, size in [*self._oversized(articles), (len(articles), 0)]:
            run = articles.slice(begin, row - begin)
            start = begin
            for piece in pieces(run, pc.binary_length(run["text"]), self._limits.rows, self._limits.bytes):
                yield start, piece, ()
                start += len(piece)
            if row < len(articles):
                record = articles["record"][row].as_py()
                told = long_record(self._path, size, self._limits.record_bytes, None, record, "record")
                yield row, articles.slice(row, 0), (told,)
            begin = row + 1

    def _oversized(self, articles: pa.RecordBatch) -> list[tuple[int, int]]:
        """Return the rows whose text and other strings have more bytes than a record may have, with their number."""
        if articles.nbytes <= self._limits.record_bytes:
            return []
        sizes = np.zeros(len(articles), np.int64)
        for field in self._paths:
            column = articles[field]
            if pa.types.is_string(column.type):
                sizes += pc.fill_null(pc.binary_length(column), 0).to_numpy(zero_copy_only=False)
        return [(row, int(sizes[row])) for row in np.flatnonzero(sizes > self._limits.record_bytes).tolist()]

    def _raw(self, columns: dict[str, pa.Array], start: int, size: int, at: int) -> RawColumns:
        taken = {name: column.slice(start, size) for name, column in columns.items()}
        return RawColumns(size, "table", taken, self._names or (), at == self._before)

    def _carried(self, articles: pa.RecordBatch) -> Fields | tuple[Fields, ...]:
        """Return the fields of the table; of newsqa's own tables, which have them all, those that are given."""
        if not self._own:
            return self._fields
        names = sorted(self._fields)
        given = np.column_stack([arrow.valid(articles.column(name)) for name in names])
        shapes, which = np.unique(given, axis=0, return_inverse=True)
        kinds = [TEXT_ONLY.union(np.array(names)[shape].tolist()) for shape in shapes]
        return tuple(kinds[number] for number in which.ravel().tolist())

    def _articles(self, batch: pa.RecordBatch) -> tuple[pa.RecordBatch, list[tuple[int, str]]]:
        records = arrow.from_numpy(np.arange(self._done + 1, self._done + len(batch) + 1), pa.int64())
        self._done += len(batch)
        columns: dict[str, pa.Array] = {
            "path": arrow.array([self._path] * len(batch), pa.string()),
            "record": records,
        }
        lost: list[tuple[int, str]] = []
        for field, names in self._paths.items():
            column, rows = self._column(batch, field, names)
            columns[field] = column
            message = f"bytes of column {'.'.join(names)!r} ({field}) are not valid UTF-8, read as U+FFFD"
            lost.extend((row, message) for row in rows)
        ids = pc.binary_join_element_wise(
            arrow.constant(self._path or ""), records.cast(pa.string()), arrow.constant("#")
        )
        given = columns.get("article_id")
        columns["article_id"] = ids if given is None else pc.coalesce(given, ids)
        arrays = [columns.get(field.name, pa.nulls(len(batch), field.type)) for field in ARTICLES]
        return pa.RecordBatch.from_arrays(arrays, schema=ARTICLES), sorted(lost)

    def _column(
        self, batch: pa.RecordBatch, field: str, names: tuple[str, ...]
    ) -> tuple[pa.Array, list[int]]:
        column = _nested(batch, names)
        if isinstance(column, pa.ExtensionArray):
            column = column.storage
        where = f"{self._where}: column {'.'.join(names)!r} ({field})"
        if field == "fetched":
            return instant_column(column), []
        if field == "authors":
            return author_column(column, where)
        if field == "text" and not _holds_text(column.type):
            raise unreadable(where, column.type)
        return string_column(column, where)


def read_memory(source: Any, fields: FieldMap, limits: Limits) -> Iterator[Batch]:
    """Read a pyarrow Table, RecordBatch, RecordBatchReader or Dataset, or anything with the Arrow C interface."""
    if isinstance(source, pa.Table | pa.RecordBatch):
        reader = TableReader(None, source.schema, fields, limits, source.num_rows)
        table = source if isinstance(source, pa.Table) else pa.Table.from_batches([source])
        indices = [table.schema.get_all_field_indices(name)[0] for name in reader.columns]
        yield from reader.read(table.select(indices).to_batches(max_chunksize=limits.rows))
    elif _is_dataset(source):
        reader = TableReader(None, source.schema, fields, limits)
        yield from reader.read(
            source.to_batches(
                columns=reader.columns, batch_size=limits.rows, batch_readahead=2, fragment_readahead=1
            )
        )
    else:
        stream = source if isinstance(source, pa.RecordBatchReader) else _stream(source)
        reader = TableReader(None, stream.schema, fields, limits)
        indices = [stream.schema.get_all_field_indices(name)[0] for name in reader.columns]
        yield from reader.read(batch.select(indices) for batch in stream)


def is_table(source: Any) -> bool:
    """Tell whether an object is read as a table and not as paths."""
    return (
        isinstance(source, pa.Table | pa.RecordBatch | pa.RecordBatchReader)
        or hasattr(source, "__arrow_c_stream__")
        or hasattr(source, "__arrow_c_array__")
        or _is_dataset(source)
    )


def _is_dataset(source: Any) -> bool:
    # By name: importing pyarrow.dataset to ask would cost more than most runs take.
    return any(
        kind.__module__ == "pyarrow._dataset" and kind.__name__ == "Dataset" for kind in type(source).__mro__
    )


def _stream(source: Any) -> pa.RecordBatchReader:
    try:
        if hasattr(source, "__arrow_c_stream__"):
            return pa.RecordBatchReader.from_stream(source)
        return pa.RecordBatchReader.from_batches((batch := pa.record_batch(source)).schema, [batch])
    except (pa.ArrowException, TypeError) as error:
        raise InputError(f"a {type(source).__name__} is no table of articles: {error}") from error


def _gather(batches: Iterable[pa.RecordBatch], limits: Limits) -> Iterator[pa.RecordBatch]:
    """Join small batches: rules work on whole columns, and a batch of ten rows costs as much as one of a thousand."""
    waiting: list[pa.RecordBatch] = []
    rows = size = 0
    failure: Exception | None = None
    source = iter(batches)
    while True:
        try:
            batch = next(source)
        except StopIteration:
            break
        except (OSError, ValueError, pa.ArrowException) as error:
            failure = error  # raised when what was read before is handed on
            break
        if waiting and (rows + len(batch) > limits.rows or size + batch.nbytes > limits.bytes):
            yield _join(waiting)
            waiting, rows, size = [], 0, 0
        waiting.append(batch)
        rows += len(batch)
        size += batch.nbytes
    if waiting:
        yield _join(waiting)
    if failure is not None:
        raise failure


def _join(batches: list[pa.RecordBatch]) -> pa.RecordBatch:
    if len(batches) == 1:
        return batches[0]
    joined = pa.Table.from_batches(batches).combine_chunks().to_batches()
    return joined[0] if joined else batches[0]


def _nested(batch: pa.RecordBatch, path: tuple[str, ...]) -> pa.Array:
    """Return a column, or a child of a struct column, null where the struct is null."""
    column = batch.column(batch.schema.get_all_field_indices(path[0])[0])
    for name in path[1:]:
        column = child(column, name)
    return column


def _exists(schema: pa.Schema, names: tuple[str, ...]) -> bool:
    kind = schema.field(schema.get_all_field_indices(names[0])[0]).type
    for name in names[1:]:
        if not pa.types.is_struct(kind) or kind.get_field_index(name) < 0:
            return False
        kind = kind.field(kind.get_field_index(name)).type
    return True


def _holds_text(kind: pa.DataType) -> bool:
    types = pa.types
    if types.is_dictionary(kind):
        return _holds_text(kind.value_type)
    tests = (
        types.is_string,
        types.is_large_string,
        types.is_string_view,
        types.is_binary,
        types.is_large_binary,
        types.is_binary_view,
        types.is_null,
    )
    return any(test(kind) for test in tests)
