"""Roles: what each block of an article is, so that rules can judge it as what it is.

Roles come first and rules after. They are told from shape (length, sentence ends), place, repetition, and from what
the searches for dates, sources and boilerplate found in the block.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from newsqa.data import load
from newsqa.text.credits import candidate_lines
from newsqa.text.date_gate import has_date
from newsqa.text.fold import fold

Role = Literal[
    "title", "repeated-title", "byline", "caption", "lede", "subhead", "paragraph", "boilerplate", "other"
]  # fmt: skip
ROLES: tuple[Role, ...] = (
    "title", "repeated-title", "byline", "caption", "lede", "subhead", "paragraph", "boilerplate", "other",
)  # fmt: skip

MAX_TITLE_CHARS = 250
HEAD_BLOCKS = 12
FOOT_BLOCKS = 5
# Paragraphs that may open with a dateline or close with an agency's mark; below them paragraphs only tell the story.
LEDES = 2

# Above this many words a block is running text even without a final full stop; below the other it never is.
SURE_WORDS = 25
MIN_WORDS = 8
# A first block that ends with a full stop and has this many words is a sentence of the body, not a title.
_SENTENCE_WORDS = 12
# A declared title counts as the text's own when it stands this near to its beginning.
_TITLE_BLOCKS = 5
# A title of one short word ("Sport") is a rubric: that it stands again means nothing. A character of an unspaced script
# counts as two.
_MIN_TITLE_CHARS = 12

# Scripts written without spaces: Thai, Lao, Burmese, Khmer, kana, Han. Two of their characters count as a word.
_UNSPACED = r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
_FIRST_UNSPACED = "\u0e00"
_CHARS_A_WORD = 2


# Finds the indices of the blocks that carry a name that signs the article, or its date.
Credits = Callable[[], Collection[int]]


@dataclass(slots=True)
class RowBlock:
    """A block of one article: ``start`` and ``end`` are byte offsets into the view's data, ``line`` counts from 1."""

    index: int
    text: str
    start: int
    end: int
    line: int
    running: bool
    assigned: Role | None = None
    _words: int | None = None
    _shape: Role = "other"
    _credits: Credits = frozenset
    _folded: str | None = None

    @property
    def role(self) -> Role:
        """What the block is. Where ``assigned`` is None it takes the search for credits to tell, which is dear."""
        if self.assigned is None:
            self.assigned = "byline" if self.index in self._credits() else self._shape
        return self.assigned

    def leave_open(self, shape: Role, credits: Credits) -> None:
        """Leave the role to be told when asked for: byline where there is a credit, else what the shape says."""
        self._shape, self._credits = shape, credits

    @property
    def words(self) -> int:
        """How many words the block has; two characters of an unspaced script count as one."""
        if self._words is None:
            self._words = count_words(self.text)
        return self._words

    @property
    def folded(self) -> str:
        """The text with white space, case and quotes folded away."""
        if self._folded is None:
            self._folded = fold(self.text)
        return self._folded


# Not frozen: there are a dozen an article, and a frozen one takes three times as long to make.
@dataclass(slots=True)
class EdgeLine:
    """A block at the head or foot of an article: ``start`` is its byte offset in the view's data.

    ``index`` counts from the first block and ``from_end`` from the last, both from 0.
    """

    text: str
    start: int
    index: int
    from_end: int
    sure: bool

    @property
    def running(self) -> bool:
        """Whether it is running text; ``sure`` is the cheap answer that it is."""
        return self.sure or is_running(self.text)


def unspaced_chars(text: str) -> int:
    """Return how many characters belong to scripts that are written without spaces between words."""
    # max() is cheap, and most text has none: the pattern is not even compiled.
    if text.isascii() or max(text) < _FIRST_UNSPACED:
        return 0
    return len(re.findall(_UNSPACED, text))


def count_words(text: str) -> int:
    """Return the number of words; two characters of an unspaced script count as one word, its punctuation as none."""
    unspaced = unspaced_chars(text)
    if not unspaced:
        return len(text.split())
    others = sum(any(map(str.isalnum, word)) for word in re.sub(_UNSPACED, " ", text).split())
    return others + -(-unspaced // _CHARS_A_WORD)


@cache
def _terminals() -> tuple[tuple[str, ...], str]:
    data = load("terminal_punctuation")
    return tuple(data["terminal"]), "".join(data["closing"])


def ends_sentence(text: str) -> bool:
    """Tell whether a text ends as a sentence does: terminal punctuation, closing quotes and brackets set aside."""
    terminal, closing = _terminals()
    return text.rstrip(closing + " \u00a0\u202f").endswith(terminal)


def _is_running(text: str, words: int) -> bool:
    return words >= SURE_WORDS or (words >= MIN_WORDS and ends_sentence(text))


def is_running(text: str) -> bool:
    """Tell whether a block is running text: many words, or some that end as a sentence does."""
    return _is_running(text, count_words(text))


def title_like(text: str, max_chars: int = MAX_TITLE_CHARS) -> bool:
    """Tell whether a block may be a title: not too long, and not a sentence of running text."""
    if len(text) > max_chars:
        return False
    return not (text.endswith((".", "。", "।", "۔", "።")) and count_words(text) >= _SENTENCE_WORDS)


def find_title(
    blocks: Sequence[RowBlock], declared: str | None, credits: Credits, boilerplate: Collection[int]
) -> RowBlock | None:
    """Return the block that is the title: the declared one near the beginning, else a first block shaped like one.

    Blocks that are boilerplate, or in which a credit was found, stand before the title.
    """
    if declared and (folded := fold(declared)):
        for block in blocks[:_TITLE_BLOCKS]:
            # Quotes and spaces may have been folded away, not half of the text.
            if len(block.text) <= 2 * len(declared) and block.folded == folded:
                return block
    for first in blocks[:_TITLE_BLOCKS]:
        if first.index in boilerplate or (may_hold_credit(first.text) and first.index in credits()):
            continue
        # With a title declared that the text does not repeat, a first block of running text is the body.
        return first if title_like(first.text) and not (declared and first.running) else None
    return None


def may_hold_credit(line: str) -> bool:
    """Tell whether a line may carry a date or a name that signs the article; False means that it does not."""
    return has_date(line) or bool(candidate_lines([line]))


def assign_roles(
    blocks: list[RowBlock],
    *,
    title: str | None,
    repeated: Collection[int],
    credits: Credits,
    boilerplate: Collection[int],
) -> list[RowBlock]:
    """Give each block of an article its role and return the blocks.

    ``title`` is the declared one or None, ``repeated`` the indices of blocks that equal another one or the declared
    title, ``boilerplate`` those of blocks that are boilerplate. ``credits`` is called only when a role depends on it.
    """
    heading = find_title(blocks, title, credits, boilerplate)
    titles = {block.folded for block in (heading,) if block} | ({fold(title)} if title else set())
    titles = {folded for folded in titles if len(folded) + unspaced_chars(folded) >= _MIN_TITLE_CHARS}
    last = max((block.index for block in blocks if block.running), default=-1)
    lede_seen = False
    for block in blocks:
        if block is heading:
            block.assigned = "title"
        elif block.index in repeated and block.folded in titles:
            block.assigned = "repeated-title"
        elif block.index in boilerplate:
            block.assigned = "boilerplate"
        elif block.running:
            block.assigned = "paragraph" if lede_seen else "lede"
            lede_seen = True
        elif not lede_seen and block.words > 1:
            block.leave_open("caption", credits)
        elif block.index < last and blocks[block.index + 1].running and not ends_sentence(block.text):
            block.leave_open("subhead", credits)
        else:
            block.leave_open("other", credits)
    return blocks


def body_length(blocks: Sequence[RowBlock]) -> int:
    """Return the words of the body; each character of an unspaced script counts as one."""
    length = 0
    for block in blocks:
        if block.role in ("lede", "paragraph", "subhead", "other"):
            unspaced = unspaced_chars(block.text)
            length += block.words if not unspaced else block.words - -(-unspaced // _CHARS_A_WORD) + unspaced
    return length
