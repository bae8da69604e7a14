"""What a reader hands on: a batch of articles, what it could not read, and where the articles stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a reader could not read; the engine makes a finding of family io of it.

    ``row`` is the article's index in the batch when there is one (its text then holds U+FFFD for the lost bytes),
    else None. Lines and columns count from 1; the column counts characters.
    """

    code: str  # "IO001", "IO002" or "IO003"
    path: str | None
    message: str
    record: int | None = None
    line: int | None = None
    column: int | None = None
    row: int | None = None
    value: float | None = None
    threshold: float | None = None


class Locator(Protocol):
    """Finds the place in the file of a character of an article's field; called for flagged rows only."""

    def __call__(self, row: int, field: str, offsets: Sequence[int]) -> list[tuple[int, int]] | None:
        """Return (line, column) in the file, both from 1, of each offset.

        ``row`` is the article's index in the batch, ``field`` a column of ARTICLES, ``offsets`` ascending character
        offsets into its value (its length included: the place just behind it). None when the field does not stand
        in the file as text.
        """


@dataclass(frozen=True, slots=True)
class Batch:
    """Some articles of one file or table, in order.

    ``articles`` has the schema ARTICLES and may have no rows. ``locator`` is None where the position in the text is
    the position in the file (plain text) or where there are no lines at all (Parquet, tables in memory).
    ``notes`` are remarks for people that are no findings ("read as windows-1252").
    """

    articles: pa.RecordBatch
    problems: tuple[Problem, ...] = ()
    locator: Locator | None = None
    notes: tuple[str, ...] = ()
