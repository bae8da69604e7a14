"""Where reports go: what ``--output``, ``--report`` and ``--to`` name, looked at before any work is done."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from newsqa import reporters
from newsqa.errors import NewsqaError
from newsqa.reporters.terminal import printable, remarks, verdict

if TYPE_CHECKING:
    from newsqa.commands.settings import Settings
    from newsqa.report import Report

STDOUT = "-"
STATISTICS = "statistics"
DATA_DOCS = "gx-data-docs"  # a folder of pages; only of a stored report

_FOR_PEOPLE = ("full", "concise", STATISTICS, "github")
# Formats that show counts by source, or keep them for those that do.
_BY_SOURCE = ("html", "json", "parquet", "dataset")


class Target(NamedTuple):
    """A format and where it is written to: a file, a folder, or "-" for standard output."""

    format: str
    out: str

    @property
    def is_folder(self) -> bool:
        """Whether the format is a folder of files."""
        return self.format in ("dataset", DATA_DOCS)


def of_check(arguments: argparse.Namespace, chosen: Settings) -> list[Target]:
    """Return where the reports of a check go; NewsqaError when an option is not valid.

    Standard output gets what ``--output-format`` says, unless that has a file, or another report takes its place.
    """
    if arguments.statistics and (
        arguments.output or arguments.output_format not in (None, "full", "concise")
    ):
        raise NewsqaError(
            "--statistics prints text on standard output: leave out --output and --output-format"
        )
    # What the command line says takes the place of what the configuration does.
    others = (
        _parsed(arguments.report) if arguments.report else [Target(*pair) for pair in chosen.reports.items()]
    )
    for target in others:
        reporters.check_name(target.format)
    if arguments.output:
        first = Target(_format(arguments, chosen), arguments.output)
        return [first, *(target for target in others if not _alike(target, first))]
    named = arguments.statistics or arguments.output_format is not None
    if not named and any(target.out == STDOUT for target in others):
        return others
    return [Target(STATISTICS if arguments.statistics else chosen.output_format, STDOUT), *others]


def _alike(one: Target, other: Target) -> bool:
    """Whether two targets are one: what the configuration always writes may be asked for once more."""
    return one.format == other.format and os.path.realpath(one.out) == os.path.realpath(other.out)


def _format(arguments: argparse.Namespace, chosen: Settings) -> str:
    if arguments.output.endswith(("/", os.sep)):
        return "dataset"
    if arguments.output_format is not None:
        return chosen.output_format
    return reporters.format_of(arguments.output)


def _parsed(values: Iterable[str]) -> list[Target]:
    """Return ``FORMAT=FILE`` options as targets; NewsqaError when one is not of that form."""
    targets = []
    for value in values:
        format, equals, out = value.partition("=")
        if not (equals and format.strip() and out):
            raise NewsqaError(f"--report {value}: write FORMAT=FILE, as in --report sarif=newsqa.sarif")
        targets.append(Target(format.strip(), out))
    return targets


def check(targets: Sequence[Target], inputs: Sequence[str], extra: Sequence[str] = ()) -> None:
    """Raise NewsqaError where a report could not be written, or would take the place of something.

    ``inputs`` are the paths that are read, ``extra`` formats that are not reporters.
    """
    taken: dict[str, Target] = {}
    for target in targets:
        if target.format not in extra:
            reporters.check_name(target.format)
        if target.out == STDOUT:
            if target.is_folder or target.format in reporters.BINARY:
                raise NewsqaError(
                    f"the format {target.format} is binary: name a file with --output, or instead of -"
                )
            key = STDOUT
        else:
            _check_place(target, inputs)
            key = os.path.realpath(target.out)
        if key in taken:
            place = "standard output" if key == STDOUT else target.out
            raise NewsqaError(f"{place}: {taken[key].format} and {target.format} would both be written there")
        if key == STDOUT or not _is_device(key):
            taken[key] = target


def _is_device(path: str) -> bool:
    from newsqa.files import is_device  # takes longer to load than most checks of a single file

    return is_device(Path(path))


def _check_place(target: Target, inputs: Sequence[str]) -> None:
    out = Path(target.out)
    if any(_same(path, out) for path in inputs):
        raise NewsqaError(
            f"{target.out} is one of the inputs: the {target.format} report would take its place"
        )
    if target.is_folder:
        return
    if out.is_dir() or target.out.endswith(("/", os.sep)):
        raise NewsqaError(f"{target.out} is a folder: the {target.format} report is a file")
    if not Path(os.path.realpath(out)).parent.is_dir():
        raise NewsqaError(f"{target.out}: cannot be written: there is no folder {out.parent}")


def _same(path: str, out: Path) -> bool:
    try:
        return Path(path).samefile(out)
    except OSError:  # one of them is not there
        return False


def spare(targets: Sequence[Target], files: Sequence[Path]) -> None:
    """Raise NewsqaError where a report would take the place of a file that is read, be it found in a folder."""
    outs = [Path(target.out) for target in targets if target.out != STDOUT and Path(target.out).is_file()]
    names = {Path(os.path.realpath(out)).name: out for out in outs}
    for file in files:
        if file.name in names and _same(os.fspath(file), names[file.name]):
            raise NewsqaError(
                f"{names[file.name]} is one of the inputs: the report would take its place; keep reports elsewhere"
            )


def is_for_people(targets: Sequence[Target]) -> bool:
    """Tell whether standard output gets a summary, which says what could not be done."""
    return any(target.out == STDOUT and target.format in _FOR_PEOPLE for target in targets)


def count_sources(targets: Sequence[Target]) -> bool:
    """Tell whether a report shows or keeps counts by source, which cost a look at every address."""
    return any(target.format in _BY_SOURCE for target in targets)


def write(report: Report, targets: Sequence[Target], *, lang: str, colour: bool = False) -> None:
    """Write a report to each target, the files first; where one cannot be written, the others are all the same.

    NewsqaError names what could not be written.
    """
    failures = []
    for target in targets:
        if target.out == STDOUT:
            continue
        try:
            _write(report, target, lang)
        except NewsqaError as error:
            failures.append(str(error))
    for target in targets:
        if target.out == STDOUT:
            _show(report, target.format, lang, colour)
    if failures:
        raise NewsqaError("; ".join(failures))


def _write(report: Report, target: Target, lang: str) -> None:
    if target.format != DATA_DOCS:
        reporters.write(report, Path(target.out), target.format, lang=lang)
        return
    from newsqa.gx import write_data_docs

    write_data_docs(report, Path(target.out))


def _show(report: Report, format: str, lang: str, colour: bool) -> None:
    if format == STATISTICS:
        from newsqa.reporters import statistics

        statistics.render(report, sys.stdout, colour=colour)
        return
    reporters.render(report, format, sys.stdout, colour=colour, lang=lang)


def say(report: Report, targets: Sequence[Target]) -> None:
    """Say on standard error how the run went, where nothing else does, and which files were written."""
    files = [printable(target.out) for target in targets if target.out != STDOUT]
    told = f"report{'' if len(files) == 1 else 's'} in {', '.join(files)}" if files else ""
    if not is_for_people(targets) and (files or len(targets) > 1):
        for line in remarks(report):
            print(f"newsqa: {line}", file=sys.stderr)
        told = f"{verdict(report)}; {told}"
    if told:
        print(f"newsqa: {told}", file=sys.stderr)
