"""Reviewdog's diagnostics: columns are bytes, ends exclusive, and suggestions mend the file."""

import json
from pathlib import Path

import newsqa


def diagnostics(report):
    report.write("rd.json", "rdjson")
    return json.loads(Path("rd.json").read_text("utf-8"))["diagnostics"]


def test_every_finding_with_its_line(report):
    found = diagnostics(report)
    assert [one["code"]["value"] for one in found] == report.findings["code"].to_pylist()
    assert [one["location"]["range"]["start"]["line"] for one in found] == report.findings["line"].to_pylist()
    assert {one["severity"] for one in found} <= {"ERROR", "WARNING", "INFO"}


def test_columns_count_bytes(report):
    line = Path("a.txt").read_bytes().split(b"\n")
    found = [one for one in diagnostics(report) if one["code"]["value"] == "TXT005"]
    assert len(found) == 2
    for one in found:
        start, end = one["location"]["range"]["start"], one["location"]["range"]["end"]
        assert line[start["line"] - 1][start["column"] - 1 : end["column"] - 1] == b"\x0b"
    assert [one["location"]["range"]["start"]["column"] for one in found] == [8, 38]  # the 30th character


def test_suggestions_are_fixes(report):
    """Applied to the bytes of the file they give what newsqa itself makes of it."""
    lines = Path("a.txt").read_bytes().split(b"\n")
    suggested = [
        one for one in diagnostics(report) if "suggestions" in one and one["code"]["value"] == "TXT005"
    ]
    for one in reversed(suggested):
        (suggestion,) = one["suggestions"]
        start, end = suggestion["range"]["start"], suggestion["range"]["end"]
        line = lines[start["line"] - 1]
        lines[start["line"] - 1] = (
            line[: start["column"] - 1] + suggestion["text"].encode() + line[end["column"] - 1 :]
        )
    assert suggested
    mended = newsqa.fix(Path("a.txt").read_text("utf-8"), select=["TXT005"])
    assert b"\n".join(lines).decode() == mended.text


def test_no_columns_where_they_are_not_known(made):
    (one,) = diagnostics(made([{"column": 40, "end_column": 44}]))
    assert one["location"]["range"] == {"start": {"line": 3}, "end": {"line": 3}}


def test_records_of_a_table(made):
    (one,) = diagnostics(made([{"path": "x.parquet", "record": 4}]))
    assert one["location"] == {"path": "x.parquet"}
    assert one["message"].startswith("x.parquet#4")
