"""Joins the small batches of many small files: rules work on whole columns, and every batch has its price."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import pyarrow as pa

from newsqa.readers.batch import Batch, Locator, joined, joined_raw
from newsqa.readers.rows import Limits
from newsqa.schema import ARTICLES


class PackedPlaces(NamedTuple):
    """The locator of a joined batch: the locators of its parts, and the row each part starts with."""

    starts: Sequence[int]
    parts: Sequence[Locator | None]

    def __call__(
        self, row: int, field: str, offsets: Sequence[int]
    ) -> Sequence[tuple[int, int | None]] | None:
        """Ask the locator of the part; None where it has none."""
        part = bisect_right(self.starts, row) - 1
        locator = self.parts[part]
        return None if locator is None else locator(row - self.starts[part], field, offsets)


def pack(batches: Iterable[Batch], limits: Limits) -> Iterator[Batch]:
    """Join neighbouring batches, as long as they stay within the limits.

    Batches of plain text are not for this function: without a locator their places are those of the text.
    """
    waiting: list[Batch] = []
    rows = size = 0
    for batch in batches:
        more_rows = max(len(batch.articles), len(batch.problems))
        more_size = batch.articles.nbytes + getattr(batch.locator, "held", 0)
        if waiting and (rows + more_rows > limits.rows or size + more_size > limits.bytes):
            yield _join(waiting)
            waiting, rows, size = [], 0, 0
        waiting.append(batch)
        rows += more_rows
        size += more_size
    if waiting:
        yield _join(waiting)


def _join(batches: list[Batch]) -> Batch:
    if len(batches) == 1:
        return batches[0]
    starts, problems, first = [], [], 0
    for batch in batches:
        starts.append(first)
        for problem in batch.problems:
            problems.append(problem if problem.row is None else problem._replace(row=problem.row + first))
        first += len(batch.articles)
    table = pa.Table.from_batches([batch.articles for batch in batches], schema=ARTICLES).combine_chunks()
    parts = table.to_batches() or [batches[0].articles]
    places = [batch.locator for batch in batches]
    return Batch(
        parts[0],
        tuple(problems),
        PackedPlaces(starts, places) if any(places) else None,
        tuple(note for batch in batches for note in batch.notes),
        joined((len(batch.articles), batch.fields) for batch in batches),
        batches[-1].share,
        joined_raw(batches),
        tuple(batch.is_in_markup(row) for batch in batches for row in range(len(batch.articles)))
        if any(batch.in_markup for batch in batches)
        else False,
    )
