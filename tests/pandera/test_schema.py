"""A suite as a schema of pandera gives newsqa's own verdict, whatever holds the articles."""

from __future__ import annotations

import sys
import warnings

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from pandera.errors import SchemaErrors, SchemaWarning
from validated_articles import NOW, ROWS

import newsqa
from newsqa import NewsqaError, Suite
from newsqa.integrations.frames import NotEvaluatedWarning


@pytest.fixture(autouse=True)
def quiet(recwarn):
    warnings.simplefilter("ignore", SchemaWarning)


def test_the_same_verdict(suite, form, failed):
    backend, made = form
    own = suite()
    report = newsqa.check(pa.Table.from_pylist(ROWS), suite=own, reference_time=NOW)
    unmet = report.unmet["rule"].to_pylist()
    assert unmet == ["control-character", "columns.n.in_range", "columns.url.str_matches"]
    schema = own.to_pandera(backend, reference_time=NOW)
    found = failed(schema, made(ROWS))
    assert found == ["control-character", "in_range", "str_matches"]
    good = [row for row in ROWS if row["id"] in "ad"]
    assert failed(schema, made(good)) == []


def test_columns_of_pandera(suite):
    schema = suite().to_pandera("pandas")
    identity = schema.columns["id"]
    assert (identity.dtype is not None, identity.nullable, identity.unique) == (True, False, True)
    assert [check.name for check in schema.columns["n"].checks] == ["in_range"]
    assert schema.columns["n"].nullable
    # What pandera's columns cannot say is a check of newsqa: nulls that are no duplicates, and tolerances.
    names = [check.name for check in schema.checks]
    assert {"columns.url.unique", "columns.section.isin", "control-character", "missing-body"} <= set(names)
    assert "columns.n.in_range" not in names
    assert len(names) == len(set(names))


def test_failing_rows(suite):
    frame = pd.DataFrame(ROWS, index=[7, 8, 9, 10])
    with pytest.raises(SchemaErrors) as errors:
        suite().to_pandera(reference_time=NOW).validate(frame, lazy=True)
    cases = errors.value.failure_cases
    assert set(cases[cases.check == "control-character"]["index"]) == {8}


def test_rules_share_one_run(suite, form, failed, monkeypatch):
    from newsqa.integrations import frames

    backend, made = form
    runs = []
    run = frames.run
    monkeypatch.setattr(frames, "run", lambda *given: runs.append(1) or run(*given))
    schema = suite().to_pandera(backend, reference_time=NOW)
    frame = made(ROWS)
    for count in (1, 2):
        assert "control-character" in failed(schema, frame)
        assert len(runs) == count


def test_a_frame_that_is_changed_in_place(suite, failed):
    schema = suite('[[expect]]\nrule = "control-character"').to_pandera("pandas")
    frame = pd.DataFrame(ROWS[:1])
    schema.validate(frame, inplace=True)
    frame.loc[0, "text"] = "A \x07 bell"
    with pytest.raises(SchemaErrors):
        schema.validate(frame, inplace=True, lazy=True)


def test_lazy_frames_are_checked(suite):
    schema = suite("[columns.n]\nin_range = [0, 100]").to_pandera("polars")
    with pytest.raises(SchemaErrors):
        schema.validate(pl.LazyFrame({"text": ["x"], "n": [101]}), lazy=True)
    assert isinstance(schema.validate(pl.LazyFrame({"text": ["x"], "n": [1]})), pl.LazyFrame)


def test_severity_and_fail_level(suite, failed):
    own, frame = suite(), pd.DataFrame(ROWS)
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        assert "irregular-whitespace" not in failed(own.to_pandera(), frame)
    told = [str(w.message) for w in said if w.category is SchemaWarning]
    assert told == ["TXT008 irregular-whitespace: 1 of 4"]  # and no text of an article
    assert "irregular-whitespace" in failed(own.to_pandera(fail_level="info"), frame)
    with pytest.raises(NewsqaError, match="fail_level must be one of info, warning, error, not 'all'"):
        own.to_pandera(fail_level="all")


def test_what_could_not_be_judged_is_said(suite, form):
    backend, made = form
    schema = suite('[[expect]]\nrule = "modified-before-published"').to_pandera(backend)
    with pytest.warns(
        NotEvaluatedWarning, match=r"could not be judged: DAT006 modified-before-published \(no article"
    ):
        schema.validate(made(ROWS[:1]))


def test_a_row_of_nulls_only_fails(suite, form, failed):
    backend, made = form
    schema = suite('[[expect]]\nrule = "missing-body"').to_pandera(backend)
    assert failed(schema, made([{"text": "Words."}, {"text": None}])) == ["missing-body"]


def test_failing_rows_of_one_label(suite, failed):
    schema = suite('[[expect]]\nrule = "missing-body"').to_pandera("pandas")
    frame = pd.DataFrame({"id": [1, 2, 3], "text": ["", "", ROWS[0]["text"]]}, index=[5, 5, 5])
    assert failed(schema, frame) == ["missing-body"]


def test_below_the_fail_level_no_row_need_fail(suite, form):
    """A rule on all articles together may fail without any article that does."""
    backend, made = form
    own = suite('[[expect]]\nrule = "incomplete-field"\nmin_docs = 2\nseverity = "info"')
    rows = [{"text": "Words.", "published": f"2020-01-0{day}"} for day in (1, 2)]
    with pytest.warns(SchemaWarning, match="^COR005 incomplete-field: "):
        own.to_pandera(backend, reference_time=NOW).validate(made(rows))


def test_an_empty_frame_proves_nothing(suite, form):
    backend, made = form
    schema = suite('[[expect]]\nrule = "missing-body"').to_pandera(backend)
    empty = made([{"text": "Words."}])[:0]
    with pytest.warns(NotEvaluatedWarning, match="the frame has no articles"):
        schema.validate(empty)


def test_the_reference_time_is_injected(suite, form, failed):
    backend, made = form
    own = suite('[[expect]]\nrule = "future-date"')
    frame = made([{"text": "Words.", "published": "2026-03-25T13:00:00Z"}])
    assert failed(own.to_pandera(backend, reference_time=NOW), frame) == ["future-date"]
    assert failed(own.to_pandera(backend, reference_time="2026-03-26"), frame) == []


def test_fields_and_time_zone(suite, failed):
    own = suite('[[expect]]\nrule = "control-character"\n[fields]\ntext = "Copy"')
    frame = pd.DataFrame({"Copy": ["a \x07"], "Other": ["x"], "text": ["y"]})
    assert failed(own.to_pandera(), frame) == ["control-character"]
    assert failed(own.to_pandera(fields={"text": "Other"}), frame) == []
    with pytest.raises(NewsqaError, match="there is no time zone 'Europe/Pari'"):
        own.to_pandera(timezone="Europe/Pari")


def test_a_frame_without_text_fails(suite, form):
    backend, made = form
    schema = suite('[[expect]]\nrule = "control-character"').to_pandera(backend)
    with pytest.raises(SchemaErrors, match="has no column with the text of an article"):
        schema.validate(made([{"payload": "x"}]), lazy=True)


def test_columns_that_arrow_has_no_type_for(suite, failed):
    frame = pd.DataFrame({"text": ["words"], "odd": [object()], 3: [1]})
    assert failed(suite('[[expect]]\nrule = "control-character"').to_pandera(), frame) == []
    with pytest.raises(SchemaErrors, match="the column 'title' of the frame cannot be read"):
        suite('[[expect]]\nrule = "control-character"').to_pandera().validate(
            frame.assign(title=[object()]), lazy=True
        )


def test_times_and_days(suite, form, failed):
    import datetime as dt

    backend, made = form
    own = suite("[columns.t]\ndtype = 'timestamp'\nin_range = [2026-01-01T00:00:00Z, 2026-12-31T00:00:00Z]")
    schema = own.to_pandera(backend)
    for zone in (None, dt.UTC):
        for year, expected in ((2026, []), (2025, ["columns.t.in_range"])):
            frame = made([{"text": "x", "t": dt.datetime(year, 6, 1, tzinfo=zone)}])
            assert failed(schema, frame) == expected, zone


def test_a_wrong_backend(suite):
    with pytest.raises(NewsqaError, match="pandera checks frames of pandas, polars, pyarrow, not of 'panda'; did you mean 'pandas'"):  # fmt: skip
        Suite.load("scrape").to_pandera("panda")


@pytest.mark.parametrize("backend", ["pandas", "polars"])
def test_a_missing_package(suite, monkeypatch, backend):
    own = suite("[columns.n]\nin_range = [0, 100]")
    monkeypatch.setitem(sys.modules, backend, None)
    with pytest.raises(
        NewsqaError, match=rf'^{backend} is not installed: pip install "newsqa\[{backend}\]"$'
    ):
        own.to_pandera(backend)


def test_what_no_row_fails(suite, form):
    """A rule on all articles together may fail without any article that does."""
    backend, made = form
    own = suite('[[expect]]\nrule = "incomplete-field"\nmin_docs = 2\n[[expect]]\nrule = "control-character"')
    rows = [{"text": "Words \x07.", "published": "2020-01-01"}, {"text": "Words.", "published": "2020-01-02"}]
    with pytest.raises(SchemaErrors) as errors:
        own.to_pandera(backend, reference_time=NOW).validate(made(rows), lazy=True)
    assert sorted(error.check.name for error in errors.value.schema_errors) == [
        "control-character",
        "incomplete-field",
    ]
