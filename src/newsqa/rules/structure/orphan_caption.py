"""STR003 orphan-caption: the caption of a picture stands in the text, and the picture does not.

What it does
    Flags lines among the paragraphs that credit a picture (``Photo: …``, ``© Agency``, ``Name/Agency``), and short
    lines right under the title whose words all come from the article: what describes its first picture.

Why it matters
    A caption tells what is to be seen; between two paragraphs it reads as a broken sentence.

Example
    ``Twitter et Donald Trump`` under the title; mended: moved to a field of its own.

Fix safety
    Unsafe: the line is deleted, and a caption may tell what the text does not.

Options
    max_words: a line under the title with more words is a stand-first and no caption (12).

Nulls
    A null or empty text has none.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsqa.rules.base import Hit, Rule
from newsqa.rules.duplication.copies import deletion
from newsqa.text.captions import is_caption
from newsqa.text.lazy import lazy
from newsqa.text.page_shape import comparable_words
from newsqa.text.prose import count_words
from newsqa.text.roles import RowBlock
from newsqa.view import View

# Copies of the title may stand in between.
_NEAR_TITLE = 3
# A line of one word under the title is a rubric.
_LEAST_WORDS = 2
_DIGIT = lazy(r"\d")


class Options(NamedTuple):
    """Options of orphan-caption."""

    max_words: int = 12


def check(view: View, options: Options) -> Iterator[Hit]:
    """Yield the captions that stand above the last paragraph."""
    blocks = view.blocks
    number: NDArray[np.int64] = np.arange(len(blocks))
    place = number - blocks.first[blocks.article]
    # A line between the first block and the last paragraph that credits a picture, or stands close to the title.
    inner = np.flatnonzero((place > 0) & (number < view.last_running[blocks.article]) & ~view.running)
    credited = [block for block in inner.tolist() if _credits_picture(view.block_text(block))]
    near_title = inner[place[inner] <= _NEAR_TITLE]
    for row in np.union1d(blocks.article[credited], blocks.article[near_title]).tolist():
        article = view.row_blocks(row)
        last = int(view.last_running[row] - blocks.first[row])
        for block in article[1:last]:
            if not _is_orphan(block, article, options.max_words):
                continue
            yield Hit(
                row, "the caption of a picture stands among the paragraphs", block.start, block.end,
                value=float(block.words), threshold=float(options.max_words),
                edit=deletion(view, row, block.start, block.end, safe=False),
            )  # fmt: skip


def _credits_picture(line: str) -> bool:
    return is_caption(line, count_words(line), running=False)


def _is_orphan(block: RowBlock, article: Sequence[RowBlock], max_words: int) -> bool:
    if block.known is not None:
        return False
    if is_caption(block.text, block.words, running=block.running):
        return block.role == "caption"
    above = article[block.index - 1]
    if above.known not in ("title", "repeated-title") or not _LEAST_WORDS <= block.words <= max_words:
        return False
    words = comparable_words(block.text)
    if (
        block.ends
        or _DIGIT.search(block.text)
        or len(words) < _LEAST_WORDS
        or not set(words) & set(comparable_words(above.text))
    ):
        return False
    known = {word for other in article if other is not block for word in comparable_words(other.text)}
    return known.issuperset(words) and block.role == "caption"


RULE = Rule("STR003", "orphan-caption", "info", __name__, check, options=Options, fix="unsafe", preview=True)
