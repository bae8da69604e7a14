"""Measure the dates found in text: the publication day of real pages, weekdays in all languages, and speed.

``python benchmarks/date_accuracy.py [DATA] [--locales N] [--show]``; DATA is a directory with ``articles/`` and
``bulk/``. Parts whose data is not there are skipped and say so.
"""

from __future__ import annotations

import argparse
import datetime
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from newsqa.text.dates import (
    HeadLine,
    find_dates,
    published,
)

# A day is visible when its page holds it in figures or words; looked for without newsqa's own code.
PARAGRAPH_WORDS = 25


def lines_of(text: str) -> list[HeadLine]:
    """Split a text into its non-blank lines as a reader of plain text does."""
    found = [(m.start(), m[0]) for m in re.finditer(r"[^\n]+", text) if m[0].strip()]
    return [
        HeadLine(line, start, index, len(found) - 1 - index, len(line.split()) > PARAGRAPH_WORDS)
        for index, (start, line) in enumerate(found)
    ]


def detected(text: str) -> tuple[str, ...]:
    """Return the language that the text itself shows; nothing when it is not certain."""
    import pycld2

    try:
        reliable, _, details = pycld2.detect(text.encode())
    except pycld2.error:
        return ()
    return (details[0][1],) if reliable and details[0][1] != "un" else ()


def true_days(record: dict[str, Any]) -> set[datetime.date]:
    """Return the publication day as written, in UTC, and in the zones that European and American pages show."""
    raw = record["published"]
    if len(raw) <= 10:
        try:
            return {datetime.date.fromisoformat(raw)}
        except ValueError:
            return set()  # the truth itself is no date
    moment = datetime.datetime.fromisoformat(
        re.sub(r"([+-]\d\d)(\d\d)$", r"\1:\2", raw.replace("Z", "+00:00"))
    )
    days = {moment.date()}
    if moment.tzinfo is not None:
        utc = moment.astimezone(datetime.UTC)
        days.add(utc.date())
        # The page may show the zone of its readers: accepted where the clock of some zone says so.
        days |= (
            {(utc + datetime.timedelta(hours=h)).date() for h in (-5, 2, 9)}
            if moment.utcoffset() == datetime.timedelta()
            else set()
        )
    return days


def visible(text: str, days: set[datetime.date]) -> bool:
    """Tell whether one of the days stands in the text: its numbers in any order, or beside a word and its year."""
    for day in days:
        d, m, y = day.day, day.month, day.year
        yy = f"(?:{y}|{y % 100:02})"
        patterns = (
            rf"(?<!\d)0?{d}\s?[./-]\s?0?{m}\s?[./-]\s?{yy}",
            rf"(?<!\d)0?{m}\s?[./-]\s?0?{d}\s?[./-]\s?{yy}",
            rf"{y}\s?[./年년-]\s?0?{m}\s?[./月월-]\s?0?{d}(?!\d)",
            rf"(?<!\d)0?{d}(?:st|nd|rd|th|º|\.)?[\s.\-]{{1,3}}(?:de )?[^\W\d_]{{3,12}}[\s.,\-]{{1,3}}(?:de )?'?{yy}",
            rf"(?<![^\W\d_])[^\W\d_]{{3,10}}\.?\s0?{d}(?:st|nd|rd|th)?,?\s{y}",
        )
        for number, pattern in enumerate(patterns):
            for found in re.finditer(pattern, text):
                if number < 3 or any(day in (x.date,) for x in find_dates(found[0])):
                    return True
    return False


def records(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


URL_DAY = re.compile(r"/(20[0-2]\d)[/-]?([01]\d)[/-]?([0-3]\d)(?!\d)")


def url_day(record: dict[str, Any]) -> str | None:
    """Return the day in a page's address, where it has one: pages without metadata tell their day there."""
    found = URL_DAY.search(record.get("url") or "")
    if found is None:
        return None
    try:
        return datetime.date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    except ValueError:
        return None


def pages(path: Path, show: bool) -> None:
    """Print the share of right and wrong days of the pages that show their day."""
    counts: Counter[str] = Counter()
    for record in records(path):
        if not record.get("published"):
            record["published"] = url_day(record)
        if not record["published"] or not record.get("scraped_text"):
            continue
        text = record["scraped_text"]
        days = true_days(record)
        if not days:
            continue
        crawled = record.get("crawled")
        reference = datetime.date.fromisoformat(crawled[:10]) if crawled else None
        result = published(lines_of(text), languages=detected(text), reference=reference)
        seen = visible(text, days)
        got = result.mention.date if result else None
        verdict = "right" if got in days else "none" if got is None else "wrong"
        counts["pages"] += 1
        counts["visible" if seen else "hidden"] += 1
        counts[f"{'visible' if seen else 'hidden'} {verdict}"] += 1
        if show and (verdict == "wrong" or (seen and verdict == "none")):
            where = result.line if result else "-"
            print(f"    {verdict} {record['id']}: {got} (line {where}), true {sorted(map(str, days))[0]}")
    total = counts["visible"] or 1
    print(
        f"  {path.name}: {counts['pages']} dated pages, day visible on {counts['visible']}: "
        f"right {counts['visible right']} ({counts['visible right'] / total:.1%}), "
        f"wrong {counts['visible wrong']} ({counts['visible wrong'] / total:.1%}), "
        f"none {counts['visible none']}; not visible on {counts['hidden']}: right {counts['hidden right']}, "
        f"wrong {counts['hidden wrong']}, none {counts['hidden none']}"
    )


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="?", type=Path, default=Path("../shared/data"))
    parser.add_argument("--locales", type=int, default=200, help="dates a language; 0 leaves this part out")
    parser.add_argument("--show", action="store_true", help="list what is wrong")
    options = parser.parse_args(argv)
    print("Publication day")
    for name in ("fundus", "readability", "boilerplate"):
        path = options.data / "articles" / f"{name}.jsonl.gz"
        if path.exists():
            pages(path, options.show)
        else:
            print(f"  skipped: {path} is not there")
    return 0


if __name__ == "__main__":
    sys.exit(main())
