"""NITF: one article a file (https://iptc.org/standards/nitf/)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, BinaryIO

from newsqa.readers.batch import Problem
from newsqa.readers.documents import Document
from newsqa.readers.formats import Format
from newsqa.readers.json_items import present
from newsqa.readers.schemas import Misfits, xml_misfits
from newsqa.readers.xml_files import attribute, children, find, items, local, root_of, text_of
from newsqa.readers.xml_text import Body, body_text

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


_PARTS = frozenset(("byttl", "location", "story.date"))


def claims(sample: bytes) -> bool:
    """Tell whether a file is NITF."""
    root = root_of(sample)
    return root is not None and root.name == "nitf"


def read(
    file: BinaryIO, path: str, max_bytes: int, schema: str | None = None
) -> Iterator[Document | Problem]:
    """Yield the article."""
    for item in items(file, path, ("nitf",), max_bytes):
        yield (
            item
            if isinstance(item, Problem)
            else document(item, xml_misfits(item, schema) if schema else None)
        )


def document(nitf: Element, misfits: Misfits | None = None) -> Document:
    """Return an article."""
    head, data = find(nitf, "head"), find(nitf, "head", "docdata")
    top = find(nitf, "body", "body.head")
    content = find(nitf, "body", "body.content")
    dates = [
        [name, told]
        for name, element, key in (
            ("date.issue", find(data, "date.issue"), "norm"),
            ("date.release", find(data, "date.release"), "norm"),
            ("pubdata", find(head, "pubdata"), "date.publication"),
            ("story.date", find(top, "dateline", "story.date"), "norm"),
        )
        if (told := attribute(element, key))
    ]
    revised = attribute((children(head, "revision-history") or [None])[-1], "norm")
    titles = [
        [name, told]
        for name, element in (
            ("hl1", find(top, "hedline", "hl1")),
            ("title", find(head, "title")),
            ("headline", find(top, "headline", "hl1")),
        )
        if (told := text_of(element))
    ]
    bylines = [told for one in children(top, "byline") if (told := _line(one))]
    distributors = [told for one in children(top, "distributor") if (told := text_of(one))]
    identifier = attribute(find(data, "doc-id"), "id-string")
    body = Body("") if content is None else body_text(content)
    return Document(
        body.text,
        article_id=identifier,
        title=titles[0][1] if titles else None,
        published=dates[0][1] if dates else None,
        modified=revised,
        publisher=attribute(find(head, "pubdata"), "name")
        or attribute(find(data, "doc.copyright"), "holder"),
        url=attribute(find(head, "pubdata"), "ex-ref"),
        language=nitf.get(_LANG),
        authors=list(dict.fromkeys((*bylines, *distributors))) or None,
        item_metadata=present(
            format="nitf",
            version=attribute(nitf, "version"),
            id=identifier,
            dates=dates,
            titles=titles,
            bylines=[["byline", told] for told in bylines],
            sources=distributors,
            dateline=_line(find(top, "dateline")),
            status={"canceled": "canceled", "withhold": "withheld"}.get(
                attribute(find(data, "ed-msg"), "msg-type") or "", attribute(data, "management-status")
            ),
            embargo=attribute(find(data, "date.release"), "norm"),
            expires=attribute(find(data, "date.expire"), "norm"),
            missing=[] if find(nitf, "body") is not None else ["body"],
        )
        | ({} if misfits is None else {"misfits": misfits}),
        line=body.line,
        places=body,
    )


def _line(element: Element | None) -> str | None:
    """Return the text of a by-line or a dateline: its parts are words of their own, whether a space stands between or not."""
    if element is None:
        return None
    parts = [element.text or ""]
    for child in element:
        is_part = isinstance(child.tag, str) and local(child) in _PARTS
        parts += [" " if is_part else "", text_of(child) or "", child.tail or ""]
    return " ".join("".join(parts).split()) or None


FORMAT = Format(
    "nitf", (".xml", ".nitf"), claims, read,
    frozenset(
        ("article_id", "title", "text", "published", "modified", "publisher", "url", "language", "authors", "item_metadata")
    ),
    with_schema=lambda schema: partial(read, schema=schema),
)  # fmt: skip
