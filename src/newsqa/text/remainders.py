"""Short last lines: whether one is what is left of a paragraph that was cut off, or stands below the text anyhow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from newsqa.text.endings import (
    LABEL_WORDS,
    ending,
    is_prose,
    is_unfinished,
    opens_sentence,
    words_of,
)
from newsqa.text.footers import is_labelled, opens_footer
from newsqa.text.lazy import lazy
from newsqa.text.prose import unspaced_chars

# "sure": it breaks off, whatever stands before it; "likely": where the article is told in sentences.
Remainder = Literal["sure", "likely"]

# So far behind the last paragraph, with a sub-head or the like between, a line has at least so many words (or characters
# without spaces).
_MIN_WORDS = {1: 2, 2: 3, 3: 5}
_MIN_CHARS_UNSPACED = {1: 6, 2: 8, 3: 18}
MAX_DISTANCE = 8
# The marks of lines that are none of running text.
_MARKED = lazy(r"[|→>©•@]|https?:|^[^\w\"'“‘„”’«»‹›「『《(（¿¡–—―-]")
# A sentence that ends within the line, and the next one begins: a paragraph, and no label. Headlines hold questions.
_NEXT_SENTENCE = lazy(r"[^\W\d_]{3}[.…۔।][\"'”’»)]*\s+\S|。[」』”]?\S")
_SENTENCE_WORDS = 6
# One word as sentences begin with; agencies have more capitals, and initials none.
_ONE_WORD = lazy(r"[\"'“‘„”«»‹›¿¡ \u00a0]*(?=\w)[^\W\d_a-z]\w*$")
_ONE_WORD_DISTANCE = 2
_LONG_WORDS = 12  # no line of a list
_LONG_UNSPACED = 30
_FAR = 3
_INTRODUCED = lazy(r"[^:：]*[:：]\s?[\"“„«「‘『]")


def remainder(line: str, distance: int, language: Callable[[], str | None]) -> Remainder | None:
    """Tell whether a short last line may be the beginning of a paragraph that was cut off.

    ``distance`` is 1 right behind the last paragraph, 2 with a sub-head or the like between; ``language`` tells the
    article's. Labels are for the caller to judge: see `labelled`.
    """
    words = words_of(line)
    if not words or _MARKED.search(line) or opens_footer(line):
        return None
    if _breaks_off(line, words, language):
        return "sure"
    if len(words) == 1 and distance <= _ONE_WORD_DISTANCE and _ONE_WORD.match(line):
        return "likely"
    german = _begins_german(words, language)
    if ending(line) == "complete" and not (german and line.endswith(words[-1])):
        return None
    unspaced = unspaced_chars(line)
    if len(words) + unspaced >= _SENTENCE_WORDS and _NEXT_SENTENCE.search(line):
        return "sure"
    if len(words) >= _LONG_WORDS or unspaced >= _LONG_UNSPACED:
        return ("sure" if distance < _FAR else "likely") if is_prose(words) else None
    if distance not in _MIN_WORDS:
        return None
    if 2 * unspaced > sum(map(len, words)):
        enough = unspaced >= _MIN_CHARS_UNSPACED[distance]
    else:
        enough = len(words) + _opens(words, language) >= _MIN_WORDS[distance]
    return "likely" if enough and (german or is_prose(words[1:] or words)) else None


def _opens(words: Sequence[str], language: Callable[[], str | None]) -> bool:
    """Tell whether words begin as a sentence of the article's language does."""
    if not opens_sentence(words[0]):
        return False
    code = language()
    return code is not None and opens_sentence(words[0], code)


def labelled(line: str) -> bool:
    """Tell whether a line is a label and what it names: credits are, and what is said in interviews."""
    return is_labelled(line) and len(words_of(line)) < LABEL_WORDS and not _INTRODUCED.match(line)


def _breaks_off(line: str, words: Sequence[str], language: Callable[[], str | None]) -> bool:
    """Tell whether a line ends where no line does: at a comma, or at a word that calls for another one."""
    if line.endswith((",", "，", "、", "،")):
        return len(words) + unspaced_chars(line) > 2
    word = words[-1]
    if not line.endswith(word) or not is_unfinished(word, alone=len(words) < 3):
        return False
    # "The" may be all that is left; "Vitamin A" and "What It Is" are names and headlines.
    if len(word) < 2 if len(words) == 1 else not word.islower():
        return False
    code = language()
    return code is not None and is_unfinished(word, code, alone=len(words) < 3)


def _begins_german(words: Sequence[str], language: Callable[[], str | None]) -> bool:
    """Tell whether words begin a German sentence ("Die Regierung"): nouns have capitals there as names have elsewhere."""
    return 1 < len(words) < _SENTENCE_WORDS and opens_sentence(words[0], "de") and language() == "de"
