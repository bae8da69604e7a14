"""ninjs 1.x, 2.x and 3.x: one item in JSON (https://iptc.org/standards/ninjs/).

The versions name the same things in three ways: ``versioncreated`` and ``versionCreated``, ``headline`` and a list of
``headlines``, ``body_xhtml`` and a list of ``bodies``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO

from newsqa.readers.batch import Problem
from newsqa.readers.documents import Document, Note
from newsqa.readers.formats import Format
from newsqa.readers.json_items import as_text, body_of, item_of, listed, present, sample_item, text_of_bodies
from newsqa.readers.schemas import json_misfits

# The properties of an item, in lower case; those that begin so in version 1 besides.
_PROPERTIES = frozenset(
    (
        *(
            "uri",
            "standard",
            "$standard",
            "type",
            "mimetype",
            "representationtype",
            "profile",
            "version",
            "title",
        ),
        *(
            "firstcreated",
            "versioncreated",
            "contentcreated",
            "embargoed",
            "pubstatus",
            "urgency",
            "copyrightholder",
        ),
        *(
            "copyrightnotice",
            "usageterms",
            "ednote",
            "language",
            "descriptions",
            "bodies",
            "headlines",
            "people",
        ),
        *(
            "person",
            "organisations",
            "organisation",
            "places",
            "place",
            "subjects",
            "subject",
            "events",
            "event",
        ),
        *(
            "objects",
            "object",
            "infosources",
            "infosource",
            "by",
            "byline",
            "slugline",
            "located",
            "renditions",
        ),
        *(
            "associations",
            "altids",
            "trustindicators",
            "trustindicator",
            "genres",
            "genre",
            "rightsinfo",
            "signals",
        ),
        *("expires", "wordcount", "charcount", "headline", "eventdetails", "plannedcoverage", "contactinfo"),
        *("digitalsourcetype", "advice", "body", "description"),
    )
)
# What the standard has besides text, in one of its versions.
_TYPES = frozenset(
    ("audio", "video", "picture", "graphic", "composite", "component", "event", "planning", "package")
)
_EXTENDED = ("headline_", "body_", "description_")
# Most like text as a reader sees it first.
_BODIES = ("body_xhtml", "body_html", "body_nitf", "body_text")


def claims(sample: bytes) -> bool:
    """Tell whether a file is one ninjs item: it says so, or has a uri and mostly properties of ninjs."""
    found = sample_item(sample)
    if not isinstance(found, dict):
        return False
    standard = found.get("standard") or found.get("$standard")
    if isinstance(standard, dict) and "ninjs" in str(standard.get("name")).lower():
        return True
    names = [name.lower() for name in found]
    known = sum(name in _PROPERTIES or name.startswith(_EXTENDED) for name in names)
    return ("uri" in names and "bodies" in names) or (
        "uri" in names and len(names) > 1 and known * 5 >= len(names) * 4
    )


def read(
    file: BinaryIO, path: str, max_bytes: int, schema: str | None = None
) -> Iterator[Document | Problem | Note]:
    """Yield the item if it has text, else a note on what it is."""
    item, problems = item_of(file, path, max_bytes)
    if item is None:
        yield from problems
        return
    named = {name.lower(): value for name, value in item.items()}
    bodies = _bodies(item, named)
    kind = as_text(named.get("type"))
    if kind not in (None, "text") and (kind != "composite" or not bodies):
        what = kind if kind in _TYPES else f"item of the unknown type {kind[:40]!r}"
        yield Note(f"is no article, skipped: 1 {what}")
        return
    if kind is None and not bodies and "uri" in named:
        yield Note("is no article, skipped: 1 item without a body")
        return
    dates = [
        [name, told]
        for name in ("firstcreated", "contentcreated", "versioncreated")
        if (told := as_text(named.get(name)))
    ]
    by_name = dict(dates)
    published = next(
        (name for name in ("firstcreated", "contentcreated", "versioncreated") if name in by_name), None
    )
    headlines = _headlines(named)
    bylines = [told for name in ("byline", "by") if (told := as_text(named.get(name)))]
    sources = [
        told
        for name in ("infosource", "infosources")
        for one in listed(named.get(name))
        if (told := as_text(one.get("name") if isinstance(one, dict) else one))
    ]
    standard = named.get("standard") or named.get("$standard")
    first = next(iter(bodies), {})
    yield Document(
        text_of_bodies([(str(body.get("type") or ""), str(body["value"])) for body in bodies]),
        article_id=as_text(named.get("uri")),
        title=headlines[0][1] if headlines else None,
        published=by_name.get(published or ""),
        modified=by_name.get("versioncreated") if published != "versioncreated" else None,
        publisher=as_text(named.get("copyrightholder")),
        language=as_text(named.get("language")),
        wordcount=as_text(named.get("wordcount")) or as_text(first.get("wordcount")),
        charcount=as_text(named.get("charcount")) or as_text(first.get("charcount")),
        authors=list(dict.fromkeys((*bylines, *sources))) or None,
        item_metadata=present(
            format="ninjs",
            version=as_text(standard.get("version")) if isinstance(standard, dict) else None,
            id=as_text(named.get("uri")),
            dates=dates,
            titles=headlines,
            bylines=[["byline", told] for told in bylines],
            sources=sources,
            dateline=as_text(named.get("located")),
            status=as_text(named.get("pubstatus")),
            embargo=as_text(named.get("embargoed")),
            expires=as_text(named.get("expires")),
            missing=_missing(named),
        )
        | ({"misfits": json_misfits(item, schema)} if schema else {}),
        problems=problems,
    )


def _headlines(named: dict[str, Any]) -> list[list[str]]:
    """Return the titles, each with its name, the main one first."""
    found = [
        ["headline", told] for name in ("headline", "headline_main") if (told := as_text(named.get(name)))
    ]
    several = [one for one in listed(named.get("headlines")) if isinstance(one, dict)]
    for one in sorted(several, key=lambda one: one.get("role") != "main"):
        kind = as_text(one.get("contenttype") or one.get("contentType")) or "text/plain"
        if told := as_text(one.get("value")):
            found.append(["headlines", body_of(kind, told)])
    if told := as_text(named.get("title")):
        found.append(["title", told])
    return found


def _missing(named: dict[str, Any]) -> list[str]:
    """Return what is required and not there: the uri, and in lists of associations that and the name of each."""
    lacks = [] if as_text(named.get("uri")) else ["uri"]
    associated = named.get("associations")
    for number, one in enumerate(associated if isinstance(associated, list) else ()):
        if isinstance(one, dict):
            lacks += [
                f"associations[{number}].{name}" for name in ("name", "uri") if not as_text(one.get(name))
            ]
    return lacks


def _bodies(item: dict[str, Any], named: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the best body: its value and content type, and the counts declared of it; none where there is no text."""
    several = [
        {
            "type": body.get("contenttype") or body.get("contentType") or body.get("role"),
            "role": body.get("role"),
            **_counts(body),
            "value": body["value"],
        }
        for body in listed(named.get("bodies"))
        if isinstance(body, dict) and isinstance(body.get("value"), str) and body["value"].strip()
    ]
    if several:
        return sorted(several, key=lambda body: (body["role"] != "main", "text/plain" in str(body["type"])))[
            :1
        ]
    names = [name for name in (*_BODIES, *item) if name.startswith("body_")]
    for name in names:
        if isinstance(item.get(name), str) and item[name].strip():
            return [{"type": "text/plain" if name == "body_text" else name, "value": item[name]}]
    return []


def _counts(body: dict[str, Any]) -> dict[str, Any]:
    return {name.lower(): value for name, value in body.items() if name.lower() in ("wordcount", "charcount")}


FORMAT = Format(
    "ninjs", (".json",), claims, read,
    frozenset(
        ("article_id", "title", "text", "published", "modified", "publisher", "language", "authors")
    ) | {"wordcount", "charcount", "item_metadata"},
    with_schema=lambda schema: partial(read, schema=schema),
)  # fmt: skip
