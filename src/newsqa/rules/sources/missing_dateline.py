"""SRC006 missing-dateline: the text does not open with the place it was written in.

What it does
    Reads the first paragraph's beginning, and the line before it, for a dateline as news agencies write it: a place, perhaps a
    date and the agency, then a dash or a bracket (``PARIS, 22 mars (AFP) –``). An item that declares its dateline apart from
    the text (NewsML, NITF; ``located`` in ninjs) has one.

Why it matters
    A wire item without a dateline does not say where it was reported from, or when.

Example
    ``Le président a dit …``; mended: ``PARIS, 22 mars – Le président a dit …``.

Fix safety
    No fix: the place is not in the article.

Nulls
    A null or empty text, and one without a paragraph, is not judged.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from newsqa.rules.base import Hit, NoOptions, Rule
from newsqa.text.agencies import opens_with_dateline
from newsqa.view import View

_CHARS = 110


def applies(view: View, options: NoOptions) -> NDArray[np.bool_]:
    """Tell which articles have running text."""
    return view.surely_has_body


def check(view: View, options: NoOptions) -> Iterator[Hit]:
    """Yield the articles whose first paragraph has no dateline."""
    for row in np.flatnonzero(view.surely_has_body & ~_declares(view)).tolist():
        first, last = int(view.blocks.first[row]), int(view.blocks.first[row + 1])
        lede = first + int(np.argmax(view.running[first:last]))
        before = view.block_start(lede - 1, _CHARS) if lede > first else ""
        if not opens_with_dateline(view.block_start(lede, _CHARS), before):
            start = int(view.blocks.start[lede])
            yield Hit(row, "the first paragraph opens without a dateline", start, int(view.blocks.end[lede]))


def _declares(view: View) -> NDArray[np.bool_]:
    """Tell which items declare a dateline of their own."""
    return view.matches("item_metadata", r'"dateline":\s*"')


RULE = Rule("SRC006", "missing-dateline", "info", __name__, check, applies, "no running text")
