"""Counts by source: of which publisher's or site's articles a rule could judge how many, and how many failed."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from newsqa import arrow, schema
from newsqa.view import View

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
        """Return the counts: a column ``source`` (null: not known), and "CODE evaluated" and "CODE failed" of each rule."""
        columns = [arrow.from_numpy(counts, pa.int64()) for counts in self._counts]
        return pa.Table.from_arrays([self._column, *columns], names=["source", *_columns(self._codes)])


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
                np.add.at(self._counts[:, at], rows, table.column(name).to_numpy())

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
