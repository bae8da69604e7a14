"""STD001 invalid-ninjs: the item lacks what ninjs requires.

What it does
    Reports a ninjs item that lacks an element or attribute which the standard (https://iptc.org/standards/ninjs/) requires. Only what is required of every item is looked
    for; what a schema says besides is not.

Why it matters
    Whoever is sent the item may refuse it, or fail on it.

Example
    An item without ``uri``; mended: one with its ``uri``.

Fix safety
    No fix: what is missing is not known.

Nulls
    Judged are items of this format only; any other article is not evaluated.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from newsqa import items
from newsqa.rules.base import Hit, NoOptions, Rule
from newsqa.view import View


def check(view: View, options: NoOptions) -> Iterator[Hit]:
    """Yield the items that lack something."""
    for row, missing in items.lists(view, "missing", "ninjs"):
        yield Hit(
            row, f"lacks {', '.join(missing)}, which ninjs requires", value=float(len(missing)), threshold=0.0
        )


def applies(view: View, options: NoOptions) -> NDArray[np.bool_]:
    """Items of ninjs."""
    return items.of_format(view, "ninjs")


RULE = Rule("STD001", "invalid-ninjs", "error", __name__, check, applies, "no article is an item of ninjs")
