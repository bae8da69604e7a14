"""Records a second of a WARC file, beside fastwarc's bare iteration over the same file, and the memory it takes.

    python benchmarks/warc.py [--records 3000] [--memory-gb 5]

The pages are not parsed: they are only taken from their records, in one process with what is compared. Of a file that is
not packed fastwarc passes over what nobody asks for; "with contents" it hands it out, as newsqa has to. "records" are those of
newsqa without anything made of them, "articles" are rows of a table. With --memory-gb a WARC made by repetition is checked by
the command, pages parsed and all, and one of a tenth of that size; without corpus rules, which keep something of each article
(`corpus_run.py` measures that).
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from newsqa import readers
from newsqa.readers import html, warc_records
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


def contents(path: Path) -> int:
    """Take the pages, too: what comes out is what newsqa hands to its reader of pages."""
    from fastwarc.warc import ArchiveIterator

    with path.open("rb") as file:
        return sum(len(record.reader.read()) for record in ArchiveIterator(file))


def unparsed(path: Path) -> int:
    """Read all pages with a reader of pages that does nothing."""
    parsed, html.article = html.article, lambda *_, **__: Document(None)
    try:
        return sum(batch.articles.num_rows for batch in readers.batches(path))
    finally:
        html.article = parsed


def found(path: Path) -> int:
    """Find the records, and take the pages."""
    from fastwarc.stream_io import GzipReader

    with path.open("rb") as file:
        plain = GzipReader(file) if path.suffix == ".gz" else file
        return sum(len(record.content()) for record in warc_records.records(plain, 50_000_000, Counter()))


def speed(folder: Path, records: int) -> None:
    print("records a second  fastwarc bare, with contents, records, articles; ratios of these two to bare")
    for name, size, media_type, pack in (
        ("pages.warc.gz", 60_000, "text/html", gzip.compress), ("media.warc.gz", 60_000, "image/gif", gzip.compress),
        ("pages.warc", 60_000, "text/html", bytes), ("large pages.warc", 300_000, "text/html", bytes),
        ("media.warc", 60_000, "image/gif", bytes),
    ):  # fmt: skip
        path = folder / name
        with path.open("wb") as file:
            for _ in range(records // 3):
                file.writelines(map(pack, fetched(size, media_type)))
        best: dict[Callable[[Path], int], float] = {}
        for _ in range(ROUNDS):  # in turns
            for run in (bare, contents, found, unparsed):
                start = time.perf_counter()
                run(path)
                best[run] = min(best.get(run, 1e9), time.perf_counter() - start)
        rates = [f"{records / best[run]:11,.0f}" for run in (bare, contents, found, unparsed)]
        ratios = f"{best[bare] / best[found]:.2f} {best[bare] / best[unparsed]:.2f}"
        print(f"{name:16}{' '.join(rates)}  {ratios}")
        path.unlink()


def memory(folder: Path, gigabytes: float) -> None:
    """Check a crawl, and one ten times as large, as the command does; the size is that of what is packed."""
    parts = [part for _ in range(50) for part in fetched(60_000)]
    size, block = sum(map(len, parts)), b"".join(map(gzip.compress, parts))
    path = folder / "crawl.warc.gz"
    for share in (0.1, 1):
        with path.open("wb") as file:
            for _ in range(max(1, int(share * gigabytes * 1e9 / size))):
                file.write(block)
        command = [
            sys.executable,
            "-m",
            "newsqa",
            "check",
            str(path),
            "--no-cache",
            "--no-corpus",
            "--output-format",
            "json",
        ]
        start = time.perf_counter()
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
            assert process.stdout is not None
            articles = json.load(process.stdout)["articles"]
            _, _, usage = os.wait4(process.pid, 0)
            process.returncode = 0
        seconds, peak = time.perf_counter() - start, usage.ru_maxrss / 1024
        print(
            f"{share * gigabytes:4g} GB: {articles:,} pages in {seconds:.0f} s, at most {peak:.0f} MB of memory"
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
            memory(Path(folder), options.memory_gb)


if __name__ == "__main__":
    main()
