"""What is read at a glance is what the parser reads."""

from __future__ import annotations

import datetime
import random

import pytest
from babel.dates import format_date

from newsqa.text.date_glance import glance
from newsqa.text.dates import dated_places, find_dates, weekdays_agree

LANGUAGES = [
    "ar",
    "de",
    "en",
    "en_US",
    "es",
    "fr",
    "it",
    "ja",
    "nl",
    "pl",
    "pt",
    "ru",
    "sv",
    "tr",
    "uk",
    "zh",
]


def number(day: datetime.date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day


@pytest.mark.parametrize("locale", LANGUAGES)
@pytest.mark.parametrize("form", ["full", "long", "medium", "short"])
def test_it_never_reads_another_day(locale: str, form: str) -> None:
    chance = random.Random(f"{locale} {form}")
    language, read = locale[:2], 0
    for _ in range(100):
        day = datetime.date(1990, 1, 1) + datetime.timedelta(chance.randrange(14_000))
        data = f"Abc {format_date(day, form, locale)}, 15:28".encode()
        for start in dated_places(data)[:, 0].tolist():
            found, end = glance(data, start, language)
            assert found in (0, number(day))
            assert start <= end <= len(data)
            read += found != 0
    if form == "long" and locale != "ar":
        assert read >= 95  # all but 29 February


@pytest.mark.parametrize(
    "text",
    [
        "31 April 2021",
        "30 February 2021",
        "14-20 March 2021",
        "03/04/2021",
        "22 May 1200",
        "22 Ramadan 2021",
        "25 July 2019/2020",
        "in 2021, 22 people",
        "2021-13-01",
        "20.5.20161",
    ],
)
def test_it_leaves_the_rest_to_the_parser(text: str) -> None:
    data = text.encode()
    assert not any(glance(data, start, "en")[0] for start in dated_places(data)[:, 0].tolist())


@pytest.mark.parametrize("language", ["am", "fa", "ti"])
def test_other_calendars_are_not_read(language: str) -> None:
    assert glance(b"22 March 2021", 0, language)[0] == 0


@pytest.mark.parametrize("locale", LANGUAGES)
def test_weekdays_that_agree_agree_for_the_parser(locale: str) -> None:
    chance = random.Random(locale)
    language = locale[:2]
    for _ in range(40):
        day = datetime.date(2000, 1, 1) + datetime.timedelta(chance.randrange(9_000))
        weekday = format_date(day + datetime.timedelta(chance.randrange(2)), "EEEE", locale)
        text = f"{weekday} {format_date(day, 'long', locale)}"
        data = text.encode()
        starts = dated_places(data)[:, 0].tolist()
        if weekdays_agree(data, starts, [0], language):
            assert not any(found.weekday_agrees is False for found in find_dates(text, languages=[language]))


def test_no_names_say_nothing() -> None:
    assert not weekdays_agree(b"22 March 2021", [0], [], "en")
