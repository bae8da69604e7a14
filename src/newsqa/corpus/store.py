"""The state on disk: partitions, each what one run has added, behind a manifest that is written last.

A directory with ``manifest.json``, ``lock``, and below ``partitions/`` a directory a partition with one Parquet file a
relation. The header (format and parameters of every relation) stands in the manifest and in each file; another header
is never merged. Runs wait for each other; what an interrupted one leaves behind is no partition, and the next one
clears it away.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from newsqa import arrow
from newsqa.corpus import documents
from newsqa.corpus.copies import digests
from newsqa.corpus.corpus import Corpus, Partition, numbered
from newsqa.corpus.lines import numbers
from newsqa.corpus.locks import locked
from newsqa.corpus.relation import relation
from newsqa.corpus.state import DOCUMENTS, State
from newsqa.errors import NewsqaError
from newsqa.files import replacing

if TYPE_CHECKING:
    import pyarrow.parquet as pq

    from newsqa.view import Context

FORMAT = 1
_KEY = b"newsqa"
_ROW_GROUP = 100_000
_SPREAD = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Entry:
    """A partition in the manifest.

    ``source`` are the inputs that it is called after, empty where the user has named it; ``digest`` is that of the
    articles' content.
    """

    name: str
    source: str
    folder: str
    digest: str
    articles: int


class Store:
    """A state in a directory, and the partition that the run will add.

    ``name`` is the name that the user gave the partition, or None; then it is called after ``source``, the run's inputs.
    """

    def __init__(self, path: Path, source: str, name: str | None = None) -> None:
        self._path = path
        self._source = source
        self._name = name
        self._relations: tuple[str, ...] = ()
        self._entries: list[Entry] = []
        self._written = 0  # how many partitions were ever written: no folder has the name of another

    def opened(self, needed: Iterable[str]) -> tuple[str, ...]:
        """Return the relations of the state, those needed if there is none yet; NewsqaError when it cannot be used."""
        try:
            self._path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise NewsqaError(
                f"{self._path}: no state can be kept there: {error.strerror or error}"
            ) from None
        self._relations = tuple(sorted(set(needed) - {DOCUMENTS}))
        self._read_manifest()
        if missing := sorted(set(needed) - {DOCUMENTS, *self._relations}):
            raise NewsqaError(
                f"{self._path}: the state was kept without {', '.join(missing)}, which a selected rule needs: leave "
                "that rule out, or check all articles again into a new directory"
            )
        return self._relations

    @contextmanager
    def adding(self, state: State, context: Context) -> Iterator[tuple[Corpus, tuple[str, ...]]]:
        """Give the corpus with a run's articles as new ones; when the block ends, they are a partition of the state."""
        with locked(self._path / "lock"):
            self._read_manifest()
            if self._relations != tuple(state.rows):
                raise NewsqaError(
                    f"{self._path}: another run has begun the state with other rules: check again"
                )
            own = state.partition()
            digest = _content_digest(own.documents)
            stored = [(entry, self._stored(entry)) for entry in self._entries]
            name, replaced = self._named(own.documents, digest, stored)
            earlier = [partition for entry, partition in stored if entry not in replaced]
            own = Partition(name, own.documents, own.runs)
            yield Corpus.of(earlier, [own], self._relations, context), self._notes(name, replaced, own)
            if not own.documents.num_rows:
                return
            folder = self._write(own)
            source = self._source if self._name is None else ""
            entry = Entry(name, source, folder, digest, own.documents.num_rows)
            self._entries = sorted(
                [*(e for e in self._entries if e not in replaced), entry], key=lambda e: e.name
            )
            self._write_manifest()
            self._clear()

    def corpus(self, context: Context) -> Corpus:
        """Return the corpus of all partitions, all of them new."""
        self._read_manifest()
        return Corpus.of((), [self._stored(entry) for entry in self._entries], self._relations, context)

    # --- which partition ---------------------------------------------------------------------------------------

    def _named(
        self, mine: pa.Table, digest: str, stored: Sequence[tuple[Entry, Partition]]
    ) -> tuple[str, list[Entry]]:
        """Return the name of the run's partition, and the entries whose place it takes.

        It takes the place of the one with the same content, and of one of its name. Without a name of its own it takes
        that of its inputs; where that is taken by other articles (another day's, in the same directory), it is numbered.
        """
        same = [entry for entry, _ in stored if entry.digest == digest]
        if self._name is not None:
            named = [entry for entry, _ in stored if entry.name == self._name and entry not in same]
            return self._name, [*same, *named]
        again = [
            entry
            for entry, partition in stored
            if entry.source == self._source and entry not in same and _holds(mine, partition.documents)
        ]
        if found := [entry for entry in (*same, *again) if entry.source == self._source]:
            return found[0].name, [*same, *again]
        taken = {entry.name for entry, _ in stored if entry not in same}
        name, number = self._source, 1
        while name in taken:
            number += 1
            name = f"{self._source} ({number})"
        return name, same

    def _notes(self, name: str, replaced: Sequence[Entry], own: Partition) -> tuple[str, ...]:
        """Return what people should know: which partitions the run has replaced."""
        size = own.documents.num_rows
        return tuple(
            f"{self._path}: partition '{name}' ({size:,} articles) takes the place of '{e.name}' ({e.articles:,} articles)"
            for e in replaced
        )

    # --- files -------------------------------------------------------------------------------------------------

    def _header(self, name: str) -> dict[str, Any]:
        parameters = documents.PARAMETERS if name == DOCUMENTS else relation(name).parameters
        return {"format": FORMAT, "relation": name, **parameters}

    def _read_manifest(self) -> None:
        path = self._path / "manifest.json"
        try:
            manifest = json.loads(path.read_text("utf-8"))
            headers = {header["relation"]: header for header in manifest["headers"]}
            entries = [Entry(**entry) for entry in manifest["partitions"]]
            self._written = manifest["written"]
        except FileNotFoundError:
            # Hidden ones are the manifest of another process in the making, or what a desktop leaves everywhere.
            known = ("lock", "partitions")
            if any(c.name not in known and not c.name.startswith(".") for c in self._path.iterdir()):
                raise NewsqaError(
                    f"{self._path}: not a state: there is no manifest.json, but other files"
                ) from None
            # A first run that was killed leaves one at most.
            if len([*(self._path / "partitions").glob("[!.]*")]) > 1:
                raise NewsqaError(
                    f"{self._path}: the state has partitions, but its manifest.json is gone: bring it back, or begin anew in "
                    "another directory"
                ) from None
            return
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise NewsqaError(f"{path}: the state cannot be read: {error}") from None
        for name, header in headers.items():
            self._compare(path, name, header)
        self._relations = tuple(sorted(set(headers) - {DOCUMENTS}))
        self._entries = entries

    def _compare(self, path: Path, name: str, header: Any) -> None:
        """Refuse what was kept with other parameters; NewsqaError says which."""
        try:
            mine = json.loads(json.dumps(self._header(name)))
        except KeyError:
            mine = {}
        if header == mine:
            return
        known = header if isinstance(header, dict) else {}
        odd = [key for key in {**mine, **known} if mine.get(key) != known.get(key)]
        told = ", ".join(f"{key} is {known.get(key)} there and {mine.get(key)} here" for key in sorted(odd))
        raise NewsqaError(
            f"{path}: kept by another version or with other parameters ({name}: {told}): it cannot be merged with; check "
            "all articles again into a new directory"
        )

    def _stored(self, entry: Entry) -> Partition:
        """Return a partition as it is on disk."""
        folder = self._path / "partitions" / entry.folder
        for name in self._relations:  # before anything is added
            with self._opened(folder / f"{name}.parquet", name):
                pass
        tables = list(self._tables(folder, DOCUMENTS))
        table = pa.concat_tables([arrow.empty(documents.SCHEMA), *tables])

        def runs(name: str, numbers: NDArray[np.int32]) -> Sequence[Any]:
            return [relation(name).stored(partial(self._tables, folder, name), numbers)]

        return Partition(entry.name, table, runs)

    def _tables(self, folder: Path, name: str) -> Iterator[pa.Table]:
        """Yield the row groups of a relation's file; NewsqaError when it cannot be read."""
        schema = documents.SCHEMA if name == DOCUMENTS else relation(name).schema
        with self._opened(folder / f"{name}.parquet", name) as file:
            for number in range(file.num_row_groups):
                yield file.read_row_group(number).cast(schema)

    @contextmanager
    def _opened(self, path: Path, name: str) -> Iterator[pq.ParquetFile]:
        """Open a relation's file; NewsqaError when its header is not that of this state, or it cannot be read."""
        import pyarrow.parquet as pq

        try:
            with pq.ParquetFile(path) as file:
                header = (file.schema_arrow.metadata or {}).get(_KEY, b"null")
                self._compare(path, name, json.loads(header))
                yield file
        except (OSError, ValueError, pa.ArrowException) as error:
            raise NewsqaError(f"{path}: the state cannot be read: {error}") from None

    def _write(self, own: Partition) -> str:
        """Write a partition beside the others; return its folder's name."""
        parent = self._path / "partitions"
        parent.mkdir(exist_ok=True)
        self._written += 1
        name = f"{re.sub(r'[^A-Za-z0-9]+', '-', own.name).strip('-')[-60:] or 'articles'}-{self._written}"
        temporary = parent / f".{name}"
        for leftover in (temporary, parent / name):  # of an interrupted run
            shutil.rmtree(leftover, ignore_errors=True)
        temporary.mkdir()
        table, arrival = documents.sorted_rows(own.documents)
        ranks = np.empty(len(arrival), np.int32)
        ranks[arrival] = np.arange(len(arrival), dtype=np.int32)
        self._write_file(temporary, DOCUMENTS, documents.SCHEMA, iter([table]))
        sources, _ = numbered(table.column("source"))
        for one in self._relations:
            kind = relation(one)
            self._write_file(temporary, one, kind.schema, kind.written(own.runs(one, ranks), sources))
        temporary.rename(parent / name)
        return name

    def _write_file(self, folder: Path, name: str, schema: pa.Schema, tables: Iterator[pa.Table]) -> None:
        import pyarrow.parquet as pq

        held = schema.with_metadata({_KEY: json.dumps(self._header(name))})
        path = folder / f"{name}.parquet"
        with path.open("wb") as file:
            with pq.ParquetWriter(file, held, compression="zstd") as writer:
                for table in _joined(tables):
                    writer.write_table(
                        table.replace_schema_metadata(held.metadata), row_group_size=_ROW_GROUP
                    )
            file.flush()
            os.fsync(file.fileno())

    def _write_manifest(self) -> None:
        manifest = {
            "headers": [self._header(name) for name in (DOCUMENTS, *self._relations)],
            "written": self._written,
            "partitions": [asdict(entry) for entry in self._entries],
        }
        with replacing(self._path / "manifest.json") as file:
            file.write(json.dumps(manifest, indent=1, ensure_ascii=False).encode("utf-8", "surrogatepass"))

    def _clear(self) -> None:
        """Delete what is no partition: those that were replaced, and what interrupted runs have left."""
        known = {entry.folder for entry in self._entries}
        for folder in (self._path / "partitions").iterdir():
            if folder.name not in known:
                shutil.rmtree(folder, ignore_errors=True)


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


def _content_digest(table: pa.Table) -> str:
    """Return a digest of what articles say, whatever their order, ids and files."""
    mixed = np.zeros((table.num_rows, 2), np.uint64)
    for name in ("text_digest", "title_digest", "url_digest"):
        mixed = (mixed * _SPREAD + digests(table.column(name))[0]) * _SPREAD
    column = table.column("published_at").combine_chunks()
    said = np.where(arrow.valid(column), numbers(column.cast(pa.int64())), 0).astype(np.uint64)
    for name in ("source", "language"):
        said = said * _SPREAD + arrow.hashes(table.column(name).combine_chunks())
    mixed = (mixed + said[:, None] * _SPREAD) ^ (mixed >> np.uint64(29))
    total = (mixed * _SPREAD).sum(axis=0, dtype=np.uint64)
    return f"{table.num_rows:x}-" + "".join(f"{part:016x}" for part in total.tolist())


def _holds(mine: pa.Table, theirs: pa.Table) -> bool:
    """Tell whether at least half of the articles of a partition are in another one, by their text or address."""
    known = np.zeros(theirs.num_rows, bool)
    for name in ("text_digest", "url_digest"):
        (own, valid), (other, given) = digests(mine.column(name)), digests(theirs.column(name))
        known |= given & np.isin(other[:, 0], own[valid][:, 0])
    return bool(0 < theirs.num_rows <= 2 * np.count_nonzero(known))
