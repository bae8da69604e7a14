"""Dates of the solar calendar of Iran and Afghanistan."""

from __future__ import annotations

import datetime
import itertools

import pytest

from newsqa.text.date_solar import gregorian
from newsqa.text.dates import dated_places, find_dates, parse_declared


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("۱۲ فروردین ۱۴۰۰", "2021-04-01"),
        ("دوشنبه ۲ فروردین ۱۴۰۰ - ۱۵:۲۸", "2021-03-22T15:28"),
        ("تاریخ انتشار: 2 فروردین 1400 ساعت 15:28", "2021-03-22T15:28"),
        ("سه‌شنبه، ۱۷ تیر ماه ۱۳۹۹", "2020-07-07"),
        ("۱ فروردين ۱۴۰۰", "2021-03-21"),
        ("۱۲ حمل ۱۴۰۰", "2021-04-01"),
        ("۳۰ اسفند ۱۳۹۹", "2021-03-20"),
        ("۱۴۰۰/۰۱/۰۲", "2021-03-22"),
        ("1400/1/2 - 15:28", "2021-03-22T15:28"),
        ("۰۲/۰۱/۱۴۰۰", "2021-03-22"),
    ],
)
def test_forms(text: str, iso: str) -> None:
    (found,) = find_dates(text, languages=["fa"])
    assert (found.iso, found.invalid, found.ambiguous) == (iso, None, False)
    assert len(dated_places(text.encode())) >= 1
    declared = parse_declared(text, languages=["fa"])
    assert declared is not None
    assert declared.iso == iso


def test_the_month_names_it_in_any_language_and_figures_in_persian_only() -> None:
    assert [found.iso for found in find_dates("1 فروردین 1400")] == ["2021-03-21"]
    assert find_dates("1400/01/02") == find_dates("۱۴۰۰/۰۱/۰۲", languages=["ar"]) == []


@pytest.mark.parametrize("text", ["۳۱ مهر ۱۴۰۰", "۳۰ اسفند ۱۴۰۰", "22 شعبان 1442", "مهر ۱۴۰۰", "۱۲ نفر ۱۴۰۰"])
def test_no_dates(text: str) -> None:
    assert find_dates(text, languages=["fa"]) == []


def test_weekdays_agree() -> None:
    (found,) = find_dates("دوشنبه ۲ فروردین ۱۴۰۰", languages=["fa"])
    assert found.weekday_agrees
    (found,) = find_dates("جمعه ۲ فروردین ۱۴۰۰", languages=["fa"])
    assert found.weekday_agrees is False


def test_days_follow_each_other() -> None:
    found = (
        gregorian(year, month, day)
        for year in range(1300, 1500)
        for month in range(1, 13)
        for day in range(1, 32)
    )
    days = [day for day in found if day is not None]
    assert (days[0], days[-1]) == (datetime.date(1921, 3, 21), datetime.date(2121, 3, 20))
    assert {after - before for before, after in itertools.pairwise(days)} == {datetime.timedelta(1)}


@pytest.mark.parametrize(
    ("solar", "day"),
    [
        ((1357, 11, 22), datetime.date(1979, 2, 11)),
        ((1375, 12, 30), datetime.date(1997, 3, 20)),
        ((1400, 1, 1), datetime.date(2021, 3, 21)),
        ((1403, 12, 30), datetime.date(2025, 3, 20)),
        ((1404, 12, 30), None),
        ((1400, 13, 1), None),
        ((1400, 0, 1), None),
    ],
)
def test_known_days(solar: tuple[int, int, int], day: datetime.date | None) -> None:
    assert gregorian(*solar) == day
