"""newsqa in pandera: a suite as a schema, with its contracts as columns and its rules as named checks.

    from newsqa import Suite

    schema = Suite.load("scrape").to_pandera("polars")
    schema.validate(frame, lazy=True)

All rules of a schema share one run of newsqa a validation. A check fails where the expectation is not met, with the rows
that fail; within the tolerance (``mostly``) it passes. Below the fail level it warns (pandera's SchemaWarning).
"""

from __future__ import annotations

import datetime as dt
import warnings
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, Literal, NamedTuple

from newsqa import api, rules
from newsqa.columns.contract import FLOATS, INTEGERS, ColumnCheck, Contract, checks_of, contracts_of
from newsqa.columns.schema import VALUE_KEYS, value_checks
from newsqa.errors import MissingExtraError, NewsqaError
from newsqa.integrations.frames import Frames, mask_of
from newsqa.rules.base import SEVERITIES, Severity
from newsqa.suite import Suite

Backend = Literal["pandas", "polars", "pyarrow"]
BACKENDS: tuple[Backend, ...] = ("pandas", "polars", "pyarrow")

# What of a contract pandera's own columns express as newsqa means it; the rest is checked by newsqa, as its rules are.
_NATIVE = ("required", "nullable", "isin", "in_range", "str_matches", "str_length")


class Settings(NamedTuple):
    """What a schema's rules are told: ``reference_time`` None is the time of each validation."""

    reference_time: dt.datetime | str | None = None
    timezone: str | None = None
    fields: Mapping[str, str] = {}
    fail_level: Severity = "warning"

    @property
    def counted(self) -> Sequence[Severity]:
        """The severities at and above the fail level."""
        return SEVERITIES[SEVERITIES.index(self.fail_level) :]


def to_schema(
    suite: Suite | str | Path,
    backend: Backend = "pandas",
    *,
    reference_time: dt.datetime | str | None = None,
    timezone: str | None = None,
    fields: Mapping[str, str] | None = None,
    fail_level: Severity = "warning",
) -> Any:
    """Return a suite as a DataFrameSchema of pandera; the arguments are those of `Suite.to_pandera`."""
    asked = _settings(reference_time, timezone, fields, fail_level)
    pandera, made = _module(backend), _made(suite, backend, asked)
    return _schema_class(pandera, backend)(
        made.columns(pandera), checks=made.checks(pandera), name=made.suite.name
    )


def to_model(
    suite: Suite | str | Path,
    backend: Backend = "pandas",
    *,
    reference_time: dt.datetime | str | None = None,
    timezone: str | None = None,
    fields: Mapping[str, str] | None = None,
    fail_level: Severity = "warning",
) -> Any:
    """Return a DataFrameModel of pandera to derive one's own from; the arguments are those of `Suite.to_pandera`.

    What a derived class declares stands beside the suite's columns and checks; a column that it declares is its own.
    """
    asked = _settings(reference_time, timezone, fields, fail_level)
    pandera, made = _module(backend), _made(suite, backend, asked)
    schema_class, base = _schema_class(pandera, backend), pandera.DataFrameModel

    class Articles(base):  # type: ignore[misc, valid-type]
        """Articles as a suite of newsqa expects them."""

        @classmethod
        def build_schema_(cls, **kwargs: Any) -> Any:
            own = super().build_schema_(**kwargs)
            columns = {**made.columns(pandera), **own.columns}
            return schema_class(columns, checks=[*own.checks, *made.checks(pandera)], **kwargs)

    return Articles


def to_yaml(suite: Suite | str | Path) -> str:
    """Return the columns of a suite as YAML that ``pandera.pandas.DataFrameSchema.from_yaml`` reads; see `left_out`.

    NewsqaError when pandas or PyYAML is not installed.
    """
    pandera, made = _module("pandas"), _made(suite, "pandas", Settings())
    try:
        import_module("yaml")  # pandera says less about it
    except ImportError:
        raise MissingExtraError("PyYAML", "pandas") from None
    schema = pandera.DataFrameSchema(made.columns(pandera), name=made.suite.name)
    return str(schema.to_yaml())


def left_out(suite: Suite | str | Path) -> list[str]:
    """Return the names of what YAML cannot carry: rules, and checks on columns that pandera has no words for."""
    made = _made(suite, "pandas", Settings())
    return [*(e.rule.name for e in made.suite.expectations), *(check.name for check in made.own)]


class _Made(NamedTuple):
    """A suite, divided: what pandera's columns express, and what newsqa checks (``own`` holds these contracts)."""

    suite: Suite
    backend: Backend
    settings: Settings
    contracts: Sequence[Contract]
    native: Mapping[str, set[str]]  # the keys of each contract that a column of pandera expresses
    frames: Frames

    @property
    def own(self) -> list[ColumnCheck]:
        """The checks on columns that newsqa does itself."""
        return checks_of(self.frames.suite)

    def columns(self, pandera: Any) -> dict[str, Any]:
        """Return the columns of pandera."""
        return {c.column: _column(c, self.native[c.column], pandera, self.backend) for c in self.contracts}

    def checks(self, pandera: Any) -> list[Any]:
        """Return the checks that newsqa does: each on the whole frame, named as the rule."""
        asked: list[tuple[str, str, Severity]] = [
            (e.rule.name, f"{e.rule.code} {e.rule.name}: {e.rule.summary}", e.severity)
            for e in self.frames.suite.expectations
        ]
        for check in self.own:
            told = f"{check.code} {check.name}: {rules.get(check.code).summary}"
            asked.append((check.name, told, check.contract.severity))
        return [
            pandera.Check(
                self._check(name, severity in self.settings.counted),
                name=name,
                description=told,
                ignore_na=False,  # a row of nulls only is an article without a body
            )
            for name, told, severity in asked
        ]

    def _check(self, name: str, counts: bool) -> Callable[[Any], Any]:
        """Return the check of a rule; one that does not count warns in few words: pandera's warning holds whole articles."""

        def check(data: Any) -> Any:
            frame = (
                data
                if self.backend == "pandas"
                else data.lazyframe
                if self.backend == "polars"
                else data.table
            )
            failing = self.frames.failing(frame, name)
            if counts or failing.met:
                return mask_of(failing, frame, self.backend)
            from pandera.errors import SchemaWarning

            warnings.warn(failing.told, SchemaWarning, stacklevel=2)
            return True

        return check


def _made(suite: Suite | str | Path, backend: Backend, settings: Settings) -> _Made:
    given = suite if isinstance(suite, Suite) else Suite.load(suite)
    chosen = api.choose(given, None, (), (), preview=False, timezone=settings.timezone)
    contracts = contracts_of(chosen) if chosen.has_contracts else []
    native = {c.column: _native(c, backend, chosen.unselected, settings.counted) for c in contracts}
    left = {c.column: _without(chosen.columns[c.column], native[c.column]) for c in contracts}
    own = chosen._replace(columns=left)
    frames = Frames(own, backend, settings.reference_time, {**chosen.fields, **settings.fields})
    return _Made(chosen, backend, settings, contracts, native, frames)


def _native(
    contract: Contract, backend: Backend, unselected: frozenset[str], counted: Sequence[Severity]
) -> set[str]:
    """Return the keys of a contract that a column of pandera expresses with the same meaning.

    pandera has no tolerance for columns, all that fails there is an error, it takes nulls for duplicates of each other, and compares times only
    with times of the same zone.
    """
    if contract.mostly < 1 or contract.severity not in counted:
        return set()
    asked = {check.key for check in contract.checks() if check.code not in unselected}
    native = asked & set(_NATIVE)
    if contract.kind in ("date", "timestamp"):
        native -= {"isin", "in_range"}
    if "unique" in asked and not contract.nullable and "nullable" in asked:
        native.add("unique")
    if contract.dtype and _dtype(contract.dtype, backend) is not None and "dtype" in asked:
        native.add("dtype")
    return native


def _without(given: Mapping[str, Any], native: set[str]) -> dict[str, Any]:
    """Return what is left of a contract for newsqa itself to check."""
    left = {key: value for key, value in given.items() if key not in native}
    return left | {"required": False} if "required" in native else left


def _column(contract: Contract, native: set[str], pandera: Any, backend: Backend) -> Any:
    dropped: dict[str, Any] = dict.fromkeys(set(VALUE_KEYS) - native)
    told = contract._replace(**dropped)
    return pandera.Column(
        _dtype(contract.dtype, backend) if contract.dtype and "dtype" in native else None,
        checks=value_checks(told, pandera.Check),
        nullable="nullable" not in native,
        unique="unique" in native,
        required="required" in native,
    )


def _dtype(name: str, backend: Backend) -> Any:
    """Return a dtype as a backend of pandera takes it; None where it has none that means the same."""
    if backend == "pandas":
        return name if name in (*INTEGERS, *FLOATS, "bool") else str if name == "string" else None
    if backend == "polars":
        import polars as pl

        if name == "timestamp":
            return None  # a unit and a zone belong to it there
        named = {"string": pl.String, "bool": pl.Boolean, "date": pl.Date}
        numbers = name.replace("uint", "UInt").replace("float", "Float").replace("int", "Int")
        if name == "list<string>":
            return pl.List(pl.String)
        return named.get(name) or getattr(pl, numbers)
    import narwhals.stable.v1 as nw
    import pyarrow as pa

    known: dict[str, Any] = {
        "timestamp": nw.Datetime,
        "date": pa.date32(),
        "list<string>": pa.list_(pa.string()),
        "bool": pa.bool_(),
    }
    return known.get(name) or getattr(pa, name)()


def _module(backend: str) -> Any:
    if backend not in BACKENDS:
        hint = rules.suggestion(str(backend), list(BACKENDS))
        raise NewsqaError(f"pandera checks frames of {', '.join(BACKENDS)}, not of '{backend}'{hint}")
    try:
        import_module("narwhals" if backend == "pyarrow" else backend)
        return import_module(f"pandera.{backend}")
    except ImportError:
        if backend == "pyarrow":  # comes with newsqa
            raise NewsqaError('narwhals is not installed: pip install "pandera[pyarrow]>=0.33"') from None
        raise MissingExtraError(backend, backend) from None


def _schema_class(pandera: Any, backend: Backend) -> Any:
    """Return the class of schemas; that of polars checks the data of a LazyFrame, too, not its column types only."""
    if backend != "polars":
        return pandera.DataFrameSchema
    from pandera.config import ValidationDepth, config_context

    base = pandera.DataFrameSchema

    class ArticleSchema(base):  # type: ignore[misc, valid-type]
        """A schema whose checks look at the data of LazyFrames."""

        @classmethod
        def get_backend(cls, check_obj: Any = None, check_type: Any = None) -> Any:
            return base.get_backend(check_obj, check_type)

        def validate(self, *args: Any, **kwargs: Any) -> Any:
            with config_context(validation_depth=ValidationDepth.SCHEMA_AND_DATA):
                return super().validate(*args, **kwargs)

    return ArticleSchema


def _settings(
    reference_time: dt.datetime | str | None,
    timezone: str | None,
    fields: Mapping[str, str] | None,
    fail_level: Severity,
) -> Settings:
    if fail_level not in SEVERITIES:
        raise NewsqaError(f"fail_level must be one of {', '.join(SEVERITIES)}, not '{fail_level}'")
    if reference_time is not None:
        reference_time = api.as_time(reference_time)
    return Settings(reference_time, timezone, dict(fields or {}), fail_level)
