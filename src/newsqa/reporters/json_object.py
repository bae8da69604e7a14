"""One JSON object: version, suite, results, findings and the number of articles."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from newsqa.keeping import as_lines
from newsqa.reporters.terminal import as_json, rows

if TYPE_CHECKING:
    from newsqa.report import Report


def render(report: Report, out: IO[str]) -> None:
    """Write the object; findings one a line, so that a large report can be written and read piece by piece."""
    out.write(as_lines(report.summary()))
    out.write(',\n  "findings": [')
    separator = "\n    "
    for finding in rows(report):
        out.write(separator + as_json(finding))
        separator = ",\n    "
    out.write("\n  ]\n}\n")
