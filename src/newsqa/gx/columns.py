"""Contracts of columns as expectations: GX's own, and one for types, which GX cannot compare on all frames."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

import pyarrow as pa
from great_expectations import expectations as core
from great_expectations.execution_engine.pandas_execution_engine import PandasExecutionEngine
from great_expectations.execution_engine.sparkdf_execution_engine import SparkDFExecutionEngine
from great_expectations.expectations.expectation import BatchExpectation, Expectation
from great_expectations.expectations.metadata_types import FailureSeverity
from great_expectations.expectations.metrics.metric_provider import metric_value
from great_expectations.expectations.metrics.table_metric_provider import TableMetricProvider
from great_expectations.render.renderer_configuration import RendererConfiguration, RendererValueType
from great_expectations.validator.metric_configuration import MetricConfiguration

TYPE = "newsqa.column_type"


class ColumnType(TableMetricProvider):
    """The type of a column, as Arrow calls it."""

    metric_name = TYPE
    value_keys = ("column",)

    @metric_value(engine=PandasExecutionEngine)
    def _pandas(
        cls,  # noqa: N805 - GX makes class methods of metrics
        execution_engine: PandasExecutionEngine,
        metric_domain_kwargs: dict[str, Any],
        metric_value_kwargs: dict[str, Any],
        **_: Any,
    ) -> str:
        frame = execution_engine.get_domain_records(domain_kwargs=metric_domain_kwargs)
        return str(pa.array(frame[metric_value_kwargs["column"]], from_pandas=True).type)

    @metric_value(engine=SparkDFExecutionEngine)
    def _spark(
        cls,  # noqa: N805
        execution_engine: SparkDFExecutionEngine,
        metric_domain_kwargs: dict[str, Any],
        metric_value_kwargs: dict[str, Any],
        **_: Any,
    ) -> str:
        from pyspark.sql.pandas.types import to_arrow_type

        frame = execution_engine.get_domain_records(domain_kwargs=metric_domain_kwargs)
        return str(to_arrow_type(frame.schema[metric_value_kwargs["column"]].dataType))


class ExpectColumnToBeOfDtype(BatchExpectation):
    """Expect a column to be of a type, by the name that Arrow has for it: string, int64, timestamp, list<string> …

    GX's own expectations on types know the names of each kind of frame only, and not the strings of pandas 3.

    Args:
        column: the column.
        dtype: the type; where Arrow has several of a kind ("large_string", "timestamp[us, tz=UTC]"), any of them will do.
    """

    column: str
    dtype: str

    domain_keys: ClassVar[tuple[str, ...]] = ("batch_id",)
    success_keys: ClassVar[tuple[str, ...]] = ("dtype",)
    args_keys: ClassVar[tuple[str, ...]] = ("column", "dtype")

    def get_validation_dependencies(
        self, execution_engine: Any = None, runtime_configuration: dict[str, Any] | None = None
    ) -> Any:
        """Return the metric that is needed: the type of the column."""
        needed = super().get_validation_dependencies(execution_engine, runtime_configuration)
        metric = MetricConfiguration(TYPE, {"batch_id": self.batch_id}, {"column": self.column})
        needed.set_metric_configuration(TYPE, metric)
        return needed

    def _validate(
        self,
        metrics: dict[str, Any],
        runtime_configuration: dict[str, Any] | None = None,
        execution_engine: Any = None,
    ) -> dict[str, Any]:
        found = metrics[TYPE]
        return {"success": is_of_kind(found, self.dtype), "result": {"observed_value": found}}

    @classmethod
    def _prescriptive_template(
        cls, renderer_configuration: RendererConfiguration[Any]
    ) -> RendererConfiguration[Any]:
        for name in ("column", "dtype"):
            renderer_configuration.add_param(name, RendererValueType.STRING)
        renderer_configuration.template_str = "$column must be of type $dtype."
        return renderer_configuration


def is_of_kind(found: str, expected: str) -> bool:
    """Tell whether an Arrow type is the expected one, or of the expected kind."""
    return _kind(found) == _kind(expected) or found == expected or _kind(found).split("[")[0] == expected


def _kind(name: str) -> str:
    """Return the name of a type without what says only how it is stored."""
    kind = re.sub(r"large_|_view|dictionary<values=(\w+),.*>", lambda found: found[1] or "", name.strip())
    kind = {
        "str": "string",
        "object": "string",
        "datetime": "timestamp",
        "boolean": "bool",
        "double": "float64",
    }.get(kind, kind)
    return re.sub(r"list<\w+: (\w+)>", r"list<\1>", kind)


def expectations_of(column: str, contract: Mapping[str, Any]) -> Iterator[Expectation]:
    """Yield the expectations that a column's contract asks for; null is left to the one on nulls, as in pandera."""
    critical: dict[str, Any] = {"column": column, "severity": FailureSeverity.CRITICAL}
    if (dtype := contract.get("dtype")) is not None:
        yield ExpectColumnToBeOfDtype(**critical, dtype=dtype)
    if contract.get("nullable") is False:
        yield core.ExpectColumnValuesToNotBeNull(**critical)
    if contract.get("unique"):
        yield core.ExpectColumnValuesToBeUnique(**critical)
    if (values := contract.get("isin")) is not None:
        yield core.ExpectColumnValuesToBeInSet(**critical, value_set=list(values))
    if (bounds := contract.get("in_range")) is not None:
        low, high = _bounds(bounds)
        yield core.ExpectColumnValuesToBeBetween(**critical, min_value=low, max_value=high)
    if (pattern := contract.get("str_matches")) is not None:
        yield core.ExpectColumnValuesToMatchRegex(
            **critical, regex=f"^(?:{pattern})"
        )  # from the start, as pandera
    if (lengths := contract.get("str_length")) is not None:
        low, high = _bounds(lengths)
        yield core.ExpectColumnValueLengthsToBeBetween(**critical, min_value=low, max_value=high)


def _bounds(given: Any) -> tuple[Any, Any]:
    """Return the least and the greatest value of a range, each None where there is no such end."""
    if isinstance(given, Mapping):
        low = given.get("min", given.get("min_value"))
        return low, given.get("max", given.get("max_value"))
    if isinstance(given, Sequence) and len(given) == 2:
        return given[0], given[1]
    return given, given
