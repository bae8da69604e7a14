"""Articles by source and period: how many there are of each."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from newsqa import arrow
from newsqa.corpus.corpus import Corpus
from newsqa.corpus.lines import numbers

EPOCH, MICROSECOND = dt.datetime(1970, 1, 1), dt.timedelta(microseconds=1)
_DAY = 86_400_000_000  # microseconds
_MONDAY = 3  # the days from Monday to Thursday, on which the epoch began

Every = Literal["1d", "1w"]


def past_times(corpus: Corpus) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return the publication time of each document in microseconds since the epoch, and where it is known.

    A time after the reference time is wrong, and counts as not known.
    """
    column = corpus.documents.column("published_at").combine_chunks()
    times = numbers(column.cast(pa.int64()))
    now = corpus.context.reference_time.astimezone(dt.UTC).replace(tzinfo=None)
    return times, arrow.valid(column) & (times <= (now - EPOCH) // MICROSECOND)


@dataclass(frozen=True, slots=True)
class Series:
    """The periods of one source that have documents, ascending, and how many each has, of all runs and of this one.

    Periods count from the epoch: days, or weeks from Monday on.
    """

    source: str
    periods: NDArray[np.int64]
    counts: NDArray[np.int64]
    new: NDArray[np.int64]


def series(corpus: Corpus, every: Every, least: int) -> list[Series]:
    """Return the series of each source with at least so many dated documents, by the source's name.

    Dates after the reference time are left out.
    """
    known, dated = past_times(corpus)
    dated &= corpus.sources >= 0
    totals = np.bincount(corpus.sources[dated], minlength=len(corpus.source_names))
    rows = np.flatnonzero(dated)
    rows = rows[totals[corpus.sources[rows]] >= least]
    days = known[rows] // _DAY
    periods = days if every == "1d" else (days + _MONDAY) // 7
    sources = corpus.sources[rows]
    order = np.lexsort((periods, sources))
    rows, periods, sources = rows[order], periods[order], sources[order]
    if not len(rows):
        return []
    begins = np.append(True, (sources[1:] != sources[:-1]) | (periods[1:] != periods[:-1]))
    starts = np.flatnonzero(begins)
    counts = np.diff(starts, append=len(rows))
    new = np.add.reduceat(corpus.new[rows].astype(np.int64), starts)
    periods, sources = periods[starts], sources[starts]
    bounds = np.flatnonzero(np.append(True, sources[1:] != sources[:-1])).tolist()
    return [
        Series(corpus.source_names[sources[i]], periods[i:j], counts[i:j], new[i:j])
        for i, j in zip(bounds, [*bounds[1:], len(periods)], strict=True)
    ]


def period_of(time: dt.datetime, every: Every) -> int:
    """Return the period that an aware time lies in."""
    days = (time.astimezone(dt.UTC).replace(tzinfo=None) - EPOCH).days
    return days if every == "1d" else (days + _MONDAY) // 7


def day_of(period: int, every: Every) -> dt.date:
    """Return the first day of a period."""
    days = period if every == "1d" else 7 * period - _MONDAY
    return (EPOCH + dt.timedelta(days=days)).date()
