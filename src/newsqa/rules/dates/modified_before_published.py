"""DAT006 modified-before-published: the last change is dated before the publication.

What it does
    Compares the declared dates of publication and of the last change, and flags a change that is earlier in every time
    zone the two may have been written in.

Why it matters
    One of the two is wrong, often both fields were swapped or one was overwritten by a re-import.

Example
    Published 22 March 15:28, modified 22 March 09:00; mended: modified at 15:28 or later.

Fix safety
    No fix: which one is wrong is not known.

Options
    tolerance: how much earlier is still accepted ("60s").

Nulls
    Judged only where both dates are declared.
"""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsqa import dating
from newsqa.facts import Moment, moment
from newsqa.rules.base import Hit, Rule
from newsqa.view import View


class Options(NamedTuple):
    """Options of modified-before-published."""

    tolerance: dt.timedelta = dt.timedelta(seconds=60)


def check(view: View, options: Options) -> Iterator[Hit]:
    """Yield the articles that were changed before they were published."""
    for row in np.flatnonzero(applies(view, options) & ~_plainly_later(view)).tolist():
        changed = view.modified(row)
        before, after = _moment(view, row, "modified"), _moment(view, row, "published")
        if changed is None or before is None or after is None:
            continue
        early = _surely_earlier(before, after)
        if early <= options.tolerance:
            continue
        yield Hit(
            row, f"modified {before.local:%Y-%m-%d %H:%M}, before it was published {after.local:%Y-%m-%d %H:%M}",
            changed.mention.start, changed.mention.end, field="modified",
            value=early.total_seconds(), threshold=options.tolerance.total_seconds(),
        )  # fmt: skip


def _plainly_later(view: View) -> NDArray[np.bool_]:
    """Tell which articles declare two times in one form and with one offset of which the change is not the earlier."""
    later = (dating.plain_days(view, "published") > 0) & (dating.plain_days(view, "modified") > 0)
    published, modified = view.declared("published"), view.declared("modified")
    for row in np.flatnonzero(later).tolist():
        before, after = published[row], modified[row]
        later[row] = before <= after and _form(before) == _form(after)
    return later


def _form(plain: str) -> tuple[int, str, str]:
    """Return what tells whether the order of two plain dates is that of their letters: length, mark and what is no clock."""
    return len(plain), plain[10:11], plain[19 if plain[16:17] == ":" else 16 :]


def _surely_earlier(before: Moment, after: Moment) -> dt.timedelta:
    """Return by how much ``before`` lies ahead of ``after`` at the least."""
    if (
        before.offset_minutes is None
        and after.offset_minutes is None
        and "day" not in (before.precision, after.precision)
    ):
        return after.local - before.local  # written side by side in one place: the same zone
    if before.precision == after.precision == "day":
        return after.local - before.local
    return after.earliest - before.latest


def _moment(view: View, row: int, field: str) -> Moment | None:
    found = view.declared_date(row, field)
    return moment(found.mention, view.context.timezone) if found else None


def applies(view: View, options: Options) -> NDArray[np.bool_]:
    """Articles that declare both dates."""
    return view.has("published") & view.has("modified")


RULE = Rule(
    "DAT006", "modified-before-published", "error", __name__, check, applies,
    "no article declares both a publication date and a date of the last change", Options,
)  # fmt: skip
