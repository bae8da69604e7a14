"""Relative dates as date lines."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsqa.data import load
from newsqa.text.relative_date import RelativeDate, may_be_relative, read_relative

LANGUAGES = sorted(load("relative_dates")["units"])
FETCHED = dt.datetime(2021, 3, 22, 15, 28, tzinfo=dt.UTC)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_of_every_language(language: str) -> None:
    data = load("relative_dates")
    for template in data["ago"][language]:
        for unit, words in data["units"][language].items():
            for word in words:
                line = template.replace("{n}", f"7 {word}")
                found = read_relative(line, language)
                assert found is not None, line
                assert (found.count, found.unit, found.start, found.end) == (7, unit, 0, len(line)), line
                assert may_be_relative([b"Ferry", line.encode(), b"Tram"]) == [1], line


@pytest.mark.parametrize("language", sorted(load("relative_dates")["days_ago"]))
def test_every_day_of_every_language(language: str) -> None:
    for count, words in load("relative_dates")["days_ago"][language].items():
        for word in words:
            line = f"{word}, 15:28"
            found = read_relative(line, language)
            assert found is not None, line
            assert (found.count, found.unit) == (int(count), "day"), line
            assert may_be_relative([b"Ferry", line.encode(), b"Tram"]) == [1], line
            assert (read_relative(word, language) is None) == (count == "0"), word


@given(st.integers(1, 999), st.sampled_from(["second", "minute", "hour", "day", "week", "month"]))
def test_resolved(count: int, unit: str) -> None:
    resolved = RelativeDate(0, 1, count, unit).resolved(FETCHED)
    if unit == "month":
        assert resolved is None
    elif unit in ("day", "week"):
        days = count * (7 if unit == "week" else 1)
        assert resolved == (FETCHED.date() - dt.timedelta(days=days)).isoformat()
    else:
        assert resolved is not None
        back = FETCHED - dt.datetime.fromisoformat(resolved)
        assert dt.timedelta(0) <= back - dt.timedelta(**{f"{unit}s": count}) < dt.timedelta(minutes=1)


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("", "en"),
        ("Yesterday the council met", "en"),
        ("It was closed 2 hours ago by the police", "en"),
        ("2 hours ago", "fr"),
        ("2 hours ago", None),
        ("Hier", "de"),
        ("vor Gericht", "de"),
        ("Kommentar von gestern", "de"),
        ("前", "ja"),
        ("x" * 200 + " 2 hours ago", "en"),
    ],
)
def test_no_date_lines(line: str, language: str | None) -> None:
    assert read_relative(line, language) is None
