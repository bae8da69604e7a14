"""MET001 mismatched-title: the declared title is that of another article.

What it does
    Compares the declared title with the text's own. Other wordings of one story (a teaser, a kicker in front, the name
    of the site behind) are no mismatch: a title is flagged when it shares too few words with the text's title, and the
    text does not use its words either.

Why it matters
    Lists, feeds and indexes show the story under a headline that has nothing to do with it.

Example
    ``title: Orange wins the cup`` on an article headed ``Rail strike enters its third day``; mended: one title.

Fix safety
    No fix: the title or the text may be the wrong one.

Options
    similarity: the share of the shorter title's words that both titles must have (0.8).

Nulls
    Judged only where a title is declared and the text begins with one of its own. Titles of up to three words
    (``Sport``) and very short texts are not judged.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from newsqa.rules.base import Hit, Rule
from newsqa.text.fold import fold
from newsqa.text.prose import ends_sentence, unspaced_chars
from newsqa.text.roles import MAX_TITLE_CHARS
from newsqa.view import View

# Titles of fewer words, or pairs of characters in scripts without spaces, say too little; and so do texts.
_MIN_WORDS = 4
_MIN_TEXT_WORDS = 60
_HEAD_BLOCKS = 5
# A text that uses more of the letters of a title's words may well be the story it heads.
_MAX_USED = 0.25
# Small words are in every text. Of a longer word any part of so many letters counts: prefixes and endings change with
# case and number, and compounds are taken apart. The scripts of East Asia say more with a letter.
_TELLING, _TELLING_DENSE = 4, 2
_PART, _PART_DENSE = 6, 2
_FIRST_DENSE = "\u0e00"
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Options:
    """Options of mismatched-title."""

    similarity: float = 0.8


def check(view: View, options: Options) -> Iterator[Hit]:
    """Yield the declared titles of other articles."""
    for row in np.flatnonzero(applies(view, options)).tolist():
        declared = view.declared("title")[row]
        if _is_surely_used(declared, view.text_bytes(row)):
            continue
        words, text = words_of(declared), view.text_bytes(row).decode()
        if len(words) < _MIN_WORDS or used(words, text) > _MAX_USED or len(words_of(text)) < _MIN_TEXT_WORDS:
            continue
        blocks = view.row_blocks(row)
        own = next((block for block in blocks if block.known == "title"), None)
        if own is None or len(words_of(own.text)) < _MIN_WORDS or ends_sentence(own.text):
            continue
        share = max(shared(words, words_of(block.text)) for block in blocks[:_HEAD_BLOCKS])
        if share < options.similarity:
            yield Hit(
                row, "the declared title is not that of the text: see {related}", 0, len(declared), field="title",
                related=own.start, value=share, threshold=options.similarity,
            )  # fmt: skip


def _is_surely_used(title: str, text: bytes) -> bool:
    """Tell whether a text uses enough of a title's words just as they are: a gate before `used`, which folds both."""
    words = [word for word in title.split() if len(word) >= _PART]
    found = sum(len(word) for word in words if word.encode() in text)
    return found > 0 and found >= sum(map(len, title.split())) / 2


def words_of(text: str) -> set[str]:
    """Return the words of a text, folded; pairs of characters in scripts without spaces."""
    words: set[str] = set()
    for word in _WORD.findall(fold(text)):
        if _is_dense(word) and unspaced_chars(word):
            words.update(word[i : i + 2] for i in range(max(1, len(word) - 1)))
        else:
            words.add(word)
    return words


def shared(some: set[str], others: set[str]) -> float:
    """Return the share of the words of the shorter title that are in both."""
    fewer = min(len(some), len(others))
    return len(some & others) / fewer if fewer else 0.0


def used(words: set[str], text: str) -> float:
    """Return the share of the letters of a title's words that the text uses, too; small words do not count."""
    telling = {
        word for word in words if len(word) >= (_TELLING_DENSE if _is_dense(word) else _TELLING)
    } or words
    folded = fold(text)
    return sum(len(word) for word in telling if _is_used(word, folded)) / sum(map(len, telling))


def _is_used(word: str, text: str) -> bool:
    size = _PART_DENSE if _is_dense(word) else _PART
    return any(word[i : i + size] in text for i in range(max(1, len(word) - size + 1)))


def _is_dense(word: str) -> bool:
    return word >= _FIRST_DENSE


def applies(view: View, options: Options) -> NDArray[np.bool_]:
    """Articles that declare a title and begin with a line that may be one."""
    mask: NDArray[np.bool_] = view.memo("titled twice", lambda: view.has("title") & _headed(view))
    return mask


def _headed(view: View) -> NDArray[np.bool_]:
    blocks = view.blocks
    filled = blocks.first[:-1] < blocks.first[1:]
    first = blocks.first[:-1][filled]
    size = blocks.end[first] - blocks.start[first]
    headed = np.zeros(view.size, bool)
    headed[filled] = ~view.running[first] & (size <= 4 * MAX_TITLE_CHARS)
    return headed


RULE = Rule(
    "MET001", "mismatched-title", "warning", __name__, check, applies,
    "no article with a title in its text declares one", Options,
)  # fmt: skip
