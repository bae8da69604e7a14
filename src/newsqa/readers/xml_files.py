"""XML: which vocabulary a file is of, its items one by one, and safely: no entity, no DTD and no other file is read."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from newsqa.errors import InputError
from newsqa.readers.batch import Problem

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# What may stand before the root: a declaration, comments, instructions, and a document type with declarations in brackets.
_BEFORE = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^<>\[]*(?:\[.*?\]\s*)?>", re.DOTALL)
_ROOT = re.compile(r"<(?:([\w.-]+):)?([\w.-]+)((?:\s[^<>]*)?)(?:/?>|\Z)", re.DOTALL)
_XMLNS = re.compile(r"""\sxmlns(?::([\w.-]+))?\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_UTF16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}

_POSITION = re.compile(r",? *(?:line|column) \d+")

# An item may be this many times as large as the text of an article may be: there is markup around it.
_MARKUP = 2
_CHUNK = 1 << 16
# So many tags, attributes and entities take some 300 MB, whatever their size in the file.
_MOST_MARKS = 1_000_000


class Root(NamedTuple):
    """The root element of a file: its namespace, "" for none, and its local name."""

    namespace: str
    name: str


def root_of(sample: bytes) -> Root | None:
    """Return the root element of a file that begins with these bytes; None where it is no XML."""
    codec = _UTF16.get(sample[:2], "utf-8")
    text = sample.decode(codec, "replace").lstrip("\ufeff")
    at = 0
    while found := _BEFORE.match(text, at):
        at = found.end()
    root = _ROOT.match(text, at)
    if root is None:
        return None
    spaces = {prefix or "": one or other or "" for prefix, one, other in _XMLNS.findall(root[3])}
    return Root(spaces.get(root[1] or "", ""), root[2])


def items(file: BinaryIO, path: str, names: Collection[str], max_bytes: int) -> Iterator[Element | Problem]:
    """Yield the elements with these local names, whole, and forget each; what is within one of them is part of it.

    What is not well formed ends the file, with a problem that says where. An element that takes more than twice
    ``max_bytes``, or consists of too many parts, is too large, and ends it, too. InputError when lxml is not installed.
    """
    etree = lxml()
    feeding = etree.XMLPullParser(
        ("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    depth = taken = marks = 0
    error = None
    while error is None:
        chunk = file.read(_CHUNK)
        taken += len(chunk)
        marks += chunk.count(b"<") + chunk.count(b"=") + chunk.count(b"&")
        try:
            feeding.feed(chunk) if chunk else feeding.close()
        except etree.XMLSyntaxError as found:
            error = found  # of what came before it in the chunk there are events all the same
        for event, element in feeding.read_events():
            if not isinstance(element.tag, str) or local(element) not in names:
                continue
            depth += 1 if event == "start" else -1
            if event == "end" and depth == 0:
                yield element
                forget(element)
                taken = marks = 0
        if taken > _MARKUP * max_bytes:
            yield Problem(
                "IO003", path, f"is too large for one item: more than {_MARKUP * max_bytes:,} bytes; not read",
                value=float(taken), threshold=float(_MARKUP * max_bytes),
            )  # fmt: skip
            return
        if marks > _MOST_MARKS:
            yield Problem(
                "IO003", path, f"has too much markup for one item: more than {_MOST_MARKS:,} tags, attributes and entities; not read",
                value=float(marks), threshold=float(_MOST_MARKS),
            )  # fmt: skip
            return
        if not chunk:
            break
    if error is not None:
        line, column = error.position
        said = " ".join(_POSITION.sub("", error.msg).split())
        yield Problem(
            "IO001", path, f"is not well-formed XML: {said}", line=line or None, column=column or None
        )


def lxml() -> Any:
    """Return lxml.etree; InputError says how to install it."""
    try:
        from lxml import etree
    except ImportError:
        raise InputError('XML is read with lxml: pip install "newsqa[xml]"') from None
    return etree


def local(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def forget(element: Element) -> None:
    """Free an element and those before it: a file of many items is never held as a whole."""
    element.clear()
    while element.getprevious() is not None and (parent := element.getparent()) is not None:
        del parent[0]


def find(element: Element | None, *names: str) -> Element | None:
    """Return the first descendant by a path of local names, each a child of the one before; None where there is none."""
    for name in names:
        if element is None:
            return None
        element = next(
            (child for child in element if isinstance(child.tag, str) and local(child) == name), None
        )
    return element


def children(element: Element | None, name: str) -> list[Element]:
    """Return the children with a local name."""
    return [] if element is None else [c for c in element if isinstance(c.tag, str) and local(c) == name]


def text_of(element: Element | None) -> str | None:
    """Return the text of an element and of all within it, white space run together; None for none."""
    if element is None:
        return None
    return " ".join("".join(element.itertext()).split()) or None


def attribute(element: Element | None, name: str) -> str | None:
    """Return the value of an attribute without a namespace; None where there is none, or a blank one."""
    value = None if element is None else element.get(name)
    return value.strip() or None if value else None
