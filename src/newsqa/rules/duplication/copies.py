"""What the rules on repetition share: the second copy of a whole body, and the edit that deletes a block."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise, zip_longest
from typing import NamedTuple

from newsqa.rules.base import Edit, Hit, Safety
from newsqa.text.captions import is_caption
from newsqa.text.fold import fold
from newsqa.text.lazy import lazy
from newsqa.text.roles import HEAD_BLOCKS, RowBlock, find_lede
from newsqa.view import View

MIN_SHARE = 0.4
# One paragraph that stands again is a repeated lede or paragraph, not a body.
_LEAST_BLOCKS = 2

# A paragraph that was changed in the copy: where its original may stand, and by what share their words may differ.
_MOST_BETWEEN = 2
_LENGTH_DIFFERENCE = 0.2
# A sentence of fewer words below the title is a label ("Read more.", "By our correspondent.").
_LEAST_WORDS = 5
_FURNITURE = ("title", "repeated-title", "boilerplate")

_LINE_END = lazy(rb"\r\n|\r|\n")


class BodyCopy(NamedTuple):
    """A run of blocks and the later run that repeats its paragraphs; ``share`` is the later one's part of the body."""

    original: list[RowBlock]
    copy: list[RowBlock]
    share: float


def body_copy(view: View, row: int, min_share: float = MIN_SHARE) -> BodyCopy | None:
    """Return the longest run of an article's paragraphs that stands again, when it makes up enough of the body."""
    found: BodyCopy | None = view.memo(("body copy", row), lambda: _longest_copy(view, row))
    return found if found and found.share >= min_share else None


def _longest_copy(view: View, row: int) -> BodyCopy | None:
    blocks = view.row_blocks(row)
    first = int(view.blocks.first[row])
    told = [block for block in blocks if block.running and block.known not in _FURNITURE]
    sketches = {int(view.sketches[first + block.index]) for block in told}
    if len(told) - len(sketches) < _LEAST_BLOCKS:
        return None
    told = [block for block in told if block.shape not in _FURNITURE]
    at, origins = _longest_run(told)
    if len(origins) < _LEAST_BLOCKS or not _in_order(origins):
        return None
    original = [told[min(origins)].index, told[max(origins)].index]
    copy = [told[at].index, told[at + len(origins) - 1].index]
    # Short lines around the paragraphs belong to the copy as far as they stand around the original, too.
    while original[0] > 0 and copy[0] - 1 > original[1] and _same(blocks, original[0] - 1, copy[0] - 1):
        original[0], copy[0] = original[0] - 1, copy[0] - 1
    while (
        copy[1] + 1 < len(blocks)
        and original[1] + 1 < copy[0]
        and _same(blocks, original[1] + 1, copy[1] + 1)
    ):
        original[1], copy[1] = original[1] + 1, copy[1] + 1
    body = sum(len(block.text) for block in blocks if block.role not in ("title", "byline", "boilerplate"))
    again = blocks[copy[0] : copy[1] + 1]
    share = sum(len(block.text) for block in again if block.role not in ("byline", "boilerplate")) / max(
        1, body
    )
    return BodyCopy(blocks[original[0] : original[1] + 1], again, share)


def _longest_run(told: Sequence[RowBlock]) -> tuple[int, list[int]]:
    """Return where the longest run of paragraphs begins that all stand above it, and where each stands there.

    Nothing but paragraphs is compared: copies for printing have no sub-heads and no pleas.
    """
    seen: dict[str, int] = {}
    best: tuple[int, list[int]] = (0, [])
    at = 0
    while at < len(told):
        origins = _origins(told, at, seen)
        best = max(best, (at, origins), key=lambda run: len(run[1]))
        behind = at + max(1, len(origins))
        for place in range(at, behind):
            seen.setdefault(told[place].folded, place)
        at = behind
    return best


def _origins(told: Sequence[RowBlock], at: int, seen: dict[str, int]) -> list[int]:
    """Return where the paragraphs from ``at`` on stand in ``seen``, up to the first that does not.

    One between two that do may differ from its original, which then stands between theirs and is about as long.
    """
    origins: list[int] = []
    for block, following in zip_longest(told[at:], told[at + 1 :]):
        origin = seen.get(block.folded)
        if origin is None:
            behind = seen.get(following.folded) if following else None
            if not origins or behind is None:
                break
            between = range(origins[-1] + 1, min(behind, origins[-1] + _MOST_BETWEEN + 1))
            origin = next((o for o in between if _as_long(told[o], block)), None)
            if origin is None:
                break
        origins.append(origin)
    return origins


def _as_long(one: RowBlock, other: RowBlock) -> bool:
    return abs(one.words - other.words) <= _LENGTH_DIFFERENCE * max(one.words, other.words)


def _in_order(origins: Sequence[int]) -> bool:
    """Tell whether most of a run follows each other as the originals do; a paragraph may have been repeated within it."""
    return 2 * sum(one < other for one, other in pairwise(origins)) >= len(origins) - 1


def _same(blocks: Sequence[RowBlock], one: int, other: int) -> bool:
    return blocks[one].folded == blocks[other].folded


def body_copies(view: View, row: int) -> frozenset[int]:
    """Return the indices of the blocks that DUP005 repeated-body reports together: no other rule repeats them."""
    copy = body_copy(view, row)
    return frozenset(block.index for block in copy.copy) if copy else frozenset()


def lede_of(blocks: Sequence[RowBlock]) -> RowBlock | None:
    """Return the lede, unless menus stand before it: then the first sentence may be anything."""
    lede = find_lede(blocks)
    return lede if lede and lede.index < HEAD_BLOCKS else None


def standfirst_of(blocks: Sequence[RowBlock]) -> RowBlock | None:
    """Return the short sentence right below the title, which is too short to be the lede; None when there is none."""
    title = next((block for block in blocks[:HEAD_BLOCKS] if block.known == "title"), None)
    if title is None or title.index + 1 >= len(blocks):
        return None
    below = blocks[title.index + 1]
    if below.known is not None or below.running or below.words < _LEAST_WORDS or not below.ends:
        return None
    return None if is_caption(below.text, below.words, running=False) or below.signs else below


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
