"""Every rule against its cases: one TOML file a rule, named by its code.

A ``[[case]]`` is one article (``text``, and what it declares: ``title``, ``published`` …), several (``articles``), or
a file (``file``, its name, with ``content`` or, for any bytes, ``hex``, read with the ``limit`` of bytes a record). Of a
corpus rule ``earlier`` is the content of a file that an earlier run has added to the same state; instead of contents there
may be ``series`` and ``earlier_series``, articles that are alike: the n-th of the ``counts`` says how many are published n
times ``step`` days after the day ``first``, and the other keys are what each declares.
Only the rule of the file runs, with ``options``, ``timezone``, ``reference_time`` and ``phrases`` if given. ``expect`` lists what must be found, no more and
no fewer, as "line:column-end_line:end_column CODE" or "field:first-last CODE", with "#n " before it for the n-th of
several articles. After the safe fixes the text must be ``fixed``, with the others as well ``unsafe_fixed``; without
them, the article must stay as it is. ``fixed_fields`` are declared values after the safe fixes, ``unsafe_fixed_fields``
after all of them. The input has the fields that a case gives; ``carries`` names them where some are null.
"""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from checking import NOW, as_article, check, context_of, fixed, place, suite_of
from newsqa import schema
from newsqa.corpus.store import Store
from newsqa.engine import run
from newsqa.readers import jobs
from newsqa.suite import Suite

FOLDER = Path(__file__).parent
SETTINGS = {"options", "timezone", "reference_time", "phrases", "carries"}
EXPECTED = {"expect", "fixed", "unsafe_fixed", "fixed_fields", "unsafe_fixed_fields"}
KNOWN = {
    "name",
    "articles",
    "file",
    "content",
    "hex",
    "limit",
    "earlier",
    "series",
    "earlier_series",
    *SETTINGS,
    *EXPECTED,
    *schema.ARTICLES.names,
}


def load(path: Path) -> list[dict[str, Any]]:
    data = tomllib.loads(path.read_bytes().decode())
    assert data.keys() == {"case"}, path.name
    return list(data["case"])


CASES = [(path.stem, case) for path in sorted(FOLDER.glob("*.toml")) for case in load(path)]
FILES = [(code, case) for code, case in CASES if {"file", "series"} & case.keys()]
ARTICLES = [(code, case) for code, case in CASES if not {"file", "series"} & case.keys()]


def named(cases: list[tuple[str, dict[str, Any]]]) -> list[Any]:
    return [pytest.param(code, case, id=f"{code}: {case['name']}") for code, case in cases]


def article_of(case: dict[str, Any]) -> dict[str, Any]:
    return {"text": None} | {
        name: value for name, value in case.items() if name in {"carries", *schema.ARTICLES.names}
    }


def suite_for(code: str, case: dict[str, Any]) -> Suite:
    settings = {name: case[name] for name in ("options", "timezone", "phrases") if name in case}
    return suite_of(code, **settings)


@pytest.mark.parametrize(("code", "case"), named(ARTICLES))
def test_finds(code: str, case: dict[str, Any]) -> None:
    several = "articles" in case
    articles = case["articles"] if several else [article_of(case)]
    rows = check(articles, suite_for(code, case), case.get("reference_time", NOW))
    assert [f"#{row['row'] + 1} {place(row)}" if several else place(row) for row in rows] == case["expect"]


@pytest.mark.parametrize(
    ("code", "case"), named([(code, case) for code, case in ARTICLES if "articles" not in case])
)
def test_mends(code: str, case: dict[str, Any]) -> None:
    article, suite, now = article_of(case), suite_for(code, case), case.get("reference_time", NOW)
    safe = fixed(article, suite, reference_time=now).article
    expected = article | {"text": case.get("fixed", article["text"])} | case.get("fixed_fields", {})
    assert safe == as_article(expected)
    unsafe = fixed(article, suite, unsafe=True, reference_time=now).article
    expected |= {"text": case.get("unsafe_fixed", expected["text"])} | case.get("unsafe_fixed_fields", {})
    assert unsafe == as_article(expected)
    assert fixed(unsafe, suite, unsafe=True, reference_time=now).article == unsafe


@pytest.mark.parametrize(("code", "case"), named(FILES))
def test_finds_in_a_file(code: str, case: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / case.get("file", "articles.jsonl")
    content = case.get("content", records(case.get("series", [])))
    path.write_bytes(bytes.fromhex(case["hex"]) if "hex" in case else content.encode())
    suite = suite_for(code, case)
    limit = {"max_record_bytes": case["limit"]} if "limit" in case else {}
    context = context_of(suite, case.get("reference_time", NOW))
    state = None
    if earlier := case.get("earlier", records(case.get("earlier_series", []))):
        before = tmp_path / "earlier.jsonl"
        before.write_text(earlier)
        run(jobs(before), suite, context, state=Store(tmp_path / "state", "earlier"))
        state = Store(tmp_path / "state", "now")
    outcome = run(jobs(path, **limit), suite, context, state=state)
    assert not [tally.crash for tally in outcome.tallies.values() if tally.crash]
    assert [where(row) for table in outcome.findings for row in table.to_pylist()] == case["expect"]


def records(series: list[dict[str, Any]]) -> str:
    """Return series of articles as JSON lines."""
    lines = []
    for given in series:
        declared = {k: v for k, v in given.items() if k not in ("first", "step", "counts")}
        for number, count in enumerate(given["counts"]):
            if "first" in given:
                day = given["first"] + dt.timedelta(days=number * given.get("step", 1))
                declared["published"] = day.isoformat()
            lines += [json.dumps(declared) + "\n"] * count
    return "".join(lines)


def where(row: dict[str, Any]) -> str:
    """Write the finding of a reader, which may have no line, or no column."""
    if row["line"] is None:
        return str(row["code"]) if row["record"] is None else f"#{row['record']} {row['code']}"
    return place(row) if row["column"] is not None else f"{row['line']} {row['code']}"


@pytest.mark.parametrize("code", sorted({code for code, _ in CASES}))
def test_cases_are_well_formed(code: str) -> None:
    mine = [case for stem, case in CASES if stem == code]
    names = [case["name"] for case in mine]
    assert len(names) == len(set(names))
    for case in mine:
        assert set(case) <= KNOWN, case["name"]
        assert all(finding.split()[-1] == code for finding in case["expect"]), case["name"]
    assert sum(bool(case["expect"]) for case in mine) >= 4
    assert sum(not case["expect"] for case in mine) >= 6
