"""DAT008 conflicting-dates: the publication dates of an article disagree.

What it does
    Compares the declared publication date with the other dates of publication that a page or an item declares (JSON-LD,
    microdata, ``<meta>``, a ``<time>`` at the title that is named so), with the day in the path of the address
    (``/2021/03/22/``, ``/2021-03-22-…``, ``/20210322/``; the month where the path has no day) and with the date that the
    text calls its publication date: behind
    a word such as "Published", in a dateline, or alone on a line at the head that tells no other day. The day of a
    change, the day of an event, a weekday and a day without a time on a line of their own (as pages show the day of the
    visit), and a date that nothing calls the article's own are no contradiction, nor is one of which day and month could
    change places.

Why it matters
    One of them is wrong, and which one is used depends on the program that reads the article.

Example
    The address ``…/2021/03/22/title`` and the declared date ``2020-03-22``; mended: one date in both.

Fix safety
    No fix: which one is right is not known.

Options
    tolerance: how far a moment may lie outside the other date's day or month ("36h"); time zones and work at night
    account for a day.

Nulls
    Judged only where two of them are there. A declared date that cannot be read counts as not declared.
"""

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsqa import dating, items
from newsqa.facts import Dated, declared_mention, moment
from newsqa.rules.base import Hit, Rule
from newsqa.text.address_date import address_day, address_month
from newsqa.text.date_mention import DateMention
from newsqa.view import View

_DAY = dt.timedelta(days=1)
# The names of dates of publication: "datePublished", "article:published_time", "parsely-pub-date", "date.issue".
_OF_PUBLICATION = re.compile(r"publi[sc]|pub[-_]?date|issue", re.IGNORECASE)


class Options(NamedTuple):
    """Options of conflicting-dates."""

    tolerance: dt.timedelta = dt.timedelta(hours=36)


class _Span(NamedTuple):
    """A stretch of local time that a date means, its end exclusive."""

    start: dt.datetime
    end: dt.datetime
    words: str

    def distance(self, other: "_Span") -> dt.timedelta:
        """Return how far apart the two are; none when they overlap."""
        return max(self.start - other.end, other.start - self.end, dt.timedelta(0))


def check(view: View, options: Options) -> Iterator[Hit]:
    """Yield the articles whose dates disagree."""
    addressed, labelled = set(dating.addressed_rows(view)), set(dating.labelled_rows(view))
    several = applies(view, options)
    if options.tolerance >= _DAY:  # moments of one day are no contradiction
        several &= ~(dating.agreeing(view, several) & ~view.rows_where({*addressed, *_others(view)}))
    for row in np.flatnonzero(several).tolist():
        declared = view.declared_date(row, "published")
        told = view.told_date(row) if row in labelled else None
        address = _in_address(view.declared("url")[row]) if row in addressed else None
        if hit := _other_conflict(declared, _others(view).get(row, []), options.tolerance, row):
            yield hit
            continue
        if hit := _conflict(view, row, declared, told, address, options.tolerance):
            yield hit


def _conflict(
    view: View,
    row: int,
    declared: Dated | None,
    told: Dated | None,
    address: _Span | None,
    tolerance: dt.timedelta,
) -> Hit | None:
    known = _span(declared.mention) if declared else None
    said = _span(told.mention) if told and told.sure else None
    for found, span, other, where in (
        (declared, known, address, "in its address"),
        (told, said, known, "declared"),
        (told, said, address, "in its address"),
    ):
        if found is None or span is None or other is None:
            continue
        apart = span.distance(other)
        if apart > tolerance:
            start, end = found.span(found.mention.start, found.mention.end)
            return Hit(
                row, f"dated {span.words}, but {other.words} {where}", start, end, field=found.field,
                value=apart.total_seconds() / 3600, threshold=tolerance.total_seconds() / 3600,
            )  # fmt: skip
    return None


def _others(view: View) -> dict[int, list[tuple[str, DateMention]]]:
    """Return, by article, the other dates of publication that its page or item declares, each with its name."""
    found: dict[int, list[tuple[str, DateMention]]] = view.memo("other dates", lambda: _other_dates(view))
    return found


def _other_dates(view: View) -> dict[int, list[tuple[str, DateMention]]]:
    found: dict[int, list[tuple[str, DateMention]]] = {}
    for row in np.flatnonzero(view.has("published") & items.saying(view, "dates")).tolist():
        known = {view.declared("published")[row]}
        for name, value in items.named(view, row, "dates"):
            if value in known or not _OF_PUBLICATION.search(name):
                continue
            known.add(value)
            if mention := declared_mention(view, row, value):
                found.setdefault(row, []).append((name, mention))
    return found


def _other_conflict(
    declared: Dated | None, others: list[tuple[str, DateMention]], tolerance: dt.timedelta, row: int
) -> Hit | None:
    known = _span(declared.mention) if declared else None
    for name, mention in others:
        other = _span(mention)
        if declared is None or known is None or other is None:
            continue
        apart = known.distance(other)
        if apart > tolerance:
            start, end = declared.span(declared.mention.start, declared.mention.end)
            return Hit(
                row, f"dated {known.words}, but {other.words} in its {name}", start, end, field=declared.field,
                value=apart.total_seconds() / 3600, threshold=tolerance.total_seconds() / 3600,
            )  # fmt: skip
    return None


def _span(mention: DateMention) -> _Span | None:
    known = moment(mention, None)
    if known is None or mention.ambiguous:
        return None
    length = _DAY if known.precision == "day" else dt.timedelta(0)
    try:
        return _Span(known.local, known.local + length, f"{known.local:%Y-%m-%d}")
    except OverflowError:
        return None


def _in_address(url: str | None) -> _Span | None:
    if day := address_day(url):
        start = dt.datetime.combine(day, dt.time())
        return _Span(start, start + _DAY, day.isoformat())
    if found := address_month(url):
        start = dt.datetime(*found, 1)
        return _Span(start, start + dt.timedelta(days=calendar.monthrange(*found)[1]), f"{start:%Y-%m}")
    return None


def applies(view: View, options: Options) -> NDArray[np.bool_]:
    """Articles with two of: a declared publication date, another one declared, one in the text, a date in the address."""
    sources = dating.declared(view, "published").astype(np.int8)
    sources += view.rows_where(dating.addressed_rows(view))
    sources += view.rows_where(dating.labelled_rows(view))
    sources += view.rows_where(_others(view))
    several: NDArray[np.bool_] = sources > 1
    return several


RULE = Rule(
    "DAT008", "conflicting-dates", "warning", __name__, check, applies,
    "no article has dates in two places: declared, in its text, in its address", Options,
)  # fmt: skip
