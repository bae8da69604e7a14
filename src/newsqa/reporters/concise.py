"""One line a finding, then the summary."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from newsqa.reporters.terminal import headline, rows, summary

if TYPE_CHECKING:
    from newsqa.report import Report


def render(report: Report, out: IO[str], *, colour: bool = False) -> None:
    """Write the findings and the summary."""
    for finding in rows(report):
        out.write(headline(finding, colour) + "\n")
    summary(report, out, colour)
