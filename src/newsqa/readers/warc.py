"""WARC: the pages of a crawl, and the texts made of them (extra "warc").

Of the responses those with a page are read, whatever other things were fetched is counted. Records stream by one at a time;
what one holds is limited after it was decompressed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any, BinaryIO

from newsqa.errors import InputError
from newsqa.readers.batch import Problem
from newsqa.readers.documents import Document, Note
from newsqa.readers.formats import Format
from newsqa.readers.html import article
from newsqa.readers.rows import instant

_PAGES = ("text/html", "application/xhtml+xml")
_HEADERS = 1 << 16  # bytes that the headers of a record may take
_CHUNK = 1 << 16
_BEGIN = b"WARC/1."
_END = b"\r\n\r\n"  # of headers, and between records


def claims(sample: bytes) -> bool:
    """Tell whether a file is a WARC file; it is shown decompressed."""
    return sample.startswith(b"WARC/")


def read(file: BinaryIO, path: str, max_bytes: int) -> Iterator[Document | Problem | Note]:
    """Yield the pages and texts, and then how many of which other things there are."""
    others: Counter[str] = Counter()
    number = 0
    stream = _Stream(file, 2 * max_bytes)
    for start, record in _records(stream):
        number += 1
        if isinstance(record, Exception):
            yield Problem("IO001", path, f"the record cannot be read: {record}", record=number)
            continue
        what = _what(record)
        if what not in ("page", "text"):
            others[what] += 1
            continue
        found = _document(record, what, path, number, max_bytes)
        if (inner := stream.record_within(start, record.content_length)) is not None:
            stream.go_to(inner)
            yield Problem(
                "IO001", path, "the record is shorter than it says: others begin in it", record=number
            )
            continue
        yield found
        if stream.is_cut(start, record.content_length):
            yield Problem("IO001", path, "the file ends before the record does", record=number)
    if others:
        told = ", ".join(f"{count:,} {what}" for what, count in sorted(others.items()))
        yield Note(f"not articles, skipped: {told}")
    if not number:
        yield Problem("IO001", path, "holds no record that can be read")


class _Stream:
    """A file of which what was read since the last record is kept, so that reading can begin anew behind a broken one."""

    def __init__(self, file: BinaryIO, most: int) -> None:
        self._file = file
        self._most = most  # bytes kept: behind a broken record that is longer some others may be missed
        self._kept = bytearray()
        self._first = 0  # where in the file the kept bytes begin, and what is read next
        self.at = 0
        self._ended = False

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes, at least one if there are any."""
        size = size if 0 < size < _CHUNK else _CHUNK
        begin = self.at - self._first
        data = bytes(self._kept[begin : begin + size])
        if not data:
            data = self._file.read(size)
            self._ended = not data
            self._kept += data
            self.forget(self.at + len(data) - self._most)
        self.at += len(data)
        return data

    def forget(self, before: int) -> None:
        """Keep nothing of what stands before a place in the file."""
        if before > self._first:
            del self._kept[: before - self._first]
            self._first = before

    def go_to(self, place: int) -> None:
        """Read on from a place that is kept."""
        self.at = place

    def record_within(self, start: int, size: int) -> int | None:
        """Return where another record begins in the one at ``start``, whose content has ``size`` bytes; None where none does."""
        end = self._content_end(start, size)
        if end is None:
            return None
        found = self._kept.find(_END + _BEGIN, start - self._first, end - self._first)
        return None if found < 0 else self._first + found + len(_END)

    def is_cut(self, start: int, size: int) -> bool:
        """Tell whether the file ends before the record at ``start`` does, all of which was asked for."""
        end = self._content_end(start, size)
        return self._ended and end is not None and end > self._first + len(self._kept)

    def _content_end(self, start: int, size: int) -> int | None:
        """Return where a record's content ends by what it says; None where its headers are kept no more."""
        headers = self._kept.find(_END, start - self._first) if start >= self._first else -1
        return None if headers < 0 else self._first + headers + len(_END) + size

    def find_record(self, start: int) -> int | None:
        """Go to the next record that begins at ``start`` or behind it, and return its place; None at the end of the file."""
        self.go_to(max(start, self._first))
        while True:
            found = self._kept.find(_BEGIN, self.at - self._first)
            if found >= 0:
                self.go_to(self._first + found)
                return self.at
            self.go_to(max(self.at, self._first + len(self._kept) - len(_BEGIN) + 1))
            end = self._first + len(self._kept)
            data = self._file.read(_CHUNK)
            if not data:
                self.at = end
                return None
            self._kept += data
            self.forget(self.at)


def _records(stream: _Stream) -> Iterator[tuple[int, Any]]:
    """Yield the records with their places, and in the place of one that is broken the error; those behind it follow."""
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        raise InputError('WARC is read with fastwarc: pip install "newsqa[warc]"') from None
    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    begun: int | None = 0
    error: Exception | None = None
    while begun is not None:
        start, last, count, resumed = begun, begun, 0, None
        records = iter(
            ArchiveIterator(
                stream, record_types=wanted, parse_http=True, auto_decode="all", max_header_len=_HEADERS,
                fsspec_args=False, stream_detect=False,
            )
        )  # fmt: skip
        while True:
            try:
                record = next(records, None)
            except Exception as broken:  # whatever the library makes of broken bytes
                if count == 0:  # the record that was looked for is the broken one
                    yield start, broken
                    error = None
                else:
                    error = broken
                break
            if error is not None:  # what is broken stands between two records
                yield start, error
                error = None
            if record is None:
                return
            count += 1
            last = start + record.stream_pos
            stream.forget(last)
            before = stream.at
            yield last, record
            if stream.at < before:  # somebody went back: there are records within this one
                resumed = stream.at
                break
        begun = resumed if resumed is not None else stream.find_record(last + 1)
    if error is not None:
        yield start, error


def _what(record: Any) -> str:
    """Return "page" or "text" for what is read, and what anything else is."""
    name = record.record_type.name if hasattr(record.record_type, "name") else str(record.record_type)
    kind = _content_type(record)
    if name == "conversion":
        return "text" if kind == "text/plain" else "conversions"
    status = getattr(record.http_headers, "status_code", None) if record.http_headers is not None else None
    if status is not None and status != 200:
        return "responses that are no pages (status other than 200)"
    return "page" if kind in _PAGES else "other media"


def _content_type(record: Any) -> str:
    told = record.http_content_type if record.http_headers is not None else record.headers.get("Content-Type")
    return (told or "").partition(";")[0].strip().lower()


def _document(record: Any, what: str, path: str, number: int, max_bytes: int) -> Document | Problem:
    url = record.headers.get("WARC-Target-URI")
    try:
        data = record.reader.read(max_bytes + 1)
    except Exception as error:
        return Problem("IO001", path, f"the record of {url} cannot be decoded: {error}", record=number)
    if len(data) > max_bytes:
        return Problem(
            "IO003", path, f"the record of {url} is too large for one article: more than {max_bytes:,} bytes; not read",
            record=number, value=float(len(data)), threshold=float(max_bytes),
        )  # fmt: skip
    fetched = _fetched(record)
    if what == "text":
        language = record.headers.get("WARC-Identified-Content-Language")
        text = str(data, "utf-8", "replace").strip("\n")
        return Document(
            text,
            url=url,
            fetched=fetched,
            record=number,
            item_metadata={"format": "warc", "text_of": language},
        )
    content_type = record.http_headers.get("Content-Type") if record.http_headers is not None else None
    try:
        found = article(data, url=url, content_type=content_type)
    except InputError:
        raise
    except Exception as error:
        return Problem(
            "IO001", path, f"the page of {url} cannot be read: {type(error).__name__}: {error}", record=number
        )
    return found._replace(url=found.url or url, fetched=fetched, record=number)


def _fetched(record: Any) -> datetime | None:
    told = record.headers.get("WARC-Date")
    return instant(told) if told else None


FORMAT = Format(
    "warc", (".warc",), claims, read,
    frozenset(
        ("article_id", "title", "text", "published", "modified", "publisher", "url", "language", "authors", "fetched")
    ) | {"wordcount", "item_metadata"},
)  # fmt: skip
