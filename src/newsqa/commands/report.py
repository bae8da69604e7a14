"""``newsqa report``: a stored report in other formats."""

from __future__ import annotations

import argparse
import sys

from newsqa.cli import EXIT_OK
from newsqa.commands import targets
from newsqa.commands.targets import DATA_DOCS, Target
from newsqa.errors import InputError
from newsqa.report import Report
from newsqa.reporters.terminal import printable


def run(arguments: argparse.Namespace) -> int:
    """Write a stored report; the exit code says whether that went well, not whether the report is ok."""
    wanted = [Target(format, out) for format, out in arguments.to]
    targets.check(wanted, [arguments.path], (DATA_DOCS,))
    report = Report.load(arguments.path)
    if any(target.format == "html" for target in wanted):
        _say_what_is_missing(report)
    targets.write(report, wanted, lang=arguments.lang)
    targets.say(report, wanted)
    return EXIT_OK


def _say_what_is_missing(report: Report) -> None:
    """Say why a page shows no articles: they are read again, and may not be there any more."""
    try:
        report.batches()
    except InputError as error:
        print(f"note: {printable(str(error))}", file=sys.stderr)
