"""Items, pages, feeds and crawls that want to do harm: a finding or an article, and nothing outside the file is read."""

import gzip
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from newsqa import readers
from newsqa.reporters import BINARY, FORMATS

pytest.importorskip("lxml", reason="the extra xml is not installed")
pytest.importorskip("feedparser", reason="the extra feeds is not installed")
pytest.importorskip("fastwarc", reason="the extra warc is not installed")

G2 = 'newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="1"'
# Each vocabulary, with a place for a document type and one for text.
DOCUMENTS = {
    "g2.xml": '{0}<' + G2 + '><itemMeta><itemClass qcode="ninat:text"/></itemMeta><contentMeta><headline>{1}</headline></contentMeta>'
    "<contentSet><inlineData>A {1} text.</inlineData></contentSet></newsItem>",
    "nitf.xml": "{0}<nitf><head><title>{1}</title></head><body><body.content><p>A {1} text.</p></body.content></body></nitf>",
    "newsml.xml": "{0}<NewsML><NewsItem><NewsComponent><NewsLines><HeadLine>T {1}</HeadLine></NewsLines><ContentItem><DataContent>"
    "<p>A {1} text.</p></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>",
    "rss.xml": '{0}<rss version="2.0"><channel><title>T</title><item><title>{1}</title><description>A {1} text.</description></item></channel></rss>',
    "atom.xml": '{0}<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>{1}</title><content>A {1} text.</content></entry></feed>',
    "rdf.xml": '{0}<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><item><title>{1}</title>'
    "<description>A {1} text.</description></item></rdf:RDF>",
    "sitemap.xml": "{0}<urlset><url><loc>http://example.com/{1}</loc><news><title>T {1}</title></news></url></urlset>",
    "page.html": "{0}<html><head><title>{1}</title></head><body><p>A {1} text.</p></body></html>",
    "body.json": '{{"uri": "urn:1", "type": "text", "body_nitf": "{0}<nitf><body><body.content><p>A {1} text.</p></body.content></body></nitf>"}}',
}  # fmt: skip


def write(attack, text):
    """Write a document of each vocabulary with an attack; return their names."""
    for name, document in DOCUMENTS.items():
        quoted = json.dumps([attack, text])[1:-1].split('", "') if name.endswith(".json") else None
        first, second = (quoted[0][1:], quoted[1][:-1]) if quoted else (attack, text)
        first = first.replace("DOCTYPE x", "DOCTYPE html") if name.endswith(".html") else first
        Path(name).write_text(document.format(first, second))
    return [*DOCUMENTS]


def read(*names):
    """Read files; return articles, with what else they declare, and the codes of problems."""
    batches = list(readers.batches(list(names)))
    articles = [row for batch in batches for row in batch.articles.to_pylist()]
    return articles, [problem.code for batch in batches for problem in batch.problems]


# --- what is outside the file ------------------------------------------------------------------------------------


@pytest.fixture
def trap():
    """A pipe, from which reading would never end, and a server that notices who asks it."""
    os.mkfifo("trap")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        yield f"file://{Path('trap').absolute()}", f"http://127.0.0.1:{server.getsockname()[1]}/a"
        with pytest.raises(BlockingIOError):
            server.accept()


OUTSIDE = {
    "entity": ('<!DOCTYPE x [<!ENTITY e SYSTEM "{0}">]>', "&e;"),
    "parameter entity": ('<!DOCTYPE x [<!ENTITY % p SYSTEM "{0}"> %p;]>', "t"),
    "document type": ('<!DOCTYPE x SYSTEM "{0}">', "&e;"),
    "public document type": ('<!DOCTYPE x PUBLIC "-//IPTC//DTD NITF 3.6//EN" "{0}" [<!ENTITY e "t">]>', "&e;"),
    "inclusion": ("", '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{0}" parse="text"/>'),
    "stylesheet": ('<?xml-stylesheet type="text/xsl" href="{0}"?>', "t"),
    "schema": ("", '<b xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="{0}">t</b>'),
    "base and frames": ("", '<base href="{0}"/><iframe src="{0}"></iframe><link rel="stylesheet" href="{0}"/><img src="{0}"/>'),
}  # fmt: skip


def test_nothing_outside_the_file_is_read(check, trap):
    names = []
    for number, (attack, text) in enumerate(OUTSIDE.values()):
        for target in trap:
            for name in write(attack.format(target), text.format(target)):
                names.append(f"{number}{len(names)}{name}")
                Path(name).rename(names[-1])
    _, report = check(*names)
    found = {finding["path"] for finding in report["findings"]}
    assert report["articles"] + sum(finding["code"] == "IO001" for finding in report["findings"]) >= len(
        names
    )
    assert found == {*names}


def test_who_asks_the_network_is_noticed(watched):
    code = "import urllib.request as r; r.urlopen('http://127.0.0.1:9/')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, env=watched)
    assert done.returncode == 70


# --- what grows ---------------------------------------------------------------------------------------------------

LAUGHS = "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "laughs" * 10}">' for n in range(12)
)  # fmt: skip
GROWING = {
    "laughs": (f"<!DOCTYPE x [{LAUGHS}]>", "&a11;"),
    "quadratic": (f'<!DOCTYPE x [<!ENTITY a "{"laughs" * 20_000}">]>', "&a;" * 20_000),
    "parameters": (
        f'<!DOCTYPE x [<!ENTITY % a "{"laughs" * 1000}">{"".join(f"<!ENTITY % b{n} %a;>" for n in range(200))}]>', "t",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", GROWING)
def test_entities_do_not_grow(check, kind):
    names = write(*GROWING[kind])
    _, report = check(*names)
    assert {finding["path"] for finding in report["findings"]} == {*names}
    articles, _ = read(*names)
    assert all(len(article["text"] or "") < 1_000_000 for article in articles)
    assert all("laughslaughs" not in (article["text"] or "") for article in articles)


RECORD = (
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.com/\r\nContent-Length: {}\r\n\r\n"
    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{}\r\n"
)
BOMBS = {  # how each begins, and with what it is filled
    "text.xml": (DOCUMENTS["g2.xml"].partition("A {1}")[0].format("", ""), b"text "),
    "zeros.xml": (DOCUMENTS["nitf.xml"].partition("A {1}")[0].format("", ""), b"\0"),
    "attribute.xml": (f'<{G2} x="', b"x"),
    "inner_attribute.xml": (f'<{G2}><itemMeta x="', b"x"),
    "elements.xml": (f"<{G2}><itemMeta>", b"<a/>"),
    "entities.xml": (f"<!DOCTYPE x [<!ENTITY e ''>]><{G2}><itemMeta>", b"&e;"),
    "comments.xml": (f"<{G2}><itemMeta>", b"<!---->"),
    "elements.rss": (DOCUMENTS["rss.xml"].partition("A {1}")[0].format("", ""), b"<a/>"),
    "objects.json": ('{"uri": "urn:1", "type": "text", "associations": [', b'{"uri":1},'),
    "lines.json": ('{"x": [', b'{"a":1},'),
    "strings.json": ('{"uri": "urn:1", "type": "text", "associations": [', b'"ab",'),
    "feed.xml": (DOCUMENTS["rss.xml"].partition("A {1}")[0].format("", ""), b"text "),
    "text.json": ('{"uri": "urn:1", "type": "text", "body_text": "', b"text "),
    "spaces.json": ('{"uri": "urn:1", "type": "text",', b" "),
    "feed.json": ('{"version": "https://jsonfeed.org/version/1.1", "items": [{"content_text": "', b"text "),
    "text.html": ("<html><body><p>", b"text "),
    "attribute.html": ('<html><body><p title="', b"x"),
    "text.warc": (RECORD.format(1 << 30, ""), b"text "),
    "lie.warc": (RECORD.format(10**17, ""), b"\0"),
    "records.warc": ("WARC/1.0\r\nWARC-Type: request\r\n\r\n", b"WARC/1.0\r\na: b\r\n\r\n"),
    "zeros.warc": ("", b"\0"),
}


def test_packed_bombs_of_a_gigabyte(check):
    mega = {fill: gzip.compress(fill * ((16 << 20) // len(fill)), 1) for _, fill in BOMBS.values()}
    for name, (begin, fill) in BOMBS.items():
        with open(f"{name}.gz", "wb") as file:  # noqa: PTH123
            file.write(gzip.compress(begin.encode()))
            file.writelines([mega[fill]] * 64)
    code, report = check(*(f"{name}.gz" for name in BOMBS))
    assert (code, report["articles"]) == (2, 0)
    found = {finding["path"]: finding["code"] for finding in report["findings"]}
    assert found.keys() == {f"{name}.gz" for name in BOMBS}
    assert {*found.values()} <= {"IO001", "IO003"}


def test_bombs_that_are_as_large_as_an_item_may_be(check):
    names = (
        "elements.xml",
        "entities.xml",
        "comments.xml",
        "elements.rss",
        "objects.json",
        "strings.json",
        "lines.json",
    )
    for name in names:
        begin, fill = BOMBS[name]
        Path(name).write_bytes(begin.encode() + fill * (49_000_000 // len(fill)))
    _, report = check(*names)
    assert {finding["path"]: finding["code"] for finding in report["findings"]} == dict.fromkeys(
        names, "IO003"
    ) | {"entities.xml": "IO001"}


# --- what is deep or long -----------------------------------------------------------------------------------------

DEPTH = 100_000
QUOTES = '"a"'
DEEP = {
    "divs.html": f"<html><body>{'<div>' * DEPTH}A text.",
    "spans.html": f"<html><body><p>{'<b><i>' * DEPTH}A text.",
    "tables.html": f"<html><body>{'<table><tr><td><ul><li>' * DEPTH}A text.",
    "data.html": f'<html><head><script type="application/ld+json">{chr(123) + chr(34)}a{chr(34)}:{"[" * DEPTH}</script></head><body><p>A text.',
    "many_data.html": "<html><head>" + '<script type="application/ld+json">{"@type": "NewsArticle"}</script>' * 20_000,
    "open.html": f"<html><body>{'<a ' * DEPTH}",
    "comments.html": f"<html><body>{'<!--' * DEPTH}",
    "item.xml": f"<{G2}>{'<a>' * DEPTH}",
    "inner.xml": DOCUMENTS["nitf.xml"].format("", "<b>" * DEPTH),
    "attributes.xml": DOCUMENTS["g2.xml"].format("", "").replace(G2, f"{G2} {' '.join(f'a{n}=' + QUOTES for n in range(DEPTH))}"),
    "spaces.xml": DOCUMENTS["g2.xml"].format("", "").replace(G2, f"{G2} {' '.join(f'xmlns:a{n}=' + QUOTES for n in range(DEPTH))}"),
    "feed.rss": DOCUMENTS["rss.xml"].format("", "<div>" * DEPTH),
    "markup.rss": DOCUMENTS["rss.xml"].format("", "&lt;div&gt;" * DEPTH),
    "body.json": json.dumps({"uri": "a", "type": "text", "body_xhtml": "<div>" * DEPTH + "A text."}),
    "brackets.json": '{"uri": "a", "bodies": ' + "[" * 1_000_000,
    "objects.json": '{"uri": ' * 1_000_000,
}  # fmt: skip


def test_markup_as_deep_as_it_goes(check):
    for name, content in DEEP.items():
        Path(name).write_text(content)
    _, report = check(*DEEP)
    assert {finding["path"] for finding in report["findings"]} == {*DEEP}


def test_many_entries(check):
    count = 30_000
    Path("a.rss").write_text(
        f'<rss version="2.0"><channel>{"".join(f"<item><title>{n}</title></item>" for n in range(count))}</channel></rss>'
    )
    items = [{"id": str(n), "content_html": f"<p>A text {n}.</p>"} for n in range(count)]
    Path("b.json").write_text(json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}))
    urls = "".join(f"<url><loc>{n}</loc><news><title>T</title></news></url>" for n in range(count))
    Path("c.xml").write_text(f"<urlset>{urls}</urlset>")
    code = "import sys; from newsqa import readers; print(sum(b.articles.num_rows for b in readers.batches(sys.argv[1:])))"
    done = subprocess.run(
        [sys.executable, "-c", code, "a.rss", "b.json", "c.xml"], capture_output=True, text=True,
        timeout=120, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == str(3 * count)


def test_dates_of_ten_megabytes(check):
    date = "2026-03-02 " * 900_000  # an element of XML may hold ten million bytes
    Path("a.json").write_text(
        json.dumps({"uri": "a", "type": "text", "versioncreated": date, "body_text": "A text."})
    )
    Path("a.rss").write_text(
        f"<rss version='2.0'><channel><item><title>A</title><pubDate>{date}</pubDate></item></channel></rss>"
    )
    Path("a.xml").write_text(
        f"<{G2}><itemMeta><itemClass qcode='ninat:text'/><versionCreated>{date}</versionCreated></itemMeta></newsItem>"
    )
    Path("a.html").write_text(
        f"<html><head><meta property='article:published_time' content='{date}'></head><body><p>A text."
    )
    _, report = check("a.json", "a.rss", "a.xml", "a.html")
    assert report["articles"] == 4
    assert "DAT002" in {finding["code"] for finding in report["findings"]}
    assert all(len(finding["excerpt"] or "") <= 80 for finding in report["findings"])


# --- odd values ---------------------------------------------------------------------------------------------------

ODD = {
    "ninjs": '"uri": "urn:1", "type": "text"',
    "dpa": '"urn": "urn:1", "format": "digitalwires@1.0", "article_html": "<p>A text.</p>"',
    "json-feed": '"version": "https://jsonfeed.org/version/1.1", "items": [null, 7, [], {"id": NaN, "authors": {"name": {"a": []}}}, {%s}]',
}  # fmt: skip
NAMES = (
    *(
        "uri",
        "id",
        "headline",
        "title",
        "byline",
        "by",
        "creditline",
        "infosource",
        "infosources",
        "authors",
        "author",
    ),
    *(
        "versioncreated",
        "firstcreated",
        "version_created",
        "date_published",
        "date_modified",
        "language",
        "pubstatus",
    ),
    *(
        "embargoed",
        "expires",
        "copyrightholder",
        "wordcount",
        "charcount",
        "version",
        "standard",
        "headlines",
        "bodies",
    ),
    *(
        "associations",
        "dateline",
        "kicker",
        "body_text",
        "body_xhtml",
        "content_html",
        "content_text",
        "summary",
        "url",
    ),
)
VALUES = {
    "surrogates": r'"\ud800x\udfff"',
    "objects": '{"name": {"name": [{"a": null}]}, "value": {"b": 1}, "role": [1], "version": {}}',
    "lists": '[[[]], {"name": "\\ud800"}, {"value": "\\udfff", "contentType": "text/html"}, 1e400, null, true]',
    "numbers": "1e400",
    "not numbers": "NaN",
    "digits": "9" * 100_000,
    "infinity": "-Infinity",
}


@pytest.mark.parametrize("format", ODD)
def test_odd_values_in_every_field(check, format):
    for number, value in enumerate(VALUES.values()):
        fields = ", ".join(f'"{name}": {value}' for name in NAMES if f'"{name}"' not in ODD[format])
        content = ODD[format] % fields if "%s" in ODD[format] else f"{ODD[format]}, {fields}"
        Path(f"{number}.json").write_text(f"{{{content}}}")
    names = [f"{number}.json" for number in range(len(VALUES))]
    _, report = check(*names)
    assert {finding["path"] for finding in report["findings"]} == {*names}
    articles, _ = read(*names)
    assert {article["path"] for article in articles} == {*names}
    assert all(json.loads(article["item_metadata"])["format"] == format for article in articles)


def test_keys_that_come_twice(check):
    fields = '"uri": "urn:1", "type": "text", "headline": "One", "headline": "Two", "body_text": "A text."'
    Path("a.json").write_text(f"{{{fields}}}")
    Path("b.json").write_text("{" + f"{fields}, " * 20_000 + fields + "}")
    articles, problems = read("a.json", "b.json")
    assert ([article["title"] for article in articles], problems) == (["Two", "Two"], [])


def test_wide_characters_that_are_broken(check):
    for name, document in DOCUMENTS.items():
        text = document.format("", "\u00e9")
        Path(f"odd_{name}").write_bytes(b"\xff\xfe" + text.encode("utf-16-le") + b"\x41")
        Path(f"half_{name}").write_bytes(b"\xfe\xff" + text.encode("utf-16-be").replace(b"\0\xe9", b"\xd8\0"))
    names = [f"{kind}_{name}" for kind in ("odd", "half") for name in DOCUMENTS]
    code, report = check(*names)
    assert code in (1, 2)
    assert {finding["path"] for finding in report["findings"]} == {*names}


# --- what is no file, and names -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "suffix", ["xml", "json", "html", "warc", "warc.gz", "rss", "jsonl", "parquet", "csv.zst"]
)
def test_pipes_sockets_and_loops_among_the_files(check, suffix, good):
    Path("d/deep").mkdir(parents=True)
    os.mkfifo(f"d/pipe.{suffix}")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(f"d/socket.{suffix}")
    Path(f"d/loop.{suffix}").symlink_to(f"loop.{suffix}")
    Path(f"d/zero.{suffix}").symlink_to("/dev/zero")
    Path("d/deep/up").symlink_to("..")
    Path("d/good.txt").write_text(good)
    code, report = check("d")
    assert (report["articles"], {f["path"] for f in report["findings"]}) == (1, {f"d/loop.{suffix}"})
    named = [f"d/{name}.{suffix}" for name in ("pipe", "socket", "loop", "zero")]
    code, report = check(*named)
    assert (code, report["articles"]) == (2, 0)
    assert sorted((f["path"], f["code"]) for f in report["findings"]) == sorted(
        (name, "IO001") for name in named
    )


@pytest.mark.parametrize("output", sorted({*FORMATS} - {*BINARY}))
def test_names_in_every_report(output, capsysbinary):
    from newsqa.cli import main

    Path("d").mkdir()
    for suffix, content in (
        ("html", "<html><head><title>\x1b[31mA\x9b31m</title></head><body><p>A\x1b[31m text."),
        ("xml", "<nitf><body>"),
        ("warc", "WARC/1.0\r\nnothing"),
        (
            "json",
            '{"uri": "\\u001b[31m\\nline\\r", "type": "text", "headline": "\\u001b]0;a\\u0007", "body_text": "A \\u001b[31m text."}',
        ),
    ):
        Path("d", f"new\nline\x1b[31m\r\x9b31m\u202e.{suffix}").write_text(content)
    try:
        main(["check", "d", "--output-format", output])
    except SystemExit:
        pytest.fail("the report cannot be written")
    told = capsysbinary.readouterr().out
    assert told
    assert b"\x1b[31m" not in told
    assert b"\x1b]0;" not in told
    assert b"\x9b31m".decode("latin-1").encode() not in told
    assert b"\nline" not in told
