"""Readers: bytes in, batches of ARTICLES out, streaming.

A reader knows formats and nothing else; what it cannot read becomes a Problem, and the rest is read. Formats load
what they need when they are met.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsqa import arrow
from newsqa.errors import InputError
from newsqa.readers import formats
from newsqa.readers.batch import Batch, Locator, Problem
from newsqa.readers.fields import FieldMap
from newsqa.readers.files import (
    FORMATS,
    TEXT_SUFFIXES,
    expand,
    kind_of,
    label,
)
from newsqa.readers.jobs import Job, groups, reading_manner
from newsqa.readers.rows import Limits
from newsqa.readers.streams import ByteStream, open_path, open_stdin
from newsqa.schema import ARTICLES

if TYPE_CHECKING:
    from newsqa.readers.exclusion import Exclusion

__all__ = ["Batch", "Job", "Locator", "Problem", "batches", "expand", "jobs"]


def batches(source: Any, **options: Any) -> Iterator[Batch]:
    """Read articles from files or from a table: the batches of all `jobs`, which takes the same arguments."""
    return chain.from_iterable(job.read() for job in jobs(source, **options))


def jobs(
    source: Any,
    *,
    fields: Mapping[str, str | None] | None = None,
    batch_rows: int = 1000,
    batch_bytes: int = 8 << 20,
    max_record_bytes: int = 50_000_000,
    format: str | None = None,
    text_suffixes: Iterable[str] = TEXT_SUFFIXES,
    schemas: Mapping[str, str] | None = None,
    contracts: Iterable[str] = (),
    exclude: Exclusion | None = None,
) -> Iterator[Job]:
    """Return how articles are read from files or from a table: in jobs, to be done in order.

    ``source`` is a path, a directory, a glob, ``-`` for standard input, or several of these; or a pyarrow Table,
    RecordBatch, RecordBatchReader (which is used up) or Dataset; or any object with ``__arrow_c_stream__``, such as
    a data frame of pandas or polars.

    ``fields`` maps fields of an article to the columns or keys that hold them; dots lead into nested values, and
    None leaves a field out. A batch has at most ``batch_rows`` rows and about ``batch_bytes`` bytes of text (more
    only where one article is larger). A text file, line or row of more than ``max_record_bytes`` bytes is not read
    but reported. ``format`` (text, jsonl, json, csv, tsv, parquet, arrow, or one of `newsqa.readers.formats`) holds for all files, whatever their
    names and contents. ``text_suffixes`` are the suffixes, with the dot, of plain text.
    ``schemas`` are the files of schemas, by the format whose items are held against them. ``contracts`` are columns to be
    handed on as they are (``Batch.raw``): those of that name in the input, else those read as the field of that name. ``exclude`` says which files and
    folders are left out.

    Nothing is read before a job's first batch is asked for, but paths, ``fields`` and ``format`` are checked at once.
    Raises InputError for a path that does not exist, a directory or glob without articles, input without a text
    column, a mapped column that is not there, or an object that is none of the above. Files that cannot be read
    raise nothing: they become problems.
    """
    chosen = FieldMap.of(fields, contracts)
    if batch_rows < 1 or batch_bytes < 1 or max_record_bytes < 1:
        raise InputError("batch_rows, batch_bytes and max_record_bytes must be at least 1")
    limits = Limits(batch_rows, batch_bytes, max_record_bytes)
    if format is not None and format not in FORMATS and formats.by_name(format) is None:
        known = ", ".join((*FORMATS, *formats.names()))
        raise InputError(f"unknown format {format!r}; the formats are {known}")
    if isinstance(source, str | os.PathLike):
        source = [source]
    elif not isinstance(source, list | tuple | set | frozenset):
        from newsqa.readers.tables import is_table, read_memory

        if is_table(source):
            batches_of = read_memory(source, chosen, limits)
            return iter([Job((), lambda: batches_of)])
    suffixes = tuple(text_suffixes)
    try:
        paths = list(source)
    except TypeError:
        paths = [source]
    for path in paths:
        if not isinstance(path, str | os.PathLike):
            if hasattr(path, "collect"):
                raise InputError(f"a {type(path).__name__} has no rows yet: collect() it first")
            raise InputError(
                f"cannot read articles from a {type(path).__name__}: a path, a pyarrow table or an object with "
                "__arrow_c_stream__ is needed (of pandas, version 2.2 or later)"
            )
    files = expand(paths, suffixes, exclude)
    alone = len(files) == 1

    manner = reading_manner(format, schemas or {})
    for name, schema in (schemas or {}).items():
        from newsqa.readers.schemas import check_schema

        check_schema(name, schema)

    def read(group: tuple[Path, ...]) -> Iterator[Batch]:
        return _read_files(group, chosen, limits, format, suffixes, alone, schemas or {})

    return (
        Job(() if Path("-") in group else group, partial(read, group), size, manner)
        for group, size in groups(files)
    )


def _read_files(
    paths: Iterable[Path],
    fields: FieldMap,
    limits: Limits,
    format: str | None,
    suffixes: tuple[str, ...],
    alone: bool,
    schemas: Mapping[str, str],
) -> Iterator[Batch]:
    from newsqa.readers.packing import pack
    from newsqa.readers.text import TextReader

    def opened() -> Iterator[tuple[bool, ByteStream, str]]:
        for path in paths:
            stream = open_stdin() if path == Path("-") else open_path(path, label(path))
            kind = format or kind_of(path, stream.peek(), suffixes, fields)
            yield kind == "text" or (stream.broken is not None and not stream.peek()), stream, kind

    for plain, group in groupby(opened(), key=itemgetter(0)):
        if plain:
            texts = TextReader(limits)
            for _, stream, _ in group:
                yield from texts.read(stream)
            yield from texts.flush()
        else:
            tables = (_read_table(stream, kind, fields, limits, alone, schemas) for _, stream, kind in group)
            yield from pack(chain.from_iterable(tables), limits)


def _read_table(
    stream: ByteStream,
    kind: str,
    fields: FieldMap,
    limits: Limits,
    alone: bool,
    schemas: Mapping[str, str],
) -> Iterator[Batch]:
    """Read a table; one without a text column is a problem where there are other files to read."""
    try:
        for batch in _read(stream, kind, fields, limits, schemas):
            yield batch if batch.share is not None else batch._replace(share=stream.share)
    except InputError as error:
        if alone:
            raise
        message = str(error).removeprefix(f"{stream.path} ")
        yield Batch(arrow.record_batch([], ARTICLES), (Problem("IO001", stream.path, message),))


def _read(
    stream: ByteStream, kind: str, fields: FieldMap, limits: Limits, schemas: Mapping[str, str]
) -> Iterator[Batch]:
    if kind == "jsonl":
        from newsqa.readers.jsonl import read_jsonl

        return read_jsonl(stream, fields, limits)
    if kind == "json":
        from newsqa.readers.json_values import read_json

        return read_json(stream, fields, limits)
    if kind in ("csv", "tsv"):
        from newsqa.readers.delimited import read_delimited

        return read_delimited(stream, fields, limits, tabs=kind == "tsv")
    if kind in ("parquet", "arrow"):
        from newsqa.readers.arrow_files import read_ipc, read_parquet

        return (read_parquet if kind == "parquet" else read_ipc)(stream, fields, limits)
    if (format := formats.by_name(kind)) is not None:
        from newsqa.readers.documents import read_documents

        return read_documents(stream, format, limits, schemas.get(kind))
    stream.close()
    note = f"{stream.path}: of no format with news articles that newsqa knows: not read"
    return iter([Batch(arrow.record_batch([], ARTICLES), notes=(note,))])
