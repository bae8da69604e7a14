"""Lines of the page around an article, told from their shape: menus, link lists, share bars, tags, teasers, footers.

No words are known here, so it works in every language. What gives such lines away is that they stand in runs of short
lines without full stops, behind the body, and share no words with it. Each sign has a weight; the weights were fitted
on pages on which people had marked article and boilerplate, and rounded.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from newsqa.text.lazy import lazy
from newsqa.text.prose import unspaced_chars

if TYPE_CHECKING:
    from newsqa.text.roles import RowBlock

# What a paragraph adds to a stretch of body at most, in words, and what a short line and one of the page take away.
_MAX_WORDS = 60
_SHORT_LINE = 4
_PAGE_LINE = 8
# So many words of body make it sure that what stands around them is something else.
_SURE_BODY = 300
# Lines on either side that a short line is judged with.
_WINDOW = 4
# A run of so many short lines is hardly ever part of an article.
_LONG_RUN = 6
# A line is boilerplate above the one score; above the other, when it stands that near to one that is.
_ALONE = 1.4
_NEAR = 0.8
_REACH = 2
_DOUBT = 1.0
# Behind the body, running text of fewer words beside a line of the page is a teaser or a notice.
_TEASER_WORDS = 25
# A line with a colon and so many words introduces a list of the article; "Read more:" does not.
_LEAD_IN_WORDS = 6
# Cells of tables are short and full of figures.
_CELL_WORDS = 4

_WORD = lazy(r"\w{4,}")
_ANY_WORD = lazy(r"\w+")
_ITEM = lazy(r"[-–—•*·▪■►○]|\d+[.)]")
_DIGIT = lazy(r"\d")


def page_lines(blocks: Sequence[RowBlock], known: Collection[int]) -> set[int]:
    """Return the indices of the blocks of an article that its shape tells to be lines of the page.

    ``known`` are the indices of blocks that are boilerplate anyhow. An article without running text has none.
    """
    runs = _runs_of_short_lines(blocks)
    if not runs:
        return set()
    # Hardly a page is without a line that is known by its words; a gallery, a ranking or a cast list is.
    doubt = 0.0 if known else _DOUBT
    found = _judged(blocks, runs, known, doubt)
    # What was found shows better where the body ends.
    return found | _judged(blocks, runs, found.union(known), doubt) if found else found


def _judged(
    blocks: Sequence[RowBlock], runs: Sequence[tuple[int, int]], known: Collection[int], doubt: float
) -> set[int]:
    """Return the lines of the page, given the ones that are ``known`` already; ``doubt`` is taken from each score."""
    size, first, last = body_span(blocks, known)
    if not size:
        return set()
    # The body's own lists deserve the benefit of the doubt; behind it there is little left to tell.
    sure = 0.7 * min(size / _SURE_BODY, 2) - doubt
    judged = [
        (blocks[start:end], sure + (1.3 if start > last else 0.0 if end <= first else -0.4), end > first)
        for start, end in runs
    ]
    judged = [
        (run, base, tables)
        for run, base, tables in judged
        if _best(run) + base > _ALONE or any(block.index in known for block in run)
    ]
    if not judged and not known:
        return set()
    body = [block for block in blocks[first : last + 1] if block.running]
    vocabulary = {word for block in body for word in comparable_words(block.text)} if judged else set()
    found: set[int] = set()
    for run, base, tables in judged:
        scores = [score + base for score in _scores(run, vocabulary, tables=tables)]
        found |= _chosen(run, scores, known)
    return found | _teasers(blocks[last + 1 :], found.union(known), {block.text for block in body})


def body_span(blocks: Sequence[RowBlock], known: Collection[int]) -> tuple[int, int, int]:
    """Return how much body there is, and the first and last block of the stretch that holds most of it.

    The stretch may hold a few short lines, and fewer of those ``known`` to be of the page. An article without running
    text gives (0, 0, -1).
    """
    best, size, start = (0, 0, -1), 0, 0
    for block in blocks:
        if size <= 0:
            size, start = 0, block.index
        if block.index in known:
            size -= _PAGE_LINE
        elif block.running:
            size += min(block.words, _MAX_WORDS)
            if size > best[0]:
                best = (size, start, block.index)
        elif not block.ends:
            size -= _SHORT_LINE
    return best


def _runs_of_short_lines(blocks: Sequence[RowBlock]) -> list[tuple[int, int]]:
    """Return first and last (exclusive) block of each run of at least two blocks that are no running text."""
    runs = []
    start = 0
    for end in range(len(blocks) + 1):
        if end == len(blocks) or blocks[end].running:
            if end - start > 1:
                runs.append((start, end))
            start = end + 1
    return runs


def _scores(run: Sequence[RowBlock], vocabulary: Collection[str], *, tables: bool) -> list[float]:
    """Return how much each line of a run looks like one of the page; ``tables``: whether figures speak for the body."""
    scores = []
    introduced = 0.0
    long_run = _long(run)
    for at, block in enumerate(run):
        near = run[max(0, at - _WINDOW) : at + _WINDOW + 1]
        score = long_run - introduced - 0.75 * math.log(block.words + 1) - 0.9 * _share(b.ends for b in near)
        if block.words <= 3:
            score += 0.45
        if block.text.endswith((":", "：")):
            score -= 0.5
            if block.words >= _LEAD_IN_WORDS:
                introduced = 1.0
        if block.text[0].islower():
            score -= 1.3
        if _ITEM.match(block.text):
            score -= 1.1
        words = comparable_words(block.text)
        score -= 1.3 * _share(word in vocabulary for word in words) if words else 1.0
        if tables and sum(b.words for b in near) < _CELL_WORDS * len(near):
            score -= 2 * _share(_DIGIT.search(b.text) is not None for b in near)
        scores.append(score)
    return scores


def _long(run: Sequence[RowBlock]) -> float:
    return 0.6 if len(run) >= _LONG_RUN else 0.0


def _best(run: Sequence[RowBlock]) -> float:
    """Return the score of a line of one word with nothing against it: no line of the run has more."""
    return _long(run) + 0.45 - 0.75 * math.log(2)


def _share(flags: Iterable[bool]) -> float:
    held = list(flags)
    return sum(held) / len(held)


def comparable_words(text: str) -> list[str]:
    """Return the words worth comparing: from four letters on, or each two characters of a script without spaces."""
    lower = text.lower()
    if not unspaced_chars(lower):
        return _WORD.findall(lower)
    return [word[at : at + 2] for word in _ANY_WORD.findall(lower) for at in range(max(1, len(word) - 1))]


def _chosen(run: Sequence[RowBlock], scores: list[float], known: Collection[int]) -> set[int]:
    """Return the lines of a run that are boilerplate by their score, or by a fair one near such a line."""
    chosen = {at for at, score in enumerate(scores) if score > _ALONE}
    todo = [*chosen, *(at for at, block in enumerate(run) if block.index in known)]
    while todo:
        at = todo.pop()
        for step in (-1, 1):
            for other in range(at + step, at + step * (_REACH + 1), step):
                if 0 <= other < len(run) and other not in chosen and scores[other] > _NEAR:
                    chosen.add(other)
                    todo.append(other)
    return {run[at].index for at in chosen}


def _teasers(behind: Sequence[RowBlock], found: Collection[int], told: Collection[str]) -> set[int]:
    """Return the short running texts behind the body that stand beside a line of the page; ``told`` is the body's."""
    return {
        block.index
        for block in behind
        if block.running
        and block.words < _TEASER_WORDS
        and block.text not in told
        and (block.index - 1 in found or block.index + 1 in found)
    }
