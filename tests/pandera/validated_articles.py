"""A suite with rules and contracts, and articles of which some fail, in all forms of frames."""

from __future__ import annotations

import pandas as pd
import polars as pl
import pyarrow as pa

from good_article import GOOD

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
