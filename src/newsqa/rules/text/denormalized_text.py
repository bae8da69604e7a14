"""TXT007 denormalized-text: characters that are not in the Unicode normal form.

What it does
    Flags the words of each line that normalisation to ``form`` would change, from the first to the last one.

Why it matters
    "é" may be one character or two that look the same: searches, comparisons and counts of characters go wrong.

Example
    ``cafe`` and U+0301, a combining accent; mended: ``café`` with U+00E9.

Fix safety
    Safe for NFC and NFD, which mean the same text. Unsafe for NFKC and NFKD, which replace characters by plainer ones.

Options
    form: the normal form, "NFC", "NFD", "NFKC" or "NFKD" ("NFC").

Nulls
    A null or empty text is in every normal form.
"""

import unicodedata
from collections.abc import Iterator
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsqa.rules.base import Edit, Hit, Rule, Safety
from newsqa.text.byte_search import byte_at, places_of
from newsqa.text.lazy import lazy
from newsqa.view import View

Form = Literal["NFC", "NFD", "NFKC", "NFKD"]

# First bytes of the characters that text in NFC never has, or has only where they join nothing, and between which second
# bytes (and third ones, where it matters) they are: combining marks of all scripts, doubles of letters and signs.
_SUSPECTS: dict[int, list[tuple[int, ...]]] = {
    0xCC: [(0x80, 0xBF)],
    0xCD: [(0x80, 0xB4), (0xBE, 0xBE)],
    0xCE: [(0x87, 0x87)],
    0xD2: [(0x83, 0x87)],
    0xD6: [(0x91, 0xBF)],
    0xD7: [(0x81, 0x87)],
    0xD9: [(0x93, 0x95)],
    0xDB: [(0x96, 0xAD)],
    0xDC: [(0x91, 0xBF)],
    0xDD: [(0x80, 0x8A)],
    0xDF: [(0xAB, 0xBD)],
    0xE0: [(0xA0, 0xBF)],
    0xE1: [(0x80, 0x87), (0x8D, 0x8D, 0x9D, 0x9F), (0x9C, 0xB7), (0xBD, 0xBF)],
    0xE2: [(0x80, 0x80, 0x80, 0x81), (0x83, 0x84), (0x8C, 0x8C), (0xAB, 0xAB), (0xB3, 0xB7)],
    0xE3: [(0x80, 0x80, 0xAA, 0xAF), (0x82, 0x82, 0x99, 0x9A)],
    0xEA: [(0x99, 0xAB), (0xAF, 0xAF)],
    0xEF: [(0xA4, 0xAD), (0xB8, 0xB8)],
    0xF0: [(0x90, 0x91), (0x96, 0x96), (0x9B, 0x9E), (0xAF, 0xAF)],
}
# The vowel marks of Arabic stand in most texts; out of order they can only be where two follow each other.
_ARABIC_MARK = (0xD9, 0x8B, 0x9F)
_WORD = lazy(r"\S*[^\x00-\x7f]\S*")
# From this first byte on a character has three bytes or more: in the scripts of the south of Asia nearly all have, and
# their lines are asked for at once.
_LONG = 0xE0
_CONTINUATION, _IS_CONTINUATION = 0xC0, 0x80  # the bits of a byte within a character, and what they are
# Of four bytes from the first one of a character on, those that belong to it.
_OWN = np.full(256, 0xFF000000, np.uint64)
_OWN[0xC0:0xE0], _OWN[0xE0:0xF0], _OWN[0xF0:] = 0xFFFF0000, 0xFFFFFF00, 0xFFFFFFFF


class Options(NamedTuple):
    """Options of denormalized-text."""

    form: Form = "NFC"


def check(view: View, options: Options) -> Iterator[Hit]:
    """Yield the words of each line that normalisation would change."""
    form = options.form
    safety: Safety = "safe" if form in ("NFC", "NFD") else "unsafe"
    ends = np.append(view.lines[1:], len(view.raw))
    for number in _suspicious_lines(view, form):
        base = int(view.lines[number])
        line = view.raw[base : int(ends[number])].rstrip(b"\r\n").decode()
        good = unicodedata.normalize(form, line)
        if good == line:
            continue
        start, end = _changed(form, line, good)
        bad = line[start:end]
        low = view.at(base, line, start)
        high = low + len(bad.encode())
        edit = Edit(low, high, unicodedata.normalize(form, bad), safety)
        message = f"'{bad[:40]}' is not in the Unicode form {form}"
        yield Hit(view.row_of(base), message, low, high, edit=edit)


def _changed(form: Form, line: str, good: str) -> tuple[int, int]:
    """Return where the first and the last word of a line that becomes ``good`` start and end."""
    words, others = line.split(" "), good.split(" ")
    start, end = 0, len(line)
    if len(words) == len(others):
        start = len(" ".join(words[: _same(words, others)]))
        end -= len(" ".join(words[len(words) - _same(words[::-1], others[::-1]) :]))
    bad = [word for word in _WORD.finditer(line, start, end) if not unicodedata.is_normalized(form, word[0])]
    return (bad[0].start(), bad[-1].end()) if bad else (0, len(line))


def _same(words: list[str], others: list[str]) -> int:
    """Return how many words two lists that differ have in common at their beginning."""
    return next(i for i, (one, other) in enumerate(zip(words, others, strict=True)) if one != other)


def _suspicious_lines(view: View, form: Form) -> list[int]:
    """Return the lines that may not be in a normal form."""
    if form != "NFC":
        return np.flatnonzero(np.maximum.reduceat(view.data, view.lines) >= _IS_CONTINUATION).tolist()
    found = [_doubled_marks(view)]
    short: list[NDArray[np.int64]] = []
    for lead, ranges in _SUSPECTS.items():
        places = places_of(view, lead)
        if not len(places):
            continue
        places = places[_between(ranges)[byte_at(view, places + 1)]]
        for low, high, *third in ranges:
            if third:
                second, last = byte_at(view, places + 1), byte_at(view, places + 2)
                within = (second >= low) & (second <= high)
                places = places[~within | ((last >= third[0]) & (last <= third[1]))]
        (found if lead >= _LONG else short).append(places)
    if short:
        found.append(np.sort(_joined(view, np.concatenate(short))))
    bounds = np.append(view.lines, len(view.data))
    counts = sum(
        (np.diff(places.searchsorted(bounds)) for places in found), np.zeros(len(view.lines), np.int64)
    )
    return np.flatnonzero(counts).tolist()


def _joined(view: View, places: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return those characters of two bytes that NFC may change or move, behind the character each follows.

    Of the few pairs of characters that a batch has each is looked at once.
    """
    before = np.maximum(places - 1, 0)
    for _ in range(3):
        before = before - (view.data[before] & _CONTINUATION == _IS_CONTINUATION)
    pairs, which = np.unique(
        _chars(view, before) << np.uint64(32) | _chars(view, places), return_inverse=True
    )
    joined = np.array([_is_joined(pair.to_bytes(8, "big")) for pair in pairs.tolist()], bool)
    found: NDArray[np.int64] = places[joined[which]]
    return found


def _chars(view: View, places: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Return the characters that start at some places, as numbers made of their bytes and zeros behind."""
    number = np.zeros(len(places), np.uint64)
    for k in range(4):
        number = number << np.uint64(8) | byte_at(view, places + k)
    return number & _OWN[byte_at(view, places)]


def _is_joined(pair: bytes) -> bool:
    before, char = pair[:4].rstrip(b"\0").decode(), pair[4:].rstrip(b"\0").decode()
    return unicodedata.combining(before or " ") > 0 or not unicodedata.is_normalized("NFC", before + char)


def _between(ranges: list[tuple[int, ...]]) -> NDArray[np.bool_]:
    """Return a table of second bytes that lie in one of some ranges."""
    table = np.zeros(256, bool)
    for low, high, *_ in ranges:
        table[low : high + 1] = True
    return table


def _doubled_marks(view: View) -> NDArray[np.int64]:
    """Return where two vowel marks of Arabic follow each other."""
    lead, low, high = _ARABIC_MARK
    places = places_of(view, lead)
    marks = places[(view.data[places + 1] >= low) & (view.data[places + 1] <= high)]
    doubled: NDArray[np.int64] = marks[:-1][np.diff(marks) == 2]
    return doubled


RULE = Rule("TXT007", "denormalized-text", "info", __name__, check, options=Options, fix="safe")
