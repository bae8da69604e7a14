"""Contexts, Checkpoints and Data Docs of Great Expectations' own, in memory and in files."""

import json
import subprocess
import sys

import great_expectations as gx
import pytest

import newsqa.gx


@pytest.fixture
def project(tmp_path):
    """Return a context that keeps its things in files, with a suite in it."""
    context = gx.get_context(mode="file", project_root_dir=tmp_path / "project")
    context.variables.progress_bars = {"globally": False}
    context.suites.add(newsqa.gx.to_suite("training", reference_time={"$PARAMETER": "now"}))
    return context


def checkpoint_of(context, frame_name="articles"):
    whole = context.data_sources.add_pandas("pandas").add_dataframe_asset(frame_name)
    definition = whole.add_batch_definition_whole_dataframe("all")
    validation = gx.ValidationDefinition(
        name="nightly", data=definition, suite=context.suites.get("training")
    )
    context.validation_definitions.add(validation)
    update = gx.checkpoint.UpdateDataDocsAction(name="docs")
    return context.checkpoints.add(
        gx.Checkpoint(
            name="nightly", validation_definitions=[validation], actions=[update], result_format="COMPLETE"
        )
    )


def test_a_checkpoint_with_data_docs(project, frame, tmp_path):
    frame.loc[20, "text"] += "<script>alert(1)</script> <img src=x onerror=alert(2)>\n"
    done = checkpoint_of(project).run(
        batch_parameters={"dataframe": frame}, expectation_parameters={"now": "2026-03-22T12:00:00+00:00"}
    )
    assert not done.success
    (page,) = (tmp_path / "project").rglob("data_docs/local_site/validations/**/*.html")
    text = page.read_text("utf-8")
    assert "articles must be free of" in text
    assert "DUP002 repeated-lede" in text
    assert "&lt;script&gt;" in text
    assert "<script>alert" not in text
    assert "<img src=x" not in text


def test_a_stored_suite_is_loaded_by_another_process(project, frame, tmp_path):
    checkpoint_of(project)
    frame.drop(columns="desk").to_parquet(tmp_path / "frame.parquet")
    program = f"""
import great_expectations as gx, newsqa.gx, pandas, json
context = gx.get_context(mode="file", project_root_dir={str(tmp_path / "project")!r})
stored, made = context.suites.get("training"), newsqa.gx.to_suite("training", reference_time={{"$PARAMETER": "now"}})
for one, other in zip(stored.expectations, made.expectations, strict=True):
    assert one.copy(update={{"id": None, "meta": None}}) == other.copy(update={{"meta": None}}), one
frame = pandas.read_parquet({str(tmp_path / "frame.parquet")!r})
done = context.checkpoints.get("nightly").run(
    batch_parameters={{"dataframe": frame}}, expectation_parameters={{"now": "2026-03-22"}}
)
(result,) = done.run_results.values()
found = {{one.expectation_config.type: one.result.get("unexpected_index_list") for one in result.results}}
print(json.dumps(found["expect_articles_free_of_missing_body"]))
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, stdout=subprocess.PIPE, text=True, check=True
    )
    assert [row["id"] for row in json.loads(done.stdout)] == ["c", "d"]


def test_a_suite_file_is_loaded(project, tmp_path):
    (tmp_path / "project" / "gx" / "expectations" / "wire.json").write_text(
        newsqa.gx.to_json("wire"), "utf-8"
    )
    assert project.suites.get("wire").expectations == newsqa.gx.to_suite("wire").expectations


def test_a_parameter_that_is_not_given_is_an_error(batch, frame):
    expectation = newsqa.gx.ExpectArticlesFreeOfFutureDate(reference_time={"$PARAMETER": "now"})
    with pytest.raises(Exception, match="now"):
        batch(frame).validate(expectation)
    found = batch(frame).validate(expectation, expectation_parameters={"now": "2020-01-01"})
    assert found.result["unexpected_count"] == 5


def test_nothing_is_left_in_the_folder(batch, frame, suite, tmp_path):
    batch(frame).validate(suite())
    newsqa.gx.to_json("scrape")
    assert list(tmp_path.iterdir()) == []
