"""Fixtures for tests of the command line: the installed command, and an article in which nothing is wrong."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from good_article import GOOD
from newsqa.cli import main

COMMAND = Path(sys.executable).with_name("newsqa")


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Run in an empty folder, whatever the environment says of colours."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def good():
    return GOOD


@pytest.fixture
def article():
    """Write an article; "{}" in it is the good article."""

    def write(name, text="{}", **options):
        options = {"encoding": "utf-8", "newline": ""} | options
        Path(name).write_text(text.replace("{}", GOOD), **options)
        return name

    return write


@pytest.fixture
def shell():
    """Run the installed command as a process of its own."""

    def run(*arguments, stdin=b"", env=None, **options):
        words = [COMMAND, *map(os.fspath, arguments)]
        environment = {**os.environ, **(env or {})}
        return subprocess.run(
            words, input=stdin, capture_output=True, timeout=60, check=False, env=environment, **options
        )

    return run


@pytest.fixture
def newsqa(capsys):
    """Run a command in this process; returns exit code, standard output and standard error."""

    def run(*arguments):
        try:
            code = main([os.fspath(argument) for argument in arguments])
        except SystemExit as stop:
            code = stop.code
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return code, out, err

    return run


@pytest.fixture
def findings(newsqa):
    """Run a check and return the JSON object it prints."""

    def run(*arguments):
        _, out, _ = newsqa("check", *arguments, "--output-format", "json")
        return json.loads(out)

    return run
