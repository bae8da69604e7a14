"""The words of titles: which of them tell what a story is about, and how many of them a text uses."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from functools import cache

from newsqa.data import load
from newsqa.text.fold import fold
from newsqa.text.lazy import lazy
from newsqa.text.prose import unspaced_chars

# Small words are in every text. Of a longer word the beginning counts, or the end of a compound: endings change with case
# and number. The scripts of East Asia say more with a letter.
_TELLING, _TELLING_DENSE = 4, 2
_STEM_SHARE, _LEAST_STEM, _STEM_DENSE = 0.65, 4, 2
_COMPOUND, _LAST_PART = 10, 7
FIRST_DENSE = "\u0e00"
_PART = 5
_WORD = lazy(r"\w+")
_MARKS = lazy(r"[\u0300-\u036f]+")


def comparable(text: str) -> str:
    """Return a text without case, quotes, accents and tone marks: titles have them where texts do not, or the reverse."""
    if text.isascii():
        return fold(text)
    return unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFD", fold(text))))


def words_of(text: str) -> set[str]:
    """Return the words of a comparable text; pairs of characters in scripts without spaces."""
    words: set[str] = set()
    for word in _WORD.findall(text):
        if _is_dense(word) and unspaced_chars(word):
            words.update(word[i : i + 2] for i in range(max(1, len(word) - 1)))
        else:
            words.add(word)
    return words


def telling(words: Collection[str]) -> set[str]:
    """Return those of some words that tell what a story is about: no small ones and no numbers."""
    small = _small_words()
    return {
        word
        for word in words
        if len(word) >= (_TELLING_DENSE if _is_dense(word) else _TELLING)
        and word not in small
        and not word.isdigit()
    }


def shared(some: Collection[str], others: Collection[str]) -> float:
    """Return the share of the words of the shorter title that are in both."""
    fewer = min(len(some), len(others))
    return len({*some} & {*others}) / fewer if fewer else 0.0


def used(words: Collection[str], text: str) -> float:
    """Return the share of the letters of some words that a comparable text uses, too; 1 for no words."""
    letters = sum(map(len, words))
    return sum(len(word) for word in words if _is_used(word, text)) / letters if letters else 1.0


def _is_used(word: str, text: str) -> bool:
    if _is_dense(word):
        return word[:_STEM_DENSE] in text
    stem = max(_LEAST_STEM, -int(-_STEM_SHARE * len(word) // 1)) if len(word) > _LEAST_STEM + 1 else len(word)
    return word[:stem] in text or (len(word) >= _COMPOUND and word[-_LAST_PART:] in text)


def touched(words: Collection[str], text: str) -> bool:
    """Tell whether a comparable text holds any part of some words: where they change at the beginning, too."""
    return any(
        word[at : at + size] in text
        for word in words
        for size in [_STEM_DENSE if _is_dense(word) else _PART]
        for at in range(max(1, len(word) - size + 1))
    )


def _is_dense(word: str) -> bool:
    return word >= FIRST_DENSE


@cache
def _small_words() -> frozenset[str]:
    return frozenset(
        comparable(word)
        for kinds in load("function_words").values()
        for words in kinds.values()
        for word in words
    )
