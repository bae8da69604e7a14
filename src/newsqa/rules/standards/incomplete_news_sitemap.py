"""STD004 incomplete-news-sitemap: an entry of a news sitemap lacks what search engines need, or is too old or one too many.

What it does
    Reports entries without the name or language of the publication, the date of publication or the title; entries that
    were published longer ago than ``max_age``; and the first entry behind the thousandth of a file. The limits are Google's
    (https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap).

Why it matters
    Such entries are passed over.

Example
    An entry without ``news:language``; mended: one with all four.

Fix safety
    No fix: the site makes the file.

Options
    max_age: how long after its publication an entry may stand there (2d).

Nulls
    Judged are entries of news sitemaps only. An entry without a date that can be read is not judged for its age.
"""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsqa import items
from newsqa.rules.base import Hit, Rule
from newsqa.view import View

_MOST = 1_000


class Options(NamedTuple):
    """Options of incomplete-news-sitemap."""

    max_age: dt.timedelta = dt.timedelta(days=2)


def check(view: View, options: Options) -> Iterator[Hit]:
    """Yield the entries that lack something, are too old or one too many."""
    for row, missing in items.lists(view, "incomplete", "news-sitemap"):
        yield Hit(row, f"lacks {', '.join(missing)}", value=float(len(missing)), threshold=0.0)
    records = view.declared("record")
    for row in np.flatnonzero(applies(view, options)).tolist():
        known = items.instant(view, view.declared("published")[row])
        age = view.context.reference_time - known if known else None
        if age is not None and age > options.max_age:
            yield Hit(
                row, f"published {age.days:,} days ago: only news of the last {options.max_age.days} belong here",
                value=age.total_seconds() / 3600, threshold=options.max_age.total_seconds() / 3600, field="published",
            )  # fmt: skip
        if records[row] == _MOST + 1:
            yield Hit(
                row,
                f"a news sitemap has {_MOST:,} entries at most",
                value=float(_MOST + 1),
                threshold=float(_MOST),
            )


def applies(view: View, options: Options) -> NDArray[np.bool_]:
    """Entries of news sitemaps."""
    return items.of_format(view, "news-sitemap")


RULE = Rule(
    "STD004", "incomplete-news-sitemap", "warning", __name__, check, applies,
    "no article is an entry of a news sitemap", Options,
)  # fmt: skip
