"""Columns as contracts look at them: whatever the input, one Arrow type a kind of values.

Tables have types, and a value is what its type says. Cells of CSV are text, and the values of JSON are of few types: a
value is of a dtype when it can be read as one, without loss.
"""

from __future__ import annotations

import datetime as dt
import json
import math
import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from newsqa import arrow
from newsqa.columns.contract import FLOATS, INTEGERS, NUMBER, limits
from newsqa.readers.batch import RawColumn
from newsqa.readers.columns import check, string_column
from newsqa.readers.rows import without_surrogates

Truths = NDArray[np.bool_]

_TYPES: dict[str, pa.DataType] = {
    "string": pa.string(),
    "bool": pa.bool_(),
    **{name: getattr(pa, name)() for name in (*INTEGERS, *FLOATS)},
    "date": pa.date32(),
    "timestamp": pa.timestamp("us"),
    "list<string>": pa.list_(pa.string()),
    NUMBER: pa.float64(),
}
# What stands for values of any other type: no contract expects it.
_OTHER = pa.binary()

_WHOLE = re.compile(r"[+-]?[0-9]+", re.ASCII)
_REAL = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?", re.ASCII)
_DAY_LENGTH = 86_400_000_000  # microseconds, as all below
_FIRST, _LAST = -62_135_596_800_000_000, 253_402_300_799_999_999  # of the years 1 and 9999
_DIGITS = 25  # of a number that may fit into 64 bits, with a sign and some zeros before it
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


class Values(NamedTuple):
    """A column: its values in a type of their own kind, ``told`` as people call the type.

    ``null`` tells which values are null, ``absent`` of which records have none at all. ``misfit`` are values that cannot
    be read as what is expected: they are null among the values. None stands for none of them.
    """

    array: pa.Array
    told: str
    null: Truths
    misfit: Truths | None = None
    absent: Truths | None = None


def expected(kind: str | None, actual: pa.DataType) -> pa.DataType | None:
    """Return the Arrow type that a column of a kind must have; None where any will do."""
    if kind == NUMBER and (pa.types.is_integer(actual) or pa.types.is_floating(actual)):
        return actual
    return None if kind is None else _TYPES[kind]


def values_of(column: RawColumn, kind: str | None, *, json_values: bool) -> Values:
    """Return a column of a table, or of cells or JSON values, which are read as the ``kind`` that is expected."""
    if isinstance(column, pa.Array):
        return _typed(column, kind)
    return _read(column, kind, _JSON if json_values else _CELLS)


def comparable(array: pa.Array) -> pa.Array:
    """Return values in the widest type of their kind, which is the one that checks compare in."""
    kind = array.type
    if pa.types.is_integer(kind) and kind != pa.int64():
        try:
            return array.cast(pa.int64())
        except pa.ArrowInvalid:  # above the largest of int64
            return array.cast(pa.float64(), safe=False)
    return array.cast(pa.float64()) if pa.types.is_floating(kind) else array


def joined(parts: Sequence[Values | None]) -> Values | None:
    """Return columns of the same type put together; None where they are not there."""
    there = [part for part in parts if part is not None]
    if len(there) < 2:
        return there[0] if there else None
    return Values(
        pa.concat_arrays([part.array for part in there]),
        there[0].told,
        np.concatenate([part.null for part in there]),
        _joined_masks([part.misfit for part in there], there),
        _joined_masks([part.absent for part in there], there),
    )


def _joined_masks(masks: Sequence[Truths | None], parts: Sequence[Values]) -> Truths | None:
    if all(mask is None for mask in masks):
        return None
    return np.concatenate(
        [
            np.zeros(len(part.null), bool) if mask is None else mask
            for mask, part in zip(masks, parts, strict=True)
        ]
    )


def shown(column: RawColumn, row: int) -> str | None:
    """Return a value as text, for people; None for null."""
    if not isinstance(column, pa.Array):
        return as_text(column[row])
    try:
        return as_text(column[row].as_py())
    except (
        ValueError,
        OverflowError,
    ):  # a table that lies about its strings, or a time that Python does not have
        return as_text(_plain(column.slice(row, 1), None)[0].as_py())


def as_text(value: Any) -> str | None:
    """Return a value as text: what two values share that are the same; None for null."""
    if value is None or value is ... or value != value:
        return None
    if isinstance(value, str):
        return str(without_surrogates(str(value)))
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dt.datetime):
        utc = value.astimezone(dt.UTC).replace(tzinfo=None) if value.tzinfo else value
        return utc.isoformat()
    if isinstance(value, list | dict):
        return str(without_surrogates(json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)))
    return value.hex() if isinstance(value, bytes) else str(value)


# --- tables -------------------------------------------------------------------------------------------------------


def _typed(column: pa.Array, kind: str | None) -> Values:
    told = str(column.type)
    if isinstance(column, pa.ExtensionArray):
        column = column.storage
    array = _plain(column, kind)
    return Values(array, told, ~arrow.valid(array))


def _plain(column: pa.Array, kind: str | None) -> pa.Array:
    """Return a column in the one type that its kind of values has here."""
    types, type = pa.types, column.type
    if types.is_dictionary(type):
        check(column)
        return _plain(column.dictionary_decode(), kind)
    if types.is_string(type) or types.is_large_string(type) or types.is_string_view(type):
        return string_column(column, "")[0]
    if types.is_null(type):  # a column of nothing but nulls is of any type
        return pa.nulls(len(column), _TYPES[kind] if kind else _OTHER)
    if types.is_timestamp(type):
        micro = column.cast(pa.timestamp("us", tz=type.tz), safe=False)
        naive = micro.cast(pa.timestamp("us", tz="UTC")).cast(_TYPES["timestamp"]) if type.tz else micro
        return _within_calendar(naive, pa.int64(), _FIRST, _LAST)
    if types.is_date(type):
        days = column.cast(pa.date32(), safe=False)
        return _within_calendar(days, pa.int32(), _FIRST // _DAY_LENGTH, _LAST // _DAY_LENGTH)
    if types.is_floating(type):
        return pc.if_else(pc.is_nan(column), pa.nulls(1, type)[0], column)
    if types.is_decimal(type) and kind == NUMBER:
        return column.cast(pa.float64())
    if types.is_integer(type) or types.is_boolean(type):
        return column
    if types.is_list(type) or types.is_large_list(type):
        check(column)
        if any(
            test(type.value_type) for test in (types.is_string, types.is_large_string, types.is_string_view)
        ):
            return column.cast(_TYPES["list<string>"])
    nothing = arrow.array([""], pa.string()).cast(_OTHER)[0]
    return pc.if_else(column.is_valid(), nothing, pa.nulls(1, _OTHER)[0])


def _within_calendar(column: pa.Array, whole: pa.DataType, first: int, last: int) -> pa.Array:
    """Return days or times, those outside of the years 1 to 9999 as the first or the last: Python has no others."""
    numbers = column.view(whole)
    ends = pc.min_max(numbers)
    low, high = ends["min"].as_py(), ends["max"].as_py()
    if low is None or (first <= low and high <= last):
        return column
    bounds = [arrow.array([bound], whole)[0] for bound in (first, last)]
    within = pc.min_element_wise(
        pc.max_element_wise(numbers, bounds[0], skip_nulls=False), bounds[1], skip_nulls=False
    )
    return within.view(column.type)


# --- text and JSON ------------------------------------------------------------------------------------------------


def _read(column: Sequence[Any], kind: str | None, readers: dict[str, Callable[[Any], Any]]) -> Values:
    absent = np.fromiter((value is ... for value in column), bool, len(column))
    null = np.fromiter((value is None for value in column), bool, len(column)) | absent
    misfit = np.zeros(len(column), bool)
    read: Callable[[Any], Any] = readers.get(kind or "", as_text)
    found: list[Any] = [None] * len(column)
    for row in np.flatnonzero(~null).tolist():
        try:
            found[row] = read(column[row])
        except (ValueError, OverflowError):
            misfit[row] = True
    array = pa.array(found, _TYPES[kind or "string"])
    return Values(array, kind or "string", null, misfit, absent if absent.any() else None)


def _text(value: Any) -> str:
    """Return a text; ValueError for anything that is none, a number of JSON (a string of its own class) among it."""
    if type(value) is not str:
        raise ValueError
    return str(without_surrogates(value))


def _number_text(value: Any) -> str:
    """Return how a number of JSON is written, which stays as it is; ValueError for any other value."""
    if type(value) is str or not isinstance(value, str):
        raise ValueError
    return value


def _truth_value(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError
    return value


def _texts(value: Any) -> list[str | None]:
    if not isinstance(value, list):
        raise ValueError
    return [None if entry is None else _text(entry) for entry in value]


def _no_list(value: Any) -> list[str | None]:
    raise ValueError  # a cell holds none


def _whole(value: str, dtype: str) -> int:
    low, high = limits(dtype)
    if not _WHOLE.fullmatch(value) or len(value) > _DIGITS or not low <= int(value) <= high:
        raise ValueError
    return int(value)


def _real(value: str) -> float:
    if not _REAL.fullmatch(value):
        raise ValueError
    if math.isinf(number := float(value)):
        raise ValueError
    return number


def _truth(value: str) -> bool:
    if value.lower() not in ("true", "false"):
        raise ValueError
    return value.lower() == "true"


def _day(value: str) -> dt.date:
    if not _DAY.fullmatch(value):
        raise ValueError
    return dt.date.fromisoformat(value)


def _time(value: str) -> dt.datetime:
    if len(value) < len("2026-03-22T15:28") or not _DAY.match(value):
        raise ValueError
    time = dt.datetime.fromisoformat(value)
    return time.astimezone(dt.UTC).replace(tzinfo=None) if time.tzinfo else time


def _of_number(read: Callable[[str], Any]) -> Callable[[Any], Any]:
    return lambda value: read(_number_text(value))


def _of_text(read: Callable[[str], Any]) -> Callable[[Any], Any]:
    return lambda value: read(_text(value))


_CELLS: dict[str, Callable[[Any], Any]] = {
    "string": _text,
    "bool": _truth,
    **{name: partial(_whole, dtype=name) for name in INTEGERS},
    **dict.fromkeys((*FLOATS, NUMBER), _real),
    "date": _day,
    "timestamp": _time,
    "list<string>": _no_list,
}
_JSON: dict[str, Callable[[Any], Any]] = {
    "string": _text,
    "bool": _truth_value,
    **{name: _of_number(_CELLS[name]) for name in (*INTEGERS, *FLOATS, NUMBER)},
    "date": _of_text(_day),
    "timestamp": _of_text(_time),
    "list<string>": _texts,
}
