"""What a reader hands on: a batch of articles, what it could not read, and where the articles stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

import pyarrow as pa


class Problem(NamedTuple):
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


# The columns of ARTICLES that the input can hold a value for at all: a plain text file has no url, not even a null one.
Fields = frozenset[str]
TEXT_ONLY: Fields = frozenset({"text"})


class Batch(NamedTuple):
    """Some articles of one file or table, in order.

    ``articles`` has the schema ARTICLES and may have no rows. ``fields`` says which of its columns the input has: one
    set for all articles, or one an article where they differ (files of several kinds, records with keys of their own).
    ``locator`` is None where the position in the text is
    the position in the file (plain text) or where there are no lines at all (Parquet, tables in memory).
    ``notes`` are remarks for people that are no findings ("read as windows-1252"). ``share`` is how much of its file is
    read with it (0 to 1, about); None where that is not known.
    """

    articles: pa.RecordBatch
    problems: tuple[Problem, ...] = ()
    locator: Locator | None = None
    notes: tuple[str, ...] = ()
    fields: Fields | tuple[Fields, ...] = TEXT_ONLY
    share: float | None = None

    def fields_of(self, row: int) -> Fields:
        """Return the columns of ARTICLES that the input has for an article."""
        return self.fields[row] if isinstance(self.fields, tuple) else self.fields


def joined(parts: Iterable[tuple[int, Fields | tuple[Fields, ...]]]) -> Fields | tuple[Fields, ...]:
    """Return the fields of batches put together, each given with its number of articles."""
    each = [own for size, own in parts for own in (own if isinstance(own, tuple) else (own,) * size)]
    return (each[0] if each else TEXT_ONLY) if len(set(each)) < 2 else tuple(each)
