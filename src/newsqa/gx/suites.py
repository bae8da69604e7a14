"""newsqa's suites as suites of Great Expectations."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from great_expectations.core import ExpectationSuite
from great_expectations.core.expectation_suite import expectationSuiteSchema

from newsqa._version import __version__
from newsqa.columns.contract import checks_of
from newsqa.gx.catalogue import CLASSES
from newsqa.gx.columns import column_expectation
from newsqa.gx.expectation import SEVERITY, ArticleExpectation
from newsqa.suite import Expectation, Suite, plain


def to_suite(
    suite: Suite | str | Path, *, reference_time: dt.datetime | str | dict[str, str] | None = None
) -> ExpectationSuite:
    """Return a suite of newsqa as one of Great Expectations.

    Args:
        suite: a Suite, a built-in suite's name, or a TOML file.
        reference_time: what counts as now; the time of each run by default. A parameter of the suite, such as
            ``{"$PARAMETER": "now"}``, is given with each run.

    Raises:
        SuiteError: the suite is not valid.
    """
    chosen = suite if isinstance(suite, Suite) else Suite.load(suite)
    expectations: list[Any] = [expectation_of(e, chosen, reference_time) for e in chosen.expectations]
    expectations += [column_expectation(check) for check in checks_of(chosen)]
    return ExpectationSuite(
        name=chosen.name.strip() or "newsqa",
        expectations=expectations,
        notes=chosen.description or None,
        meta={"newsqa": __version__},
    )


def to_json(suite: Suite | str | Path) -> str:
    """Return a suite of newsqa as the JSON of one of Great Expectations.

    ``ExpectationSuite(**json.loads(text))`` makes it again, after ``import newsqa.gx``. Arguments are those of `to_suite`.
    """
    stored: dict[str, Any] = expectationSuiteSchema.dump(to_suite(suite))
    return json.dumps(stored, indent=2, ensure_ascii=False) + "\n"


def expectation_of(expectation: Expectation, suite: Suite, reference_time: Any = None) -> ArticleExpectation:
    """Return one expectation of a suite, with what the suite says for all of them."""
    rule, default = expectation.rule, expectation.rule.options()
    options = default if expectation.options is None else expectation.options
    shared = {
        "timezone": suite.timezone,
        "phrases": list(suite.phrases) or None,
        "reference_time": reference_time,
        **{
            "column" if field == "text" else f"{field}_column": column
            for field, column in suite.fields.items()
        },
    }
    own = {name: plain(value) for name, value in options._asdict().items() if value != getattr(default, name)}
    given = {name: value for name, value in (shared | own).items() if value is not None}
    return CLASSES[rule.code](mostly=expectation.mostly, severity=SEVERITY[expectation.severity], **given)
