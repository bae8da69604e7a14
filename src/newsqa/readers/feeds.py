"""RSS, Atom, RDF and JSON Feed: every entry is an article (extra "feeds")."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO

from newsqa.errors import InputError
from newsqa.readers.batch import Problem
from newsqa.readers.documents import Document, Note
from newsqa.readers.formats import Format
from newsqa.readers.json_items import (
    as_text,
    body_of,
    item_of,
    listed,
    names_of,
    present,
    sample_item,
    shared,
)
from newsqa.readers.xml_files import root_of

_FIELDS = frozenset(
    (
        "article_id",
        "title",
        "text",
        "published",
        "modified",
        "publisher",
        "url",
        "language",
        "authors",
        "item_metadata",
    )
)
_MOST_AUTHORS = 100  # of a feed, and characters of the name of one: each entry without authors has them
_MOST_TAGS = 1_500_000  # they take a quarter of a minute; a hundred thousand entries have fewer
_DECLARATION = re.compile(rb"\A\s*<\?xml[^>]*>")
_REFERENCE = re.compile(rb"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?")
_JSON_FEED = "https://jsonfeed.org/version/"
_ROOTS = {"rss": "rss", "feed": "atom", "RDF": "rdf"}


def _claims(sample: bytes, name: str) -> bool:
    """Tell whether a file is a feed of this kind."""
    root = root_of(sample)
    return root is not None and _ROOTS.get(root.name) == name


def _claims_json(sample: bytes) -> bool:
    """Tell whether a file is a JSON Feed."""
    found = sample_item(sample)
    if not isinstance(found, dict):
        return False
    version = as_text(found.get("version")) or ""
    return version.startswith(_JSON_FEED) and "items" in found


def _read(file: BinaryIO, path: str, max_bytes: int, name: str) -> Iterator[Document | Problem | Note]:
    """Yield the entries of a feed in XML."""
    try:
        import feedparser
    except ImportError:
        raise InputError('feeds are read with feedparser: pip install "newsqa[feeds]"') from None
    data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        yield _too_large(path, max_bytes)
        return
    if (tags := data.count(b"<")) > _MOST_TAGS:
        yield Problem(
            "IO003", path, f"has too much markup for one feed: more than {_MOST_TAGS:,} tags; not read",
            value=float(tags), threshold=float(_MOST_TAGS),
        )  # fmt: skip
        return
    # As a stream: a string might be taken for an address. The text is taken from the markup afterwards, by us.
    parse = partial(feedparser.parse, sanitize_html=False, resolve_relative_uris=False)
    try:
        feed = parse(io.BytesIO(data))
        error = feed.get("bozo_exception")
    except (
        ValueError,
        LookupError,
    ) as broken:  # odd letters in a declaration, spaces in the name of a namespace, half a pair of surrogates
        # Two roots make feedparser take its other parser, which minds neither of the first two.
        known = _REFERENCE.sub(_character, _DECLARATION.sub(b"", data, count=1))
        feed, error = parse(io.BytesIO(b"<x/>" + known)), broken
    if isinstance(error, feedparser.CharacterEncodingOverride):
        yield Note(f"not in the encoding it declares; read as {feed.get('encoding')}")
    elif error is not None and not isinstance(error, feedparser.NonXMLContentType):
        line = getattr(error, "getLineNumber", lambda: None)()
        said = getattr(error, "getMessage", lambda: str(error))()
        if isinstance(error, UnicodeEncodeError):
            said = "a reference to half of a surrogate pair, read as U+FFFD"
        size = len(feed.entries)
        read = f"; {size:,} {'entry was' if size == 1 else 'entries were'} read" if size else ""
        yield Problem("IO001", path, f"is not well-formed XML: {said}{read}", line=line)
    about = feed.feed
    for number, entry in enumerate(feed.entries, 1):
        yield _entry(entry, about, number, name, as_text(feed.get("version")))


def _character(reference: re.Match[bytes]) -> bytes:
    """Return a reference as it is, or that to U+FFFD where there is no such character."""
    digits, base = (reference[1], 16) if reference[1] else (reference[2], 10)
    number = int(digits[-20:], base) if not digits[:-20].strip(b"0") else 1 << 32
    return b"&#xFFFD;" if 0xD800 <= number < 0xE000 or number > 0x10FFFF else reference[0]


def _entry(entry: Any, feed: Any, number: int, name: str, version: str | None) -> Document:
    content = max(entry.get("content") or [{}], key=lambda one: len(one.get("value") or ""))
    value = as_text(content.get("value")) or as_text(entry.get("summary"))
    kind = content.get("type") or (entry.get("summary_detail") or {}).get("type") or "text/html"
    # The entry's own get() takes one date for another.
    names = ("published", "updated", "created")
    dates = [[name, told] for name in names if (told := as_text(dict.get(entry, name)))]
    by_name = dict(dates)
    published = by_name.get("published") or by_name.get("updated") or by_name.get("created")
    updated = by_name.get("updated")
    authors = names_of(entry.get("authors") or []) or names_of([entry.get("author")])
    return Document(
        body_of(kind, value) if value else None,
        article_id=as_text(entry.get("id")),
        title=as_text(entry.get("title")),
        published=published,
        modified=updated if updated != published else None,
        publisher=as_text((entry.get("source") or {}).get("title")) or shared(feed.get("title")),
        url=as_text(entry.get("link")),
        language=as_text(content.get("language"))
        or as_text(entry.get("language"))
        or shared(feed.get("language")),
        authors=authors or None,
        record=number,
        item_metadata=present(
            format=name,
            version=version,
            id=as_text(entry.get("id")),
            dates=dates,
            bylines=[["author", told] for told in authors],
        ),
    )


def _read_json(file: BinaryIO, path: str, max_bytes: int) -> Iterator[Document | Problem]:
    """Yield the entries of a JSON Feed."""
    feed, problems = item_of(file, path, max_bytes)
    yield from problems
    if feed is None:
        return
    everybody = [*listed(feed.get("authors")), *listed(feed.get("author"))][:_MOST_AUTHORS]
    common = [name[:_MOST_AUTHORS] for name in names_of(everybody)]
    for number, item in enumerate(listed(feed.get("items")), 1):
        if not isinstance(item, dict):
            yield Problem("IO001", path, "the item is no JSON object", record=number)
            continue
        marked, plain = as_text(item.get("content_html")), as_text(item.get("content_text"))
        text = body_of("text/html", marked) if marked else plain or as_text(item.get("summary"))
        dates = [
            [name, told] for name in ("date_published", "date_modified") if (told := as_text(item.get(name)))
        ]
        # Version 1.0 has one author, 1.1 several; those of the feed hold for items without.
        own = names_of([*listed(item.get("authors")), *listed(item.get("author"))])
        authors = own or common
        yield Document(
            text,
            article_id=as_text(item.get("id")),
            title=as_text(item.get("title")),
            published=as_text(item.get("date_published")),
            modified=as_text(item.get("date_modified")),
            publisher=shared(feed.get("title")),
            url=as_text(item.get("url")) or as_text(item.get("external_url")),
            language=as_text(item.get("language")) or shared(feed.get("language")),
            authors=authors or None,
            record=number,
            item_metadata=present(
                format="json-feed",
                version=(shared(feed.get("version")) or "").removeprefix(_JSON_FEED),
                id=as_text(item.get("id")),
                dates=dates,
                bylines=[["authors", told] for told in authors],
            ),
        )


def _too_large(path: str, max_bytes: int) -> Problem:
    return Problem(
        "IO003", path, f"is too large for one feed: more than {max_bytes:,} bytes; not read",
        value=float(max_bytes + 1), threshold=float(max_bytes),
    )  # fmt: skip


RSS, ATOM, RDF = (
    Format(name, suffixes, partial(_claims, name=name), partial(_read, name=name), _FIELDS)
    for name, suffixes in (("rss", (".rss", ".xml")), ("atom", (".atom", ".xml")), ("rdf", (".rdf", ".xml")))
)
JSON_FEED = Format("json-feed", (".json",), _claims_json, _read_json, _FIELDS)
