"""The files of a history: one Parquet file a run, written once and never touched again.

A file's name says what is needed to choose it without opening it, and sorts by time: the run's time (UTC), when it was
added, the beginning of the digest, whether all was well, and what makes the name unique.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa

from newsqa import arrow
from newsqa.errors import NewsqaError
from newsqa.files import replacing
from newsqa.suite import Suite

FORMAT = 1
_KEY = b"newsqa-history"

_TIME = pa.timestamp("us", tz="UTC")
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)

# One row an expectation (``source`` null), then one a source and rule (``source`` "" where it is not known, ``status``
# null). The first eight columns are the same in all rows of a file.
SCHEMA = pa.schema(
    [
        pa.field("run", pa.string(), nullable=False),
        pa.field("time", _TIME, nullable=False),
        pa.field("recorded", _TIME, nullable=False),
        pa.field("version", pa.string(), nullable=False),
        pa.field("suite", pa.string(), nullable=False),
        pa.field("digest", pa.string(), nullable=False),
        pa.field("ok", pa.bool_(), nullable=False),
        pa.field("articles", pa.int64(), nullable=False),
        pa.field("rule", pa.string(), nullable=False),
        pa.field("code", pa.string(), nullable=False),
        pa.field("source", pa.string()),
        pa.field("evaluated", pa.int64(), nullable=False),
        pa.field("failed", pa.int64(), nullable=False),
        pa.field("status", pa.string()),
    ],
    metadata={_KEY: str(FORMAT)},
)

_OF_RUN, _COUNTED = SCHEMA.names[:8], SCHEMA.names[8:]
_WORDS = ["rule", "code", "source", "status"]

_NAME = re.compile(r"(\d{8}T\d{6}Z)-(\d{8}T\d{12}Z)-([0-9a-f]{8})-(ok|not_ok)-([0-9a-f]{12})\.parquet")
_SHOWN = 3  # files that are not newsqa's, by name; more are counted


class Run(NamedTuple):
    """One run.

    ``time`` is its reference time, ``recorded`` when it was added, both in UTC; ``suite`` the suite's name, ``digest`` that
    of `suite_digest`; ``ok`` the verdict.
    """

    id: str
    time: dt.datetime
    recorded: dt.datetime
    version: str
    suite: str
    digest: str
    ok: bool
    articles: int

    @property
    def file(self) -> str:
        """The name of the run's file."""
        stamps = f"{self.time:%Y%m%dT%H%M%SZ}-{self.recorded:%Y%m%dT%H%M%S%fZ}"
        return f"{stamps}-{self.digest[:8]}-{'ok' if self.ok else 'not_ok'}-{self.id}.parquet"


def new_run(time: dt.datetime, version: str, suite: Suite, *, baseline: bool, ok: bool, articles: int) -> Run:
    """Return a run with an id of its own, added now; ``time`` is aware."""
    now, digest = dt.datetime.now(dt.UTC), suite_digest(suite, baseline=baseline)
    return Run(uuid.uuid4().hex[:12], time.astimezone(dt.UTC), now, version, suite.name, digest, ok, articles)


def suite_digest(suite: Suite, *, baseline: bool) -> str:
    """Return a digest of what makes runs comparable: rules, options, severities and tolerances, and what rules are told."""
    rules = [(e.rule.code, e.severity, e.mostly, repr(e.options)) for e in suite.expectations]
    said = [rules, suite.timezone, suite.phrases, dict(suite.columns), baseline]
    return hashlib.sha256(json.dumps(said, default=str).encode()).hexdigest()


def table(run: Run, results: pa.Table, by_source: pa.Table | None) -> pa.Table:
    """Return a run as the table of its file: the counts of RESULTS, then those of BY_SOURCE."""
    parts = [_rows(run, results, pa.nulls(results.num_rows, pa.string()), results.column("status"))]
    if by_source is not None and by_source.column("source").null_count < by_source.num_rows:
        sources = by_source.column("source").fill_null(arrow.constant(""))
        parts.append(_rows(run, by_source, sources, pa.nulls(by_source.num_rows, pa.string())))
    return pa.concat_tables(parts)


def _rows(run: Run, counts: pa.Table, source: pa.Array, status: pa.Array) -> pa.Table:
    size = counts.num_rows
    same = [run.id, run.time, run.recorded, run.version, run.suite, run.digest, run.ok, run.articles]
    columns = [_constant(value, SCHEMA.field(i).type, size) for i, value in enumerate(same)]
    rule, code, evaluated, failed = (counts.column(n) for n in ("rule", "code", "evaluated", "failed"))
    return pa.Table.from_arrays([*columns, rule, code, source, evaluated, failed, status], schema=SCHEMA)


def _constant(value: Any, type: pa.DataType, size: int) -> pa.Array:
    if pa.types.is_boolean(type):
        import numpy as np

        return arrow.from_numpy(np.full(size, value), type)
    return pa.repeat(arrow.array([value], type)[0], size)


def write(folder: Path, run: Run, rows: pa.Table) -> None:
    """Add a run's file to a folder, which is made where it is not there; NewsqaError where that cannot be done."""
    import pyarrow.parquet as pq

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NewsqaError(f"{folder}: cannot be made: {error.strerror}") from None
    with replacing(folder / run.file) as file:
        pq.write_table(rows, file, compression="zstd")


class Listed(NamedTuple):
    """What the name of a run's file says; ``name`` sorts by time."""

    name: str
    digest: str
    ok: bool
    id: str


class Folder:
    """The folder of a history; ``warnings`` name the files in it that are not newsqa's, and those that cannot be read.

    NewsqaError when it is not there, no folder, or cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.warnings: list[str] = []
        self._read: dict[str, tuple[Run, pa.Table]] = {}
        try:
            names = sorted(entry.name for entry in path.iterdir() if not entry.name.startswith("."))
        except OSError as error:
            raise NewsqaError(f"{path}: no history can be read there: {error.strerror}") from None
        matches = [(name, _NAME.fullmatch(name)) for name in names]
        self._listed = [
            Listed(name, found[3], found[4] == "ok", found[5]) for name, found in matches if found
        ]
        self._warn_of([name for name, found in matches if not found])

    def chosen(self, last: int, until: str | None) -> tuple[list[Run], Run | None, int]:
        """Return the last comparable runs, the last green one before the latest, and how many are not comparable.

        The latest is ``until``, or the last that can be read.
        """
        if last < 1:
            raise NewsqaError(f"at least one run must be shown, not {last}")
        listed = self._until(until)
        while listed and self._run(listed[-1]) is None:
            listed.pop()
        if not listed:
            return [], None, 0
        same = [one for one in listed if one.digest == listed[-1].digest]
        runs = [run for one in same[-last:] if (run := self._run(one))]
        green = (run for one in reversed(same[:-1]) if one.ok and (run := self._run(one)))
        return runs, next(green, None), len(listed) - len(same)

    def rows(self, run: Run) -> pa.Table:
        """Return the counts of a run that was chosen: the columns of SCHEMA from ``rule`` on."""
        return self._read[run.id][1]

    def totals(self, run: Run) -> list[dict[str, Any]]:
        """Return the counts of all articles of a run that was chosen."""
        rows = self.rows(run)
        found: list[dict[str, Any]] = rows.filter(rows.column("source").is_null()).to_pylist()
        return found

    def _until(self, until: str | None) -> list[Listed]:
        if until is None:
            return list(self._listed)
        for at, one in enumerate(self._listed):
            if one.id == until:
                return self._listed[: at + 1]
        raise NewsqaError(f"{self.path}: there is no run {until}")

    def _run(self, listed: Listed) -> Run | None:
        """Return a run, with its table read; None, and a warning, where its file cannot be read."""
        if listed.id not in self._read:
            path = self.path / listed.name
            try:
                self._read[listed.id] = _read(path)
            except (OSError, ValueError, KeyError, pa.ArrowException) as error:
                self._listed = [one for one in self._listed if one != listed]
                self.warnings.append(f"{path} is damaged and left out: {' '.join(str(error).split())[:200]}")
                return None
        return self._read[listed.id][0]

    def _warn_of(self, foreign: Sequence[str]) -> None:
        if not foreign:
            return
        named = ", ".join(foreign[:_SHOWN])
        more = f" and {len(foreign) - _SHOWN} more" if len(foreign) > _SHOWN else ""
        self.warnings.append(f"{self.path} holds files that are not of a history, left out: {named}{more}")


def _read(path: Path) -> tuple[Run, pa.Table]:
    """Read a run's file; ValueError, KeyError, OSError or an exception of Arrow when it is not whole, or not newsqa's."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(path, read_dictionary=_WORDS) as file:
        told = (file.schema_arrow.metadata or {}).get(_KEY, b"")
        if not told.isdigit():
            raise ValueError("it is no history of newsqa")
        if int(told) > FORMAT:
            raise ValueError("a later version of newsqa wrote it")
        first = next(file.iter_batches(batch_size=1, columns=_OF_RUN, use_threads=False), None)
        if first is None:
            raise ValueError("it has no rows")
        rows = file.read(columns=_COUNTED, use_threads=False).select(_COUNTED)
    return Run(*(_value(first.column(name)) for name in _OF_RUN)), rows


def _value(column: pa.Array) -> Any:
    if column.type != _TIME:
        return column[0].as_py()
    # Not with Arrow, which imports pandas for that.
    return _EPOCH + dt.timedelta(microseconds=column.cast(pa.int64())[0].as_py())
