"""NewsML 1.x: news items of nested components (https://iptc.org/standards/newsml-1/).

An article is a component that has a headline, or is the outermost, and holds marked-up text; components of one item in
several languages are an article each.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from newsqa.readers.batch import Problem
from newsqa.readers.documents import Document, Note
from newsqa.readers.formats import Format
from newsqa.readers.json_items import present, shared
from newsqa.readers.xml_files import attribute, children, find, items, local, root_of, text_of
from newsqa.readers.xml_text import Body, body_text, joined

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_TEXT_ROOTS = frozenset(("nitf", "html", "body", "div", "p"))
_MOST_SOURCES = 100  # those of the outermost component are told of each article in it
_ROLES = frozenset(("main", "body", "bodytext", "text", "article", "story", "maintext", "bodycontent"))


def claims(sample: bytes) -> bool:
    """Tell whether a file is NewsML 1."""
    root = root_of(sample)
    return root is not None and root.name == "NewsML"


def read(file: BinaryIO, path: str, max_bytes: int) -> Iterator[Document | Problem | Note]:
    """Yield the articles of all items."""
    record = others = 0
    for item in items(file, path, ("NewsItem",), max_bytes):
        if isinstance(item, Problem):
            yield item
            continue
        found = list(_articles(item))
        others += not found
        for document in found:
            record += 1
            yield document._replace(record=record)
    if others:
        yield Note(f"not articles, skipped: {others:,} without text")


def _articles(item: Element) -> Iterator[Document]:
    """Yield the outermost components with a headline and text; the item's own component where none has a headline."""
    outermost = children(item, "NewsComponent")
    common = _common(item, outermost[0] if outermost else None)
    waiting = outermost[::-1]
    titled = False
    while waiting:
        component = waiting.pop()
        title = text_of(find(component, "NewsLines", "HeadLine"))
        if not title:
            waiting += children(component, "NewsComponent")[::-1]
        elif (body := _body(component)).text:
            titled = True
            yield _document(common, component, title, body)
    if not titled:
        for component in outermost:
            if (body := _body(component)).text:
                yield _document(common, component, None, body)


def _body(component: Element) -> Body:
    """Return the text of the component's main contents: those with a role of that name if there are such, else all."""
    found = []
    roles: dict[Element, str] = {}
    for content in component.iter("{*}DataContent"):
        marked = next(
            (inner for inner in content if isinstance(inner.tag, str) and local(inner) in _TEXT_ROOTS), None
        )
        if marked is not None and (body := body_text(marked)).text:
            found.append((_role(content, roles) in _ROLES, body))
    main = [body for is_main, body in found if is_main]
    return joined(main or [body for _, body in found])


def _role(content: Element, known: dict[Element, str]) -> str:
    """Return the role of the component a content stands in, in lower case; looked for once, as it may be large."""
    above = content.getparent()
    while above is not None and local(above) != "NewsComponent":
        above = above.getparent()
    if above is None:
        return ""
    if above not in known:
        known[above] = (attribute(find(above, "Role"), "FormalName") or "").lower()
    return known[above]


class _Common(NamedTuple):
    """What an item says of all its articles, looked up once: there may be many."""

    version: str | None
    identifier: str | None
    provider: str | None
    dates: list[list[str]]
    status: str | None
    administration: Element | None
    language: str | None


def _common(item: Element, outer: Element | None) -> _Common:
    management = find(item, "NewsManagement")
    identification = find(item, "Identification", "NewsIdentifier")
    names = ("FirstCreated", "ThisRevisionCreated")
    return _Common(
        shared(attribute(item.getroottree().getroot(), "Version")),
        shared(text_of(find(identification, "PublicIdentifier"))),
        shared(text_of(find(identification, "ProviderId"))),
        [[name, told] for name in names if (told := shared(text_of(find(management, name))))],
        shared(attribute(find(management, "Status"), "FormalName")),
        find(outer, "AdministrativeMetadata"),
        shared(attribute(find(outer, "DescriptiveMetadata", "Language"), "FormalName")),
    )


def _document(common: _Common, component: Element, title: str | None, body: Body) -> Document:
    lines = find(component, "NewsLines")
    by_name = dict(common.dates)
    published = by_name.get("FirstCreated") or by_name.get("ThisRevisionCreated")
    revised = by_name.get("ThisRevisionCreated")
    bylines = [told for one in children(lines, "ByLine") if (told := text_of(one))]
    credits = [told for one in children(lines, "CreditLine") if (told := text_of(one))]
    administration = find(component, "AdministrativeMetadata")
    if administration is None:
        administration = common.administration
    sources = [
        told
        for one in children(administration, "Source")[:_MOST_SOURCES]
        if (told := shared(attribute(find(one, "Party"), "FormalName")))
    ]
    language = attribute(find(component, "DescriptiveMetadata", "Language"), "FormalName")
    provider = shared(attribute(find(administration, "Provider", "Party"), "FormalName"))
    return Document(
        body.text,
        article_id=common.identifier,
        title=title,
        published=published,
        modified=revised if revised != published else None,
        publisher=provider or common.provider,
        language=language or common.language,
        authors=list(dict.fromkeys((*bylines, *credits, *sources))) or None,
        item_metadata=present(
            format="newsml-1",
            version=common.version,
            id=common.identifier,
            dates=common.dates,
            titles=[["HeadLine", title]] if title else [],
            bylines=[["ByLine", told] for told in bylines],
            sources=[*credits, *sources],
            dateline=text_of(find(lines, "DateLine")),
            status=(common.status or "").lower(),
        ),
        line=body.line,
        places=body,
    )


FORMAT = Format(
    "newsml-1", (".xml",), claims, read,
    frozenset(("article_id", "title", "text", "published", "modified", "publisher", "language", "authors", "item_metadata")),
)  # fmt: skip
