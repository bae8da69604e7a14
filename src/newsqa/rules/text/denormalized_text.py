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

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from newsqa.rules.base import Edit, Hit, Rule, Safety
from newsqa.text.byte_search import places_of
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
_LINE = re.compile(r"[^\r\n]+")
_WORD = re.compile(r"\S*[^\x00-\x7f]\S*")


@dataclass(frozen=True, slots=True)
class Options:
    """Options of denormalized-text."""

    form: Form = "NFC"


def check(view: View, options: Options) -> Iterator[Hit]:
    """Yield the words of each line that normalisation would change."""
    form = options.form
    safety: Safety = "safe" if form in ("NFC", "NFD") else "unsafe"
    for row in _suspicious_rows(view, form):
        text = view.text_bytes(row).decode()
        if unicodedata.is_normalized(form, text):
            continue
        base = int(view.offsets[row])
        for line in _LINE.finditer(text):
            if unicodedata.is_normalized(form, line[0]):
                continue
            start, end = _changed(form, line[0])
            bad = line[0][start:end]
            low = view.at(base, text, line.start() + start)
            high = low + len(bad.encode())
            edit = Edit(low, high, unicodedata.normalize(form, bad), safety)
            yield Hit(row, f"'{bad[:40]}' is not in the Unicode form {form}", low, high, edit=edit)


def _changed(form: Form, line: str) -> tuple[int, int]:
    """Return where the first and the last word of a line that normalisation changes start and end."""
    words = list(_WORD.finditer(line))
    first = next((word for word in words if not unicodedata.is_normalized(form, word[0])), None)
    last = next((word for word in reversed(words) if not unicodedata.is_normalized(form, word[0])), None)
    return (first.start(), last.end()) if first and last else (0, len(line))


def _suspicious_rows(view: View, form: Form) -> list[int]:
    """Return the articles that may not be in a normal form."""
    if form != "NFC":
        return [row for row in range(view.size) if not view.text_bytes(row).isascii()]
    found = [_doubled_marks(view)]
    for lead, ranges in _SUSPECTS.items():
        places = places_of(view, lead)
        places = places[places < len(view.data) - 2]
        places = places[_between(ranges)[view.data[places + 1]]]
        for low, high, *third in ranges if len(places) else ():
            if third:
                second, last = view.data[places + 1], view.data[places + 2]
                within = (second >= low) & (second <= high)
                places = places[~within | ((last >= third[0]) & (last <= third[1]))]
        found.append(places)
    rows: list[int] = np.unique(view.rows_of(np.concatenate(found))).tolist()
    return rows


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
