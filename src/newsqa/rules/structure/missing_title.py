"""STR001 missing-title: no title, neither declared nor as the first block.

What it does
    Flags an article that declares no title and whose first block, bylines, dates and captions set aside, is not shaped
    like one: longer than ``max_title_chars`` characters, a sentence of running text that ends with a full stop, or two
    sentences. A list of headlines and a message in the place of an article are not judged.

Why it matters
    The title is what an article is found and deduplicated by.

Example
    A text that starts right with its first paragraph; mended: title, then text.

Fix safety
    No fix: the title is not in the article.

Options
    max_title_chars: a first block above this length is no title (250).

Nulls
    A null or blank title counts as not declared. An article without any text and title is flagged.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsqa.not_articles import NEEDS, articles
from newsqa.rules.base import Hit, Rule
from newsqa.text.captions import is_caption
from newsqa.text.credit_gate import SHORT_CREDITS, capitalised, matching_lines
from newsqa.text.lazy import lazy
from newsqa.text.prose import count_words, ends_sentence
from newsqa.text.roles import MAX_TITLE_CHARS, title_like
from newsqa.text.signatures import signature
from newsqa.text.sources import SourceLine, SourceMention, find_sources
from newsqa.view import View

# Bylines, dates and captions of a head; further down they belong to something else.
_HEAD = 4
# Two sentences of so many words are the beginning of a text; in a title the first one ends with an exclamation.
_TWO_SENTENCES_WORDS = 18
_NEXT_SENTENCE = lazy(r"[^\W\d_]{5}[.?؟۔।][\"'”’»)]*\s+[\"'“‘„«(¿¡]?[^\W\d_a-zß-ÿ]|[。？][」』”]?\w")
# A stop is at the end of a sentence before these, too; what they open and close is somebody's words, as in titles.
_QUOTES = "\"'”’»«“„‘"
_MIN_SENTENCE_WORDS = 14
_STOPS = (".", "。", "।", "۔", "።")
# What may stand before the names of a byline has no more characters, and what may stand behind them begins with one of these.
_MAX_BEFORE_NAME = 30
_BESIDE = ",，،、/／|–—-·•(（［["


class Options(NamedTuple):
    """Options of missing-title."""

    max_title_chars: int = MAX_TITLE_CHARS


def check(view: View, options: Options) -> Iterator[Hit]:
    """Yield the articles without a title."""
    untitled = ~view.has("title") & articles(view)
    signed = _signed_first(view, untitled)
    for row in np.flatnonzero(untitled).tolist():
        first, end = int(view.blocks.first[row]), int(view.blocks.first[row + 1])
        if first == end:
            yield Hit(row, "no title: the article has no text")
            continue
        block = _behind_bylines(view, row) if row in signed else first
        text = view.block_text(block)
        if not _may_be_title(text, options.max_title_chars):
            yield Hit(
                row, "no title: the first block is running text",
                int(view.blocks.start[block]), int(view.blocks.end[block]),
                value=float(len(text)), threshold=float(options.max_title_chars),
            )  # fmt: skip


def _may_be_title(text: str, max_chars: int) -> bool:
    """Tell whether a block is shaped like a title."""
    if not title_like(text, max_chars):
        return False
    words, bare = count_words(text), text.rstrip(_QUOTES)
    if bare.endswith(_STOPS) and not bare.endswith("..") and text[0] not in _QUOTES:
        return words < _MIN_SENTENCE_WORDS
    return words < _TWO_SENTENCES_WORDS or not (ends_sentence(text) and _NEXT_SENTENCE.search(text))


def _signed_first(view: View, rows: NDArray[np.bool_]) -> set[int]:
    """Return those of some articles that may begin with a byline: a short line, and running text close below it."""
    first, last = view.blocks.first[:-1], view.blocks.first[1:] - 1
    short = np.append(~view.running, False)  # one more: an empty article has no first block
    below = np.append(np.flatnonzero(view.running), len(view.running))
    near = below[below[:-1].searchsorted(first)] <= np.minimum(first + _HEAD, last)
    likely = np.flatnonzero(rows & short[first] & near)
    bounds = zip(
        view.blocks.start[first[likely]].tolist(), view.blocks.end[first[likely]].tolist(), strict=True
    )
    lines = [view.raw[start:end] for start, end in bounds]
    found = np.zeros(len(likely), bool)
    found[matching_lines(capitalised(), lines)] = True
    found &= short[first[likely] + 1]  # names alone sign where a date stands below them
    found[SHORT_CREDITS.among(lines)] = True
    return set(likely[found].tolist())


def _behind_bylines(view: View, row: int) -> int:
    """Return the first block behind the bylines, dates and captions that an article begins with."""
    first = int(view.blocks.first[row])
    signed = _signing(view, row)
    if 0 not in signed:
        return first
    for block in view.row_blocks(row)[: _HEAD + 1]:
        if block.index in signed or block.signs:
            continue
        if not is_caption(block.text, block.words, running=block.running):
            return first + block.index
    return first


def _signing(view: View, row: int) -> set[int]:
    """Return which of the first blocks sign the article, read as if a title stood above them."""
    first, end = int(view.blocks.first[row]), int(view.blocks.first[row + 1])
    texts = [view.block_text(block) for block in range(first, min(first + _HEAD + 1, end))]
    running = view.running[first:end].tolist()
    lines, at = [SourceLine("-", 0, 0, len(texts), is_paragraph=False)], 2
    for index, text in enumerate(texts):
        lines.append(SourceLine(text, at, index + 1, len(texts) - index - 1, is_paragraph=running[index]))
        at += len(text) + 1
    named: dict[int, list[SourceMention]] = {}
    for mention in find_sources(lines).mentions:
        named.setdefault(mention.index - 1, []).append(mention)
    signing = {
        index
        for index, text in enumerate(texts)
        if not running[index] and (_is_filled(text, named.get(index, ())) or _is_agency(text))
    }
    # Without capitals a title of few words looks like names; where a byline follows it is none.
    if (
        texts[0] == texts[0].swapcase()
        and all(m.form == "name" for m in named.get(0, ()))
        and len(signing) > 1
    ):
        return signing - {0}
    return signing


def _is_filled(line: str, mentions: Sequence[SourceMention]) -> bool:
    """Tell whether a line is made of names and what stands beside names: titles hold names, too."""
    if not mentions or mentions[0].within > _MAX_BEFORE_NAME:
        return False
    last = mentions[-1]
    behind = line[last.within + len(last.name) :].strip()
    return not behind or behind[0] in _BESIDE


def _is_agency(line: str) -> bool:
    signed = signature(line) if len(line) <= _MAX_BEFORE_NAME else None
    return signed is not None and all(part.kind == "agency" for part in signed.parts)


RULE = Rule("STR001", "missing-title", "error", __name__, check, articles, NEEDS, Options)
