"""Day first or month first: which reading of ``03/04/2021`` a language and a region prefer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from newsqa.data import load
from newsqa.text.date_mention import DateMention, Order
from newsqa.text.date_names import table

# Languages that part a date's figures by dots: with strokes some software wrote it, in either order.
_DOTTED = frozenset(
    ("cs", "da", "de", "et", "fi", "hr", "lv", "nb", "nn", "no", "pl", "ru", "sk", "sl", "uk")
)


@lru_cache(maxsize=256)
def preferred_order(languages: tuple[str, ...], region: str | None) -> tuple[Order, bool]:
    """Return the likelier order of a date in figures with the year last, and whether that is decided.

    The source is CLDR's short date format of the language in the region. English without a region is undecided,
    and so is no language at all; languages that write the year first put the day first when the year is last.
    """
    if not languages:
        return "dmy", False
    tag = languages[0].replace("_", "-").split("-")
    language = table().aliases.get(tag[0].lower(), [tag[0].lower()])[0]
    for part in tag[1:]:
        if len(part) == 2 and part.isalpha():
            region = region or part.upper()
    orders = table().orders
    own = orders.get(language, "dmy")
    if region:
        order = orders.get(f"{language}_{region.upper()}", own)
        return ("mdy" if order == "mdy" else "dmy"), True
    if language == "en":
        return "mdy", False
    return ("mdy" if own == "mdy" else "dmy"), True


def is_dotted(languages: tuple[str, ...]) -> bool:
    """Tell whether the likeliest language parts a date's figures by dots."""
    return bool(languages) and languages[0].replace("_", "-").split("-")[0].lower() in _DOTTED


def english_region(text: str) -> str | None:
    """Return "US" or "GB" for the spelling of an English text; None when it shows neither, or both alike."""
    american, british = (len(pattern.findall(text)) for pattern in _spellings())
    if american == british:
        return None
    return "US" if american > british else "GB"


@cache
def _spellings() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = load("date_words")
    american, british = ("|".join(map(re.escape, words[name])) for name in ("american", "british"))
    return re.compile(rf"\b(?:{american})", re.IGNORECASE), re.compile(rf"\b(?:{british})", re.IGNORECASE)


def order_evidence(mentions: Iterable[DateMention]) -> Order | None:
    """Return the order that the unambiguous dates in figures of a text agree on; None without any or when they differ."""
    seen: set[Order] = {
        m.order
        for m in mentions
        if m.numeric and not m.ambiguous and m.invalid is None and m.order != "ymd" and m.day != m.month
    }
    return seen.pop() if len(seen) == 1 else None


def resolve(mentions: Sequence[DateMention]) -> list[DateMention]:
    """Decide ambiguous dates of one text by its other dates.

    Evidence, strongest first: a date in figures that can be read in one way only; a date in words that is one of the
    two readings.
    """
    if not any(m.ambiguous for m in mentions):
        return list(mentions)
    order = order_evidence(mentions)
    named = {(m.year, m.month, m.day) for m in mentions if not m.numeric and m.year is not None}
    resolved = []
    for mention in mentions:
        if mention.ambiguous:
            here = (mention.year, mention.month, mention.day) in named
            there = (mention.year, mention.day, mention.month) in named
            if order is not None:
                mention = (mention if mention.order == order else mention.swapped()).decided()
            elif here != there:
                mention = (mention if here else mention.swapped()).decided()
        resolved.append(mention)
    return resolved
