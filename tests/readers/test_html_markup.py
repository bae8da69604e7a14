"""What pages declare: where it may stand, which value wins, and that markup is read although it is broken."""

from __future__ import annotations

import json

import pytest

from newsqa.readers.html import article

TEXT = (
    "<p>The bridge over the river was opened on Monday. Two hundred people walked across it in the rain.</p>"
    * 3
)
NEWS = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "The bridge opens",
    "datePublished": "2026-03-02T10:00:00+01:00",
    "dateModified": "2026-03-02T12:00:00+01:00",
    "author": [{"@type": "Person", "name": "Ada Byron"}, {"@type": "Person", "name": "Jan Kowalski"}],
    "publisher": {"@type": "Organization", "name": "The Daily Example"},
    "inLanguage": "en",
    "wordCount": 51,
    "isAccessibleForFree": False,
}


def ld(value):
    return f'<script type="application/ld+json">{value if isinstance(value, str) else json.dumps(value)}</script>'


def page(head="", body=TEXT, root="<html>"):
    return f"<!doctype html>{root}<head>{head}</head><body><h1>A heading</h1>{body}</body></html>".encode()


def read(*args, url=None, **more):
    return article(page(*args, **more), url=url)


def test_json_ld():
    found = read(ld(NEWS))
    assert (found.published, found.modified) == (NEWS["datePublished"], NEWS["dateModified"])
    assert found.authors == ["Ada Byron", "Jan Kowalski"]
    assert (found.title, found.publisher, found.language) == ("The bridge opens", "The Daily Example", "en")
    assert found.wordcount == "51"
    told = found.item_metadata
    assert (told["format"], told["free"]) == ("html", False)
    assert told["origins"] == {
        "title": "json-ld", "published": "json-ld", "modified": "json-ld", "authors": "json-ld", "publisher": "json-ld",
        "language": "json-ld", "wordcount": "json-ld", "text": "html",
    }  # fmt: skip
    assert ["json-ld datePublished", NEWS["datePublished"]] in told["dates"]
    assert ["html h1", "A heading"] in told["titles"]
    assert told["bylines"][0] == ["json-ld author", "Ada Byron, Jan Kowalski"]


@pytest.mark.parametrize(
    "wrapped",
    [
        {"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "x"}, NEWS]},
        [{"@type": "Organization", "name": "x"}, NEWS],
        {"@type": "WebPage", "name": "x", "mainEntity": NEWS},
        NEWS | {"@type": ["Thing", "http://schema.org/ReportageNewsArticle"]},
    ],
    ids=["graph", "list", "mainEntity", "types"],
)
def test_where_the_article_stands(wrapped):
    assert read(ld(wrapped)).published == NEWS["datePublished"]


@pytest.mark.parametrize(
    "broken",
    [
        json.dumps(NEWS)[:-1] + ",}",
        json.dumps(NEWS).replace("bridge opens", "bridge\n\topens"),
        "//<![CDATA[\n" + json.dumps(NEWS) + "\n//]]>",
        "<!--" + json.dumps(NEWS) + "-->",
        json.dumps(NEWS) + ";",
        json.dumps(NEWS).replace("opens", r"\'opens\'"),
        json.dumps(NEWS) + json.dumps({"@type": "WebSite"}),
        json.dumps(NEWS).replace("}", "", 1),
        json.dumps(NEWS).replace('"wordCount": 51', '"wordCount": NaN'),
        json.dumps(NEWS).replace('"headline"', '"headline": "first", "headline"'),
    ],
    ids=[
        "comma",
        "controls",
        "cdata",
        "comment",
        "semicolon",
        "escapes",
        "two values",
        "a bracket lacks",
        "nan",
        "twice",
    ],
)
def test_broken_json_ld_is_read(broken):
    found = read(ld(broken))
    assert (found.published, found.modified) == (NEWS["datePublished"], NEWS["dateModified"])


def test_the_article_is_the_one_of_this_page():
    others = [
        NEWS
        | {"headline": f"Story {i}", "url": f"https://example.com/{i}", "datePublished": f"2020-01-{i:02}"}
        for i in range(1, 9)
    ]
    own = NEWS | {"headline": "The heading", "url": "https://example.com/own"}
    head = '<link rel="canonical" href="https://example.com/own">' + ld(others[:5]) + ld(own) + ld(others[5:])
    found = read(head)
    assert (found.published, found.url) == (NEWS["datePublished"], "https://example.com/own")
    listed = {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": one} for one in others]}
    assert read(ld(listed)).published is None


def test_people_are_found_by_their_ids_and_their_parts():
    person = {"@type": "Person", "@id": "https://example.com/#ada", "name": "Ada Byron"}
    graph = {"@graph": [NEWS | {"author": {"@id": "https://example.com/#ada"}}, person]}
    assert read(ld(graph)).authors == ["Ada Byron"]
    parts = NEWS | {"author": {"@type": "Person", "givenName": "Ada", "familyName": "Byron"}}
    assert read(ld(parts)).authors == ["Ada Byron"]
    assert read(ld(NEWS | {"author": "By Ada Byron and Jan Kowalski"})).authors == [
        "By Ada Byron and Jan Kowalski"
    ]


def test_microdata():
    body = f"""<article itemscope itemtype="http://schema.org/NewsArticle">
        <h1 itemprop="headline">The bridge opens</h1>
        <span itemprop="author" itemscope itemtype="http://schema.org/Person">By <b itemprop="name">Ada Byron</b></span>
        <time itemprop="datePublished" datetime="2026-03-02">Monday</time>
        <div itemprop="publisher" itemscope><meta itemprop="name" content="The Daily Example"></div>
        {TEXT}</article>"""
    found = read(body=body)
    assert (found.published, found.authors, found.publisher) == (
        "2026-03-02",
        ["Ada Byron"],
        "The Daily Example",
    )
    assert found.item_metadata["origins"]["authors"] == "microdata"
    assert found.item_metadata["incomplete"] == ["author.url", "dateModified", "image"]


@pytest.mark.parametrize(
    ("head", "origin"),
    [
        ('<meta property="article:published_time" content="2026-03-02T10:00">', "open-graph"),
        ("<META CONTENT='2026-03-02T10:00' NAME=DC.date.issued>", "meta"),
        ('<meta name="parsely-pub-date" content="2026-03-02T10:00">', "meta"),
        ('<meta name="sailthru.date" content="2026-03-02T10:00"/>', "meta"),
    ],
)
def test_dates_in_meta(head, origin):
    found = read(head)
    assert found.published == "2026-03-02T10:00"
    assert found.item_metadata["origins"]["published"] == origin


def test_meta_names():
    found = read(
        '<meta property="og:title" content="The bridge opens &amp; closes"><meta property="og:site_name" content="Example">'
        '<meta name="author" content="Ada Byron"><meta property="article:modified_time" content="2026-03-03">'
        '<meta name="author" content="https://example.com/ada"><meta property="og:url" content="/own">',
        root='<html lang="en-GB">',
        url="https://example.com/a?b",
    )
    assert (found.title, found.publisher, found.authors) == (
        "The bridge opens & closes",
        "Example",
        ["Ada Byron"],
    )
    assert (found.modified, found.language, found.url) == ("2026-03-03", "en-GB", "https://example.com/own")


def test_json_ld_wins_and_everything_is_listed():
    found = read('<meta name="date" content="2026-03-05">' + ld(NEWS))
    assert found.published == NEWS["datePublished"]
    assert ["meta date", "2026-03-05"] in found.item_metadata["dates"]


def test_a_title_without_the_name_of_the_site():
    body = f"<h1>The bridge opens on Monday</h1>{TEXT}"
    head = '<meta property="og:title" content="The bridge opens on Monday - The Daily Example">'
    found = article(f"<html><head>{head}</head><body>{body}".encode())
    assert (found.title, found.item_metadata["origins"]["title"]) == ("The bridge opens on Monday", "html")


@pytest.mark.parametrize(
    ("declared", "headline", "shown", "title"),
    [
        ("The bridge opens on Monday | News", "The bridge opens on Monday", None, "The bridge opens on Monday"),
        ("The bridge opens on Monday：毎日", None, "The bridge opens on Monday", "The bridge opens on Monday"),
        # The headline has the same end: it is a part of the title, unless it is the site.
        ("The bridge opens on Monday - live", "The bridge opens on Monday - live", "The bridge opens on Monday", None),
        ("The bridge opens on Monday - Example", "The bridge opens on Monday - Example", "The bridge opens on Monday", "The bridge opens on Monday"),
        # Cut short, and not a title with something behind it.
        ("The bridge opens on Monday at noon", "The bridge opens on Mon", "The bridge opens on Monday", None),
        ("The bridge opens on “Monday” at last", "The bridge opens on “Monday”", None, None),
    ],
)  # fmt: skip
def test_what_stands_behind_a_title(declared, headline, shown, title):
    head = f'<meta property="og:title" content="{declared}"><meta property="og:site_name" content="Example">'
    head += ld({"@type": "NewsArticle", "headline": headline}) if headline else ""
    body = f"<h1>{shown}</h1>{TEXT}" if shown else TEXT
    assert article(f"<html><head>{head}</head><body>{body}".encode()).title == (title or declared)


@pytest.mark.parametrize(
    ("heading", "search", "title"),
    [
        ("The bridge opens", "Opening of the bridge: all you need to know | Example", "The bridge opens"),
        # <title> has the same words: all three may be written for search engines.
        ("The bridge opens", "News: The bridge opens | Example", "A bridge for Exampletown"),
        # Readers see another heading: the headline stands alone.
        ("Crowds at the bridge", "All you need to know | Example", "A bridge for Exampletown"),
    ],
)
def test_a_headline_that_is_the_heading(heading, search, title):
    head = f'<title>{search}</title><meta property="og:title" content="A bridge for Exampletown">'
    head += ld({"@type": "NewsArticle", "headline": "The bridge opens"})
    found = article(f"<html><head>{head}</head><body><h1>{heading}</h1>{TEXT}".encode())
    assert found.title == title
    assert found.item_metadata["titles"][0] == ["open-graph og:title", "A bridge for Exampletown"]


def test_a_headline_with_entities_is_taken_from_the_heading():
    head = '<meta property="og:title" content="A bridge for Exampletown">'
    head += ld({"@type": "NewsArticle", "headline": "The &quot;bridge&quot; opens"})
    found = article(f'<html><head>{head}</head><body><h1>The "bridge" opens</h1>{TEXT}'.encode())
    assert (found.title, found.item_metadata["origins"]["title"]) == ('The "bridge" opens', "html")


def test_a_credit_of_a_picture_is_no_byline():
    caption = '<div class="image-author">Copyright&nbsp;Ada Byron</div>'
    assert read(body=f"{caption}{TEXT}").authors is None


def test_the_words_of_a_byline_stay_apart():
    byline = '<div class="byline"><span>By Ada</span> <span>Byron</span><p>Engineer</p></div>'
    assert ["html", "By Ada Byron Engineer"] in read(body=f"{byline}{TEXT}").item_metadata["bylines"]


def test_the_time_of_publication_is_the_one_at_the_title_that_says_so():
    published = '<time class="entry-date published" datetime="2026-03-02">x</time>'
    told = read(body=f'{published}<time class="updated" datetime="2026-03-04">y</time>{TEXT}').item_metadata
    assert told["dates"] == [["time published", "2026-03-02"], ["time", "2026-03-04"]]
    assert ["time", "2026-03-02"] in read(body=f"<aside>{published}</aside>{TEXT}").item_metadata["dates"]


def test_every_language_is_listed():
    told = read(ld(NEWS), root="<html lang=fr>").item_metadata
    assert told["declared_languages"] == [["html lang", "fr"], ["json-ld inLanguage", "en"]]


def test_who_signs_as_the_site_signs_last():
    site = NEWS | {"author": {"@type": "Organization", "name": "The Daily Example"}}
    assert read(ld(site)).authors == ["The Daily Example"]
    assert read(ld(site) + '<meta name="author" content="Ada Byron">').authors == ["Ada Byron"]
    shown = read(ld(site), body=f'<p class="byline">By Ada Byron</p>{TEXT}')
    assert (shown.authors, shown.item_metadata["origins"]["authors"]) == (["Ada Byron"], "html")


def test_what_readers_see():
    found = read(body=f'<div class="byline">By Ada Byron</div><time>2 March 2026</time>{TEXT}')
    assert (found.authors, found.published) == (["Ada Byron"], "2 March 2026")
    assert found.item_metadata["origins"]["published"] == "time"


def test_dates_of_teasers_are_not_those_of_the_article():
    teaser = '<aside><article><h3><a href="/x">Other</a></h3><time datetime="2020-01-01">x</time></article></aside>'
    assert read(body=f'{teaser}<time datetime="2026-03-02">x</time>{TEXT}').published == "2026-03-02"


def test_what_lacks():
    told = read(ld(NEWS)).item_metadata
    assert told["incomplete"] == ["author.url", "image"]
    whole = NEWS | {
        "author": {"name": "Ada Byron", "url": "https://example.com/ada"},
        "image": "https://example.com/a.png",
    }
    assert read(ld(whole)).item_metadata["incomplete"] == []
    assert "incomplete" not in read().item_metadata
    review = {"@type": "ClaimReview", "claimReviewed": "The sky is green", "author": {"name": "Somebody"}}
    found = read(ld(review))
    assert found.item_metadata["claim_review"] == ["reviewRating", "reviewRating.alternateName", "url"]
    assert found.authors is None  # of the review


@pytest.mark.parametrize(("told", "free"), [(True, True), ("False", False), ("http://schema.org/True", True)])
def test_free(told, free):
    assert read(ld(NEWS | {"isAccessibleForFree": told})).item_metadata["free"] is free


def test_a_title_that_an_unescaped_quotation_mark_cuts_off():
    told = 'The winner and a "royal visit" at the marathon'
    assert read(f'<meta property="og:title" content="{told}"><title>{told}</title>').title == told


def test_a_headline_of_several_lines():
    told = {"@type": "NewsArticle", "headline": "The bridge\n\nJan Kowalski\nopens\n\n\n\n\n\n\n\n"}
    found = read(ld(told), f"{TEXT}<p>By Ada Byron</p>")
    assert found.title.split() == ["The", "bridge", "Jan", "Kowalski", "opens"]
    assert found.text


def test_microdata_says_whether_an_article_is_free_how_long_and_in_which_language():
    told = (
        '<meta itemprop="isAccessibleForFree" content="False"><meta itemprop="wordCount" content="900">'
        '<meta itemprop="inLanguage" content="fr">'
    )
    found = read(body=f'<article itemscope itemtype="https://schema.org/NewsArticle">{told}{TEXT}</article>')
    assert (found.wordcount, found.language, found.item_metadata["free"]) == ("900", "fr", False)
    assert found.item_metadata["declared_languages"] == [["microdata inLanguage", "fr"]]
