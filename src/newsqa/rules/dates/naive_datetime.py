"""DAT003 naive-datetime: the publication time has no UTC offset.

What it does
    Flags a date of publication, declared or in the text, with a clock time but neither an offset nor a time zone, and
    such a date of the last change. In text, a configured time zone settles the question: the fact carries the offset
    and nothing is flagged. A declared midnight sharp ("2021-03-22T00:00:00") is no clock time but what software adds
    to a day.

Why it matters
    15:28 in Paris and 15:28 in New York are six hours apart: order, embargoes and freshness are wrong.

Example
    ``2021-03-22T15:28``; mended, with ``timezone = "Europe/Paris"``: ``2021-03-22T15:28:00+01:00``.

Fix safety
    Safe for a declared date when a time zone is configured: the same instant, in full. Prose is never touched.

Options
    timezone: the IANA time zone in which such times were written; the suite's by default.

Nulls
    Dates without a clock time are not judged, nor articles without a date.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsqa import dating
from newsqa.facts import Dated, moment
from newsqa.rules.base import Edit, Hit, Rule
from newsqa.view import View


class Options(NamedTuple):
    """Options of naive-datetime."""

    timezone: str | None = None


def check(view: View, options: Options) -> Iterator[Hit]:
    """Yield the clock times without an offset."""
    timezone = options.timezone or view.context.timezone
    for row, found in _timed(view):
        if found.mention.offset_minutes is not None or found.mention.invalid or _is_placeholder(found):
            continue
        if found.origin == "text" and timezone:
            continue
        start, end = found.span(*_time_span(found))
        advice = (
            "; say where with --timezone or timezone in the suite"
            if not timezone
            else f"; in {timezone} it is {_in_full(found, timezone)}"
        )
        edit = _edit(found, timezone) if timezone else None
        what = "time of the last change" if found.field == "modified" else "clock time"
        yield Hit(row, f"{what} without a UTC offset{advice}", start, end, field=found.field, edit=edit)


def _timed(view: View) -> Iterator[tuple[int, Dated]]:
    """Yield the dates with a clock time that may lack an offset."""
    for row in dating.text_dated_rows(view):
        if (found := view.published(row)) and found.mention.hour is not None:
            yield row, found
    for field in ("published", "modified"):
        for row in sorted({*dating.odd_rows(view, field).tolist(), *dating.naive_rows(view, field).tolist()}):
            if (found := view.declared_date(row, field)) and found.mention.hour is not None:
                yield row, found


def _is_placeholder(found: Dated) -> bool:
    """Tell whether a declared time is midnight sharp: what software adds to a day that has no time."""
    mention = found.mention
    return found.origin == "metadata" and not (mention.hour or mention.minute or mention.second)


def _time_span(found: Dated) -> tuple[int, int]:
    mention = found.mention
    if mention.time_start is None or mention.time_end is None:
        return mention.start, mention.end
    return mention.time_start, mention.time_end


def _in_full(found: Dated, timezone: str) -> str:
    known = moment(found.mention, timezone)
    if known is None or known.offset_minutes is None:
        return found.line
    sign, minutes = ("-" if known.offset_minutes < 0 else "+"), abs(known.offset_minutes)
    return f"{known.local.isoformat()}{sign}{minutes // 60:02}:{minutes % 60:02}"


def _edit(found: Dated, timezone: str) -> Edit | None:
    return Edit(0, len(found.line), _in_full(found, timezone), "safe") if found.origin == "metadata" else None


def applies(view: View, options: Options) -> NDArray[np.bool_]:
    """Articles with a date that has a clock time."""
    timed = dating.timed(view, "published") | dating.timed(view, "modified")
    timed[[row for row, _ in _timed(view)]] = True
    return timed


RULE = Rule(
    "DAT003", "naive-datetime", "info", __name__, check, applies, "no article has a clock time", Options, "safe"
)  # fmt: skip
