"""The files of a partition: one Parquet file a relation, each with the header of its relation."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from newsqa import arrow
from newsqa.corpus import documents
from newsqa.corpus.corpus import Partition, numbered
from newsqa.corpus.manifest import Entry, File
from newsqa.corpus.relation import relation
from newsqa.corpus.state import DOCUMENTS
from newsqa.errors import NewsqaError

if TYPE_CHECKING:
    import pyarrow.parquet as pq

FORMAT = 2
COMPARED, SHINGLES = "compared", "shingles"  # the pairs whose shingles were compared: a file, but no relation
_KEY = b"newsqa"
_ROW_GROUP = 100_000

# Returns the pairs that a run has compared (`newsqa.corpus.compared.SCHEMA`), told where each of its documents is stored.
Pairs = Callable[[NDArray[np.int32]], pa.Table]


def names_of(relations: Sequence[str]) -> tuple[str, ...]:
    """Return the names of a partition's files for the relations besides "documents"."""
    return (DOCUMENTS, *relations, *((COMPARED,) if SHINGLES in relations else ()))


def header(name: str) -> dict[str, Any]:
    """Return what a file says of how it was made; KeyError when there is no such file in a state."""
    if name == DOCUMENTS:
        return {"format": FORMAT, "relation": name, **documents.PARAMETERS}
    return {"format": FORMAT, "relation": name, **relation(SHINGLES if name == COMPARED else name).parameters}


def compare_header(path: Path, name: str, told: Any) -> None:
    """Refuse what was kept with other parameters; NewsqaError says which."""
    try:
        mine = json.loads(json.dumps(header(name)))
    except KeyError:
        mine = {}
    if told == mine:
        return
    known = told if isinstance(told, dict) else {}
    odd = [key for key in {**mine, **known} if mine.get(key) != known.get(key)]
    said = ", ".join(f"{key} is {known.get(key)} there and {mine.get(key)} here" for key in sorted(odd))
    raise NewsqaError(
        f"{path}: kept by another version or with other parameters ({name}: {said}): it cannot be merged with; check "
        "all articles again into a new directory"
    )


def check_files(folder: Path, entry: Entry, relations: Sequence[str], *, content: bool) -> None:
    """Raise NewsqaError where a file of a partition is not what was stored; without ``content`` sizes are compared only."""
    for name in names_of(relations):
        path, known = folder / f"{name}.parquet", entry.files[name]
        try:
            if path.stat().st_size == known.size and not (content and File.of(path) != known):
                continue
            what = "damaged: it is not the file that was stored"
        except FileNotFoundError:
            what = "is gone"
        except OSError as error:
            what = f"cannot be read: {error.strerror or error}"
        raise NewsqaError(
            f"{path}: {what}: bring it back, or check the articles of that partition again with --partition '{entry.name}'"
        )


def read_partition(folder: Path, entry: Entry) -> Partition:
    """Return a partition as it is on disk."""
    table = pa.concat_tables(
        [arrow.empty(documents.SCHEMA), *read_tables(folder, DOCUMENTS, documents.SCHEMA)]
    )

    def runs(name: str, numbers: NDArray[np.int32]) -> Sequence[Any]:
        kind = relation(name)
        return [kind.stored(partial(read_tables, folder, name, kind.schema), numbers)]

    return Partition(entry.name, table, runs, entry.number)


def read_tables(
    folder: Path, name: str, schema: pa.Schema, columns: Sequence[str] | None = None
) -> Iterator[pa.Table]:
    """Yield the row groups of a file, or some columns of them; NewsqaError when it cannot be read."""
    wanted = pa.schema([field for field in schema if columns is None or field.name in columns])
    with _opened(folder / f"{name}.parquet", name) as file:
        for number in range(file.num_row_groups):
            yield file.read_row_group(number, columns=wanted.names).cast(wanted)


@contextmanager
def _opened(path: Path, name: str) -> Iterator[pq.ParquetFile]:
    """Open a file; NewsqaError when its header is not that of this state, or it cannot be read."""
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            told = (file.schema_arrow.metadata or {}).get(_KEY, b"null")
            compare_header(path, name, json.loads(told))
            yield file
    except (OSError, ValueError, pa.ArrowException) as error:
        raise NewsqaError(f"{path}: the state cannot be read: {error}") from None


def write_partition(
    folder: Path, own: Partition, relations: Sequence[str], pairs: Pairs | None
) -> dict[str, File]:
    """Write a partition's files into a folder of its own, and return what they are; OSError leaves nothing behind."""
    temporary = folder.with_name(f".{folder.name}")
    for leftover in (temporary, folder):  # of an interrupted run
        shutil.rmtree(leftover, ignore_errors=True)
    try:
        temporary.mkdir(parents=True)
        table, arrival = documents.sorted_rows(own.documents)
        ranks = np.empty(len(arrival), np.int32)
        ranks[arrival] = np.arange(len(arrival), dtype=np.int32)
        files = {DOCUMENTS: _write(temporary, DOCUMENTS, documents.SCHEMA, iter([table]))}
        sources, _ = numbered(table.column("source"))
        for name in relations:
            kind = relation(name)
            files[name] = _write(temporary, name, kind.schema, kind.written(own.runs(name, ranks), sources))
        if pairs is not None:
            compared = pairs(ranks)
            files[COMPARED] = _write(temporary, COMPARED, compared.schema, iter([compared]))
        temporary.rename(folder)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise
    return files


def _write(folder: Path, name: str, schema: pa.Schema, tables: Iterator[pa.Table]) -> File:
    import pyarrow.parquet as pq

    held = schema.with_metadata({_KEY: json.dumps(header(name))})
    path = folder / f"{name}.parquet"
    with path.open("wb") as file:
        with pq.ParquetWriter(file, held, compression="zstd") as writer:
            for table in _joined(tables):
                writer.write_table(table.replace_schema_metadata(held.metadata), row_group_size=_ROW_GROUP)
        file.flush()
        os.fsync(file.fileno())
    return File.of(path)


def _joined(tables: Iterator[pa.Table]) -> Iterator[pa.Table]:
    """Yield tables of at least a row group, for many small ones."""
    held: list[pa.Table] = []
    for table in tables:
        held.append(table)
        if sum(one.num_rows for one in held) >= _ROW_GROUP:
            yield pa.concat_tables(held)
            held = []
    if held:
        yield pa.concat_tables(held)
