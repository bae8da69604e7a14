"""The core of a date at a given number: day, month and year in figures or words, in any order.

Everything is anchored at a run of digits and bounded in length, so a text takes time in proportion to its length,
whatever it holds.
"""

from __future__ import annotations

import re

from newsqa.text.date_mention import impossible_day
from newsqa.text.date_order import is_dotted, preferred_order
from newsqa.text.date_spelled import day_month, month_day, valid, year_month_day
from newsqa.text.date_terms import (
    BUDDHIST_OFFSET,
    BUDDHIST_YEARS,
    FAR_YEARS,
    FIRST_YEAR,
    LAST_YEAR,
    Context,
    Core,
    full_year,
)
from newsqa.text.lazy import lazy

_S = r"[\s\u200e\u200f]"
_DMY = lazy(rf"(\d{{1,2}})({_S}?[./\-]){_S}?(\d{{1,2}}){_S}?([./\-])([\s\u200e\u200f]?)(\d{{2,13}})")
_SLASH_YEAR = lazy(r"(\d{1,2})/(\d{1,2})[ \-](\d{4})(?!\d)")
_YMD = lazy(rf"(\d{{4}}){_S}?([./\-]){_S}?(\d{{1,2}}){_S}?([./\-]){_S}?(\d{{1,2}})(?!\d)")
_CJK = lazy(
    rf"(?:(\d{{4}}){_S}?[年년]{_S}{{0,2}})?(\d{{1,2}}){_S}?[月월]{_S}{{0,2}}(\d{{1,2}}){_S}?[日일号號]"
)
_GLUED_TIME = lazy(r":[0-5]\d(?!\d)")
_MARKS = frozenset("./-")


def _numeric_dmy(text: str, start: int, context: Context) -> Core | None:
    found = _DMY.match(text, start)
    if found is None:
        return _slash_year(text, start, context)
    first, second = int(found[1]), int(found[3])
    mark = found[2].strip("\u200e\u200f \t\u00a0\n")
    if mark != found[4]:
        return None
    digits = found[6]
    if len(digits) == 4 and _GLUED_TIME.match(text, found.end()):
        digits = digits[:2]  # 28.09.1913:39 is a year of two digits and a time
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
        if len(digits) == len(found[6]) and re.match(r"[./\-,:]\d|[%€$£]", text[end : end + 2]):
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
    undecided = not decided or (mark == "/" and is_dotted(context.languages))
    return (month_first if order == "mdy" else day_first)._replace(ambiguous=undecided)


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
            return valid(Core(start, cjk.end(), None, int(cjk[2]), int(cjk[3]), "ymd"))
    core = day_month(text, start, end, floor, context)
    if core is None and not joined:
        core = month_day(text, start, end, floor, context)
    return core


def from_year(text: str, start: int, end: int, floor: int, context: Context) -> Core | None:
    """Read a date at a number of four digits: its year."""
    number = int(text[start:end])
    if not (FIRST_YEAR <= number <= LAST_YEAR or number in FAR_YEARS or context.declared):
        return None
    before = text[start - 1] if start > floor else " "
    joined = before in ".,:-/" and start - 2 >= floor and text[start - 2].isdigit()
    found = None if joined and before != "/" else _YMD.match(text, start)
    if found is not None and found[2] == found[4]:
        year, month, day = number, int(found[3]), int(found[5])
        if context.buddhist and number in BUDDHIST_YEARS:
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
    if joined or (number in FAR_YEARS and not context.lenient):
        return None
    return year_month_day(text, start, end, context)
