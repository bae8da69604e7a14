"""Relative dates as an article's date line: "2 hours ago", "hier à 15h28", "вчера, 15:28", "قبل ساعتين"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import re2

from newsqa.data import load
from newsqa.text.date_find import plain_digits
from newsqa.text.date_names import fold
from newsqa.text.date_words import date_words
from newsqa.text.lazy import lazy
from newsqa.text.pieces import holding

# A line with more characters is no date line.
_MOST_CHARS = 70
_SEPARATORS = lazy(r"\s*[|•·∙⋅●–—]\s*|\s+[-/]\s+")
_LEAD = lazy(r"[\s:\-–,(]*")
_CLOCK = r"(?P<clock>[\s,]*(?:[^\W\d]{1,5}\.?\s){0,2}\d{1,2}(?:[:.h]\d{2}|h|\s?[時时點点시](?:\s?\d{1,2}\s?[分분])?)(?:\s?(?:uhr|h|hrs|[ap]\.?m\.?|uur))?(?:\s?[(（]?(?:utc|gmt)(?:[+\-]\d{1,2}(?::\d{2})?)?[)）]?)?)"
_SECONDS = {"second": 1, "minute": 60, "hour": 3600}
_DAYS = {"day": 1, "week": 7}


@dataclass(frozen=True, slots=True)
class RelativeDate:
    """A relative date: ``count`` of ``unit`` before the article was fetched; the offsets count in its line."""

    start: int
    end: int
    count: int
    unit: str

    def resolved(self, fetched: dt.datetime) -> str | None:
        """Return the moment in ISO 8601: to the minute for hours, else the day; None for months and years."""
        if self.unit in _SECONDS:
            moment = fetched - dt.timedelta(seconds=self.count * _SECONDS[self.unit])
            return moment.isoformat(timespec="minutes")
        if self.unit in _DAYS:
            return (fetched - dt.timedelta(days=_DAYS[self.unit] * self.count)).date().isoformat()
        return None


def may_be_relative(lines: Sequence[bytes]) -> list[int]:
    """Return which lines of UTF-8, in any language, may be a relative date."""
    return holding(_gate(), lines) if lines else []


def read_relative(line: str, language: str | None) -> RelativeDate | None:
    """Read the relative date that a line is, or one of its parts between separators, but for a label before it.

    "Today" counts only beside a clock time or behind a label: alone it is the name of a section.
    """
    folded = fold(plain_digits(line))
    if language is None or len(line) > _MOST_CHARS or len(folded) != len(line):
        return None
    start = 0
    bounds = [(found.start(), found.end()) for found in _SEPARATORS.finditer(folded)]
    for end, behind in [*bounds, (len(folded), 0)]:
        if found := _read(folded, start, end, language) or _read(folded, 0, len(folded), language):
            return found
        start = behind
    return None


def _read(folded: str, start: int, end: int, language: str) -> RelativeDate | None:
    words = date_words()
    label = words.published.match(folded, start, end) or words.updated.match(folded, start, end)
    gap = _LEAD.match(folded, label.end() if label else start, end)
    start = gap.end() if gap else start
    ago, days, units, day_counts = _patterns(language)
    for pattern in ago:
        if found := pattern.fullmatch(folded, start, end):
            unit, count = units[found["unit"]]
            number = found["number"] or ""
            return RelativeDate(start, end, int(number) if number.isdigit() else count, unit)
    found = days.fullmatch(folded, start, end) if days else None
    if found is None or (day_counts[found["day"]] == 0 and not (label or found["clock"])):
        return None
    return RelativeDate(start, end, day_counts[found["day"]], "day")


Patterns = tuple[list[re.Pattern[str]], re.Pattern[str] | None, dict[str, tuple[str, int]], dict[str, int]]


@cache
def _patterns(language: str) -> Patterns:
    """Return what finds "2 hours ago" in a language, what finds "yesterday", and what their words mean."""
    data = load("relative_dates")
    units = {
        fold(word): (unit, 1) for unit, words in data["units"].get(language, {}).items() for word in words
    }
    units |= {fold(word): (unit, 2) for word, unit in data["pairs"].get(language, {}).items()}
    ones = [fold(word) for word in data["one"].get(language, ())]
    ago = []
    if units:
        # Where the number may be left out, or is part of the word for a pair, only the unit stands.
        bare = "" in ones or language in data["pairs"]
        number = rf"(?:(?P<number>\d{{1,3}}{_either(ones)})\s?){'?' if bare else ''}"
        amount = rf"{number}(?P<unit>{_either(units)[1:]})"
        for template in data["ago"][language]:
            ago.append(re.compile(re.escape(fold(template)).replace(r"\{n\}", amount) + r"\.?"))
    day_counts = {
        fold(word): int(count)
        for count, words in data["days_ago"].get(language, {}).items()
        for word in words
    }
    days = re.compile(rf"(?P<day>{_either(day_counts)[1:]}){_CLOCK}?") if day_counts else None
    return ago, days, units, day_counts


def _either(words: Any) -> str:
    """Return the words as alternatives with "|" before each, the longest first."""
    return "".join(f"|{re.escape(word)}" for word in sorted(words, key=len, reverse=True) if word)


@cache
def _gate() -> Any:
    """Return the pattern of what every relative date holds: the words around the number, or the name of a day."""
    data = load("relative_dates")
    templates = {template for listed in data["ago"].values() for template in listed}
    before = {start for t in templates if (start := t.partition("{n}")[0].strip())}
    after = {end for t in templates if (end := t.partition("{n}")[2].strip())}
    days = {word for named in data["days_ago"].values() for words in named.values() for word in words}
    either = (
        rf"(?:^|[^\pL])(?:{_either(before)[1:]}) ?[^\pZ\n]{{1,14}} ?[^\pZ\n]{{0,14}} ?[^\pZ\n]{{0,14}}\.?(?:$|[|•·,–—-])",
        rf"[^\pZ\n] ?(?:{_either(after)[1:]})\.?(?: *$| *[|•·,–—-])",
        rf"(?:^|[^\pL])(?:{_either(days)[1:]})(?:[^\pL]|$)",
    )
    return re2.compile(f"(?im:{'|'.join(either)})".encode())
