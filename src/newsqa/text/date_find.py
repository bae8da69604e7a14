"""Find the calendar dates of a text, each with the weekday and the clock time beside it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from newsqa.text.date_clock import Clock, clock_after, clock_before, zone_before
from newsqa.text.date_gate import has_date
from newsqa.text.date_mention import DateMention, Order, impossible_day, impossible_time
from newsqa.text.date_names import table, weekdays_possible
from newsqa.text.date_order import resolve
from newsqa.text.date_scan import from_day, from_year
from newsqa.text.date_solar import counts_from_hijra, solar_date
from newsqa.text.date_terms import (
    SHORT_TEXT,
    Context,
    Core,
    Weekday,
    counts_from_buddha,
    name_after,
    name_before,
)
from newsqa.text.lazy import lazy

_RUN = lazy(r"[0-9]+")
_NATIVE = lazy(r"[^\D0-9]|[\uff0e\uff0f\uff0d\uff1a]")


class _Digits(dict[int, int]):
    """A translation table that turns digits of any script into ASCII digits, and wide marks into ASCII ones."""

    def __missing__(self, code: int) -> int:
        char = chr(code)
        result = ord("0") + int(char) if char.isdecimal() else code
        self[code] = result
        return result


_DIGITS = _Digits({0xFF0E: ord("."), 0xFF0F: ord("/"), 0xFF0D: ord("-"), 0xFF1A: ord(":")})


def plain_digits(text: str) -> str:
    """Return the text with all decimal digits as ASCII digits; every character keeps its place."""
    if text.isascii() or _NATIVE.search(text) is None:
        return text
    return text.translate(_DIGITS)


def find_dates(text: str, *, languages: Sequence[str] = (), region: str | None = None) -> list[DateMention]:
    """Find the absolute calendar dates of a text, in order and without overlap.

    ``text`` is a line or a paragraph. ``languages`` are BCP 47 tags, likeliest first; without them names of common
    languages are recognised. ``region`` is an ISO 3166 code, which decides ``03/04/2021`` in English. A date needs
    a day: "March 2021" is none. A date that cannot exist is found too and says so in ``invalid``.
    """
    if not has_date(text):
        return []
    mentions = scan(plain_digits(text), Context(tuple(languages), region, len(text) <= SHORT_TEXT))
    return resolve(mentions)


def scan(text: str, context: Context) -> list[DateMention]:
    """Find the dates of a text in ASCII digits; ambiguous ones stay so unless a weekday decides them."""
    if counts_from_buddha(text, context.languages):
        context = context._replace(buddhist=True)
    solar = counts_from_hijra(text, context.languages)
    mentions: list[DateMention] = []
    pos = floor = 0
    search = _RUN.search
    while (run := search(text, pos)) is not None:
        start, end = run.span()
        size = end - start
        core = solar_date(text, start, context) if solar else None
        if core is not None:
            end = core.end
        elif size <= 2:
            core = from_day(text, start, end, floor, context)
        elif size == 4:
            core = from_year(text, start, end, floor, context)
        if core is None or _is_ethiopian(text, core, context):
            pos = end
            continue
        mention = _complete(text, core, floor, context)
        mentions.append(mention)
        pos = floor = max(mention.end, end)
    return mentions


# "Year of grace", "in the Ge'ez reckoning".
_ETHIOPIAN_ERA = lazy(r"\s?(?:ዓ\s?[./]?\s?ም|(?:ኣቆጻጽራ\s)?ግእዝ)")


def _is_ethiopian(text: str, core: Core, context: Context) -> bool:
    """Tell whether a date counts by the Ethiopian calendar, seven years behind: by its era, or its month's name.

    Tigrinya calls the months of both calendars alike; Amharic has other names for ours.
    """
    language = context.languages[0] if context.languages else ""
    if language == "am" and not core.sure:
        return not core.numeric
    return language in ("am", "ti") and _ETHIOPIAN_ERA.match(text, core.end) is not None


def _complete(text: str, core: Core, floor: int, context: Context) -> DateMention:
    """Add weekday and time to a date."""
    start, end = core.start, core.end
    weekday = core.weekday or _weekday_before(text, start, floor, context, core.is_range)
    clock: Clock | None = None
    after = None
    if weekday is None and not core.is_range:
        after = _weekday_after(text, end, context, core)
        weekday = after
    if after is not None:
        end = max(end, after[1])
        end += text[end : end + 1] in (")", "）")
    if weekday is not None:
        start = min(start, weekday[0])
    clock = clock_after(text, end)
    if clock is not None:
        end = clock.end
    else:
        clock = clock_before(text, start, floor)
        if clock is not None:
            start = clock.start
    if clock is not None and clock.offset_minutes is None and clock.zone is None:
        zone, start = zone_before(text, start)
        clock = clock._replace(zone=zone)
    possible = (
        weekdays_possible(text[weekday[0] : weekday[1]], context.languages) if weekday else frozenset[int]()
    )
    core, day = _decide(core, weekday, possible)
    invalid = impossible_day(core.year, core.month, core.day)
    mention = DateMention(
        start=start,
        end=end,
        year=core.year,
        month=core.month,
        day=core.day,
        date_start=core.start,
        date_end=core.end,
        order=core.order,
        numeric=core.numeric,
        ambiguous=core.ambiguous,
        is_range=core.is_range,
        invalid=invalid,
        weekday=day,
        weekday_start=weekday[0] if weekday and day is not None else None,
        weekday_end=weekday[1] if weekday and day is not None else None,
    )
    return mention if clock is None else _with_clock(mention, clock)


def _with_clock(mention: DateMention, clock: Clock) -> DateMention:
    wrong = impossible_time(clock.hour, clock.minute, clock.second)
    timed = _timed(mention, clock, wrong)
    if clock.zone is None or timed.invalid is not None:
        return timed
    return timed._replace(offset_minutes=_offset_in(clock.zone, timed.local if timed.has_year else None))


def _offset_in(zone: str, local: datetime.datetime | None) -> int | None:
    """Return the minutes between a zone's local time and UTC; None in the hour that the clocks repeat or skip."""
    if zone == "UTC":
        return 0
    import zoneinfo

    try:
        zone_info = zoneinfo.ZoneInfo(zone)
    except (zoneinfo.ZoneInfoNotFoundError, OSError):
        return None  # the machine has no table of time zones
    if local is None:
        return None
    offsets = {local.replace(tzinfo=zone_info, fold=fold).utcoffset() for fold in (0, 1)}
    offset = offsets.pop() if len(offsets) == 1 else None
    return None if offset is None else round(offset.total_seconds() / 60)


def _timed(mention: DateMention, clock: Clock, wrong: str | None) -> DateMention:
    return mention._replace(
        hour=clock.hour,
        minute=clock.minute,
        second=clock.second,
        offset_minutes=clock.offset_minutes,
        time_start=clock.start,
        time_end=clock.end,
        invalid=mention.invalid or wrong,
    )


def _decide(core: Core, weekday: Weekday | None, possible: frozenset[int]) -> tuple[Core, int | None]:
    """Choose the reading that the weekday agrees with: of an ambiguous date, and of an ambiguous weekday.

    ``possible`` are all days that the weekday's name may mean, those of likelier languages among them.
    """
    if weekday is None:
        return core, None
    options = weekday[2]

    def day_of(month: int, day: int) -> int | None:
        try:
            return None if core.year is None else datetime.date(core.year, month, day).weekday()
        except ValueError:
            return None

    true = day_of(core.month, core.day)
    if core.ambiguous:
        other = day_of(core.day, core.month)
        if (true in options) != (other in options):
            if other in options:
                order: Order = "mdy" if core.order == "dmy" else "dmy"
                core = core._replace(month=core.day, day=core.month, order=order)
                true = other
            core = core._replace(ambiguous=False)
    if true in options:
        return core, true
    if true is not None and true in possible:
        return core, true  # in a language that was not asked for
    return core, options[0] if len(options) == 1 else None


def _true_weekday(core: Core) -> tuple[int, ...]:
    """Return the weekdays of the date's possible readings; none when it has no year or cannot exist."""
    found = []
    for month, day in ((core.month, core.day), (core.day, core.month))[: 2 if core.ambiguous else 1]:
        try:
            found.append(datetime.date(core.year or 0, month, day).weekday())
        except ValueError:
            continue
    return tuple(found)


# Wide names end a sentence with their dot; only abbreviations have one of their own.
_LONGEST_ABBREVIATION = 5


def _weekday_before(text: str, start: int, floor: int, context: Context, is_range: bool) -> Weekday | None:
    if start == floor or is_range:
        return None
    pos = start
    for step in range(3):
        read = name_before(text, pos, floor, context.languages)
        if read is None:
            return None
        gap, word_start, word_end, meaning = read
        if "\n" in gap.strip(" ") and len(gap.strip()) > 0:
            return None
        if meaning.weekdays:
            name = text[word_start:word_end]
            if "." in gap and len(name) > _LONGEST_ABBREVIATION:
                return None
            if "/" in gap or "–" in gap or "—" in gap:
                return None
            if not _reliable(text, name, word_start, gap, meaning.sure, floor):
                return None
            return word_start, word_end, meaning.weekdays
        if not meaning.connector or step == 2 or ("." in gap and len(gap) > 2):
            return None
        pos = word_start
    return None


def _reliable(text: str, name: str, start: int, gap: str, sure: bool, floor: int) -> bool:
    """Tell a short weekday from a word or a name: "The Sun, 20 March" is a newspaper, "so" an adverb."""
    if len(name) > 4 or not name.isascii():
        return True
    before = text[max(floor, start - 24) : start].rstrip(" ")
    if before and before[-1].isalpha() and text[start - 1] == " ":
        words = before.split()
        last = words[-1] if words else ""
        if last[:1].isupper() or last.lower() == "the":
            return False
    if len(name) <= 2:
        if sure and not before:
            return name[:1].isupper()
        return name[:1].isupper() and bool(gap.strip()) and (sure or not before or not before[-1].isalpha())
    return name[:1].isupper() or sure


_WEEKDAY_GAP = lazy(r"[\s.)’'\u1361-\u1368]{0,3}[,،、]?\s?[(（\[]?\s?")
_OPENING, _CLOSING = ("(", "（", "["), (")", "）", "]")
# Languages that put the weekday behind the date.
_WEEKDAY_LAST = frozenset({"tr", "az"})
_TIME_FOLLOWS = lazy(r"[,|\-–]?\s?\d{1,2}[:.h]\d\d")


def _weekday_after(text: str, end: int, context: Context, core: Core) -> Weekday | None:
    """Read a weekday behind the date: where it agrees, in brackets, or at the end of the line or before a time.

    Elsewhere a weekday that does not agree begins the next clause.
    """
    pos = end
    for _ in range(3):
        gap = _WEEKDAY_GAP.match(text, pos)
        if gap is None:
            return None
        opened = gap[0].rstrip()[-1:] in _OPENING
        read = name_after(text, gap.end(), context.languages)
        if read is None or read[0].strip():
            return None
        _, word_start, word_end, meaning = read
        if meaning.weekdays:
            break
        if not meaning.connector or "\n" in gap[0]:
            return _single_sign(text, gap.end()) if opened else None
        pos = word_end
    else:
        return None
    weekday = (word_start, word_end, meaning.weekdays)
    name = text[word_start:word_end]
    short = len(name) <= 3 and name.isascii()
    if any(day in meaning.weekdays for day in _true_weekday(core)) and (not short or len(name) > 2 or opened):
        return weekday
    closed = text[word_end : word_end + 1] in _CLOSING
    if closed and (opened or text[core.start - 1 : core.start] in _OPENING):
        return weekday
    if not gap[0].strip() and _belongs(text[word_start:word_end], gap[0], core, context):
        return weekday
    last = core.order == "ymd" and "," in gap[0] and not text[word_end:].strip()  # "2021-03-22, Mon"
    if (short and not last) or "\n" in gap[0] or ("." in gap[0] and core.order != "ymd"):
        return None
    rest = text[word_end : word_end + 12].strip()
    return weekday if not rest or _TIME_FOLLOWS.match(rest) else None


def _belongs(name: str, gap: str, core: Core, context: Context) -> bool:
    """Tell whether a weekday right behind a date is part of it in its language: 2021年3月22日月曜日, 22 Mart 2021 Pazartesi."""
    if core.numeric or "\n" in gap:
        return False
    if core.order == "ymd":
        return name >= "\u2e80"
    language = context.languages[0][:2] if context.languages else ""
    return language in _WEEKDAY_LAST and name[0].isupper() and core.sure


def _single_sign(text: str, start: int) -> Weekday | None:
    """Read a weekday of one sign in brackets: 2021年3月22日(月)."""
    sign = text[start : start + 1]
    entry = table().weekdays.get(sign)
    if entry is None or sign.isascii() or text[start + 1 : start + 2] not in (")", "）", "]", "・", "/"):
        return None
    days = tuple(int(part.split(" ")[0]) - 1 for part in entry.split(";"))
    return start, start + 1, days
