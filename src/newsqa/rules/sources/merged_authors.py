"""SRC003 merged-authors: several people in one author value.

What it does
    Divides each declared author at the words and marks that join lists in the languages of Unicode CLDR, and counts the
    people and agencies. ``Doe, Jane``, ``Smith, Jr.`` and bodies such as ``Johnson and Johnson`` are one.

Why it matters
    Nobody finds the articles of the second author, and counts by author count a person who does not exist.

Example
    ``"author": "Willow Lane, Regula Felix"``; mended: ``"author": ["Willow Lane", "Regula Felix"]``.

Fix safety
    Unsafe: a body may be named like two people. A cell of a CSV file and a column of strings hold one author; there the
    value is left as it is.

Options
    joiners: more words that stand between names; none by default.

Nulls
    Null or blank authors have none; input without a field for authors is not judged, nor are news items in ninjs, NewsML
    or NITF, whose field holds the by-line as it is to be printed.
"""

from collections.abc import Iterator
from typing import NamedTuple

from newsqa.rules.base import Edit, Hit, Rule
from newsqa.rules.sources.declared import author_values, lists_authors
from newsqa.text.author_values import read_author
from newsqa.view import View


class Options(NamedTuple):
    """Options of merged-authors."""

    joiners: tuple[str, ...] = ()


def check(view: View, options: Options) -> Iterator[Hit]:
    """Yield the author values that hold several names."""
    listed = lists_authors(view, options)
    for value, places in author_values(view, plain=bool(options.joiners)).items():
        read = read_author(value, options.joiners, (), ())
        if not read.names:
            continue
        start, end = read.names[0][0], read.names[-1][1]
        for row, item in (place for place in places if listed[place[0]]):
            yield Hit(
                row, f"{len(read.names)} authors in one value", start, end, field=f"authors[{item}]",
                value=len(read.names), threshold=1, edit=Edit(start, end, read.split(value), "unsafe"),
            )  # fmt: skip


RULE = Rule(
    "SRC003",
    "merged-authors",
    "warning",
    __name__,
    check,
    lists_authors,
    "no declared authors",
    Options,
    "unsafe",
)
