"""The page of the figures, docs/accuracy.md, and the tables it consists of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from newsqa import rules
from newsqa.accuracy import measured, percent

MARK = "<!-- Written by `make accuracy` (benchmarks/accuracy): do not edit this page. -->"

INTRODUCTION = """\
# How right newsqa is

Two tables, measured by `make accuracy`. The articles are of two kinds: the project's own, written for it, which anybody can
measure with again; and third-party pages that are kept beside the project and are no part of it, of which only the
figures stand here.

## Rules

A rule is measured by putting its fault into clean articles, in several variants, languages and places: in an article with
declared columns or in a file that is nothing but text. **Recall** is the share of the faults that the rule reports where they
are. **Precision** is the share of its findings that were put in: a finding elsewhere in the article counts against it, and
so does every finding in an own article to which nothing was done. **Side** is how many findings of other rules of the
suite `scrape` a hundred faults bring with them: one flaw should be reported once. **Alarms** are the articles with a
finding among 1,000 clean ones of real pages (real pages have flaws, so not every alarm is false), **bulk** the articles
with a finding among 1,000 of data sets that nobody has cleaned. The faults are made by `benchmarks/accuracy/injectors/`
without looking at the rules' code. The sentences that are put in (consent notices, paywalls and the like) are of two sets:
one that the rules' authors could see while they wrote the lists, and one that was written afterwards and held out. The
second shuns the wording of the first, which is the commonest; what is to be expected of a page lies between the two.
"""


def page(figures: dict[str, Any]) -> str:
    """Return the page that shows the figures."""
    own, real, clean, bulk = (figures[name] for name in ("own", "real", "clean", "bulk"))
    languages = ", ".join(own["languages"])
    lines = [
        MARK,
        INTRODUCTION,
        f"Own articles: {own['articles']} in {len(own['languages'])} languages ({languages}). Real articles with faults put in: "
        f"{real['articles']:,}; clean real articles: {clean['articles']:,}; bulk: {bulk['articles']:,}.",
        "",
        rule_table(figures),
        "",
        *variant_part(own["rules"], real["rules"]),
        *weekday_part(own.get("weekdays") or {}),
        *facts_part(figures.get("facts") or {}),
    ]
    return "\n".join(lines).rstrip() + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table; all columns but the first two are figures."""
    marks = ["---", "---", *["---:"] * (len(head) - 2)]
    return "\n".join("| " + " | ".join(line) + " |" for line in [head, marks, *rows])


def rule_table(figures: dict[str, Any]) -> str:
    """Return the table of the rules."""
    head = (
        "rule", "name", "own faults", "recall", "precision", "side", "real faults", "recall", "precision", "side", "alarms", "bulk",
    )  # fmt: skip
    rows = []
    for code, (name, _) in rules.TABLE.items():
        found = measured(code)
        preview = " (preview)" if rules.get(code).preview else ""
        cells = [f"[{code}](rules/{code}.md)", f"`{name}`{preview}"]
        for origin in ("own", "real"):
            shares = (found or {}).get(origin)
            counts = figures[origin]["rules"].get(code)
            if not shares or not counts or not counts["faults"]:
                cells += ["–"] * 4
                continue
            side = 100 * sum(counts["side"].values()) / counts["faults"]
            cells += [
                f"{counts['faults']:,}",
                percent(shares["recall"]),
                percent(shares["precision"]),
                f"{side:.0f}",
            ]
        cells += [_number((found or {}).get(key)) for key in ("alarms_per_1000", "bulk_per_1000")]
        rows.append(cells)
    return table(head, rows)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:g}"


def variant_part(own: dict[str, Any], real: dict[str, Any]) -> list[str]:
    """Return the table of what is put in, with the recall of each."""
    rows = []
    for code in rules.TABLE:
        mine, theirs = (part.get(code, {}).get("variants", {}) for part in (own, real))
        for name in sorted({*mine, *theirs}):
            cells = [code, name]
            for faults, found in (mine.get(name, (0, 0)), theirs.get(name, (0, 0))):
                cells += [f"{faults:,}", percent(found / faults if faults else None)]
            rows.append(cells)
    return ["### What is put in", "", table(("rule", "fault", "own", "recall", "real", "recall"), rows), ""]


def weekday_part(found: dict[str, Any]) -> list[str]:
    """Return what is said of the weekdays of all languages."""
    if not found:
        return []
    total = found["languages"] * found["dates"]
    return [
        "### Weekdays in all languages",
        "",
        f"DAT007 in {found['languages']} languages and scripts, all whose days of the week CLDR names: of {total:,} full dates with the "
        f"right weekday {found['alarms']} are flagged, of {found['shifted']:,} with another one {percent(found['found'] / found['shifted'])} are "
        f"found. Some are missed in {len(found['missed'])}: {', '.join(found['missed'])}.",
        "",
    ]


def facts_part(facts: dict[str, Any]) -> list[str]:
    """Return the second part of the page."""
    if not facts:
        return []
    lines = ["## Facts on real pages", "", facts["about"], ""]
    for part in facts["tables"]:
        lines += [f"### {part['title']}", "", part["about"], "", table(part["head"], part["rows"]), ""]
    return lines
