"""The accuracy harness: it has a fault for every rule, repeats itself, and can fail."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest

from accuracy import clean
from accuracy import rules as table
from accuracy.__main__ import measured_codes, stored
from accuracy.cases import INJECTORS, Place
from accuracy.clean import Collection
from accuracy.page import page
from accuracy.sheet import Sheet
from accuracy.wording import wording
from newsqa import cli, rules
from newsqa.accuracy import measured, percent, sentences

# Nothing to inject: a file that cannot be read, and one that is larger than the limit.
WITHOUT = {"IO001", "IO003"}
# Nothing to judge: what formats declare is compared with what a standard or a contract says, and the text is not looked at.
DECLARED = ("standards", "columns")
LANGUAGES = {"en", "fr", "de", "es", "it", "pt", "nl", "pl", "ru", "tr", "ar", "zh", "ja"}
TOPICS = (
    "agencies", "agency_lines", "blocked", "byline", "captions", "comment_rules", "consent", "credited_captions", "datelines",
    "labels", "paywall", "people", "published", "quotes", "read_on", "related", "relative", "rights", "roles", "sections",
    "subheads", "subscribe",
)  # fmt: skip


@pytest.fixture(scope="module")
def own() -> Collection:
    return clean.own()


@pytest.fixture(scope="module")
def few(own: Collection) -> Collection:
    """One article of each of some languages."""
    chosen = {case.language: case for case in own.cases if case.language in ("en", "fr", "ru", "ja", "ar")}
    return Collection("few", tuple(chosen.values()))


def test_every_rule_has_an_injector() -> None:
    """A rule on single articles without one is not measured, and stays in preview."""
    every = [rules.get(code) for code in rules.TABLE]
    judging = [r.code for r in every if not (r.preview or r.judge or r.family in DECLARED)]
    assert {code for code in judging if code not in INJECTORS} == WITHOUT
    assert set(INJECTORS) <= set(rules.TABLE)


def test_there_are_enough_articles(own: Collection) -> None:
    assert len(own.cases) >= 60
    assert len({case.language for case in own.cases}) >= 12
    assert len({case.id for case in own.cases}) == len(own.cases)


def test_sheets_put_texts_together_again(own: Collection) -> None:
    for case in own.cases:
        sheet = case.sheet()
        assert sheet.text == case.text
        assert len(sheet.paragraphs) >= 3, case.id
        assert sheet.kinds[0] == "title", case.id
        for index, block in enumerate(sheet.blocks):
            start, end = sheet.span(index)
            assert case.text[start:end] == block


def test_inserted_and_removed_blocks() -> None:
    text = "Title\n\nFirst paragraph of the story, which is long enough to be one.\n\nSecond paragraph of it, which is long enough, too."
    sheet = Sheet.of(text, "Title")
    assert sheet.kinds == ["title", "paragraph", "paragraph"]
    index = sheet.insert(1, "New")
    start, end = sheet.span(index)
    assert sheet.text[start:end] == "New"
    sheet.remove([index])
    assert sheet.text == text
    sheet.remove([0])
    assert sheet.text == text.removeprefix("Title\n\n")


@pytest.mark.parametrize("topic", TOPICS)
def test_wording_is_there_in_all_languages(topic: str) -> None:
    assert set(wording(topic)) >= LANGUAGES
    assert all(len(set(lines)) == len(lines) for lines in wording(topic).values())


def test_faults_are_the_same_in_every_run(few: Collection) -> None:
    first, second = (table.jobs(few, INJECTORS) for _ in range(2))
    assert [(job.code, job.variant, job.fault) for job in first] == [
        (job.code, job.variant, job.fault) for job in second
    ]


def test_faults_change_articles_where_they_say(few: Collection) -> None:
    for job in table.jobs(few, INJECTORS):
        before = (job.case if job.declared else job.case.plain).columns
        assert job.fault.raw or job.fault.clean or job.fault.columns != before, (job.code, job.variant)
        for place in job.fault.places:
            value = job.fault.columns[place.column]
            assert place.start < place.end, (job.code, job.variant)
            assert not isinstance(value, str) or place.end <= len(value), (job.code, job.variant)


def test_every_variant_fits_some_article(own: Collection) -> None:
    made = {(job.code, job.variant) for job in table.jobs(own, INJECTORS)}
    assert made == {(code, name) for code, variants in INJECTORS.items() for name in variants}


def test_a_rule_that_finds_nothing_scores_nothing(few: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "findings", lambda articles: [[] for _ in articles])
    monkeypatch.setattr(table, "in_files", lambda contents: [[] for _ in contents])
    scores = table.measure(few, measured_codes())
    assert all(score.places and score.recall == 0 and score.precision is None for score in scores.values())


def test_a_rule_that_cries_everywhere_scores_little(few: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    finding: dict[str, Any] = {
        "code": "DUP003",
        "field": "text",
        "start": 0,
        "end": 3,
        "excerpt": "x",
        "message": "",
    }
    monkeypatch.setattr(
        table, "findings", lambda articles: [[finding | {"excerpt": str(i)}] for i in range(len(articles))]
    )
    score = table.measure(few, ["DUP003"])["DUP003"]
    assert score.recall == 0
    assert score.precision == 0
    assert score.wrong > 10
    assert score.clean == 2 * len(few.cases)


def test_findings_of_other_rules_are_counted(few: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    def found(articles: list[Any]) -> list[list[Any]]:
        row = {"code": "DUP002", "field": "text", "start": 0, "end": 3, "excerpt": "", "message": ""}
        return [[row | {"excerpt": str(i)}] for i in range(len(articles))]

    monkeypatch.setattr(table, "findings", found)
    score = table.measure(few, ["DUP003"])["DUP003"]
    assert score.wrong == score.clean == 0
    assert set(score.side) == {"DUP002"}


def test_places() -> None:
    place = Place(10, 20)
    assert place.meets("text", 19, 25)
    assert place.meets("text", 12, 12)
    assert not place.meets("text", 20, 25)
    assert not place.meets("text", None, None)
    assert not place.meets("title", 12, 15)
    assert Place(0, 5, "authors").meets("authors[2]", 1, 2)
    assert Place(0, 5, "url").meets("url", None, None)


def test_shares_are_rounded_honestly() -> None:
    assert [percent(share) for share in (None, 0.0, 0.12345, 0.9999, 1.0)] == [
        "–",
        "0 %",
        "12.3 %",
        "99.9 %",
        "100 %",
    ]


def test_pages_and_commands_carry_the_figures() -> None:
    figures = stored()
    text = page(figures)
    for code in rules.TABLE:
        assert f"[{code}](rules/{code}.md)" in text
        assert sentences(code)
        shares = (measured(code) or {}).get("own")
        assert shares is None or 0 <= (shares["recall"] or 0) <= 1
    assert measured("XXX999") is None
    assert "Not measured" in sentences("XXX999")[0]


def test_the_command_shows_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["rule", "DUP001"]) == 0
    assert "\nHow sure\n    Of " in capsys.readouterr().out
    assert cli.main(["rule", "DUP001", "--output-format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["accuracy"] == measured("DUP001")


def test_an_injector_that_cannot_gives_nothing(own: Collection) -> None:
    case = own.cases[0]
    empty = type(case)("empty", "en", {"text": ""})
    for variants in INJECTORS.values():
        for inject in variants.values():
            fault = inject(empty, Random(1))
            assert fault is None or fault.columns is not empty.columns
