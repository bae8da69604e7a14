"""WARC: the pages of a crawl, and the texts made of them (extra "warc"; https://iipc.github.io/warc-specifications/).

Pages and texts are articles, whatever else was fetched is counted. The records of a file are told apart by `warc_records`;
here one is taken apart: what a page was packed and cut into pieces with on its way is undone by fastwarc.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO, NamedTuple

from newsqa.errors import InputError
from newsqa.readers.batch import Problem
from newsqa.readers.documents import Document, Note
from newsqa.readers.formats import Format, Members
from newsqa.readers.rows import instant
from newsqa.readers.warc_records import HEADERS, WITH_TEXT, Headers, Record, headers, records, value

_PAGES = ("text/html", "application/xhtml+xml")
_OTHERS = {
    "request": "requests",
    "revisit": "revisits",
    "metadata": "records of metadata",
    "warcinfo": "records on the file",
    "continuation": "parts of records that are stored in several",
}
_START = 1 << 11  # bytes with the headers of nearly every response
_CHUNK = 1 << 16
# So many things that are no records follow each other in no crawl.
_MOST_NOTHING = 100_000
_HTTP_END = re.compile(rb"\r?\n\r?\n")


class _Told(NamedTuple):
    """What a response or a file says of itself: "page", "text" or what else it is; and where the page begins in it."""

    kind: str
    start: int = 0
    content_type: str | None = None
    packed: tuple[str, ...] = ()  # how the body was packed, the last first


def claims(sample: bytes) -> bool:
    """Tell whether a file is a WARC file; it is shown decompressed."""
    return sample.startswith(b"WARC/")


def read(file: BinaryIO, path: str, max_bytes: int) -> Iterator[Document | Problem | Note]:
    """Yield the pages and texts, and then how many of which other things there are."""
    _library()
    others: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    number = 0
    nothing = _Nothing(path)
    for record in records(file, max_bytes + HEADERS, kinds):
        if record.kind == "" and record.flaw is not None:
            nothing.add(record.flaw)
            if nothing.count == _MOST_NOTHING:
                break
            continue
        yield from nothing.told()
        counts = record.kind in WITH_TEXT
        number += counts
        if record.flaw is not None:
            yield Problem("IO001", path, record.flaw, record=number if counts else None)
        if not counts or (record.flaw is not None and not record.held):
            continue
        about = headers(record.head)
        told = _told(record, about)
        if told.kind in ("page", "text"):
            yield from _article(record, about, told, path, number, max_bytes)
        else:
            others[told.kind] += 1
    yield from nothing.told()
    for kind, count in kinds.items():
        others[_OTHERS.get(kind, "records of an unknown type")] += count
    if others:
        listed = ", ".join(f"{count:,} {what}" for what, count in sorted(others.items()))
        yield Note(f"not articles, skipped: {listed}")


class _Nothing:
    """What is no record between two that are: one problem."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._first = ""
        self.count = 0

    def add(self, flaw: str) -> None:
        self._first = self._first or flaw
        self.count += 1

    def told(self) -> Iterator[Problem]:
        if self.count:
            more = f" ({self.count:,} times in a row)" if self.count > 1 else ""
            more += ": what follows is not read" if self.count == _MOST_NOTHING else ""
            yield Problem("IO001", self._path, self._first + more)
        self._first, self.count = "", 0


def _told(record: Record, about: Headers) -> _Told:
    declared = value(about, b"content-type") or ""
    if b"warc-segment-number" in about:
        return _Told("parts of pages that are stored in several")
    if record.kind == "conversion":
        return _Told("text" if _media_type(declared) == "text/plain" else "conversions")
    start = record.content(_START)
    if not start.startswith(b"HTTP/"):
        return _Told("page" if _media_type(declared) in _PAGES else "other media", 0, declared)
    end = _HTTP_END.search(start)
    if end is None:
        start = record.content(HEADERS)
        end = _HTTP_END.search(start)
    head = start[: end.start()] if end else start
    if head[8:13].strip() != b"200":
        return _Told("responses that are no pages (status other than 200)")
    sent = headers(head)
    sent_as = value(sent, b"content-type") or ""
    if _media_type(sent_as) not in _PAGES:
        return _Told("other media")
    transfer, content = value(sent, b"transfer-encoding"), value(sent, b"content-encoding")
    packed = (*_listed(transfer), *reversed(_listed(content))) if transfer or content else ()
    return _Told("page", end.end() if end else len(start), sent_as, packed)


def _media_type(told: str) -> str:
    return told.partition(";")[0].strip().lower()


def _listed(told: str | None) -> list[str]:
    listed = [one.strip().lower() for one in (told or "").split(",")]
    return [one for one in listed if one not in ("", "identity")]


def _article(
    record: Record, about: Headers, told: _Told, path: str, number: int, max_bytes: int
) -> Iterator[Document | Problem]:
    url = (value(about, b"warc-target-uri") or "").strip("<> ") or None
    if record.size > record.held:
        yield _too_large(path, url, number, record.size, max_bytes)
        return
    body = record.content(start=told.start)
    data, error = _unpacked(body, told.packed, max_bytes) if told.packed else (body, None)
    if error is not None:
        yield Problem("IO001", path, f"the record of {url} cannot be decoded: {error}", record=number)
        if not data:
            return
    if len(data) > max_bytes:
        yield _too_large(path, url, number, len(data), max_bytes)
        return
    date = value(about, b"warc-date")
    fetched = instant(date) if date else None
    cut = value(about, b"warc-truncated")
    more = {"truncated": cut} if cut else {}
    if told.kind == "text":
        language = value(about, b"warc-identified-content-language")
        metadata = {"format": "warc", **({"languages": language} if language else {}), **more}
        text = str(data, "utf-8", "replace").strip("\n")
        yield Document(text, url=url, fetched=fetched, record=number, item_metadata=metadata)
        return
    from newsqa.readers.html import article

    try:
        found = article(data, url=url, content_type=told.content_type, path=path)
    except InputError:
        raise
    except Exception as broken:
        reason = f"{type(broken).__name__}: {broken}"[:300]
        yield Problem("IO001", path, f"the page of {url} cannot be read: {reason}", record=number)
        return
    if found is None:
        yield Problem("IO001", path, f"the page of {url} does not look like text", record=number)
        return
    # Lines are those of the page: whoever looks for them in the file finds others.
    problems = [one._replace(record=number, line=None, column=None) for one in found.problems]
    metadata = {**(found.item_metadata or {}), **more}
    yield found._replace(
        url=found.url or url, fetched=fetched, record=number, line=None, places=None, problems=problems,
        item_metadata=metadata,
    )  # fmt: skip


def _too_large(path: str, url: str | None, number: int, size: int, max_bytes: int) -> Problem:
    return Problem(
        "IO003", path, f"the record of {url} is too large for one article: more than {max_bytes:,} bytes; not read",
        record=number, value=float(size), threshold=float(max_bytes),
    )  # fmt: skip


def _unpacked(body: bytes, packed: tuple[str, ...], max_bytes: int) -> tuple[bytes, Exception | None]:
    """Return a body as it was before it was packed, as far as it can be read and one byte more than is allowed."""
    out = bytearray()
    try:
        reader: Any = io.BytesIO(body)
        for packing in packed:
            reader = _reader(packing, reader, max_bytes)
        while len(out) <= max_bytes and (data := reader.read(_CHUNK)):
            out += data
    except Exception as error:  # whatever the library makes of broken bytes
        # Some crawlers unpack a page and store the headers as they came.
        if not out and body[:1024].lstrip()[:1] == b"<":
            return body, None
        return bytes(out), error
    return bytes(out), None


def _reader(packing: str, inner: Any, max_bytes: int) -> Any:
    """Return a reader of what was packed in one way; ValueError for one that is not known."""
    import zlib

    from fastwarc import stream_io

    match packing:
        case "chunked":
            return stream_io.ChunkedReader(inner)
        case "gzip" | "x-gzip":
            return stream_io.GzipReader(inner)
        case "br":
            return stream_io.BrotliReader(inner)
        case "zstd":
            return stream_io.ZstdReader(inner)
        case "deflate":  # with a header of two bytes, or, as some servers send it, without one
            data = b"".join(iter(partial(inner.read, _CHUNK), b""))
            with_header = data[:1] and data[0] & 15 == 8 and int.from_bytes(data[:2]) % 31 == 0
            unpack = zlib.decompressobj(15 if with_header else -15)
            return io.BytesIO(unpack.decompress(data, max_bytes + 1))
    raise ValueError(f"unknown encoding {packing[:40]!r}")


def _library() -> Any:
    try:
        import fastwarc.stream_io
    except ImportError:
        raise InputError('WARC is read with fastwarc: pip install "newsqa[warc]"') from None
    return fastwarc.stream_io


def _gunzip(file: BinaryIO) -> Any:
    """Return a reader of a gzip file, which takes half as long as Python's own."""
    return _library().GzipReader(file)


FORMAT = Format(
    "warc", (".warc",), claims, read,
    frozenset(
        ("article_id", "title", "text", "published", "modified", "publisher", "url", "language", "authors", "fetched")
    ) | {"wordcount", "item_metadata"},
    members=Members(b"WARC/", _gunzip),
)  # fmt: skip
