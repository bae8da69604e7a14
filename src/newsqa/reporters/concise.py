"""One line a finding, then the summary."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from newsqa.reporters.terminal import headline, summary

if TYPE_CHECKING:
    from newsqa.report import Report


def render(report: Report, out: IO[str], *, colour: bool = False) -> None:
    """Write the findings and the summary."""
    for batch in report.findings.to_batches(max_chunksize=1000):
        for finding in batch.to_pylist():
            out.write(headline(finding, colour) + "\n")
    summary(report, out, colour)
