"""COR007 volume-anomaly: a source has far more or fewer articles in a day or week than before.

What it does
    Compares the articles of each source and period with the ``window`` periods before: what was to be expected is the
    median of the same weekdays among them (of all weeks for weeks), and a period is reported that lies more than ``z``
    standard deviations away. The deviation is a robust one (from the median of absolute deviations), and at least what
    chance alone makes of such a number. Periods without any article are left to COR006 missing-period, the one that the
    reference time lies in is not over, and where fewer than ``min_docs`` were to be expected, nothing is judged. What is
    evaluated are the periods of sources; with ``--state`` those in which this run has articles.

Why it matters
    A crawler that is half blocked still delivers, and one that runs in a circle delivers plenty.

Example
    20 articles on a day, after 900 a day for weeks; mended: some 900.

Fix safety
    No fix: the articles are not in the corpus.

Options
    every: the period, "1d" (default) or "1w" (weeks begin on Monday). window: so many periods before are looked at
    (28). z: how many standard deviations are allowed (3). min_docs: the least number of articles to be expected (10).

Nulls
    Articles without a date or a known source do not count, nor do dates after the reference time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from newsqa.rules.base import CorpusHit, Rule, Verdict, corpus_check

if TYPE_CHECKING:
    from newsqa.corpus.calendar import Series
    from newsqa.corpus.corpus import Corpus

_CYCLE = {"1d": 7, "1w": 1}
_MAD_TO_DEVIATION = 1.4826  # of a normal distribution
_MEDIAN_VARIANCE = np.pi / 2  # of a median, in variances of a mean
_LONGEST = 100_000  # periods: a wrong date may lie far from the others


class Options(NamedTuple):
    """Options of volume-anomaly."""

    every: Literal["1d", "1w"] = "1d"
    window: int = 28
    z: float = 3.0
    min_docs: int = 10


def judge(corpus: Corpus, options: Options) -> Verdict:
    """Return the periods of sources with far more or fewer articles than before."""
    from newsqa.corpus.calendar import period_of, series

    cycle = _CYCLE[options.every]
    window = max(options.window // cycle, 1) * cycle
    today = period_of(corpus.context.reference_time, options.every)
    evaluated, found = 0, []
    for one in series(corpus, options.every, options.min_docs):
        span = int(one.periods[-1] - one.periods[0]) + 1
        if not one.new.any() or not window < span <= _LONGEST:
            continue
        judged, hits = _anomalies(one, span, window, today, options)
        evaluated += judged
        found += hits
    return Verdict(evaluated, len(found), found)


def _anomalies(
    one: Series, span: int, window: int, today: int, options: Options
) -> tuple[int, list[CorpusHit]]:
    """Return how many periods of a source were judged, and the hits."""
    from newsqa.corpus.calendar import day_of
    from newsqa.snippets import shorten

    cycle = _CYCLE[options.every]
    counts = np.zeros(span, np.int64)
    counts[one.periods - one.periods[0]] = one.counts
    before = sliding_window_view(counts, window)[:-1].reshape(-1, window // cycle, cycle)
    usual = np.median(before, axis=1)  # by the place in the cycle, of which the first is that of the period
    expected = usual[:, 0]
    deviations = np.abs(before - usual[:, None, :]).reshape(len(usual), -1)
    robust = _MAD_TO_DEVIATION * np.median(deviations, axis=1)
    # The median of a few periods deviates as well.
    spread = np.sqrt(np.maximum(robust**2, expected) * (1 + _MEDIAN_VARIANCE * cycle / window))
    which = one.periods - one.periods[0] - window
    mine = np.flatnonzero((which >= 0) & (one.new > 0))
    mine = mine[expected[which[mine]] >= options.min_docs]
    mine = mine[one.periods[mine] < today]
    away = np.abs(one.counts[mine] - expected[which[mine]]) / spread[which[mine]]
    hits = []
    for i, z in zip(mine[away > options.z].tolist(), away[away > options.z].tolist(), strict=True):
        day, usually = day_of(int(one.periods[i]), options.every), expected[which[i]]
        when = f"on {day}" if options.every == "1d" else f"in the week of {day}"
        many = f"{one.counts[i]:,} article{'s' if one.counts[i] > 1 else ''}"
        message = f"{many} of {shorten(one.source)} {when}, where some {usually:,.0f} were to be expected"
        hits.append(CorpusHit(None, message, value=z, threshold=options.z, key=f"{one.source} {day}"))
    return len(mine), hits


RULE = Rule(
    "COR007", "volume-anomaly", "warning", __name__, corpus_check("COR007"),
    needs="no source has enough articles a day or week for long enough", options=Options, preview=True, judge=judge,
)  # fmt: skip
