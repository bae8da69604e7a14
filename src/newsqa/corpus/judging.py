"""The corpus rules of one run: rows are gathered batch by batch, and judged when all have come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa

from newsqa.corpus.corpus import Corpus
from newsqa.corpus.findings import findings
from newsqa.corpus.state import DOCUMENTS, State
from newsqa.errors import NewsqaError, WorkError
from newsqa.part import Tally

if TYPE_CHECKING:
    from newsqa.corpus.store import Store
    from newsqa.suite import Expectation, Suite
    from newsqa.view import Context


_NOT_WHOLE = (
    "the partition '{}' was not stored, as not all of its input could be read: check again when it can, or leave out what "
    "cannot"
)


class Judged(NamedTuple):
    """What corpus rules have found (FOUND), their counts by code, remarks for people, and what could not be done."""

    found: pa.Table
    tallies: dict[str, Tally]
    notes: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()


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

    def finish(self, *, whole: bool = True) -> Judged:
        """Return what is found; where the articles are the whole input, they become a partition of the state on disk.

        WorkError when that state cannot be used.
        """
        if self._store is None:
            return Judged(*judged(self._state.finish(self._context), self._rules))
        try:
            with self._store.adding(self._state, self._context) as added:
                found, tallies = judged(added.corpus, self._rules)
                if not whole:
                    return Judged(found, tallies, (f"{self._store.path}: {_NOT_WHOLE.format(added.name)}",))
                try:
                    added.store()
                except NewsqaError as error:  # what was found is true all the same
                    return Judged(found, tallies, (), (str(error),))
                return Judged(found, tallies, added.notes)
        except NewsqaError as error:  # a damaged state: what was found in single articles counts
            raise WorkError(str(error)) from error


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
