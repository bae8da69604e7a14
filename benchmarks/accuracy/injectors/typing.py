"""Faults of spaces and line ends."""

from __future__ import annotations

from random import Random

from ..cases import Case, Fault, Place, variant
from .text import letters


@variant("TXT008", "a doubled space")
def doubled(case: Case, rng: Random) -> Fault | None:
    sheet = case.sheet()
    where = letters(sheet, rng, r"(?<=[^\s]) (?=\w)")
    if where is None:
        return None
    index, at = where
    extra = " " * rng.choice((1, 1, 2, 3))
    sheet.blocks[index] = sheet.blocks[index][:at] + extra + sheet.blocks[index][at:]
    return case.within(sheet, index, at, at + len(extra) + 1)


@variant("TXT008", "a space behind the last word of a line")
def trailing(case: Case, rng: Random) -> Fault | None:
    sheet = case.sheet()
    if len(sheet.paragraphs) < 2:
        return None
    index, extra = rng.choice(sheet.paragraphs[:-1]), rng.choice((" ", "  ", " \t"))
    sheet.blocks[index] += extra
    size = len(sheet.blocks[index])
    return case.within(sheet, index, size - len(extra), size)


@variant("TXT008", "a tab")
def tab(case: Case, rng: Random) -> Fault | None:
    sheet = case.sheet()
    where = letters(sheet, rng, r"(?<=\w) (?=\w)")
    if where is None:
        return None
    index, at = where
    sheet.blocks[index] = sheet.blocks[index][:at] + "\t" + sheet.blocks[index][at + 1 :]
    return case.within(sheet, index, at, at + 1)


@variant("TXT009", "too many empty lines")
def blank_lines(case: Case, rng: Random) -> Fault | None:
    sheet = case.sheet()
    if len(sheet.paragraphs) < 2:
        return None
    index = rng.choice(sheet.paragraphs[1:])
    sheet.gaps[index] = "\n" * rng.randrange(4, 9)
    start = sheet.start(index)
    return Fault(case.with_text(sheet.text), (Place(start - len(sheet.gaps[index]), start),))


@variant("TXT009", "line ends of two kinds")
def mixed(case: Case, rng: Random) -> Fault | None:
    parts = case.text.split("\n")
    if len(parts) < 5 or "\r" in case.text:
        return None
    ends = ["\r\n" if rng.random() < 0.4 else "\n" for _ in parts[1:]]
    ends[0], ends[-1] = "\n", "\r\n"
    text = parts[0] + "".join(end + part for end, part in zip(ends, parts[1:], strict=True))
    return Fault(case.with_text(text))
