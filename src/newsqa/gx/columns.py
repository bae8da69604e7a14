"""Contracts of columns as expectations: GX's own, but for the type."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from great_expectations.expectations.core.expect_column_to_exist import ExpectColumnToExist
from great_expectations.expectations.core.expect_column_value_lengths_to_be_between import (
    ExpectColumnValueLengthsToBeBetween,
)
from great_expectations.expectations.core.expect_column_values_to_be_between import (
    ExpectColumnValuesToBeBetween,
)
from great_expectations.expectations.core.expect_column_values_to_be_in_set import ExpectColumnValuesToBeInSet
from great_expectations.expectations.core.expect_column_values_to_be_unique import (
    ExpectColumnValuesToBeUnique,
)
from great_expectations.expectations.core.expect_column_values_to_match_regex import (
    ExpectColumnValuesToMatchRegex,
)
from great_expectations.expectations.core.expect_column_values_to_not_be_null import (
    ExpectColumnValuesToNotBeNull,
)
from great_expectations.expectations.expectation import Expectation

from newsqa.columns.contract import ColumnCheck, Range
from newsqa.gx.dtypes import ExpectColumnToBeOfDtype
from newsqa.gx.expectation import SEVERITY

_CLASSES: dict[str, type[Expectation]] = {
    "required": ExpectColumnToExist,
    "dtype": ExpectColumnToBeOfDtype,
    "nullable": ExpectColumnValuesToNotBeNull,
    "unique": ExpectColumnValuesToBeUnique,
    "isin": ExpectColumnValuesToBeInSet,
    "in_range": ExpectColumnValuesToBeBetween,
    "str_matches": ExpectColumnValuesToMatchRegex,
    "str_length": ExpectColumnValueLengthsToBeBetween,
}
# These are about the column as a whole.
_WHOLE = ("required", "dtype")


def column_expectation(check: ColumnCheck) -> Expectation:
    """Return the expectation that one check of a column's contract is."""
    contract = check.contract
    given: dict[str, Any] = {"column": contract.column, "severity": SEVERITY[contract.severity]}
    if check.key not in _WHOLE:
        given["mostly"] = contract.mostly
    return _CLASSES[check.key](**given, **_told(check))


def _told(check: ColumnCheck) -> dict[str, Any]:
    """Return what the expectation is told besides."""
    contract = check.contract
    match check.key:
        case "dtype":
            return {"dtype": contract.kind}
        case "isin":
            return {"value_set": [_plain(value) for value in contract.isin or ()]}
        case "in_range":
            return _bounds(contract.in_range)
        case "str_length":
            return _bounds(contract.str_length)
        case "str_matches":
            return {"regex": _from_the_start(contract.str_matches or "")}
    return {}


def _from_the_start(pattern: str) -> str:
    """Return a pattern that matches from the start, as pandera has it; flags stay where Python wants them."""
    flags = re.match(r"\(\?[a-zA-Z]+\)|", pattern)
    head = flags[0] if flags else ""
    return f"{head}^(?:{pattern[len(head) :]})"


def _bounds(given: Range | None) -> dict[str, Any]:
    low, high = given or Range()
    return {"min_value": _plain(low), "max_value": _plain(high)}


def _plain(value: Any) -> Any:
    """Return a value as JSON has it: GX reads days and times back."""
    return value.isoformat() if isinstance(value, dt.date) else value
