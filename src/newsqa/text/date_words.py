"""The words around dates: what joins date and time, time zones, and what tells one kind of date from another."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any, NamedTuple

import re2

from newsqa.data import load
from newsqa.text.date_names import LETTER, fold
from newsqa.text.lazy import lazy


class DateWords(NamedTuple):
    """The hand-written word lists of ``date_words.json``, folded."""

    joiners: frozenset[str]  # between a date and its clock time ("à", "at", "um")
    hours: frozenset[str]  # after a clock time ("Uhr", "h")
    morning: frozenset[str]
    afternoon: frozenset[str]
    zones: dict[str, int | None]  # minutes from UTC; None for abbreviations that mean several zones
    zone_letters: dict[str, str]  # capitals that name a time, and its zone in the IANA database
    zone_phrases: dict[str, str]  # what names a time in words, and its zone in the IANA database
    zone_phrase: re.Pattern[str]  # finds any of them, in folded text
    published: re.Pattern[str]
    dated: re.Pattern[str]  # says that a date follows, not which
    updated: re.Pattern[str]
    event: re.Pattern[str]
    by: frozenset[str]  # before the name of who wrote it


def _pattern(lists: dict[str, list[str]]) -> re.Pattern[str]:
    """Return a pattern that finds any of the words in folded text, as whole words where the script has spaces."""
    words = sorted({fold(word) for words in lists.values() for word in words}, key=lambda w: (-len(w), w))
    spaced = [re.escape(word) for word in words if word < "\u0e00"]
    unspaced = [re.escape(word) for word in words if word >= "\u0e00"]
    pattern = rf"(?<![^\W\d_])(?:{'|'.join(spaced)})(?![^\W\d_])"
    return lazy(f"{pattern}|{'|'.join(unspaced)}" if unspaced else pattern)


@cache
def date_words() -> DateWords:
    """Read the lists (once a process)."""
    raw = load("date_words")
    phrases = {fold(phrase): zone for zone, listed in raw["zone_phrases"].items() for phrase in listed}
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    # Where words are spaced a phrase ends with its word; Chinese and Japanese go on. The class of letters stands once
    # in the pattern: it takes a millisecond to compile.
    spaced = "|".join(re.escape(phrase) for phrase in longest_first if phrase < "\u2e80")
    unspaced = "|".join(re.escape(phrase) for phrase in longest_first if phrase >= "\u2e80")
    return DateWords(
        joiners=frozenset(fold(word) for word in raw["time_joiners"]),
        hours=frozenset(fold(word) for word in raw["hour_words"]),
        morning=frozenset(fold(word) for word in raw["am"]),
        afternoon=frozenset(fold(word) for word in raw["pm"]),
        zones=raw["zones"],
        zone_letters=raw["zone_letters"],
        zone_phrases=phrases,
        zone_phrase=lazy(f"(?:{spaced})(?!{LETTER})|{unspaced}"),
        published=_pattern(raw["published"]),
        dated=_pattern(raw["dated"]),
        updated=_pattern(raw["updated"]),
        event=_pattern(raw["event"]),
        by=frozenset(fold(word) for word in raw["by"]),
    )


@cache
def published_gate() -> Any:
    """Return the pattern of the words that say when something was published, in UTF-8; of others that hold them, too."""
    raw = load("date_words")["published"]
    words = {fold(word) for listed in raw.values() for word in listed}
    written = {form for word in words for form in (word, unicodedata.normalize("NFD", word))}
    ordered = sorted(written, key=len)
    # A word that holds another is found with it.
    least = [word for i, word in enumerate(ordered) if not any(short in word for short in ordered[:i])]
    either = "|".join(re2.escape(word).replace("i", "[iİ]") for word in least)
    return re2.compile(f"(?i:{either})".encode())
