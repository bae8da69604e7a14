"""Where in a file of JSON the articles begin: it is one, or several, or a list of them, or there is such a list in it."""

from __future__ import annotations

import re
from itertools import islice
from typing import NamedTuple

from newsqa.readers.fields import FieldMap

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[\]{}:,]', re.DOTALL)
_MOST_TOKENS = 20_000
_DEEPEST = 4
# What an object has that is an article, and one that only holds a list of them has not.
_OF_ARTICLE = frozenset(("text", "title", "url", "published"))


class Begin(NamedTuple):
    """The first character of the first article, or of the list of articles; the key of a list that stands in an object.

    ``fields`` are those that the articles have.
    """

    start: int
    is_list: bool
    key: str | None = None
    fields: frozenset[str] = frozenset()


class _Open(NamedTuple):
    """An object or a list: where it begins, under which key, and the keys of the object, or of the list's objects."""

    start: int
    is_list: bool
    key: str | None
    keys: dict[str, None]
    parents: tuple[_Open, ...]


def begins(text: str, fields: FieldMap) -> Begin | None:
    """Return where articles begin in JSON, of which this is the first part; None where nothing in it looks like one."""
    if not text.lstrip().startswith(("{", "[")):
        return None
    for part in _parts(text):
        found = fields.match([*part.keys]).keys()
        if "text" not in found:
            continue
        if not part.parents:
            # One object with a text may be anything.
            if part.is_list or len(found) > 1:
                return Begin(part.start, part.is_list, fields=frozenset(found))
        elif part.is_list and found & {"title", "url"}:
            around = {name for parent in part.parents for name in parent.keys}
            if not _OF_ARTICLE & fields.match([*around]).keys():
                return Begin(part.start, is_list=True, key=part.key, fields=frozenset(found))
    return None


def _parts(text: str) -> list[_Open]:
    """Return the first object or list of a text and what stands in it, not too deep, in the order in which they begin."""
    found: list[_Open] = []
    stack: list[_Open] = []
    key: str | None = None
    word = ""
    for match in islice(_TOKEN.finditer(text), _MOST_TOKENS):
        token = match[0]
        if token in ("{", "["):
            stack.append(_Open(match.start(), token == "[", key, {}, tuple(stack[:_DEEPEST])))
            if len(stack) <= _DEEPEST:
                found.append(stack[-1])
        elif token in ("}", "]"):
            del stack[-1:]
            if not stack:
                break
        elif token == ":" and stack:
            key = word
            for part in stack[-1:] if len(stack) < 2 or not stack[-2].is_list else stack[-2:]:
                part.keys[key] = None
        else:
            word = token[1:-1]
    return found
