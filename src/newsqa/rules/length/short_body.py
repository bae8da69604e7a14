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
    Articles without any body are left to STR002 missing-body, and those with a line that says that the rest is for
    subscribers to BLR003 paywall-stub.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from newsqa.not_articles import NEEDS, articles
from newsqa.rules.base import Hit, Rule
from newsqa.text.roles import RowBlock, body_length, least_body_length
from newsqa.view import View


class Options(NamedTuple):
    """Options of short-body."""

    min_words: int = 50


def check(view: View, options: Options) -> Iterator[Hit]:
    """Yield the articles whose body is too short."""
    for row in np.flatnonzero((view.running_words < options.min_words) & articles(view)).tolist():
        blocks = view.row_blocks(row)
        running = [block for block in blocks if block.running and block.known != "title"]
        # Running text alone is often enough, and mostly lines that hold no credit are.
        if not running or sum(block.words for block in running) >= options.min_words:
            continue
        if _is_paywalled(view, row) or least_body_length(blocks) >= options.min_words:
            continue
        length = body_length(blocks) + _wrapped(blocks)
        if length >= options.min_words:
            continue
        yield Hit(
            row, f"the body has {length} words, fewer than {options.min_words}", running[0].start, running[0].end,
            value=float(length), threshold=float(options.min_words),
        )  # fmt: skip


def _is_paywalled(view: View, row: int) -> bool:
    """Tell whether a line says that the rest is for subscribers: paywall-stub reports that."""
    return any(line.topic == "paywalls" for line in view.boilerplate_lines.get(row, {}).values())


def _wrapped(blocks: Sequence[RowBlock]) -> int:
    """Return the words of lines that look like captions, but run on: the text has its line breaks from a page."""
    return sum(
        block.words
        for block, following in pairwise(blocks)
        if block.role == "caption" and following.text[:1].islower()
    )


RULE = Rule("LEN002", "short-body", "warning", __name__, check, articles, NEEDS, Options)
