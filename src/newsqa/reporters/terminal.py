"""What the formats for a terminal share: colours, safe characters, widths, places and the summary table."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newsqa.report import Report
    from newsqa.reporters.ranking import Listed

# Of many files that cannot be read, mostly for one reason, no more are named one below the other.
MAX_REASONS = 5

_CODES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "blue": "34", "cyan": "36"}
_SEVERITY = {"error": "red", "warning": "yellow", "info": "blue"}
_STATUS = {"pass": "green", "warn": "yellow", "fail": "red", "not-evaluated": "dim"}

# Controls become their pictures (one column each), so that text can neither move the cursor nor break the caret line.
_PICTURES = {c: 0x2400 + c for c in range(0x20)} | {0x7F: 0x2421} | dict.fromkeys(range(0x80, 0xA0), 0x00B7)
_PICTURES |= dict.fromkeys(
    (0x061C, 0x200E, 0x200F, 0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0x00B7
)
_ESCAPES = {c: f"\\u{c:04x}" for c in _PICTURES if c >= 0x7F}  # JSON escapes those below itself
_PICTURES[0x09] = 0x20


def printable(text: str) -> str:
    """Return a text without characters that a terminal obeys, as long as before."""
    return text.translate(_PICTURES)


def as_json(value: Any, *, indent: int | None = None) -> str:
    """Return a value as JSON in which whatever a terminal obeys is escaped, and everything else is legible."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    # Nearly no text holds any of them, and to look is thirty times as fast as to replace character by character.
    return text.translate(_ESCAPES) if _escaped().search(text) else text


@cache
def _escaped() -> re.Pattern[str]:
    return re.compile("[" + "".join(map(chr, _ESCAPES)) + "]")


def rows(report: Report) -> Iterator[dict[str, Any]]:
    """Yield the findings one by one, few of them held at a time."""
    for batch in report.findings.to_batches(max_chunksize=1000):
        names = batch.schema.names
        for values in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            yield dict(zip(names, values, strict=True))


def paint(text: str, style: str, colour: bool) -> str:
    """Return a text in a style when colours are wanted."""
    return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if colour else text


def width(text: str) -> int:
    """Return how many columns a text takes: wide East Asian characters two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(
        0
        if unicodedata.combining(c) or unicodedata.category(c) in ("Mn", "Me", "Cf")
        else 2
        if unicodedata.east_asian_width(c) in "WF"
        else 1
        for c in text
    )


def place(finding: dict[str, Any], colour: bool = False) -> str:
    """Return "path#record:line:column", leaving out what a finding does not have."""
    name = printable(finding["path"] or ("table" if finding["record"] is not None else "input"))
    if finding["record"] is not None and (finding["line"] is None or not _has_lines(finding["path"])):
        name += f"#{finding['record']}"
    numbers = "".join(f":{n}" for n in (finding["line"], finding["column"]) if n is not None)
    return paint(name, "bold", colour) + paint(numbers, "cyan", colour)


def _has_lines(path: str | None) -> bool:
    """Tell whether line and column are those of the file, so that they already say which record is meant."""
    suffixes = Path(path or "").suffixes[-2:]
    return any(suffix.lower() in (".json", ".jsonl", ".ndjson", ".csv", ".tsv") for suffix in suffixes)


def headline(finding: dict[str, Any], colour: bool) -> str:
    """Return a finding on one line: "place: CODE name: message [fixable]"."""
    code = paint(finding["code"], _SEVERITY[finding["severity"]], colour)
    fixable = {"safe": " [fixable]", "unsafe": " [fixable: unsafe]"}.get(finding["fix_safety"] or "", "")
    message = printable(finding["message"])
    return f"{place(finding, colour)}: {code} {printable(finding['rule'])}: {message}{paint(fixable, 'dim', colour)}"


def told(entry: Listed) -> str:
    """Return what an entry of a shortened list says, without its place and rule."""
    message = printable(entry.finding["message"])
    if entry.size == 1:
        return message
    where = "this file" if entry.files == 1 else f"{entry.files:,} files"
    return f"{entry.size:,} more of this rule in {where}; the first: {message}"


def summary(report: Report, out: IO[str], colour: bool, *, whole: bool = False) -> None:
    """Write the table of expectations, the ``whole`` one or those that found something, and the verdict."""
    every = report.results.to_pylist()
    rows = every if whole else [row for row in every if row["failed"]]
    if rows:
        out.write("\n" + _table(rows, report.suite.name, colour) + "\n")
    if not whole:
        out.write(paint(_rest(every), "dim", colour) + "\n")
    for reason in first_of(report.broken):
        out.write(paint(f"broken: {printable(reason)}", "red", colour) + "\n")
    for line in remarks(report):
        out.write(line + "\n")
    out.write(verdict(report, colour) + "\n")


def _rest(rows: list[dict[str, Any]]) -> str:
    """Return a line on the expectations that found nothing; those that were not evaluated are named by code."""
    met = sum(row["status"] == "pass" and not row["failed"] for row in rows)
    idle = [row["code"] for row in rows if row["status"] == "not-evaluated"]
    line = f"{met:,} {'expectation' if met == 1 else 'expectations'} met"
    return f"{line}; not evaluated (--statistics says why): {', '.join(ranges(idle))}" if idle else line


def ranges(codes: Iterable[str]) -> list[str]:
    """Return codes, neighbours in number as one: ("COR001", "COR002", "COR003", "DAT002") are COR001-003 and DAT002."""
    runs: list[tuple[str, str]] = []
    for code in codes:
        last = runs[-1][1] if runs else ""
        if (
            last[:-3] == code[:-3]
            and code[-3:].isdecimal()
            and last[-3:].isdecimal()
            and int(code[-3:]) == int(last[-3:]) + 1
        ):
            runs[-1] = (runs[-1][0], code)
        else:
            runs.append((code, code))
    return [first if first == last else f"{first}-{last[-3:]}" for first, last in runs]


def first_of(reasons: Sequence[str]) -> list[str]:
    """Return the first reasons of why something could not be done, and how many more there are."""
    more = len(reasons) - MAX_REASONS
    return [
        *reasons[:MAX_REASONS],
        *([f"… and {more:,} more, which --output report.json lists"] if more > 0 else []),
    ]


def remarks(report: Report) -> list[str]:
    """Return what a report looks like beside earlier runs, a line each."""
    if report.baseline is None and report.history is None:
        return []
    from newsqa.reporters import remarks

    return remarks.remarks(report)


def _table(rows: list[dict[str, Any]], suite: str, colour: bool) -> str:
    head = (f"suite {printable(suite)}", "", "severity", "failed", "of", "free", "status", "")
    body = [
        (
            row["code"],
            printable(row["rule"]),
            row["severity"],
            f"{row['failed']:,}",
            f"{row['evaluated']:,}",
            "–" if row["share"] is None else percent(row["share"]),
            row["status"],
            _reason(row),
        )
        for row in rows
    ]
    sizes = [max(len(line[i]) for line in body) for i in range(len(head))]
    sizes = [max(size, len(head[i])) if i > 1 else size for i, size in enumerate(sizes)]
    title = head[0].ljust(sizes[0] + 2 + sizes[1])
    lines = [
        "  ".join(
            (paint(title, "bold", colour), *(_cell(head[i], sizes[i], i) for i in range(2, 7)))
        ).rstrip()
    ]
    for row in body:
        cells = [_cell(row[i], sizes[i], i) for i in range(8)]
        cells[6] = paint(cells[6], _STATUS[row[6]], colour)
        cells[7] = paint(printable(row[7]), "dim", colour) if row[7] else ""
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def _cell(text: str, size: int, column: int) -> str:
    return text.rjust(size) if 3 <= column <= 5 else text.ljust(size)


def percent(share: float) -> str:
    """Return a share as a percentage that never rounds up to 100 or down to 0."""
    if 0 < share < 1:
        return f"{min(max(share * 100, 0.1), 99.9):.1f}%"
    return f"{share:.0%}"


def _reason(row: dict[str, Any]) -> str:
    if row["status"] == "not-evaluated":
        return str(row["reason"])
    return f"tolerated: {percent(1 - row['mostly'])}" if row["mostly"] < 1 else ""


def verdict(report: Report, colour: bool = False) -> str:
    """Return whether the report is ok, and the counts behind it."""
    findings = report.findings
    fixable = sum(safety == "safe" for safety in findings["fix_safety"].to_pylist())
    count = f"{report.article_count:,} article{'' if report.article_count == 1 else 's'} checked"
    found = (
        f"{findings.num_rows:,} finding{'' if findings.num_rows == 1 else 's'}"
        if findings.num_rows
        else "no findings"
    )
    extra = f", {fixable:,} fixable with --fix" if fixable else ""
    state = paint("ok", "green", colour) if report.ok else paint("not ok", "red", colour)
    if report.ok and not report.article_count:
        state = paint("nothing to check", "yellow", colour)
    return f"{state}: {count}, {found}{extra}"
