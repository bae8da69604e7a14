"""Cheap tests that tell where a date may stand, so that only few places are read closely.

Measured on news text (``benchmarks/date_accuracy.py``): RE2 on bytes finds a day beside a year three times as fast as
numpy finds four digits in a row, and leaves a tenth of the places.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import re2

from newsqa.text.date_names import fold, language_set, table

_DIGIT = re.compile(r"\d")

# Bytes that a window reaches beyond day and year: a weekday stands there with what joins it to the date. Names of
# weekdays take up to some 60 bytes in scripts of three bytes a letter.
REACH = 96
# The longest way from day to year or back, in bytes: month names of several words in scripts of three bytes.
APART = 72


# The zeros of the scripts whose digits stand in dates, in code order: Arabic, Persian, N'Ko, Devanagari, Bengali,
# Gurmukhi, Gujarati, Oriya, Tamil, Telugu, Kannada, Malayalam, Sinhala, Thai, Lao, Tibetan, Burmese, Shan, Khmer,
# Mongolian, full width. Each script's ten digits end in the same byte and count up from it.
_ZEROS = (
    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0DE6, 0x0E50,
    0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0xFF10,
)  # fmt: skip


def has_date(line: str | bytes) -> bool:
    """Tell whether a line may hold a date; False means that it holds none."""
    if isinstance(line, bytes):
        line = line.decode("utf-8", "replace")
    # Ten searches for one character are faster than one for a class of ten.
    for digit in "1203456789":
        if digit in line:
            return True
    return not line.isascii() and _DIGIT.search(line) is not None


def _digit_bytes() -> str:
    """Return a pattern, over bytes read as Latin-1, of a decimal digit of a script that news is written with."""
    heads = []
    for zero in _ZEROS:
        head, first = chr(zero).encode()[:-1], chr(zero).encode()[-1]
        escaped = "".join(f"\\x{byte:02x}" for byte in head)
        heads.append(f"{escaped}[\\x{first:02x}-\\x{first + 9:02x}]")
    return f"(?:{'|'.join(heads)})"


@cache
def _dated() -> Any:
    """Return the pattern of a day and a year near each other, on bytes."""
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    options.max_mem = 64 << 20
    native = _digit_bytes()
    digit = f"(?:[0-9]|{native})"
    year = "(?:1[5-9]|2[0-6])[0-9]{2}"
    short = r"(?:['`/\-]|\xe2\x80[\x90\x91\x98\x99])[0-9]{2}"
    mark = r"(?:[./\-]|\xef\xbc[\x8d-\x8f])"
    space = r"(?: |\xc2\xa0|\xe2\x80[\x8e\x8f])?"
    pattern = (
        rf"[0-9]{{1,2}}[^0-9\n]{{1,{APART}}}(?:{year}|{short})"
        rf"|{year}[^0-9\n]{{1,{APART}}}[0-9]{{1,2}}"
        rf"|{digit}{{1,2}}{space}{mark}{space}{digit}{{1,2}}{space}{mark}{space}{digit}{{2}}"
        rf"|{native}{{4}}"
    )
    return re2.compile(pattern.encode("ascii"), options)


def _variants(name: str) -> str:
    """Return a pattern for a folded name as it may be written: capitals, apostrophes, spaces, decomposed marks."""
    written = {name, unicodedata.normalize("NFD", name)}
    patterns = []
    for form in sorted(written):
        pattern = re2.escape(form).replace("\\'", "'")
        pattern = pattern.replace("'", "['’ʼ`´ʹ‘]").replace("\\ ", " ").replace(" ", "[ \u00a0]")
        patterns.append(pattern.replace("\\-", "[-‐‑]").replace("i", "[iİ]").replace("ا", "[اأإآٱ]"))
    return "|".join(patterns)


@cache
def _weekday() -> Any:
    """Return the pattern of the weekdays' names on UTF-8 bytes; it finds some that are no words of their own."""
    options = re2.Options()
    options.max_mem = 128 << 20
    short, long, other = [], [], []
    for name in sorted(table().weekdays):
        if not name[0].isascii():
            other.append(_variants(name))
        elif len(name) > 4:
            long.append(_variants(name))
        elif len(name) > 2:
            short.append(_variants(name))
        else:  # counts with a capital only
            short.append(f"(?-i:{name.title()}|{name.upper()})")
    # A capital inside a word begins a name that is glued to it ("UpdatedMonday"); that case is rare enough to let
    # any long name inside a word pass.
    return re2.compile(
        f"(?i:(?:^|[^a-z])(?:{'|'.join(short)})(?:[^a-z]|$)|{'|'.join(long)}|{'|'.join(other)})", options
    )


def dated_places(data: bytes) -> list[tuple[int, int]]:
    """Return where a day stands beside a year in UTF-8 text: byte spans, ascending, each within one line."""
    return [found.span() for found in _dated().finditer(data)]


def weekday_candidates(
    data: bytes, places: Sequence[tuple[int, int]] | None = None
) -> Iterator[tuple[int, int]]:
    """Yield where a weekday may stand beside a full date with a year: byte spans within one line, ascending.

    ``data`` is UTF-8, of any size and number of lines and articles; ``places`` are its `dated_places` when they are
    known. Spans do not overlap, begin and end between
    characters, and reach ``REACH`` bytes beyond day and year unless the line ends before. Every date in which
    ``find_dates`` sees a weekday and a year lies in one of them.
    """
    weekday = _weekday().search
    low = high = -1
    for start, end in dated_places(data) if places is None else places:
        floor = data.rfind(b"\n", max(0, start - REACH), start) + 1
        start = floor or _character_start(data, max(0, start - REACH))
        ceiling = data.find(b"\n", end, end + REACH)
        end = ceiling if ceiling >= 0 else _character_start(data, min(len(data), end + REACH))
        if start <= high:
            high = max(high, end)
            continue
        if high > low and weekday(data[low:high]) is not None:
            yield low, high
        low, high = start, end
    if high > low and weekday(data[low:high]) is not None:
        yield low, high


def names_weekday(window: str, language: str) -> bool:
    """Tell whether a window may name a weekday for someone who writes in ``language`` (a base subtag).

    Names of at least five letters count in every language. Shorter ones are words of their own nearly everywhere ("del",
    "die", "na"), and count only as a whole word of the language itself.
    """
    folded = fold(window)
    if _long_weekday().search(folded) is not None:
        return True
    short = _short_weekdays(language)
    return short is None or not short.isdisjoint(_WORD.findall(folded))


_WORD = re.compile(r"[^\W\d_]+")
_SHORT = 4


@cache
def _long_weekday() -> Any:
    options = re2.Options()
    options.max_mem = 128 << 20
    return re2.compile(
        "|".join(_variants(name) for name in sorted(table().weekdays) if len(name) > _SHORT), options
    )


@cache
def _short_weekdays(language: str) -> frozenset[str] | None:
    """Return the words of the short names of a language's weekdays; None when the table does not know the language."""
    wanted = language_set((language,))
    own = [
        name for name, entry in table().weekdays.items() if wanted & set(entry.replace(";", " ").split(" "))
    ]
    words = (word for name in own if len(name) <= _SHORT for word in _WORD.findall(name))
    return frozenset(words) if own else None


def _character_start(data: bytes, pos: int) -> int:
    """Return the first place at or after ``pos`` where a character begins."""
    while pos < len(data) and data[pos] & 0xC0 == 0x80:
        pos += 1
    return pos
