"""The day in the path of an article's address: ``/2021/03/22/``, ``/2021-03-22-title``, ``/20210322/``."""

from __future__ import annotations

import datetime
import re

from newsqa.text.lazy import lazy

_DAY = lazy(
    r"(?<=[/_\-.=])(?P<year>19[89]\d|20[0-4]\d)"
    r"(?:(?P<mark>[/_\-.])(?P<month>0?[1-9]|1[0-2])(?P=mark)(?P<day>0?[1-9]|[12]\d|3[01])(?!\d)"
    r"|(?P<month2>0[1-9]|1[0-2])(?P<day2>0[1-9]|[12]\d|3[01])(?!\d))"
)
# What every address with a day or a month has, for a search over many.
ADDRESS_PATTERN = r"[/_\-.=](?:19[89]\d|20[0-4]\d)[/_\-.]?[01]\d"
_MONTH = lazy(r"/(19[89]\d|20[0-4]\d)/(0[1-9]|1[0-2])/")


def address_day(url: str | None) -> datetime.date | None:
    """Return the day in the path of an address; None when it has none, or several."""
    if url is None:
        return None
    days = {day for found in _DAY.finditer(_path(url)) if (day := _day(found)) is not None}
    return days.pop() if len(days) == 1 else None


def address_month(url: str | None) -> tuple[int, int] | None:
    """Return the year and the month in the path of an address that names no day; None when there are none."""
    path = _path(url) if url else ""
    found = None if _DAY.search(path) else _MONTH.search(path)
    return (int(found[1]), int(found[2])) if found else None


def _path(url: str) -> str:
    """Return the path: what stands behind ``?`` and ``#`` tells of searches and sections."""
    start = url.find("://")
    slash = url.find("/", start + 3 if start >= 0 else 0)
    return "" if slash < 0 else url[slash:].partition("?")[0].partition("#")[0]


def _day(found: re.Match[str]) -> datetime.date | None:
    month, day = found["month"] or found["month2"], found["day"] or found["day2"]
    try:
        return datetime.date(int(found["year"]), int(month), int(day))
    except ValueError:
        return None
