"""Entries of feeds and news sitemaps are articles."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from newsqa import readers

FORMATS = Path(__file__).parents[3] / "shared" / "data" / "formats"

RSS = """<?xml version="1.0" encoding="{encoding}"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Courier</title><language>en-GB</language>
<item><guid>g1</guid><title>Bridge &amp; tunnel</title><link>https://example.com/1</link><dc:creator>Ada Byron</dc:creator>
<pubDate>Mon, 02 Mar 2026 09:00:00 +0000</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>Détail one.</p><p>Two.<script>x()</script></p>]]></content:encoded></item>
<item><title>Second</title><description>&lt;p&gt;Only a summary.&lt;/p&gt;</description></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>Le Courrier</title><entry><id>urn:1</id>
<title>Le pont</title><link href="https://example.com/1"/><author><name>Ada Byron</name></author>
<published>2026-03-01T09:00:00Z</published><updated>2026-03-02T09:00:00Z</updated>
<content type="html">&lt;p&gt;Un.&lt;/p&gt;&lt;p&gt;Deux.&lt;/p&gt;</content></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>The Courier</title></channel>
<item rdf:about="https://example.com/1"><title>One</title><link>https://example.com/1</link>
<description>Text.</description><dc:date>2026-03-02T09:00:00Z</dc:date></item></rdf:RDF>"""
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1", "title": "The Courier", "language": "en", "authors": [{"name": "Staff"}],
    "items": [
        {"id": "1", "url": "https://example.com/1", "title": "One", "content_html": "<p>A.</p><p>B.</p>", "date_published": "2026-03-02T09:00:00Z"},
        {"id": "2", "content_text": "Plain < text.", "author": {"name": "Ada Byron"}},
        "no item",
    ],
}  # fmt: skip
SITEMAP = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://example.com/1</loc><news:news><news:publication><news:name>The Courier</news:name>
<news:language>en</news:language></news:publication><news:publication_date>2026-03-02</news:publication_date>
<news:title>The bridge opens</news:title></news:news></url>
<url><loc>https://example.com/2</loc><news:news><news:title>No date</news:title></news:news></url>
<url><loc>https://example.com/3</loc></url></urlset>"""

Read = Callable[..., tuple[list[dict[str, Any]], list[str], list[str]]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read(data: str | bytes) -> tuple[list[dict[str, Any]], list[str], list[str]]:
        path = tmp_path / "feed"
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        batches = list(readers.batches(path))
        articles = [row for batch in batches for row in batch.articles.to_pylist()]
        for row in articles:
            row["item_metadata"] = json.loads(row["item_metadata"])
        return (
            articles,
            [p.message for b in batches for p in b.problems],
            [n for b in batches for n in b.notes],
        )

    return read


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "windows-1252", "utf-16"])
def test_rss(read: Read, encoding: str) -> None:
    (one, two), problems, notes = read(RSS.format(encoding=encoding).encode(encoding))
    assert (problems, notes) == ([], [])
    assert (one["title"], one["text"]) == ("Bridge & tunnel", "Détail one.\n\nTwo.")
    assert (one["article_id"], one["url"], one["record"]) == ("g1", "https://example.com/1", 1)
    assert (one["published"], one["authors"]) == ("Mon, 02 Mar 2026 09:00:00 +0000", ["Ada Byron"])
    assert (one["publisher"], one["language"]) == ("The Courier", "en-GB")
    assert (two["title"], two["text"], two["published"]) == ("Second", "Only a summary.", None)


def test_atom(read: Read) -> None:
    (article,), _, _ = read(ATOM)
    assert (article["text"], article["language"]) == ("Un.\n\nDeux.", "fr")
    assert (article["published"], article["modified"]) == ("2026-03-01T09:00:00Z", "2026-03-02T09:00:00Z")


def test_rdf(read: Read) -> None:
    (article,), _, _ = read(RDF)
    assert (article["title"], article["text"], article["published"]) == (
        "One",
        "Text.",
        "2026-03-02T09:00:00Z",
    )
    assert article["item_metadata"]["format"] == "rdf"


def test_json_feed(read: Read) -> None:
    (one, two), problems, _ = read(json.dumps(JSON_FEED))
    assert problems == ["the item is no JSON object"]
    assert (one["text"], one["authors"]) == ("A.\n\nB.", ["Staff"])
    assert (two["text"], two["authors"]) == ("Plain < text.", ["Ada Byron"])


def test_news_sitemap(read: Read) -> None:
    (one, two), _, (note,) = read(SITEMAP)
    assert (one["title"], one["published"], one["publisher"]) == (
        "The bridge opens",
        "2026-03-02",
        "The Courier",
    )
    assert "incomplete" not in one["item_metadata"]
    assert two["item_metadata"]["incomplete"] == [
        "publication.name",
        "publication.language",
        "publication_date",
    ]
    assert note.endswith("skipped: 1 address without news")


def test_a_broken_feed_is_read_as_far_as_it_goes(read: Read) -> None:
    articles, (problem,), _ = read(
        RSS.format(encoding="utf-8").partition("<item><title>Second")[0] + "<item><title>Cut"
    )
    assert articles[0]["title"] == "Bridge & tunnel"
    assert "not well-formed XML" in problem


@pytest.mark.parametrize(
    ("declared", "namespace"), [(b"utf-\xf6", b"http://a"), (b"utf-8", b"http://a b"), (b"\xff", b" ")]
)
def test_what_feedparser_cannot_read_is_read_nevertheless(
    tmp_path: Path, declared: bytes, namespace: bytes
) -> None:
    entry = b"<entry><title>One</title><content>A text.</content></entry>"
    feed = b'<?xml version="1.0" encoding="%s"?><feed xmlns="%s">%s<b xmlns="%s"/>%s</feed>'
    Path(tmp_path, "a.atom").write_bytes(
        feed % (declared, b"http://www.w3.org/2005/Atom", entry, namespace, entry)
    )
    (batch,) = readers.batches(tmp_path)
    assert [row["text"] for row in batch.articles.to_pylist()] == ["A text."] * 2
    assert [problem.code for problem in batch.problems] == ["IO001"]


def test_wrongly_declared_encoding_is_noted(read: Read) -> None:
    (one, _), _, (note,) = read(RSS.format(encoding="utf-8").encode("windows-1252"))
    assert one["text"].startswith("Détail")
    assert "windows-1252" in note


def test_entities_are_bounded(read: Read) -> None:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha" * 10}">' for n in range(12))
    data = (
        RSS.format(encoding="utf-8")
        .replace("<rss", f"<!DOCTYPE rss [{laughs}]><rss")
        .replace("Short.", "&a11;")
    )
    articles, problems, _ = read(
        data.replace("<content:encoded>", "<x>").replace("</content:encoded>", "</x>")
    )
    assert all(len(article["text"] or "") < 1000 for article in articles)
    assert articles or problems


@pytest.mark.skipif(not FORMATS.is_dir(), reason=f"no data in {FORMATS}")
def test_all_feeds_are_read() -> None:
    for path in sorted((FORMATS / "feeds").rglob("*")):
        if path.is_dir() or path.name == "LICENSE":
            continue
        batches = list(readers.batches(path))
        texts = [row["text"] for batch in batches for row in batch.articles.to_pylist()]
        assert not [problem for batch in batches for problem in batch.problems], path
        assert texts or any("without news" in note for batch in batches for note in batch.notes), path
        assert "\ufffd" not in "".join(text or "" for text in texts), path


@pytest.mark.skipif(not FORMATS.is_dir(), reason=f"no data in {FORMATS}")
@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("encoding_ISO-8859-1.xml", "[à-öø-ÿ]"),
        ("no_encoding_ISO-8859-1.xml", "[à-öø-ÿ]"),
        ("encoding_WINDOWS-1251.xml", "[а-яА-Я]"),
        ("urdu_UTF8.xml", "[\u0600-\u06ff]"),
    ],
)
def test_the_encodings_of_feeds(name: str, letters: str) -> None:
    (path,) = (FORMATS / "feeds").rglob(name)
    rows = [row for batch in readers.batches(path) for row in batch.articles.to_pylist()]
    told = "".join(f"{row['title']} {row['text']}" for row in rows)
    assert len(re.findall(letters, told)) > 50
    assert not re.search("[ÃÂÐÑØÙ][\x80-\xbf\u0152-\u2122]", told)  # of UTF-8 that was read as something else


def test_a_reference_to_no_character_costs_that_character_only(tmp_path: Path) -> None:
    path = tmp_path / "a.rss"
    path.write_text(
        "<rss version='2.0'><channel><item><title>A &#xd83d;&#56832; &#99999999999; &amp; &#233;</title></item>"
        "<item><title>Second</title></item></channel></rss>"
    )
    (batch,) = readers.batches(path)
    first, second = batch.articles["title"].to_pylist()
    assert (first, second) == ("A \ufffd\ufffd \ufffd & é", "Second")
    assert [problem.code for problem in batch.problems] == ["IO001"]
    assert batch.problems[0].message.endswith("half of a surrogate pair, read as U+FFFD; 2 entries were read")
