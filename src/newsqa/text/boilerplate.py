"""Lines that belong to the page and not to the article: comment rules, cookie notices, share buttons and their like.

A line counts only as a whole: "Comments are closed." is one, a sentence that mentions closed comments is not. Each topic
has a data file with three kinds of entries. ``exact`` lines count in an article of any language. ``ambiguous`` lines are
words that may as well be a sub-head or a title ("Mail"): they count beside other lines of the page only. ``patterns``
match variants, in articles of their own language and, if English, in all: pages everywhere carry English widgets.

The lists are looked up in an index (`newsqa.text.phrase_index`): whole lines by their sketches, patterns by the bytes a
line begins with, all blocks at once. What is left is compared line by line.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsqa.text.consent import cookie_blocks, is_notice
from newsqa.text.fold import fold
from newsqa.text.lazy import lazy
from newsqa.text.phrase_index import (
    MAX_LINE_BYTES,
    bare,
    digest,
    listed_lines,
    openings,
    pattern,
    patterns_of,
    sketch,
)
from newsqa.text.stubs import stubs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsqa.view import View

CONSENT, PAYWALLS, LINKS = "consent_notices", "paywalls", "related_labels"
# One data file a topic. A line that two topics know belongs to the first of them.
# After a change here or in the data files: python tools/generate_boilerplate_index.py
TOPICS = (
    "comment_rules",
    CONSENT,
    PAYWALLS,
    "subscribe_prompts",
    "blocked_pages",
    "copyright_lines",
    "share_labels",
    LINKS,
    "page_labels",
)
PHRASES = "phrases"  # the topic of the user's own phrases

# A line that opens with a quotation, which ends in it: somebody said so. Shorter ones are the names of buttons.
_SPEECH = lazy(
    r"""\s*(?:"[^"]{20,}"|“[^”]{20,}”|„[^“”]{20,}[“”]|«[^»]{20,}»|»\S[^«]{20,}\S«|「[^」]{10,}」|『[^』]{10,}』|‘[^‘]{20,}?’(?!\w))"""
)
_LABEL_BYTES = 40  # a line up to this long beside an ambiguous word is another label


class Line(NamedTuple):
    """What a block is: its topic, and whether it is word for word an entry of the list or one of the user's phrases.

    Word for word means equal after folding of case, white space, quotes and final punctuation.
    """

    topic: str
    exact: bool


def boilerplate_lines(view: View) -> dict[int, dict[int, Line]]:
    """Return, by article, the blocks (indices in ``view.blocks``) that belong to the page, in order.

    A line that is the article's declared title is none.
    """
    blocks = view.blocks
    short = np.flatnonzero(blocks.end - blocks.start <= MAX_LINE_BYTES)
    sure, ambiguous = _exact_blocks(view, short)
    found = {block: Line(topic, False) for block, topic in _pattern_blocks(view, short)}
    found |= {block: Line(CONSENT, False) for block in _notices(view) if block not in found}
    found |= {
        block: Line(PAYWALLS, False)
        for block in stubs(view, lambda sentence, block: _is_stub(view, sentence, block))
        if block not in found
    }
    found |= {block: Line(topic, True) for block, topic in sure.items()}
    labels = found.keys() | ambiguous.keys()
    found |= {
        block: Line(topic, True)
        for block, topic in ambiguous.items()
        if block not in found and _among_labels(view, block, labels)
    }
    lines: dict[int, dict[int, Line]] = {}
    titles = view.declared("title")
    for block in sorted(found):
        row = int(blocks.article[block])
        if titles[row] is None or fold(view.block_text(block)) != fold(titles[row]):
            lines.setdefault(row, {})[block] = found[block]
    return lines


def _exact_blocks(view: View, short: NDArray[np.int64]) -> tuple[dict[int, str], dict[int, str]]:
    """Return the topics of the short blocks that are lines of the lists: those that count, and those that may."""
    lists = listed_lines()
    own, expected = _own_phrases(tuple(view.context.phrases))
    sketches = view.sketches[short]
    maybe = lists.expect(sketches)
    if own:
        maybe |= np.isin(sketches, expected)
    blocks = short[maybe].tolist()
    folded = [fold(bare(" ".join(view.block_text(block).split()))) for block in blocks]
    kinds = lists.kinds(np.array([digest(line) for line in folded], np.uint64))
    sure: dict[int, str] = {}
    ambiguous: dict[int, str] = {}
    for block, line, kind in zip(blocks, folded, kinds, strict=True):
        if line in own:
            sure[block] = PHRASES
        elif kind is not None:
            (ambiguous if kind & 1 else sure)[block] = TOPICS[kind >> 1]
    return sure, ambiguous


@lru_cache(maxsize=8)
def _own_phrases(phrases: tuple[str, ...]) -> tuple[frozenset[str], NDArray[np.uint32]]:
    """Return the user's own lines, folded, and the sketches they may have."""
    lines = [bare(" ".join(phrase.split())) for phrase in phrases]
    folded = frozenset(fold(line) for line in lines) - {""}
    return folded, sketch([*lines, *folded])


def _among_labels(view: View, block: int, labels: Any) -> bool:
    """Tell whether a block stands beside one of the ``labels``, or between short lines, or last."""
    blocks = view.blocks
    row = int(blocks.article[block])
    first, last = int(blocks.first[row]), int(blocks.first[row + 1]) - 1
    before = block - 1 if block > first else None
    behind = block + 1 if block < last else None
    if before in labels or behind in labels:
        return True
    if before is None:
        return False
    beside = (other for other in (before, behind) if other is not None)
    return all(blocks.end[other] - blocks.start[other] <= _LABEL_BYTES for other in beside)


def _is_stub(view: View, sentence: str, block: int) -> bool:
    """Tell whether a sentence is a line of the list of paywalls, or matches one of its patterns."""
    folded = fold(bare(sentence))
    (kind,) = listed_lines().kinds(np.array([digest(folded)], np.uint64))
    if kind is not None and TOPICS[kind >> 1] == PAYWALLS and not kind & 1:
        return True
    language = view.language(int(view.blocks.article[block]))
    return any(
        pattern.matches(sentence)
        for pattern in patterns_of(TOPICS.index(PAYWALLS))
        if "en" in pattern.languages or language is None or language in pattern.languages
    )


def _notices(view: View) -> Iterator[int]:
    """Yield the blocks that are notices about cookies, longer ones among them: by their words, or by a pattern."""
    blocks = cookie_blocks(view)
    listed = {block for block, topic in _pattern_blocks(view, np.array(blocks, np.int64)) if topic == CONSENT}
    for block in blocks:
        line = view.block_text(block)
        if block in listed or is_notice(line):
            yield block


def _is_sentence(line: str) -> bool:
    """Tell whether a line ends in a full stop: headlines that are linked do not, unless a colon stands before them."""
    return line.endswith(".") and not line.endswith("..") and ":" not in line


def _pattern_blocks(view: View, short: NDArray[np.int64]) -> Iterator[tuple[int, str]]:
    """Yield those of the short blocks that match a pattern of their article's language, and the topic."""
    blocks = view.blocks
    pairs = openings().candidates(view.data, blocks.start[short], blocks.end[short])
    done = line_of = -1
    line = lowered = ""
    for at, number in pairs:
        if at == done:
            continue
        if at != line_of:
            line = unicodedata.normalize("NFC", " ".join(view.block_text(int(short[at])).split()))
            line_of, lowered = at, line.lower()
        entry = pattern(number)
        if not any(map(lowered.__contains__, entry.literals)):
            continue
        language = None if "en" in entry.languages else view.language(int(blocks.article[short[at]]))
        if (language is None or language in entry.languages) and entry.matches(line):
            done = at
            if _SPEECH.match(line) or (TOPICS[entry.topic] == LINKS and _is_sentence(line)):
                continue
            yield int(short[at]), TOPICS[entry.topic]
