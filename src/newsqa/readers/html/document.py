"""From the bytes of a page to its article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsqa.readers.batch import Problem
from newsqa.readers.documents import Document
from newsqa.readers.html.body import body
from newsqa.readers.html.declared import Declared, read_declared
from newsqa.readers.html.encoding import page_text
from newsqa.readers.html.page import Block, Page
from newsqa.readers.html.places import Traced
from newsqa.readers.html.reading import MAX_TAGS, read_page
from newsqa.readers.html.visible import dated, edges, shown_authors
from newsqa.readers.json_items import present
from newsqa.readers.problems import lost_bytes

_BETWEEN = "\n\n"
_LINE_END = re.compile(r"[\r\n]+")  # other controls are flaws of the text


def document(data: bytes, url: str | None, content_type: str | None, path: str | None) -> Document | None:
    """Return the article of a page."""
    read = page_text(data, content_type)
    if read is None:
        return None
    source = read.decoded.text
    page = read_page(source)
    declared = read_declared(page, url)
    blocks = _text(page, declared)
    text = _BETWEEN.join(block.text for block in blocks)
    if not blocks and declared.text:
        text = _BETWEEN.join(line for line in map(str.strip, _LINE_END.split(declared.text)) if line)
        declared.origins["text"] = "json-ld"
    elif blocks:
        declared.origins["text"] = "html"
    values = declared.values
    places = Traced(source, blocks, len(_BETWEEN)) if blocks else None
    return Document(
        text or None,
        title=values.get("title"),
        published=values.get("published"),
        modified=values.get("modified"),
        publisher=values.get("publisher"),
        url=values.get("url") or url,
        language=values.get("language"),
        wordcount=values.get("wordcount"),
        authors=declared.authors or None,
        item_metadata=_metadata(declared),
        line=places.line if places else None,
        places=places,
        problems=(
            *lost_bytes(path, read.decoded, read.codec, row=None, text=source, skipped=read.mark),
            *_cut(page, path),
        ),
    )


def _cut(page: Page, path: str | None) -> list[Problem]:
    if page.cut is None:
        return []
    told = f"has more than {MAX_TAGS:,} tags: what follows is not read"
    line = page.source.count("\n", 0, page.cut) + 1
    return [Problem("IO003", path, told, line=line, value=float(MAX_TAGS + 1), threshold=float(MAX_TAGS))]


def _text(page: Page, declared: Declared) -> list[Block]:
    """Return the blocks of the text; where no date is declared with the lines around it that may tell one."""
    found = body(page, declared.text, declared.description, declared.values.get("title"))
    if not declared.signed and (names := shown_authors(page, found, declared.values.get("title"))):
        declared.authors, declared.origins["authors"] = names, "html"
    if "published" in declared.values:
        return found
    above, below = edges(page, found)
    return [*dated(above), *found, *dated(below)[:2]]


def _metadata(declared: Declared) -> dict[str, object]:
    found: dict[str, object] = present(
        format="html",
        origins=declared.origins,
        dates=declared.dates,
        titles=declared.titles,
        bylines=declared.bylines,
        declared_languages=declared.languages,
        free=declared.free,
    )
    # An empty list says that nothing lacks.
    lists: Sequence[tuple[str, list[str] | None]] = (
        ("incomplete", declared.incomplete), ("claim_review", declared.claim_review),
    )  # fmt: skip
    return found | {name: value for name, value in lists if value is not None}
