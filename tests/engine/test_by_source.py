"""Counts by source add up to the results, whatever the batches, the workers and the cache."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest

import newsqa
from newsqa import by_source, engine, schema
from newsqa.source import Source
from newsqa.store import Store
from runs import settings

ROWS = [
    {"text": "One sentence of a text.\n\nOne sentence of a text.", "publisher": publisher, "url": url}
    for publisher, url in (
        ("The Courier", None),
        ("the courier", "https://www.example.com/a"),
        (None, "https://news.example.co.uk/a"),
        (None, "http://example.co.uk/b"),
        (None, None),
    )
] * 30


def counts(report: newsqa.Report) -> dict[str | None, tuple[int, int]]:
    table = report.by_source
    assert table is not None
    assert table.schema == schema.BY_SOURCE
    found = table.filter(pc.equal(table["rule"], "missing-date")).to_pylist()
    return {row["source"]: (row["evaluated"], row["failed"]) for row in found}


@pytest.fixture
def table() -> pa.Table:
    return pa.Table.from_pylist(ROWS)


def test_sources_are_publishers_else_domains(table: pa.Table) -> None:
    report = newsqa.check(table, corpus=False)
    assert counts(report) == {"the courier": (60, 60), "example.co.uk": (60, 60), None: (30, 30)}


def test_counts_add_up_to_the_results(table: pa.Table) -> None:
    report = newsqa.check(table, preview=True)
    sums = report.by_source.group_by("code").aggregate([("evaluated", "sum"), ("failed", "sum")]).to_pylist()
    counted = {row["code"]: (row["evaluated_sum"], row["failed_sum"]) for row in sums}
    for row in report.results.to_pylist():
        if not row["code"].startswith("COR") and row["evaluated"]:
            assert counted[row["code"]] == (row["evaluated"], row["failed"]), row["rule"]
        else:
            assert row["code"] not in counted


def test_text_files_have_no_source(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A text without anything.")
    assert counts(newsqa.check(tmp_path)) == {None: (1, 1)}


def test_workers_count_alike(table: pa.Table) -> None:
    batches = pa.Table.from_batches(table.to_batches(max_chunksize=7))
    alone, shared = newsqa.check(batches), newsqa.check(batches, workers=2)
    assert alone.by_source.equals(shared.by_source)


def test_no_articles_no_counts(table: pa.Table) -> None:
    assert newsqa.check(table.slice(0, 0)).by_source.num_rows == 0


def test_many_sources_are_counted_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(by_source, "MOST_SOURCES", 2)
    rows = [{"text": "A text.", "publisher": name} for name in "abcda"]
    found = counts(newsqa.check(pa.Table.from_pylist(rows), corpus=False))
    assert found == {"a": (2, 2), "b": (1, 1), by_source.OTHERS: (2, 2)}


def test_what_is_stored_without_counts_is_checked_again(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": "A text.", "publisher": "The Courier"}))
    suite, context = settings()

    def run(count: bool) -> pa.Table | None:
        store = Store(tmp_path / "cache", suite, context, {})
        jobs = Source(str(tmp_path / "a.jsonl"), {}).jobs()
        return engine.run(jobs, suite, context, store=store, by_source=count).by_source()

    assert run(False) is None
    counted = run(True)
    assert counted is not None
    assert counted["source"].unique().to_pylist() == ["the courier"]
    assert run(True).equals(counted)  # this time stored
