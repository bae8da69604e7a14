"""Recurring lines: speed, memory, and that a million articles cost no more each than ten thousand.

    python benchmarks/recurring_lines.py [--data ../shared/data] [--articles 10000]

The first part measures what a batch adds and what it takes to put all rows together, on real news. The second does so on
n and on 10 n generated articles of 50 sources, of which six in a hundred end with a line of their source; it checks that
exactly these lines are found. Time is processor time on one thread, without making and splitting the articles.
"""

from __future__ import annotations

import argparse
import datetime as dt
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

import corpus as generator
from newsqa import schema
from newsqa.corpus.line_runs import Lines, recurring
from newsqa.corpus.lines import rows
from newsqa.readers.batch import Batch
from newsqa.source import Source
from newsqa.view import Context, View

_CONTEXT = Context(dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
_SOURCES = 50
_GENERATED = 1000  # so many are generated; the others are these with other words
_FOOTER_IN = 16  # one article in so many has a footer
_MIN_SHARE, _MIN_DOCS = 0.05, 20


class Measured:
    """Rows of views, and the processor time they took."""

    def __init__(self) -> None:
        self.lines = Lines()
        self.articles = self.text_bytes = self.rows = 0
        self.seconds = 0.0

    def update(self, view: View) -> None:
        """Add a batch; what the document rules have made of it by then is not counted."""
        assert len(view.blocks) + view.articles.num_rows
        begun = time.process_time()
        table = rows(view)
        self.lines.add(table, self.articles)
        self.seconds += time.process_time() - begun
        self.articles += view.size
        self.rows += table.num_rows
        self.text_bytes += len(view.raw)

    def found(self, sources: np.ndarray) -> pa.Table:
        """Return the lines that recur."""
        begun = time.process_time()
        least = np.maximum(np.ceil(np.bincount(sources) * _MIN_SHARE), _MIN_DOCS).astype(np.int64)
        runs = self.lines.runs(np.arange(self.articles, dtype=np.int32))
        table = recurring(runs, sources, least)
        self.seconds += time.process_time() - begun
        return table

    def __str__(self) -> str:
        speed = self.text_bytes / 1e6 / self.seconds
        each = self.seconds / self.articles * 1e6
        return (
            f"{self.articles:9,} articles {self.rows:11,} lines {self.text_bytes / 1e6:8.1f} MB {speed:6.0f} MB/s "
            f"{each:6.1f} µs an article"
        )


def bulk(path: Path) -> None:
    """Measure the file of real news, whose data sets are its sources."""
    table = pq.read_table(path)
    sources = table["dataset"].combine_chunks().dictionary_encode().indices.to_numpy()
    for _ in range(3):
        measured = Measured()
        for batch in Source(table).batches():
            measured.update(View(batch, _CONTEXT))
        found = measured.found(sources)
        print(f"bulk news {measured}, {found.num_rows} found")


def made(count: int) -> Iterator[pa.RecordBatch]:
    """Yield so many generated articles; each line of a copy has words that no other copy has."""
    table = generator.table(_GENERATED, fault_share=0).combine_chunks()
    for copy in range(count // _GENERATED):
        numbers = np.arange(copy * _GENERATED, (copy + 1) * _GENERATED)
        text = pc.replace_substring(table["text"], "\n\n", f" {copy:x}\n\n")
        foot = pa.array(
            f"\n\nAll the news of source {n * n % _SOURCES}, every morning." if n % _FOOTER_IN == 0 else ""
            for n in numbers.tolist()
        )
        text = pc.binary_join_element_wise(text, foot, "").combine_chunks()
        columns = [
            {"article_id": pa.array(map(str, numbers)), "text": text, "title": table["title"].chunk(0)}.get(
                field.name, pa.nulls(_GENERATED, field.type)
            )
            for field in schema.ARTICLES
        ]
        yield pa.RecordBatch.from_arrays(columns, schema=schema.ARTICLES)


def grown(count: int) -> None:
    """Measure generated articles, in a process of their own, and print the peak memory, too."""
    measured = Measured()
    for batch in made(count):
        measured.update(View(Batch(batch), _CONTEXT))
    numbers = np.arange(measured.articles)
    found = measured.found((numbers * numbers % _SOURCES).astype(np.int32))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"generated {measured}, {found.num_rows} found, peak {peak:.0f} MB", flush=True)


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument(
        "--only", type=int, metavar="N", help="measure so many generated articles and no more"
    )
    options = parser.parse_args()
    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    if options.only:
        return grown(options.only)
    file = options.data / "bulk" / "news.parquet"
    if file.is_file():
        bulk(file)
    else:
        print(f"bulk news: skipped, {file} is not there")
    for count in (options.articles, 10 * options.articles):
        subprocess.run([sys.executable, __file__, "--only", str(count)], check=True)
    return None


if __name__ == "__main__":
    main()
