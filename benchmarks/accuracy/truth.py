"""What the truth of real pages says, and whether a page's text shows it: told without newsqa."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from functools import cache
from typing import Any

# Languages of the pages, whose month names tell whether a day is visible.
NEWS = frozenset(
    ["ar", "bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "eu", "fi", "fr", "gl", "hr", "hu", "id", "it", "ko", "lt", "lv", "ms", "nb", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sv", "tr", "uk", "vi"]
)  # fmt: skip
# A name counts as shown where a reader looks for it: near the beginning or the end.
HEAD_LINES, FOOT_LINES = 12, 5

_URL_DAY = re.compile(r"/(20[0-2]\d)[/-]?([01]\d)[/-]?([0-3]\d)(?!\d)")


def true_days(record: dict[str, Any]) -> set[dt.date]:
    """Return the publication day as the truth writes it, and its day in UTC; from the address where there is none."""
    raw = record.get("published") or url_day(record)
    if not raw:
        return set()
    try:
        if len(raw) <= 10:
            return {dt.date.fromisoformat(raw)}
        moment = dt.datetime.fromisoformat(re.sub(r"([+-]\d\d)(\d\d)$", r"\1:\2", raw.replace("Z", "+00:00")))
    except ValueError:
        return set()  # the truth itself is no date
    days = {moment.date()}
    return days | {moment.astimezone(dt.UTC).date()} if moment.tzinfo is not None else days


def url_day(record: dict[str, Any]) -> str | None:
    """Return the day in a page's address, where it has one: pages without metadata tell their day there."""
    found = _URL_DAY.search(record.get("url") or "")
    if found is None:
        return None
    try:
        return dt.date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    except ValueError:
        return None


@cache
def month_heads() -> dict[int, set[str]]:
    """Return the first three letters of each month's names in all languages: read from Babel, not from newsqa."""
    from babel import Locale, localedata

    heads: dict[int, set[str]] = {number: set() for number in range(1, 13)}
    for identifier in localedata.locale_identifiers():
        if identifier in NEWS:
            for context in ("format", "stand-alone"):
                for number, name in Locale.parse(identifier).months[context]["wide"].items():
                    heads[number].add(name.casefold()[:3])
    return heads


def visible(text: str, days: set[dt.date]) -> bool:
    """Tell whether one of the days stands in the text: its numbers in any order, or beside a word and its year."""
    for day in days:
        d, m, y = day.day, day.month, day.year
        yy = f"(?:{y}|{y % 100:02})"
        patterns = (
            rf"(?<!\d)0?{d}\s?[./-]\s?0?{m}\s?[./-]\s?{yy}",
            rf"(?<!\d)0?{m}\s?[./-]\s?0?{d}\s?[./-]\s?{yy}",
            rf"{y}\s?[./年년-]\s?0?{m}\s?[./月월-]\s?0?{d}(?!\d)",
            rf"(?<!\d)0?{d}(?:st|nd|rd|th|º|\.)?[\s.\-]{{1,3}}(?:de )?[^\W\d_]{{3,12}}[\s.,\-]{{1,3}}(?:de )?'?{yy}",
            rf"(?<![^\W\d_])[^\W\d_]{{3,10}}\.?\s0?{d}(?:st|nd|rd|th)?,?\s{y}",
        )
        for number, pattern in enumerate(patterns):
            for found in re.finditer(pattern, text):
                words = re.findall(r"[^\W\d_]{3,}", found[0])
                if number < 3 or any(word.casefold()[:3] in month_heads()[m] for word in words):
                    return True
    return False


def folded(name: str) -> str:
    """Return a name in lower case without marks."""
    return " ".join(re.findall(r"\w+", name.casefold()))


def lines(text: str) -> list[str]:
    """Return the lines of a text that are not blank."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def true_names(authors: Sequence[str]) -> set[str]:
    """Return the true names, folded; each name of a value that joins several, too."""
    names = {folded(name) for name in authors}
    return (
        names | {folded(piece) for name in authors for piece in re.split(r",| and | & | et | und |/", name)}
    ) - {""}


def shows(text: str, names: set[str]) -> bool:
    """Tell whether one of the names stands near the beginning or the end of a text."""
    given = lines(text)
    edge = given[:HEAD_LINES] + given[max(HEAD_LINES, len(given) - FOOT_LINES) :]
    shown = f" {folded(' '.join(edge))} "
    return any(f" {name} " in shown for name in names)


def matches(name: str, names: set[str]) -> bool:
    """Tell whether a name that was found is a true one, or a part of one, or holds one."""
    mine = f" {folded(name)} "
    return any(mine in f" {true} " or f" {true} " in mine for true in names)
