"""The engine: batches in, findings and counts out; the verdict is a suite's."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from newsqa import arrow, schema
from newsqa.findings import MAX_HITS, BatchFindings, Findings
from newsqa.readers.batch import Batch
from newsqa.rules.base import SEVERITIES
from newsqa.snippets import Snippet
from newsqa.suite import Expectation, Suite
from newsqa.view import Context, View

Progress = Callable[[int, int], None]  # articles and bytes of text so far


@dataclass(slots=True)
class Tally:
    """Counts of one expectation: integers until the end, so that the order of batches does not matter."""

    evaluated: int = 0
    failed: int = 0
    crash: str | None = None


@dataclass(slots=True)
class Outcome:
    """What a run has found so far.

    ``failing`` holds, a row of ``findings``, the number of the article in the input (from 0), or -1 for input that
    could not be read.
    """

    suite: Suite
    tallies: dict[str, Tally]
    articles: int = 0
    text_bytes: int = 0
    findings: list[pa.Table] = field(default_factory=list)
    failing: list[NDArray[np.int64]] = field(default_factory=list)
    snippets: list[Snippet | None] = field(default_factory=list)  # the line of text of each finding
    notes: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)  # files that could not be read to their end

    def results(self) -> pa.Table:
        """Return one row an expectation: RESULTS."""
        rows = [_result(self.suite, e, self.tallies[e.rule.code]) for e in self.suite.expectations]
        rows += [_not_run(self.suite, column) for column in self.suite.columns]
        return arrow.table(rows, schema.RESULTS)


def run(
    batches: Iterable[Batch], suite: Suite, context: Context, progress: Progress | None = None
) -> Outcome:
    """Check every batch against a suite and return what was found; each batch is let go before the next is read."""
    outcome = Outcome(suite, {e.rule.code: Tally() for e in suite.expectations})
    for batch in batches:
        with _no_collection():
            check_batch(batch, outcome, context)
        if progress:
            progress(outcome.articles, outcome.text_bytes)
    return outcome


@contextmanager
def _no_collection() -> Iterator[None]:
    """Collect no garbage within a batch: its objects are many, not cyclic, and gone at its end (6 % of the time)."""
    wanted = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if wanted:
            gc.enable()


def check_batch(
    batch: Batch, outcome: Outcome, context: Context, cap: int | None = MAX_HITS
) -> BatchFindings:
    """Check one batch, add to the outcome, and return the batch's findings."""
    view = View(batch, context)
    gathered = Findings(view)
    for expectation in outcome.suite.expectations:
        tally = outcome.tallies[expectation.rule.code]
        if expectation.rule.family == "io":
            _take_problems(view, expectation, tally, gathered)
        elif tally.crash is None and view.size:
            _apply(view, expectation, tally, gathered, cap)
    found = gathered.finish()
    base = outcome.articles
    outcome.failing.append(np.where(found.articles < 0, -1, base + found.articles))
    outcome.findings.append(found.table)
    outcome.snippets += found.snippets
    outcome.articles += view.size
    outcome.text_bytes += len(view.raw) - view.size if view.size else 0
    outcome.notes.extend(batch.notes)
    outcome.unread += [
        f"{p.path}: {p.message}" for p in batch.problems if p.code == "IO001" and p.record is None
    ]
    return found


def _take_problems(view: View, expectation: Expectation, tally: Tally, found: Findings) -> None:
    mine = [problem for problem in view.batch.problems if problem.code == expectation.rule.code]
    lost = sum(problem.row is None for problem in mine)
    tally.evaluated += view.size + lost
    tally.failed += lost + len({problem.row for problem in mine if problem.row is not None})
    for problem in mine:
        found.add_problem(problem, expectation)


def _apply(view: View, expectation: Expectation, tally: Tally, found: Findings, cap: int | None) -> None:
    rule, options = expectation.rule, expectation.options
    try:
        evaluated = view.size if rule.applies is None else int(rule.applies(view, options).sum())
        hits = list(rule.check(view, options))
    except (
        Exception
    ) as error:  # a rule that breaks must not stop the others, nor pass for one that found nothing
        tally.crash = f"the rule broke: {type(error).__name__}: {error}"
        return
    tally.evaluated += evaluated
    tally.failed += len({hit.row for hit in hits})
    found.add(expectation, hits, cap)


def _result(suite: Suite, expectation: Expectation, tally: Tally) -> dict[str, object]:
    rule = expectation.rule
    # Not 1 - failed / evaluated, which is a little less than 0.2 for 4 of 5 and would fail at mostly = 0.2.
    share = (tally.evaluated - tally.failed) / tally.evaluated if tally.evaluated else None
    reason: str | None
    if tally.crash:
        status, reason = "not-evaluated", tally.crash
    elif share is None:
        status, reason = "not-evaluated", rule.needs
    elif share >= expectation.mostly:
        within = f"{tally.failed} within the tolerance" if tally.failed else None
        status, reason = "pass", within
    else:
        status = "fail" if expectation.severity == SEVERITIES[-1] else "warn"
        reason = f"{tally.failed} of {tally.evaluated}"
    return {
        "suite": suite.name,
        "rule": rule.name,
        "code": rule.code,
        "severity": expectation.severity,
        "evaluated": tally.evaluated,
        "failed": tally.failed,
        "share": share,
        "mostly": expectation.mostly,
        "status": status,
        "reason": reason,
    }


def _not_run(suite: Suite, column: str) -> dict[str, object]:
    return {
        "suite": suite.name,
        "rule": f"columns.{column}",
        "code": "COL",
        "severity": "error",
        "evaluated": 0,
        "failed": 0,
        "share": None,
        "mostly": 1.0,
        "status": "not-evaluated",
        "reason": "this version does not execute column contracts",
    }
