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

from newsqa.not_articles import articles
from newsqa.rules.base import Hit, NoOptions, Rule
from newsqa.rules.structure.dangling_subhead import dangling
from newsqa.text.endings import (
    MAX_RIGHTS_BYTES,
    Ending,
    ending,
    has_sentence_end,
    is_continuation,
    is_rights_line,
)
from newsqa.text.footers import is_labelled, opens_footer
from newsqa.text.lazy import lazy
from newsqa.text.prose import ends_sentence, is_running
from newsqa.text.remainders import MAX_DISTANCE, labelled, remainder
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
_FOOTER_CHARS = 300  # of running text that may stand below the article
_TAIL_BYTES = 800  # of a paragraph, in which its ending is told

_SAID_WORDS = 5  # a line with a label and so many words may be one of several that are told
_MARKUP_LINES = 3  # left behind a text, that are looked past
_ITEM = lazy(r"\d{1,2}[.)]\s")
_RIGHTS = "©".encode()
_OPEN = np.frombuffer(b", ", np.uint8)  # before quotes that have just begun, or that a name follows
_LETTERS = np.frombuffer(bytes(range(ord("a"), ord("z") + 1)), np.uint8)
_WIDE_QUOTE = int.from_bytes("”".encode(), "big")


def check(view: View, options: NoOptions) -> Iterator[Hit]:
    """Yield the texts that are cut off."""
    last = _last_running(view)
    rows = np.flatnonzero((last >= 0) & articles(view))
    last = last[rows]
    final, complete = _final(view, rows, last), _complete(view, last)
    closer = ~complete | (last < final) | _may_be_foot(view, rows, last)
    for row, running, end, closed in zip(
        *(found[closer].tolist() for found in (rows, last, final, complete)), strict=True
    ):
        cut = _cut(view, row, running, end, complete=closed)
        if cut is None:
            continue
        block, how = cut
        start, sub_head = int(view.blocks.start[block]), dangling(view).get(row)
        if sub_head is None or sub_head.start != start:  # STR004 reports it
            yield Hit(row, _MESSAGES[how], start, int(view.blocks.end[block]))


def _final(view: View, rows: NDArray[np.int64], last: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the last block of each article, or what stands above lines of markup that were left behind it."""
    final = view.blocks.first[rows + 1] - 1
    for _ in range(_MARKUP_LINES):
        start, end = view.blocks.start[final], view.blocks.end[final] - 1
        final = final - ((view.data[start] == ord("<")) & (view.data[end] == ord(">")) & (final > last))
    return final


def _may_be_foot(view: View, rows: NDArray[np.int64], last: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell where the last running text may stand below the text, though it ends as a sentence does."""
    foot = view.rows_where(view.boilerplate_lines)[rows]
    start, end = view.blocks.start[last], view.blocks.end[last]
    for at in np.flatnonzero(~foot & (end - start <= MAX_RIGHTS_BYTES)).tolist():
        foot[at] = _is_rights(view, int(last[at]))
    return foot


def _is_rights(view: View, block: int) -> bool:
    """Tell whether a block says whose the text is."""
    start, end = int(view.blocks.start[block]), int(view.blocks.end[block])
    if end - start > MAX_RIGHTS_BYTES or (
        view.raw[start] not in b"(cC" and view.raw.find(_RIGHTS, start, end) < 0
    ):
        return False
    return is_rights_line(view.raw[start:end].decode())


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
    """Tell which blocks end as a sentence does for certain, and not in an ellipsis."""
    end = view.blocks.end[blocks]
    one, two, three, four = (view.data[np.maximum(end - k, 0)] for k in (1, 2, 3, 4))
    left_out = (one == 0x2E) & (two == 0x2E) | (one == 0xA6)  # ".." or the last byte of "…"
    complete: NDArray[np.bool_] = view.plain_ends[blocks] & ~left_out
    # Behind quotes, colons and letters in brackets many write no full stop; ",”" waits for the speaker's name.
    complete |= (one == ord(":")) | (one == ord('"')) & ~np.isin(two, _OPEN)
    complete |= (one == ord(")")) & np.isin(two, _LETTERS)
    wide = three.astype(np.uint32) << np.uint32(16) | two.astype(np.uint32) << np.uint32(8) | one
    complete |= (wide == _WIDE_QUOTE) & ~np.isin(four, _OPEN)
    return complete


def _cut(view: View, row: int, last: int, final: int, *, complete: bool) -> tuple[int, Ending] | None:
    """Return the block in which an article was cut off, and how; None when it is not.

    ``last`` is its last block of running text, and ``complete`` whether that surely ends as a sentence does; ``final``
    is its last block of all.
    """
    first, footer = int(view.blocks.first[row]), view.boilerplate_lines.get(row, {})
    if last < final and is_continuation(view.block_text(final)):
        return final, "continuation"
    while final >= first and (final in footer or _is_rights(view, final)):
        final -= 1
    if final < last:  # the foot holds sentences, too
        above = np.flatnonzero(view.running[first : final + 1])
        if not len(above):
            return None
        last = first + int(above[-1])
        complete = bool(_complete(view, np.array([last]))[0])
    if last < final and (how := _short_line(view, row, last, final)):
        return final, how
    if complete or last in footer:
        return None
    text = _tail(view, last)
    if len(text) < _FOOTER_CHARS and opens_footer(text, max_words=1):
        return None
    how = ending(text)
    if how == "complete" or (how == "open" and not _is_punctuated(view, row, last, text)):
        return None
    return None if how == "open" and _is_about_author(view, row, last) else (last, how)


def _short_line(view: View, row: int, last: int, final: int) -> Ending | None:
    """Return how the short line at the end of an article was cut off; None when it was not."""
    line = view.block_text(final)
    if final - last > MAX_DISTANCE:
        return None
    between = map(view.block_text, range(last + 1, final))
    if any(opens_footer(other, max_words=1) for other in between):
        return None
    left = remainder(line, final - last, lambda: view.language(row))
    if left is None or (labelled(line) and not _is_one_of_several(view, row, final, line)):
        return None
    how = ending(line)
    if _is_about_author(view, row, final):
        return None
    if left == "sure" or how in ("ellipsis", "continuation"):
        return "open" if how == "complete" else how
    if not _is_told_in_sentences(view, row, final, line) or _is_credit(view, row, final, line):
        return None
    return "open"


def _is_one_of_several(view: View, row: int, block: int, line: str) -> bool:
    """Tell whether a line with a label follows others of the kind, which are told: questions and answers, days."""
    label = line.replace("：", ":").partition(":")[0].encode()
    if view.text_bytes(row).count(b"\n" + label) > 1:
        return True
    before = view.block_text(block - 1)
    return is_labelled(before) and before.count(" ") >= _SAID_WORDS and ends_sentence(before)


def _is_about_author(view: View, row: int, block: int) -> bool:
    """Tell whether a block begins with the name of a declared author: it says who that is, below the text."""
    authors = view.declared("authors")[row]
    if not authors:
        return False
    name = " ".join(view.block_start(block, MAX_RIGHTS_BYTES).split()[:2])
    return any(author and name in author for author in authors)


def _is_credit(view: View, row: int, block: int, line: str) -> bool:
    """Tell whether a short line signs the article; it is asked for only where it may, since the answer is dear."""
    if line.count(" ") >= _CREDIT_WORDS or not may_hold_credit(line):
        return False
    return view.row_blocks(row)[block - int(view.blocks.first[row])].signs


def _is_punctuated(view: View, row: int, block: int, tail: str) -> bool:
    """Tell whether the paragraphs of an article before a block mostly end as sentences do.

    A long block with no sentence end in its ``tail`` is no paragraph, but a list.
    """
    if len(tail.encode()) >= _TAIL_BYTES - 3 and not has_sentence_end(tail):
        return False
    first = int(view.blocks.first[row])
    if block - first < _FEW_PARAGRAPHS:
        return True
    others = (first + np.flatnonzero(view.running[first:block])[-_LOOK_BACK:]).tolist()
    closed = sum(bool(view.plain_ends[other]) or ends_sentence(_tail(view, other)) for other in others)
    return len(others) < _FEW_PARAGRAPHS or closed >= _MIN_CLOSED * len(others)


def _is_told_in_sentences(view: View, row: int, block: int, line: str) -> bool:
    """Tell whether a third of the last blocks before one, or more, end as sentences do: it is no list of scraps.

    The title and what else stands above the first paragraph are not asked; of a numbered item, the other items are.
    """
    first = int(view.blocks.first[row])
    running = np.flatnonzero(view.running[first:block])
    head = first + int(running[0]) if len(running) else first
    others = [_tail(view, other) for other in range(max(head, block - _LOOK_BACK), block)]
    if _ITEM.match(line):
        items = [other for other in others if _ITEM.match(other)]
        others = items or others
    return 3 * sum(map(ends_sentence, others)) >= len(others)


def _tail(view: View, block: int) -> str:
    end = int(view.blocks.end[block])
    start = max(int(view.blocks.start[block]), end - _TAIL_BYTES)
    return view.raw[start:end].decode("utf-8", "ignore")


def applies(view: View, options: NoOptions) -> NDArray[np.bool_]:
    """Articles with running text."""
    mask: NDArray[np.bool_] = (_last_running(view) >= 0) & articles(view)
    return mask


RULE = Rule("LEN001", "truncated-text", "warning", __name__, check, applies, "no article has running text")
