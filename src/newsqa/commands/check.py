"""``newsqa check`` and ``newsqa fix``."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from newsqa import reporters
from newsqa.cli import EXIT_ERROR, EXIT_FINDINGS, EXIT_OK
from newsqa.commands.progress import Progress
from newsqa.commands.settings import Settings, settings
from newsqa.engine import run as run_engine
from newsqa.errors import NewsqaError
from newsqa.report import Report
from newsqa.reporters.terminal import printable, verdict
from newsqa.source import Source


def run(arguments: argparse.Namespace) -> int:
    """Check, mend where asked, and report."""
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
    report = _check(paths, chosen)
    _say_notes(report)
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


def _check(paths: list[str], chosen: Settings) -> Report:
    source = Source(paths, chosen.fields)
    with Progress(sys.stderr) as progress:
        outcome = run_engine(source.batches(), chosen.suite, chosen.context, progress.update)
    return Report(outcome, source, chosen.context, chosen.fail_level)


def _say_notes(report: Report) -> None:
    for note in report.notes:
        print(f"note: {printable(note)}", file=sys.stderr)


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
        reporters.write(report, path, chosen.output_format if named else reporters.format_of(path))
        print(f"newsqa: {verdict(report)}; report in {printable(arguments.output)}", file=sys.stderr)
        return
    reporters.render(report, chosen.output_format, sys.stdout, colour=_colours())


def _colours() -> bool:
    """Colours on a terminal, unless NO_COLOR says no or FORCE_COLOR says yes (https://no-color.org)."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
