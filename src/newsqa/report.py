"""The report of a run: verdict, results, findings, and the articles, facts and blocks behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from newsqa import arrow, schema
from newsqa._version import __version__
from newsqa.errors import NewsqaError, ValidationError
from newsqa.outcome import Outcome
from newsqa.picking import filtered
from newsqa.readers.batch import Batch
from newsqa.rules.base import SEVERITIES, Severity
from newsqa.snippets import Snippet
from newsqa.source import Source
from newsqa.suite import Suite
from newsqa.view import Context, View

if TYPE_CHECKING:
    from great_expectations.core import ExpectationSuiteValidationResult

    from newsqa.baseline import Baseline
    from newsqa.history import History
    from newsqa.noting import Compared

_NO_TEXT = pa.schema([f for f in schema.ARTICLES if f.name != "text"])


class Contents(Protocol):
    """What a report says: what a run has found (`Outcome`), or what a file keeps of one (`newsqa.stored.Stored`)."""

    suite: Suite
    complete: bool
    articles: int
    notes: list[str]
    failures: list[str]

    @property
    def broken(self) -> list[str]:
        """What stopped a rule or the reading of a whole file."""

    @property
    def findings(self) -> list[pa.Table]:
        """The findings in the order of the input: the schema FINDINGS."""

    def results(self) -> pa.Table:
        """Return one row an expectation: RESULTS."""

    def by_source(self) -> pa.Table | None:
        """Return the counts by source: BY_SOURCE; None where nobody counted."""

    def compared(self, source: Source) -> Compared | None:
        """Return how the findings compare with the baseline; None without one."""

    def snippets(self) -> Iterator[Snippet | None]:
        """Yield the line of text each finding stands in; None where it is about the article as a whole."""

    def failing(self) -> NDArray[np.int64]:
        """Return, a finding, the number of its article in the input (from 0); -1 for input that could not be read."""


class Report:
    """What a run found.

    Tables that need the articles again (``articles``, ``facts``, ``blocks``, ``passed()``, ``failed()``) read the input
    a second time when they are first asked for.
    """

    def __init__(
        self, contents: Contents, source: Source, context: Context, fail_level: Severity = "warning"
    ) -> None:
        self._contents = contents
        self._source = source
        self._context = context
        self.fail_level: Severity = fail_level
        self.history: History | None = None  # with this run as its latest, where the run was added to one

    @classmethod
    def load(cls, path: str | Path) -> Report:
        """Read a report that `write` or ``newsqa check`` stored: .json, .parquet, or a dataset (a folder).

        Results, findings and verdict are those of the file. Tables that need the articles read them again where they
        were then, counted from the working directory: InputError when they are not there, or are others by now.
        NewsqaError when the file is damaged, or was not written by newsqa.
        """
        from newsqa import stored

        loaded = stored.load(Path(path))
        report = cls(loaded.contents, loaded.source, loaded.context, loaded.fail_level)
        report.history = loaded.history
        return report

    @property
    def suite(self) -> Suite:
        """The suite the articles were checked against; of a stored report its name, rules, tolerances and options."""
        return self._contents.suite

    @property
    def ok(self) -> bool:
        """Whether every expectation at or above the fail level was met, and no rule broke."""
        return not self.unmet.num_rows and not self.broken

    @property
    def article_count(self) -> int:
        """How many articles were checked."""
        return self._contents.articles

    @property
    def notes(self) -> tuple[str, ...]:
        """Remarks on the input that are no findings, such as a detected encoding."""
        return tuple(self._contents.notes)

    @property
    def complete(self) -> bool:
        """Whether the run came to its end: not where it was stopped from outside."""
        return self._contents.complete

    def remark(self, remark: str, *, failure: bool = False) -> None:
        """Add a remark on the run; with ``failure`` something that could not be done: the report is then not ok."""
        (self._contents.failures if failure else self._contents.notes).append(remark)

    @cached_property
    def results(self) -> pa.Table:
        """One row an expectation: the schema RESULTS."""
        return self._contents.results()

    @cached_property
    def findings(self) -> pa.Table:
        """One row a finding, by article and place: the schema FINDINGS."""
        return pa.concat_tables([arrow.table([], schema.FINDINGS), *self._contents.findings])

    @cached_property
    def by_source(self) -> pa.Table | None:
        """One row a source of articles and rule: the schema BY_SOURCE. None where the run did not count by source."""
        return self._contents.by_source()

    @cached_property
    def baseline(self) -> Compared | None:
        """How the findings compare with the baseline, whose findings are left out; None without one.

        To tell what is fixed, the files are listed again, and of a table the ids are read again.
        """
        return self._contents.compared(self._source)

    def baseline_after(self, action: Literal["update", "prune"]) -> Baseline:
        """Return what becomes of the run's baseline after it; NewsqaError for a run without one."""
        from newsqa.noting import after

        run = self._run()
        if run.known is None:
            raise NewsqaError("the run had no baseline")
        return after(action, run.known, run, self._source)

    def write_baseline(self, path: str | Path) -> None:
        """Note the findings in a new baseline; NewsqaError where the file is there already, or cannot be written."""
        from newsqa.noting import create

        create(Path(path), self._run(), self._source).save()

    def _run(self) -> Outcome:
        if isinstance(self._contents, Outcome):
            return self._contents
        raise NewsqaError("a stored report does not tell what a baseline needs: check the articles again")

    @property
    def snippets(self) -> Iterator[Snippet | None]:
        """The line of text each finding stands in, for people; None where it is about the article as a whole."""
        return self._contents.snippets()

    @property
    def numbers(self) -> NDArray[np.int64]:
        """The number of each finding's article in the input, from 0; -1 for input that could not be read."""
        return self._contents.failing()

    @property
    def context(self) -> Context:
        """What the rules were told: the reference time above all."""
        return self._context

    def batches(self) -> Iterator[Batch]:
        """Read the articles again, in the order of `numbers`; InputError when the input is gone."""
        return self._source.batches()

    @property
    def unmet(self) -> pa.Table:
        """The results at or above the fail level that are "warn" or "fail"."""
        counted = SEVERITIES[SEVERITIES.index(self.fail_level) :]
        rows = self.results.to_pylist()
        unmet = [row for row in rows if row["status"] in ("warn", "fail") and row["severity"] in counted]
        return arrow.table(unmet, schema.RESULTS)

    @property
    def broken(self) -> list[str]:
        """What stopped a rule or the reading of a whole file: the run is not complete."""
        return self._contents.broken

    @cached_property
    def articles(self) -> pa.Table:
        """The articles without their text."""
        batches = [batch.articles.select(_NO_TEXT.names) for batch in self._source.batches()]
        return pa.Table.from_batches(batches, schema=_NO_TEXT)

    @cached_property
    def facts(self) -> pa.Table:
        """One row an article, what it says of itself: the schema FACTS."""
        from newsqa.facts_table import facts_table

        return pa.concat_tables(
            [arrow.table([], schema.FACTS), *(facts_table(view) for view in self._views())]
        )

    @cached_property
    def blocks(self) -> pa.Table:
        """One row a block of text, with its role: the schema BLOCKS."""
        from newsqa.facts_table import blocks_table

        tables = [blocks_table(view) for view in self._views()]
        return pa.concat_tables([arrow.table([], schema.BLOCKS), *tables]).unify_dictionaries()

    def _views(self) -> Iterator[View]:
        return (View(batch, self._context) for batch in self._source.batches())

    def summary(self) -> dict[str, Any]:
        """Return all but the findings as a JSON object: version, verdict, counts, results, and what `load` needs besides."""
        from newsqa.keeping import details

        return {
            "newsqa": __version__,
            "suite": self.suite.name,
            "ok": self.ok,
            "fail_level": self.fail_level,
            "complete": self.complete,
            "articles": self.article_count,
            **({"baseline": self.baseline._asdict()} if self.baseline else {}),
            "results": self.results.to_pylist(),
            "broken": self.broken,
            "notes": list(self.notes),
            **details(self, self._source),
        }

    def passed(self) -> pa.Table:
        """Return the input rows without a finding at or above the fail level; for files, rows of ARTICLES."""
        rows = self._source.rows()
        return filtered(rows, _mask(rows.num_rows, self._reasons(), False))

    def failed(self) -> pa.Table:
        """Return the other input rows, with a column ``reasons`` (list<string>): the rules and messages of each."""
        rows, reasons = self._source.rows(), self._reasons()
        order = sorted(reasons)
        column = arrow.array([reasons[i] for i in order], pa.list_(pa.string()))
        return filtered(rows, _mask(rows.num_rows, order, True)).append_column("reasons", column)

    def _reasons(self) -> dict[int, list[str]]:
        """By number of the article in the input: why it failed."""
        counted = SEVERITIES[SEVERITIES.index(self.fail_level) :]
        reasons: dict[int, list[str]] = {}
        columns = self.findings.select(["severity", "code", "rule", "message"]).to_pydict()
        numbers = self._contents.failing().tolist()
        for number, severity, code, rule, message in zip(numbers, *columns.values(), strict=True):
            if number >= 0 and severity in counted:
                reasons.setdefault(number, []).append(f"{code} {rule}: {message}")
        return reasons

    def write(self, path: str | Path, format: str | None = None, *, lang: str = "en") -> None:
        """Write the report to a file, in a format by name or by the file's suffix; the file appears whole or not at all.

        A name that ends in / is a dataset: a folder of Parquet files.

        ``lang`` is the language of the HTML page, "en" or "fr". NewsqaError when the format or the language is not known.
        """
        from newsqa import reporters

        name = format or reporters.format_of(path)
        reporters.write(self, Path(path), name, lang=lang)

    def to_gx(self) -> ExpectationSuiteValidationResult:
        """Return the report as a validation result of Great Expectations, with the ids of what failed.

        What was not evaluated is no success there. NewsqaError when Great Expectations is not installed.
        """
        from newsqa import gx

        return gx.to_result(self)

    def raise_for_status(self) -> None:
        """Raise ValidationError with a short summary unless ``ok``."""
        if self.ok:
            return
        lines = [
            f"{row['code']} {row['rule']}: {row['failed']} of {row['evaluated']} articles"
            for row in self.unmet.to_pylist()
        ]
        raise ValidationError("; ".join([*self.broken, *lines]))

    def __repr__(self) -> str:
        verdict = "ok" if self.ok else "not ok"
        return f"<Report {verdict}: {self.article_count} articles, {self.findings.num_rows} findings, suite {self.suite.name}>"


def _mask(size: int, numbers: Iterable[int], value: bool) -> pa.BooleanArray:
    """Return booleans that have the value at the given places and the other one elsewhere."""
    mask = np.full(size, not value)
    mask[np.fromiter(numbers, np.int64)] = value
    return arrow.from_numpy(mask, pa.bool_())
