"""BLR001 comment-boilerplate: a comment rule or an invitation to comment inside the text.

What it does
    Flags lines that tell readers how or where to comment, in the languages of the phrase list, among the first and the
    last blocks of an article. The whole line must match; prose about comments does not.

Why it matters
    The same sentence ends thousands of articles of a site and is learned, counted and deduplicated as if it were news.

Example
    ``Vos réactions doivent respecter nos CGU.`` as the last line; mended: the line removed.

Fix safety
    Safe when it is the first or last block, word for word an entry of the list, and not all there is; else unsafe.

Options
    edges_only: only the first and last five blocks are looked at (true). More lines to flag: ``[boilerplate] phrases``
    in the suite.

Nulls
    A null or empty text has none.
"""

from collections.abc import Iterator
from typing import NamedTuple

from newsqa.rules.base import Hit, Rule
from newsqa.rules.boilerplate.topic_lines import has_other_lines
from newsqa.rules.duplication.copies import deletion
from newsqa.text.boilerplate import PHRASES
from newsqa.view import View

_EDGE_BLOCKS = 5
_MESSAGES = {
    "comment_rules": "a comment rule is not part of the article",
    PHRASES: "one of the suite's phrases is not part of the article",
}


class Options(NamedTuple):
    """Options of comment-boilerplate."""

    edges_only: bool = True


def check(view: View, options: Options) -> Iterator[Hit]:
    """Yield the lines that are comment rules or phrases of the suite."""
    for row, lines in view.boilerplate_lines.items():
        first, last = int(view.blocks.first[row]), int(view.blocks.first[row + 1]) - 1
        for block, line in lines.items():
            if line.topic not in _MESSAGES:
                continue
            if options.edges_only and min(block - first, last - block) >= _EDGE_BLOCKS:
                continue
            low, high = int(view.blocks.start[block]), int(view.blocks.end[block])
            safe = line.exact and block in (first, last) and has_other_lines(view, row)
            yield Hit(
                row,
                _MESSAGES[line.topic],
                low,
                high,
                edit=deletion(view, row, low, high, safe=safe),
            )


RULE = Rule("BLR001", "comment-boilerplate", "warning", __name__, check, options=Options, fix="safe")
