"""Faults of declared dates."""

from __future__ import annotations

import datetime as dt
import re
from random import Random

from ..cases import Case, Fault, Place, variant
from .dates import impossible, some_day, wrong_weekday
from .head import full_date, undated


def declared(case: Case, value: str) -> Fault | None:
    """Return the fault of the declared date; the text's date line is taken out where it would disagree."""
    sheet = undated(case)
    if sheet is None or not case.declared:
        return None
    url = case.columns.get("url")
    columns = case.with_text(
        sheet.text, published=value, modified=None, url=re.sub(r"\d", "", url) if url else None
    )
    return Fault(columns, (Place(0, len(value), "published"),))


@variant("DAT002", "a day that does not exist, ISO")
def iso(case: Case, rng: Random) -> Fault | None:
    month, day = rng.choice(((2, 30), (2, 31), (4, 31), (6, 31), (9, 31), (11, 31), (13, 5), (7, 32)))
    clock = rng.choice(("", "T10:15:00Z", " 09:30", "T18:05:00+02:00"))
    return declared(case, f"{rng.randrange(2005, 2025)}-{month:02}-{day:02}{clock}")


@variant("DAT002", "a day that does not exist, in words")
def in_words(case: Case, rng: Random) -> Fault | None:
    words = impossible(case.language, rng)
    return declared(case, words) if words else None


@variant("DAT002", "a time that does not exist")
def clock(case: Case, rng: Random) -> Fault | None:
    time = rng.choice(("25:10:00", "12:75:00", "26:00", "11:61"))
    return declared(case, f"{some_day(rng).isoformat()}T{time}")


@variant("DAT002", "no date at all")
def garbage(case: Case, rng: Random) -> Fault | None:
    return declared(
        case, rng.choice(("Invalid Date", "undefined", "NaN-NaN-NaN", "{{date}}", "date_published"))
    )


@variant("DAT003", "ISO without offset")
def naive(case: Case, rng: Random) -> Fault | None:
    when = dt.datetime.combine(
        some_day(rng), dt.time(rng.randrange(1, 24), rng.randrange(60), rng.randrange(1, 60))
    )
    return declared(case, when.isoformat(rng.choice("T "), rng.choice(["minutes", "seconds"])))


@variant("DAT003", "in words without zone")
def naive_words(case: Case, rng: Random) -> Fault | None:
    return declared(
        case,
        f"{full_date(case.language, some_day(rng), 'long')} {rng.randrange(24):02}:{rng.randrange(60):02}",
    )


@variant("DAT004", "years ahead")
def far(case: Case, rng: Random) -> Fault | None:
    return declared(
        case, f"{rng.randrange(2031, 2400)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}T08:00:00Z"
    )


@variant("DAT004", "days ahead of the reference time")
def soon(case: Case, rng: Random) -> Fault | None:
    day = REFERENCE_TIME + dt.timedelta(days=rng.randrange(3, 60))
    return declared(case, day.isoformat())


# What counts as now in every measurement: the same figures on any day.
REFERENCE_TIME = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)


@variant("DAT005", "a placeholder")
def placeholder(case: Case, rng: Random) -> Fault | None:
    forms = (
        "1970-01-01T00:00:00Z",
        "1970-01-01",
        "0001-01-01T00:00:00",
        "1970-01-01T00:00:00+00:00",
        "1900-01-01",
        "0001-01-01",
    )
    return declared(case, rng.choice(forms))


@variant("DAT005", "before there was a web")
def too_early(case: Case, rng: Random) -> Fault | None:
    return declared(
        case, f"{rng.randrange(1901, 1989)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}T10:00:00Z"
    )


def published(case: Case) -> dt.datetime | None:
    value = case.columns.get("published")
    try:
        return dt.datetime.fromisoformat(value) if value and len(value) > 10 else None
    except ValueError:
        return None


@variant("DAT006", "hours or days earlier")
def earlier(case: Case, rng: Random) -> Fault | None:
    moment = published(case)
    if moment is None:
        return None
    return case.declare("modified", (moment - dt.timedelta(minutes=rng.randrange(10, 6000))).isoformat())


@variant("DAT006", "earlier in another zone")
def other_zone(case: Case, rng: Random) -> Fault | None:
    moment = published(case)
    if moment is None or moment.tzinfo is None:
        return None
    zone = dt.timezone(dt.timedelta(hours=rng.choice((-8, -5, 3, 9))))
    return case.declare(
        "modified", (moment - dt.timedelta(hours=rng.randrange(2, 30))).astimezone(zone).isoformat()
    )


@variant("DAT006", "an earlier day without time")
def earlier_day(case: Case, rng: Random) -> Fault | None:
    moment = published(case)
    if moment is None:
        return None
    return case.declare("modified", (moment.date() - dt.timedelta(days=rng.randrange(3, 900))).isoformat())


@variant("DAT007", "in the metadata")
def weekday(case: Case, rng: Random) -> Fault | None:
    words = wrong_weekday(case.language, some_day(rng), rng)
    return declared(case, words) if words else None


@variant("DAT007", "in the metadata, as RFC 2822 writes it")
def mail_date(case: Case, rng: Random) -> Fault | None:
    day = some_day(rng)
    other = day + dt.timedelta(days=rng.randint(1, 6))
    return declared(case, f"{other:%a}, {day:%d %b %Y} 08:15:00 +0000")


@variant("DAT008", "another year or month in the address")
def address(case: Case, rng: Random) -> Fault | None:
    moment = published(case)
    if moment is None or not case.columns.get("url"):
        return None
    day = moment.date() + dt.timedelta(days=rng.choice((-1, 1)) * rng.randrange(5, 800))
    path = rng.choice((f"{day:%Y/%m/%d}", f"{day:%Y-%m-%d}", f"{day:%Y/%m/%d}/news"))
    fault = case.declare("url", f"https://www.example.org/{path}/story-of-the-day.html")
    return fault and Fault(fault.columns, ())
