"""The corpus: what judges look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from newsqa import arrow
from newsqa.corpus import documents
from newsqa.corpus.overlaps import same_articles

if TYPE_CHECKING:
    from newsqa.corpus.compared import Compared
    from newsqa.view import Context


@dataclass(frozen=True, slots=True)
class Partition:
    """What one run has added: its documents in any order, and the runs of the other relations.

    ``runs`` returns those of the relation it is given the name of; ``numbers[i]``, its other argument, is what document
    ``i`` is called from now on. ``number`` is the one that the partition has in a state on disk.
    """

    name: str
    documents: pa.Table
    runs: Callable[[str, NDArray[np.int32]], Sequence[Any]]
    number: int = 0


@dataclass
class Corpus:
    """All articles of a run and of the state on disk, put together.

    ``documents`` has one row an article, schema `newsqa.corpus.documents.SCHEMA`, sorted by id, path and record: the
    number of a document is its row, and the same whatever the order in which articles came. An article that several
    partitions hold is one document, of the run's own partition or else of the last one by name.

    ``new`` tells which documents the run has brought: findings are about those only. Without a state on disk all are.
    ``partitions`` numbers the partition of each document, in the order of ``partition_names`` and ``partition_numbers``
    (those in the state); the run's own partition is the last.

    ``relations`` holds the runs of the other relations that the selected rules need (`newsqa.corpus.relation`), all in
    the numbering of ``documents``. ``numbers`` gives the place of each document in its partition, as it came in.
    ``compared`` are the pairs of documents that earlier runs have compared; None without a state on disk.
    """

    documents: pa.Table
    context: Context
    new: NDArray[np.bool_]
    partitions: NDArray[np.int32]
    partition_names: Sequence[str] = ("",)
    partition_numbers: Sequence[int] = (0,)
    relations: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    numbers: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    compared: Compared | None = None

    @classmethod
    def of(
        cls,
        earlier: Iterable[Partition],
        own: Iterable[Partition],
        relations: Iterable[str],
        context: Context,
    ) -> Corpus:
        """Put partitions together: what ``own`` holds is new."""
        old = sorted(earlier, key=lambda partition: partition.name)
        every = [*old, *own]
        table = pa.concat_tables([arrow.empty(documents.SCHEMA), *(p.documents for p in every)])
        table, arrival = documents.sorted_rows(table)
        sizes = [partition.documents.num_rows for partition in every]
        starts = np.cumsum([0, *sizes])
        partitions = np.repeat(np.arange(len(every), dtype=np.int32), sizes)[arrival]
        numbers = arrival - starts[partitions]
        named, kept = same_articles(table, partitions)
        if len(kept) < len(arrival):
            table, partitions, numbers = (
                table.take(arrow.from_numpy(kept, pa.int64())),
                partitions[kept],
                numbers[kept],
            )
        ranks = np.empty(len(arrival), np.int32)
        ranks[arrival] = named
        runs = {
            name: [
                run
                for partition, start, size in zip(every, starts.tolist(), sizes, strict=False)
                for run in partition.runs(name, ranks[start : start + size])
            ]
            for name in relations
        }
        return cls(
            table,
            context,
            partitions >= len(old),
            partitions,
            [partition.name for partition in every],
            [partition.number for partition in every],
            runs,
            numbers,
        )

    @property
    def size(self) -> int:
        """How many documents there are."""
        return int(self.documents.num_rows)

    @property
    def lines(self) -> Sequence[Any]:
        """The runs of the relation "lines"."""
        return self.relations["lines"]

    @property
    def shingles(self) -> Sequence[Any]:
        """The runs of the relation "shingles"."""
        return self.relations["shingles"]

    @cached_property
    def sources(self) -> NDArray[np.int32]:
        """The number of each document's source in ``source_names``; -1 where no source is known."""
        return self._sources[0]

    @cached_property
    def source_names(self) -> list[str]:
        """The sources, ascending."""
        return self._sources[1]

    @cached_property
    def _sources(self) -> tuple[NDArray[np.int32], list[str]]:
        return numbered(self.documents.column("source"))


def numbered(column: pa.ChunkedArray) -> tuple[NDArray[np.int32], list[str]]:
    """Return a number a value, -1 for null, and the different values ascending, which the numbers count."""
    encoded = column.combine_chunks().dictionary_encode()
    names: list[str] = encoded.dictionary.to_pylist()
    order = sorted(range(len(names)), key=names.__getitem__)
    ranks = np.full(len(names) + 1, -1, np.int32)
    ranks[order] = np.arange(len(names), dtype=np.int32)
    known = arrow.valid(encoded.indices)
    raw = encoded.indices.buffers()[1]
    indices = np.frombuffer(raw or b"", np.int32, len(encoded), encoded.offset * 4 if raw else 0)
    return ranks[np.where(known, indices, len(names))], [names[i] for i in order]
