"""What Data Docs say of the expectations."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from typing import Any, ClassVar

from great_expectations.expectations.expectation import BatchExpectation, render_suite_parameter_string
from great_expectations.render.components import (
    LegacyDiagnosticRendererType,
    LegacyRendererType,
    RenderedStringTemplateContent,
    RenderedTableContent,
)
from great_expectations.render.renderer.renderer import renderer
from great_expectations.render.renderer_configuration import RendererConfiguration, RendererValueType

from newsqa.reporters.terminal import printable
from newsqa.rules.base import Rule

OURS = "expect_articles_free_of_"


class RenderedExpectation(BatchExpectation):
    """An expectation about one rule, as Data Docs show it."""

    rule: ClassVar[Rule]

    @classmethod
    def _prescriptive_template(
        cls, renderer_configuration: RendererConfiguration[Any]
    ) -> RendererConfiguration[Any]:
        template, params = sentence(cls.rule, renderer_configuration.kwargs)
        for name, value in params.items():
            renderer_configuration.add_param(name, RendererValueType.STRING, value)
        renderer_configuration.template_str = template
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
        template, params = sentence(cls.rule, told.kwargs)
        styling = (runtime_configuration or {}).get("styling", {})
        string = {"template": template, "params": params, "styling": styling}
        return [RenderedStringTemplateContent(content_block_type="string_template", string_template=string)]

    @classmethod
    @renderer(renderer_type=LegacyDiagnosticRendererType.UNEXPECTED_TABLE)
    def _diagnostic_unexpected_table_renderer(
        cls,
        configuration: Any = None,
        result: Any = None,
        runtime_configuration: dict[str, Any] | None = None,
    ) -> Any:
        """Return GX's own table with its cells escaped: GX puts them into the page as they are."""
        blocks = super()._diagnostic_unexpected_table_renderer(configuration, result, runtime_configuration)
        for block in blocks or ():
            if isinstance(block, RenderedTableContent):
                block.table = escaped(block.table)
                block.header_row = escaped(block.header_row)
        return blocks


def sentence(rule: Rule, kwargs: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return what is expected as a template of GX, and what its ``$names`` stand for."""
    meaning = html.escape(rule.summary.rstrip("."), quote=False).replace("$", "$$")
    template = f"articles must be free of $rule ({meaning})"
    params: dict[str, Any] = {"rule": f"{rule.code} {rule.name}"}
    if kwargs.get("column"):
        template, params["column"] = f"$column: {template}", kwargs["column"]
    mostly = kwargs.get("mostly", 1)
    if isinstance(mostly, int | float) and mostly < 1:
        template += ", at least $mostly_pct % of them"
        params["mostly_pct"] = f"{100 * mostly:.10g}"
    options = {name: kwargs[name] for name in rule.options()._asdict() if name in kwargs}
    if options:
        template += ", with $options"
        params["options"] = ", ".join(f"{name} = {json.dumps(value)}" for name, value in options.items())
    return template + ".", params


def escaped(value: Any) -> Any:
    """Return a value whose strings can stand in a page as they are, in lists and objects, too."""
    if isinstance(value, str):
        return html.escape(printable(value), quote=False)
    if isinstance(value, list):
        return [escaped(part) for part in value]
    return {key: escaped(part) for key, part in value.items()} if isinstance(value, dict) else value
