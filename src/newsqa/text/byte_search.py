"""Where single bytes stand: the gates of the rules on characters, searched once a batch for all of them.

A search for one byte is by far the fastest there is, and rare characters are known by their rare first byte. So the
rules ask for first bytes, look at what follows those few, and turn only what is left into text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from newsqa.view import View

_FIRST_LEAD = 0xC0
_NOWHERE = np.empty(0, np.int64)


def places_of(view: View, byte: int) -> NDArray[np.int64]:
    """Return where a byte stands in the view's data, ascending; no byte within a character."""
    found: NDArray[np.int64] = view.memo(("byte", byte), lambda: _search(view, byte))
    return found


def _search(view: View, byte: int) -> NDArray[np.int64]:
    if byte >= _FIRST_LEAD:
        # All first bytes are found in one go: many are asked for, and they are few.
        places, leads = view.memo("leads", lambda: _leads(view))
        found: NDArray[np.int64] = places[leads == byte]
        return found
    return np.flatnonzero(view.data == byte) if byte in view.raw else _NOWHERE


def _leads(view: View) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
    places = np.flatnonzero(view.data >= _FIRST_LEAD)
    return places, view.data[places]


def low_bytes(view: View) -> NDArray[np.int64]:
    """Return where controls of ASCII stand, line ends and tabs among them (not DEL)."""
    found: NDArray[np.int64] = view.memo("low bytes", lambda: np.flatnonzero(view.data < 0x20))
    return found


def places_of_chars(view: View, chars: str) -> NDArray[np.int64]:
    """Return where any of some characters outside ASCII starts in the view's data, ascending."""
    by_lead: dict[int, list[bytes]] = {}
    for char in chars:
        encoded = char.encode()
        by_lead.setdefault(encoded[0], []).append(encoded)
    found = []
    for lead, same in by_lead.items():
        places = places_of(view, lead)
        if not len(places):
            continue
        seen = _behind(view, places, len(same[0]))
        wanted = [int.from_bytes(char[1:], "big") for char in same]
        # One comparison is many times faster than a search in a list.
        found.append(places[seen == wanted[0] if len(wanted) == 1 else np.isin(seen, wanted)])
    return np.sort(np.concatenate(found)) if found else _NOWHERE


def _behind(view: View, places: NDArray[np.int64], size: int) -> NDArray[np.uint32]:
    """Return what stands behind the first bytes of characters of ``size`` bytes, as one number each."""
    number = np.zeros(len(places), np.uint32)
    for k in range(1, size):  # text ends with a line end, so that there always is a byte more
        number = number << np.uint32(8) | view.data[np.minimum(places + k, len(view.data) - 1)]
    return number


def line_of(view: View, place: int) -> tuple[int, int]:
    """Return where the line of a place starts and ends in the view's data, its line end left out."""
    number = int(view.lines.searchsorted(place, side="right"))
    start = int(view.lines[number - 1])
    stop = int(view.lines[number]) if number < len(view.lines) else len(view.raw)
    while stop > start and view.raw[stop - 1] in b"\r\n":
        stop -= 1
    return start, stop
