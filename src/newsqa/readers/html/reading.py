"""Reading a page in one pass over its tags.

There is a stack of what is open and no tree: blocks, and the parts of the page that they stand in, are noted as they end.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from newsqa.readers.html.elements import CLOSES, CLOSES_P, INLINE, RAW, SKIPPED, VOID
from newsqa.readers.html.marks import ASIDE, AUTHOR, DATE, LINK, marks
from newsqa.readers.html.page import Block, Byline, Page, Property, Scope, Time
from newsqa.readers.html.tokens import attributes_of, tags, unescaped

BLANKS = " \t\n\r\f"  # a no-break space is one that somebody has set
_SPACE = re.compile(rf"[{BLANKS}]+")
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


class _Open(NamedTuple):
    """An element that is open."""

    name: str
    container: int
    marks: int
    inline: bool
    skipped: bool
    scope: int


class _Watched(NamedTuple):
    """What is collected until an element ends: ``depth`` is its place in the stack, ``told`` its attributes or properties."""

    depth: int
    pieces: list[str]
    kind: Literal["byline", "time", "property"]
    told: str
    container: int
    scope: int = -1


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
        self.watched: list[_Watched] = []
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
            if name in RAW:
                continue
            if name == "br":
                self.breaks += 1
                self.add_space()
                continue
            if name in VOID:
                if name == "hr":
                    self.flush()
                elif "itemprop" in tag.attributes:
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
        if not text.strip(BLANKS):
            self.add_space()
            return
        if self.breaks > 1:
            self.flush()
        self.breaks = 0
        if not self.start:
            self.start = start + len(text) - len(text.lstrip(BLANKS))
            self.marks = top.marks
        self.end = start + len(text.rstrip(BLANKS))
        if "&" in text:
            text = unescaped(text)
        self.pieces.append(text)
        self.marks |= top.marks & (AUTHOR | DATE)
        if top.marks & LINK:
            self.link_chars += len(text)
        for watched in self.watched:
            watched.pieces.append(text)

    def add_space(self) -> None:
        self.pieces.append(" ")
        for watched in self.watched:
            watched.pieces.append(" ")

    def flush(self) -> None:
        self.breaks = 0
        for watched in self.watched:
            watched.pieces.append(" ")
        if self.start:
            text = _SPACE.sub(" ", "".join(self.pieces)).strip()
            if text:
                top = self.stack[-1]
                name = top.name
                if top.inline:
                    name = next(one.name for one in reversed(self.stack) if not one.inline)
                self.page.blocks.append(
                    Block(
                        text, self.start, self.end, name, top.container, self.marks & ~LINK, self.link_chars
                    )
                )
        self.pieces.clear()
        self.start = self.link_chars = self.marks = 0

    def open(self, name: str, attributes: str) -> None:
        stack = self.stack
        inline = name in INLINE
        if self.counts.get("head") and name != "template":
            self.close("head")  # whether its end tag is there or not
        if not inline:
            self.flush()
            if name in CLOSES_P and self.counts.get("p"):
                self.close_within("p")
            if (closed := CLOSES.get(name)) is not None:
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
            self.watched.append(_Watched(len(stack), [], "byline", "", container))
        stack.append(
            _Open(
                name,
                container,
                top.marks | own & ~ASIDE if inline else own & LINK,
                inline,
                top.skipped or name in SKIPPED,
                scope,
            )
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
        if name in INLINE and not any(one.name == name for one in stack[-_INLINE_REACH:]):
            return
        if name not in INLINE:
            self.flush()
        while len(stack) > 1:
            one = stack.pop()
            self.counts[one.name] -= 1
            while self.watched and self.watched[-1].depth >= len(stack):
                self.unwatch()
            if one.name == name:
                return

    def unwatch(self) -> None:
        watched, page = self.watched.pop(), self.page
        text = _SPACE.sub(" ", "".join(watched.pieces)).strip()
        if watched.kind == "byline":
            if text:
                page.bylines.append(Byline(text, watched.container))
        elif watched.kind == "time":
            told = attributes_of(watched.told)
            own = marks("", watched.told[:_MAX_NAMES])
            page.times.append(
                Time(
                    told.get("datetime") or None,
                    text,
                    told.get("itemprop", ""),
                    len(page.blocks),
                    watched.container,
                    own,
                )
            )
        else:
            for name in watched.told.split()[:_MAX_WATCHED]:
                page.properties.append(Property(name, text, watched.scope))

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
            if len(self.watched) < _MAX_WATCHED:
                self.watched.append(
                    _Watched(len(self.stack), [], "time", attributes, self.stack[-1].container)
                )
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
                if itemprop != "articleBody" and len(self.watched) < _MAX_WATCHED and name not in VOID:
                    self.watched.append(
                        _Watched(len(self.stack), [], "property", itemprop, top.container, top.scope)
                    )
        return top.scope
