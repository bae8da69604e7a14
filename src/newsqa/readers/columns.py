"""From the columns of a table, whatever their types, to columns of ARTICLES; vectorised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from newsqa import arrow
from newsqa.errors import InputError
from newsqa.readers.rows import instant
from newsqa.schema import ARTICLES


def string_column(column: pa.Array, where: str) -> tuple[pa.Array, list[int]]:
    """Return a column as strings, and the rows in which bytes were replaced by U+FFFD because they are no UTF-8.

    Strings in any form, binary (as UTF-8), numbers and booleans (as written in decimal), dates and timestamps (ISO
    8601, with the offset if the column has a time zone) and structs with a child ``name`` can be read. Raises
    InputError for other types; ``where`` names the column.
    """
    kind = column.type
    types = pa.types
    if types.is_dictionary(kind):
        check(column)
        values, lost = string_column(column.dictionary, where)
        encoded = pa.DictionaryArray.from_arrays(column.indices, values)
        bad = set(lost)
        rows = [row for row, index in enumerate(column.indices.to_pylist()) if index in bad] if bad else []
        return encoded.cast(pa.string()), rows
    if types.is_struct(kind) and kind.get_field_index("name") >= 0:
        return string_column(child(column, "name"), where)
    if types.is_timestamp(kind):
        return _timestamps(column), []
    if types.is_date(kind):
        return column.cast(pa.date32()).cast(pa.string()), []
    if types.is_null(kind):
        return pa.nulls(len(column), pa.string()), []
    if _is_string(kind):
        return _utf8(column)
    if types.is_binary(kind) or types.is_large_binary(kind) or types.is_binary_view(kind):
        return _utf8(column)
    if types.is_fixed_size_binary(kind):
        return _utf8(column.cast(pa.binary()))
    if types.is_floating(kind):
        column = pc.if_else(
            pc.is_nan(column), pa.nulls(1, column.type)[0], column
        )  # pandas has no other null here
    if types.is_integer(kind) or types.is_floating(kind) or types.is_decimal(kind) or types.is_boolean(kind):
        return column.cast(pa.string()), []
    raise unreadable(where, kind)


def author_column(column: pa.Array, where: str) -> tuple[pa.Array, list[int]]:
    """Return a column as lists of names, and the rows with replaced bytes.

    Lists of strings or of structs with a child ``name`` can be read; a string is a list of one.
    """
    kind = column.type
    types = pa.types
    if types.is_null(kind):
        return pa.nulls(len(column), ARTICLES.field("authors").type), []
    lists = (
        types.is_list,
        types.is_large_list,
        types.is_fixed_size_list,
        types.is_list_view,
        types.is_large_list_view,
    )
    if not any(test(kind) for test in lists):
        names, lost = string_column(column, where)
        return _lists(pc.cast(names.is_valid(), pa.int32()), names.drop_null(), names.is_null()), lost
    check(column)
    lengths = pc.list_value_length(column)
    names, lost = string_column(pc.list_flatten(column), where)
    if lost:
        parents = pc.list_parent_indices(column)
        lost = sorted({parents[at].as_py() for at in lost})
    return _lists(
        pc.fill_null(lengths, arrow.array([0], lengths.type)[0]).cast(pa.int32()), names, column.is_null()
    ), lost


def instant_column(column: pa.Array) -> pa.Array:
    """Return a column as instants in UTC; what has no offset is UTC, what is no instant is null."""
    wanted = ARTICLES.field("fetched").type
    kind = column.type
    if pa.types.is_date(kind):
        column = column.cast(pa.timestamp("us"))
    if pa.types.is_timestamp(column.type):
        if column.type.tz is None:
            return column.cast(pa.timestamp("us"), safe=False).cast(wanted)
        return column.cast(wanted, safe=False)
    if pa.types.is_dictionary(kind):
        return instant_column(column.dictionary_decode())
    if not _is_string(kind):
        return pa.nulls(len(column), wanted)
    texts, _ = _utf8(column)
    for target in (wanted, pa.timestamp("us")):
        try:
            return texts.cast(target).cast(wanted)
        except pa.ArrowInvalid:  # some have an offset and some have none, or are no instants
            continue
    return arrow.array([None if text is None else instant(text) for text in texts.to_pylist()], wanted)


def child(column: pa.Array, name: str) -> pa.Array:
    """Return a child of a struct column, null where the struct is null."""
    return column.flatten()[column.type.get_field_index(name)]


def unreadable(where: str, kind: pa.DataType) -> InputError:
    """Return the error for a column of a type that cannot hold the field."""
    return InputError(
        f"{where} holds {kind}, which cannot be read; map the field to another column, or leave it out "
        "with fields={…: None}"
    )


def pieces(batch: pa.RecordBatch, sizes: pa.Array, rows: int, size: int) -> Iterator[pa.RecordBatch]:
    """Slice a batch into pieces of up to ``rows`` rows and about ``size`` bytes, given the bytes of each row."""
    total = pc.sum(sizes).as_py() or 0
    if len(batch) <= rows and total <= size:
        yield batch
        return
    if total <= size:
        starts: Sequence[int] = range(0, len(batch), rows)
    else:
        cuts, held, first = [0], 0, 0
        for row, one in enumerate(sizes.to_pylist()):
            one = one or 0
            if row > first and (row - first >= rows or held + one > size):
                cuts.append(row)
                held, first = 0, row
            held += one
        starts = cuts
    for start, end in zip(starts, [*starts[1:], len(batch)], strict=True):
        yield batch.slice(start, end - start)


def _is_string(kind: pa.DataType) -> bool:
    types = pa.types
    return bool(types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind))


def _utf8(column: pa.Array) -> tuple[pa.Array, list[int]]:
    """Cast to string; validates, because Arrow itself believes what a file says is UTF-8."""
    if check(column):
        try:
            return _to_string(column), []
        except pa.ArrowInvalid:  # binary that is no UTF-8
            pass
    if not (pa.types.is_binary(column.type) or pa.types.is_large_binary(column.type)):
        large = pa.types.is_large_string(column.type)
        column = column.cast(pa.large_binary() if large else pa.binary())
    values: list[str | None] = []
    lost: list[int] = []
    for row, raw in enumerate(column):
        data = raw.as_py()
        try:
            values.append(None if data is None else str(data, "utf-8"))
        except UnicodeDecodeError:
            values.append(str(data, "utf-8", "replace"))
            lost.append(row)
    return arrow.array(values, pa.string()), lost


def check(column: pa.Array) -> bool:
    """Tell whether all strings of a column are UTF-8.

    Raises ArrowInvalid for offsets and indices that lead outside of the data.
    """
    kind = column.type
    if pa.types.is_dictionary(kind):
        # Arrow stops at the first flaw: bad UTF-8 would hide bad indices.
        column.validate()
        column.indices.validate(full=True)
        ends = pc.min_max(column.indices)
        low, high = ends["min"].as_py(), ends["max"].as_py()
        if low is not None and not 0 <= low <= high < len(column.dictionary):
            raise pa.ArrowInvalid("dictionary indices lead outside the dictionary")
        return check(column.dictionary)
    if pa.types.is_struct(kind):
        column.validate()
        good = [check(part) for part in column.flatten()]  # each one, also behind a bad one
        return all(good)
    try:
        column.validate(full=True)
    except pa.ArrowInvalid as error:
        if "UTF8" not in str(error):
            raise
        if pa.types.is_list(kind) or pa.types.is_large_list(kind):
            # Elements come before offsets: look at the offsets by themselves.
            make = pa.ListArray if pa.types.is_list(kind) else pa.LargeListArray
            make.from_arrays(column.offsets, pa.nulls(len(column.values))).validate(full=True)
            check(column.values)
        elif pa.types.is_nested(kind):
            raise
        return False
    return True


def _to_string(column: pa.Array) -> pa.Array:
    if pa.types.is_string(column.type):
        return column
    try:
        return column.cast(pa.string())
    except pa.ArrowInvalid as error:
        if "too large" not in str(error):
            raise
        # A slice from behind 2 GiB of large_string: copy the rows, so that their offsets begin at 0.
        return column.take(arrow.from_numpy(np.arange(len(column)), pa.int64())).cast(pa.string())


def _timestamps(column: pa.Array) -> pa.Array:
    with suppress(pa.ArrowInvalid):  # there are fractions of seconds: the format shows them
        column = column.cast(pa.timestamp("s", tz=column.type.tz))
    if column.type.tz is None:
        return pc.strftime(column, "%Y-%m-%dT%H:%M:%S")
    text = pc.strftime(column, "%Y-%m-%dT%H:%M:%S%z")
    return pc.replace_substring_regex(text, r"([+-]\d\d)(\d\d)$", r"\1:\2")


def _lists(lengths: pa.Array, names: pa.Array, nulls: pa.Array) -> pa.Array:
    offsets = pa.concat_arrays([arrow.array([0], pa.int32()), pc.cumulative_sum(lengths)])
    return pa.ListArray.from_arrays(offsets, names, mask=nulls if nulls.true_count else None)
