"""Views as the tables FACTS and BLOCKS."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from newsqa import arrow, schema
from newsqa.facts import Dated, moment
from newsqa.places import Places
from newsqa.text.agencies import same_agency
from newsqa.text.author_values import agencies_in, names_in
from newsqa.text.language import primary_language
from newsqa.text.roles import ROLES
from newsqa.view import View


def facts_table(view: View) -> pa.Table:
    """Return what is known of each article, one row an article."""
    places = Places(view)
    return arrow.table([_facts(view, places, row) for row in range(view.size)], schema.FACTS)


def _facts(view: View, places: Places, row: int) -> dict[str, Any]:
    published, modified = view.published(row), view.modified(row)
    found: dict[str, Any] = {"article_id": view.articles.column("article_id")[row].as_py()}
    declared = view.declared("title")[row]
    title = next((block.text for block in view.row_blocks(row) if block.known == "title"), None)
    found["title"] = declared or title
    timezone = view.context.timezone
    if published and (known := moment(published.mention, timezone)):
        found |= {
            "published_at": known.local,
            "published_precision": known.precision,
            "utc_offset_minutes": known.offset_minutes,
            "published_origin": _origin(view, row, published),
        }
        if published.origin == "text":
            span = published.span(published.mention.start, published.mention.end)
            start, end = places.char(np.array(span), np.array([row, row])).tolist()
            found |= {"published_start": start, "published_end": end}
    if modified and (known := moment(modified.mention, timezone)):
        found["modified_at"] = known.local
    return found | _sources(view, row) | _language(view, row)


def _origin(view: View, row: int, published: Dated) -> str:
    """Return where a date comes from: what a page declares is "markup"."""
    return "markup" if published.origin == "metadata" and _is_page(view, row) else published.origin


def _is_page(view: View, row: int) -> bool:
    return view.item_metadata(row).get("format") == "html"


def _sources(view: View, row: int) -> dict[str, Any]:
    values = [a for a in view.articles.column("authors")[row].as_py() or () if a and a.strip()]
    # One value may be a whole by-line.
    authors = list(dict.fromkeys(name for value in values for name in names_in(value)))
    publisher = view.declared("publisher")[row]
    written = view.sources(row)
    declared = [agency for value in values for agency in agencies_in(value)]
    agencies = _different([*written.names("agency"), *declared])
    origin = "metadata" if authors or publisher else "text" if written.mentions else None
    organisations = written.names("organisation")
    return {
        "authors": authors or list(written.names("author")),
        "agencies": agencies,
        "publisher": publisher or (", ".join(organisations) or None),
        "sources_origin": origin,
    }


def _different(agencies: list[str]) -> list[str]:
    """Return agencies, each by the first name it has."""
    known: dict[frozenset[str], str] = {}
    for name in agencies:
        known.setdefault(same_agency(name), name)
    return list(known.values())


def _language(view: View, row: int) -> dict[str, Any]:
    found = view.detected(row)
    if found is not None:
        return {"language": found.language, "language_confidence": found.confidence}
    return {"language": primary_language(view.declared("language")[row]), "language_confidence": None}


def blocks_table(view: View) -> pa.Table:
    """Return the blocks of each article with their roles and places."""
    ids = view.articles.column("article_id").to_pylist()
    columns: dict[str, list[Any]] = {name: [] for name in schema.BLOCKS.names}
    for row in range(view.size):
        blocks = view.row_blocks(row)
        columns["article_id"] += [ids[row]] * len(blocks)
        columns["block"] += [block.index for block in blocks]
        columns["role"] += [ROLES.index(block.role) for block in blocks]
        columns["text"] += [block.text for block in blocks]
        columns["line"] += [block.line for block in blocks]
    places, known = Places(view), view.blocks
    rows = known.article.astype(np.int64)
    columns["start"] = places.char(known.start, rows).tolist()
    columns["end"] = places.char(known.end, rows).tolist()
    roles = arrow.array(columns.pop("role"), pa.int8())
    arrays = [
        pa.DictionaryArray.from_arrays(roles, arrow.array(ROLES, pa.string()))
        if field.name == "role"
        else arrow.array(columns[field.name], field.type)
        for field in schema.BLOCKS
    ]
    return pa.Table.from_arrays(arrays, schema=schema.BLOCKS)
