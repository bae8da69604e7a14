"""newsqa.check: what it takes, and what its report says."""

import datetime as dt
import json
from itertools import pairwise
from pathlib import Path

import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsqa
from newsqa import schema

NOW = "2024-06-01"


def codes(report):
    return report.findings["code"].to_pylist()


def assert_schemas(report):
    assert report.findings.schema.equals(schema.FINDINGS)
    assert report.results.schema.equals(schema.RESULTS)
    assert report.articles.schema.names == [name for name in schema.ARTICLES.names if name != "text"]
    assert report.facts.schema.equals(schema.FACTS)
    assert report.blocks.schema.equals(schema.BLOCKS)
    assert report.facts.num_rows == report.articles.num_rows == report.article_count
    for found in (report.findings, report.results, report.articles, report.facts, report.blocks):
        found.validate(full=True)


# --- paths -----------------------------------------------------------------------------------------------------


@pytest.fixture
def files(good, flawed):
    Path("d/deep").mkdir(parents=True)
    Path("d/a.txt").write_text(good)
    Path("d/deep/b.txt").write_text(flawed)
    Path("d/note.md").write_text(flawed)


@pytest.mark.parametrize(
    ("source", "count", "found"),
    [
        ("d/a.txt", 1, []),
        (Path("d/deep/b.txt"), 1, ["TXT005"]),
        ("d", 2, ["TXT005"]),
        (["d/a.txt", Path("d/deep")], 2, ["TXT005"]),
        (("d/a.txt", "d/a.txt"), 1, []),
        ({"d/a.txt"}, 1, []),
        ("d/**/*.txt", 2, ["TXT005"]),
        ("d/*.md", 1, ["TXT005"]),
    ],
)
def test_paths(files, source, count, found):
    report = newsqa.check(source, reference_time=NOW, corpus=False)  # the texts are much the same
    assert (report.article_count, codes(report), report.ok) == (count, found, not found)
    assert_schemas(report)
    assert report.passed().num_rows + report.failed().num_rows == count


def test_a_generator_of_paths_can_be_asked_again(files):
    report = newsqa.check((path for path in ["d/a.txt", "d/deep/b.txt"]), reference_time=NOW)
    assert report.articles["path"].to_pylist() == ["d/a.txt", "d/deep/b.txt"]
    assert report.failed()["path"].to_pylist() == ["d/deep/b.txt"]


@pytest.mark.parametrize("source", ["nowhere", "no/*.txt", ["d/a.txt", 5], 5, None, [], "d/deep/none"])
def test_what_cannot_be_read(files, source):
    if source == []:
        assert newsqa.check(source).article_count == 0
        return
    with pytest.raises(newsqa.InputError):
        newsqa.check(source)


# --- tables ----------------------------------------------------------------------------------------------------


class OnlyStream:
    """An object that is known by the Arrow C stream interface alone."""

    def __init__(self, table):
        self._table = table

    def __arrow_c_stream__(self, requested_schema=None):
        return self._table.__arrow_c_stream__(requested_schema)


def sliced(table):
    return pa.concat_tables([table, table, table]).slice(table.num_rows, table.num_rows)


def chunked(table):
    return pa.concat_tables([table.slice(i, 1) for i in range(table.num_rows)] + [table.slice(0, 0)])


def in_a_file(table):
    pq.write_table(table, "data.parquet")
    return ds.dataset("data.parquet")


FORMS = {
    "Table": lambda table: table,
    "RecordBatch": lambda table: table.combine_chunks().to_batches()[0],
    "RecordBatchReader": lambda table: table.to_reader(),
    "small batches": lambda table: table.to_reader(max_chunksize=1),
    "Dataset": ds.dataset,
    "Dataset of a file": in_a_file,
    "pandas": lambda table: table.to_pandas(),
    "polars": pl.from_arrow,
    "stream": OnlyStream,
    "sliced": sliced,
    "chunked": chunked,
    "large strings": lambda table: table.set_column(1, "text", table["text"].cast(pa.large_string())),
    "string views": lambda table: table.set_column(1, "text", table["text"].cast(pa.string_view())),
    "dictionary": lambda table: table.set_column(1, "text", table["text"].dictionary_encode()),
    "binary": lambda table: table.set_column(1, "text", table["text"].cast(pa.binary())),
}


@pytest.mark.parametrize("form", FORMS)
def test_tables_in_any_form(table, form):
    report = newsqa.check(FORMS[form](table), reference_time=NOW, corpus=False)
    assert (report.article_count, report.broken) == (4, [])
    assert report.findings["article_id"].to_pylist()[:1] == ["a"]
    assert set(codes(report)) == {"TXT005", "DAT001", "SRC001", "STR001", "STR002"}
    assert report.findings["record"].to_pylist() == [2, 4, 4, 4, 4]
    assert report.findings["path"].null_count == report.findings.num_rows
    assert_schemas(report)
    passed, failed = report.passed(), report.failed()
    assert passed.column_names == table.column_names
    assert failed.column_names == [*table.column_names, "reasons"]
    assert passed["id"].to_pylist() == ["a", None]
    assert failed["id"].to_pylist() == ["a", "d"]
    assert [[float(n) for n in row] for row in failed["extra"].to_pylist()] == [[2.0], [4.0]]
    assert failed["reasons"].to_pylist()[0] == ["TXT005 control-character: control character U+000B"]
    assert len(failed["reasons"].to_pylist()[1]) == 4


@pytest.mark.parametrize(
    "form", ["Table", "polars", "string views", "dictionary", "large strings", "RecordBatchReader"]
)
def test_passed_and_failed_have_the_types_of_the_input(table, form):
    given = FORMS[form](table)
    wanted = given.schema if isinstance(given, (pa.Table, pa.RecordBatchReader)) else pa.table(given).schema
    report = newsqa.check(given, reference_time=NOW)
    assert report.passed().schema.equals(wanted)
    assert report.failed().drop_columns("reasons").schema.equals(wanted)


def test_a_lazy_frame_is_collected_by_who_has_it():
    with pytest.raises(newsqa.InputError, match=r"^a LazyFrame has no rows yet: collect\(\) it first$"):
        newsqa.check(pl.LazyFrame({"text": ["Words."]}))


@pytest.mark.parametrize("form", ["Table", "RecordBatchReader", "pandas", "polars", "stream", "Dataset"])
def test_no_rows(table, form):
    report = newsqa.check(FORMS[form](table.slice(0, 0)))
    assert (report.article_count, report.findings.num_rows) == (0, 0)
    assert set(report.results["status"].to_pylist()) == {"not-evaluated"}
    assert set(report.results["share"].to_pylist()) == {None}
    reasons = {row["reason"] for row in report.results.to_pylist() if not row["code"].startswith("COR")}
    assert reasons == {"no articles"}
    assert report.passed().num_rows == report.failed().num_rows == 0
    assert report.failed().column_names == [*table.column_names, "reasons"]
    assert_schemas(report)


def test_a_pandas_frame_with_missing_values(good):
    frame = pd.DataFrame({"text": [good, None], "published": [float("nan"), "2024-05-12"], "n": [1.5, None]})
    report = newsqa.check(frame, select="DAT001", reference_time=NOW)
    assert report.ok
    assert report.failed().num_rows == 0


def test_fields(flawed):
    table = pa.table({"text": ["fine"], "body of it": [flawed]})
    assert codes(newsqa.check(table, select="TXT")) == []
    assert codes(newsqa.check(table, select="TXT", fields={"text": "body of it"})) == ["TXT005"]
    with pytest.raises(newsqa.InputError, match="has no column 'bdy'"):
        newsqa.check(table, fields={"text": "bdy"})
    with pytest.raises(newsqa.InputError, match="its columns are x"):
        newsqa.check(pa.table({"x": ["A text"]}))


# --- the same whatever the batches -----------------------------------------------------------------------------

PIECES = st.sampled_from(
    ["Ferry timetable changes", "A\x0b", "\ufffd", "12 May 2024", "By Anna Smith", "駅\r\n", "\n\n", "Ã©"]
)
TEXTS = st.lists(st.one_of(st.none(), st.lists(PIECES, max_size=6).map("\n".join)), min_size=1, max_size=12)


@given(TEXTS, st.lists(st.integers(0, 12), max_size=6))
def test_findings_do_not_depend_on_the_batches(texts, cuts):
    table = pa.table({"text": pa.array(texts, pa.string()), "id": [str(i % 3) for i in range(len(texts))]})
    bounds = sorted({0, len(texts), *(cut for cut in cuts if cut < len(texts))})
    parts = [table.slice(a, b - a) for a, b in pairwise(bounds)]
    whole = newsqa.check(table, reference_time=NOW)
    pieces = newsqa.check(pa.concat_tables(parts).to_reader(), reference_time=NOW)
    assert pieces.findings.equals(whole.findings)
    assert pieces.results.equals(whole.results)
    assert pieces.failed()["reasons"].equals(whole.failed()["reasons"])


@given(TEXTS, st.integers(1, 5), st.integers(1, 60))
def test_findings_do_not_depend_on_the_size_of_batches(texts, rows, size):
    from newsqa import readers
    from newsqa.api import choose, context_of
    from newsqa.engine import run

    table = pa.table({"text": pa.array(texts, pa.string())})
    suite = choose("scrape", None, (), (), preview=False, timezone=None)
    outcomes = [
        run(readers.jobs(table, **options), suite, context_of(suite, NOW))
        for options in ({}, {"batch_rows": rows, "batch_bytes": size})
    ]
    one, other = (pa.concat_tables([schema.FINDINGS.empty_table(), *o.findings]) for o in outcomes)
    assert one.equals(other)
    assert outcomes[0].results().equals(outcomes[1].results())


# --- the verdict -----------------------------------------------------------------------------------------------


def articles(good, total, failing):
    return pa.table({"text": [good + ("\x0b" if i < failing else "") for i in range(total)]})


@pytest.mark.parametrize(
    ("mostly", "failing", "status"),
    [("1.0", 0, "pass"), ("1.0", 1, "fail"), ("0.9", 1, "pass"), ("0.9", 2, "fail"), ("0.7", 3, "pass"), ("0.7", 4, "fail"),
     ("0.3", 7, "pass"), ("0.3", 8, "fail"), ("0.1", 9, "pass"), ("0", 10, "pass")],
)  # fmt: skip
def test_mostly_at_its_boundary(good, mostly, failing, status):
    Path("s.toml").write_text(f'[[expect]]\nrule = "control-character"\nmostly = {mostly}\n')
    report = newsqa.check(articles(good, 10, failing), suite="s.toml")
    result = report.results.to_pylist()[-1]
    assert (result["status"], result["evaluated"], result["failed"]) == (status, 10, failing)
    assert report.ok is (status == "pass")
    assert report.failed().num_rows == failing


def test_mostly_with_awkward_shares(good):
    # In binary, 1 - 4 / 5 is less than 0.2.
    wrong = []
    for total in range(1, 60):
        for failing in range(total + 1):
            mostly = (total - failing) / total
            wrong += [(total, failing)] if not share_passes(total, failing, mostly) else []
            wrong += (
                [(total, failing)]
                if not share_passes(total, failing, round(mostly, 12)) and round(mostly, 12) <= mostly
                else []
            )
    assert wrong == []


def share_passes(total, failing, mostly):
    from newsqa import rules
    from newsqa.outcome import Outcome
    from newsqa.part import Tally
    from newsqa.suite import Expectation, Suite

    rule = rules.get("TXT005")
    suite = Suite("s", (Expectation(rule, "error", mostly),))
    outcome = Outcome(suite)
    outcome.tallies["TXT005"] = Tally(total, failing)
    return outcome.results()["status"].to_pylist() == ["pass"]


@pytest.mark.parametrize(
    ("severity", "level", "ok"),
    [("error", "error", False), ("warning", "error", True), ("warning", "warning", False), ("info", "warning", True),
     ("info", "info", False)],
)  # fmt: skip
def test_fail_level(good, severity, level, ok):
    Path("s.toml").write_text(f'[[expect]]\nrule = "control-character"\nseverity = "{severity}"\n')
    report = newsqa.check(articles(good, 2, 1), suite="s.toml", fail_level=level)
    assert report.ok is ok
    assert report.results["status"].to_pylist()[-1] == ("fail" if severity == "error" else "warn")
    assert report.passed().num_rows == (2 if ok else 1)


def test_an_unknown_fail_level(good):
    with pytest.raises(
        newsqa.NewsqaError, match="fail_level must be one of info, warning, error, not 'eror'"
    ):
        newsqa.check(articles(good, 1, 0), fail_level="eror")


def test_not_evaluated_when_nothing_can_be_judged(good):
    report = newsqa.check(articles(good, 1, 0), select="DAT006")
    result = report.results.to_pylist()[-1]
    assert (result["status"], result["evaluated"], result["share"]) == ("not-evaluated", 0, None)
    assert "no article declares both" in result["reason"]


def test_raise_for_status(good):
    newsqa.check(articles(good, 2, 0), select="TXT").raise_for_status()
    with pytest.raises(newsqa.ValidationError, match=r"^TXT005 control-character: 1 of 2 articles$"):
        newsqa.check(articles(good, 2, 1), select="TXT").raise_for_status()
    assert issubclass(newsqa.ValidationError, newsqa.NewsqaError)


def test_a_file_that_cannot_be_read_is_never_ok(files):
    Path("gone.txt").symlink_to("nothing-there")
    report = newsqa.check(["gone.txt", "d/a.txt"], ignore=["IO"])
    assert (report.article_count, report.ok) == (1, False)
    with pytest.raises(newsqa.ValidationError, match=r"gone\.txt: cannot be read"):
        report.raise_for_status()


# --- a rule that breaks ----------------------------------------------------------------------------------------


@pytest.fixture
def broken_rule():
    """Return the suite scrape with a rule that breaks on the second of two kinds of batches."""
    from newsqa.rules.base import Hit

    def check(view, options):
        if b"boom" in view.raw:
            raise ZeroDivisionError("of all things")
        yield Hit(0, "found before it broke")

    suite = newsqa.Suite.load("scrape")
    expectations = [
        e._replace(rule=e.rule._replace(check=check)) if e.rule.code == "TXT002" else e
        for e in suite.expectations
    ]
    return suite._replace(expectations=tuple(expectations))


def test_a_rule_that_breaks_does_not_stop_the_others(broken_rule, flawed):
    report = newsqa.check(pa.table({"text": ["boom " + flawed]}), suite=broken_rule)
    results = {row["code"]: row for row in report.results.to_pylist()}
    assert results["TXT002"]["status"] == "not-evaluated"
    assert results["TXT002"]["reason"] == "the rule broke: ZeroDivisionError: of all things"
    assert results["TXT005"]["failed"] == 1
    assert (report.ok, report.broken) == (
        False,
        ["replacement-character: the rule broke: ZeroDivisionError: of all things"],
    )
    with pytest.raises(newsqa.ValidationError, match="the rule broke"):
        report.raise_for_status()


def test_a_rule_that_breaks_is_exit_code_2(broken_rule, flawed, monkeypatch, capsys):
    from newsqa import api
    from newsqa.cli import main

    Path("a.txt").write_text("boom " + flawed)
    monkeypatch.setattr(api, "choose", lambda *given, **options: broken_rule)
    assert main(["check", "a.txt", "--exit-zero"]) == 2
    out = capsys.readouterr().out
    assert "TXT005" in out
    assert "broken: replacement-character: the rule broke: ZeroDivisionError: of all things" in out


# --- time ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "future"),
    [
        ("2024-05-09", True),
        ("2024-05-12", False),
        (dt.datetime(2024, 5, 9), True),
        (dt.datetime(2024, 5, 9, tzinfo=dt.UTC), True),
        (dt.datetime(2024, 5, 12, tzinfo=dt.timezone(dt.timedelta(hours=9))), False),
        (None, False),
    ],
)
def test_reference_time(now, future):
    table = pa.table({"text": ["A text"], "published": ["2024-05-12"]})
    assert (codes(newsqa.check(table, select="DAT004", reference_time=now)) == ["DAT004"]) is future


@pytest.mark.parametrize("now", ["soon", "0001-01-01T00:00+14:00", dt.datetime(9999, 12, 31)])
def test_an_impossible_reference_time(now):
    with pytest.raises(newsqa.NewsqaError, match="reference time"):
        newsqa.check(pa.table({"text": ["A text"]}), reference_time=now)


def test_time_zone(good):
    table = pa.table({"text": ["A text"], "published": ["2024-05-12T10:30"]})
    report = newsqa.check(table, timezone="Asia/Tokyo", reference_time=NOW)
    assert report.facts["utc_offset_minutes"].to_pylist() == [540]
    with pytest.raises(newsqa.SuiteError, match="did you mean 'Asia/Tokyo'"):
        newsqa.check(table, timezone="Asia/Tokio")


def test_progress_is_told_of_each_batch(good):
    told = []
    newsqa.check(pa.table({"text": [good] * 2500}), select="TXT", progress=lambda *given: told.append(given))
    size = len(good.encode())
    assert told == [(1000, 1000 * size, 0.4), (2000, 2000 * size, 0.8), (2500, 2500 * size, 1.0)]


# --- writing ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["r.json", "r.jsonl", "r.parquet", "r.html", "r.txt"])
def test_write_by_suffix(table, folder, name):
    report = newsqa.check(table, reference_time=NOW)
    Path(name).write_text("old")
    report.write(name)
    assert Path(name).stat().st_size > 100
    assert [path.name for path in folder.iterdir()] == [name]
    if name == "r.json":
        assert len(json.loads(Path(name).read_text())["findings"]) == report.findings.num_rows
    if name == "r.parquet":
        assert pq.read_table(name).equals(report.findings)


def test_write_by_format(table):
    newsqa.check(table, reference_time=NOW).write(Path("r.dat"), format="jsonl")
    assert json.loads(Path("r.dat").read_text().splitlines()[0])["code"] == "TXT005"


@pytest.mark.parametrize(
    ("name", "format", "said"),
    [("r.xyz", None, "no format has the suffix"), ("r.json", "xml", "no format 'xml'")],
)
def test_write_in_no_known_format(table, folder, name, format, said):
    with pytest.raises(newsqa.NewsqaError, match=said):
        newsqa.check(table).write(name, format=format)
    assert [*folder.iterdir()] == []


@pytest.mark.parametrize("name", ["no/folder/r.json", "folder.json", "file/r.json"])
def test_write_where_nothing_can_be_written(table, folder, name):
    Path("folder.json").mkdir()
    Path("file").touch()
    with pytest.raises(newsqa.NewsqaError, match="cannot be written: "):
        newsqa.check(table).write(name)
    assert sorted(path.name for path in folder.rglob("*")) == ["file", "folder.json"]


def test_a_failure_while_writing_leaves_the_old_file(table, folder, monkeypatch):
    from newsqa.reporters import json_lines

    def render(report, out):
        out.write("half of it")
        raise KeyboardInterrupt

    Path("r.jsonl").write_text("old")
    monkeypatch.setattr(json_lines, "render", render)
    with pytest.raises(KeyboardInterrupt):
        newsqa.check(table).write("r.jsonl")
    assert {path.name: path.read_text() for path in folder.iterdir()} == {"r.jsonl": "old"}


def test_standard_input_cannot_be_asked_again(good, monkeypatch):
    import io
    import sys

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(good.encode())))
    report = newsqa.check("-")
    assert report.article_count == 1
    with pytest.raises(newsqa.InputError, match="standard input is gone: store it in a file"):
        report.failed()
