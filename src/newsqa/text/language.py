"""The language of a text, by CLD2; and language tags."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import import_module
from types import ModuleType

from newsqa.data import load

# CLD2 needs little: past this many bytes the answer no longer changes and only the time grows.
SAMPLE_BYTES = 600
_GLANCE_BYTES = 400

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
_UNSAFE = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x9f]|\xef\xbf[\xbe\xbf]|\xef\xb7[\x90-\xaf]"
)


@dataclass(frozen=True, slots=True)
class Detection:
    """A detected language: ISO 639 code, and how sure CLD2 is of it (0 to 1: its percentage of the text)."""

    language: str
    confidence: float


@cache
def _cld2() -> ModuleType:
    return import_module("pycld2")


def detect(text: bytes) -> Detection | None:
    """Return the language of UTF-8 text, or None when CLD2 cannot say; only the first `SAMPLE_BYTES` are read."""
    sample = text[:SAMPLE_BYTES].decode("utf-8", "ignore").encode()
    cld2 = _cld2()
    try:
        reliable, _, details = cld2.detect(sample)
    except cld2.error:  # it names the byte it stumbled over; the rest is still text
        try:
            reliable, _, details = cld2.detect(_UNSAFE.sub(b" ", sample))
        except cld2.error:
            return None
    _, code, percent, _ = details[0]
    if not reliable or code == "un":
        return None
    return Detection(canonical(code), percent / 100)


def sounds_like(language: str, text: bytes) -> bool:
    """Tell whether UTF-8 text is in a language for certain: several of its function words stand at the beginning.

    A gate before `detect`, which takes three times as long; False says nothing.
    """
    words = _function_words().get(language)
    return words is not None and len(words.intersection(text[:_GLANCE_BYTES].lower().split())) >= 5


@cache
def _function_words() -> dict[str, frozenset[bytes]]:
    # As bytes, since nothing else is decoded for this: only the capitals of ASCII are lowered, which is enough.
    return {
        language: frozenset(word.encode() for word in words)
        for language, words in load("function_words").items()
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
    return canonical(_ISO_639_3.get(primary[1].lower(), primary[1].lower())) if primary else None


@lru_cache(1024)
def region(tag: str | None) -> str | None:
    """Return the region of a declared language ("US" of "en-US" or "en_us"); None when it names none."""
    found = (
        re.match(r"\s*[A-Za-z]{2,3}[-_](?:[A-Za-z]{4}[-_])?([A-Za-z]{2})(?:[-_]|\s*$)", tag) if tag else None
    )
    return found[1].upper() if found else None


# Three-letter codes that tables use for languages with a two-letter one.
_ISO_639_3 = {
    "eng": "en", "fra": "fr", "fre": "fr", "deu": "de", "ger": "de", "spa": "es", "ita": "it", "por": "pt", "nld": "nl",
    "dut": "nl", "pol": "pl", "rus": "ru", "ukr": "uk", "tur": "tr", "ara": "ar", "zho": "zh", "chi": "zh", "jpn": "ja",
    "kor": "ko", "swe": "sv", "dan": "da", "nor": "no", "fin": "fi", "ell": "el", "gre": "el", "ces": "cs", "cze": "cs",
    "ron": "ro", "rum": "ro", "hun": "hu", "fas": "fa", "per": "fa", "hin": "hi", "heb": "he", "cat": "ca", "ind": "id",
    "vie": "vi", "tha": "th", "bul": "bg", "hrv": "hr", "srp": "sr", "slk": "sk", "slo": "sk", "slv": "sl", "sqi": "sq",
    "alb": "sq", "amh": "am", "hau": "ha", "ibo": "ig", "lin": "ln", "lug": "lg", "orm": "om", "run": "rn", "sna": "sn",
    "som": "so", "swa": "sw", "tir": "ti", "xho": "xh", "yor": "yo", "zul": "zu", "afr": "af", "est": "et", "lav": "lv",
    "lit": "lt", "eus": "eu", "baq": "eu", "glg": "gl", "isl": "is", "ice": "is", "mkd": "mk", "mac": "mk", "urd": "ur",
    "ben": "bn", "tam": "ta", "tel": "te", "msa": "ms", "may": "ms",
}  # fmt: skip

# Written languages that CLD2 cannot tell apart reliably over a few hundred characters, or two names for one.
_ALIKE = (
    {"no", "da"}, {"hr", "bs", "sr", "sh"}, {"id", "ms"}, {"cs", "sk"}, {"gl", "pt"}, {"gl", "es"}, {"rw", "rn"}, {"xh", "zu"},
    {"tn", "st", "nso"}, {"hi", "mr", "ne", "bh"}, {"tr", "az"}, {"en", "pcm"}, {"fa", "prs"},
)  # fmt: skip


def same_language(one: str, other: str) -> bool:
    """Tell whether two language codes name the same language as far as detection can tell."""
    return one == other or any(one in group and other in group for group in _ALIKE)
