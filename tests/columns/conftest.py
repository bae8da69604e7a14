"""What the tests of contracts share: what is found in input."""

from __future__ import annotations

from pathlib import Path

import pytest

import newsqa


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def suite():
    """Write a suite of contracts and load it."""

    def write(text):
        Path("own.toml").write_text(text, "utf-8")
        return newsqa.Suite.load("own.toml")

    return write


@pytest.fixture
def found(suite):
    """Check input against contracts; return "id check" of each finding, of whole tables "- check"."""

    def check(given, text, **options):
        report = newsqa.check(given, suite=suite(text), select=["COL"], **options)
        assert not report.broken
        return [
            f"{row['article_id'] or '-'} {row['rule'].removeprefix('columns.')}"
            for row in report.findings.to_pylist()
        ]

    return check


@pytest.fixture
def results(suite):
    """Check input against contracts; return (evaluated, failed, status) by check."""

    def check(given, text, **options):
        report = newsqa.check(given, suite=suite(text), select=["COL"], **options)
        return {
            row["rule"].removeprefix("columns."): (row["evaluated"], row["failed"], row["status"])
            for row in report.results.to_pylist()
            if row["code"].startswith("COL")
        }

    return check


@pytest.fixture
def newsqa_command(capsys):
    """Run a command; returns exit code, standard output and standard error."""
    from newsqa.cli import main

    def run(*arguments):
        code = main(list(arguments))
        return code, *capsys.readouterr()

    return run
