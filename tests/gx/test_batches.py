"""Batches of pandas frames: verdicts, counts, ids and excerpts."""

import json

import pandas as pd
import pytest
from great_expectations.core import ExpectationSuite

import newsqa
from good_article import GOOD
from newsqa.gx import (
    ExpectArticlesFreeOfConflictingDates,
    ExpectArticlesFreeOfDuplicateDocument,
    ExpectArticlesFreeOfMismatchedWordcount,
    ExpectArticlesFreeOfMissingBody,
    ExpectArticlesFreeOfRepeatedLede,
    ExpectArticlesFreeOfShortBody,
    metrics,
)


def test_a_result_has_counts_ids_and_excerpts(batch, frame):
    expectation = ExpectArticlesFreeOfRepeatedLede(column="text", mostly=0.9)
    found = batch(frame).validate(expectation, result_format="COMPLETE")
    assert not found.success
    assert found.expectation_config.severity == "warning"
    result = found.result
    assert (result["element_count"], result["missing_count"]) == (5, 0)
    assert (result["unexpected_count"], result["unexpected_percent"]) == (1, 20)
    (excerpt,) = result["unexpected_list"]
    assert result["unexpected_index_column_names"] == ["id"]
    assert result["unexpected_index_list"] == [{"id": "b", "text": excerpt}]
    assert result["partial_unexpected_counts"] == [{"value": excerpt, "count": 1}]
    assert "repeats the lede" in result["details"]["messages"][0]


def test_index_columns_are_those_asked_for(batch, frame):
    form = {"result_format": "COMPLETE", "unexpected_index_column_names": ["title", "published"]}
    result = batch(frame).validate(ExpectArticlesFreeOfMissingBody(), result_format=form).result
    when = frame["published"][10]
    assert [(row["title"], row["published"]) for row in result["unexpected_index_list"]] == [
        ("Empty", when),
        ("Null", when),
    ]
    form = {"result_format": "COMPLETE", "unexpected_index_column_names": ["nowhere"]}
    failed = batch(frame).validate(ExpectArticlesFreeOfMissingBody(), result_format=form)
    assert "no column 'nowhere'" in str(failed.exception_info)
    again = batch(frame).validate(ExpectArticlesFreeOfMissingBody(), result_format="COMPLETE")
    assert [row["id"] for row in again.result["unexpected_index_list"]] == ["c", "d"]


def test_without_ids_rows_are_named_by_the_index_of_the_frame(batch, frame):
    found = batch(frame.drop(columns="id")).validate(
        ExpectArticlesFreeOfMissingBody(), result_format="COMPLETE"
    )
    assert found.result["unexpected_index_list"] == [30, 40]


@pytest.mark.parametrize(("mostly", "success"), [(0.6, True), (0.61, False), (1, False), (0, True)])
def test_mostly_means_what_it_means_in_newsqa(batch, frame, mostly, success):
    assert batch(frame).validate(ExpectArticlesFreeOfMissingBody(mostly=mostly)).success is success


@pytest.mark.parametrize("form", ["BOOLEAN_ONLY", "BASIC", "SUMMARY", "COMPLETE"])
def test_no_result_holds_a_body(batch, frame, suite, form):
    texts = [f"{GOOD}\n\n{word * 30}" for word in ("cookie ", "<b>bold</b> ", "Ã© ", "x\x0b ")]
    broken = pd.DataFrame({"id": range(4), "text": texts, "title": [text * 9 for text in texts]})
    for rows in (frame, broken):
        kept = {"result_format": form, "include_unexpected_rows": True}
        found = batch(rows).validate(suite("publisher"), result_format=kept)
        strings = list(_strings(json.loads(json.dumps(found.to_json_dict()["results"]))))
        assert len(strings) > 100
        assert max(map(len, strings)) < 700  # the sentences on what was not evaluated have a traceback
        values = [value for one in found.results for value in one.result.get("partial_unexpected_list", ())]
        assert all(len(value) <= 160 for value in values)


def _strings(value):
    if isinstance(value, dict):
        value = [part for pair in value.items() for part in pair if pair[0] != "exception_traceback"]
    if isinstance(value, list):
        for part in value:
            yield from _strings(part)
    elif isinstance(value, str):
        yield value


def test_what_was_not_evaluated_is_no_success(batch, frame):
    for expectation in (
        ExpectArticlesFreeOfMismatchedWordcount(mostly=0),
        ExpectArticlesFreeOfDuplicateDocument(),
    ):
        one = batch(frame.head(1)).validate(expectation)
        assert not one.success
        assert one.exception_info["raised_exception"]
        assert "was not evaluated: " in one.exception_info["exception_message"]
    rows = frame.head(0)
    assert not batch(rows).validate(ExpectArticlesFreeOfRepeatedLede()).success


def test_a_suite_is_one_run(batch, frame, suite, monkeypatch):
    runs = []
    whole = metrics.run_pandas
    monkeypatch.setattr(metrics, "run_pandas", lambda *told: runs.append(told) or whole(*told))
    articles = batch(frame)
    found = articles.validate(suite())
    assert len(runs) == 1
    assert len(found.results) == len(newsqa.Suite.load("scrape").expectations)
    # What an earlier validation asked for is not asked again.
    articles.validate(ExpectArticlesFreeOfRepeatedLede())
    assert [len(told[1]) for told in runs] == [len(found.results), 1]


def test_each_validation_looks_again(batch, frame):
    articles = batch(frame)
    assert not articles.validate(ExpectArticlesFreeOfMissingBody(mostly=0.7)).success
    articles.data.dataframe["text"] = GOOD
    assert articles.validate(ExpectArticlesFreeOfMissingBody(mostly=0.7)).success


def test_one_rule_with_several_options(batch, frame):
    suite = ExpectationSuite(
        name="lengths",
        expectations=[ExpectArticlesFreeOfShortBody(min_words=words) for words in (1, 5, 500)],
    )
    found = batch(frame).validate(suite)
    counts = {
        one.expectation_config.kwargs["min_words"]: one.result["unexpected_count"] for one in found.results
    }
    assert counts[1] == counts[5] < counts[500]


def test_columns_of_any_name(batch, frame):
    renamed = frame.rename(columns={"text": "Copy", "id": 7})
    expectation = ExpectArticlesFreeOfRepeatedLede(column="Copy", article_id_column="7")
    (index,) = batch(renamed).validate(expectation, result_format="COMPLETE").result["unexpected_index_list"]
    assert index["7"] == "b"
    missing = batch(frame).validate(ExpectArticlesFreeOfRepeatedLede(column="Copy"))
    assert "no column 'Copy' (mapped to text)" in str(missing.exception_info)
    nothing = batch(frame[["id", "title"]]).validate(ExpectArticlesFreeOfRepeatedLede())
    assert "the text of an article" in str(nothing.exception_info)
    unreadable = batch(frame).validate(ExpectArticlesFreeOfRepeatedLede(title_column="desk"))
    assert "the column 'desk' of the batch cannot be read" in str(unreadable.exception_info)


def test_one_bad_expectation_does_not_stop_the_others(batch, frame):
    suite = ExpectationSuite(
        name="mixed",
        expectations=[
            ExpectArticlesFreeOfRepeatedLede(column="Copy"),
            ExpectArticlesFreeOfConflictingDates(),
            ExpectArticlesFreeOfMissingBody(mostly=0.5),
        ],
    )
    found = {one.expectation_config.type: one for one in batch(frame).validate(suite).results}
    assert found["expect_articles_free_of_missing_body"].success
    assert not found["expect_articles_free_of_repeated_lede"].success


def test_runs_of_earlier_batches_are_not_kept(batch, frame):
    before = list(metrics._wanted)
    articles = batch(frame)
    for words in range(1, 4):
        articles.validate(
            ExpectArticlesFreeOfShortBody(min_words=words, timezone="UTC" if words % 2 else None)
        )
    (kept,) = [entries for engine, entries in metrics._wanted.items() if engine not in before]
    assert len(kept) == 1
