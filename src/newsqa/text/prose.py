"""Words and sentence ends: what tells running text from short lines, in any script."""

from __future__ import annotations

import re
from functools import cache

from newsqa.data import load

# Above this many words a block is running text even without a final full stop; below the other it never is.
SURE_WORDS = 25
MIN_WORDS = 8
# Words of one letter each, and a space between them.
MIN_RUNNING_BYTES = 2 * MIN_WORDS - 1

# Scripts written without spaces: Thai, Lao, Burmese, Khmer, kana, Han. Two of their characters count as a word.
_UNSPACED = r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
_FIRST_UNSPACED = "\u0e00"
# In UTF-8 a character of theirs begins with one of these bytes; those of some other scripts do, too.
_OTHER_BYTES = bytes({*range(256)} - {0xE0, 0xE1, *range(0xE3, 0xEA), 0xEF})
CHARS_A_WORD = 2

_SIGNED_CHARS = 60  # of a last sentence's end with what stands in brackets behind it


def unspaced_chars(text: str) -> int:
    """Return how many characters belong to scripts that are written without spaces between words."""
    # Most text has none: the pattern is not even compiled.
    if text.isascii() or not text.encode("utf-8", "replace").translate(None, _OTHER_BYTES):
        return 0
    if max(text) < _FIRST_UNSPACED:
        return 0
    return len(re.findall(_UNSPACED, text))


def count_words(text: str) -> int:
    """Return the number of words; two characters of an unspaced script count as one word, its punctuation as none."""
    unspaced = unspaced_chars(text)
    if not unspaced:
        return len(text.split())
    others = sum(any(map(str.isalnum, word)) for word in re.sub(_UNSPACED, " ", text).split())
    return others + -(-unspaced // CHARS_A_WORD)


@cache
def _terminals() -> tuple[tuple[str, ...], str]:
    data = load("terminal_punctuation")
    return tuple(data["terminal"]), "".join(data["closing"])


def ends_sentence(text: str) -> bool:
    """Tell whether a text ends as a sentence does: terminal punctuation, closing quotes and brackets set aside.

    A few words in brackets may follow it: an agency's letters, mostly.
    """
    terminal, closing = _terminals()
    if text.rstrip(closing + " \u00a0\u202f").endswith(terminal):
        return True
    return text.endswith((")", "]", "）")) and _signed().search(text[-_SIGNED_CHARS:]) is not None


@cache
def _signed() -> re.Pattern[str]:
    terminal, closing = _terminals()
    marks, closers = re.escape("".join(terminal)), re.escape(closing)
    return re.compile(rf"[{marks}][{closers}]*\s*[(\[（][^()\[\]（）:：{marks}]{{1,40}}[)\]）]$")


def has_terminal(text: str) -> bool:
    """Tell whether a sentence may end somewhere in a text: there is terminal punctuation in it."""
    return not _marks().isdisjoint(text)


@cache
def _marks() -> frozenset[str]:
    return frozenset(_terminals()[0])


def is_running(text: str) -> bool:
    """Tell whether a block is running text: many words, or some that end as a sentence does."""
    words = count_words(text)
    return words >= SURE_WORDS or (words >= MIN_WORDS and ends_sentence(text))
