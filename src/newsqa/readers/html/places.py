"""Where the characters of an article's text stand in the source of its page."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Sequence

from newsqa.readers.documents import Places
from newsqa.readers.html.page import Block
from newsqa.readers.html.tokens import tags

# Both sides are compared character by character without what may differ: white space.
_REFERENCE = re.compile(r"&(?:#[0-9]{1,8};?|#[xX][0-9a-fA-F]{1,7};?|[a-zA-Z][a-zA-Z0-9]{1,32};?)|\s+|[^&\s]+|&")


def traced(source: str, blocks: Sequence[Block], separator: int) -> Places:
    """Return how the characters of a text of blocks, ``separator`` characters apart, are found in the source."""
    starts: list[int] = []
    at = 0
    for block in blocks:
        starts.append(at)
        at += len(block.text) + separator

    def places(field: str, offsets: Sequence[int]) -> list[tuple[int, int]] | None:
        if field != "text" or not blocks:
            return None
        found = []
        known: dict[int, list[int]] = {}
        for offset in offsets:
            index = max(0, bisect_right(starts, offset) - 1)
            if index not in known:
                known[index] = _origins(source, blocks[index])
            origins = known[index]
            if not origins:
                return None
            found.append(_line_and_column(source, origins[min(offset - starts[index], len(origins) - 1)]))
        return found

    return places


def _origins(source: str, block: Block) -> list[int]:
    """Return for each character of a block, and for its end, where in the source it stands; none where it cannot be traced."""
    origins: list[int] = []
    text = block.text
    at = 0  # in the text
    last = block.start
    for start, end in _runs(source, block):
        for match in _REFERENCE.finditer(source, start, end):
            piece, begin = match.group(), match.start()
            shown = html.unescape(piece) if piece.startswith("&") and len(piece) > 1 else piece
            apart = len(shown) == len(piece)
            for i, character in enumerate(shown):
                if character.isspace():
                    continue
                place = begin + i if apart else begin
                while at < len(text) and text[at].isspace():
                    origins.append(last)
                    at += 1
                if at == len(text):
                    return [*origins, last]
                if text[at] != character:
                    return []
                origins.append(place)
                at += 1
                last = begin + i + 1 if apart else match.end()
    return [*origins, last] if at == len(text) else []


def _runs(source: str, block: Block) -> list[tuple[int, int]]:
    """Return the runs of text between the tags of a block."""
    return [(tag.text, tag.start) for tag in tags(source, block.start, block.end) if tag.start > tag.text]


def _line_and_column(source: str, at: int) -> tuple[int, int]:
    return line_of(source, at), at - source.rfind("\n", 0, at)


def line_of(source: str, at: int) -> int:
    """Return the line of a place in the source, from 1."""
    return source.count("\n", 0, at) + 1
