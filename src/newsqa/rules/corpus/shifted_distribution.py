"""COR009 shifted-distribution: languages, sources or lengths of this run's articles are mixed otherwise than before.

What it does
    Compares the articles of this run with those of the earlier runs in the same ``--state``: how they are distributed
    over the declared languages, over the sources, and over lengths (in words, each class twice the one before). The
    distance of two mixes is the Jensen-Shannon divergence to base 2, from 0 (the same) to 1 (nothing in common), less
    what chance alone makes of so few articles. What is evaluated are the three mixes; one that most of the articles on
    either side say nothing of is not.

Why it matters
    A section that has moved, a parser that loses half of each text and a publisher that has gone change no single
    article, but what is learned from all of them.

Example
    90 % of the articles were French, and 40 % of this run's are; mended: some 90 %.

Fix safety
    No fix: the articles may be all right.

Options
    max: the greatest divergence allowed (0.1). min_docs: the least number of articles on either side (100).

Nulls
    Articles that declare no language, or have no known source, are a class of their own. Without earlier runs nothing is
    judged.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsqa.rules.base import CorpusHit, Rule, Verdict, corpus_check

if TYPE_CHECKING:
    from newsqa.corpus.corpus import Corpus


class Options(NamedTuple):
    """Options of shifted-distribution."""

    max: float = 0.1
    min_docs: int = 100


def judge(corpus: Corpus, options: Options) -> Verdict:
    """Return the mixes that have shifted."""
    least = max(options.min_docs, 1)
    if min(np.count_nonzero(corpus.new), np.count_nonzero(~corpus.new)) < least:
        return Verdict(0, 0)
    found = []
    judged = 0
    for what, classes, names in _mixes(corpus):
        now, before = (_counts(classes[which], len(names)) for which in (corpus.new, ~corpus.new))
        if any(2 * counts[-1] > counts.sum() for counts in (now, before)):
            continue  # the last class is of those that say nothing
        judged += 1
        distance = _divergence(now, before)
        if distance > options.max:
            found.append(_hit(what, names, now, before, distance, options))
    return Verdict(judged, len(found), found)


def _mixes(corpus: Corpus) -> Iterator[tuple[str, NDArray[np.int64], list[str]]]:
    """Yield what is compared, the class of each document, and the names of the classes; the last is "unknown"."""
    from newsqa.corpus.corpus import numbered
    from newsqa.corpus.lines import numbers

    for what, (classes, known) in (
        ("languages", numbered(corpus.documents.column("language"))),
        ("sources", (corpus.sources, corpus.source_names)),
    ):
        yield what, np.where(classes < 0, len(known), classes).astype(np.int64), [*known, "unknown"]
    words = numbers(corpus.documents.column("words").combine_chunks())
    sizes = np.where(words > 0, np.frexp(words)[1], 0).astype(np.int64)  # the bits of the number
    top = int(sizes.max())
    lengths = ["no words", *(f"{2 ** (bits - 1):,} to {2**bits - 1:,} words" for bits in range(1, top + 1))]
    yield "lengths", sizes, [*lengths, "unknown"]


def _counts(classes: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    counts: NDArray[np.int64] = np.bincount(classes, minlength=size)
    return counts


def _divergence(now: NDArray[np.int64], before: NDArray[np.int64]) -> float:
    """Return the Jensen-Shannon divergence of two mixes to base 2, less what is to be expected of equal ones.

    For equal mixes it is chi-square distributed: (classes - 1) * (1/n + 1/m) / (8 ln 2) on average.
    """
    either = (now + before) > 0
    p, q = now[either] / now.sum(), before[either] / before.sum()
    mean = (p + q) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = [np.where(side > 0, side * np.log2(side / mean), 0) for side in (p, q)]
    distance = float(parts[0].sum() + parts[1].sum()) / 2
    chance = (np.count_nonzero(either) - 1) * (1 / now.sum() + 1 / before.sum()) / (8 * np.log(2))
    return max(distance - float(chance), 0.0)


def _hit(
    what: str,
    names: list[str],
    now: NDArray[np.int64],
    before: NDArray[np.int64],
    distance: float,
    options: Options,
) -> CorpusHit:
    from newsqa.snippets import shorten

    shares, earlier = now / now.sum(), before / before.sum()
    most = int(np.argmax(np.abs(shares - earlier)))
    message = (
        f"{what} are mixed otherwise than in earlier runs (divergence {distance:.2f}): "
        f"{shorten(names[most])} {earlier[most]:.0%} before, {shares[most]:.0%} now"
    )
    return CorpusHit(None, message, value=distance, threshold=options.max, key=what)


RULE = Rule(
    "COR009", "shifted-distribution", "info", __name__, corpus_check("COR009"),
    needs="too few articles in this run or in earlier ones (--state)", options=Options, preview=True, judge=judge,
)  # fmt: skip
