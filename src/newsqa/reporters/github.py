"""Workflow commands of GitHub Actions: annotations in the log and beside the lines of a pull request.

GitHub shows ten annotations a level in a step: what broke comes first, then one finding a rule and file, of each rule one
before any has two. What is withheld is counted, and the table of expectations follows for people who read the log.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any

from newsqa.reporters.addresses import in_file, relative
from newsqa.reporters.ranking import pairs, rows_at
from newsqa.reporters.terminal import place, printable, summary
from newsqa.rules.base import SEVERITIES

if TYPE_CHECKING:
    from newsqa.report import Report

MAX_ANNOTATIONS = 10  # a level

_LEVELS = {"error": "error", "warning": "warning", "info": "notice"}


def render(report: Report, out: IO[str]) -> None:
    """Write the annotations and the summary."""
    broken = report.broken
    for reason in broken[:MAX_ANNOTATIONS]:
        out.write(f"::error title=newsqa could not do all its work::{_data(reason)}\n")
    every = pairs(report.findings)
    for rank, severity in enumerate(reversed(SEVERITIES)):
        room = max(0, MAX_ANNOTATIONS - len(broken)) if severity == "error" else MAX_ANNOTATIONS
        shown = every.most_severe(room, rank)
        for row, count in zip(rows_at(report.findings, shown.first), shown.counts.tolist(), strict=True):
            out.write(_annotation(row, count))
        mine = every.rank == rank
        withheld = int(every.counts[mine].sum()) - int(shown.counts.sum())
        if withheld:
            out.write(_withheld(withheld, severity, int(mine.sum()) - len(shown.first)))
    out.write(_inert(report))


def _annotation(finding: dict[str, Any], count: int) -> str:
    where, row = {}, in_file(finding)
    if (file := relative(row["path"])) is not None:
        where["file"] = file
        if row["line"] is not None:
            where["line"] = row["line"]
            if row["end_line"] is not None:
                where["endLine"] = row["end_line"]
            if row["column"] is not None and row["end_line"] == row["line"]:
                where |= {"col": row["column"], "endColumn": row["end_column"]}
    where["title"] = f"{row['code']} {row['rule']}"
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in where.items())
    message = row["message"]
    if row["record"] is not None or file is None:
        message = f"{place(finding)}: {message}"
    if count > 1:
        message += f" (and {count - 1:,} more of this rule in this file)"
    return f"::{_LEVELS[row['severity']]} {properties}::{_data(message)}\n"


def _withheld(findings: int, severity: str, groups: int) -> str:
    several = f"{findings:,} more finding{'' if findings == 1 else 's'} of severity {severity}"
    what = "rule and file" if groups == 1 else "pairs of a rule and a file"
    return f"{several}, of {groups:,} {what}, {'is' if findings == 1 else 'are'} not annotated: GitHub shows {MAX_ANNOTATIONS} a level\n"


def _data(text: str) -> str:
    """Escape what a command says: it ends with the line, and "%" begins an escape."""
    return _escaped(printable(text))


def _property(text: str) -> str:
    """Escape a property of a command: line ends of a file's name are kept, other controls are not."""
    lines = [[printable(part) for part in line.split("\r")] for line in text.split("\n")]
    joined = "\n".join("\r".join(parts) for parts in lines)
    return _escaped(joined).replace(":", "%3A").replace(",", "%2C")


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _inert(report: Report) -> str:
    """Return the summary as text in which GitHub finds no commands: "::" at the start of a line, "##[" anywhere."""
    import io

    text = io.StringIO()
    summary(report, text, colour=False)
    lines = text.getvalue().replace("##[", "## [").split("\n")
    return "\n".join(f"· {line}" if line.lstrip().startswith("::") else line for line in lines)
