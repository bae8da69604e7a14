"""DUP004 near-repeated-paragraph: two paragraphs are almost the same.

What it does
    Compares the paragraphs of an article by their shingles, runs of ``shingle`` words after folding white space, case
    and quotes: the shingles that two share, divided by all that they have, are their Jaccard similarity. A paragraph that
    contains another one is not near to it, and equal ones are reported by DUP003 repeated-paragraph. Only paragraphs
    with the same beginning or end are compared.

Why it matters
    Corrected and uncorrected versions, and pull quotes with a word changed, weigh double and contradict each other.

Example
    A paragraph of a hundred words, and again with one of them changed; mended: once.

Fix safety
    Unsafe: which of the two is the right one is not known. The later one is deleted.

Options
    similarity: the similarity from which two paragraphs are reported (0.9). shingle: how many words a shingle has (5).

Nulls
    An article without paragraphs is not flagged.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from newsqa.rules.base import Hit, Rule
from newsqa.rules.duplication.copies import deletion
from newsqa.text.fold import fold
from newsqa.text.lazy import lazy
from newsqa.text.prose import unspaced_chars
from newsqa.view import View

_EDGE_BYTES = 12
# Near texts are of nearly one length; sorted by it, they stand next to each other.
_LEAST_LENGTH_SHARE = 0.85
# So many neighbours of the same key are compared with each other.
_NEIGHBOURS = 3
_UNSPACED = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]"
_WORD = lazy(rf"{_UNSPACED}|(?:(?!{_UNSPACED})\S)+")


class Options(NamedTuple):
    """Options of near-repeated-paragraph."""

    similarity: float = 0.9
    shingle: int = 5


def check(view: View, options: Options) -> Iterator[Hit]:
    """Yield each paragraph that is almost the same as an earlier one."""
    reported: set[int] = set()
    words: dict[int, list[str]] = {}
    for first, second in _pairs(view, options):
        for block in (first, second):
            if block not in words:
                words[block] = _words(view.block_text(block))
        if second in reported or _share(set(words[first]), set(words[second])) < options.similarity / 2:
            continue
        similarity = _share(
            _shingles(words[first], options.shingle), _shingles(words[second], options.shingle)
        )
        if similarity < options.similarity:
            continue
        texts = [" ".join(words[block]) for block in (first, second)]
        if texts[0] in texts[1] or texts[1] in texts[0]:
            continue
        reported.add(second)
        row, start, end = (
            int(view.blocks.article[second]),
            int(view.blocks.start[second]),
            int(view.blocks.end[second]),
        )
        yield Hit(
            row, f"{similarity:.0%} the same as the paragraph of {{related}}", start, end,
            related=int(view.blocks.start[first]), value=similarity, threshold=options.similarity,
            edit=deletion(view, row, start, end, safe=False),
        )  # fmt: skip


def _words(text: str) -> list[str]:
    """Return the folded words of a text; each character of a script without spaces is one."""
    return _WORD.findall(fold(text)) if unspaced_chars(text) else fold(text).split()


def _shingles(words: list[str], size: int) -> set[tuple[str, ...]]:
    return {tuple(words[i : i + size]) for i in range(len(words) - size + 1)}


def _share(one: set[Any], other: set[Any]) -> float:
    """Return the Jaccard similarity of two sets."""
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared) if shared else 0.0


def _pairs(view: View, options: Options) -> list[tuple[int, int]]:
    """Return pairs of blocks of an article that may be near to each other, in order."""
    if options.similarity >= 1:
        return []
    blocks, data = view.blocks, view.data
    # Of so many shingles one may be another: texts with fewer can only be equal.
    least = options.shingle - 1 + options.similarity / (1 - options.similarity)
    size = blocks.end - blocks.start
    long = np.flatnonzero((size >= max(2 * least, _EDGE_BYTES)) & view.running)
    ends = (blocks.start[long], blocks.end[long] - _EDGE_BYTES)
    keys = []
    for at in ends:
        keys.append(
            sum(
                (data[at + k].astype(np.int64) * 31**k for k in range(_EDGE_BYTES)),
                np.zeros(len(long), np.int64),
            )
        )
    found: set[tuple[int, int]] = set()
    for key in keys:
        order = np.lexsort((size[long], key, blocks.article[long]))
        chosen, ordered = long[order], key[order]
        for step in range(1, _NEIGHBOURS + 1):
            one, other = chosen[:-step], chosen[step:]
            near = (blocks.article[one] == blocks.article[other]) & (ordered[:-step] == ordered[step:])
            near &= size[one] >= _LEAST_LENGTH_SHARE * size[other]
            pairs = np.sort(np.column_stack((one[near], other[near])), axis=1)
            found.update(map(tuple, pairs.tolist()))
    return sorted(found)


RULE = Rule(
    "DUP004", "near-repeated-paragraph", "info", __name__, check, options=Options, fix="unsafe", preview=True
)
