"""What the tests of the library share: good and flawed texts, and a table of them."""

import pyarrow as pa
import pytest

GOOD = """Ferry timetable changes in May
By Anna Smith, Reuters
12 May 2024

The ferry company said on Monday that it would change the timetable of its boats between the harbour and the islands \
from the first of June, because more passengers than ever want to travel in the early hours of the morning.

The mayor welcomed the plan and said that the town had asked for it for years, as many people who work in the \
hospitals and restaurants could not get home after their shifts had ended.
"""
FLAWED = f"{GOOD}\nA second\x0b page.\n"  # TXT005, an error


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def good():
    return GOOD


@pytest.fixture
def flawed():
    return FLAWED


@pytest.fixture
def table():
    """Four articles with ids that repeat or are missing, and a column that newsqa does not know."""
    texts = [GOOD, FLAWED, GOOD, None]
    return pa.table({"id": ["a", "a", None, "d"], "text": texts, "extra": pa.array([[1], [2], None, [4]])})
