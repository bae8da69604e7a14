"""The body of a news item in XHTML or NITF as text: one block a paragraph, with a blank line between."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
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
_BETWEEN = "\n\n"
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
    return body_text(root if content is None else content).text


@dataclass(frozen=True, slots=True)
class Body:
    """A text of blocks, where each of them starts in it, and in which line of the file; the places of a document."""

    text: str
    starts: tuple[int, ...] = ()
    lines: tuple[int, ...] = ()

    @property
    def line(self) -> int | None:
        """The line in which the text starts."""
        return self.lines[0] if self.lines else None

    def __call__(self, field: str, offsets: Sequence[int]) -> list[tuple[int, None]] | None:
        """Return the line in which the block of each character of the text begins; None for other fields."""
        if field != "text" or not self.starts:
            return None
        return [(self.lines[bisect_right(self.starts, offset) - 1], None) for offset in offsets]


def joined(bodies: Sequence[Body]) -> Body:
    """Return the texts of several elements as one; where one of them has no lines, it has none."""
    parts = [body for body in bodies if body.text]
    text = _BETWEEN.join(body.text for body in parts)
    if not all(body.starts for body in parts):
        return Body(text)
    starts: list[int] = []
    at = 0
    for body in parts:
        starts += [at + start for start in body.starts]
        at += len(body.text) + len(_BETWEEN)
    return Body(text, tuple(starts), tuple(line for body in parts for line in body.lines))


def body_text(root: Element, skipped: Callable[[Element], bool] = lambda element: False) -> Body:
    """Return the text of an element, a block a paragraph, a title or a line of a table; ``skipped`` elements left out.

    Elements are told by their local names, as the vocabularies agree in what they have in common.
    """
    blocks: list[str] = []
    lines: list[int] = []
    line: list[str] = []
    outside: Element | None = None  # what is left out at the moment
    now = (
        root.sourceline or 1
    )  # the line of the file; comments and instructions of several lines are not counted
    begin: int | None = None  # the line in which the block begins

    def end_block() -> None:
        nonlocal begin
        text = "\n".join(
            filter(None, (_SPACE.sub(" ", part).strip(" ") for part in "".join(line).split("\v")))
        )
        if text:
            blocks.append(text)
            lines.append(begin or now)
        line.clear()
        begin = None

    def add(text: str | None) -> None:
        nonlocal begin, now
        if text and outside is None:
            line.append(text)
            if begin is None and (bare := text.lstrip()):
                begin = now + text.count("\n", 0, len(text) - len(bare))
        now += text.count("\n") if text else 0

    for event, element in lxml().iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            add(element.tail)
            continue
        name = local(element)
        if event == "start":
            now = element.sourceline or now
            if outside is None and element is not root and (name in _SKIPPED or skipped(element)):
                outside = element
            if outside is None and name in _BLOCKS:
                end_block()
            elif outside is None and name == "br":
                line.append("\v")
            add(element.text)
            continue
        if outside is None:
            if name in _BLOCKS:
                end_block()
            elif name in _CELLS:
                line.append(" ")
        elif outside is element:
            outside = None
        if element is not root:
            add(element.tail)
    end_block()
    starts = list(accumulate((len(block) + len(_BETWEEN) for block in blocks), initial=0))[:-1]
    return Body(_BETWEEN.join(blocks), tuple(starts), tuple(lines))
