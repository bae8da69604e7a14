"""DAT004 future-date: published later than the reference time.

What it does
    Compares the publication date with the time the article was fetched, or with the run's reference time, and flags it
    when it is later by more than the tolerance in every time zone it may have been written in.

Why it matters
    A date from the future is a wrong date: an event announced in the text, a swapped day and month, a broken clock.

Example
    Fetched on 2021-03-22 and dated 2031-03-22; mended: dated 2021-03-22.

Fix safety
    No fix: the right date is not known.

Options
    tolerance: how much later is still accepted ("24h"). reference: "fetched_at" (where known, else the reference
    time) or "now" (always the reference time); the reference time is given to the run, the clock is never read here.

Nulls
    Without a publication date there is none to judge.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsqa import dating
from newsqa.facts import moment
from newsqa.rules.base import Hit, Rule
from newsqa.view import View


class Options(NamedTuple):
    """Options of future-date."""

    tolerance: dt.timedelta = dt.timedelta(hours=24)
    reference: Literal["fetched_at", "now"] = "fetched_at"


def check(view: View, options: Options) -> Iterator[Hit]:
    """Yield the publication dates that lie in the future."""
    for row in _maybe_late(view):
        found = view.published(row)
        known = moment(found.mention, view.context.timezone) if found else None
        if found is None or known is None:
            continue
        fetched = view.declared("fetched")[row] if options.reference == "fetched_at" else None
        reference = fetched or view.context.reference_time
        ahead = known.earliest - reference
        if ahead <= options.tolerance:
            continue
        start, end = found.span(found.mention.start, found.mention.end)
        yield Hit(
            row, f"dated {known.local.date()}, but the article was {'fetched' if fetched else 'checked'} on {reference.date()}",
            start, end, field=found.field, value=ahead.total_seconds() / 3600,
            threshold=options.tolerance.total_seconds() / 3600,
        )  # fmt: skip


def _maybe_late(view: View) -> list[int]:
    """Return the articles whose publication date may lie behind the reference: plain earlier days do not."""
    late = dating.plain_days(view, "published") >= int(f"{view.context.reference_time:%Y%m%d}")
    fetched = view.has("fetched") & (dating.plain_days(view, "published") > 0)
    late[dating.odd_rows(view, "published")] = True
    late[dating.text_dated_rows(view)] = True
    return np.flatnonzero(late | fetched).tolist()


def applies(view: View, options: Options) -> NDArray[np.bool_]:
    """Articles with a publication date."""
    return dating.published(view)


RULE = Rule(
    "DAT004", "future-date", "error", __name__, check, applies, "no article has a publication date", Options
)  # fmt: skip
