"""Which blocks of a page are the article's text.

The text stands in one part of the page, the one that gathers most running text and least of anything else: what every part
holds is summed up, text for it and menus, teasers and labels against it, and the best part wins. What the page declares
to be its text (`articleBody`) and its description speak for the blocks that hold the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsqa.readers.html.labels import page_lines
from newsqa.readers.html.marks import ASIDE, AUTHOR, CAPTION, DATE, HIDDEN, LEDE
from newsqa.readers.html.page import Block, Page

_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_TEXT = frozenset(("p", "blockquote", "pre", "dd"))
_PROSE = _TEXT | _HEADINGS
_END = re.compile(r"[.!?…。！？:;\"”»’)\]。」』؟।]\s*$")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WORD = re.compile(r"\w+")
_FOLD = re.compile(r"[\W_]+")
# Beside and against: what a block that is no running text takes away from the part it stands in.
_LABEL = 16.0
_ASIDE = 6.0
_AGAINST = 0.8
_MOST = 700.0
_WHOLE, _HEADED = 0.5, 0.2
# The text of a teaser is no longer.
_TEASER = 400.0
# A line of authors or dates, or what is said of an author, is no longer.
_SIGNED = 300
# A heading that is as long is no sub-head.
_LONG = 70
# Paragraphs side by side that are an article whatever their part is called.
_MUCH = 800.0
_DECLARED = 200_000  # characters of a declared text that are compared


def fold(text: str) -> str:
    """Return a text's letters and figures alone, in lower case, to compare it."""
    return _FOLD.sub("", text).lower()


def body(page: Page, declared: str | None, description: str | None, title: str | None) -> list[Block]:
    """Return the blocks of the article's text, in order.

    ``declared`` is the text that the page's markup declares, ``description`` the description of it.
    """
    blocks: Sequence[Block] = page.blocks
    if not blocks:
        return []
    folded = fold(declared[:_DECLARED]) if declared and len(declared) > 200 else ""
    said = [
        bool(folded)
        and len(key := fold(block.text)[:80]) > (12 if block.tag in _PROSE else 30)
        and key in folded
        for block in blocks
    ]
    sizes = [_size(block.text) for block in blocks]
    if sum(size for size, one in zip(sizes, said, strict=True) if one) < 0.5 * _size(
        (declared or "")[:_DECLARED]
    ):
        said = [False] * len(blocks)
    marks = _marks(page, sizes, title)
    if all(marks[b.container] & (ASIDE | CAPTION | HIDDEN) for b in blocks if b.tag == "p"):
        # All of it stands in parts that are called something else: one of them is the article.
        marks = _marks(page, sizes, title, _fullest(page, sizes))
    blocks = [block._replace(marks=block.marks | marks[block.container]) for block in blocks]
    values = [_value(block, size, one) for block, size, one in zip(blocks, sizes, said, strict=True)]
    best = _best(page, values)
    inside = _inside(page, best)
    first = next((i for i, block in enumerate(blocks) if inside[block.container] and values[i] > 0), None)
    if first is None:
        return []
    kept = [inside[b.container] and _is_text(b, values[i], said[i]) for i, b in enumerate(blocks)]
    _drop_page_lines(blocks, kept)
    _drop_loose_headings(blocks, kept, title)
    first = next((i for i, keep in enumerate(kept) if keep and blocks[i].tag not in _HEADINGS), first)
    kept[:first] = [
        keep and block.tag not in _HEADINGS for keep, block in zip(kept[:first], blocks, strict=False)
    ]
    _add_lede(blocks, kept, first, description, title)
    return [block for block, keep in zip(blocks, kept, strict=True) if keep]


def _fullest(page: Page, sizes: Sequence[float]) -> int:
    """Return the part of the page with the most text in paragraphs of its own; -1 where none has much."""
    text = [0.0] * len(page.own)
    for block, size in zip(page.blocks, sizes, strict=True):
        if block.tag == "p" and block.link_chars * 2 < len(block.text):
            text[page.parents[block.container]] += size
    most = max(text)
    return text.index(most) if most >= _MUCH else -1


def _marks(page: Page, sizes: Sequence[float], title: str | None, article: int = -1) -> list[int]:
    """Return what the names of each part and of those around it say of it.

    What is said of a part that holds most of the page's text, or much of it and the title, is said of the page: "with
    sidebar", "comments-open"; and so is what is said of ``article``, the number of the part that is known to be it.
    """
    text = [0.0] * len(page.own)
    headed = [False] * len(page.own)
    known = fold(title) if title else ""
    for block, size in zip(page.blocks, sizes, strict=True):
        if block.link_chars * 2 < len(block.text) and size >= 60:
            text[block.container] += size
        if block.tag == "h1" and (not known or fold(block.text) == known):
            headed[block.container] = True
    for container in range(len(text) - 1, 0, -1):
        parent = page.parents[container]
        text[parent] += text[container]
        headed[parent] |= headed[container]
    found = page.own.copy()
    most = text[0]
    while article > 0:
        found[article] = 0
        article = page.parents[article]
    for block in page.blocks:
        if block.tag in _HEADINGS and block.link_chars > 0.8 * len(block.text):
            _mark_teaser(page, block, text, headed, found)
    for container in range(1, len(found)):
        if text[container] > _WHOLE * most or (headed[container] and text[container] > _HEADED * most):
            found[container] = 0
        found[container] |= found[page.parents[container]]
    return found


def _mark_teaser(
    page: Page, heading: Block, text: Sequence[float], headed: Sequence[bool], found: list[int]
) -> None:
    """Mark the part around a heading that is a link: it belongs to another article, and so does what stands below it."""
    part = heading.container
    for _ in range(3):
        parent = page.parents[part]
        if parent <= 0 or headed[parent] or text[parent] > _TEASER:
            break
        part = parent
    found[part] |= ASIDE


def _size(text: str) -> float:
    """Return the length of a text as if it was of Latin letters."""
    return len(text) if text.isascii() else len(text) + 1.5 * len(_WIDE.findall(text))


def _value(block: Block, size: float, said: bool) -> float:
    """Return what a block says for the part of the page that it stands in, or against it."""
    if said:
        return 2 * min(size, _MOST)
    share = block.link_chars / len(block.text)
    if block.marks & HIDDEN:
        return 0.0
    if block.marks & ASIDE:
        return -_ASIDE
    if block.marks & CAPTION or block.tag in _HEADINGS or block.tag == "h1":
        return 0.0
    running = size >= 80 or (size >= 30 and _END.search(block.text) is not None)
    if share < 0.4 and running:
        return min(size, _MOST) * (1 - share) * (1.0 if block.tag in _TEXT else 0.7)
    if block.tag == "p" and share < 0.5:
        return 0.0
    return -_LABEL - _AGAINST * min(size, 200)


def _best(page: Page, values: Sequence[float]) -> int:
    """Return the part of the page whose blocks have the greatest sum; of equal ones the innermost."""
    sums = [0.0] * len(page.parents)
    for block, value in zip(page.blocks, values, strict=True):
        sums[block.container] += value
    for container in range(len(sums) - 1, 0, -1):  # children come after their parents
        sums[page.parents[container]] += sums[container]
    best = max(sums)
    return len(sums) - 1 - sums[::-1].index(best)


def _inside(page: Page, part: int) -> list[bool]:
    inside = [False] * len(page.parents)
    inside[part] = True
    for container in range(part + 1, len(inside)):
        inside[container] = inside[page.parents[container]]
    return inside


def _is_text(block: Block, value: float, said: bool) -> bool:
    if said:
        return True
    if block.marks & (ASIDE | CAPTION | HIDDEN):
        return False
    if block.tag in _HEADINGS:
        return True
    if block.marks & (AUTHOR | DATE) and len(block.text) < _SIGNED:
        return False
    return value > 0 or (block.tag in _TEXT and block.link_chars < 0.5 * len(block.text))


def _add_lede(
    blocks: Sequence[Block], kept: list[bool], first: int, description: str | None, title: str | None
) -> None:
    """Keep what introduces the article where it stands above its text, below its title."""
    wanted = fold(description)[:60] if description else ""
    known = fold(title) if title else ""
    for i in range(max(0, first - 25), first):
        block = blocks[i]
        folded = fold(block.text)
        if kept[i] or not folded or folded == known or block.marks & (CAPTION | HIDDEN) or block.tag == "h1":
            continue
        if len(wanted) > 20 and folded.startswith(wanted):
            kept[i] = True
        elif (
            block.link_chars * 2 < len(block.text)
            and not block.marks & ASIDE
            and not _alike(block.text, title)
        ):
            kept[i] = (block.marks & LEDE and _size(block.text) >= 40) or (
                block.tag in _HEADINGS and _size(block.text) >= _LONG
            )


def _alike(one: str, other: str | None) -> bool:
    """Tell whether two titles share most of the words of the shorter one."""
    words, others = set(_WORD.findall(one.lower())), set(_WORD.findall((other or "").lower()))
    return len(words & others) > 0.6 * min(len(words), len(others))


def _drop_page_lines(blocks: Sequence[Block], kept: list[bool]) -> None:
    chosen = [i for i, keep in enumerate(kept) if keep and blocks[i].tag not in _HEADINGS]
    for i, page_line in zip(chosen, page_lines([blocks[i].text for i in chosen]), strict=True):
        kept[i] = not page_line


def _drop_loose_headings(blocks: Sequence[Block], kept: list[bool], title: str | None) -> None:
    """Drop headings without a text below them, and the title itself."""
    known = fold(title) if title else ""
    follows = False
    for i in range(len(blocks) - 1, -1, -1):
        block = blocks[i]
        if not kept[i]:
            if block.link_chars * 2 > len(block.text):
                follows = False
            continue
        if block.tag in _HEADINGS:
            if not follows or (known and fold(block.text) == known):
                kept[i] = False
            follows = False
        else:
            follows = True
