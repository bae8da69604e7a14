"""What the rules on repetition share: the second copy of a whole body, and the edit that deletes a block."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from newsqa.rules.base import Edit, Hit, Safety
from newsqa.text.fold import fold
from newsqa.text.roles import HEAD_BLOCKS, RowBlock
from newsqa.view import View

MIN_SHARE = 0.4
# One paragraph that stands again is a repeated lede or paragraph, not a body.
_LEAST_BLOCKS = 2

_LINE_END = re.compile(rb"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class BodyCopy:
    """A run of blocks and the later run that repeats it; ``share`` is the later run's part of the body's characters."""

    original: list[RowBlock]
    copy: list[RowBlock]
    share: float


def body_copy(view: View, row: int, min_share: float = MIN_SHARE) -> BodyCopy | None:
    """Return the longest run of an article's blocks that stands again, when it makes up enough of the body."""
    found: BodyCopy | None = view.memo(("body copy", row), lambda: _longest_copy(view, row))
    return found if found and found.share >= min_share else None


def _longest_copy(view: View, row: int) -> BodyCopy | None:
    blocks = view.row_blocks(row)
    first = int(view.blocks.first[row])
    running = [int(view.sketches[first + block.index]) for block in blocks if block.running]
    if len(running) - len(set(running)) < _LEAST_BLOCKS:
        return None
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
    if sum(block.running for block in copy) < _LEAST_BLOCKS:
        return None
    body = sum(len(block.text) for block in blocks if block.role not in ("title", "byline", "boilerplate"))
    share = (
        sum(len(block.text) for block in copy if block.role not in ("byline", "boilerplate")) / body
        if body
        else 0.0
    )
    return BodyCopy(blocks[origin : origin + length], copy, share)


def body_copies(view: View, row: int) -> frozenset[int]:
    """Return the indices of the blocks that DUP005 repeated-body reports together: no other rule repeats them."""
    copy = body_copy(view, row)
    return frozenset(block.index for block in copy.copy) if copy else frozenset()


def lede_of(blocks: Sequence[RowBlock]) -> RowBlock | None:
    """Return the lede, unless menus stand before it: then the first sentence may be anything."""
    lede = next((block for block in blocks if block.assigned == "lede"), None)
    return lede if lede and lede.index < HEAD_BLOCKS else None


def further_copies(
    view: View, row: int, what: str, original: RowBlock, again: Iterable[RowBlock], kinds: Collection[str],
    *, far: Safety = "safe",
) -> Iterator[Hit]:  # fmt: skip
    """Yield those of the blocks ``again`` that are copies of ``original`` (its name is ``what``), with their deletion.

    ``far`` is how safe it is to delete a copy with paragraphs between it and the one before.
    """
    blocks, copies, before = view.row_blocks(row), body_copies(view, row), original
    expected = fold(original.text, kinds)
    for block in again:
        if block.index in copies or fold(block.text, kinds) != expected:
            continue
        near = not any(between.running for between in blocks[before.index + 1 : block.index])
        edit = deletion(view, row, block.start, block.end, safe=near or far == "safe")
        before = block
        yield Hit(
            row,
            f"repeats the {what} of {{related}}",
            block.start,
            block.end,
            related=original.start,
            edit=edit,
        )


def deletion(view: View, row: int, start: int, end: int, *, safe: bool = True) -> Edit:
    """Return the edit that deletes the whole lines of the blocks from byte ``start`` to ``end`` and what set them apart.

    With blank lines before and behind, as many of those behind go as stand before, so that what was inserted with its
    separator goes with it. At the end of the text the blank lines before go, and the text keeps the line end it had.
    """
    blocks = view.blocks
    first, last = view.block_of(start), view.block_of(end - 1)
    low = int(blocks.end[first - 1]) if first > blocks.first[row] else int(view.offsets[row])
    high = int(blocks.start[last + 1]) if last + 1 < blocks.first[row + 1] else int(view.offsets[row + 1]) - 1
    before = [low + match.end() for match in _LINE_END.finditer(view.raw[low:start])]
    behind = [end + match.end() for match in _LINE_END.finditer(view.raw[end:high])]
    safety: Safety = "safe" if safe else "unsafe"
    if last + 1 == blocks.first[row + 1]:  # nothing but white space behind
        if not before:
            return Edit(low, high, "", safety)
        left, right = _LINE_END.search(view.raw, low, start), _LINE_END.search(view.raw, end, high)
        return Edit(left.start() if left else low, right.start() if right else high, "", safety)
    if not before:  # at the very beginning
        return Edit(low, behind[-1], "", safety)
    count = min(len(before), len(behind)) if len(before) > 1 and len(behind) > 1 else 1
    return Edit(before[-1], behind[count - 1], "", safety)
