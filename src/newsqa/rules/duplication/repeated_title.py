"""DUP001 repeated-title: the title stands again on a line of its own.

What it does
    Compares every line with the article's title, declared or found as the first line, after folding white space,
    case and quotes. The title at the head of the text is expected; each further copy is reported, and so is a declared
    title that stands only below a paragraph.

Why it matters
    Scrapers keep the page's heading, the breadcrumb and the image's alternative text: the title is counted two or
    three times in whatever is made of the text.

Example
    The title on lines 1 and 3; mended: on line 1 only.

Fix safety
    Safe: the copy is equal to a line that stays. Unsafe where only the declared title stays.

Options
    fold: the differences that do not count, of "whitespace", "case", "quotes"; all three by default.

Nulls
    An article without a title has none to repeat and is not flagged (see STR001 missing-title).
"""

from collections.abc import Iterator
from typing import NamedTuple

from newsqa.rules.base import Hit, Rule
from newsqa.rules.duplication.copies import body_copies, deletion, further_copies
from newsqa.text.fold import KINDS, fold
from newsqa.text.roles import RowBlock
from newsqa.view import View


class Options(NamedTuple):
    """Options of repeated-title."""

    fold: tuple[str, ...] = KINDS


def check(view: View, options: Options) -> Iterator[Hit]:
    """Yield each further copy of the title."""
    for row in view.copied:
        blocks = view.row_blocks(row)
        again = [block for block in blocks if block.known == "repeated-title"]
        if not again:
            continue
        title = next((block for block in blocks if block.known == "title"), None)
        if title is not None:
            yield from further_copies(view, row, "title", title, again, options.fold)
        yield from _stray(view, row, title, again, options.fold)


def _stray(
    view: View, row: int, title: RowBlock | None, again: list[RowBlock], kinds: tuple[str, ...]
) -> Iterator[Hit]:
    """Yield the copies of a declared title below paragraphs, where the text has it not as its own title."""
    declared = view.declared("title")[row]
    expected = fold(declared, kinds) if declared else None
    if expected is None or (title is not None and fold(title.text, kinds) == expected):
        return
    blocks, copies = view.row_blocks(row), body_copies(view, row)
    first = next((block.index for block in blocks if block.running), len(blocks))
    for block in again:
        if block.index > first and block.index not in copies and fold(block.text, kinds) == expected:
            edit = deletion(view, row, block.start, block.end, safe=False)
            yield Hit(row, "repeats the declared title within the text", block.start, block.end, edit=edit)


RULE = Rule("DUP001", "repeated-title", "warning", __name__, check, options=Options, fix="safe")
