"""What readers see of a page's date and authors, where its markup declares none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from newsqa.readers.html.labels import is_credit
from newsqa.readers.html.marks import ASIDE, CAPTION, DATE, PUBLISHED
from newsqa.readers.html.page import Block, Page, Time

# A date needs a day or a year to be one.
DAY = re.compile(r"\d{4}-\d\d-\d\d|\d{8}|\d{1,2}[./]\d{1,2}[./]\d{2,4}|(?<!\d)(?:19|20)\d\d(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|\d[./-]\d\d?[./-]\d\d")
# How many lines above the title, above the text and below it may tell a date or authors, and how long they are.
_ABOVE, _ABOVE_TEXT, _BELOW, LINE = 4, 10, 25, 200
_PARAGRAPHS = 2
_MOST = 200  # elements that are looked at
_NAME = 80  # characters that a line with a name has at most


class Shown(NamedTuple):
    """The ``<time>`` of an article; ``sure`` where the page says that it tells when it was published, at its title."""

    time: Time
    sure: bool


def shown_time(page: Page) -> Shown | None:
    """Return the ``<time>`` that tells when the article was published: the first near its title."""
    good = [time for time in page.times[:_MOST] if DAY.search(time.value or time.text)]
    good = [time for time in good if not page.marks_of(time.container) & ASIDE] or good
    title = next((i for i, block in enumerate(page.blocks) if block.tag == "h1"), None)
    near = [time for time in good if -6 <= time.block - (title or 0) <= 15]
    named = [
        time
        for time in near or good
        if "published" in time.itemprop.lower() or (time.marks | page.marks_of(time.container)) & DATE
    ]
    best = named or near or (good if len(good) == 1 else [])
    if not best:
        return None
    time = best[0]
    says = (time.marks | page.own[time.container]) & PUBLISHED
    aside = page.marks_of(time.container) & ASIDE
    return Shown(time, bool(says and near and not aside) and title is not None)


def edges(page: Page, text: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """Return the short lines around the text of an article: those between its title and it, and those below."""
    if not text:
        return [], []
    blocks = page.blocks
    first = next(i for i, block in enumerate(blocks) if block.start == text[0].start)
    last = next(i for i, block in enumerate(blocks) if block.start == text[-1].start)
    title = next((i for i in range(first - 1, -1, -1) if blocks[i].tag == "h1"), max(0, first - 10))
    above = [
        block
        for block in blocks[max(0, title - _ABOVE) : first]
        if block.tag != "h1" and len(block.text) <= LINE and not block.marks & CAPTION
    ]
    below = [block for block in blocks[last + 1 : last + 1 + _BELOW] if len(block.text) <= LINE / 2]
    return above[-_ABOVE_TEXT:], below


def dated(blocks: Sequence[Block]) -> list[Block]:
    """Return the lines that may tell a date and are no links."""
    return [block for block in blocks if _YEAR.search(block.text) and block.link_chars < len(block.text)]


def shown_authors(page: Page, text: Sequence[Block], title: str | None) -> list[str]:
    """Return the people who sign an article in lines that are made for it, or around its text."""
    from newsqa.text.sources import SourceLine, find_sources

    above, below = edges(page, text)
    inner = {block.text for block in above}
    signed = [
        one.text
        for one in page.bylines[:_MOST]
        if len(one.text) <= LINE and not page.marks_of(one.container) & ASIDE and not is_credit(one.text)
    ]
    head = [
        title or "",
        *(told for told in signed[:6] if told not in inner),
        *(block.text for block in above),
    ]
    first = [block.text for block in text[:_PARAGRAPHS]]
    foot = [*(block.text for block in text[_PARAGRAPHS:][-2:]), *(block.text for block in below[:3])]
    # A headline that is declared may be several lines.
    told = [line.replace("\n", " ") for line in (*head, *first, *foot) if line and not is_credit(line)]
    lines, at = [], 0
    for i, line in enumerate(told):
        lines.append(SourceLine(line, at, i, len(told) - 1 - i, is_paragraph=len(line) > _NAME))
        at += len(line) + 1
    names = [
        mention.name
        for mention in find_sources(lines).mentions
        if mention.kind == "author"
        and (
            mention.form in ("byline", "label")
            or (mention.form == "name" and mention.index < len(told) - len(foot))
        )
    ]
    return list(dict.fromkeys(names))
