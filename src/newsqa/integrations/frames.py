"""Data frames checked by newsqa, once for all the checks of a schema."""

from __future__ import annotations

import datetime as dt
import threading
import warnings
import weakref
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from newsqa import api
from newsqa.engine import run
from newsqa.errors import InputError, NewsqaError
from newsqa.outcome import Outcome
from newsqa.readers.fields import FieldMap
from newsqa.source import Source
from newsqa.suite import Suite

Rows = NDArray[np.int64]


class NotEvaluatedWarning(UserWarning):
    """Rules could not judge any article: their checks pass, and prove nothing."""


class Failing(NamedTuple):
    """Whether a check is met, the rows that fail it, counting from 0, and in words how many do, or why none could be judged."""

    met: bool
    rows: Rows
    told: str


class Frames:
    """Checks frames against a suite, and remembers what it found until each check of a validation has asked for it.

    A frame may be changed in place and validated again: a check that asks a second time begins a new run. Threads have
    runs of their own.
    """

    def __init__(
        self, suite: Suite, backend: str, reference_time: dt.datetime | str | None, fields: Mapping[str, str]
    ) -> None:
        self.suite = suite
        self._backend = backend
        self._reference_time = reference_time
        self._fields = dict(fields)
        self._local = threading.local()

    def failing(self, frame: Any, name: str) -> Failing:
        """Return what fails a rule, or a check on a column; NewsqaError where that could not be checked."""
        local = self._local
        known = getattr(local, "frame", None)
        if known is None or known() is not frame or name in local.asked:
            local.found, local.asked = self._run(frame), set()
            local.frame = weakref.ref(frame)
        local.asked.add(name)
        found = local.found
        if isinstance(found, NewsqaError):
            raise found
        if isinstance(found[name], str):
            raise NewsqaError(f"{name}: {found[name]}")
        failing: Failing = found[name]
        return failing

    def _run(self, frame: Any) -> dict[str, Failing | str] | NewsqaError:
        """Return what fails by check, or why a check broke; the error where the frame cannot be read at all."""
        try:
            table = as_arrow(frame, self._backend, FieldMap.of(self._fields, self.suite.columns))
            source = Source(table, self._fields, contracts=self.suite.columns)
            outcome = run(source.jobs(), self.suite, api.context_of(self.suite, self._reference_time))
        except NewsqaError as error:
            return error
        return _found(outcome)


def _found(outcome: Outcome) -> dict[str, Failing | str]:
    names, numbers = _failing(outcome)
    found: dict[str, Failing | str] = {}
    idle = []
    for row in outcome.results().to_pylist():
        name, rows = row["rule"], np.unique(numbers[(names == row["rule"]) & (numbers >= 0)])
        tally = outcome.tallies[name if name in outcome.tallies else row["code"]]
        if tally.crash:
            found[name] = tally.crash
            continue
        if row["status"] == "not-evaluated":
            idle.append(f"{row['code']} {name} ({row['reason']})")
        met = row["status"] not in ("warn", "fail")
        found[name] = Failing(met, rows, f"{row['code']} {name}: {row['reason']}")
    if not outcome.articles:
        idle = ["the frame has no articles"]
    if idle:
        warnings.warn(f"could not be judged: {'; '.join(idle)}", NotEvaluatedWarning, stacklevel=2)
    return found


def _failing(outcome: Outcome) -> tuple[NDArray[Any], Rows]:
    """Return, a finding, the name of its rule and the row."""
    names = [name for table in outcome.findings for name in table.column("rule").to_pylist()]
    return np.array(names, object), outcome.failing()


def as_arrow(frame: Any, backend: str, fields: FieldMap) -> pa.Table:
    """Return the columns of a frame that are read, as Arrow: others may hold what it has no type for."""
    if backend == "pyarrow":
        table: pa.Table = frame
        return table
    names = frame.collect_schema().names() if backend == "polars" else [str(name) for name in frame.columns]
    found = fields.match(names)
    paths = [*found.values(), *fields.contracted(names, found).values()]
    needed = list(dict.fromkeys(path[0] for path in paths))
    if not needed:
        fields.require("the frame", names, found)
    if backend == "polars":
        arrow_table: pa.Table = frame.select(needed).collect().to_arrow()
        return arrow_table
    columns = {}
    for name in needed:
        try:
            columns[name] = pa.array(frame.iloc[:, names.index(name)], from_pandas=True)
        except (pa.ArrowException, TypeError) as error:
            raise InputError(f"the column '{name}' of the frame cannot be read: {error}") from None
    return pa.table(columns)


def mask_of(failing: Failing, frame: Any, backend: str) -> Any:
    """Return what a check of pandera returns: whether all is well, or which rows are."""
    if not failing.met and not len(failing.rows) and backend == "polars":
        # pandera cannot put a plain "no" beside rows of polars: an error is what it reports all the same.
        raise NewsqaError(f"{failing.told}; no single row fails it")
    if failing.met or not len(failing.rows):
        return failing.met
    if backend == "pandas":
        import pandas as pd

        if frame.index[failing.rows].has_duplicates:
            return False  # pandera breaks when failing rows have the same label
        return pd.Series(_good(failing.rows, len(frame)), index=frame.index)
    if backend == "polars":
        import polars as pl

        size = frame.select(pl.len()).collect().item()
        return frame.select(pl.Series("good", _good(failing.rows, size)))
    return pa.array(_good(failing.rows, frame.num_rows))


def _good(rows: Rows, size: int) -> NDArray[np.bool_]:
    good = np.ones(size, bool)
    good[rows] = False
    return good
