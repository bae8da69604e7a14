"""Each finding with its line of text and a caret, then the summary."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from newsqa.reporters.terminal import headline, paint, printable, summary, width
from newsqa.snippets import Snippet, cut

if TYPE_CHECKING:
    from newsqa.report import Report


def render(report: Report, out: IO[str], *, colour: bool = False) -> None:
    """Write the findings and the summary."""
    snippets = report.snippets
    for batch in report.findings.to_batches(max_chunksize=1000):
        for finding in batch.to_pylist():
            out.write(headline(finding, colour) + "\n")
            snippet = next(snippets)
            if snippet is not None:
                out.write(_excerpt(snippet, finding["line"], colour))
    summary(report, out, colour)


def _excerpt(snippet: Snippet, line: int | None, colour: bool) -> str:
    number = "" if line is None else str(line)
    gutter = " " * len(number)
    line_text, start, length = cut(snippet)
    text = printable(line_text)
    before, marked = text[:start], text[start : start + length]
    caret = " " * width(before) + paint("^" * max(1, width(marked)), "red", colour)
    bar = paint("|", "dim", colour)
    return f"  {gutter} {bar}\n  {number} {bar} {text}\n  {gutter} {bar} {caret}\n"
