"""DUP003 repeated-paragraph: a paragraph other than the lede stands again.

What it does
    Compares the paragraphs of an article with each other after folding white space, case and quotes, from
    ``min_words`` words on. A repeated title or lede, and a body that stands twice as a whole, are reported by their
    own rules. A short line that comes back three times or more is taken for a refrain, and one that is no sentence and
    stands in a list of such lines for a link or an entry of a table of contents; both are left alone.

Why it matters
    Pull quotes, teasers and print versions repeat paragraphs; each copy weighs double in whatever is made of the text.

Example
    The same paragraph on lines 9 and 17; mended: on line 9 only.

Fix safety
    Safe when the copy follows its original directly; otherwise unsafe: interviews and tables repeat on purpose.

Options
    min_words: paragraphs with fewer words are not compared (8). Two characters of a script without spaces count as one
    word. fold: the differences that do not count, of "whitespace", "case", "quotes"; all three by default.

Nulls
    An article without paragraphs is not flagged.
"""

from collections.abc import Iterator, Sequence
from itertools import chain, islice, pairwise, takewhile
from typing import NamedTuple

from newsqa.rules.base import Hit, Rule
from newsqa.rules.duplication.copies import body_copies, deletion, lede_of
from newsqa.text.fold import KINDS, fold
from newsqa.text.roles import RowBlock
from newsqa.view import View

_OTHERS = ("title", "repeated-title", "boilerplate")  # their own rules report them

# A line of up to this many words that stands three times or more is a refrain, a recurring question or a label.
_REFRAIN_WORDS = 15
_REFRAIN_TIMES = 3

# So many lines in a row that are no running text are a list.
_LIST_LINES = 10


class Options(NamedTuple):
    """Options of repeated-paragraph."""

    min_words: int = 8
    fold: tuple[str, ...] = KINDS


def check(view: View, options: Options) -> Iterator[Hit]:
    """Yield each further copy of a paragraph."""
    for row, repeated in view.copied.items():
        blocks = view.row_blocks(row)
        copies = body_copies(view, row)
        groups: dict[str, list[RowBlock]] = {}
        for block in (blocks[index] for index in sorted(repeated)):
            if block.words >= options.min_words and block.known not in _OTHERS:
                groups.setdefault(fold(block.text, options.fold), []).append(block)
        lede = lede_of(blocks)
        for equal in groups.values():
            if len(equal) == 1:
                continue
            same = [block for block in equal if block.assigned not in _OTHERS]
            if len(same) <= 1 or same[0] is lede or same[0].signs or _is_refrain(same):
                continue
            first = same[0]
            for before, block in pairwise(same):
                if block.index in copies or _is_listed(blocks, before) or _is_listed(blocks, block):
                    continue
                edit = deletion(view, row, block.start, block.end, safe=block.index == before.index + 1)
                yield Hit(
                    row, "repeats the paragraph of {related}", block.start, block.end,
                    related=first.start, value=float(block.words), threshold=float(options.min_words), edit=edit,
                )  # fmt: skip


def _is_refrain(same: Sequence[RowBlock]) -> bool:
    return len(same) >= _REFRAIN_TIMES and same[0].words <= _REFRAIN_WORDS


def _is_listed(blocks: Sequence[RowBlock], block: RowBlock) -> bool:
    """Tell whether a line that is no running text stands in a list of such lines."""
    if block.running:
        return False
    before = takewhile(lambda other: not other.running, reversed(blocks[: block.index]))
    behind = takewhile(lambda other: not other.running, blocks[block.index + 1 :])
    return sum(1 for _ in islice(chain(before, behind), _LIST_LINES)) >= _LIST_LINES - 1


RULE = Rule("DUP003", "repeated-paragraph", "warning", __name__, check, options=Options, fix="safe")
