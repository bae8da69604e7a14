"""Texts that are cut off or too short, and titles that are too long."""

from __future__ import annotations

import re
from random import Random

from ..cases import Case, Fault, Place, variant
from ..sheet import ENDS, UNSPACED, Sheet
from ..wording import wording


def _bare(case: Case) -> Sheet | None:
    """Return the article without its foot: what is cut off has none."""
    sheet = case.sheet()
    if len(sheet.paragraphs) < 4:
        return None
    sheet.remove(sheet.all("foot"))
    sheet.tail = ""
    return sheet


@variant("LEN001", "cut at a random character")
def cut(case: Case, rng: Random) -> Fault | None:
    sheet = _bare(case)
    if sheet is None:
        return None
    text, begin = sheet.text, sheet.start(sheet.paragraphs[1])
    for _ in range(20):
        short = text[: rng.randrange(begin + 1, len(text) - 1)].rstrip()
        if not ENDS.search(short):
            return Fault(case.with_text(short))
    return None


@variant("LEN001", "cut at a random character, the foot left")
def cut_above_foot(case: Case, rng: Random) -> Fault | None:
    sheet, foot = _bare(case), wording("rights").get(case.language)
    if sheet is None or not foot:
        return None
    last = sheet.paragraphs[-1]
    block = sheet.blocks[last]
    short = block[: rng.randrange(30, max(31, len(block) - 1))].rstrip()
    if ENDS.search(short):
        return None
    sheet.append(rng.choice(foot))
    whole = case.with_text(sheet.text)
    sheet.blocks[last] = short
    return Fault(case.with_text(sheet.text), clean=whole)


@variant("LEN001", "dots behind the last words")
def dots(case: Case, rng: Random) -> Fault | None:
    sheet = _bare(case)
    if sheet is None:
        return None
    last = rng.choice(sheet.paragraphs[1:])
    sheet.remove(list(range(last + 1, len(sheet.blocks))))
    words = [
        found.end()
        for found in re.finditer(r"\w+" if not UNSPACED.search(sheet.text) else r"\w", sheet.blocks[last])
    ]
    at = rng.choice(words[len(words) // 3 : -1] or words)
    space = rng.choice(("", " ")) if not UNSPACED.search(sheet.text) else ""
    sheet.blocks[last] = (
        sheet.blocks[last][:at] + space + rng.choice(("…", "...", "[...]", "[…]", "(...)", "[…]"))
    )
    return case.whole(sheet)


@variant("LEN001", "read on")
def read_on(case: Case, rng: Random) -> Fault | None:
    sheet, known = _bare(case), wording("read_on").get(case.language)
    if sheet is None or not known:
        return None
    last = rng.choice(sheet.paragraphs[1:3])
    sheet.remove(list(range(last + 1, len(sheet.blocks))))
    sheet.append(rng.choice(known))
    return case.whole(sheet)


@variant("LEN002", "the first words of the lede")
def short(case: Case, rng: Random) -> Fault | None:
    sheet = case.sheet()
    if not sheet.paragraphs:
        return None
    first = sheet.paragraphs[0]
    sheet.remove(list(range(first + 1, len(sheet.blocks))))
    limit = rng.randrange(12, 40)
    block = sheet.blocks[first]
    block = block[:limit] if UNSPACED.search(block) else " ".join(block.split()[:limit])
    sheet.blocks[first] = block.rstrip(",;:،、，。. ") + ("。" if UNSPACED.search(block) else ".")
    return case.whole(sheet)


@variant("LEN003", "two titles in one")
def long_title(case: Case, rng: Random) -> Fault | None:
    if not case.title or not case.declared or len(case.title) > 110:
        return None
    sheet = case.sheet()
    more = [sheet.blocks[i] for i in sheet.paragraphs]
    title = case.title
    while len(title) <= 125 and more:
        title += (" – " if not UNSPACED.search(title) else "，") + more.pop(0)[:90].rstrip(" .,，。")
    if len(title) <= 110:
        return None
    titles = sheet.all("title")
    for index in titles:
        sheet.blocks[index] = title
    also = tuple(Place(*sheet.span(index)) for index in titles)
    return Fault(case.with_text(sheet.text, title=title), (Place(0, len(title), "title"),), also)
