"""LEN002 short-body: the body has fewer words than an article needs.

What it does
    Counts the words of the body: everything but title, repeated title, byline, captions and boilerplate. In scripts
    written without spaces (Chinese, Japanese, Thai …) each character counts.

Why it matters
    What is left is a teaser, a caption or a paywall stub, not an article.

Example
    A body of 12 words; mended: at least 50.

Fix safety
    No fix: the text is not there.

Options
    min_words: the least number of words, or of characters in scripts without spaces (50).

Nulls
    Articles without any body are left to STR002 missing-body.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from newsqa.rules.base import Hit, Rule
from newsqa.text.roles import RowBlock, body_length
from newsqa.view import View


@dataclass(frozen=True, slots=True)
class Options:
    """Options of short-body."""

    min_words: int = 50


def check(view: View, options: Options) -> Iterator[Hit]:
    """Yield the articles whose body is too short."""
    for row in np.flatnonzero(view.running_words < options.min_words).tolist():
        blocks = view.row_blocks(row)
        # Running text alone is often enough; what the other blocks are takes the search for credits to tell.
        if sum(b.words for b in blocks if b.running and b.known != "title") >= options.min_words:
            continue
        length = body_length(blocks) + _wrapped(blocks)
        if length >= options.min_words or not any(
            block.running and block.known != "title" for block in blocks
        ):
            continue
        first = next(block for block in blocks if block.running and block.known != "title")
        yield Hit(
            row, f"the body has {length} words, fewer than {options.min_words}", first.start, first.end,
            value=float(length), threshold=float(options.min_words),
        )  # fmt: skip


def _wrapped(blocks: Sequence[RowBlock]) -> int:
    """Return the words of lines that look like captions, but run on: the text has its line breaks from a page."""
    return sum(
        block.words
        for block, following in pairwise(blocks)
        if block.role == "caption" and following.text[:1].islower()
    )


RULE = Rule("LEN002", "short-body", "warning", __name__, check, options=Options)
