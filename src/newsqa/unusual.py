"""What is unusual in the last of several runs: shares far from those of the runs before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from newsqa import arrow

# A modified z-score of more than 3.5 marks a potential outlier: Iglewicz and Hoaglin, "How to Detect and Handle Outliers"
# (1993). A week of daily runs is the least that says what is usual.
THRESHOLD = 3.5
LEAST_RUNS = 7

_CONSISTENT = (
    1.4826  # 1 / 0.6745: makes the median absolute deviation of normal values their standard deviation
)

Numbers = NDArray[np.int64]
Shares = NDArray[np.float64]


class Unusual(NamedTuple):
    """A share far from those of the earlier runs.

    ``source`` None: of all articles; "": of those without a known source. ``usual`` is the median of the shares of
    ``runs`` earlier runs, ``score`` the robust z-score: negative when the share is lower, which is worse.
    """

    rule: str
    code: str
    source: str | None
    share: float
    usual: float
    score: float
    runs: int


class Counts:
    """What the last of several runs counted, and what the runs before it counted of the same.

    ``rules`` are names and codes, ``sources`` begin with None, which stands for all articles. ``keys`` are the last run's
    rows, each the number of its rule times the number of sources, plus that of its source, in ascending order;
    ``evaluated`` and ``failed`` have a row a key and a column a run, the oldest first; -1 where a run has no such row.
    """

    def __init__(self, tables: Sequence[pa.Table]) -> None:
        columns = tables[-1].select(["rule", "code", "source"]).to_pydict() if tables else {}
        self.rules = list(dict.fromkeys(zip(columns.get("rule", ()), columns.get("code", ()), strict=True)))
        self.sources: list[str | None] = [None, *sorted(set(columns.get("source", ())) - {None})]
        self.keys = np.unique(self._keys(tables[-1])) if tables else np.empty(0, np.int64)
        self.evaluated = np.full((len(self.keys), len(tables)), -1)
        self.failed = np.full((len(self.keys), len(tables)), -1)
        for at, table in enumerate(tables):
            keys = self._keys(table)
            places = np.searchsorted(self.keys, keys).clip(max=len(self.keys) - 1)
            known = self.keys[places] == keys
            self.evaluated[places[known], at] = arrow.as_numpy(table.column("evaluated"))[known]
            self.failed[places[known], at] = arrow.as_numpy(table.column("failed"))[known]

    def row(self, rule: int, source: str | None) -> int | None:
        """Return the row of a rule, by its number, and a source; None where the last run has none."""
        key = rule * len(self.sources) + self.sources.index(source)
        at = int(np.searchsorted(self.keys, key))
        return at if at < len(self.keys) and self.keys[at] == key else None

    def _keys(self, table: pa.Table) -> Numbers:
        """Return the keys of a table's rows; -1 where the last run knows no such rule or source."""
        rules = _places([code for _, code in self.rules], table.column("code"))
        sources = _places(self.sources, table.column("source"))
        return np.where((rules < 0) | (sources < 0), -1, rules * len(self.sources) + sources)


def unusual(counts: Counts) -> Iterator[Unusual]:
    """Yield the shares of the last run that are unusual among those of the runs before it.

    The score is the modified z-score of Iglewicz and Hoaglin, (share - median) / (1.4826 MAD), where MAD is the median of
    the earlier shares' distances to their median. Below is a floor: what it is divided by is at least the standard error
    of a share of as many articles as the last run has, sqrt(p (1 - p) / n), with p = (m + 1) / (n + 2) where m articles
    would usually fail (Laplace's rule of succession, so that it is above 0 where none ever did). So a source with ten
    articles is not unusual for one that fails, nor one that never failed for one in a thousand. From a score of 3.5 on a
    share is unusual, with at least 7 earlier runs that could judge any article.
    """
    if not len(counts.keys):
        return
    known = counts.evaluated > 0
    often = known[:, -1:].any(axis=1) & (known[:, :-1].sum(axis=1) >= LEAST_RUNS)
    rows = np.flatnonzero(often & ((counts.failed > 0) & known).any(axis=1))
    with np.errstate(invalid="ignore", divide="ignore"):
        free = counts.evaluated[rows] - counts.failed[rows]
        shares = np.where(known[rows], free / counts.evaluated[rows], np.nan)
    now, before = shares[:, -1], shares[:, :-1]
    usual = _medians(before)
    scale = _CONSISTENT * _medians(np.abs(before - usual[:, None]))
    score = (now - usual) / np.maximum(scale, _standard_error(usual, counts.evaluated[rows, -1]))
    for i in np.flatnonzero(np.abs(score) >= THRESHOLD).tolist():
        rule, source = divmod(int(counts.keys[rows[i]]), len(counts.sources))
        told = float(now[i]), float(usual[i]), float(score[i])
        runs = int(known[rows[i], :-1].sum())
        yield Unusual(*counts.rules[rule], counts.sources[source], *told, runs=runs)


def _medians(values: Shares) -> Shares:
    """Return the median of each row; nan is no value, and every row has one."""
    ordered = np.sort(values, axis=1)  # nan comes last
    size = np.count_nonzero(~np.isnan(values), axis=1)
    rows = np.arange(len(values))
    low, high = ordered[rows, (size - 1) // 2], ordered[rows, size // 2]
    return np.asarray((low + high) / 2, np.float64)


def _standard_error(usual: Shares, size: Numbers) -> Shares:
    p = ((1 - usual) * size + 1) / (size + 2)
    return np.asarray(np.sqrt(p * (1 - p) / size), np.float64)


def _places(values: Sequence[str | None], column: pa.ChunkedArray) -> Numbers:
    """Return where each entry of a column of dictionary strings stands in a list; -1 where it does not."""
    places = {value: at for at, value in enumerate(values)}
    found = []
    for chunk in column.chunks:
        own = [places.get(value, -1) for value in chunk.dictionary.to_pylist()]
        null = arrow.array([len(own)], chunk.indices.type)[0]
        indices = arrow.as_numpy(chunk.indices.fill_null(null))
        found.append(np.array([*own, places.get(None, -1)], np.int64)[indices])
    return np.concatenate(found)
