"""Collects articles read one by one and makes Arrow record batches of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple

import pyarrow as pa

from newsqa import arrow
from newsqa.readers.batch import TEXT_ONLY, Batch, Fields, Locator, Problem
from newsqa.readers.fields import FIELDS
from newsqa.schema import ARTICLES
from newsqa.text.lazy import lazy

_LONE_SURROGATE = lazy("[\ud800-\udfff]")

TEXT = FIELDS.index("text")
AUTHORS = FIELDS.index("authors")


class Limits(NamedTuple):
    """How much is held at a time: rows and bytes of text in a batch, and bytes of one record."""

    rows: int
    bytes: int
    record_bytes: int


@dataclass(slots=True)
class Rows:
    """Articles and problems waiting to become a batch.

    Values stand in the order of FIELDS; None is null. ``held`` counts the bytes of the texts and of whatever the
    reader keeps for its locator.
    """

    limits: Limits
    held: int = 0
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    _places: list[tuple[str | None, int | None, int | None]] = field(default_factory=list)
    _values: list[Sequence[Any]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self._values)

    def full(self, size: int) -> bool:
        """Tell whether the batch is to be handed on before an article of ``size`` bytes is added."""
        rows = len(self._values)
        return (
            rows >= self.limits.rows
            or len(self.problems) >= max(self.limits.rows, 1000)
            or (rows > 0 and self.held + size > self.limits.bytes)
        )

    def add(
        self, path: str | None, record: int | None, line: int | None, values: Sequence[Any], size: int
    ) -> None:
        """Add an article; ``values[0]``, its id, is not null."""
        self._places.append((path, record, line))
        self._values.append(values)
        self.held += size

    def waiting(self) -> bool:
        """Tell whether there is anything to hand on."""
        return bool(self._values or self.problems or self.notes)

    def take(self, locator: Locator | None = None, fields: Fields | tuple[Fields, ...] = TEXT_ONLY) -> Batch:
        """Make a batch of everything collected, and start anew; ``fields`` are those the articles can hold."""
        places, values = self._places, self._values
        path, record, line = zip(*places, strict=True) if places else ((), (), ())
        columns: dict[str, pa.Array] = {
            "path": arrow.array(path, pa.string()),
            "record": arrow.array(record, pa.int64()),
            "line": arrow.array(line, pa.int32()),
        }
        for name, column in zip(
            FIELDS, zip(*values, strict=True) if values else [()] * len(FIELDS), strict=True
        ):
            kind = ARTICLES.field(name).type
            try:
                columns[name] = arrow.array(column, kind)
            except UnicodeEncodeError:
                columns[name] = arrow.array([without_surrogates(value) for value in column], kind)
        batch = Batch(
            pa.RecordBatch.from_arrays([columns[name] for name in ARTICLES.names], schema=ARTICLES),
            tuple(self.problems),
            locator,
            tuple(self.notes),
            fields,
        )
        self.held, self.problems, self.notes, self._places, self._values = 0, [], [], [], []
        return batch


def without_surrogates(value: Any) -> Any:
    """Replace each lone surrogate, which no UTF-8 can hold, by U+FFFD; lists of strings element by element."""
    if isinstance(value, str):
        return _LONE_SURROGATE.sub("\ufffd", value)
    if isinstance(value, list):
        return [without_surrogates(element) for element in value]
    return value


def has_surrogate(text: str) -> int:
    """Return the character offset of the first lone surrogate, or -1."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        return error.start
    return -1


def utf8_size(text: str) -> int:
    """Return the length in UTF-8 bytes; lone surrogates count three."""
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))


def instant(value: str) -> datetime | None:
    """Read an ISO 8601 instant; without an offset it is UTC; None when it is not one."""
    try:
        parsed = datetime.fromisoformat(value.strip())
        return parsed.replace(tzinfo=UTC) if parsed.tzinfo is None else parsed.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
