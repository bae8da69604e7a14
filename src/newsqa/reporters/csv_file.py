"""CSV for spreadsheets: the columns of FINDINGS, in UTF-8 with a byte order mark, lines ending in CR LF.

A spreadsheet takes a cell that begins with =, +, -, @, a tab or a line end for a formula: those get a "'" in front.
"""

from __future__ import annotations

import csv
from typing import IO, TYPE_CHECKING, Any

from newsqa import schema
from newsqa.reporters.terminal import printable, rows

if TYPE_CHECKING:
    from newsqa.report import Report

_MARK = "\ufeff"  # without it, Excel takes UTF-8 for the code page of the country
# Full-width forms are operators in spreadsheets set to Chinese or Japanese.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def render(report: Report, out: IO[str]) -> None:
    """Write a line a finding."""
    out.write(_MARK)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(schema.FINDINGS.names)
    for finding in rows(report):
        writer.writerow(map(_cell, finding.values()))


def _cell(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return printable(f"'{value}" if value.startswith(_FORMULA) else value)
