"""The parts that dates are made of: a name and a year beside a given place in a text, and what a date is."""

from __future__ import annotations

import re
from typing import NamedTuple

from newsqa.text.date_mention import Order
from newsqa.text.date_names import APOSTROPHES, WORD, Word, look_up, look_up_back
from newsqa.text.lazy import lazy

# Years that news text writes in full; other four-digit numbers beside a month are counts ("22 May 1200 people").
FIRST_YEAR, LAST_YEAR = 1500, 2199
# Later ones are slips of the pen or counts; a date that could be one has to end behind them.
FAR_YEARS = range(LAST_YEAR + 1, 3000)
# Thai, Lao and Khmer pages count from the Buddha's death, 543 years earlier.
BUDDHIST_YEARS, BUDDHIST_OFFSET = range(2400, 2700), 543
_BUDDHIST_LANGUAGES = frozenset({"th", "lo", "km"})
_BUDDHIST_ERA = lazy(r"\bB\.E\.|\bBE\b")
# The first bytes of Thai, Lao and Khmer letters in UTF-8: looking for them is ten times as fast as for a class of them.
_BUDDHIST_SCRIPTS = (b"\xe0\xb8", b"\xe0\xb9", b"\xe0\xba", b"\xe0\xbb", b"\xe1\x9e", b"\xe1\x9f")
# Two digits: 69 to 99 mean the last century, as in POSIX strptime.
PIVOT = 69
# A text of this length or less is taken for a line that is little more than its date.
SHORT_TEXT = 60


_AFTER = lazy(rf"([\s.\-–—/'’(),،°ºª·\u200e\u200f‐‑]{{0,4}})({WORD})")
# Read backwards. Devanagari is written with a colon for its visarga, which ends names of days.
_BEFORE = lazy(rf"([\s.\-–—,،/'’(°\u1361-\u1368\u200e\u200f‐‑]{{0,4}}(?::(?=[\u0900-\u097f]))?)({WORD})")
_SEVERAL_AFTER = lazy(rf"{WORD}(?:[ \u00a0]{WORD}){{1,6}}")
YEAR = lazy(r"[\s.,\-–—/()،\u200e\u200f‐‑]{0,4}(\d{4,13})")
_SHORT_YEAR = lazy(r"\s?['’‘](\d{2})(?!\d)|[-‐‑/](\d{2})(?![\d\-/.])")

# Two years are a season: "25 July, 2019/2020".
_SEASON = lazy(r"[/–]\d{2}(?:\d{2})?(?![\d:])")

# What may stand behind a far year in running text: a mark, a time, the word "year" of Slavic dates.
_DATE_ENDS = lazy(r"\s*(?:$|[.,;:|)\]،–—·•(\-]|(?:\S{1,6}\s?)?\d{1,2}\s?[:.hH時时]|года|г\b|року|р\b|年)")

Weekday = tuple[int, int, tuple[int, ...]]  # start, end, what its name may mean: 0 = Monday …


class Core(NamedTuple):
    """Day, month and year, and where they stand; the weekday when it stands between them."""

    start: int
    end: int
    year: int | None
    month: int
    day: int
    order: Order
    numeric: bool = False
    ambiguous: bool = False
    sure: bool = True  # the month's name belongs to one of the languages
    is_range: bool = False  # of several days: the weekday may belong to another one
    weekday: Weekday | None = None


class Context(NamedTuple):
    """What is known of the text: its languages, likeliest first, and its region."""

    languages: tuple[str, ...]
    region: str | None
    lenient: bool = False  # a short line, or a value of metadata: two digits may be a year
    declared: bool = False  # a value of metadata: any four digits may be a year
    buddhist: bool = False  # the text counts years from the Buddha's death


def counts_from_buddha(text: str, languages: tuple[str, ...]) -> bool:
    """Tell whether a text may count years from the Buddha's death: its language, script or an era's mark says so."""
    if not any(digits in text for digits in ("24", "25", "26")):
        return False
    if any(tag.replace("_", "-").split("-")[0].lower() in _BUDDHIST_LANGUAGES for tag in languages):
        return True
    if not text.isascii():
        data = text.encode("utf-8", "replace")
        if any(mark in data for mark in _BUDDHIST_SCRIPTS):
            return True
    return ("BE" in text or "B.E." in text) and _BUDDHIST_ERA.search(text) is not None


def name_after(text: str, pos: int, languages: tuple[str, ...]) -> tuple[str, int, int, Word] | None:
    """Read the word or the name of several words behind ``pos``: the gap before it, its start, its end, its meaning."""
    found = _AFTER.match(text, pos)
    if found is None:
        return None
    start = found.start(2)
    word = found[2]
    meaning = look_up(word, languages)
    if meaning.several:
        several = _SEVERAL_AFTER.match(text, start)
        if several is not None:
            words = re.split(r"[ \u00a0]", several[0])
            for count in range(len(words), 1, -1):
                name = " ".join(words[:count])
                whole = look_up(name, languages)
                if (whole.months or whole.weekdays) and whole.size == len(name):
                    return found[1], start, start + len(name), whole
    size = meaning.size if meaning.known else len(word)
    return found[1], start, start + size, meaning


def name_before(
    text: str, pos: int, floor: int, languages: tuple[str, ...]
) -> tuple[str, int, int, Word] | None:
    """Read the word or name that ends before ``pos``, as ``name_after`` does; nothing before ``floor`` is looked at."""
    head = text[max(floor, pos - 64) : pos]
    found = _BEFORE.match(head[::-1])
    if found is None:
        return None
    gap, word = found[1][::-1], found[2][::-1]
    end = pos - len(gap)
    meaning = look_up_back(word, languages)
    if meaning.several:
        words = re.split(r"[ \u00a0]", head[: len(head) - len(gap)])[-7:]
        for count in range(len(words), 1, -1):
            name = " ".join(words[-count:])
            whole = look_up(name, languages)
            if (whole.months or whole.weekdays) and whole.size == len(name.rstrip(APOSTROPHES)):
                return gap, end - len(name), end, whole
    size = meaning.size if meaning.known else len(word)
    return gap, end - size, end, meaning


def full_year(digits: str, context: Context) -> tuple[int, int] | None:
    """Return the year that digits begin with and how many of them it takes.

    A count may be glued to it: "September 13, 20230" is 2023 and a 0.
    """
    if len(digits) == 2:
        short = int(digits)
        return short + (1900 if short >= PIVOT else 2000), 2
    if len(digits) < 4 or len(digits) > 12:
        return None
    year = int(digits[:4])
    if FIRST_YEAR <= year <= LAST_YEAR and (len(digits) == 4 or digits[:2] in ("19", "20")):
        return year, 4
    if len(digits) == 4 and context.buddhist and year in BUDDHIST_YEARS:
        return year - BUDDHIST_OFFSET, 4
    if len(digits) == 4 and (context.declared or year in FAR_YEARS):
        return year, 4
    return None


def is_long(name: str) -> bool:
    """Tell whether a weekday's name is more than the two letters that any small word may have."""
    return len(name) > 2 or not name.isascii()


def year_after(text: str, pos: int, context: Context, dashed: bool) -> tuple[int | None, int, Weekday | None]:
    """Read the year behind a month or a day, over at most three connecting words or a weekday.

    Returns the year (None when there is none), the end of the date, and a weekday met on the way.
    """
    end = pos
    weekday: Weekday | None = None
    for _ in range(4):
        found = YEAR.match(text, pos)
        if found is not None and "\n\n" not in found[0]:
            year = None if _SEASON.match(text, found.end()) else full_year(found[1], context)
            if year is not None and (
                year[0] not in FAR_YEARS
                or context.lenient
                or _DATE_ENDS.match(text, found.start(1) + year[1])
            ):
                return year[0], found.start(1) + year[1], weekday
            return None, end, None
        if pos == end:
            short = _SHORT_YEAR.match(text, pos)
            if short is not None and (short[1] or dashed):
                year = full_year(short[1] or short[2], context)
                return (year[0] if year else None), short.end(), None
        read = name_after(text, pos, context.languages)
        if read is None:
            return None, end, None
        gap, word_start, word_end, meaning = read
        if meaning.weekdays and not meaning.connector and is_long(text[word_start:word_end]):
            weekday = (word_start, word_end, meaning.weekdays)
        elif not meaning.connector or len(gap) > 2:
            return None, end, None
        pos = word_end
    return None, end, None
