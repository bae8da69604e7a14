"""Measure the speed of the dates found in text: the gates, the lines, the declared values.

``python benchmarks/date_speed.py [DATA]``; DATA is a directory with ``bulk/``. How right the dates are is measured by
``make accuracy``.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from newsqa.text.dates import dated_places, find_dates, has_date, parse_declared, weekday_windows


def speed(path: Path) -> None:
    """Print the time a line takes, and the throughput of the weekday gate and whether it loses anything."""
    import pyarrow.parquet as pq

    texts = [text for text in pq.read_table(path, columns=["text"])["text"].to_pylist() if text]
    data = "\n".join(texts).encode()
    lines = data.decode().split("\n")
    list(weekday_windows(data[: 1 << 20], dated_places(data[: 1 << 20])))  # compile, warm up
    began = time.perf_counter()
    spans = list(weekday_windows(data, dated_places(data)))
    seconds = time.perf_counter() - began
    print(
        f"  weekday_windows: {len(data) / 1e6 / seconds:.0f} MB/s, {len(spans)} spans in {len(data) / 1e6:.0f} MB"
    )
    began = time.perf_counter()
    found = [find_dates(line) for line in lines]
    seconds = time.perf_counter() - began
    print(
        f"  find_dates on every line: {len(data) / 1e6 / seconds:.0f} MB/s, {seconds / len(lines) * 1e6:.1f} µs a line"
    )
    began = time.perf_counter()
    gated = sum(has_date(line) for line in lines)
    seconds = time.perf_counter() - began
    print(f"  has_date: {seconds / len(lines) * 1e6:.2f} µs a line, passes {gated / len(lines):.1%}")
    everything = set()
    offset = 0
    for line, mentions in zip(lines, found, strict=True):
        for m in mentions:
            if m.weekday is not None and m.has_year:
                everything.add(offset + len(line[: m.start].encode()))
        offset += len(line.encode()) + 1
    in_windows = set()
    for start, end in spans:
        window = data[start:end].decode()
        for m in find_dates(window):
            if m.weekday is not None and m.has_year:
                in_windows.add(start + len(window[: m.start].encode()))
    print(
        f"  weekdays beside full dates: {len(everything)} on all lines, lost in windows {len(everything - in_windows)}"
    )
    value = "2021-03-22T15:28:00+01:00"
    began = time.perf_counter()
    for second in range(20_000):
        parse_declared(f"{value[:11]}{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}+01:00")
    print(f"  parse_declared, ISO: {(time.perf_counter() - began) / 20_000 * 1e6:.1f} µs")


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="?", type=Path, default=Path("../shared/data"))
    bulk = parser.parse_args(argv).data / "bulk" / "news.parquet"
    if bulk.exists():
        speed(bulk)
    else:
        print(f"skipped: {bulk} is not there")
    return 0


if __name__ == "__main__":
    sys.exit(main())
