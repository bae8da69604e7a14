"""The state on disk: partitions, each what one run has added, behind a manifest that is written last.

A directory with ``manifest.json``, ``lock``, and below ``partitions/`` a directory a partition with one Parquet file a
relation. The header (format and parameters of every relation) stands in the manifest and in each file; another header
is never merged, nor is a file that is not the one in the manifest. Runs wait for each other; what an interrupted one
leaves behind is no partition, and the next one clears it away.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from newsqa import arrow
from newsqa.corpus.copies import digests
from newsqa.corpus.corpus import Corpus, Partition
from newsqa.corpus.lines import numbers
from newsqa.corpus.locks import locked
from newsqa.corpus.manifest import Entry, Manifest
from newsqa.corpus.state import DOCUMENTS, State
from newsqa.corpus.store_files import (
    COMPARED,
    SHINGLES,
    Pairs,
    check_files,
    compare_header,
    header,
    names_of,
    read_partition,
    read_tables,
    write_partition,
)
from newsqa.errors import NewsqaError

if TYPE_CHECKING:
    from newsqa.view import Context

_MANIFEST = "manifest.json"
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_KEPT = (
    "the input holds no articles, and partition '{}' ({}) stays as it is: to remove it, take its entry out of"
)

_Stored = Sequence[tuple[Entry, Partition]]


@dataclass(frozen=True, slots=True)
class Addition:
    """The articles of a run among those of a state.

    ``corpus`` holds all of them, the run's own as new ones. ``store`` makes these the partition ``name`` of the state;
    NewsqaError when it cannot be written: the state is then as it was.
    """

    name: str
    corpus: Corpus
    notes: tuple[str, ...]
    store: Callable[[], None]


class Store:
    """A state in a directory, and the partition that the run will add.

    ``name`` is the name that the user gave the partition, or None; then it is called after ``source``, the run's inputs.
    """

    def __init__(self, path: Path, source: str, name: str | None = None) -> None:
        self.path = path
        self._source = source
        self._name = name
        self._unread = name  # the partition whose place is taken whatever it holds
        self._relations: tuple[str, ...] = ()
        self._manifest = Manifest()

    def opened(self, needed: Iterable[str]) -> tuple[str, ...]:
        """Return the relations of the state, those needed if there is none yet; NewsqaError when it cannot be used."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise NewsqaError(f"{self.path}: no state can be kept there: {error.strerror or error}") from None
        self._relations = tuple(sorted(set(needed) - {DOCUMENTS}))
        self._read_manifest()
        if missing := sorted(set(needed) - {DOCUMENTS, *self._relations}):
            raise NewsqaError(
                f"{self.path}: the state was kept without {', '.join(missing)}, which a selected rule needs: leave "
                "that rule out, or check all articles again into a new directory"
            )
        self._check_files(
            content=False
        )  # what is gone is told before hours of work, what has changed behind them
        return self._relations

    @contextmanager
    def adding(self, state: State, context: Context) -> Iterator[Addition]:
        """Give the articles of a run among those of the state, which no other process changes until the block ends."""
        with locked(self.path / "lock"):
            self._read_manifest()
            if self._relations != tuple(state.rows):
                raise NewsqaError(
                    f"{self.path}: another run has begun the state with other rules: check again"
                )
            if not state.size:
                self._unread = None
            self._check_files(content=True)
            own = state.partition()
            digest = _content_digest(own.documents)
            stored = [(entry, self._read(entry)) for entry in self._entries()]
            name, replaced = self._chosen(own.documents, digest, stored)
            own = replace(own, name=name, number=self._manifest.written + 1)
            if own.documents.num_rows:
                said = _replacements(own, digest, replaced)
            else:
                said = [
                    f"{_KEPT.format(e.name, _articles(e.articles))} {self.path / _MANIFEST}" for e in replaced
                ]
                replaced = []
            earlier = [partition for entry, partition in stored if entry not in replaced]
            corpus = self._corpus(earlier, [own], context)
            yield Addition(
                name,
                corpus,
                tuple(f"{self.path}: {note}" for note in said),
                partial(self._store, own, corpus, digest, replaced, tuple(said)),
            )

    def corpus(self, context: Context) -> Corpus:
        """Return the corpus of all partitions, all of them new."""
        self._read_manifest()
        self._unread = None
        self._check_files(content=True)
        return self._corpus((), [self._read(entry) for entry in self._entries()], context)

    def _corpus(self, earlier: Iterable[Partition], own: Iterable[Partition], context: Context) -> Corpus:
        corpus = Corpus.of(earlier, own, self._relations, context)
        if SHINGLES in self._relations:
            from newsqa.corpus.compared import Compared

            corpus.compared = Compared(_stored_in(corpus), corpus.numbers, self._pairs)
        return corpus

    # --- which partition ---------------------------------------------------------------------------------------

    def _entries(self) -> list[Entry]:
        """Return the partitions that are read."""
        return [entry for entry in self._manifest.entries if entry.name != self._unread]

    def _chosen(self, mine: pa.Table, digest: str, stored: _Stored) -> tuple[str, list[Entry]]:
        """Return the name of the run's partition, and the entries whose place it takes.

        It takes the place of the one with the same content, and of one of its name. Without a name of its own it takes
        that of its inputs; where that is taken by other articles (another day's, in the same directory), it is numbered.
        No articles at all are not another day's.
        """
        every = self._manifest.entries
        if not mine.num_rows:
            name = self._name or self._source
            return name, [entry for entry in every if entry.name == name]
        same = [entry for entry in every if entry.digest == digest]
        if self._name is not None:
            return self._name, [*same, *(e for e in every if e.name == self._name and e not in same)]
        again = [
            entry
            for entry, partition in stored
            if entry.source == self._source and entry not in same and _holds(mine, partition.documents)
        ]
        if found := [entry for entry in (*same, *again) if entry.source == self._source]:
            return found[0].name, [*same, *again]
        taken = {entry.name for entry in every if entry not in same}
        name, number = self._source, 1
        while name in taken:
            number += 1
            name = f"{self._source} ({number})"
        return name, same

    # --- files -------------------------------------------------------------------------------------------------

    def _folder(self, name: str) -> Path:
        return self.path / "partitions" / name

    def _read_manifest(self) -> None:
        path = self.path / _MANIFEST
        manifest = Manifest.read(path)
        if manifest is None:
            self._check_new()
            return
        for name, told in manifest.headers.items():
            compare_header(path, name, told)
        self._relations = tuple(sorted(set(manifest.headers) - {DOCUMENTS}))
        names = set(names_of(self._relations))
        if odd := [entry.name for entry in manifest.entries if set(entry.files) != names]:
            raise Manifest.unreadable(path, f"partition '{odd[0]}' has other files than the state")
        self._manifest = manifest

    def _check_new(self) -> None:
        """Raise NewsqaError where there is no manifest in a directory, but other things are."""
        # Hidden ones are the manifest of another process in the making, or what a desktop leaves everywhere.
        known = ("lock", "partitions")
        if any(c.name not in known and not c.name.startswith(".") for c in self.path.iterdir()):
            raise NewsqaError(f"{self.path}: not a state: there is no manifest.json, but other files")
        # A first run that was killed leaves one at most.
        if len([*(self.path / "partitions").glob("[!.]*")]) > 1:
            raise NewsqaError(
                f"{self.path}: the state has partitions, but its manifest.json is gone: bring it back, or begin anew in "
                "another directory"
            )

    def _check_files(self, *, content: bool) -> None:
        for entry in self._entries():
            check_files(self._folder(entry.folder), entry, self._relations, content=content)

    def _read(self, entry: Entry) -> Partition:
        return read_partition(self._folder(entry.folder), entry)

    def _pairs(self) -> Iterator[pa.Table]:
        """Yield the pairs of documents that earlier runs have compared."""
        from newsqa.corpus.compared import SCHEMA

        for entry in self._entries():
            yield from read_tables(self._folder(entry.folder), COMPARED, SCHEMA)

    def _store(
        self, own: Partition, corpus: Corpus, digest: str, replaced: Sequence[Entry], said: tuple[str, ...]
    ) -> None:
        """Make a run's articles a partition; NewsqaError when it cannot be written: the state is then as it was."""
        if not own.documents.num_rows:
            return
        folder = f"{re.sub(r'[^A-Za-z0-9]+', '-', own.name).strip('-')[-60:] or 'articles'}-{own.number}"

        try:
            files = write_partition(self._folder(folder), own, self._relations, _pairs_of(corpus))
            source = self._source if self._name is None else ""
            entry = Entry(own.name, source, folder, own.number, digest, own.documents.num_rows, files, said)
            kept = [one for one in self._manifest.entries if one not in replaced]
            Manifest(
                {name: header(name) for name in (DOCUMENTS, *self._relations)},
                own.number,
                sorted([*kept, entry], key=lambda one: one.name),
            ).write(self.path / _MANIFEST)
        except (OSError, pa.ArrowException, NewsqaError) as error:
            known = Manifest.read(self.path / _MANIFEST) or Manifest()
            if all(one.folder != folder for one in known.entries):
                shutil.rmtree(self._folder(folder), ignore_errors=True)
            cause = error.__cause__ if isinstance(error, NewsqaError) and error.__cause__ else error
            why = getattr(cause, "strerror", None) or str(cause)
            raise NewsqaError(f"{self.path}: the partition could not be stored: {why}") from error
        self._clear({folder, *(one.folder for one in kept)})

    def _clear(self, known: set[str]) -> None:
        """Delete what is no partition: those that were replaced, and what interrupted runs have left."""
        for folder in (self.path / "partitions").iterdir():
            if folder.name not in known:
                shutil.rmtree(folder, ignore_errors=True)


def _stored_in(corpus: Corpus) -> NDArray[np.int32]:
    """Return the number, in the state, of the partition of each document."""
    return np.array(corpus.partition_numbers, np.int32)[corpus.partitions]


def _pairs_of(corpus: Corpus) -> Pairs | None:
    """Return what yields the pairs that a run has compared, once it is known in which rows its own documents are stored."""
    compared = corpus.compared
    if compared is None:
        return None

    def pairs(ranks: NDArray[np.int32]) -> pa.Table:
        rows = corpus.numbers.copy()
        rows[corpus.new] = ranks[rows[corpus.new]]
        return compared.table(_stored_in(corpus), rows)

    return pairs


def _replacements(own: Partition, digest: str, replaced: Sequence[Entry]) -> list[str]:
    """Return which partitions a run replaces; of one that it has stored before, what it said then."""
    said: list[str] = []
    for entry in replaced:
        if entry.digest == digest and entry.name == own.name:
            said += entry.notes
        else:
            said.append(
                f"partition '{own.name}' ({_articles(own.documents.num_rows)}) takes the place of '{entry.name}' "
                f"({_articles(entry.articles)})"
            )
    return said


def _articles(count: int) -> str:
    return f"{count:,} article{'' if count == 1 else 's'}"


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
