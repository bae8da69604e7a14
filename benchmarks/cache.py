"""A second run over unchanged files beside the first: whole processes, wall time and CPU time.

    python benchmarks/cache.py [--articles 20000] [--files 10000] [--rounds 3]

Made-up articles in Parquet, in JSON Lines and as small text files, checked with all rules that look at one article, then
again with what the first run stored, on one core and with the report that people get. "no cache" is the same run with
--no-cache: what storing costs is the difference to the first.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import corpus

TARGET = 10
# How late a date lies in the future changes by the second: a batch with such a finding is checked again.
OF_THE_MOMENT = ("DAT004", "DAT010")


def run(*options: str) -> tuple[float, float]:
    """Return the seconds and the CPU seconds of one run of newsqa."""
    before = os.times()
    done = subprocess.run(
        [sys.executable, "-m", "newsqa", *options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    after = os.times()
    if done.returncode:
        raise SystemExit(f"newsqa failed with {done.returncode}: {done.stderr}")
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return after.elapsed - before.elapsed, cpu


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        faults = [code for code in corpus.ALL if code not in OF_THE_MOMENT]
        for name in ("articles.parquet", "articles.jsonl"):
            corpus.write(folder / name, arguments.articles, faults=faults)
        corpus.write(folder / "texts", arguments.files, faults=faults)
        for name in ("articles.parquet", "articles.jsonl", "texts"):
            compared(folder / name, folder, arguments.rounds)


def compared(path: Path, folder: Path, rounds: int) -> None:
    """Print the medians of first and second runs over a path, and their ratios."""
    cache = folder / "cache"
    options = ["check", str(path), "--exit-zero", "--no-corpus", "--workers", "1"]
    stored = [*options, "--cache-dir", str(cache)]
    first, second, without = [], [], []
    for _ in range(rounds):
        shutil.rmtree(cache, ignore_errors=True)
        without.append(run(*options, "--no-cache"))
        first.append(run(*stored))
        second.append(run(*stored))
    size = sum(file.stat().st_size for file in cache.rglob("*") if file.is_file())
    wall, cpu = (
        statistics.median(one[at] / two[at] for one, two in zip(first, second, strict=True)) for at in (0, 1)
    )
    print(
        f"{path.name:<17} no cache {_told(without)}   first {_told(first)}   second {_told(second)}   "
        f"second run {wall:.1f} times as fast, {cpu:.1f} times by CPU (target: {TARGET}); {size / 1e6:.0f} MB stored",
        flush=True,
    )


def _told(runs: list[tuple[float, float]]) -> str:
    return "{:5.2f} s {:5.2f} CPU s".format(*(statistics.median(times) for times in zip(*runs, strict=True)))


if __name__ == "__main__":
    main()
