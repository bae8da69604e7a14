"""Contracts of columns in the exported suite."""

import json
from datetime import date

import great_expectations as gx
import pandas as pd
import pytest

import newsqa.gx

SUITE = """
[[expect]]
rule = "missing-body"

[columns.url]
dtype = "string"
nullable = false
unique = true
str_matches = "https?://"
str_length = [10, 40]

[columns.language]
isin = ["de", "fr"]

[columns.words]
dtype = "int64"
in_range = [1, 5000]
mostly = 0.25
severity = "warning"
"""
GOOD_URL, LATE = "https://example.com/a", "see https://example.com"


@pytest.fixture
def exported(tmp_path):
    (tmp_path / "own.toml").write_text(SUITE)
    return gx.ExpectationSuite(**json.loads(newsqa.gx.to_json(tmp_path / "own.toml")))


def test_contracts_become_expectations(exported, batch):
    frame = pd.DataFrame(
        {
            "text": ["a", "b", "c", "d"],
            "url": [GOOD_URL, GOOD_URL, LATE, None],
            "language": ["de", None, "en", "fr"],
            "words": [1, 0, 5000, 5001],
        }
    )
    form = {"result_format": "COMPLETE", "unexpected_index_column_names": ["text"]}
    found = {
        (one.expectation_config.kwargs["column"], one.expectation_config.type): one
        for one in batch(frame).validate(exported, result_format=form).results
        if "column" in one.expectation_config.kwargs
    }
    failing = {
        key: [index["text"] for index in one.result.get("unexpected_index_list", ())]
        for key, one in found.items()
    }
    assert failing == {
        ("url", "expect_column_to_exist"): [],
        ("url", "expect_column_to_be_of_dtype"): [],
        ("url", "expect_column_values_to_not_be_null"): ["d"],
        ("url", "expect_column_values_to_be_unique"): ["a", "b"],
        ("url", "expect_column_values_to_match_regex"): ["c"],
        ("url", "expect_column_value_lengths_to_be_between"): [],
        ("language", "expect_column_to_exist"): [],
        ("language", "expect_column_to_be_of_dtype"): [],
        ("language", "expect_column_values_to_be_in_set"): ["c"],
        ("words", "expect_column_to_exist"): [],
        ("words", "expect_column_to_be_of_dtype"): [],
        ("words", "expect_column_values_to_be_between"): ["b", "d"],
    }
    met = {key for key, one in found.items() if one.success}
    assert met == {key for key in failing if not failing[key] or key[0] == "words"}
    severities = {key[0]: one.expectation_config.severity for key, one in found.items()}
    assert severities == {"url": "critical", "language": "critical", "words": "warning"}


@pytest.mark.parametrize(
    ("values", "dtype"),
    [
        (pd.Series(["a", None]), "string"),
        (pd.Series(["a", None], dtype=object), "string"),
        (pd.Series(["a", "a"], dtype="category"), "string"),
        (pd.Series([1, 2]), "int64"),
        (pd.Series([1, None], dtype="Int64"), "int64"),
        (pd.Series([1.5, None]), "float64"),
        (pd.Series([True, None], dtype="boolean"), "bool"),
        (pd.to_datetime(pd.Series(["2026-01-01"] * 2)), "timestamp"),
        (pd.to_datetime(pd.Series(["2026-01-01"] * 2), utc=True), "timestamp"),
        (pd.Series([date(2026, 1, 1)] * 2), "date"),
        (pd.Series([["a"], None]), "list<string>"),
    ],
)
def test_types(batch, values, dtype):
    articles = batch(pd.DataFrame({"c": values}))
    assert articles.validate(newsqa.gx.ExpectColumnToBeOfDtype(column="c", dtype=dtype)).success
    other = "int64" if dtype != "int64" else "string"
    wrong = articles.validate(newsqa.gx.ExpectColumnToBeOfDtype(column="c", dtype=other))
    assert not wrong.success
    assert wrong.result["observed_value"]
