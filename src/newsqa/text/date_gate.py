"""Cheap tests that tell where a date may stand, so that only few places are read closely.

Numbers are rare in news text, so runs of figures are found first, in whole columns, and compared with their neighbours.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import numpy as np
import re2
from numpy.typing import NDArray

from newsqa.text.lazy import lazy
from newsqa.text.lines import line_starts

_DIGIT = lazy(r"\d")

# The longest way from day to year or back, in bytes: month names of several words in scripts of three bytes.
_APART = 72
# The longest day, month and year together in letters of one byte each.
_APART_ASCII = 44
# The longest way between two figures of "22 . 3 . 2021", where spaces and mark take three bytes each.
_MARKED = 9

_ZERO, _ONE, _SPACE = b"01 "
_MARKS = np.zeros(256, bool)
_MARKS[list(b"./-")] = True
# Before a year of two digits.
_APOSTROPHES = np.zeros(256, bool)
_APOSTROPHES[list(b"'`/-")] = True

# The zeros of the scripts whose digits stand in dates, in code order: Arabic, Persian, N'Ko, Devanagari, Bengali,
# Gurmukhi, Gujarati, Oriya, Tamil, Telugu, Kannada, Malayalam, Sinhala, Thai, Lao, Tibetan, Burmese, Shan, Khmer,
# Mongolian, full width. Each script's ten digits end in the same byte and count up from it.
_ZEROS = (
    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0DE6, 0x0E50,
    0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0xFF10,
)  # fmt: skip


def has_date(line: str | bytes) -> bool:
    """Tell whether a line may hold a date; False means that it holds none."""
    if isinstance(line, bytes):
        line = line.decode("utf-8", "replace")
    # Ten searches for one character are faster than one for a class of ten.
    for digit in "1203456789":
        if digit in line:
            return True
    return not line.isascii() and _DIGIT.search(line) is not None


def dated_places(data: bytes, lines: NDArray[np.int64] | None = None) -> NDArray[np.int64]:
    """Return where a day stands beside a year in UTF-8 text: byte spans, ascending, each within one line.

    One row a span: its start and its end. ``lines`` are the places where the lines of ``data`` start.
    """
    codes = np.frombuffer(data, np.uint8)
    if lines is None:
        lines = line_starts(data)
    found = _in_ascii_digits(codes, lines)
    if not data.isascii():
        found = np.concatenate((found, _in_native_digits(data, codes, lines)))
        found = found[np.argsort(found[:, 0], kind="stable")]
    return found


def _in_ascii_digits(codes: NDArray[np.uint8], lines: NDArray[np.int64]) -> NDArray[np.int64]:
    start, end = _runs(codes)
    size, gap = end - start, start[1:] - end[:-1]
    near = np.flatnonzero(gap <= _APART + 3)
    gap = gap[near]
    # A year is one of four digits, or of two behind an apostrophe or a stroke; an identifier may be glued to it.
    opens = (codes[start[near + 1]] - _ONE) <= 1
    year_behind = (size[near + 1] >= 4) & opens & (gap <= _APART)
    year_before = (size[near] >= 4) & ((codes[np.maximum(end[near] - 4, 0)] - _ONE) <= 1) & (gap <= _APART)
    short = (size[near + 1] >= 2) & _short_year(codes, start[near + 1], gap)
    figures = _three_figures(codes, start, end, near, gap)
    kept = np.flatnonzero(year_behind | year_before | short | figures)
    first, figures = near[kept], figures[kept]
    last = first + 1 + figures
    behind = year_behind[kept] & ~figures
    low = np.maximum(start[first], end[first] - np.where(year_before[kept], 4, 2))
    high = np.minimum(end[last], start[last] + np.where(behind, 4, 2))
    same = lines.searchsorted(low, side="right") == lines.searchsorted(high, side="right")
    far = np.flatnonzero(same & (high - low > _APART_ASCII))
    same[far] = ~_is_ascii(codes, low[far], high[far])
    first, last, figures, behind, short = (
        first[same],
        last[same],
        figures[same],
        behind[same],
        short[kept[same]],
    )
    # The year of one date is not read again as the beginning of the next, nor the middle of "22.3.2021" as a day.
    read = np.zeros(len(size), bool)
    read[last[behind | figures]] = True
    middle = np.zeros(len(size), bool)
    middle[first[figures] + 1] = True
    wanted = figures | ((short | behind | ~read[first]) & ~middle[first])
    spans: NDArray[np.int64] = np.stack((low[same], high[same]), axis=1)[wanted]
    return spans


def _runs(codes: NDArray[np.uint8]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where runs of digits start and end."""
    digit = (codes - _ZERO) < 10  # below zero is far above nine: the numbers have no sign
    edges = np.flatnonzero(digit[1:] != digit[:-1]) + 1
    if len(digit) and digit[0]:
        edges = np.concatenate(([0], edges))
    if len(digit) and digit[-1]:
        edges = np.concatenate((edges, [len(digit)]))
    return edges[::2], edges[1::2]


def _short_year(
    codes: NDArray[np.uint8], start: NDArray[np.int64], gap: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Tell where a mark that makes two digits a year stands before a run, and something else before the mark."""
    mark = codes[start - 1]
    plain: NDArray[np.bool_] = _APOSTROPHES[mark] & (gap >= 2)
    if not (mark >= 0x80).any():
        return plain
    hyphen_or_quote = ((mark - 0x90) < 2) | ((mark - 0x98) < 2)
    plain |= hyphen_or_quote & (codes[start - 2] == 0x80) & (codes[start - 3] == 0xE2) & (gap >= 4)
    return plain


def _three_figures(
    codes: NDArray[np.uint8],
    start: NDArray[np.int64],
    end: NDArray[np.int64],
    near: NDArray[np.int64],
    gap: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """Tell which runs begin three figures with marks between them: 22.3.21."""
    marked = np.zeros(len(start), bool)
    tight = gap <= _MARKED
    marked[near[tight]] = _is_mark(codes, end[near[tight]], start[near[tight] + 1])
    size = end - start
    both = np.zeros(len(start), bool)
    both[:-2] = marked[:-2] & marked[1:-1] & (size[1:-1] <= 2) & (size[2:] >= 2)
    found: NDArray[np.bool_] = both[near]
    return found


def _is_mark(codes: NDArray[np.uint8], low: NDArray[np.int64], high: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell which stretches between two figures are a mark with at most one space on either side."""
    gap = high - low
    first, second, last = codes[low], codes[np.minimum(low + 1, high - 1)], codes[high - 1]
    found: NDArray[np.bool_] = (gap == 1) & _MARKS[first]
    found |= (gap == 2) & ((_MARKS[first] & (last == _SPACE)) | ((first == _SPACE) & _MARKS[last]))
    found |= (gap == 3) & (first == _SPACE) & _MARKS[second] & (last == _SPACE)
    for i in np.flatnonzero((first >= 0x80) | (second >= 0x80) | (last >= 0x80)).tolist():
        found[i] = _wide_mark().fullmatch(codes[low[i] : high[i]].tobytes()) is not None
    return found


def _is_ascii(codes: NDArray[np.uint8], low: NDArray[np.int64], high: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell which stretches, none of them empty and none at the end of all, hold letters of one byte only."""
    if not len(low):
        return np.zeros(0, bool)
    highest = np.maximum.reduceat(codes, np.stack((low, high - 1), axis=1).ravel())
    plain: NDArray[np.bool_] = highest[::2] < 0x80
    return plain


def _in_native_digits(data: bytes, codes: NDArray[np.uint8], lines: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the dates in figures of other scripts; only lines that hold two such figures in a row are searched."""
    digits = [place for lead in _leads() if lead in data for place in _native_pairs(codes, lead)]
    found: list[tuple[int, int]] = []
    if digits:
        bounds = np.append(lines, len(data))
        for line in np.unique(lines.searchsorted(np.concatenate(digits), side="right")).tolist():
            first = int(bounds[line - 1])
            spans = (match.span() for match in _native().finditer(data[first : int(bounds[line])]))
            found += [(first + start, first + end) for start, end in spans]
    return np.array(found, np.int64).reshape(-1, 2)


@cache
def _leads() -> dict[int, list[tuple[int, ...]]]:
    """Return the zeros of other scripts as bytes, by their first byte."""
    by_lead: dict[int, list[tuple[int, ...]]] = {}
    for zero in _ZEROS:
        encoded = tuple(chr(zero).encode())
        by_lead.setdefault(encoded[0], []).append(encoded)
    return by_lead


def _native_pairs(codes: NDArray[np.uint8], lead: int) -> list[NDArray[np.int64]]:
    """Return where two digits of a script stand side by side, a script whose letters begin with a byte."""
    found = []
    if lead >= 0xE0:
        letters = np.flatnonzero(codes[:-2] == lead)
        second, third = codes[letters + 1], codes[letters + 2]
    else:
        letters = np.flatnonzero(codes[:-1] == lead)
        second = codes[letters + 1]
    for zero in _leads()[lead]:
        if lead >= 0xE0:
            places = letters[(second == zero[1]) & ((third - zero[2]) < 10)]
        else:
            places = letters[(second - zero[1]) < 10]
        if len(places) > 1:
            found.append(places[1:][np.diff(places) == len(zero)])
    return found


_MARK = r"(?:[./\-]|\xef\xbc[\x8d-\x8f])"
_SPACES = r"(?: |\xc2\xa0|\xe2\x80[\x8e\x8f])?"


@cache
def _wide_mark() -> re.Pattern[bytes]:
    return re.compile(f"{_SPACES}{_MARK}{_SPACES}".encode("ascii"))


@cache
def _native() -> Any:
    """Return the pattern of a date in figures of which some are another script's, on bytes."""
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    options.max_mem = 64 << 20
    native = _digit_bytes()
    digit = f"(?:[0-9]|{native})"
    between = f"{_SPACES}{_MARK}{_SPACES}"
    pattern = rf"{digit}{{1,2}}{between}{digit}{{1,2}}{between}{digit}{{2}}|{native}{{4}}"
    return re2.compile(pattern.encode("ascii"), options)


def _digit_bytes() -> str:
    """Return a pattern, over bytes read as Latin-1, of a decimal digit of a script that news is written with."""
    heads = []
    for zero in _ZEROS:
        head, first = chr(zero).encode()[:-1], chr(zero).encode()[-1]
        escaped = "".join(f"\\x{byte:02x}" for byte in head)
        heads.append(f"{escaped}[\\x{first:02x}-\\x{first + 9:02x}]")
    return f"(?:{'|'.join(heads)})"
