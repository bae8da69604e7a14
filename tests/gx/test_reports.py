"""Reports of newsqa as validation results and Data Docs."""

import re
import shutil
from pathlib import Path

import pyarrow as pa
import pytest
from great_expectations.core import ExpectationSuiteValidationResult

import newsqa
from newsqa.gx import write_data_docs

SEEDS = Path(__file__).parents[2] / "seeds"
HOSTILE = "<script>document.title = 'taken'</script> <img src=x onerror=alert(1)> ${value} $value {{ 7 * 7 }} \x1b[31m"


@pytest.fixture(scope="module")
def report():
    return newsqa.check(SEEDS, reference_time="2026-03-22")


def test_a_result_for_each_expectation(report):
    result = report.to_gx()
    assert isinstance(result, ExpectationSuiteValidationResult)
    assert (result.suite_name, result.success) == ("scrape", False)
    assert result.meta["newsqa"]["ok"] is report.ok
    rows = report.results.to_pylist()
    assert result.statistics["evaluated_expectations"] == len(rows) == len(result.results)
    assert {row["status"] for row in rows} >= {"pass", "fail", "warn", "not-evaluated"}
    for row, one in zip(rows, result.results, strict=True):
        assert one.expectation_config.to_domain_obj().rule.code == row["code"]
        assert one.success is (row["status"] == "pass"), row
        assert one.exception_info["raised_exception"] is (row["status"] == "not-evaluated")
        if row["status"] == "not-evaluated":
            assert row["reason"] in one.exception_info["exception_message"]
            continue
        assert one.result["unexpected_count"] == row["failed"]
        ids = {f["article_id"] for f in report.findings.to_pylist() if f["code"] == row["code"]} - {None}
        assert {index["article_id"] for index in one.result.get("unexpected_index_list", [])} == ids
    result.to_json_dict()


def test_a_stored_report_gives_the_same(report, tmp_path):
    report.write(tmp_path / "report.json")
    stored, now = newsqa.Report.load(tmp_path / "report.json").to_gx(), report.to_gx()
    assert stored.results == now.results
    assert stored.success == now.success


def test_mostly_and_severity(report):
    suite = newsqa.Suite.load("scrape")
    (found,) = (e for e in suite.expectations if e.rule.name == "repeated-lede")
    suite = suite._replace(expectations=(found._replace(mostly=0.5, severity="error"),))
    *_, one = newsqa.check(SEEDS, suite=suite, reference_time="2026-03-22").to_gx().results
    assert one.success
    assert one.result["unexpected_count"] > 0
    assert (one.expectation_config.severity, one.expectation_config.kwargs) == ("critical", {"mostly": 0.5})


def test_pages(report, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    page = write_data_docs(report, tmp_path / "docs" / "today")
    assert page.is_relative_to(tmp_path / "docs" / "today" / "validations")
    assert {one.name for one in tmp_path.iterdir()} == {"docs"}
    assert [one.name for one in (tmp_path / "docs").iterdir()] == ["today"]
    text = page.read_text("utf-8")
    for code in ("DUP002 repeated-lede", "COR003 duplicate-key"):
        assert code in text
    assert "was not evaluated" in text
    fetched = {
        host
        for one in (tmp_path / "docs").rglob("*.html")
        for host in re.findall(r'(?:src|<link[^>]*href)="https?://([^/"]+)', one.read_text("utf-8"))
    }
    # Public copies of styles and scripts, as GX chooses them, and no server of GX itself.
    assert fetched <= {
        "cdn.jsdelivr.net", "cdnjs.cloudflare.com", "code.jquery.com", "maxcdn.bootstrapcdn.com",
        "stackpath.bootstrapcdn.com", "unpkg.com",
    }  # fmt: skip


def test_pages_are_replaced_but_nothing_else_is(report, tmp_path):
    write_data_docs(report, tmp_path / "docs")
    write_data_docs(report, tmp_path / "docs")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    with pytest.raises(newsqa.NewsqaError, match="holds something else than Data Docs"):
        write_data_docs(report, tmp_path / "mine")
    (tmp_path / "file").write_text("")
    with pytest.raises(newsqa.NewsqaError):
        write_data_docs(report, tmp_path / "file")
    with pytest.raises(newsqa.NewsqaError, match="cannot be written"):
        write_data_docs(report, tmp_path / "file" / "docs")
    assert (tmp_path / "mine" / "thesis.txt").read_text() == "years of work"
    shutil.rmtree(tmp_path / "docs")


def test_text_of_articles_stays_text(tmp_path):
    rows = [
        {"id": HOSTILE + str(n), "title": HOSTILE, "text": HOSTILE * n, "published": HOSTILE}
        for n in range(4)
    ]
    report = newsqa.check(pa.Table.from_pylist(rows), reference_time="2026-03-22")
    page = write_data_docs(report, tmp_path / "docs").read_text("utf-8")
    assert "&lt;script&gt;document.title" in page
    assert "<script>document.title" not in page
    assert "<img src=x" not in page
    assert "\x1b" not in page


def test_no_articles(tmp_path):
    report = newsqa.check(pa.table({"text": pa.array([], pa.string())}), reference_time="2026-03-22")
    assert report.to_gx().statistics["successful_expectations"] == 0
    assert "was not evaluated" in write_data_docs(report, tmp_path / "docs").read_text("utf-8")


@pytest.mark.parametrize("name", ["../../evil", "C:\\x", "", "x" * 300, "<script>alert(1)</script>", "nul\0"])
def test_names_of_suites_do_not_lead_elsewhere(tmp_path, name):
    suite = newsqa.Suite.load("scrape")._replace(name=name)
    report = newsqa.check(pa.table({"text": ["A"]}), suite=suite, reference_time="2026-03-22")
    page = write_data_docs(report, tmp_path / "docs")
    assert page.resolve().is_relative_to(tmp_path / "docs" / "validations")
    assert "<script>alert" not in page.read_text("utf-8")
    assert [one.name for one in tmp_path.iterdir()] == ["docs"]
    assert report.to_gx().suite_name == (name or "newsqa")


def test_the_current_context_stays_the_users(report, tmp_path, context):
    from great_expectations.data_context.data_context.context_factory import project_manager

    write_data_docs(report, tmp_path / "docs")
    assert project_manager.get_current_project() is context


def test_contracts_of_columns(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(
        '[[expect]]\nrule = "missing-body"\n'
        '[columns.url]\nnullable = false\nstr_matches = "https://"\n[columns.desk]\nisin = ["sport"]\n'
    )
    rows = [{"id": "a", "text": "A", "url": "<img src=x>"}, {"id": "b", "text": "B", "url": None}]
    report = newsqa.check(pa.Table.from_pylist(rows), suite=path, reference_time="2026-03-22")
    report.write(tmp_path / "report.json")
    for told in (report, newsqa.Report.load(tmp_path / "report.json")):
        found = [one for one in told.to_gx().results if "column" in one.expectation_config.kwargs]
        ids = [
            [index["article_id"] for index in one.result.get("unexpected_index_list", ())] for one in found
        ]
        assert [one for one in ids if one] == [["b"], ["a"]]
        assert sum(one.exception_info["raised_exception"] for one in found) == 2  # there is no column desk
        page = write_data_docs(told, tmp_path / "docs").read_text("utf-8")
        assert "<img src=x>" not in page
        assert "&lt;img src=x&gt;" in page
    found = [one.expectation_config.type for one in report.to_gx().results]
    assert "expect_column_values_to_match_regex" in found
