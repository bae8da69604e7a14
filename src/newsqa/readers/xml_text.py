"""The body of a news item in XHTML or NITF as text: one block a paragraph, with a blank line between."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from newsqa.readers.xml_files import local, lxml

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_BLOCKS = frozenset(
    (
        *(
            "p",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "hl1",
            "hl2",
            "li",
            "dt",
            "dd",
            "pre",
            "blockquote",
            "bq",
            "fn",
        ),
        *(
            "caption",
            "figcaption",
            "media-caption",
            "figure",
            "table",
            "tr",
            "ul",
            "ol",
            "dl",
            "div",
            "section",
        ),
        *(
            "article",
            "header",
            "footer",
            "aside",
            "body",
            "body.content",
            "block",
            "abstract",
            "tagline",
            "hr",
        ),
    )
)
_CELLS = frozenset(("td", "th"))
# What is no text of the article, or stands in columns of its own.
_SKIPPED = frozenset(
    (
        "head",
        "script",
        "style",
        "template",
        "noscript",
        "media-metadata",
        "media-reference",
        "media-object",
        "body.head",
    )
)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_SPACE = re.compile(r"[ \t\r\n\f]+")  # a no-break space is one that somebody has set


def markup_text(markup: str) -> str:
    """Return the text of HTML or NITF in a string as `body_text` does."""
    etree = lxml()
    if not markup.strip():
        return ""
    data = _DECLARATION.sub("", markup).encode("utf-8", "replace")
    parser = etree.HTMLParser(no_network=True, huge_tree=False, encoding="utf-8")
    if "<body.content" in markup:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    root = etree.fromstring(data, parser)
    if root is None:
        return ""
    content = next(root.iter("{*}body.content"), None)
    return body_text(root if content is None else content)


def body_text(root: Element, skipped: Callable[[Element], bool] = lambda element: False) -> str:
    """Return the text of an element, a block a paragraph, a title or a line of a table; ``skipped`` elements left out.

    Elements are told by their local names, as the vocabularies agree in what they have in common.
    """
    blocks: list[str] = []
    line: list[str] = []
    outside: Element | None = None  # what is left out at the moment

    def end_block() -> None:
        text = "\n".join(
            filter(None, (_SPACE.sub(" ", part).strip(" ") for part in "".join(line).split("\v")))
        )
        if text:
            blocks.append(text)
        line.clear()

    for event, element in lxml().iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            if outside is None:
                line.append(element.tail or "")
            continue
        name = local(element)
        if event == "start":
            if outside is not None:
                continue
            if element is not root and (name in _SKIPPED or skipped(element)):
                outside = element
                continue
            if name in _BLOCKS:
                end_block()
            elif name == "br":
                line.append("\v")
            line.append(element.text or "")
            continue
        if outside is None:
            if name in _BLOCKS:
                end_block()
            elif name in _CELLS:
                line.append(" ")
        elif outside is element:
            outside = None
        if outside is None and element is not root:
            line.append(element.tail or "")
    end_block()
    return "\n\n".join(blocks)
