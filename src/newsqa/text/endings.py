"""How a text ends: complete, left off, or with the label of a link to the rest."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Literal

from newsqa.data import load
from newsqa.text.fold import fold
from newsqa.text.prose import ends_sentence, has_terminal, unspaced_chars

Ending = Literal["complete", "ellipsis", "continuation", "open"]

# Thai, Lao and Tibetan: sentences end in a space.
_UNPUNCTUATED = re.compile(r"[\u0e00-\u0fff]")
_GREEK = re.compile(r"[\u0370-\u03ff]")
_CLOSING = "\"'”’»›“‘」』】〉》〕）)]}］〞＂"
# Words were left out: in brackets, or three dots. Two dots, or many, are a full stop of careless writers, and three
# behind a question or within quotes are a manner of speaking.
_LEFT_OUT = re.compile(
    r"[\[(（［]\s*(?:\.{3}|…+|\+\d+\s\w+)\s*[\])）］]\s*$|(?<![.!?！？])(?:\.{3}|…|⋯|……|⋯⋯)\s*$"
)
_LEFT_OUT_ENDS = (".", "…", "⋯", "]", ")", "］", "）")
# What may follow the last sentence: a mark of its end; a name behind a dash, a slash or an asterisk; an agency's letters.
_END_MARKS = " \t\n\u00a0■□▪▫◆◇●○•·∎†*#/\\|~=_-"
_SIGNED = re.compile(r"\s*(?:\s[-–—]{1,2}\s?|[/—©@*]\s?|\s\|\s)[^.!?。！？…]{1,50}$")
_AGENCY = re.compile(r"\s(?:[a-z]{2,5}|[A-Z]{2,6}|[\w.]{1,20}/[\w./]{1,20})$")
# An address, a handle, a telephone number: no full stop is written behind it.
_ADDRESS = re.compile(r"(?:[^\s.]+\.[a-z]{2,4}(?:/\S*)?|[@#]\w+|\+?\d[\d\s()/-]{5,}\d)$")
_LABEL_MARKS = " .…:→>»›▶➔⟶+-–—|[]()"  # around the label of a link
_LAST_CHARS = 60  # of a label, an address, a signature
_LAST_WORDS = 8  # a label of a link has no more words
# Names, lists and headlines are written in capitals: running text has this share of words without, of the last few.
_MIN_PLAIN = 0.25
_FEW_WORDS = 15
_TAIL_CHARS = 200
_SENTENCE_END = re.compile(r"[.!?…。！？؟۔।።][\"'”’»)\]]*\s")
_WORD = re.compile(r"[^\W\d_]+")
# A short line at the end, this far behind the last paragraph, may be what is left of one when it has so many words (or
# characters without spaces), and none of the marks of labels.
_MIN_WORDS = {1: 2, 2: 5, 3: 8}
_MIN_CHARS_UNSPACED = {1: 6, 2: 12, 3: 18}
_MARKED = re.compile(r"[|@→>©•]|https?:|^[^\w\"'“‘„«»「『(（¿¡–—-]")
_LABELLED = re.compile(r"(?:\S+\s){0,3}\S*[:：]")
_LABEL_WORDS = 10  # with more, a colon introduces a quotation
_RIGHTS = ("(c) ", "copyright ")
MAX_RIGHTS_BYTES = 160  # of a line that says whose the text is
_OPENING_WORDS = 4  # of a footer, at most
_NAME_WORDS = 4  # fewer words in capitals may begin a sentence


def ending(text: str) -> Ending:
    """Tell how a block of running text ends.

    "open" is without terminal punctuation, in scripts that have it; "ellipsis" is what was left out; "continuation" the
    label of a link to the rest.
    """
    text = text[-_TAIL_CHARS:].rstrip()
    if text.endswith(_LEFT_OUT_ENDS) and _LEFT_OUT.search(text[-_LAST_CHARS:]):
        return "ellipsis"
    if is_continuation(text) or _ends_in_continuation(text):
        return "continuation"
    return "complete" if _is_complete(text) else "open"


def _is_complete(text: str) -> bool:
    text = text.rstrip(_END_MARKS)
    # A colon introduces what is no text; behind quotes and brackets, many write no full stop.
    if not text or ends_sentence(text) or text.endswith((":", "：", "፡", "፤", *_CLOSING)):
        return True
    if text.endswith(";") and _GREEK.search(text[-_LAST_CHARS:]):
        return True
    if _UNPUNCTUATED.search(text[-20:]) or _ADDRESS.search(text[-_LAST_CHARS:]):
        return True
    if unicodedata.category(text[-1])[0] not in "LMN" and text[-1] not in ",;-–—&(«„“":  # pictures and marks
        return True
    behind = text[-_LAST_CHARS:]
    for pattern in (_SIGNED, _AGENCY, _appended()) if has_terminal(behind) else ():
        found = pattern.search(behind)
        if found and ends_sentence(behind[: found.start()]):
            return True
    return _is_credit(_SENTENCE_END.split(text)[-1]) or not _is_prose(_WORD.findall(text)[-_FEW_WORDS:])


def _is_credit(fragment: str) -> bool:
    """Tell whether what follows the last sentence is names only, with a label before them or not."""
    label, _, names = fragment.rpartition(":")
    words = _WORD.findall(names)
    if (
        len(words) > _LABEL_WORDS
        or not _WORD.search(fragment)
        or (label and not _LABELLED.match(label + ":"))
    ):
        return False
    least = 1 if label else _NAME_WORDS
    return len(words) >= least and sum(not word[0].isupper() for word in words) <= len(words) // 5


def _is_prose(words: list[str]) -> bool:
    """Tell whether words are of running text, and no names or a headline in capitals."""
    plain = sum(not word[0].isupper() for word in words)
    return plain >= _MIN_PLAIN * len(words)


@lru_cache(4096)
def is_remainder(line: str, distance: int) -> bool:
    """Tell whether a short last line may be the beginning of a paragraph that was cut off.

    ``distance`` is 1 right behind the last paragraph, 2 with a sub-head or the like between.
    """
    words = _WORD.findall(line)
    if distance not in _MIN_WORDS or not words or _MARKED.search(line):
        return False
    unspaced = unspaced_chars(line)
    if 2 * unspaced > sum(map(len, words)):
        enough = unspaced >= _MIN_CHARS_UNSPACED[distance]
    else:
        enough = len(words) >= _MIN_WORDS[distance]
    if not enough or _opens_footer(line) or (len(words) < _LABEL_WORDS and _LABELLED.match(line)):
        return False
    return _is_prose(words[1:] or words) and ending(line) != "complete"


def is_rights_line(line: str) -> bool:
    """Tell whether a short line says whose the text is: it stands below it."""
    return len(line.encode()) < MAX_RIGHTS_BYTES and ("©" in line or line.lower().startswith(_RIGHTS))


@lru_cache(4096)
def is_continuation(line: str) -> bool:
    """Tell whether a line is the label of a link to the rest of the text ("Lire la suite »")."""
    return len(line) <= _LAST_CHARS and _bare(line) in _labels()


def _ends_in_continuation(text: str) -> bool:
    """Tell whether a text ends in such a label of several words, behind the end of a sentence or an ellipsis."""
    bare = text.rstrip(_LABEL_MARKS)
    if fold(bare[bare.rfind(" ") + 1 :][-_LAST_CHARS:]).lstrip(_LABEL_MARKS) not in _last_words():
        return False
    folded = fold(text[-_LAST_CHARS:])
    words = _bare(folded).split(" ")
    for count in range(2, min(len(words), _LAST_WORDS)):
        label = " ".join(words[-count:])
        if label in _labels() and ends_sentence(folded[: folded.rindex(label)].rstrip(" [(»>→-–|")):
            return True
    return False


def _bare(line: str) -> str:
    return fold(line).strip(" .…:>→»›▶➔⟶+-–—|[]()")


@cache
def _labels() -> frozenset[str]:
    labels = load("continuations")["labels"]
    return frozenset(fold(label) for words in labels.values() for label in words)


def _opens_footer(line: str) -> bool:
    """Tell whether a line begins as what stands below articles does: credits, sources, links, appeals to readers."""
    spaced, unspaced = _footers()
    folded = fold(line).lstrip("*[(- ")
    words = folded.split(" ", _OPENING_WORDS)[:_OPENING_WORDS]
    openings = (" ".join(words[:count]).rstrip(":,.;-–—|") for count in range(1, len(words) + 1))
    return folded.startswith(unspaced) or not spaced.isdisjoint(openings)


@cache
def _footers() -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the openings of footers: those of several languages, and those in scripts without spaces."""
    openings = [
        fold(opening).rstrip(".") for words in load("continuations")["footers"].values() for opening in words
    ]
    return frozenset(openings), tuple(opening for opening in openings if unspaced_chars(opening))


@cache
def _last_words() -> frozenset[str]:
    return frozenset(label.rpartition(" ")[2] for label in _labels())


@cache
def _appended() -> re.Pattern[str]:
    """Return the pattern of what players leave behind the last sentence."""
    lines = "|".join(map(re.escape, load("continuations")["players"]))
    return re.compile(rf"\s*(?:{lines})[\s.]*$", re.IGNORECASE)
