"""The core of a date at a given number: day, month and year in figures or words, in any order.

Everything is anchored at a run of digits and bounded in length, so a text takes time in proportion to its length,
whatever it holds.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from newsqa.text.date_mention import Order, impossible_day
from newsqa.text.date_names import NOTHING, WORD, Word, fold, look_up, look_up_back, table
from newsqa.text.date_order import preferred_order

# Years that news text writes in full; other four-digit numbers beside a month are counts ("22 May 1200 people").
FIRST_YEAR, LAST_YEAR = 1500, 2199
# Thai pages count from the Buddha's death, 543 years earlier.
BUDDHIST_YEARS, BUDDHIST_OFFSET = range(2400, 2700), 543
# Two digits: 69 to 99 mean the last century, as in POSIX strptime.
PIVOT = 69
# A text of this length or less is taken for a line that is little more than its date.
SHORT_TEXT = 60

_S = r"[\s\u200e\u200f]"
_DMY = re.compile(rf"(\d{{1,2}})({_S}?[./\-]){_S}?(\d{{1,2}}){_S}?([./\-])([\s\u200e\u200f]?)(\d{{2,}})")
_SLASH_YEAR = re.compile(r"(\d{1,2})/(\d{1,2})[ \-](\d{4})(?!\d)")
_YMD = re.compile(rf"(\d{{4}}){_S}?([./\-]){_S}?(\d{{1,2}}){_S}?([./\-]){_S}?(\d{{1,2}})(?!\d)")
_CJK = re.compile(
    rf"(?:(\d{{4}}){_S}?[年년]{_S}{{0,2}})?(\d{{1,2}}){_S}?[月월]{_S}{{0,2}}(\d{{1,2}}){_S}?[日일号號]"
)
_AFTER = re.compile(rf"([\s.\-–—/'’(),،°ºª·\u200e\u200f‐‑]{{0,4}})({WORD})")
_BEFORE = re.compile(rf"([\s.\-–—,،/'’(°\u1361-\u1368\u200e\u200f‐‑]{{0,4}})({WORD})")
_SEVERAL_AFTER = re.compile(rf"{WORD}(?:[ \u00a0]{WORD}){{1,5}}")
_YEAR = re.compile(r"[\s.,\-–—/()،\u200e\u200f‐‑]{0,4}(\d{4,})")
_SHORT_YEAR = re.compile(r"\s?['’‘](\d{2})(?!\d)|[-‐‑/](\d{2})(?![\d\-/.])")
_ORDINAL = re.compile(r"(?:st|nd|rd|th|er|re|º|ª|°|\.)?(?![^\W\d_])", re.IGNORECASE)
_RANGE = re.compile(r"\.?\s?(?:-|–|—|/|&|\bto\b|\band\b)\s?\d{1,2}(?:st|nd|rd|th|\.)?(?![\d:.]\d)")
_RANGE_BEFORE = re.compile(r"\d{1,2}\.?\s?(?:-|–|—|/|&)\s?$")
_MONTH_NUMBER = re.compile(r"\s{0,2}(\d{1,2})(?!\d)")
_FRACTION = re.compile(r"[.,:/]\d|[:/%€$£]|\s?[%€$£]")
_DAY_AFTER = re.compile(r"[\s.\-–/'’(,‐‑]{0,3}(\d{1,2})(?!\d)")


_MARKS = frozenset("./-")
# Signs that never end the name of a month.
_NO_NAME_BEFORE = frozenset('0123456789%€$£"“”«»:;!?')


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
    weekday: tuple[int, int, tuple[int, ...]] | None = None  # start, end, 0 = Monday …


class Context(NamedTuple):
    """What is known of the text: its languages, likeliest first, and its region."""

    languages: tuple[str, ...]
    region: str | None
    lenient: bool = False  # a short line, or a value of metadata: two digits may be a year
    declared: bool = False  # a value of metadata: any four digits may be a year


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


def name_before(text: str, pos: int, floor: int, languages: tuple[str, ...]) -> tuple[str, int, int, Word] | None:
    """Read the word or name that ends before ``pos``, as ``name_after`` does; nothing before ``floor`` is looked at."""
    head = text[max(floor, pos - 64) : pos]
    found = _BEFORE.match(head[::-1])
    if found is None:
        return None
    gap, word = found[1][::-1], found[2][::-1]
    end = pos - len(gap)
    meaning = look_up_back(word, languages)
    if meaning.several:
        words = re.split(r"[ \u00a0]", head[: len(head) - len(gap)])[-6:]
        for count in range(len(words), 1, -1):
            name = " ".join(words[-count:])
            whole = look_up(name, languages)
            if (whole.months or whole.weekdays) and whole.size == len(name):
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
    if len(digits) == 4 and year in BUDDHIST_YEARS:
        return year - BUDDHIST_OFFSET, 4
    if context.declared and len(digits) == 4:
        return year, 4
    return None


def _choose_month(months: tuple[int, ...]) -> int | None:
    return months[0] if len(months) == 1 else None


def _numeric_dmy(text: str, start: int, context: Context) -> Core | None:
    found = _DMY.match(text, start)
    if found is None:
        return _slash_year(text, start, context)
    first, second = int(found[1]), int(found[3])
    mark = found[2].strip("\u200e\u200f \t\u00a0\n")
    if mark != found[4]:
        return None
    digits = found[6]
    year = full_year(digits, context)
    if year is None:
        return None
    end = found.start(6) + year[1]
    if len(digits) == 2:
        if found[5] and mark != ".":
            return None
        two_digits = len(found[1]) == 2 and len(found[3]) == 2
        if not (mark == "/" or (mark == "." and two_digits) or context.lenient):
            return None
        if mark == "-" and not context.lenient:
            return None
        if re.match(r"[./\-,:]\d|[%€$£]", text[end : end + 2]):
            return None
    if re.match(r"[./]\d", text[end : end + 2]):
        return None
    return _ordered(start, end, first, second, year[0], mark, context, short=len(digits) == 2)


def _ordered(
    start: int, end: int, first: int, second: int, year: int, mark: str, context: Context, *, short: bool
) -> Core | None:
    """Decide which of two figures is the day."""
    if not (first and second) or first > 39 or second > 39:
        return None
    day_first = Core(start, end, year, second, first, "dmy", numeric=True)
    month_first = Core(start, end, year, first, second, "mdy", numeric=True)
    if first > 12 and second > 12:
        # No reading is possible; which of the two the writer meant, the preferred order says.
        if short or first > 31 or second > 31:
            return None
        order, _ = preferred_order(context.languages, context.region)
        return month_first if order == "mdy" else day_first
    if second > 12:
        return month_first
    if first > 12:
        return day_first
    if first == second:
        return day_first
    order, decided = preferred_order(context.languages, context.region)
    english = bool(context.languages) and context.languages[0][:2].lower() == "en"
    if mark == "." and not (english and short):
        # Dots between figures are day first wherever they are the custom.
        return day_first._replace(ambiguous=not decided and english)
    return (month_first if order == "mdy" else day_first)._replace(ambiguous=not decided)


def _slash_year(text: str, start: int, context: Context) -> Core | None:
    """Read Scandinavian ``22/3 2021``."""
    if not context.languages or context.languages[0][:2].lower() not in ("da", "nb", "no", "nn", "sv"):
        return None
    found = _SLASH_YEAR.match(text, start)
    if found is None or not 1 <= int(found[2]) <= 12 or not 1 <= int(found[1]) <= 31:
        return None
    return Core(start, found.end(), int(found[3]), int(found[2]), int(found[1]), "dmy", numeric=True)


def from_day(text: str, start: int, end: int, floor: int, context: Context) -> Core | None:
    """Read a date at a number of one or two digits: its day, or the month in figures.

    ``floor`` is the end of the date before it: digits in front of it do not belong to this number.
    """
    before = text[start - 1] if start > floor else " "
    joined = before in ".,:/-–$€£#@" and start - 2 >= floor and text[start - 2].isdigit()
    following = text[end : end + 1]
    if not joined and before not in "$€£#@" and (following in _MARKS or text[end + 1 : end + 2] in _MARKS):
        core = _numeric_dmy(text, start, context)
        if core is not None:
            return core
    if following in ":%€$£" and following:
        return None
    if joined and before not in "-–/":
        return None
    if following in "月월 " and following:
        cjk = _CJK.match(text, start)
        if cjk is not None:
            return _valid(Core(start, cjk.end(), None, int(cjk[2]), int(cjk[3]), "ymd"))
    core = _day_month(text, start, end, floor, context)
    if core is None and not joined:
        core = _month_day(text, start, end, floor, context)
    return core


def _valid(core: Core) -> Core | None:
    """Keep a date in words when it is possible, or a full date whose day is too high for its month."""
    if 1 <= core.month <= 12 and 1 <= core.day <= (31 if core.year is None else 39):
        return core
    return None


def _day_month(text: str, start: int, end: int, floor: int, context: Context) -> Core | None:
    """Read day, month in words, and the year if it follows."""
    pos = end
    weekday: tuple[int, int, tuple[int, ...]] | None = None
    month: int | None = None
    sure = True
    month_word = ""
    gap_before_month = ""
    for step in range(4):
        read = name_after(text, pos, context.languages)
        if read is None:
            return None
        gap, word_start, word_end, meaning = read
        if not meaning.known or ("," in gap and not meaning.weekdays):
            return None
        if meaning.months:
            month = _choose_month(meaning.months)
            if month is None:
                return None
            month_word, sure, gap_before_month = text[word_start:word_end], meaning.sure, gap
            pos = word_end
            break
        if meaning.weekdays and not meaning.connector and _is_long(text[word_start:word_end]):
            weekday = (word_start, word_end, meaning.weekdays)
        pos = word_end
        if step < 3 and fold(text[word_start:word_end]) in table().connectors:
            number = _MONTH_NUMBER.match(text, pos)
            if number is not None and fold(text[word_start:word_end]) in MONTH_WORDS:
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
    year, year_end, after = _year_after(text, pos, context, "-" in gap_before_month or context.lenient)
    core = Core(
        start, year_end, year, month, day, "dmy", sure=sure, is_range=is_range, weekday=weekday or after
    )
    if year is None and not _stands_alone(month_word, sure, context):
        return None
    return _valid(core)


# The word "month" where months are counted: 22 tháng 3.
MONTH_WORDS = frozenset({"tháng"})


def _is_long(name: str) -> bool:
    """Tell whether a weekday's name is more than the two letters that any small word may have."""
    return len(name) > 2 or not name.isascii()


def _stands_alone(month_word: str, sure: bool, context: Context) -> bool:
    """Tell whether day and month are a date without a year: "22 mars" is, "5 may" and "3 set" are not."""
    if not sure and context.languages:
        return False
    if len(month_word) <= 3 and month_word[:1].isascii():
        return month_word[:1].isupper()
    return month_word not in ("march",)


def _year_after(
    text: str, pos: int, context: Context, dashed: bool
) -> tuple[int | None, int, tuple[int, int, tuple[int, ...]] | None]:
    """Read the year behind a month or a day, over at most three connecting words or a weekday.

    Returns the year (None when there is none), the end of the date, and a weekday met on the way.
    """
    end = pos
    weekday: tuple[int, int, tuple[int, ...]] | None = None
    for _ in range(4):
        found = _YEAR.match(text, pos)
        if found is not None and "\n\n" not in found[0]:
            year = full_year(found[1], context)
            if year is not None:
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
        if meaning.weekdays and not meaning.connector and _is_long(text[word_start:word_end]):
            weekday = (word_start, word_end, meaning.weekdays)
        elif not meaning.connector or len(gap) > 2:
            return None, end, None
        pos = word_end
    return None, end, None


def _month_day(text: str, start: int, end: int, floor: int, context: Context) -> Core | None:
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
    if _FRACTION.match(rest) and not _YEAR.match(text, end):
        return None
    is_range = False
    span = _RANGE.match(text, pos)
    if span is not None and not re.match(r"[\s.]?[-/]?\d{4}", text[pos : pos + 6]):
        is_range = True
        pos = span.end()
    year, year_end, weekday = _year_after(text, pos, context, dashed=False)
    if year is None:
        # An ordinal's dot ends the sentence as well.
        pos = end if text[pos - 1] == "." else pos
        if not _stands_alone(text[month_start:month_end], meaning.sure, context):
            return None
        return _valid(Core(month_start, end if is_range else pos, None, month, day, "mdy", sure=meaning.sure, is_range=is_range))
    return _valid(
        Core(month_start, year_end, year, month, day, "mdy", sure=meaning.sure, is_range=is_range, weekday=weekday)
    )


def from_year(text: str, start: int, end: int, floor: int, context: Context) -> Core | None:
    """Read a date at a number of four digits: its year."""
    number = int(text[start:end])
    if not (FIRST_YEAR <= number <= LAST_YEAR or number in BUDDHIST_YEARS or context.declared):
        return None
    before = text[start - 1] if start > floor else " "
    joined = before in ".,:-/" and start - 2 >= floor and text[start - 2].isdigit()
    found = None if joined and before != "/" else _YMD.match(text, start)
    if found is not None and found[2] == found[4]:
        year, month, day = number, int(found[3]), int(found[5])
        if number in BUDDHIST_YEARS:
            year -= BUDDHIST_OFFSET
        stop = found.end()
        tail = text[stop : stop + 2]
        if not (tail[:1] in (".", "/") and tail[1:].isdigit()) and 1 <= month <= 39 and 1 <= day <= 39:
            if month > 12 and not 1 <= day <= 12:
                return Core(start, stop, year, month, day, "ymd", numeric=True) if month <= 31 else None
            if impossible_day(year, month, day) is None or month <= 12 or context.lenient:
                return Core(start, stop, year, month, day, "ymd", numeric=True)
    cjk = _CJK.match(text, start)
    if cjk is not None and cjk[1]:
        return Core(start, cjk.end(), number, int(cjk[2]), int(cjk[3]), "ymd")
    return None if joined else _year_month_day(text, start, end, context)


def _year_month_day(text: str, start: int, end: int, context: Context) -> Core | None:
    """Read a year, a month in words and a day: ``2021. március 22.``, ``2021 m. kovo 22 d.``, ``2021-Mar-22``."""
    pos = end
    for step in range(4):
        day_first = _DAY_AFTER.match(text, pos) if step else None
        if day_first is not None:
            # Latvian and Kazakh: 2021. gada 22. marts
            read = name_after(text, day_first.end(), context.languages)
            month = _choose_month(read[3].months) if read is not None else None
            if read is None or month is None or "," in read[0] or _YEAR.match(text, read[2]):
                return None
            return _valid(
                Core(start, read[2], int(text[start:end]), month, int(day_first[1]), "ymd", sure=read[3].sure)
            )
        read = name_after(text, pos, context.languages)
        if read is None:
            return None
        gap, word_start, word_end, meaning = read
        if "," in gap or not meaning.known or meaning.weekdays and not (meaning.months or meaning.connector):
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
            if _YEAR.match(text, day.end()) or (_FRACTION.match(follow) and follow[:1] != "."):
                return None
            stop = day.end()
            return _valid(Core(start, stop, int(text[start:end]), month, int(day[1]), "ymd", sure=meaning.sure))
        read = name_after(text, pos, context.languages)
        if read is None or not read[3].connector:
            return None
        pos = read[2]
    return None
