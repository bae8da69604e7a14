"""Reports of newsqa as validation results of Great Expectations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from great_expectations import __version__ as gx_version
from great_expectations.core.expectation_validation_result import (
    ExpectationSuiteValidationResult,
    ExpectationValidationResult,
)
from great_expectations.expectations.expectation_configuration import ExpectationConfiguration
from great_expectations.validator.exception_info import ExceptionInfo

from newsqa import rules
from newsqa._version import __version__
from newsqa.columns.contract import checks_of
from newsqa.gx.columns import column_expectation
from newsqa.gx.expectation import SEVERITY
from newsqa.gx.results import Unexpected, map_result
from newsqa.gx.suites import expectation_of
from newsqa.rules.base import Severity
from newsqa.suite import Expectation, Suite

if TYPE_CHECKING:
    from newsqa.report import Report

RUN_NAME = "newsqa"
ID = "article_id"
_TOLD = ("rule", "article_id", "path", "record", "line", "message", "excerpt")
_FORMAT = {"result_format": "COMPLETE", "partial_unexpected_count": 20}


def to_result(report: Report) -> ExpectationSuiteValidationResult:
    """Return a report as the validation result of a suite: one result an expectation, with the ids of what failed.

    What was not evaluated is no success: its ``exception_info`` has the reason. ``meta["newsqa"]`` has newsqa's own verdict,
    which takes the fail level into account.
    """
    by_code = {e.rule.code: e for e in report.suite.expectations}
    failing = _failing(report)
    results = [
        _result(row, by_code.get(row["code"]), failing.get(row["rule"], ()), report)
        for row in report.results.to_pylist()
    ]
    met = sum(bool(result.success) for result in results)
    time = report.context.reference_time.isoformat()
    return ExpectationSuiteValidationResult(
        success=met == len(results),
        results=results,
        suite_name=report.suite.name.strip() or "newsqa",
        statistics={
            "evaluated_expectations": len(results),
            "successful_expectations": met,
            "unsuccessful_expectations": len(results) - met,
            "success_percent": 100 * met / len(results) if results else None,
        },
        meta={
            "great_expectations_version": gx_version,
            "batch_spec": {"data_asset_name": "articles"},
            "run_id": {"run_name": RUN_NAME, "run_time": time},
            "validation_time": time,
            "newsqa": {"version": __version__, "ok": report.ok, "articles": report.article_count},
        },
    )


def _failing(report: Report) -> dict[str, list[Unexpected]]:
    """Return, by rule, the first finding in each article, and those about no single one."""
    failing: dict[str, list[Unexpected]] = {}
    seen = set()
    for told in zip(*report.findings.select(_TOLD).to_pydict().values(), strict=True):
        rule, article, path, record, line, message, excerpt = told
        which = (rule, article, path, record)
        if article is not None and which in seen:
            continue
        seen.add(which)
        place = f"{path}: " if article is None and path else ""
        found = Unexpected.of(excerpt, f"{place}{message}", line)
        index = None if article is None else {ID: article, "text": found.value}
        failing.setdefault(rule, []).append(found._replace(index=index))
    return failing


def _result(
    row: Mapping[str, Any], expectation: Expectation | None, failing: Iterable[Unexpected], report: Report
) -> ExpectationValidationResult:
    configuration = _configuration(row, expectation, report.suite)
    if row["status"] == "not-evaluated":
        reason = f"{row['code']} {row['rule']} was not evaluated: {row['reason']}"
        return ExpectationValidationResult(
            success=False,
            expectation_config=configuration,
            exception_info=ExceptionInfo(exception_traceback="", exception_message=reason),
        )
    outcome = map_result(
        _FORMAT,
        rows=report.article_count,
        evaluated=row["evaluated"],
        failed=row["failed"],
        mostly=row["mostly"],
        unexpected=list(failing),
        index_columns=(ID,),
    )
    return ExpectationValidationResult(expectation_config=configuration, **outcome)


def _configuration(
    row: Mapping[str, Any], expectation: Expectation | None, suite: Suite
) -> ExpectationConfiguration:
    """Return the expectation of a result; of a report that was stored, the options are not known."""
    severity: Severity = row["severity"]
    if row["rule"].startswith("columns."):
        return _column_configuration(row, suite)
    if expectation is None:
        expectation = Expectation(rules.get(row["code"]), severity, row["mostly"])
    configuration: ExpectationConfiguration = expectation_of(expectation, suite).configuration
    return configuration


def _column_configuration(row: Mapping[str, Any], suite: Suite) -> ExpectationConfiguration:
    """Return the expectation of a check on a column; what a stored report does not keep of it, its name says."""
    configuration: ExpectationConfiguration
    check = next((check for check in checks_of(suite) if check.name == row["rule"]), None)
    if check is not None:
        configuration = column_expectation(check).configuration
        return configuration
    column = row["rule"].removeprefix("columns.").rpartition(".")[0] or row["rule"]
    severity: Severity = row["severity"]
    return ExpectationConfiguration(
        type="expect_column_to_exist",
        kwargs={"column": column},
        description=f"{row['code']} {row['rule']}",
        severity=SEVERITY[severity],
    )
