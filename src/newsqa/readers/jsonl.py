"""JSON Lines: each line that is not blank is one article."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from newsqa.readers.batch import Batch
from newsqa.readers.decoding import Recoded
from newsqa.readers.fields import FieldMap
from newsqa.readers.json_records import JsonRecords, decode, kind_name, syntax_error
from newsqa.readers.lines import Lines, split_lines
from newsqa.readers.problems import (
    MOST_PARTS,
    TOO_MANY_PARTS,
    broken,
    json_parts,
    long_record,
    lost_bytes,
    lost_in_recoding,
    not_text,
    not_utf8,
)
from newsqa.readers.rows import Limits
from newsqa.readers.streams import ByteStream


def read_jsonl(stream: ByteStream, fields: FieldMap, limits: Limits) -> Iterator[Batch]:
    """Read a file of JSON Lines."""
    recoded = Recoded.of(stream, bad_lines=3)
    if recoded.encoding is None and stream.peek():
        yield not_text(stream, limits)
        return
    records = JsonRecords(stream.path, fields, limits)
    if recoded.encoding not in (None, "utf-8"):
        records.rows.notes.append(not_utf8(stream.path, str(recoded.encoding)))
    for block in split_lines(recoded, limits.record_bytes):
        yield from _read(block, records, limits)
    if recoded.lost:
        records.rows.problems.append(lost_in_recoding(stream.path, str(recoded.encoding), recoded.lost))
    if stream.broken is not None:
        records.rows.problems.append(broken(stream))
    if records.rows.waiting():
        yield records.take()


def _read(block: Lines, records: JsonRecords, limits: Limits) -> Iterator[Batch]:
    plain = not block.oversized and not block.damaged
    for index, raw in enumerate(block.lines):
        line = block.first + index
        if plain:
            if not raw or raw.isspace():
                continue
        elif index in block.oversized:
            records.number += 1
            size = block.oversized[index]
            records.rows.problems.append(
                long_record(records.path, size, limits.record_bytes, line, records.number)
            )
            continue
        elif not raw or raw.isspace():
            continue
        records.number += 1
        record = _parsed(raw, line, records)
        if record is not None:
            yield from records.add(record, raw, line)
        elif records.rows.full(0):
            yield records.take()
        if index in block.damaged:
            row = None if record is None else len(records.rows) - 1
            records.rows.problems.extend(
                lost_bytes(
                    records.path, block.damaged[index], "utf-8", row=row, text=raw, line=line, record=records.number
                )
            )  # fmt: skip


def _parsed(raw: str, line: int, records: JsonRecords) -> dict[str, Any] | None:
    """Return the object on a line; of anything else say what is wrong with it."""
    if len(raw) > MOST_PARTS and json_parts(raw) > MOST_PARTS:
        records.problem(TOO_MANY_PARTS, (line, 1), code="IO003")
        return None
    try:
        record = decode(raw)
    except json.JSONDecodeError as error:
        records.problem(syntax_error(error), (line, error.colno))
        return None
    except RecursionError:
        records.problem("is not valid JSON: nested too deeply", (line, 1))
        return None
    if isinstance(record, dict):
        return record
    records.problem(f"is not a JSON object but {kind_name(record)}; each line must be one object", (line, 1))
    return None
