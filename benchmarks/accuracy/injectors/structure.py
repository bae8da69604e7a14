"""Faults of titles, bodies, sub-heads, captions and lines."""

from __future__ import annotations

import re
import textwrap
from random import Random

from corpus_text import grammar
from corpus_words import LANGUAGES

from ..cases import Case, Fault, variant
from ..sheet import UNSPACED, Sheet, width
from ..wording import wording


@variant("STR001", "the text opens with byline or lede")
def no_title(case: Case, rng: Random) -> Fault | None:
    sheet = case.sheet()
    if not sheet.paragraphs or width(sheet.blocks[sheet.paragraphs[0]]) < 110:
        return None
    sheet.remove(sheet.all("title"))
    return case.whole(sheet, title=rng.choice((None, "", "  ")))


@variant("STR001", "head below the text")
def head_at_foot(case: Case, rng: Random) -> Fault | None:
    sheet = case.sheet()
    if not sheet.paragraphs or width(sheet.blocks[sheet.paragraphs[0]]) < 110:
        return None
    head = [sheet.blocks[i] for i in sheet.all("head")]
    sheet.remove(list(range(sheet.paragraphs[0])))
    for line in head:
        sheet.append(line)
    return case.whole(sheet, title=None)


@variant("STR002", "title and head alone")
def no_body(case: Case, rng: Random) -> Fault | None:
    sheet = case.sheet()
    if not sheet.all("title", "head"):
        return None
    sheet.keep(sheet.all("title", "head"))
    return case.whole(sheet)


@variant("STR002", "sub-heads and no paragraphs")
def only_subheads(case: Case, rng: Random) -> Fault | None:
    sheet = case.sheet()
    if not sheet.all("subhead"):
        return None
    sheet.keep(sheet.all("title", "head", "subhead"))
    return case.whole(sheet)


@variant("STR002", "no text")
def empty(case: Case, rng: Random) -> Fault | None:
    return Fault(case.columns | {"text": rng.choice(("", "\n", None))}) if case.declared else None


def _caption(case: Case, rng: Random) -> str | None:
    own = [c for c in case.captions if 3 <= len(c.split()) <= 12 and "\n" not in c]
    known = own or wording("captions").get(case.language)
    return rng.choice(known) if known else None


@variant("STR003", "below the title")
def caption_on_top(case: Case, rng: Random) -> Fault | None:
    sheet, caption = case.sheet(), _caption(case, rng)
    if not caption or "title" not in sheet.kinds:
        return None
    return case.at(sheet, sheet.insert(sheet.all("title")[-1] + 1, caption, "head"))


@variant("STR003", "between two paragraphs, with the photographer's credit")
def caption_inside(case: Case, rng: Random) -> Fault | None:
    sheet, captions = case.sheet(), wording("credited_captions").get(case.language)
    if not captions or len(sheet.paragraphs) < 3:
        return None
    return case.at(sheet, sheet.insert(rng.choice(sheet.paragraphs[1:]), rng.choice(captions)))


def _subhead(case: Case, sheet: Sheet, rng: Random) -> str | None:
    known = wording("subheads").get(case.language)
    fresh = [line for line in known or () if line not in sheet.blocks]
    return rng.choice(fresh) if fresh else None


@variant("STR004", "the last line")
def last_subhead(case: Case, rng: Random) -> Fault | None:
    sheet = case.sheet()
    line = _subhead(case, sheet, rng)
    if not line or not sheet.paragraphs or sheet.all("foot"):
        return None
    return case.at(sheet, sheet.append(line))


@variant("STR004", "its paragraphs are gone")
def emptied_subhead(case: Case, rng: Random) -> Fault | None:
    sheet = case.sheet()
    subheads = [
        i for i in sheet.all("subhead") if not re.search(r"\d", sheet.blocks[i])
    ]  # no results, no times
    for index in rng.sample(subheads, len(subheads)):
        below = [i for i in range(index + 1, len(sheet.blocks)) if sheet.kinds[i] != "paragraph"]
        end = below[0] if below else len(sheet.blocks)
        rest = [i for i in sheet.paragraphs if not index < i < end]
        if (
            end > index + 1
            and len(rest) >= 3
            and not (end < len(sheet.blocks) and sheet.kinds[end] == "foot")
        ):
            sheet.remove(list(range(index + 1, end)))
            return case.at(sheet, index)
    return None


@variant("STR006", "headlines and labels")
def headlines(case: Case, rng: Random) -> Fault | None:
    lines = index_lines(case, rng)
    if not lines:
        return None
    gap = rng.choice(("\n", "\n\n"))
    return Fault(case.with_text(gap.join(lines), title=rng.choice(lines[:2])))


@variant("STR006", "headlines with the time of day")
def timed_headlines(case: Case, rng: Random) -> Fault | None:
    lines = index_lines(case, rng, labels=False)
    if not lines:
        return None
    text = "\n".join(f"{rng.randrange(6, 23):02}:{rng.randrange(60):02}\n{line}\n" for line in lines)
    return Fault(case.with_text(text, title=wording("sections")[case.language][0]))


def index_lines(case: Case, rng: Random, *, labels: bool = True) -> list[str] | None:
    """Make up the lines of a section's front page: headlines, teasers' short lines, and labels."""
    sections = wording("sections").get(case.language)
    if sections is None:
        return None
    titles = [case.title, *(other.title for other in case.others if other.language == case.language)]
    found = [title for title in titles if title]
    if case.language in LANGUAGES:
        found += [rng.choice(grammar(case.language).titles).fill(rng) for _ in range(rng.randrange(12, 30))]
    found += wording("subheads")[case.language] + wording("captions")[case.language]
    found = list(dict.fromkeys(found))
    rng.shuffle(found)
    if labels:
        for label in sections:
            found.insert(rng.randrange(len(found)), label)
    return found


@variant("STR007", "all paragraphs wrapped")
def wrapped(case: Case, rng: Random) -> Fault | None:
    sheet, width_ = case.sheet(), rng.choice((60, 66, 72, 80))
    if not sheet.paragraphs or UNSPACED.search(sheet.blocks[sheet.paragraphs[0]]):
        return None
    for i in sheet.paragraphs:
        sheet.blocks[i] = wrap(sheet.blocks[i], width_)
    broken = [i for i in sheet.paragraphs if "\n" in sheet.blocks[i]]
    return case.at(sheet, *broken) if broken else None


def wrap(text: str, limit: int) -> str:
    return textwrap.fill(text, limit, break_long_words=False, break_on_hyphens=False)


@variant("STR007", "one paragraph broken in mid-sentence")
def one_break(case: Case, rng: Random) -> Fault | None:
    sheet = case.sheet()
    if not sheet.paragraphs:
        return None
    index = rng.choice(sheet.paragraphs)
    block = sheet.blocks[index]
    spaces = [found.start() for found in re.finditer(r"(?<=[^\W\d_]) (?=[^\W\dA-Z_])", block)]
    spaces = [at for at in spaces if 25 < at < len(block) - 25]
    if not spaces:
        return None
    at = rng.choice(spaces)
    sheet.blocks[index] = f"{block[:at]}\n{block[at + 1 :]}"
    return case.at(sheet, index)


@variant("STR007", "a word divided by a hyphen")
def divided(case: Case, rng: Random) -> Fault | None:
    sheet = case.sheet()
    if not sheet.paragraphs or case.language in ("zh", "ja", "ar"):
        return None
    index = rng.choice(sheet.paragraphs)
    block = sheet.blocks[index]
    words = [found.span() for found in re.finditer(r"(?<=[^\W\d_] )[^\W\d_]{8,}", block)]
    if not words:
        return None
    start, end = rng.choice(words)
    at = start + rng.randrange(3, end - start - 3)
    sheet.blocks[index] = f"{block[:at]}-\n{block[at:]}"
    return case.at(sheet, index)
