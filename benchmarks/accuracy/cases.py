"""What injectors take and give: an article with what is known of it, and the article with a fault."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from .sheet import Sheet

Columns = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a column: characters from 0, end exclusive."""

    start: int
    end: int
    column: str = "text"

    def meets(self, column: str, start: int | None, end: int | None) -> bool:
        """Tell whether a finding lies here; one without a place in this column does."""
        if column.partition("[")[0] != self.column:
            return False
        if start is None or end is None:
            return self.column != "text"
        return start < self.end and max(end, start + 1) > self.start


@dataclass(frozen=True, slots=True)
class Fault:
    """An article with a fault.

    ``places`` are where it shows: each is one fault to be found. None at all means that the article as a whole is at
    fault. A finding in ``also`` is neither right nor wrong. ``clean`` is the article without the fault, where that is
    not the one the injector was given. ``raw`` are the bytes of a file, for what only a file can have.
    """

    columns: Columns
    places: tuple[Place, ...] = ()
    also: tuple[Place, ...] = ()
    clean: Columns | None = None
    raw: bytes | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A clean article in one form: with its columns declared, or as the text of a file and nothing else."""

    id: str
    language: str
    columns: Columns
    title: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    published: dt.datetime | None = None
    captions: tuple[str, ...] = ()  # of its pictures
    expected: tuple[
        tuple[str, str], ...
    ] = ()  # rules and the lines that they rightly find in the clean article
    others: tuple[Case, ...] = field(default=(), repr=False)  # of the same collection

    @property
    def declared(self) -> bool:
        """Whether more than the text is given."""
        return len(self.columns) > 1

    @property
    def plain(self) -> Case:
        """The article as a file of text: its title is the first line."""
        titled = self.title is None or "title" in self.sheet().kinds
        return replace(self, columns={"text": self.text if titled else f"{self.title}\n\n{self.text}"})

    @property
    def text(self) -> str:
        """The text."""
        return str(self.columns["text"])

    def sheet(self) -> Sheet:
        """The text as blocks."""
        return Sheet.of(self.text, self.title)

    def with_text(self, text: str, **columns: Any) -> Columns:
        """Return the columns with another text; other columns only where the article declares any."""
        changed = columns if self.declared else {}
        return self.columns | {"text": text} | changed

    # --- faults ------------------------------------------------------------------------------------------------

    def at(self, sheet: Sheet, *blocks: int, **columns: Any) -> Fault:
        """Return the fault that shows in some whole blocks."""
        places = tuple(Place(*sheet.span(index)) for index in blocks)
        return Fault(self.with_text(sheet.text, **columns), places)

    def within(self, sheet: Sheet, block: int, start: int, end: int, **columns: Any) -> Fault:
        """Return the fault that shows in a part of a block."""
        at = sheet.start(block)
        return Fault(self.with_text(sheet.text, **columns), (Place(at + start, at + end),))

    def whole(self, sheet: Sheet | None = None, **columns: Any) -> Fault:
        """Return the fault that is the article's as a whole."""
        return Fault(self.with_text(sheet.text if sheet else self.text, **columns))

    def declare(self, column: str, value: Any, start: int = 0, end: int | None = None) -> Fault | None:
        """Return the fault of a declared value; None for an article that declares nothing."""
        if not self.declared:
            return None
        size = len(value) if isinstance(value, str) else 10**6
        return Fault(self.columns | {column: value}, (Place(start, size if end is None else end, column),))


Variant = Callable[[Case, Random], Fault | None]

# By code: what the fault looks like, and the function that puts it in.
INJECTORS: dict[str, dict[str, Variant]] = {}


def variant(code: str, name: str) -> Callable[[Variant], Variant]:
    """Register a function that puts the fault of a rule into an article."""

    def register(function: Variant) -> Variant:
        known = INJECTORS.setdefault(code, {})
        if name in known:
            raise ValueError(f"{code} has two variants called {name!r}")
        known[name] = function
        return function

    return register


def words_of(text: str) -> list[tuple[int, int]]:
    """Return where the words of a text stand; runs of letters."""
    return [found.span() for found in re.finditer(r"[^\W\d_]+", text)]


def fold(text: str) -> str:
    """Return a text in lower case with single spaces."""
    return " ".join(text.casefold().split())
