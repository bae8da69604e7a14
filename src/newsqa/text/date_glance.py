"""Dates that can be read at a glance: a day, the name of its month and a year in a row, and plain ones in figures.

Most dates of news are of these forms. What cannot be read so is left to ``date_find``, which reads the same and more.
"""

from __future__ import annotations

from functools import lru_cache

from newsqa.text.date_find import find_dates
from newsqa.text.lazy import lazy

_YEAR = rb"((?:19|20)\d\d)(?![\d/])"
_NAME_BETWEEN = lazy(rb"(\d{1,2})([^\d\n]{3,60})" + _YEAR)
_NAME_BEFORE = lazy(rb"(\d{1,2}),? " + _YEAR)
_ISO = lazy(rb"((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)")
_SIGNS = lazy("((?:19|20)[0-9]{2})年([0-9]{1,2})月([0-9]{1,2})日".encode())
# The longest name before a day that is looked up, with the space behind it.
_NAME_BYTES = 24
# What may stand before a date: behind other signs its first figures may belong to something else.
_BEFORE = frozenset(b" \t\n(")
_LAST_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# Their writers count years and months by another calendar as well.
_OTHER_CALENDARS = frozenset({"am", "ti", "fa", "ps", "ckb"})


def glance(data: bytes, start: int, language: str | None) -> tuple[int, int]:
    """Read the date in UTF-8 whose figures begin at ``start``: its day as a number (20210322), and its end in ``data``.

    ``language`` is a base subtag, or None. A day 0 asks for a closer look, as 29 February does.
    """
    if language in _OTHER_CALENDARS:
        return 0, start
    if found := _SIGNS.match(data, start):
        year, month, day = found.groups()
        return _number(int(year), int(month), int(day)), found.end()
    if start and data[start - 1] not in _BEFORE:
        return 0, start
    if found := _NAME_BETWEEN.match(data, start):
        day, between, year = found.groups()
        return _number(int(year), _month(b"15" + between + b"2021", language), int(day)), found.end()
    if found := _NAME_BEFORE.match(data, start):
        day, year = found.groups()
        name = data[max(0, start - _NAME_BYTES) : start].rpartition(b"\n")[2].rstrip(b" ").rpartition(b" ")[2]
        return _number(int(year), _month(name + b" 15, 2021", language), int(day)), found.end()
    if found := _ISO.match(data, start):
        year, month, day = found.groups()
        return _number(int(year), int(month), int(day)), found.end()
    return 0, start


def _number(year: int, month: int, day: int) -> int:
    possible = 1 <= month <= 12 and 1 <= day <= _LAST_DAYS[month - 1]
    return year * 10_000 + month * 100 + day if possible else 0


@lru_cache(maxsize=1 << 12)
def _month(written: bytes, language: str | None) -> int:
    """Return the month of a date in 2021 on a day 15; 0 when there is more to it than day, month and year."""
    text = written.decode("utf-8", "replace")
    mentions = find_dates(text, languages=(language,) if language else ())
    if len(mentions) != 1:
        return 0
    only = mentions[0]
    plain = (only.start, only.end, only.day, only.year) == (0, len(text), 15, 2021)
    return only.month if plain and not (only.numeric or only.is_range) else 0
