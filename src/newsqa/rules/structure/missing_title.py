"""STR001 missing-title: no title, neither declared nor as the first block.

What it does
    Flags an article that declares no title and whose first block is not shaped like one: longer than
    ``max_title_chars`` characters, or a sentence of running text that ends with a full stop.

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

from newsqa.rules.base import Hit, Rule
from newsqa.text.roles import MAX_TITLE_CHARS, title_like
from newsqa.view import View


@dataclass(frozen=True, slots=True)
class Options:
    """Options of missing-title."""

    max_title_chars: int = MAX_TITLE_CHARS


def check(view: View, options: Options) -> Iterator[Hit]:
    """Yield the articles without a title."""
    for row in np.flatnonzero(~view.has("title")).tolist():
        block = int(view.blocks.first[row])
        if block == view.blocks.first[row + 1]:
            yield Hit(row, "no title: the article has no text")
            continue
        first = view.block_text(block)
        if not title_like(first, options.max_title_chars):
            yield Hit(
                row, "no title: the first block is running text",
                int(view.blocks.start[block]), int(view.blocks.end[block]),
                value=float(len(first)), threshold=float(options.max_title_chars),
            )  # fmt: skip


RULE = Rule("STR001", "missing-title", "error", __name__, check, options=Options)
