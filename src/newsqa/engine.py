"""The engine: batches in, findings and counts out."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

import numpy as np

from newsqa.findings import MAX_HITS, Findings
from newsqa.outcome import Outcome
from newsqa.part import Part, Tally
from newsqa.readers.batch import Batch
from newsqa.suite import Expectation, Suite
from newsqa.view import Context, View

Progress = Callable[[int, int], None]  # articles and bytes of text so far


def run(
    batches: Iterable[Batch], suite: Suite, context: Context, progress: Progress | None = None
) -> Outcome:
    """Check every batch against a suite and return what was found; each batch is let go before the next is read."""
    outcome = Outcome(suite)
    for batch in batches:
        outcome.add(check_batch(batch, suite, context))
        if progress:
            progress(outcome.articles, outcome.text_bytes)
    return outcome


def check_batch(batch: Batch, suite: Suite, context: Context, cap: int | None = MAX_HITS) -> Part:
    """Check one batch against a suite; of one rule's hits in one article only ``cap`` are listed."""
    with _no_collection():
        view = View(batch, context)
        gathered = Findings(view)
        tallies: dict[str, Tally] = {}
        for expectation in suite.expectations:
            code = expectation.rule.code
            if expectation.rule.family == "io":
                tallies[code] = _take_problems(view, expectation, gathered)
            else:
                tallies[code] = _apply(view, expectation, gathered, cap) if view.size else Tally()
        unread = [f"{p.path}: {p.message}" for p in batch.problems if p.code == "IO001" and p.record is None]
        text_bytes = len(view.raw) - view.size if view.size else 0
        return Part(view.size, text_bytes, gathered.finish(), tallies, batch.notes, tuple(unread))


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


def _take_problems(view: View, expectation: Expectation, found: Findings) -> Tally:
    mine = [problem for problem in view.batch.problems if problem.code == expectation.rule.code]
    lost = sum(problem.row is None for problem in mine)
    for problem in mine:
        found.add_problem(problem, expectation)
    return Tally(view.size + lost, lost + len({problem.row for problem in mine if problem.row is not None}))


def _apply(view: View, expectation: Expectation, found: Findings, cap: int | None) -> Tally:
    rule, options = expectation.rule, expectation.options
    try:
        evaluated = view.size if rule.applies is None else int(np.count_nonzero(rule.applies(view, options)))
        hits = list(rule.check(view, options))
    except (
        Exception
    ) as error:  # a rule that breaks must not stop the others, nor pass for one that found nothing
        return Tally(crash=f"the rule broke: {type(error).__name__}: {error}")
    found.add(expectation, hits, cap)
    return Tally(evaluated, len({hit.row for hit in hits}))
