"""BLR006 related-links: a link to other articles inside the text.

What it does
    Flags lines that lead to other articles: "Read more", "Lire aussi : …" with the headline that follows on the same
    line, "Most read", "Next article", in the languages of the list. The whole line must match. The title is never
    flagged.

Why it matters
    The headline of another article becomes a sentence of this one, with its names, its figures and its date.

Example
    ``READ MORE: Ferry fares to rise in spring`` between two paragraphs; mended: the line removed.

Fix safety
    Unsafe: a line that is put like a link may be a sentence of the article.

Nulls
    A null or empty text has none.
"""

from collections.abc import Iterator

from newsqa.rules.base import Hit, NoOptions, Rule
from newsqa.rules.boilerplate.topic_lines import topic_lines
from newsqa.rules.duplication.copies import deletion
from newsqa.view import View


def check(view: View, options: NoOptions) -> Iterator[Hit]:
    """Yield the lines that lead to other articles."""
    titled = view.has("title")
    for row, block, start, end, line in topic_lines(view, "related_labels"):
        if block == view.blocks.first[row] and not (line.exact or titled[row]):
            continue  # "Watch: …" at the very beginning is the title
        yield Hit(
            row,
            "a link to other articles is not part of the article",
            start,
            end,
            edit=deletion(view, row, start, end, safe=False),
        )


RULE = Rule("BLR006", "related-links", "warning", __name__, check, fix="unsafe")
