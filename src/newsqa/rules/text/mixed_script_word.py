"""TXT010 mixed-script-word: one word mixes Latin letters with Cyrillic or Greek ones that look the same.

What it does
    Flags words of three letters or more that hold letters of two of these scripts, where all letters of one of them have
    a double in the other, such as Cyrillic а, е, о and Latin a, e, o. Parts that a hyphen or an apostrophe joins are
    words of their own ("IT-компания"), and a Latin name with a Cyrillic ending of other letters ("iPhoneы"), units
    ("μm", "kΩ") and signs are left alone.

Why it matters
    The word looks right and is another one to search, deduplication and filters; it is also how filters are evaded.

Example
    ``Тrump`` with a Cyrillic Т; mended: ``Trump``.

Fix safety
    No fix: which of the two scripts was meant is not always known.

Nulls
    A null or empty text has none.
"""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from newsqa.rules.base import Hit, NoOptions, Rule
from newsqa.text import mojibake
from newsqa.text.byte_search import line_of, places_of
from newsqa.text.lazy import lazy
from newsqa.view import View

# Letters that look the same, by Unicode Technical Standard 39 (confusables), as far as fonts for reading show it.
_CYRILLIC = dict(zip("АВЕЅІЈКМНОРСТУХаеѕіјорсухԁһӏԛԝЗ", "ABESIJKMHOPCTYXaesijopcyxdhlqw3", strict=True))
_GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοινρα", "ABEZHIKMNOPTYXoivpa", strict=True))
_DOUBLES = _CYRILLIC | _GREEK
_DOUBLED = frozenset(_DOUBLES.values())

_LEADS = (0xCE, 0xCF, 0xD0, 0xD1, 0xD2, 0xD3, 0xD4)
_WORD = lazy(r"[^\W\d_]+")
_LEAST_LETTERS = 3
_ASCII_LETTER = np.zeros(256, bool)
_ASCII_LETTER[[*range(ord("A"), ord("Z") + 1), *range(ord("a"), ord("z") + 1)]] = True


def check(view: View, options: NoOptions) -> Iterator[Hit]:
    """Yield each word of two scripts that look the same."""
    behind = 0
    for place in _places(view).tolist():
        if place < behind:
            continue
        start, behind = line_of(view, place)
        line, row = view.raw[start:behind].decode(), view.row_of(start)
        low, seen = start, 0
        for word in _WORD.finditer(line):
            foreign = _disguised(word[0])
            if not foreign:
                continue
            low, seen = low + len(line[seen : word.start()].encode()), word.start()
            if mojibake.is_garbled(view, low):
                continue
            names = ", ".join(f"{char} (U+{ord(char):04X})" for char in dict.fromkeys(foreign[:5]))
            yield Hit(
                row,
                f"'{word[0][:40]}' mixes scripts: {names} among others that look the same",
                low,
                low + len(word[0].encode()),
            )


def _places(view: View) -> NDArray[np.int64]:
    """Return where a Greek or Cyrillic letter stands beside an ASCII letter."""
    found = []
    for lead in _LEADS:
        places = places_of(view, lead)
        after = np.minimum(places + 2, len(view.data) - 1)
        found.append(places[_ASCII_LETTER[view.data[places - 1]] | _ASCII_LETTER[view.data[after]]])
    return np.sort(np.concatenate(found))


def _disguised(word: str) -> str:
    """Return the letters of a word that are of another script than the rest but look like it; "" when it is in order."""
    others = [char for char in word if "\u0370" <= char <= "\u052f"]
    latin = [char for char in word if char < "\u0250" or "\u1e00" <= char <= "\u1eff"]
    if not others or not latin or len(word) < _LEAST_LETTERS or len(others) + len(latin) < len(word):
        return ""
    if all(char in _DOUBLES for char in others) and not _is_suffixed(word):
        return "".join(others)
    if all(char in _DOUBLED for char in latin) and len(latin) < len(others) and not _is_suffixed(word):
        return "".join(latin)
    return ""


def _is_suffixed(word: str) -> bool:
    """Tell whether a Latin name has a Cyrillic ending, or the other way round: each script in one part of some letters."""
    kinds = ["\u0370" <= char <= "\u052f" for char in word]
    changes = sum(one != other for one, other in pairwise(kinds))
    return changes == 1 and kinds.count(True) > 1 and kinds.count(False) > 1


RULE = Rule("TXT010", "mixed-script-word", "warning", __name__, check, preview=True)
