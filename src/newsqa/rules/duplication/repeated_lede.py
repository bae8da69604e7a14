"""DUP002 repeated-lede: the first paragraph stands again.

What it does
    Compares every later block with the first paragraph, after folding white space, case and quotes. A lede that is
    quoted or contained in a longer paragraph is no repetition. A short sentence right below the title is one with the
    lede. Where more than the head of an article stands before the
    first paragraph, that is no lede, and its copies are left to DUP003 repeated-paragraph.

Why it matters
    Pages show the lede as a summary above the article and again as its first paragraph; scrapers keep both.

Example
    The lede on lines 8 and 10; mended: on line 8 only.

Fix safety
    Safe when no other paragraph stands between the two: the copy is equal to a paragraph that stays, and the line and
    one blank line are deleted. Unsafe further down: there it may be a quotation or a summary that is meant.

Options
    fold: the differences that do not count, of "whitespace", "case", "quotes"; all three by default.

Nulls
    An article without a paragraph is not flagged (see STR002 missing-body).
"""

from collections.abc import Iterator
from typing import NamedTuple

from newsqa.rules.base import Hit, Rule
from newsqa.rules.duplication.copies import further_copies, lede_of, standfirst_of
from newsqa.text.fold import KINDS
from newsqa.view import View


class Options(NamedTuple):
    """Options of repeated-lede."""

    fold: tuple[str, ...] = KINDS


def check(view: View, options: Options) -> Iterator[Hit]:
    """Yield each further copy of the lede."""
    for row, repeated in view.copied.items():
        blocks = view.row_blocks(row)
        lede = lede_of(blocks)
        if lede is None:
            continue
        for first in (standfirst_of(blocks), lede):
            if first is not None and first.index in repeated:
                again = [blocks[index] for index in sorted(repeated) if index > first.index]
                yield from further_copies(view, row, "lede", first, again, options.fold, far="unsafe")


RULE = Rule("DUP002", "repeated-lede", "warning", __name__, check, options=Options, fix="safe")
