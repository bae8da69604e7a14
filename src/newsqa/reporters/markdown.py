"""Markdown, as GitHub's job summaries and merge requests show it: verdict, expectations, and the first findings.

GitHub takes 1 MiB from a step: the tables have limits, and what is left out is counted.
"""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING, Any

from newsqa.reporters.ranking import pairs, rows_at
from newsqa.reporters.terminal import percent, place, printable, remarks, verdict

if TYPE_CHECKING:
    from newsqa.report import Report

MAX_FINDINGS = 100
MAX_EXPECTATIONS = 500
MAX_LINES = 50  # of what broke, and of remarks
_CELL = 300  # characters: with all of these no more than 800,000 bytes come together

_SIGNS = {"pass": "✅", "warn": "⚠️", "fail": "❌", "not-evaluated": "➖"}
_URGENCY = ("fail", "warn", "not-evaluated", "pass")
# All that may mean something to Markdown, HTML, or GitHub: mentions, formulas, and addresses that become links.
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>()#+|~&$@:!=-]|(?<=www)\.")


def render(report: Report, out: IO[str]) -> None:
    """Write the report."""
    out.write(
        f"## {'✅' if report.ok else '❌'} newsqa: {escape(report.suite.name)}\n\n{escape(verdict(report))}\n"
    )
    _list(out, [f"broken: {reason}" for reason in report.broken])
    _list(out, remarks(report))
    _expectations(report, out)
    _findings(report, out)
    _list(out, [f"note: {note}" for note in report.notes])


def _list(out: IO[str], lines: list[str]) -> None:
    if not lines:
        return
    out.write("\n" + "".join(f"* {escape(line)}\n" for line in lines[:MAX_LINES]))
    if len(lines) > MAX_LINES:
        out.write(f"* … and {len(lines) - MAX_LINES:,} more\n")


def _expectations(report: Report, out: IO[str]) -> None:
    rows = sorted(report.results.to_pylist(), key=lambda row: _URGENCY.index(row["status"]))
    if not rows:
        return
    out.write(
        "\n| | expectation | severity | failed | of | free | expected | |\n|---|---|---|--:|--:|--:|--:|---|\n"
    )
    for row in rows[:MAX_EXPECTATIONS]:
        share = "–" if row["share"] is None else percent(row["share"])
        reason = row["reason"] if row["status"] == "not-evaluated" else None
        cells = (
            f"{_SIGNS[row['status']]} {row['status']}", f"{row['code']} {escape(row['rule'])}", row["severity"],
            f"{row['failed']:,}", f"{row['evaluated']:,}", share, percent(row["mostly"]), escape(reason or ""),
        )  # fmt: skip
        out.write(f"| {' | '.join(cells)} |\n")
    if len(rows) > MAX_EXPECTATIONS:
        out.write(f"\n… and {len(rows) - MAX_EXPECTATIONS:,} more expectations\n")


def _findings(report: Report, out: IO[str]) -> None:
    every = pairs(report.findings)
    shown = every.most_severe(MAX_FINDINGS)
    if not len(shown.first):
        return
    out.write("\n| place | rule | finding |\n|---|---|---|\n")
    for row, count in zip(rows_at(report.findings, shown.first), shown.counts.tolist(), strict=True):
        more = f" (and {count - 1:,} more in this file)" if count > 1 else ""
        out.write(f"| {escape(place(row))} | {_rule(row)} | {escape(row['message'])}{more} |\n")
    left = report.findings.num_rows - int(shown.counts.sum())
    if left:
        out.write(
            f"\n… and {left:,} more findings; above is the first of a rule in a file, the most severe first\n"
        )


def _rule(row: dict[str, Any]) -> str:
    return f"{row['code']} {escape(row['rule'])}"


def escape(text: str) -> str:
    """Return text of any origin, cut where it is long, so that it stays text on one line and in one cell."""
    shown = printable(text)
    if len(shown) > _CELL:
        shown = shown[: _CELL - 1] + "…"
    # A mention is recognised in the finished page: a character of no width keeps it from being one.
    return _SPECIAL.sub(r"\\\g<0>", shown).replace("@", "@&#8203;")
