"""Counts by source: of which publisher's or site's articles a rule could judge how many, and how many failed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from newsqa import arrow, schema
from newsqa.view import View

if TYPE_CHECKING:
    from newsqa.known import Cleared

# What a part keeps of a batch under this name: one row a source, two columns a rule.
NAME = "by source"

# Sources counted one by one; those that come after them are counted together, under this name.
MOST_SOURCES = 10_000
OTHERS = "(other sources)"

Counts = NDArray[np.int64]


class BatchCounts:
    """The counts of one batch in the making."""

    def __init__(self, view: View) -> None:
        self._column, self._numbers = _sources(view)
        self._codes: list[str] = []
        self._counts: list[Counts] = []

    def add(self, code: str, judged: NDArray[np.bool_] | None, failed: Collection[int]) -> None:
        """Add what one rule found: the articles it could judge (None: all), and the rows of those that failed."""
        rows = np.fromiter(failed, np.int64, len(failed))
        for numbers in (self._numbers if judged is None else self._numbers[judged], self._numbers[rows]):
            self._counts.append(np.bincount(numbers, minlength=len(self._column)))
        self._codes.append(code)

    def table(self) -> pa.Table:
        """Return the counts: a column ``source`` (null: not known), and "CODE evaluated" and "CODE failed" of each rule.

        The column ``articles`` lists the numbers of each source's articles in the batch.
        """
        columns = [arrow.from_numpy(counts, pa.int64()) for counts in self._counts]
        names = ["source", "articles", *_columns(self._codes)]
        return pa.Table.from_arrays([self._column, self._articles(), *columns], names=names)

    def _articles(self) -> pa.Array:
        order = np.argsort(self._numbers, kind="stable")
        bounds = np.searchsorted(self._numbers[order], np.arange(len(self._column) + 1)).astype(np.int32)
        rows = arrow.from_numpy(order.astype(np.int32), pa.int32())
        return pa.ListArray.from_arrays(arrow.from_numpy(bounds, pa.int32()), rows)


def without(table: pa.Table, cleared: Mapping[str, Cleared]) -> pa.Table:
    """Return the counts of a batch (`BatchCounts.table`) where some articles of it fail no more."""
    if not cleared:
        return table
    lists = table.column("articles").combine_chunks()
    sources = np.empty(len(lists.values), np.int64)
    sources[arrow.as_numpy(lists.values)] = np.repeat(
        np.arange(len(lists)), np.diff(arrow.as_numpy(lists.offsets))
    )
    for at, name in enumerate(table.schema.names):
        code, _, count = name.partition(" ")
        if count == "failed" and code in cleared:
            failed = arrow.as_numpy(table.column(name))
            articles = cleared[code].articles
            np.subtract.at(failed, sources[articles[articles >= 0]], 1)
            table = table.set_column(at, name, arrow.from_numpy(failed, pa.int64()))
    return table


class SourceCounts:
    """The counts of the batches so far; ``codes`` are the rules that are counted."""

    def __init__(self, codes: Sequence[str]) -> None:
        self._codes = codes
        self._names = _columns(codes)
        self._rows: dict[str | None, int] = {}
        self._counts: Counts = np.zeros((0, 2 * len(codes)), np.int64)

    def add(self, table: pa.Table) -> None:
        """Add what `BatchCounts.table` returned of a batch."""
        rows = np.array([self._row(source) for source in table.column("source").to_pylist()], np.int64)
        if len(self._rows) > len(self._counts):
            more = np.zeros((len(self._rows), self._counts.shape[1]), np.int64)
            self._counts = np.concatenate((self._counts, more))
        for at, name in enumerate(self._names):
            if name in table.schema.names:  # the columns of a rule that broke are not there
                np.add.at(self._counts[:, at], rows, arrow.as_numpy(table.column(name)))

    def _row(self, source: str | None) -> int:
        if source not in self._rows and len(self._rows) >= MOST_SOURCES:
            source = OTHERS
        return self._rows.setdefault(source, len(self._rows))

    def table(self, names: Sequence[str]) -> pa.Table:
        """Return the counts of every rule, called as in ``names``, where it could judge any: the schema BY_SOURCE.

        By source in alphabetical order, articles without one last, and within it in the order of the catalogue.
        """
        found = []
        for source, row in sorted(self._rows.items(), key=lambda item: (item[0] is None, item[0] or "")):
            for at, (code, rule) in enumerate(zip(self._codes, names, strict=True)):
                evaluated, failed = self._counts[row, 2 * at : 2 * at + 2].tolist()
                if evaluated or failed:
                    found.append(
                        {
                            "source": source,
                            "rule": rule,
                            "code": code,
                            "evaluated": evaluated,
                            "failed": failed,
                        }
                    )
        return arrow.table(found, schema.BY_SOURCE)


def _columns(codes: Sequence[str]) -> list[str]:
    return [f"{code} {count}" for code in codes for count in ("evaluated", "failed")]


def _sources(view: View) -> tuple[pa.Array, NDArray[np.int64]]:
    """Return the sources of a batch, each once, and which of them each article has."""
    if not (view.carries("publisher").any() or view.carries("url").any()):  # text files: nothing to look up
        return arrow.array([None], pa.string()), np.zeros(view.size, np.int64)
    from newsqa.corpus.publishers import source_column

    known: dict[str | None, int] = {}
    numbers = [known.setdefault(source, len(known)) for source in source_column(view).to_pylist()]
    return arrow.array(list(known), pa.string()), np.array(numbers, np.int64)
