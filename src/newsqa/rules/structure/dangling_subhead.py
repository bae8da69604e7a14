"""STR004 dangling-subhead: the article ends with a sub-head, and nothing stands under it.

What it does
    Flags the last line of the body, known footers set aside, when it is a sub-head: a short line without a full stop
    behind the last paragraph that ends with a colon, or that shares words with an article that has at least two more
    sub-heads. Texts with menus and other lines of a page around them are not judged.

Why it matters
    The section under it was lost: a gallery, an embedded post, or text behind a wall.

Example
    ``What happens next`` right above the footer; mended: the sub-head with its text, or without the sub-head.

Fix safety
    Unsafe: the line is deleted, but the text that belongs under it may still be found.

Nulls
    A null or empty text has no sub-heads.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from newsqa.rules.base import Hit, NoOptions, Rule
from newsqa.rules.duplication.copies import deletion
from newsqa.text.page_shape import comparable_words
from newsqa.text.prose import count_words, ends_sentence
from newsqa.text.roles import RowBlock, content
from newsqa.view import View

_LEAST_SUBHEADS = 2
_LEAST_BLOCKS = 4
_MAX_WORDS = 12
_MIN_WORDS = 2
_COLONS = (":", "：")
# With more lines that are known to belong to a page, the text is one.
_MAX_KNOWN = 3
# Credits, links, tags and signatures hold these; sub-heads do not.
_CREDIT = re.compile(r"[/|@#©()\[\]<>{}_\\→»]|^[-–—*•«]|https?:|www\.")


def check(view: View, options: NoOptions) -> Iterator[Hit]:
    """Yield the sub-heads without text."""
    first, last = view.blocks.first[:-1], view.blocks.first[1:] - 1
    long = (view.last_running >= 0) & (last - first >= _LEAST_BLOCKS - 1)
    # Behind the last paragraph stands a short line, or the last paragraph may be a footer.
    footed = view.rows_where(view.boilerplate_lines)
    for row in np.flatnonzero(long & (footed | (view.last_running < last))).tolist():
        if not _may_dangle(view, row):
            continue
        blocks = view.row_blocks(row)
        told = content(blocks)
        if len(told) >= _LEAST_BLOCKS - 1 and _dangles(told) and not _in_a_page(view, row, blocks):
            yield Hit(
                row, _message(told[-1]), told[-1].start, told[-1].end,
                edit=deletion(view, row, told[-1].start, told[-1].end, safe=False),
            )  # fmt: skip


def _message(last: RowBlock) -> str:
    colon = last.text.endswith(_COLONS)
    return "announces what does not follow" if colon else "a sub-head with nothing under it"


def _may_dangle(view: View, row: int) -> bool:
    """Tell from the lines alone whether a sub-head stands behind the last paragraph: roles are dearer."""
    first, paragraph = int(view.blocks.first[row]), int(view.last_running[row])
    known = view.boilerplate_lines.get(row, {})
    while paragraph > first and (paragraph in known or not view.running[paragraph]):
        paragraph -= 1
    if paragraph + 1 == view.blocks.first[row + 1] or not view.plain_ends[paragraph]:
        return False
    line = view.block_text(paragraph + 1)
    if not _is_heading(line):
        return False
    between = np.flatnonzero(~view.running[first + 1 : paragraph] & view.plain_ends[first : paragraph - 1])
    return line.endswith(_COLONS) or len(between) >= _LEAST_SUBHEADS


def _dangles(told: Sequence[RowBlock]) -> bool:
    *_, paragraph, last = told
    if last.running or not paragraph.running or not paragraph.ends or not _is_heading(last.text):
        return False
    if last.text.endswith(_COLONS):
        return True
    others = [
        block
        for above, block in pairwise(told[:-1])
        if above.ends and _is_heading(block.text) and block.role == "subhead"
    ]
    if len(others) < _LEAST_SUBHEADS or any(block.text.isupper() != last.text.isupper() for block in others):
        return False
    # "Read more" shares no word with the article; the more sub-heads there are, the surer it is that this is one.
    return ":" not in last.text and _shared(last, told[:-1]) >= (
        0.5 if len(others) == _LEAST_SUBHEADS else 0.3
    )


def _shared(last: RowBlock, told: Sequence[RowBlock]) -> float:
    """Return the share of a line's words that stand in the article."""
    words = comparable_words(last.text)
    known = {word for block in told for word in comparable_words(block.text)}
    return sum(word in known for word in words) / len(words) if words else 0.0


def _in_a_page(view: View, row: int, blocks: Sequence[RowBlock]) -> bool:
    """Tell whether much of a page stands around the article: its last line may be one more of its lines."""
    known = view.boilerplate_lines.get(row, {})
    if len(known) > _MAX_KNOWN:
        return True
    first = int(view.blocks.first[row])
    return any(block.role == "boilerplate" and first + block.index not in known for block in blocks)


def _is_heading(line: str) -> bool:
    return (
        _MIN_WORDS <= count_words(line) <= _MAX_WORDS
        and not ends_sentence(line)
        and not (line[0].islower() or line[0].isdigit())
        and not _CREDIT.search(line)
    )


RULE = Rule("STR004", "dangling-subhead", "warning", __name__, check, fix="unsafe")
