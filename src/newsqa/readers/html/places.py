"""Where the characters of an article's text stand in the source of its page."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from newsqa.readers.html.page import Block
from newsqa.readers.html.reading import BLANKS
from newsqa.readers.html.tokens import tags

_PIECE = re.compile(r"&(?:#[0-9]{1,8};?|#[xX][0-9a-fA-F]{1,7};?|[a-zA-Z][a-zA-Z0-9]{1,32};?)|[^&]+|&")


class _Origin(NamedTuple):
    """A block with the part of the source that it stands in, which begins at a line and a column."""

    text: str
    source: str
    line: int
    column: int


class Traced:
    """Finds the places of a text of blocks, ``separator`` characters apart; of the page it keeps where they stand."""

    __slots__ = ("_known", "_origins", "_starts")

    def __init__(self, source: str, blocks: Sequence[Block], separator: int) -> None:
        self._origins: list[_Origin] = []
        self._starts: list[int] = []
        self._known: tuple[int, list[int]] = -1, []
        line, read, at = 1, 0, 0
        for block in blocks:
            line += source.count("\n", read, block.start)
            read = block.start
            column = block.start - source.rfind("\n", 0, block.start)
            self._origins.append(_Origin(block.text, source[block.start : block.end], line, column))
            self._starts.append(at)
            at += len(block.text) + separator

    @property
    def line(self) -> int:
        """The line in which the text starts."""
        return self._origins[0].line

    def __call__(self, field: str, offsets: Sequence[int]) -> list[tuple[int, int]] | None:
        """Return the line and column of characters of the text; None for other fields, and for what cannot be traced."""
        if field != "text":
            return None
        found = []
        for offset in offsets:
            index = bisect_right(self._starts, offset) - 1
            if self._known[0] != index:  # findings come in order: one block is asked for several times
                self._known = index, _places(self._origins[index])
            places, origin = self._known[1], self._origins[index]
            if not places:
                return None
            at = places[min(offset - self._starts[index], len(places) - 1)]
            lines = origin.source.count("\n", 0, at)
            column = at - origin.source.rfind("\n", 0, at) if lines else at + origin.column
            found.append((origin.line + lines, column))
        return found


def _places(origin: _Origin) -> list[int]:
    """Return for each character of a block, and for its end, where in its source it stands; none where they differ.

    Both are compared character by character, but for white space, which pages break as they like.
    """
    text, source = origin.text, origin.source
    places: list[int] = []
    at = last = 0  # in the text, and behind the character before
    for tag in tags(source):
        for match in _PIECE.finditer(source, tag.text, tag.start):
            piece, begin = match.group(), match.start()
            shown = html.unescape(piece) if piece[0] == "&" else piece
            apart = len(shown) == len(piece)
            for i, character in enumerate(shown):
                if character in BLANKS or (at == 0 and character.isspace()):
                    continue
                while at < len(text) and text[at] == " ":
                    places.append(last)
                    at += 1
                if at == len(text):
                    return [*places, last]
                if text[at] != character:
                    return []
                places.append(begin + i if apart else begin)
                at += 1
                last = begin + i + 1 if apart else match.end()
    return [*places, last] if at == len(text) else []
