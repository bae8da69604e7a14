"""What the standards also allow: prefixes, several languages, parts by roles, dates without hyphens."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import newsqa
from newsqa import readers

pytest.importorskip("lxml", reason="the extra xml is not installed")

G2 = """<?xml version="1.0"?><n:newsItem xmlns:n="http://iptc.org/std/nar/2006-10-01/" xmlns:h="http://www.w3.org/1999/xhtml"
 guid="1" standard="NewsML-G2" standardversion="2.9" xml:lang="en"><n:itemMeta><n:itemClass qcode="ninat:text"/></n:itemMeta>
<n:contentMeta><n:by>Ada Byron</n:by><n:by>Bo Li</n:by><n:language tag="fr"/><n:headline xml:lang="en">The bridge</n:headline>
<n:headline xml:lang="fr-CH">Le pont</n:headline></n:contentMeta><n:contentSet>{}</n:contentSet></n:newsItem>"""
PART = '<n:inlineXML xml:lang="{}" contenttype="application/xhtml+xml"><h:html><h:body><h:p>{}</h:p></h:body></h:html></n:inlineXML>'
NITF = """<!DOCTYPE nitf PUBLIC "-//IPTC//DTD NITF 3.6//EN" "../dtd/nitf-3-6.dtd"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/">
<head><docdata><date.issue norm="20130516T040100+0000"/></docdata><revision-history norm="20130517"/><revision-history norm="20130518T040100Z"/>
</head><body><body.head><hedline><hl1>The <em>bridge</em></hl1></hedline><byline>By <person>Ada Byron</person><byttl>Staff</byttl></byline>
<dateline><location>Leeds</location><story.date norm="20130516">May 16</story.date></dateline></body.head>
<body.content><block><p>One <num>3</num>.</p></block></body.content></body></nitf>"""


@pytest.fixture
def read(tmp_path: Path) -> Any:
    def read(content: str | dict[str, Any]) -> Any:
        path = tmp_path / "item"
        path.write_text(content if isinstance(content, str) else json.dumps(content))
        batches = list(readers.batches(path))
        articles = [row for batch in batches for row in batch.articles.to_pylist()]
        for row in articles:
            row["item_metadata"] = json.loads(row["item_metadata"])
        return articles, [note for batch in batches for note in batch.notes]

    return read


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (PART.format("fr", "Un."), "Un."),
        (PART.format("en", "One.") + PART.format("fr", "Un."), "Un."),
        ('<n:inlineData contenttype="text/html">&lt;p&gt;Un.&lt;/p&gt;&lt;p&gt;Deux &amp;amp; trois.&lt;/p&gt;</n:inlineData>', "Un.\n\nDeux & trois."),
        ('<n:inlineData contenttype="text/plain">a &lt;b&gt; c</n:inlineData>', "a <b> c"),
        ('<n:inlineData contenttype="text/plain" encoding="http://www.iana.org/assignments/transfer-encodings/base64">VW4u</n:inlineData>', "Un."),
        ("", ""),
    ],
    ids=["a prefix", "two languages", "escaped markup", "plain text", "base64", "nothing"],
)  # fmt: skip
def test_newsml_g2(read: Any, content: str, text: str) -> None:
    (article,), _ = read(G2.format(content))
    assert (article["text"], article["title"]) == (text, "Le pont")
    assert (article["language"], article["authors"]) == ("fr", ["Ada Byron", "Bo Li"])


def test_text_that_is_elsewhere_is_not_fetched(read: Any) -> None:
    articles, (note,) = read(
        G2.format('<n:remoteContent href="https://example.com/a" contenttype="text/html"/>')
    )
    assert articles == []
    assert note.endswith("skipped: 1 text that stands elsewhere")


def test_nitf_with_a_namespace_and_a_document_type(read: Any) -> None:
    (article,), _ = read(NITF)
    assert (article["title"], article["text"]) == ("The bridge", "One 3.")
    assert article["authors"] == ["By Ada Byron Staff"]
    assert (article["published"], article["modified"]) == ("20130516T040100+0000", "20130518T040100Z")
    assert article["item_metadata"]["dateline"] == "Leeds May 16"


def test_dates_without_hyphens_are_understood(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(NITF)
    facts = newsqa.check(tmp_path / "a.xml").facts.to_pylist()[0]
    assert facts["published_at"].isoformat() == "2013-05-16T04:01:00"
    assert facts["modified_at"].isoformat() == "2013-05-18T04:01:00"


def test_ninjs_by_roles(read: Any) -> None:
    (article,), _ = read({
        "uri": "urn:1", "standard": {"name": "ninjs", "version": "3.0"}, "by": "Ada",
        "headlines": [{"role": "short", "value": "No"}, {"role": "main", "contentType": "text/html", "value": "<b>A</b> &amp; b"}],
        "bodies": [{"role": "caption", "contentType": "text/html", "value": "No."}, {"role": "main", "contentType": "text/html", "value": "<p>Yes.</p>"}],
    })  # fmt: skip
    assert (article["title"], article["text"]) == ("A & b", "Yes.")


def test_ninjs_with_extensions(read: Any) -> None:
    (article,), _ = read({
        "uri": "urn:1", "type": "text", "versioncreated": "2026-03-02T10:00:00Z", "headline": "A", "headline_seo": "No",
        "body_xhtml": "<p>Yes.</p>", "body_text": "Yes.", "x_own": {"a": 1}, "located": "Leeds", "infosource": [{"name": "AP"}],
    })  # fmt: skip
    assert (article["title"], article["text"], article["authors"]) == ("A", "Yes.", ["AP"])


def test_dpa_without_status(read: Any) -> None:
    (article,), _ = read({
        "format": "digitalwires@1.0", "urn": "u", "headline": "H", "article_html": "<p>Eins.</p>", "pubstatus": None,
        "embargoed": "2026-03-02T12:00:00+01:00", "version_created": "2026-03-02T10:00:00+01:00", "byline": None,
    })  # fmt: skip
    about = article["item_metadata"]
    assert (about.get("status"), about["embargo"]) == (None, "2026-03-02T12:00:00+01:00")


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.95])
def test_an_item_that_is_cut_off_is_told(tmp_path: Path, cut: float) -> None:
    whole = json.dumps({"uri": "urn:1", "type": "text", "headline": "A", "body_text": "A text."}, indent=1)
    (tmp_path / "a.json").write_text(whole[: int(len(whole) * cut)])
    report = newsqa.check(tmp_path / "a.json", select=["IO"])
    if cut < 0.5:
        assert any("not read" in note for note in report.notes) or report.findings.num_rows
    else:
        assert report.findings["message"].to_pylist()[0].startswith("is not valid JSON")
