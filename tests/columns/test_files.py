"""Contracts on files: what holds for tables holds for text and JSON, as far as these have types."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest
from contract_tables import table, write

import newsqa
from newsqa import readers
from newsqa.engine import run
from newsqa.suite import Suite

ROWS = [
    {"id": "a", "link": "https://a", "n": 5, "section": "news", "text": "Words.\nMore."},
    {"id": "b", "link": None, "n": 500, "section": "News", "text": "Words."},
    {"id": "a", "link": "b", "n": None, "section": None, "text": "Words."},
]
CONTRACTS = """
[columns.id]
dtype = "string"
unique = true
[columns.url]
nullable = false
str_matches = "https?://"
[columns.n]
dtype = "int64"
in_range = [0, 100]
[columns.section]
isin = ["news"]
"""


@pytest.mark.parametrize("kind", ["parquet", "arrow", "jsonl", "csv"])
def test_the_same_in_every_form(found, kind):
    assert found(write(kind, ROWS), CONTRACTS) == [
        "b url.nullable",
        "b section.isin",
        "b n.in_range",
        "a url.str_matches",
        "a id.unique",
        "a id.unique",
    ]


def test_cells_are_read_as_the_dtype(found):
    dtypes = ("int8", "float64", "bool", "date", "timestamp", "list<string>")
    contracts = "".join(f'[columns."{name}"]\ndtype = "{name}"\n' for name in dtypes)
    good = ["-128", "1e3", "True", "2026-03-22", "2026-03-22T12:00Z", ""]
    bad = ["128", "1,5", "yes", "22/03/2026", "2026-03-22", "['a']"]
    Path("rows.csv").write_text(
        "id,text," + ",".join(dtypes) + "\n" + "\n".join(
            f"{name},Words.," + ",".join(f'"{cell}"' for cell in cells) for name, cells in (("g", good), ("b", bad), ("n", [""] * 6))
        )
    )  # fmt: skip
    assert found("rows.csv", contracts) == [f"b {name}.dtype" for name in dtypes]


def test_values_of_json_are_of_their_own_types(found):
    contracts = "".join(
        f'[columns."{name}"]\ndtype = "{dtype}"\nrequired = false\n'
        for name, dtype in (("s", "string"), ("i", "int64"), ("f", "float64"), ("b", "bool"), ("d", "date"), ("l", "list<string>"))
    )  # fmt: skip
    good = {"s": "5", "i": 5, "f": 5, "b": True, "d": "2026-03-22", "l": ["a", None]}
    bad = {"s": 5, "i": "5", "f": "5", "b": "true", "d": 20260322, "l": "a"}
    odd = {"s": {}, "i": 5.5, "f": True, "b": 1, "d": "2026-02-30", "l": [1]}
    rows = [
        {"id": name, "text": "x", **row} for name, row in (("g", good), ("b", bad), ("o", odd), ("n", {}))
    ]
    expected = [f"{name} {column}.dtype" for name in "bo" for column in "sifbdl"]
    assert found(write("jsonl", rows), contracts) == expected


def test_records_without_a_key(found, results):
    rows = [{"id": "a", "text": "x", "n": 1}, {"id": "b", "text": "x", "n": None}, {"id": "c", "text": "x"}]
    name = write("jsonl", rows)
    assert found(name, "[columns.n]\nnullable = false") == ["b n.nullable", "c n.required"]
    assert results(name, "[columns.n]\nnullable = false") == {
        "n.required": (3, 1, "fail"),
        "n.nullable": (2, 1, "fail"),
    }
    assert found(name, "[columns.n]\nnullable = false\nrequired = false") == ["b n.nullable"]


def test_places(suite):
    Path("rows.csv").write_text('id,n,text\n1,2,"one\ntwo"\n2,x,three\n')
    Path("rows.jsonl").write_text('{"text": "a", "n": 1}\n{"text": "b", "n": "x"}\n')
    report = newsqa.check(
        ["rows.csv", "rows.jsonl"], suite=suite('[columns.n]\ndtype = "int64"'), select="COL"
    )
    places = [(row["path"], row["record"], row["line"], row["column"]) for row in report.findings.to_pylist()]
    assert places == [("rows.csv", 2, 4, 3), ("rows.jsonl", 2, 2, 21)]


def test_text_files_and_documents(results, suite):
    Path("a.txt").write_text("A title\n\nSome words.")
    missing = results("a.txt", "[columns.url]\nnullable = false")
    assert missing == {"url.required": (0, 0, "not-evaluated"), "url.nullable": (0, 0, "not-evaluated")}
    assert results("a.txt", "[columns.text]\nstr_length = [1, 9]")["text.str_length"] == (1, 1, "fail")
    Path("f.rss").write_text(
        '<rss version="2.0"><channel><title>x</title><item><title>A</title><link>https://a</link>'
        "<description>Some words.</description></item><item><title>B</title></item></channel></rss>"
    )
    pytest.importorskip("feedparser")
    assert results("f.rss", "[columns.url]\nnullable = false")["url.nullable"] == (2, 1, "fail")


def test_many_files_count_one_table_each(results):
    for number in range(3):
        Path(write("csv", ROWS)).rename(f"t{number}.csv")
    counted = results(
        [f"t{number}.csv" for number in range(3)], "[columns.gone]\n[columns.id]\nunique = true"
    )
    assert counted == {
        "gone.required": (3, 3, "fail"),
        "id.required": (3, 0, "pass"),
        "id.unique": (9, 9, "fail"),
    }


def many():
    rows = [{**ROWS[n % 3], "id": f"i{n % 280}", "n": n % 120 or None} for n in range(600)]
    return [write(kind, rows[:200] if kind != "parquet" else rows) for kind in ("parquet", "jsonl", "csv")]


def told(outcome):
    findings = [row for found in outcome.findings for row in found.to_pylist()]
    return outcome.results().to_pylist(), sorted(map(repr, findings))


def test_batches_make_no_difference(suite):
    names, loaded = many(), suite(CONTRACTS)
    context = newsqa.check(table(n=[1]), select="TXT005").context
    whole = run(readers.jobs(names, contracts=loaded.columns), loaded, context)
    for rows in (7, 97):
        parts = run(readers.jobs(names, contracts=loaded.columns, batch_rows=rows), loaded, context)
        assert told(parts) == told(whole)
    assert whole.tallies["columns.id.unique"].failed == 1000


def test_workers_and_stored_parts_make_no_difference(suite):
    names = many()
    suite(f'[[expect]]\nrule = "control-character"\n{CONTRACTS}')
    reports = [
        newsqa.check(names, suite="own.toml", workers=workers, reference_time="2026-01-01")
        for workers in (1, 2)
    ]
    assert reports[0].results.equals(reports[1].results)
    assert reports[0].findings.equals(reports[1].findings)


def test_the_cache_knows_contracts(suite, newsqa_command):
    name = many()[0]
    suite(CONTRACTS)
    command = ["check", name, "--suite", "own.toml", "--select", "COL", "--resume"]
    first = newsqa_command(*command, "one", "--output-format", "json")
    assert newsqa_command(*command, "one", "--output-format", "json") == first
    parts = list(Path("one/parts").glob("*/*/*.part"))
    assert parts
    suite(CONTRACTS.replace("[0, 100]", "[0, 50]"))
    code, _, err = newsqa_command(*command, "one")
    assert (code, "with other settings" in err) == (2, True)
    assert newsqa_command(*command, "two", "--output-format", "json")[1] != first[1]


def test_a_baseline_of_contracts(suite):
    name = write("csv", ROWS)
    own = suite(CONTRACTS)
    newsqa.check(name, suite=own, select="COL").write_baseline("known.baseline")
    again = newsqa.check(name, suite=own, select="COL", baseline="known.baseline")
    assert (again.findings.num_rows, again.ok, again.baseline.known) == (0, True, 6)
    write("csv", [*ROWS, {"id": "z", "link": "ftp", "n": 101, "section": "news", "text": "x"}])
    later = newsqa.check(name, suite=own, select="COL", baseline="known.baseline")
    failed = {row["rule"]: row["failed"] for row in later.results.to_pylist() if row["failed"]}
    assert failed == {"columns.url.str_matches": 1, "columns.n.in_range": 1}


def test_memory_of_values_is_bounded(suite):
    from newsqa.columns.checking import check_columns

    long = table(c=[f"{n}{'x' * 10_000}" for n in range(1000)])
    (batch,) = readers.batches(long, contracts=["c"])
    kept = check_columns(batch, suite("[columns.c]\nunique = true")).kept
    assert kept.nbytes < 200 * 1000
    assert isinstance(kept, pa.Table)
    assert Suite.load("own.toml").has_contracts
