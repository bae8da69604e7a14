"""NewsML-G2, NITF, NewsML 1, ninjs and dpa digitalwires become articles with what they declare."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import newsqa
from newsqa import readers
from newsqa.readers import formats

G2 = """<?xml version="1.0" encoding="UTF-8"?>
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:example.com:1" version="2"
    standard="NewsML-G2" standardversion="2.35" xml:lang="en">
  <catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_40.xml"/>
  <itemMeta>
    <itemClass qcode="ninat:{kind}"/>
    <provider qcode="nprov:EX"><name>Example Wire</name></provider>
    <versionCreated>2026-03-02T10:00:00Z</versionCreated>
    <firstCreated>2026-03-01T09:00:00Z</firstCreated>
    <embargoed>2026-03-02T12:00:00Z</embargoed>
    <pubStatus qcode="stat:withheld"/>
  </itemMeta>
  <contentMeta>
    <by>By Ada Byron</by><creditline>EX</creditline><dateline>Leeds (EX) - </dateline>
    <headline rank="2">A lesser title</headline><headline rank="1">The bridge opens</headline>
  </contentMeta>
  <contentSet>{content}</contentSet>
</newsItem>"""
XHTML = """<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">
<head><title>Not text</title></head><body><header><h1>The bridge opens</h1></header>
<section><p>The first   paragraph,<br/>on two <b>lines</b>.</p><!-- c --><h2>A sub-head</h2>
<ul><li>one</li><li>two</li></ul><table><tr><td>a</td><td>b</td></tr></table></section></body></html></inlineXML>"""
TEXT = "The first paragraph,\non two lines.\n\nA sub-head\n\none\n\ntwo\n\na b"

NITF = """<nitf version="-//IPTC//DTD NITF 3.6//EN"><head><title>Short</title>
<docdata><doc-id id-string="n1"/><date.issue norm="20260301T090000+0000"/><date.expire norm="20270301"/></docdata>
<pubdata name="The Courier" date.publication="20260302"/></head>
<body><body.head><hedline><hl1>The bridge opens</hl1></hedline><byline>By Ada Byron</byline>
<distributor>AP</distributor><dateline><location>Leeds</location></dateline></body.head>
<body.content><p>One.</p><block><p>Two.</p></block><media><media-caption>A bridge</media-caption></media></body.content>
</body></nitf>"""

NEWSML_1 = """<NewsML Version="1.2"><NewsItem><Identification><NewsIdentifier><ProviderId>example.com</ProviderId>
<PublicIdentifier>urn:1</PublicIdentifier></NewsIdentifier></Identification>
<NewsManagement><FirstCreated>20260301T090000+0000</FirstCreated>
<ThisRevisionCreated>20260302T090000+0000</ThisRevisionCreated><Status FormalName="Usable"/></NewsManagement>
<NewsComponent>{components}</NewsComponent></NewsItem></NewsML>"""
COMPONENT = """<NewsComponent><NewsLines><HeadLine>{title}</HeadLine><ByLine>By Ada</ByLine></NewsLines>
<DescriptiveMetadata><Language FormalName="{language}"/></DescriptiveMetadata>
<NewsComponent><Role FormalName="Contact"/><ContentItem><DataContent><p>Call us.</p></DataContent></ContentItem></NewsComponent>
<NewsComponent><Role FormalName="Main"/><ContentItem><DataContent><nitf><body><body.content><p>{text}</p></body.content>
</body></nitf></DataContent></ContentItem></NewsComponent></NewsComponent>"""

NINJS_1 = {
    "uri": "urn:1", "type": "text", "versioncreated": "2026-03-02T10:00:00Z", "firstcreated": "2026-03-01T09:00:00Z",
    "headline": "The bridge opens", "byline": "Ada Byron", "body_text": "plain", "body_xhtml": "<p>One.</p><p>Two &amp; three.</p>",
    "language": "en", "copyrightholder": "Example", "pubstatus": "usable", "embargoed": "2026-03-03T00:00:00Z", "wordcount": 4,
}  # fmt: skip
NINJS_3 = {
    "uri": "urn:1", "standard": {"name": "ninjs", "version": "3.0"}, "versionCreated": "2026-03-02T10:00:00Z",
    "headlines": [{"role": "short", "value": "Bridge"}, {"role": "main", "value": "The bridge opens"}],
    "by": "Ada Byron", "infoSources": [{"name": "AP"}],
    "bodies": [{"contentType": "text/plain", "value": "plain"}, {"contentType": "text/html", "wordCount": 4, "value": "<p>One.</p><p>Two &amp; three.</p>"}],
}  # fmt: skip
DPA = {
    "format": "digitalwires@0.9.1", "urn": "urn:newsml:dpa.com:1", "headline": "Die Brücke", "byline": "Von Ada Byron",
    "creditline": "dpa", "dateline": "Leeds (dpa) - ", "version_created": "2026-03-02T10:00:00+01:00", "content_created": None,
    "language": "de", "pubstatus": "usable", "embargoed": None, "article_html": '<section class="main"><p>Eins.</p><p></p><p>Zwei.</p></section>',
}  # fmt: skip


@pytest.fixture
def read(tmp_path: Path) -> Any:
    def read(content: str | bytes | dict[str, Any], name: str = "item", **options: Any) -> Any:
        if isinstance(content, dict):
            content = json.dumps(content)
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        batches = list(readers.batches(path, **options))
        articles = [row for batch in batches for row in batch.articles.to_pylist()]
        for row in articles:
            row["item_metadata"] = json.loads(row["item_metadata"] or "{}")
        return articles, [p for b in batches for p in b.problems], [n for b in batches for n in b.notes]

    return read


def test_newsml_g2(read: Any) -> None:
    (article,), problems, notes = read(G2.format(kind="text", content=XHTML))
    assert (problems, notes) == ([], [])
    assert article["text"] == TEXT
    assert article["title"] == "The bridge opens"
    assert (article["published"], article["modified"]) == ("2026-03-01T09:00:00Z", "2026-03-02T10:00:00Z")
    assert (article["publisher"], article["language"]) == ("Example Wire", "en")
    assert article["authors"] == ["By Ada Byron", "EX"]
    assert (article["article_id"], article["record"]) == ("urn:newsml:example.com:1", None)
    about = article["item_metadata"]
    assert (about["status"], about["embargo"]) == ("withheld", "2026-03-02T12:00:00Z")
    assert about["dateline"] == "Leeds (EX) -"
    assert "missing" not in about


def test_what_newsml_g2_requires_and_lacks(read: Any) -> None:
    bare = '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="1"><itemMeta><itemClass qcode="ninat:text"/></itemMeta></newsItem>'
    (article,), _, _ = read(bare)
    assert article["text"] == ""
    missing = ["standard", "standardversion", "catalogRef", "provider", "versionCreated"]
    assert article["item_metadata"]["missing"] == missing


@pytest.mark.parametrize("kind", ["picture", "video", "audio", "graphic"])
def test_other_kinds_are_counted(read: Any, kind: str) -> None:
    articles, problems, notes = read(G2.format(kind=kind, content=""))
    assert (articles, problems) == ([], [])
    assert notes[0].endswith(f"not articles, skipped: 1 {kind}")


def test_a_message_of_several_items(read: Any) -> None:
    item = G2.partition("?>")[2]
    data = '<inlineData contenttype="text/plain">One line.\nAnother.</inlineData>'
    parts = [item.format(kind="text", content=XHTML), item.format(kind="picture", content="")]
    parts += [item.format(kind="text", content=data), "<packageItem/>", "<planningItem/>"]
    message = f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{"".join(parts)}</itemSet></newsMessage>'
    articles, _, notes = read(message)
    assert [article["text"] for article in articles] == [TEXT, "One line.\nAnother."]
    assert [article["record"] for article in articles] == [1, 3]
    assert notes[0].endswith("not articles, skipped: 1 packageItem, 1 picture, 1 planningItem")


def test_what_is_cut_off_says_where(read: Any) -> None:
    item = G2.partition("?>")[2].format(kind="text", content=XHTML)
    articles, (problem,), _ = read(f"<newsMessage>{item}<newsItem><itemMeta>")
    assert [article["text"] for article in articles] == [TEXT]
    assert (problem.code, problem.line is not None) == ("IO001", True)
    assert "not well-formed XML" in problem.message


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1"])
def test_encodings(read: Any, encoding: str) -> None:
    text = G2.format(kind="text", content="<inlineData>Détail d’été</inlineData>".replace("’", "'"))
    (article,), _, _ = read(text.replace("UTF-8", encoding.removesuffix("-sig")).encode(encoding))
    assert article["text"] == "Détail d'été"


def test_nitf(read: Any) -> None:
    (article,), problems, _ = read(NITF)
    assert problems == []
    assert article["text"] == "One.\n\nTwo.\n\nA bridge"
    assert (article["title"], article["published"]) == ("The bridge opens", "20260301T090000+0000")
    assert (article["publisher"], article["authors"]) == ("The Courier", ["By Ada Byron", "AP"])
    assert article["item_metadata"]["expires"] == "20270301"


@pytest.mark.parametrize("form", ["nitf", "newsml-g2", "newsml-1"])
def test_findings_stand_in_the_line_of_their_block(tmp_path: Path, form: str) -> None:
    paragraphs = """
<p>The bridge over the river was opened on Monday.</p>
<p class="a"
   id="b">
  Two hundred <em>people</em>
  walked &amp; \u00c3\u00bcber it.</p><p>Late: \u00c3\u00bcber.</p>
<!-- of two
lines --><p>The mayor
  walked <b>\u00c3\u00bcber</b> it.</p>"""
    content = {
        "nitf": f"<nitf><body><body.content>{paragraphs}</body.content></body></nitf>",
        "newsml-g2": '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"><itemMeta><itemClass qcode="ninat:text"/></itemMeta>'
        f'<contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body>{paragraphs}</body></html></inlineXML></contentSet></newsItem>',
        "newsml-1": "<NewsML><NewsItem><NewsComponent><NewsLines><HeadLine>The bridge</HeadLine></NewsLines><ContentItem><DataContent><body>"
        f"{paragraphs}</body></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>",
    }[form]
    (tmp_path / "a.xml").write_text(f'<?xml version="1.0"?>\n{content}', "utf-8")
    report = newsqa.check([tmp_path], select=["TXT001"], corpus=False)
    assert [(f["line"], f["column"]) for f in report.findings.to_pylist()] == [
        (6, None),
        (7, None),
        (9, None),
    ]


def test_newsml_1_has_an_article_a_language(read: Any) -> None:
    components = "".join(
        COMPONENT.format(title=title, language=language, text=text)
        for title, language, text in (("One", "en", "English."), ("Un", "fr", "Français."))
    )
    articles, problems, _ = read(NEWSML_1.format(components=components))
    assert problems == []
    told = [(article["title"], article["language"], article["text"]) for article in articles]
    assert told == [("One", "en", "English."), ("Un", "fr", "Français.")]
    assert {(article["published"], article["publisher"]) for article in articles} == {
        ("20260301T090000+0000", "example.com")
    }


@pytest.mark.parametrize(("item", "authors"), [(NINJS_1, ["Ada Byron"]), (NINJS_3, ["Ada Byron", "AP"])])
def test_ninjs(read: Any, item: dict[str, Any], authors: list[str]) -> None:
    (article,), problems, _ = read(item)
    assert problems == []
    assert (article["text"], article["title"]) == ("One.\n\nTwo & three.", "The bridge opens")
    assert (article["authors"], article["wordcount"]) == (authors, "4")
    assert article["item_metadata"]["format"] == "ninjs"


def test_ninjs_that_is_no_article(read: Any) -> None:
    assert read({**NINJS_1, "type": "picture"})[2][0].endswith("is no article, skipped: 1 picture")
    assert read({"uri": "urn:1", "title": "A plan", "type": "planning"})[0] == []


def test_an_item_without_uri_lacks_it(read: Any) -> None:
    (article,), _, _ = read({"type": "text", "body_text": "One."}, format="ninjs")
    assert article["item_metadata"]["missing"] == ["uri"]


def test_dpa(read: Any) -> None:
    (article,), _, _ = read(DPA)
    assert article["text"] == "Leeds (dpa) - Eins.\n\nZwei."
    assert (article["published"], article["authors"]) == (
        "2026-03-02T10:00:00+01:00",
        ["Von Ada Byron", "dpa"],
    )
    articles, _, notes = read({**DPA, "article_html": None})
    assert articles == []
    assert "skipped: 1 item without text" in notes[0]


@pytest.mark.parametrize(
    "text",
    ['{"text": "A text.", "uri": "a"}\n{"text": "Another."}\n', '{"id": 1, "text": "A text."}', "<p>A text.</p>", "{ not JSON"],
)  # fmt: skip
def test_other_files_are_not_taken_for_them(text: str) -> None:
    assert formats.by_content(text.encode(), registered=False) is None


def test_suffixes_are_those_of_the_formats() -> None:
    known = {name: formats.by_name(name) for name in formats.names()}
    assert {name: format.suffixes for name, format in known.items() if format} == formats.SUFFIXES
    assert all(format and format.name == name for name, format in known.items())


def test_files_of_programs_are_left_alone(read: Any) -> None:
    articles, problems, (note,) = read("<project/>", name="pom.xml")
    assert (articles, problems) == ([], [])
    assert "of no format with news articles" in note


HOSTILE = {
    "entities": '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
    "files": '<!DOCTYPE x [<!ENTITY b SYSTEM "file:///etc/hostname">]>',
    "definitions": '<!DOCTYPE x SYSTEM "file:///etc/hostname" [<!ENTITY % d SYSTEM "file:///etc/hostname"> %d;]>',
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_entities_are_not_followed(read: Any, kind: str) -> None:
    item = G2.partition("?>")[2].format(kind="text", content="<inlineData>[&b;]</inlineData>")
    articles, _, _ = read(f'<?xml version="1.0"?>{HOSTILE[kind]}{item}')
    assert [article["text"] for article in articles] in ([], ["[]"], ["["])


def test_deep_and_large_items_end(read: Any) -> None:
    deep = "<div>" * 100_000
    articles, problems, _ = read(G2.format(kind="text", content=f"<inlineXML>{deep}</inlineXML>"))
    assert (articles, [problem.code for problem in problems]) == ([], ["IO001"])
    long = G2.format(kind="text", content=f"<inlineData>{'a ' * 200_000}</inlineData>")
    articles, problems, _ = read(long, max_record_bytes=100_000)
    assert (articles, [problem.code for problem in problems]) == ([], ["IO003"])
    articles, problems, _ = read('{"uri": "a", "bodies": ' + "[" * 100_000, format="ninjs")
    assert (articles, [problem.code for problem in problems]) == ([], ["IO001"])


def test_items_before_what_is_not_well_formed_are_read(tmp_path: Path) -> None:
    items = "".join(G2[G2.index("<newsItem") :].format(kind="text", content=XHTML) for _ in range(3))
    path = tmp_path / "a.xml"
    path.write_text(
        f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{items}\n<newsItem><b></newsItem>'
    )
    (batch,) = readers.batches(path)
    assert batch.articles["title"].to_pylist() == ["The bridge opens"] * 3
    assert [(problem.code, problem.line) for problem in batch.problems] == [("IO001", items.count("\n") + 2)]


def test_lost_bytes_of_json_have_a_place(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(
        b'{"uri": "urn:1", "type": "text",\n "headline": "A \xff title", "body_text": "The bri\xc3 dge"}'
    )
    report = newsqa.check(path, select=["IO"])
    found = [(row["code"], row["line"], row["column"]) for row in report.findings.to_pylist()]
    assert found == [("IO002", 2, 17), ("IO002", 2, 48)]
    assert [row["failed"] for row in report.results.to_pylist() if row["code"] == "IO002"] == [1]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"uri": "urn:1", "type": "text", "body_text": "The', "is not valid JSON: Unterminated string"),
        (
            '{"uri": "urn:1", "type": "text", "body_text": "a\nb"}',
            "is not valid JSON: Invalid control character",
        ),
    ],
)
def test_what_is_wrong_with_json_is_a_whole_sentence(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "a.json").write_text(text)
    (batch,) = readers.batches(tmp_path / "a.json")
    assert [problem.message for problem in batch.problems] == [told]


def test_an_unknown_type_is_said_in_short(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"uri": "urn:1", "type": "x" * 100_000, "headline": "A"}))
    (batch,) = readers.batches(tmp_path / "a.json")
    assert batch.notes[0].endswith(f"is no article, skipped: 1 item of the unknown type '{'x' * 40}'")
