"""A page in one pass: its blocks of text with where they stand, and all that it declares."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from newsqa.readers.html.marks import ASIDE, AUTHOR, DATE, LINK, marks
from newsqa.readers.html.tokens import attributes_of, tags, unescaped

_SPACE = re.compile(r"[ \t\n\r\f]+")
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "frame", "hr", "img", "input", "keygen", "link", "meta", "param", "source", "track", "wbr"]
)
_INLINE = frozenset(
    ["a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "label", "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "amp-link", "ruby", "rb"]
)
_SKIPPED = frozenset(["svg", "template", "select", "object", "video", "audio", "canvas", "math", "rt", "rp", "head"])
# A paragraph ends where one of these begins, whether it was closed or not.
_CLOSES_P = frozenset(
    ["address", "article", "aside", "blockquote", "center", "details", "dialog", "dir", "div", "dl", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "main", "menu", "nav", "ol", "p", "pre", "section", "table", "ul"]
)
_CLOSES_OWN = {
    "li": ("li", "ul ol menu dir"), "dt": ("dt dd", "dl"), "dd": ("dt dd", "dl"), "tr": ("tr td th", "table tbody thead"),
    "td": ("td th", "tr table"), "th": ("td th", "tr table"), "option": ("option", "select"),
}  # fmt: skip
_CLOSED = {name: (frozenset(own.split()), frozenset(scope.split())) for name, (own, scope) in _CLOSES_OWN.items()}
# Browsers nest no deeper: what is deeper stands side by side.
_DEEPEST = 512
_INLINE_REACH = 32
# No page of news has a tenth of it; what is behind is not read.
MAX_TAGS = 300_000
_MAX_NAMES = 2000  # characters of attributes in which names are looked for
_MAX_WATCHED = 16
# What these are called is said of pages that have such a thing, as "with-sidebar".
_WHOLE = frozenset(("html", "body", "main", "article"))
_METADATA = frozenset(("meta", "link", "html", "title", "script", "time"))


class Block(NamedTuple):
    """A paragraph, a heading or a line: ``start`` and ``end`` are where it stands in the source."""

    text: str
    start: int
    end: int
    tag: str
    container: int
    marks: int
    link_chars: int


class Time(NamedTuple):
    """A ``<time>``: what it declares (None: nothing), what it shows, and where it stands among the blocks."""

    value: str | None
    text: str
    itemprop: str
    block: int
    marks: int


class Property(NamedTuple):
    """A microdata property; ``scope`` is the number of the item that has it, -1 for none."""

    name: str
    value: str
    scope: int


class Scope(NamedTuple):
    """A microdata item: its type, and the item and property of which it is the value."""

    kind: str
    parent: int
    itemprop: str


@dataclass(slots=True)
class Page:
    """What stands in a page."""

    source: str
    blocks: list[Block] = field(default_factory=list)
    parents: list[int] = field(default_factory=lambda: [-1])
    own: list[int] = field(default_factory=lambda: [0])  # the marks of each container itself
    metas: list[tuple[str, str]] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    properties: list[Property] = field(default_factory=list)
    scopes: list[Scope] = field(default_factory=list)
    bylines: list[tuple[str, int]] = field(default_factory=list)
    title: str | None = None
    language: str | None = None
    cut: int | None = None  # where reading ended, if before the end


class _Open(NamedTuple):
    """An element that is open."""

    name: str
    container: int
    marks: int
    inline: bool
    skipped: bool
    scope: int


def read_page(source: str) -> Page:
    """Read a page."""
    return _Reader(source).read()


class _Reader:
    def __init__(self, source: str) -> None:
        self.page = Page(source)
        self.stack = [_Open("", 0, 0, False, False, -1)]
        self.counts: dict[str, int] = {}
        self.pieces: list[str] = []
        self.start = self.end = 0
        self.link_chars = 0
        self.marks = 0
        self.breaks = 0
        # What is collected until an element ends: the depth it stands at, what to do with its text.
        self.watched: list[tuple[int, list[str], str, str, int]] = []
        # How many open elements of a name are nested too deep to be kept.
        self.deep: dict[str, int] = {}

    def read(self) -> Page:
        source, page = self.page.source, self.page
        for number, tag in enumerate(tags(source)):
            if number == MAX_TAGS:
                page.cut = tag.start
                break
            if tag.start > tag.text:
                self.add_text(tag.text, tag.start)
            name = tag.name
            if name in _METADATA and not tag.closes:
                self.declare(name, tag.attributes, tag.raw)
            if not name or name == "!":
                continue
            if tag.closes:
                if self.deep.get(name):
                    self.deep[name] -= 1
                    self.flush()
                elif self.counts.get(name):
                    self.close(name)
                elif name == "p" or name == "br":
                    self.flush()
                continue
            if tag.raw or name in ("script", "style", "title", "noscript", "iframe", "textarea"):
                self.counts[name] = 0
                continue
            if name == "br":
                self.breaks += 1
                self.pieces.append(" ")
                continue
            if name in _VOID:
                if name == "hr":
                    self.flush()
                elif name == "meta" or name == "link":
                    self.microdata(name, tag.attributes)
                continue
            self.open(name, tag.attributes)
        self.flush()
        return page

    def add_text(self, start: int, end: int) -> None:
        top = self.stack[-1]
        if top.skipped:
            return
        text = self.page.source[start:end]
        if text.isspace():
            self.pieces.append(" ")
            return
        if self.breaks > 1:
            self.flush()
        self.breaks = 0
        if not self.start:
            self.start = start + len(text) - len(text.lstrip())
            self.marks = top.marks
        self.end = start + len(text.rstrip())
        if "&" in text:
            text = unescaped(text)
        self.pieces.append(text)
        self.marks |= top.marks & (AUTHOR | DATE)
        if top.marks & LINK:
            self.link_chars += len(text)
        for watched in self.watched:
            watched[1].append(text)

    def flush(self) -> None:
        self.breaks = 0
        if self.start:
            text = _SPACE.sub(" ", "".join(self.pieces)).strip()
            if text:
                top = self.stack[-1]
                name = top.name
                if top.inline:
                    name = next(one.name for one in reversed(self.stack) if not one.inline)
                self.page.blocks.append(
                    Block(text, self.start, self.end, name, top.container, self.marks & ~LINK, self.link_chars)
                )
        self.pieces.clear()
        self.start = self.link_chars = self.marks = 0

    def open(self, name: str, attributes: str) -> None:
        stack = self.stack
        inline = name in _INLINE
        if not inline:
            self.flush()
            if name in _CLOSES_P and self.counts.get("p"):
                self.close_within("p")
            if (closed := _CLOSED.get(name)) is not None:
                self.close_own(*closed)
        if len(stack) > _DEEPEST:
            self.deep[name] = self.deep.get(name, 0) + 1
            return
        top = stack[-1]
        own = marks(name, attributes[:_MAX_NAMES]) if attributes or not inline else 0
        if name == "a":
            own |= LINK
        scope, container = top.scope, top.container
        if "item" in attributes or 'rel="author' in attributes:
            scope = self.microdata(name, attributes)
        if not inline:
            container = len(self.page.parents)
            self.page.parents.append(top.container)
            self.page.own.append(0 if name in _WHOLE else own)
        if own & AUTHOR and not top.marks & AUTHOR and len(self.watched) < _MAX_WATCHED:
            self.watched.append((len(stack), [], "byline", "", top.marks | own))
        stack.append(
            _Open(name, container, top.marks | own & ~ASIDE if inline else own & LINK, inline, top.skipped or name in _SKIPPED, scope)
        )
        self.counts[name] = self.counts.get(name, 0) + 1

    def close_within(self, name: str) -> None:
        """Close an open paragraph, if no block stands between."""
        for one in reversed(self.stack):
            if one.name == name:
                self.close(name)
                return
            if not one.inline:
                return

    def close_own(self, own: frozenset[str], scope: frozenset[str]) -> None:
        for one in reversed(self.stack[-_INLINE_REACH:]):
            if one.name in own:
                self.close(one.name)
                return
            if one.name in scope:
                return

    def close(self, name: str) -> None:
        stack = self.stack
        if stack[-1].name != name and name in _INLINE:
            if not any(one.name == name for one in stack[-_INLINE_REACH:]):
                return
        if name not in _INLINE:
            self.flush()
        while len(stack) > 1:
            one = stack.pop()
            self.counts[one.name] -= 1
            while self.watched and self.watched[-1][0] >= len(stack):
                self.unwatch()
            if one.name == name:
                return

    def unwatch(self) -> None:
        _, pieces, what, attributes, found = self.watched.pop()
        text = _SPACE.sub(" ", "".join(pieces)).strip()
        page = self.page
        if what == "byline":
            if text:
                page.bylines.append((text, found))
        elif what == "time":
            told = attributes_of(attributes)
            page.times.append(
                Time(told.get("datetime") or None, text, told.get("itemprop", ""), len(page.blocks), found)
            )
        else:
            name, _, scope = what.rpartition(" ")
            page.properties.append(Property(name, text, int(scope)))

    def declare(self, name: str, attributes: str, raw: str) -> None:
        page = self.page
        if name == "script":
            if "json" in attributes.lower() and "ld+json" in attributes.lower():
                page.scripts.append(raw)
            return
        if name == "title":
            if (page.title is None and not self.stack[-1].skipped) or self.stack[-1].name == "head":
                page.title = page.title or _SPACE.sub(" ", unescaped(raw)).strip() or None
            return
        if name == "time":
            if len(self.watched) >= _MAX_WATCHED:
                return
            self.watched.append((len(self.stack), [], "time", attributes, self.stack[-1].marks | marks("", attributes[:_MAX_NAMES])))
            return
        told = attributes_of(attributes)
        if name == "html":
            page.language = page.language or told.get("lang") or told.get("xml:lang") or None
        elif name == "link":
            if told.get("rel") and told.get("href"):
                page.links.append((told["rel"].lower(), told["href"].strip()))
        else:
            key = told.get("property") or told.get("name") or told.get("http-equiv")
            value = told.get("content", "").strip()
            if key and value:
                page.metas.append((key.strip().lower(), value))

    def microdata(self, name: str, attributes: str) -> int:
        """Note the property that an element is, and return the item it stands in or begins."""
        page, top = self.page, self.stack[-1]
        told = attributes_of(attributes)
        itemprop = told.get("itemprop", "")
        if "itemscope" in told:
            page.scopes.append(Scope(told.get("itemtype", ""), top.scope, itemprop))
            return len(page.scopes) - 1
        if itemprop:
            for key in ("content", "datetime", "href", "src"):
                if told.get(key):
                    for one in itemprop.split()[:8]:
                        page.properties.append(Property(one, told[key], top.scope))
                    break
            else:
                if itemprop != "articleBody" and len(self.watched) < _MAX_WATCHED and name not in _VOID:
                    self.watched.append((len(self.stack), [], f"{itemprop} {top.scope}", "", 0))
        return top.scope
