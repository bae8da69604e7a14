"""Table 2: what newsqa reads from the scraped text of real pages, beside the truth and beside other libraries."""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

import newsqa
from newsqa.accuracy import percent
from newsqa.text.language import primary_language

from .clean import records
from .injectors.declared_dates import REFERENCE_TIME
from .injectors.head import AGENCIES
from .peers import PEERS, asked, installed
from .truth import folded, lines, matches, shows, true_days, true_names, visible

SETS = ("fundus", "readability", "boilerplate")
Page = dict[str, Any]


@dataclass(slots=True)
class Tally:
    """Right, wrong and nothing found, and the pages where it was not right."""

    count: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    notes: list[str] = field(default_factory=list)

    def add(self, verdict: str, note: str = "") -> None:
        self.count[verdict] += 1
        if verdict != "right" and note:
            self.notes.append(f"{verdict.upper():<6} {note}")

    @property
    def total(self) -> int:
        return self.count.total()

    def share(self, verdict: str) -> str:
        return percent(self.count[verdict] / self.total if self.total else None)

    def cells(self) -> list[str]:
        """Return the pages, and the shares that are right, wrong and nothing."""
        return [str(self.total), self.share("right"), self.share("wrong"), self.share("none")]


def facts_of(text: str, reference: dt.date) -> dict[str, Any]:
    """Return what newsqa reads from a text alone, as a user would ask for it."""
    report = newsqa.check(pa.table({"text": [text]}), select=["DAT001"], reference_time=reference.isoformat())
    facts: dict[str, Any] = report.facts.to_pylist()[0]
    return facts


def reference_of(page: Page) -> dt.date:
    return dt.date.fromisoformat(page["crawled"][:10]) if page.get("crawled") else REFERENCE_TIME.date()


def pages(data: Path, *names: str) -> list[tuple[str, Page]]:
    """Return the pages that have scraped text, each with its set's name."""
    found = ((name, page) for name in names for page in records(data / "articles" / f"{name}.jsonl.gz"))
    return [(name, page) for name, page in found if page.get("scraped_text")]


def facts_part(data: Path, misses: Path | None) -> dict[str, Any]:
    """Measure all facts and return the tables of the page."""
    every = pages(data, *SETS)
    read = {page["id"]: facts_of(page["scraped_text"], reference_of(page)) for _, page in every}
    parts = [
        dates_table(every, read, misses),
        names_table(every, read, misses),
        title_language_table(every, read, misses),
        boilerplate_table(data, misses),
    ]
    about = (
        "Read from a naive scraper's text of real pages and nothing else: no mark-up, no metadata. The truth is what the "
        "publishers' own mark-up declares, or what people marked. Only pages whose text shows the fact are counted, unless the "
        "row says otherwise; whether it does is told without newsqa."
    )
    return {"about": about, "tables": parts}


def dates_table(every: list[tuple[str, Page]], read: dict[str, Any], misses: Path | None) -> dict[str, Any]:
    """Compare publication days, with other libraries on the same texts in the same run."""
    hidden = Tally()
    by_set: dict[str, list[Page]] = {}
    for name, page in every:
        days = true_days(page)
        if days and visible(page["scraped_text"], days):
            by_set.setdefault(name, []).append(page)
        elif days:
            found = read[page["id"]]["published_at"]
            hidden.add(_day_verdict(found and found.date(), days), page["id"])
    shown = [page for some in by_set.values() for page in some]
    rows, notes = [], []
    for name, some in by_set.items():
        tally = day_tally(some, lambda text, reference: _own_day(text, reference))
        rows.append([f"newsqa, {name}", "", *tally.cells(), _each(tally)])
        notes += tally.notes
    tally = day_tally(shown, lambda text, reference: _own_day(text, reference))
    rows.append(["**newsqa, all**", "", *tally.cells(), _each(tally)])
    for name, finder in PEERS.items():
        if not installed(finder):
            raise SystemExit(f"{name}: not installed; pip install 'newsqa[accuracy]'")
        tally = day_tally(shown, lambda text, reference, finder=finder: asked(finder, text, reference))
        rows.append([name, "", *tally.cells(), _each(tally)])
    rows.append(["newsqa, day not visible", "", *hidden.cells(), "–"])
    write(
        misses, "date", notes + [f"(not visible) {line}" for line in hidden.notes if line.startswith("WRONG")]
    )
    return {
        "title": "Publication day",
        "about": "All were asked for the day an article was published, with the day of the crawl as reference where it is known. The "
        "other libraries find dates, not the date of publication: the first full day that is not in the future counts, line by line.",
        "head": ["library", "", "pages", "right", "wrong", "none", "ms a page"],
        "rows": rows,
    }


def _own_day(text: str, reference: dt.date) -> dt.date | None:
    found = facts_of(text, reference)["published_at"]
    return found.date() if found else None


def _day_verdict(found: dt.date | None, days: set[dt.date]) -> str:
    return "none" if found is None else "right" if found in days else "wrong"


def day_tally(some: Iterable[Page], finder: Callable[[str, dt.date], dt.date | None]) -> Tally:
    """Ask a finder for the day of each page."""
    tally = Tally()
    for page in some:
        began = time.perf_counter()
        found = finder(page["scraped_text"], reference_of(page))
        tally.seconds += time.perf_counter() - began
        days = true_days(page)
        tally.add(_day_verdict(found, days), f"{page['id']}: {found}, true {min(days)}")
    return tally


def _each(tally: Tally) -> str:
    return f"{1000 * tally.seconds / tally.total:.1f}" if tally.total else "–"


def names_table(every: list[tuple[str, Page]], read: dict[str, Any], misses: Path | None) -> dict[str, Any]:
    """Compare authors and agencies."""
    rows: list[list[str]] = []
    notes: list[str] = []
    agencies, stray = Tally(), 0
    for name in ("fundus", "readability"):
        tally, wrong, declared = Tally(), 0, 0
        for page in (page for own, page in every if own == name):
            given = page["authors"] or []
            given = [given] if isinstance(given, str) else given
            facts = read[page["id"]]
            people, bodies = facts["authors"] or [], facts["agencies"] or []
            signing = [*people, *bodies, *filter(None, [facts["publisher"]])]
            names = true_names(given)
            if name == "fundus":
                wires = [author for author in given if AGENCIES.search(author) or "Press" in author]
                if wires and shows(page["scraped_text"], true_names(wires)):
                    hit = bool(bodies) or any(matches(found, true_names(wires)) for found in people)
                    agencies.add("right" if hit else "none", f"agency {page['id']}: {bodies}, true {wires}")
                stray += bool(bodies and not wires)
            if not names:
                continue
            declared += 1
            bad = [person for person in people if not matches(person, names)]
            wrong += bool(bad)
            if bad:
                notes.append(f"WRONG NAME {page['id']}: {bad}, true {given}")
            if shows(page["scraped_text"], names):
                hit = any(matches(found, names) for found in signing)
                tally.add("right" if hit else "none", f"{page['id']}: {people + bodies}, true {given}")
        rows.append(
            [
                f"a true author, {name}",
                "",
                str(tally.total),
                tally.share("right"),
                f"{percent(wrong / max(1, declared))} of {declared}",
                tally.share("none"),
            ]
        )
        notes += tally.notes
    rows.append(["an agency that the truth names, fundus", "", *agencies.cells()])
    write(misses, "authors", notes + agencies.notes)
    return {
        "title": "Authors and agencies",
        "about": "Right: at least one true author of a page that shows one near its beginning or end. Wrong: a name that is no true one, "
        f"among all pages with a truth. On {stray} pages newsqa finds an agency that the publisher's list of authors does not name.",
        "head": ["fact", "", "pages", "right", "wrong", "none"],
        "rows": rows,
    }


def title_language_table(
    every: list[tuple[str, Page]], read: dict[str, Any], misses: Path | None
) -> dict[str, Any]:
    """Compare titles and languages."""
    titles: dict[str, Tally] = {}
    held: Counter[str] = Counter()  # titles with more than the true one, such as the site's name
    languages: dict[str, Tally] = {}
    for name, page in every:
        facts = read[page["id"]]
        true = folded(page.get("title") or "")
        if true and any(folded(line) == true for line in lines(page["scraped_text"])[:20]):
            found = folded(facts["title"] or "")
            verdict = "none" if not found else "right" if found == true else "wrong"
            held[name] += true in found
            titles.setdefault(name, Tally()).add(
                verdict, f"{page['id']}: {facts['title']!r}, true {page['title']!r}"
            )
        tag = primary_language(
            page.get("language") or (page.get("html_lang") if name == "boilerplate" else None)
        )
        if tag and len(page["scraped_text"]) >= 200:
            got = facts["language"]
            verdict = "none" if not got else "right" if got == tag else "wrong"
            languages.setdefault(name, Tally()).add(verdict, f"{page['id']}: {got}, declared {tag}")
    rows = []
    for name, tally in titles.items():
        rows.append([f"title, {name}", "", *tally.cells()])
        share = percent(held[name] / tally.total)
        rows.append(
            [f"title, {name}, or the title and the site's name", "", str(tally.total), share, "–", "–"]
        )
    rows += [
        [
            f"language, {name}{' (as the mark-up declares it)' if name == 'boilerplate' else ''}",
            "",
            *tally.cells(),
        ]
        for name, tally in languages.items()
    ]
    for part, kind in ((titles, "title"), (languages, "language")):
        write(misses, kind, [note for tally in part.values() for note in tally.notes])
    return {
        "title": "Title and language",
        "about": "Titles that stand on a line of their own among the first twenty; languages of texts of 200 characters and more.",
        "head": ["fact", "", "pages", "right", "wrong", "none"],
        "rows": rows,
    }


def boilerplate_table(data: Path, misses: Path | None) -> dict[str, Any]:
    """Compare lines that people marked with the blocks that newsqa calls boilerplate."""
    every = [page for _, page in pages(data, "boilerplate")]
    table = pa.table(
        {"article_id": [str(i) for i in range(len(every))], "text": [page["scraped_text"] for page in every]}
    )
    report = newsqa.check(table, select=["BLR"], preview=True, reference_time=REFERENCE_TIME)
    blocks: dict[int, list[dict[str, Any]]] = {}
    for row in report.blocks.to_pylist():
        blocks.setdefault(int(row["article_id"]), []).append(row)
    found: dict[int, list[tuple[int, int]]] = {}
    for row in report.findings.to_pylist():
        if row["start"] is not None and row["field"] == "text":
            found.setdefault(int(row["article_id"]), []).append((row["start"], row["end"]))
    count: Counter[str] = Counter()
    notes = []
    for number, page in enumerate(every):
        own = blocks.get(number, [])
        flagged = [
            row["role"] == "boilerplate"
            or any(s < row["end"] and e > row["start"] for s, e in found.get(number, ()))
            for row in own
        ]
        texts = [folded(row["text"]) for row in own]
        for segment in page["must_not_contain"]:
            mine = [flag for flag, text in zip(flagged, texts, strict=True) if text == folded(segment)]
            if mine:
                count["lines"] += 1
                count["lines flagged"] += any(mine)
                if not any(mine):
                    notes.append(f"NOT    {page['id']}: {segment[:120]!r}")
        for segment in page["must_contain"]:
            mine = [
                flag
                for flag, text in zip(flagged, texts, strict=True)
                if folded(segment) and folded(segment) in text
            ]
            if mine:
                count["text"] += 1
                count["text flagged"] += all(mine)
                if all(mine):
                    notes.append(f"WRONG  {page['id']}: {segment[:120]!r}")
    write(misses, "boilerplate", sorted(notes, reverse=True))
    rows = [
        [
            "lines that people marked as boilerplate",
            "",
            str(count["lines"]),
            percent(count["lines flagged"] / max(1, count["lines"])),
        ],
        [
            "segments that people marked as the article's",
            "",
            str(count["text"]),
            percent(count["text flagged"] / max(1, count["text"])),
        ],
    ]
    return {
        "title": "Boilerplate",
        "about": f"{len(every)} pages. Flagged: in a block whose role is boilerplate, or in a finding of a BLR rule (those in preview included).",
        "head": ["what", "", "segments", "flagged"],
        "rows": rows,
    }


def write(folder: Path | None, name: str, notes: list[str]) -> None:
    """List what was wrong, for those who mend it."""
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"facts_{name}.txt").write_text("\n".join(notes) + "\n", "utf-8")
