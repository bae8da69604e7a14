"""Arrow columns from Python lists.

``pa.array(list)`` and everything that calls it (``Table.from_pylist``, ``pa.scalar``) imports pandas when that is
installed, which takes longer than checking a thousand articles. These functions build the same arrays from buffers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from newsqa.text.lazy import lazy

_EPOCH = dt.datetime(1970, 1, 1)
_MICROSECOND = dt.timedelta(microseconds=1)
_FEW = 256
# What Python and Arrow write in lower case alike, in all versions: Latin but for "İ", Cyrillic, scripts without cases.
_ALIKE = lazy("[\0-\u012f\u0131-\u036f\u0400-\u06ff\u2000-\u2bff\u3000-\u9fff\uac00-\ud7a3]*")


def array(values: Sequence[Any], type: pa.DataType) -> pa.Array:
    """Return a column of the given type; None is null.

    Takes the types of newsqa's own tables: string, list of strings, integers, float64, timestamps in microseconds (from
    datetimes, aware ones for a column with a time zone), and dictionaries of strings. TypeError for any other.
    """
    if values and values.count(None) == len(values):
        return pa.nulls(len(values), type)
    if pa.types.is_string(type):
        return _strings(values)
    if pa.types.is_list(type):
        return _lists(values, type)
    if pa.types.is_timestamp(type):
        return _numbers([None if v is None else _microseconds(v) for v in values], np.dtype(np.int64), type)
    if pa.types.is_dictionary(type):
        return _dictionary(values, type)
    if pa.types.is_integer(type) or pa.types.is_floating(type):
        return _numbers(values, np.dtype(type.to_pandas_dtype()), type)
    raise TypeError(f"no column of {type} is built from Python values")


def table(rows: Sequence[Mapping[str, Any]], schema: pa.Schema) -> pa.Table:
    """Return a table of dictionaries; a missing key is null."""
    columns = [array([row.get(field.name) for row in rows], field.type) for field in schema]
    return pa.Table.from_arrays(columns, schema=schema)


def empty(schema: pa.Schema) -> pa.Table:
    """Return a table without rows."""
    return pa.Table.from_arrays([pa.nulls(0, field.type) for field in schema], schema=schema)


def record_batch(rows: Sequence[Mapping[str, Any]], schema: pa.Schema) -> pa.RecordBatch:
    """Return a record batch of dictionaries; a missing key is null."""
    columns = [array([row.get(field.name) for row in rows], field.type) for field in schema]
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def constant(value: str, type: pa.DataType | None = None) -> pa.Scalar:
    """Return a string scalar, of type string unless another type of text is given."""
    scalar = array([value], pa.string())
    return (scalar.cast(type) if type is not None else scalar)[0]


def from_numpy(values: NDArray[Any], type: pa.DataType) -> pa.Array:
    """Return a column without nulls over a numpy array of the same width; booleans are packed."""
    if pa.types.is_boolean(type):
        return pa.Array.from_buffers(
            type, len(values), [None, pa.py_buffer(np.packbits(values, bitorder="little"))]
        )
    return pa.Array.from_buffers(type, len(values), [None, pa.py_buffer(np.ascontiguousarray(values))])


def numbers(values: NDArray[Any], valid: NDArray[np.bool_], type: pa.DataType) -> pa.Array:
    """Return a column of integers or floats over a numpy array; null where ``valid`` is false."""
    data = np.where(valid, values, 0).astype(type.to_pandas_dtype())
    mask = None if valid.all() else pa.py_buffer(np.packbits(valid, bitorder="little"))
    return pa.Array.from_buffers(type, len(data), [mask, pa.py_buffer(data)])


def as_numpy(column: pa.Array | pa.ChunkedArray) -> NDArray[Any]:
    """Return a column of integers or floats without nulls as numpy; Arrow's own ``to_numpy`` imports pandas."""
    chunks = column.chunks if isinstance(column, pa.ChunkedArray) else [column]
    dtype = column.type.to_pandas_dtype()
    values = [np.frombuffer(c.buffers()[1] or b"", dtype)[c.offset : c.offset + len(c)] for c in chunks]
    return np.concatenate([np.empty(0, dtype), *values])


def hexadecimal(values: NDArray[np.uint64]) -> pa.Array:
    """Return a column of strings: each number in sixteen hexadecimal digits."""
    digits = values.astype(">u8").tobytes().hex().encode()
    offsets = np.arange(0, 16 * len(values) + 1, 16, dtype=np.int32)
    return pa.Array.from_buffers(
        pa.string(), len(values), [None, pa.py_buffer(offsets), pa.py_buffer(digits)]
    )


def from_hexadecimal(column: pa.Array | pa.ChunkedArray) -> NDArray[np.uint64]:
    """Return the numbers of a column of sixteen hexadecimal digits each, without nulls."""
    return np.frombuffer(bytes.fromhex("".join(column.to_pylist())), ">u8").astype(np.uint64)


def hashes(column: pa.Array) -> NDArray[np.uint64]:
    """Return a 64-bit hash of each string; null counts as empty.

    A polynomial in the bytes modulo 2**64, mixed by the finalizer of SplitMix64 (Steele, Lea and Flood, 2014).
    """
    _, offsets, data = column.buffers()
    if not len(column) or offsets is None or data is None:
        return np.zeros(len(column), np.uint64)
    bounds = np.frombuffer(offsets, np.int32, len(column) + 1, column.offset * 4).astype(np.int64)
    base, sizes = bounds[0], np.diff(bounds)
    raw = np.frombuffer(data, np.uint8)[base : bounds[-1]].astype(np.uint64) + np.uint64(1)
    powers = np.full(int(sizes.max(initial=0)) + 1, 0x9E3779B97F4A7C15, np.uint64).cumprod(dtype=np.uint64)
    raw *= powers[np.arange(len(raw)) - np.repeat(bounds[:-1] - base, sizes)]
    sums = np.zeros(len(column), np.uint64)
    filled = sizes > 0
    if filled.any():
        sums[filled] = np.add.reduceat(raw, (bounds[:-1] - base)[filled])
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        sums = (sums ^ (sums >> np.uint64(shift))) * np.uint64(factor)
    return sums ^ (sums >> np.uint64(31))


def repeated(values: Sequence[str | None]) -> pa.Array:
    """Return a column of strings of which most stand several times; None is null."""
    known: dict[str | None, int] = {}
    numbers = np.array([known.setdefault(value, len(known)) for value in values], np.int64)
    return taken(array(list(known), pa.string()), numbers)


def taken(column: pa.Array, rows: NDArray[np.int64]) -> pa.Array:
    """Return the values of some rows, in their order.

    Few are copied one by one: what ``take`` is in, pyarrow.compute, takes as long to load as a file to check.
    """
    if len(rows) <= _FEW:
        return array([column[row].as_py() for row in rows.tolist()], column.type)
    return column.take(from_numpy(rows, pa.int64()))


def lowered(column: pa.Array) -> pa.Array:
    """Return a column of strings in lower case; null may become empty."""
    if len(column) <= _FEW:
        values = [value or "" for value in column.to_pylist()]
        if all(map(_ALIKE.fullmatch, values)):
            return array([value.lower() for value in values], column.type)
    import pyarrow.compute as pc

    return pc.utf8_lower(column)


def slices(
    data: bytes, starts: NDArray[np.int64], ends: NDArray[np.int64], valid: NDArray[np.bool_]
) -> pa.Array:
    """Return a column of binary: stretches of ``data``; null where ``valid`` is false."""
    spans = zip(np.where(valid, starts, 0).tolist(), np.where(valid, ends, 0).tolist(), strict=True)
    held = b"".join([data[start:end] for start, end in spans])
    sizes = np.where(valid, ends - starts, 0)
    offsets = np.concatenate((np.zeros(1, np.int64), np.cumsum(sizes))).astype(np.int32)
    mask = None if valid.all() else pa.py_buffer(np.packbits(valid, bitorder="little"))
    return pa.Array.from_buffers(pa.binary(), len(sizes), [mask, pa.py_buffer(offsets), pa.py_buffer(held)])


def truths(column: pa.Array) -> NDArray[np.bool_]:
    """Return a column of booleans as numpy; null is False."""
    validity, values = column.buffers()
    span = slice(column.offset, column.offset + len(column))
    found = _bits(values)[span]
    known: NDArray[np.bool_] = found if validity is None else found & _bits(validity)[span]
    return known


def valid(column: pa.Array) -> NDArray[np.bool_]:
    """Tell which values of a column are not null."""
    validity = column.buffers()[0]
    if pa.types.is_null(column.type):
        return np.zeros(len(column), bool)
    if validity is None:
        return np.ones(len(column), bool)
    return _bits(validity)[column.offset : column.offset + len(column)]


def _bits(packed: pa.Buffer) -> NDArray[np.bool_]:
    return np.unpackbits(np.frombuffer(packed, np.uint8), bitorder="little").astype(bool)


def _strings(values: Sequence[str | None]) -> pa.Array:
    texts = [value or "" for value in values]
    joined = "".join(texts)
    # In ASCII a character is a byte: the values need not be encoded one by one.
    sizes = map(len, texts) if joined.isascii() else map(len, [text.encode() for text in texts])
    offsets = np.fromiter(accumulate(sizes, initial=0), np.int64, len(texts) + 1)
    if offsets[-1] > np.iinfo(np.int32).max:
        raise pa.ArrowCapacityError("a column of strings holds at most 2 GiB")
    buffers = [_validity(values), pa.py_buffer(offsets.astype(np.int32)), pa.py_buffer(joined.encode())]
    return pa.Array.from_buffers(pa.string(), len(texts), buffers)


def _lists(values: Sequence[Sequence[str | None] | None], type: pa.ListType) -> pa.Array:
    lengths = (0 if value is None else len(value) for value in values)
    offsets = np.fromiter(accumulate(lengths, initial=0), np.int32, len(values) + 1)
    child = array([entry for value in values if value is not None for entry in value], type.value_type)
    return pa.Array.from_buffers(
        type, len(values), [_validity(values), pa.py_buffer(offsets)], children=[child]
    )


def _numbers(values: Sequence[float | None], dtype: np.dtype[Any], type: pa.DataType) -> pa.Array:
    data: NDArray[Any] = np.array([0 if value is None else value for value in values], dtype)
    return pa.Array.from_buffers(type, len(data), [_validity(values), pa.py_buffer(data)])


def _dictionary(values: Sequence[str | None], type: pa.DictionaryType) -> pa.Array:
    words = list(dict.fromkeys(value for value in values if value is not None))
    numbers = {word: number for number, word in enumerate(words)}
    indices = array([None if value is None else numbers[value] for value in values], type.index_type)
    return pa.DictionaryArray.from_arrays(indices, array(words, type.value_type))


def _validity(values: Sequence[Any]) -> pa.Buffer | None:
    if None not in values:
        return None
    valid = np.array([value is not None for value in values], bool)
    return pa.py_buffer(np.packbits(valid, bitorder="little"))


def _microseconds(value: dt.datetime) -> int:
    utc = value.astimezone(dt.UTC).replace(tzinfo=None) if value.tzinfo else value
    return (utc - _EPOCH) // _MICROSECOND
