"""COR008 stale-corpus: the newest article of the corpus is old.

What it does
    Compares the newest publication date of all articles with the reference time (``--reference-time``, now by default).
    Dates after it are left out: they are wrong, and DAT004 future-date says so. A corpus whose newest article is older
    than ``archive`` is an archive, of which nobody expects news, and is not judged; nor is one with fewer than
    ``min_docs`` dated articles. What is evaluated is the corpus, once, with ``--state`` those of earlier runs included.

Why it matters
    A crawler that has died delivers what it has, and each article of it is fine.

Example
    The newest of 4,000 articles is 30 days old; mended: of yesterday.

Fix safety
    No fix: the articles are not in the corpus.

Options
    max_age: how old the newest article may be (2d). archive: from what age on the corpus is an archive (365d).
    min_docs: the least number of dated articles (20).

Nulls
    Articles without a date do not count; where too few have one, nothing is judged.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from newsqa.rules.base import CorpusHit, Rule, Verdict, corpus_check

if TYPE_CHECKING:
    from newsqa.corpus.corpus import Corpus

_DAY = dt.timedelta(days=1)


class Options(NamedTuple):
    """Options of stale-corpus."""

    max_age: dt.timedelta = 2 * _DAY
    archive: dt.timedelta = 365 * _DAY
    min_docs: int = 20


def judge(corpus: Corpus, options: Options) -> Verdict:
    """Return whether the newest article is too old."""
    from newsqa.corpus.calendar import EPOCH, MICROSECOND, past_times

    times, dated = past_times(corpus)
    if np.count_nonzero(dated) < max(options.min_docs, 1):
        return Verdict(0, 0)
    newest = EPOCH + int(times[dated].max()) * MICROSECOND
    age = corpus.context.reference_time.astimezone(dt.UTC).replace(tzinfo=None) - newest
    if age > options.archive:
        return Verdict(0, 0, needs=f"an archive: the newest article is of {newest:%Y-%m-%d}")
    if age <= options.max_age:
        return Verdict(1, 0)
    hit = CorpusHit(
        None,
        f"the newest article is of {newest:%Y-%m-%d}, {_days(age)} old; at most {_days(options.max_age)} expected",
        value=age / _DAY, threshold=options.max_age / _DAY,
    )  # fmt: skip
    return Verdict(1, 1, [hit])


def _days(time: dt.timedelta) -> str:
    days = time / _DAY
    return f"{days:.0f} days" if days >= 2 else f"{time / dt.timedelta(hours=1):.0f} hours"


RULE = Rule(
    "COR008", "stale-corpus", "warning", __name__, corpus_check("COR008"),
    needs="too few dated articles", options=Options, judge=judge,
)  # fmt: skip
