"""Workflow commands, read as GitHub's runner reads them."""

import re
from collections import Counter

import pytest

COMMAND = re.compile(r"^\s*::(\w+)(?: (.*?))?::(.*)$")


def unescaped(text, *more):
    for code, char in (*more, ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(code, char)
    return text


def commands(text):
    """Return what the runner would do: commands at the start of a line, and old ones anywhere in it."""
    found = []
    for line in text.split("\n"):
        if match := COMMAND.match(line):
            pairs = [pair.split("=", 1) for pair in match[2].split(",")]
            values = {name: unescaped(value, ("%3A", ":"), ("%2C", ",")) for name, value in pairs}
            found.append((match[1], values, unescaped(match[3])))
        else:
            assert "##[" not in line
    return found


@pytest.fixture
def written(tmp_path):
    def write(report):
        report.write("gh.txt", "github")
        return (tmp_path / "gh.txt").read_text("utf-8")

    return write


def test_an_annotation_beside_the_line(report, written):
    found = commands(written(report))
    first = next(one for one in found if one[1]["title"] == "TXT005 control-character")
    assert first == (
        "error",
        {"file": "a.txt", "line": "11", "endLine": "11", "col": "8", "endColumn": "8", "title": "TXT005 control-character"},
        "control character U+000B (and 1 more of this rule in this file)",
    )  # fmt: skip
    assert "not ok: 1 article checked" in written(report)


def test_ten_a_level_and_the_rest_counted(made, written):
    findings = [
        {"path": f"{i}.txt", "code": code, "rule": f"r{code}", "severity": severity}
        for severity, codes in (("info", "AB"), ("warning", "C"), ("error", "DEF"))
        for code in codes
        for i in range(12)
        for _ in range(3)
    ]
    text = written(made(findings))
    found = commands(text)
    assert Counter(level for level, _, _ in found) == {"error": 10, "warning": 10, "notice": 10}
    assert {where["title"][0] for level, where, _ in found if level == "error"} == {*"DEF"}
    assert [level for level, _, _ in found] == ["error"] * 10 + ["warning"] * 10 + ["notice"] * 10
    assert "78 more findings of severity error, of 26 pairs of a rule and a file, are not annotated" in text
    assert "6 more findings of severity warning, of 2 pairs of a rule and a file" in text
    assert all(message.endswith("(and 2 more of this rule in this file)") for _, _, message in found)


def test_what_broke_comes_first_and_counts(made, written):
    found = commands(
        written(made([{"path": f"{i}.txt"} for i in range(20)], broken=["one", "two\n::error::three"]))
    )
    errors = [message for level, _, message in found if level == "error"]
    assert len(errors) == 10
    assert errors[:2] == ["one", "two␊::error::three"]


def test_escaping(made, written):
    path = "a,b:c%20\nd\re.txt"
    (found,) = commands(written(made([{"path": path, "message": "100%0A, x::y", "rule": "a:b,c"}])))
    assert found[1]["file"] == path
    assert (found[1]["title"], found[2]) == ("TXT005 a:b,c", "100%0A, x::y")


def test_no_command_in_the_table(made, written):
    text = written(made([], suite="::error::x", notes=["##[error]y"], broken=[]))
    assert commands(text) == []
