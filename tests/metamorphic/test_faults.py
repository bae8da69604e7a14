"""Every fault the generator knows, in every language: found where it was put, by its rule alone; clean is clean."""

from __future__ import annotations

import pytest

import corpus
from checking import check, place, suite_of
from corpus import Generated
from made_up import CODES
from newsqa.suite import Suite

SUITE = Suite.load("scrape")
PER_LANGUAGE = 4


def made(code: str, language: str) -> list[Generated]:
    options = {"languages": (language,), "faults": (code,), "fault_share": 1.0}
    found = [item for item in corpus.articles(PER_LANGUAGE, seed=23, **options) if item.faults]
    assert found
    return found


def matches(row: dict, item: Generated) -> bool:
    """Tell whether a finding is the fault that was put in, in its place."""
    (fault,) = item.faults
    if row["code"] != fault.code:
        return False
    if row["column"] is None:
        return fault.field == row["field"]
    if fault.line is None or fault.column is None:
        return row["line"] == 1 or fault.code == "LEN002"
    return row["line"] == fault.line and row["column"] <= fault.column <= row["end_column"]


def explain(rows: list[dict], items: list[Generated]) -> list[str]:
    """Write what is wrong: findings that were not put in, and faults that were not found."""
    wrong = [
        f"{items[r['row']].article['id']}: {place(r)}, not {items[r['row']].faults}"
        for r in rows
        if not matches(r, items[r["row"]])
    ]
    found = [r["row"] for r in rows]
    return wrong + [
        f"{item.article['id']}: {found.count(i)} times {item.faults}"
        for i, item in enumerate(items)
        if found.count(i) != 1
    ]


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize("code", corpus.ALL)
def test_fault_in_a_row(code: str, language: str) -> None:
    items = made(code, language)
    assert explain(check([item.article for item in items], SUITE), items) == []


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize("code", sorted(set(corpus.ALL) - corpus.COLUMN_ONLY))
def test_fault_in_a_text_file(code: str, language: str) -> None:
    items = [corpus.plain(item) for item in made(code, language)]
    assert explain(check([item.article["text"] for item in items], SUITE), items) == []


@pytest.mark.parametrize("language", CODES)
def test_clean_articles_are_clean(language: str) -> None:
    items = list(corpus.articles(25, seed=29, languages=(language,), fault_share=0))
    rows = check([item.article for item in items], SUITE)
    rows += check([corpus.plain(item).article["text"] for item in items], SUITE)
    assert [place(row) for row in rows] == []


@pytest.mark.parametrize("code", corpus.ALL)
def test_one_rule_alone_finds_its_fault(code: str) -> None:
    items = [item for language in ("en", "zh") for item in made(code, language)]
    assert explain(check([item.article for item in items], suite_of(code)), items) == []
