"""Shingles of texts: what near-duplicates are told by.

A shingle is a run of three words. In scripts written without spaces a run of characters that is about as long takes its
place: four of Han and kana, nine of Thai, Lao, Burmese and Khmer; what most of a text is written in decides. Of each
text the set of its shingles' hashes is kept, numbers of 22 bits: few enough for differences to fit 16 bits.
"""

from __future__ import annotations

import hashlib
from itertools import pairwise

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from newsqa.corpus import words
from newsqa.corpus.words import IDEOGRAPH, UNSPACED, Words, words_of

VALUE_BITS = 22
# How many words or characters a shingle is. One edited word of ten spoils about 3 shingles of 10 in each.
_LENGTHS = {"words": 3, "ideographs": 4, "unspaced": 9}

PARAMETERS = {"version": 1, "words": words.VERSION, "bits": VALUE_BITS, **_LENGTHS}

_WORD_BYTES = 8
_MAX_BYTES = 64  # of a word that count
# The bytes of eight that belong to a word of which 0 to 8 bytes are left, read in little-endian order.
_MASKS = np.array([(1 << (8 * left)) - 1 for left in range(_WORD_BYTES + 1)], np.uint64)
_GROUP = 1 << (32 - VALUE_BITS)  # so many texts at a time are sorted as numbers of 32 bits


def _factor(name: str) -> np.uint64:
    digest = hashlib.blake2b(f"shingles {name}".encode(), digest_size=8).digest()
    return np.uint64(int.from_bytes(digest, "little") | 1)


_BYTES, _ORDER, _LAST = _factor("bytes"), _factor("order"), _factor("last")


def shingle_sets(texts: pa.Array) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Return the shingles of a column of strings, ascending and each once a text, and how many each text has.

    A null text has none, nor has one that is shorter than a shingle.
    """
    found = words_of(texts)
    lengths = _lengths(found)
    document = np.repeat(np.arange(len(texts)), np.diff(found.first))
    hashes = _hashes(found)
    values = np.zeros(len(hashes), np.uint32)
    whole = np.zeros(len(hashes), bool)
    for length in set(lengths.tolist()):
        runs = _runs(hashes, length)
        low, high = document[: len(runs)], document[len(document) - len(runs) :]
        own = (low == high) & (lengths[low] == length)
        np.copyto(values[: len(runs)], runs, where=own)
        whole[: len(runs)] |= own
    return _sets(document[whole], values[whole], len(texts))


def _lengths(found: Words) -> NDArray[np.uint8]:
    """Return how many words a shingle of each text is, by what most of its words are."""
    lengths = np.full(len(found.first) - 1, _LENGTHS["words"], np.uint8)
    if not found.kinds.any():
        return lengths
    counts = np.diff(found.first)
    for kind, name in ((IDEOGRAPH, "ideographs"), (UNSPACED, "unspaced")):
        at = np.flatnonzero(found.kinds == kind)
        lengths[2 * np.diff(at.searchsorted(found.first)) > counts] = _LENGTHS[name]
    return lengths


def _hashes(found: Words) -> NDArray[np.uint64]:
    """Return a hash of each word, of its first bytes if it is very long."""
    data = np.append(found.data, np.zeros(_WORD_BYTES, np.uint8))
    eights = np.ndarray(len(found.data), "<u8", data, strides=(1,))  # the eight bytes from each place on
    sizes = found.ends - found.starts
    hashes: NDArray[np.uint64] = eights[found.starts] & _MASKS[np.minimum(sizes, _WORD_BYTES)]
    _mix(hashes)
    longer = np.flatnonzero(sizes > _WORD_BYTES)
    for done in range(_WORD_BYTES, _MAX_BYTES, _WORD_BYTES):
        if not len(longer):
            break
        left = sizes[longer] - done
        more = eights[found.starts[longer] + done] & _MASKS[np.minimum(left, _WORD_BYTES)]
        more ^= hashes[longer]
        _mix(more)
        hashes[longer] = more
        longer = longer[left > _WORD_BYTES]
    return hashes


def _mix(hashes: NDArray[np.uint64]) -> None:
    hashes *= _BYTES
    hashes ^= hashes >> np.uint64(32)
    hashes *= _LAST


def _runs(hashes: NDArray[np.uint64], length: int) -> NDArray[np.uint32]:
    """Return a number of `VALUE_BITS` bits for each run of so many words."""
    count = max(0, len(hashes) - length + 1)
    sums = hashes[:count].copy()
    for k in range(1, length):
        sums *= _ORDER
        sums += hashes[k : k + count]
    sums ^= sums >> np.uint64(32)
    sums *= _LAST
    sums >>= np.uint64(64 - VALUE_BITS)
    return sums.astype(np.uint32)


def _sets(
    document: NDArray[np.int64], values: NDArray[np.uint32], size: int
) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Return the different values of each of ``size`` documents, ascending, and how many each has."""
    keys = ((document % _GROUP) << VALUE_BITS).astype(np.uint32) | values
    cuts = document.searchsorted(np.arange(0, max(size, 1) + _GROUP, _GROUP)).tolist()
    sets, sizes = [], []
    for low, high in pairwise(cuts):
        group = np.sort(keys[low:high])
        group = group[np.append(True, group[1:] != group[:-1])[: len(group)]]
        sizes.append(np.bincount(group >> np.uint32(VALUE_BITS), minlength=_GROUP))
        group &= np.uint32((1 << VALUE_BITS) - 1)
        sets.append(group)
    return np.concatenate(sets), np.concatenate(sizes)[:size]
