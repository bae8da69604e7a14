"""Sources: input that can be read again, so that a report can show rows, facts and blocks when asked."""

from __future__ import annotations

import hashlib
import os
import weakref
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from newsqa import readers
from newsqa.errors import InputError
from newsqa.readers.batch import Batch

if TYPE_CHECKING:
    from newsqa.readers.exclusion import Exclusion

_NAME_CHARS = 100


def _is_several(given: Any) -> bool:
    """Tell whether paths were given rather than one, or a table; tables are iterable, too."""
    if isinstance(given, (list, tuple)):
        return True
    if isinstance(given, (str, Path)) or not isinstance(given, Iterable):
        return False
    from newsqa.readers.tables import is_table

    return not is_table(given)


class Source:
    """What was given to be checked: paths, or an object in memory.

    A RecordBatchReader can be read only once; while it is, its rows are kept in a temporary Arrow file that lives as
    long as this object. Standard input is not kept.
    """

    def __init__(
        self,
        given: Any,
        fields: Mapping[str, str] | None = None,
        format: str | None = None,
        schemas: Mapping[str, str] | None = None,
        exclude: Exclusion | None = None,
        contracts: Iterable[str] = (),
    ) -> None:
        # Paths may come from a generator, which would be empty when it is asked again.
        self.given = list(given) if _is_several(given) else given
        self.fields = dict(fields or {})
        self.format = format
        self.schemas = dict(schemas or {})
        self.exclude = exclude
        self.contracts = tuple(contracts)
        self._read = False
        self._spool: Path | None = None

    @property
    def in_memory(self) -> bool:
        """Whether the input is a table or stream rather than files."""
        return not isinstance(self.given, (str, os.PathLike, list))

    def jobs(self) -> Iterator[readers.Job]:
        """Return how the input is read from the start; InputError when it was standard input and is gone."""
        return readers.jobs(
            self._again(), fields=self.fields, format=self.format, schemas=self.schemas, exclude=self.exclude,
            contracts=self.contracts,
        )  # fmt: skip

    @property
    def paths(self) -> list[str]:
        """The paths that were given; none for a table or stream."""
        if self.in_memory:
            return []
        return [str(path) for path in (self.given if isinstance(self.given, list) else [self.given])]

    @property
    def name(self) -> str:
        """What the input is called: its paths, as far as they go into one short name."""
        return source_name(self.paths)

    def batches(self) -> Iterator[Batch]:
        """Read the input from the start; InputError when it was standard input and is gone."""
        return chain.from_iterable(job.read() for job in self.jobs())

    def rows(self) -> pa.Table:
        """Return the input's own rows: the table that was given, with all its columns; for files, ARTICLES."""
        if self.in_memory:
            given = self._again()
            return given.to_table() if hasattr(given, "to_table") else pa.table(_tabular(given))
        batches = [batch.articles for batch in self.batches()]
        from newsqa import schema

        return pa.Table.from_batches(batches, schema=schema.ARTICLES)

    def _again(self) -> Any:
        if self._spool is not None:
            return pa.ipc.open_stream(pa.memory_map(str(self._spool)))
        if isinstance(self.given, pa.RecordBatchReader):
            return self._spooled(self.given)
        names = self.given if isinstance(self.given, list) else [self.given]
        if any(isinstance(name, str) and name == "-" for name in names):
            if self._read:
                raise InputError(
                    "standard input is gone: store it in a file to see its rows, facts or blocks"
                )
            self._read = True
        return self.given

    def _spooled(self, reader: pa.RecordBatchReader) -> pa.RecordBatchReader:
        import tempfile

        folder = tempfile.TemporaryDirectory(prefix="newsqa-")
        weakref.finalize(self, folder.cleanup)
        path = Path(folder.name) / "rows.arrows"

        def copied() -> Iterator[pa.RecordBatch]:
            with pa.ipc.new_stream(str(path), reader.schema) as sink:
                for batch in reader:
                    sink.write_batch(batch)
                    yield batch
            self._spool = path

        return pa.RecordBatchReader.from_batches(reader.schema, copied())


def source_name(paths: Iterable[str]) -> str:
    """Return what an input is called: its paths, as far as they go into one short name; without any it is a table."""
    told = [os.path.normpath(path).replace(os.sep, "/") for path in paths] or ["table"]
    name = " ".join("standard input" if path == "-" else path for path in told)
    if len(name) <= _NAME_CHARS:
        return name
    digest = hashlib.blake2b(name.encode("utf-8", "surrogateescape"), digest_size=4).hexdigest()
    return f"{name[:_NAME_CHARS]}… ({digest})"


def _tabular(given: Any) -> Any:
    """Return what ``pa.table`` takes: a reader or a batch as a table, anything else as it is."""
    if isinstance(given, pa.RecordBatchReader):
        return given.read_all()
    return pa.Table.from_batches([given]) if isinstance(given, pa.RecordBatch) else given
