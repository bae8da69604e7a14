"""Outcomes: the parts of a run put together, in order; the verdict is a suite's."""

from __future__ import annotations

import os
import weakref
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from newsqa import arrow, schema
from newsqa.by_source import NAME as BY_SOURCE
from newsqa.by_source import SourceCounts, without
from newsqa.part import Part, Tally
from newsqa.rules.base import SEVERITIES, Rule
from newsqa.suite import Expectation, Suite

if TYPE_CHECKING:
    from newsqa.columns.contract import ColumnCheck, Contract
    from newsqa.known import Cleared, Known
    from newsqa.noting import Compared
    from newsqa.snippets import Snippet
    from newsqa.source import Source

# Findings above this many bytes wait in a temporary file: a million articles have some three million of them.
_HELD_BYTES = 128 << 20

_SNIPPET = ["snippet", "snippet_start", "snippet_length"]


class Outcome:
    """What a run has found so far; what a baseline knows (``known``) is left out.

    ``complete`` is false when the work was stopped before its end. ``notes`` are remarks on the input, ``failures`` say what could not be done: above all, which files could not be read to
    their end.
    """

    def __init__(self, suite: Suite, known: Known | None = None) -> None:
        self.suite = suite
        self.known = known
        self.complete = True
        self.tallies = {e.rule.code: Tally() for e in suite.expectations}
        self._checks = _column_checks(suite)
        self.tallies |= {check.name: Tally() for check in self._checks}
        self._sources: SourceCounts | None = None
        self.articles = 0
        self.text_bytes = 0
        self.notes: list[str] = []
        self.failures: list[str] = []
        self._found: list[
            pa.Table
        ] = []  # in the order of the input; those written to the file are mapped from it
        self._first: list[int] = []  # the number, in the whole input, of each part's first article
        self._held = 0  # bytes of the findings in memory, and how many of the tables are mapped already
        self._mapped = 0

    def add(self, part: Part) -> None:
        """Add the part that comes next in the input."""
        found, cleared = self._without_known(part.found)
        self._tally(part.tallies, cleared)
        if BY_SOURCE in part.kept:
            self._count(without(part.kept[BY_SOURCE], cleared))
        if found.num_rows:
            self._found.append(found)
            self._first.append(self.articles)
            self._held += found.nbytes
        self.articles += part.articles
        self.text_bytes += part.text_bytes
        self.notes += part.notes
        self.failures += part.unread
        if self._held > _HELD_BYTES:
            self._spill()

    def conclude(
        self,
        found: pa.Table,
        tallies: dict[str, Tally],
        notes: tuple[str, ...] = (),
        failures: tuple[str, ...] = (),
    ) -> None:
        """Add what is said of all articles together (FOUND); the numbers are those in the whole input."""
        found, cleared = self._without_known(found)
        self._tally(tallies, cleared)
        if found.num_rows:
            self._found.append(found)
            self._first.append(0)
        self.notes += notes
        self.failures += failures

    def _without_known(self, found: pa.Table) -> tuple[pa.Table, Mapping[str, Cleared]]:
        """Return the findings that no baseline knows, and what fails no more without the others."""
        return (found, {}) if self.known is None else self.known.without(found)

    def _tally(self, tallies: Mapping[str, Tally], cleared: Mapping[str, Cleared]) -> None:
        for code, tally in tallies.items():
            if code in cleared:
                articles, left = cleared[code]
                # Rules on all articles may count other things than they find: a source for several lines of it.
                failed = max(tally.failed - len(articles), 1) if left else 0
                tally = replace(tally, failed=failed)
            self.tallies[code].add(tally)

    def found(self) -> Iterator[tuple[pa.Table, int]]:
        """Yield the findings (FOUND), and what makes their article's number in the part one in the whole input."""
        return zip(self._found, self._first, strict=True)

    @property
    def findings(self) -> list[pa.Table]:
        """The findings of all parts, in the order of the input: the schema FINDINGS."""
        return [table.select(schema.FINDINGS.names) for table in self._found]

    @property
    def broken(self) -> list[str]:
        """What stopped a rule or the reading of a whole file."""
        crashes = [
            f"{e.rule.name}: {tally.crash}"
            for e in self.suite.expectations
            if (tally := self.tallies[e.rule.code]).crash
        ]
        broken = [check.name for check in self._checks if self.tallies[check.name].crash]
        if broken:  # what stops one contract mostly stops all
            crashes.append(f"{', '.join(broken)}: {self.tallies[broken[0]].crash}")
        return crashes + self.failures

    def snippets(self) -> Iterator[Snippet | None]:
        """Yield the line of text each finding stands in; None where it is about the article as a whole."""
        for table in self._found:
            columns = table.select(_SNIPPET).to_pydict().values()
            for line, start, length in zip(*columns, strict=True):
                yield None if line is None else (line, start, length)

    def compared(self, source: Source) -> Compared | None:
        """Return how the findings compare with the baseline; None without one. The source is what was checked."""
        if self.known is None:
            return None
        from newsqa.noting import compared

        return compared(self.known, self, source)

    def failing(self) -> NDArray[np.int64]:
        """Return, a finding, the number of its article in the input (from 0); -1 for input that could not be read."""
        numbers = [np.empty(0, np.int64)]
        for table, first in self.found():
            own = arrow.as_numpy(table.column("number"))
            numbers.append(np.where(own < 0, -1, own + first))
        return np.concatenate(numbers)

    def results(self) -> pa.Table:
        """Return one row an expectation: RESULTS."""
        rows = [
            _result(
                self.suite.name, e.rule.name, e.rule.code, e, self.tallies[e.rule.code], self._needs(e.rule)
            )
            for e in self.suite.expectations
        ]
        rows += [
            _result(
                self.suite.name,
                c.name,
                c.code,
                c.contract,
                self.tallies[c.name],
                "no value that could be judged",
            )
            for c in self._checks
        ]
        return arrow.table(rows, schema.RESULTS)

    def _needs(self, rule: Rule) -> str:
        """Return why a rule judged nothing: what it needs of articles says little where there are none."""
        return rule.needs if self.articles or rule.judge is not None else "no articles"

    def by_source(self) -> pa.Table | None:
        """Return the counts by source: BY_SOURCE; None where nobody asked the run to count them."""
        counted = self._counted()
        if self._sources is None:
            return None if counted and self.articles else arrow.empty(schema.BY_SOURCE)
        return self._sources.table([rule.name for rule in counted])

    def _counted(self) -> list[Rule]:
        """Return the rules that are counted by source."""
        return [e.rule for e in self.suite.expectations if e.rule.judge is None]

    def _count(self, table: pa.Table) -> None:
        if self._sources is None:
            self._sources = SourceCounts([rule.code for rule in self._counted()])
        self._sources.add(table)

    def _spill(self) -> None:
        """Move the findings in memory to a temporary file, which lives as long as this object."""
        import tempfile

        handle, name = tempfile.mkstemp(prefix="newsqa-", suffix=".arrows")
        os.close(handle)
        try:
            with pa.OSFile(name, "wb") as sink:
                for table in self._found[self._mapped :]:
                    with pa.ipc.new_stream(sink, table.schema) as stream:
                        stream.write_table(table)
        except OSError:  # a full disk: what is found so far stays in memory
            Path(name).unlink(missing_ok=True)
            raise
        source = pa.memory_map(name)
        if (
            os.name == "posix"
        ):  # it lives on as long as it is mapped: a process that is killed leaves nothing behind
            Path(name).unlink()
        else:
            weakref.finalize(self, Path(name).unlink, missing_ok=True)
        self._found[self._mapped :] = [
            pa.ipc.open_stream(source).read_all() for _ in self._found[self._mapped :]
        ]
        self._held, self._mapped = 0, len(self._found)


def _column_checks(suite: Suite) -> Sequence[ColumnCheck]:
    """Return the checks of the contracts of columns."""
    if not suite.has_contracts:
        return ()
    from newsqa.columns.contract import checks_of

    return checks_of(suite)


def _result(
    suite: str, name: str, code: str, expectation: Expectation | Contract, tally: Tally, needs: str
) -> dict[str, object]:
    # Not 1 - failed / evaluated, which is a little less than 0.2 for 4 of 5 and would fail at mostly = 0.2.
    share = (tally.evaluated - tally.failed) / tally.evaluated if tally.evaluated else None
    reason: str | None
    if tally.crash:
        status, reason = "not-evaluated", tally.crash
    elif share is None:
        status, reason = "not-evaluated", tally.needs or needs
    elif share >= expectation.mostly:
        within = f"{tally.failed} within the tolerance" if tally.failed else None
        status, reason = "pass", within
    else:
        status = "fail" if expectation.severity == SEVERITIES[-1] else "warn"
        reason = f"{tally.failed} of {tally.evaluated}"
    return {
        "suite": suite,
        "rule": name,
        "code": code,
        "severity": expectation.severity,
        "evaluated": tally.evaluated,
        "failed": tally.failed,
        "share": share,
        "mostly": expectation.mostly,
        "status": status,
        "reason": reason,
    }
