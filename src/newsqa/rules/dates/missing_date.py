"""DAT001 missing-date: no publication date, neither declared nor in the text's head or foot.

What it does
    Looks for a publication date in the declared fields, then at the head and the foot of the text, beside its headline
    and in the credit in brackets that closes it ("(APA, 20.5.2016)"). A date inside a running sentence is a date of the
    story and does not count, nor does a day without a year ("PARIS, March 22 (Reuters) -").

Why it matters
    An undated article cannot be ordered, licensed, deduplicated by time or kept out of a test set.

Example
    ``Orange avec Boursier.com`` as the only credit; mended: ``Orange avec Boursier.com, publié le 22 mars 2021``.

Fix safety
    No fix: the date is not in the article.

Options
    look_in: where to look, of "metadata" and "text"; both by default.

Nulls
    A null or blank declared date, or one that says that there is none ("N/A"), counts as not declared. An article with neither text
    nor date is flagged. A declared date that cannot be read is DAT002 invalid-date, a relative one DAT010 relative-date:
    they are not flagged here as well.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from newsqa import dating
from newsqa.not_articles import NEEDS, articles
from newsqa.rules.base import Hit, Rule
from newsqa.view import View


class Options(NamedTuple):
    """Options of missing-date."""

    look_in: tuple[str, ...] = ("metadata", "text")


def check(view: View, options: Options) -> Iterator[Hit]:
    """Yield the articles without a publication date."""
    declared = dating.declared(view, "published")
    dated = declared.copy() if "metadata" in options.look_in else np.zeros(view.size, bool)
    if "text" in options.look_in:
        dated[dating.text_dated_rows(view)] = True
    missing = np.flatnonzero(~dated & articles(view))
    elsewhere = (
        {*dating.unreadable(view, "published"), *dating.relative_dates(view)} if len(missing) else set()
    )
    where = " or ".join(options.look_in)
    for row in missing.tolist():
        if row not in elsewhere:
            yield Hit(row, f"no publication date in {where}")


RULE = Rule("DAT001", "missing-date", "error", __name__, check, articles, NEEDS, Options)
