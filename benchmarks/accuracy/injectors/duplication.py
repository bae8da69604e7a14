"""Faults of repetition."""

from __future__ import annotations

import re
from random import Random

from ..cases import Case, Fault, Place, variant
from ..sheet import UNSPACED, Sheet, width


def recase(text: str, rng: Random) -> str | None:
    """Write a text in capitals, with other quotes or with a space that does not break; None where nothing changes."""
    plain = not re.search("[ßıiİ]", text)  # letters whose capitals are not the same in all languages
    forms = [text.upper() if plain else text, text.replace(" ", "\u00a0", 1)]
    forms += [text.replace("'", "’"), text.replace("’", "'"), text.replace("“", '"').replace("”", '"')]
    forms = [form for form in forms if form != text]
    return rng.choice(forms) if forms else None


def titled(case: Case) -> Sheet | None:
    sheet = case.sheet()
    if not case.title or width(case.title) < 15 or not sheet.paragraphs:
        return None
    if "title" not in sheet.kinds:
        sheet.insert(0, case.title, "title")
    return sheet


@variant("DUP001", "right below the title")
def title_below(case: Case, rng: Random) -> Fault | None:
    sheet = titled(case)
    return sheet and case.at(sheet, sheet.insert(1, case.title or "", "head"))


@variant("DUP001", "above the lede")
def title_above_lede(case: Case, rng: Random) -> Fault | None:
    sheet = titled(case)
    return sheet and case.at(sheet, sheet.insert(sheet.paragraphs[0], case.title or "", "head"))


@variant("DUP001", "among the paragraphs or at the end")
def title_inside(case: Case, rng: Random) -> Fault | None:
    sheet = titled(case)
    if sheet is None:
        return None
    return case.at(
        sheet, sheet.insert(rng.choice([*sheet.paragraphs[1:], len(sheet.blocks)]), case.title or "")
    )


@variant("DUP001", "in other case, spacing or quotes")
def title_changed(case: Case, rng: Random) -> Fault | None:
    sheet = titled(case)
    other = recase(case.title or "", rng) if sheet else None
    return case.at(sheet, sheet.insert(1, other, "head")) if sheet and other else None


@variant("DUP002", "right below")
def lede_below(case: Case, rng: Random) -> Fault | None:
    sheet = case.sheet()
    if len(sheet.paragraphs) < 3:
        return None
    first = sheet.paragraphs[0]
    return case.at(sheet, sheet.insert(first + 1, sheet.blocks[first], "paragraph"))


@variant("DUP002", "further down")
def lede_later(case: Case, rng: Random) -> Fault | None:
    sheet = case.sheet()
    if len(sheet.paragraphs) < 4:
        return None
    lede = sheet.blocks[sheet.paragraphs[0]]
    return case.at(sheet, sheet.insert(rng.choice(sheet.paragraphs[2:]), lede, "paragraph"))


@variant("DUP002", "in other case, spacing or quotes")
def lede_changed(case: Case, rng: Random) -> Fault | None:
    sheet = case.sheet()
    if len(sheet.paragraphs) < 3:
        return None
    first = sheet.paragraphs[0]
    other = recase(sheet.blocks[first], rng)
    return case.at(sheet, sheet.insert(first + 1, other, "paragraph")) if other else None


def later(sheet: Sheet) -> list[int]:
    """Return the paragraphs below the lede that are long enough to repeat."""
    return [
        i
        for i in sheet.paragraphs[1:]
        if len(sheet.blocks[i].split()) >= 10 or len(UNSPACED.findall(sheet.blocks[i])) >= 30
    ]


@variant("DUP003", "right below")
def paragraph_below(case: Case, rng: Random) -> Fault | None:
    sheet = case.sheet()
    if not later(sheet):
        return None
    source = rng.choice(later(sheet))
    return case.at(sheet, sheet.insert(source + 1, sheet.blocks[source], "paragraph"))


@variant("DUP003", "further down")
def paragraph_later(case: Case, rng: Random) -> Fault | None:
    sheet = case.sheet()
    places = later(sheet)
    if len(places) < 2:
        return None
    source = rng.choice(places[:-1])
    target = rng.choice([i for i in places if i > source]) + 1
    return case.at(sheet, sheet.insert(target, sheet.blocks[source], "paragraph"))


@variant("DUP003", "in other case, spacing or quotes")
def paragraph_changed(case: Case, rng: Random) -> Fault | None:
    sheet = case.sheet()
    if not later(sheet):
        return None
    source = rng.choice(later(sheet))
    other = recase(sheet.blocks[source], rng)
    return case.at(sheet, sheet.insert(source + 1, other, "paragraph")) if other else None


def units(text: str) -> list[str]:
    """Return the words of a text; its characters where words are not spaced."""
    return list(text) if UNSPACED.search(text) else text.split()


def likeness(one: list[str], other: list[str], size: int = 5) -> float:
    """Return the Jaccard similarity of two lists' shingles."""
    a, b = ({tuple(words[i : i + size]) for i in range(len(words) - size + 1)} for words in (one, other))
    return len(a & b) / max(1, len(a | b))


def edited(text: str, rng: Random, *, drop: bool) -> str | None:
    """Change or drop a word near an end so that 0.92 of the shingles stay; None where that cannot be."""
    words = units(text)
    place = rng.choice((0, len(words) - 2, len(words) // 2))
    donor = words[rng.randrange(len(words))]
    changed = [*words[:place], *([] if drop else [donor]), *words[place + 1 :]]
    if changed == words or likeness(words, changed) < 0.92:
        return None
    return ("" if UNSPACED.search(text) else " ").join(changed)


def _near(case: Case, rng: Random, drop: bool) -> Fault | None:
    sheet = case.sheet()
    for source in rng.sample(sheet.paragraphs, len(sheet.paragraphs)):
        other = edited(sheet.blocks[source], rng, drop=drop)
        if other is None:
            continue
        copy = sheet.insert(rng.choice([i for i in sheet.paragraphs if i >= source]) + 1, other, "paragraph")
        fault = case.at(sheet, copy)
        return Fault(fault.columns, fault.places, also=(Place(*sheet.span(source)),))
    return None


@variant("DUP004", "one word changed")
def word_changed(case: Case, rng: Random) -> Fault | None:
    return _near(case, rng, drop=False)


@variant("DUP004", "one word dropped")
def word_dropped(case: Case, rng: Random) -> Fault | None:
    return _near(case, rng, drop=True)


def _twice(case: Case, first: int, gap: str) -> Fault | None:
    sheet = case.sheet()
    if len(sheet.paragraphs) < 3:
        return None
    first = sheet.paragraphs[0] if first else 0
    begin, count = sheet.start(first), len(sheet.blocks)
    copy = sheet.text[begin:].rstrip("\n")
    text = sheet.text.rstrip("\n") + gap + copy
    start = len(text) - len(copy)
    assert count
    return Fault(case.with_text(text), (Place(start, len(text)),), also=(Place(begin, start),))


@variant("DUP005", "the whole text")
def whole_twice(case: Case, rng: Random) -> Fault | None:
    return _twice(case, 0, case.sheet().gap)


@variant("DUP005", "from the lede on")
def body_twice(case: Case, rng: Random) -> Fault | None:
    return _twice(case, 1, case.sheet().gap)


@variant("DUP005", "from the lede on, without the sub-heads")
def bare_twice(case: Case, rng: Random) -> Fault | None:
    sheet = case.sheet()
    if len(sheet.paragraphs) < 3 or not sheet.all("subhead"):
        return None
    start = len(sheet.text.rstrip("\n")) + len(sheet.gap)
    begin = sheet.start(sheet.paragraphs[0])
    text = sheet.gap.join([sheet.text.rstrip("\n"), *(sheet.blocks[i] for i in sheet.paragraphs)])
    return Fault(case.with_text(text), (Place(start, len(text)),), also=(Place(begin, start),))
