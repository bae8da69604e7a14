"""Contracts as schemas of pandera, and what pandera finds in a table.

pandera.pyarrow executes them: it takes Arrow tables as they are and needs neither pandas nor polars (docs/guides/pandera.md
has the times). It names failing values, not rows; a check looks at nothing but a value, so the rows are those that hold
one of these values.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from newsqa import arrow
from newsqa.columns.contract import Contract
from newsqa.columns.values import Values, comparable, expected
from newsqa.errors import NewsqaError

Truths = NDArray[np.bool_]

_NOTHING = pa.null()

VALUE_KEYS = ("isin", "in_range", "str_matches", "str_length")
# The names of pandera's checks, by the key of a contract.
_KEYS = {
    "isin": "isin",
    "in_range": "in_range",
    "greater_than_or_equal_to": "in_range",
    "less_than_or_equal_to": "in_range",
    "str_matches": "str_matches",
    "str_length": "str_length",
}
_FLAGS = re.compile(r"\(\?[a-zA-Z]+\)")


class Verdict(NamedTuple):
    """What pandera finds of one contract: ``missing`` is the column, ``mistyped`` its type, the others are rows.

    ``failed`` holds rows by the key of the contract; a check that could not be run on values of the wrong type is not there.
    """

    missing: bool
    mistyped: bool
    failed: Mapping[str, Truths]


def value_checks(contract: Contract, check: Any) -> list[Any]:
    """Return what is expected of the values as checks of pandera; ``check`` is the class Check of a backend."""
    checks = []
    if contract.isin is not None:
        checks.append(check.isin(list(contract.isin)))
    if contract.in_range is not None:
        low, high = contract.in_range
        if low is not None and high is not None:
            checks.append(check.in_range(low, high))
        elif low is not None:
            checks.append(check.ge(low))
        elif high is not None:
            checks.append(check.le(high))
    if contract.str_matches is not None:
        checks.append(check.str_matches(anchored(contract.str_matches)))
    if contract.str_length is not None:
        checks.append(check.str_length(*contract.str_length))
    return checks


def anchored(pattern: str) -> str:
    """Return a pattern that backends anchor alike: where alternatives stand on their own, ``^`` would bind the first one."""
    if "|" not in pattern:
        return pattern
    flags = _FLAGS.match(pattern)
    head = flags[0] if flags else ""
    return f"{head}^(?:{pattern[len(head) :]})"


def execute(columns: Sequence[tuple[Contract, Values | None]], size: int) -> list[Verdict]:
    """Return what pandera finds of the columns of a table with ``size`` rows; None stands for a column that is not there.

    NewsqaError when pandera cannot check them.
    """
    pandera = _pandera()
    table: dict[str, pa.Array] = {"rows": pa.nulls(size, pa.bool_())}
    schema = {}
    for number, (contract, values) in enumerate(columns):
        typed, plain = f"typed{number}", f"values{number}"
        actual = _NOTHING if values is None else values.array.type
        if values is not None:
            table[typed] = values.array
        schema[typed] = pandera.Column(
            expected(contract.kind, actual),
            nullable=contract.nullable,
            required=contract.required,
            name=typed,
        )
        checks = value_checks(contract, pandera.Check)
        if checks and values is not None and _fits(contract, actual):
            table[plain] = comparable(values.array)
            schema[plain] = pandera.Column(checks=checks, nullable=True, name=plain)
    errors = _errors(pandera, pandera.DataFrameSchema(schema), pa.table(table))
    return [
        _verdict(contract, values, number, errors, table) for number, (contract, values) in enumerate(columns)
    ]


def repeated(codes: pa.Array) -> Truths:
    """Tell which values of a column of integers are not unique, as pandera finds."""
    pandera = _pandera()
    schema = pandera.DataFrameSchema({"codes": pandera.Column(codes.type, unique=True, name="codes")})
    for error in _errors(pandera, schema, pa.table({"codes": codes})):
        if error.reason_code.name == "SERIES_CONTAINS_DUPLICATES":
            return _holding(codes, error.failure_cases["codes"])
        raise NewsqaError(f"pandera could not look for duplicates: {error}"[:500])
    return np.zeros(len(codes), bool)


def _pandera() -> Any:
    try:
        import pandera.pyarrow
    except ImportError as error:
        raise NewsqaError(
            f'pandera cannot check Arrow tables: {error}; pip install "pandera[pyarrow]>=0.33"'
        ) from None
    return pandera.pyarrow


def _errors(pandera: Any, schema: Any, table: pa.Table) -> list[Any]:
    """Return what pandera finds, whatever its environment variables switch off."""
    from pandera.config import ValidationDepth, config_context

    with config_context(validation_enabled=True, validation_depth=ValidationDepth.SCHEMA_AND_DATA):
        try:
            schema.validate(table, lazy=True)
        except pandera.errors.SchemaErrors as found:
            return list(found.schema_errors)
    return []


def _fits(contract: Contract, actual: pa.DataType) -> bool:
    """Tell whether values of a type can be compared at all with what the checks of a contract are about."""
    wanted = expected(contract.kind, actual)
    if wanted is None or wanted == actual:
        return True
    numeric = pa.types.is_integer, pa.types.is_floating
    return any(test(wanted) for test in numeric) and any(test(actual) for test in numeric)


def _verdict(
    contract: Contract,
    values: Values | None,
    number: int,
    errors: Sequence[Any],
    table: Mapping[str, pa.Array],
) -> Verdict:
    typed, plain = f"typed{number}", f"values{number}"
    if values is None:
        return Verdict(any(error.failure_cases == typed for error in errors), False, {})
    failed = {"nullable": np.zeros(len(values.null), bool)}
    if plain in table:
        failed |= {
            key: np.zeros(len(values.null), bool) for key in VALUE_KEYS if getattr(contract, key) is not None
        }
    mistyped = False
    for error in errors:
        name, reason = getattr(error.schema, "name", None), error.reason_code.name
        if name not in (typed, plain):
            continue
        if reason == "WRONG_DATATYPE":
            mistyped = True
        elif reason == "SERIES_CONTAINS_NULLS":
            failed["nullable"] = values.null
        elif reason == "DATAFRAME_CHECK" and error.check.name in _KEYS:
            failed[_KEYS[error.check.name]] |= _holding(table[plain], error.failure_cases[plain])
        else:
            raise NewsqaError(f"pandera could not check column '{contract.column}': {error}"[:500])
    return Verdict(False, mistyped, failed)


def _holding(column: pa.Array, values: pa.ChunkedArray) -> Truths:
    """Tell which rows of a column hold one of some values; null is none of them."""
    held = pc.is_in(column, value_set=values.combine_chunks().drop_null())
    return arrow.truths(held) & arrow.valid(column)
