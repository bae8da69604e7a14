"""MET005 mismatched-wordcount: the declared number of words or characters is not that of the text.

What it does
    Counts the words and characters of the text and compares them with the declared numbers. Counters differ in what
    they count (the title, spaces, lone dashes), so any of the usual counts may be the declared one.

Why it matters
    A number far off says that text was lost or added after it was counted.

Example
    ``"wordcount": 900`` on a text of 300 words; mended: ``300``.

Fix safety
    Safe: the number is counted again. Words are runs without spaces that hold a letter or digit; characters are all.

Options
    tolerance: the share of the declared number by which it may differ (0.1). page_tolerance: the same in pages, where
    boxes, captions and sub-heads may count or not (0.3).

Nulls
    Judged only where a number is declared; anything but a whole number is not judged, nor is a number for no text at
    all. Words are not counted in scripts written without spaces (Chinese, Japanese, Thai …).
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsqa import items
from newsqa.rules.base import Edit, Hit, Rule
from newsqa.text.lazy import lazy
from newsqa.text.prose import unspaced_chars
from newsqa.view import View

_NUMBER = lazy(r"\s*(\d{1,9})(?:\.0+)?\s*")


class Options(NamedTuple):
    """Options of mismatched-wordcount."""

    tolerance: float = 0.1
    page_tolerance: float = 0.3


def check(view: View, options: Options) -> Iterator[Hit]:
    """Yield the declared numbers that are not those of the text."""
    judged = np.flatnonzero(applies(view, options)).tolist()
    pages = items.of_format(view, "html")
    for row in judged:
        tolerance = options.page_tolerance if pages[row] else options.tolerance
        text = view.text_bytes(row).decode()
        if not text.strip():
            continue
        title = view.declared("title")[row] or ""
        for name, what, counts in (
            ("wordcount", "words", _words(text, title)),
            ("charcount", "characters", _characters(text, title)),
        ):
            declared = view.declared(name)[row]
            number = _NUMBER.fullmatch(declared or "")
            if number is None or not counts:
                continue
            wanted = int(number[1])
            if any(abs(wanted - count) <= tolerance * max(wanted, count) for count in counts):
                continue
            yield Hit(
                row, f"{wanted} {what} are declared, the text has {counts[0]}", 0, len(declared), field=name,
                value=float(abs(wanted - counts[0]) / max(wanted, counts[0])), threshold=tolerance,
                edit=Edit(0, len(declared), str(counts[0]), "safe"),
            )  # fmt: skip


def _words(text: str, title: str) -> list[int]:
    """Return what counters of words make of a text, the usual number first; nothing where words have no spaces."""
    if unspaced_chars(text):
        return []
    runs = text.split()
    words = sum(any(map(str.isalnum, run)) for run in runs)
    return [words, words + len(title.split()), len(runs)]


def _characters(text: str, title: str) -> list[int]:
    solid = sum(map(len, text.split()))
    return [len(text), len(text) + len(title), solid]


def applies(view: View, options: Options) -> NDArray[np.bool_]:
    """Articles that declare how long they are."""
    mask: NDArray[np.bool_] = view.has("wordcount") | view.has("charcount")
    return mask


RULE = Rule(
    "MET005", "mismatched-wordcount", "info", __name__, check, applies,
    "no article declares how long it is", Options, "safe",
)  # fmt: skip
