"""Table 1: each rule on faults that were put into clean articles, and on clean articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random

import newsqa
from newsqa import rules
from newsqa.suite import Suite

from . import injectors as _injectors  # noqa: F401  (they register themselves)
from .asking import Finding, findings, in_files
from .cases import INJECTORS, Case, Fault, Place
from .clean import Collection
from .injectors.declared_dates import REFERENCE_TIME

Key = tuple[str, str, str]


@dataclass(slots=True)
class Score:
    """What a rule did: ``places`` with a fault, those ``found``, and findings elsewhere (``wrong``).

    ``clean`` are its findings in clean articles, ``judged`` how many of those there were; ``side`` counts, by rule, the
    findings of other rules that the faults brought with them.
    """

    places: int = 0
    found: int = 0
    wrong: int = 0
    clean: int = 0
    judged: int = 0
    side: Counter[str] = field(default_factory=Counter)
    variants: dict[str, list[int]] = field(default_factory=dict)  # faults, and those found
    notes: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float | None:
        """The share of the faults that were found."""
        return self.found / self.places if self.places else None

    @property
    def precision(self) -> float | None:
        """The share of the findings that were put in; null without findings."""
        findings = self.found + self.wrong + self.clean
        return self.found / findings if findings else None


@dataclass(frozen=True, slots=True)
class Job:
    """One fault to be looked for."""

    code: str
    variant: str
    case: Case
    fault: Fault
    declared: bool


def jobs(collection: Collection, codes: Iterable[str]) -> list[Job]:
    """Put every variant of every fault into every article that can carry it, in one of its forms."""
    made = []
    for code in codes:
        for name, inject in INJECTORS.get(code, {}).items():
            for case in collection.cases:
                rng = Random(f"{code}|{name}|{case.id}")
                forms = [case, case.plain]
                if rng.random() < 0.5:
                    forms.reverse()
                for form in forms:
                    fault = inject(form, rng)
                    if fault is not None:
                        made.append(Job(code, name, case, fault, form.declared))
                        break
    return made


def measure(collection: Collection, codes: Sequence[str]) -> dict[str, Score]:
    """Return the score of each rule on a collection whose articles can carry faults."""
    scores = {code: Score() for code in codes}
    forms = [form for case in collection.cases for form in (case, case.plain)]
    clean = dict(zip([(f.id, f.declared) for f in forms], findings([f.columns for f in forms]), strict=True))
    _count_clean(scores, collection, clean)
    todo = jobs(collection, codes)
    prepared = iter(findings([job.fault.clean for job in todo if job.fault.clean]))
    in_raw = iter(in_files([job.fault.raw for job in todo if job.fault.raw is not None]))
    in_table = iter(findings([job.fault.columns for job in todo if job.fault.raw is None]))
    for job in todo:
        before = next(prepared) if job.fault.clean else clean[job.case.id, job.declared]
        after = next(in_table) if job.fault.raw is None else next(in_raw)
        if job.fault.clean and any(row["code"] == job.code for row in before):
            scores[job.code].clean += 1
            scores[job.code].notes.append(f"CLEAN   {job.case.id}, prepared for {job.variant!r}")
        _judge(scores[job.code], job, before, after)
    return scores


def _count_clean(
    scores: dict[str, Score], collection: Collection, clean: dict[tuple[str, bool], list[Finding]]
) -> None:
    """Count the findings in clean articles; of rules that are off none is expected to be silent there."""
    off = frozenset(scores) - _on(scores)
    expected = {case.id: case.expected for case in collection.cases}
    for (id_, declared), rows in clean.items():
        blind = off if declared else off | collection.blind_plain
        for row in rows:
            right = any(
                row["code"] == code and _excerpt(row) in " ".join(words.split())
                for code, words in expected[id_]
            )
            if row["code"] in scores and row["code"] not in blind and not right:
                scores[row["code"]].clean += 1
                scores[row["code"]].notes.append(f"CLEAN   {id_} {_form(declared)}: {_shown(row)}")


def _on(codes: Iterable[str]) -> frozenset[str]:
    """Return the rules that a clean article must be free of: the default suite's, and those in preview."""
    return frozenset(code for code in codes if code in _default() or rules.get(code).preview)


def _form(declared: bool) -> str:
    return "declared" if declared else "plain"


def _shown(row: Finding) -> str:
    return f"{row['code']} {row['field']}:{row['start']}-{row['end']} {row['message']} | {row['excerpt']}"


def _key(row: Finding) -> Key:
    return row["code"], row["field"] or "", " ".join((row["excerpt"] or "").split())


def _judge(score: Score, job: Job, before: list[Finding], after: list[Finding]) -> None:
    """Count what was found of a fault, and what else."""
    known = {_key(row) for row in before}
    mine = [row for row in after if row["code"] == job.code]
    places = job.fault.places
    if not places and any(row["code"] == job.code for row in before):
        return  # the clean article has the same fault already: it cannot be put in
    hit = [
        any(place.meets(row["field"] or "text", row["start"], row["end"]) for row in mine) for place in places
    ]
    count, found = (len(hit), sum(hit)) if places else (1, int(bool(mine)))
    score.places += count
    score.found += found
    tally = score.variants.setdefault(job.variant, [0, 0])
    tally[0] += count
    tally[1] += found
    if found < count:
        lost = [_part(job.fault, place) for place, was in zip(places, hit, strict=True) if not was]
        if not places or places[0].column != "text":
            lost.append(_ends(job.fault))
        head = f"MISSED  {job.case.id} {_form(job.declared)}, {job.variant}"
        score.notes.append(f"{head}: {'; '.join(lost)}; found {[_shown(row) for row in mine]}")
    for row in mine if places else ():
        spot = (row["field"] or "text", row["start"], row["end"])
        if not any(place.meets(*spot) for place in (*places, *job.fault.also)) and _key(row) not in known:
            score.wrong += 1
            score.notes.append(f"WRONG   {job.case.id} {_form(job.declared)}, {job.variant}: {_shown(row)}")
    for row in after:
        if row["code"] != job.code and row["code"] in _default() and _key(row) not in known:
            score.side[row["code"]] += 1
            score.notes.append(f"SIDE    {job.case.id} {_form(job.declared)}, {job.variant}: {_shown(row)}")


@cache
def _default() -> frozenset[str]:
    return frozenset(e.rule.code for e in Suite.load("scrape").expectations)


def _excerpt(row: Finding) -> str:
    """Return what a finding shows of its place, without the mark of what is left out."""
    return (row["excerpt"] or "-").rstrip("…")  # spaces are single in it


def _ends(fault: Fault) -> str:
    text = fault.columns["text"] or ""
    return f"the article, {text[:50]!r} … {text[-60:]!r}"


def _part(fault: Fault, place: Place) -> str:
    value = fault.columns.get(place.column)
    shown = value[place.start : place.end] if isinstance(value, str) else str(value)
    return f"{place.column}:{place.start}-{place.end} {shown[:80]!r}"


def alarms(collections: Iterable[Collection], codes: Sequence[str]) -> dict[str, Score]:
    """Return each rule's findings in clean articles that it can judge."""
    scores = {code: Score() for code in codes}
    for collection in collections:
        found = findings([case.columns for case in collection.cases])
        for code in codes:
            if code not in collection.blind:
                scores[code].judged += len(collection.cases)
        for case, rows in zip(collection.cases, found, strict=True):
            for code in sorted({row["code"] for row in rows} - collection.blind):
                if code in scores:
                    scores[code].clean += 1
            for row in rows:
                if row["code"] in scores and row["code"] not in collection.blind:
                    scores[row["code"]].notes.append(f"ALARM   {case.id}: {_shown(row)}")
    return scores


def bulk(path: Path, codes: Sequence[str]) -> tuple[int, Counter[str]]:
    """Return how many articles a table has, and in how many of them each rule finds something."""
    report = newsqa.check(path, select=["ALL"], preview=True, corpus=False, reference_time=REFERENCE_TIME)
    failed = {row["code"]: row["failed"] for row in report.results.to_pylist()}
    return len(report.articles), Counter({code: failed.get(code, 0) for code in codes})
