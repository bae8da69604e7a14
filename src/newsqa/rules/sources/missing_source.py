"""SRC001 missing-source: no byline, agency, author or publisher anywhere.

What it does
    Looks for an author or a publisher among the declared fields, then for a byline, an agency credit, a dateline or a
    signing organisation in the head and foot of the text.

Why it matters
    What nobody signs cannot be credited, licensed or trusted.

Example
    ``Publié le 22 mars 2021`` as the only credit; mended: ``Orange avec Boursier.com, publié le 22 mars 2021``.

Fix safety
    No fix: the source is not in the article.

Options
    accept: what counts as a source, of "author", "agency", "publisher"; all three by default. An organisation that
    signs the text counts as a publisher.

Nulls
    Null or blank authors and publishers count as not declared. An article without text and without any is flagged.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from newsqa.not_articles import NEEDS, articles
from newsqa.rules.base import Hit, Rule
from newsqa.sourcing import may_be_signed
from newsqa.view import View


class Options(NamedTuple):
    """Options of missing-source."""

    accept: tuple[str, ...] = ("author", "agency", "publisher")


_KINDS = {"author": "author", "agency": "agency", "organisation": "publisher"}


def check(view: View, options: Options) -> Iterator[Hit]:
    """Yield the articles without a source."""
    declared = np.zeros(view.size, bool)
    if "author" in options.accept or "agency" in options.accept:
        declared |= view.has("authors")
    if "publisher" in options.accept:
        declared |= view.has("publisher")
    if declared.all():
        return
    signed = may_be_signed(view, ~declared)
    for row in np.flatnonzero(~declared & articles(view)).tolist():
        if not signed[row] or not any(
            _KINDS[source.kind] in options.accept for source in view.sources(row).mentions
        ):
            yield Hit(row, f"no {', no '.join(options.accept)} in metadata or text")


RULE = Rule("SRC001", "missing-source", "error", __name__, check, articles, NEEDS, Options)
