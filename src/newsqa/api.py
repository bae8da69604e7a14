"""The functions behind ``newsqa.check``, ``newsqa.read`` and ``newsqa.fix``."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pyarrow as pa

from newsqa import readers, schema
from newsqa.engine import Progress, run
from newsqa.errors import NewsqaError, SuiteError
from newsqa.report import Report
from newsqa.rules.base import SEVERITIES, Severity
from newsqa.source import Source
from newsqa.suite import Suite, check_timezone
from newsqa.view import Context

if TYPE_CHECKING:
    from newsqa.corpus.store import Store
    from newsqa.fixes import FixResult
    from newsqa.known import Known

DEFAULT_SUITE = "scrape"


def check(
    source: Any,
    *,
    suite: str | Path | Suite = DEFAULT_SUITE,
    select: Iterable[str] | None = None,
    ignore: Iterable[str] = (),
    extend_select: Iterable[str] = (),
    preview: bool = False,
    corpus: bool | Literal["only"] = True,
    state: str | Path | None = None,
    partition: str | None = None,
    workers: int | None = None,
    reference_time: dt.datetime | str | None = None,
    timezone: str | None = None,
    fields: Mapping[str, str] | None = None,
    format: str | None = None,
    fail_level: Severity = "warning",
    baseline: str | Path | None = None,
    history: str | Path | None = None,
    progress: Progress | None = None,
) -> Report:
    """Check articles against a suite and return the report.

    Args:
        source: a path, several, a glob or "-" (standard input); or a pyarrow Table, RecordBatch, RecordBatchReader or
            Dataset, or anything with ``__arrow_c_stream__`` (pandas and polars frames).
        suite: a built-in suite's name, a TOML file, or a Suite.
        select: codes, prefixes or names of rules to run instead of the suite's.
        ignore: codes, prefixes or names of rules not to run.
        extend_select: codes, prefixes or names of rules to run besides.
        preview: run rules in preview as well.
        corpus: run the rules that look at all articles together; "only" runs no others.
        state: a directory that keeps what these rules need of all articles ever checked with it. The articles of this
            run are added as a partition, and findings are about them only.
        partition: the partition's name; the input's by default. A partition with this name, or with the same content,
            is replaced.
        workers: how many processes check batches at once, at least 1, which is the default. The report does not depend on
            it. A script that asks for several must begin its work below ``if __name__ == "__main__":``.
        reference_time: what counts as now, aware or in UTC; the present time by default.
        timezone: IANA name of the zone in which clock times without an offset were written; the suite's by default.
        fields: columns of ARTICLES by the names they have in the input, such as ``{"text": "content"}``.
        format: what all files are read as ("jsonl", "html", …); by their content by default.
        fail_level: the least severity that makes the report not ok.
        baseline: a file that ``newsqa baseline create`` wrote: what is noted there is left out of findings and counts.
        history: a folder that the run is added to, whose earlier runs ``report.history`` shows.
        progress: called after each batch with the articles and the bytes of text so far, and how much of the input that
            is (0 to 1; None where it is not known).

    Raises:
        InputError: the input does not exist, holds no articles, or has no text column.
        SuiteError: the suite, a rule's name or an option is not valid.
    """
    if fail_level not in SEVERITIES:
        raise NewsqaError(f"fail_level must be one of {', '.join(SEVERITIES)}, not '{fail_level}'")
    check_corpus(corpus)
    check_workers(workers)
    chosen = choose(suite, select, ignore, extend_select, preview=preview, timezone=timezone, corpus=corpus)
    context = context_of(chosen, reference_time)
    origin = Source(
        source, {**chosen.fields, **(fields or {})}, format, chosen.schemas, contracts=chosen.columns
    )
    check_history(origin, history)
    known = known_of(baseline)
    kept = state_of(origin, state, partition, corpus)
    outcome = run(
        origin.jobs(),
        chosen,
        context,
        progress,
        workers=workers or 1,
        state=kept,
        by_source=True,
        known=known,
    )
    return reported(Report(outcome, origin, context, fail_level), history)


def check_corpus(corpus: object) -> None:
    """Raise NewsqaError for anything but True, False and "only"."""
    if not isinstance(corpus, bool) and corpus != "only":
        raise NewsqaError(f'corpus must be True, False or "only", not {corpus!r}')


def check_workers(workers: int | None) -> None:
    """Raise NewsqaError for anything but None and a whole number from 1 on, and where workers cannot begin."""
    if workers is None:
        return
    if not isinstance(workers, int) or isinstance(workers, bool) or workers < 1:
        raise NewsqaError(f"workers must be a whole number, at least 1, not {workers!r}")
    if workers > 1:
        from newsqa.workers import refuse_within_a_worker

        refuse_within_a_worker()


def as_path(value: object, name: str) -> Path:
    """Return what an argument names as a path; NewsqaError where it is neither text nor a path."""
    if not isinstance(value, str | os.PathLike):
        raise NewsqaError(f"{name} must be a path, not {type(value).__name__} {value!r}")
    return Path(os.fsdecode(value))


def choose(
    suite: str | Path | Suite,
    select: Iterable[str] | None,
    ignore: Iterable[str],
    extend: Iterable[str],
    *,
    preview: bool,
    timezone: str | None,
    corpus: bool | Literal["only"] = True,
) -> Suite:
    """Return the suite with the rules and the time zone a caller asked for."""
    loaded = suite if isinstance(suite, Suite) else Suite.load(suite)
    if select is not None and not _listed(select):
        raise SuiteError("the selection names no rule")
    if select is None and not loaded.expectations and not loaded.columns:
        raise SuiteError(
            f"the suite {loaded.name} expects nothing: add [[expect]] entries, or extend a built-in suite"
        )
    chosen = loaded.select(_listed(select), _listed(ignore) or (), _listed(extend) or (), preview=preview)
    chosen = chosen.with_corpus_rules(corpus)
    if not chosen.expectations:
        raise SuiteError("no rule is left to run: the selection ignores all of them")
    if corpus == "only" and not any(e.rule.judge for e in chosen.expectations):
        raise SuiteError("no corpus rule is left to run: the selection names none")
    return chosen._replace(timezone=check_timezone(timezone, "timezone")) if timezone else chosen


def state_of(
    source: Source,
    state: str | Path | None,
    partition: str | None,
    corpus: bool | Literal["only"],
    name: str | None = None,
) -> Store | None:
    """Return the state on disk that a run adds its articles to; None where none is asked for.

    A partition without a name is called ``name``, or after the source.
    """
    if state is None:
        if partition is not None:
            raise NewsqaError("a partition is part of a state: name the state's directory, too")
        return None
    if not corpus:
        raise NewsqaError("a state is kept for corpus rules: run them, or leave out the state")
    if partition is not None and (not isinstance(partition, str) or not partition.strip()):
        raise NewsqaError(f"a partition's name must be text and not blank, not {partition!r}")
    from newsqa.corpus.store import Store

    folder = as_path(state, "state")
    for path in source.paths:
        if would_read(path, folder):
            raise NewsqaError(
                f"{state}: the state lies in {path} and would be read as articles: keep it elsewhere"
            )
    return Store(folder, name or source.name, partition)


def known_of(baseline: str | Path | None) -> Known | None:
    """Return the findings that a baseline knows; NewsqaError where it cannot be read."""
    if baseline is None:
        return None
    from newsqa.baseline import Baseline
    from newsqa.known import Known

    return Known(Baseline.load(as_path(baseline, "baseline")))


def check_history(source: Source, history: str | Path | None) -> None:
    """Raise NewsqaError where a run could not be added to a history, or its files would be read as articles."""
    if history is None:
        return
    folder = as_path(history, "history")
    if folder.exists() and not folder.is_dir():
        raise NewsqaError(f"{history}: a history is a folder: this is a file")
    for path in source.paths:
        if would_read(path, folder):
            raise NewsqaError(
                f"{history}: the history lies in {path} and would be read as articles: keep it elsewhere"
            )


def reported(report: Report, history: str | Path | None) -> Report:
    """Return the report of a run, which is added to the history where there is one."""
    if history is not None:
        from newsqa.history import add

        add(report, history)
    return report


def would_read(path: str, folder: Path) -> bool:
    """Tell whether checking a path would read what is in a folder, or a file; hidden ones are not read."""
    inside, outer = folder.resolve(), Path(path).resolve()
    if not inside.is_relative_to(outer):
        return False
    return not any(part.startswith(".") for part in inside.relative_to(outer).parts)


def _listed(selectors: Iterable[str] | None) -> list[str] | None:
    if selectors is None:
        return None
    return [selectors] if isinstance(selectors, str) else list(selectors)


def context_of(suite: Suite, reference_time: dt.datetime | str | None) -> Context:
    """Return what the rules are told: the reference time (now by default) and the suite's settings."""
    return Context(as_time(reference_time), suite.timezone, suite.phrases)


def as_time(value: dt.datetime | str | None) -> dt.datetime:
    """Return an aware time: now for None, UTC for a naive one; NewsqaError for anything that is not a usable time."""
    if value is None:
        return dt.datetime.now(dt.UTC)
    if isinstance(value, str):
        try:
            value = dt.datetime.fromisoformat(value)
        except ValueError:
            raise NewsqaError(f"reference time: '{value}' is not an ISO 8601 date or time") from None
    if (
        not 1000 <= value.year <= 9000
    ):  # days are added to it and time zones applied: not at the edge of the calendar
        raise NewsqaError(f"reference time: the year {value.year} is not between 1000 and 9000")
    return value if value.tzinfo else value.replace(tzinfo=dt.UTC)


def read(
    source: Any, *, fields: Mapping[str, str] | None = None, format: str | None = None
) -> pa.RecordBatchReader:
    """Return the articles of a source as a stream of record batches with the schema ARTICLES.

    ``source``, ``fields`` and ``format`` are those of `check`. What cannot be read raises InputError for a whole input and is left
    out for single files and records: `check` reports those.
    """

    def batches() -> Iterator[pa.RecordBatch]:
        for batch in readers.batches(source, fields=fields, format=format):
            yield batch.articles

    return pa.RecordBatchReader.from_batches(schema.ARTICLES, batches())


def fix(
    text: str,
    *,
    suite: str | Path | Suite = DEFAULT_SUITE,
    select: Iterable[str] | None = None,
    ignore: Iterable[str] = (),
    unsafe: bool = False,
    reference_time: dt.datetime | str | None = None,
    timezone: str | None = None,
) -> FixResult:
    """Return a text with its safe fixes applied, and what was applied and skipped.

    Args:
        text: one article's text.
        suite: a built-in suite's name, a TOML file, or a Suite.
        select: codes, prefixes or names of rules to apply instead of the suite's.
        ignore: codes, prefixes or names of rules not to apply.
        unsafe: also apply fixes that are not safe.
        reference_time: what counts as now, aware or in UTC; the present time by default.
        timezone: IANA name of the zone in which clock times without an offset were written.
    """
    from newsqa.fixes import fix_text

    chosen = choose(suite, select, ignore, (), preview=False, timezone=timezone)
    return fix_text(text, chosen, context_of(chosen, reference_time), unsafe=unsafe)
