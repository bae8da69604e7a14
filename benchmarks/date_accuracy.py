"""Measure the dates found in text: weekdays in all languages, and speed.

``python benchmarks/date_accuracy.py [DATA] [--locales N] [--show]``; DATA is a directory with ``bulk/``. Where it is not
there, speed is skipped and says so. The publication day of real pages: ``python -m accuracy --facts``.
"""

from __future__ import annotations

import argparse
import datetime
import random
import sys
import time
from collections import Counter
from pathlib import Path

from newsqa.text.dates import dated_places, find_dates, has_date, parse_declared, weekday_windows


def locales(count: int, show: bool) -> None:
    """Print how many languages' full dates are found, with the right weekday, and with a shifted one."""
    from babel import Locale, localedata
    from babel.dates import format_date

    chance = random.Random(7)
    seen: dict[tuple[str, str | None], str] = {}
    for identifier in sorted(localedata.locale_identifiers()):
        if identifier != "root":
            locale = Locale.parse(identifier)
            seen.setdefault((locale.language, locale.script), identifier)
    totals: Counter[str] = Counter()
    for (language, _), identifier in sorted(seen.items(), key=str):
        days = Locale.parse(identifier).days
        counts: Counter[str] = Counter()
        for _ in range(count):
            day = datetime.date(2000, 1, 1) + datetime.timedelta(days=chance.randrange(11_000))
            text = format_date(day, "full", locale=identifier)
            mention = next((m for m in find_dates(text, languages=[language]) if m.date == day), None)
            counts["date"] += mention is not None
            if mention is None or mention.weekday is None:
                continue
            counts["weekday"] += 1
            counts["false alarm"] += not mention.weekday_agrees
            for context in ("format", "stand-alone"):
                names = days[context]["wide"]
                counts["shared"] += names[day.weekday()] == names[(day.weekday() + 1) % 7]
                if names[day.weekday()] in text and names[day.weekday()] != names[(day.weekday() + 1) % 7]:
                    shifted = text.replace(names[day.weekday()], names[(day.weekday() + 1) % 7], 1)
                    counts["shifted"] += 1
                    counts["caught"] += any(
                        m.date == day and m.weekday_agrees is False
                        for m in find_dates(shifted, languages=[language])
                    )
                    break
        for name in ("date", "weekday"):
            totals[f"{name} always"] += counts[name] == count
            totals[f"{name} never"] += counts[name] == 0
        totals["shifted"] += counts["shifted"]
        totals["caught"] += counts["caught"]
        totals["shared"] += counts["shared"]
        totals["weekdays"] += counts["weekday"]
        totals["false alarms"] += counts["false alarm"]
        totals["languages"] += 1
        if (show and counts["date"] != count) or counts["false alarm"]:
            print(
                f"    {identifier}: date {counts['date']}/{count}, weekday {counts['weekday']}, e.g. {text!r}"
            )
    print(
        f"  {totals['languages']} languages and scripts x {count} dates: date found always in "
        f"{totals['date always']}, never in {totals['date never']}; weekday found always in {totals['weekday always']}, "
        f"never in {totals['weekday never']}; false alarms {totals['false alarms']} of {totals['weekdays']}; "
        f"shifted weekdays caught {totals['caught']} of {totals['shifted']} "
        f"({totals['shared']} more share their name with the next day)"
    )


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
    parser.add_argument("--locales", type=int, default=200, help="dates a language; 0 leaves this part out")
    parser.add_argument("--show", action="store_true", help="list what is wrong")
    options = parser.parse_args(argv)
    print("Weekdays in all languages")
    if options.locales:
        locales(options.locales, options.show)
    print("Speed")
    bulk = options.data / "bulk" / "news.parquet"
    if bulk.exists():
        speed(bulk)
    else:
        print(f"  skipped: {bulk} is not there")
    return 0


if __name__ == "__main__":
    sys.exit(main())
