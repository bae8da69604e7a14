"""STD003 invalid-nitf: the item lacks what NITF requires, or does not fit its schema.

What it does
    Reports an NITF article that lacks an element or attribute which the standard (https://iptc.org/standards/nitf/) requires. With ``nitf_schema`` under
    ``[standards]`` in the suite the item is held against that schema, and everything that does not fit is reported.

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
    """Yield what the items lack, or what does not fit the schema."""
    return items.unfit(view, "nitf", "NITF")


def applies(view: View, options: NoOptions) -> NDArray[np.bool_]:
    """Items of NITF."""
    return items.of_format(view, "nitf")


RULE = Rule("STD003", "invalid-nitf", "error", __name__, check, applies, "no article is an item of NITF")
