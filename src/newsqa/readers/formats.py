"""The formats of documents: those that come with newsqa, and those that other packages register.

A package registers a format under the entry point group "newsqa.formats": the entry point is a `Format`. Those are looked
for when a file is of no other format, and when a format is asked for by a name that is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from newsqa.errors import InputError

if TYPE_CHECKING:
    from newsqa.readers.batch import Problem
    from newsqa.readers.documents import Document, Note

ENTRY_POINTS = "newsqa.formats"

# Of a file, its name, and the bytes that one article may have: the articles, what could not be read, and remarks.
Read = Callable[[BinaryIO, str, int], Iterator["Document | Problem | Note"]]


class Members(NamedTuple):
    """Of a format whose files, when they are packed with gzip, have a member for each record.

    ``begin`` are the bytes with which every record begins: where a member is broken reading goes on with the next that does.
    ``gunzip`` returns a quicker reader of such a file than Python's own, fastwarc's GzipReader or one like it.
    """

    begin: bytes
    gunzip: Callable[[BinaryIO], Any]


class Format(NamedTuple):
    """A format of documents.

    ``claims`` tells from the first bytes of a file (up to 256 KiB, decompressed) whether it is of this format; it must be
    quick, as it is asked of every file whose name says nothing else. ``read`` yields the articles of a file, which is
    open for reading bytes, once; it takes its name for problems, and how many bytes one article may have.
    ``suffixes``, with the dot, say which files of a folder are looked at, and ``fields`` which columns of ARTICLES the
    format can declare. ``with_schema`` returns a ``read`` that also tells what in an item does not fit the schema in a file;
    it is None for formats without schemas. ``members`` says more of files that are packed.
    """

    name: str
    suffixes: tuple[str, ...]
    claims: Callable[[bytes], bool]
    read: Read
    fields: frozenset[str] = frozenset()
    with_schema: Callable[[str], Read] | None = None
    members: Members | None = None


# Where the formats that come with newsqa are, in the order in which they are asked: a module's FORMAT, or what is named.
_BUILT_IN: dict[str, str] = {
    "warc": "newsqa.readers.warc",
    "newsml-g2": "newsqa.readers.newsml_g2",
    "nitf": "newsqa.readers.nitf",
    "newsml-1": "newsqa.readers.newsml_1",
    "dpa": "newsqa.readers.dpa",
    "rss": "newsqa.readers.feeds:RSS",
    "atom": "newsqa.readers.feeds:ATOM",
    "rdf": "newsqa.readers.feeds:RDF",
    "news-sitemap": "newsqa.readers.news_sitemap",
    "html": "newsqa.readers.html",
    "json-feed": "newsqa.readers.feeds:JSON_FEED",
    "ninjs": "newsqa.readers.ninjs",
}


# The suffixes of those formats, which are here to be known without loading them; a test compares them.
SUFFIXES: dict[str, tuple[str, ...]] = {
    "warc": (".warc",),
    "newsml-g2": (".xml",),
    "nitf": (".xml", ".nitf"),
    "newsml-1": (".xml",),
    "dpa": (".json",),
    "rss": (".rss", ".xml"),
    "atom": (".atom", ".xml"),
    "rdf": (".rdf", ".xml"),
    "news-sitemap": (".xml",),
    "html": (".html", ".htm", ".xhtml"),
    "json-feed": (".json",),
    "ninjs": (".json",),
}


def names() -> tuple[str, ...]:
    """Return the names of the formats that come with newsqa."""
    return tuple(_BUILT_IN)


def by_name(name: str) -> Format | None:
    """Return a format by its name, None where there is none."""
    if name in _BUILT_IN:
        return _load(name)
    return next((format for format in _registered() if format.name == name), None)


def by_content(sample: bytes, *, registered: bool) -> Format | None:
    """Return the format that claims a file which begins with these bytes; None where none does.

    Formats of other packages are asked only with ``registered``.
    """
    if _is_markup(sample):
        for name in _BUILT_IN:
            if (format := _load(name)).claims(sample):
                return format
    return next((f for f in _registered() if _claimed(f, sample)), None) if registered else None


def _claimed(format: Format, sample: bytes) -> bool:
    try:
        return bool(format.claims(sample))
    except Exception as error:
        raise InputError(
            f"the format {format.name} cannot tell its files: {type(error).__name__}: {error}"
        ) from None


def is_suffix(suffix: str) -> bool:
    """Tell whether files with a suffix, in lower case and with the dot, may be documents."""
    return suffix in suffixes() or any(suffix in format.suffixes for format in _registered())


@cache
def suffixes() -> tuple[str, ...]:
    """Return the suffixes of the formats that come with newsqa."""
    return tuple(dict.fromkeys(suffix for known in SUFFIXES.values() for suffix in known))


def _is_markup(sample: bytes) -> bool:
    """Tell whether a file may be of one of the built-in formats at all: most are text, and nothing is loaded for them."""
    start = sample[:1024].lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")
    return start.startswith((b"<", b"{", b"[", b"WARC/"))


@cache
def _load(name: str) -> Format:
    module, _, attribute = _BUILT_IN[name].partition(":")
    found: Format = getattr(import_module(module), attribute or "FORMAT")
    return found


@cache
def _registered() -> tuple[Format, ...]:
    """Return the formats of other packages; InputError when one cannot be loaded."""
    from importlib.metadata import entry_points  # takes some milliseconds

    found = []
    for point in sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.name):
        found.append(_checked(point.name, point))
    return tuple(found)


def _checked(name: str, point: Any) -> Format:
    try:
        format = point.load()
    except Exception as error:
        raise InputError(
            f"the format {name} of {point.value} cannot be loaded: {type(error).__name__}: {error}"
        ) from None
    if not isinstance(format, Format):
        raise InputError(f"the format {name} of {point.value} is no newsqa.readers.formats.Format")
    return format
