"""SARIF 2.1.0, for code scanning and editors (https://docs.oasis-open.org/sarif/sarif/v2.1.0/).

GitHub takes 25,000 results in a run and 10 MB compressed, and shows the 5,000 most severe: the first results are the most
severe findings, one by one; the others are counted, one result a rule and file, and what is left out is said.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from functools import cache
from typing import IO, TYPE_CHECKING, Any

from newsqa._version import __version__
from newsqa.readers.files import PACKED, TEXT_SUFFIXES, suffix_of
from newsqa.reporters.addresses import (
    NO_FILE,
    home,
    in_file,
    is_absolute,
    project_urls,
    relative,
    rule_page,
    uri,
)
from newsqa.reporters.ranking import Listed, listed
from newsqa.reporters.terminal import as_json, printable, told

if TYPE_CHECKING:
    from newsqa.report import Report

MAX_RESULTS = 25_000
SHOWN_RESULTS = 5_000
MAX_BYTES = 9_500_000  # compressed; somewhat below 10 MB, as programs compress differently

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_PROBLEMS = {"error": "error", "warning": "warning", "info": "recommendation"}
_PRECISIONS = ((0.98, "very-high"), (0.9, "high"), (0.7, "medium"), (0.0, "low"))


def render(report: Report, out: IO[str]) -> None:
    """Write the report."""
    rules = _Rules(report)
    results = _Results(report, rules)
    out.write(f'{{\n"$schema": "{_SCHEMA}",\n"version": "2.1.0",\n"runs": [{{\n')
    out.write('"columnKind": "unicodeCodePoints",\n"results": [')
    separator = "\n"
    for result in results:
        out.write(separator + result)
        separator = ",\n"
    rest = {
        "tool": {"driver": _driver(rules)},
        "automationDetails": {"id": f"newsqa/{printable(report.suite.name)}/"},
        "originalUriBaseIds": {
            _ROOT: {
                "description": {"text": "The folder in which newsqa was run: the root of the repository."}
            }
        },
        "invocations": [_invocation(report, rules, results)],
        "properties": {
            "suite": printable(report.suite.name),
            "ok": report.ok,
            "articles": report.article_count,
            "findings": report.findings.num_rows,
        },
    }
    out.write(
        "\n],\n" + ",\n".join(f'"{key}": {as_json(value)}' for key, value in rest.items()) + "\n}]\n}\n"
    )


# --- rules --------------------------------------------------------------------------------------------------------


class _Rules:
    """The rules of a run by code, with the number that results refer to."""

    def __init__(self, report: Report) -> None:
        self.described: list[dict[str, Any]] = []
        self._numbers: dict[str, int] = {}
        for row in report.results.to_pylist():
            self.number(row)

    def number(self, row: dict[str, Any]) -> int:
        """Return the number of the rule of a result or a finding."""
        if row["code"] not in self._numbers:
            self._numbers[row["code"]] = len(self.described)
            self.described.append(_rule(row))
        return self._numbers[row["code"]]


def _driver(rules: _Rules) -> dict[str, Any]:
    address = home(project_urls())
    return {
        "name": "newsqa",
        "version": __version__,
        **({"informationUri": address} if address else {}),
        "rules": rules.described,
    }


def _rule(row: dict[str, Any]) -> dict[str, Any]:
    """Return the description of a rule; one that is not of the catalogue (a column's contract) has its name only."""
    from newsqa import rules

    described = {
        "id": row["code"],
        "name": printable(row["rule"]),
        "shortDescription": {"text": printable(row["rule"])},
        "defaultConfiguration": {"level": _LEVELS[row["severity"]]},
        "properties": {"problem.severity": _PROBLEMS[row["severity"]], "tags": ["news"]},
    }
    if row["code"] not in rules.TABLE:
        return described
    rule = rules.get(row["code"])
    if page := rule_page(rule.code, project_urls()):
        described["helpUri"] = page
    from newsqa.accuracy import sentences

    measured = "\n".join(sentences(rule.code))
    text = f"{rule.page}\n\nAccuracy\n\n{measured}"
    described["shortDescription"] = {"text": f"{rule.name}: {rule.summary}"[:1000]}
    described["fullDescription"] = {"text": rule.summary[:1000]}
    described["help"] = {"text": text, "markdown": text}
    described["properties"] |= {"tags": ["news", rule.family], **_precision(rule.code)}
    return described


def _precision(code: str) -> dict[str, Any]:
    """Return the measured precision, in GitHub's words and as a share; nothing for what was not measured."""
    from newsqa.accuracy import measured

    figures = measured(code) or {}
    for where in ("real", "own"):
        share = figures.get(where, {}).get("precision")
        if share is not None:
            word = next(word for least, word in _PRECISIONS if share >= least)
            return {"precision": word, "measuredPrecision": share, "measuredOn": f"{where} articles"}
    return {}


# --- results ------------------------------------------------------------------------------------------------------


class _Results:
    """The results as JSON, as many as there is room for; ``left`` findings are in none of them."""

    def __init__(self, report: Report, rules: _Rules) -> None:
        self._findings = report.findings
        self._rules = rules
        self.single = self.counted = self.left = 0

    def __iter__(self) -> Iterator[str]:
        squeezed = zlib.compressobj()
        held = len(zlib.compress(as_json(_driver(self._rules)).encode()))
        for entry in listed(self._findings, MAX_RESULTS):
            text = as_json(self._result(entry))
            held += len(squeezed.compress(text.encode()))
            if held > MAX_BYTES:
                self.left += entry.size
            elif entry.size == 1:
                self.single += 1
                yield text
            else:
                self.counted += entry.size
                yield text

    def _result(self, entry: Listed) -> dict[str, Any]:
        row = in_file(entry.finding)
        result: dict[str, Any] = {
            "ruleId": row["code"],
            "ruleIndex": self._rules.number(row),
            "level": _LEVELS[row["severity"]],
            "message": {"text": _unlinked(told(entry))},
            "locations": [_location(row, entry)],
            "partialFingerprints": _fingerprints(entry),
        }
        if entry.size > 1:
            return result | {"occurrenceCount": entry.size}
        if row["related_line"] is not None:
            there = {"physicalLocation": _place(row) | {"region": {"startLine": row["related_line"]}}}
            result["relatedLocations"] = [there | {"message": {"text": "what the message refers to"}}]
        if fix := _fix(row):
            result["fixes"] = [fix]
        measured = {name: row[name] for name in ("value", "threshold") if row[name] is not None}
        return result | ({"properties": measured} if measured else {})


def _unlinked(text: str) -> str:
    """Return a text without what SARIF takes for a link: "[text](target)"."""
    return text.replace("](", "] (")


def _fingerprints(entry: Listed) -> dict[str, str]:
    """Return what tells a result from others; GitHub looks at the second one, and at nothing else."""
    row = entry.finding
    key = (
        row["fingerprint"] if entry.size == 1 else f"{row['code']}-{'file' if entry.files == 1 else 'files'}"
    )
    return {"newsqa/v1": key, "primaryLocationLineHash": f"{key}:1"}


def _location(row: dict[str, Any], entry: Listed) -> dict[str, Any]:
    place = _place(row if entry.files == 1 else {"path": None})
    region = _region(row) if entry.files == 1 and relative(row["path"]) else None
    location: dict[str, Any] = {"physicalLocation": place | ({"region": region} if region else {})}
    if row["article_id"] is not None and entry.size == 1 and row["article_id"] != row["path"]:
        name = {"fullyQualifiedName": printable(row["article_id"]), "kind": "article"}
        location["logicalLocations"] = [name]
    return location


def _place(row: dict[str, Any]) -> dict[str, Any]:
    name = relative(row["path"]) or NO_FILE
    root = {} if is_absolute(name) else {"uriBaseId": _ROOT}
    return {"artifactLocation": {"uri": uri(name), **root}}


def _region(row: dict[str, Any]) -> dict[str, int] | None:
    if row["line"] is None:
        return None
    if row["column"] is None:
        return {"startLine": row["line"]}
    region = {"startLine": row["line"], "startColumn": row["column"]}
    if row["end_line"] is not None and row["end_column"] is not None:
        region |= {"endLine": row["end_line"], "endColumn": row["end_column"] + 1}  # exclusive here
    return region


def _fix(row: dict[str, Any]) -> dict[str, Any] | None:
    """Return a safe fix of a text file, where an article's characters are those of the file; else None."""
    if row["fix_safety"] != "safe" or row["column"] is None or not _is_text(row):
        return None
    region = {"charOffset": row["fix_start"], "charLength": row["fix_end"] - row["fix_start"]}
    replacement = {"deletedRegion": region, "insertedContent": {"text": row["fix_text"] or ""}}
    return {
        "description": {"text": f"what newsqa check --fix does for {row['code']}"},
        "artifactChanges": [_place(row) | {"replacements": [replacement]}],
    }


def _is_text(row: dict[str, Any]) -> bool:
    path = row["path"] or ""
    return row["record"] is None and row["field"] == "text" and _is_text_name(path)


@cache
def _is_text_name(path: str) -> bool:
    return suffix_of(path) in TEXT_SUFFIXES and not path.lower().endswith(PACKED)


# --- the run ------------------------------------------------------------------------------------------------------


def _invocation(report: Report, rules: _Rules, results: _Results) -> dict[str, Any]:
    notes = [_note("error", printable(reason)) for reason in report.broken]
    notes += [_note("note", printable(note)) for note in report.notes]
    for row in report.results.to_pylist():
        if row["status"] == "not-evaluated":
            text = (
                f"{row['code']} {printable(row['rule'])} was not evaluated: {printable(row['reason'] or '')}"
            )
            notes.append(
                _note("note", text) | {"associatedRule": {"id": row["code"], "index": rules.number(row)}}
            )
    notes += [_note("warning", text) for text in _caps(results)]
    if not report.complete:
        notes.append(_note("error", "the run was stopped before its end"))
    return {"executionSuccessful": report.complete and not report.broken, "toolExecutionNotifications": notes}


def _note(level: str, text: str) -> dict[str, Any]:
    return {"level": level, "message": {"text": _unlinked(text)}}


def _caps(results: _Results) -> list[str]:
    said = []
    if results.counted:
        said.append(
            f"Of {results.single + results.counted + results.left:,} findings the {results.single:,} most severe are results "
            f"of their own; {results.counted:,} are counted, a result a rule and file or, where that is too much, a rule: a run may have {MAX_RESULTS:,} results."
        )
    if results.left:
        said.append(
            f"{results.left:,} findings are in no result: the file would be larger than 10 MB compressed."
        )
    if results.single > SHOWN_RESULTS or results.counted:
        said.append(f"GitHub shows {SHOWN_RESULTS:,} results of a run; the most severe come first.")
    return said
