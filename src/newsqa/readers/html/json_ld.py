"""JSON-LD in pages: read although it is broken, and of all that it declares the article that the page is about."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

_MAX_SCRIPTS = 200
_MAX_NODES = 20_000
_MAX_CHARS = 5_000_000

_TRAILING = re.compile(r",(?=\s*[}\]])")
_ESCAPE = re.compile(r"\\(?![\"\\/bfnrtu])")
# Where other things than the page's own article are declared.
_INTO = ("@graph", "mainEntity", "mainEntityOfPage")

_OTHER = frozenset(
    ("blogposting", "liveblogposting", "report", "socialmediaposting", "claimreview", "reviewnewsarticle")
)
_PAGES = frozenset(
    (
        "webpage",
        "itempage",
        "aboutpage",
        "collectionpage",
        "medicalwebpage",
        "videoobject",
        "review",
        "recipe",
    )
)


class Node(NamedTuple):
    """An object of JSON-LD that is an article or a page, with its types in lower case."""

    value: dict[str, Any]
    types: frozenset[str]

    @property
    def is_article(self) -> bool:
        """Whether it is an article of some kind."""
        return any(kind.endswith("article") or kind in _OTHER for kind in self.types)


class Declared(NamedTuple):
    """What JSON-LD declares: articles and pages in order, and by their ids all objects that have one."""

    nodes: tuple[Node, ...]
    by_id: dict[str, dict[str, Any]]


def read_json_ld(scripts: Sequence[str]) -> Declared:
    """Read all scripts of a page; what cannot be read declares nothing."""
    nodes: list[Node] = []
    by_id: dict[str, dict[str, Any]] = {}
    for script in scripts[:_MAX_SCRIPTS]:
        for value in _values(script):
            _collect(value, nodes, by_id)
    return Declared(tuple(nodes), by_id)


def about(declared: Declared, urls: Iterable[str], titles: Iterable[str]) -> list[Node]:
    """Return the articles and pages that are about a page of these addresses and titles, the best first."""
    addresses = {_address(url) for url in urls if url}
    named = {folded(title) for title in titles if title}
    scored = []
    for place, node in enumerate(declared.nodes):
        if not node.is_article and not node.types & _PAGES:
            continue
        value = node.value
        told = [value.get("url"), value.get("@id"), value.get("mainEntityOfPage")]
        told += [one.get("@id") or one.get("url") for one in told if isinstance(one, dict)]
        here = bool(addresses & {_address(one) for one in told if isinstance(one, str)})
        headline = folded(text(value.get("headline")) or text(value.get("name")) or "")
        alike = any(headline and (headline in name or name in headline) for name in named)
        dated = bool(text(value.get("datePublished")))
        score = 8 * node.is_article + 4 * here + 4 * alike + 2 * dated + ("author" in value)
        scored.append((-score, place, node))
    articles = sum(node.is_article for _, _, node in scored)
    ranked = [node for _, _, node in sorted(scored, key=lambda one: one[:2])]
    if articles > 3:  # a list of teasers: only those that are said to be this page's
        ranked = [
            node
            for score, _, node in sorted(scored, key=lambda one: one[:2])
            if -score >= 12 or not node.is_article
        ]
    return ranked


def text(value: Any) -> str | None:
    """Return what a value says as text: of a list the first, of an object its value or name."""
    for _ in range(4):
        if isinstance(value, list):
            value = value[0] if value else None
        elif isinstance(value, dict):
            value = value.get("@value") or value.get("name")
        else:
            break
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value).strip() or None


def people(value: Any, by_id: dict[str, dict[str, Any]]) -> list[str]:
    """Return the names of people and organisations, each once, in order."""
    found: dict[str, None] = {}
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            named = one.get("@id")
            one = {**(by_id.get(named, {}) if isinstance(named, str) else {}), **one}
            name = one.get("name")
            if name is None and (one.get("givenName") or one.get("familyName")):
                name = " ".join(filter(None, (text(one.get("givenName")), text(one.get("familyName")))))
            names = name if isinstance(name, list) else [name]
        else:
            names = one if isinstance(one, list) else [one]
        for name in names[:50]:
            if (told := text(name)) and not told.startswith(("http://", "https://")):
                found[told] = None
    return list(found)


def free(told: Any) -> bool | None:
    """Return what a value of isAccessibleForFree says; None where it says nothing."""
    told = told[0] if isinstance(told, list) and told else told
    if isinstance(told, bool):
        return told
    said = str(told).strip().lower().rpartition("/")[2] if told is not None else ""
    return True if said == "true" else False if said == "false" else None


def _values(script: str) -> Iterator[Any]:
    """Yield the values of a script: usually one."""
    if len(script) > _MAX_CHARS or not script.strip():
        return
    for mended in _mendings(script):
        try:
            yield json.loads(mended, strict=False, parse_int=str, parse_float=str, parse_constant=_nothing)
            return
        except RecursionError:
            return
        except ValueError:
            continue
    # Several values in a row, or something behind the first.
    decoder = json.JSONDecoder(strict=False, parse_int=str, parse_float=str, parse_constant=_nothing)
    source, at = mended, 0
    for _ in range(100):
        while at < len(source) and source[at] in " \t\r\n,;":
            at += 1
        try:
            value, at = decoder.raw_decode(source, at)
        except (ValueError, RecursionError):
            break
        yield value
    if at == 0 and (found := _salvaged(source)):
        yield found


def _nothing(name: str) -> None:
    """NaN and the infinities are no JSON and say nothing."""


def _mendings(script: str) -> Iterator[str]:
    yield script
    script = _unwrapped(script)
    yield script
    if script.startswith(("{&quot;", "[{&quot;")) or ("&quot;" in script and '"' not in script):
        script = html.unescape(script)
    script = _ESCAPE.sub("", _TRAILING.sub("", script))
    yield script


def _unwrapped(script: str) -> str:
    """Take off the comments and the CDATA section that a script may stand in."""
    script = script.strip()
    for begin in ("/*<![CDATA[*/", "//<![CDATA[", "<![CDATA[", "<!--", "/*", "//"):
        if script.startswith(begin):
            script = script.removeprefix(begin).strip()
    for end in ("/*]]>*/", "//]]>", "]]>", "//-->", "-->", "*/", "//", ";"):
        script = script.removesuffix(end).rstrip()
    return script


# Of a script that is beyond mending the strings that matter most.
_KIND = re.compile(r'"@type"\s*:\s*"(\w*Article|\w*BlogPosting)"')
_SALVAGED = re.compile(
    r'"(headline|datePublished|dateModified|inLanguage|articleBody)"\s*:\s*"((?:[^"\\]++|\\.)*+)"'
)


def _salvaged(script: str) -> dict[str, Any] | None:
    kind = _KIND.search(script)
    if kind is None:
        return None
    found: dict[str, Any] = {"@type": kind[1]}
    for name, value in _SALVAGED.findall(script):
        try:
            found.setdefault(name, json.loads(f'"{value}"', strict=False))
        except ValueError:
            continue
    return found if len(found) > 1 else None


def _collect(value: Any, nodes: list[Node], by_id: dict[str, dict[str, Any]]) -> None:
    """Collect articles and pages, and everything that has an id."""
    todo: list[tuple[Any, bool]] = [(value, True)]
    for _ in range(_MAX_NODES):
        if not todo:
            return
        one, top = todo.pop()
        if isinstance(one, list):
            todo += [(each, top) for each in reversed(one[:5000])]
            continue
        if not isinstance(one, dict):
            continue
        named = one.get("@id")
        if isinstance(named, str) and (len(one) > 1) and len(one) > len(by_id.get(named, ())):
            by_id[named] = one
        if top:
            kinds = one.get("@type")
            types = frozenset(
                kind.rpartition("/")[2].rpartition(":")[2].lower()
                for kind in (kinds if isinstance(kinds, list) else [kinds])
                if isinstance(kind, str)
            )
            nodes.append(Node(one, types))
        for key in reversed(one):
            if isinstance(one[key], dict | list):
                todo.append((one[key], top and key in _INTO))


def _address(url: str) -> str:
    return url.split("#")[0].split("?")[0].rstrip("/").partition("://")[2].removeprefix("www.").lower()


def folded(title: str) -> str:
    """Return the letters and figures of a title, to compare it."""
    return "".join(filter(str.isalnum, html.unescape(title).lower()))
