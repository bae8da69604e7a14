"""The index of the boilerplate lists: ten thousand lines and hundreds of patterns, ready to be looked up.

`tools/generate_boilerplate_index.py` writes it beside the data files, so that a start costs a millisecond and not the
folding of every line and the compiling of every pattern. A pattern is tried on a line only when the line begins with one
of its openings and holds one of its literals; it is compiled when that happens for the first time.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import re2
from numpy.typing import NDArray

from newsqa.data import load, path
from newsqa.text.fold import sketches
from newsqa.text.lazy import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable

# A line of the lists: the digest of its folded form, the sketches as written and as folded, twice the topic's number
# and one more for an ambiguous line. Sorted by digest.
LINES = np.dtype([("digest", "<u8"), ("written", "<u4"), ("folded", "<u4"), ("kind", "u1")])
# The first bytes of lines that a pattern may match, in lower case as far as ASCII goes, and the pattern's number.
# Sorted by length and key.
OPENINGS = np.dtype([("key", "<u8"), ("length", "u1"), ("pattern", "<u2")])
LENGTHS = (1, 2, 3, 4, 6, 8)

MAX_LINE_BYTES = 240  # longer lines are prose

_QUOTES = "\"'`´‘’‚“”„«»"
_FINAL = " .!?…。！？؟*"
_OUTER = lazy(rf"^[{_QUOTES} \ufeff]+|[{re.escape(_FINAL + _QUOTES)}]+$", re.MULTILINE)
# How lines of the list may end, for their sketches; the line itself is compared without any of these.
_ENDINGS = ("", ".", "!", "?", "...", "…", "。", "！", "؟", "*", ":")
_EXPECTED_BITS = 22
_LAST = np.uint32((1 << _EXPECTED_BITS) - 1)
_FEW = 128
# Marks that may stand before and after a line without making it another one.
_BEFORE = r"[ \x{200b}\x{feff}\x{fe0f}»«\"'“”„‘’>→►▶•*·|\[(–—-]*"
_AFTER = r"[ \x{200b}»«\"'“”‘’.!?…:。！？،؟*→►▶>|)\]–—-]*"
# Apostrophes and groups of a pattern; classes in brackets and escaped characters stay as they are.
_SYNTAX = lazy(r"\.\{0,\d+\}|\[[^\]]*\]|\\.|\((?!\?)|'")
_TOLERANCES = {"'": "['’]?", "(": "(?:"}
# How many bytes such a mark has, by its first two bytes; 0 for what is none.
_MARKS = np.zeros((256, 256), np.uint8)
_MARKS[list(b" >*|[(-\"'")] = 1
_MARKS[0xC2, [0xA0, 0xAB, 0xB7, 0xBB]] = 2  # no-break space, guillemets, middle dot
_MARKS[0xE2, [0x80, 0x86, 0x96]] = 3  # dashes, quotes and bullets; arrows; triangles
_MARKS[0xEF, [0xB8, 0xBB]] = 3  # variation selector, byte order mark
_MAX_MARKS = 4
_LOWER = np.arange(256, dtype=np.uint64)
_LOWER[ord("A") : ord("Z") + 1] += 32
_LONG = 60
_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # Fibonacci hashing
_GATE_BITS = 18


def bare(lines: str) -> str:
    """Return lines without outer marks and final punctuation, in NFC."""
    return _OUTER.sub("", lines if lines.isascii() else unicodedata.normalize("NFC", lines))


def digest(line: str) -> int:
    """Return the number that stands for a folded line in the index."""
    return int.from_bytes(blake2b(line.encode(), digest_size=8).digest(), "little")


def sketch(lines: Iterable[str], endings: Iterable[str] = _ENDINGS) -> NDArray[np.uint32]:
    """Return the sketches of lines (none of them empty), each with each ending: with ``k`` endings ``k`` numbers a line."""
    return (_sums(lines)[:, None] + _sums(endings)[None, :]).ravel()


def _sums(lines: Iterable[str]) -> NDArray[np.uint32]:
    ends = np.cumsum([len(line.encode()) + 1 for line in lines], dtype=np.int64)
    raw = "".join(f"{line}\n" for line in lines).encode()
    return sketches(raw, np.concatenate((np.zeros(min(1, len(ends)), np.int64), ends[:-1])), ends)


class Lists(NamedTuple):
    """The whole lines of the lists, by their digests and by the sketches of their beginnings."""

    digests: NDArray[np.uint64]
    kind: NDArray[np.uint8]
    bases: NDArray[np.uint32]

    def expect(self, sketches: NDArray[np.uint32]) -> NDArray[np.bool_]:
        """Tell which sketches may be those of a listed line: a table says it by their last bits."""
        if len(sketches) > _FEW:
            found: NDArray[np.bool_] = _expected()[sketches & _LAST]
            return found
        # The table takes longer to fill than few of them to be looked up.
        wanted = (sketches[:, None] - _sums(_ENDINGS)[None, :]) & _LAST
        known = np.sort(self.bases & _LAST)
        nearest = np.minimum(known.searchsorted(wanted), len(known) - 1)
        found = (known[nearest] == wanted).any(axis=1)
        return found

    def kinds(self, digests: NDArray[np.uint64]) -> list[int | None]:
        """Return the kind of each line, None for one that is not listed."""
        if not len(self.digests):
            return [None] * len(digests)
        at = np.minimum(self.digests.searchsorted(digests), len(self.digests) - 1)
        known = self.digests[at] == digests
        return [
            kind if hit else None for kind, hit in zip(self.kind[at].tolist(), known.tolist(), strict=True)
        ]


@cache
def listed_lines() -> Lists:
    """Return the lines of all topics."""
    lines = np.fromfile(path("boilerplate_lines.bin"), LINES)
    bases = np.concatenate((lines["written"], lines["folded"][lines["folded"] != lines["written"]]))
    return Lists(np.ascontiguousarray(lines["digest"]), np.ascontiguousarray(lines["kind"]), bases)


@cache
def _expected() -> NDArray[np.bool_]:
    """Return the table of the last bits of all sketches that listed lines have, with each ending."""
    expected = np.zeros(1 << _EXPECTED_BITS, bool)
    for ending in _sums(_ENDINGS):
        expected[(listed_lines().bases + ending) & _LAST] = True
    return expected


class Openings(NamedTuple):
    """What lines must begin with for a pattern to be tried; ``gate`` is a hash table of all keys."""

    gate: NDArray[np.bool_]
    by_length: dict[int, tuple[NDArray[np.uint64], NDArray[np.uint16]]]

    def candidates(
        self, data: NDArray[np.uint8], starts: NDArray[np.int64], ends: NDArray[np.int64]
    ) -> list[tuple[int, int]]:
        """Return the lines (indices) and the patterns that may match them, in order."""
        heads = _heads(data, _skip_marks(data, starts, ends), ends)
        found: list[NDArray[np.int64]] = []
        for length, (keys, patterns) in self.by_length.items():
            key = heads & _mask(length)
            passed = np.flatnonzero(self.gate[_hash(key, length)])
            left, right = keys.searchsorted(key[passed]), keys.searchsorted(key[passed], side="right")
            count = right - left
            line = np.repeat(passed, count)
            nth = np.arange(len(line)) - np.repeat(np.cumsum(count) - count, count)
            found.append(line << 16 | patterns[np.repeat(left, count) + nth])
        pairs = sorted(set(np.concatenate(found).tolist()))
        return [(pair >> 16, pair & 0xFFFF) for pair in pairs]


@cache
def openings() -> Openings:
    """Return the openings of all patterns."""
    table = np.fromfile(path("boilerplate_openings.bin"), OPENINGS)
    gate = np.zeros(1 << _GATE_BITS, bool)
    by_length = {}
    for length in LENGTHS:
        own = table[table["length"] == length]
        keys = np.ascontiguousarray(own["key"])
        gate[_hash(keys, length)] = True
        by_length[length] = keys, np.ascontiguousarray(own["pattern"])
    return Openings(gate, by_length)


def _mask(length: int) -> np.uint64:
    return np.uint64((1 << 8 * length) - 1)


def _hash(keys: NDArray[np.uint64], length: int) -> NDArray[np.uint64]:
    hashed: NDArray[np.uint64] = (keys + np.uint64(length)) * _SPREAD >> np.uint64(64 - _GATE_BITS)
    return hashed


def _skip_marks(
    data: NDArray[np.uint8], starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return where each line begins behind bullets, arrows, quotes and brackets."""
    at = starts.copy()
    todo = np.arange(len(at))
    for _ in range(_MAX_MARKS):
        todo = todo[at[todo] < ends[todo]]
        size = _MARKS[data[at[todo]], data[at[todo] + 1]]  # a line end stands behind every text
        todo = todo[size > 0]
        at[todo] += size[size > 0]
    return np.minimum(at, ends)


def _heads(data: NDArray[np.uint8], starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Return the first eight bytes of each line as a number, in lower case, zeros behind its end."""
    heads = np.zeros(len(starts), np.uint64)
    for k in range(8):
        at = np.minimum(starts + k, len(data) - 1)
        byte = np.where(starts + k < ends, _LOWER[data[at]], np.uint64(0))
        heads |= byte << np.uint64(8 * k)
    return heads


class Pattern:
    """A pattern of the lists: its topic's number, its languages, and literals one of which a line must hold."""

    def __init__(self, topic: int, languages: str, source: str, literals: list[str]) -> None:
        """Keep what the index says."""
        self.topic = topic
        self.languages = frozenset(languages.split())
        self.literals = literals
        self._source = source

    @cached_property
    def _compiled(self) -> Any:
        options = re2.Options()
        options.log_errors = False
        return re2.compile(f"(?i){_BEFORE}(?:{tolerant(self._source)}){_AFTER}", options)

    def matches(self, line: str) -> bool:
        """Tell whether a line, with single spaces, is one of the pattern's."""
        return self._compiled.fullmatch(line) is not None


def tolerant(source: str) -> str:
    """Return a pattern with its apostrophes made as tolerant as folding is, without capturing groups."""
    return _SYNTAX.sub(lambda m: _TOLERANCES.get(m.group()) or _unlimited(m.group()), source)


def _unlimited(part: str) -> str:
    # No line is much longer than the limit then, and counting makes a pattern slow to compile.
    return ".*" if part.startswith(".{0,") and int(part[4:-1]) >= _LONG else part


@cache
def pattern(number: int) -> Pattern:
    """Return a pattern by its number."""
    return Pattern(*load("boilerplate_patterns")["patterns"][number])


@cache
def patterns_of(topic: int) -> tuple[Pattern, ...]:
    """Return the patterns of a topic, by its number."""
    numbers = range(len(load("boilerplate_patterns")["patterns"]))
    return tuple(one for one in map(pattern, numbers) if one.topic == topic)
