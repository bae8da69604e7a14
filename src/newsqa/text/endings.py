"""How a text ends: complete, left off, or with the label of a link to the rest."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Literal

from newsqa.data import load
from newsqa.text.fold import fold
from newsqa.text.footers import is_labelled, opens_footer
from newsqa.text.lazy import lazy
from newsqa.text.prose import ends_sentence, has_terminal

Ending = Literal["complete", "ellipsis", "continuation", "open"]

# Thai, Lao and Tibetan: sentences end in a space.
_UNPUNCTUATED = lazy(r"[\u0e00-\u0fff]")
_GREEK = lazy(r"[\u0370-\u03ff]")
_CLOSING = "\"'”’»›“‘」』】〉》〕）)]}］〞＂"
# A quotation or a bracket that has just begun, an age behind a name, a quotation that its speaker's name follows; and
# an article left off before its noun ("l’").
_OPENED = lazy(r"(?:^|\s)[“„‘‚«‹(\[（「『【]$|[(（]\d{2,3}[)）]$|,[\"”]$")
_ELIDED = lazy(r"(?:^|[\s«“\"(])(?:\w{1,2}|\w{0,4}ll|qu|jusqu|lorsqu|puisqu|aujourd)[’']$")
_QUOTED = lazy(r"(?:^|\s)['‘‚]")
_OPENED_ENDS = tuple("\"“”„‘‚«‹([（「『【’')）")
_GOES_ON = ",;-–—&(«„“[%‰€$£¥₺₽₹、،，；؛"  # no text ends in these, whatever they are
# Words were left out: in brackets, or three dots. Two dots, or many, are a full stop of careless writers, and three
# behind a question or within quotes are a manner of speaking.
_LEFT_OUT = lazy(r"[\[(（［]\s*(?:\.{3}|…+|\+\d+\s\w+)\s*[\])）］]\s*$|(?<![.!?！？])(?:\.{3}|…|⋯|……|⋯⋯)\s*$")
_LEFT_OUT_ENDS = (".", "…", "⋯", "]", ")", "］", "）")
# What may follow the last sentence: a mark of its end; a name behind a dash, a slash or an asterisk; an agency's letters.
_END_MARKS = " \t\n\u00a0■□▪▫◆◇●○•·∎†*#/\\|~=_-"
_SIGNED = lazy(r"\s*(?:\s[-–—]{1,2}\s?|[/—©@*]\s?|\s\|\s)[^.!?。！？…]{1,50}$")
_CODE_ENDS = (");", "};", "-->", "*/")
_SEPARATOR = lazy(r"\s[-–—*/|:•ـ]+(?=\s)|\d-\s")
_STROKE = lazy(r"\s[-–—*/|•ـ]|[-–—*/|•ـ]\s")
_SCORE = lazy(r"\b\d{1,2}[:–-]\d{1,2}$")
_FIGURE = lazy(r"\d(?:[\d.,:]*\d)?")
_LIST_SEPARATORS = 3  # in the last characters of a text
_LIST_MARKS = 6
_SIGN_MARKS = frozenset("-–—/©@*|")
_AGENCY = lazy(r"\s(?:[a-z]{2,5}|[A-Z]{2,6}|[\w.]{1,20}/[\w./]{1,20})$")
# An address, a handle, a telephone number: no full stop is written behind it.
_ADDRESS = lazy(r"(?:[^\s.]+\.[a-z]{2,4}(?:/\S*)?|[@#]\w+|\+?\d[\d\s().,/-]{5,}\d)$")
_COLONS = (":", "：")  # behind such a label, they introduce links to other texts
_LABEL_MARKS = " .…:→>»›▶➔⟶+-–—|[]()"  # around the label of a link
_LAST_CHARS = 60  # of a label, an address, a signature
_LAST_WORDS = 8  # a label of a link has no more words
# Names, lists and headlines are written in capitals: running text has this share of words without, of the last few.
_MIN_PLAIN = 0.25
_FEW_CHARS = 100
_TAIL_CHARS = 200
_SENTENCE_END = lazy(r"[.!?…。！？؟۔।።][\"'”’»)\]]*\s")
_WORD = lazy(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_CREDIT_CHARS = 150
_CLOCK = lazy(r"\d[.:]\d\d\b")
_PARTICLES = frozenset(
    [
        "de",
        "da",
        "do",
        "dos",
        "das",
        "di",
        "del",
        "della",
        "du",
        "la",
        "le",
        "van",
        "von",
        "der",
        "den",
        "ter",
        "bin",
        "al",
        "el",
        "y",
        "e",
        "i",
        "und",
        "and",
        "et",
    ]
)
_NAME_WORDS = 3  # fewer words in capitals may begin a sentence
LABEL_WORDS = 10  # with more, a colon introduces a quotation
_RIGHTS = ("(c) ", "copyright ")
MAX_RIGHTS_BYTES = 160  # of a line that says whose the text is


def ending(text: str) -> Ending:
    """Tell how a block of running text ends.

    "open" is without terminal punctuation, in scripts that have it; "ellipsis" is what was left out; "continuation" the
    label of a link to the rest.
    """
    text = text[-_TAIL_CHARS:].rstrip()
    if text.endswith(_LEFT_OUT_ENDS) and _LEFT_OUT.search(text[-_LAST_CHARS:]):
        return "ellipsis"
    if (len(text) <= _LAST_CHARS and is_continuation(text)) or _ends_in_continuation(text):
        return "continuation"
    return "complete" if _is_complete(text) else "open"


def _is_complete(text: str) -> bool:
    text = text.rstrip(_END_MARKS)
    if _is_played(text) or text.endswith(_CODE_ENDS) or "});" in text or _is_list(text[-_FEW_CHARS:]):
        return True
    if text.endswith(_OPENED_ENDS) and _is_opened(text):
        return False
    # A colon introduces what is no text; behind quotes and brackets, many write no full stop.
    if not text or ends_sentence(text) or text.endswith((":", "：", "፡", "፤", *_CLOSING)):
        return True
    if text.endswith(";") and _GREEK.search(text[-_LAST_CHARS:]):
        return True
    if _UNPUNCTUATED.search(text[-20:]) or _ADDRESS.search(text[-_LAST_CHARS:]):
        return True
    if unicodedata.category(text[-1])[0] not in "LMN" and text[-1] not in _GOES_ON:  # pictures and marks
        return True
    return (
        _is_signed(text)
        or _is_credit(_SENTENCE_END.split(text)[-1])
        or not is_prose(words_of(text[-_FEW_CHARS:]))
    )


def _is_list(text: str) -> bool:
    """Tell whether a text is made of figures and of dashes, strokes and stars that stand alone: results, fixtures."""
    separators = len(_SEPARATOR.findall(text))
    return (
        separators >= _LIST_SEPARATORS
        or separators + len(_FIGURE.findall(text)) >= _LIST_MARKS
        or len(_STROKE.findall(text)) > _LIST_SEPARATORS
        or _SCORE.search(text) is not None
    )


def _is_opened(text: str) -> bool:
    """Tell whether a text ends in a quotation, a bracket or a word that has just begun."""
    if ends_sentence(text):
        return False
    if _ELIDED.search(text[-_LAST_CHARS:]):
        return not _QUOTED.search(text)
    return _OPENED.search(text[-_LAST_CHARS:]) is not None


def _is_played(text: str) -> bool:
    """Tell whether what a player leaves behind follows the last sentence."""
    lower = text[-_LAST_CHARS:].rstrip(" .").lower()
    return lower.endswith(_players()) and any(
        lower.endswith(line) and ends_sentence(lower[: -len(line)]) for line in _players()
    )


def _is_signed(text: str) -> bool:
    """Tell whether a signature follows the last sentence."""
    behind = text[-_LAST_CHARS:]
    if not has_terminal(behind):
        return False
    for pattern in (_SIGNED, _AGENCY) if not _SIGN_MARKS.isdisjoint(behind) else (_AGENCY,):
        found = pattern.search(behind)
        if found and ends_sentence(behind[: found.start()]) and not _goes_on(text, found.group()):
            return True
    return False


def _goes_on(text: str, behind: str) -> bool:
    """Tell whether what stands behind a sentence at the end of a text is the next sentence, and no signature."""
    dash, words = behind.lstrip()[:1], words_of(behind)
    if dash in "-–—" and f" {dash} " in text[: -len(behind)].replace("\u00a0", " "):
        return True  # it was spoken
    return bool(words) and words[-1].islower() and is_unfinished(words[-1])


def _is_credit(fragment: str) -> bool:
    """Tell whether what follows the last sentence is a credit: names or initials only, with a label before them or not."""
    fragment = " ".join(fragment.split())
    if len(fragment) > _CREDIT_CHARS:
        return False
    if (fragment.count(" ") < LABEL_WORDS or ":" in fragment) and opens_footer(fragment, max_words=1):
        return True
    label, _, names = fragment.rpartition(":")
    words = words_of(names)
    if 1 < len(words) <= LABEL_WORDS and (names.isupper() or all(len(word) == 1 for word in words)):
        return True
    if (
        len(words) > LABEL_WORDS
        or not words_of(fragment)
        or (not label and _begins_prose(words))
        or (label and not is_labelled(fragment))
    ):
        return False
    names_only = [word for word in words if word not in _PARTICLES]
    least = 1 if label or _CLOCK.search(fragment) else _NAME_WORDS
    plain = sum(not word[0].isupper() for word in names_only)
    return len(names_only) >= least and plain <= len(words) // 5


def _begins_prose(words: Sequence[str]) -> bool:
    """Tell whether words begin as a sentence does ("Dem Vorsitz der …"); names of agencies have more capitals."""
    if len(words) < 2 or len(words[0]) < 2 or not opens_sentence(words[0]):
        return False
    return len(words) == 2 or any(word.islower() for word in words)


def has_sentence_end(text: str) -> bool:
    """Tell whether a sentence ends within a text."""
    return _SENTENCE_END.search(text) is not None


def is_rights_line(line: str) -> bool:
    """Tell whether a short line says whose the text is: it stands below it."""
    return len(line.encode()) < MAX_RIGHTS_BYTES and ("©" in line or line.lower().startswith(_RIGHTS))


def words_of(text: str) -> list[str]:
    """Return the words of a text: runs of letters."""
    return _WORD.findall(text)


def is_prose(words: Sequence[str]) -> bool:
    """Tell whether words are of running text, and no names or a headline in capitals."""
    plain = sum(not word[0].isupper() for word in words)
    return plain >= _MIN_PLAIN * len(words)


@lru_cache(4096)
def is_continuation(line: str) -> bool:
    """Tell whether a line is the label of a link to the rest of the text ("Lire la suite »")."""
    return len(line) <= _LAST_CHARS and not line.endswith(_COLONS) and _bare(line) in _labels()


def _ends_in_continuation(text: str) -> bool:
    """Tell whether a text ends in such a label of several words, behind the end of a sentence or an ellipsis."""
    if text.endswith(_COLONS):
        return False
    bare = text.rstrip(_LABEL_MARKS)
    if bare[bare.rfind(" ") + 1 :].lstrip(_LABEL_MARKS).casefold() not in _last_words():
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


@cache
def _last_words() -> frozenset[str]:
    return frozenset(label.rpartition(" ")[2] for label in _labels())


@cache
def _players() -> tuple[str, ...]:
    return tuple(load("continuations")["players"])


def is_unfinished(word: str, language: str | None = None, *, alone: bool = False) -> bool:
    """Tell whether a word calls for another one behind it ("the", "und"), in a language or in any.

    ``alone``: it is not one of those that stand before names in credits, too ("by", "von").
    """
    kinds = ("words",) if alone else ("words", "prepositions")
    return _is_any(word, language, kinds)


def opens_sentence(word: str, language: str | None = None) -> bool:
    """Tell whether a word begins sentences rather than names, in a language or in any."""
    return _is_any(word, language, ("words", "prepositions", "openings"))


def _is_any(word: str, language: str | None, kinds: Sequence[str]) -> bool:
    found = _function_words().get(word.lower(), {})
    return any((language is None or language in found.get(kind, ())) and kind in found for kind in kinds)


@cache
def _function_words() -> dict[str, dict[str, list[str]]]:
    """Return, by word and kind, the languages it belongs to."""
    table: dict[str, dict[str, list[str]]] = {}
    for language, kinds in load("continuations")["unfinished"].items():
        for kind, words in kinds.items():
            for word in words:
                table.setdefault(word, {}).setdefault(kind, []).append(language)
    return table
