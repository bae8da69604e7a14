"""``newsqa baseline``: note what is wrong already, bring that up to date, and forget what is gone."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np

from newsqa.api import would_read
from newsqa.baseline import DEFAULT, WHOLE, Baseline, Entries
from newsqa.cli import EXIT_ERROR, EXIT_OK
from newsqa.commands.check import report_of, say_notes
from newsqa.commands.settings import settings
from newsqa.errors import NewsqaError
from newsqa.findings import MAX_HITS
from newsqa.known import Known
from newsqa.noting import refuse
from newsqa.readers.files import format_by_name
from newsqa.report import Report
from newsqa.reporters.terminal import first_of, printable


def run(arguments: argparse.Namespace) -> int:
    """Check the articles, write the baseline, and say what has changed in it; 2 where something could not be read."""
    chosen = settings(arguments)._replace(history=None)
    file = chosen.baseline or Path(DEFAULT)
    known = None
    if arguments.action == "create":
        _refuse(file, chosen.paths)
    else:
        known = Known(Baseline.load(file), taking=arguments.action == "prune")
    report = report_of(chosen.paths, chosen, arguments, known)
    say_notes(report)
    for failure in first_of(report.broken):
        print(f"newsqa: {printable(failure)}", file=sys.stderr)
    if not report.complete:
        raise NewsqaError(f"the run was stopped before its end: {file} is left as it was")
    if known is None:
        report.write_baseline(file)
        _tell(file, None, Baseline.load(file).entries)
    else:
        new = report.baseline_after(arguments.action)
        new.save()
        _tell(file, known.baseline.entries, new.entries)
    if arguments.action != "prune" and (path := _without_ids(report)):
        print(
            f"newsqa: the articles of {printable(path)} have no id and are known by their number: with an id they are "
            "known wherever they stand",
            file=sys.stderr,
        )
    return EXIT_ERROR if report.broken else EXIT_OK


def _refuse(file: Path, paths: list[str]) -> None:
    """Refuse to write over a file, or one that would be checked itself."""
    refuse(file)
    if not file.absolute().parent.is_dir():
        raise NewsqaError(f"{file}: there is no folder {file.parent}")
    if format_by_name(file) and any(would_read(path, file) for path in paths):
        raise NewsqaError(f"{file} would be read as an article: take a name such as {file.stem}.baseline")


def _tell(file: Path, old: Entries | None, new: Entries) -> None:
    """Print what has changed."""
    changed = ""
    if old is not None:
        noted, forgotten = (int((~np.isin(a.keys, b.keys)).sum()) for a, b in ((new, old), (old, new)))
        changed = f"{noted:,} noted, {forgotten:,} forgotten; "
    whole = int((new.counts == WHOLE).sum())
    print(f"{printable(str(file))}: {changed}{_entries(len(new.keys))}")
    if whole:
        print(
            f"{_entries(whole)} for an article with {MAX_HITS} findings of a rule or more: all of the rule are known "
            "there, new ones, too"
        )


def _entries(number: int) -> str:
    return f"{number:,} entr{'y' if number == 1 else 'ies'}"


def _without_ids(report: Report) -> str | None:
    """Return a table of which articles have no id of their own; None where all of them have."""
    columns = report.findings.select(["article_id", "path", "record"]).to_pydict().values()
    return next((path for name, path, n in zip(*columns, strict=True) if n and name == f"{path}#{n}"), None)
