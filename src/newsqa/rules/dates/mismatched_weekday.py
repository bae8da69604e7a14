"""DAT007 mismatched-weekday: the weekday named is not that date's weekday.

What it does
    Finds dates with a weekday and a year anywhere in the text, in every language whose names CLDR knows, and checks
    the weekday against the calendar; declared dates likewise.

Why it matters
    One of the two is wrong, and with it often the publication date.

Example
    ``mardi 22 mars 2021``: 22 March 2021 was a Monday. Mended: ``lundi 22 mars 2021``.

Fix safety
    No fix: which half is wrong is not known.

Nulls
    Dates without a weekday or without a year are not judged; a text without such dates is free of the flaw.
"""

import datetime as dt
from collections.abc import Iterator

import numpy as np

from newsqa import dating
from newsqa.facts import declared_region
from newsqa.rules.base import Hit, NoOptions, Rule
from newsqa.text import dates
from newsqa.view import View

_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def check(view: View, options: NoOptions) -> Iterator[Hit]:
    """Yield the weekdays that are not those of their dates."""
    seen: set[int] = set()
    for start, end, row, language in _windows(view):
        text = view.raw[start:end].decode()
        for mention in dates.find_dates(
            text, languages=(language,) if language else (), region=declared_region(view, row)
        ):
            if not _mismatched(mention) or (at := view.at(start, text, mention.start)) in seen:
                continue
            seen.add(at)
            low, high = _weekday_span(mention)
            yield Hit(row, _message(mention), view.at(start, text, low), view.at(start, text, high))
    for field in ("published", "modified"):
        for row in dating.odd_rows(view, field).tolist():
            found = view.declared_date(row, field)
            if found is not None and _mismatched(found.mention):
                yield Hit(row, _message(found.mention), *_weekday_span(found.mention), field=field)


def _windows(view: View) -> Iterator[tuple[int, int, int, str | None]]:
    """Yield the stretches that may hold a date with another weekday: start, end, article, and its language."""
    places = view.dated_places[:, 0]
    spans = dates.weekday_windows(view.raw, view.dated_places, view.lines)
    rows = view.rows_of(spans[:, 0])
    by_language: dict[str | None, list[int]] = {}
    for row in sorted(set(rows.tolist())):
        by_language.setdefault(view.language(row), []).append(row)
    for language, members in by_language.items():
        own = np.flatnonzero(view.rows_where(members)[rows])
        found = dates.with_weekday(view.raw, spans[own], view.dated_places, language)
        for index, names in zip(own[list(found)].tolist(), found.values(), strict=True):
            start, end = spans[index].tolist()
            within = places[places.searchsorted(start) : places.searchsorted(end)].tolist()
            if not dates.weekdays_agree(view.raw, within, names, language):
                yield start, end, int(rows[index]), language


def _mismatched(mention: dates.DateMention) -> bool:
    if mention.weekday is None or not mention.has_year or mention.date is None or mention.ambiguous:
        return False
    return mention.date.weekday() != mention.weekday


def _weekday_span(mention: dates.DateMention) -> tuple[int, int]:
    if mention.weekday_start is None or mention.weekday_end is None:
        return mention.start, mention.end
    return mention.weekday_start, mention.weekday_end


def _message(mention: dates.DateMention) -> str:
    day = mention.date or dt.date.min
    return (
        f"{day.day} {day:%B} {day.year} was a {_NAMES[day.weekday()]}, not a {_NAMES[mention.weekday or 0]}"
    )


RULE = Rule("DAT007", "mismatched-weekday", "warning", __name__, check)
