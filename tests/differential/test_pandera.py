"""A suite through pandera says what newsqa says: which expectations are missed, and which articles fail them."""

from __future__ import annotations

import re
import warnings
from random import Random

import fault_tables as tables
import polars as pl
import pyarrow as pa
import pytest
from pandera.errors import SchemaErrors
from verdicts import NOW, Verdict, by_newsqa

from newsqa import Suite, rules
from newsqa.integrations.frames import NotEvaluatedWarning
from newsqa.suite import Expectation

FRAMES = {"pandas": lambda table: table.to_pandas(), "polars": pl.from_arrow, "pyarrow": lambda table: table}


def by_pandera(table: pa.Table, suite: Suite, backend: str) -> dict[str, Verdict]:
    """Return the verdicts by the names of checks; of what is met no failing articles are known."""
    schema = suite.to_pandera(backend, reference_time=NOW, fail_level="info")
    ids = table.column("id").to_pylist()
    verdicts = {check.name: Verdict("met", 0, frozenset()) for check in schema.checks}
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        try:
            schema.validate(FRAMES[backend](table), lazy=True)
        except SchemaErrors as errors:
            found = errors
        else:
            found = None
    for one in [str(w.message) for w in said if w.category is NotEvaluatedWarning]:
        for name in re.findall(r"\b[A-Z]{2,3}\d{3} (\S+) \(", one):
            verdicts[name] = Verdict("not-evaluated", 0, frozenset())
    for error in found.schema_errors if found else ():
        # "no single row fails it": all that a rule on all articles together may say.
        assert error.reason_code.name == "DATAFRAME_CHECK" or "no single row fails it" in str(error), error
        verdicts[error.check.name] = Verdict("missed", 0, frozenset())
    if found is not None:
        cases = pl.from_arrow(found.failure_cases) if backend == "pyarrow" else pl.DataFrame(found.failure_cases[["check", "index"]])  # fmt: skip
        for name, index in cases.select("check", "index").drop_nulls().iter_rows():
            verdicts[name] = verdicts[name]._replace(failing=verdicts[name].failing | {ids[int(index)]})
    return verdicts


def compare(table: pa.Table, suite: Suite, backend: str) -> set[str]:
    names = {rule.code: rule.name for rule in rules.catalogue()}
    expected = {names[code]: verdict for code, verdict in by_newsqa(table, suite).items() if code in names}
    found = by_pandera(table, suite, backend)
    assert found.keys() == expected.keys()
    assert {n: v.status for n, v in found.items()} == {n: v.status for n, v in expected.items()}
    for name, verdict in found.items():
        if verdict.status == "missed" and (verdict.failing or backend == "pandas"):
            assert verdict.failing == expected[name].failing, name
    return {verdict.status for verdict in found.values()}


@pytest.mark.parametrize("backend", FRAMES)
def test_the_cases_of_all_rules(backend):
    suite = Suite("all", tuple(Expectation(r, r.severity, 1.0, r.options()) for r in rules.catalogue()))
    assert "missed" in compare(tables.cases(), suite, backend)


@pytest.mark.parametrize("backend", FRAMES)
def test_generated_articles(backend):
    rng = Random(7)
    mostly = [0.0, 0.5, 0.9, 1.0]
    suite = Suite(
        "all", tuple(Expectation(r, r.severity, rng.choice(mostly), r.options()) for r in rules.catalogue())
    )
    assert compare(tables.generated(7, 150), suite, backend) == {"met", "missed", "not-evaluated"}
