"""The language of a text, by CLD2; and language codes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib import import_module
from types import ModuleType
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from newsqa import arrow
from newsqa.data import load
from newsqa.text.language_tags import shortest
from newsqa.text.lazy import lazy

# CLD2 needs little: past this many bytes the answer no longer changes and only the time grows.
SAMPLE_BYTES = 600
_GLANCE_BYTES = 400
_GLANCE_WORDS = 5
_GATE_BYTES = 1000
_GATE_WORDS = 4
# Below this share of the text the first answer is not believed; then more of the text is read.
_SURE_PERCENT = 90
_LONG_BYTES = 1800
# Of two languages in a text, English is that of the names; the other is the text's own from this share on.
_OWN_PERCENT = 25
# Function words of one language, and so many more than of any other, outvote a best guess.
_VOTES = 3
_VOTERS = 60  # words that are asked
_MAX_SHARE = 0.6
_GUESS, _VOTE = 0.5, 0.8  # how sure they are

# What CLD2 calls by an old name, and macrolanguages by their usual member.
_CANONICAL = {
    "iw": "he",
    "jw": "jv",
    "in": "id",
    "ji": "yi",
    "mo": "ro",
    "nb": "no",
    "nn": "no",
    "zh-Hant": "zh",
    "fil": "tl",
}

# Controls, which CLD2 refuses or stumbles over.
_UNSAFE = lazy(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x9f]|\xef\xbf[\xbe\xbf]|\xef\xb7[\x90-\xaf]")
_JUNK = lazy(rb"<[^>]*>|(?:https?://|www\.)\S*|(?:%[0-9A-F]{2})+")  # tags and addresses

Answer = tuple[bool, list[tuple[str, int]]]  # whether it is reliable, and languages with their percentages


class Detection(NamedTuple):
    """A detected language: ISO 639 code, and how sure it is (0 to 1: of CLD2's answers their share of the text)."""

    language: str
    confidence: float


@cache
def _cld2() -> ModuleType:
    return import_module("pycld2")


def detect(text: bytes) -> Detection | None:
    """Return the language of UTF-8 text, or None when there is none to be told.

    The first `SAMPLE_BYTES` are enough where CLD2 is sure; else the names, which are often foreign, are left out.
    """
    sure, languages = _ask(text[:SAMPLE_BYTES])
    if sure and languages[0][1] >= _SURE_PERCENT and not _only_named(languages[0][0], text):
        return Detection(languages[0][0], languages[0][1] / 100)
    sample = _JUNK.sub(b" ", text[:_LONG_BYTES])
    words = sample.decode("utf-8", "ignore").split()
    plain = " ".join(word for word in words if not (word[:1].isupper() or word[:2].isupper()))
    sure, languages = _ask(plain.encode(), best_effort=True)
    languages = languages or _ask(sample, best_effort=True)[1]
    best, percent = languages[0] if languages else (None, 0)
    if best == "en" and len(languages) > 1 and languages[1][1] >= _OWN_PERCENT:
        sure, best = False, languages[1][0]
    if (len(text) <= SAMPLE_BYTES or not sure) and (voted := _outvoted(best, words[:_VOTERS])):
        return Detection(voted, _VOTE)
    if best is None:
        return None
    return Detection(best, percent / 100 if sure and percent >= _SURE_PERCENT else _GUESS)


def _ask(sample: bytes, *, best_effort: bool = False) -> Answer:
    """Return what CLD2 makes of UTF-8 text, the cut-off last character left out."""
    cld2 = _cld2()
    sample = sample.decode("utf-8", "ignore").encode()
    try:
        reliable, _, details = cld2.detect(sample, bestEffort=best_effort)
    except cld2.error:  # it names the byte it stumbled over; the rest is still text
        try:
            reliable, _, details = cld2.detect(_UNSAFE.sub(b" ", sample), bestEffort=best_effort)
        except cld2.error:
            return False, []
    languages = [(canonical(code), percent) for _, code, percent, _ in details if code != "un"]
    return reliable and bool(languages), languages


def _only_named(language: str, text: bytes) -> bool:
    """Tell whether a text passes for English because of its names: hardly an English function word is in it."""
    if language != "en":
        return False
    words = text[:SAMPLE_BYTES].lower().split()
    return len(_function_words()["en"].intersection(words)) < _VOTES


def _outvoted(language: str | None, words: Iterable[str]) -> str | None:
    """Return the language whose function words a text has, where they are clearly more than those of the given one."""
    lowered = [word.lower().encode() for word in words]
    count = {code: sum(word in known for word in lowered) for code, known in _function_words().items()}
    (most, winner), (second, _) = sorted(((n, code) for code, n in count.items()), reverse=True)[:2]
    if most < _VOTES or most == second or count.get(language or "", 0) >= _MAX_SHARE * most:
        return None
    return winner


def sounds_like(language: str, text: bytes) -> bool:
    """Tell whether UTF-8 text is in a language for certain: several of its function words stand at the beginning.

    A gate before `detect`, which takes five times as long; False says nothing.
    """
    words = _function_words().get(language)
    return (
        words is not None and len(words.intersection(text[:_GLANCE_BYTES].lower().split())) >= _GLANCE_WORDS
    )


def beginnings(texts: pa.Array) -> pa.Array:
    """Return the first bytes of each text, for `surely_in`."""
    import pyarrow.compute as pc  # not at the top: articles that declare no language never need it

    return pc.binary_slice(texts.cast(pa.binary()), 0, _GATE_BYTES)


def surely_in(language: str, beginnings: pa.Array) -> NDArray[np.bool_]:
    """Tell which texts are in a language for certain, by their beginnings; False says nothing.

    A gate before `sounds_like`, for many texts at once: words that no other language has, time and again.
    """
    import pyarrow.compute as pc

    pattern = _own_words_pattern(language)
    if pattern is None:
        return np.zeros(len(beginnings), bool)
    return arrow.truths(pc.match_substring_regex(beginnings, pattern))


@cache
def _own_words_pattern(language: str) -> str | None:
    own = load("function_words").get(language, {}).get("own", ())
    if len(own) < _GATE_WORDS:
        return None
    return rf"(?:[ \n](?:{'|'.join(own)})[ \n,.](?s:.*?)){{{_GATE_WORDS}}}"


@cache
def _function_words() -> dict[str, frozenset[bytes]]:
    return {
        language: frozenset(word.encode() for words in kinds.values() for word in words)
        for language, kinds in load("function_words").items()
    }


def canonical(code: str) -> str:
    """Return one code for a language that has several."""
    return _CANONICAL.get(code, code)


@lru_cache(1024)
def primary_language(tag: str | None) -> str | None:
    """Return the ISO 639 code of a declared language ("fr-FR", "pt_BR", "EN"); None when it is not a tag."""
    if not tag:
        return None
    primary = re.match(r"\s*([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{1,8})*\s*$", tag)
    return canonical(shortest(primary[1].lower())) if primary else None


@lru_cache(1024)
def region(tag: str | None) -> str | None:
    """Return the region of a declared language ("US" of "en-US" or "en_us"); None when it names none."""
    found = (
        re.match(r"\s*[A-Za-z]{2,3}[-_](?:[A-Za-z]{4}[-_])?([A-Za-z]{2})(?:[-_]|\s*$)", tag) if tag else None
    )
    return found[1].upper() if found else None


# Written languages that CLD2 cannot tell apart reliably over a few hundred characters, or two names for one.
_ALIKE = (
    {"no", "da"}, {"hr", "bs", "sr", "sh"}, {"id", "ms"}, {"cs", "sk"}, {"gl", "pt"}, {"gl", "es"}, {"rw", "rn"}, {"xh", "zu"},
    {"tn", "st", "nso"}, {"hi", "mr", "ne", "bh"}, {"tr", "az"}, {"en", "pcm"}, {"fa", "prs"},
)  # fmt: skip


def same_language(one: str, other: str) -> bool:
    """Tell whether two language codes name the same language as far as detection can tell."""
    return one == other or any(one in group and other in group for group in _ALIKE)
