"""Which findings a format shows that has room for some: the most severe first, and the others counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from newsqa import arrow
from newsqa.rules.base import SEVERITIES

Integers = NDArray[np.int64]


class Listed(NamedTuple):
    """An entry of a list with a limit: a finding, or ``size`` of one rule in one file, or in so many ``files``.

    ``finding`` is a row of FINDINGS, of several the first.
    """

    finding: dict[str, Any]
    size: int = 1
    files: int = 1


def listed(findings: pa.Table, most: int) -> Iterator[Listed]:
    """Yield all findings in at most ``most`` entries, the most severe first.

    What there is no room for is one entry a rule and file; and where that is still too much, one a rule.
    """
    order = _by_severity(findings)
    if len(order) <= most:
        for row in rows_at(findings, order):
            yield Listed(row)
        return
    groups = _pairs(findings)[order]
    single = _room(groups, most)
    for row in rows_at(findings, order[:single]):
        yield Listed(row)
    first, counts, _ = _grouped(groups[single:])
    kept = most - single
    if len(first) > kept:
        kept -= len(findings["code"].unique())
    rows = rows_at(findings, order[single + first[:kept]])
    for row, count in zip(rows, counts[:kept].tolist(), strict=True):
        yield Listed(row, count)
    yield from _by_rule(findings, order[single + first[kept:]], counts[kept:])


def _room(groups: Integers, most: int) -> int:
    """Return how many findings can be listed one by one, when each group of the others takes one entry."""
    last = np.zeros(len(groups) + 1, np.int64)
    last[len(groups) - 1 - np.unique(groups[::-1], return_index=True)[1]] = 1
    needed = np.arange(len(last)) + last[::-1].cumsum()[::-1]  # ascending: entries, with so many one by one
    return max(0, int(np.searchsorted(needed, most, "right")) - 1)


def _by_rule(findings: pa.Table, first: Integers, counts: Integers) -> Iterator[Listed]:
    """Yield an entry a rule for pairs of a rule and a file, given by their first findings and sizes."""
    codes = _encoded(findings, "code")[first]
    begins, files, numbers = _grouped(codes)
    sums = np.zeros(codes.max(initial=0) + 1, np.int64)
    np.add.at(sums, codes, counts)
    for row, count, several in zip(
        rows_at(findings, first[begins]), sums[numbers].tolist(), files.tolist(), strict=True
    ):
        yield Listed(row, count, several)


class Pairs(NamedTuple):
    """The pairs of a rule and a file that have findings: their ``first`` finding, how many (``counts``), and the ``rank``.

    ``rank`` is the severity's, 0 for the most severe; ``turn`` says the how manieth file of its rule it is.
    """

    first: Integers
    counts: Integers
    rank: Integers
    turn: Integers

    def most_severe(self, most: int, rank: int | None = None) -> Pairs:
        """Return the pairs there is room for: of each rule one before any has two; ordered by severity and place."""
        mine = np.arange(len(self.first)) if rank is None else np.flatnonzero(self.rank == rank)
        mine = mine[np.lexsort((self.first[mine], self.turn[mine], self.rank[mine]))][:most]
        mine = mine[np.lexsort((self.first[mine], self.rank[mine]))]
        return Pairs(self.first[mine], self.counts[mine], self.rank[mine], self.turn[mine])


def pairs(findings: pa.Table) -> Pairs:
    """Return the pairs of a rule and a file that have findings."""
    first, counts, _ = _grouped(_pairs(findings))
    codes = _encoded(findings, "code")[first]
    return Pairs(first, counts, _rank(findings)[first], _turns(codes))


def first_of_rules(findings: pa.Table, most: int) -> dict[str, list[dict[str, Any]]]:
    """Return, by code, the first findings of each rule."""
    turns = _turns(_encoded(findings, "code"))
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows_at(findings, np.flatnonzero(turns < most)):
        found.setdefault(row["code"], []).append(row)
    return found


def rows_at(findings: pa.Table, indices: Integers) -> list[dict[str, Any]]:
    """Return some rows, in the order of the indices; batch by batch, as a table may be larger than memory."""
    order = np.argsort(indices, kind="stable")
    wanted = indices[order]
    found: list[dict[str, Any]] = [{}] * len(indices)
    first = 0
    for batch in findings.to_batches():
        low, high = np.searchsorted(wanted, (first, first + batch.num_rows)).tolist()
        if low < high:
            rows = batch.take(arrow.from_numpy(wanted[low:high] - first, pa.int64())).to_pylist()
            for at, row in zip(order[low:high].tolist(), rows, strict=True):
                found[at] = row
        first += batch.num_rows
    return found


def _by_severity(findings: pa.Table) -> Integers:
    return np.argsort(_rank(findings), kind="stable")


def _rank(findings: pa.Table) -> Integers:
    """Return a number a finding: 0 for the most severe."""
    return _numbers(findings, "severity", lambda name: SEVERITIES[::-1].index(name))


def _pairs(findings: pa.Table) -> Integers:
    """Return the same number for findings of the same rule and file."""
    paths = _encoded(findings, "path")
    return _encoded(findings, "code") * np.int64(paths.max(initial=0) + 1) + paths


def _encoded(findings: pa.Table, name: str) -> Integers:
    """Return the same number for the same value of a column of strings, null included."""
    known: dict[str | None, int] = {}
    return _numbers(findings, name, lambda value: known.setdefault(value, len(known)))


def _numbers(findings: pa.Table, name: str, number: Callable[[Any], int]) -> Integers:
    numbers = [np.empty(0, np.int64)]
    for chunk in findings[name].chunks:
        coded = chunk.dictionary_encode(null_encoding="encode")
        values = np.array([number(value) for value in coded.dictionary.to_pylist()], np.int64)
        numbers.append(values[arrow.as_numpy(coded.indices)])
    return np.concatenate(numbers)


def _grouped(groups: Integers) -> tuple[Integers, Integers, Integers]:
    """Return each group's first place, its size and its number, by first place."""
    numbers, first, counts = np.unique(groups, return_index=True, return_counts=True)
    order = np.argsort(first)
    return first[order], counts[order], numbers[order]


def _turns(values: Integers) -> Integers:
    """Return how often each value stood before."""
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    begins = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1])) if len(ordered) else order
    turns = np.empty_like(order)
    turns[order] = np.arange(len(order)) - np.repeat(begins, np.diff(begins, append=len(order)))
    return turns
