"""GitLab's code quality report: a JSON list, which merge requests show as what is new and what is fixed.

The most severe findings come first; above 10,000 entries the others are counted, one entry a rule and file.
"""

from __future__ import annotations

import hashlib
from typing import IO, TYPE_CHECKING, Any

from newsqa.reporters.addresses import NO_FILE, in_file, relative
from newsqa.reporters.ranking import Listed, listed
from newsqa.reporters.terminal import as_json, place, printable, told

if TYPE_CHECKING:
    from newsqa.report import Report

MAX_ENTRIES = 10_000

_SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


def render(report: Report, out: IO[str]) -> None:
    """Write the list, an entry a line."""
    out.write("[")
    separator = "\n"
    for entry in listed(report.findings, MAX_ENTRIES):
        out.write(separator + as_json(_entry(entry)))
        separator = ",\n"
    out.write("\n]\n")


def _entry(entry: Listed) -> dict[str, Any]:
    row = entry.finding
    file = relative(row["path"]) if entry.files == 1 else None
    said = told(entry)
    if entry.files == 1 and (file is None or row["record"] is not None):
        said = f"{place(row)}: {said}"
    return {
        "description": f"{row['code']} {printable(row['rule'])}: {said}",
        "check_name": row["code"],
        "fingerprint": _fingerprint(entry),
        "severity": _SEVERITIES[row["severity"]],
        # A path and a line are asked for, even of what is in no file.
        "location": {"path": printable(file or NO_FILE), "lines": _lines(in_file(row))},
    }


def _lines(row: dict[str, Any]) -> dict[str, int]:
    begin = max(1, row["line"] or 1)
    end = row["end_line"]
    return {"begin": begin} | ({"end": end} if end is not None and end > begin else {})


def _fingerprint(entry: Listed) -> str:
    row = entry.finding
    if entry.size == 1:
        return str(row["fingerprint"])
    key = f"{row['code']}\0{row['path'] if entry.files == 1 else ''}\0{entry.files == 1}"
    return hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
