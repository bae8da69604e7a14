"""What the rules find in what pages and news items declare besides their text: contradictions that only they show."""

from __future__ import annotations

import json

import pytest

import newsqa

BODY = (
    "<p>PARIS - The bridge over the river was opened on Monday, two years later than the city had planned.</p>"
    "<p>Two hundred people walked across it in the rain, and nobody asked the mayor what it had cost.</p>"
    "<p>The mayor thanked everybody who had waited, and cut a ribbon that was as wet as he was.</p>"
    "<p>For the time being no cars may cross the bridge.</p>"
)
NEWS = {
    "@type": "NewsArticle",
    "headline": "Bridge over the river opens two years late",
    "datePublished": "2026-03-02T10:00:00+01:00",
    "dateModified": "2026-03-02T12:00:00+01:00",
    "author": {"@type": "Person", "name": "Ada Byron"},
    "publisher": {"@type": "Organization", "name": "The Daily Example"},
}
LONG = "".join(
    f"<p>The bridge has {n} arches, and a bridge of {n} arches needs {n} years and no river.</p>"
    for n in range(30)
)


def page(head="", body=BODY, root='<html lang="en">', h1=NEWS["headline"], **changed):
    news = {name: value for name, value in (NEWS | changed).items() if value is not None}
    ld = f'<script type="application/ld+json">{json.dumps(news)}</script>'
    return f"<!doctype html>{root}<head>{ld}{head}</head><body><h1>{h1}</h1>{body}</body></html>"


@pytest.fixture
def found(tmp_path):
    """Check one file with some rules, and return the messages."""

    def check(content, *codes, name="a.html"):
        (tmp_path / name).write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
        report = newsqa.check([tmp_path], select=list(codes), corpus=False)
        assert not [r for r in report.results.to_pylist() if r["rule"] == "unreadable-file" and r["failed"]]
        return [finding["message"] for finding in report.findings.to_pylist()]

    return check


# --- dates ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta property="article:published_time" content="2025-03-02T10:00:00+01:00">', BODY),
        ('<meta name="parsely-pub-date" content="2026-03-09">', BODY),
        ('<meta name="dc.date.issued" content="2026-02-01">', BODY),
        ("", f'<div itemscope itemtype="http://schema.org/NewsArticle"><meta itemprop="datePublished" content="2026-03-07">{BODY}</div>'),
        ("", f'<time class="published" datetime="2026-01-02">x</time>{BODY}'),
        ("", f'<div class="posted-on"><time datetime="2026-01-02">x</time></div>{BODY}'),
        ('<link rel="canonical" href="https://example.com/2025/03/02/bridge">', BODY),
        ("", f"<p>Published: 22 February 2026</p>{BODY}"),
    ],
    ids=["open graph", "parsely", "dublin core", "microdata", "time", "part of a time", "address", "text"],
)  # fmt: skip
def test_dates_that_conflict(found, head, body):
    (told,) = found(page(head, body), "DAT008")
    assert told.startswith("dated ")


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta property="article:published_time" content="2026-03-02T09:00:00Z">', BODY),
        ('<meta property="article:published_time" content="2026-03-03">', BODY),
        ('<meta property="article:modified_time" content="2026-04-09">', BODY),
        ('<meta name="date" content="2026-04-09">', BODY),
        ('<meta name="publish-date" content="not yet known in 2026">', BODY),
        ("", f'<time datetime="2020-01-02">the day of the flood</time>{BODY}'),
        ("", f'<time class="updated" datetime="2026-05-02">x</time>{BODY}'),
        ("", f'{BODY}<aside><time class="published" datetime="2020-01-02">another story</time></aside>'),
        ("", f'{BODY}{LONG}<div><time class="published" datetime="2020-01-02">another story</time></div>'),
        ('<link rel="canonical" href="https://example.com/2026/03/02/bridge">', BODY),
    ],
    ids=["zone", "next day", "change", "any date", "no date", "event", "update", "aside", "below", "address"],
)  # fmt: skip
def test_dates_that_do_not(found, head, body):
    assert found(page(head, body), "DAT008") == []


def test_changed_before_it_was_published(found):
    assert found(page(dateModified="2026-03-01T12:00:00+01:00"), "DAT006")
    assert found(page(), "DAT006") == []
    meta = '<meta property="article:modified_time" content="2026-02-02T10:00:00+01:00">'
    assert found(page(meta, dateModified=None), "DAT006")


# --- agencies ------------------------------------------------------------------------------------------------------------

SIGNED = BODY.replace("PARIS -", "PARIS (AFP) -")


def test_an_agency_that_the_byline_lacks(found):
    (told,) = found(page(body=SIGNED), "SRC005")
    assert told.startswith("'AFP' signs the text")
    assert found(page(body=SIGNED, author={"name": "AFP"}), "SRC005") == []
    assert found(page('<meta name="author" content="Ada Byron (AFP)">', body=SIGNED), "SRC005") == []
    assert found(page(body=f'<div class="byline">By Ada Byron, AFP</div>{SIGNED}'), "SRC005") == []


# --- titles, addresses, counts -------------------------------------------------------------------------------------------


def test_the_title_of_another_story(found):
    body = (
        f"{BODY}<p>Engineers found rust in three pillars last spring, so the opening was put off twice and the price rose "
        "by a third.</p><p>Shops on both banks hope for customers from the other side, who came by ferry until now.</p>"
    )
    other = "Orange wins the cup after extra time in Rotterdam"
    (told,) = found(page(f'<meta property="og:title" content="{other}">', body), "MET001")
    assert told == "its open-graph og:title is that of another story than its json-ld headline and the text"
    assert found(page(body=body, h1=other), "MET001")
    teaser = '<meta property="og:title" content="Two years late: a mayor, a ribbon and the new bridge">'
    assert found(page(teaser, body), "MET001") == []
    assert found(page(body=body, h1="Politics"), "MET001") == []


def test_addresses(found):
    assert found(page(), "MET002")
    assert found(page('<link rel="canonical" href="https://example.com/a">'), "MET002", "MET003") == []
    assert found(page('<meta property="og:url" content="https://example.com/a?utm_source=x">'), "MET003")


def test_the_name_of_the_site_behind_the_title(found):
    suffixed = "Bridge over the river opens two years late | The Daily Example"
    meta = f'<meta property="og:title" content="{suffixed}">'
    assert found(page(meta, headline=suffixed, h1=suffixed), "MET004")
    assert found(page(meta), "MET004") == []


def test_numbers_of_words(found):
    assert found(page(wordCount=600), "MET005")
    assert found(page(wordCount=63), "MET005") == []


# --- languages, subscribers ----------------------------------------------------------------------------------------------


def test_languages(found):
    assert found(page(root='<html lang="fr">'), "LNG002") == ["declared 'fr', but the text is 'en'"]
    assert found(page(inLanguage="de"), "LNG002") == [
        "declared 'de' in its json-ld inLanguage, but the text is 'en'"
    ]
    assert found(page(root="<html>", inLanguage="de-AT"), "LNG002") == ["declared 'de', but the text is 'en'"]
    assert found(page(root='<html lang="en-ZA">', inLanguage="en"), "LNG002") == []


def test_teasers_for_subscribers(found):
    assert found(page(isAccessibleForFree=False), "BLR003") == [
        "declared not to be free: the text has 65 words"
    ]
    assert found(page(isAccessibleForFree=True), "BLR003") == []
    assert found(page(), "BLR003") == []
    assert found(page(isAccessibleForFree="False", body=LONG), "BLR003") == []
    short = LONG[: len(LONG) // 3].rpartition("<p>")[0]
    assert found(page(isAccessibleForFree=False, body=short), "BLR003") == []
    assert found(
        page(isAccessibleForFree=False, body=f"{short}<p>And then the mayor said to all …</p>"), "BLR003"
    )
    assert found(page(isAccessibleForFree=False, body=short, wordCount=900), "BLR003")


# --- news items, feeds ---------------------------------------------------------------------------------------------------

TEXT = "The bridge over the river was opened on Monday, two years later than the city had planned. " * 4
NINJS = {
    "uri": "urn:example:1", "type": "text", "language": "en", "headline": NEWS["headline"], "versioncreated": "2026-03-02T10:00:00Z",
    "firstcreated": "2026-03-02T09:00:00Z", "byline": "Ada Byron", "located": "Paris", "body_text": f"PARIS (AFP) - {TEXT}",
}  # fmt: skip


def newsml(meta="", content="", body=TEXT):
    return f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" standard="NewsML-G2" standardversion="2.35" guid="urn:x" version="1">
      <itemMeta><itemClass qcode="ninat:text"/><provider literal="Example"/><versionCreated>2026-03-02T10:00:00Z</versionCreated>
      <firstCreated>2026-03-02T09:00:00Z</firstCreated><pubStatus qcode="stat:usable"/>{meta}</itemMeta>
      <contentMeta><headline>{NEWS["headline"]}</headline><by>Ada Byron</by><language tag="en"/>{content}</contentMeta>
      <contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body><p>PARIS (AFP) - {body}</p>
      </body></html></inlineXML></contentSet></newsItem>"""


def test_ninjs(found):
    ninjs = "a.json"
    assert found(NINJS, "DAT006", "DAT008", "SRC006", "LNG002", name=ninjs) == []
    assert found(NINJS | {"versioncreated": "2026-03-01T10:00:00Z"}, "DAT006", name=ninjs)
    assert found(NINJS | {"language": "fr"}, "LNG002", name=ninjs)
    assert found(NINJS, "SRC005", name=ninjs)
    assert found(NINJS | {"infosource": [{"name": "AFP"}]}, "SRC005", name=ninjs) == []
    assert found(NINJS | {"body_text": TEXT}, "SRC006", name=ninjs) == []
    assert found(NINJS | {"body_text": TEXT, "located": ""}, "SRC006", name=ninjs)
    assert found(NINJS | {"wordcount": 900}, "MET005", name=ninjs)


def test_newsml(found):
    name = "a.xml"
    assert found(newsml(), "DAT006", "DAT008", "LNG002", name=name) == []
    assert found(newsml().replace("2026-03-02T10", "2026-03-01T10"), "DAT006", name=name)
    assert found(newsml().replace('"en"', '"fr"'), "LNG002", name=name)
    assert found(newsml(), "SRC005", name=name)
    assert found(newsml(content="<creditline>AFP</creditline>"), "SRC005", name=name) == []
    assert (
        found(newsml(content="<dateline>Paris</dateline>").replace("PARIS (AFP) - ", ""), "SRC006", name=name)
        == []
    )


def feed(published, updated, link="https://example.com/2026/03/02/bridge", author="Ada Byron"):
    return f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Example</title><id>urn:x</id>
      <updated>2026-03-02T10:00:00Z</updated><entry><id>urn:y</id><title>{NEWS["headline"]}</title><link href="{link}"/>
      <author><name>{author}</name></author><published>{published}</published><updated>{updated}</updated>
      <content type="text">PARIS (AFP) - {TEXT}</content></entry></feed>"""


def test_feeds(found):
    good = feed("2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z", author="AFP")
    assert found(good, "DAT006", "DAT008", "SRC005", "MET002", "MET003", "LNG002", name="a.atom") == []
    assert found(feed("2026-03-02T09:00:00Z", "2026-03-01T10:00:00Z"), "DAT006", name="a.atom")
    assert found(feed("2025-03-02T09:00:00Z", "2026-03-02T10:00:00Z"), "DAT008", name="a.atom")
    assert found(feed("2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z"), "SRC005", name="a.atom")
    assert found(
        feed("2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z", "https://example.com/?utm_medium=rss"),
        "MET003",
        name="a.atom",
    )
    assert found(good.replace('xml:lang="en"', 'xml:lang="fr"'), "LNG002", name="a.atom")
