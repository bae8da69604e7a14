"""HTML: one page is one article (https://html.spec.whatwg.org/multipage/parsing.html)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from newsqa.readers.batch import Problem
from newsqa.readers.documents import Document, Note
from newsqa.readers.formats import Format
from newsqa.readers.problems import NO_TEXT

# What may stand before the first element of a page; a file in UTF-16 has zeros between.
_BEFORE = re.compile(rb"(?:\s+|\xef\xbb\xbf|<!--.*?-->|<\?xml[^>]*\?>)*", re.DOTALL)
_PAGE = re.compile(rb"<!doctype\s+html|<(?:html|head|body)[\s>]", re.IGNORECASE)
_ELEMENT = re.compile(
    rb"<(?:meta|title|link|script|style|article|main|div|section|header|p|h1|h2|table|span|a|center)[\s>/]",
    re.IGNORECASE,
)
_MARKUP = 3  # tags that make a page of what begins with one


def claims(sample: bytes) -> bool:
    """Tell whether a file is a page: it begins with its type or root, or is markup from its first character on."""
    start = sample[:4096]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")) or start[1:2] == b"\0" or start[:1] == b"\0":
        start = start.replace(b"\0", b"").lstrip(b"\xff\xfe")
    at = _BEFORE.match(start)
    begin = at.end() if at else 0
    if _PAGE.match(start, begin):
        return True
    return _ELEMENT.match(start, begin) is not None and len(_ELEMENT.findall(sample)) >= _MARKUP


def read(file: BinaryIO, path: str, max_bytes: int) -> Iterator[Document | Problem | Note]:
    """Yield the article of a page."""
    data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        yield Problem(
            "IO003", path, f"is too large for one article: more than {max_bytes:,} bytes; not read",
            value=float(len(data)), threshold=float(max_bytes),
        )  # fmt: skip
        return
    found = article(data, path=path)
    if found is None:
        yield Problem("IO001", path, NO_TEXT)
        return
    yield found


def article(
    data: bytes, *, url: str | None = None, content_type: str | None = None, path: str | None = None
) -> Document | None:
    """Return the article of a page; None where the bytes do not look like text.

    ``url`` is where the page was fetched, ``content_type`` the header it came with; ``path`` is for problems.
    """
    from newsqa.readers.html.document import document

    return document(data, url, content_type, path)


FORMAT = Format(
    "html", (".html", ".htm", ".xhtml"), claims, read,
    frozenset(
        ("title", "text", "published", "modified", "publisher", "url", "language", "authors", "wordcount", "item_metadata")
    ),
)  # fmt: skip
