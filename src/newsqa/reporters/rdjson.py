"""Reviewdog's diagnostics (rdjson), all of them: reviewdog picks those of the lines that a change touches.

Its columns count bytes of UTF-8: they are given where the line of text that is known of a finding tells them.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any

from newsqa.reporters.addresses import home, in_file, project_urls, relative, rule_page
from newsqa.reporters.terminal import as_json, place, printable, rows
from newsqa.snippets import Snippet

if TYPE_CHECKING:
    from newsqa.report import Report

_SEVERITIES = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}


def render(report: Report, out: IO[str]) -> None:
    """Write the object, a diagnostic a line."""
    address = home(project_urls())
    source = {"name": "newsqa", **({"url": address} if address else {})}
    out.write(f'{{\n"source": {as_json(source)},\n"diagnostics": [')
    separator = "\n"
    for finding, snippet in zip(rows(report), report.snippets, strict=True):
        out.write(separator + as_json(_diagnostic(finding, snippet)))
        separator = ",\n"
    out.write("\n]\n}\n")


def _diagnostic(finding: dict[str, Any], snippet: Snippet | None) -> dict[str, Any]:
    row, file = in_file(finding), relative(finding["path"])
    message = f"{row['rule']}: {row['message']}"
    if file is None or row["record"] is not None:
        message = f"{place(finding)}: {message}"
    location: dict[str, Any] = {"path": printable(file or "")}
    columns = _columns(row, snippet)
    if row["line"] is not None:
        location["range"] = _range(row, columns)
    page = rule_page(row["code"], project_urls())
    found: dict[str, Any] = {
        "message": printable(message),
        "location": location,
        "severity": _SEVERITIES[row["severity"]],
        "code": {"value": row["code"], **({"url": page} if page else {})},
    }
    if columns is not None and _mends_exactly(row):
        found["suggestions"] = [{"range": location["range"], "text": row["fix_text"] or ""}]
    return found


def _range(row: dict[str, Any], columns: tuple[int, int] | None) -> dict[str, Any]:
    if columns is None:
        ends = {"end": {"line": row["end_line"]}} if row["end_line"] is not None else {}
        return {"start": {"line": row["line"]}} | ends
    start, end = columns
    return {"start": {"line": row["line"], "column": start}, "end": {"line": row["line"], "column": end}}


def _columns(row: dict[str, Any], snippet: Snippet | None) -> tuple[int, int] | None:
    """Return the columns in bytes, the end exclusive, of what stands on one line; None where they are not known.

    They are when the snippet begins where the line does: the characters before the place are then as many as it says.
    """
    if snippet is None or row["column"] is None or row["line"] != row["end_line"]:
        return None
    window, start, length = snippet
    before, found = (
        part.decode("utf-8", "replace") for part in (window[:start], window[start : start + length])
    )
    if len(before) + 1 != row["column"] or row["column"] + len(found) != row["end_column"] + 1:
        return None
    return start + 1, start + length + 1


def _mends_exactly(row: dict[str, Any]) -> bool:
    """Tell whether the fix replaces just what was found, in a file whose text is the article's."""
    same = (row["fix_start"], row["fix_end"]) == (row["start"], row["end"])
    return row["fix_safety"] == "safe" and same and row["field"] == "text" and row["record"] is None
