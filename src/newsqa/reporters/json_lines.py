"""One JSON object a line and finding."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from newsqa.reporters.terminal import as_json, rows

if TYPE_CHECKING:
    from newsqa.report import Report


def render(report: Report, out: IO[str]) -> None:
    """Write the findings; the keys are the columns of FINDINGS."""
    for finding in rows(report):
        out.write(as_json(finding) + "\n")
