"""Read the date that a piece of metadata declares."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from functools import lru_cache

from newsqa.text.date_find import plain_digits, scan
from newsqa.text.date_mention import DateMention, impossible_day, impossible_time
from newsqa.text.date_order import resolve
from newsqa.text.date_scan import from_day
from newsqa.text.date_terms import Context, Core
from newsqa.text.lazy import lazy

_ISO = lazy(
    r"(\d{4})-(\d{2})-(\d{2})"
    r"(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,12})?)?[ ]?(?:(Z|UTC|GMT)|([+-])(\d{2}):?(\d{2})?)?)?"
)
_BASIC = lazy(
    r"(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2})(\d{2})(\d{2})?(?:\.\d+)?(?:(Z)|([+-])(\d{2}):?(\d{2})?)?)?"
)
_FIGURES = lazy(r"(\d{1,2})[/.\-]\d{1,2}[/.\-](?:19|20)\d{2}")
_EPOCH = lazy(r"(\d{9,10})(?:\.\d+)?|(\d{12,13})")
# Epoch numbers from 1990 to 2100; shorter and longer ones are identifiers.
_EPOCH_RANGE = range(631_152_000, 4_102_444_800)


def parse_declared(
    value: str, *, languages: Sequence[str] = (), region: str | None = None
) -> DateMention | None:
    """Read the date that a piece of metadata declares.

    ISO 8601, RFC 2822, compact dates, seconds or milliseconds since 1970 in UTC, and everything ``find_dates`` finds,
    with words around it. None when there is no date in it at all ("", "None", "yesterday"); ``invalid`` says when it
    is one that cannot exist. Positions are offsets into ``value``.
    """
    return _parse_declared(value, tuple(languages), region)


@lru_cache(maxsize=1 << 14)
def _parse_declared(value: str, languages: tuple[str, ...], region: str | None) -> DateMention | None:
    left = len(value) - len(value.lstrip())
    text = value.strip()
    iso = _ISO.fullmatch(text)
    if iso is not None:
        return _from_iso(iso, left)
    if not text or len(text) > 400:
        return None
    text = plain_digits(text)
    if text.isascii() and text.replace(".", "", 1).isdigit():
        epoch = _from_epoch(text, left)
        if epoch is not None:
            return epoch
    basic = _BASIC.fullmatch(text)
    if basic is not None:
        mention = _from_iso(basic, left)
        if mention.invalid is None:
            return mention
    figures = _FIGURES.fullmatch(text)
    context = Context(languages, region, lenient=True, declared=True)
    if figures is not None and (core := from_day(text, 0, figures.end(1), 0, context)):
        return _from_figures(core, left)
    mentions = resolve(scan(text, context))
    full = [m for m in mentions if m.has_year] or mentions
    if not full:
        return None
    best = next((m for m in full if m.hour is not None and m.invalid is None), full[0])
    return best.shifted(left) if left else best


def _from_iso(found: re.Match[str], shift: int) -> DateMention:
    year, month, day = int(found[1]), int(found[2]), int(found[3])
    hour = int(found[4]) if found[4] else None
    minute = int(found[5]) if found[5] else None
    second = int(found[6]) if found[6] else None
    offset = None
    if found[7]:
        offset = 0
    elif found[8]:
        offset = int(found[9]) * 60 + int(found[10] or 0)
        offset = -offset if found[8] == "-" else offset
    invalid = impossible_day(year, month, day)
    if invalid is None and hour is not None:
        invalid = impossible_time(hour, minute or 0, second)
    return DateMention(
        start=shift,
        end=shift + found.end(),
        year=year,
        month=month,
        day=day,
        date_start=shift,
        date_end=shift + found.end(3),
        order="ymd",
        hour=hour,
        minute=minute,
        second=second,
        offset_minutes=offset,
        time_start=None if hour is None else shift + found.start(4),
        time_end=None if hour is None else shift + found.end(),
        numeric=True,
        invalid=invalid,
    )


def _from_figures(core: Core, shift: int) -> DateMention:
    return DateMention(
        start=core.start + shift,
        end=core.end + shift,
        year=core.year,
        month=core.month,
        day=core.day,
        date_start=core.start + shift,
        date_end=core.end + shift,
        order=core.order,
        numeric=core.numeric,
        ambiguous=core.ambiguous,
        invalid=impossible_day(core.year, core.month, core.day),
    )


def _from_epoch(text: str, shift: int) -> DateMention | None:
    found = _EPOCH.fullmatch(text)
    if found is None:
        return None
    seconds = int(found[1]) if found[1] else int(found[2]) // 1000
    if seconds not in _EPOCH_RANGE:
        return None
    moment = datetime.datetime.fromtimestamp(seconds, datetime.UTC)
    return DateMention(
        start=shift,
        end=shift + len(text),
        year=moment.year,
        month=moment.month,
        day=moment.day,
        date_start=shift,
        date_end=shift + len(text),
        order="ymd",
        hour=moment.hour,
        minute=moment.minute,
        second=moment.second,
        offset_minutes=0,
        time_start=shift,
        time_end=shift + len(text),
        numeric=True,
    )
