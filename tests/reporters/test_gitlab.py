"""GitLab's code quality report."""

import json

from newsqa.reporters import gitlab


def entries(report):
    report.write("gl.json", "gitlab")
    with open("gl.json", encoding="utf-8") as file:  # noqa: PTH123
        return json.load(file)


def test_what_gitlab_asks_for(report):
    found = entries(report)
    assert len(found) == report.findings.num_rows
    for entry in found:
        assert {*entry} == {"description", "check_name", "fingerprint", "severity", "location"}
        assert entry["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert entry["location"]["path"] == "a.txt"
        assert entry["location"]["lines"]["begin"] >= 1
    assert len({entry["fingerprint"] for entry in found}) == len(found)
    assert {entry["fingerprint"] for entry in found} == {*report.findings["fingerprint"].to_pylist()}


def test_what_is_in_no_line_and_no_file(made):
    found = entries(
        made(
            [{"path": None, "record": 7, "line": None, "end_line": None}, {"path": "x.parquet", "record": 7}]
        )
    )
    assert found[0]["location"] == {"path": "(input)", "lines": {"begin": 1}}
    assert "table#7" in found[0]["description"]
    assert found[1]["location"] == {
        "path": "x.parquet",
        "lines": {"begin": 1},
    }  # a line of the text, not the file


def test_above_the_limit_findings_are_counted(made, monkeypatch):
    monkeypatch.setattr(gitlab, "MAX_ENTRIES", 4)
    found = entries(made([{"path": f"{i % 2}.txt", "fingerprint": f"{i:016x}"} for i in range(10)]))
    assert len(found) == 4
    assert len({entry["fingerprint"] for entry in found}) == 4
    assert [entry["description"].partition(":")[2] for entry in found[2:]] == [
        " 4 more of this rule in this file; the first: wrong"
    ] * 2
