"""What the tests of formats share: reports of a run, and reports made up to hold what no run would."""

import pytest

from command_line import article, findings, folder, good, newsqa, shell
from newsqa import Report
from newsqa import check as run
from stored_report import write

__all__ = ["article", "findings", "folder", "good", "newsqa", "shell"]

FLAWED = "Ferry timetable changes in May\n\n{}\nA  word\x0b here — naïve 🚢 caf\u00c3\u00a9\x0b.\n"


@pytest.fixture
def flawed(article):
    """Write an article with flaws that can be mended, and some that cannot."""
    return article("a.txt", FLAWED)


@pytest.fixture
def report(flawed):
    """Check that article."""
    return run(flawed, suite="scrape", preview=True, reference_time="2026-01-01")


@pytest.fixture
def made():
    """Return a report of findings and results that are given column by column, as `stored_report.write` does."""

    def make(findings=(), results=(), **about):
        return Report.load(write("made.json", findings, results, **about))

    return make
