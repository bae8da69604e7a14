"""Mending tables: a new file of the same format, in which only the mended values differ."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, NamedTuple

import pyarrow as pa

from newsqa import arrow, mending, readers
from newsqa.errors import NewsqaError
from newsqa.files import replacing
from newsqa.fixes import Authors, fix_article
from newsqa.readers.decoding import byte_order_mark
from newsqa.readers.fields import FieldMap
from newsqa.readers.files import label
from newsqa.readers.json_elements import Element, Window, elements
from newsqa.readers.json_places import find
from newsqa.readers.json_records import is_object
from newsqa.readers.json_values import first_article
from newsqa.readers.streams import open_path
from newsqa.suite import Suite
from newsqa.view import Context

_scan = json.JSONDecoder(strict=False).raw_decode


class Change(NamedTuple):
    """The value of a field before and after mending: a string, or the list of authors."""

    before: Any
    after: Any


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
    authors = _authors(path, FieldMap.of(dict(fields)))
    for batch in readers.batches([path], fields=fields):
        for row, article in enumerate(batch.articles.to_pylist()):
            fixed = fix_article(
                article, suite, context, unsafe=unsafe, fields=batch.fields_of(row), authors=authors
            )
            if fixed.applied:
                names = {"authors" if edit.of_author else edit.field for edit in fixed.applied}
                values = {name: Change(article[name], fixed.article[name]) for name in sorted(names)}
                yield article["record"], values, len(fixed.applied)


def _authors(path: Path, fields: FieldMap) -> Authors:
    """Return how a table holds its authors."""
    form = mending.kind(path)
    if form in ("jsonl", "json"):
        return "list"
    if form not in ("parquet", "arrow"):
        return "single"
    try:
        schema = _schema(path, form)
    except pa.ArrowInvalid:  # damaged, which is said when it is read
        return "unwritable"
    key = fields.match(schema.names).get("authors", ())
    if len(key) != 1:
        return "unwritable"
    kind = schema.field(key[0]).type
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return "list" if _is_string(kind.value_type) else "unwritable"
    return "single" if _is_string(kind) else "unwritable"


def _schema(path: Path, form: str) -> pa.Schema:
    import pyarrow.parquet as pq

    if form == "parquet":
        return pq.read_schema(path)
    with pa.memory_map(str(path)) as source:
        file = source.read(6) == b"ARROW1"
        source.seek(0)
        return (pa.ipc.open_file if file else pa.ipc.open_stream)(source).schema


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
    write = {"jsonl": _jsonl, "json": _json, "csv": _csv, "tsv": _tsv, "parquet": _parquet, "arrow": _arrow}[
        kind
    ]
    with replacing(output) as file:
        try:
            write(path, file, found.by_record, FieldMap.of(dict(fields)))
        except pa.ArrowInvalid as error:  # damaged, or compressed as a whole
            raise NewsqaError(f"{path}: cannot be mended: {error}") from None
    return found


def _jsonl(path: Path, out: IO[bytes], mended: Mapping[int, Values], fields: FieldMap) -> None:
    text, mark = _text(path)
    out.write(mark)
    _copy(text, _lines(text), out, mended, fields)


def _json(path: Path, out: IO[bytes], mended: Mapping[int, Values], fields: FieldMap) -> None:
    text, mark = _text(path)
    out.write(mark)
    _copy(text, _elements(text, fields), out, mended, fields)


class _Written(NamedTuple):
    """A record of JSON as it is written: its number, where it begins in the text, and how it goes on."""

    record: int
    start: int
    raw: str


def _lines(text: str) -> Iterator[_Written]:
    record = start = 0
    for line in text.split("\n"):
        if line and not line.isspace():  # as the reader counts records
            record += 1
            yield _Written(record, start, line)
        start += len(line) + 1


def _elements(text: str, fields: FieldMap) -> Iterator[_Written]:
    window = Window(iter([text]))
    begin = first_article(window, fields)
    record = 0
    for one in elements(window, begin, fields, mending.MAX_BYTES) if begin else ():
        if isinstance(one, Element):
            record += 1
            yield _Written(record, one.start, one.raw)
        else:
            record += one.records


def _copy(
    text: str, records: Iterator[_Written], out: IO[bytes], mended: Mapping[int, Values], fields: FieldMap
) -> None:
    """Copy everything byte for byte but the mended strings, which are written in their places."""
    done = 0
    usual: dict[str, tuple[str, ...]] | None = (
        None  # the keys of the first record, which a later one may lack
    )
    for record, start, raw in records:
        if record not in mended and (usual is not None or not is_object(raw)):
            continue
        own = fields.match(list(json.loads(raw, parse_int=str, parse_float=str)))
        usual = own if usual is None else usual
        new = raw
        for name, value in mended.get(record, {}).items():
            write = _with_authors if name == "authors" else _with_value
            new = write(new, {**usual, **own}[name], value.after)
        out.write(text[done:start].encode() + new.encode())
        done = start + len(raw)
    out.write(text[done:].encode())


def _with_value(line: str, path: tuple[str, ...], value: str) -> str:
    """Return a line of JSON with another string, or another whole number, under a path of keys.

    Null, true and false become strings.
    """
    start = find(line, path)
    text = json.dumps(value, ensure_ascii=False)
    if start is None and len(path) == 1:  # a record may lack a key that the first one has
        end = line.rindex("}")
        return f"{line[:end].rstrip()}, {json.dumps(path[0], ensure_ascii=False)}: {text}{line[end:]}"
    if start is None or line[start] not in '"ntf-0123456789':
        raise NewsqaError(f"the value of {'.'.join(path)} is no string: only strings are mended")
    _, end = _scan(line, start)
    return line[:start] + (text if line[start] in '"ntf' else value) + line[end:]


def _with_authors(line: str, path: tuple[str, ...], names: list[str | None]) -> str:
    """Return a line of JSON with other authors; one string stays a string, and objects with a name stay objects."""
    start = find(line, path)
    if start is None:
        raise NewsqaError(f"the value of {'.'.join(path)} cannot be mended")
    old, end = _scan(line, start)
    objects = {e["name"]: e for e in (old if isinstance(old, list) else [old]) if isinstance(e, dict)}
    kind = {"@type": next(iter(objects.values())).get("@type")} if objects else {}
    kind = {key: value for key, value in kind.items() if value is not None}
    made = [objects.get(name, {**kind, "name": name}) if objects else name for name in names]
    new = made if isinstance(old, list) or len(made) > 1 else made[0] if made else None
    return line[:start] + json.dumps(new, ensure_ascii=False) + line[end:]


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
            before, after = _cell(value.before), _cell(value.after)
            if record > len(body) or body[record - 1][keys[name]] != before:
                raise NewsqaError(
                    f"{path}: damaged rows make it unsafe to mend: see what newsqa check says of them"
                )
            body[record - 1][keys[name]] = after
    target = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    csv.writer(
        target, delimiter=delimiter, lineterminator="\r\n" if header.endswith("\r") else "\n"
    ).writerows(rows)
    target.detach()


def _cell(value: str | list[str] | None) -> str:
    """Return a value as a cell holds it: nothing for null, of the authors the only one."""
    return value if isinstance(value, str) else "".join(value or ())


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


def _with_values(batch: pa.RecordBatch, key: tuple[str, ...], values: Mapping[int, Any]) -> pa.RecordBatch:
    index = batch.schema.get_field_index(key[0])
    kind = batch.schema.field(index).type
    column = batch.column(index).to_pylist()
    if len(key) == 1 and _is_string(kind):
        for row, value in values.items():
            column[row] = _cell(value)
        mended = arrow.array(column, pa.string()).cast(kind)
    elif len(key) == 1 and (pa.types.is_integer(kind) or pa.types.is_floating(kind)):
        for row, value in values.items():
            column[row] = int(value)
        mended = arrow.array(column, kind)
    elif (
        len(key) == 1
        and (pa.types.is_list(kind) or pa.types.is_large_list(kind))
        and _is_string(kind.value_type)
    ):
        for row, value in values.items():
            column[row] = value
        mended = arrow.array(column, pa.list_(pa.string())).cast(kind)
    else:
        raise NewsqaError(f"the column {'.'.join(key)} is {kind}: only columns of strings are mended")
    return batch.set_column(index, batch.schema.field(index), mended)


def _is_string(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))
