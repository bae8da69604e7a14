"""The data files: one door, consistent contents, each file explained."""

import re
from pathlib import Path

import pytest

from newsqa import data
from newsqa.data import load, topics


def test_the_door() -> None:
    assert load("agencies") is load("agencies")
    with pytest.raises(KeyError, match="agencies"):
        load("nothing-like-that")
    with pytest.raises(KeyError):
        load("../data/agencies")


def test_every_file_is_explained() -> None:
    pages = "".join(page.read_text("utf-8") for page in Path(data.__file__).parent.glob("SOURCES*.md"))
    for topic in topics():
        assert f"{topic}.json" in pages, topic


def test_agencies() -> None:
    agencies = load("agencies")["agencies"]
    assert len(agencies) >= 80
    ids = [agency["id"] for agency in agencies]
    assert ids == sorted(set(ids))
    for agency in agencies:
        assert set(agency) == {"id", "name", "country", "languages", "kind", "aliases", "ambiguous"}
        assert set(agency["ambiguous"]) <= set(agency["aliases"])
        assert agency["aliases"]
        assert re.fullmatch(r"[A-Z]{2}", agency["country"])
        assert all(re.fullmatch(r"[a-z]{2,3}", code) for code in agency["languages"])
        assert all(len(alias) > 1 and alias.strip() == alias for alias in agency["aliases"])


def test_byline_words_have_no_blanks_or_repeats() -> None:
    for topic, entry in load("byline_words").items():
        for words in entry.values() if isinstance(entry, dict) else [entry]:
            assert len(words) == len(set(words)), topic
            assert all(word and word == word.strip() for word in words), topic


def test_terminal_punctuation() -> None:
    table = load("terminal_punctuation")
    assert {".", "。", "؟", "।", "…"} <= set(table["terminal"])
    assert {'"', "»", "」", ")"} <= set(table["closing"])
    assert not set(table["terminal"]) & set(table["closing"])
