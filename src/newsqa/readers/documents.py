"""Documents: articles of formats that declare more than a table does, one by one; and the batches made of them."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from newsqa.errors import NewsqaError
from newsqa.readers.batch import Batch, Fields, Problem
from newsqa.readers.fields import FIELDS
from newsqa.readers.problems import broken
from newsqa.readers.rows import Limits, Rows, utf8_size
from newsqa.readers.streams import ByteStream, reason

if TYPE_CHECKING:
    from newsqa.readers.formats import Format

_TOLD = 500  # characters of a remark: what it says may come from the file
_STRINGS = tuple(name for name in FIELDS if name not in ("authors", "fetched", "item_metadata"))
_ID, _METADATA = FIELDS.index("article_id"), FIELDS.index("item_metadata")

# Where the characters of a field stand in the file: of a field's name and ascending offsets into its value, the line and
# column of each, from 1, or the line alone; None where the field cannot be traced.
Places = Callable[[str, Sequence[int]], Sequence[tuple[int, int | None]] | None]


class Document(NamedTuple):
    """One article, as its format declares it: every value verbatim, None where nothing is declared.

    ``record`` numbers the articles of a file of several from 1, None for a file that is one article. ``line`` is the line
    of the file in which the text starts; None where it is not known. ``item_metadata`` is what the format declares besides
    (docs/metadata.md), of JSON's kinds of values. ``problems`` are about this article; their ``row`` is filled in.
    """

    text: str | None
    article_id: str | None = None
    title: str | None = None
    published: str | None = None
    modified: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    wordcount: str | None = None
    charcount: str | None = None
    authors: Sequence[str] | None = None
    fetched: datetime | None = None
    item_metadata: Mapping[str, Any] | None = None
    record: int | None = None
    line: int | None = None
    places: Places | None = None
    problems: Sequence[Problem] = ()


class Note(NamedTuple):
    """A remark on a file for people that is no finding: "3 items are pictures: skipped"."""

    text: str


def read_documents(
    stream: ByteStream, format: Format, limits: Limits, schema: str | None = None
) -> Iterator[Batch]:
    """Read a file with the reader of its format; what that raises becomes a problem, and what came before it is kept.

    ``schema`` is the file of a schema that the items are held against.
    """
    read = format.with_schema(schema) if schema and format.with_schema else format.read
    file = (stream.by_members(format.members) if format.members else None) or as_file(stream)
    rows, places, fields = Rows(limits), _Places(), format.fields
    try:
        for item in read(file, stream.path, limits.record_bytes):
            match item:
                case Problem():
                    rows.problems.append(item)
                case Note():
                    rows.notes.append(f"{stream.path}: {item.text}"[:_TOLD])
                case _:
                    _check(item)
                    if rows.full(_size(item)):
                        yield _taken(rows, places, fields)
                        places = _Places()
                    _add(rows, places, item, stream.path)
            if rows.full(0):
                yield _taken(rows, places, fields)
                places = _Places()
    except NewsqaError as error:
        rows.problems.append(Problem("IO001", stream.path, str(error)))
    except OSError as error:
        rows.problems.append(Problem("IO001", stream.path, f"cannot be read: {reason(error)}"))
    except Exception as error:  # of a reader, perhaps somebody else's: the other files are read
        told = f"cannot be read as {format.name}: {type(error).__name__}: {error}"
        rows.problems.append(Problem("IO001", stream.path, told[:_TOLD]))
    finally:
        stream.close()
    if stream.broken is not None:
        rows.problems.append(broken(stream))
    if rows.waiting():
        yield _taken(rows, places, fields)


def as_file(stream: ByteStream) -> BinaryIO:
    """Return the bytes of a stream as a file to be read once, from the start."""
    return io.BufferedReader(_StreamFile(stream), 1 << 16)


class _StreamFile(io.RawIOBase):
    def __init__(self, stream: ByteStream) -> None:
        self._chunks = iter(stream)
        self._left = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._left:
            chunk = next(self._chunks, None)
            if chunk is None:
                return 0
            self._left = memoryview(chunk)
        size = min(len(buffer), len(self._left))
        buffer[:size] = self._left[:size]
        self._left = self._left[size:]
        return size


class _Places:
    """The locator of a batch of documents."""

    def __init__(self) -> None:
        self._of: list[Places | None] = []

    def add(self, places: Places | None) -> None:
        self._of.append(places)

    def __call__(
        self, row: int, field: str, offsets: Sequence[int]
    ) -> Sequence[tuple[int, int | None]] | None:
        places = self._of[row]
        return None if places is None else places(field, offsets)


def _check(item: object) -> None:
    """Raise TypeError for what is no article: a reader may be somebody else's."""
    if not isinstance(item, Document):
        raise TypeError(f"a reader yields Document, Problem and Note, not {type(item).__name__}")
    for name in _STRINGS:
        if not isinstance(value := getattr(item, name), str | None):
            raise TypeError(f"the {name} of a Document is a string or None, not {type(value).__name__}")
    authors = item.authors
    if isinstance(authors, str) or not all(isinstance(one, str) for one in authors or ()):
        raise TypeError("the authors of a Document are a list of strings or None")
    if not isinstance(item.fetched, datetime | None):
        raise TypeError(f"the fetched of a Document is a datetime or None, not {type(item.fetched).__name__}")


def _size(document: Document) -> int:
    """Return about how many bytes an article takes, with all that it declares."""
    others = sum(len(value) for name in _STRINGS if name != "text" and (value := getattr(document, name)))
    return utf8_size(document.text or "") + others + sum(map(len, document.authors or ()))


def _add(rows: Rows, places: _Places, document: Document, path: str) -> None:
    named = path if document.record is None else f"{path}#{document.record}"
    values, size = [getattr(document, name) for name in FIELDS], _size(document)
    values[_ID] = document.article_id or named
    if document.item_metadata is not None:
        values[_METADATA] = json.dumps(document.item_metadata, ensure_ascii=False)
        size += len(values[_METADATA])
    for problem in document.problems:
        rows.problems.append(problem._replace(row=len(rows)))
    places.add(document.places)
    rows.add(path, document.record, document.line, values, size)


def _taken(rows: Rows, places: _Places, fields: Fields) -> Batch:
    # Without a locator the places would be taken for those of the text.
    return rows.take(places, fields)._replace(in_markup=True)
