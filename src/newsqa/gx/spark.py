"""Runs newsqa on a Spark batch of Great Expectations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from newsqa.gx.running import (
    Asked,
    Found,
    Run,
    Settings,
    columns_of,
    context_of,
    found_in,
    key_columns_of,
    numbers_of,
    suites_of,
)
from newsqa.integrations import spark

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


def run_spark(frame: DataFrame, asked: Iterable[Asked], wanted: Iterable[str], settings: Settings) -> Run:
    """Run newsqa on a Spark frame; ``wanted`` are the columns that name failing rows."""
    columns = columns_of(frame.columns, settings)
    key_columns = key_columns_of(frame.columns, columns, wanted)
    layers = list(suites_of(asked, settings))
    suites = [suite for suite, _ in layers]
    outcomes, rows = spark.check(
        frame, suites, context_of(settings), settings.fields, columns.values(), key_columns
    )
    found: dict[Asked, Found] = {}
    for outcome, (_, layer) in zip(outcomes, layers, strict=True):
        found |= found_in(outcome, layer)
    failing = set(numbers_of(found.values()))
    keys = (
        {row.pop("number"): row for row in rows.to_pylist() if row["number"] in failing}
        if key_columns
        else {}
    )
    return Run(columns["text"], found, key_columns, keys, {})
