"""What the tests of pandera share: a suite with rules and contracts, and articles of which some fail."""

from __future__ import annotations

import warnings
from pathlib import Path

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from good_article import GOOD
from newsqa import Suite
from newsqa.integrations.frames import NotEvaluatedWarning

NOW = "2026-03-22T12:00:00Z"

SUITE = """
[[expect]]
rule = "control-character"

[[expect]]
rule = "missing-body"
mostly = 0.5

[[expect]]
rule = "irregular-whitespace"
severity = "info"

[[expect]]
rule = "duplicate-document"

[columns.id]
dtype = "string"
nullable = false
unique = true

[columns.n]
dtype = "float64"
in_range = [0, 100]

[columns.url]
unique = true
str_matches = "https?://"

[columns.section]
isin = ["news"]
mostly = 0.7
"""

ROWS = [
    {"id": "a", "text": GOOD, "n": 1.0, "url": "https://a", "section": "news"},
    {
        "id": "b",
        "text": GOOD.replace("\n\n", "\n\nA \x07 bell\n\n", 1),
        "n": 300.0,
        "url": None,
        "section": "x",
    },
    {"id": "c", "text": None, "n": None, "url": "b", "section": "news"},
    {"id": "d", "text": GOOD + "\nTwo  spaces  stand here.", "n": 2.0, "url": None, "section": "news"},
]
FORMS = {
    "pandas": lambda rows: pd.DataFrame(rows),
    "pandas with an index": lambda rows: pd.DataFrame(rows, index=["i", "i", "j", "k"][: len(rows)]),
    "polars": lambda rows: pl.DataFrame(rows),
    "polars lazy": lambda rows: pl.LazyFrame(rows),
    "pyarrow": pa.Table.from_pylist,
}


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def suite():
    def write(text=SUITE):
        Path("own.toml").write_text(text, "utf-8")
        return Suite.load("own.toml")

    return write


@pytest.fixture(params=FORMS)
def form(request):
    """A backend, and how it holds rows."""
    return request.param.split()[0], FORMS[request.param]


@pytest.fixture
def failed():
    """Validate a frame; return the names of the checks that fail, "" where all is well."""
    from pandera.errors import SchemaErrors

    def validate(schema, frame):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", NotEvaluatedWarning)
            try:
                schema.validate(frame, lazy=True)
                return []
            except SchemaErrors as found:
                errors = found.schema_errors
        assert "CHECK_ERROR" not in {error.reason_code.name for error in errors}
        return sorted(getattr(error.check, "name", error.check) for error in errors)

    return validate
