"""DAT001 missing-date: no publication date, neither declared nor in the text's head or foot.

What it does
    Looks for a publication date in the declared fields, then in the first twelve and the last five blocks of the
    text. A date inside a running sentence is a date of the story and does not count.

Why it matters
    An undated article cannot be ordered, licensed, deduplicated by time or kept out of a test set.

Example
    ``Orange avec Boursier.com`` as the only credit; mended: ``Orange avec Boursier.com, publié le 22 mars 2021``.

Fix safety
    No fix: the date is not in the article.

Options
    look_in: where to look, of "metadata" and "text"; both by default.

Nulls
    A null, blank or unreadable declared date ("N/A") counts as not declared. An article with neither text nor date is
    flagged.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from newsqa.rules.base import Hit, Rule
from newsqa.view import View


@dataclass(frozen=True, slots=True)
class Options:
    """Options of missing-date."""

    look_in: tuple[str, ...] = ("metadata", "text")


def check(view: View, options: Options) -> Iterator[Hit]:
    """Yield the articles without a publication date."""
    for row in range(view.size):
        found = view.published(row)
        if found is None or found.origin not in options.look_in:
            where = " or ".join(options.look_in)
            yield Hit(row, f"no publication date in {where}")


RULE = Rule("DAT001", "missing-date", "error", __name__, check, options=Options)
