"""A whole corpus through ``newsqa check``, corpus rules and all: seconds, memory, and what an article costs as it grows.

    python benchmarks/corpus_run.py [--articles 100000] [--workers 2] [--no-corpus] [--alike] [--folder DIR]

Made-up articles of some 3 KB in Parquet files of 50,000 go through the command line, and the findings into a dataset. As
different stories have few runs of words in common, every third word of a paragraph is the article's own; one article in twenty
is a copy with another byline. --alike leaves the articles as corpus.py makes them, out of the same few sentences: the hardest
case for near-duplicates, since each is a little like all others. Each size is a process group of its own. Memory is the highest sum over its processes, pages that several share counted once
(Linux only); mapped files, which the system may drop at any time, are told apart. The cost of an article is CPU time of all
processes without that of a run over 1,000 articles, which is mostly start-up. Articles that are there in --folder are taken
from there: to make a million takes some minutes.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

import corpus
from corpus_text import DENSE, Article
from corpus_words import LANGUAGES

FILE = 50_000  # articles in a file
FEW, SMALL = 1_000, 10_000
COPIES = 20  # one article in so many is a copy
SECONDS_BETWEEN = 0.25  # two looks at the memory
MOST_GROWTH = 1.1  # of the cost of an article, from SMALL articles to all


@dataclass(frozen=True, slots=True)
class Run:
    """What a run took: CPU seconds and memory (bytes; null where it cannot be known) of all its processes."""

    articles: int
    seconds: float
    cpu: float
    peak: int | None
    mapped: int


def write(path: Path, count: int, start: int, alike: bool) -> None:
    """Write articles from number ``start`` on."""
    if alike:
        corpus.write(path, count, start=start)
        return
    spaced = [code for code in LANGUAGES if code not in DENSE]
    with pq.ParquetWriter(path, corpus.SCHEMA, compression="zstd") as writer:
        for batch in corpus.batches(corpus.articles(count, start=start, languages=spaced)):
            rows = [different(item.article, start + number) for number, item in enumerate(batch)]
            for number in range(COPIES - 1, len(rows), COPIES):
                rows[number] = copied(rows[number - COPIES // 2], rows[number])
            writer.write_batch(pa.RecordBatch.from_pylist(rows, schema=corpus.SCHEMA))
            start += len(batch)


def different(article: Article, number: int) -> Article:
    """Return an article with words of its own in its paragraphs, which begin at the fourth line."""
    own = "".join(chr(ord("a") + int(digit)) for digit in str(number))
    lines = article["text"].split("\n")
    for at in range(3, len(lines)):
        words = lines[at].split(" ")
        words[1:-1:3] = [word + own for word in words[1:-1:3]]
        lines[at] = " ".join(words)
    return article | {"text": "\n".join(lines)}


def copied(article: Article, other: Article) -> Article:
    """Return a copy of an article with the byline, and all columns but the title, of another."""
    byline = other["text"].partition("\n")[0]
    text = byline + "\n" + article["text"].partition("\n")[2]
    return other | {"title": article["title"], "text": text, "language": article["language"]}


def make(folder: Path, articles: int, workers: int, alike: bool) -> Path:
    """Return a folder with so many articles; what is there is not made again."""
    whole = folder / f"{'alike-' if alike else ''}{articles}"
    if whole.is_dir():
        return whole
    unfinished = whole.with_suffix(".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        begun = [
            pool.submit(
                write, unfinished / f"{start // FILE:03}.parquet", min(FILE, articles - start), start, alike
            )
            for start in range(0, articles, FILE)
        ]
    for one in begun:
        one.result()
    return unfinished.rename(whole)


def group(leader: int) -> Iterator[Path]:
    """Yield the processes of a process group, as their folders in /proc."""
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # it has ended meanwhile
            status = (folder / "stat").read_text()
            if int(status.rpartition(")")[2].split()[2]) == leader:
                yield folder


def memory(leader: int) -> tuple[int, int]:
    """Return the bytes in memory of a process group, and those among them that are mapped files."""
    total = mapped = 0
    for folder in group(leader):
        with contextlib.suppress(OSError):
            lines = (folder / "smaps_rollup").read_text().splitlines()[1:]
            sizes = {name: int(told.split()[0]) for name, _, told in (line.partition(":") for line in lines)}
            total += sizes["Pss"] * 1024
            mapped += sizes["Pss_File"] * 1024
    return total, mapped


def run(folder: Path, articles: int, workers: int, options: Sequence[str]) -> Run:
    """Check a folder of articles and return what that took."""
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "newsqa", "check", str(folder), "--no-cache", "--exit-zero"]
        command += ["--workers", str(workers), "--output", f"{out}/findings/", *options]
        begun = time.perf_counter()
        process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
        before = _children_seconds()
        peak: tuple[int, int] = 0, 0
        while process.poll() is None:
            peak = max(peak, memory(process.pid))
            time.sleep(SECONDS_BETWEEN)
        seconds = time.perf_counter() - begun
        if process.returncode:
            raise SystemExit(f"newsqa failed with {process.returncode}: {process.communicate()[1]}")
    total, mapped = peak
    return Run(articles, seconds, _children_seconds() - before, total or None, mapped)


def _children_seconds() -> float:
    """Return the CPU time of all processes that were begun here and have ended, and of those begun by them."""
    times = os.times()
    return times.children_user + times.children_system


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--no-corpus", action="store_true", help="without corpus rules")
    parser.add_argument("--alike", action="store_true", help="articles out of the same few sentences")
    parser.add_argument("--folder", type=Path, help="keep the articles here, for the next time")
    arguments = parser.parse_args()
    options = ["--no-corpus"] if arguments.no_corpus else []
    runs = []
    with tempfile.TemporaryDirectory() as scratch:
        for articles in (FEW, SMALL, arguments.articles):
            folder = make(arguments.folder or Path(scratch), articles, arguments.workers, arguments.alike)
            done = run(folder, articles, arguments.workers, options)
            told = f"{done.peak / 1e6:,.0f} MB" if done.peak else "(not measured)"
            print(
                f"{articles:>9,} articles  {done.seconds:7.1f} s  {done.cpu:7.1f} CPU s  "
                f"peak memory {told}, {done.mapped / 1e6:,.0f} MB of it mapped files",
                flush=True,
            )
            runs.append(done)
    few, small, all_ = runs
    costs = [1e6 * (one.cpu - few.cpu) / (one.articles - few.articles) for one in (small, all_)]
    print(
        f"cost of an article: {costs[0]:.0f} µs of CPU at {small.articles:,}, {costs[1]:.0f} µs at {all_.articles:,}: "
        f"{costs[1] / costs[0]:.2f} times (target: at most {MOST_GROWTH})"
    )


if __name__ == "__main__":
    main()
