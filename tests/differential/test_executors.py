"""One declaration, several executors: the same verdicts, and the same articles fail."""

from __future__ import annotations

from random import Random

import fault_tables as tables
import pyarrow as pa
import pytest
from verdicts import EXECUTORS, by_newsqa

from newsqa import Suite, rules
from newsqa.rules.base import SEVERITIES
from newsqa.suite import Expectation


def suite_of(seed: int, **settings: object) -> Suite:
    """Return a suite of all rules, with tolerances and severities by chance."""
    rng = Random(seed)
    expectations = tuple(
        Expectation(rule, rng.choice(SEVERITIES), rng.choice([0.0, 0.5, 0.9, 0.99, 1.0]), rule.options())
        for rule in rules.catalogue()
    )
    return Suite("all", expectations)._replace(**settings)


@pytest.fixture(params=list(EXECUTORS))
def executor(request):
    return EXECUTORS[request.param]


def compare(executor, table: pa.Table, suite: Suite) -> dict[str, str]:
    """Run both, and return the statuses by rule."""
    expected, found = by_newsqa(table, suite), executor(table, suite)
    assert found.keys() == expected.keys()
    differing = {code: (expected[code], found[code]) for code in expected if expected[code] != found[code]}
    assert not differing
    return {code: verdict.status for code, verdict in expected.items()}


def test_the_cases_of_all_rules(executor):
    table = tables.cases()
    assert table.num_rows > 1000
    strict = suite_of(1)
    strict = strict._replace(expectations=tuple(e._replace(mostly=1.0) for e in strict.expectations))
    statuses = compare(executor, table, strict)
    # Every fault is in the table, but those of files, and of corpora that take more than a few articles.
    unseen = {code for code, status in statuses.items() if status != "missed"}
    assert unseen <= {code for code in rules.TABLE if code.startswith(("IO", "COR"))}, unseen


@pytest.mark.parametrize("seed", range(4))
def test_generated_articles(executor, seed):
    suite = suite_of(seed, timezone=("Europe/Paris", None)[seed % 2], phrases=("Share this story",))
    statuses = compare(executor, tables.generated(seed, 150), suite)
    assert {"met", "missed", "not-evaluated"} == set(statuses.values())


def test_sources_over_time(executor):
    missed = set()
    for number, (_, table) in enumerate(tables.series()):
        if number % 4 == 0 and table.num_rows < 5000:
            suite = suite_of(number)
            together = tuple(
                e._replace(mostly=1.0) for e in suite.expectations if e.rule.judge or e.rule.family == "io"
            )
            statuses = compare(executor, table, suite._replace(expectations=together))
            missed |= {code for code, status in statuses.items() if status == "missed"}
    assert {"COR006", "COR009"} & missed


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [{"id": "a", "text": None}],
        [{"id": "a", "text": ""}, {"id": "b", "text": " "}, {"id": "c", "text": None}],
        [{"id": "a", "text": "x\x00y\ud7ff"}, {"id": "a", "text": "The same id"}],
    ],
)
def test_next_to_nothing(executor, rows):
    table = pa.Table.from_pylist(rows, schema=tables.SCHEMA)
    compare(executor, table, suite_of(3))


def test_bytes_that_are_no_text(executor):
    text = pa.array([b"caf\xe9 au lait", b"good"], pa.binary())
    statuses = compare(executor, pa.table({"id": ["a", "b"], "text": text}), suite_of(1))
    assert statuses["IO002"] in ("met", "missed")
