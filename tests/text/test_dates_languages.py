"""Weekdays in all languages: what CLDR writes is found, agrees, and disagrees when it is shifted."""

from __future__ import annotations

import datetime
import itertools
import random
import subprocess
import sys
from pathlib import Path

import babel
import babel.localedata
import pytest
from babel.dates import format_date

from newsqa.text.date_names import fold, look_up, table
from newsqa.text.dates import dated_places, find_dates, weekday_windows

ROOT = Path(__file__).resolve().parents[2]
NEWS = [
    "ar",
    "bg",
    "bn",
    "ca",
    "cs",
    "da",
    "de",
    "el",
    "en",
    "es",
    "et",
    "eu",
    "fa",
    "fi",
    "fr",
    "gl",
    "he",
    "hi",
    "hr",
    "hu",
    "hy",
    "id",
    "is",
    "it",
    "ja",
    "ka",
    "kk",
    "ko",
    "lt",
    "lv",
    "mk",
    "mr",
    "ms",
    "nb",
    "nl",
    "pl",
    "pt",
    "ro",
    "ru",
    "sk",
    "sl",
    "sq",
    "sr",
    "sv",
    "sw",
    "ta",
    "te",
    "th",
    "tr",
    "uk",
    "ur",
    "uz",
    "vi",
    "zh",
]


def dates(count: int, seed: int) -> list[datetime.date]:
    chance = random.Random(seed)
    return [
        datetime.date(2000, 1, 1) + datetime.timedelta(days=chance.randrange(11_000)) for _ in range(count)
    ]


@pytest.mark.parametrize("language", NEWS)
def test_full_dates_of_news_languages(language: str) -> None:
    for day in dates(12, 1):
        text = format_date(day, "full", locale=language)
        found = [m for m in find_dates(text, languages=[language]) if m.date == day]
        assert found, text
        assert found[0].weekday_agrees is True, text


@pytest.mark.parametrize("language", NEWS)
def test_shifted_weekday_disagrees(language: str) -> None:
    days = babel.Locale.parse(language).days
    # Finnish writes the stand-alone form in full dates.
    names = days["stand-alone" if language == "fi" else "format"]["wide"]
    for day in dates(6, 2):
        text = format_date(day, "full", locale=language)
        assert names[day.weekday()] in text
        shifted = text.replace(names[day.weekday()], names[(day.weekday() + 3) % 7], 1)
        found = [m for m in find_dates(shifted, languages=[language]) if m.date == day]
        assert found, shifted
        assert found[0].weekday_agrees is False, shifted


def test_no_false_alarm_in_any_language() -> None:
    seen: set[tuple[str, str | None]] = set()
    for identifier in sorted(babel.localedata.locale_identifiers()):
        locale = babel.Locale.parse(identifier)
        if identifier == "root" or (locale.language, locale.script) in seen:
            continue
        seen.add((locale.language, locale.script))
        for day in dates(3, 3):
            text = format_date(day, "full", locale=identifier)
            for languages in ([locale.language], []):
                alarms = [
                    m
                    for m in find_dates(text, languages=languages)
                    if m.weekday_agrees is False and m.date == day
                ]
                assert alarms == [], (identifier, text)


def test_generated_table_is_up_to_date() -> None:
    # In a process of its own: what Babel inherits depends on the order in which locales were loaded.
    command = [sys.executable, str(ROOT / "tools" / "generate_date_names.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_short_names_need_their_language() -> None:
    assert look_up("de", ()).months == ()
    assert look_up("set", ("it",)).months == (9,)
    assert look_up("listopada", ("pl",)).months == (11,)
    assert look_up("listopada", ("hr",)).months == (10,)
    assert find_dates("22 listopada 2021", languages=["hr"])[0].month == 10


def test_folding() -> None:
    assert fold("MÄRZ") == "märz"
    assert fold("Ma\u0308rz") == "märz"
    assert look_up("ŞUBAT", ("tr",)).months == (2,)
    assert look_up("Mart'ta", ("tr",)).months == (3,)
    assert table().months["février"].startswith("2 ")
    assert "fevrier" in table().months


TEXT = (
    """\
Die Sitzung begann am Montag, den 22. März 2021 um 15:28 Uhr und dauerte lange.
Nothing here, though 2021 was a year with 22 meetings on some Monday or other.
वह सोमवार, 22 मार्च 2021 को आया और 2021年3月22日星期一 too, since Mon 22.03.21 said so.
Lunes 22 de marzo de 2021 · Thứ Hai, 22 tháng 3 năm 2021 · الاثنين ٢٢ مارس ٢٠٢١ · (22-mar-21, Mon)
"""
    + "filler without dates, only words and words. " * 40
    + "On Friday, 26 March 2021, it ended.\n"
)


def test_weekday_windows_lose_nothing() -> None:
    data = TEXT.encode()
    spans = weekday_windows(data, dated_places(data)).tolist()
    assert spans == sorted(spans)
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(spans))
    found = set()
    for start, end in spans:
        window = data[start:end].decode()  # cut between characters
        assert "\n" not in window
        for mention in find_dates(window):
            if mention.weekday is not None and mention.has_year:
                found.add((start + len(window[: mention.start].encode()), mention.iso))
    expected = set()
    offset = 0
    for line in TEXT.split("\n"):
        for mention in find_dates(line):
            if mention.weekday is not None and mention.has_year:
                expected.add((offset + len(line[: mention.start].encode()), mention.iso))
        offset += len(line.encode()) + 1
    assert found == expected
    assert len(expected) >= 6
    assert sum(end - start for start, end in spans) < len(data) / 2
    assert weekday_windows(b"", dated_places(b"")).tolist() == []
