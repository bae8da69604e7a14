"""COR006 missing-period: a source has no article in a day or week in which it usually has some.

What it does
    Looks for periods without any article between the first and the last of each source: its declared publisher, else
    the site of its address. What was to be expected in a gap is the mean of the same weekdays in the four weeks before
    and after it (of the eight weeks before and after for weeks), and the gap is reported only where that is at least
    ``z`` standard deviations, as much as the numbers of this source vary: a monthly magazine, a weekend without an
    edition and a source with an article now and then have no missing days. Neighbouring periods are one finding. What is
    evaluated are the periods of sources that have usual ones. With ``--state`` a gap is reported when an article of this
    run ends or begins it.

Why it matters
    A crawler that was blocked for a week leaves no trace in the articles it has.

Example
    A paper with 40 articles a day has none from 3 to 7 March; mended: it has.

Fix safety
    No fix: the articles are not in the corpus.

Options
    every: the period, "1d" (default) or "1w" (weeks begin on Monday). z: so many standard deviations above zero lies
    what was to be expected (3).

Nulls
    Articles without a date or a known source do not count, nor do dates after the reference time.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsqa.rules.base import CorpusHit, Rule, Verdict, corpus_check

if TYPE_CHECKING:
    from newsqa.corpus.calendar import Series
    from newsqa.corpus.corpus import Corpus

# Periods before and after a gap that tell what is usual, and how many of them there must be.
_REACH = {"1d": 28, "1w": 8}
_LEAST = {"1d": 14, "1w": 6}
_CYCLE = {"1d": 7, "1w": 1}  # what is usual on a Sunday, Sundays tell
_EXPECTED = 0.5  # articles: a period of fewer is not called missing


class Options(NamedTuple):
    """Options of missing-period."""

    every: Literal["1d", "1w"] = "1d"
    z: float = 3.0


class _Gap(NamedTuple):
    source: str
    first: int
    last: int
    missing: int
    expected: float


def judge(corpus: Corpus, options: Options) -> Verdict:
    """Return the gaps in the series of each source."""
    from newsqa.corpus.calendar import series

    evaluated, gaps = 0, []
    for one in series(corpus, options.every, _LEAST[options.every]):
        if not one.new.any() or not _has_usual_periods(one, options.every):
            continue
        found = list(_gaps(one, options))
        gaps += found
        evaluated += len(one.periods) + sum(gap.missing for gap in found)
    return Verdict(evaluated, sum(gap.missing for gap in gaps), _hits(gaps, options))


def _has_usual_periods(one: Series, every: str) -> bool:
    """Tell whether a source has articles in most periods of some kind (most Thursdays), long gaps left out."""
    cycle = _CYCLE[every]
    span = 1 + int(np.minimum(np.diff(one.periods), _REACH[every]).sum())
    held = np.bincount(one.periods % cycle, minlength=cycle)
    return span > _LEAST[every] and bool((2 * held * cycle > span).any())


def _gaps(one: Series, options: Options) -> Iterator[_Gap]:
    """Yield the stretches in which periods are missing, of which a new article ends or begins each."""
    for i in np.flatnonzero(np.diff(one.periods) > 1).tolist():
        if not (one.new[i] or one.new[i + 1]):
            continue
        usual, dispersion = _usual(one, i, options.every)
        empty = np.arange(one.periods[i] + 1, one.periods[i + 1])
        expected = usual[empty % len(usual)]
        total = float(expected.sum())
        missing = empty[expected >= _EXPECTED]
        # Numbers of articles vary as their square root does, times what was seen of this source.
        if len(missing) and total >= options.z * np.sqrt(dispersion * total):
            yield _Gap(one.source, int(missing[0]), int(missing[-1]), len(missing), total)


def _usual(one: Series, i: int, every: str) -> tuple[NDArray[np.float64], float]:
    """Return what is usual around the gap behind period ``i``, by the period's place in its cycle, and the dispersion.

    That is the variance of the numbers of articles around the gap in units of their mean: 1 where chance alone makes it.
    """
    cycle, reach = _CYCLE[every], _REACH[every]
    last, first = int(one.periods[i]), int(one.periods[i + 1])
    before = _dense(one, max(last - reach + 1, _bound(one, i, -1, reach)), last)
    after = _dense(one, first, min(first + reach - 1, _bound(one, i + 1, 1, reach)))
    sides = [before, after]
    # An article that is wrongly dated lies far from the others: both ends of a long gap must be more than that.
    judged = sides if first - last > reach else [before]
    if any(2 * len(periods) < _LEAST[every] for periods, _ in judged):
        return np.zeros(cycle), 1.0
    places = np.concatenate([places % cycle for places, _ in sides])
    counts = np.concatenate([counts for _, counts in sides])
    seen = np.bincount(places, minlength=cycle)
    usual = np.bincount(places, counts, cycle) / np.maximum(seen, 1)
    usual[seen < 2] = 0
    known = usual[places] > 0
    # Means of few come close to what they are made of: each costs a degree of freedom.
    freedom = np.count_nonzero(known) - np.count_nonzero(usual)
    if len(counts) < _LEAST[every] or freedom < 1:
        return np.zeros(cycle), 1.0
    away = (counts - usual[places])[known] ** 2 / usual[places][known]
    # Of few periods it may come out small: two of its own standard deviations more are on the safe side.
    return usual, float(away.sum() / freedom * (1 + 2 * np.sqrt(2 / freedom)))


def _bound(one: Series, i: int, step: int, reach: int) -> int:
    """Return the last period from ``i`` on, in the direction of ``step``, before a gap as long as the reach."""
    for _ in range(reach):  # no more periods count
        if not 0 <= i + step < len(one.periods) or abs(one.periods[i + step] - one.periods[i]) > reach:
            break
        i += step
    return int(one.periods[i])


def _dense(one: Series, first: int, last: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return all periods of a stretch with their counts, zeros included."""
    low, high = one.periods.searchsorted([first, last + 1])
    periods = np.arange(first, last + 1)
    counts = np.zeros(len(periods), np.int64)
    counts[one.periods[low:high] - first] = one.counts[low:high]
    return periods, counts


def _hits(gaps: list[_Gap], options: Options) -> Iterator[CorpusHit]:
    from newsqa.corpus.calendar import day_of
    from newsqa.snippets import shorten

    for gap in gaps:
        first, last = (day_of(period, options.every) for period in (gap.first, gap.last))
        when = f"from {first} to {last}" if first != last else f"on {first}"
        if options.every == "1w":
            when = f"in the weeks of {first} to {last}" if first != last else f"in the week of {first}"
        yield CorpusHit(
            None,
            f"no article of {shorten(gap.source)} {when}, where some {gap.expected:,.0f} were to be expected",
            value=0.0, threshold=gap.expected, key=f"{gap.source} {first}",
        )  # fmt: skip


RULE = Rule(
    "COR006", "missing-period", "warning", __name__, corpus_check("COR006"),
    needs="no source has dated articles in most of its days or weeks", options=Options, judge=judge,
)  # fmt: skip
