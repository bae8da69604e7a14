"""The engine: batches in, findings and counts out."""

from __future__ import annotations

import gc
import os
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from newsqa.by_source import NAME as BY_SOURCE
from newsqa.by_source import BatchCounts
from newsqa.columns import NAME as COLUMNS
from newsqa.errors import WorkError
from newsqa.findings import MAX_HITS, Findings
from newsqa.outcome import Outcome
from newsqa.part import Part, Span, Tally
from newsqa.readers.batch import Batch
from newsqa.suite import Expectation, Suite
from newsqa.view import Context, View

if TYPE_CHECKING:
    from newsqa.columns.duplicates import Duplicates
    from newsqa.corpus.judging import Judging
    from newsqa.corpus.store import Store as CorpusStore
    from newsqa.known import Known
    from newsqa.readers import Job
    from newsqa.store import Entry, Store

# What these rules find changes with every moment.
_OF_THE_MOMENT = ("DAT004", "DAT010", "STD004", "STD007")

# Told the articles and the bytes of text so far, and how much of the input that is (0 to 1; None: not known).
Progress = Callable[[int, int, float | None], None]


class _Place(NamedTuple):
    """Where the part of a piece of work belongs: in an entry of the store, and how far along the input."""

    share: float | None
    entry: Entry | None = None
    number: int = 0


def run(
    jobs: Iterable[Job],
    suite: Suite,
    context: Context,
    progress: Progress | None = None,
    *,
    workers: int = 1,
    store: Store | None = None,
    state: CorpusStore | None = None,
    by_source: bool = False,
    known: Known | None = None,
) -> Outcome:
    """Check every batch of the jobs against a suite and return what was found, in the order of the input.

    Each batch is let go before the next is read; with several workers a few are held. What is in the ``store`` already is
    taken from there, and what is not is put there. ``state`` holds what corpus rules know of earlier runs; this one is
    added to it. With ``by_source`` articles are also counted by source. What a baseline knows (``known``) is left out.
    """
    outcome = Outcome(suite, known)
    places: deque[_Place] = deque()
    needed = _relations(suite, state) if store else ()
    duplicates = _duplicates(suite)
    counted = (*((BY_SOURCE,) if by_source else ()), *((COLUMNS,) if duplicates else ()))
    work, several = _several(_work(jobs, store, {*needed, *counted}, places))
    judging = _judging(suite, context, state) if several or state else None
    # What is stored of a single article may be of use to a run over more.
    kept = {*({"documents", *judging.names} if judging else needed), *counted}
    try:
        for part in _parts(work, suite, context, kept, workers):
            place = places.popleft()
            if place.entry:
                place.entry.keep(place.number, part)
            if duplicates and part.articles:
                duplicates.add(part.kept[COLUMNS], outcome.articles)
            outcome.add(part)
            if judging and part.articles:
                judging = judging.added(part.kept)
            if progress:
                progress(outcome.articles, outcome.text_bytes, place.share)
    except (WorkError, OSError) as error:  # what was finished is reported all the same
        outcome.failures.append(_stopped(error))
        outcome.complete = False
        _unjudged(outcome)
        return outcome
    if judging:
        try:
            outcome.conclude(*judging.finish(whole=not outcome.failures))
        except (WorkError, OSError) as error:
            outcome.failures.append(f"corpus rules: {_stopped(error)}")
            _unjudged(outcome)
    if duplicates:
        outcome.conclude(*duplicates.finish())
    return outcome


def _stopped(error: WorkError | OSError) -> str:
    """Say what stopped the work; of a full disk without a file's name, most often where temporary files are kept."""
    if not isinstance(error, OSError):
        return str(error)
    import tempfile

    told = os.strerror(error.errno) if error.errno else str(error)
    return f"{error.filename or tempfile.gettempdir()}: {told}"


def _unjudged(outcome: Outcome) -> None:
    """Say of the corpus rules why nothing was evaluated."""
    for expectation in outcome.suite.expectations:
        if expectation.rule.judge is not None:
            outcome.tallies[
                expectation.rule.code
            ].needs = "the run was stopped before all articles were judged"


def _work(
    jobs: Iterable[Job], store: Store | None, relations: Collection[str], places: deque[_Place]
) -> Iterator[Batch | Part]:
    """Yield the parts that are stored and the batches that have to be checked; ``places`` says where their parts belong.

    Stored parts without rows of one of the ``relations`` count as not there.
    """
    every = list(jobs)
    size = sum(job.size for job in every)
    before = 0
    for job in every:
        entry = store.entry(job) if store else None
        stored = total = 0
        for part in entry.parts(relations) if entry else ():
            places.append(_Place(before / size if size else None))
            yield part
            stored += 1
        if entry is None or not entry.whole:
            for batch in job.read():
                if total >= stored:
                    share = (before + (batch.share or 0) * job.size) / size if size else batch.share
                    places.append(_Place(share, entry, total))
                    yield batch
                total += 1
            if entry:
                entry.expect(total)
        before += job.size


def _several(work: Iterator[Batch | Part]) -> tuple[Iterator[Batch | Part], bool]:
    """Tell whether there is more than one article; no more of the work is begun than that takes."""
    ahead: list[Batch | Part] = []
    articles = 0
    while articles < 2 and (item := next(work, None)):
        ahead.append(item)
        articles += item.articles if isinstance(item, Part) else item.articles.num_rows
    return chain(ahead, work), articles > 1


def _relations(suite: Suite, state: CorpusStore | None) -> Collection[str]:
    """Return the relations that the corpus rules of a suite need, and those that the state on disk has."""
    if not state and not any(e.rule.judge for e in suite.expectations):
        return ()
    needed = {name for e in suite.expectations for name in e.rule.relations}
    return {"documents", *(state.opened(needed) if state else needed)}


def _duplicates(suite: Suite) -> Duplicates | None:
    """Return what looks for values that must be unique; None where no contract of a column is to be checked."""
    if not suite.has_contracts:
        return None
    from newsqa.columns.duplicates import Duplicates

    return Duplicates(suite)


def _judging(suite: Suite, context: Context, state: CorpusStore | None) -> Judging | None:
    """Return what judges all articles together; None where the suite has no corpus rules and nothing is to be kept."""
    if not state and not any(e.rule.judge for e in suite.expectations):
        return None
    from newsqa.corpus.judging import Judging  # with the rest of the corpus: not for a single file

    return Judging(suite, context, state)


def _parts(
    work: Iterable[Batch | Part],
    suite: Suite,
    context: Context,
    relations: Collection[str],
    workers: int,
) -> Iterator[Part]:
    if workers == 1:
        return (
            item if isinstance(item, Part) else check_batch(item, suite, context, relations=relations)
            for item in work
        )
    from newsqa.workers import check_in_processes

    return check_in_processes(work, suite, context, relations, workers)


def check_batch(
    batch: Batch,
    suite: Suite,
    context: Context,
    cap: int | None = MAX_HITS,
    relations: Collection[str] = (),
) -> Part:
    """Check one batch against a suite; of one rule's hits in one article only ``cap`` are listed.

    ``relations`` are those that corpus rules need, "documents" among them, "by source" for counts by source, and
    "columns" for contracts of columns.
    """
    with _no_collection():
        view = View(batch, context)
        gathered = Findings(view)
        tallies: dict[str, Tally] = {}
        counts = BatchCounts(view) if BY_SOURCE in relations and view.size else None
        for expectation in suite.expectations:
            code = expectation.rule.code
            if expectation.rule.judge is not None:
                tallies[code] = Tally()  # judged when all batches have come
            elif expectation.rule.family == "io":
                tallies[code] = _take_problems(view, expectation, gathered, counts)
            else:
                tallies[code] = _apply(view, expectation, gathered, cap, counts) if view.size else Tally()
        unread = [f"{p.path}: {p.message}" for p in batch.problems if p.code == "IO001" and p.record is None]
        text_bytes = len(view.raw) - view.size if view.size else 0
        part = Part(
            view.size, text_bytes, gathered.finish(), tallies, batch.notes, tuple(unread),
            made=context.reference_time, span=_span(view, tallies),
        )  # fmt: skip
        if counts:
            part.kept[BY_SOURCE] = counts.table()
        if COLUMNS in relations and view.size:
            _check_columns(batch, suite, part)
        if view.size and (needed := set(relations) - {BY_SOURCE, COLUMNS}):
            _keep(view, suite, needed, part)
        return part


def _check_columns(batch: Batch, suite: Suite, part: Part) -> None:
    """Add to a part what the contracts of columns find in its batch."""
    from newsqa.columns.checking import check_columns
    from newsqa.columns.found import merged

    checked = check_columns(batch, suite)
    part.found = merged(part.found, checked.found)
    part.tallies |= checked.tallies
    part.kept[COLUMNS] = checked.kept


def _keep(view: View, suite: Suite, relations: Collection[str], part: Part) -> None:
    """Add to a part what corpus rules keep of its batch; where that breaks, they are broken, and it has nothing."""
    from newsqa.corpus.state import kept

    try:
        part.kept |= kept(view, relations)
    except Exception as error:
        for expectation in suite.expectations:
            if expectation.rule.judge is not None:
                part.tallies[expectation.rule.code].crash = f"the rule broke: {type(error).__name__}: {error}"


def _span(view: View, tallies: dict[str, Tally]) -> Span:
    """Tell how long what was found in a batch stays true: dates that are told are read by the reference time's day."""
    if any(tallies[code].failed for code in _OF_THE_MOMENT if code in tallies):
        return "instant"
    year = view.context.reference_time.year
    near = [str(year), str(year + 1)]
    if any(told.encode() in view.raw for told in near):
        return "day"
    declared = (view.matches(name, "|".join(near)).any() for name in ("published", "modified", "url"))
    return "day" if any(declared) else "year"


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


def _take_problems(
    view: View, expectation: Expectation, found: Findings, counts: BatchCounts | None
) -> Tally:
    mine = [problem for problem in view.batch.problems if problem.code == expectation.rule.code]
    lost = sum(problem.row is None for problem in mine)
    for problem in mine:
        found.add_problem(problem, expectation)
    failed = {problem.row for problem in mine if problem.row is not None}
    if counts:
        counts.add(expectation.rule.code, None, failed)
    return Tally(view.size + lost, lost + len(failed))


def _apply(
    view: View, expectation: Expectation, found: Findings, cap: int | None, counts: BatchCounts | None
) -> Tally:
    rule, options = expectation.rule, expectation.options
    try:
        judged = None if rule.applies is None else rule.applies(view, options)
        hits = list(rule.check(view, options))
    except (
        Exception
    ) as error:  # a rule that breaks must not stop the others, nor pass for one that found nothing
        return Tally(crash=f"the rule broke: {type(error).__name__}: {error}")
    found.add(expectation, hits, cap)
    failed = {hit.row for hit in hits}
    if options == rule.options():
        view.take_failing(rule.code, failed)
    if counts:
        counts.add(rule.code, judged, failed)
    return Tally(view.size if judged is None else int(np.count_nonzero(judged)), len(failed))
