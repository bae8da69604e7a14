"""News sitemaps: every entry is an article without its text.

https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from newsqa.readers.batch import Problem
from newsqa.readers.documents import Document, Note
from newsqa.readers.formats import Format
from newsqa.readers.json_items import present
from newsqa.readers.xml_files import find, items, root_of, text_of

_REQUIRED = (
    ("publication", "name"),
    ("publication", "language"),
    ("publication_date",),
    ("title",),
)


def claims(sample: bytes) -> bool:
    """Tell whether a file is a sitemap, of news or not."""
    root = root_of(sample)
    return root is not None and root.name in ("urlset", "sitemapindex")


def read(file: BinaryIO, path: str, max_bytes: int) -> Iterator[Document | Problem | Note]:
    """Yield the entries with news, and say how many have none."""
    others = 0
    for number, entry in enumerate(items(file, path, ("url", "sitemap"), max_bytes), 1):
        if isinstance(entry, Problem):
            yield entry
            continue
        news = find(entry, "news")
        if news is None:
            others += 1
            continue
        published, url = text_of(find(news, "publication_date")), text_of(find(entry, "loc"))
        told = {".".join(names): text_of(find(news, *names)) for names in _REQUIRED}
        yield Document(
            None,
            article_id=url,
            title=told["title"],
            published=published,
            modified=text_of(find(entry, "lastmod")),
            publisher=told["publication.name"],
            url=url,
            language=told["publication.language"],
            record=number,
            line=entry.sourceline,
            item_metadata=present(
                format="news-sitemap",
                id=url,
                dates=[["publication_date", published]] if published else [],
                incomplete=[name for name, value in told.items() if value is None],
            ),
        )
    if others:
        yield Note(f"not articles, skipped: {others:,} address{'' if others == 1 else 'es'} without news")


FORMAT = Format(
    "news-sitemap", (".xml",), claims, read,
    frozenset(("article_id", "title", "published", "modified", "publisher", "url", "language", "item_metadata")),
)  # fmt: skip
