"""The state: what is kept of the articles seen so far.

A state is updated batch by batch, states are merged in any order, and `State.finish` gives the same corpus whatever the
order and the sizes of the batches were.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import pyarrow as pa

from newsqa import arrow
from newsqa.corpus import documents
from newsqa.corpus.corpus import Corpus, Partition
from newsqa.corpus.relation import Rows, relation

if TYPE_CHECKING:
    from newsqa.view import Context, View

DOCUMENTS = "documents"


def kept(view: View, names: Iterable[str]) -> dict[str, pa.Table]:
    """Return the rows that a batch adds to the relations: "documents", and those of the given names."""
    rows = {DOCUMENTS: documents.rows(view)}
    for name in names:
        if name != DOCUMENTS:
            rows[name] = relation(name).rows(view)
    return rows


class State:
    """The articles seen so far, as relations: "documents", and those that the selected rules need."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self.size = 0  # articles, which are called by the order in which they came until the end
        self.rows: dict[str, Rows] = {n: relation(n).gathered() for n in sorted(set(names) - {DOCUMENTS})}
        self._documents: list[pa.Table] = []

    def update(self, view: View) -> None:
        """Add the articles of a batch, whose document rules have run before."""
        self.add(kept(view, self.rows))

    def add(self, tables: Mapping[str, pa.Table]) -> None:
        """Add what `kept` returned of a batch."""
        for name, rows in self.rows.items():
            rows.add(tables[name], self.size)
        self._documents.append(tables[DOCUMENTS])
        self.size += tables[DOCUMENTS].num_rows

    def merge(self, other: State) -> None:
        """Take over the articles of another state with the same relations; the other one is used up."""
        for name, rows in self.rows.items():
            rows.merge(other.rows[name], self.size)
        self._documents += other._documents
        self.size += other.size
        other._documents = []

    def partition(self, name: str = "") -> Partition:
        """Return the articles as a partition, which lasts as long as the state."""
        table = pa.concat_tables([arrow.empty(documents.SCHEMA), *self._documents])
        return Partition(name, table, lambda relation, numbers: self.rows[relation].runs(numbers))

    def finish(self, context: Context) -> Corpus:
        """Return the corpus of these articles alone."""
        return Corpus.of((), [self.partition()], self.rows, context)
