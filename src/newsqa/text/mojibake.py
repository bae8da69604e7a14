"""Mojibake: finding it cheaply, and mending it with ftfy where encoding and decoding alone does so."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsqa.text import misread
from newsqa.text.byte_search import byte_at, line_of, places_before_others
from newsqa.text.lazy import lazy, lazy_re2

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsqa.view import View

# What a continuation byte of UTF-8 (80 to BF) becomes in each encoding; a lead byte before it gives the mistake away.
_LATIN = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
# The same without the characters that follow a small accented letter in good text (no-break space, quotes, dashes).
_LATIN_RARE = "\u0080-\u009f¡-ª¬-º¼-¿€‚ƒ„†‡ˆ‰Š‹ŒŽ•˜™Ÿ"
_CYRILLIC = "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—™љ›њќћџ\u00a0ЎўЈ¤Ґ¦§Ё©Є«¬\u00ad®Ї°±Ііґµ¶·ё№є»јЅѕї"
_CYRILLIC_RARE = "‚„†‡€‰‹•™›¤¦§©¬\u00ad®°±µ¶·№"
_MAC = "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø"
_MAC_TWO = "¬√ƒ≈∆«»…\u00a0ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ"
_MAC_THREE = "‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\uf8ffÒÚÛÙ"

# A superset of what is found, cheap enough for every line with two characters outside ASCII side by side.
_GATE = lazy_re2(
    "|".join(
        (
            f"[Â-ß][{_LATIN}]",  # two-byte sequences in Windows-1252 and Latin-1
            f"[à-ô][{_LATIN_RARE}]|[à-ô][{_LATIN}]{{2}}",  # three- and four-byte sequences
            f"[ĂÄĹÎĎ][{_LATIN}]|[ГВОΓΒΞ][{_CYRILLIC_RARE}]|вЂ|β€|ā€",
            f"(?:[В-Я][{_CYRILLIC}]){{2}}|[а-ф][{_CYRILLIC}]{{2}}|[A-Za-z0-9][В-Я][{_CYRILLIC}]|[В-Я][{_CYRILLIC}][A-Za-z0-9]",
            f"[√≈∆ƒ][{_MAC}]|¬[†©®°±£´ª]|(?:[{_MAC_TWO}][{_MAC}]){{2}}|[{_MAC_THREE}][{_MAC}]{{2}}",
        )
    )
)

# By the first bytes of the letters that a lead byte becomes: the bytes that may be last, the first bytes of what the
# continuation byte behind it becomes, and whether a third character outside ASCII must follow.
_LATIN_FOLLOWS = [0xC2, 0xC5, 0xC6, 0xCB, 0xE2]
_MAC_FOLLOWS = [0xC2, 0xC3, 0xCE, 0xCF, 0xE2]
_ANY = list(range(0x80, 0xC0))
_LEADS: tuple[tuple[bytes, list[int], list[int], bool], ...] = (
    (b"\xc2", [0xAC], _MAC_FOLLOWS, False),  # ¬
    (b"\xc2", [0xA0, 0xAB, 0xB7, 0xBB], _MAC_FOLLOWS, True),
    (b"\xc3", [*range(0x82, 0xB5)], _LATIN_FOLLOWS, False),  # Â to ô
    (b"\xc3", [*range(0x80, 0x9C), 0xB7, 0xBF], _MAC_FOLLOWS, True),  # À to Û, ÷ and ÿ
    (b"\xc4", [0x81, 0x82, 0x8E, 0xB9], _LATIN_FOLLOWS, False),  # ā Ă Ď Ĺ
    (b"\xc5", [0x92, 0x93, 0xB8], _MAC_FOLLOWS, True),  # Œ œ Ÿ
    (b"\xc6", [0x92], _MAC_FOLLOWS, False),  # ƒ
    (b"\xce", [0x92, 0x93, 0x9E, 0xB2], [0xC2, 0xE2], False),  # Β Γ Ξ β
    (b"\xd0", [*range(0x92, 0xB0)], [0xC2, 0xD0, 0xD1, 0xD2, 0xE2], False),  # В to Я
    (b"\xd0", [*range(0xB0, 0xC0)], [0xC2, 0xD0, 0xD1, 0xD2, 0xE2], True),  # а to п
    (b"\xd1", [0x80, 0x81, 0x82, 0x83, 0x84], [0xC2, 0xD0, 0xD1, 0xD2, 0xE2], True),
    (b"\xe2\x80", _ANY, _MAC_FOLLOWS, True),  # quotation marks and dashes
    (b"\xe2\x81", [0x84], _MAC_FOLLOWS, True),
    (b"\xe2\x82", [0xAC], _MAC_FOLLOWS, True),
    (b"\xe2\x88", [0x86, 0x9A], _MAC_FOLLOWS, False),  # ∆ √
    (b"\xe2\x89", [0x88], _MAC_FOLLOWS, False),  # ≈
    (b"\xe2\x97", [0x8A], _MAC_FOLLOWS, True),
    (b"\xef\xac", [0x81, 0x82], _MAC_FOLLOWS, True),
    (b"\xef\xa3", [0xBF], _MAC_FOLLOWS, True),
)
# First and second bytes of the letters that good Cyrillic is made of, and no continuation byte becomes.
_COMMON = np.zeros((256, 256), bool)
_COMMON[0xD0, 0x90:0xC0] = _COMMON[0xD1, 0x80:0x90] = True
_NOT_ASCII = 0x80
# How many bytes a character takes, by its first one.
_SIZE = np.ones(256, np.int64)
_SIZE[0xC2:0xE0], _SIZE[0xE0:0xF0], _SIZE[0xF0:] = 2, 3, 4

# What a single-byte encoding can produce: Latin, Greek, Cyrillic, punctuation and signs. Other scripts are good text.
_SINGLE_BYTE = r"[^\u0530-\u1dff\u2e80-\uf8fe\uf900-\ufaff\ufb07-\U0010ffff]+"
# A letter becomes two characters outside ASCII at least; only words with two of them side by side may be garbled.
_WORD = lazy(r"[^ ]*?[^\x00-\x7f]{2}[^ ]*")
_AROUND = 10  # so many characters on both sides of what the gate finds are shown to ftfy


class Garbled(NamedTuple):
    """A stretch of a line that was decoded wrongly: character offsets, and how it should read (None: not known)."""

    start: int
    end: int
    mended: str | None


class Found(NamedTuple):
    """Garbled text in the view's data: byte offsets, the text, and how it should read (None: not known)."""

    start: int
    end: int
    text: str
    mended: str | None


def garbled(view: View) -> list[Found]:
    """Return the garbled stretches of all articles, in order."""
    found: list[Found] = view.memo("mojibake", lambda: list(_search(view)))
    return found


def is_garbled(view: View, place: int) -> bool:
    """Tell whether a byte of the view's data is part of a garbled stretch that can be mended."""
    stretches = garbled(view)
    index = bisect_right(stretches, place, key=attrgetter("start")) - 1
    return index >= 0 and place < stretches[index].end and stretches[index].mended is not None


def may_be_garbled(view: View, place: int) -> bool:
    """Tell whether a character that a continuation byte becomes may be one: its line has a garbled stretch."""
    stretches = garbled(view)
    start, stop = line_of(view, place)
    index = bisect_right(stretches, stop, key=attrgetter("start")) - 1
    return index >= 0 and stretches[index].end > start and stretches[index].mended is not None


def _search(view: View) -> Iterator[Found]:
    for base, stop in _suspicious_lines(view):
        line = view.raw[base:stop].decode()
        for one in find(line):
            start, end = view.at(base, line, one.start), view.at(base, line, one.end)
            yield Found(start, end, line[one.start : one.end], one.mended)


def _suspicious_lines(view: View) -> Iterator[tuple[int, int]]:
    """Yield start and end in the view's data of the lines that may hold mojibake, in order, each once.

    Lines are whole, without their line ends only: a no-break space at the edge may be the second half of a letter.
    """
    places = _suspicious_places(view)
    ends = np.append(view.lines[1:], len(view.raw))
    for number in sorted(set((view.lines.searchsorted(places, side="right") - 1).tolist())):
        start, stop = int(view.lines[number]), int(ends[number])
        if _GATE.search(view.raw, start, stop):
            yield start, start + len(view.raw[start:stop].rstrip(b"\r\n"))


def _suspicious_places(view: View) -> NDArray[np.int64]:
    """Return where a letter that a lead byte becomes stands before a character outside ASCII."""
    found = []

    def byte(places: NDArray[np.int64]) -> NDArray[np.uint8]:
        return byte_at(view, places)

    paired: dict[int, NDArray[np.int64]] = {}
    for lead, lasts, follows, three in _LEADS:
        first, size = lead[0], len(lead) + 1
        if first not in paired:
            paired[first] = places_before_others(view, first, size)
        places = paired[first]
        if len(lead) > 1:
            places = places[byte(places + 1) == lead[1]]
        places = places[_any_of(follows)[byte(places + size)]]
        places = places[_any_of(lasts)[byte(places + size - 1)]]
        places = places[~_COMMON[byte(places + size), byte(places + size + 1)]]
        if three:
            places = places[byte(places + size + _SIZE[byte(places + size)]) >= _NOT_ASCII]
        found.append(places)
    return np.concatenate(found)


def _any_of(values: list[int]) -> NDArray[np.bool_]:
    table = np.zeros(256, bool)
    table[values] = True
    return table


def find(line: str) -> list[Garbled]:
    """Return the garbled stretches of a line: as much as one repair mends in one, the rest word by word."""
    found: list[Garbled | None] = []
    for stretch in re.finditer(_SINGLE_BYTE, line):
        whole = _garbled(stretch[0], stretch.start())
        words = () if whole else _WORD.finditer(stretch[0])
        found += [whole] if whole else [_garbled(word[0], stretch.start() + word.start()) for word in words]
    return [garbled for garbled in found if garbled]


def _garbled(text: str, start: int) -> Garbled | None:
    """Return what of a text that begins at character ``start`` is garbled; None when it is not, or not as a whole."""
    if text.isascii():
        return None
    mended = misread.undo(text) or (mend(text) if _looks_bad(text) else None)
    return None if mended is None else _changed(text, mended, start)


def mend(text: str) -> str | None:
    """Return the text as it should read, or None when encoding and decoding alone does not mend it."""
    ftfy = _ftfy()
    fixed, steps = ftfy.fix_encoding_and_explain(text, _config())
    pure = bool(steps) and all(step.action in ("encode", "decode") for step in steps)
    if pure and steps[-1].parameter != "utf-8":
        return None  # Latin-1 that should have been Windows-1252: those are control characters, see TXT005
    good = pure and fixed != text and not _is_bad(fixed) and "\ufffd" not in fixed
    return fixed if good and misread.is_plausible(fixed) else None


def _changed(line: str, mended: str, at: int) -> Garbled:
    """Return the stretch from the first to the last changed word; ASCII spaces are the same on both sides."""
    bad, good = line.split(" "), mended.split(" ")
    if len(bad) != len(good):
        return Garbled(at, at + len(line), mended)
    changed = [i for i, (one, other) in enumerate(zip(bad, good, strict=True)) if one != other]
    first, last = changed[0], changed[-1]
    start = at + sum(len(word) + 1 for word in bad[:first])
    return Garbled(start, start + len(" ".join(bad[first : last + 1])), " ".join(good[first : last + 1]))


def _looks_bad(text: str) -> bool:
    """Tell whether a text is bad to ftfy, which looks at the few places only that may be."""
    return any(_is_bad(text[max(0, m.start() - _AROUND) : m.end() + _AROUND]) for m in _GATE.finditer(text))


def _is_bad(text: str) -> bool:
    from ftfy.badness import is_bad

    return bool(is_bad(text))


@cache
def _ftfy():  # type: ignore[no-untyped-def]
    import ftfy

    return ftfy


@cache
def _config():  # type: ignore[no-untyped-def]
    return _ftfy().TextFixerConfig(
        unescape_html=False,
        restore_byte_a0=False,
        replace_lossy_sequences=False,
        decode_inconsistent_utf8=False,
        fix_c1_controls=False,
    )
