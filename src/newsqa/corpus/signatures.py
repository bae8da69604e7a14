"""Signatures: the shingles of all documents of a corpus in one place, however many there are.

Some 210 bytes a document are held in memory. The sets of shingles wait in a temporary file, and are read from it when
they are compared.
"""

from __future__ import annotations

import weakref
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsqa.corpus import deltas
from newsqa.corpus.minhash import BANDS, MARKS, marks_shared
from newsqa.corpus.text_shingles import VALUE_BITS
from newsqa.files import dispose

_HELD_BYTES = 32 << 20  # of a temporary file, before it is one
_PAIRS = 1 << (32 - VALUE_BITS)  # so many pairs at a time are compared as numbers of 32 bits
_GLANCED = 1 << 13  # pairs whose marks are compared at a time
_CODES = 1 << 20  # of the pairs that are compared at a time, unless a pair alone has more


class Part(NamedTuple):
    """Some documents: their names, bands and marks (a row a document), the codes of their sets, and how many each has."""

    documents: NDArray[np.int32]
    bands: NDArray[np.uint32]
    marks: NDArray[np.uint8]
    codes: NDArray[np.uint16]
    counts: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Signatures:
    """The signatures of documents, one row a document.

    ``documents`` are their names, ascending; ``bands`` has a row a band, ``marks`` a row a document; ``sizes`` is how many
    shingles each has.
    """

    documents: NDArray[np.int32]
    bands: NDArray[np.uint32]
    marks: NDArray[np.uint8]
    sizes: NDArray[np.int32]
    _starts: NDArray[np.int64]
    _counts: NDArray[np.int32]
    _codes: _Codes

    @classmethod
    def of(cls, parts: Iterable[Part]) -> Signatures:
        """Return the signatures of documents that come in any order; of one that comes twice, those that come last."""
        import tempfile  # takes a while

        documents, counts, sizes = [], [], []
        codes = _Codes()
        with tempfile.SpooledTemporaryFile(_HELD_BYTES) as file:
            for part in parts:
                documents.append(part.documents)
                counts.append(part.counts.astype(np.int32))
                sizes.append(deltas.set_sizes(part.codes, part.counts).astype(np.int32))
                file.write(np.ascontiguousarray(part.bands).data)
                file.write(np.ascontiguousarray(part.marks).data)
                codes.add(part.codes)
            file.seek(0)
            names = np.concatenate(documents) if documents else np.empty(0, np.int32)
            order = np.argsort(names, kind="stable")
            place = np.empty(len(order), np.int64)
            place[order] = np.arange(len(order))
            bands = np.empty((BANDS, len(order)), np.uint32)
            marks = np.empty((len(order), MARKS), np.uint8)
            low = 0
            for part_size in map(len, documents):
                which = place[low : low + part_size]
                held = np.frombuffer(file.read(4 * BANDS * part_size), np.uint32)
                bands[:, which] = held.reshape(part_size, BANDS).T
                marks[which] = np.frombuffer(file.read(MARKS * part_size), np.uint8).reshape(-1, MARKS)
                low += part_size
        count = np.concatenate(counts) if counts else np.empty(0, np.int32)
        size = np.concatenate(sizes) if sizes else np.empty(0, np.int32)
        starts = np.cumsum(count, dtype=np.int64) - count
        last = np.append(np.diff(names[order]) != 0, True)[: len(order)]
        if not last.all():
            order, bands, marks = order[last], bands[:, last], marks[last]
        return cls(names[order], bands, marks, size[order], starts[order], count[order], codes)

    def __len__(self) -> int:
        return len(self.documents)

    def codes(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.uint16], NDArray[np.int64]]:
        """Return the codes of the sets of some rows, one after the other, and how many each has."""
        counts = self._counts[rows].astype(np.int64)
        return self._codes.read(self._starts[rows], counts), counts

    def may_be_similar(
        self, rows: NDArray[np.int64], others: NDArray[np.int64], least: float
    ) -> NDArray[np.bool_]:
        """Tell which pairs of rows may have a similarity of ``least``, by their marks: no more than a glance."""
        needed = marks_shared(least)
        found = np.ones(len(rows), bool)
        for low in range(0, len(rows) if needed else 0, _GLANCED):
            same = self.marks[rows[low : low + _GLANCED]] == self.marks[others[low : low + _GLANCED]]
            found[low : low + _GLANCED] = np.count_nonzero(same, axis=1) >= needed
        return found

    def similarities(self, rows: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the Jaccard similarity of the sets of shingles of each pair of rows."""
        return self.jaccard(rows, others, self.shared(rows, others))

    def jaccard(
        self, rows: NDArray[np.int64], others: NDArray[np.int64], shared: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """Return the similarity of each pair of rows, of which is known how many shingles they have in common."""
        similarity: NDArray[np.float64] = shared / (self.sizes[rows] + self.sizes[others] - shared)
        return similarity

    def shared(self, rows: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return how many shingles the two of each pair of rows have in common."""
        found = [np.empty(0, np.int64)]
        for low, high in self._pieces(rows, others):
            found.append(self._shared(rows[low:high], others[low:high]))
        return np.concatenate(found)

    def _pieces(self, rows: NDArray[np.int64], others: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
        totals = np.cumsum(self._counts[rows] + self._counts[others], dtype=np.int64)
        low, done = 0, 0
        while low < len(rows):
            high = int(totals.searchsorted(done + _CODES, side="right"))
            high = min(max(high, low + 1), low + _PAIRS)
            yield low, high
            low, done = high, int(totals[high - 1])

    def _shared(self, rows: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return how many shingles the two of each pair have in common, of at most `_PAIRS` pairs."""
        keys = []
        for which in (rows, others):
            values = deltas.decoded(*self.codes(which))
            numbers = np.arange(len(which), dtype=np.uint32) << np.uint32(VALUE_BITS)
            values |= np.repeat(numbers, self.sizes[which])
            keys.append(values)
        both = np.sort(np.concatenate(keys))
        twice = both[:-1][both[1:] == both[:-1]] >> np.uint32(VALUE_BITS)
        return np.bincount(twice, minlength=len(rows))


class _Codes:
    """Codes one after the other, above some size in a temporary file."""

    def __init__(self) -> None:
        import tempfile  # takes a while

        # Without a buffer: what is read lies here and there.
        self._file = tempfile.SpooledTemporaryFile(_HELD_BYTES, buffering=0)  # noqa: SIM115 - lives as long as this
        weakref.finalize(self, dispose, self._file)

    def add(self, codes: NDArray[np.uint16]) -> None:
        """Add codes behind those that are there, before any are read."""
        left = np.ascontiguousarray(codes).data.cast("B")
        while left:  # a nearly full disk takes a part of them
            left = left[self._file.write(left) :]

    def read(self, starts: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.uint16]:
        """Return stretches of the codes, one after the other."""
        seek, read = self._file.seek, self._file.read
        stretches = []
        # No memory map: the pages around each place would count as memory of the process.
        for start, size in zip((2 * starts).tolist(), (2 * counts).tolist(), strict=True):
            seek(start)
            stretches.append(read(size))
        return np.frombuffer(b"".join(stretches), np.uint16)
