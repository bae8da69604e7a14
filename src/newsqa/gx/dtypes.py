"""An expectation on the type of a column: GX's own know the names of one kind of frame each, and not pandas' strings."""

from __future__ import annotations

from typing import Any, ClassVar

import pyarrow as pa
from great_expectations.compatibility import pydantic
from great_expectations.execution_engine.pandas_execution_engine import PandasExecutionEngine
from great_expectations.execution_engine.sparkdf_execution_engine import SparkDFExecutionEngine
from great_expectations.expectations.expectation import BatchExpectation, render_suite_parameter_string
from great_expectations.expectations.metrics.metric_provider import metric_value
from great_expectations.expectations.metrics.table_metric_provider import TableMetricProvider
from great_expectations.render.components import LegacyRendererType, RenderedStringTemplateContent
from great_expectations.render.renderer.renderer import renderer
from great_expectations.render.renderer_configuration import RendererConfiguration, RendererValueType
from great_expectations.validator.metric_configuration import MetricConfiguration

from newsqa.columns.contract import DTYPES, NUMBER
from newsqa.columns.values import expected, values_of

TYPE = "newsqa.column_values"
_TEMPLATE = "$column must be of type $dtype."


class ColumnValues(TableMetricProvider):
    """A column as Arrow has it; of a Spark frame the type alone, without values."""

    metric_name = TYPE
    value_keys = ("column",)

    @metric_value(engine=PandasExecutionEngine)
    def _pandas(
        cls,  # noqa: N805 - GX makes class methods of metrics
        execution_engine: PandasExecutionEngine,
        metric_domain_kwargs: dict[str, Any],
        metric_value_kwargs: dict[str, Any],
        **_: Any,
    ) -> pa.Array:
        frame = execution_engine.get_domain_records(domain_kwargs=metric_domain_kwargs)
        column = pa.array(frame[metric_value_kwargs["column"]], from_pandas=True)
        return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column

    @metric_value(engine=SparkDFExecutionEngine)
    def _spark(
        cls,  # noqa: N805
        execution_engine: SparkDFExecutionEngine,
        metric_domain_kwargs: dict[str, Any],
        metric_value_kwargs: dict[str, Any],
        **_: Any,
    ) -> pa.Array:
        from pyspark.sql.pandas.types import to_arrow_type

        frame = execution_engine.get_domain_records(domain_kwargs=metric_domain_kwargs)
        return pa.array([], to_arrow_type(frame.schema[metric_value_kwargs["column"]].dataType))


class ExpectColumnToBeOfDtype(BatchExpectation):
    """Expect a column to be of a type, whatever kind of frame it is in.

    Args:
        column: the column.
        dtype: string, bool, int8 to int64, uint8 to uint64, float32, float64, date, timestamp, list<string>, or "number"
            for any integers or floats. A column of nothing but nulls is of any type.
    """

    column: str
    dtype: str

    domain_keys: ClassVar[tuple[str, ...]] = ("batch_id",)
    success_keys: ClassVar[tuple[str, ...]] = ("dtype",)
    args_keys: ClassVar[tuple[str, ...]] = ("column", "dtype")

    @pydantic.validator("dtype")
    def _check_dtype(cls, dtype: str) -> str:  # noqa: N805 - pydantic makes it a class method
        if dtype not in (*DTYPES, NUMBER):
            raise ValueError(f"there is no dtype '{dtype}' (known: {', '.join((*DTYPES, NUMBER))})")
        return dtype

    def get_validation_dependencies(
        self, execution_engine: Any = None, runtime_configuration: dict[str, Any] | None = None
    ) -> Any:
        """Return the metric that is needed: the column."""
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
        found = values_of(metrics[TYPE], self.dtype, json_values=False)
        right = found.array.type == expected(self.dtype, found.array.type)
        return {"success": right, "result": {"observed_value": found.told}}

    @classmethod
    def _prescriptive_template(
        cls, renderer_configuration: RendererConfiguration[Any]
    ) -> RendererConfiguration[Any]:
        for name in ("column", "dtype"):
            renderer_configuration.add_param(name, RendererValueType.STRING)
        renderer_configuration.template_str = _TEMPLATE
        return renderer_configuration

    @classmethod
    @renderer(renderer_type=LegacyRendererType.PRESCRIPTIVE)
    @render_suite_parameter_string
    def _prescriptive_renderer(
        cls,
        configuration: Any = None,
        result: Any = None,
        runtime_configuration: dict[str, Any] | None = None,
    ) -> list[RenderedStringTemplateContent]:
        told: RendererConfiguration[Any] = RendererConfiguration(
            configuration=configuration, result=result, runtime_configuration=runtime_configuration
        )
        styling = (runtime_configuration or {}).get("styling", {})
        params = {name: told.kwargs[name] for name in ("column", "dtype")}
        string = {"template": _TEMPLATE, "params": params, "styling": styling}
        return [RenderedStringTemplateContent(content_block_type="string_template", string_template=string)]
