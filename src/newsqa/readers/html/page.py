"""What stands in a page: its blocks of text with their places, and all that it declares."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


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
    container: int
    marks: int


class Byline(NamedTuple):
    """The text of an element that is said to tell authors."""

    text: str
    container: int


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
    bylines: list[Byline] = field(default_factory=list)
    title: str | None = None
    language: str | None = None
    cut: int | None = None  # where reading ended, if before the end

    def marks_of(self, container: int) -> int:
        """Return what the names of a part of the page and of those around it say of it."""
        found = 0
        while container > 0:
            found |= self.own[container]
            container = self.parents[container]
        return found
