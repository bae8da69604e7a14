"""dpa digitalwires: one item of the agency's JSON (https://github.com/dpa-newslab/digitalwires-to-newsmlg2 describes it)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape
from typing import BinaryIO

from newsqa.readers.batch import Problem
from newsqa.readers.documents import Document, Note
from newsqa.readers.formats import Format
from newsqa.readers.json_items import as_text, body_of, item_of, present, sample_item

_PARAGRAPH = re.compile(r"<p\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")


def claims(sample: bytes) -> bool:
    """Tell whether a file is one item of digitalwires."""
    found = sample_item(sample)
    if not isinstance(found, dict):
        return False
    return (
        str(found.get("format") or "").startswith("digitalwires")
        or {"entry_id", "urn", "article_html"} <= found.keys()
    )


def read(file: BinaryIO, path: str, max_bytes: int) -> Iterator[Document | Problem | Note]:
    """Yield the item if it has text, else a note."""
    item, problems = item_of(file, path, max_bytes)
    if item is None:
        yield from problems
        return
    body = as_text(item.get("article_html"))
    if body is None:
        yield Note("is no article, skipped: 1 item without text")
        return
    created, version = as_text(item.get("content_created")), as_text(item.get("version_created"))
    byline, credit = as_text(item.get("byline")), as_text(item.get("creditline"))
    dates = [
        [name, told]
        for name in ("content_created", "version_created", "updated")
        if (told := as_text(item.get(name)))
    ]
    titles = [[name, told] for name in ("headline", "kicker", "subhead") if (told := as_text(item.get(name)))]
    dateline = as_text(item.get("dateline"))
    if dateline and not _begins(body, dateline):
        body = _PARAGRAPH.sub(lambda tag: f"{tag[0]}{escape(str(item['dateline']))}", body, count=1)
    yield Document(
        body_of("text/html", body),
        article_id=as_text(item.get("urn")),
        title=as_text(item.get("headline")),
        published=created or version,
        modified=version if created else None,
        language=as_text(item.get("language")),
        authors=list(dict.fromkeys(filter(None, (byline, credit)))) or None,
        item_metadata=present(
            format="dpa",
            version=(as_text(item.get("format")) or "").rpartition("@")[2],
            id=as_text(item.get("urn")),
            dates=dates,
            titles=titles,
            bylines=[["byline", byline]] if byline else [],
            sources=[credit] if credit else [],
            dateline=dateline,
            status=as_text(item.get("pubstatus")),
            embargo=as_text(item.get("embargoed")),
        ),
        problems=problems,
    )


def _begins(body: str, dateline: str) -> bool:
    """Tell whether a body has the dateline at its beginning already."""
    start = unescape(_TAG.sub("", body[: 1000 + len(dateline)]))
    return "".join(start.split()).startswith("".join(dateline.split()))


FORMAT = Format(
    "dpa", (".json",), claims, read,
    frozenset(("article_id", "title", "text", "published", "modified", "language", "authors", "item_metadata")),
)  # fmt: skip
