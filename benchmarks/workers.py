"""Two workers against one, and processes against threads: wall time and CPU time of whole runs over a Parquet file.

    python benchmarks/workers.py [--data ../shared/data] [--repeat 6] [--rounds 3] [--threads]

Each run is a process of its own that checks the bulk news, repeated, against the document suite. The kinds of run take turns
in each round, and ratios are taken within a round. "CPU allows" is what two idle cores would make of the CPU time: on a
machine with other work the wall times say little, this says what sending, starting and collecting cost. --threads also runs
two threads of one process, as newsqa does not.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

import corpus
import newsqa
from newsqa import engine, readers
from newsqa.part import Part
from newsqa.view import Context

TARGET = 1.7
NOW = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Taken:
    """What a run took, with all its processes, and how many findings it gave."""

    wall: float
    cpu: float
    findings: int


def write(path: Path, data: Path, repeat: int) -> None:
    """Write the bulk news several times over; made-up articles where they are not there."""
    bulk = data / "bulk" / "news.parquet"
    if not bulk.is_file():
        print(f"{bulk} is not there: made-up articles instead")
        corpus.write(path, 10_000 * repeat)
        return
    table = pq.read_table(bulk)
    with pq.ParquetWriter(path, table.schema, compression="zstd") as writer:
        for _ in range(repeat):
            writer.write_table(table)


def threads(path: str, workers: int) -> int:
    """Check a file with threads of this process and return the number of findings."""
    suite = newsqa.Suite.load("scrape").with_corpus_rules(False)
    context = Context(NOW, suite.timezone, suite.phrases)
    waiting: deque[Future[Part]] = deque()
    findings = 0
    pa.set_cpu_count(1)
    with ThreadPoolExecutor(workers) as pool:
        for batch in readers.batches(path):
            waiting.append(pool.submit(engine.check_batch, batch, suite, context))
            if len(waiting) >= 3 * workers:
                findings += waiting.popleft().result().found.num_rows
        while waiting:
            findings += waiting.popleft().result().found.num_rows
    return findings


def one_run(kind: str, path: str) -> None:
    """Check a file and print what that took; the time to import newsqa counts, too."""
    begun = time.perf_counter() - time.process_time()
    if kind == "threads":
        findings = threads(path, 2)
    else:
        findings = newsqa.check(path, workers=int(kind), corpus=False, reference_time=NOW).findings.num_rows
    wall = time.perf_counter() - begun
    print(wall, sum(os.times()[:4]), findings)


def measured(kind: str, path: Path) -> Taken:
    """Return what a run in a process of its own took."""
    command = [sys.executable, __file__, "--run", kind, str(path)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return Taken(float(told[0]), float(told[1]), int(told[2]))


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--repeat", type=int, default=6)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", action="store_true")
    parser.add_argument("--run", nargs=2, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.run:
        one_run(*arguments.run)
        return
    kinds = {"1": "one worker", "2": "two workers"}
    if arguments.threads:
        kinds["threads"] = "two threads"
    taken: dict[str, list[Taken]] = {kind: [] for kind in kinds}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.parquet"
        write(path, arguments.data, arguments.repeat)
        for _ in range(arguments.rounds):
            for kind, runs in taken.items():
                runs.append(measured(kind, path))
    if len({run.findings for runs in taken.values() for run in runs}) > 1:
        raise SystemExit("the findings are not the same")
    for kind, runs in taken.items():
        walls = sorted(run.wall for run in runs)
        wall = statistics.median(a.wall / b.wall for a, b in zip(taken["1"], runs, strict=True))
        cpu = statistics.median(a.cpu / b.cpu for a, b in zip(taken["1"], runs, strict=True))
        cores = 1 if kind == "1" else 2
        print(
            f"{kinds[kind]:<12} {statistics.median(walls):6.1f} s ({walls[0]:.1f} to {walls[-1]:.1f})  "
            f"{statistics.median(run.cpu for run in runs):6.1f} CPU s  {statistics.median(run.cpu / run.wall for run in runs):.2f} cores in use  "
            f"{wall:.2f} times as fast as one worker; CPU allows {cores * cpu:.2f}"
        )
    print(f"target: two workers {TARGET} times as fast as one")


if __name__ == "__main__":
    main()
