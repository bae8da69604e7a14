"""STR001 missing-title: no title, neither declared nor as the first block.

What it does
    Flags an article that declares no title and whose first block, bylines set aside, is not shaped like one: longer
    than ``max_title_chars`` characters, or a sentence of running text that ends with a full stop.

Why it matters
    The title is what an article is found and deduplicated by.

Example
    A text that starts right with its first paragraph; mended: title, then text.

Fix safety
    No fix: the title is not in the article.

Options
    max_title_chars: a first block above this length is no title (250).

Nulls
    A null or blank title counts as not declared. An article without any text and title is flagged.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from newsqa.rules.base import Hit, Rule
from newsqa.text.credit_gate import matching_lines, short_credits
from newsqa.text.roles import MAX_TITLE_CHARS, title_like
from newsqa.view import View

# Bylines and dates of a head; further down they belong to something else.
_HEAD = 3


@dataclass(frozen=True, slots=True)
class Options:
    """Options of missing-title."""

    max_title_chars: int = MAX_TITLE_CHARS


def check(view: View, options: Options) -> Iterator[Hit]:
    """Yield the articles without a title."""
    untitled = ~view.has("title")
    signed = _signed_first(view, untitled)
    for row in np.flatnonzero(untitled).tolist():
        block, end = int(view.blocks.first[row]), int(view.blocks.first[row + 1])
        if block == end:
            yield Hit(row, "no title: the article has no text")
            continue
        if row in signed:
            block = _behind_bylines(view, row)
        first = view.block_text(block)
        if not title_like(first, options.max_title_chars):
            yield Hit(
                row, "no title: the first block is running text",
                int(view.blocks.start[block]), int(view.blocks.end[block]),
                value=float(len(first)), threshold=float(options.max_title_chars),
            )  # fmt: skip


def _signed_first(view: View, rows: NDArray[np.bool_]) -> set[int]:
    """Return those of some articles that may begin with a byline: a short line, and running text close below it."""
    first, last = view.blocks.first[:-1], view.blocks.first[1:] - 1
    short = np.append(~view.running, False)  # one more: an empty article has no first block
    below = np.append(np.flatnonzero(view.running), len(view.running))
    near = below[below[:-1].searchsorted(first)] <= np.minimum(first + _HEAD, last)
    likely = np.flatnonzero(rows & short[first] & near)
    bounds = zip(
        view.blocks.start[first[likely]].tolist(), view.blocks.end[first[likely]].tolist(), strict=True
    )
    lines = [view.raw[start:end] for start, end in bounds]
    return set(likely[matching_lines(short_credits(), lines)].tolist())


def _behind_bylines(view: View, row: int) -> int:
    """Return the first block behind the bylines and dates that an article begins with."""
    first = int(view.blocks.first[row])
    head = view.row_blocks(row)[:_HEAD]
    return first + next((block.index for block in head if not block.signs), 0)


RULE = Rule("STR001", "missing-title", "error", __name__, check, options=Options)
