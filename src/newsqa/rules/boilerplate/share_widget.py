"""BLR005 share-widget: a share button, an ad label or a loading label inside the text.

What it does
    Flags lines that are nothing but the label of a button or of a place on the page: share and print buttons,
    "Advertisement", "Loading…", in the languages of the list. Words that may be a sub-head or a speaker as well
    ("Facebook", "Print") count beside other labels only.

Why it matters
    Such labels stand between the paragraphs of an article, tear sentences apart and are among the most frequent lines
    of whatever is learned or counted from scraped pages.

Example
    ``Publicité`` on a line of its own; mended: the line removed.

Fix safety
    Safe when the whole line is an entry of the list that means nothing else; unsafe for variants and ambiguous words, and
    where nothing else would be left.

Nulls
    A null or empty text has none.
"""

from collections.abc import Iterator
from functools import cache

from newsqa.data import load
from newsqa.rules.base import Hit, NoOptions, Rule
from newsqa.rules.boilerplate.topic_lines import has_other_lines, topic_lines
from newsqa.rules.duplication.copies import deletion
from newsqa.text.fold import fold
from newsqa.text.phrase_index import bare
from newsqa.view import View

_TOPIC = "share_labels"


def check(view: View, options: NoOptions) -> Iterator[Hit]:
    """Yield the lines that are labels of buttons, ads and loading indicators."""
    for row, block, start, end, line in topic_lines(view, _TOPIC):
        safe = (
            line.exact and has_other_lines(view, row) and _folded(view.block_text(block)) not in _ambiguous()
        )
        yield Hit(
            row,
            "a share, ad or loading label is not part of the article",
            start,
            end,
            edit=deletion(view, row, start, end, safe=safe),
        )


@cache
def _ambiguous() -> frozenset[str]:
    """The labels that may mean something else."""
    exact, ambiguous = (
        {_folded(label) for labels in load(_TOPIC)[kind].values() for label in labels}
        for kind in ("exact", "ambiguous")
    )
    return frozenset(ambiguous - exact)


def _folded(label: str) -> str:
    return fold(bare(" ".join(label.split())))


RULE = Rule("BLR005", "share-widget", "warning", __name__, check, fix="safe")
