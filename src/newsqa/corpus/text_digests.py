"""Digests of texts: one for all texts that read the same, whatever article, file or run they stand in.

Case, white space, quotation marks and invisible characters do not count, nearly as in `newsqa.text.fold`: case is the
simple lower case of each character, and white space is dropped, so that no difference in line ends or spacing is left.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from newsqa.text.fold import QUOTES

VERSION = 1  # goes into the header of a state
DIGEST_BYTES = 16

_SPACES = [*range(0x21), 0x7F, 0x85, 0xA0, 0xAD, 0x1680, *range(0x2000, 0x2010), *range(0x2028, 0x2030)]
_SPACES += [0x205F, *range(0x2060, 0x2065), 0x3000, 0xFE0E, 0xFE0F, 0xFEFF]
_DROPPED = [c.encode() for c in {*map(chr, _SPACES), *QUOTES}]
_KINDS = {length: sorted(c for c in _DROPPED if len(c) == length) for length in (1, 2, 3)}
_TWO = np.array([int.from_bytes(c, "big") for c in _KINDS[2]], np.uint32)
_THREE = np.array([int.from_bytes(c, "big") for c in _KINDS[3]], np.uint32)
_ASCII = b"".join(_KINDS[1])
_LEADS = bytes({c[0] for c in (*_KINDS[2], *_KINDS[3])})
_IS_LEAD = bytes(byte in _LEADS for byte in range(256))
# Lead bytes of the marks that NFC may join with the letter before: U+0300 to U+036F, and those of kana.
_MARKS = (b"\xcc", b"\xcd", b"\xe3\x82\x99", b"\xe3\x82\x9a")


def text_digests(texts: pa.Array) -> pa.Array:
    """Return a digest of each text, fixed binary of 16 bytes; null for a null text and one of which nothing is left."""
    lowered = pc.utf8_lower(texts)
    _, offsets, buffer = lowered.buffers()
    if not len(lowered) or offsets is None or buffer is None:
        return pa.nulls(len(lowered), pa.binary(DIGEST_BYTES))
    bounds = np.frombuffer(offsets, np.int32, len(lowered) + 1, lowered.offset * 4).astype(np.int64)
    raw = memoryview(buffer)[bounds[0] : bounds[-1]].tobytes()
    bounds -= bounds[0]
    if any(mark in raw for mark in _MARKS):
        raw, bounds = _composed(raw, bounds)
    raw, bounds = _without_wide(raw, bounds)
    held, cuts = memoryview(raw), bounds.tolist()
    left = [held[i:j].tobytes().translate(None, _ASCII) for i, j in pairwise(cuts)]
    # SHA-1 is what processors have instructions for; nobody attacks a digest here.
    return _digests([text or None for text in left])


def key_digests(keys: list[str | None]) -> pa.Array:
    """Return a digest of each string as it is, fixed binary of 16 bytes; null for None."""
    return _digests([None if key is None else key.encode("utf-8", "surrogatepass") for key in keys])


def _digests(values: Sequence[bytes | None]) -> pa.Array:
    # SHA-1 is what processors have instructions for; nobody attacks a digest here.
    nothing = bytes(DIGEST_BYTES)
    digests = [
        nothing if value is None else hashlib.sha1(value, usedforsecurity=False).digest()[:DIGEST_BYTES]
        for value in values
    ]
    valid = np.fromiter((value is not None for value in values), bool, len(values))
    mask = None if valid.all() else pa.py_buffer(np.packbits(valid, bitorder="little"))
    return pa.Array.from_buffers(
        pa.binary(DIGEST_BYTES), len(values), [mask, pa.py_buffer(b"".join(digests))]
    )


def _composed(raw: bytes, bounds: NDArray[np.int64]) -> tuple[bytes, NDArray[np.int64]]:
    """Return the texts in NFC, which is slow: only those with a mark that may belong to the letter before."""
    cuts = bounds.tolist()
    texts = [raw[i:j] for i, j in pairwise(cuts)]
    for row, text in enumerate(texts):
        if any(mark in text for mark in _MARKS):
            texts[row] = unicodedata.normalize("NFC", text.decode()).encode()
    return b"".join(texts), np.cumsum([0, *map(len, texts)])


def _without_wide(raw: bytes, bounds: NDArray[np.int64]) -> tuple[bytes, NDArray[np.int64]]:
    """Return the texts without the characters of two and three bytes that do not count."""
    leads = np.flatnonzero(np.frombuffer(raw.translate(_IS_LEAD), np.bool_))
    if not len(leads):
        return raw, bounds
    data = np.frombuffer(raw + b"..", np.uint8)
    pairs = data[leads].astype(np.uint32) << np.uint32(8) | data[leads + 1]
    two = leads[np.isin(pairs, _TWO)]
    three = leads[np.isin(pairs << np.uint32(8) | data[leads + 2], _THREE)]
    if not len(two) and not len(three):
        return raw, bounds
    drop = np.sort(np.concatenate((two, two + 1, three, three + 1, three + 2)))
    keep = np.ones(len(raw), bool)
    keep[drop] = False
    return data[: len(raw)][keep].tobytes(), bounds - drop.searchsorted(bounds)
