"""Notices about cookies in words that no list knows: a line that names cookies and speaks for the page to its reader.

A list holds the wording of many sites, never that of all. What consent notices have in common is what they are about:
cookies; the page itself ("this site", "our partners"); the reader; what the reader may choose ("accept", "settings"); and
what the cookies are for ("traffic", "advertising"). A report on cookies lacks the page, or has it in quotation marks only.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import re2

from newsqa.data import load
from newsqa.text.language import primary_language
from newsqa.text.lazy import lazy, lazy_re2

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsqa.view import View

MAX_NOTICE_BYTES = 1500  # of one block; longer ones are privacy policies, or prose
_MOST_BLOCKS = 500
_KINDS = ("reader", "choice", "purpose")
_ENOUGH = 2  # of these kinds, beside words for cookies and for the page
_QUOTED = lazy(r'"[^"]*"|“[^”]*”|„[^“”]*[“”]|«[^»]*»|»[^«]*«|「[^」]*」|『[^』]*』|‘[^’]{20,}’')
_COOKIE = lazy_re2(b"ookie")
_TOKENS = lazy(r"\w+")
_STEM = "-"

Words = dict[str, list[str]]


def cookie_blocks(view: View) -> list[int]:
    """Return the blocks (indices in ``view.blocks``) of up to MAX_NOTICE_BYTES that hold a word for cookies.

    Those of an article with more than _MOST_BLOCKS of them are left out: it is about cookies.
    """
    held = np.array(sorted(set(_held(view))), np.int64)
    if not len(held):
        return []
    blocks = view.blocks
    counts = np.bincount(blocks.article[held], minlength=view.size)
    read = (counts[blocks.article[held]] <= _MOST_BLOCKS) & (
        blocks.end[held] - blocks.start[held] <= MAX_NOTICE_BYTES
    )
    found: list[int] = held[read].tolist()
    return found


def _held(view: View) -> Iterator[int]:
    """Yield the blocks that hold a word for cookies: "cookie" in all articles, another one in those that may use it."""
    yield from _searched(view, _COOKIE, 0, len(view.raw))
    for row, tag in enumerate(view.declared("language")):
        if (own := _own_words(tag)) is not None:
            yield from _searched(view, own, int(view.offsets[row]), int(view.offsets[row + 1]))


def _searched(view: View, pattern: Any, start: int, end: int) -> Iterator[int]:
    """Yield the blocks between two bytes that a pattern is found in, once each."""
    while match := pattern.search(view.raw, start, end):
        block = int(view.blocks.start.searchsorted(match.start(), side="right")) - 1
        yield block
        start = int(view.blocks.end[block])


def is_notice(line: str) -> bool:
    """Tell whether a line is a notice about cookies, by the words of any one language."""
    told = _QUOTED.sub(" ", line).lower()  # what somebody said is no notice
    if not any(word in told for word in _cookies()):
        return False
    padded = _padded(told)
    return any(_speaks(words, padded) for words in _languages()) or any(
        _speaks(words, told) for words in load("consent_words")["unspaced"].values()
    )


def _speaks(words: Words, told: str) -> bool:
    """Tell whether a line speaks for the page, and with enough kinds of words; two different choices count as two."""
    if not any(word in told for word in words["page"]):
        return False
    kinds = sum(any(word in told for word in words[kind]) for kind in _KINDS)
    return kinds >= _ENOUGH or sum(word in told for word in words["choice"]) >= _ENOUGH


@lru_cache(1024)
def _own_words(tag: str | None) -> Any:
    """Return the pattern of a language's own words for cookies, in the cases they are written in; None where it has none.

    For an article that declares no language it is that of all of them.
    """
    language = primary_language(tag)
    words = load("consent_words")["cookies"]
    own = [word for key, told in words.items() if key and language in (None, key) for word in told]
    forms = {form for word in own for form in (word, word.capitalize(), word.upper())}
    return re2.compile("|".join(map(re.escape, sorted(forms))).encode()) if forms else None


@cache
def _cookies() -> tuple[str, ...]:
    return tuple(word for words in load("consent_words")["cookies"].values() for word in words)


@cache
def _languages() -> tuple[Words, ...]:
    """Return the words of the languages with spaces as they stand in a padded line: a stem has an open end."""
    return tuple(
        {
            kind: [_padded(entry).rstrip() if entry.endswith(_STEM) else _padded(entry) for entry in entries]
            for kind, entries in words.items()
        }
        for words in load("consent_words")["words"].values()
    )


def _padded(text: str) -> str:
    """Return the words of a text in lower case with one space before and behind each."""
    return f" {' '.join(_TOKENS.findall(text.lower()))} "
