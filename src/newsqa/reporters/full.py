"""Each finding with its line of text and a caret, then the summary."""

from __future__ import annotations

from itertools import islice
from typing import IO, TYPE_CHECKING

from newsqa.reporters.terminal import headline, paint, printable, rows, summary, width
from newsqa.snippets import Snippet, cut

if TYPE_CHECKING:
    from newsqa.report import Report


# Nobody reads more of them one below the other.
MAX_FINDINGS = 1000


def render(report: Report, out: IO[str], *, colour: bool = False) -> None:
    """Write the first findings and the summary; how many are left out is said."""
    for finding, snippet in islice(zip(rows(report), report.snippets, strict=True), MAX_FINDINGS):
        out.write(headline(finding, colour) + "\n")
        if snippet is not None:
            out.write(_excerpt(snippet, finding["line"], colour))
    more = report.findings.num_rows - MAX_FINDINGS
    if more > 0:
        out.write(
            f"… and {more:,} more findings: --output-format concise lists them all, --statistics counts them, "
            "--output findings.parquet keeps them\n\n"
        )
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
