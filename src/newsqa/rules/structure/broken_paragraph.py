"""STR007 broken-paragraph: a paragraph is broken into lines of one width.

What it does
    Flags lines that follow each other without a blank line, as a program breaks text to a width: each is as full as it
    can be, since the first word of the next one would not have fitted. At least three lines, or two of which the first
    ends with a hyphen, and most of them end in the middle of a sentence. Verse, addresses and lists are not so even.

Why it matters
    Lines are taken for paragraphs: they are counted, compared and cut as if each were one.

Example
    ``… via sa propre plate-`` and ``forme, a précisé`` on two lines; mended: ``… via sa propre plateforme, a précisé``.

Fix safety
    Unsafe: the lines are joined, and a hyphen at their end goes unless both halves stand in the text as words.

Nulls
    A null or empty text has no lines.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from newsqa.rules.base import Edit, Hit, NoOptions, Rule
from newsqa.text.lazy import lazy
from newsqa.text.prose import ends_sentence, unspaced_chars
from newsqa.view import View

_LEAST_LINES = 3
# Texts are broken at 40 characters and more; shorter lines are columns of a list.
_LEAST_WIDTH = 40
# So many of the breaks are inside a sentence, and so many lines go on with a small letter (in German, few).
_MIN_INSIDE_SHARE = 0.5
_MIN_LOWER_SHARE = 0.25
_TYPE_SLACK = 0.15
_TWICE = 2
_HYPHENS = ("-", "\u2010", "\u00ad")
_HYPHEN_BYTES = [hyphen.encode()[-1] for hyphen in _HYPHENS]
_LAST_WORD = lazy(r"[^\W\d_]+(?=[-\u2010\u00ad]$)")
_FIRST_WORD = lazy(r"[^\W\d_]+")


def check(view: View, options: NoOptions) -> Iterator[Hit]:
    """Yield the broken paragraphs."""
    blocks, data = view.blocks, view.data
    if not len(blocks):
        return
    beside = (blocks.article[1:] == blocks.article[:-1]) & (np.diff(blocks.line) == 1)
    # From bytes alone: a long line or one with a hyphen that ends no sentence, above one without a capital of ASCII.
    size, last_byte, next_byte = blocks.end - blocks.start, data[blocks.end - 1], data[blocks.start[1:]]
    open_end = ((size >= _LEAST_WIDTH) & ~view.plain_ends)[:-1] | np.isin(last_byte[:-1], _HYPHEN_BYTES)
    broken = beside & open_end & ((next_byte >= ord("a")) | (next_byte == ord("(")))
    for row in np.unique(blocks.article[:-1][broken]).tolist():
        first, last = int(blocks.first[row]), int(blocks.first[row + 1])
        for start, end in _groups(beside[first : last - 1].tolist()):
            lines = [view.block_text(block) for block in range(first + start, first + end)]
            for low, high in _paragraphs(lines):
                yield _hit(view, row, first + start + low, lines[low:high])


def _groups(beside: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield first and last (exclusive) of each run of lines that stand right below each other."""
    start = 0
    for line, follows in enumerate([*beside, False]):
        if not follows:
            if line > start:
                yield start, line + 1
            start = line + 1


def _paragraphs(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of lines that are broken to one width."""
    width = max(map(len, lines))
    hyphenated = any(map(_is_hyphenated, lines, lines[1:]))
    # Where words are divided, lines are set in type, whose characters differ in width.
    full = width * (1 - _TYPE_SLACK) if hyphenated else width
    start = 0
    for at in range(1, len(lines) + 1):
        if at == len(lines) or _would_fit(lines[at - 1], lines[at], full):
            # Verse may be even for some lines; what follows them then is the same sentence.
            whole = at == len(lines) or ends_sentence(lines[at - 1])
            if whole and _is_broken(lines[start:at], width):
                yield start, at
            start = at


def _would_fit(line: str, following: str, width: float) -> bool:
    """Tell whether the first word of the following line had room on the line above it."""
    gap = 0 if line.endswith(_HYPHENS) else 1
    return len(line) + gap + len(following.split(maxsplit=1)[0]) <= width


def _is_hyphenated(line: str, following: str) -> bool:
    return _LAST_WORD.search(line) is not None and following[:1].islower()


def _is_broken(lines: Sequence[str], width: int) -> bool:
    breaks = list(pairwise(lines))
    if any(_is_hyphenated(*pair) for pair in breaks):
        return True
    if len(lines) < _LEAST_LINES or width < _LEAST_WIDTH or unspaced_chars(lines[0]) > len(lines[0]) / 4:
        return False
    inside = sum(not ends_sentence(line) for line, _ in breaks)
    words = [word[0] for line in lines[1:] if (word := _FIRST_WORD.match(line))]
    cased = [word for word in words if word.lower() != word.upper()]
    # Lists begin their lines with capitals; in scripts without, more lines have to tell.
    goes_on = (
        sum(map(str.islower, cased)) >= _MIN_LOWER_SHARE * len(breaks) if cased else len(lines) > _LEAST_LINES
    )
    return goes_on and inside >= _MIN_INSIDE_SHARE * len(breaks)


def _hit(view: View, row: int, block: int, lines: Sequence[str]) -> Hit:
    start, end = int(view.blocks.start[block]), int(view.blocks.end[block + len(lines) - 1])
    return Hit(
        row, f"a paragraph is broken into {len(lines)} lines", start, end,
        value=float(len(lines)), threshold=1.0,
        edit=Edit(start, end, _joined(lines, view.text_bytes(row).decode()), "unsafe"),
    )  # fmt: skip


def _joined(lines: Sequence[str], text: str) -> str:
    joined = lines[0]
    for line in lines[1:]:
        last, first = _LAST_WORD.search(joined), _FIRST_WORD.match(line)
        if joined.endswith("\u00ad") or (last and first and _is_divided(last[0], first[0], text)):
            joined = joined[:-1] + line
        else:
            joined += line if joined.endswith(_HYPHENS) else f" {line}"
    return joined


def _is_divided(left: str, right: str, text: str) -> bool:
    """Tell whether two parts beside a hyphen are one word: the second is no name, and one of them is no word."""
    if not right[0].islower():
        return False
    # The two parts themselves stand in the text once each; as words of their own they stand there once more.
    count = Counter(_FIRST_WORD.findall(text))
    return count[left + right] > 0 or count[left] < _TWICE or count[right] < _TWICE


RULE = Rule("STR007", "broken-paragraph", "info", __name__, check, fix="unsafe", preview=True)
