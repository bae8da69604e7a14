"""Reports with very many findings: what the terminal shows, and datasets."""

import json
from pathlib import Path

import pyarrow.dataset as ds
import pytest

from newsqa import schema


@pytest.fixture
def many(article):
    return article("many.txt", "{}\n" + "a  word\x0b here\n" * 60)


def test_a_terminal_shows_the_first_findings_and_how_many_more_there_are(newsqa, many, monkeypatch):
    from newsqa.reporters import full

    monkeypatch.setattr(full, "MAX_FINDINGS", 7)
    code, out, _ = newsqa("check", many, "--select", "TXT005,TXT008")
    assert code == 1
    assert "… and 54 more findings: --output-format concise lists them all" in out
    assert newsqa("check", many, "--select", "TXT005", "--output-format", "concise")[1].count("TXT005") >= 60


def test_a_dataset_has_a_folder_for_each_rule(newsqa, many):
    code, out, err = newsqa("check", many, "--select", "TXT005,TXT008", "--output", "found/")
    assert (code, out) == (1, "")
    assert "report in found/" in err
    assert {path.name for path in Path("found").iterdir()} == {"_newsqa.json", "code=TXT005", "code=TXT008"}
    table = ds.dataset("found", partitioning="hive").to_table()
    assert table.num_rows == 61
    assert {*table.schema.names} == {*schema.FINDINGS.names}
    about = json.loads(Path("found/_newsqa.json").read_text())
    assert (about["findings"], about["articles"]) == ({"TXT005": 60, "TXT008": 1}, 1)
    assert len(about["results"]) == 5  # with the three of family io


def test_a_dataset_replaces_its_like_and_nothing_else(newsqa, many, article):
    newsqa("check", many, "--select", "TXT", "--output", "found/")
    assert newsqa("check", many, "--select", "TXT005", "--output", "found")[0] == 1
    assert {path.name for path in Path("found").iterdir()} == {"_newsqa.json", "code=TXT005"}
    Path("mine").mkdir()
    Path("mine/letter.txt").write_text("dear")
    code, _, err = newsqa("check", many, "--output", "mine/")
    assert (code, [*map(str, Path("mine").iterdir())]) == (2, ["mine/letter.txt"])
    assert "mine holds something else than a report" in err


def test_a_dataset_of_nothing(newsqa, article):
    assert newsqa("check", article("a.txt"), "--select", "TXT", "--output", "found/")[0] == 0
    assert [path.name for path in Path("found").iterdir()] == ["_newsqa.json"]
