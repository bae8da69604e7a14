"""The names of months and weekdays in all languages, and the small words that stand between them.

The table is generated from CLDR (``tools/generate_date_names.py``); this module only looks words up. It is read when
the first candidate for a date is met, not on import.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from newsqa.data import load
from newsqa.text.lazy import lazy

# A letter, a mark or a sign of a script: everything that is neither space, digit, punctuation nor a symbol.
LETTER = (
    r"[^\s\d\x00-@\[-`{-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf\xd7\xf7\u0589\u05be\u05f3\u05f4\u060c\u061b\u061f\u066a-\u066d"
    r"\u06d4\u0964\u0965\u104a\u104b\u1361-\u1368\u17d4-\u17da\u2000-\u200b\u200e-\u2bff\u2e00-\u2e7f\u3001-\u3004"
    r"\u3008-\u3020\u3030\u30fb\ufe10-\ufe6f\uff00-\uff20\uff3b-\uff40\uff5b-\uff65\ufeff\ufffd]"
)
APOSTROPHES = "'’ʼ`´ʹ‘"
# Bounded, so that matching at any place takes constant time.
WORD = rf"{LETTER}{{1,24}}(?:['’ʼ`\-‐‑]{LETTER}{{1,20}}){{0,2}}"

_APOSTROPHE_TABLE = str.maketrans(dict.fromkeys(APOSTROPHES, "'") | {"‐": "-", "‑": "-"})
# Latin letters that have no decomposition but are written without their stroke or with a dot by other keyboards.
_PLAIN_TABLE = str.maketrans({"ı": "i", "ł": "l", "đ": "d", "ø": "o", "æ": "ae"})
# From here on, scripts without spaces between words (Thai, Lao, Burmese, Khmer, Han, kana) or with glued particles.
_UNSPACED = (
    ("\u0e00", "\u0eff"), ("\u1000", "\u109f"), ("\u1780", "\u17ff"),
    ("\u3040", "\u30ff"), ("\u3400", "\u9fff"), ("\uac00", "\ud7af"),
)  # fmt: skip
_CAMEL = lazy(r"(?<=[^\W\d_])(?=[A-ZÀ-ÖØ-ÞА-ЯΑ-Ω][^\W\d_A-ZÀ-ÖØ-ÞА-ЯΑ-Ω])")


class Table(NamedTuple):
    """The generated table. A name's value is ``"3 da fr;5 teo"``: each number with the languages that mean it."""

    months: dict[str, str]
    weekdays: dict[str, str]  # 1 = Monday … 7 = Sunday
    connectors: frozenset[str]
    first_words: frozenset[str]  # of names that have several words
    last_words: frozenset[str]
    month_words: frozenset[str]  # "month" where months are counted: 22 tháng 3
    plain_words: frozenset[str]  # names that are everyday words as well: without a year they need a capital
    common: frozenset[str]  # languages whose short names count without being asked for
    aliases: dict[str, list[str]]
    orders: dict[str, str]


class Word(NamedTuple):
    """What a word may be in a date; all empty when it is nothing of the kind."""

    months: tuple[int, ...]
    weekdays: tuple[int, ...]  # 0 = Monday … 6 = Sunday
    connector: bool
    sure: bool  # the name belongs to one of the languages asked for
    size: int  # how many characters of the word the name takes; the rest is glued to it
    known: bool  # it means something by itself
    several: bool  # a name of several words begins (read backwards: ends) with it


NOTHING = Word((), (), False, False, 0, False, False)


@cache
def table() -> Table:
    """Read the generated table (about 5 ms, once a process)."""
    raw = load("date_names")
    return Table(
        months=raw["months"],
        weekdays=raw["weekdays"],
        connectors=frozenset(raw["connectors"]),
        first_words=frozenset(raw["first_words"]),
        last_words=frozenset(raw["last_words"]),
        month_words=frozenset(raw["month_words"]),
        plain_words=frozenset(raw["plain_words"]),
        common=frozenset(raw["common"]),
        aliases=raw["aliases"],
        orders=raw["orders"],
    )


def fold(word: str) -> str:
    """Return the form a name is looked up by: NFC, case folded, one kind of apostrophe and hyphen."""
    if word.isascii():
        return word.lower()
    folded = unicodedata.normalize("NFC", word.casefold()).translate(_APOSTROPHE_TABLE)
    # What remains of a capital dotted I.
    return folded.replace("i\u0307", "i")


def _is_unspaced(char: str) -> bool:
    return any(first <= char <= last for first, last in _UNSPACED)


def strip_marks(folded: str) -> str:
    """Return a folded name without diacritics; vowel signs of other scripts than Latin, Greek and Arabic stay."""
    kept = [
        c
        for c in unicodedata.normalize("NFD", folded)
        if not ("\u0300" <= c <= "\u036f" or "\u0653" <= c <= "\u0655")
    ]
    return unicodedata.normalize("NFC", "".join(kept)).translate(_PLAIN_TABLE)


@lru_cache(maxsize=256)
def language_set(languages: tuple[str, ...]) -> frozenset[str]:
    """Return the base subtags to look names up in, with the close relatives that share them."""
    wanted: set[str] = set()
    for tag in languages:
        base = tag.replace("_", "-").split("-")[0].lower()
        wanted.update(table().aliases.get(base, (base,)))
    wanted.discard("und")
    wanted.discard("un")
    return frozenset(wanted)


def _numbers(entry: str | None, length: int, languages: frozenset[str]) -> tuple[tuple[int, ...], bool]:
    """Return the numbers a name means in these languages, and whether one of the languages has the name.

    Short names mean something in some language nearly always ("de" is December, "do" a weekday): without a language
    that has them they are taken from common languages only, and names of rare languages only when they are long.
    """
    if entry is None:
        return (), False
    readings = [part.split(" ") for part in entry.split(";")]
    if languages:
        own = tuple(int(number) for number, *of in readings if not languages.isdisjoint(of))
        if own:
            return own, True
    english = tuple(int(number) for number, *of in readings if "en" in of)
    if english:
        return english, False
    shared = table().common
    common = tuple(int(number) for number, *of in readings if not shared.isdisjoint(of))
    if common and (not languages or length >= 4):
        return common, False
    if length >= 5:
        return tuple(int(reading[0]) for reading in readings), False
    return (), False


def _look_up(folded: str, languages: frozenset[str], size: int) -> Word:
    names = table()
    length = len(folded) if folded[:1].isascii() or len(folded) < 3 else len(folded) + 2
    months, sure_month = _numbers(names.months.get(folded), length, languages)
    weekdays, sure_weekday = _numbers(names.weekdays.get(folded), length, languages)
    connector = folded in names.connectors
    if not (months or weekdays or connector):
        return NOTHING
    return Word(
        months, tuple(day - 1 for day in weekdays), connector, sure_month or sure_weekday, size, True, False
    )


def _without_hamza(word: str, languages: frozenset[str]) -> Word:
    """Look an Arabic word up without the hamza on its alefs, which writers set and leave out as they please.

    Latin words keep their marks: the French "tué" is not the English Tue.
    """
    if not "\u0620" <= word[0] <= "\u06ff":
        return NOTHING
    return _look_up(strip_marks(fold(word)), languages, len(word))


@lru_cache(maxsize=1 << 15)
def look_up(word: str, languages: tuple[str, ...]) -> Word:
    """Return what a word means when a date is read forwards: a name at its start counts, the rest is glued."""
    found = _look_up_start(word, languages)
    return found._replace(several=True) if fold(word) in table().first_words else found


@lru_cache(maxsize=1 << 15)
def look_up_back(word: str, languages: tuple[str, ...]) -> Word:
    """Return what a word means when a date is read backwards: a name at its end counts, the rest is glued."""
    found = _look_up_end(word, languages)
    return found._replace(several=True) if fold(word).rstrip("'") in table().last_words else found


def _look_up_start(word: str, languages: tuple[str, ...]) -> Word:
    wanted = language_set(languages)
    found = _look_up(fold(word), wanted, len(word))
    if found.known:
        return found
    for mark in re.finditer(r"['’ʼ`\-‐‑]", word):
        found = _look_up(fold(word[: mark.start()]), wanted, mark.start())
        if found.connector and not found.months:
            rest = _look_up_start(word[mark.end() :], languages)
            if rest.months or rest.weekdays:
                return rest._replace(size=rest.size + mark.end())
        if found.known:
            return found
    if _is_unspaced(word[0]):
        for size in range(min(len(word) - 1, 20), 0, -1):
            found = _look_up(fold(word[:size]), wanted, size)
            if found.known and (size > 1 or found.connector):
                return found
        return NOTHING
    camel = _CAMEL.search(word)
    if camel:
        return _look_up(fold(word[: camel.start()]), wanted, camel.start())
    return _without_hamza(word, wanted)


def _look_up_end(word: str, languages: tuple[str, ...]) -> Word:
    wanted = language_set(languages)
    found = _look_up(fold(word), wanted, len(word))
    if found.known:
        return found
    for mark in re.finditer(r"['’ʼ`\-‐‑]", word):
        tail = word[mark.end() :]
        found = _look_up(fold(tail), wanted, len(tail))
        if found.months or found.weekdays:
            return found
        head = word[: mark.start()]
        found = _look_up(fold(head), wanted, len(word))
        if found.months or (found.weekdays and word[mark.start()] not in "-‐‑"):
            return found
    if _is_unspaced(word[0]):
        for size in range(min(len(word) - 1, 20), 1, -1):
            found = _look_up(fold(word[-size:]), wanted, size)
            if found.known:
                return found
        return NOTHING
    camels = list(_CAMEL.finditer(word))
    if camels:
        start = camels[-1].start()
        return _look_up(fold(word[start:]), wanted, len(word) - start)
    return _without_hamza(word, wanted)


@lru_cache(maxsize=1 << 12)
def weekdays_possible(name: str, languages: tuple[str, ...]) -> frozenset[int]:
    """Return the weekdays that a name may mean, 0 = Monday.

    A name that the languages know has their meaning only: Italian "sabato" is Saturday, whatever it is elsewhere. A name
    they do not know is foreign, so any language's meaning is possible; without languages, those of common languages.
    """
    entry = table().weekdays.get(fold(name))
    if entry is None:
        return frozenset()
    readings = [(int(number) - 1, frozenset(of)) for number, *of in (p.split(" ") for p in entry.split(";"))]
    wanted = language_set(languages)
    shared = frozenset(day for day, of in readings if not (wanted or table().common).isdisjoint(of))
    return shared or frozenset(day for day, _ in readings)
