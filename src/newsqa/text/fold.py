"""Folding: when two lines count as the same text.

Three differences can be folded away: white space (runs become one space, ends are trimmed), case (full case folding,
so that "STRASSE" equals "Straße") and quotes (all quotation marks and apostrophes are dropped, because « a » and "a"
differ in spaces, too). Letters, digits and other punctuation always count.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from newsqa.text.lazy import lazy

KINDS = ("whitespace", "case", "quotes")

QUOTES = "\"'`´‘’‚‛“”„‟′″‹›«»＂＇「」『』〝〞"
_DROP_QUOTES = lazy(f"[{QUOTES}]+")


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
    digests = b"".join(hashlib.blake2b(bytes([byte]), digest_size=4).digest() for byte in range(256))
    weights = np.frombuffer(digests, "<u4").astype(np.uint32)
    for upper in range(ord("A"), ord("Z") + 1):
        weights[upper] = weights[upper + 32]
    weights[list(b" \t\n\v\f\r\"'`")] = 0
    weights[0x80:0xC0] = 0
    weights[0xC0:] = weights[0xC3]
    weights[[0xC2, 0xE2]] = 0
    return weights


_WEIGHTS = _weights()
_SHARP_S = np.uint32((2 * int(_WEIGHTS[ord("s")]) - int(_WEIGHTS[0xC3])) % 2**32)  # "ss" in the place of "ß"
_SHARP_S_BYTES = "ß".encode()
# So much text at a time: its weights stay in the processor's cache.
_CHUNK_BYTES = 1 << 17
# Lead bytes of the marks that NFC may join with the letter before: U+0300 to U+036F, and the two of kana.
_MARK_LEADS = (b"\xcc", b"\xcd")
_KANA_MARKS = (b"\xe3\x82\x99", b"\xe3\x82\x9a")


def sketches(raw: bytes, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.uint32]:
    """Return one number a span of UTF-8 bytes, equal for spans that are equal after folding.

    It is a gate: unequal spans may share a number (it ignores order and accents), so equal ones are compared again
    with `fold`. Spans are ascending, do not overlap and are not empty.
    """
    if not len(starts):
        return np.empty(0, np.uint32)
    data = np.frombuffer(raw, np.uint8)
    sums = np.empty(len(starts), np.uint32)
    scratch = np.empty(_CHUNK_BYTES + 1, np.uint32)
    gaps = np.flatnonzero(starts[1:] - ends[:-1] > _CHUNK_BYTES >> 8) + 1
    runs = np.append(gaps, len(starts)).tolist()  # spans close to each other
    first, run = 0, 0
    while first < len(starts):
        base = int(starts[first])
        last = max(first + 1, int(ends.searchsorted(base + _CHUNK_BYTES, side="right")))
        last = min(last, runs[run])
        run += last == runs[run]
        size = int(ends[last - 1]) - base
        if size >= len(scratch):  # one span alone is larger
            scratch = np.empty(size + 1, np.uint32)
        # "clip" writes straight into the scratch space; no index can be out of bounds.
        np.take(_WEIGHTS, data[base : base + size], out=scratch[:size], mode="clip")
        scratch[size] = 0
        # reduceat sums between neighbouring bounds: spans at even places, gaps at odd ones.
        bounds = np.column_stack((starts[first:last], ends[first:last])).ravel() - base
        sums[first:last] = np.add.reduceat(scratch[: size + 1], bounds)[::2]
        first = last
    np.add.at(sums, _spans_of(_find(raw, data, _SHARP_S_BYTES), starts, ends), _SHARP_S)
    marks = np.concatenate([_find(raw, data, mark) for mark in (*_MARK_LEADS, *_KANA_MARKS)])
    for index in set(_spans_of(marks, starts, ends).tolist()):
        text = unicodedata.normalize("NFC", raw[starts[index] : ends[index]].decode("utf-8", "replace"))
        sums[index] = _WEIGHTS[np.frombuffer(text.replace("ß", "ss").encode(), np.uint8)].sum(dtype=np.uint64)
    return sums


def _find(raw: bytes, data: NDArray[np.uint8], wanted: bytes) -> NDArray[np.int64]:
    """Return where a sequence of bytes stands; the search for one that is nowhere costs next to nothing."""
    # The search for one byte is by far the fastest.
    if any(byte not in raw for byte in wanted) or wanted not in raw:
        return np.empty(0, np.int64)
    found = np.flatnonzero(data[: len(data) - len(wanted) + 1] == wanted[0])
    for k, byte in enumerate(wanted[1:], 1):
        found = found[data[found + k] == byte]
    return found


def _spans_of(
    found: NDArray[np.int64], starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return the span each place lies in; places between spans are left out."""
    span = starts.searchsorted(found, side="right") - 1
    inside: NDArray[np.int64] = span[(span >= 0) & (found < ends[span])]
    return inside
