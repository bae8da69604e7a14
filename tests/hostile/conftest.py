"""What the tests of hostile input share: the installed command with a guard against hanging, and a good neighbour."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from good_article import GOOD

COMMAND = Path(sys.executable).with_name("newsqa")
NEIGHBOUR = "zz_neighbour.txt"
MEGABYTES = 1000
GUARD_SECONDS = 60  # against hanging; not a measure of speed
# Runs a command and writes down how many kilobytes of memory it took at most.
MEASURED = """
import resource, subprocess, sys
code = subprocess.call(sys.argv[2:])
open(sys.argv[1], "w").write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
sys.exit(code)
"""


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    for path in tmp_path.rglob("*"):  # some are large
        if path.is_symlink() or not path.is_dir():
            path.unlink()


@pytest.fixture
def good():
    return GOOD


@pytest.fixture
def watched():
    """The environment of a process that ends with status 70 when it asks the network."""
    return {**os.environ, "PYTHONPATH": str(Path(__file__).with_name("watch"))}


@pytest.fixture
def check(watched):
    """Check files beside a good article with one flaw; returns exit code and report.

    No traceback, no rule that breaks, no hanging, no gigabyte, nothing from the network; and the neighbour is checked, come what may.
    """

    def run(*names, preexec_fn=None):
        Path(NEIGHBOUR).write_text(f"{GOOD}\nA second\x0b page.\n")
        command = [
            *(sys.executable, "-c", MEASURED, ".peak"),
            COMMAND,
            "check",
            *names,
            NEIGHBOUR,
            "--no-corpus",  # what is tried is often the good article itself
            "--reference-time",
            "2024-06-01",
            "--output-format",
            "json",
        ]
        done = subprocess.run(
            command, capture_output=True, timeout=GUARD_SECONDS, check=False, preexec_fn=preexec_fn,
            env=watched,
        )  # fmt: skip
        assert b"Traceback" not in done.stderr
        assert done.returncode != 70, done.stderr
        report = json.loads(done.stdout)
        assert [row for row in report["results"] if "broke" in (row["reason"] or "")] == []
        own = [finding for finding in report["findings"] if finding["path"] == NEIGHBOUR]
        assert [(finding["code"], finding["line"], finding["column"]) for finding in own] == [
            ("TXT005", 9, 9)
        ]
        report["findings"] = [finding for finding in report["findings"] if finding["path"] != NEIGHBOUR]
        report["articles"] -= 1
        assert int(Path(".peak").read_text()) < MEGABYTES * 1024
        return done.returncode, report

    return run
