"""``newsqa check`` and ``newsqa fix``."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from newsqa import api
from newsqa.cli import EXIT_ERROR, EXIT_FINDINGS, EXIT_OK
from newsqa.commands import targets
from newsqa.commands.progress import Progress
from newsqa.commands.settings import Settings, settings
from newsqa.commands.targets import Target
from newsqa.engine import run as run_engine
from newsqa.errors import NewsqaError
from newsqa.report import Report
from newsqa.reporters.terminal import first_of, printable
from newsqa.source import Source, source_name

if TYPE_CHECKING:
    from newsqa.known import Known
    from newsqa.rundir import RunDirectory
    from newsqa.store import Store


# Input of fewer bytes is checked as fast as it is looked up; below the other number processes are not worth their start.
_LITTLE_BYTES = 1 << 20
_MUCH_BYTES = 32 << 20


def run(arguments: argparse.Namespace) -> int:
    """Check, mend where asked, and report."""
    if arguments.resume and arguments.reference_time is None:
        from newsqa.rundir import reference_time

        arguments.reference_time = reference_time(Path(arguments.resume))
    chosen = settings(arguments)
    paths = chosen.paths
    mended: Path | None = None
    if mends := arguments.fix or arguments.diff or arguments.command == "fix":
        from newsqa.commands import fix

        if (arguments.diff or paths == ["-"]) and arguments.report:
            raise NewsqaError("there is no report with --diff, nor of what is mended from standard input: leave out --report")  # fmt: skip
        if arguments.diff:
            return fix.show_diff(paths, chosen)
        if paths == ["-"]:
            return fix.filter_stdin(chosen, arguments.output)
        mended = Path(arguments.output) if fix.is_copy(arguments.output, paths) else None
        if mended is not None:  # the place for what is mended: the report goes to the terminal
            arguments.output = None
    reports = targets.of_check(arguments, chosen)
    spared = [str(chosen.baseline)] if chosen.baseline else []
    targets.check(reports, [*paths, *spared], (targets.STATISTICS,))
    if mends:
        paths = fix.mend(paths, chosen, mended)
        targets.check(reports, paths, (targets.STATISTICS,))
    report = report_of(paths, chosen, arguments, api.known_of(chosen.baseline), reports)
    say_notes(report)
    if not targets.is_for_people(reports):
        for failure in first_of(report.broken):
            print(f"newsqa: {printable(failure)}", file=sys.stderr)
    targets.write(report, reports, lang=arguments.lang, colour=_colours())
    targets.say(report, reports)
    if report.broken:
        return EXIT_ERROR
    return EXIT_OK if report.ok or arguments.exit_zero else EXIT_FINDINGS


def report_of(
    paths: list[str],
    chosen: Settings,
    arguments: argparse.Namespace,
    known: Known | None,
    reports: Sequence[Target] = (),
) -> Report:
    """Check articles and return the report, without what a baseline knows; the run is added to the history."""
    source = Source(
        paths, chosen.fields, arguments.format, chosen.suite.schemas, chosen.exclude, chosen.suite.columns
    )
    api.check_history(source, chosen.history)
    # With --fix the paths are the files that were mended: the partition is called after what was given.
    name = source_name(chosen.paths)
    state = api.state_of(source, arguments.state, arguments.partition, not arguments.no_corpus, name)
    jobs = list(source.jobs())
    targets.spare(reports, [path for job in jobs for path in job.files])
    size = sum(job.size for job in jobs)
    begun = _run_directory(arguments.resume, paths, chosen) if arguments.resume else None
    store = begun.store if begun else _cache(size, chosen)
    workers = chosen.workers or (os.cpu_count() or 1 if size >= _MUCH_BYTES else 1)
    with Progress(sys.stderr) as progress:
        outcome = run_engine(
            jobs, chosen.suite, chosen.context, progress.update, workers=workers, store=store, state=state,
            by_source=chosen.history is not None or targets.count_sources(reports), known=known,
        )  # fmt: skip
    if begun:
        begun.finish(outcome)
    elif store:
        store.tidy()
        if store.failure is not None:
            outcome.notes.append(f"nothing is stored for the next run: {store.failure}")
    if outcome.articles < chosen.min_articles:
        # A crawl that brought nothing has no flaws, and is no success.
        outcome.failures.append(
            f"articles: {outcome.articles:,}; at least {chosen.min_articles:,} are asked for (min-articles)"
        )
    return api.reported(Report(outcome, source, chosen.context, chosen.fail_level), chosen.history)


def _run_directory(resume: str, paths: list[str], chosen: Settings) -> RunDirectory:
    from newsqa.rundir import RunDirectory

    return RunDirectory(Path(resume), chosen.suite, chosen.context, chosen.fields, paths)


def _cache(size: int, chosen: Settings) -> Store | None:
    if chosen.cache_dir is None or size < _LITTLE_BYTES:
        return None
    from newsqa.store import Store

    return Store(chosen.cache_dir, chosen.suite, chosen.context, chosen.fields)


def say_notes(report: Report) -> None:
    """Say on standard error what was remarked on the input."""
    for note in report.notes:
        print(f"note: {printable(note)}", file=sys.stderr)


def _colours() -> bool:
    """Colours on a terminal, unless NO_COLOR says no or FORCE_COLOR says yes (https://no-color.org)."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
