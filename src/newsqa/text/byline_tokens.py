"""The words and the parts of a credit, and the lists they are looked up in."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from newsqa.data import load
from newsqa.text.lazy import lazy

_MARK = (
    r"\u00ad\u0300-\u036f\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0981-\u0983\u09bc-\u09cd\u200c\u200d"
    r"\u0a01-\u0a03\u0a3c-\u0a4d\u0a70\u0a71\u0a81-\u0a83\u0abc-\u0acd\u0b01-\u0b03\u0b3c-\u0b57\u0b82\u0bbe-\u0bcd"
    r"\u0c00-\u0c04\u0c3e-\u0c56\u0c81-\u0c83\u0cbc-\u0cd6\u0d00-\u0d03\u0d3b-\u0d4d\u0d82\u0d83\u0dca-\u0ddf"
    r"\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u17b4-\u17d3"
)
_LETTER = rf"(?:[^\W\d_]|[{_MARK}])"
_TOKEN = lazy(
    rf"(?P<domain>[^\W_][\w-]+(?:\.[\w-]+)*\.(?:com|net|org|info|news|online|tv|eu|[a-z]{{2}})\b(?!\.?[@\w]))"
    rf"|(?P<address>[\w.+-]+@[\w-]+\.[\w.-]+|@\w+|https?:\S+|www\.\S+)"
    rf"|(?P<initial>(?:[^\W\d_]\.){{1,4}}(?:-[^\W\d_]\.)?(?=\s|[^\W\d_]|$|,))"
    rf"|(?P<word>{_LETTER}+(?:['’ʼ\-‐‑]{_LETTER}+)*)"
    rf"|(?P<number>\d+)"
    rf"|(?P<mark>\S)"
)
_CREDIT_MAX = 200

Kind = Literal["author", "agency", "organisation"]
Form = Literal["byline", "label", "name", "dateline", "credit", "partner", "contributor"]


class Part(NamedTuple):
    """A name within a text: ``start`` and ``end`` are characters, end exclusive.

    ``known`` says that the first word is a known given name (or the name has initials), which is evidence where the
    place alone is not enough.
    """

    start: int
    end: int
    kind: Kind
    known: bool = False


# Not frozen: there are a dozen an article, and a frozen one takes three times as long to make.
class Token(NamedTuple):
    """A word, number or mark; ``spaced`` says that white space stands before it."""

    text: str
    start: int
    end: int
    kind: str
    spaced: bool

    @property
    def folded(self) -> str:
        """The text without case."""
        return self.text.casefold()

    @property
    def capital(self) -> bool:
        """Whether the word starts as names do; "d'Alembert", "dell'Utri" and "al-Sayed" count by their second half."""
        text = self.text
        if text[0].isupper() or text[0].istitle():
            return True
        head, mark, rest = (
            re.split(r"(['’\-])", text, maxsplit=1) if re.search(r"['’\-]", text) else (text, "", "")
        )
        return bool(mark and (len(head) <= 2 or head == "dell") and rest[:1].isupper())


@cache
def words(topic: str) -> frozenset[str]:
    """Return a word list of byline_words.json, folded; the languages of lists by language are merged."""
    entry = load("byline_words")[topic]
    lists = entry.values() if isinstance(entry, dict) else [entry]
    return frozenset(word.casefold() for items in lists for word in items)


@cache
def given_names() -> frozenset[str]:
    """Return the known given names, folded."""
    return frozenset(name.casefold() for names in load("given_names").values() for name in names.split())


def is_known(text: str) -> bool:
    """Whether a text begins with a known given name."""
    first = re.match(r"[^\s,|/]+", text.lstrip(" \t(—–-•*·|/"))
    return first is not None and first.group().casefold().partition("-")[0] in given_names()


def tokenize(text: str, start: int = 0) -> list[Token]:
    """Return the tokens of a text from a character on; no more than a credit may have."""
    tokens = []
    last = start
    for match in _TOKEN.finditer(text, start, start + _CREDIT_MAX):
        kind = match.lastgroup or "mark"
        tokens.append(
            Token(match.group(), match.start(), match.end(), kind, match.start() > last or last == start)
        )
        last = match.end()
    return tokens
