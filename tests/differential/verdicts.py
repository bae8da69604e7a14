"""The executors of one suite: each takes a table and a suite, and says of each rule whether it is met, and what fails it."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import import_module
from typing import Any, NamedTuple

import pyarrow as pa

import newsqa
from newsqa import Suite

NOW = "2026-03-22T12:00:00+00:00"


class Verdict(NamedTuple):
    """``status`` is "met", "missed" or "not-evaluated"; ``failing`` are the ids of failing articles."""

    status: str
    failed: int
    failing: frozenset[str]


Verdicts = dict[str, Verdict]
_STATUSES = {"pass": "met", "warn": "missed", "fail": "missed", "not-evaluated": "not-evaluated"}


def by_newsqa(table: pa.Table, suite: Suite) -> Verdicts:
    report = newsqa.check(table, suite=suite, reference_time=NOW)
    failing: dict[str, list[str]] = {}
    for finding, number in zip(report.findings.to_pylist(), report.numbers.tolist(), strict=True):
        if number >= 0:
            failing.setdefault(finding["code"], []).append(finding["article_id"])
    return {
        row["code"]: Verdict(_STATUSES[row["status"]], row["failed"], frozenset(failing.get(row["code"], ())))
        for row in report.results.to_pylist()
    }


def by_gx(table: pa.Table, suite: Suite) -> Verdicts:
    import newsqa.gx  # before GX itself, whose first import warns

    gx = import_module("great_expectations")
    expected = gx.ExpectationSuite(**json.loads(newsqa.gx.to_json(suite)))  # as it is stored and loaded
    for expectation in expected.expectations:
        expectation.reference_time = NOW
    found = _batch(table).validate(expected, result_format="COMPLETE")
    return {one.expectation_config.to_domain_obj().rule.code: _verdict(one) for one in found.results}


def _verdict(one: Any) -> Verdict:
    if not one.result:
        assert "was not evaluated" in one.exception_info["exception_message"], one.exception_info
        return Verdict("not-evaluated", 0, frozenset())
    ids = frozenset(index["id"] for index in one.result.get("unexpected_index_list", ()))
    return Verdict("met" if one.success else "missed", one.result["unexpected_count"], ids)


EXECUTORS: dict[str, Callable[[pa.Table, Suite], Verdicts]] = {"gx": by_gx}


def columns_by_newsqa(table: pa.Table, suite: Suite) -> Verdicts:
    """Return the verdicts on a suite's columns by the names of the checks; what has no rows fails without any."""
    report = newsqa.check(table, suite=suite, reference_time=NOW)
    failing: dict[str, set[str]] = {}
    for finding in report.findings.to_pylist():
        if finding["article_id"] is not None:
            failing.setdefault(finding["rule"], set()).add(finding["article_id"])
    return {
        row["rule"]: Verdict(_STATUSES[row["status"]], row["failed"], frozenset(failing.get(row["rule"], ())))
        for row in report.results.to_pylist()
        if row["rule"].startswith("columns.")
    }


def columns_by_gx(table: pa.Table, suite: Suite) -> Verdicts:
    """Return the verdicts of Great Expectations on a suite's columns."""
    import newsqa.gx
    from newsqa.columns.contract import checks_of

    gx = import_module("great_expectations")
    stored = json.loads(newsqa.gx.to_json(suite))["expectations"]
    checks = checks_of(suite)
    form = {"result_format": "COMPLETE", "unexpected_index_column_names": ["id"]}
    verdicts: Verdicts = {}
    for check, one in zip(checks, stored[-len(checks) :], strict=True):
        expected = gx.ExpectationSuite(name="one", expectations=[one])
        (found,) = _batch(table).validate(expected, result_format=form).results
        ids = frozenset(index["id"] for index in found.result.get("unexpected_index_list", ()))
        failed = found.result.get("unexpected_count", int(not found.success))
        verdicts[check.name] = Verdict("met" if found.success else "missed", failed, ids)
    return verdicts


def _batch(table: pa.Table) -> Any:
    import newsqa.gx  # noqa: F401 - before GX itself, whose first import warns

    context = import_module("great_expectations").get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    asset = context.data_sources.add_pandas("pandas").add_dataframe_asset("articles")
    return asset.add_batch_definition_whole_dataframe("all").get_batch({"dataframe": table.to_pandas()})
