"""Throughput of the document rules of the default suite on one core, beside the limit kernel on the same text in the same run.

    python benchmarks/throughput.py [--data ../shared/data] [--articles 20000] [--rounds 5]

The limit kernel is what any check of text has to do at the very least: split into lines, lower-case, dictionary-encode
(pyarrow). Both run on one thread, in turn; the ratio of the medians is what counts. A second table shows that the peak
memory does not grow with the number of rows.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

import corpus
import newsqa


def limit_kernel(text: pa.ChunkedArray) -> None:
    """Split into lines, lower-case and dictionary-encode, batch by batch as newsqa reads them."""
    for start in range(0, len(text), 1000):
        lines = pc.list_flatten(pc.split_pattern(text.slice(start, 1000).combine_chunks(), "\n"))
        pc.utf8_lower(lines).dictionary_encode()


def cpu_seconds(work: Callable[[], object]) -> float:
    """Return the processor time that a call takes."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def throughput(name: str, table: pa.Table, rounds: int) -> None:
    """Print the medians of the document suite and the limit kernel, and their ratio."""
    megabytes = table["text"].nbytes / 1e6
    suite, limit = [], []
    newsqa.check(table.slice(0, 200), corpus=False)
    for _ in range(rounds):
        limit.append(cpu_seconds(lambda: limit_kernel(table["text"])))
        suite.append(cpu_seconds(lambda: newsqa.check(table, corpus=False)))
    ratio = statistics.median(a / b for a, b in zip(suite, limit, strict=True))
    fast, slow = megabytes / statistics.median(limit), megabytes / statistics.median(suite)
    print(
        f"{name:<22} {megabytes:6.1f} MB  suite {slow:6.1f} MB/s  limit kernel {fast:6.1f} MB/s  ratio 1/{ratio:.1f}"
    )


_MEMORY = """
import resource, sys
import newsqa
report = newsqa.check(sys.argv[1], select=["DUP", "DAT", "SRC", "STR", "TXT", "BLR", "LEN", "LNG"])
assert report.article_count == int(sys.argv[2])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def memory(rows: int) -> None:
    """Print the peak memory of a run over n and over 10 n clean articles."""
    peaks = []
    with tempfile.TemporaryDirectory() as folder:
        for count in (rows, 10 * rows):
            path = Path(folder) / f"{count}.parquet"
            corpus.write(path, count, fault_share=0.0)
            done = subprocess.run(
                [sys.executable, "-c", _MEMORY, path, str(count)], check=True, capture_output=True, text=True
            )
            peaks.append(int(done.stdout) / 1024)
    print(
        f"peak memory: {rows:,} rows {peaks[0]:.0f} MB, {10 * rows:,} rows {peaks[1]:.0f} MB, ratio {peaks[1] / peaks[0]:.2f}"
    )


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    bulk = options.data / "bulk" / "news.parquet"
    if bulk.is_file():
        throughput("bulk news", pq.read_table(bulk), options.rounds)
    else:
        print(f"bulk news: skipped, {bulk} is not there")
    throughput("generated, 30 % faulty", corpus.table(options.articles), options.rounds)
    memory(options.articles // 5)


if __name__ == "__main__":
    main()
