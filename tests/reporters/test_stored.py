"""Stored reports become reports again, and other formats."""

import json
import random
import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from newsqa import InputError, NewsqaError, Report
from newsqa import check as run
from newsqa.keeping import MOST_SOURCES
from stored_report import write

FORMS = {"json": "r.json", "parquet": "r.parquet", "dataset": "r"}


@pytest.fixture(params=FORMS)
def stored(request, report):
    """A stored report, and what it is of."""
    report.write(FORMS[request.param], request.param)
    return Report.load(FORMS[request.param]), report


def test_all_that_a_report_says(stored):
    loaded, report = stored
    for name in ("ok", "article_count", "notes", "broken", "complete", "fail_level", "context"):
        assert getattr(loaded, name) == getattr(report, name), name
    assert loaded.suite.name == "scrape"
    assert loaded.suite.expectations == report.suite.expectations
    assert loaded.results.equals(report.results)
    assert loaded.findings.equals(report.findings)
    assert loaded.unmet.equals(report.unmet)
    assert loaded.by_source.equals(report.by_source)
    assert loaded.summary() == report.summary()
    assert repr(loaded) == repr(report)


def test_what_needs_the_articles_reads_them_again(stored):
    loaded, report = stored
    assert loaded.articles.equals(report.articles)
    assert loaded.facts.equals(report.facts)
    assert loaded.blocks.equals(report.blocks)
    assert loaded.failed().equals(report.failed())
    assert loaded.passed().equals(report.passed())
    assert (loaded.numbers == report.numbers).all()


def test_every_other_format_is_the_same(stored, tmp_path):
    loaded, report = stored
    for form in ("json", "jsonl", "sarif", "junit", "github", "gitlab", "markdown", "csv", "html", "concise"):
        loaded.write("one", form)
        report.write("other", form)
        assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes(), form


def test_without_the_articles_their_tables_say_so_and_the_rest_works(stored):
    loaded, report = stored
    Path("a.txt").unlink()
    for name in ("articles", "facts", "blocks"):
        with pytest.raises(InputError, match=r"cannot be read again: a\.txt does not exist"):
            getattr(loaded, name)
    with pytest.raises(InputError, match="paths count from the folder in which the check was run"):
        loaded.passed()
    loaded.write("r.html")
    loaded.write("r.sarif")
    assert (loaded.numbers == report.numbers).all()  # a number an article, as it was


@pytest.mark.parametrize(
    ("change", "said"),
    [(lambda text: "x" + text, "has another text now"), (lambda text: "", "has another text now")],
)
def test_articles_that_are_others_by_now_are_not_shown(report, change, said):
    report.write("r.json")
    Path("a.txt").write_text(change(Path("a.txt").read_text("utf-8")), "utf-8")
    with pytest.raises(InputError, match=said):
        _ = Report.load("r.json").facts


def test_more_or_fewer_articles_than_then(article, folder):
    (folder / "in").mkdir()
    article("in/a.txt", "{}\n\x0b")
    run("in").write("r.json")
    article("in/b.txt")
    with pytest.raises(InputError, match="there were 1 articles, and there are 2 now"):
        _ = Report.load("r.json").articles


@pytest.mark.parametrize(
    ("source", "said"),
    [(pa.table({"text": ["A \x0b."]}), "a table or a stream"), ("-", "standard input")],
)
def test_articles_that_were_in_no_file(source, said, monkeypatch):
    if source == "-":
        report = write("r.json", run={"paths": ["-"], "format": None, "fields": {}, "timezone": None, "phrases": [],
                                      "reference_time": "2026-01-01", "options": {}})  # fmt: skip
    else:
        run(source).write("r.json")
    report = Report.load("r.json")
    assert report.findings.num_rows == (0 if source == "-" else run(source).findings.num_rows)
    with pytest.raises(InputError, match=said):
        _ = report.articles


def test_options_reference_time_and_paths_of_the_run(article, folder):
    article("a.txt", "{}\n\x0b")
    (folder / "s.toml").write_text(
        'name = "s"\nextends = "scrape"\ntimezone = "Europe/Paris"\n[boilerplate]\nphrases = ["Read on"]\n'
        '[[expect]]\nrule = "short-body"\nmin_words = 7\nmostly = 0.5\nseverity = "info"\n'
        '[[expect]]\nrule = "future-date"\ntolerance = "36h"\n'
    )
    report = run(["a.txt"], suite="s.toml", reference_time="2020-05-05", fail_level="error")
    report.write("r.json")
    loaded = Report.load("r.json")
    assert loaded.suite.expectations == report.suite.expectations
    assert (loaded.context, loaded.fail_level) == (report.context, "error")


def test_the_counts_of_many_sources_are_put_together(tmp_path):
    rows = [{"text": "A \x0b." if i % 3 else "B", "publisher": f"p{i // 2}"} for i in range(4 * MOST_SOURCES)]
    report = run(pa.Table.from_pylist([*rows, {"text": "C \x0b", "publisher": None}]), select=["TXT005"])
    report.write("r.json")
    loaded = Report.load("r.json").by_source
    assert len(loaded["source"].unique()) == MOST_SOURCES + 2
    assert {"(other sources)", None} <= {*loaded["source"].to_pylist()}
    for name in ("evaluated", "failed"):
        assert sum(loaded[name].to_pylist()) == sum(report.by_source[name].to_pylist())


# --- what is no report, or no whole one -----------------------------------------------------------------------------


def damaged_json(report):
    report.write("r.json")
    return Path("r.json").read_text("utf-8")


def test_every_truncated_file_is_refused(report):
    whole = damaged_json(report)
    for size in range(0, len(whole) - 2, 997):
        Path("r.json").write_text(whole[:size], "utf-8")
        with pytest.raises(NewsqaError, match=r"r\.json: this is no report that newsqa can read"):
            Report.load("r.json")


@pytest.mark.parametrize("form", ["json", "parquet"])
def test_flipped_bytes_are_refused_or_harmless(report, form, folder):
    report.write("r", form)
    whole, chance = (folder / "r").read_bytes(), random.Random(5)
    refused = 0
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(3):
            data[chance.randrange(min(len(data), 4000)) - (4000 if form == "parquet" else 0)] = (
                chance.randrange(256)
            )
        (folder / "r").write_bytes(data)
        try:
            loaded = Report.load("r")
        except NewsqaError:
            refused += 1
            continue
        for name in ("o.sarif", "o.xml", "o.md", "o.txt"):
            loaded.write(name)
    assert refused


@pytest.mark.parametrize(
    "change",
    [{"results": None}, {"results": [{}]}, {"results": [1]}, {"articles": "many"}, {"fail_level": "x"}, {"broken": "x"},
     {"notes": [1]}, {"run": []}, {"run": {}}, {"suite": 1}, {"complete": None}, {"by_source": {}}, {"by_source": [{}]},
     {"baseline": {"x": 1}}, {"findings": {}}, {"findings": [{}]}, {"findings": [{"severity": "x", "code": "C", "rule": "r",
     "message": "m", "fingerprint": "f"}]}, {"findings": [1]}, {"newsqa": None, "results": "x"}],
)  # fmt: skip
def test_damaged_contents_are_refused(change, folder):
    write("r.json", [{}], [{}])
    whole = json.loads((folder / "r.json").read_text("utf-8")) | change
    (folder / "r.json").write_text(json.dumps(whole), "utf-8")
    with pytest.raises(NewsqaError, match="this is no report that newsqa can read"):
        Report.load("r.json")


def test_another_layout_of_the_same_json(report):
    whole = json.loads(damaged_json(report))
    for indent in (None, 1, 2, 4):
        Path("r.json").write_text(json.dumps(whole, indent=indent), "utf-8")
        assert Report.load("r.json").findings.equals(report.findings)


def test_foreign_files(newsqa, report, folder):
    report.write("r.jsonl")
    report.write("r.html")
    pq.write_table(pa.table({"a": [1]}), "foreign.parquet")
    (folder / "other.json").write_text('{"version": "2.1.0", "findings": []}')
    (folder / "list.json").write_text("[]")
    (folder / "empty.json").write_bytes(b"")
    (folder / "bytes.json").write_bytes(b"\xff\xfe\x00")
    (folder / "folder").mkdir()
    names = (
        "r.jsonl",
        "r.html",
        "foreign.parquet",
        "other.json",
        "list.json",
        "empty.json",
        "bytes.json",
        "folder",
    )
    for name in names:
        code, out, err = newsqa("report", name, "--to", "sarif", "o.sarif")
        assert (code, out) == (2, "")
        assert err.startswith(f"newsqa: {name}: this is no report that newsqa can read: ")
        assert err.count("\n") == 1
    assert "there is no such report" in newsqa("report", "nowhere.json", "--to", "sarif", "o.sarif")[2]
    assert not (folder / "o.sarif").exists()


def test_a_name_that_ends_in_a_slash_is_a_dataset(report, folder):
    report.write("new/")
    assert Report.load("new/").findings.num_rows == report.findings.num_rows


def test_a_dataset_that_lost_something(report, folder):
    report.write("ds", "dataset")
    shutil.rmtree(folder / "ds" / "code=TXT005")
    with pytest.raises(NewsqaError, match="the findings of TXT005 are gone"):
        Report.load("ds")
    report.write("ds", "dataset")
    path = folder / "ds" / "code=TXT005" / "findings.parquet"
    pq.write_table(pq.read_table(path, partitioning=None).slice(1), path)
    with pytest.raises(NewsqaError, match="there were 2 findings of TXT005, and there are 1 now"):
        Report.load("ds")
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(NewsqaError, match="this is no report"):
        Report.load("ds")


def test_what_was_left_out_is_left_out_again(newsqa, article, folder):
    for name in ("in/drafts", "in/sub"):
        (folder / name).mkdir(parents=True)
    for name in ("in/a.txt", "in/drafts/b.txt", "in/sub/c.tmp.txt"):
        article(name, "{}\n\x0b")
    newsqa("check", "in", "--exclude", "drafts/,*.tmp.txt", "-o", "r.json")
    assert str(folder) not in Path("r.json").read_text("utf-8")
    assert Report.load("r.json").articles["path"].to_pylist() == ["in/a.txt"]


# --- the command --------------------------------------------------------------------------------------------------


def test_the_command_writes_several(newsqa, flawed):
    newsqa("check", flawed, "-o", "r.parquet")
    code, out, err = newsqa(
        "report", "r.parquet", "--to", "sarif", "o.sarif", "--to", "github", "-", "--to", "html", "o.html"
    )
    assert (code, out.startswith("::error file=a.txt")) == (0, True)
    assert err == "newsqa: reports in o.sarif, o.html\n"
    assert json.loads(Path("o.sarif").read_text("utf-8"))["runs"]
    Path("a.txt").unlink()
    code, _, err = newsqa("report", "r.parquet", "--to", "html", "o.html", "--lang", "fr")
    assert (code, "note: the articles of the report cannot be read again: a.txt does not exist" in err) == (
        0,
        True,
    )
    assert 'lang="fr"' in Path("o.html").read_text("utf-8") or "lang=fr" in Path("o.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("to", "said"),
    [(["sraif", "x"], "did you mean 'sarif'?"), (["json", "r.json"], "r.json is one of the inputs"),
     (["json", "x", "--to", "csv", "x"], "would both be written there"), (["json", "no/x"], "there is no folder no")],
)  # fmt: skip
def test_what_the_command_refuses(newsqa, report, folder, to, said):
    report.write("r.json")
    before = (folder / "r.json").read_bytes()
    code, out, err = newsqa("report", "r.json", "--to", *to)
    assert (code, out, said in err) == (2, "", True)
    assert (folder / "r.json").read_bytes() == before


def test_history_and_baseline_are_kept(newsqa, flawed):
    newsqa("baseline", "create", flawed, "--select", "DUP001")
    for _ in range(2):
        newsqa("check", flawed, "--baseline", "newsqa.baseline", "--history", "runs", "-o", "r.json")
    loaded = Report.load("r.json")
    assert (loaded.baseline.known, loaded.baseline.new) == (1, 4)
    assert len(loaded.history.runs) == 2
    shutil.rmtree("runs")
    again = Report.load("r.json")
    assert again.history is None
    assert "the history of the report cannot be read" in again.notes[-1]
