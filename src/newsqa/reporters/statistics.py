"""How many findings each rule has, most frequent first, and every expectation with what became of it."""

from __future__ import annotations

from collections import Counter
from typing import IO, TYPE_CHECKING

from newsqa.reporters.terminal import printable, summary

if TYPE_CHECKING:
    from newsqa.report import Report


def render(report: Report, out: IO[str], *, colour: bool = False) -> None:
    """Write a line a rule: findings, code, name, how many of them can be mended safely; then the whole summary."""
    columns = report.findings.select(["code", "rule", "fix_safety"]).to_pydict()
    counts: Counter[tuple[str, str]] = Counter(zip(columns["code"], columns["rule"], strict=True))
    fixable = Counter(
        code for code, safety in zip(columns["code"], columns["fix_safety"], strict=True) if safety == "safe"
    )
    size = len(f"{max(counts.values(), default=0):,}")
    for (code, rule), count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        note = f"  [{fixable[code]:,} fixable]" if fixable[code] else ""
        out.write(f"{count:>{size},}  {code}  {printable(rule)}{note}\n")
    summary(report, out, colour, whole=True)
