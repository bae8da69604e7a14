"""What the tests of the corpus share: the command line, in an empty folder."""

import json
import os

import pytest

from newsqa.cli import main


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Run in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


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
def checked(newsqa):
    """Check with corpus rules only and a state; returns the messages by article, and what was said on standard error."""

    def run(*arguments, state="state"):
        _, out, err = newsqa(
            "check", *arguments, "--state", state, "--corpus-only", "--output-format", "json"
        )
        report = json.loads(out)
        return [f"{f['path'] or '-'} {f['code']}: {f['message']}" for f in report["findings"]], err

    return run
