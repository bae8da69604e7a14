"""What a reader hands on: a batch of articles, what it could not read, and where the articles stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple, Protocol, TypeAlias

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

    def __call__(
        self, row: int, field: str, offsets: Sequence[int]
    ) -> Sequence[tuple[int, int | None]] | None:
        """Return (line, column) in the file, both from 1, of each offset; no column where only the line is known.

        ``row`` is the article's index in the batch, ``field`` a column of ARTICLES (or what `contract_place` returns),
        ``offsets`` ascending character
        offsets into its value (its length included: the place just behind it). None when the field does not stand
        in the file as text.
        """


# The columns of ARTICLES that the input can hold a value for at all: a plain text file has no url, not even a null one.
Fields = frozenset[str]
TEXT_ONLY: Fields = frozenset({"text"})


# A column of the input as it is: an Arrow column of a table; cells of text, None for an empty one; or values of JSON, of
# which ... stands for a record without the key, and a number is a string of a class of its own, as it is written.
RawColumn: TypeAlias = pa.Array | Sequence[Any]


class RawColumns(NamedTuple):
    """The columns that contracts ask for, of ``size`` neighbouring articles of one file or table.

    ``kind`` says what holds them: a table with types, text (CSV), or JSON; "none" stands for text files and documents, which
    have no columns of their own. ``columns`` are by the name in the contract; those that the input does not have are not
    there. ``names`` are all columns of the file, and ``first`` says whether these are the first articles of it.
    """

    size: int
    kind: Literal["table", "text", "json", "none"]
    columns: Mapping[str, RawColumn] = {}
    names: Sequence[str] = ()
    first: bool = False


def contract_place(column: str) -> str:
    """Return what a locator calls a column that a contract is about."""
    return f"columns.{column}"


class Batch(NamedTuple):
    """Some articles of one file or table, in order.

    ``articles`` has the schema ARTICLES and may have no rows. ``fields`` says which of its columns the input has: one
    set for all articles, or one an article where they differ (files of several kinds, records with keys of their own).
    ``locator`` is None where the position in the text is
    the position in the file (plain text) or where there are no lines at all (Parquet, tables in memory).
    ``notes`` are remarks for people that are no findings ("read as windows-1252"). ``share`` is how much of its file is
    read with it (0 to 1, about); None where that is not known. ``raw`` are the columns that contracts ask for, in pieces
    that follow each other; none where nobody asks. ``in_markup`` says whether the articles come from documents, which are
    not mended; one an article where they differ.
    """

    articles: pa.RecordBatch
    problems: tuple[Problem, ...] = ()
    locator: Locator | None = None
    notes: tuple[str, ...] = ()
    fields: Fields | tuple[Fields, ...] = TEXT_ONLY
    share: float | None = None
    raw: tuple[RawColumns, ...] = ()
    in_markup: bool | tuple[bool, ...] = False

    def is_in_markup(self, row: int) -> bool:
        """Tell whether an article comes from a document: `newsqa fix` leaves it alone."""
        return self.in_markup[row] if isinstance(self.in_markup, tuple) else self.in_markup

    def fields_of(self, row: int) -> Fields:
        """Return the columns of ARTICLES that the input has for an article."""
        return self.fields[row] if isinstance(self.fields, tuple) else self.fields


def joined(parts: Iterable[tuple[int, Fields | tuple[Fields, ...]]]) -> Fields | tuple[Fields, ...]:
    """Return the fields of batches put together, each given with its number of articles."""
    each = [own for size, own in parts for own in (own if isinstance(own, tuple) else (own,) * size)]
    return (each[0] if each else TEXT_ONLY) if len(set(each)) < 2 else tuple(each)


def joined_raw(batches: Sequence[Batch]) -> tuple[RawColumns, ...]:
    """Return the columns that contracts ask for, of batches put together."""
    if not any(batch.raw for batch in batches):
        return ()
    return tuple(
        raw for batch in batches for raw in batch.raw or (RawColumns(batch.articles.num_rows, "none"),)
    )
