"""DAT005 implausible-date: a date before the earliest plausible day, or one that software puts where none is known.

What it does
    Compares the date of publication, declared or in the text, and the declared date of the last change with the
    earliest plausible day and with the days that stand for "no date": the first of 1970, 1900 and the year 1.

Why it matters
    A placeholder looks like a date to every program: it sorts first, it passes every check of the type, and it makes an
    article of today fifty years old.

Example
    ``1970-01-01T00:00:00Z``; mended: the real date, or none.

Fix safety
    No fix: the right date is not known.

Options
    earliest: the first day that is plausible, as year-month-day ("1990-01-01"). placeholders: days that stand for "not
    known", as year-month-day; where the instant 1970-01-01T00:00Z is meant, the last hours of 1969 count, too.

Nulls
    Without a date there is none to judge: see DAT001 missing-date.
"""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsqa import dating
from newsqa.facts import Dated
from newsqa.rules.base import Hit, Rule
from newsqa.view import View

_EPOCH = dt.date(1970, 1, 1)


class Options(NamedTuple):
    """Options of implausible-date."""

    earliest: dt.date = dt.date(1990, 1, 1)
    placeholders: tuple[dt.date, ...] = (
        dt.date(1, 1, 1), dt.date(1753, 1, 1), dt.date(1899, 12, 30), dt.date(1899, 12, 31), dt.date(1900, 1, 1),
        dt.date(1904, 1, 1), dt.date(1970, 1, 1), dt.date(1980, 1, 1), dt.date(9999, 12, 31),
    )  # fmt: skip


def check(view: View, options: Options) -> Iterator[Hit]:
    """Yield the dates that are too early, or placeholders."""
    suspect = [_number(day) for day in options.placeholders]
    for field in ("published", "modified"):
        days = dating.plain_days(view, field)
        early = (days > 0) & ((days < _number(options.earliest)) | np.isin(days, suspect))
        rows = {*np.flatnonzero(early).tolist(), *dating.odd_rows(view, field).tolist()}
        if field == "published":
            rows.update(dating.text_dated_rows(view))
        for row in sorted(rows):
            found = view.published(row) if field == "published" else view.modified(row)
            if found is not None and (hit := _hit(row, found, options)):
                yield hit


def _number(day: dt.date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day


def _hit(row: int, found: Dated, options: Options) -> Hit | None:
    day = found.mention.date
    if day is None:
        return None
    # West of Greenwich the first second of 1970 is written as a day of 1969.
    placeholder = _EPOCH if found.mention.hour is not None and day == dt.date(1969, 12, 31) else day
    start, end = found.span(found.mention.start, found.mention.end)
    if placeholder in options.placeholders:
        return Hit(row, f"{day} is what software writes for no date", start, end, field=found.field)
    if day < options.earliest:
        message = f"dated {day}, before {options.earliest}, the earliest plausible day"
        return Hit(
            row,
            message,
            start,
            end,
            field=found.field,
            value=float(day.year),
            threshold=float(options.earliest.year),
        )
    return None


def applies(view: View, options: Options) -> NDArray[np.bool_]:
    """Articles with a date of publication or of the last change."""
    return dating.published(view) | dating.declared(view, "modified")


RULE = Rule(
    "DAT005", "implausible-date", "warning", __name__, check, applies, "no article has a date", Options
)  # fmt: skip
