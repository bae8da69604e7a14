"""Rows of a table by number, whatever the types of its columns."""

from __future__ import annotations

import pyarrow as pa


def filtered(table: pa.Table, mask: pa.BooleanArray) -> pa.Table:
    """Return the rows for which the mask is true; columns, types and order stay.

    Arrow cannot filter views of strings, which is what polars hands over: they make a detour over large strings.
    """
    fields = [field.with_type(_without_views(field.type)) for field in table.schema]
    detour = pa.schema(fields, table.schema.metadata)
    if detour.equals(table.schema):
        return table.filter(mask)
    return table.cast(detour).filter(mask).cast(table.schema)


def _without_views(kind: pa.DataType) -> pa.DataType:
    types = pa.types
    if types.is_string_view(kind):
        return pa.large_string()
    if types.is_binary_view(kind):
        return pa.large_binary()
    if types.is_list(kind):
        return pa.list_(kind.value_field.with_type(_without_views(kind.value_type)))
    if types.is_large_list(kind):
        return pa.large_list(kind.value_field.with_type(_without_views(kind.value_type)))
    if types.is_struct(kind):
        return pa.struct([field.with_type(_without_views(field.type)) for field in kind])
    if types.is_dictionary(kind):
        return pa.dictionary(kind.index_type, _without_views(kind.value_type), kind.ordered)
    return kind
