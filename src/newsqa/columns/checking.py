"""The contracts of a suite, checked on one batch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from newsqa.columns import duplicates
from newsqa.columns.contract import ColumnCheck, Contract, Range, checks_of, contracts_of
from newsqa.columns.found import Hit, findings, listed
from newsqa.columns.schema import VALUE_KEYS, Verdict, execute
from newsqa.columns.values import Values, joined, shown, values_of
from newsqa.part import Tally
from newsqa.readers.batch import Batch, RawColumn, RawColumns
from newsqa.readers.fields import FIELDS
from newsqa.schema import ARTICLES
from newsqa.snippets import shorten
from newsqa.suite import Suite

Integers = NDArray[np.int64]
Truths = NDArray[np.bool_]


class Checked(NamedTuple):
    """What checking contracts on a batch gave: findings (FOUND), counts by a check's name, and what `duplicates` keeps."""

    found: pa.Table
    tallies: dict[str, Tally]
    kept: pa.Table


class Piece(NamedTuple):
    """Neighbouring articles of one file or table: their rows in the batch, and a column for each contract.

    ``columns`` are as they were read, ``values`` what is checked; a column that is not there is None.
    """

    rows: Integers
    raw: RawColumns
    path: str | None
    columns: Sequence[RawColumn | None]
    values: Sequence[Values | None]

    @property
    def shape(self) -> tuple[str, ...]:
        """What pieces share that are checked at once."""
        return (self.raw.kind, *("" if one is None else str(one.array.type) for one in self.values))


def check_columns(batch: Batch, suite: Suite) -> Checked:
    """Check the columns of a batch. Where that cannot be done, no check counts anything, and each says why."""
    checks = checks_of(suite)
    wanted = {check.contract.column for check in checks}
    contracts = [contract for contract in contracts_of(suite) if contract.column in wanted]
    work = _Work(checks)
    try:
        pieces = list(_pieces(batch, contracts))
        for _, group in groupby(sorted(pieces, key=_shape), key=_shape):
            work.check(contracts, list(group))
        kept = duplicates.kept(
            batch, [(c, [(p.rows, p.columns[i]) for p in pieces]) for i, c in enumerate(contracts)]
        )
    except Exception as error:  # as for a rule that breaks: what does not depend on pandera goes on
        told = f"the contract could not be checked: {error}"[:500]
        broken = {check.name: Tally(crash=told) for check in checks}
        return Checked(findings(batch, ()), broken, duplicates.NOTHING)
    return Checked(findings(batch, work.hits), work.told(), kept)


def _shape(piece: Piece) -> tuple[str, ...]:
    return piece.shape


def _pieces(batch: Batch, contracts: Sequence[Contract]) -> Iterator[Piece]:
    first = 0
    paths = batch.articles.column("path")
    for raw in batch.raw or (RawColumns(batch.articles.num_rows, "none"),):
        if raw.size:
            columns: list[RawColumn | None] = [
                _declared(batch, first, raw.size, contract.column)
                if raw.kind == "none"
                else raw.columns.get(contract.column)
                for contract in contracts
            ]
            values = [
                None if column is None else values_of(column, contract.kind, json_values=raw.kind == "json")
                for column, contract in zip(columns, contracts, strict=True)
            ]
            yield Piece(np.arange(first, first + raw.size), raw, paths[first].as_py(), columns, values)
        first += raw.size


def _declared(batch: Batch, first: int, size: int, name: str) -> RawColumn | None:
    """Return a column of ARTICLES, for input without columns of its own; ... stands where the format cannot have a value."""
    if name not in ARTICLES.names:
        return None
    column = batch.articles.column(name).slice(first, size)
    if name not in FIELDS or name == "article_id":
        return column
    carried = [name in batch.fields_of(row) for row in range(first, first + size)]
    if not any(carried):
        return None
    if all(carried) and not pa.types.is_string(column.type):
        return column
    return [value if there else ... for value, there in zip(column.to_pylist(), carried, strict=True)]


class _Work:
    """The checks of a batch: what they have counted and found, and why some could not judge."""

    def __init__(self, checks: Sequence[ColumnCheck]) -> None:
        self.hits: list[Hit] = []
        self._checks = {check.name: check for check in checks}
        self._tallies = {check.name: Tally() for check in checks}
        self._reasons: dict[str, str] = {}

    def told(self) -> dict[str, Tally]:
        """Return the counts by a check's name, with the reason where nothing could be judged."""
        for name, tally in self._tallies.items():
            if not tally.evaluated:
                tally.needs = self._reasons.get(self._checks[name].contract.column)
        return self._tallies

    def check(self, contracts: Sequence[Contract], group: Sequence[Piece]) -> None:
        """Check pieces of the same shape."""
        own = group[0].raw.kind != "none"
        columns = [joined([piece.values[number] for piece in group]) for number in range(len(contracts))]
        which = [number for number, values in enumerate(columns) if own or values is not None]
        size = sum(len(piece.rows) for piece in group)
        verdicts = execute([(contracts[number], columns[number]) for number in which], size)
        for number, contract in enumerate(contracts):
            if number not in which:
                self._reasons[contract.column] = "text files and documents have no such column"
        for number, verdict in zip(which, verdicts, strict=True):
            column = _Column(contracts[number], columns[number], verdict, group, number)
            self._note_column(column)
            if column.values is not None:
                self._note_values(column, column.values)

    def _note_column(self, column: _Column) -> None:
        """Note whether the column is there, and of its type: of a table once, whatever its rows."""
        contract, kind = column.contract, column.group[0].raw.kind
        begun = [piece for piece in column.group if piece.raw.first]
        if column.values is None:
            self._reasons[contract.column] = f"there is no column '{contract.column}'"
        if kind in ("table", "text"):
            told = [
                f"there is no column '{contract.column}'; the columns are {listed(p.raw.names)}"
                for p in begun
            ]
            self._note_tables(contract, "required", begun, told if column.verdict.missing else ())
        if kind == "table" and column.values is not None:
            is_what = f"column '{contract.column}' is {column.values.told}, not {contract.kind}"
            if column.verdict.mistyped:
                self._reasons[contract.column] = is_what
            self._note_tables(
                contract, "dtype", begun, [is_what] * len(begun) if column.verdict.mistyped else ()
            )

    def _note_tables(
        self, contract: Contract, key: str, pieces: Sequence[Piece], messages: Sequence[str]
    ) -> None:
        name = f"columns.{contract.column}.{key}"
        if name not in self._checks:
            return
        self._tallies[name].add(Tally(len(pieces), len(messages)))
        for piece, message in zip(pieces, messages, strict=False):
            self.hits.append(Hit(self._checks[name], message, path=piece.path))

    def _note_values(self, column: _Column, values: Values) -> None:
        contract, kind = column.contract, column.group[0].raw.kind
        none = np.zeros(len(values.null), bool)
        absent = none if values.absent is None else values.absent
        misfit = none if values.misfit is None else values.misfit
        known = ~values.null
        if kind == "json":
            self._note_rows(column, "required", ~none, absent)
        if kind != "table" and values.misfit is not None:
            self._note_rows(column, "dtype", known, misfit)
        self._note_rows(column, "nullable", ~absent, column.verdict.failed["nullable"] & ~absent)
        for key in VALUE_KEYS:
            if key in column.verdict.failed and not column.verdict.mistyped:
                self._note_rows(column, key, known & ~misfit, column.verdict.failed[key])
        if absent.all():
            self._reasons[contract.column] = f"no record has '{contract.column}'"
        elif not known.any():
            self._reasons.setdefault(contract.column, f"column '{contract.column}' holds no value but null")

    def _note_rows(self, column: _Column, key: str, judged: Truths, failed: Truths) -> None:
        name = f"columns.{column.contract.column}.{key}"
        if name not in self._checks:
            return
        self._tallies[name].add(Tally(int(np.count_nonzero(judged)), int(np.count_nonzero(failed))))
        rows = np.concatenate([piece.rows for piece in column.group])
        for place in np.flatnonzero(failed).tolist():
            message, value, threshold = _said(column, key, place)
            hit = Hit(
                self._checks[name], message, int(rows[place]), None, column.shown(place), value, threshold
            )
            self.hits.append(hit)


class _Column(NamedTuple):
    """A contract's column in pieces of the same shape."""

    contract: Contract
    values: Values | None
    verdict: Verdict
    group: Sequence[Piece]
    number: int

    def shown(self, place: int) -> str | None:
        """Return a value as text, by its place in all pieces; None for null."""
        for piece in self.group:
            if place < len(piece.rows):
                column = piece.columns[self.number]
                return None if column is None else shown(column, place)
            place -= len(piece.rows)
        return None


def _said(column: _Column, key: str, place: int) -> tuple[str, float | None, float | None]:
    """Return the message about a value, and what was measured and allowed."""
    contract, named = column.contract, f"column '{column.contract.column}'"
    match key:
        case "required":
            return f"the record has no '{contract.column}'", None, None
        case "nullable":
            return f"{named} is null", None, None
        case "dtype":
            return f"{named} holds no {contract.kind}", None, None
        case "isin":
            return f"{named} is none of {listed(contract.isin or ())}", None, None
        case "str_matches":
            return f"{named} does not match {contract.str_matches}", None, None
        case "str_length":
            length = len(column.shown(place) or "")
            side, bound = _crossed(contract.str_length or Range(), length, "fewer than", "more than")
            return f"{named} has {length:,} characters, {side} {bound:,}", float(length), float(bound)
    value: Any = None if column.values is None else column.values.array[place].as_py()
    side, bound = _crossed(contract.in_range or Range(), value, "below", "above")
    numbers = isinstance(value, int | float)
    return (
        f"{named} is {shorten(column.shown(place) or str(value), 40)}, {side} {bound}",
        float(value) if numbers else None,
        float(bound) if numbers else None,
    )


def _crossed(bounds: Range, value: Any, below: str, above: str) -> tuple[str, Any]:
    low, high = bounds
    return (below, low) if low is not None and value < low else (above, high)
