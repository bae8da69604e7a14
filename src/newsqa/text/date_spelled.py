"""Dates with the month in words, anchored at the number that is their day or their year."""

from __future__ import annotations

import re

from newsqa.text.date_names import NOTHING, fold, table
from newsqa.text.date_terms import YEAR, Context, Core, Weekday, is_long, name_after, name_before, year_after
from newsqa.text.lazy import lazy

_ORDINAL = lazy(r"(?:st|nd|rd|th|er|re|º|ª|°|\.)?(?![^\W\d_])", re.IGNORECASE)
_RANGE = lazy(r"\.?\s?(?:-|–|—|/|&|\bto\b|\band\b)\s?\d{1,2}(?:st|nd|rd|th|\.)?(?![\d:.]\d)")
_RANGE_BEFORE = lazy(r"\d{1,2}\.?\s?(?:-|–|—|/|&|\b(?:to|bis|au|al|ao|a|tot|till|til|do|по|до)\b)\s?$")
_MONTH_NUMBER = lazy(r"\s{0,2}(\d{1,2})(?!\d)")
_FRACTION = lazy(r"[.,:/]\d|[:/%€$£]|\s?[%€$£]")
_AGE = lazy(r"[-‐‑][^\W\d_]")
_DAY_AFTER = lazy(r"[\s.\-–/'’(,‐‑]{0,3}(\d{1,2})(?!\d)")
# Signs that never end the name of a month.
_NO_NAME_BEFORE = frozenset('0123456789%€$£"“”«»:;!?')


def _choose_month(months: tuple[int, ...]) -> int | None:
    return months[0] if len(months) == 1 else None


def valid(core: Core) -> Core | None:
    """Keep a date in words when it is possible, or a full date whose day is too high for its month."""
    if 1 <= core.month <= 12 and 1 <= core.day <= (31 if core.year is None else 39):
        return core
    return None


def day_month(text: str, start: int, end: int, floor: int, context: Context) -> Core | None:
    """Read day, month in words, and the year if it follows."""
    pos = end
    weekday: Weekday | None = None
    month: int | None = None
    sure = True
    month_word = ""
    gap_before_month = ""
    for step in range(4):
        read = name_after(text, pos, context.languages)
        if read is None:
            return None
        gap, word_start, word_end, meaning = read
        if not meaning.known:
            return None
        # Telugu writes a comma between day and month; elsewhere it divides a number from what follows.
        if "," in gap and not meaning.weekdays and text[word_start].isascii():
            return None
        if meaning.months:
            month = _choose_month(meaning.months)
            if month is None:
                return None
            month_word, sure, gap_before_month = text[word_start:word_end], meaning.sure, gap
            pos = word_end
            break
        if meaning.weekdays and not meaning.connector and is_long(text[word_start:word_end]):
            weekday = (word_start, word_end, meaning.weekdays)
        pos = word_end
        if step < 3 and fold(text[word_start:word_end]) in table().connectors:
            number = _MONTH_NUMBER.match(text, pos)
            if number is not None and fold(text[word_start:word_end]) in table().month_words:
                month, pos = int(number[1]), number.end()
                month_word = number[0]
                break
    if month is None:
        return None
    # Arabic writes both names of a month: آذار/مارس.
    if text[pos : pos + 1] in ("/", "("):
        again = name_after(text, pos, context.languages)
        if again is not None and month in again[3].months:
            pos = again[2] + (text[again[2] : again[2] + 1] == ")")
    day = int(text[start:end])
    is_range = bool(_RANGE_BEFORE.search(text[max(floor, start - 8) : start]))
    year, year_end, after = year_after(text, pos, context, "-" in gap_before_month or context.lenient)
    core = Core(
        start, year_end, year, month, day, "dmy", sure=sure, is_range=is_range, weekday=weekday or after
    )
    if year is None and _AGE.match(text, pos):
        return None
    if year is None and not _stands_alone(month_word, sure, context):
        return None
    return valid(core)


def _stands_alone(month_word: str, sure: bool, context: Context) -> bool:
    """Tell whether day and month are a date without a year: "22 mars" is, "5 may" and "3 set" are not."""
    if not sure and context.languages:
        return False
    if len(month_word) <= 3 and month_word[:1].isascii():
        return month_word[:1].isupper()
    return month_word not in table().plain_words


def month_day(text: str, start: int, end: int, floor: int, context: Context) -> Core | None:
    """Read a month in words before the day, and the year if it follows."""
    if start == floor or text[start - 1] in "(\n":
        return None
    if text[start - 1] == " " and text[start - 2 : start - 1] in _NO_NAME_BEFORE:
        return None
    position = start
    meaning = NOTHING
    month_start = month_end = start
    for _ in range(3):
        read = name_before(text, position, floor, context.languages)
        if read is None:
            return None
        gap, month_start, month_end, meaning = read
        if meaning.months:
            break
        if not meaning.connector or "," in gap:
            return None
        position = month_start
    month = _choose_month(meaning.months)
    if month is None:
        return None
    day = int(text[start:end])
    pos = end
    ordinal = _ORDINAL.match(text, end)
    if ordinal is not None:
        pos = ordinal.end()
    rest = text[end : end + 2]
    if _FRACTION.match(rest) and not YEAR.match(text, end):
        return None
    is_range = False
    span = _RANGE.match(text, pos)
    if span is not None and not re.match(r"[\s.]?[-/]?\d{4}", text[pos : pos + 6]):
        is_range = True
        pos = span.end()
    year, year_end, weekday = year_after(text, pos, context, dashed=False)
    if year is None:
        if _AGE.match(text, pos):
            return None  # "28-year-old"
        # An ordinal's dot ends the sentence as well.
        pos = end if text[pos - 1] == "." else pos
        if not _stands_alone(text[month_start:month_end], meaning.sure, context):
            return None
        return valid(
            Core(
                month_start,
                end if is_range else pos,
                None,
                month,
                day,
                "mdy",
                sure=meaning.sure,
                is_range=is_range,
            )
        )
    return valid(
        Core(
            month_start,
            year_end,
            year,
            month,
            day,
            "mdy",
            sure=meaning.sure,
            is_range=is_range,
            weekday=weekday,
        )
    )


def year_month_day(text: str, start: int, end: int, context: Context) -> Core | None:
    """Read a year, a month in words and a day: ``2021. március 22.``, ``2021 m. kovo 22 d.``, ``2021-Mar-22``."""
    pos = end
    for step in range(4):
        day_first = _DAY_AFTER.match(text, pos) if step else None
        if day_first is not None:
            # Latvian and Kazakh: 2021. gada 22. marts
            read = name_after(text, day_first.end(), context.languages)
            month = _choose_month(read[3].months) if read is not None else None
            if read is None or month is None or "," in read[0] or YEAR.match(text, read[2]):
                return None
            return valid(
                Core(start, read[2], int(text[start:end]), month, int(day_first[1]), "ymd", sure=read[3].sure)
            )
        read = name_after(text, pos, context.languages)
        if read is None:
            return None
        gap, _, word_end, meaning = read
        if (
            "," in gap
            or not meaning.known
            or (meaning.weekdays and not (meaning.months or meaning.connector))
        ):
            return None
        pos = word_end
        if meaning.months:
            month = _choose_month(meaning.months)
            break
    else:
        return None
    if month is None:
        return None
    for _ in range(2):
        day = _DAY_AFTER.match(text, pos)
        if day is not None and "," not in day[0]:
            follow = text[day.end() : day.end() + 2]
            if YEAR.match(text, day.end()) or (_FRACTION.match(follow) and follow[:1] != "."):
                return None
            stop = day.end()
            return valid(
                Core(start, stop, int(text[start:end]), month, int(day[1]), "ymd", sure=meaning.sure)
            )
        read = name_after(text, pos, context.languages)
        if read is None or not read[3].connector:
            return None
        pos = read[2]
    return None
