"""What a suite says of a column, and the checks that follow from it."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from newsqa import rules
from newsqa.errors import SuiteError
from newsqa.rules.base import SEVERITIES, Severity

if TYPE_CHECKING:
    from newsqa.suite import Suite

# Code by the key of a contract that asks for the check; "required" is what every contract asks for.
CODES = {
    "required": "COL001",
    "dtype": "COL002",
    "nullable": "COL003",
    "unique": "COL004",
    "isin": "COL005",
    "in_range": "COL006",
    "str_matches": "COL007",
    "str_length": "COL008",
}
_KEYS = (*CODES, "mostly", "severity")

# A bit width each: what values they hold.
_INTEGERS = {f"{sign}int{bits}": (sign, bits) for sign in ("", "u") for bits in (8, 16, 32, 64)}
INTEGERS = tuple(_INTEGERS)
FLOATS = ("float32", "float64")
DTYPES = ("string", "bool", *INTEGERS, *FLOATS, "date", "timestamp", "list<string>")
# What a column must hold for checks on numbers where no dtype is declared: integers or floats of any width.
NUMBER = "number"

_MEANT = {
    "str": "string", "text": "string", "object": "string", "utf8": "string", "int": "int64", "integer": "int64",
    "float": "float64", "double": "float64", "number": "float64", "boolean": "bool", "datetime": "timestamp",
    "list": "list<string>",
}  # fmt: skip

_LARGEST = 2**63 - 1


class Range(NamedTuple):
    """Bounds, both inclusive; None: there is none on this side."""

    min_value: Any = None
    max_value: Any = None


class Contract(NamedTuple):
    """What is expected of one column.

    ``dtype`` is one of DTYPES, or None. Times are naive and in UTC. What is not declared is not checked, but that the
    column is there. ``mostly`` is the share of what each check could judge that must pass it.
    """

    column: str
    dtype: str | None = None
    required: bool = True
    nullable: bool = True
    unique: bool = False
    isin: tuple[Any, ...] | None = None
    in_range: Range | None = None
    str_matches: str | None = None
    str_length: Range | None = None
    mostly: float = 1.0
    severity: Severity = "error"

    @property
    def kind(self) -> str | None:
        """The declared dtype, else what the other checks are for; None where any type will do."""
        return self.dtype or _implied(self)

    def checks(self) -> list[ColumnCheck]:
        """Return what is checked, by code."""
        asked = {
            "required": self.required,
            "dtype": self.kind is not None,
            "nullable": not self.nullable,
            "unique": self.unique,
            **{
                key: getattr(self, key) is not None
                for key in ("isin", "in_range", "str_matches", "str_length")
            },
        }
        return [ColumnCheck(self, key) for key, wanted in asked.items() if wanted]


class ColumnCheck(NamedTuple):
    """One check of a contract; ``key`` is that of the contract."""

    contract: Contract
    key: str

    @property
    def code(self) -> str:
        """The code of its rule."""
        return CODES[self.key]

    @property
    def name(self) -> str:
        """What results and findings call it: "columns.url.unique"."""
        return f"columns.{self.contract.column}.{self.key}"


def contracts_of(suite: Suite) -> list[Contract]:
    """Return the contracts of a suite, in its order."""
    return [parse(column, given, f"columns.{column}") for column, given in suite.columns.items()]


def checks_of(suite: Suite) -> list[ColumnCheck]:
    """Return the checks of a suite's contracts that are selected, in its order."""
    every = [check for contract in contracts_of(suite) for check in contract.checks()]
    return [check for check in every if check.code not in suite.unselected]


def check_contracts(given: Mapping[str, Any], place: str) -> None:
    """Raise SuiteError, beginning with ``place``, where a contract of a suite file is not valid."""
    for column, contract in given.items():
        if not isinstance(contract, dict):
            raise SuiteError(f"{place}: columns.{column} must be a table: write [columns.{column}]")
        if not column.strip():
            raise SuiteError(f"{place}: columns: the name of a column is blank")
        pattern = parse(column, contract, f"{place}: columns.{column}").str_matches
        if pattern is not None:
            _check_pattern(pattern, f"{place}: columns.{column}.str_matches")


def parse(column: str, given: Mapping[str, Any], place: str) -> Contract:
    """Return a contract from what a suite declares of a column; SuiteError, beginning with ``place``, names what is wrong."""
    for key in given:
        if key not in _KEYS:
            raise SuiteError(
                f"{place}: unknown key '{key}'{rules.suggestion(key, list(_KEYS))} (known: {', '.join(_KEYS)})"
            )
    values: dict[str, Any] = {key: _flag(given[key], f"{place}.{key}") for key in ("required", "nullable", "unique") if key in given}  # fmt: skip
    if "dtype" in given:
        values["dtype"] = _dtype(given["dtype"], f"{place}.dtype")
    if "isin" in given:
        values["isin"] = _allowed(given["isin"], f"{place}.isin")
    if "in_range" in given:
        values["in_range"] = _range(given["in_range"], f"{place}.in_range")
    if "str_matches" in given and not isinstance(given["str_matches"], str):
        raise SuiteError(
            f"{place}.str_matches must be a regular expression, as a string, not {given['str_matches']!r}"
        )
    if "str_matches" in given:
        values["str_matches"] = given["str_matches"]
    if "str_length" in given:
        values["str_length"] = _length(given["str_length"], f"{place}.str_length")
    if "mostly" in given:
        values["mostly"] = _share(given["mostly"], f"{place}.mostly")
    if "severity" in given:
        if given["severity"] not in SEVERITIES:
            raise SuiteError(
                f"{place}.severity must be one of {', '.join(SEVERITIES)}, not {given['severity']!r}"
            )
        values["severity"] = given["severity"]
    contract = Contract(column, **values)
    _check_types(contract, place)
    return contract


# --- values -------------------------------------------------------------------------------------------------------


def _flag(value: Any, place: str) -> bool:
    if not isinstance(value, bool):
        raise SuiteError(f"{place} must be true or false, not {value!r}")
    return value


def _share(value: Any, place: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise SuiteError(f"{place} must be a share between 0 and 1, not {value!r}")
    return float(value)


def _dtype(value: Any, place: str) -> str:
    if value in DTYPES:
        return str(value)
    meant = _MEANT.get(value.lower()) if isinstance(value, str) else None
    hint = f"; did you mean '{meant}'?" if meant else rules.suggestion(str(value), list(DTYPES))
    raise SuiteError(f"{place}: there is no dtype {value!r}{hint} (known: {', '.join(DTYPES)})")


def _allowed(value: Any, place: str) -> tuple[Any, ...]:
    if not isinstance(value, list) or not value:
        raise SuiteError(f'{place} must be a list of values such as ["en", "fr"], not {value!r}')
    values = tuple(_scalar(one, place) for one in value)
    kinds = sorted({_kind_of(one) for one in values})
    if len(kinds) > 1:
        raise SuiteError(f"{place} mixes values of several types: {' and '.join(kinds)}")
    return values


def _range(value: Any, place: str) -> Range:
    bounds = _bounds(value, place)
    for bound in bounds:
        if bound is not None and _kind_of(_scalar(bound, place)) not in (NUMBER, "date", "timestamp"):
            raise SuiteError(f"{place}: {bound!r} is no bound: numbers, days and times are")
    low, high = (None if bound is None else _scalar(bound, place) for bound in bounds)
    if low is not None and high is not None:
        if _kind_of(low) != _kind_of(high):
            raise SuiteError(f"{place} mixes bounds of two types: {low!r} and {high!r}")
        if low > high:
            raise SuiteError(f"{place}: nothing is between {bounds[0]} and {bounds[1]}")
    return Range(low, high)


def _length(value: Any, place: str) -> Range:
    low, high = _bounds(value, place)
    for bound in (low, high):
        if bound is not None and (
            isinstance(bound, bool) or not isinstance(bound, int) or not 0 <= bound < 2**31
        ):
            raise SuiteError(f"{place} must be whole numbers of characters from 0 on, not {bound!r}")
    if low is not None and high is not None and low > high:
        raise SuiteError(f"{place}: no text has at least {low} and at most {high} characters")
    return Range(low, high)


def _bounds(value: Any, place: str) -> tuple[Any, Any]:
    """Return the two bounds of ``[low, high]``, or of a table where one may be left out."""
    if isinstance(value, list) and len(value) == 2:
        return value[0], value[1]
    if isinstance(value, dict) and value:
        for key in value:
            if key not in Range._fields:
                hint = rules.suggestion(key, list(Range._fields))
                raise SuiteError(f"{place}: unknown key '{key}'{hint} (known: {', '.join(Range._fields)})")
        return value.get("min_value"), value.get("max_value")
    raise SuiteError(
        f"{place} must be two bounds such as [1, 200], or a table such as {{ min_value = 1 }}, not {value!r}"
    )


def _scalar(value: Any, place: str) -> Any:
    """Return a value as checks compare it: times are naive and in UTC."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).replace(tzinfo=None) if value.tzinfo else value
    if isinstance(value, float) and not math.isfinite(value):
        raise SuiteError(f"{place}: {value} is no value to compare with")
    if isinstance(value, int) and abs(value) > _LARGEST:
        raise SuiteError(f"{place}: {value} is too large")
    if isinstance(value, str | bool | int | float | dt.date):
        return value
    raise SuiteError(
        f"{place}: {value!r} is no value of a column: texts, numbers, true, false, days and times are"
    )


def _kind_of(value: Any) -> str:
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int | float):
        return NUMBER
    if isinstance(value, str):
        return "string"
    return "timestamp" if isinstance(value, dt.datetime) else "date"


def _check_pattern(pattern: str, place: str) -> None:
    """Raise SuiteError for what RE2, the regular expressions of Arrow, or Python cannot use."""
    import re2

    options = re2.Options()
    options.log_errors = False
    try:
        re2.compile(pattern, options=options)
        re.compile(pattern)  # pandera itself does
    except (re2.error, re.error) as error:
        told = error.args[0].decode() if isinstance(error.args[0], bytes) else error.args[0]
        raise SuiteError(
            f"{place}: {pattern!r} is no regular expression that RE2 and Python can use: {told}"
        ) from None


# --- together -----------------------------------------------------------------------------------------------------


def _wanted(contract: Contract) -> dict[str, str]:
    """Return by check what type its values have."""
    wanted = {key: "string" for key in ("str_matches", "str_length") if getattr(contract, key) is not None}
    if contract.isin:
        wanted["isin"] = _kind_of(contract.isin[0])
    bounds = [bound for bound in contract.in_range or () if bound is not None]
    if bounds:
        wanted["in_range"] = _kind_of(bounds[0])
    return wanted


def _implied(contract: Contract) -> str | None:
    return next(iter(_wanted(contract).values()), None)


def _check_types(contract: Contract, place: str) -> None:
    """Raise SuiteError where checks are about values that the column cannot hold."""
    wanted = _wanted(contract)
    first = next(iter(wanted), None)
    for key, kind in wanted.items():
        if first is not None and kind != wanted[first]:
            raise SuiteError(
                f"{place}: {first} is about {_PLURAL[wanted[first]]} and {key} about {_PLURAL[kind]}: no column holds both"
            )
    if contract.dtype is None:
        return
    family = NUMBER if contract.dtype in (*INTEGERS, *FLOATS) else contract.dtype
    for key, kind in wanted.items():
        if kind == family:
            continue
        hint = (
            " (write the time, too: 2026-12-31T23:59:59Z)" if (kind, family) == ("date", "timestamp") else ""
        )
        raise SuiteError(f"{place}: {key} is about {_PLURAL[kind]}{hint}, and the dtype is {contract.dtype}")
    if contract.unique and contract.dtype == "list<string>":
        raise SuiteError(f"{place}: unique: lists are not compared")
    if contract.dtype in _INTEGERS:
        low, high = limits(contract.dtype)
        for value in contract.isin or ():
            if not isinstance(value, int) or not low <= value <= high:
                raise SuiteError(f"{place}.isin: {value} is no value of {contract.dtype}")


_PLURAL = {"string": "text", NUMBER: "numbers", "bool": "truth values", "date": "days", "timestamp": "times"}


def limits(dtype: str) -> tuple[int, int]:
    """Return the least and the largest value of an integer type."""
    sign, bits = _INTEGERS[dtype]
    return (0, 2**bits - 1) if sign else (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
