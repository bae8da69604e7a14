"""BLR003 paywall-stub: only the teaser of an article that is reserved for subscribers.

What it does
    Flags an article in which a line says that the rest is for subscribers ("This article is for subscribers only.") and
    whose body is short, at the first such line. Under a long body the line is a prompt: BLR004 subscribe-prompt. Without
    such a line, an article that is declared not to be free (``isAccessibleForFree``) is flagged at its last paragraph, if
    its body is shorter still, or short and cut off ("…"), or half of the words that are declared.

Why it matters
    The two sentences in front of a paywall are counted, classified and summarised as if they were the story.

Example
    ``La suite est réservée aux abonnés.`` behind two paragraphs; right: the full text, or no article.

Fix safety
    No fix: the missing text is not in the input.

Options
    max_words: how many words the body of a teaser has at most, headings and lines of the page not counted; a character
    of an unspaced script counts as one (250). max_declared_words: the same, where only the declaration says that it is
    not free: short news is not free either (100).

Nulls
    A null or empty text has none.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from newsqa.rules.base import Hit, Rule
from newsqa.rules.boilerplate.topic_lines import TopicLine, topic_lines
from newsqa.text.roles import body_length
from newsqa.view import View

MAX_WORDS = 250


class Options(NamedTuple):
    """Options of paywall-stub."""

    max_words: int = MAX_WORDS
    max_declared_words: int = 100


def check(view: View, options: Options) -> Iterator[Hit]:
    """Yield the first paywall line of each teaser."""
    for row, (first, words) in paywalled(view).items():
        if words <= options.max_words:
            yield Hit(
                row,
                f"the rest is for subscribers: the text has {words} words",
                first.start,
                first.end,
                value=words,
                threshold=options.max_words,
            )

    for row, words, limit in _reserved(view, options):
        last = view.row_blocks(row)[-1]
        yield Hit(
            row, f"declared not to be free: the text has {words} words", last.start, last.end,
            value=words, threshold=limit,
        )  # fmt: skip


def _reserved(view: View, options: Options) -> Iterator[tuple[int, int, int]]:
    """Yield the articles that are declared not to be free and are no more than a teaser: with their words, and the limit."""
    judged = view.matches("item_metadata", r'"free":\s*false') & (np.diff(view.blocks.first) > 0)
    for row in np.flatnonzero(judged).tolist():
        if row in paywalled(view) or view.item_metadata(row).get("free") is not False:
            continue
        blocks = view.row_blocks(row)
        words = body_length(blocks)
        cut = blocks[-1].text.rstrip().endswith(("…", "...")) or 2 * words <= _declared_words(view, row)
        limit = options.max_words if cut else options.max_declared_words
        if words <= limit:
            yield row, words, limit


def _declared_words(view: View, row: int) -> int:
    declared = (view.declared("wordcount")[row] or "").strip()
    return int(declared) if declared.isascii() and declared.isdigit() and len(declared) < 7 else 0


def paywalled(view: View) -> dict[int, tuple[TopicLine, int]]:
    """Return, by article, its first paywall line and the words of its body."""
    known: dict[int, tuple[TopicLine, int]] = view.memo("paywalled", lambda: _paywalled(view))
    return known


def _paywalled(view: View) -> dict[int, tuple[TopicLine, int]]:
    found: dict[int, tuple[TopicLine, int]] = {}
    for line in topic_lines(view, "paywalls"):
        if line.row not in found:
            found[line.row] = line, body_length(view.row_blocks(line.row))
    return found


RULE = Rule("BLR003", "paywall-stub", "error", __name__, check, options=Options)
