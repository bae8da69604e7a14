"""Folding: when two lines count as the same text.

Three differences can be folded away: white space (runs become one space, ends are trimmed), case (full case folding,
so that "STRASSE" equals "Straße") and quotes (all quotation marks and apostrophes are dropped, because « a » and "a"
differ in spaces, too). Letters, digits and other punctuation always count.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

KINDS = ("whitespace", "case", "quotes")

QUOTES = "\"'`´‘’‚‛“”„‟′″‹›«»＂＇「」『』〝〞"  # noqa: RUF001
_DROP_QUOTES = re.compile(f"[{QUOTES}]+")


def fold(text: str, kinds: Collection[str] = KINDS) -> str:
    """Return the text with the given differences folded away; canonically equivalent characters are always equal."""
    text = text if text.isascii() else unicodedata.normalize("NFC", text)
    if "quotes" in kinds:
        text = _DROP_QUOTES.sub("", text)
    if "whitespace" in kinds:
        text = " ".join(text.split())
    return text.casefold() if "case" in kinds else text


def _weights() -> NDArray[np.uint32]:
    """One weight a byte: ASCII letters by lower case, white space and quotes nothing, lead bytes all the same.

    Continuation bytes weigh nothing and the lead bytes of accented letters weigh the same, so that É and é, which
    differ in the second byte only, agree. Leads C2 and E2 hold the no-break spaces and the typographic quotes: nothing.
    """
    weights = np.random.default_rng(20210322).integers(1, 2**32, 256, dtype=np.uint32)
    for upper in range(ord("A"), ord("Z") + 1):
        weights[upper] = weights[upper + 32]
    weights[list(b" \t\n\v\f\r\"'`")] = 0
    weights[0x80:0xC0] = 0
    weights[0xC0:] = weights[0xC3]
    weights[[0xC2, 0xE2]] = 0
    return weights


_WEIGHTS = _weights()
_SHARP_S = _WEIGHTS[ord("s")] * np.uint32(2) - _WEIGHTS[0xC3]


def sketches(data: NDArray[np.uint8], starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.uint32]:
    """Return one number a span of UTF-8 bytes, equal for spans that are equal after folding.

    It is a gate: unequal spans may share a number (it ignores order and accents), so equal ones are compared again
    with `fold`. Spans are ascending, do not overlap and are not empty.
    """
    if not len(starts):
        return np.empty(0, np.uint32)
    weights = _WEIGHTS[data]
    bounds = np.column_stack((starts, ends)).ravel()
    # reduceat sums between neighbouring bounds: spans at even places, gaps at odd ones. The last bound may be the end.
    weights = np.append(weights, np.uint32(0)) if bounds[-1] == len(weights) else weights
    sums: NDArray[np.uint32] = np.add.reduceat(weights, bounds)[::2]
    sharp = np.flatnonzero((data[:-1] == 0xC3) & (data[1:] == 0x9F))
    if len(sharp):
        span = np.searchsorted(starts, sharp, side="right") - 1
        inside = (span >= 0) & (sharp < ends[span])
        np.add.at(sums, span[inside], _SHARP_S)
    for index in _decomposed(data, starts, ends).tolist():
        text = unicodedata.normalize("NFC", data[starts[index] : ends[index]].tobytes().decode("utf-8", "replace"))
        sums[index] = _WEIGHTS[np.frombuffer(text.replace("ß", "ss").encode(), np.uint8)].sum(dtype=np.uint64)
    return sums


def _decomposed(data: NDArray[np.uint8], starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return which spans hold marks that NFC may join with the letter before: U+0300 to U+036F, and those of kana."""
    found = np.flatnonzero((data == 0xCC) | (data == 0xCD))
    kana = np.flatnonzero(data[:-2] == 0xE3)
    kana = kana[(data[kana + 1] == 0x82) & ((data[kana + 2] == 0x99) | (data[kana + 2] == 0x9A))]
    found = np.concatenate((found, kana))
    span = np.searchsorted(starts, found, side="right") - 1
    inside: NDArray[np.int64] = np.unique(span[(span >= 0) & (found < ends[span])])
    return inside
