"""SRC002 missing-author: the source is an organisation only; no person is named.

What it does
    Takes what is declared and, where no person is among it, what the head and foot of the text say. Flags articles with a
    publisher, an agency or a newsroom as their only source; those without any source are SRC001's.

Why it matters
    Who wrote a story is asked for by corrections, by readers and by search engines.

Example
    ``Orange avec Boursier.com``; mended: ``Jane Doe, avec AFP``.

Fix safety
    No fix: the person is not in the article.

Nulls
    Null and blank authors name nobody, and so do placeholders such as "admin".
"""

from collections.abc import Iterator

import numpy as np

from newsqa.not_articles import NEEDS, articles
from newsqa.rules.base import Hit, NoOptions, Rule
from newsqa.rules.sources.declared import author_values
from newsqa.text.author_values import names_person
from newsqa.view import View


def check(view: View, options: NoOptions) -> Iterator[Hit]:
    """Yield the articles that only an organisation signs."""
    bodies = [value for value in author_values(view) if not names_person(value)]
    impersonal = {place for value in bodies for place in author_values(view)[value]}
    declared = view.has("authors") | view.has("publisher")
    authors = view.declared("authors")
    for row in np.flatnonzero(~_names_person(authors, impersonal) & articles(view)).tolist():
        written = view.sources(row)
        people = any(mention.kind == "author" for mention in written.mentions)
        if not people and (declared[row] or written.mentions):
            yield Hit(row, "only an organisation is named as the source, no person")


def _names_person(authors: list[list[str | None] | None], impersonal: set[tuple[int, int]]) -> np.ndarray:
    return np.array(
        [
            any(
                name and name.strip() and (row, item) not in impersonal
                for item, name in enumerate(names or ())
            )
            for row, names in enumerate(authors)
        ],
        bool,
    )


RULE = Rule("SRC002", "missing-author", "info", __name__, check, articles, NEEDS)
