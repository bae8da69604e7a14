"""The generator of articles with known faults: same for a seed, true about its faults, clean where it says so.

What is expected here is worked out from the text alone, without newsqa and without the generator's own helpers.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import corpus
from corpus import Fault, Generated
from corpus_words import LANGUAGES

SAMPLE = 3000
ENDS = (".", "。", ".”")


@pytest.fixture(scope="module")
def sample() -> list[Generated]:
    return list(corpus.articles(SAMPLE, seed=7, fault_share=0.7))


@pytest.fixture(scope="module")
def clean(sample: list[Generated]) -> list[Generated]:
    return [item for item in sample if not item.faults]


def faulty(sample: list[Generated], code: str) -> list[tuple[dict, Fault]]:
    found = [(item.article, fault) for item in sample for fault in item.faults if fault.code == code]
    assert found, f"no article with {code} in the sample"
    return found


def line_of(article: dict, fault: Fault) -> str:
    assert fault.line is not None
    return article["text"].split("\n")[fault.line - 1]


def at(article: dict, fault: Fault) -> str:
    """Return what stands in the line from the column of the fault on."""
    assert fault.column is not None
    return line_of(article, fault)[fault.column - 1 :]


def paragraphs(article: dict) -> list[str]:
    return [line for line in article["text"].split("\n") if line.endswith(ENDS)]


def named_weekdays(article: dict) -> set[int]:
    head = "\n".join(article["text"].split("\n")[:2])
    words = LANGUAGES[article["language"]].weekdays
    form = "（{}）" if article["language"] == "ja" else r"(?<!\w){}"
    return {number for number, word in enumerate(words) if re.search(form.format(word), head)}


# --- the same for a seed ----------------------------------------------------------------------------------------------


def test_same_seed_same_articles() -> None:
    assert list(corpus.articles(200, seed=3)) == list(corpus.articles(200, seed=3))


def test_other_seed_other_articles() -> None:
    first = {item.article["text"] for item in corpus.articles(50, seed=3)}
    assert first.isdisjoint(item.article["text"] for item in corpus.articles(50, seed=4))


def test_start_continues_where_a_shorter_run_ends() -> None:
    parts = [*corpus.articles(30, seed=3), *corpus.articles(20, seed=3, start=30)]
    assert parts == list(corpus.articles(50, seed=3))


@pytest.mark.parametrize("hash_seed", ["1", "2"])
def test_same_in_another_process(hash_seed: str, tmp_path: Path) -> None:
    out = tmp_path / "corpus.jsonl"
    command = [sys.executable, corpus.__file__, str(out), "--articles", "40", "--seed", "5"]
    subprocess.run(command, check=True, env=os.environ | {"PYTHONHASHSEED": hash_seed})
    written = [json.loads(line) for line in out.read_text(encoding="utf-8").split("\n") if line]
    assert written == [item.article for item in corpus.articles(40, seed=5)]


# --- clean articles ---------------------------------------------------------------------------------------------------


def test_every_language_and_fault_occurs(sample: list[Generated], clean: list[Generated]) -> None:
    assert {item.article["language"] for item in clean} == set(LANGUAGES)
    assert {fault.code for item in sample for fault in item.faults} == set(corpus.ALL)
    assert all(len(item.faults) <= 1 for item in sample)


def test_clean_articles_repeat_nothing(clean: list[Generated]) -> None:
    for item in clean:
        lines = [line for line in item.article["text"].split("\n") if line]
        assert len(lines) == len(set(lines)), item.article["id"]
        assert item.article["title"] not in lines


def test_clean_articles_have_their_length(clean: list[Generated]) -> None:
    sizes = sorted(len(item.article["text"].encode()) for item in clean)
    assert 2200 < sizes[len(sizes) // 2] < 3500
    assert all(8 <= len(paragraphs(item.article)) <= 14 for item in clean)


def test_clean_articles_are_dated_and_signed(clean: list[Generated]) -> None:
    for article in (item.article for item in clean):
        published = datetime.fromisoformat(article["published"])
        byline, line = article["text"].split("\n")[:2]
        assert published.utcoffset() is not None
        assert datetime(2015, 1, 1) <= published.replace(tzinfo=None) < datetime(2025, 1, 1)
        assert str(published.year) in line
        assert named_weekdays(article) == {published.weekday()}
        assert article["modified"] is None or datetime.fromisoformat(article["modified"]) > published
        assert article["authors"]
        assert all(author in byline for author in article["authors"])
        assert article["publisher"] in byline


def test_clean_articles_are_clean_text(clean: list[Generated]) -> None:
    for article in (item.article for item in clean):
        text = article["title"] + article["text"]
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u200b\ufeff\ufffd{}|]|\\[|%s", text)
        assert not re.search(r"[ \u00a0]{2}|[ \t]$|\n{3}", text, re.MULTILINE)
        assert not any(rules in text for rules in LANGUAGES[article["language"]].comment_rules)
        assert text.endswith(ENDS)


def test_hardly_two_articles_share_a_paragraph(clean: list[Generated]) -> None:
    counts = Counter(paragraph for item in clean for paragraph in paragraphs(item.article))
    assert sum(count - 1 for count in counts.values()) < len(counts) / 500


# --- faults -----------------------------------------------------------------------------------------------------------


def test_no_date(sample: list[Generated]) -> None:
    for article, _ in faulty(sample, "DAT001"):
        assert article["published"] is article["modified"] is None
        assert not re.search(r"\b20[12]\d\b", article["text"])
        assert not named_weekdays(article)


def test_impossible_date(sample: list[Generated]) -> None:
    for article, fault in faulty(sample, "DAT002"):
        year, month, day = map(int, article["published"][:10].split("-"))
        with pytest.raises(ValueError, match="day"):
            date(year, month, day)
        assert at(article, fault).startswith((str(day), str(year)))
        assert not named_weekdays(article)


def test_future_date(sample: list[Generated]) -> None:
    for article, fault in faulty(sample, "DAT004"):
        published = datetime.fromisoformat(article["published"])
        assert published.year >= 2200
        assert str(published.year) in at(article, fault)
        assert named_weekdays(article) == {published.weekday()}


def test_modified_before_published(sample: list[Generated]) -> None:
    for article, fault in faulty(sample, "DAT006"):
        assert fault.field == "modified"
        assert datetime.fromisoformat(article["modified"]) < datetime.fromisoformat(article["published"])


def test_wrong_weekday(sample: list[Generated]) -> None:
    for article, fault in faulty(sample, "DAT007"):
        (named,) = named_weekdays(article)
        assert named != datetime.fromisoformat(article["published"]).weekday()
        assert at(article, fault).startswith(LANGUAGES[article["language"]].weekdays[named])


def test_no_source(sample: list[Generated]) -> None:
    for article, _ in faulty(sample, "SRC001"):
        assert article["authors"] == []
        assert article["publisher"] is None
        assert named_weekdays(article)  # the date line is left
        byline = LANGUAGES[article["language"]].by_line.partition("{")[0]
        assert not byline or not article["text"].startswith(byline)


def test_repeated_title(sample: list[Generated]) -> None:
    for article, fault in faulty(sample, "DUP001"):
        lines = article["text"].split("\n")
        assert [index for index, line in enumerate(lines, 1) if line == article["title"]] == [1, fault.line]


def test_repeated_lede(sample: list[Generated]) -> None:
    for article, fault in faulty(sample, "DUP002"):
        lede = paragraphs(article)[0]
        lines = article["text"].split("\n")
        assert [index for index, line in enumerate(lines, 1) if line == lede] == [4, fault.line]


def test_repeated_paragraph(sample: list[Generated]) -> None:
    distances = set()
    for article, fault in faulty(sample, "DUP003"):
        copy = line_of(article, fault)
        lines = article["text"].split("\n")
        places = [index for index, line in enumerate(lines, 1) if line == copy]
        assert len(places) == 2
        assert places[1] == fault.line
        assert copy != paragraphs(article)[0]
        assert len(copy) >= 30
        distances.add(places[1] - places[0])
    assert min(distances) == 2 < max(distances)


def test_repeated_body(sample: list[Generated]) -> None:
    for article, fault in faulty(sample, "DUP005"):
        lines = article["text"].split("\n")
        assert fault.line is not None
        assert lines[3 : fault.line - 2] == lines[fault.line - 1 :]


def test_no_title(sample: list[Generated]) -> None:
    for article, fault in faulty(sample, "STR001"):
        assert article["title"] is None
        assert len(line_of(article, fault)) > 250


def test_no_body(sample: list[Generated]) -> None:
    for article, _ in faulty(sample, "STR002"):
        assert article["title"]
        assert paragraphs(article) == []
        assert article["text"].count("\n") == 1


def test_misread_bytes(sample: list[Generated]) -> None:
    for article, fault in faulty(sample, "TXT001"):
        codec = "cp1251" if article["language"] == "ru" else "cp1252"
        assert at(article, fault)[0].encode(codec)[0] >= 0xC2  # the first byte of a character in UTF-8
        assert "\xad" not in article["text"]


def test_lost_character(sample: list[Generated]) -> None:
    for article, fault in faulty(sample, "TXT002"):
        assert at(article, fault)[0] == "\ufffd"
        assert article["text"].count("\ufffd") == 1


def test_control_character(sample: list[Generated]) -> None:
    for article, fault in faulty(sample, "TXT005"):
        controls = re.findall("[\x00-\x09\x0b-\x1f\x7f-\x9f]", article["text"])
        assert controls == [at(article, fault)[0]]


def test_comment_rules(sample: list[Generated]) -> None:
    for article, fault in faulty(sample, "BLR001"):
        assert at(article, fault) in LANGUAGES[article["language"]].comment_rules
        assert article["text"].endswith(at(article, fault))


def test_short_body(sample: list[Generated]) -> None:
    for article, _ in faulty(sample, "LEN002"):
        (only,) = paragraphs(article)
        assert (len(only) if article["language"] in {"zh", "ja"} else len(only.split())) < 50


def test_wrong_language(sample: list[Generated]) -> None:
    for article, fault in faulty(sample, "LNG002"):
        assert fault.field == "language"
        assert len(article["text"]) >= 200
        assert not article["url"].startswith(f"https://{article['language']}.")  # the site's own language


# --- options and files ------------------------------------------------------------------------------------------------


def test_options_are_kept() -> None:
    made = list(corpus.articles(100, languages=("ja", "ar"), fault_share=1.0, faults=("TXT002", "DAT006")))
    assert {item.article["language"] for item in made} == {"ja", "ar"}
    assert {fault.code for item in made for fault in item.faults} == {"TXT002", "DAT006"}
    assert all(item.faults for item in made)
    assert not any(item.faults for item in corpus.articles(100, fault_share=0.0))


def test_unknown_names_are_refused() -> None:
    with pytest.raises(ValueError, match="tlh, DAT999"):
        list(corpus.articles(1, languages=("tlh",), faults=("DAT999",)))


def test_table_and_files_agree(tmp_path: Path) -> None:
    made = list(corpus.articles(1100, seed=2))
    rows = [item.article for item in made]
    assert corpus.table(1100, seed=2).to_pylist() == rows
    corpus.write(tmp_path / "c.parquet", 1100, seed=2, truth=tmp_path / "truth.jsonl")
    assert pq.read_table(tmp_path / "c.parquet").to_pylist() == rows
    known = [json.loads(line) for line in (tmp_path / "truth.jsonl").read_text().splitlines()]
    assert known == [
        {"id": item.article["id"], "faults": [asdict(fault) for fault in item.faults]}
        for item in made
        if item.faults
    ]


def test_plain_text_files(tmp_path: Path) -> None:
    corpus.write(tmp_path, 60, seed=2, fault_share=1.0)
    files = {path.stem: path.read_bytes().decode() for path in tmp_path.rglob("*.txt")}
    made = list(corpus.articles(60, seed=2, fault_share=1.0))
    assert files == {item.article["id"]: corpus.plain(item).article["text"] for item in made}


def test_plain_text_positions(sample: list[Generated]) -> None:
    for item in sample:
        text = corpus.plain(item)
        lines = text.article["text"].split("\n")
        assert item.article["title"] is None or lines[:2] == [item.article["title"], ""]
        assert lines[-1] == ""
        for before, after in zip(item.faults, text.faults, strict=False):
            if before.line is not None and after.line is not None:
                assert lines[after.line - 1] == line_of(item.article, before)
