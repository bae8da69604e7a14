"""STR006 index-page: a list of headlines or links, not an article.

What it does
    Flags a text of at least 20 lines of which more than ``max_short_share`` are short or end without a stop as
    headlines and links do. Where two paragraphs follow each other, or one has 25 words, there is an article; lines that
    run on into the next one are verse, lines of figures a table, and tags are markup. Times and dates between
    headlines ("18:05") are no figures, and headlines that are questions no paragraphs. A list is judged for nothing else that an article has:
    date, source, title and body.

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

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsqa.rules.base import Hit, Rule
from newsqa.text.lazy import lazy
from newsqa.text.prose import SURE_WORDS
from newsqa.text.roles import RowBlock
from newsqa.view import View

_LEAST_LINES = 20
_GOES_ON = (",", ";", "，", "、", "،", "；", "؛", "-", "–", "—")
_MAX_VERSE_SHARE = 0.2
_MAX_FIGURES_SHARE = 0.4
_MAX_TAGS_SHARE = 0.2
# A line of figures is one of whose words a third or more hold one, or that ends in a count: "Fenland 39", and not "Fire in
# 12 barns near Ely".
_FIGURES_A_LINE = 1 / 3
_DIGIT = lazy(r"\d")
_COUNT = lazy(r"\s\d{1,3}(?:\s?[:–-]\s?\d{1,3})?$")
# Times and dates have no more words. The headlines they stand among have at least so many on average, names in a table
# fewer; lines of more words than the last are text that is written without stops.
_STAMP_WORDS = 4
_HEADLINE_WORDS = 4
_MAX_HEADLINE_WORDS = 12
_LEAST_HEADLINES = 1 / 3
# Headlines end like this; so do sentences, but paragraphs mostly do not.
_ASKS = ("?", "!", "？", "！", "؟", "…", "...")
_DOT = ord(".")
_MAY_ASK = np.zeros(256, bool)
_MAY_ASK[[mark.encode()[-1] for mark in _ASKS if mark != "..."]] = True


class Options(NamedTuple):
    """Options of index-page."""

    short_line_chars: int = 30
    max_short_share: float = 0.67


def check(view: View, options: Options) -> Iterator[Hit]:
    """Yield the articles that are lists."""
    for row, share in index_pages(view, options).items():
        lines = view.row_blocks(row)
        yield Hit(
            row, f"{share:.0%} of the {len(lines)} lines are short or links: a list, not an article",
            lines[0].start, lines[0].end, value=share, threshold=options.max_short_share,
        )  # fmt: skip


def index_pages(view: View, options: Options) -> dict[int, float]:
    """Return the articles that are lists, with the share of their lines that are short or links."""
    found: dict[int, float] = view.memo(("index pages", options), lambda: dict(_lists(view, options)))
    return found


def _lists(view: View, options: Options) -> Iterator[tuple[int, float]]:
    for row in np.flatnonzero(_may_be_list(view, options.max_short_share)).tolist():
        lines = view.row_blocks(row)
        share = _share(lines, lambda line: _is_short(line, options.short_line_chars))
        if share > options.max_short_share and not _has_paragraphs(lines) and not _is_something_else(lines):
            yield row, share


def _may_be_list(view: View, max_share: float) -> NDArray[np.bool_]:
    """Tell which articles have many lines, and few of them surely running text."""
    lines = np.diff(view.blocks.first)
    many: NDArray[np.bool_] = lines >= _LEAST_LINES
    if not many.any():
        return many
    paragraphs = np.bincount(view.blocks.article[view.running], minlength=view.size)
    # Sentences of up to 30 characters count as short, and are never running text.
    likely: NDArray[np.bool_] = many & (lines - paragraphs > max_share * lines)
    if not likely.any():
        return likely
    told = likely & ~_surely_told(view)
    # Of running text among the lines of a page only a closer look tells what it is.
    marked = view.rows_where(
        row for row in np.flatnonzero(likely & ~told).tolist() if row in view.boilerplate_lines
    )
    found: NDArray[np.bool_] = told | marked
    return found


def _surely_told(view: View) -> NDArray[np.bool_]:
    """Tell which articles have two paragraphs in a row, or a long one, that do not end as a headline may."""
    blocks, data = view.blocks, view.data
    last, before = data[blocks.end - 1], data[np.maximum(blocks.end - 2, 0)]
    told = view.running & ~(_MAY_ASK[last] | ((last == _DOT) & (before == _DOT)))
    long = told & (view.block_words >= SURE_WORDS)
    pairs = np.flatnonzero(told[1:] & told[:-1] & (blocks.article[1:] == blocks.article[:-1]))
    return view.rows_where(np.concatenate((blocks.article[long], blocks.article[pairs])).tolist())


def _is_short(line: RowBlock, chars: int) -> bool:
    return len(line.text) <= chars or not (line.running or line.ends) or _asks(line)


def _asks(line: RowBlock) -> bool:
    return line.words < SURE_WORDS and line.text.endswith(_ASKS)


def _has_paragraphs(lines: Sequence[RowBlock]) -> bool:
    told = [line.running and line.known != "boilerplate" and not _asks(line) for line in lines]
    return any(map(all, pairwise(told))) or any(
        tells and line.words >= SURE_WORDS for tells, line in zip(told, lines, strict=True)
    )


def _is_something_else(lines: Sequence[RowBlock]) -> bool:
    return (
        _share(lines, lambda line: line.text.endswith(_GOES_ON) or line.text[0].islower()) > _MAX_VERSE_SHARE
        or _share(_without_stamps(lines), _is_figures) > _MAX_FIGURES_SHARE
        or _share(lines, lambda line: line.text.startswith("<")) > _MAX_TAGS_SHARE
        or sum(line.words for line in lines) > _MAX_HEADLINE_WORDS * len(lines)
    )


def _without_stamps(lines: Sequence[RowBlock]) -> Sequence[RowBlock]:
    """Return the lines that are more than a time or a date; all of them where the others are no headlines."""
    others = [line for line in lines if line.words > _STAMP_WORDS or not _is_figures(line)]
    words = sum(line.words for line in others)
    headed = len(others) >= _LEAST_HEADLINES * len(lines) and words >= _HEADLINE_WORDS * len(others)
    return others if headed else lines


def _is_figures(line: RowBlock) -> bool:
    if not _DIGIT.search(line.text):
        return False
    words = line.text.split()
    held = sum(_DIGIT.search(word) is not None for word in words)
    return held >= _FIGURES_A_LINE * max(len(words), line.words) or _COUNT.search(line.text) is not None


def _share(lines: Sequence[RowBlock], test: Callable[[RowBlock], bool]) -> float:
    return sum(map(test, lines)) / len(lines)


RULE = Rule("STR006", "index-page", "error", __name__, check, options=Options)
