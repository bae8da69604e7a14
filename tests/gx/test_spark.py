"""Batches of Spark: the articles stay on the executors, and the verdicts are those of pandas."""

import os
import shutil
import sys
from importlib.util import find_spec

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from great_expectations.core import ExpectationSuite

import corpus
from newsqa import Suite
from newsqa.gx import (
    ExpectArticlesFreeOfMissingBody,
    ExpectArticlesFreeOfShortBody,
    ExpectColumnToBeOfDtype,
    to_suite,
)
from newsqa.gx.catalogue import CLASSES

pytestmark = [
    pytest.mark.skipif(find_spec("pyspark") is None, reason="Spark is not installed: newsqa[spark]"),
    pytest.mark.skipif(
        not (shutil.which("java") or os.environ.get("JAVA_HOME")), reason="there is no Java for Spark"
    ),
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning"),
]
NOW = "2026-03-22T12:00:00+00:00"


@pytest.fixture(scope="module")
def spark():
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    settings = {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.driver.host": "localhost",
    }
    builder = SparkSession.builder.master("local[2]").appName("newsqa")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """Return a table with all faults of the generator, with nulls and empty texts, in three files."""
    table = corpus.table(300, seed=7, fault_share=0.6)
    rows = table.to_pylist()
    for row in rows[::30]:
        row.update(text=None, title=None, published=None)
    for row in rows[1::30]:
        row["text"] = ""
    rows += rows[:5]  # the same articles again, far from the others
    folder = tmp_path_factory.mktemp("spark")
    for number in range(3):
        pq.write_table(
            pa.Table.from_pylist(rows[number::3], schema=table.schema), folder / f"{number}.parquet"
        )
    return folder


def found_in(batch, suite):
    form = {"result_format": "COMPLETE", "unexpected_index_column_names": ["id", "title"]}
    return {
        (one.expectation_config.type, str(one.expectation_config.kwargs.get("min_words"))): (
            one.success,
            one.result,
            one.exception_info.get("exception_message"),
        )
        for one in batch.validate(suite, result_format=form).results
    }


def test_the_verdicts_are_those_of_pandas(context, spark, path):
    suite = ExpectationSuite(
        name="all",
        expectations=[
            *(made(reference_time=NOW) for made in CLASSES.values()),
            ExpectArticlesFreeOfShortBody(reference_time=NOW, min_words=90),
        ],
    )
    frame = spark.read.parquet(str(path))
    assert frame.rdd.getNumPartitions() > 1
    whole = (
        context.data_sources.add_spark("spark")
        .add_dataframe_asset("a")
        .add_batch_definition_whole_dataframe("b")
    )
    by_spark = found_in(whole.get_batch({"dataframe": frame}), suite)
    whole = (
        context.data_sources.add_pandas("pandas")
        .add_dataframe_asset("a")
        .add_batch_definition_whole_dataframe("b")
    )
    by_pandas = found_in(whole.get_batch({"dataframe": frame.toPandas()}), suite)
    assert by_spark == by_pandas
    assert sum(not success for success, *_ in by_spark.values()) > 20


def test_without_ids(context, spark, path):
    whole = (
        context.data_sources.add_spark("spark")
        .add_dataframe_asset("a")
        .add_batch_definition_whole_dataframe("b")
    )
    frame = spark.read.parquet(str(path)).drop("id")
    result = whole.get_batch({"dataframe": frame}).validate(
        ExpectArticlesFreeOfMissingBody(), result_format="COMPLETE"
    )
    assert result.result["unexpected_count"] > 10
    assert "unexpected_index_list" not in result.result


def test_types(context, spark, path):
    whole = (
        context.data_sources.add_spark("spark")
        .add_dataframe_asset("a")
        .add_batch_definition_whole_dataframe("b")
    )
    batch = whole.get_batch({"dataframe": spark.read.parquet(str(path))})
    for column, dtype, right in (
        ("url", "string", True),
        ("authors", "list<string>", True),
        ("url", "int64", False),
    ):
        assert batch.validate(ExpectColumnToBeOfDtype(column=column, dtype=dtype)).success is right


def test_no_rows_and_no_text(context, spark, path):
    whole = (
        context.data_sources.add_spark("spark")
        .add_dataframe_asset("a")
        .add_batch_definition_whole_dataframe("b")
    )
    frame = spark.read.parquet(str(path))
    nothing = whole.get_batch({"dataframe": frame.limit(0)}).validate(to_suite(Suite.load("scrape")))
    assert not any(one.success for one in nothing.results)
    without = whole.get_batch({"dataframe": frame.drop("text")}).validate(ExpectArticlesFreeOfMissingBody())
    assert "the text of an article" in str(without.exception_info)
