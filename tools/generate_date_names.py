"""Generate ``src/newsqa/data/date_names.json`` from CLDR, through Babel, and from ``date_names_extra.json``.

``python tools/generate_date_names.py`` writes the file; ``--check`` writes nothing and exits 1 when it is out of date.
Babel is needed here only, not where newsqa runs.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from babel import Locale, localedata

from newsqa.text.date_names import fold, strip_marks

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "src" / "newsqa" / "data" / "date_names.json"
EXTRA = Path(__file__).resolve().parent / "date_names_extra.json"
LITERAL = re.compile(r"'([^']*)'")
# Skeletons whose patterns join day, month and year with words.
SKELETONS = ("yMMMd", "yMMMMd", "MMMMd", "MMMd", "yMMMEd", "yMMMMEEEEd", "MMMMEd")
Names = dict[str, dict[int, set[str]]]


def clean(name: str) -> str:
    """Return the form of a name that the table holds: folded, dots as spaces."""
    return " ".join(re.sub(r"[.\u200e\u200f]", " ", fold(name)).split()).strip("'")


def is_usable(name: str) -> bool:
    """Tell whether a name can be recognised: numbers for months ("M03", "3月") are read as numbers."""
    if not name or re.search(r"\d", name) or any(c.isdigit() for c in name):
        return False
    return len(name) > 1 or "\u3040" <= name <= "\ud7af"


def patterns(locale: Locale) -> list[str]:
    """Return the locale's date patterns that spell the month."""
    found = [locale.date_formats[width].pattern for width in ("full", "long", "medium")]
    found += [locale.datetime_skeletons[key].pattern for key in SKELETONS if key in locale.datetime_skeletons]
    return found


def collect() -> tuple[Names, Names, set[str], dict[str, str]]:
    """Read months, weekdays, connecting words and the order of numeric dates of every locale."""
    months: Names = defaultdict(lambda: defaultdict(set))
    weekdays: Names = defaultdict(lambda: defaultdict(set))
    connectors: set[str] = set()
    orders: dict[str, str] = {}
    for identifier in sorted(localedata.locale_identifiers()):
        if identifier == "root":
            continue
        locale = Locale.parse(identifier)
        texts = patterns(locale)
        month_tails = {t for p in texts for t in re.findall(r"MMM'([^'\s]+)'", p)}
        month_heads = {h for p in texts for h in re.findall(r"(?<![^\s'])([^\s'A-Za-z.,،]+)'?MMMM", p)}
        day_tails = {t for p in texts for t in re.findall(r"EEEE'?([^'\s,A-Za-z()、،·]+)", p)}
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in locale.months[context][width].items():
                    for tail in {"", *month_tails}:
                        months[clean(name + tail)][number].add(locale.language)
                    for head in month_heads:
                        months[clean(head + name)][number].add(locale.language)
                for number, name in locale.days[context][width].items():
                    for tail in {"", *day_tails}:
                        weekdays[clean(name + tail)][number + 1].add(locale.language)
        for text in texts:
            words = " ".join(LITERAL.findall(text)) + " " + re.sub(r"[A-Za-z]", " ", LITERAL.sub(" ", text))
            connectors.update(fold(word) for word in re.findall(r"[^\W\d_]+", words))
        short = LITERAL.sub("", locale.date_formats["short"].pattern).replace("G", "")
        orders[identifier] = "".join(dict.fromkeys(c.lower() for c in short if c in "dMy"))
    return months, weekdays, connectors, orders


def add_extra(names: Names, extra: dict[str, dict[str, list[str]]]) -> None:
    """Add the names written by hand."""
    for language, by_number in extra.items():
        for number, forms in by_number.items():
            for form in forms:
                names[clean(form)][int(number)].add(language)


def add_georgian_dative(months: Names) -> None:
    """Add the dative that Georgian dates are written in: the final vowel i gives way to s."""
    for name, numbers in list(months.items()):
        for number, languages in list(numbers.items()):
            if "ka" in languages and name.endswith("ი"):
                months[name[:-1] + "ს"][number].add("ka")


def add_plain(names: Names) -> None:
    """Add the forms without diacritics where they are not a name with another meaning."""
    plain: Names = defaultdict(lambda: defaultdict(set))
    for name, numbers in names.items():
        stripped = strip_marks(name)
        if stripped != name:
            for number, languages in numbers.items():
                plain[stripped][number] |= languages
    for name, numbers in plain.items():
        known = set(names.get(name, {}))
        if len(numbers) == 1 and known <= set(numbers):
            for number, languages in numbers.items():
                names[name][number] |= languages


def compact(names: Names) -> dict[str, str]:
    """Write each name's meanings as one string, deterministic."""
    return {
        name: ";".join(f"{number} {' '.join(sorted(numbers[number]))}" for number in sorted(numbers))
        for name, numbers in sorted(names.items())
        if is_usable(name)
    }


def compact_orders(orders: dict[str, str]) -> dict[str, str]:
    """Keep what differs: languages that are not day first, regions that differ from their language."""
    kept = {}
    for identifier, order in sorted(orders.items()):
        parts = identifier.split("_")
        region = parts[-1] if len(parts) > 1 and re.fullmatch(r"[A-Z]{2}", parts[-1]) else None
        if len(parts) == 1 and order != "dmy":
            kept[identifier] = order
        elif region and order != orders.get(parts[0], "dmy"):
            place = f"{parts[0]}_{region}"
            # Another script of the same place (English in the Deseret alphabet) does not speak for it.
            if len(parts) == 2 or place not in orders:
                kept[place] = order
    return kept


def generate() -> str:
    """Return the file's content."""
    extra: dict[str, Any] = json.loads(EXTRA.read_text(encoding="utf-8"))
    months, weekdays, connectors, orders = collect()
    add_extra(months, extra["months"])
    add_extra(weekdays, extra["weekdays"])
    add_georgian_dative(months)
    add_plain(months)
    add_plain(weekdays)
    connectors.update(fold(word) for word in extra["connectors"])
    packed = {"months": compact(months), "weekdays": compact(weekdays)}
    several = sorted(name.split(" ") for names in packed.values() for name in names if " " in name)
    content = {
        **packed,
        "connectors": sorted(connectors),
        "first_words": sorted({words[0] for words in several}),
        "last_words": sorted({words[-1] for words in several}),
        "month_words": sorted(fold(word) for word in extra["month_words"]),
        "plain_words": sorted(extra["plain_words"]),
        "common": sorted(extra["common"]),
        "aliases": dict(sorted(extra["aliases"].items())),
        "orders": compact_orders(orders),
    }
    # One entry a line where it matters for reviewing: names change when CLDR does.
    return json.dumps(content, ensure_ascii=False, indent=0, separators=(",", ":")) + "\n"


def main(argv: list[str] | None = None) -> int:
    """Write the file, or check it with ``--check``; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="exit 1 when the file is out of date")
    options = parser.parse_args(argv)
    content = generate()
    if options.check:
        if TARGET.exists() and TARGET.read_text(encoding="utf-8") == content:
            return 0
        print(
            f"{TARGET.relative_to(ROOT)} is out of date: run python tools/generate_date_names.py",
            file=sys.stderr,
        )
        return 1
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(content, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
