"""WARC files that lie about lengths and packings: findings, the other pages are read, and no gigabyte."""

import gzip
import re
import zlib
from pathlib import Path

import pyarrow as pa
import pytest

pytest.importorskip("fastwarc", reason="the extra warc is not installed")

TEXT = b"<html><head><title>A page</title></head><body><p>The bridge over the river was opened on Monday.</p>"
FILL = b"<p>text " * (1 << 20)  # 8 MB


def record(number, body, *headers):
    http = "\r\n".join(("HTTP/1.1 200 OK", "Content-Type: text/html", *headers, "", "")).encode()
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.com/{number}\r\n"
    return f"{head}Content-Length: {len(http + body)}\r\n\r\n".encode() + http + body + b"\r\n\r\n"


def lying(length):
    return re.sub(rb"Content-Length: \d+", b"Content-Length: %s" % length, record("lie", TEXT), count=1)


LENGTHS = {
    "a little too long": b"400",
    "too long": b"100000",
    "too long to hold": b"60000000",
    "huge": b"9" * 17,
    "of too many figures": b"9" * 100_000,
    "a little too short": b"150",
    "too short": b"1",
    "zero": b"0",
    "negative": b"-1",
    "most negative": b"-9223372036854775808",
    "of other figures": "١٢".encode(),
    "no number": b"0x7f",
    "none": b"",
}


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_lengths_that_lie(check, pack):
    names = {}
    for number, (kind, length) in enumerate(LENGTHS.items()):
        names[kind] = f"{number}.warc"
        parts = (record(1, TEXT), lying(length), record(2, TEXT), lying(length), record(3, TEXT))
        Path(names[kind]).write_bytes(b"".join(map(pack, parts)))
    _, report = check(*names.values())
    told = {finding["path"] for finding in report["findings"] if finding["code"] == "IO001"}
    assert told == {*names.values()}
    assert 3 * len(LENGTHS) <= report["articles"] <= 5 * len(LENGTHS)


def test_a_length_that_lies_and_nothing_behind(check):
    for number, length in enumerate(LENGTHS.values()):
        Path(f"{number}.warc").write_bytes(record(1, TEXT) + lying(length))
        Path(f"{number}.warc.gz").write_bytes(gzip.compress(record(1, TEXT)) + gzip.compress(lying(length)))
    names = [f"{number}.{suffix}" for number in range(len(LENGTHS)) for suffix in ("warc", "warc.gz")]
    _, report = check(*names)
    assert {f["path"] for f in report["findings"] if f["code"] == "IO001"} == {*names}
    assert report["articles"] >= len(names)


def deflated(body):
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


def chunked(body):
    return b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)


BOMB = TEXT + FILL * 16
TWICE = gzip.compress(gzip.compress(BOMB))
BOMBS = {
    "gzip": (gzip.compress(TEXT) + gzip.compress(FILL) * 64, "Content-Encoding: gzip"),
    "gzip twice": (TWICE, "Content-Encoding: gzip, gzip"),
    "gzip in chunks": (chunked(gzip.compress(BOMB)), "Content-Encoding: gzip", "Transfer-Encoding: chunked"),
    "deflate": (zlib.compress(BOMB), "Content-Encoding: deflate"),
    "bare deflate": (deflated(BOMB), "Content-Encoding: deflate"),
    "zstd": (pa.compress(TEXT, "zstd", asbytes=True) + pa.compress(FILL, "zstd", asbytes=True) * 64, "Content-Encoding: zstd"),
}  # fmt: skip


def test_pages_that_are_bombs(check):
    for number, bomb in enumerate(BOMBS.values()):
        Path(f"{number}.warc").write_bytes(record(1, TEXT) + record("bomb", *bomb) + record(2, TEXT))
    _, report = check(*(f"{number}.warc" for number in range(len(BOMBS))))
    told = [(f["path"], f["code"]) for f in report["findings"] if f["code"].startswith("IO")]
    assert told == [(f"{number}.warc", "IO003") for number in range(len(BOMBS))]
    assert report["articles"] == 2 * len(BOMBS)


WRONG = {
    "unpacked a thousand times": (TEXT, "Content-Encoding: " + "gzip, " * 1000 + "gzip"),
    "in chunks a thousand times": (TEXT, "Transfer-Encoding: " + "chunked, " * 1000 + "chunked"),
    "deflated a thousand times": (zlib.compress(TEXT), "Content-Encoding: " + "deflate, " * 1000 + "deflate"),
    "a chunk that is too long": (b"fffffffffffffff\r\n" + TEXT, "Transfer-Encoding: chunked"),
    "a negative chunk": (b"-1\r\n" + TEXT, "Transfer-Encoding: chunked"),
    "no chunk": (b"zz\r\n" + TEXT, "Transfer-Encoding: chunked"),
    "chunks without end": (b"1\r\na\r\n" * 100_000, "Transfer-Encoding: chunked"),
    "a window larger than memory": (b"\x28\xb5\x2f\xfd\x00\xa8" + b"\x01\x00\x00" * 100, "Content-Encoding: zstd"),
    "Brotli that is none": (b"\xff" * 1000, "Content-Encoding: br"),
    "an unknown packing": (b"\xff" * 1000, "Content-Encoding: \x1b[31m"),
    "headers of a megabyte": (TEXT, *(f"X-{n}: {'x' * 1000}" for n in range(1000))),
}  # fmt: skip


def test_packings_that_are_wrong(check):
    for number, wrong in enumerate(WRONG.values()):
        Path(f"{number:02}.warc").write_bytes(record(1, TEXT) + record("wrong", *wrong) + record(2, TEXT))
    _, report = check(*(f"{number:02}.warc" for number in range(len(WRONG))))
    assert 2 * len(WRONG) <= report["articles"] <= 3 * len(WRONG)
    assert {f["code"] for f in report["findings"] if f["code"].startswith("IO")} <= {"IO001", "IO003"}
    assert all(len(finding["message"]) < 1000 for finding in report["findings"])
