"""Values that must be unique: looked for in the whole input, when all batches have come.

Of each value a digest of 16 bytes is kept, and its beginning to be shown; with what the article is called, some 150 bytes
an article, whatever the values. Equal digests are taken for equal values. Null is equal to nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from newsqa import arrow, schema
from newsqa.columns.contract import ColumnCheck, Contract, checks_of
from newsqa.columns.found import Hit, row_of
from newsqa.columns.schema import repeated
from newsqa.columns.values import shown
from newsqa.corpus.text_digests import key_digests
from newsqa.part import Tally
from newsqa.readers.batch import Batch, RawColumn
from newsqa.snippets import shorten
from newsqa.suite import Suite

# What is kept where no value has to be unique.
NOTHING = pa.table({})

_ARTICLE = ("article_id", "path", "record", "line")


def kept(
    batch: Batch, columns: Iterable[tuple[Contract, Sequence[tuple[NDArray[np.int64], RawColumn | None]]]]
) -> pa.Table:
    """Return the digests of a batch's values; ``columns`` has the rows and values of each contract's column."""
    made: dict[str, pa.Array] = {}
    for contract, pieces in columns:
        if contract.unique:
            texts: list[str | None] = [None] * batch.articles.num_rows
            for rows, column in pieces:
                if column is not None:
                    for place, row in enumerate(rows.tolist()):
                        texts[row] = shown(column, place)
            made[f"digest of {contract.column}"] = key_digests(texts)
            made[f"value of {contract.column}"] = arrow.array(
                [None if text is None else shorten(text) for text in texts], pa.string()
            )
    if not made:
        return NOTHING
    return pa.table({name: batch.articles.column(name) for name in _ARTICLE} | made)


class Duplicates:
    """The values of a run so far; batches come in the order of the input."""

    def __init__(self, suite: Suite) -> None:
        self._checks = [check for check in checks_of(suite) if check.key == "unique"]
        self._tables: list[pa.Table] = []
        self._numbers: list[NDArray[np.int64]] = []

    def add(self, table: pa.Table, first: int) -> None:
        """Add what `kept` returned of a batch whose first article is number ``first`` in the input."""
        if table.num_rows:
            self._tables.append(table)
            self._numbers.append(np.arange(first, first + table.num_rows))

    def finish(self) -> tuple[pa.Table, dict[str, Tally]]:
        """Return the findings (FOUND) and the counts by a check's name."""
        if not self._tables:
            return arrow.empty(schema.FOUND), {}
        table, numbers = pa.concat_tables(self._tables), np.concatenate(self._numbers)
        tallies: dict[str, Tally] = {}
        rows: list[tuple[int, Hit]] = []
        for check in self._checks:
            try:
                judged, hits = _repeated(table, check)
            except Exception as error:
                tallies[check.name] = Tally(crash=f"the contract could not be checked: {error}"[:500])
                continue
            tallies[check.name] = Tally(judged, len(hits))
            rows += hits
        return _found(table, numbers, rows), tallies


def _repeated(table: pa.Table, check: ColumnCheck) -> tuple[int, list[tuple[int, Hit]]]:
    """Return how many values there are, and a hit for each that stands in another row as well, with its row."""
    column = check.contract.column
    digests = table.column(f"digest of {column}").combine_chunks()
    rows = np.flatnonzero(arrow.valid(digests))
    codes = digests.take(arrow.from_numpy(rows, pa.int64())).dictionary_encode().indices
    again = repeated(codes)
    rows, numbers = rows[again], arrow.as_numpy(codes)[again]
    _, firsts, which, sizes = np.unique(numbers, return_index=True, return_inverse=True, return_counts=True)
    is_first = np.zeros(len(rows), bool)
    is_first[firsts] = True
    _, seconds = np.unique(which[~is_first], return_index=True)
    # The first two rows that hold a value, as rows ascend: the others are told of the first, and that of the second.
    names, others = _names(table, rows[firsts]), _names(table, rows[~is_first][seconds])
    hits = []
    for row, group, first in zip(rows.tolist(), which.tolist(), is_first.tolist(), strict=True):
        many = "" if sizes[group] == 2 else f" ({sizes[group]:,} articles have it)"
        other = others[group] if first else names[group]
        message = f"column '{column}' holds the same as in {other}{many}"
        value = table.column(f"value of {column}")[row].as_py()
        hits.append((row, Hit(check, message, row, None, value, float(sizes[group]), 1.0)))
    return len(codes), hits


def _names(table: pa.Table, rows: NDArray[np.int64]) -> list[str]:
    """Return what messages call articles: "path#record", or row and id in a table."""
    taken = (
        table.select(["path", "record", "article_id"]).take(arrow.from_numpy(rows, pa.int64())).to_pylist()
    )
    return [_name(row["path"], row["record"], row["article_id"]) for row in taken]


def _name(path: str | None, record: int | None, article: str) -> str:
    if path is None:
        return f"row {record} ({article})"
    return path if record is None else f"{path}#{record}"


def _found(table: pa.Table, numbers: NDArray[np.int64], hits: list[tuple[int, Hit]]) -> pa.Table:
    hits.sort(key=lambda pair: (pair[0], pair[1].check.name))
    rows = arrow.from_numpy(np.array([row for row, _ in hits], np.int64), pa.int64())
    made = []
    for (row, hit), about in zip(hits, table.select(_ARTICLE).take(rows).to_pylist(), strict=True):
        made.append(row_of(hit, about) | {"number": int(numbers[row])})
    return arrow.table(made, schema.FOUND) if made else arrow.empty(schema.FOUND)
