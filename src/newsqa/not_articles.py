"""What is no article: lists of headlines, and messages in the place of a page.

Such a text lacks all that an article has: date, source, title, body. It is one flaw, and reported once, by the rule that
names it (STR006 index-page, BLR008 blocked-page); the rules that look for what an article has, or for what does not
belong into one, judge articles only.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from newsqa.rules.boilerplate import blocked_page
from newsqa.rules.structure import index_page
from newsqa.view import View

NEEDS = "no text is an article: all are lists of headlines or messages in the place of one"


def articles(view: View, options: object = None) -> NDArray[np.bool_]:
    """Tell which texts are articles, or may be: a rule's ``applies``, whatever its options."""
    mask: NDArray[np.bool_] = view.memo("articles", lambda: _articles(view))
    return mask


def _articles(view: View) -> NDArray[np.bool_]:
    lists = index_page.index_pages(view, index_page.Options())
    messages = blocked_page.blocked_pages(view, blocked_page.Options())
    return ~view.rows_where([*lists, *messages])
