"""The report of a run: verdict, results, findings, and the articles, facts and blocks behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from newsqa import arrow, schema
from newsqa._version import __version__
from newsqa.errors import ValidationError
from newsqa.outcome import Outcome
from newsqa.picking import filtered
from newsqa.rules.base import SEVERITIES, Severity
from newsqa.snippets import Snippet
from newsqa.source import Source
from newsqa.suite import Suite
from newsqa.view import Context, View

_SNIPPET = ["snippet", "snippet_start", "snippet_length"]
_NO_TEXT = pa.schema([f for f in schema.ARTICLES if f.name != "text"])


class Report:
    """What a run found.

    Tables that need the articles again (``articles``, ``facts``, ``blocks``, ``passed()``, ``failed()``) read the input
    a second time when they are first asked for.
    """

    def __init__(
        self, outcome: Outcome, source: Source, context: Context, fail_level: Severity = "warning"
    ) -> None:
        self._outcome = outcome
        self._source = source
        self._context = context
        self.fail_level: Severity = fail_level

    @property
    def suite(self) -> Suite:
        """The suite the articles were checked against."""
        return self._outcome.suite

    @property
    def ok(self) -> bool:
        """Whether every expectation at or above the fail level was met, and no rule broke."""
        return not self.unmet.num_rows and not self.broken

    @property
    def article_count(self) -> int:
        """How many articles were checked."""
        return self._outcome.articles

    @property
    def notes(self) -> tuple[str, ...]:
        """Remarks on the input that are no findings, such as a detected encoding."""
        return tuple(self._outcome.notes)

    @cached_property
    def results(self) -> pa.Table:
        """One row an expectation: the schema RESULTS."""
        return self._outcome.results()

    @cached_property
    def findings(self) -> pa.Table:
        """One row a finding, by article and place: the schema FINDINGS."""
        return pa.concat_tables([arrow.table([], schema.FINDINGS), *self._outcome.findings])

    @cached_property
    def by_source(self) -> pa.Table | None:
        """One row a source of articles and rule: the schema BY_SOURCE. None where the run did not count by source."""
        return self._outcome.by_source()

    @property
    def snippets(self) -> Iterator[Snippet | None]:
        """The line of text each finding stands in, for people; None where it is about the article as a whole."""
        for table, _ in self._outcome.found():
            columns = table.select(_SNIPPET).to_pydict().values()
            for line, start, length in zip(*columns, strict=True):
                yield None if line is None else (line, start, length)

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
        crashes = [
            f"{e.rule.name}: {t.crash}"
            for e in self.suite.expectations
            if (t := self._tally(e.rule.code)).crash
        ]
        return crashes + self._outcome.failures

    def _tally(self, code: str):  # type: ignore[no-untyped-def]
        return self._outcome.tallies[code]

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
        """Return the version, the verdict, the counts and the results, as formats for machines write them."""
        return {
            "newsqa": __version__,
            "suite": self.suite.name,
            "ok": self.ok,
            "articles": self.article_count,
            "results": self.results.to_pylist(),
            "notes": list(self.notes),
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
        numbers = self._outcome.failing().tolist()
        for number, severity, code, rule, message in zip(numbers, *columns.values(), strict=True):
            if number >= 0 and severity in counted:
                reasons.setdefault(number, []).append(f"{code} {rule}: {message}")
        return reasons

    def write(self, path: str | Path, format: str | None = None) -> None:
        """Write the report to a file, in a format by name or by the file's suffix; the file appears whole or not at all.

        NewsqaError when the format is not known.
        """
        from newsqa import reporters

        name = format or reporters.format_of(Path(path))
        reporters.write(self, Path(path), name)

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
