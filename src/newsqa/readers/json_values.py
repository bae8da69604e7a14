"""JSON: an article, several one after another, or a list of them, over as many lines as they like."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator

from newsqa.readers.batch import Batch, Problem
from newsqa.readers.decoding import Recoded, decode
from newsqa.readers.fields import FieldMap
from newsqa.readers.json_elements import Element, Flaw, Window, elements
from newsqa.readers.json_outline import Begin, begins
from newsqa.readers.json_records import JsonRecords
from newsqa.readers.json_records import decode as decode_json
from newsqa.readers.problems import broken, long_record, lost_bytes, lost_in_recoding, not_text, not_utf8
from newsqa.readers.rows import Limits, has_surrogate
from newsqa.readers.streams import SAMPLE, ByteStream

_NO_JSON = "is no JSON: neither an object nor a list"


def read_json(stream: ByteStream, fields: FieldMap, limits: Limits) -> Iterator[Batch]:
    """Read a file of JSON."""
    recoded = Recoded.of(stream, bad_lines=3)
    if recoded.encoding is None and stream.peek():
        yield not_text(stream, limits)
        return
    records = JsonRecords(stream.path, fields, limits)
    if recoded.encoding not in (None, "utf-8"):
        records.rows.notes.append(not_utf8(stream.path, str(recoded.encoding)))
    window = Window(_decoded(recoded))
    begin = first_article(window, fields)
    if begin is None:
        stream.close()
        if window.text:
            records.rows.problems.append(Problem("IO001", stream.path, _NO_JSON))
    else:
        yield from _read(elements(window, begin, fields, limits.record_bytes), records, limits)
    if recoded.lost:
        records.rows.problems.append(lost_in_recoding(stream.path, str(recoded.encoding), recoded.lost))
    if stream.broken is not None:
        records.rows.problems.append(broken(stream))
    if records.rows.waiting():
        yield records.take()


def first_article(window: Window, fields: FieldMap) -> Begin | None:
    """Return where the articles of a text begin, of which nothing was read so far; None where it is no JSON.

    Where nothing looks like an article, that is where anything begins.
    """
    window.more()
    if begin := begins(window.text[:SAMPLE], fields):
        return begin
    start = len(window.text) - len(window.text.lstrip())
    char = window.text[start : start + 1]
    return Begin(start, char == "[") if char in ("[", "{") and char else None


def _read(found: Iterable[Element | Flaw], records: JsonRecords, limits: Limits) -> Iterator[Batch]:
    for one in found:
        if isinstance(one, Element):
            records.number += 1
            yield from _article(one, records)
            continue
        if not one.records:
            problem = Problem(one.code, records.path, one.message, line=one.line, column=one.column)
            records.rows.problems.append(problem)
            continue
        records.number += 1
        if one.size is None:
            records.problem(one.message, (one.line, one.column), code=one.code)
        else:
            limit = limits.record_bytes
            records.rows.problems.append(
                long_record(records.path, one.size, limit, one.line, records.number, "record")
            )
        records.number += one.records - 1
        if records.rows.full(0):
            yield records.take()


def _article(one: Element, records: JsonRecords) -> Iterator[Batch]:
    """Add an article, and say which of its bytes are lost."""
    if has_surrogate(one.raw) < 0:
        yield from records.add(one.value, one.raw, one.line, one.column)
        return
    decoded = decode(one.raw.encode("utf-8", "surrogateescape"), "utf-8")
    yield from records.add(decode_json(decoded.text), decoded.text, one.line, one.column)
    row, number = len(records.rows) - 1, records.number
    for problem in lost_bytes(
        records.path, decoded, "utf-8", row=row, text=decoded.text, line=one.line, record=number
    ):
        before = one.column - 1 if problem.line == one.line else 0
        records.rows.problems.append(problem._replace(column=(problem.column or 1) + before))


def _decoded(chunks: Iterable[bytes]) -> Iterator[str]:
    """Yield text; bytes that are no UTF-8 are surrogates in it, which no UTF-8 has."""
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    for chunk in chunks:
        if text := decoder.decode(chunk):
            yield text
    if text := decoder.decode(b"", True):
        yield text
