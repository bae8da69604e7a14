"""STD005 incomplete-article-markup: the page's article markup lacks what search engines recommend.

What it does
    Reports pages whose structured data (JSON-LD or microdata of NewsArticle and its kinds) lack one of ``properties``,
    which are Google's (https://developers.google.com/search/docs/appearance/structured-data/article).

Why it matters
    Title, picture, date and author are shown in search results only where the markup has them.

Example
    ``"author": {"@type": "Person", "name": "Ada Byron"}``; mended: with a ``url``.

Fix safety
    No fix: what is missing is not known.

Options
    properties: what is looked for, of author, author.url, dateModified, datePublished, headline and image (all).

Nulls
    Judged are pages with article markup; a page without any is not evaluated.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsqa import items
from newsqa.rules.base import Hit, Rule
from newsqa.view import View


class Options(NamedTuple):
    """Options of incomplete-article-markup."""

    properties: tuple[str, ...] = (
        "author",
        "author.url",
        "dateModified",
        "datePublished",
        "headline",
        "image",
    )


def check(view: View, options: Options) -> Iterator[Hit]:
    """Yield the pages whose markup lacks something."""
    for row, lacking in items.lists(view, "incomplete", "html"):
        missing = [name for name in lacking if name in options.properties]
        if missing:
            yield Hit(
                row,
                f"the article markup lacks {', '.join(missing)}",
                value=float(len(missing)),
                threshold=0.0,
            )


def applies(view: View, options: Options) -> NDArray[np.bool_]:
    """Pages with article markup."""
    return items.of_format(view, "html") & items.saying(view, "incomplete")


RULE = Rule(
    "STD005",
    "incomplete-article-markup",
    "info",
    __name__,
    check,
    applies,
    "no page has article markup",
    Options,
)
