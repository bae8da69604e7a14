"""Contracts of columns by newsqa, where pandera executes them, and by Great Expectations' own expectations."""

from __future__ import annotations

import datetime as dt
from random import Random

import pyarrow as pa
import pytest
from verdicts import columns_by_gx, columns_by_newsqa

from newsqa import Suite

SUITE = """
name = "table"
[[expect]]
rule = "missing-body"
mostly = 0

[columns.url]
dtype = "string"
nullable = false
unique = true
str_matches = "(?i)https?://|urn:"
str_length = [5, 30]
mostly = 0.8

[columns.language]
nullable = false
isin = ["de", "fr", "pt-BR", ""]

[columns.words]
dtype = "int64"
in_range = [1, 5000]
mostly = 0.9

[columns.score]
in_range = { min_value = 0.25 }
severity = "warning"

[columns.seen]
in_range = [2026-01-01T00:00:00Z, 2026-03-01T00:00:00Z]

[columns.premium]
dtype = "bool"
isin = [true]
mostly = 0.5

[columns.absent]
"""
URLS = [
    "https://example.com/a",
    "HTTP://example.com",
    "urn:x",
    "see urn:x",
    "https://" + "x" * 40,
    "",
    "é" * 30,
    None,
]


@pytest.fixture(scope="module")
def suite(tmp_path_factory):
    path = tmp_path_factory.mktemp("suite") / "table.toml"
    path.write_text(SUITE)
    return Suite.load(path)


def table(seed: int, size: int) -> pa.Table:
    rng = Random(seed)

    def some(values, nulls=0.2):
        return [None if rng.random() < nulls else rng.choice(values) for _ in range(size)]

    days = [dt.datetime(2025, 12, 31) + dt.timedelta(hours=rng.randrange(2000)) for _ in range(size)]
    return pa.table(
        {
            "id": [f"n{number}" for number in range(size)],
            "text": ["A text."] * size,
            "url": pa.array([rng.choice(URLS) for _ in range(size)], pa.string()),
            "language": pa.array(some(["de", "fr", "DE", "", "pt-BR"], nulls=0.05 * (seed % 2)), pa.string()),
            "words": pa.array([rng.randrange(-1, 5500) for _ in range(size)], pa.int64()),
            "score": pa.array(some([0.25, 0.2499, -1.0, 3.5]), pa.float64()),
            "seen": pa.array(days, pa.timestamp("us")),
            "premium": pa.array([rng.random() < 0.5 for _ in range(size)], pa.bool_()),
        }
    )


@pytest.mark.parametrize("seed", range(4))
def test_the_same_verdicts(suite, seed):
    articles = table(seed, 60)
    expected, found = columns_by_newsqa(articles, suite), columns_by_gx(articles, suite)
    assert found.keys() == expected.keys()
    assert found == expected
    assert {verdict.status for verdict in expected.values()} == {"met", "missed"}
