"""Clock times beside a date: ``15h28``, ``3:28 p.m. ET``, ``kl. 15.28``, ``午後3時28分``, ``T15:28:00+01:00``."""

from __future__ import annotations

import re
from typing import NamedTuple

from newsqa.text.date_names import LETTER, fold, table
from newsqa.text.date_words import date_words
from newsqa.text.lazy import lazy


class Clock(NamedTuple):
    """A clock time: numbers as written after a.m. and p.m., and where it stands, with its offset or zone."""

    hour: int
    minute: int
    second: int | None
    offset_minutes: int | None
    start: int
    end: int
    zone: str | None = None  # of the IANA database: the offset depends on the day


_SPACE = r"[ \t\u00a0\u2000-\u200a\u202f\u3000]"
_DIGITS = lazy(
    rf"""(?P<hour>\d{{1,2}})(?:
      {_SPACE}?(?P<mark>[:.：]|[hH]{_SPACE}?(?=\d)|u(?=\d\d))(?P<minute>\d{{2}})
        (?:[:.：](?P<second>\d{{2}})(?:[.,]\d{{1,9}})?)?
    | {_SPACE}?(?P<unit>[時时點点시])(?:{_SPACE}?(?P<minute2>\d{{1,2}}){_SPACE}?[分분]
        (?:{_SPACE}?(?P<second2>\d{{1,2}}){_SPACE}?[秒초])?)?
    | {_SPACE}?(?P<unit2>[hH])(?!{LETTER})
    )?(?!\d)""",
    re.VERBOSE,
)
_GAP = lazy(r"[\s,;|•·∙⋅@\-–—―/()\[\]،:.<>＝=、。]{0,6}")
_WORD = lazy(rf"({LETTER}{{1,12}}(?:\.{LETTER}\b)?)\.?")
_HALF = lazy(rf"{_SPACE}{{0,2}}([AaPp])\.?{_SPACE}?[Mm](?!{LETTER})\.?(?=\W|\d|_|$)")
_OFFSET = lazy(
    rf"(?:,(?={_SPACE}(?:GMT|UTC)))?{_SPACE}{{0,2}}[(（]?(?:(?P<name>(?:GMT|UTC|gmt|utc)(?![a-zA-Z])){_SPACE}?)?"
    rf"(?:(?P<sign>[+\-−–])(?P<hours>\d{{1,2}})(?::?(?P<minutes>\d{{2}}))?(?!\d)(?!:\d))?[)）]?"
)
# "15h28 heure GMT", "15:28 (hora UTC)"
_ZONE_LEAD = lazy(
    rf"{_SPACE}{{0,2}}\(?(?:heures?|horas?|or[ae]|time|время){_SPACE}(?=GMT|UTC|[A-Z]{{2,4}}\b)"
)
_PHRASE_GAP = lazy(rf",?{_SPACE}{{0,2}}[(（]?")
_PHRASE_LIMIT = 40
_LETTERS = lazy(rf"[A-Z]{{2}}(?!{LETTER})")
_ZONE = lazy(rf"{_SPACE}{{0,2}}\(?([A-Za-zМСКмск]{{1,5}})(?!{LETTER})(\))?")
_CONTINUES = lazy(r"[.,:/]\d")
# What cannot follow a time written with a dot: a price, a share, a distance.
_NO_TIME = lazy(rf"{_SPACE}?(?:[%€$£¥₹°]|(?:km|kg|m|cm|mm|ha|eur|usd|mio|mrd)\b)")


def _offset(text: str, pos: int) -> tuple[int | None, int]:
    """Read the offset behind a clock time; returns minutes and the place behind it (``pos`` when there is none)."""
    lead = _ZONE_LEAD.match(text, pos)
    if lead is not None:
        offset, end = _offset(text, lead.end())
        return (None, pos) if offset is None else (offset, end)
    if text[pos : pos + 1] == "Z" and not text[pos + 1 : pos + 2].isalpha():
        return 0, pos + 1
    found = _OFFSET.match(text, pos)
    if found is not None and found["sign"]:
        # A bare "-05" behind a time is the end of a span ("15:28 - 17"); ISO writes it without a space.
        close = found.start("sign") == pos
        mail = found["minutes"] and found.end("hours") == found.start(
            "minutes"
        )  # " +0100" in an e-mail's date
        if found["name"] or mail or (close and (found["minutes"] or found["sign"] == "+")):
            hours, minutes = int(found["hours"]), int(found["minutes"] or 0)
            if hours <= 14 and minutes < 60:
                total = hours * 60 + minutes
                return (total if found["sign"] == "+" else -total), found.end()
    if found is not None and found["name"]:
        return 0, found.end("name") + (text[found.end("name") : found.end("name") + 1] in (")", "）"))
    zone = _ZONE.match(text, pos)
    if zone is not None:
        name = zone[1]
        zones = date_words().zones
        if (name.isupper() or name == "мск") and name.lower() in zones:
            return zones[name.lower()], zone.end()
    return None, pos


def zone_in_words(text: str, pos: int) -> tuple[str | None, int]:
    """Read a zone such as "(heure de Paris)" at ``pos``: its name in the IANA database and the place behind it."""
    gap = _PHRASE_GAP.match(text, pos)
    start = gap.end() if gap is not None else pos
    piece = text[start : start + _PHRASE_LIMIT]
    if not piece[:1].isalpha():
        return None, pos
    words = date_words()
    letters = _LETTERS.match(piece)
    if letters is not None and letters[0] in words.zone_letters:
        end = start + letters.end()
        return words.zone_letters[letters[0]], end + (text[end : end + 1] in (")", "）"))
    # One character for one: folding must not move the end.
    folded = "".join(low if len(low := fold(c)) == 1 else c for c in piece)
    found = words.zone_phrase.match(" ".join(folded.split("\u00a0")))
    if found is None:
        return None, pos
    end = start + found.end()
    return words.zone_phrases[found[0]], end + (text[end : end + 1] in (")", "）"))


def zone_before(text: str, start: int) -> tuple[str | None, int]:
    """Read a Chinese, Japanese or Korean zone right before ``start``: its name and where it begins."""
    head = text[max(0, start - 10) : start]
    if not head or not any(c >= "\u2e80" for c in head[-3:]):
        return None, start
    bare = head.rstrip(" （(，、,")
    for found in date_words().zone_phrase.finditer(bare):
        if found.end() == len(bare):
            return date_words().zone_phrases[found[0]], start - len(head) + found.start()
    return None, start


def _half(text: str, pos: int) -> tuple[bool | None, int]:
    """Read a.m. or p.m. at ``pos``: whether it is afternoon (None when neither stands there) and where it ends."""
    found = _HALF.match(text, pos)
    if found is not None:
        return found[1] in "pP", found.end()
    gap = pos
    while gap < len(text) and gap < pos + 2 and text[gap].isspace():
        gap += 1
    word = _WORD.match(text, gap)
    if word is not None:
        name = fold(word[1])
        if name in date_words().afternoon:
            return True, word.end()
        if name in date_words().morning:
            return False, word.end()
    return None, pos


def read_clock(text: str, pos: int, half: bool | None = None, *, sure: bool = False) -> Clock | None:
    """Read a clock time that begins exactly at ``pos``.

    ``half`` says whether a word before it named the afternoon (True) or the morning. ``sure`` is true when a word
    or an ISO ``T`` before announces a time: then an impossible one is read as well, so that it can be reported.
    """
    found = _DIGITS.match(text, pos)
    if found is None:
        return None
    hour = int(found["hour"])
    mark = found["mark"]
    unit = found["unit"] or found["unit2"] or (mark if mark and mark[0] in "hH" else None)
    minute = int(found["minute"] or found["minute2"] or 0)
    seconds = found["second"] or found["second2"]
    end = found.end()
    if half is None:
        half, end = _half(text, end)
    if not unit:
        word = _WORD.match(text, end + (text[end : end + 1] in (" ", "\u00a0")))
        if word is not None and fold(word[1]) in date_words().hours:
            unit, end = word[1], word.end(1)
    if mark is None and unit is None and half is None:
        return None
    if mark == "." and unit is None and half is None and not sure:
        if len(found["hour"]) == 1 and hour < 6:
            return None  # "3.28" is rather a number
        if _NO_TIME.match(text, end):
            return None
    if _CONTINUES.match(text, end) and mark in (":", "."):
        return None
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        if not (sure or unit) or hour > 99:
            return None
    elif half is not None and hour <= 12:
        hour = hour % 12 + (12 if half else 0)
    offset, end = _offset(text, end)
    zone = None
    if offset is None:
        zone, end = zone_in_words(text, end)
    return Clock(hour, minute, int(seconds) if seconds else None, offset, pos, end, zone)


def clock_after(text: str, pos: int) -> Clock | None:
    """Read the clock time that follows a date ending at ``pos``, behind punctuation and at most three joining words."""
    if text[pos : pos + 1] in ("T", "t", "_") and text[pos + 1 : pos + 3].isdigit():
        if text[pos + 3 : pos + 4] == ":":
            return read_clock(text, pos + 1, sure=True)
        return _compact(text, pos + 1)
    words = date_words()
    half: bool | None = None
    sure = False
    start: int | None = None
    zone: str | None = None
    for _ in range(4):
        gap = _GAP.match(text, pos)
        if gap is not None:
            if "\n" in gap[0]:
                return None
            pos = gap.end()
        if text[pos : pos + 1].isdigit():
            clock = read_clock(text, pos, half, sure=sure)
            if clock is None or start is None:
                return clock
            own = clock.offset_minutes is None and clock.zone is None
            return clock._replace(start=start, zone=zone if own else clock.zone)
        word = _WORD.match(text, pos)
        if word is None:
            return None
        name = fold(word[1])
        if name in words.joiners or name in words.hours:
            sure = True
        elif name in table().connectors:
            pass
        elif name in words.afternoon or name in words.morning:
            half = name in words.afternoon
            start = pos
        elif zone is None and name >= "\u2e80" and (named := zone_in_words(text, pos))[0]:
            start = pos if start is None else start
            zone, pos = named
            continue
        else:
            # "오후3시" and "下午3時" stand glued to the figures only, which end the word by themselves.
            return None
        pos = word.end()
    return None


def _compact(text: str, pos: int) -> Clock | None:
    """Read ``152800Z`` of the basic ISO format."""
    found = re.compile(r"(\d{2})(\d{2})(\d{2})?(?:[.,]\d{1,9})?(?!\d)").match(text, pos)
    if found is None:
        return None
    offset, end = _offset(text, found.end())
    return Clock(int(found[1]), int(found[2]), int(found[3]) if found[3] else None, offset, pos, end)


_BEFORE = lazy(
    r"(?<![\d.,:/])\d{1,2}(?:[:.：h]\d{2}(?:[:.]\d{2})?)?"
    rf"(?:{_SPACE}?(?:[AaPp]\.?[Mm]\.?(?![A-Za-z])|[hH](?![A-Za-z])|Uhr|uhr|hrs))?"
    rf"(?:{_SPACE}?\(?(?:[A-Z]{{2,5}}|Z)?(?:[+\-]\d{{1,2}}(?::?\d{{2}})?)?\)?)"
    rf"{_SPACE}?[,|•·\-–—/)]?{_SPACE}?(?:{LETTER}{{2,3}}{_SPACE})?$"
)


def clock_before(text: str, start: int, floor: int) -> Clock | None:
    """Read the clock time right before a date that begins at ``start``; nothing before ``floor`` is looked at."""
    low = max(floor, start - 32)
    head = text[low:start]
    if not any(c.isdigit() for c in head):
        return None
    found = _BEFORE.search(head)
    if found is None:
        return None
    clock = read_clock(text[:start], low + found.start())
    if clock is None or clock.hour > 24:
        return None
    between = text[clock.end : start].strip(" \t\u00a0\u202f,|•·-–—/)")
    if len(between) > 4:
        return None
    return clock
