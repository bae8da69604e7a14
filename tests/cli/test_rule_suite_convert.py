"""The commands rule, suite and convert."""

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from newsqa import rules, schema
from newsqa.suite import Suite


def test_a_rule_by_code_and_name(newsqa):
    page = newsqa("rule", "DUP002")
    assert page[0] == 0
    assert page[1].startswith("DUP002 repeated-lede: ")
    assert "\nSeverity\n    warning\n" in page[1]
    assert newsqa("rule", "repeated-lede") == newsqa("rule", "dup002") == page


def test_the_catalogue(newsqa):
    code, out, _ = newsqa("rule", "--all")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()] == [*rules.TABLE, *rules.CONTRACTS]


def test_rules_as_json(newsqa):
    every = json.loads(newsqa("rule", "--all", "--output-format", "json")[1])
    assert [entry["code"] for entry in every] == [*rules.TABLE, *rules.CONTRACTS]
    one = json.loads(newsqa("rule", "short-body", "--output-format", "json")[1])
    assert one in every
    assert one["options"]["min_words"] == 50
    assert (one["severity"], one["fix"], one["default"]) == ("warning", "none", True)


# --- suite -----------------------------------------------------------------------------------------------------

OWN = """
name = "own \\"suite\\"\\u007f"
description = "línea\\nzwei\\t\\\\"
extends = "wire"
timezone = "Europe/Paris"
[fields]
text = "dotted.\\"path\\""
[boilerplate]
phrases = ["Folgen Sie uns", "\\u001b[31m"]
[[expect]]
rule = "repeated-body"
min_share = 0.123456789
mostly = 0.995
[[expect]]
rule = "future-date"
tolerance = "1234567.25s"
severity = "info"
[[expect]]
rule = "modified-before-published"
enabled = false
[columns.url]
dtype = "string"
nullable = false
unique = true
str_matches = "^https?://"
isin = ["a", "b"]
[columns.share]
in_range = { min_value = 0, max_value = 1.5 }
mostly = 0.5
[columns."odd name"]
in_range = { min_value = 2024-05-01T12:00:00+02:00 }
"""


@pytest.mark.parametrize("name", ["scrape", "wire", "publisher", "training", "own.toml"])
def test_what_show_prints_loads_to_the_same_suite(newsqa, name):
    Path("own.toml").write_text(OWN)
    code, out, err = newsqa("suite", "show", name)
    assert (code, err) == (0, "")
    Path("again.toml").write_text(out)
    assert Suite.load("again.toml") == Suite.load(name)


def test_show_is_the_default_suite_and_json(newsqa):
    assert newsqa("suite", "show") == newsqa("suite", "show", "scrape")
    shown = json.loads(newsqa("suite", "show", "wire", "--output-format", "json")[1])
    assert shown["name"] == "wire"
    assert {"rule": "short-body", "severity": "info", "mostly": 1.0, "min_words": 15} in shown["expect"]


def test_validate(newsqa):
    Path("good.toml").write_text(OWN)
    Path("bad.toml").write_text('[[expect]]\nrule = "repeated-led"\n')
    assert newsqa("suite", "validate", "good.toml", "scrape")[0] == 0
    code, out, err = newsqa("suite", "validate", "bad.toml", "good.toml")
    assert (code, out) == (2, f"good.toml: valid, {len(Suite.load('good.toml').expectations)} expectations\n")
    assert "bad.toml: expect[1].rule: there is no rule 'repeated-led'; did you mean 'repeated-lede'?" in err


# --- convert ---------------------------------------------------------------------------------------------------


def read_table(name):
    if name.endswith(".parquet"):
        return pq.read_table(name)
    with pa.OSFile(name) as file:
        return pa.ipc.open_file(file).read_all()


@pytest.mark.parametrize("suffix", [".parquet", ".arrow"])
@pytest.mark.parametrize(("options", "wanted"), [([], schema.ARTICLES), (["--facts"], schema.FACTS)])
def test_convert_to_a_table(newsqa, article, suffix, options, wanted):
    article("b.txt")
    Path("a.jsonl").write_text('{"id": "7", "headline": "One", "text": "A text."}\n')
    code, out, err = newsqa("convert", ".", "-o", f"x{suffix}", *options)
    assert (code, out, err) == (0, "", "")
    table = read_table(f"x{suffix}")
    assert table.schema.equals(wanted)
    assert table["article_id"].to_pylist() == ["7", "b.txt"]
    assert table["title"].to_pylist() == (
        ["One", "Ferry timetable changes in May"] if options else ["One", None]
    )


def test_convert_to_jsonl_and_back(newsqa, article, good):
    article("b.txt")
    Path("a.jsonl").write_text(
        '{"id": "7", "headline": "One", "text": "A text.", "fetched": "2024-05-12T10:00Z"}\n'
    )
    assert newsqa("convert", "a.jsonl", "b.txt", "-o", "x.jsonl") == (0, "", "")
    first, second = map(json.loads, Path("x.jsonl").read_text().splitlines())
    assert [*first] == schema.ARTICLES.names
    assert (first["title"], first["fetched"], second["text"]) == ("One", "2024-05-12T10:00:00+00:00", good)
    assert newsqa("convert", "x.jsonl", "-o", "y.jsonl")[0] == 0
    again = [json.loads(line)["text"] for line in Path("y.jsonl").read_text().splitlines()]
    assert again == ["A text.", good]


def test_what_convert_could_not_read_is_said(newsqa, article):
    article("a.jsonl", '{"text": "A text."}\n{"text": \n')
    code, _, err = newsqa("convert", "a.jsonl", "-o", "x.parquet")
    assert (code, pq.read_table("x.parquet").num_rows) == (1, 1)
    assert "a.jsonl:2: IO001: is not valid JSON" in err


def test_a_file_that_convert_could_not_read(newsqa, article):
    article("a.txt")
    Path("gone.txt").symlink_to("nothing-there")
    code, _, err = newsqa("convert", "gone.txt", "a.txt", "-o", "x.parquet")
    assert (code, pq.read_table("x.parquet").num_rows) == (2, 1)
    assert "gone.txt: IO001: cannot be read: No such file" in err


def test_convert_leaves_the_old_file_when_it_fails(newsqa, tmp_path):
    Path("x.parquet").write_text("old")
    Path("a.jsonl").write_text('{"words": "A text."}\n')
    assert newsqa("convert", "a.jsonl", "-o", "x.parquet")[0] == 2
    assert Path("x.parquet").read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jsonl", "x.parquet"]
    assert newsqa("convert", "a.jsonl", "-o", "x.parquet", "--field", "text=words")[0] == 0


def test_convert_facts_with_time_zone(newsqa):
    Path("a.jsonl").write_text('{"published": "2024-05-12T10:30", "text": "A text."}\n')
    assert newsqa("convert", "a.jsonl", "-o", "x.jsonl", "--facts", "--timezone", "Asia/Tokyo")[0] == 0
    facts = json.loads(Path("x.jsonl").read_text())
    assert (facts["published_at"], facts["utc_offset_minutes"]) == ("2024-05-12T10:30:00", 540)
