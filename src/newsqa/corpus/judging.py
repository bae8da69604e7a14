"""The corpus rules of one run: rows are gathered batch by batch, and judged when all have come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import pyarrow as pa

from newsqa.corpus.corpus import Corpus
from newsqa.corpus.findings import findings
from newsqa.corpus.state import DOCUMENTS, State
from newsqa.errors import NewsqaError
from newsqa.part import Tally

if TYPE_CHECKING:
    from newsqa.corpus.store import Store
    from newsqa.suite import Expectation, Suite
    from newsqa.view import Context


class Judging:
    """The corpus rules of a suite, the articles of the run so far, and where those of earlier runs are kept.

    ``names`` are the relations that each batch must bring (`newsqa.corpus.state.kept`).
    """

    def __init__(self, suite: Suite, context: Context, store: Store | None = None) -> None:
        self._rules = [e for e in suite.expectations if e.rule.judge is not None]
        self._context = context
        self._store = store
        needed = relations_of(self._rules)
        self.names: tuple[str, ...] = store.opened(needed) if store else needed
        self._state = State(self.names)

    def added(self, kept: Mapping[str, pa.Table]) -> Judging | None:
        """Add the rows of the batch that comes next in the input; None where it has none: without them none can judge."""
        if DOCUMENTS not in kept:
            return None
        self._state.add(kept)
        return self

    def finish(self) -> tuple[pa.Table, dict[str, Tally], tuple[str, ...]]:
        """Return the findings (FOUND), the counts by rule, and remarks for people; the run's partition is stored."""
        if self._store is None:
            return *judged(self._state.finish(self._context), self._rules), ()
        with self._store.adding(self._state, self._context) as (corpus, notes):
            return *judged(corpus, self._rules), notes


def relations_of(expectations: Iterable[Expectation]) -> tuple[str, ...]:
    """Return the relations that rules need besides "documents"."""
    return tuple(sorted({name for e in expectations for name in e.rule.relations} - {"documents"}))


def judged(corpus: Corpus, expectations: Iterable[Expectation]) -> tuple[pa.Table, dict[str, Tally]]:
    """Return what corpus rules find in a corpus, as findings (FOUND) and counts by rule."""
    tallies: dict[str, Tally] = {}
    found = []
    for expectation in expectations:
        rule = expectation.rule
        if rule.judge is None:
            continue
        try:
            verdict = rule.judge(corpus, expectation.options)
            hits = list(verdict.hits)
        except (NewsqaError, OSError):  # the state on disk cannot be read
            raise
        except Exception as error:  # as for document rules: the others go on
            tallies[rule.code] = Tally(crash=f"the rule broke: {type(error).__name__}: {error}")
            continue
        tallies[rule.code] = Tally(verdict.evaluated, verdict.failed, needs=verdict.needs)
        found.append((expectation, hits))
    return findings(corpus, found), tallies
