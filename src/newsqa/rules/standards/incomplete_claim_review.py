"""STD006 incomplete-claim-review: the markup of a fact check lacks what search engines need.

What it does
    Reports pages with a ClaimReview that lacks ``claimReviewed``, ``reviewRating``, its ``alternateName`` or ``url``,
    which is Google's list (https://developers.google.com/search/docs/appearance/structured-data/factcheck).

Why it matters
    A fact check is shown as one only where the markup says what was claimed and what came of it.

Example
    A rating without a text such as "False"; mended: with it.

Fix safety
    No fix: what is missing is not known.

Nulls
    Judged are pages with a ClaimReview only.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from newsqa import items
from newsqa.rules.base import Hit, NoOptions, Rule
from newsqa.view import View


def check(view: View, options: NoOptions) -> Iterator[Hit]:
    """Yield the fact checks whose markup lacks something."""
    for row, missing in items.lists(view, "claim_review", "html"):
        yield Hit(
            row, f"the ClaimReview lacks {', '.join(missing)}", value=float(len(missing)), threshold=0.0
        )


def applies(view: View, options: NoOptions) -> NDArray[np.bool_]:
    """Pages with a ClaimReview."""
    return items.of_format(view, "html") & items.saying(view, "claim_review")


RULE = Rule(
    "STD006", "incomplete-claim-review", "warning", __name__, check, applies, "no page has a ClaimReview"
)
