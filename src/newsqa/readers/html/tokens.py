"""The tags of HTML in its source, one by one, as browsers find them; linear in its length whatever stands there.

There is no tree. Parsers lose where a text stands in the source, and take a minute for what is nested a hundred thousand
deep, or for one tag with as many attributes.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from newsqa.readers.html.elements import RAW

_TAG = re.compile(
    r"<(?:(/?)([a-zA-Z][^\s/>]*+)((?:[^>=]++|=[ \t\n\r\f]*+(?:\"[^\"]*+\"|'[^']*+')?+)*+)(?:>|\Z)"
    r"|(!--)|[!?/][^>]*+(?:>|\Z))"
)
_COMMENT_END = re.compile(r"--!?>")
_ATTRIBUTE = re.compile(
    r"([^\s/>=][^\s/>=]*+)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>\"'][^\s>]*+)))?", re.ASCII
)

# Characters of a tag's attributes that are looked at: pages keep data in them.
MAX_ATTRIBUTES = 100_000

_RAW_END = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE | re.ASCII) for name in RAW}


class Tag(NamedTuple):
    """A tag, or the end of the page (name ""); ``text`` is where the text before it begins, ``start`` where it does.

    ``raw`` is what an element of text alone holds: a script, the title.
    """

    text: int
    start: int
    end: int
    name: str
    closes: bool
    attributes: str
    raw: str = ""


def tags(source: str, start: int = 0, stop: int | None = None) -> Iterator[Tag]:
    """Yield the tags of a page; comments and the like are skipped, so that the text before a tag may be several."""
    at = text = start
    stop = len(source) if stop is None else stop
    search = _TAG.search
    while match := search(source, at, stop):
        slash, name, attributes, comment = match.groups()
        begin, at = match.span()
        if name is None:
            if comment:
                end = _COMMENT_END.search(source, begin + 2, stop)
                at = end.end() if end else stop
            if begin > text:
                yield Tag(text, begin, at, "!", False, "")
            text = at
            continue
        name = name.lower()
        raw = ""
        if name in RAW and not slash:
            begins = at
            ended = _RAW_END[name].search(source, at, stop)
            at = ended.start() if ended else stop
            raw = source[begins:at]
        yield Tag(text, begin, at, name, bool(slash), attributes, raw)
        text = at
    yield Tag(text, stop, stop, "", False, "")


def attributes_of(told: str) -> dict[str, str]:
    """Return the attributes of a tag, their names in lower case; the first of several of the same name."""
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(told[:MAX_ATTRIBUTES]):
        found.setdefault(name.lower(), unescaped(double or single or bare))
    return found


def unescaped(text: str) -> str:
    """Return a text with its character references replaced."""
    return html.unescape(text) if "&" in text else text
