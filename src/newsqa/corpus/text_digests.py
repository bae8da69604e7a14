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

_SPACES = [*range(0x21), 0x7F, 0x85, 0xA0, 0xAD, *range(0x2000, 0x2010), *range(0x2028, 0x2030)]
_SPACES += [0x205F, *range(0x2060, 0x2065), 0x3000, 0xFE0E, 0xFE0F, 0xFEFF]
_DROPPED = [c.encode() for c in {*map(chr, _SPACES), *QUOTES}]
_ASCII = b"".join(c for c in _DROPPED if len(c) == 1)
# Marks that NFC may join with the letter before: U+0300 to U+036F, and those of kana.
_MARKS = [chr(c).encode() for c in (*range(0x300, 0x370), 0x3099, 0x309A)]
_MARK = 1  # what a mark is among the kinds; characters to be dropped have their length in bytes


def _kinds() -> tuple[bytes, NDArray[np.uint8], NDArray[np.uint8]]:
    """Return which bytes begin a character that counts, their numbers, and the kind by number and the next two bytes."""
    wide = [(c, len(c)) for c in _DROPPED if len(c) > 1] + [(c, _MARK) for c in _MARKS]
    leads = sorted({c[0] for c, _ in wide})
    numbers = np.zeros(256, np.uint8)
    numbers[leads] = np.arange(len(leads))
    kinds = np.zeros((len(leads), 256, 256), np.uint8)
    for character, kind in wide:
        last = character[2] if len(character) > 2 else slice(None)
        kinds[numbers[character[0]], character[1], last] = kind
    return bytes(byte in leads for byte in range(256)), numbers, kinds.reshape(-1)


_IS_LEAD, _NUMBERS, _KINDS = _kinds()


def text_digests(texts: pa.Array) -> pa.Array:
    """Return a digest of each text, fixed binary of 16 bytes; null for a null text and one of which nothing is left."""
    lowered = pc.utf8_lower(texts)
    _, offsets, buffer = lowered.buffers()
    if not len(lowered) or offsets is None or buffer is None:
        return pa.nulls(len(lowered), pa.binary(DIGEST_BYTES))
    bounds = np.frombuffer(offsets, np.int32, len(lowered) + 1, lowered.offset * 4).astype(np.int64)
    raw = memoryview(buffer)[bounds[0] : bounds[-1]].tobytes()
    bounds -= bounds[0]
    left, marked = _folded(raw, bounds)
    if len(marked):
        cuts = bounds.tolist()
        composed = [_composed(raw[cuts[row] : cuts[row + 1]]) for row in marked]
        again, _ = _folded(b"".join(composed), np.cumsum([0, *map(len, composed)]))
        for row, text in zip(marked, again, strict=True):
            left[row] = text
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


def _composed(text: bytes) -> bytes:
    return unicodedata.normalize("NFC", text.decode()).encode()


def _folded(raw: bytes, bounds: NDArray[np.int64]) -> tuple[list[bytes], list[int]]:
    """Return the texts without what does not count, and the numbers of those with marks."""
    marked: list[int] = []
    leads = np.flatnonzero(np.frombuffer(raw.translate(_IS_LEAD), np.bool_))
    if len(leads):
        data = np.frombuffer(raw + b"..", np.uint8).copy()
        codes = _NUMBERS[data[leads]].astype(np.int32) << 16 | data[leads + 1].astype(np.int32) << 8
        kinds = _KINDS[codes | data[leads + 2]]
        marked = np.unique(bounds.searchsorted(leads[kinds == _MARK], side="right") - 1).tolist()
        # As spaces they go with the spaces.
        wide = leads[kinds > _MARK]
        data[wide] = data[wide + 1] = 0x20
        data[leads[kinds == 3] + 2] = 0x20
        raw = data[: len(raw)].tobytes()
    return [raw[i:j].translate(None, _ASCII) for i, j in pairwise(bounds.tolist())], marked
