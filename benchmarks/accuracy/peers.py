"""Other libraries that find dates in text, asked for the publication day of a page's text."""

from __future__ import annotations

import datetime as dt
import warnings
from collections.abc import Callable

from .truth import lines as all_lines

Finder = Callable[[str, dt.date], dt.date | None]
_EARLIEST = dt.datetime(1995, 1, 1)


def lines(text: str) -> list[str]:
    """Return the lines that may hold a day and a year: this spares the libraries nine tenths of their work."""
    return [line for line in all_lines(text) if sum(map(str.isdigit, line)) >= 3]


def dateparser_search(text: str, reference: dt.date) -> dt.date | None:
    """Ask dateparser's search: the first place with a day, a month and a year, not after the reference day."""
    from dateparser.search import search_dates

    base = dt.datetime.combine(reference, dt.time(12))
    settings = {
        "RELATIVE_BASE": base,
        "REQUIRE_PARTS": ["day", "month", "year"],
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    for line in lines(text):
        for _, moment in search_dates(line, settings=settings) or ():
            if _EARLIEST.date() <= moment.date() <= reference + dt.timedelta(days=1):
                return moment.date()
    return None


def htmldate_text(text: str, reference: dt.date) -> dt.date | None:
    """Ask htmldate's function for the text of elements, with its extensive search, on one line after the other."""
    from htmldate.extractors import try_date_expr

    latest = dt.datetime.combine(reference, dt.time(23, 59)) + dt.timedelta(days=1)
    for line in lines(text):
        found = try_date_expr(line, "%Y-%m-%d", True, _EARLIEST, latest)
        if found:
            return dt.date.fromisoformat(found)
    return None


def dateutil_fuzzy(text: str, reference: dt.date) -> dt.date | None:
    """Ask dateutil's fuzzy parser: the first line of which it reads a whole day, whatever the default is."""
    from dateutil import parser

    one, other = dt.datetime(2004, 1, 1), dt.datetime(2012, 2, 2)
    for line in lines(text):
        try:
            first = parser.parse(line, fuzzy=True, default=one).date()
            second = parser.parse(line, fuzzy=True, default=other).date()
        except (ValueError, OverflowError, TypeError):
            continue
        if first == second and _EARLIEST.date() <= first <= reference + dt.timedelta(days=1):
            return first
    return None


PEERS: dict[str, Finder] = {
    "dateparser, search_dates": dateparser_search,
    "htmldate, try_date_expr": htmldate_text,
    "dateutil, fuzzy": dateutil_fuzzy,
}


def installed(finder: Finder) -> bool:
    """Tell whether a finder's library is there: one that was not asked has found nothing wrong."""
    try:
        finder("1 May 2020", dt.date(2021, 1, 1))
    except ImportError:
        return False
    return True


def asked(finder: Finder, text: str, reference: dt.date) -> dt.date | None:
    """Ask a finder; what it raises counts as nothing found."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return finder(text, reference)
        except Exception:
            return None
