"""Dates of the solar calendar of Iran and Afghanistan (Jalali), given as the Gregorian day: ۲ فروردین ۱۴۰۰ is 22 March 2021."""

from __future__ import annotations

import datetime
import re
from functools import cache

from newsqa.data import load
from newsqa.text.date_terms import Context, Core
from newsqa.text.lazy import lazy

# Years that such pages write: 1921 to 2120.
_YEAR = r"(1[34]\d\d)(?!\d)"
_HAS_YEAR = lazy(rf"(?<!\d){_YEAR}")
# Languages of which figures alone are taken for such a date.
_LANGUAGES = frozenset({"fa", "prs", "ps"})
_YMD = lazy(rf"{_YEAR}\s?([./\-])\s?(\d{{1,2}})\s?\2\s?(\d{{1,2}})(?!\d)")
_DMY = lazy(rf"(\d{{1,2}})\s?([./\-])\s?(\d{{1,2}})\s?\2\s?{_YEAR}")
# 1 Farvardin 1400.
_NEW_YEAR, _NEW_YEARS_DAY = 1400, datetime.date(2021, 3, 21)


def counts_from_hijra(text: str, languages: tuple[str, ...]) -> bool:
    """Tell whether a text in ASCII digits may hold a solar date: a year of that calendar, in its languages or their script."""
    if ("13" not in text and "14" not in text) or (text.isascii() and not _is_persian(languages)):
        return False
    return _HAS_YEAR.search(text) is not None


def _is_persian(languages: tuple[str, ...]) -> bool:
    return any(tag.replace("_", "-").split("-")[0].lower() in _LANGUAGES for tag in languages)


def solar_date(text: str, start: int, context: Context) -> Core | None:
    """Read a solar date that begins with the figures at ``start``: with the month's name, or in figures in Persian."""
    if start and text[start - 1] in "0123456789./-:":
        return None
    if named := _named().match(text, start):
        return _core(named, int(named[3]), _months()[named[2]], int(named[1]), numeric=False)
    if not _is_persian(context.languages):
        return None
    if found := _YMD.match(text, start):
        return _core(found, int(found[1]), int(found[3]), int(found[4]), numeric=True)
    found = _DMY.match(text, start)
    return _core(found, int(found[4]), int(found[3]), int(found[1]), numeric=True) if found else None


def _core(found: re.Match[str], year: int, month: int, day: int, *, numeric: bool) -> Core | None:
    known = gregorian(year, month, day)
    if known is None:
        return None
    return Core(found.start(), found.end(), known.year, known.month, known.day, "ymd", numeric=numeric)


def gregorian(year: int, month: int, day: int) -> datetime.date | None:
    """Return the Gregorian day of a solar one, for the years 1178 to 1633; None when there is no such day.

    Six months of 31 days, five of 30, and one of 29, or of 30 in the years for which (25 y + 11) mod 33 < 8: the cycle of
    R. Pournader and M. Toossi for the astronomical calendar.
    """
    last = 31 if month <= 6 else 30 if month <= 11 or _leap_years(year + 1) > _leap_years(year) else 29
    if not (1 <= month <= 12 and 1 <= day <= last):
        return None
    years = 365 * (year - _NEW_YEAR) + _leap_years(year) - _leap_years(_NEW_YEAR)
    return _NEW_YEARS_DAY + datetime.timedelta(years + 30 * (month - 1) + min(month - 1, 6) + day - 1)


def _leap_years(year: int) -> int:
    """Count the leap years before a year."""
    return (8 * year + 21) // 33


@cache
def _months() -> dict[str, int]:
    """Return the names of the months, each with its number."""
    listed = load("date_words")["solar_months"].values()
    return {name: number for names in listed for number, name in enumerate(names, 1)}


@cache
def _named() -> re.Pattern[str]:
    names = "|".join(sorted(_months(), key=lambda name: (-len(name), name)))
    gap = r"[\s\u200c\u200e\u200f]{1,2}"
    return re.compile(
        rf"(\d{{1,2}})(?:م|ام)?{gap}({names})(?:(?:{gap})?ماه)?(?:[،,]|{gap}){{1,2}}(?:سال{gap})?{_YEAR}"
    )
