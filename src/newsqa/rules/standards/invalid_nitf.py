"""STD003 invalid-nitf: the item lacks what NITF requires.

What it does
    Reports an NITF article that lacks an element or attribute which the standard (https://iptc.org/standards/nitf/) requires. Only what is required of every item is looked
    for; what a schema says besides is not.

Why it matters
    Whoever is sent the item may refuse it, or fail on it.

Example
    A document without ``body``; mended: one with it.

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
    for row, missing in items.lists(view, "missing", "nitf"):
        yield Hit(
            row, f"lacks {', '.join(missing)}, which NITF requires", value=float(len(missing)), threshold=0.0
        )


def applies(view: View, options: NoOptions) -> NDArray[np.bool_]:
    """Items of NITF."""
    return items.of_format(view, "nitf")


RULE = Rule("STD003", "invalid-nitf", "error", __name__, check, applies, "no article is an item of NITF")
