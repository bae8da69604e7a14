"""What was found is found again in the store, as long as nothing it depends on has changed."""

import datetime as dt
from pathlib import Path

import pytest

from newsqa import engine
from runs import NOW, settings, told


@pytest.fixture
def checked(monkeypatch):
    """Count the batches that are checked."""
    counted = []
    original = engine.check_batch

    def check(batch, *rest, **more):
        counted.append(len(batch.articles))
        return original(batch, *rest, **more)

    monkeypatch.setattr(engine, "check_batch", check)
    return counted


def test_a_second_run_checks_nothing_and_says_the_same(records, run, checked):
    paths = [records("a.jsonl", 2500), records("b.jsonl", 10)]
    plain = told(run(paths))
    checked.clear()
    first = told(run(paths, store="cache"))
    assert sum(checked) == 2510
    checked.clear()
    assert told(run(paths, store="cache")) == first == plain
    assert checked == []


def test_a_changed_file_is_checked_again(records, run, checked):
    large = records("a.jsonl", 2500)
    run([large, records("b.txt", 1)], store="cache")
    checked.clear()
    Path("a.jsonl").write_text(Path("a.jsonl").read_text().replace("Number 3 ", "Number 3! "))
    outcome = run([large, "b.txt"], store="cache")
    assert sum(checked) >= 2500
    assert told(outcome) == told(run([large, "b.txt"]))


def test_a_file_under_another_name_is_another_one(records, run, checked):
    run([records("a.jsonl", 10)], store="cache")
    Path("a.jsonl").rename("b.jsonl")
    checked.clear()
    outcome = run(["b.jsonl"], store="cache")
    assert checked == [10]
    assert {row["path"] for table in outcome.findings for row in table.to_pylist()} == {"b.jsonl"}


@pytest.mark.parametrize("choice", [{"select": ["TXT"]}, {"suite": "wire"}])
def test_other_rules_find_other_things(records, run, checked, choice):
    path = records("a.jsonl", 10)
    run([path], store="cache")
    checked.clear()
    assert told(run([path], store="cache", **choice)) == told(run([path], **choice))
    assert len(checked) == 2


def test_what_is_damaged_is_made_again(records, run, checked):
    path = records("a.jsonl", 2500)
    whole = told(run([path], store="cache"))
    parts = sorted(Path("cache").glob("*/*/*.part"))
    assert len(parts) == 3
    for damage in (b"", b"nonsense", parts[1].read_bytes()[:-200]):
        parts[1].write_bytes(damage)
        checked.clear()
        assert told(run([path], store="cache")) == whole
        assert checked == [1000, 500]


def test_an_interrupted_run_is_taken_up(records, run, checked, monkeypatch):
    path = records("a.jsonl", 2500)
    check = engine.check_batch

    def stop(batch, *rest, **more):
        if len(checked) == 2:
            raise KeyboardInterrupt
        return check(batch, *rest, **more)

    monkeypatch.setattr(engine, "check_batch", stop)
    with pytest.raises(KeyboardInterrupt):
        run([path], store="cache")
    monkeypatch.setattr(engine, "check_batch", check)
    checked.clear()
    assert told(run([path], store="cache")) == told(run([path]))
    assert checked == [500, 1000, 1000, 500]


def test_a_file_that_changes_while_it_is_read_is_not_stored(records, run, checked, monkeypatch):
    path = records("a.jsonl", 10)
    check = engine.check_batch

    def change(batch, *rest, **more):
        records("a.jsonl", 5)
        return check(batch, *rest, **more)

    monkeypatch.setattr(engine, "check_batch", change)
    run([path], store="cache")
    assert list(Path("cache").glob("*/*/*")) == []


# --- time ------------------------------------------------------------------------------------------------------

LATER = {
    "hours": NOW + dt.timedelta(hours=3),
    "days": NOW + dt.timedelta(days=2),
    "years": NOW + dt.timedelta(days=400),
    "before": NOW - dt.timedelta(hours=1),
}


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("Published on 3 May 2019", {"hours", "days"}),
        ("Published on 3 March 2026", {"hours"}),
        ("Published on 3 May 2031", set()),  # in the future: DAT004
    ],
)
def test_how_long_a_part_holds(run, checked, text, holds):
    body = "The council met on the bridge that nobody had repaired for years, and it voted to wait.\n" * 8
    Path("a.txt").write_text(f"A bridge waits\n\n{text}\n\nBy Jane Doe\n\n{body}")
    for name, now in LATER.items():
        run(["a.txt"], store=f"cache-{name}")
        checked.clear()
        outcome = run(["a.txt"], store=f"cache-{name}", now=now)
        assert (checked == []) is (name in holds), name
        assert told(outcome) == told(run(["a.txt"], now=now))


# --- what cannot be written ------------------------------------------------------------------------------------


def test_a_store_that_cannot_be_written_does_not_stop_the_run(records, run):
    path = records("a.jsonl", 10)
    Path("cache").write_text("a file")
    assert told(run([path], store="cache")) == told(run([path]))


def test_input_that_cannot_be_read_twice_is_not_stored(records, run, monkeypatch):
    import os

    os.mkfifo("pipe")
    outcome = run(["pipe", records("a.jsonl", 10)], store="cache")
    assert outcome.articles == 10
    assert [text for text in outcome.failures if "pipe" in text]


def test_input_that_vanishes_is_said_and_the_rest_is_checked(records, run):
    from newsqa.source import Source

    paths = [records("a.jsonl", 10), records("b.jsonl", 10), records("c.jsonl", 10)]
    jobs = list(Source(paths).jobs())
    Path("b.jsonl").unlink()
    outcome = engine.run(jobs, *settings())
    assert outcome.articles == 20
    assert len(outcome.failures) == 1
    assert outcome.failures[0].startswith("b.jsonl: ")
