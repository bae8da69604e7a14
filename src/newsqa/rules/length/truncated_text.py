"""LEN001 truncated-text: the text is cut off.

What it does
    Judges the last block of the body, with title, credits, captions and boilerplate set aside. Flags an ellipsis
    (``…``, ``[...]``), the label of a link to the rest (``Lire la suite``, ``Read more``), and an end without terminal
    punctuation, in scripts that have it. Quotes and brackets may close behind it, and a signature may follow.

Why it matters
    A teaser passes for the article: half of the story is archived, counted and learned from.

Example
    ``… affirme le [...]``; mended: the full sentence.

Fix safety
    No fix: the rest is not there.

Nulls
    Articles without running text are left to STR002 missing-body. Texts whose paragraphs mostly have no terminal
    punctuation (lists, poems, some headlines' style) are judged by ellipsis and label only, and so are Thai and Lao.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from newsqa.rules.base import Hit, NoOptions, Rule
from newsqa.text.endings import (
    MAX_RIGHTS_BYTES,
    Ending,
    ending,
    is_continuation,
    is_remainder,
    is_rights_line,
)
from newsqa.text.prose import ends_sentence, is_running
from newsqa.text.roles import may_hold_credit
from newsqa.view import View

_MESSAGES: dict[Ending, str] = {
    "ellipsis": "the text ends in an ellipsis: the rest is missing",
    "continuation": "the text ends in a link to the rest of it",
    "open": "the text ends without terminal punctuation: it may be cut off",
}
# With fewer of its other paragraphs closed by terminal punctuation, a text is not written with it.
_MIN_CLOSED = 0.6
_FEW_PARAGRAPHS = 3
_LOOK_BACK = 8  # paragraphs asked for their endings
_CREDIT_WORDS = 12  # a credit has fewer
_TAIL_BYTES = 800  # of a paragraph, in which its ending is told

# Bytes and characters that end a complete text whatever stands before them; of most others it takes a closer look.
_STOPS = np.frombuffer(b".!?", np.uint8)
_CLOSERS = np.frombuffer(b"\"':", np.uint8)
_WIDE = np.array([int.from_bytes(c.encode(), "big") for c in "。！？।።”’」）"], np.uint32)


def check(view: View, options: NoOptions) -> Iterator[Hit]:
    """Yield the texts that are cut off."""
    last, final = _last_running(view), view.blocks.first[1:] - 1
    rows = np.flatnonzero(last >= 0)
    complete = _complete(view, last[rows])
    closer = ~complete | (last[rows] < final[rows]) | _may_be_foot(view, last[rows])
    for row, closed in zip(rows[closer].tolist(), complete[closer].tolist(), strict=True):
        found = _cut(view, row, int(last[row]), closed)
        if found is not None:
            block, how = found
            yield Hit(row, _MESSAGES[how], int(view.blocks.start[block]), int(view.blocks.end[block]))


def _may_be_foot(view: View, blocks: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell which blocks may stand below the text, though they end as sentences do: lines of the page, or rights."""
    foot = np.array([row in view.boilerplate_lines for row in view.blocks.article[blocks].tolist()], bool)
    start, end = view.blocks.start[blocks], view.blocks.end[blocks]
    short = np.flatnonzero(end - start <= MAX_RIGHTS_BYTES)
    foot[short] |= np.array(
        [is_rights_line(view.block_text(block)) for block in blocks[short].tolist()], bool
    )
    return foot


def _last_running(view: View) -> NDArray[np.int64]:
    """Return the index in ``view.blocks`` of each article's last block of running text; -1 if there is none."""

    def found() -> NDArray[np.int64]:
        last, first = view.last_running.copy(), view.blocks.first
        for row in np.flatnonzero((last < 0) & (first[:-1] < first[1:])).tolist():
            blocks = range(int(first[row]), int(first[row + 1]))
            last[row] = next((block for block in reversed(blocks) if is_running(view.block_text(block))), -1)
        return last

    last: NDArray[np.int64] = view.memo("last running", found)
    return last


def _complete(view: View, blocks: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell which blocks end as a sentence does for certain."""
    data, end = view.data, view.blocks.end[blocks]
    one, two, three = (data[end - k] for k in (1, 2, 3))
    wide = three.astype(np.uint32) << np.uint32(16) | two.astype(np.uint32) << np.uint32(8) | one
    complete: NDArray[np.bool_] = np.isin(one, _STOPS) & (two != 0x2E)
    complete |= np.isin(one, _CLOSERS) | np.isin(wide, _WIDE)
    complete |= (one == 0x29) & (two != 0x2E) & (two != 0xA6)  # ")", but not "...)" nor "…)"
    return complete


def _cut(view: View, row: int, last: int, complete: bool) -> tuple[int, Ending] | None:
    """Return the block in which an article was cut off, and how; None when it is not.

    ``last`` is its last block of running text, and ``complete`` whether that surely ends as a sentence does.
    """
    final, footer = int(view.blocks.first[row + 1]) - 1, view.boilerplate_lines.get(row, {})
    if last < final and is_continuation(view.block_text(final)):
        return final, "continuation"
    while final >= view.blocks.first[row] and (
        final in footer or is_rights_line(view.block_start(final, MAX_RIGHTS_BYTES))
    ):
        final -= 1
    if final < last:  # the foot holds sentences, too
        above = np.flatnonzero(view.running[view.blocks.first[row] : final + 1])
        if not len(above):
            return None
        last = int(view.blocks.first[row] + above[-1])
        complete = bool(view.plain_ends[last])
    if last < final:
        line = view.block_text(final)
        if is_remainder(line, final - last) and not _is_credit(view, row, final, line):
            how = ending(line)
            return (final, how) if how != "open" or _is_told_in_sentences(view, row, final) else None
    if complete or last in footer:
        return None
    how = ending(_tail(view, last))
    if how == "complete" or (how == "open" and not _is_punctuated(view, row, last)):
        return None
    return last, how


def _is_credit(view: View, row: int, block: int, line: str) -> bool:
    """Tell whether a short line signs the article; it is asked for only where it may, since the answer is dear."""
    if line.count(" ") >= _CREDIT_WORDS or not may_hold_credit(line):
        return False
    return view.row_blocks(row)[block - int(view.blocks.first[row])].signs


def _is_punctuated(view: View, row: int, block: int) -> bool:
    """Tell whether the paragraphs of an article before a block mostly end as sentences do."""
    first = int(view.blocks.first[row])
    others = (first + np.flatnonzero(view.running[first:block])[-_LOOK_BACK:]).tolist()
    closed = sum(bool(view.plain_ends[other]) or ends_sentence(_tail(view, other)) for other in others)
    return len(others) < _FEW_PARAGRAPHS or closed >= _MIN_CLOSED * len(others)


def _is_told_in_sentences(view: View, row: int, block: int) -> bool:
    """Tell whether a third of the last blocks before one, or more, end as sentences do: it is no list of scraps.

    The title and what else stands above the first paragraph are not asked.
    """
    first = int(view.blocks.first[row])
    running = np.flatnonzero(view.running[first:block])
    head = first + int(running[0]) if len(running) else first
    others = range(max(head, block - _LOOK_BACK), block)
    return 3 * sum(ends_sentence(_tail(view, other)) for other in others) >= len(others)


def _tail(view: View, block: int) -> str:
    end = int(view.blocks.end[block])
    start = max(int(view.blocks.start[block]), end - _TAIL_BYTES)
    return view.raw[start:end].decode("utf-8", "ignore")


def applies(view: View, options: NoOptions) -> NDArray[np.bool_]:
    """Articles with running text."""
    mask: NDArray[np.bool_] = _last_running(view) >= 0
    return mask


RULE = Rule("LEN001", "truncated-text", "warning", __name__, check, applies, "no article has running text")
