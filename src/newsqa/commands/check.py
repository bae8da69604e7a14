"""``newsqa check`` and ``newsqa fix``."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from newsqa import api, reporters
from newsqa.cli import EXIT_ERROR, EXIT_FINDINGS, EXIT_OK
from newsqa.commands.progress import Progress
from newsqa.commands.settings import Settings, settings
from newsqa.engine import run as run_engine
from newsqa.errors import NewsqaError
from newsqa.report import Report
from newsqa.reporters.terminal import printable, remarks, verdict
from newsqa.source import Source

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
    paths = list(dict.fromkeys(arguments.paths))
    if arguments.fix or arguments.diff or arguments.command == "fix":
        from newsqa.commands import fix

        if arguments.diff:
            return fix.show_diff(paths, chosen)
        if paths == ["-"]:
            return fix.filter_stdin(chosen, arguments.output)
        output = Path(arguments.output) if fix.is_copy(arguments.output) else None
        paths = fix.mend(paths, chosen, output)
        if output is not None:  # the place for what is mended: the report goes to the terminal
            arguments.output = None
    _spare_input(paths, arguments.output)
    report = report_of(paths, chosen, arguments, api.known_of(chosen.baseline))
    say_notes(report)
    if not _is_for_people(chosen, arguments):
        for failure in report.broken:
            print(f"newsqa: {printable(failure)}", file=sys.stderr)
    _write(report, chosen, arguments)
    if report.broken:
        return EXIT_ERROR
    return EXIT_OK if report.ok or arguments.exit_zero else EXIT_FINDINGS


def _spare_input(paths: list[str], output: str | None) -> None:
    """Refuse to write the report over an article that is checked."""
    if output is not None and any(_same(path, output) for path in paths):
        raise NewsqaError(f"--output {output} is one of the inputs: the report would take its place")


def _same(path: str, output: str) -> bool:
    try:
        return Path(path).samefile(output)
    except OSError:  # one of them is not there
        return False


def report_of(
    paths: list[str], chosen: Settings, arguments: argparse.Namespace, known: Known | None
) -> Report:
    """Check articles and return the report, without what a baseline knows; the run is added to the history."""
    source = Source(paths, chosen.fields, arguments.format, chosen.suite.schemas)
    api.check_history(source, chosen.history)
    state = api.state_of(source, arguments.state, arguments.partition, not arguments.no_corpus)
    jobs = list(source.jobs())
    size = sum(job.size for job in jobs)
    begun = _run_directory(arguments.resume, paths, chosen) if arguments.resume else None
    store = begun.store if begun else _cache(size, chosen)
    workers = chosen.workers or (os.cpu_count() or 1 if size >= _MUCH_BYTES else 1)
    with Progress(sys.stderr) as progress:
        outcome = run_engine(
            jobs, chosen.suite, chosen.context, progress.update, workers=workers, store=store, state=state,
            by_source=_counts_sources(arguments, chosen), known=known,
        )  # fmt: skip
    if begun:
        begun.finish(outcome)
    elif store:
        store.tidy()
        if store.failure is not None:
            outcome.notes.append(f"nothing is stored for the next run: {store.failure}")
    return api.reported(Report(outcome, source, chosen.context, chosen.fail_level), chosen.history)


def _counts_sources(arguments: argparse.Namespace, chosen: Settings) -> bool:
    """Tell whether something that is written shows counts by source, which cost a look at every address."""
    named = [arguments.output_format, arguments.output, *(arguments.report or ())]
    return chosen.history is not None or any("html" in name for name in named if name)


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


def _is_for_people(chosen: Settings, arguments: argparse.Namespace) -> bool:
    """Tell whether standard output gets the summary, which says what could not be done."""
    return not arguments.output and (arguments.statistics or chosen.output_format in ("full", "concise"))


def _write(report: Report, chosen: Settings, arguments: argparse.Namespace) -> None:
    if arguments.statistics:
        if arguments.output or arguments.output_format not in (None, "full", "concise"):
            raise NewsqaError(
                "--statistics prints text on standard output: leave out --output and --output-format"
            )
        from newsqa.reporters import statistics

        statistics.render(report, sys.stdout)
        return
    if arguments.output:
        path = Path(arguments.output)
        named = arguments.output_format is not None
        folder = arguments.output.endswith(("/", os.sep))
        guessed = "dataset" if folder else None if named else reporters.format_of(path)
        reporters.write(report, path, guessed or chosen.output_format, lang=arguments.lang)
        for line in remarks(report):
            print(f"newsqa: {line}", file=sys.stderr)
        print(f"newsqa: {verdict(report)}; report in {printable(arguments.output)}", file=sys.stderr)
        return
    reporters.render(report, chosen.output_format, sys.stdout, colour=_colours(), lang=arguments.lang)


def _colours() -> bool:
    """Colours on a terminal, unless NO_COLOR says no or FORCE_COLOR says yes (https://no-color.org)."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
