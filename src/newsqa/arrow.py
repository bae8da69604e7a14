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

_EPOCH = dt.datetime(1970, 1, 1)
_MICROSECOND = dt.timedelta(microseconds=1)


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


def _strings(values: Sequence[str | None]) -> pa.Array:
    texts = [value or "" for value in values]
    joined = "".join(texts)
    # In ASCII a character is a byte: the values need not be encoded one by one.
    sizes = map(len, texts) if joined.isascii() else (len(text.encode()) for text in texts)
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
    valid = np.fromiter((value is not None for value in values), bool, len(values))
    return pa.py_buffer(np.packbits(valid, bitorder="little"))


def _microseconds(value: dt.datetime) -> int:
    utc = value.astimezone(dt.UTC).replace(tzinfo=None) if value.tzinfo else value
    return (utc - _EPOCH) // _MICROSECOND
