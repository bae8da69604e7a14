"""Mending tables: a new file of the same format, in which only the mended values differ."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, NamedTuple

import pyarrow as pa

from newsqa import arrow, readers
from newsqa.errors import NewsqaError
from newsqa.files import replacing
from newsqa.fixes import fix_article
from newsqa.readers.decoding import byte_order_mark
from newsqa.readers.fields import FieldMap
from newsqa.readers.files import label
from newsqa.readers.json_places import locate
from newsqa.readers.streams import open_path
from newsqa.suite import Suite
from newsqa.view import Context

_scan = json.JSONDecoder(strict=False).raw_decode


class Change(NamedTuple):
    """The value of a field before and after mending."""

    before: str
    after: str


Values = dict[str, Change]  # by the field of an article


@dataclass(slots=True)
class Corrections:
    """The values to replace, by record number (from 1), and how many edits they take."""

    by_record: dict[int, Values] = field(default_factory=dict)
    edits: int = 0


def corrections(
    path: Path, fields: Mapping[str, str], suite: Suite, context: Context, *, unsafe: bool
) -> Iterator[tuple[int, Values, int]]:
    """Yield the record number, the changed values and the number of edits of each mended record."""
    for batch in readers.batches([path], fields=fields):
        for article in batch.articles.to_pylist():
            fixed = fix_article(article, suite, context, unsafe=unsafe)
            if fixed.applied:
                names = {edit.field for edit in fixed.applied}
                values = {name: Change(article[name], fixed.article[name]) for name in sorted(names)}
                yield article["record"], values, len(fixed.applied)


def mend_table(
    path: Path,
    output: Path,
    kind: str,
    fields: Mapping[str, str],
    suite: Suite,
    context: Context,
    *,
    unsafe: bool,
) -> Corrections:
    """Write a copy of a table with its values mended; NewsqaError when the format or a column cannot be written."""
    found = Corrections()
    for record, values, edits in corrections(path, fields, suite, context, unsafe=unsafe):
        found.by_record[record] = values
        found.edits += edits
    write = {"jsonl": _jsonl, "csv": _csv, "tsv": _tsv, "parquet": _parquet, "arrow": _arrow}[kind]
    with replacing(output) as file:
        try:
            write(path, file, found.by_record, FieldMap.of(dict(fields)))
        except pa.ArrowInvalid as error:  # damaged, or compressed as a whole
            raise NewsqaError(f"{path}: cannot be mended: {error}") from None
    return found


def _jsonl(path: Path, out: IO[bytes], mended: Mapping[int, Values], fields: FieldMap) -> None:
    """Copy everything byte for byte but the mended strings, which are written in their places."""
    text, mark = _text(path)
    out.write(mark)
    record = 0
    for number, line in enumerate(text.split("\n")):
        blank = not line or line.isspace()  # as the reader counts records
        record += not blank
        if not blank and record in mended:
            keys = fields.match(list(json.loads(line, parse_int=str, parse_float=str)))
            for name, value in mended[record].items():
                line = _with_string(line, keys[name], value.after)
        out.write((b"\n" if number else b"") + line.encode())


def _with_string(line: str, path: tuple[str, ...], value: str) -> str:
    """Return a line of JSON with another string under a path of keys."""
    place = locate(line, path, (0,))
    if place is None or line[place[0] - 1 : place[0]] != '"':
        raise NewsqaError(f"the value of {'.'.join(path)} is no string: only strings are mended")
    start = place[0] - 1
    _, end = _scan(line, start)
    return line[:start] + json.dumps(value, ensure_ascii=False) + line[end:]


def _csv(path: Path, out: IO[bytes], mended: Mapping[int, Values], fields: FieldMap) -> None:
    _delimited(path, out, mended, fields, ",;\t|")


def _tsv(path: Path, out: IO[bytes], mended: Mapping[int, Values], fields: FieldMap) -> None:
    _delimited(path, out, mended, fields, "\t")


def _delimited(
    path: Path, out: IO[bytes], mended: Mapping[int, Values], fields: FieldMap, delimiters: str
) -> None:
    """Write all cells again; only those that need it are quoted."""
    text, mark = _text(path)
    out.write(mark)
    header = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(delimiters, key=re.sub('"[^"]*"', "", header).count)
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    first, *body = [row for row in rows if row]
    names = [name.strip() for name in first]
    keys = {name: names.index(column[0]) for name, column in fields.match(names).items()}
    for record, values in mended.items():
        for name, value in values.items():
            if record > len(body) or body[record - 1][keys[name]] != value.before:
                raise NewsqaError(
                    f"{path}: damaged rows make it unsafe to mend: see what newsqa check says of them"
                )
            body[record - 1][keys[name]] = value.after
    target = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    csv.writer(
        target, delimiter=delimiter, lineterminator="\r\n" if header.endswith("\r") else "\n"
    ).writerows(rows)
    target.detach()


def _text(path: Path) -> tuple[str, bytes]:
    """Return the text of a file in UTF-8 and its byte-order mark, if it has one."""
    stream = open_path(path, label(path))
    data = b"".join(stream)
    codec, size = byte_order_mark(data) or ("utf-8", 0)
    try:
        if stream.broken is None and codec.startswith("utf-8"):
            return data[size:].decode(), data[:size]
    except UnicodeDecodeError:
        pass
    raise NewsqaError(f"{path}: only complete UTF-8 files are mended: convert it first")


def _parquet(path: Path, out: IO[bytes], mended: Mapping[int, Values], fields: FieldMap) -> None:
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file, pq.ParquetWriter(out, file.schema_arrow, compression="zstd") as writer:
        for batch in _replaced(file.iter_batches(1000), file.schema_arrow, mended, fields):
            writer.write_batch(batch)


def _arrow(path: Path, out: IO[bytes], mended: Mapping[int, Values], fields: FieldMap) -> None:
    with pa.memory_map(str(path)) as source:
        if source.read(6) != b"ARROW1":
            source.seek(0)
            _arrow_stream(source, out, mended, fields)
            return
        source.seek(0)
        file = pa.ipc.open_file(source)
        batches = (file.get_batch(i) for i in range(file.num_record_batches))
        with pa.ipc.new_file(out, file.schema) as writer:
            for batch in _replaced(batches, file.schema, mended, fields):
                writer.write_batch(batch)


def _arrow_stream(
    source: pa.NativeFile, out: IO[bytes], mended: Mapping[int, Values], fields: FieldMap
) -> None:
    with pa.ipc.open_stream(source) as batches, pa.ipc.new_stream(out, batches.schema) as writer:
        for batch in _replaced(iter(batches), batches.schema, mended, fields):
            writer.write_batch(batch)


def _replaced(
    batches: Iterator[pa.RecordBatch], schema: pa.Schema, mended: Mapping[int, Values], fields: FieldMap
) -> Iterator[pa.RecordBatch]:
    """Yield the batches with the mended values in their columns, of the same types as before."""
    keys = fields.match(schema.names)
    base = 0
    for batch in batches:
        here = {
            record: mended[record]
            for record in range(base + 1, base + batch.num_rows + 1)
            if record in mended
        }
        for name in dict.fromkeys(name for values in here.values() for name in values):
            batch = _with_values(
                batch, keys[name], {r - base - 1: v[name].after for r, v in here.items() if name in v}
            )
        base += batch.num_rows
        yield batch


def _with_values(batch: pa.RecordBatch, key: tuple[str, ...], values: Mapping[int, str]) -> pa.RecordBatch:
    index = batch.schema.get_field_index(key[0])
    kind = batch.schema.field(index).type
    if len(key) > 1 or not (
        pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind)
    ):
        raise NewsqaError(f"the column {'.'.join(key)} is {kind}: only columns of strings are mended")
    column = batch.column(index).to_pylist()
    for row, value in values.items():
        column[row] = value
    return batch.set_column(index, batch.schema.field(index), arrow.array(column, pa.string()).cast(kind))
