"""Cheap tests that tell where a date may stand, so that only few places are read closely.

Measured on news text (``benchmarks/date_accuracy.py``): RE2 on bytes finds a day beside a year three times as fast as
numpy finds four digits in a row, and leaves a tenth of the places.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import Any

import re2

from newsqa.text.date_names import language_set, table

_DIGIT = re.compile(r"\d")

# Bytes that a window reaches beyond day and year: a weekday stands there with what joins it to the date. Names of
# weekdays take up to some 60 bytes in scripts of three bytes a letter.
REACH = 96
# The same in scripts of four bytes a letter, which begin with this one.
FAR_REACH, _FOUR = 200, b"\xf0"
# The longest way from day to year or back, in bytes: month names of several words in scripts of three bytes.
APART = 72
# The longest day, month and year together in letters of one byte each.
APART_ASCII = 44


# The longest way from a weekday to the figures of its date, in letters of one byte each.
NEAR = 44

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
    year = "[12][0-9]{3}"
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


def dated_places(data: bytes) -> list[tuple[int, int]]:
    """Return where a day stands beside a year in UTF-8 text: byte spans, ascending, each within one line."""
    spans = (found.span() for found in _dated().finditer(data))
    return [
        (start, end) for start, end in spans if end - start <= APART_ASCII or not data[start:end].isascii()
    ]


def weekday_windows(data: bytes, places: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the surroundings of days and years in which a weekday may stand: byte spans within one line, ascending.

    ``places`` are the `dated_places` of ``data``. Spans do not overlap, begin and end between characters, and reach
    ``REACH`` bytes beyond day and year unless the line ends before. Every date in which ``find_dates`` sees a weekday
    and a year lies in one of them.
    """
    low = high = -1
    for start, end in places:
        reach = FAR_REACH if _FOUR in data[max(0, start - REACH) : end + REACH] else REACH
        floor = data.rfind(b"\n", max(0, start - reach), start) + 1
        start = floor or _character_start(data, max(0, start - reach))
        ceiling = data.find(b"\n", end, end + reach)
        end = ceiling if ceiling >= 0 else _character_start(data, min(len(data), end + reach))
        if start <= high:
            high = max(high, end)
            continue
        if high > low:
            yield low, high
        low, high = start, end
    if high > low:
        yield low, high


# Languages whose full names of weekdays count in a text of any language: quotations, agencies, mixed pages.
_EVERYWHERE = ("en", "fr", "es", "pt", "de", "it", "nl", "ru", "ar")
_SHORT = 4


def with_weekday(
    data: bytes, windows: Sequence[tuple[int, int]], places: Sequence[tuple[int, int]], language: str | None
) -> list[int]:
    """Return which windows of UTF-8 may name a weekday beside a day and year, for someone who writes in ``language``.

    ``windows`` are some of the `weekday_windows` of ``data`` and ``places`` its `dated_places`; ``language`` is a base
    subtag, or None. The language's own names count, and the full ones of a few large languages; others are words of
    their own nearly everywhere ("del", "die", "na"). Where the language is not known everything counts.
    """
    pattern = _weekdays(language) if language else None
    if pattern is None:
        return list(range(len(windows)))
    # One search over all of them: calling it for each takes longer than searching.
    ends = list(accumulate(high - low + 1 for low, high in windows))
    found: set[int] = set()
    for match in pattern.finditer(b"\n".join(data[low:high] for low, high in windows)):
        start, end = match.span()
        index = bisect_right(ends, start)
        shift = windows[index][1] + 1 - ends[index]
        if index not in found and _beside_place(data, start + shift, end + shift, places):
            found.add(index)
    return sorted(found)


def _beside_place(data: bytes, start: int, end: int, places: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a day and year stand so near to a name that they may be one date."""
    following = bisect_right(places, (end, 0))
    if following and places[following - 1][1] >= start - FAR_REACH:
        between = data[places[following - 1][1] : start]
        if len(between) <= NEAR or not between.isascii():
            return True
    if following < len(places) and places[following][0] <= end + FAR_REACH:
        between = data[end : places[following][0]]
        return len(between) <= NEAR or not between.isascii()
    return False


@cache
def _weekdays(language: str) -> Any:
    """Return the pattern of the names to look for; None when the table does not know the language."""
    own = _names((language,))
    if not own:
        return None
    full = {name for name in _names(_EVERYWHERE) if len(name) > _SHORT or not name.isascii()}
    written = {form for name in own | full for form in (name, unicodedata.normalize("NFD", name))}
    # Short names are parts of many words.
    short = [name for name in written if len(name) <= _SHORT and name.isascii()]
    # A name that begins with another is found with it.
    ordered = sorted(written.difference(short), key=len)
    least = [n for i, n in enumerate(ordered) if not any(n.startswith(shorter) for shorter in ordered[:i])]
    pattern = "|".join([rf"\b{_as_written(name)}\b" for name in sorted(short)] + [*map(_as_written, least)])
    return re2.compile(f"(?i:{pattern})".encode())


def _as_written(name: str) -> str:
    """Return the pattern of a folded name as it may be written: apostrophes, hyphens, spaces, dotted İ, hamza."""
    pattern = re2.escape(name).replace("\\'", "['’ʼ`´ʹ‘]").replace("\\-", "[-‐‑]").replace("\\ ", "[ \u00a0]")
    return str(pattern.replace("i", "[iİ]").replace("ا", "[اأإآٱ]"))


@cache
def _names(languages: tuple[str, ...]) -> frozenset[str]:
    """Return the folded names of the weekdays in any of the languages (base subtags)."""
    names = _names_by_language()
    return frozenset(name for language in language_set(languages) for name in names.get(language, ()))


@cache
def _names_by_language() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, entry in table().weekdays.items():
        for language in entry.replace(";", " ").split(" "):
            found.setdefault(language, []).append(name)
    return found


def _character_start(data: bytes, pos: int) -> int:
    """Return the first place at or after ``pos`` where a character begins."""
    while pos < len(data) and data[pos] & 0xC0 == 0x80:
        pos += 1
    return pos
