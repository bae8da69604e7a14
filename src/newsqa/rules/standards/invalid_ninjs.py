"""STD001 invalid-ninjs: the item lacks what ninjs requires, or does not fit its schema.

What it does
    Reports a ninjs item that lacks an element or attribute which the standard (https://iptc.org/standards/ninjs/) requires. With ``ninjs_schema`` under
    ``[standards]`` in the suite the item is held against that schema, and everything that does not fit is reported.

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
    """Yield what the items lack, or what does not fit the schema."""
    return items.unfit(view, "ninjs", "ninjs")


def applies(view: View, options: NoOptions) -> NDArray[np.bool_]:
    """Items of ninjs."""
    return items.of_format(view, "ninjs")


RULE = Rule("STD001", "invalid-ninjs", "error", __name__, check, applies, "no article is an item of ninjs")
