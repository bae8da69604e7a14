"""STR006 index-page: a list of headlines or links, not an article.

What it does
    Flags a text of at least 20 lines of which more than ``max_short_share`` are short or end without a stop as
    headlines and links do. Where two paragraphs follow each other, or one has 25 words, there is an article; lines that
    run on into the next one are verse, lines with figures a table, and tags are markup.

Why it matters
    Section fronts, search results and site maps carry the words of many articles and the facts of none.

Example
    Forty headlines, one below the other; mended: the articles behind them.

Fix safety
    No fix: there is no article.

Options
    short_line_chars: a line of up to so many characters is short, whatever it ends with (30). max_short_share: the
    share of short lines and links up to which a text is no list (0.67).

Nulls
    A null, empty or blank text is no list; STR002 missing-body reports it.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from newsqa.rules.base import Hit, Rule
from newsqa.text.prose import SURE_WORDS
from newsqa.text.roles import RowBlock
from newsqa.view import View

_LEAST_LINES = 20
_GOES_ON = (",", ";", "，", "、", "،", "；", "؛", "-", "–", "—")
_MAX_VERSE_SHARE = 0.2
_MAX_FIGURES_SHARE = 0.4
_MAX_TAGS_SHARE = 0.2
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Options:
    """Options of index-page."""

    short_line_chars: int = 30
    max_short_share: float = 0.67


def check(view: View, options: Options) -> Iterator[Hit]:
    """Yield the articles that are lists."""
    for row in np.flatnonzero(_may_be_list(view, options.max_short_share)).tolist():
        lines = view.row_blocks(row)
        share = _share(lines, lambda line: _is_short(line, options.short_line_chars))
        if share > options.max_short_share and not _has_paragraphs(lines) and not _is_something_else(lines):
            yield Hit(
                row, f"{share:.0%} of the {len(lines)} lines are short or links: a list, not an article",
                lines[0].start, lines[0].end, value=share, threshold=options.max_short_share,
            )  # fmt: skip


def _may_be_list(view: View, max_share: float) -> NDArray[np.bool_]:
    """Tell which articles have many lines, few of them surely running text, and no two of these in a row."""
    first, running = view.blocks.first, view.running
    lines = np.diff(first)
    paragraphs = np.bincount(view.blocks.article[running], minlength=view.size)
    follow = running[1:] & running[:-1] & (view.blocks.article[1:] == view.blocks.article[:-1])
    in_a_row = np.bincount(view.blocks.article[1:][follow], minlength=view.size)
    # Sentences of up to 30 characters count as short, and are never running text.
    likely: NDArray[np.bool_] = (
        (lines - paragraphs > max_share * lines) & (lines >= _LEAST_LINES) & (in_a_row == 0)
    )
    return likely


def _is_short(line: RowBlock, chars: int) -> bool:
    return len(line.text) <= chars or not (line.running or line.ends)


def _has_paragraphs(lines: Sequence[RowBlock]) -> bool:
    follow = (one.running and other.running for one, other in pairwise(lines))
    return any(follow) or any(line.running and line.words >= SURE_WORDS for line in lines)


def _is_something_else(lines: Sequence[RowBlock]) -> bool:
    return (
        _share(lines, lambda line: line.text.endswith(_GOES_ON) or line.text[0].islower()) > _MAX_VERSE_SHARE
        or _share(lines, lambda line: _DIGIT.search(line.text) is not None) > _MAX_FIGURES_SHARE
        or _share(lines, lambda line: line.text.startswith("<")) > _MAX_TAGS_SHARE
    )


def _share(lines: Sequence[RowBlock], test: Callable[[RowBlock], bool]) -> float:
    return sum(map(test, lines)) / len(lines)


RULE = Rule("STR006", "index-page", "error", __name__, check, options=Options)
