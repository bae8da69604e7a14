"""Parquet and Arrow IPC files: only the columns that are read are loaded, in batches."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from typing import IO, Any

import pyarrow as pa

from newsqa.readers.batch import Batch, Problem
from newsqa.readers.columns import check
from newsqa.readers.fields import FieldMap
from newsqa.readers.problems import broken
from newsqa.readers.rows import Limits, Rows
from newsqa.readers.streams import CHUNK, ByteStream, reason
from newsqa.readers.tables import TableReader

_IPC_FILE = b"ARROW1"


def read_parquet(stream: ByteStream, fields: FieldMap, limits: Limits) -> Iterator[Batch]:
    """Read a Parquet file."""
    yield from _guarded(stream, limits, _parquet(stream, fields, limits))


def read_ipc(stream: ByteStream, fields: FieldMap, limits: Limits) -> Iterator[Batch]:
    """Read an Arrow IPC file (Feather version 2) or stream."""
    yield from _guarded(stream, limits, _ipc(stream, fields, limits))


def _guarded(stream: ByteStream, limits: Limits, batches: Iterator[Batch]) -> Iterator[Batch]:
    """Hand on what can be read; what stops it becomes a problem."""
    rows = Rows(limits)
    try:
        yield from batches
    except (OSError, ValueError, pa.ArrowException) as error:
        if stream.broken is None:
            rows.problems.append(Problem("IO001", stream.path, f"cannot be read: {reason(error)}"))
    finally:
        stream.close()
    if stream.broken is not None:
        rows.problems.append(broken(stream))
    if rows.waiting():
        yield rows.take()


def _parquet(stream: ByteStream, fields: FieldMap, limits: Limits) -> Iterator[Batch]:
    # Not pyarrow.dataset, which imports pandas where that is installed.
    import pyarrow.parquet as pq

    with _random_access(stream) as source, pq.ParquetFile(source, buffer_size=CHUNK) as file:
        reader = TableReader(stream.path, file.schema_arrow, fields, limits, file.metadata.num_rows)
        yield from reader.read(_row_groups(file, reader.leaves, limits))


def _row_groups(file: Any, columns: list[str], limits: Limits) -> Iterator[pa.RecordBatch]:
    """Yield the rows, so few at a time that they are some ``limits.bytes`` by the sizes the file declares."""
    metadata = file.metadata
    group: list[int] = []
    rows = step = 0
    for index in range(metadata.num_row_groups):
        part = metadata.row_group(index)
        # Of all columns, so rather too much (small batches are joined later): a damaged file can make Arrow abort
        # the process when it is asked for the size of one column.
        fitting = max(1, min(limits.rows, limits.bytes * part.num_rows // max(part.total_byte_size, 1)))
        if group and (rows >= limits.rows or fitting < limits.rows or step < limits.rows):
            yield from file.iter_batches(step, row_groups=group, columns=columns)
            group, rows = [], 0
        group.append(index)
        rows += part.num_rows
        step = fitting
    if group:
        yield from file.iter_batches(step, row_groups=group, columns=columns)


def _ipc(stream: ByteStream, fields: FieldMap, limits: Limits) -> Iterator[Batch]:
    if stream.peek().startswith(_IPC_FILE):
        with _random_access(stream, mapped=True) as source:
            schema = pa.ipc.open_file(source).schema
            reader = TableReader(stream.path, schema, fields, limits)
            file = pa.ipc.open_file(source, options=_only(schema, reader))
            yield from reader.read(_sound(file.get_batch(index) for index in range(file.num_record_batches)))
        return
    if stream.peek().startswith(b"FEA1"):
        raise pa.ArrowInvalid("Feather version 1; write it again as version 2 or as Parquet")
    with pa.PythonFile(_Pull(stream), mode="r") as source:
        whole = pa.ipc.open_stream(source)
        reader = TableReader(stream.path, whole.schema, fields, limits)
        indices = [whole.schema.get_all_field_indices(name)[0] for name in reader.columns]
        yield from reader.read(_sound(batch.select(indices) for batch in whole))


def _sound(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Pass on batches; raises ArrowInvalid for a damaged one, on which Arrow would read outside of its memory."""
    for batch in batches:
        for column in batch.columns:
            check(column)
        yield batch


def _only(schema: pa.Schema, reader: TableReader) -> pa.ipc.IpcReadOptions:
    indices = sorted(schema.get_all_field_indices(name)[0] for name in reader.columns)
    return pa.ipc.IpcReadOptions(included_fields=indices)


def _random_access(stream: ByteStream, mapped: bool = False) -> Any:
    """Return a file that can be read from any place: the file itself, or a temporary copy of an unpacked stream."""
    if not stream.compressed and stream.location is not None:
        stream.close()
        place = os.fspath(stream.location)
        try:
            place.encode()
        except UnicodeEncodeError:  # Arrow takes no names that are not valid Unicode
            return open(place, "rb")  # noqa: PTH123 - the caller closes it
        return pa.memory_map(place) if mapped else pa.OSFile(place)
    copy: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
    for chunk in stream:
        copy.write(chunk)
    copy.seek(0)
    return copy


class _Pull:
    """A stream of chunks as a file to read from."""

    closed = False

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self._rest = b""

    def read(self, size: int = -1) -> bytes:
        parts = [self._rest]
        held = len(self._rest)
        while size < 0 or held < size:
            chunk = next(self._chunks, b"")
            if not chunk:
                break
            parts.append(chunk)
            held += len(chunk)
        data = b"".join(parts)
        if size < 0:
            size = len(data)
        self._rest = data[size:]
        return data[:size]

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self.closed = True
