"""pandera executes contracts, and nothing is green where it does not; without contracts nobody imports it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from contract_tables import table, write

import newsqa
from newsqa import SuiteError

CONTRACT = '[[expect]]\nrule = "control-character"\n[columns.n]\nin_range = [0, 100]\nunique = true\n'


def python(code, **environment):
    """Run Python code in a process of its own; return what it prints."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_pandera_is_imported_for_contracts_only(suite):
    suite(CONTRACT)
    write("csv", [{"id": "a", "text": "Words.", "n": 5}])
    code = "import sys, newsqa; newsqa.check('rows.csv', {}); print('pandera' in sys.modules)"
    assert python(code.format("suite='own.toml', ignore=['COL']")) == "False\n"
    assert python(code.format("suite='own.toml'")) == "True\n"


def test_pandera_switched_off_by_its_environment(suite):
    suite(CONTRACT)
    write("csv", [{"id": "a", "text": "Words.", "n": 500}])
    code = "import newsqa; print([r['failed'] for r in newsqa.check('rows.csv', suite='own.toml').results.to_pylist()][-1])"
    off = {"PANDERA_VALIDATION_ENABLED": "False", "PANDERA_VALIDATION_DEPTH": "SCHEMA_ONLY"}
    assert python(code, **off) == "1\n"


@pytest.mark.parametrize("missing", ["pandera", "narwhals"])
def test_pandera_that_cannot_be_used(suite, missing):
    suite(CONTRACT)
    write("csv", [{"id": "a", "text": "Words \x07.", "n": 5}])
    code = f"""
import sys
sys.modules[{missing!r}] = None
import newsqa
report = newsqa.check('rows.csv', suite='own.toml')
print(report.ok, report.findings['code'].to_pylist())
for row in report.results.to_pylist():
    if row['code'].startswith('COL'):
        print(row['status'], row['evaluated'], 'pip install "pandera[pyarrow]>=0.33"' in row['reason'])
print(len(report.broken))
"""
    lines = python(code).splitlines()
    assert lines == ["False ['TXT005']", *["not-evaluated 0 True"] * 4, "1"]


def test_pandera_that_breaks(suite, monkeypatch, newsqa_command):
    from newsqa.columns import schema

    monkeypatch.setattr(
        schema, "value_checks", lambda contract, check: [check(lambda data: 1 / 0, name="isin")]
    )
    suite(CONTRACT)
    report = newsqa.check(table(n=[1, 500]), suite="own.toml")
    told = [row["reason"] for row in report.results.to_pylist() if row["code"] == "COL006"]
    assert told == ["the contract could not be checked: pandera could not check column 'n': ZeroDivisionError(\"division by zero\")"]  # fmt: skip
    assert not report.ok
    write("csv", [{"id": "a", "text": "Words.", "n": 5}])
    code, _, err = newsqa_command("check", "rows.csv", "--suite", "own.toml", "--output-format", "json")
    assert (code, "columns.n.in_range" in err) == (2, True)


def test_which_checks_are_run(suite):
    def names(**options):
        rows = newsqa.check(table(n=[1]), suite=suite(CONTRACT), **options).results.to_pylist()
        return [row["rule"] for row in rows if not row["code"].startswith("IO")]

    own = ["columns.n.required", "columns.n.dtype", "columns.n.unique", "columns.n.in_range"]
    assert names() == ["control-character", *own]
    assert names(select=["COL"]) == own
    assert names(select=["COL004", "out-of-range-value"]) == ["columns.n.unique", "columns.n.in_range"]
    assert names(select=["TXT005"]) == ["control-character"]
    assert names(select=["TXT005"], extend_select=["COL"]) == ["control-character", *own]
    assert names(ignore=["COL", "TXT"]) == []
    assert names(ignore=["duplicate-value"]) == ["control-character", own[0], own[1], own[3]]
    assert names(corpus=False) == ["control-character", *own]
    assert set(own) <= set(names(select=["ALL"]))
    with pytest.raises(
        SuiteError, match=r"COL: the suite scrape has no contracts of columns \(\[columns\.NAME\]\)"
    ):
        newsqa.check(table(n=[1]), select=["COL"])


def test_the_command_line(suite, newsqa_command):
    suite(CONTRACT)
    write("csv", [{"id": "a", "text": "Words.", "n": n} for n in (1, 500, 1)])
    code, out, _ = newsqa_command("check", "rows.csv", "--suite", "own.toml", "--select", "COL")
    assert code == 1
    assert "rows.csv:3:" in out
    assert "COL006 columns.n.in_range: column 'n' is 500, above 100" in out
    assert "COL004 columns.n.unique: column 'n' holds the same as in rows.csv#1" in out
    for form in (
        "concise",
        "json",
        "jsonl",
        "csv",
        "html",
        "markdown",
        "sarif",
        "junit",
        "github",
        "gitlab",
        "rdjson",
    ):
        code, out, err = newsqa_command("check", "rows.csv", "--suite", "own.toml", "--output-format", form)
        assert (code, err) == (1, ""), form
        assert "columns.n.in_range" in out.replace("\\", ""), form
    assert newsqa_command("check", "rows.csv", "--suite", "own.toml", "-o", "report.parquet")[0] == 1
    loaded = newsqa.Report.load("report.parquet")
    assert {"COL004", "COL006"} <= set(loaded.findings["code"].to_pylist())


def test_hostile_values_never_reach_the_terminal(suite, newsqa_command):
    suite('[columns."n\\u001b[31m"]\nisin = ["a"]\n[columns.s]\nisin = ["a\\u001b[2J"]')
    Path("rows.csv").write_text('id,text,s,n\x1b[31m\na,Words.,"\x1b]0;x\x07",b\n')
    for form in ("full", "concise", "json", "markdown", "github"):
        code, out, err = newsqa_command("check", "rows.csv", "--suite", "own.toml", "--output-format", form)
        assert code == 1
        assert "\x1b" not in out + err, form
