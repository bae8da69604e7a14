"""BLR003 paywall-stub: only the teaser of an article that is reserved for subscribers.

What it does
    Flags an article in which a line says that the rest is for subscribers ("This article is for subscribers only.") and
    whose body is short, at the first such line. Under a long body the line is a prompt: BLR004 subscribe-prompt.

Why it matters
    The two sentences in front of a paywall are counted, classified and summarised as if they were the story.

Example
    ``La suite est réservée aux abonnés.`` behind two paragraphs; right: the full text, or no article.

Fix safety
    No fix: the missing text is not in the input.

Options
    max_words: how many words the body of a teaser has at most, headings and lines of the page not counted; a character
    of an unspaced script counts as one (250).

Nulls
    A null or empty text has none.
"""

from collections.abc import Iterator
from typing import NamedTuple

from newsqa.rules.base import Hit, Rule
from newsqa.rules.boilerplate.topic_lines import TopicLine, topic_lines
from newsqa.text.roles import body_length
from newsqa.view import View

MAX_WORDS = 250


class Options(NamedTuple):
    """Options of paywall-stub."""

    max_words: int = MAX_WORDS


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
