"""STD007 withheld-item: the item must not be published: withheld, canceled, under embargo, or expired.

What it does
    Reports items whose status is withheld or canceled, whose embargo ends after the reference time, or whose time of
    expiry lies before it.

Why it matters
    What an agency has withdrawn or not yet released must neither be published nor sold.

Example
    ``"pubstatus": "canceled"``; mended: ``"usable"``, or the item taken out.

Fix safety
    No fix: whether to publish is for an editor to say.

Nulls
    Judged are items that declare a status, an embargo or an expiry. A date that cannot be read is not judged.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from newsqa import items
from newsqa.rules.base import Hit, NoOptions, Rule
from newsqa.view import View

_STOPPED = {"withheld": "withheld", "canceled": "canceled", "cancelled": "canceled", "killed": "canceled"}


def check(view: View, options: NoOptions) -> Iterator[Hit]:
    """Yield the items that must not be published at the reference time."""
    now = view.context.reference_time
    for row in np.flatnonzero(applies(view, options)).tolist():
        about = view.item_metadata(row)
        status = _STOPPED.get(str(about.get("status", "")).lower())
        if status:
            yield Hit(row, f"the item is {status}")
        embargo, expires = (items.instant(view, about.get(name)) for name in ("embargo", "expires"))
        if embargo is not None and embargo > now:
            ahead = (embargo - now).total_seconds() / 3600
            yield Hit(row, f"under embargo until {about['embargo']}", value=ahead, threshold=0.0)
        if expires is not None and expires < now:
            since = (now - expires).total_seconds() / 3600
            yield Hit(row, f"expired at {about['expires']}", value=since, threshold=0.0)


def applies(view: View, options: NoOptions) -> NDArray[np.bool_]:
    """Items that say whether they may be published."""
    return items.saying(view, "status", "embargo", "expires")


RULE = Rule(
    "STD007",
    "withheld-item",
    "error",
    __name__,
    check,
    applies,
    "no item declares a status, an embargo or an expiry",
)
