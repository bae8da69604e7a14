"""The names under which pages declare things in ``<meta>``, the best first."""

from __future__ import annotations

PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "http://ogp.me/ns/article#published_time",
    "article:published", "article.published", "datepublished", "rnews:datepublished", "parsely-pub-date", "sailthru.date",
    "cxenseparse:recs:publishtime", "cxenseparse:recs:published_time", "cxenseparse:publishtime", "content:publishdate",
    "publish-date", "publish_date", "publishdate", "published-date", "publisheddate", "published_date", "pubdate", "pub_date",
    "published_at", "publication_date", "publication-date", "publicationdate", "originalpublicationdate", "article.created",
    "article_date_original", "displaydate", "date", "dcterms.issued", "dcterms.created", "dc.date.created",
    "dc.date.issued", "dcterms.date", "dc.date", "prism.publicationdate", "citation_publication_date", "citation_date",
    "citation_online_date", "date.created", "created", "rtpubdate", "ptime", "utime", "timestamp",
)  # fmt: skip
MODIFIED = (
    "article:modified_time", "og:article:modified_time", "http://ogp.me/ns/article#modified_time", "article:modified",
    "datemodified", "og:updated_time", "article:updated_time", "article.updated", "dcterms.modified", "dc.date.modified",
    "last-modified", "lastmod", "modified", "modified_at", "updated_at", "content:updatedate",
)  # fmt: skip
AUTHORS = (
    "author", "parsely-author", "article:author", "sailthru.author", "dc.creator", "dcterms.creator", "byl", "og:author",
    "og:article:author", "cxenseparse:author", "citation_author", "articleauthor", "article_author", "authors", "dable:author",
    "dc.contributor", "creator", "byline",
)  # fmt: skip
TITLES = (
    "og:title",
    "twitter:title",
    "parsely-title",
    "sailthru.title",
    "dc.title",
    "dcterms.title",
    "title",
    "headline",
)
PUBLISHERS = ("og:site_name", "publisher", "dc.publisher", "dcterms.publisher")
DESCRIPTIONS = ("og:description", "description", "twitter:description", "dc.description")
LANGUAGES = ("content-language", "dc.language", "dcterms.language", "language", "og:locale")


def first(metas: dict[str, list[str]], names: tuple[str, ...]) -> tuple[str, str] | None:
    """Return the first of some names that is declared, and its value."""
    return next(((name, metas[name][0]) for name in names if name in metas), None)


def origin(name: str) -> str:
    """Return the origin that a name stands for."""
    return "open-graph" if name.startswith(("og:", "article:", "http://ogp.me/")) else "meta"
