"""Where an article is searched for who signs it: its head, wherever that begins, and its foot."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from newsqa import dating, facts
from newsqa.text.agencies import HEAD_WINDOW, TAIL_WINDOW
from newsqa.text.byline import read_credit
from newsqa.text.byline_lines import is_dated, is_role
from newsqa.text.byline_tokens import is_known, words
from newsqa.text.credit_gate import (
    LONG_CREDITS,
    SHORT_CREDITS,
    candidate_lines,
    capitalised,
    matching_lines,
)
from newsqa.text.credits import NAMES_LIMIT
from newsqa.text.lazy import lazy
from newsqa.text.roles import FOOT_BLOCKS, HEAD_BLOCKS, LEDES
from newsqa.text.sources import SourceLine, SourceMention, Sources, find_sources

if TYPE_CHECKING:
    from newsqa.view import View

# Menus may stand above an article; a head that begins further down is not looked for.
_DEEPEST = 300
# Paragraphs above a title that stands again are teasers; with more of them it stands below the text.
_TEASERS = 6
_ABOVE_DATE = 5
# What stands between a page's own title and its site's name.
_TITLE_MARK = lazy(r" [|–—-] |：")


def may_be_signed(view: View, rows: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell which of some articles hold a line with which a source may be named: the others have none in their text.

    One search goes over the short lines of all of them, and one over where credits stand in the paragraphs of head and
    foot and behind short lines.
    """
    blocks, running = view.blocks, view.running
    place = np.arange(len(blocks)) - blocks.first[blocks.article]
    from_end = blocks.first[blocks.article + 1] - 1 - np.arange(len(blocks))
    read = rows[blocks.article] & (place < _DEEPEST)
    behind = np.zeros(len(blocks), bool)
    for step in range(1, LEDES + 1):
        behind[step:] |= ~running[:-step]
    edge = (place < LEDES) | behind | (from_end < FOOT_BLOCKS)
    size = blocks.end - blocks.start
    short = np.flatnonzero(read & ~running & (size <= 4 * NAMES_LIMIT))
    told = np.flatnonzero(
        rows[blocks.article] & running & edge & ((place < _DEEPEST) | (from_end < FOOT_BLOCKS))
    )
    lines = _spans(view, short)
    found = short[SHORT_CREDITS.among(lines)]
    names = short[matching_lines(capitalised(), lines)].tolist()
    told = np.concatenate((told, np.flatnonzero(read & ~running & (size > NAMES_LIMIT))))
    other = told[LONG_CREDITS.among([_window(line) for line in _spans(view, told)])]
    signed = np.zeros(view.size, bool)
    signed[blocks.article[found]] = True
    signed[blocks.article[other]] = True
    first = np.flatnonzero(read & (place == 0))
    signed[blocks.article[first[[b" | " in line for line in _spans(view, first)]]]] = True
    # Last, as each line is asked by itself: the articles that are through already are not asked again.
    for block in names:
        row = blocks.article[block]
        signed[row] = signed[row] or _may_be_names(view, block)
    return signed


def _may_be_names(view: View, block: int) -> bool:
    """Whether something speaks for a line of capitalised words being names: a date near it, a role, or a given name.

    With a given name alone, no other word may stand in the line.
    """
    row = view.blocks.article[block]
    low, high = max(block - 3, int(view.blocks.first[row])), min(block + 4, int(view.blocks.first[row + 1]))
    text = view.block_text(block)
    tokens = text.casefold().replace(",", " ").split()
    if not (words("roles") - words("not_names")).isdisjoint(tokens) or (
        block + 1 < high and is_role(view.block_start(block + 1, 80))
    ):
        return True
    if is_known(text) and all(token[:1].isupper() or token in _small_words() for token in text.split()):
        return True
    return any(is_dated(view.block_text(k)) for k in range(low, high) if not view.running[k])


@cache
def _small_words() -> frozenset[str]:
    return (
        words("particles")
        | words("and")
        | words("with")
        | words("placing")
        | words("role_tail")
        | {"|", "/", "-", "–", "—", "·", "•"}
    )


def _spans(view: View, which: NDArray[np.int64]) -> list[bytes]:
    starts, ends = view.blocks.start[which].tolist(), view.blocks.end[which].tolist()
    return [view.raw[start:end] for start, end in zip(starts, ends, strict=True)]


def _window(line: bytes) -> bytes:
    """Return the beginning and the end of a line, as many bytes as the characters that are searched may take."""
    size = HEAD_WINDOW + TAIL_WINDOW + 20
    if len(line) <= size:
        return line
    width = 1 if line[:HEAD_WINDOW].isascii() else 3
    return line[: width * HEAD_WINDOW] + b" " + line[-3 * (TAIL_WINDOW + 20) :]


def sources(view: View, row: int) -> Sources:
    """Return who signs the article's text; offsets count characters in the lines read, joined by line feeds.

    The head begins at the first line or, where menus and teasers stand above the article, where its title stands again.
    """
    heading = _heading(view, row)
    found = _sources_from(view, row, heading)
    if heading and not found.names("author"):
        above = _sources_from(view, row, 0)
        found = above if above.names("author") or not found.mentions else found
    if not found.mentions and (dated := _dated_line(view, row)):
        found = _sources_from(view, row, dated)
    if heading and not found.names("author") and (named := _behind_title(view, row)):
        found = Sources((named, *found.mentions))
    return found


def _behind_title(view: View, row: int) -> SourceMention | None:
    """Return who a page's title names behind the article's own: a person ("A night bus at last | Jane Doe") or the site."""
    title = view.block_text(int(view.blocks.first[row]))
    marks = list(_TITLE_MARK.finditer(title))
    if not marks:
        return None
    start = marks[-1].end()
    credit = read_credit(title, start)
    if credit.tail != "none" or [part.start for part in credit.parts] != [start] or not credit.parts[0].known:
        return None
    part = credit.parts[0]
    if part.kind == "agency":
        return None
    if part.kind == "author" and (marks[-1].group() != " | " or not is_known(title[start:])):
        return None
    return SourceMention(title[start : part.end], start, part.end, part.kind, "name", 0, start)


def _sources_from(view: View, row: int, top: int) -> Sources:
    edges = view.edge_lines(row, top)
    candidates = candidate_lines([line.text for line in edges])
    if not candidates:
        return Sources()
    lines, at = [], 0
    for line in edges:
        lines.append(SourceLine(line.text, at, line.index - top, line.from_end, is_paragraph=line.running))
        at += len(line.text) + 1
    found = find_sources(
        lines, candidates=candidates, count=lambda word: view.text_bytes(row).count(word.encode())
    )
    return Sources(tuple(replace(m, index=m.index + top) for m in found.mentions)) if top else found


def _heading(view: View, row: int) -> int:
    """Return the block (from 0) at which the article's title stands last before the text; 0 where only there."""
    first, last = int(view.blocks.first[row]), int(view.blocks.first[row + 1])
    if last - first < 3:
        return 0
    found = 0
    for block in sorted(facts.headlines(view, row)):
        told = int(np.count_nonzero(view.running[first + 1 : block]))
        if (
            told > _TEASERS
            or block - first >= _DEEPEST
            or (found and view.running[found + first : block].any())
        ):
            break
        if block > first and not view.running[block]:
            found = block - first
    return found


def _dated_line(view: View, row: int) -> int:
    """Return where a head may begin (block from 0): some lines above the date of the text; 0 for a date in the usual head."""
    first = int(view.blocks.first[row])
    if not any(HEAD_BLOCKS <= index < _DEEPEST for index in dating.dated_blocks(view).get(row, ())):
        return 0
    told = view.told_date(row)
    index = view.block_of(told.start) - first if told else 0
    return index - _ABOVE_DATE if index >= HEAD_BLOCKS else 0
