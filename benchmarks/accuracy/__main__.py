"""``python -m accuracy [--data DIR] [--check] [--misses DIR]``: measure, and write or compare the figures."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from newsqa import data, rules

from . import clean
from .page import facts_part as page_of_facts
from .page import page
from .rules import INJECTORS, Score, alarms, bulk, measure
from .weekdays import weekdays

ROOT = Path(__file__).parents[2]
FIGURES = ROOT / "src" / "newsqa" / "data" / "accuracy.json"
PAGE = ROOT / "docs" / "accuracy.md"
EMPTY: dict[str, Any] = {
    "own": {"articles": 0, "languages": [], "rules": {}},
    "real": {"articles": 0, "rules": {}},
    "clean": {"articles": 0, "rules": {}},
    "bulk": {"articles": 0, "rules": {}},
    "facts": {},
}


def counts(scores: dict[str, Score]) -> dict[str, Any]:
    """Return scores as they are stored."""
    return {
        code: {
            "faults": score.places,
            "found": score.found,
            "wrong": score.wrong,
            "clean": score.clean,
            "side": dict(sorted(score.side.items())),
            "variants": score.variants,
        }
        for code, score in scores.items()
    }


def without_clean(rules: dict[str, Any]) -> dict[str, Any]:
    """Leave out the findings in untouched articles: real ones have flaws of their own, and nobody knows which."""
    return {code: {key: n for key, n in found.items() if key != "clean"} for code, found in rules.items()}


def measured_codes() -> list[str]:
    """Return the rules that there are and that have an injector."""
    return [code for code in rules.TABLE if code in INJECTORS]


def own_part(misses: Path | None) -> dict[str, Any]:
    """Measure the rules on the project's own articles."""
    collection = clean.own()
    scores = measure(collection, measured_codes())
    note(misses, "own", scores)
    return {
        "articles": len(collection.cases),
        "languages": sorted({case.language for case in collection.cases}),
        "rules": counts(scores),
        "weekdays": weekdays(misses),
    }


def outside_part(folder: Path, misses: Path | None) -> dict[str, Any]:
    """Measure what needs outside data."""
    pages = clean.fundus(folder)
    scores = measure(pages, measured_codes())
    note(misses, "real", scores)
    every = [pages, clean.readability(folder), clean.marked(folder)]
    judging = [
        code for code in rules.TABLE if rules.get(code).family not in ("io", "corpus")
    ]  # they judge files and corpora
    alarmed = alarms(every, judging)
    note(misses, "alarms", alarmed)
    size, found = bulk(folder / "bulk" / "news.parquet", judging)
    judged = {code: {"articles": s.judged, "alarms": s.clean} for code, s in alarmed.items()}
    return {
        "data": clean.identity(folder),
        "real": {"articles": len(pages.cases), "rules": without_clean(counts(scores))},
        "clean": {"articles": sum(len(c.cases) for c in every), "rules": judged},
        "bulk": {"articles": size, "rules": dict(found)},
    }


def note(folder: Path | None, part: str, scores: dict[str, Score]) -> None:
    """List by rule what was missed and what was found that should not have been."""
    if folder is None:
        return
    folder.mkdir(parents=True, exist_ok=True)
    for code, score in scores.items():
        heading = [
            f"== {part}: {score.places} faults, found {score.found}, wrong {score.wrong}, clean {score.clean}"
        ]
        heading += [f"   {name}: {found} of {total}" for name, (total, found) in score.variants.items()]
        with (folder / f"{code}.txt").open("a", encoding="utf-8") as file:
            file.write("\n".join([*heading, *score.notes]) + "\n\n")


def stored() -> dict[str, Any]:
    """Return the figures as they are stored."""
    return {**EMPTY, **(json.loads(FIGURES.read_text("utf-8")) if FIGURES.exists() else {})}


def written(figures: dict[str, Any]) -> str:
    """Return figures as the file holds them."""
    return json.dumps(figures, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def render(figures: dict[str, Any]) -> str:
    """Return the page of some figures: they must be the stored ones, for that is where rules look theirs up."""
    data.load.cache_clear()
    data.topics.cache_clear()
    return page(figures)


def timed(name: str, work: Callable[..., Any], *given: Any) -> Any:
    began = time.perf_counter()
    result = work(*given)
    print(f"{name}: {time.perf_counter() - began:.0f} s")
    return result


def check() -> int:
    """Compare the part that needs no outside data, and the page; return 0 when both are up to date."""
    figures = stored()
    fresh = timed("own articles", own_part, None)
    stale = [] if figures["own"] == fresh else [str(FIGURES.relative_to(ROOT))]
    for code in sorted({*figures["own"]["rules"], *fresh["rules"]}):
        was, now = figures["own"]["rules"].get(code), fresh["rules"].get(code)
        if was != now:
            print(f"  {code}: {was} -> {now}", file=sys.stderr)
    if not PAGE.is_file() or PAGE.read_text("utf-8") != render(figures):
        stale.append(str(PAGE.relative_to(ROOT)))
    for name in stale:
        print(f"out of date: {name}", file=sys.stderr)
    if stale:
        print("Run: make accuracy", file=sys.stderr)
    return 1 if stale else 0


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m accuracy", description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=clean.DATA, help="outside data (default: ../shared/data)"
    )
    parser.add_argument(
        "--check", action="store_true", help="write nothing; fail when the own part is out of date"
    )
    parser.add_argument("--misses", type=Path, help="a directory for lists of what was missed, a file a rule")
    facts = parser.add_mutually_exclusive_group()
    facts.add_argument("--facts", action="store_true", help="print the facts on real pages and write nothing")
    facts.add_argument("--no-facts", action="store_true", help="leave out the facts on real pages")
    options = parser.parse_args(argv)
    if options.check:
        return check()
    if options.facts:
        from .facts import facts_part

        print("\n".join(page_of_facts(facts_part(options.data, options.misses))))
        return 0
    for path in options.misses.glob("*.txt") if options.misses else ():
        path.unlink()
    figures = stored() | {"own": timed("own articles", own_part, options.misses)}
    if options.data.is_dir():
        figures |= timed("real articles", outside_part, options.data, options.misses)
        if not options.no_facts:
            from .facts import facts_part

            figures["facts"] = timed("facts", facts_part, options.data, options.misses)
    else:
        print(f"skipped: there is no data at {options.data}; the figures of the last run stay")
    FIGURES.write_text(written(figures), "utf-8")
    PAGE.write_text(render(stored()), "utf-8")  # as --check will see them
    print(f"written: {FIGURES.relative_to(ROOT)}, {PAGE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
