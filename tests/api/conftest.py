"""What the tests of the library share: good and flawed texts, and a table of them."""

import pyarrow as pa
import pytest

from good_article import GOOD

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
