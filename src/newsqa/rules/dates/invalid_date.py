"""DAT002 invalid-date: the publication date cannot exist.

What it does
    Checks the declared dates and the publication date in the text against the calendar and the clock: no 31 April, no
    29 February outside leap years, no hour 25; and, with a time zone configured, no clock time that was skipped when
    the clocks went forward. A declared value in which no date can be read ("Invalid Date", "{{date}}") is flagged as
    well; one that says that there is none ("N/A", "n.d.") counts as not declared.

Why it matters
    Parsers round such dates silently, each in its own way, or drop the row.

Example
    ``publié le 31 avril 2021``; mended: ``publié le 30 avril 2021``.

Fix safety
    No fix: which part is wrong is not known.

Options
    timezone: the IANA time zone for clock times without an offset; the suite's by default.

Nulls
    Without a date there is none to judge: see DAT001 missing-date.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsqa import dating
from newsqa.facts import Dated, in_dst_gap
from newsqa.rules.base import Hit, Rule
from newsqa.view import View


class Options(NamedTuple):
    """Options of invalid-date."""

    timezone: str | None = None


def check(view: View, options: Options) -> Iterator[Hit]:
    """Yield the dates that cannot exist."""
    timezone = options.timezone or view.context.timezone
    for row, found in _dates(view, timezone):
        if reason := _impossible(found, timezone):
            start, end = found.span(*_wrong_part(found))
            yield Hit(row, f"this date cannot exist: {reason}", start, end, field=found.field)
    for field in ("published", "modified"):
        for row in dating.unreadable(view, field):
            value = view.declared(field)[row]
            yield Hit(row, f"'{field}' is not a date that can be read", 0, len(value), field=field)


def _dates(view: View, timezone: str | None) -> Iterator[tuple[int, Dated]]:
    """Yield the dates that may be impossible: those in texts, and declared ones that are not plain."""
    for row in dating.text_dated_rows(view):
        if found := view.published(row):
            yield row, found
    for field in ("published", "modified"):
        rows = dating.odd_rows(view, field)
        if timezone:  # the clocks may have skipped a plain time
            rows = np.union1d(rows, dating.naive_rows(view, field))
        for row in rows.tolist():
            if found := view.declared_date(row, field):
                yield row, found


def _impossible(found: Dated, timezone: str | None) -> str | None:
    if found.mention.invalid:
        return found.mention.invalid
    if in_dst_gap(found.mention, timezone):
        return f"the clocks of {timezone} skipped this time"
    return None


def _wrong_part(found: Dated) -> tuple[int, int]:
    """Return where the date stands when there is no such day, else where the clock time does."""
    mention = found.mention
    if mention.date is None or mention.time_start is None or mention.time_end is None:
        return mention.date_start, mention.date_end
    return mention.time_start, mention.time_end


def applies(view: View, options: Options) -> NDArray[np.bool_]:
    """Articles with a date, declared or in the text."""
    return dating.published(view) | view.has("published") | view.has("modified")


RULE = Rule(
    "DAT002", "invalid-date", "error", __name__, check, applies, "no article has a date", Options
)  # fmt: skip
