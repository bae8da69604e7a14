"""Histories: every run adds its file, and nothing else is ever written."""

import datetime as dt
import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from command_line import COMMAND
from good_article import GOOD
from newsqa import NewsqaError, check
from newsqa.history import LEAST_RUNS, History
from newsqa.history_files import SCHEMA

BAD = f"{GOOD}\nA second\x0b page.\n"  # TXT005, an error


def checked(day, failing=0, of=20, *, folder="runs", publishers=("One", "Two"), **options):
    """Check some articles on a day of 2026, of which the first have a flaw, and add the run to a history."""
    texts = [BAD] * failing + [GOOD] * (of - failing)
    names = [publishers[i % len(publishers)] for i in range(of)]
    table = pa.table({"text": texts, "publisher": pa.array(names, pa.string())})
    time = f"2026-{day}T05:00:00+00:00"
    return check(table, history=folder, reference_time=time, **{"select": ["TXT005", "DAT001"]} | options)


def shares(history, rule="TXT005", source=None):
    return history.trend(rule, source).shares


def test_a_run_is_one_small_file(folder):
    report = checked("01-02", 5)
    (file,) = Path("runs").iterdir()
    rows = pq.read_table(file)
    assert rows.schema.equals(SCHEMA)
    assert file.stat().st_size < 10_000
    first = rows.to_pylist()[0]
    assert first["time"] == dt.datetime(2026, 1, 2, 5, tzinfo=dt.UTC)
    assert (first["suite"], first["ok"], first["articles"]) == ("scrape", False, 20)
    counts = {(r["code"], r["source"]): (r["evaluated"], r["failed"], r["status"]) for r in rows.to_pylist()}
    assert counts["TXT005", None] == (20, 5, "fail")
    assert counts["TXT005", "one"] == (10, 3, None)
    assert counts["TXT005", "two"] == (10, 2, None)
    assert report.history.latest.id == first["run"]


def test_nothing_that_is_there_is_written_again(folder):
    checked("01-01")
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in Path("runs").iterdir()}
    checked("01-02")
    assert len(list(Path("runs").iterdir())) == 2
    assert all((path.read_bytes(), path.stat().st_mtime_ns) == was for path, was in before.items())


def test_the_time_of_a_run_is_its_reference_time(folder):
    """Three days replayed on one day are three days, in whatever order they were run."""
    for day, failing in (("01-03", 3), ("01-01", 1), ("01-02", 2)):
        checked(day, failing)
    history = History.load("runs")
    assert [run.time.day for run in history.runs] == [1, 2, 3]
    assert shares(history) == (0.95, 0.9, 0.85)


def test_a_report_has_the_history_up_to_its_own_run(folder):
    checked("01-03", 3)
    history = checked("01-02", 2).history
    assert [run.time.day for run in history.runs] == [2]
    assert check(pa.table({"text": [GOOD]})).history is None


def test_what_has_changed_since_the_last_run_and_the_last_green_one(folder):
    checked("01-01", 0)
    checked("01-02", 2)
    history = checked("01-03", 4).history
    assert history.last_green.time.day == 1
    (change,) = history.changes(history.previous)
    assert (change.code, change.before.share, change.after.share) == ("TXT005", 0.9, 0.8)
    (change,) = history.changes(history.last_green)
    assert (round(change.difference, 9), change.before.status, change.after.status) == (-0.2, "pass", "fail")


def test_the_last_green_run_may_be_older_than_what_is_shown(folder):
    checked("01-01", 0)
    for day in range(2, 10):
        checked(f"01-{day:02}", 1)
    history = History.load("runs", last=3)
    assert [run.time.day for run in history.runs] == [7, 8, 9]
    assert history.last_green.time.day == 1


@pytest.mark.parametrize(
    "other",
    [{"select": ["TXT005"]}, {"suite": "tolerant.toml"}, {"baseline": "b"}, {"timezone": "Europe/Paris"}],
)
def test_runs_with_other_expectations_are_not_compared(folder, other):
    Path("tolerant.toml").write_text('extends = "scrape"\n[[expect]]\nrule = "TXT005"\nmostly = 0.5\n')
    check(pa.table({"text": [GOOD]}), select=["TXT005"]).write_baseline("b")
    checked("01-01", 1)
    checked("01-02", 1, **other)
    history = checked("01-03", 1).history
    assert [run.time.day for run in history.runs] == [1, 3]
    assert history.incomparable == 1


def test_articles_without_a_source_are_one(folder):
    history = checked("01-01", 1, publishers=("One", None)).history
    assert history.sources == ["", "one"]
    assert shares(history, source="") == (1.0,)


def test_an_unusual_day_is_marked_by_rule_and_source(folder):
    draw = random.Random(1)
    for day in range(1, 1 + LEAST_RUNS):
        checked(f"01-{day:02}", draw.randint(3, 5), 100)
    history = checked("01-20", 40, 100).history
    assert {(one.code, one.source) for one in history.unusual} == {
        (c, s) for c in ["TXT005"] for s in (None, "one", "two")
    }
    (whole,) = (one for one in history.unusual if one.source is None)
    assert (whole.share, whole.runs) == (0.6, LEAST_RUNS)
    assert 0.95 <= whole.usual <= 0.97
    assert whole.score < -3.5
    assert checked("01-21", 4, 100).history.unusual == []


def test_few_runs_say_nothing_of_what_is_usual(folder):
    for day in range(1, LEAST_RUNS):
        checked(f"01-{day:02}", 0, 100)
    assert checked("01-20", 90, 100).history.unusual == []


def test_what_never_varied_has_a_floor(folder):
    """With a median absolute deviation of 0 one article in a hundred would be infinitely unusual."""
    for day in range(1, 9):
        checked(f"01-{day:02}", 0, 100)
    assert checked("01-20", 1, 100).history.unusual == []
    assert checked("01-21", 9, 100).history.unusual != []


# --- the folder -------------------------------------------------------------------------------------------------------


def test_processes_at_the_same_time_do_each_other_no_harm(folder, article):
    article("a.txt")
    command = [
        COMMAND,
        "check",
        "a.txt",
        "--history",
        "runs",
        "--reference-time",
        "2026-01-01",
        "--output-format",
        "json",
    ]
    started = [subprocess.Popen(command, stdout=subprocess.DEVNULL) for _ in range(4)]
    assert [process.wait(timeout=60) for process in started] == [0] * 4
    history = History.load("runs")
    assert len(history.runs) == len({run.id for run in history.runs}) == 4
    assert history.warnings == ()
    assert not [path for path in Path("runs").iterdir() if path.name.startswith(".")]


def test_a_damaged_or_foreign_file_is_named_and_the_rest_read(folder):
    for day in ("01-01", "01-02", "01-03", "01-04"):
        checked(day, 1)
    first, second, third, fourth = sorted(Path("runs").iterdir())
    second.write_bytes(second.read_bytes()[:-50])
    third.write_bytes(b"")
    pq.write_table(pa.table({"x": [1]}), fourth)
    Path("runs/notes.md").write_text("mine")
    Path("runs/.gitkeep").write_text("")
    history = checked("01-05", 1).history
    assert [run.time.day for run in history.runs] == [1, 5]
    said = "\n".join(history.warnings)
    assert all(path.name in said for path in (second, third, fourth))
    assert "notes.md" in said
    assert first.name not in said


def test_a_file_of_a_later_version_is_left_out(folder):
    checked("01-01")
    (file,) = Path("runs").iterdir()
    rows = pq.read_table(file)
    pq.write_table(rows.replace_schema_metadata({b"newsqa-history": b"2"}), file)
    history = checked("01-02").history
    assert len(history.runs) == 1
    assert "a later version of newsqa wrote it" in history.warnings[0]


@pytest.mark.parametrize("seed", range(3))
def test_whatever_the_bytes_of_a_file_no_exception_escapes(folder, seed):
    checked("01-01")
    (file,) = Path("runs").iterdir()
    whole, draw = file.read_bytes(), random.Random(seed)
    for _ in range(40):
        data = bytearray(whole)
        for _ in range(draw.randint(1, 30)):
            data[draw.randrange(len(data))] = draw.randrange(256)
        file.write_bytes(data)
        history = History.load("runs")
        assert history.trends is not None
        assert history.unusual == []


def test_only_the_last_runs_are_read(folder, monkeypatch):
    for day in range(1, 9):
        checked(f"01-{day:02}")
    opened = []
    read = pq.ParquetFile
    monkeypatch.setattr(
        pq, "ParquetFile", lambda path, **options: opened.append(path) or read(path, **options)
    )
    assert len(History.load("runs", last=3).runs) == 3
    assert len(opened) == 3


def test_a_history_that_cannot_be_written_is_said_and_the_report_is_there(newsqa, article, folder):
    article("a.txt")
    Path("runs").mkdir()
    Path("runs").chmod(0o500)
    if not os.access("runs", os.W_OK):  # the superuser may write everywhere
        code, out, _ = newsqa("check", "a.txt", "--history", "runs")
        assert code == 2
        assert "the run is not in the history" in out
    Path("file").write_text("")
    for bad in ("file", "file/runs"):
        assert newsqa("check", "a.txt", "--history", bad)[0] == 2


def test_a_history_among_the_articles_is_refused(newsqa, article):
    article("a.txt")
    code, _, err = newsqa("check", ".", "--history", "runs")
    assert code == 2
    assert "would be read as articles" in err
    assert newsqa("check", ".", "--history", ".runs")[0] == 0


def test_errors(folder):
    with pytest.raises(NewsqaError, match="no history can be read there"):
        History.load("no")
    Path("runs").mkdir()
    assert History.load("runs").latest is None
    assert History.load("runs").unusual == []
    with pytest.raises(NewsqaError, match="at least one run"):
        History.load("runs", last=0)
    with pytest.raises(NewsqaError, match="there is no run"):
        History.load("runs", until="x")


# --- the command line ---------------------------------------------------------------------------------------------------


def three_days(newsqa, article):
    for day, text in (("01", "{}"), ("02", "{}"), ("03", "{}\nA second\x0b page.\n")):
        article("a.txt", text)
        yield newsqa("check", "a.txt", "--history", "runs", "--reference-time", f"2026-01-{day}")


def test_a_check_says_what_has_changed(newsqa, article):
    first, second, third = three_days(newsqa, article)
    assert "history runs: the first run of its kind\n" in first[1]
    assert "since 2026-01-01: nothing has changed\n" in second[1]
    assert "since 2026-01-02: TXT005 control-character 100.0% to 0.0%; last green 2026-01-02\n" in third[1]
    assert [code for code, _, _ in (first, second, third)] == [0, 0, 1]


def test_a_run_can_be_left_out(newsqa, article):
    article("a.txt")
    Path("newsqa.toml").write_text('history = "runs"\n')
    newsqa("check", "a.txt", "--no-history")
    assert not Path("runs").exists()
    newsqa("check", "a.txt")
    assert len(list(Path("runs").iterdir())) == 1


def test_it_is_said_on_standard_error_when_the_report_goes_to_a_file(newsqa, article):
    list(three_days(newsqa, article))
    _, out, err = newsqa(
        "check", "a.txt", "--history", "runs", "--reference-time", "2026-01-04", "-o", "r.json"
    )
    assert out == ""
    assert "newsqa: since 2026-01-03: nothing has changed; last green 2026-01-02" in err


def test_the_history_as_a_table(newsqa, article):
    list(three_days(newsqa, article))
    code, out, _ = newsqa("history", "runs")
    assert code == 0
    assert out.startswith(
        "runs: 3 runs of suite scrape, 2026-01-01 to 2026-01-03\nlast run 2026-01-03: not ok, 1 articles"
    )
    (line,) = (line for line in out.splitlines() if line.startswith("TXT005"))
    assert line.split()[2:] == ["██▁", "0%", "-100.0"]
    assert "rules never failed" in out


def test_rules_that_could_not_judge_are_not_among_those_that_never_failed(newsqa, folder):
    checked("01-01", select=["TXT005", "DAT003"])
    _, out, _ = newsqa("history", "runs")
    assert "all articles: 4 rules never failed, 1 rule could not judge any" in out


def test_a_terminal_without_the_bars_and_of_80_columns(shell, newsqa, article):
    for day in range(1, 13):
        article("a.txt", "{}" if day % 3 else "{}\nA second\x0b page.\n")
        newsqa("check", "a.txt", "--history", "runs", "--no-corpus", "--reference-time", f"2026-01-{day:02}")
    for encoding, bars in (("ascii", "#_"), ("utf-8", "█▁")):
        done = shell("history", "runs", env={"PYTHONIOENCODING": encoding, "COLUMNS": "80"})
        out = done.stdout.decode()
        assert done.returncode == 0
        assert max(map(len, out.splitlines())) <= 80
        (line,) = (line for line in out.splitlines() if line.startswith("TXT005"))
        assert set(line.split()[2]) == set(bars)


def test_rules_and_sources_are_chosen(newsqa, folder):
    for day in ("01-01", "01-02"):
        checked(day, 3)
    _, out, _ = newsqa("history", "runs", "--rule", "TXT", "--source", "One", "--source", "Nobody")
    assert "articles of one\n" in out
    assert "articles of nobody: none in the last run" in out
    assert "DAT001" not in out
    code, _, err = newsqa("history", "runs", "--rule", "TXT999")
    assert code == 2
    assert "no rule matches" in err


def test_the_history_as_json(newsqa, folder):
    for day in ("01-01", "01-02", "01-03"):
        checked(day, 1)
    _, out, _ = newsqa("history", "runs", "--rule", "TXT005", "--last", "2", "--output-format", "json")
    told = json.loads(out)
    assert [run["time"] for run in told["runs"]] == ["2026-01-02T05:00:00+00:00", "2026-01-03T05:00:00+00:00"]
    (trend,) = told["trends"]
    assert [point["share"] for point in trend["points"]] == [0.95, 0.95]


def test_an_empty_history_says_so(newsqa, folder):
    Path("runs").mkdir()
    assert newsqa("history", "runs")[:2] == (
        0,
        "runs: no runs so far; newsqa check PATH --history runs adds one\n",
    )
    assert newsqa("history", "no")[0] == 2


def test_names_of_sources_reach_no_terminal_as_commands(newsqa, folder):
    for day in range(1, 9):
        checked(f"01-{day:02}", 0, 100, publishers=("\x1b[31mred",))
    checked("01-20", 50, 100, publishers=("\x1b[31mred",))
    _, out, _ = newsqa("history", "runs")
    assert "unusual by source" in out
    assert "\x1b" not in out


def test_nothing_heavy_is_loaded(folder, article):
    article("a.txt")
    code = (
        "import sys; from newsqa.cli import main\n"
        "main(['check', 'a.txt', '--history', 'runs', '--output-format', 'json'])\n"
        "main(['history', 'runs'])\n"
        "print([name for name in ('pandas', 'polars', 'pandera', 'jinja2', 'pyarrow.dataset') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
