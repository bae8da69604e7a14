"""Where a character of a JSON string stands in its file."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import NamedTuple

_ESCAPE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"  # a pair of surrogates is one character
    r"|\\u[0-9a-fA-F]{4}|\\."
)
_SPACE = re.compile(r"[ \t\n\r]*")
_decode = json.JSONDecoder(parse_int=str, parse_float=str).raw_decode


Named = tuple[tuple[str, tuple[str, ...]], ...]  # fields, each with the path of keys that leads to its value


class JsonPlaces(NamedTuple):
    """The locator of JSON: for each row the line and the column where it begins, how it is written, and its fields.

    ``held`` is about how many bytes that takes.
    """

    records: Sequence[tuple[int, int, str, Named]]
    held: int

    def __call__(self, row: int, field: str, offsets: Sequence[int]) -> list[tuple[int, int]] | None:
        """Return (line, column) of characters of a field; None when it is not a string in the record."""
        line, column, raw, keys = self.records[row]
        for name, path in keys:
            if name == field:
                found = locate(raw, path, offsets)
                return None if found is None else [place(raw, at, line, column) for at in found]
        return None


def place(raw: str, at: int, line: int, column: int) -> tuple[int, int]:
    """Return the line and column of a character of something that begins at a line and column."""
    breaks = raw.count("\n", 0, at)
    return (line + breaks, at - raw.rfind("\n", 0, at)) if breaks else (line, column + at)


def locate(raw: str, path: Sequence[str], offsets: Sequence[int]) -> list[int] | None:
    """Return the offsets in a record of characters (ascending) of the string or number under a path of keys."""
    at = find(raw, path)
    if at is None:
        return None
    if raw[at] != '"':
        return [at + offset for offset in offsets] if raw[at] in "-0123456789" else None
    return _walk(raw, at + 1, offsets)


def find(raw: str, path: Sequence[str]) -> int | None:
    """Return where the value under a path of keys begins in the record; None when there is none."""
    at: int | None = _skip(raw, 0)
    for key in path:
        if at is None or raw[at : at + 1] != "{":
            return None
        at = _value(raw, at, key)
    return at


def _value(raw: str, at: int, wanted: str) -> int | None:
    """Return where the value of a key begins in the object at ``at``; of keys that repeat, the last counts."""
    found = None
    at = _skip(raw, at + 1)
    while raw[at] == '"':
        key, at = _decode(raw, at)
        at = _skip(raw, _skip(raw, at) + 1)
        if key == wanted:
            found = at
        _, at = _decode(raw, at)
        at = _skip(raw, at)
        if raw[at] != ",":
            break
        at = _skip(raw, at + 1)
    return found


def _skip(raw: str, at: int) -> int:
    match = _SPACE.match(raw, at)
    return at if match is None else match.end()


def _walk(raw: str, at: int, offsets: Sequence[int]) -> list[int]:
    places: list[int] = []
    value = 0  # characters of the string before ``at``
    escape = _ESCAPE.search(raw, at)
    for offset in offsets:
        while escape is not None and value + escape.start() - at < offset:
            value += escape.start() - at + 1
            at = escape.end()
            escape = _ESCAPE.search(raw, at)
        places.append(at + offset - value)
    return places
