"""WARC: the pages of a crawl are read; what is broken is a finding, and the rest is read."""

from __future__ import annotations

import gzip
import json
import random
import re
import sys
import zlib
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
    assert note.endswith(
        "skipped: 1 other media, 1 records on the file, 1 requests, 1 responses that are no pages (status other than 200)"
    )


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


# <html><head><title>P</title></head><body><p>One line.</p></body></html>
BROTLI = "1b4600089d07d939e5b42a928d9bf29f112abd799ea0d0d60b5c95b9b50f5b1b5d70c881cb052fd41678c2051536e0402208b2e9f22f2fa01dac20a9409c430b"


def deflated(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


@pytest.mark.parametrize(
    ("body", "extra"),
    [
        (zlib.compress(page("P")), "Content-Encoding: deflate"),
        (deflated(page("P")), "Content-Encoding: deflate"),
        (bytes.fromhex(BROTLI), "Content-Encoding: br"),
        (b"%x\r\n%s\r\n0\r\n\r\n" % (len(gzip.compress(page("P"))), gzip.compress(page("P"))),
         "Transfer-Encoding: chunked\r\nContent-Encoding: gzip"),
        (page("P"), "Content-Encoding: gzip"),  # some crawlers store the header of what they have unpacked
        (page("P"), "Transfer-Encoding: chunked"),
    ],
    ids=["deflate", "bare deflate", "br", "gzip in chunks", "not gzip", "no chunks"],
)  # fmt: skip
def test_encodings_of_contents(read: Read, body: bytes, extra: str) -> None:
    articles, problems, _ = read(response(1, body, extra=f"{extra}\r\n"))
    assert problems == []
    assert [article["url"] for article in articles] == ["https://example.com/1"]


def test_a_page_that_the_crawler_has_cut_says_so(read: Read) -> None:
    data = response(1).replace(b"WARC-Record-ID", b"WARC-Truncated: length\r\nWARC-Record-ID", 1)
    (article,), problems, _ = read(data)
    assert problems == []
    assert json.loads(article["item_metadata"])["truncated"] == "length"


@pytest.mark.parametrize("damage", ["flipped", "cut", "overwritten"])
def test_members_behind_a_broken_one_are_read(read: Read, damage: str) -> None:
    members = [gzip.compress(response(number)) for number in range(20)]
    broken = bytearray(members[9])
    if damage == "flipped":
        broken[len(broken) // 2] ^= 0xFF
    elif damage == "cut":
        del broken[len(broken) // 2 :]
    else:
        broken[40:] = random.Random(1).randbytes(len(broken))
    articles, problems, _ = read(b"".join([*members[:9], bytes(broken), *members[10:]]))
    assert {*urls(articles)} >= {*range(20)} - {9}
    assert any("broken gzip data, skipped: " in problem.message for problem in problems)


def test_what_is_no_page_is_counted_whatever_it_is_called(read: Read) -> None:
    kinds = ("request", "revisit", "metadata", "continuation", "fifo\x1b[31m", "x" * 5000)
    articles, problems, (note,) = read(b"".join(record(kind, b"a: b\r\n") for kind in kinds) + response(1))
    assert (urls(articles), problems) == ([1], [])
    assert note.endswith(
        "skipped: 1 parts of records that are stored in several, 2 records of an unknown type, 1 records of metadata, "
        "1 requests, 1 revisits"
    )


def test_records_that_are_not_held(read: Read) -> None:
    """A film that is larger than an article may be is passed over; one that lies hides nothing."""
    film = response(1, b"x" * 3_000_000, kind="video/mp4")
    articles, problems, (note,) = read(
        film + response(2) + lying(response(3), 10**15) + response(4), max_record_bytes=1_000_000
    )
    assert (urls(articles), len(problems)) == ([2, 3, 4], 1)
    assert "skipped: 1 other media" in note


BROKEN = {
    "garbage between": (response(1) + b"garbage\r\n\r\n" * 3 + response(2), [1, 2]),
    "garbage first": (b"WARC/1.0\r\nnothing\r\n\r\n" + response(1) + response(2), [1, 2]),
    "too long a length": (lying(response(1), 9_000) + response(2) + response(3), [1, 2, 3]),
    "too short a length": (response(1) + lying(response(2), 60) + response(3), [1, 2, 3]),
    "a broken encoding": (response(1, b"\x1f\x8b\x08x", extra="Content-Encoding: gzip\r\n") + response(2), [2]),
    "two broken ones": (
        response(1) + 2 * response(9, b"\x1f\x8b\x08x", extra="Content-Encoding: gzip\r\n") + response(2), [1, 2],
    ),
    "no record first": (b"junk\r\n" + response(1), [1]),
    "a negative length": (response(1).replace(b"Content-Length: ", b"Content-Length: -", 1) + response(2), [2]),
    "a length that is no number": (response(1).replace(b"Content-Length: ", b"Content-Length: 0x", 1) + response(2), [2]),
    "a length of a thousand digits": (
        response(1).replace(b"Content-Length: ", b"Content-Length: " + b"9" * 1000, 1) + response(2), [2],
    ),
    "a huge length": (lying(response(1), 10**17) + response(2), [1, 2]),
    "a length of zero": (lying(response(1), 0) + response(2), [1, 2]),
    "no length": (response(1).replace(b"\r\nContent-Length", b"\r\nLength", 1) + response(2), [2]),
    "headers cut": (response(1) + response(2)[:60] + b"\r\n" + response(3), [1, 3]),
    "headers without end": (response(1) + b"WARC/1.0\r\n" + b"a: b\r\n" * 20_000 + response(2), [1, 2]),
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


def test_without_the_extra_the_other_files_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("fastwarc", "fastwarc.stream_io"):
        monkeypatch.setitem(sys.modules, module, None)
    (tmp_path / "a.warc").write_bytes(response(1))
    (tmp_path / "b.warc.gz").write_bytes(gzip.compress(response(1)))
    (tmp_path / "c.txt").write_text("A text.")
    batches = list(readers.batches(tmp_path))
    assert [row["text"] for batch in batches for row in batch.articles.to_pylist()] == ["A text."]
    told = {problem.message for batch in batches for problem in batch.problems}
    assert told == {'WARC is read with fastwarc: pip install "newsqa[warc]"'}
