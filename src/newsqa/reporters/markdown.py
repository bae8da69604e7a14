"""Markdown, as GitHub's job summaries and merge requests show it: verdict, expectations, and the first findings.

GitHub takes 1 MiB from a step: the tables have limits, and what is left out is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import IO, TYPE_CHECKING, Any

from newsqa.reporters.ranking import pairs, rows_at
from newsqa.reporters.terminal import percent, place, printable, remarks, verdict

if TYPE_CHECKING:
    from newsqa.report import Report

MAX_FINDINGS = 100
MAX_EXPECTATIONS = 500
MAX_LINES = 50  # of what broke, and of remarks
MAX_BYTES = 900_000
_CELL = 300  # characters

_SIGNS = {"pass": "✅", "warn": "⚠️", "fail": "❌", "not-evaluated": "➖"}
_URGENCY = ("fail", "warn", "not-evaluated", "pass")
# All that may mean something to Markdown, HTML, or GitHub: mentions, formulas, and addresses that become links.
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>()#+|~&$@:!=-]|(?<=www)\.")


def render(report: Report, out: IO[str]) -> None:
    """Write the report."""
    page = _Page(out)
    out.write(
        f"## {'✅' if report.ok else '❌'} newsqa: {escape(report.suite.name)}\n\n{escape(verdict(report))}\n"
    )
    page.lines([f"broken: {reason}" for reason in report.broken])
    page.lines(remarks(report))
    _expectations(report, page)
    _findings(report, page)
    page.lines([f"note: {note}" for note in report.notes])


class _Page:
    """A page with room for so many bytes."""

    def __init__(self, out: IO[str]) -> None:
        self.out = out
        self._room = MAX_BYTES

    def rows(self, rows: Iterable[str], most: int) -> int:
        """Write rows as long as there is room, and return how many."""
        written = 0
        for row in islice(rows, most):
            self._room -= len(row.encode())
            if self._room < 0:
                break
            self.out.write(row)
            written += 1
        return written

    def lines(self, lines: Sequence[str]) -> None:
        """Write a list."""
        if not lines:
            return
        self.out.write("\n")
        left = len(lines) - self.rows((f"* {escape(line)}\n" for line in lines), MAX_LINES)
        if left:
            self.out.write(f"* … and {left:,} more\n")


def _expectations(report: Report, page: _Page) -> None:
    rows = sorted(report.results.to_pylist(), key=lambda row: _URGENCY.index(row["status"]))
    if not rows:
        return
    page.out.write(
        "\n| | expectation | severity | failed | of | free | expected | |\n|---|---|---|--:|--:|--:|--:|---|\n"
    )
    left = len(rows) - page.rows(map(_expectation, rows), MAX_EXPECTATIONS)
    if left:
        page.out.write(f"\n… and {left:,} more expectations\n")


def _expectation(row: dict[str, Any]) -> str:
    share = "–" if row["share"] is None else percent(row["share"])
    reason = row["reason"] if row["status"] == "not-evaluated" else None
    cells = (
        f"{_SIGNS[row['status']]} {row['status']}", _rule(row), row["severity"], f"{row['failed']:,}",
        f"{row['evaluated']:,}", share, percent(row["mostly"]), escape(reason or ""),
    )  # fmt: skip
    return f"| {' | '.join(cells)} |\n"


def _findings(report: Report, page: _Page) -> None:
    shown = pairs(report.findings).most_severe(MAX_FINDINGS)
    if not len(shown.first):
        return
    page.out.write("\n| place | rule | finding |\n|---|---|---|\n")
    counts = shown.counts.tolist()
    written = page.rows(map(_finding, rows_at(report.findings, shown.first), counts), MAX_FINDINGS)
    left = report.findings.num_rows - sum(counts[:written])
    if left:
        page.out.write(
            f"\n… and {left:,} more findings; above is the first of a rule in a file, the most severe first\n"
        )


def _finding(row: dict[str, Any], count: int) -> str:
    more = f" (and {count - 1:,} more in this file)" if count > 1 else ""
    return f"| {escape(place(row))} | {_rule(row)} | {escape(row['message'])}{more} |\n"


def _rule(row: dict[str, Any]) -> str:
    return f"{row['code']} {escape(row['rule'])}"


def escape(text: str) -> str:
    """Return text of any origin, cut where it is long, so that it stays text on one line and in one cell."""
    shown = printable(text)
    if len(shown) > _CELL:
        shown = shown[: _CELL - 1] + "…"
    # A mention is recognised in the finished page: a character of no width keeps it from being one.
    return _SPECIAL.sub(r"\\\g<0>", shown).replace("@", "@&#8203;")
