"""Records a second of a WARC file, beside fastwarc's bare iteration over the same file, and the memory it takes.

    python benchmarks/warc.py [--records 3000] [--memory-gb 5]

The pages are not parsed: they are only taken from their records, in one process with what is compared. With --memory-gb
a WARC made by repetition is streamed through a pipe, pages parsed and all; only every fiftieth record of it is a page.
"""

from __future__ import annotations

import argparse
import gzip
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from newsqa import readers
from newsqa.readers import html
from newsqa.readers.documents import Document

WORDS = [
    "the",
    "bridge",
    "over",
    "river",
    "was",
    "opened",
    "on",
    "monday",
    "some",
    "two",
    "hundred",
    "people",
    "walked",
    "across",
    "council",
    "money",
    "road",
]
ROUNDS = 5


def record(kind: str, body: bytes, content_type: str) -> bytes:
    told = f"WARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{random.getrandbits(64)}>\r\nWARC-Date: 2026-03-02T09:00:00Z\r\n"
    told += (
        f"WARC-Target-URI: https://example.com/{random.getrandbits(32)}\r\nContent-Type: {content_type}\r\n"
    )
    return f"WARC/1.0\r\n{told}Content-Length: {len(body)}\r\n\r\n".encode() + body + b"\r\n\r\n"


def page(size: int) -> bytes:
    paragraphs = []
    while size > 0:
        words = " ".join(random.choices(WORDS, k=60))
        paragraphs.append(
            f'<p class="p{random.getrandbits(16)}" id="{random.getrandbits(64):x}">{words}.</p>\n'
        )
        size -= len(paragraphs[-1])
    return f"<html lang=en><head><title>A page</title></head><body><article>{''.join(paragraphs)}</article>".encode()


def fetched(size: int, media_type: str = "text/html") -> Iterator[bytes]:
    """Yield what a crawler stores of one page: the request, the response and what it noted."""
    http = "application/http; msgtype="
    yield record("request", b"GET / HTTP/1.1\r\nHost: example.com\r\n\r\n", f"{http}request")
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {media_type}; charset=utf-8\r\nServer: nginx\r\n\r\n".encode()
    yield record("response", head + page(size), f"{http}response")
    yield record("metadata", b"fetchTimeMs: 120\r\n", "application/warc-fields")


def bare(path: Path) -> int:
    from fastwarc.warc import ArchiveIterator

    with path.open("rb") as file:
        return sum(1 for _ in ArchiveIterator(file))


def unparsed(path: Path) -> int:
    """Read all pages with a reader of pages that does nothing."""
    parsed, html.article = html.article, lambda *_, **__: Document(None)
    try:
        return sum(batch.articles.num_rows for batch in readers.batches(path))
    finally:
        html.article = parsed


def speed(folder: Path, records: int) -> None:
    for name, media_type, pack in (
        ("pages.warc", "text/html", bytes), ("pages.warc.gz", "text/html", gzip.compress),
        ("media.warc", "image/gif", bytes), ("media.warc.gz", "image/gif", gzip.compress),
    ):  # fmt: skip
        path = folder / name
        with path.open("wb") as file:
            for _ in range(records // 3):
                file.writelines(map(pack, fetched(60_000, media_type)))
        best: dict[Callable[[Path], int], float] = {}
        for _ in range(ROUNDS):  # in turns
            for run in (bare, unparsed):
                start = time.perf_counter()
                run(path)
                best[run] = min(best.get(run, 1e9), time.perf_counter() - start)
        rates = {run: records / seconds for run, seconds in best.items()}
        ratio = rates[unparsed] / rates[bare]
        print(
            f"{name:14} fastwarc {rates[bare]:9,.0f}  newsqa {rates[unparsed]:9,.0f} records/s  ratio {ratio:.2f}"
        )
        path.unlink()


READ = """
import resource, sys
from newsqa import readers
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
rows = sum(batch.articles.num_rows for batch in readers.batches("-"))
print(rows, before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def memory(gigabytes: float) -> None:
    block = b"".join([*fetched(60_000), *(part for _ in range(49) for part in fetched(60_000, "image/gif"))])
    reading = subprocess.Popen([sys.executable, "-c", READ], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert reading.stdin is not None
    assert reading.stdout is not None
    start = time.perf_counter()
    for _ in range(int(gigabytes * 1e9 / len(block))):
        reading.stdin.write(block)
    reading.stdin.close()
    rows, before, peak = map(int, reading.stdout.read().split())
    seconds = time.perf_counter() - start
    print(
        f"{gigabytes:g} GB: {rows:,} pages in {seconds:.0f} s, {before / 1024:.0f} MB before, {peak / 1024:.0f} MB at most"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--records", type=int, default=3000)
    parser.add_argument("--memory-gb", type=float, default=0)
    options = parser.parse_args()
    random.seed(1)
    with tempfile.TemporaryDirectory() as folder:
        speed(Path(folder), options.records)
    if options.memory_gb:
        memory(options.memory_gb)


if __name__ == "__main__":
    main()
