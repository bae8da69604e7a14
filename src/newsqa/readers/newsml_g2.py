"""NewsML-G2: news items, alone or in a message (https://iptc.org/standards/newsml-g2/).

Items that hold text are articles. Pictures, packages, concepts, plans and the like are counted and skipped.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO

from newsqa.readers.batch import Problem
from newsqa.readers.documents import Document, Note
from newsqa.readers.formats import Format
from newsqa.readers.json_items import body_of
from newsqa.readers.schemas import Misfits, xml_misfits
from newsqa.readers.xml_files import attribute, children, find, items, local, root_of, text_of
from newsqa.readers.xml_text import Body, body_text, joined

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

NAMESPACE = "http://iptc.org/std/nar/2006-10-01/"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_RANK = re.compile(r"[0-9]{1,9}")

# Who has keyed the text in, not who has written it.
_LOGIN = re.compile(r"[a-z0-9._-]+")

_ITEMS = ("newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem")
_ROOTS = (*_ITEMS, "newsMessage", "contentSet")
# What marked-up text begins with, whatever its content type is called.
_TEXT_ROOTS = frozenset(("nitf", "html", "body", "div", "section", "article", "p"))
# Time, title and keywords once more; what stands in columns or items of its own.
_AROUND = frozenset(("header", "footer", "aside", "nav"))
_AROUND_CLASSES = frozenset(("teaser", "infobox", "notepad"))
# By the specification: of the item, and of its itemMeta.
_REQUIRED = ("guid", "standard", "standardversion")
_REQUIRED_META = ("itemClass", "provider", "versionCreated")


def claims(sample: bytes) -> bool:
    """Tell whether a file is NewsML-G2; its fragments count."""
    root = root_of(sample)
    return root is not None and root.namespace in (NAMESPACE, "") and root.name in _ROOTS


def read(
    file: BinaryIO, path: str, max_bytes: int, schema: str | None = None
) -> Iterator[Document | Problem | Note]:
    """Yield the items with text, and then how many of which other kinds there are."""
    skipped: Counter[str] = Counter()
    found = []
    for number, item in enumerate(items(file, path, _ITEMS, max_bytes), 1):
        if isinstance(item, Problem):
            found.append(number)
            yield item
            continue
        kind = _kind(item)
        if kind != "text":
            skipped[kind] += 1
            continue
        document = _document(item, xml_misfits(item, schema) if schema else None)
        if document is None:
            in_line = children(find(item, "contentSet"), "inlineXML")
            skipped["text in a vocabulary of data" if in_line else "text that stands elsewhere"] += 1
            continue
        found.append(number)
        yield document if item.getparent() is None else document._replace(record=number)
    if skipped:
        told = ", ".join(
            f"{count:,} {kind if count == 1 else kind.replace('item without', 'items without')}"
            for kind, count in sorted(skipped.items())
        )
        yield Note(f"not articles, skipped: {told}")
    elif not found:
        yield Note("holds no news item")


def _kind(item: Element) -> str:
    """Return "text" for a news item with text, and what else it is otherwise."""
    if local(item) != "newsItem":
        return local(item)
    item_class = find(item, "itemMeta", "itemClass")
    told = attribute(item_class, "qcode") or attribute(item_class, "uri") or ""
    kind = told.replace("/", ":").rpartition(":")[2]
    if kind in ("", "text", "composite"):
        return "text" if kind == "text" or _contents(item) else kind or "item without content"
    return kind


def _contents(item: Element) -> list[Element]:
    """Return what holds the text of an item: XML in line that is marked-up text, or text as data."""
    content = find(item, "contentSet")
    found = [
        one
        for one in children(content, "inlineXML")
        if all(local(inner) in _TEXT_ROOTS for inner in one if isinstance(inner.tag, str))
    ]
    plain = [
        one
        for one in children(content, "inlineData")
        if (attribute(one, "contenttype") or "text/plain").startswith("text/")
    ]
    return found or plain


def _document(item: Element, misfits: Misfits | None) -> Document | None:
    """Return an item of text; None where its content is of another kind, such as results of games."""
    meta, content = find(item, "itemMeta"), find(item, "contentMeta")
    language = attribute(find(content, "language"), "tag") or item.get(_LANG)
    contents = _in_language(_contents(item), language)[:1]  # the others are renditions of the same
    if not contents and (
        children(find(item, "contentSet"), "inlineXML")
        or find(item, "contentSet", "remoteContent") is not None
    ):
        return None
    body = joined([_content_text(one) for one in contents])
    ranked = _in_language(_ranked(children(content, "headline")), language)
    headlines = [told for one in ranked if (told := text_of(one))]
    names = ("firstCreated", "versionCreated"), ("contentCreated", "contentModified")
    dates = [
        [name, told]
        for parent, wanted in zip((meta, content), names, strict=True)
        for name in wanted
        if (told := text_of(find(parent, name)))
    ]
    by_name = dict(dates)
    published_from = next(
        (n for n in ("firstCreated", "contentCreated", "versionCreated") if n in by_name), None
    )
    modified_from = next(
        (n for n in ("contentModified", "versionCreated") if n in by_name and n != published_from), None
    )
    bylines = [told for one in children(content, "by") if (told := text_of(one))]
    marked = [child for one in contents for child in one.iter() if isinstance(child.tag, str)]
    inner = {local(child): child for child in reversed(marked)}
    title = next(iter(headlines), None) or text_of(inner.get("hl1")) or text_of(inner.get("title"))
    authors = bylines or [name for name in _names(children(content, "creator")) if not _LOGIN.fullmatch(name)]
    if not authors and (told := text_of(inner.get("byline"))):
        authors = [told]
    sources = _names(children(content, "creditline") or children(content, "infoSource"))
    about: dict[str, Any] = {
        "format": "newsml-g2",
        "version": attribute(item, "standardversion"),
        "id": attribute(item, "guid"),
        "dates": dates or None,
        "titles": [["headline", told] for told in headlines] or None,
        "bylines": [["by", told] for told in bylines] or None,
        "sources": sources or None,
        "dateline": text_of(find(content, "dateline")),
        "status": _code(find(meta, "pubStatus")),
        "embargo": text_of(find(meta, "embargoed")),
        "expires": text_of(find(meta, "expires")),
        "missing": _missing(item, meta) or None,
        "misfits": misfits,
    }
    return Document(
        body.text,
        article_id=attribute(item, "guid"),
        title=title,
        published=by_name.get(published_from or ""),
        modified=by_name.get(modified_from or ""),
        publisher=next(iter(_names(children(meta, "provider"))), None),
        language=language,
        authors=[*authors, *(source for source in sources if source not in authors)] or None,
        item_metadata={key: value for key, value in about.items() if value is not None},
        line=body.line or next((one.sourceline for one in contents), None),
        places=body,
    )


def _content_text(content: Element) -> Body:
    if local(content) == "inlineData":
        data = content.text or ""
        if (attribute(content, "encoding") or "").endswith("base64"):
            data = _decoded(data)
        return Body(body_of(attribute(content, "contenttype") or "text/plain", data))
    return body_text(content, _is_around)


def _decoded(data: str) -> str:
    try:
        return str(b64decode(data), "utf-8", "replace")
    except ValueError:
        return data


def _in_language(elements: list[Element], language: str | None) -> list[Element]:
    """Return elements with those first that are in the language of the item, or in none of their own."""
    wanted = (language or "").partition("-")[0].lower()
    return sorted(elements, key=lambda one: (one.get(_LANG) or wanted).partition("-")[0].lower() != wanted)


def _is_around(element: Element) -> bool:
    return local(element) in _AROUND or not _AROUND_CLASSES.isdisjoint(
        (element.get("class") or "").lower().split()
    )


def _ranked(headlines: list[Element]) -> list[Element]:
    """Return headlines by their rank, those without one first."""
    return sorted(
        headlines, key=lambda one: int(found[0]) if (found := _RANK.match(one.get("rank") or "")) else 0
    )


def _names(parties: list[Element]) -> list[str]:
    """Return what parties are called: by name, else by literal, else by the last part of their code."""
    found = []
    for party in parties:
        told = (
            text_of(find(party, "name"))
            or attribute(party, "literal")
            or (text_of(party) if not len(party) else None)
        )
        if told or (told := _code(party)):
            found.append(told)
    return list(dict.fromkeys(found))


def _code(element: Element | None) -> str | None:
    """Return the last part of a qualified code: "usable" of "stat:usable"."""
    told = attribute(element, "qcode")
    return told.rpartition(":")[2] if told else None


def _missing(item: Element, meta: Element | None) -> list[str]:
    lacks = [name for name in _REQUIRED if attribute(item, name) is None]
    if not (children(item, "catalogRef") or children(item, "catalog")):
        lacks.append("catalogRef")
    return lacks + [name for name in _REQUIRED_META if find(meta, name) is None]


FORMAT = Format(
    "newsml-g2", (".xml",), claims, read,
    frozenset(("article_id", "title", "text", "published", "modified", "publisher", "language", "authors", "item_metadata")),
    with_schema=lambda schema: partial(read, schema=schema),
)  # fmt: skip
