"""Metrics of Great Expectations: a batch is checked once, and each expectation takes what concerns it.

GX first asks every expectation of a suite which metrics it needs, then computes each metric once. So all expectations
of a suite name the same metric, ``newsqa.run``, and while GX asks, what they want of it is gathered here.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from great_expectations.execution_engine.execution_engine import ExecutionEngine
from great_expectations.execution_engine.pandas_execution_engine import PandasExecutionEngine
from great_expectations.execution_engine.sparkdf_execution_engine import SparkDFExecutionEngine
from great_expectations.expectations.metrics.metric_provider import metric_value
from great_expectations.expectations.metrics.table_metric_provider import TableMetricProvider
from great_expectations.validator.metric_configuration import MetricConfiguration

from newsqa.gx.running import Asked, Run, Settings, run_pandas

RUN = "newsqa.run"
RULE = "newsqa.rule"


@dataclass
class _Wanted:
    """What is wanted of a run: rules, and the columns that name failing rows, in their order; and the run, once it is done.

    A run is kept until the next validation: where another metric of the suite fails, GX computes all of them again.
    """

    asked: dict[Asked, None] = field(default_factory=dict)
    columns: dict[str, None] = field(default_factory=dict)
    run: Run | None = None
    begun: bool = False  # what is asked after that is asked by another validation, also when this one broke


_wanted: WeakKeyDictionary[ExecutionEngine[Any], dict[Any, _Wanted]] = WeakKeyDictionary()


def rule_metric(
    batch_id: str | None, asked: Asked, settings: Settings, columns: tuple[str, ...]
) -> MetricConfiguration:
    """Return the metric that says what a run finds of one rule; its value is a `Run`."""
    values = {**asked._asdict(), "settings": settings.written(), "columns": json.dumps(columns)}
    return MetricConfiguration(RULE, {"batch_id": batch_id}, values)


class NewsqaRule(TableMetricProvider):
    """What newsqa finds of one rule."""

    metric_name = RULE
    value_keys = ("code", "options", "settings", "columns")

    @classmethod
    def _get_evaluation_dependencies(
        cls,
        metric: MetricConfiguration,
        configuration: Any = None,
        execution_engine: ExecutionEngine[Any] | None = None,
        runtime_configuration: dict[str, Any] | None = None,
    ) -> dict[str, MetricConfiguration]:
        values = metric.metric_value_kwargs
        needed = MetricConfiguration(RUN, metric.metric_domain_kwargs, {"settings": values["settings"]})
        if execution_engine is not None:
            waiting = {key: one for key, one in _wanted.get(execution_engine, {}).items() if not one.begun}
            _wanted[execution_engine] = waiting
            wanted = waiting.setdefault(needed.id, _Wanted())
            wanted.asked[Asked(values["code"], values["options"])] = None
            wanted.columns |= dict.fromkeys(json.loads(values["columns"]))
        return {RUN: needed}

    @metric_value(engine=PandasExecutionEngine)
    def _pandas(cls, metrics: dict[str, Run], **_: Any) -> Run:  # noqa: N805 - GX makes class methods of metrics
        return metrics[RUN]

    @metric_value(engine=SparkDFExecutionEngine)
    def _spark(cls, metrics: dict[str, Run], **_: Any) -> Run:  # noqa: N805
        return metrics[RUN]


class NewsqaRun(TableMetricProvider):
    """What newsqa finds of all the rules that the expectations of a suite ask for."""

    metric_name = RUN
    value_keys = ("settings",)

    @metric_value(engine=PandasExecutionEngine)
    def _pandas(cls, execution_engine: PandasExecutionEngine, **told: Any) -> Run:  # noqa: N805
        return _run(execution_engine, run_pandas, **told)

    @metric_value(engine=SparkDFExecutionEngine)
    def _spark(cls, execution_engine: SparkDFExecutionEngine, **told: Any) -> Run:  # noqa: N805
        from newsqa.gx.spark import run_spark

        return _run(execution_engine, run_spark, **told)


def _run(
    engine: Any,
    run: Any,
    *,
    metric_domain_kwargs: dict[str, Any],
    metric_value_kwargs: dict[str, Any],
    **_: Any,
) -> Run:
    key = MetricConfiguration(RUN, metric_domain_kwargs, metric_value_kwargs).id
    wanted = _wanted[engine][key]
    if wanted.run is None:
        wanted.begun = True
        rows = engine.get_domain_records(domain_kwargs=metric_domain_kwargs)
        settings = Settings.read(metric_value_kwargs["settings"])
        wanted.run = run(rows, wanted.asked, wanted.columns, settings)
    return wanted.run
