"""WARC: the pages of a crawl are read; what is broken is a finding, and the rest is read."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from newsqa import readers

pytest.importorskip("fastwarc", reason="the extra warc is not installed")

PAGE = b"<html lang='en'><head><title>%s</title></head><body><article><p>%s</p></article></body></html>"
SENTENCE = b"The bridge over the river was opened on Monday, and some two hundred people walked across it. "

Read = Callable[[bytes], tuple[list[dict[str, Any]], list[Any], list[str]]]


def page(title: str) -> bytes:
    return PAGE % (title.encode(), SENTENCE * 6)


def record(kind: str, body: bytes, **headers: str) -> bytes:
    told = {
        "WARC-Type": kind,
        "WARC-Record-ID": "<urn:uuid:0>",
        "WARC-Date": "2026-03-02T09:00:00Z",
        **headers,
    }
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in told.items())
    return f"WARC/1.0\r\n{lines}Content-Length: {len(body)}\r\n\r\n".encode() + body + b"\r\n\r\n"


def response(number: int, body: bytes | None = None, *, status: str = "200 OK", kind: str = "text/html", extra: str = "") -> bytes:  # fmt: skip
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}; charset=utf-8\r\n{extra}\r\n".encode()
    content = page(f"Page {number}") if body is None else body
    return record("response", head + content, **{"WARC-Target-URI": f"https://example.com/{number}"})


def lying(data: bytes, length: int) -> bytes:
    return re.sub(rb"Content-Length: \d+", b"Content-Length: %d" % length, data, count=1)


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read(data: bytes, **options: Any) -> tuple[list[dict[str, Any]], list[Any], list[str]]:
        path = tmp_path / "crawl.warc"
        path.write_bytes(data)
        batches = list(readers.batches(path, **options))
        articles = [row for batch in batches for row in batch.articles.to_pylist()]
        return articles, [p for b in batches for p in b.problems], [n for b in batches for n in b.notes]

    return read


def urls(articles: list[dict[str, Any]]) -> list[int]:
    return [int(article["url"].rpartition("/")[2]) for article in articles]


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_pages_are_articles_and_the_rest_is_counted(read: Read, pack: Callable[[bytes], bytes]) -> None:
    parts = [record("warcinfo", b"a: b\r\n"), response(1), response(2, b"no", status="404 Not Found")]
    parts += [
        response(3, b"GIF89a", kind="image/gif"),
        response(4),
        record("request", b"GET / HTTP/1.1\r\n\r\n"),
    ]
    articles, problems, (note,) = read(b"".join(map(pack, parts)))  # a gzip member a record
    assert (urls(articles), problems) == ([1, 4], [])
    assert articles[0]["title"] == "Page 1"
    assert "walked across it" in articles[0]["text"]
    assert articles[0]["fetched"].isoformat() == "2026-03-02T09:00:00+00:00"
    assert [article["record"] for article in articles] == [1, 4]
    assert note.endswith("skipped: 1 other media, 1 responses that are no pages (status other than 200)")


def test_texts_made_of_pages(read: Read) -> None:
    text = record(
        "conversion",
        b"One line.\nAnother.\n",
        **{"WARC-Target-URI": "https://example.com/1", "Content-Type": "text/plain"},
    )
    (article,), _, _ = read(text)
    assert (article["text"], article["url"]) == ("One line.\nAnother.", "https://example.com/1")


def test_contents_are_decoded(read: Read) -> None:
    packed = gzip.compress(page("Packed"))
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(page("Chunks")), page("Chunks"))
    parts = [response(1, packed, extra="Content-Encoding: gzip\r\n")]
    parts += [response(2, chunked, extra="Transfer-Encoding: chunked\r\n")]
    articles, problems, _ = read(b"".join(parts))
    assert ([article["title"] for article in articles], problems) == (["Packed", "Chunks"], [])


BROKEN = {
    "garbage between": (response(1) + b"garbage\r\n\r\n" * 3 + response(2), [1, 2]),
    "garbage first": (b"WARC/1.0\r\nnothing\r\n\r\n" + response(1) + response(2), [1, 2]),
    "too long a length": (lying(response(1), 9_000) + response(2) + response(3), [1, 2, 3]),
    "too short a length": (response(1) + lying(response(2), 60) + response(3), [1, 2, 3]),
    "a broken encoding": (response(1, b"\x1f\x8b\x08x", extra="Content-Encoding: gzip\r\n") + response(2), [2]),
    "two broken ones": (
        response(1) + 2 * response(9, b"\x1f\x8b\x08x", extra="Content-Encoding: gzip\r\n") + response(2), [1, 2],
    ),
    "an unknown encoding": (response(1, b"xx", extra="Content-Encoding: br\r\n") + response(2), [2]),
    "a cut": (response(1) + response(2)[:-40], [1, 2]),
}  # fmt: skip


@pytest.mark.parametrize("kind", BROKEN)
def test_what_is_broken_is_told_and_the_rest_is_read(read: Read, kind: str) -> None:
    data, wanted = BROKEN[kind]
    articles, problems, _ = read(data)
    assert urls(articles) == wanted
    assert {problem.code for problem in problems} == {"IO001"}
    assert len(problems) <= 2


def test_what_is_large_once_unpacked_is_not_read(read: Read) -> None:
    bomb = response(1, gzip.compress(b"<p>" + b"0" * 30_000_000), extra="Content-Encoding: gzip\r\n")
    articles, (problem,), _ = read(bomb + response(2), max_record_bytes=1_000_000)
    assert (urls(articles), problem.code) == ([2], "IO003")


def test_no_record_at_all(read: Read) -> None:
    articles, (problem,), _ = read(b"WARC/1.0\r\n")
    assert (articles, problem.code) == ([], "IO001")
