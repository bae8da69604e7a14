"""Where single bytes stand: the gates of the rules on characters, searched once a batch for all of them.

A search for one byte is by far the fastest there is, and rare characters are known by their rare first byte. So the
rules ask for first bytes, look at what follows those few, and turn only what is left into text.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from newsqa.view import View

_FIRST_BEYOND_ASCII, _FIRST_LEAD = 0x80, 0xC0
_FIRST_PRINTED = 0x20
_LINE_FEED, _CARRIAGE_RETURN = 0x0A, 0x0D
# So many findings of a rule on single characters are looked for in one article: what has more of them is no text.
MOST_HITS = 50_000
_NOWHERE = np.empty(0, np.int64)

# Up to so many places a byte is found faster one by one than by comparing all bytes with it.
_FEW = 2_000
# A first byte that more than one byte in a hundred is, by every 64th byte, is searched apart from the rare ones.
_SAMPLED = 64
_FREQUENT = 100


def places_of(view: View, byte: int) -> NDArray[np.int64]:
    """Return where a byte stands in the view's data, ascending; no byte within a character."""
    found: NDArray[np.int64] = view.memo(("byte", byte), lambda: _search(view, byte))
    return found


def _search(view: View, byte: int) -> NDArray[np.int64]:
    if byte < _FIRST_LEAD:
        return _one_by_one(view, byte)
    # All rare first bytes are found in one go: many are asked for.
    places, leads, frequent = view.memo("leads", lambda: _leads(view))
    found: NDArray[np.int64] = (
        np.flatnonzero(view.data == byte) if byte in frequent else places[leads == byte]
    )
    return found


def places_before_others(view: View, byte: int, size: int) -> NDArray[np.int64]:
    """Return where a byte stands that is the first of a character of ``size`` bytes with no ASCII behind it."""
    _, _, frequent = view.memo("leads", lambda: _leads(view))
    if byte in frequent:
        paired = view.data[:-size] == byte
        paired &= view.data[size:] >= _FIRST_BEYOND_ASCII
        return np.flatnonzero(paired)
    places = places_of(view, byte)
    return places[byte_at(view, places + size) >= _FIRST_BEYOND_ASCII]


def _one_by_one(view: View, byte: int) -> NDArray[np.int64]:
    raw, found = view.raw, []
    at = raw.find(byte)
    while at >= 0:
        found.append(at)
        if len(found) > _FEW:
            return np.flatnonzero(view.data == byte)
        at = raw.find(byte, at + 1)
    return np.array(found, np.int64)


def _leads(view: View) -> tuple[NDArray[np.int64], NDArray[np.uint8], frozenset[int]]:
    """Return where the rare first bytes of characters outside ASCII stand, which they are, and which are not rare."""
    sample = view.data[::_SAMPLED]
    counts = np.bincount(sample, minlength=256)[_FIRST_LEAD:]
    frequent = (np.flatnonzero(counts * _FREQUENT > len(sample)) + _FIRST_LEAD).tolist()
    rare = view.data >= _FIRST_LEAD
    for byte in frequent:
        rare &= view.data != byte
    places = np.flatnonzero(rare)
    return places, view.data[places], frozenset(frequent)


def controls(view: View) -> NDArray[np.int64]:
    """Return where controls of ASCII stand, tabs and CR among them, but not LF and DEL."""
    found: NDArray[np.int64] = view.memo("controls", lambda: _controls(view))
    return found


def _controls(view: View) -> NDArray[np.int64]:
    low = view.data < _FIRST_PRINTED
    if _CARRIAGE_RETURN not in view.raw and np.count_nonzero(low) == len(view.lines):  # only one LF a line
        return _NOWHERE
    return np.flatnonzero(low & (view.data != _LINE_FEED))


def places_of_chars(view: View, chars: str) -> NDArray[np.int64]:
    """Return where any of some characters outside ASCII starts in the view's data, ascending."""
    found = []
    for lead, steps, wanted in _by_lead(chars):
        places = places_of(view, lead)
        # Step by step: few characters have the second byte of the wanted ones, and fewer the third.
        for k, step in enumerate(steps, 1):
            places = places[step[byte_at(view, places + k)]]
        if len(places):
            found.append(places[np.isin(_behind(view, places, len(steps)), wanted)])
    return np.sort(np.concatenate(found)) if found else _NOWHERE


@cache
def _by_lead(chars: str) -> list[tuple[int, list[NDArray[np.bool_]], list[int]]]:
    """Return, by first byte, tables of the bytes that may follow it, and all that follows as one number each."""
    grouped: dict[int, list[bytes]] = {}
    for char in chars:
        encoded = char.encode()
        grouped.setdefault(encoded[0], []).append(encoded[1:])
    found = []
    for lead, rests in grouped.items():
        steps = np.zeros((len(rests[0]), 256), bool)
        for rest in rests:
            steps[range(len(rest)), list(rest)] = True
        found.append((lead, list(steps), [int.from_bytes(rest, "big") for rest in rests]))
    return found


def byte_at(view: View, places: NDArray[np.int64]) -> NDArray[np.uint8]:
    """Return the bytes at some places of the view's data; behind its end its last one, which is a line end."""
    return view.data.take(places, mode="clip")


def _behind(view: View, places: NDArray[np.int64], size: int) -> NDArray[np.uint32]:
    """Return the ``size`` bytes behind each place as one number."""
    number = np.zeros(len(places), np.uint32)
    for k in range(1, size + 1):
        number = number << np.uint32(8) | byte_at(view, places + k)
    return number


def line_of(view: View, place: int) -> tuple[int, int]:
    """Return where the line of a place starts and ends in the view's data, its line end left out."""
    number = int(view.lines.searchsorted(place, side="right"))
    start = int(view.lines[number - 1])
    stop = int(view.lines[number]) if number < len(view.lines) else len(view.raw)
    while stop > start and view.raw[stop - 1] in b"\r\n":
        stop -= 1
    return start, stop
