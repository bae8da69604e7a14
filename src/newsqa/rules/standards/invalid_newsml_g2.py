"""STD002 invalid-newsml-g2: the item lacks what NewsML-G2 requires, or does not fit its schema.

What it does
    Reports a news item that lacks an element or attribute which the specification (https://iptc.org/standards/newsml-g2/) requires. With ``newsml_g2_schema`` under
    ``[standards]`` in the suite the item is held against that schema, and everything that does not fit is reported.

Why it matters
    Whoever is sent the item may refuse it, or fail on it.

Example
    An item whose ``itemMeta`` has no ``provider``; mended: one that has it.

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
    return items.unfit(view, "newsml-g2", "NewsML-G2")


def applies(view: View, options: NoOptions) -> NDArray[np.bool_]:
    """Items of NewsML-G2."""
    return items.of_format(view, "newsml-g2")


RULE = Rule(
    "STD002", "invalid-newsml-g2", "error", __name__, check, applies, "no article is an item of NewsML-G2"
)
