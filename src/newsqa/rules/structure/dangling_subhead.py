"""STR004 dangling-subhead: the article ends with a sub-head, and nothing stands under it.

What it does
    Flags the last line of the body, known footers set aside, when it is a sub-head: a short line without a full stop
    behind the last paragraph that ends with a colon, that stands in an article with other sub-heads, or that is a few
    words of prose. A question counts where another sub-head is one. Credits, links, prompts to the reader, and words
    that break off are none (LEN001 truncated-text); texts with menus and other lines of a page around them are not judged.

Why it matters
    The section under it was lost: a gallery, an embedded post, or text behind a wall.

Example
    ``What happens next`` right above the footer; mended: the sub-head with its text, or without the sub-head.

Fix safety
    Unsafe: the line is deleted, but the text that belongs under it may still be found.

Nulls
    A null or empty text has no sub-heads.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from itertools import pairwise

import numpy as np

from newsqa.data import load
from newsqa.not_articles import articles
from newsqa.rules.base import Hit, NoOptions, Rule
from newsqa.rules.duplication.copies import deletion
from newsqa.text.footers import opens_footer
from newsqa.text.lazy import lazy
from newsqa.text.prose import count_words, ends_sentence, unspaced_chars
from newsqa.text.remainders import remainder
from newsqa.text.roles import RowBlock, content
from newsqa.view import View

_LEAST_BLOCKS = 4
_MAX_WORDS = 14
_MAX_WORDS_ANNOUNCING = 12
_MIN_WORDS = 2
# Behind so many others, a line is one more, even if it could be the beginning of a sentence.
_SURE_SUBHEADS = 2
# Without another one to compare it with, a sub-head is a few words of prose behind several paragraphs.
_MAX_WORDS_ALONE = 4
_LEAST_PARAGRAPHS = 3
# Beside the longest of the others, a sub-head has no more than so many words in addition.
_MORE_WORDS = 2
_COLONS = (":", "：")
_QUESTIONS = ("?", "？", "؟")
# With more lines that are known to belong to a page, the text is one.
_MAX_KNOWN = 3
# Credits, links, tags and signatures hold these; sub-heads do not.
_CREDIT = lazy(r"[/|@#©()\[\]<>{}_\\→»]|^[-–—*•«]|https?:|www\.")
_COMMA = lazy(r"[,;،，、；]")
# Arabic paragraphs begin with "and", written as a part of the first word; sub-heads do not.
_AND = "و"
# What a quotation begins with, and what may end it.
_OPENING = {"“": "”", "„": "“”", "«": "»", "»": "«", "‘": "’", "‚": "‘’", "「": "」", "『": "』"}
_WORD = lazy(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def check(view: View, options: NoOptions) -> Iterator[Hit]:
    """Yield the sub-heads without text."""
    for row, last in dangling(view).items():
        yield Hit(
            row, _message(last.text), last.start, last.end,
            edit=deletion(view, row, last.start, last.end, safe=False),
        )  # fmt: skip


def dangling(view: View) -> dict[int, RowBlock]:
    """Return the sub-head without text of each article that ends with one."""
    found: dict[int, RowBlock] = view.memo("dangling sub-heads", lambda: dict(_dangling(view)))
    return found


def _dangling(view: View) -> Iterator[tuple[int, RowBlock]]:
    first, last = view.blocks.first[:-1], view.blocks.first[1:] - 1
    long = (view.last_running >= 0) & (last - first >= _LEAST_BLOCKS - 1) & articles(view)
    # Behind the last paragraph stands a short line, or the last paragraph may be a footer.
    footed = view.rows_where(view.boilerplate_lines)
    for row in np.flatnonzero(long & (footed | (view.last_running < last))).tolist():
        if not _may_dangle(view, row):
            continue
        blocks = view.row_blocks(row)
        told = content(blocks)
        if (
            len(told) >= _LEAST_BLOCKS - 1
            and _dangles(told, partial(view.language, row))
            and not _in_a_page(view, row, blocks)
        ):
            yield row, told[-1]


def _message(line: str) -> str:
    return "announces what does not follow" if line.endswith(_COLONS) else "a sub-head with nothing under it"


def _may_dangle(view: View, row: int) -> bool:
    """Tell from the lines alone whether a sub-head stands behind the last paragraph: roles are dearer."""
    first, paragraph = int(view.blocks.first[row]), int(view.last_running[row])
    known = view.boilerplate_lines.get(row, {})
    while paragraph > first and (paragraph in known or not view.running[paragraph]):
        paragraph -= 1
    if paragraph + 1 == view.blocks.first[row + 1]:
        return False
    line = view.block_text(paragraph + 1)
    if not _is_heading(line) or (not line.endswith(_COLONS) and _is_of_the_page(line)):
        return False
    return bool(view.plain_ends[paragraph]) or ends_sentence(view.block_text(paragraph))


def _dangles(told: Sequence[RowBlock], language: Callable[[], str | None]) -> bool:
    *_, paragraph, last = told
    if last.running or not paragraph.running or not paragraph.ends or not _is_heading(last.text):
        return False
    if last.text.endswith(_COLONS):
        return last.words <= _MAX_WORDS_ANNOUNCING
    others = [
        block
        for above, block in pairwise(told[:-1])
        if above.ends and _is_heading(block.text, least=1) and block.role == "subhead"
    ]
    left = remainder(last.text, 1, language)
    if others:
        return (left != "sure" or len(others) >= _SURE_SUBHEADS) and _is_one_of(last, others)
    paragraphs = sum(block.running for block in told)
    return left == "likely" and paragraphs >= _LEAST_PARAGRAPHS and last.words <= _MAX_WORDS_ALONE


def _is_one_of(last: RowBlock, others: Sequence[RowBlock]) -> bool:
    """Tell whether a line is of the same manner as the sub-heads of its article."""
    if all(block.text.isupper() != last.text.isupper() for block in others):
        return False
    if len(others) < _SURE_SUBHEADS and _COMMA.search(last.text):
        return False
    return last.words <= max(block.words for block in others) + _MORE_WORDS


def _is_of_the_page(line: str) -> bool:
    """Tell whether a line is a credit, a label, or a prompt to the reader."""
    if ":" in line or "：" in line or _opens_quotation(line) or opens_footer(line):
        return True
    folded = line.casefold()
    words = _WORD.findall(folded)
    if unspaced_chars(line):
        return any(word in folded for word in _page_words())
    return not words or not _page_words().isdisjoint(words)


def _opens_quotation(line: str) -> bool:
    """Tell whether a line opens a quotation that it does not close: a sentence was cut off."""
    if line[0] in _OPENING and not any(mark in line[1:] for mark in _OPENING[line[0]]):
        return True
    return line.count('"') % 2 == 1


@cache
def _page_words() -> frozenset[str]:
    return frozenset(word for words in load("page_words")["words"].values() for word in words)


def _in_a_page(view: View, row: int, blocks: Sequence[RowBlock]) -> bool:
    """Tell whether much of a page stands around the article: its last line may be one more of its lines."""
    known = view.boilerplate_lines.get(row, {})
    if len(known) > _MAX_KNOWN:
        return True
    first = int(view.blocks.first[row])
    return any(block.role == "boilerplate" and first + block.index not in known for block in blocks)


def _is_heading(line: str, least: int = _MIN_WORDS) -> bool:
    return (
        least <= count_words(line) <= _MAX_WORDS
        and (line.endswith(_QUESTIONS) or not ends_sentence(line))
        and not (line[0].islower() or line[0].isdigit() or line[0] == _AND)
        and not _CREDIT.search(line)
    )


RULE = Rule("STR004", "dangling-subhead", "warning", __name__, check, articles, "no article", fix="unsafe")
