"""The expectation classes: one a rule, made from the catalogue."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Union, cast, get_args, get_origin, get_type_hints

from great_expectations.compatibility import pydantic
from great_expectations.core.suite_parameters import is_suite_parameter
from great_expectations.expectations.metadata_types import FailureSeverity
from great_expectations.expectations.model_field_types import MostlyField

from newsqa import api
from newsqa.errors import NewsqaError
from newsqa.gx.metrics import RULE, rule_metric
from newsqa.gx.rendering import RenderedExpectation
from newsqa.gx.results import Unexpected, map_result
from newsqa.gx.running import Asked, Failing, Run, Settings
from newsqa.readers.fields import FIELDS
from newsqa.rules.base import Rule, Severity
from newsqa.suite import check_timezone, plain, rule_options

# A value that is given with each run, as GX writes it: {"$PARAMETER": "name"}.
Parameter = dict[str, Any]

SEVERITY: dict[Severity, FailureSeverity] = {
    "error": FailureSeverity.CRITICAL,
    "warning": FailureSeverity.WARNING,
    "info": FailureSeverity.INFO,
}


class NotEvaluatedError(NewsqaError):
    """A rule could not judge anything: no success, and no failure either."""


class ArticleExpectation(RenderedExpectation):
    """That articles are free of one rule's flaw: what the expectations of all rules share.

    ``column`` is the column with the text, ``<field>_column`` those with the other fields; without them the columns are
    found by their usual names. ``mostly`` is the share of the evaluated articles that must be free of the flaw.
    """

    column: Union[str, None] = None  # noqa: UP007 - as pydantic's own types are written in GX
    mostly: MostlyField = 1
    reference_time: Union[str, Parameter, None] = None  # noqa: UP007
    timezone: Union[str, Parameter, None] = None  # noqa: UP007
    phrases: list[str] = pydantic.Field(default=[])

    domain_keys: ClassVar[tuple[str, ...]] = ("batch_id",)
    success_keys: ClassVar[tuple[str, ...]] = ("mostly",)
    args_keys: ClassVar[tuple[str, ...]] = ("column", "mostly")

    @pydantic.root_validator(pre=True)
    def _check(cls, values: dict[str, Any]) -> dict[str, Any]:  # noqa: N805 - pydantic makes it a class method
        """Check options and settings as a suite's TOML file is checked; the plain values are kept, as JSON has them."""
        try:
            return values | _checked(cls.rule, values) if hasattr(cls, "rule") else values
        except NewsqaError as error:
            raise ValueError(str(error)) from None

    @property
    def configuration(self) -> Any:
        """The expectation as GX stores it; the severity is always said, as its default differs from GX's."""
        configuration = super().configuration
        configuration.severity = self.severity
        return configuration

    @property
    def asked(self) -> Asked:
        """What is asked of a run: the rule, with the options that differ from its own."""
        default = self.rule.options()._asdict()
        given = {name: getattr(self, name) for name in default}
        differing = {name: value for name, value in given.items() if value != plain(default[name])}
        return Asked(self.rule.code, json.dumps(differing, sort_keys=True))

    @property
    def settings(self) -> Settings:
        """What is shared with other expectations."""
        fields = {name: getattr(self, _column(name)) for name in FIELDS}
        return Settings(
            {field: column for field, column in fields.items() if column is not None},
            cast("str | None", self.timezone),
            tuple(self.phrases),
            cast("str | None", self.reference_time),
        )

    def get_validation_dependencies(
        self, execution_engine: Any = None, runtime_configuration: dict[str, Any] | None = None
    ) -> Any:
        """Return the metrics that are needed: what a run that is shared finds of the rule."""
        needed = super().get_validation_dependencies(execution_engine, runtime_configuration)
        columns = needed.result_format.get("unexpected_index_column_names") or ()
        metric = rule_metric(self.batch_id, self.asked, self.settings, tuple(columns))
        needed.set_metric_configuration(RULE, metric)
        return needed

    def judged(self, run: Run, result_format: dict[str, Any]) -> dict[str, Any]:
        """Return success and result of a run; NotEvaluatedError where the rule could not judge."""
        found = run.found[self.asked]
        if found.reason is not None:
            raise NotEvaluatedError(f"{self.rule.code} {self.rule.name} was not evaluated: {found.reason}")
        return map_result(
            result_format,
            rows=found.rows,
            evaluated=found.evaluated,
            failed=found.failed,
            mostly=cast(float, self.mostly),
            unexpected=[_unexpected(failing, run) for failing in found.failing],
            index_columns=run.key_columns,
        )

    def __repr__(self) -> str:
        """Return the call that makes it."""
        given = {
            name: value for name, value in self.dict(exclude_defaults=True).items() if value not in ({}, None)
        }
        given |= {"severity": given["severity"].value} if "severity" in given else {}
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in given.items())})"

    def __str__(self) -> str:
        return repr(self)


def expectation_class(rule: Rule, module: str) -> type[ArticleExpectation]:
    """Return the expectation class of a rule, which registers itself with GX under its name in snake case."""
    default = rule.options()._asdict()
    declared = get_type_hints(rule.options)
    fields: dict[str, Any] = {
        option: (_plain_type(declared[option]), plain(value)) for option, value in default.items()
    }
    fields |= {_column(field): (str | None, None) for field in FIELDS if field != "text"}
    fields["severity"] = (FailureSeverity, SEVERITY[rule.severity])
    attributes: dict[str, Any] = {
        "__module__": module,
        "__doc__": _documentation(rule),
        "__annotations__": {field: kind for field, (kind, _) in fields.items()} | {"rule": ClassVar[Rule]},
        "_validate": _validate,
        "rule": rule,
        **{field: value for field, (_, value) in fields.items()},
    }
    metaclass: Any = type(ArticleExpectation)
    made: type[ArticleExpectation] = metaclass(name_of(rule), (ArticleExpectation,), attributes)
    return made


def name_of(rule: Rule) -> str:
    """Return the name of a rule's expectation class: ExpectArticlesFreeOfRepeatedLede for repeated-lede."""
    return "ExpectArticlesFreeOf" + "".join(part.capitalize() for part in rule.name.split("-"))


def _validate(
    self: ArticleExpectation,
    metrics: dict[str, Any],
    runtime_configuration: dict[str, Any] | None = None,
    execution_engine: Any = None,
) -> dict[str, Any]:
    result_format: Any = self._get_result_format(runtime_configuration)
    return self.judged(metrics[RULE], result_format)


def _unexpected(failing: Failing, run: Run) -> Unexpected:
    found = Unexpected.of(failing.excerpt, failing.message, failing.line)
    if failing.number < 0:
        return found
    if run.key_columns:
        return found._replace(index={**run.keys[failing.number], run.text: found.value})
    return found._replace(index=run.labels.get(failing.number))


def _checked(rule: Rule, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return options, settings and severity in their plain form; NewsqaError says what is wrong with one."""
    values: dict[str, Any] = {}
    literal = {name: value for name, value in given.items() if not is_suite_parameter(value)}
    for name in rule.options()._fields:
        if literal.get(name) is not None:
            told = {name: _listed(plain(literal[name]))}
            values[name] = plain(getattr(rule_options(rule, told, rule.name), name))
    if literal.get("reference_time") is not None:
        values["reference_time"] = api.as_time(literal["reference_time"]).isoformat()
    check_timezone(literal.get("timezone"), "timezone")
    if literal.get("severity") in SEVERITY:
        values["severity"] = SEVERITY[literal["severity"]]
    return values


def _listed(value: Any) -> Any:
    return list(value) if isinstance(value, set | frozenset) else value


def _plain_type(kind: Any) -> Any:
    """Return the type of an option as JSON has it, or a parameter of a suite in its place."""
    plain_kind: Any = kind
    if kind in (dt.timedelta, dt.date):
        plain_kind = str
    elif get_origin(kind) is tuple:
        plain_kind = list[str]
    elif get_origin(kind) is Mapping:
        plain_kind = dict[str, float]
    elif get_origin(kind) is not Literal and type(None) in get_args(kind):
        plain_kind = str | None
    return Union[plain_kind, Parameter]  # noqa: UP007


def _column(field: str) -> str:
    return "column" if field == "text" else f"{field}_column"


def _documentation(rule: Rule) -> str:
    return f"""Expect articles to be free of {rule.name} ({rule.code}): {rule.summary}

Args:
    column: the column with the text; by its usual names without one.
    mostly: the share of the evaluated articles that must be free of it (0 to 1).
    severity: "critical", "warning" or "info"; {SEVERITY[rule.severity].value} without one.
    title_column, published_column, …: the columns with other fields; by their usual names without one.
    reference_time: what counts as now, aware or in UTC; the time of the run without one.
    timezone: IANA name of the zone in which clock times without an offset were written.
    phrases: lines to treat as boilerplate besides the built-in ones.

{rule.page.partition(chr(10))[2].strip()}
"""
