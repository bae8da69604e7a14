"""JUnit XML: a test case an expectation, for what GitLab, Jenkins and others show of tests.

An expectation that is not met is a failure with its first findings, a rule that broke an error, and one that could not be
judged is skipped, with the reason. Findings that are tolerated stand in the output of a case that passes.
"""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from newsqa._version import __version__
from newsqa.reporters.addresses import relative
from newsqa.reporters.ranking import first_of_rules
from newsqa.reporters.terminal import headline, percent, printable, verdict

if TYPE_CHECKING:
    from newsqa.report import Report

MAX_FINDINGS = 50  # of a rule

_Row = dict[str, Any]

# What XML 1.0 cannot hold, not even escaped, and `printable` leaves: surrogates and two that are no characters.
_NO_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


def render(report: Report, out: IO[str]) -> None:
    """Write the report."""
    results, broken = report.results.to_pylist(), list(report.broken)
    listed = first_of_rules(report.findings, MAX_FINDINGS)
    counts = _counts(report)
    unmet = {(row["code"], row["rule"]) for row in report.unmet.to_pylist()}
    cases, states = [], []
    for row in results:
        state, content = _case(row, listed.get(row["code"], []), counts, unmet, broken)
        cases.append(_element(row, listed.get(row["code"], []), content, report.suite.name))
        states.append(state)
    for reason in broken:  # what is left is about no expectation
        cases.append(
            f'<testcase classname="newsqa.run" name={_attribute(reason[:200])}>{_error(reason)}</testcase>'
        )
        states.append("error")
    numbers = " ".join(
        f'{name}="{number}"'
        for name, number in (
            ("tests", len(states)), ("failures", states.count("failure")), ("errors", states.count("error")),
            ("skipped", states.count("skipped")),
        )
    )  # fmt: skip
    name = _attribute(f"newsqa {report.suite.name}")
    out.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="newsqa" {numbers}>\n')
    out.write(f"<testsuite name={name} {numbers}>\n<properties>\n")
    for key, value in (
        ("newsqa", __version__),
        ("articles", report.article_count),
        ("fail-level", report.fail_level),
    ):
        out.write(f'<property name="{key}" value="{value}"/>\n')
    out.write("</properties>\n" + "\n".join(cases))
    out.write(f"\n<system-out>{_text(_said(report))}</system-out>\n</testsuite>\n</testsuites>\n")


def _said(report: Report) -> str:
    return "\n".join([verdict(report), *map(printable, report.notes)])


def _counts(report: Report) -> dict[str, int]:
    counted = report.findings["code"].value_counts()
    return {entry["values"]: entry["counts"] for entry in counted.to_pylist()}


def _case(
    row: _Row, found: list[_Row], counts: dict[str, int], unmet: set[tuple[str, str]], broken: list[str]
) -> tuple[str, str]:
    """Return the state of an expectation and the content of its element; takes what broke it out of ``broken``."""
    crash = f"{row['rule']}: {row['reason']}"
    if crash in broken:
        broken.remove(crash)
        return "error", _error(row["reason"])
    if row["status"] == "not-evaluated":
        return "skipped", f"<skipped message={_attribute(row['reason'] or 'not evaluated')}/>"
    findings = "\n".join(headline(finding, colour=False) for finding in found)
    more = counts.get(row["code"], 0) - len(found)
    if more > 0:
        findings += f"\n… and {more:,} more findings"
    if (row["code"], row["rule"]) in unmet:
        message = f"{row['failed']:,} of {row['evaluated']:,}: {percent(row['share'])} are free of it"
        if row["mostly"] < 1:
            message += f", {percent(row['mostly'])} are expected"
        return (
            "failure",
            f'<failure type="{row["severity"]}" message={_attribute(message)}>{_text(findings)}</failure>',
        )
    return "passed", f"<system-out>{_text(findings)}</system-out>" if findings else ""


def _element(row: _Row, found: list[_Row], content: str, suite: str) -> str:
    file = relative(found[0]["path"]) if found else None
    where = "" if file is None else f" file={_attribute(file)}"
    if file is not None and found[0]["line"] is not None:
        where += f' line="{found[0]["line"]}"'
    name = _attribute(f"{row['code']} {row['rule']}")
    group = _attribute(f"newsqa.{suite.replace('.', '_')}")
    return f"<testcase classname={group} name={name}{where}>{content}</testcase>"


def _error(reason: str) -> str:
    return f'<error type="broken" message={_attribute(reason)}>{_text(printable(reason))}</error>'


def _text(text: str) -> str:
    """Return text that went through `printable`, line by line, as the content of an element."""
    return _NO_XML.sub("\ufffd", escape(text))


def _attribute(text: str) -> str:
    return _NO_XML.sub("\ufffd", quoteattr(printable(text)))
