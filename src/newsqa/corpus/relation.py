"""Relations: what a state keeps besides one row an article, as tables whose rows say to which article they belong.

While articles come in, they are called by the order in which they came, counting from 0 (column ``document`` of every
relation). When a corpus is put together they get their final names, the rows of ``Corpus.documents``: an array
``documents`` maps one to the other. A relation is "group by key, merge" and nothing else: what `Relation.written` yields
depends on the rows alone, not on how they came in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    from newsqa.view import View

    Numbers = NDArray[np.int32]

# Name: the module below newsqa.corpus whose ``RELATION`` it is. Every state holds "documents", too: see there.
_MODULES = {"lines": "line_runs", "shingles": "shingles"}


class Rows(Protocol):
    """The rows of one relation for a growing number of articles; above some size they wait in temporary files."""

    def add(self, table: pa.Table, first: int) -> None:
        """Add the rows of a batch, whose article 0 is the article ``first`` of this object."""

    def merge(self, other: Any, first: int) -> None:
        """Take over the rows of another object of the same class, whose article 0 is now ``first``."""

    def runs(self, documents: Numbers) -> Sequence[Any]:
        """Return the rows as the runs that judges read; ``documents[i]`` is the final name of article ``i``."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation: how its rows are made, gathered, written and read.

    ``parameters`` go into the header of a state, values that JSON holds: another version, seed or band is another state.
    ``rows`` makes the rows of a batch, with the article's row in the batch as ``document``; it runs after the document
    rules of the same batch. ``gathered`` returns an empty object to add them to. ``written`` yields the tables of a
    partition's file from runs, in an order that depends on the rows alone; it is told the number of each document's
    source. ``stored`` makes a run of such a file: its first argument reads the file from the start, row group by row
    group, all columns or those of the given names, and may be called several times.
    """

    name: str
    schema: pa.Schema
    parameters: Mapping[str, Any]
    rows: Callable[[View], pa.Table]
    gathered: Callable[[], Rows]
    written: Callable[[Sequence[Any], Numbers], Iterator[pa.Table]]
    stored: Callable[[Callable[..., Iterator[pa.Table]], Numbers], Any]


@cache
def relation(name: str) -> Relation:
    """Return the relation of this name; KeyError when there is none."""
    found: Relation = import_module(f"newsqa.corpus.{_MODULES[name]}").RELATION
    return found
