"""BLR008 blocked-page: an error, a captcha or a JavaScript wall instead of an article.

What it does
    Flags a short text with a line that says why there is no article: the page was not found, access was denied, a robot
    check, JavaScript or cookies demanded, a server error; at the first such line, when no paragraph stands before it. An
    article about such things is longer, and its sentences are no such messages.

Why it matters
    A crawler that was refused stores the refusal under the article's address, thousands of times the same.

Example
    ``Please enable JavaScript and cookies to continue`` as the whole text; right: the article, or nothing.

Fix safety
    No fix: the article is not in the input.

Options
    max_words: how many words the text has at most besides lines that belong to a page; a character of an unspaced script
    counts as one (60).

Nulls
    A null or empty text has none.
"""

from collections.abc import Iterator
from typing import NamedTuple

from newsqa.rules.base import Hit, Rule
from newsqa.text.roles import body_length
from newsqa.view import View

_TOPIC = "blocked_pages"


class Options(NamedTuple):
    """Options of blocked-page."""

    max_words: int = 60


def check(view: View, options: Options) -> Iterator[Hit]:
    """Yield the first message of each text that is no article."""
    for row, (block, words) in blocked_pages(view, options).items():
        yield Hit(
            row,
            "the page was refused: this is a message in place of an article",
            int(view.blocks.start[block]),
            int(view.blocks.end[block]),
            value=words,
            threshold=options.max_words,
        )


def blocked_pages(view: View, options: Options) -> dict[int, tuple[int, int]]:
    """Return the texts that are no articles: the block of the first message, and the words of the body."""
    found: dict[int, tuple[int, int]] = view.memo(
        ("blocked pages", options), lambda: dict(_blocked(view, options))
    )
    return found


def _blocked(view: View, options: Options) -> Iterator[tuple[int, tuple[int, int]]]:
    for row, lines in view.boilerplate_lines.items():
        first = min((block for block, line in lines.items() if line.topic == _TOPIC), default=None)
        if first is None:
            continue
        blocks, start = view.row_blocks(row), view.blocks.start[first]
        words = body_length(blocks)
        told = any(block.start < start and block.role in ("lede", "paragraph") for block in blocks)
        if words <= options.max_words and not told:
            yield row, (first, words)


RULE = Rule("BLR008", "blocked-page", "error", __name__, check, options=Options)
