"""STR002 missing-body: there is no paragraph of running text.

What it does
    Flags an article in which no block is running text: none has 8 words (16 characters in scripts without spaces) and
    ends as a sentence does, and none has 25 words. Titles, bylines and captions are no body.

Why it matters
    The extraction found the head of the page and lost the article.

Example
    Title and byline only; mended: title, byline and text.

Fix safety
    No fix: the text is not there.

Nulls
    A null, empty or blank text has no body and is flagged.
"""

from collections.abc import Iterator

import numpy as np

from newsqa.not_articles import NEEDS, articles
from newsqa.rules.base import Hit, NoOptions, Rule
from newsqa.view import View


def check(view: View, options: NoOptions) -> Iterator[Hit]:
    """Yield the articles without running text."""
    for row in np.flatnonzero(~view.surely_has_body & articles(view)).tolist():
        if not any(block.running and block.known != "title" for block in view.row_blocks(row)):
            yield Hit(row, "no paragraph of running text" if view.row_blocks(row) else "the text is empty")


RULE = Rule("STR002", "missing-body", "error", __name__, check, articles, NEEDS)
