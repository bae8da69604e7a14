"""Dates: calendar and time zones are the truth, CLDR's patterns the way to write them."""

from __future__ import annotations

import calendar
import datetime as dt
import re

import pytest
from babel import Locale
from babel.dates import format_date, get_day_names
from hypothesis import assume, given
from hypothesis import strategies as st

from checking import NOW, fixed, found_in, span, suite_of
from made_up import CODES, clean, joined

LOCALES = [
    *CODES,
    "nl",
    "pl",
    "sv",
    "tr",
    "uk",
    "cs",
    "el",
    "fi",
    "hu",
    "ko",
    "ro",
    "he",
    "fa",
    "hi",
    "id",
    "vi",
]
MONTHS_OF_30 = (4, 6, 9, 11)


def days() -> st.SearchStrategy[dt.date]:
    return st.dates(dt.date(1990, 1, 1), dt.date(2025, 12, 31))


def sentence(locale: str, day: dt.date) -> str:
    return format_date(day, "full", locale=locale)


def with_weekday(locale: str, day: dt.date, weekday: int) -> str:
    """Write a date in full, with another weekday in the place of its own."""
    names = get_day_names("wide", "format", locale)
    text = sentence(locale, day)
    own = names[day.weekday()]
    assume(text.count(own) == 1 or text.startswith(own))
    return text.replace(own, names[weekday], 1)


@pytest.mark.parametrize("locale", LOCALES)
@given(day=days())
def test_right_weekday(locale: str, day: dt.date) -> None:
    article = {"text": f"{sentence(locale, day)}\n", "language": locale}
    assert found_in(article, "DAT007") == []


@pytest.mark.parametrize("locale", LOCALES)
@given(day=days(), shift=st.integers(1, 6))
def test_wrong_weekday(locale: str, day: dt.date, shift: int) -> None:
    wrong = (day.weekday() + shift) % 7
    text = with_weekday(locale, day, wrong)
    assert len(found_in({"text": f"{text}\n", "language": locale}, "DAT007")) == 1


@pytest.mark.parametrize("language", [code for code in CODES if code != "ja"])
@given(day=days(), shift=st.integers(1, 6))
def test_wrong_weekday_is_marked(language: str, day: dt.date, shift: int) -> None:
    """In a clean article, without a word on its language, as a last line: the weekday alone is marked."""
    wrong = (day.weekday() + shift) % 7
    text = with_weekday(language, day, wrong)
    before = joined(clean(language).blocks, end="\n\n")
    name = get_day_names("wide", "format", language)[wrong]
    start = len(before) + text.index(name)
    assert found_in(before + text, "DAT007") == [f"{span(before + text, start, start + len(name))} DAT007"]
    assert found_in(before + sentence(language, day), "DAT007") == []


def impossible() -> st.SearchStrategy[tuple[int, int, int]]:
    """Years, months and days that the calendar has not."""
    years = st.integers(1990, 2025)
    short = st.tuples(years, st.sampled_from(MONTHS_OF_30), st.just(31))
    february = st.tuples(years, st.just(2), st.sampled_from([30, 31]))
    leap = st.tuples(years.filter(lambda year: not calendar.isleap(year)), st.just(2), st.just(29))
    return st.one_of(short, february, leap)


@given(impossible())
def test_impossible_declared_day(parts: tuple[int, int, int]) -> None:
    value = "{:04}-{:02}-{:02}".format(*parts)
    assert found_in({"text": None, "published": value}, "DAT002") == ["published:1-10 DAT002"]
    assert found_in({"text": None, "published": f"{value}T10:00:00Z"}, "DAT002") == ["published:1-10 DAT002"]


@pytest.mark.parametrize("language", CODES)
@given(parts=impossible())
def test_impossible_day_in_text(language: str, parts: tuple[int, int, int]) -> None:
    year, month, day = parts
    # The day is put in after the month has been written out: 28 is a day that every month has.
    pattern = Locale.parse(language).date_formats["long"].pattern
    written = format_date(dt.date(year, month, 28), "long", locale=language).replace("28", str(day), 1)
    assert "d" in pattern
    title, head, *body = clean(language).blocks
    byline = head.split("\n")[0]
    article = {"text": joined([title, f"{byline}\n{written}", *body]), "language": language}
    start = article["text"].index(written)
    end = start + len(re.sub(r"\sг\.$", "", written))
    assert found_in(article, "DAT002") == [f"{span(article['text'], start, end)} DAT002"]
    assert found_in(article, "DAT001") == []


@given(st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2025, 12, 31)), st.integers(-14 * 4, 14 * 4))
def test_declared_moments_that_exist(moment: dt.datetime, quarters: int) -> None:
    zone = dt.timezone(dt.timedelta(minutes=15 * quarters))
    value = moment.replace(microsecond=0, tzinfo=zone).isoformat()
    assert found_in({"text": None, "published": value}, "DAT001", "DAT002", "DAT003", "DAT004") == []
    assume(value[11:19] != "00:00:00")  # what software adds to a day
    (naive,) = found_in({"text": None, "published": value[:19]}, "DAT003")
    assert naive == "published:12-19 DAT003"


@given(st.integers(-7200, 7200), st.integers(0, 3600), st.integers(-12, 14))
def test_future_begins_behind_the_tolerance(seconds: int, tolerance: int, hours: int) -> None:
    zone = dt.timezone(dt.timedelta(hours=hours))
    published = (NOW + dt.timedelta(seconds=seconds)).astimezone(zone).isoformat()
    found = found_in({"text": None, "published": published}, "DAT004", tolerance=f"{tolerance}s")
    assert bool(found) == (seconds > tolerance)


@given(st.integers(-7200, 7200), st.integers(0, 3600), st.integers(-12, 14))
def test_modified_before_published_begins_behind_the_tolerance(
    seconds: int, tolerance: int, hours: int
) -> None:
    zone = dt.timezone(dt.timedelta(hours=hours))
    modified = (NOW - dt.timedelta(seconds=seconds)).astimezone(zone).isoformat()
    article = {"text": None, "published": NOW.isoformat(), "modified": modified}
    found = found_in(article, "DAT006", tolerance=f"{tolerance}s")
    assert bool(found) == (seconds > tolerance)


@given(days(), st.integers(-400, 400))
def test_conflict_begins_behind_the_tolerance(day: dt.date, shift: int) -> None:
    """The address and the declared day: two days apart is more than 36 hours, one is less."""
    url = f"https://courier.example/{day:%Y/%m/%d}/night-bus"
    other = day + dt.timedelta(days=shift)
    found = found_in({"text": None, "published": other.isoformat(), "url": url}, "DAT008")
    assert found == (["published:1-10 DAT008"] if abs(shift) > 2 else [])


@given(st.dates(dt.date(1, 1, 1), dt.date(2025, 12, 31)), st.dates(dt.date(1980, 1, 2), dt.date(2000, 1, 1)))
def test_implausible_begins_before_the_earliest_day(day: dt.date, earliest: dt.date) -> None:
    article = {"text": None, "published": f"{day.isoformat()}T10:00:00Z"}
    found = found_in(article, "DAT005", earliest=earliest.isoformat())
    assert bool(found) == (day < earliest)


@pytest.mark.parametrize(("line", "unit"), [("{n} hours ago", "hours"), ("{n} days ago", "days")])
@given(count=st.integers(1, 300), moment=st.datetimes(dt.datetime(2000, 1, 1), dt.datetime(2025, 12, 31)))
def test_relative_dates_become_absolute_ones(line: str, unit: str, count: int, moment: dt.datetime) -> None:
    """Fixed, the article has the date that was meant, and no date rule has anything left to say."""
    fetched = moment.replace(tzinfo=dt.UTC, microsecond=0)
    title, head, *body = clean("en").blocks
    said = line.format(n=count)
    article = {
        "text": joined([title, f"{head.split(chr(10))[0]}\n{said}", *body]),
        "language": "en",
        "published": None,
        "fetched": fetched,
    }
    assert found_in(article, "DAT001", "DAT010") == ["published:1-0 DAT010"]
    after = fixed(article, suite_of("DAT010"), unsafe=True).article
    meant = fetched - dt.timedelta(**{unit: count})
    assert after["published"][:10] == meant.date().isoformat()
    assert after["text"] == article["text"]
    assert found_in(after, "DAT001", "DAT002", "DAT003", "DAT004", "DAT005", "DAT010") == []
