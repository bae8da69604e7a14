"""Where a weekday may stand beside a date, in any language: a search for names around days and years only."""

from __future__ import annotations

import datetime
import unicodedata
from bisect import bisect_left
from functools import cache
from typing import Any

import numpy as np
import re2
from numpy.typing import NDArray

from newsqa.text.date_glance import glance
from newsqa.text.date_names import WORD, language_set, look_up, table
from newsqa.text.lazy import lazy
from newsqa.text.lines import line_starts

# Bytes that a window reaches beyond day and year: a weekday stands there with what joins it to the date. Names of
# weekdays take up to some 60 bytes in scripts of three bytes a letter.
_REACH = 96
# The same in scripts of four bytes a letter, which begin with this one.
_FAR_REACH, _FOUR = 200, 0xF0
_LINE_FEED = 0x0A
# The longest way from a weekday to the figures of its date, in letters of one byte each.
_NEAR = 44

# Languages whose full names of weekdays count in a text of any language: quotations, agencies, mixed pages.
_EVERYWHERE = ("en", "fr", "es", "pt", "de", "it", "nl", "ru", "ar")
_SHORT = 4
_WORD = lazy(WORD)
# No name of a weekday takes more bytes.
_WORD_BYTES = 72


def weekday_windows(
    data: bytes, places: NDArray[np.int64], lines: NDArray[np.int64] | None = None
) -> NDArray[np.int64]:
    """Return the surroundings of days and years in which a weekday may stand: byte spans within one line, ascending.

    ``places`` are the `dated_places` of ``data``, ``lines`` where its lines start. One row a span. Spans do not overlap, begin and end
    between characters, and reach ``_REACH`` bytes beyond day and year unless the line ends before. Every date in which
    ``find_dates`` sees a weekday and a year lies in one of them.
    """
    if not len(places):
        return np.empty((0, 2), np.int64)
    if lines is None:
        lines = line_starts(data)
    codes = np.frombuffer(data, np.uint8)
    first, last = places[:, 0], places[:, 1]
    reach = np.full(len(places), _REACH)
    if _FOUR in data:
        fours = np.flatnonzero(codes == _FOUR)
        reach[fours.searchsorted(first - _REACH) < fours.searchsorted(last + _REACH)] = _FAR_REACH
    line = lines.searchsorted(first, side="right")
    stops = np.append(lines[1:], len(data))[line - 1]
    stops -= codes[stops - 1] == _LINE_FEED
    start = _character_start(codes, np.maximum(first - reach, lines[line - 1]))
    end = _character_start(codes, np.minimum(last + reach, stops))
    furthest = np.maximum.accumulate(end)
    opens = np.concatenate(([True], start[1:] > furthest[:-1]))
    closes = np.concatenate((opens[1:], [True]))
    return np.stack((start[opens], furthest[closes]), axis=1)


def with_weekday(
    data: bytes, windows: NDArray[np.int64], places: NDArray[np.int64], language: str | None
) -> dict[int, list[int]]:
    """Return which windows of UTF-8 may name a weekday beside a day and year, for someone who writes in ``language``.

    With each, where the names begin in ``data``; none where that is not known. ``windows`` are some of the
    `weekday_windows` of ``data`` and ``places`` its `dated_places`; ``language`` is a base subtag, or None. The
    language's own names count, and the full ones of a few large languages; others are words of their own nearly
    everywhere ("del", "die", "na"). Where the language is not known everything counts.
    """
    own = _names((language,)) if language else frozenset()
    if not own:
        return {index: [] for index in range(len(windows))}
    # One search over all of them: calling it for each takes longer than searching.
    joined = b"\n".join([data[low:high] for low, high in windows.tolist()])
    matches = (match for pattern in (_pattern(own), _everywhere()) for match in pattern.finditer(joined))
    named = np.array([match.span() for match in matches], np.int64).reshape(-1, 2)
    begins = np.cumsum(windows[:, 1] - windows[:, 0] + 1) - (windows[:, 1] - windows[:, 0] + 1)
    index = begins.searchsorted(named[:, 0], side="right") - 1
    named += (windows[:, 0] - begins)[index][:, None]
    beside = _beside_place(data, named[:, 0], named[:, 1], places)
    found: dict[int, list[int]] = {}
    for window, start in zip(index[beside].tolist(), named[beside, 0].tolist(), strict=True):
        found.setdefault(window, []).append(start)
    return dict(sorted(found.items()))


def weekdays_agree(data: bytes, starts: list[int], names: list[int], language: str | None) -> bool:
    """Tell whether dates agree with all weekdays around them for certain; what cannot be read at a glance may, too.

    ``starts`` are where the figures of the dates begin in ``data``, ``names`` where the names of weekdays do.
    """
    if not names:
        return False
    names = sorted(names)
    days: set[int] = set()
    parts: set[int] = set()
    for start in starts:
        day, end = glance(data, start, language)
        if not day:
            return False
        days.add(day)
        # "the day" and "the month" in Chinese and Japanese
        parts.update(names[bisect_left(names, start) : bisect_left(names, end)])
    true = {datetime.date(day // 10_000, day // 100 % 100, day % 100).weekday() for day in days}
    return all(
        true <= _meaning(data[name : name + _WORD_BYTES], language) for name in names if name not in parts
    )


def _meaning(written: bytes, language: str | None) -> frozenset[int]:
    """Return the weekdays that the word at the beginning of some UTF-8 may mean."""
    word = _WORD.match(written.decode("utf-8", "ignore"))
    return frozenset(look_up(word[0], (language,) if language else ()).weekdays if word else ())


def _beside_place(
    data: bytes, start: NDArray[np.int64], end: NDArray[np.int64], places: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Tell beside which names a day and year stand so near that they may be one date."""
    following = places[:, 0].searchsorted(end, side="left")
    before = places[np.maximum(following - 1, 0), 1]
    behind = places[np.minimum(following, len(places) - 1), 0]
    has_before, has_behind = following > 0, following < len(places)
    near: NDArray[np.bool_] = (has_before & (start - before <= _NEAR)) | (
        has_behind & (behind - end <= _NEAR)
    )
    # Farther off only where the letters between take several bytes.
    far = (has_before & (start - before <= _FAR_REACH)) | (has_behind & (behind - end <= _FAR_REACH))
    for i in np.flatnonzero(far & ~near).tolist():
        near[i] = (has_before[i] and not data[before[i] : start[i]].isascii()) or (
            has_behind[i] and not data[end[i] : behind[i]].isascii()
        )
    return near


@cache
def _everywhere() -> Any:
    """Return the pattern of the names that count in a text of any language; it takes most of the time to prepare."""
    names = _names(_EVERYWHERE)
    return _pattern(frozenset(name for name in names if len(name) > _SHORT or not name.isascii()))


@cache
def _pattern(names: frozenset[str]) -> Any:
    """Return the pattern of folded names as they may be written."""
    written = {form for name in names for form in (name, unicodedata.normalize("NFD", name))}
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


def _character_start(codes: NDArray[np.uint8], places: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the first place at or after each where a character begins."""
    for _ in range(3):
        inside = (codes.take(places, mode="clip") & 0xC0) == 0x80
        if not inside.any():
            break
        places = places + inside
    return places
