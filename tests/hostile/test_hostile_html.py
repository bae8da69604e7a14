"""Pages that are made to hang or to fill memory: each is read as far as it goes, within seconds and 1 GB."""

from __future__ import annotations

import resource
import time
from pathlib import Path

import pytest

from newsqa.readers.html import article

GOOD = (
    b"<p>The bridge over the river was opened on Monday, two years later than the city had planned.</p>" * 3
)
LD = b'<script type="application/ld+json">'
MEMORY = 1 << 30
SECONDS = 10  # of CPU


def limited():
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))


PAGES = {
    "nested": b"<div>" * 100_000 + GOOD,
    "nested and closed": b"<div>" * 100_000 + GOOD + b"</div>" * 100_000,
    "nested lines": b"<b>" * 100_000 + GOOD,
    "nested tables": b"<table><tr><td>" * 50_000 + GOOD,
    "formatting": b"<p>"
    + b"".join(b"<b a=%d>" % i for i in range(1000))
    + b"</p>"
    + b"<p>x</p>" * 20_000
    + GOOD,
    "an attribute": b'<p a="' + b"x" * 40_000_000 + b'">' + GOOD,
    "attributes": b"<p " + b" ".join(b"a%d" % i for i in range(300_000)) + b">" + GOOD,
    "attributes of the root": b"<html " + b" ".join(b"a%d" % i for i in range(300_000)) + b">" + GOOD,
    "an open tag": GOOD + b"<a" * 2_000_000,
    "an open quote": GOOD + b'<a b="' * 2_000_001,
    "an open script": GOOD + b"<script>" + b"if (a<b) " * 500_000,
    "an open comment": GOOD + b"<!--" + b"-- " * 2_000_000,
    "comments": GOOD + b"<!--" * 2_000_000,
    "brackets": GOOD + b"<" * 1_000_000,
    "references": b"<p>" + b"&amp" * 200_000 + b"</p>" + GOOD,
    "nul": b"\0<p>a\0b</p>\0" + GOOD,
    "closing tags": GOOD + b"</x></b></div>" * 200_000,
    "paragraphs": GOOD + b"<p>a" * 20_000,
    "json brackets": LD + b"[" * 1_000_000 + b"</script>" + GOOD,
    "json objects": LD + b'{"a":' * 200_000 + b"</script>" + GOOD,
    "json twice": LD + b'{"@type":"NewsArticle","headline":"a","headline":"b"}</script>' + GOOD,
    "json nan": LD
    + b'{"@type":"NewsArticle","wordCount":'
    + b"9" * 100_000
    + b',"datePublished":NaN}</script>'
    + GOOD,
    "json spaces": LD + b'{"a":1' + (b"," + b" " * 2000) * 2000 + b"</script>" + GOOD,
    "json scripts": (LD + b'{"@type":"NewsArticle","headline":"x"}</script>') * 100_000 + GOOD,
    "json articles": LD
    + b"["
    + b",".join([b'{"@type":"NewsArticle","headline":"x"}'] * 50_000)
    + b"]</script>"
    + GOOD,
    "times": b"<time>" * 50_000 + GOOD,
    "items": b"<div itemscope itemprop=author>" * 50_000 + GOOD,
    "by-lines": b"<p class=byline><span class=author>" * 50_000 + GOOD,
}


@pytest.mark.parametrize("name", PAGES)
def test_hostile_pages_are_read_in_seconds(name):
    begin = time.process_time()
    found = article(b"<html><body>" + PAGES[name])
    assert time.process_time() - begin < SECONDS
    assert found.text
    if name not in ("references", "paragraphs"):
        assert "two years later than the city had planned." in found.text


def test_hostile_pages_are_checked_in_a_gigabyte(check):
    for number, name in enumerate(PAGES):
        Path(f"{number:02}.html").write_bytes(b"<html><body>" + PAGES[name])
    names = sorted(path.name for path in Path().glob("*.html"))
    _, report = check(*names, preexec_fn=limited)
    assert report["articles"] == len(PAGES)
    assert not [f for f in report["findings"] if f["code"] == "IO001"]


def test_too_many_tags_are_said(monkeypatch):
    monkeypatch.setattr("newsqa.readers.html.reading.MAX_TAGS", 1000)
    found = article(b"<html>\n<body>" + GOOD + b"\n<p>a" * 2000, path="a.html")
    (problem,) = found.problems
    assert (problem.code, problem.path) == ("IO003", "a.html")
    assert "what follows is not read" in problem.message
    assert 990 < problem.line < 1000
    assert found.text.startswith("The bridge")


def test_a_page_of_a_gigabyte(check):
    with Path("a.html").open("wb") as file:
        file.write(b'<html><body><p a="')
        file.truncate(1 << 30)
    _, report = check("a.html", preexec_fn=limited)
    (finding,) = [f for f in report["findings"] if f["path"] == "a.html"]
    assert finding["code"] == "IO003"


def test_invalid_utf_16(check):
    Path("a.html").write_bytes(b"\xff\xfe" + "<html><p>a".encode("utf-16-le") + b"\x00\xd8" * 1_000_000)
    Path("b.html").write_bytes(b"\xff\xfe" + "<html><p>Ein Text</p>".encode("utf-16-le") + b"\x00\xd8x")
    code, report = check("a.html", "b.html", preexec_fn=limited)
    found = {f["path"]: f["code"] for f in report["findings"] if f["code"].startswith("IO")}
    assert found == {"a.html": "IO001", "b.html": "IO002"}
    assert code == 2
