"""What a page declares of its article: of each thing the value that wins, where it stood, and all others.

Values stay as they are. JSON-LD comes first: it is made for this, and says of which article it speaks; then microdata,
``<meta>`` with Open Graph, and last what readers see: ``<time>``, headings and lines with authors.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from newsqa.readers.html import json_ld, meta
from newsqa.readers.html.json_ld import Node
from newsqa.readers.html.marks import ASIDE
from newsqa.readers.html.microdata import Microdata
from newsqa.readers.html.page import Page
from newsqa.readers.html.visible import DAY, LINE, shown_time

Told = list[list[str]]  # [name, value] of everything declared of a kind

_RECOMMENDED = ("author", "author.url", "dateModified", "datePublished", "headline", "image")
_CLAIM = ("claimReviewed", "reviewRating", "reviewRating.alternateName", "url")
_ENTITY = re.compile(r"&#?\w+;")
# What sets the end of a title apart: any mark but those that quote.
_APART = re.compile(r"[\s\"'’‘“”„«»]*+\W")
_DOMAIN = re.compile(r"[\w-]+\.(?:[a-z]{2,3}\.)?[a-z]{2,4}\b")
_MOST = 50  # values of a kind that are listed
_SHORTEST = 15  # characters of a title that is taken for another one without its end
_MAX = 500  # characters of a value that is listed


@dataclass(slots=True)
class Declared:
    """What is declared; ``origins`` tells of each field where its value stood."""

    values: dict[str, str] = field(default_factory=dict)
    authors: list[str] = field(default_factory=list)
    origins: dict[str, str] = field(default_factory=dict)
    dates: Told = field(default_factory=list)
    titles: Told = field(default_factory=list)
    bylines: Told = field(default_factory=list)
    languages: Told = field(default_factory=list)
    articles: list[Node] = field(default_factory=list)
    free: bool | None = None
    incomplete: list[str] | None = None
    claim_review: list[str] | None = None
    # Whether somebody signs other than the site itself.
    signed: bool = False
    text: str | None = None
    description: str | None = None

    def choose(self, name: str, value: str | None, origin: str) -> None:
        """Take a value if there is none yet."""
        if value and name not in self.values:
            self.values[name] = value
            self.origins[name] = origin


def read_declared(page: Page, url: str | None) -> Declared:
    """Return what a page declares; ``url`` is where it was found, where that is known."""
    found = Declared()
    metas: dict[str, list[str]] = {}
    for name, value in page.metas:
        metas.setdefault(name, []).append(value)
    data = Microdata(page)
    addresses = _addresses(page, metas, url)
    names = [told for name in meta.TITLES for told in metas.get(name, ())[:1]]
    linked = json_ld.read_json_ld(page.scripts)
    found.articles = json_ld.about(
        linked, [*(one for one, _ in addresses), url or ""], [*names, page.title or ""]
    )
    articles = [node for node in found.articles if node.is_article] or found.articles[:1]
    for node in articles[:2]:
        _of_json_ld(found, node.value)
    _dates(found, found.articles, articles, data, metas, page)
    _titles(found, articles, linked, data, metas, page)
    _authors(found, articles, linked, data, metas, page)
    _others(found, articles, linked, data, metas, page, addresses)
    _judged(found, linked, data)
    return found


def _of_json_ld(found: Declared, value: dict[str, Any]) -> None:
    found.choose("modified", json_ld.text(value.get("dateModified")), "json-ld")
    language = value.get("inLanguage")
    if told := json_ld.text(language) if not isinstance(language, dict) else None:
        _note(found.languages, "json-ld inLanguage", told)
        found.choose("language", told, "json-ld")
    found.choose("wordcount", json_ld.text(value.get("wordCount")), "json-ld")
    body = json_ld.text(value.get("articleBody"))
    found.text = found.text or body
    found.description = found.description or json_ld.text(value.get("description"))


def _dates(
    found: Declared,
    nodes: Sequence[Node],
    articles: Sequence[Node],
    data: Microdata,
    metas: dict[str, list[str]],
    page: Page,
) -> None:
    chosen = articles[:1]
    for node in articles:
        for name in ("datePublished", "dateModified", "dateCreated"):
            if told := json_ld.text(node.value.get(name)):
                _note(found.dates, f"json-ld {name}", told)
    for node in chosen:
        found.choose("published", json_ld.text(node.value.get("datePublished")), "json-ld")
    for name in ("datePublished", "dateModified", "dateCreated"):
        if told := data.first(name):
            _note(found.dates, f"microdata {name}", told)
    found.choose("published", data.first("datePublished") if data.item >= 0 else None, "microdata")
    found.choose("modified", data.first("dateModified"), "microdata")
    for names, field_name in ((meta.PUBLISHED, "published"), (meta.MODIFIED, "modified")):
        for name in names:
            for told in metas.get(name, ())[:3]:
                if not DAY.search(told):
                    continue
                _note(found.dates, f"{meta.origin(name)} {name}", told)
                found.choose(field_name, told, meta.origin(name))
    for node in nodes:
        found.choose("published", json_ld.text(node.value.get("datePublished")), "json-ld")
        found.choose("modified", json_ld.text(node.value.get("dateModified")), "json-ld")
    found.choose("published", data.first("datePublished"), "microdata")
    shown = shown_time(page)
    for time in page.times[:_MOST]:
        if told := time.value or time.text:
            named = shown is not None and time is shown.time and shown.sure
            _note(found.dates, "time published" if named else "time", told)
    found.choose("published", (shown.time.value or shown.time.text) if shown else None, "time")
    for node in chosen:
        found.choose("published", json_ld.text(node.value.get("dateCreated")), "json-ld")


def _titles(
    found: Declared,
    articles: Sequence[Node],
    linked: json_ld.Declared,
    data: Microdata,
    metas: dict[str, list[str]],
    page: Page,
) -> None:
    """Choose the title: that of Open Graph, the one for readers, else the headline; without the site's name where one is.

    Sites that write another title for search engines or lists than for their pages do so in any of the three: no order
    is right for all of them. A headline that readers see as heading goes before Open Graph, unless ``<title>`` has the
    same words: then it may be the one for search engines.
    """
    sites = _sites(articles, linked, metas)
    candidates: list[tuple[str, str, str]] = []  # name, value, origin
    for name in meta.TITLES[:1]:
        candidates += [
            (f"{meta.origin(name)} {name}", told, meta.origin(name)) for told in metas.get(name, ())[:1]
        ]
    for node in articles[:2]:
        if told := json_ld.text(node.value.get("headline")):
            candidates.append(("json-ld headline", told, "json-ld"))
    if (told := data.first("headline")) and data.item >= 0:
        candidates.append(("microdata headline", told, "microdata"))
    heading = next((block.text for block in page.blocks if block.tag == "h1"), None)
    if heading:
        candidates.append(("html h1", heading, "html"))
    for name in meta.TITLES[1:]:
        candidates += [
            (f"{meta.origin(name)} {name}", told, meta.origin(name)) for told in metas.get(name, ())[:1]
        ]
    if page.title:
        candidates.append(("html title", page.title, "html"))
    for name, value, _ in candidates:
        _note(found.titles, name, value)
    if not candidates:
        return
    headlines = {json_ld.folded(told) for _, told, origin in candidates if origin in ("json-ld", "microdata")}
    agreed = json_ld.folded(heading or "")
    if agreed in headlines and agreed not in json_ld.folded(page.title or ""):
        candidates.sort(
            key=lambda one: json_ld.folded(one[1]) != agreed or _ENTITY.search(one[1]) is not None
        )
    _, best, where = candidates[0]
    for _, shorter, origin in candidates[1:]:
        if (
            len(shorter) > _SHORTEST
            and not _ENTITY.search(shorter)
            and _ends_apart(best, shorter, headlines, sites)
        ):
            best, where = shorter, origin
    for _, longer, origin in candidates:
        if _is_cut(best, longer):
            best, where = longer, origin
    found.choose("title", best, where)


def _is_cut(title: str, longer: str) -> bool:
    """Tell whether a title ends where the other goes on with a quotation mark: one that was not escaped ended the attribute."""
    return (
        len(title) > _SHORTEST and longer.startswith(title) and longer[len(title) :].lstrip().startswith('"')
    )


def _ends_apart(title: str, shorter: str, headlines: set[str], sites: frozenset[str]) -> bool:
    """Tell whether a title is a shorter one and something set apart behind it, as the name of a site or a section is.

    What the headline of the markup has, too, is a part of the title, unless it is the site's name.
    """
    own, other = json_ld.folded(title), json_ld.folded(shorter)
    if own == other or not own.startswith(other):
        return False
    end = own[len(other) :]
    if own in headlines and not any(site in end for site in sites):
        return False
    letters = 0
    for i, character in enumerate(title):
        if letters == len(other):
            return _APART.match(title, i) is not None
        letters += character.isalnum() and len(character.lower())
    return False


def _authors(
    found: Declared,
    articles: Sequence[Node],
    linked: json_ld.Declared,
    data: Microdata,
    metas: dict[str, list[str]],
    page: Page,
) -> None:
    candidates: list[tuple[list[str], str]] = []
    for node in [node for node in articles[:2] if "claimreview" not in node.types]:
        for name in ("author", "creator"):
            if told := json_ld.people(node.value.get(name), linked.by_id):
                candidates.append((told, "json-ld"))
                _note(found.bylines, f"json-ld {name}", ", ".join(told))
                break
    if told := data.names("author"):
        candidates.append((told, "microdata"))
        _note(found.bylines, "microdata author", ", ".join(told))
    for name in meta.AUTHORS:
        told = [one for one in metas.get(name, ()) if not one.startswith(("http://", "https://", "@", "/"))]
        if told:
            candidates.append((list(dict.fromkeys(told)), meta.origin(name)))
            _note(found.bylines, f"{meta.origin(name)} {name}", ", ".join(told))
    for byline in page.bylines[:_MOST]:
        if len(byline.text) <= LINE and not page.marks_of(byline.container) & ASIDE:
            _note(found.bylines, "html", byline.text)
    if not candidates:
        return
    # The first who sign other than as the site itself; where nobody does, the first.
    sites = _sites(articles, linked, metas)
    for names, where in candidates:
        others = [name for name in names if not _is_site(name, sites)]
        if others:
            found.authors, found.origins["authors"] = others if where != "json-ld" else names, where
            found.signed = True
            return
    found.authors, found.origins["authors"] = candidates[0]


def _is_site(name: str, sites: frozenset[str]) -> bool:
    folded = json_ld.folded(name)
    return (
        folded in sites
        or any(folded == json_ld.folded(one) for one in _DOMAIN.findall(name))
        or "www." in name
    )


def _sites(articles: Sequence[Node], linked: json_ld.Declared, metas: dict[str, list[str]]) -> frozenset[str]:
    """Return the names of the site and its publisher, folded."""
    names = [told for name in meta.PUBLISHERS for told in metas.get(name, ())]
    names += [told for node in articles for told in json_ld.people(node.value.get("publisher"), linked.by_id)]
    return frozenset(filter(None, map(json_ld.folded, names)))


def _others(
    found: Declared,
    articles: Sequence[Node],
    linked: json_ld.Declared,
    data: Microdata,
    metas: dict[str, list[str]],
    page: Page,
    addresses: Sequence[tuple[str, str]],
) -> None:
    for node in articles[:2]:
        for told in json_ld.people(node.value.get("publisher"), linked.by_id)[:1]:
            found.choose("publisher", told, "json-ld")
        found.free = json_ld.free(node.value.get("isAccessibleForFree")) if found.free is None else found.free
    if data.item >= 0:
        _of_microdata(found, data)
    for name in meta.PUBLISHERS:
        for told in metas.get(name, ())[:1]:
            found.choose("publisher", told, meta.origin(name))
    if page.language:
        found.languages.insert(0, ["html lang", page.language[:_MAX]])
        found.values["language"] = page.language
        found.origins["language"] = "html"
    for name in meta.LANGUAGES:
        for told in metas.get(name, ())[:1]:
            found.choose("language", told, meta.origin(name))
    for url, where in addresses:
        found.choose("url", url, where)
    for node in articles[:1]:
        told_url = json_ld.text(node.value.get("url"))
        if told_url and told_url.startswith("http"):
            found.choose("url", told_url, "json-ld")
    if found.description is None and (told_here := meta.first(metas, meta.DESCRIPTIONS)):
        found.description = told_here[1]


def _of_microdata(found: Declared, data: Microdata) -> None:
    for told in data.names("publisher")[:1]:
        found.choose("publisher", told, "microdata")
    found.choose("wordcount", data.first("wordCount"), "microdata")
    if language := data.first("inLanguage"):
        _note(found.languages, "microdata inLanguage", language)
        found.choose("language", language, "microdata")
    if found.free is None:
        found.free = json_ld.free(data.first("isAccessibleForFree"))


def _addresses(page: Page, metas: dict[str, list[str]], url: str | None) -> list[tuple[str, str]]:
    """Return the addresses that a page declares for itself, the best first."""
    found = [(href, "link") for rel, href in page.links if "canonical" in rel.split()]
    found += [(told, "open-graph") for told in metas.get("og:url", ())]
    found = [(urljoin(url, told) if url else told, where) for told, where in found[:_MOST]]
    return [one for one in found if one[0].startswith(("http://", "https://"))]


def _judged(found: Declared, linked: json_ld.Declared, data: Microdata) -> None:
    """Say what is recommended for the markup of articles, and for reviews of claims, and lacks."""
    articles = [node for node in found.articles if node.is_article and "claimreview" not in node.types]
    if articles:
        value = articles[0].value
        found.incomplete = [name for name in _RECOMMENDED if not _has(value, name.split("."), linked.by_id)]
    elif data.item >= 0:
        found.incomplete = [name for name in _RECOMMENDED if not data.has(name)]
    claims = [node for node in linked.nodes if "claimreview" in node.types]
    if claims:
        value = claims[0].value
        found.claim_review = [name for name in _CLAIM if not _has(value, name.split("."), linked.by_id)]


def _has(value: Any, path: Sequence[str], by_id: dict[str, dict[str, Any]]) -> bool:
    """Tell whether every value at a path is there."""
    if not path:
        return value not in (None, "", [], {})
    each = value if isinstance(value, list) else [value]
    resolved = [
        {**by_id.get(one["@id"], {}), **one}
        if isinstance(one, dict) and isinstance(one.get("@id"), str)
        else one
        for one in each
    ]
    return bool(resolved) and all(
        isinstance(one, dict) and _has(one.get(path[0]), path[1:], by_id) for one in resolved
    )


def _note(told: Told, name: str, value: str) -> None:
    if len(told) < _MOST and [name, value[:_MAX]] not in told:
        told.append([name, value[:_MAX]])
