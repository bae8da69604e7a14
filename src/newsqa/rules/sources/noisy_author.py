"""SRC004 noisy-author: an author value carries more than a name.

What it does
    Finds in declared authors: an introducing word ("By", "Par", "Von"), a role, an e-mail address, a web address or an
    account, a publisher or agency beside a person, a date, and placeholders such as "admin" or "No Author". A value that is
    a body's name alone, or a newsroom's ("Redazione"), is a source and stays.

Why it matters
    ``By Jane Doe`` and ``Jane Doe, political editor`` are two people to whoever counts, links or searches authors.

Example
    ``Par Jane Doe, rédactrice en chef``; mended: ``Jane Doe``.

Fix safety
    Safe for the introducing word alone; deleting anything else is unsafe, and a placeholder takes its value with it.

Options
    intro_words: more introducing words; none by default. placeholders: more placeholders; none by default.

Nulls
    Null or blank authors have none; input without a field for authors is not judged, nor are news items in ninjs, NewsML
    or NITF, whose field holds the by-line as it is to be printed.
"""

from collections.abc import Iterator
from typing import NamedTuple

from newsqa.rules.base import Edit, Hit, Rule, Safety
from newsqa.rules.sources.declared import author_values, lists_authors
from newsqa.text.author_values import AuthorFlaw, publisher_behind, read_author
from newsqa.view import View


class Options(NamedTuple):
    """Options of noisy-author."""

    intro_words: tuple[str, ...] = ()
    placeholders: tuple[str, ...] = ()


_MESSAGES = {
    "intro": "'{}' introduces the author and is no part of the name",
    "role": "'{}' is a role, not a part of the name",
    "address": "'{}' is an address, not a name",
    "organisation": "'{}' is a body, not a part of the name",
    "date": "'{}' is a date, not a part of the name",
    "placeholder": "'{}' names nobody",
}
_SHOWN = 40  # characters of a flaw in a message


def check(view: View, options: Options) -> Iterator[Hit]:
    """Yield what stands in author values and is no name."""
    own = bool(options.intro_words or options.placeholders)
    publishers = view.declared("publisher")
    listed = lists_authors(view, options)
    for value, places in author_values(view, plain=own).items():
        places = [place for place in places if listed[place[0]]]
        read = read_author(value, (), options.intro_words, options.placeholders)
        for flaw in read.flaws:
            for row, item in places:
                yield _hit(row, item, value, flaw)
        for row, item in places:
            behind = publisher_behind(value, publishers[row].strip()) if publishers[row] else None
            if behind and not any(flaw.end > behind.start for flaw in read.flaws):
                yield _hit(row, item, value, behind)


def _hit(row: int, item: int, value: str, flaw: AuthorFlaw) -> Hit:
    message = _MESSAGES[flaw.kind].format(" ".join(value[flaw.start : flaw.end].split())[:_SHOWN])
    safety: Safety = "safe" if flaw.kind == "intro" else "unsafe"
    return Hit(
        row, message, flaw.start, flaw.end, field=f"authors[{item}]",
        edit=Edit(flaw.cut_start, flaw.cut_end, "", safety),
    )  # fmt: skip


RULE = Rule(
    "SRC004",
    "noisy-author",
    "warning",
    __name__,
    check,
    lists_authors,
    "no declared authors",
    Options,
    "safe",
)
