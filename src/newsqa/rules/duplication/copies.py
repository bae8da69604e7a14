"""What the rules on repetition share: the second copy of a whole body, and the edit that deletes a block."""

from __future__ import annotations

from dataclasses import dataclass

from newsqa.rules.base import Edit, Safety
from newsqa.text.roles import RowBlock
from newsqa.view import View

MIN_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class BodyCopy:
    """A run of blocks and the later run that repeats it; ``share`` is the later run's part of the body's characters."""

    original: list[RowBlock]
    copy: list[RowBlock]
    share: float


def body_copy(view: View, row: int, min_share: float = MIN_SHARE) -> BodyCopy | None:
    """Return the longest run of an article's blocks that stands again, when it makes up enough of the body."""
    blocks = view.row_blocks(row)
    seen: dict[str, int] = {}
    best: tuple[int, int, int] = (0, 0, 0)  # length, first block, block of the copy
    at = 0
    while at < len(blocks):
        origin = seen.setdefault(blocks[at].folded, at)
        length = 0
        while (
            origin != at
            and origin + length < at
            and at + length < len(blocks)
            and blocks[origin + length].folded == blocks[at + length].folded
        ):
            length += 1
        best = max(best, (length, -origin, -at))
        at += max(1, length)
    length, origin, at = best[0], -best[1], -best[2]
    copy = blocks[at : at + length]
    if sum(block.running for block in copy) < 2:
        return None
    body = sum(len(block.text) for block in blocks if block.role not in ("title", "byline", "boilerplate"))
    share = sum(len(block.text) for block in copy if block.role not in ("byline", "boilerplate")) / body if body else 0.0
    return BodyCopy(blocks[origin : origin + length], copy, share) if share >= min_share else None


def body_copies(view: View, row: int) -> frozenset[int]:
    """Return the indices of the blocks that DUP005 repeated-body reports together: no other rule repeats them."""
    copy = body_copy(view, row)
    return frozenset(block.index for block in copy.copy) if copy else frozenset()


def deletion(view: View, row: int, start: int, end: int, *, safe: bool = True) -> Edit:
    """Return the edit that deletes whole lines from byte ``start`` to byte ``end`` and what set them apart.

    With blank lines before and behind, as many of those behind go as stand before, so that what was inserted with its
    separator goes with it. At the end of the text the blank lines before go, and the text keeps the line end it had.
    """
    low, high = int(view.offsets[row]), int(view.offsets[row + 1]) - 1
    start = _skip_back(view.raw, start, low)
    tail = _skip_spaces(view.raw, end, high)
    before = _line_ends(view.raw, low, start, backwards=True)
    behind = _line_ends(view.raw, tail, high, backwards=False)
    safety: Safety = "safe" if safe else "unsafe"
    if tail + sum(behind) == high:  # nothing but line ends behind: delete from the end of the block before
        return Edit(start - sum(before), tail, "", safety) if before else Edit(start, high, "", safety)
    if not before:  # at the very beginning
        return Edit(start, tail + sum(behind), "", safety)
    blank = min(len(before), len(behind)) if len(before) > 1 and len(behind) > 1 else 1
    return Edit(start, tail + sum(behind[:blank]), "", safety)


def _skip_back(raw: bytes, at: int, low: int) -> int:
    while at > low and raw[at - 1 : at] in (b" ", b"\t"):
        at -= 1
    return at


def _skip_spaces(raw: bytes, at: int, high: int) -> int:
    while at < high and raw[at : at + 1] in (b" ", b"\t"):
        at += 1
    return at


def _line_ends(raw: bytes, low: int, high: int, *, backwards: bool) -> list[int]:
    """Return the sizes in bytes of the line ends at one side, each with the blanks of its empty line."""
    sizes: list[int] = []
    at = high if backwards else low
    while True:
        if backwards:
            edge = _skip_back(raw, at, low) if sizes else at
            size = 2 if raw[edge - 2 : edge] == b"\r\n" and edge - 2 >= low else 1
            if edge <= low or raw[edge - 1 : edge] not in (b"\n", b"\r"):
                return sizes
            sizes.append(at - edge + size)
            at = edge - size
        else:
            edge = _skip_spaces(raw, at, high) if sizes else at
            if edge >= high or raw[edge : edge + 1] not in (b"\n", b"\r"):
                return sizes
            size = 2 if raw[edge : edge + 2] == b"\r\n" and edge + 2 <= high else 1
            sizes.append(edge - at + size)
            at = edge + size
