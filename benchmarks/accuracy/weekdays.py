"""Weekdays in every language that CLDR writes a full date in: right ones, and ones that are shifted."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
from babel import Locale, localedata
from babel.dates import format_date

import newsqa

from .injectors.declared_dates import REFERENCE_TIME

DATES = 50  # a language


def identifiers() -> list[str]:
    """Return one locale of each language and script that has names of its own for the days of the week."""
    root = dict(Locale.parse("en_US_POSIX").days["format"]["abbreviated"])
    seen: dict[tuple[str, str | None], str] = {}
    for identifier in sorted(localedata.locale_identifiers()):
        if identifier == "root":
            continue
        locale = Locale.parse(identifier)
        if (
            dict(locale.days["format"]["wide"]) != root
        ):  # CLDR's stand-in where a language's names are not known
            seen.setdefault((locale.language, locale.script), identifier)
    return sorted(seen.values())


def shifted(identifier: str, day: dt.date, text: str, shift: int) -> str | None:
    """Return the date with another weekday; None where its name does not stand in it once."""
    days = Locale.parse(identifier).days
    for context in ("format", "stand-alone"):
        names = days[context]["wide"]
        right, wrong = names[day.weekday()], names[(day.weekday() + shift) % 7]
        if text.count(right) == 1 and right != wrong:
            return text.replace(right, wrong)
    return None


def weekdays(misses: Path | None = None) -> dict[str, Any]:
    """Return how many right dates are flagged and how many shifted ones are found."""
    rows: list[tuple[str, str, bool]] = []
    for identifier in identifiers():
        rng = Random(identifier)
        for _ in range(DATES):
            day = dt.date(2000, 1, 1) + dt.timedelta(days=rng.randrange(9_700))
            text = format_date(day, "full", locale=identifier)
            wrong = shifted(identifier, day, text, rng.randint(1, 6))
            rows += [(identifier, text, False)] + ([(identifier, wrong, True)] if wrong else [])
    table = pa.table(
        {
            "article_id": [str(number) for number in range(len(rows))],
            "text": [text for _, text, _ in rows],
            "language": [identifier.replace("_", "-") for identifier, _, _ in rows],
        }
    )
    report = newsqa.check(table, select=["DAT007"], reference_time=REFERENCE_TIME)
    flagged = {int(number) for number in report.findings["article_id"].to_pylist()}
    alarms = [text for number, (_, text, wrong) in enumerate(rows) if not wrong and number in flagged]
    missed = [
        (name, text) for number, (name, text, wrong) in enumerate(rows) if wrong and number not in flagged
    ]
    if misses is not None:
        lines = [f"ALARM  {text}" for text in alarms] + [f"MISSED {name}: {text}" for name, text in missed]
        (misses / "weekdays.txt").write_text("\n".join(lines) + "\n", "utf-8")
    return {
        "languages": len(identifiers()),
        "dates": DATES,
        "alarms": len(alarms),
        "shifted": sum(wrong for *_, wrong in rows),
        "found": sum(wrong for *_, wrong in rows) - len(missed),
        "missed": sorted({name for name, _ in missed}),
    }
