"""Spark: articles are checked where they are, on the executors; what was found comes back, never the articles.

The executors need newsqa as well. Nothing here imports Great Expectations: they do not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa

from newsqa.corpus.judging import Judging, relations_of
from newsqa.engine import check_batch
from newsqa.errors import InputError
from newsqa.outcome import Outcome
from newsqa.part import Part
from newsqa.readers.fields import FieldMap
from newsqa.readers.rows import Limits
from newsqa.readers.tables import TableReader

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

    from newsqa.suite import Suite
    from newsqa.view import Context

_LIMITS = Limits(rows=1000, bytes=8 << 20, record_bytes=50_000_000)  # those of `newsqa.readers.jobs`
_SENT = "partition int, number int, suite int, articles long, part binary, keys binary"
_SCHEMA = pa.schema(
    [
        ("partition", pa.int32()),
        ("number", pa.int32()),
        ("suite", pa.int32()),
        ("articles", pa.int64()),
        ("part", pa.binary()),
        ("keys", pa.binary()),
    ]
)


class Task(NamedTuple):
    """What each executor is told. ``before`` says how many rows stand before those of a partition."""

    suites: Sequence[Suite]
    context: Context
    fields: Mapping[str, str]
    keys: Sequence[str]
    before: Mapping[int, int]


def check(
    frame: DataFrame,
    suites: Sequence[Suite],
    context: Context,
    fields: Mapping[str, str],
    columns: Iterable[str],
    keys: Sequence[str] = (),
) -> tuple[list[Outcome], pa.Table]:
    """Check the articles of a Spark frame against suites; return the outcome of each, and what failing rows are called.

    ``columns`` are those to read the ``fields`` from. The table has the columns ``keys`` and ``number``, which counts rows
    of the frame from 0; of rules on all articles together it needs every row's.
    """
    needed = list(dict.fromkeys((*columns, *keys)))
    rows = frame.select(*(f"`{name.replace('`', '``')}`" for name in needed))
    sizes = _sizes(rows)
    before = {
        partition: sum(size for other, size in sizes.items() if other < partition) for partition in sizes
    }
    sent = rows.mapInArrow(
        _checked(Task(suites, context, dict(fields), tuple(keys), before)), _SENT
    ).collect()
    sent.sort(key=lambda row: (row["partition"], row["number"]))
    if sum(row["articles"] for row in sent if row["suite"] == 0) != sum(sizes.values()):
        raise InputError("the rows of the frame change while they are read: persist it first")
    outcomes = []
    for which, suite in enumerate(suites):
        parts = (Part.read(pa.BufferReader(row["part"])) for row in sent if row["suite"] == which)
        outcomes.append(_outcome(parts, suite, context))
    named = [pa.ipc.open_stream(pa.BufferReader(row["keys"])).read_all() for row in sent]
    return outcomes, pa.concat_tables(named) if named else pa.table({name: [] for name in (*keys, "number")})


def _sizes(rows: DataFrame) -> dict[int, int]:
    from pyspark.sql import functions

    counted = rows.groupBy(functions.spark_partition_id().alias("partition")).count().collect()
    return {row["partition"]: row["count"] for row in sorted(counted)}


def _outcome(parts: Iterable[Part], suite: Suite, context: Context) -> Outcome:
    """Put together the parts of a run, in order; rules on all articles together judge at its end."""
    outcome = Outcome(suite)
    judging = Judging(suite, context) if _relations(suite) else None
    for part in parts:
        outcome.add(part)
        if judging and part.articles:
            judging = judging.added(part.kept)
    if judging and outcome.articles > 1:
        outcome.conclude(*judging.finish())
    return outcome


def _relations(suite: Suite) -> tuple[str, ...]:
    together = [e for e in suite.expectations if e.rule.judge is not None]
    return ("documents", *relations_of(together)) if together else ()


def _checked(task: Task) -> Callable[[Iterable[pa.RecordBatch]], Iterable[pa.RecordBatch]]:
    """Return what an executor does with the batches of a partition."""

    def checked(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        from pyspark import TaskContext

        task_context = TaskContext.get()
        if task_context is None:
            raise RuntimeError("the batches are checked outside of a Spark task")
        partition = task_context.partitionId()
        reader: TableReader | None = None
        first = task.before.get(partition, 0)
        number = 0
        for batch in batches:
            reader = reader or TableReader(
                None, batch.schema, FieldMap.of(task.fields), _LIMITS, before=first
            )
            start = 0
            for piece in reader.read([batch]):
                rows = batch.slice(start, piece.articles.num_rows)
                for which, suite in enumerate(task.suites):
                    part = check_batch(piece, suite, task.context, relations=_relations(suite))
                    names = _keys(rows, part, task, first + start, every=bool(_relations(suite)))
                    told = (partition, number, which, part.articles, _written(part), names)
                    yield pa.RecordBatch.from_pylist(
                        [dict(zip(_SCHEMA.names, told, strict=True))], schema=_SCHEMA
                    )
                start += len(rows)
                number += 1
            first += len(batch)

    return checked


def _written(part: Part) -> bytes:
    sink = pa.BufferOutputStream()
    part.write(sink)
    written: bytes = sink.getvalue().to_pybytes()
    return written


def _keys(rows: pa.RecordBatch, part: Part, task: Task, first: int, *, every: bool) -> bytes:
    """Return what the failing rows of a batch are called, as an Arrow stream."""
    failing = sorted({number for number in part.found.column("number").to_pylist() if number >= 0})
    chosen = pa.array(range(len(rows)) if every else failing, pa.int64())
    numbers = pa.array([first + number for number in chosen.to_pylist()], pa.int64())
    columns: dict[str, Any] = {name: rows.column(name).take(chosen) for name in task.keys}
    table = pa.table(columns | {"number": numbers})
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    written: bytes = sink.getvalue().to_pybytes()
    return written
