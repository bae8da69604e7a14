"""Roles: what each block of an article is, so that rules can judge it as what it is.

Roles come first and rules after. They are told from shape (length, sentence ends), place, repetition, and from what
the searches for dates, sources and boilerplate found in the block.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from newsqa.text.captions import is_caption
from newsqa.text.credits import candidate_lines
from newsqa.text.date_gate import has_date
from newsqa.text.fold import fold
from newsqa.text.page_shape import page_lines
from newsqa.text.prose import CHARS_A_WORD, count_words, ends_sentence, is_running, unspaced_chars

Role = Literal[
    "title", "repeated-title", "byline", "caption", "lede", "subhead", "paragraph", "boilerplate", "other"
]  # fmt: skip
ROLES: tuple[Role, ...] = (
    "title", "repeated-title", "byline", "caption", "lede", "subhead", "paragraph", "boilerplate", "other",
)  # fmt: skip

# The roles that tell the story, and those that the body may be made of.
_STORY: tuple[Role, ...] = ("lede", "paragraph")
_BODY: tuple[Role, ...] = (*_STORY, "subhead", "other")

MAX_TITLE_CHARS = 250
HEAD_BLOCKS = 12
FOOT_BLOCKS = 5
# Paragraphs that may open with a dateline or close with an agency's mark; below them paragraphs only tell the story.
LEDES = 2

# A first block that ends with a full stop and has this many words is a sentence of the body, not a title.
_SENTENCE_WORDS = 12
# A declared title counts as the text's own when it stands this near to its beginning.
_TITLE_BLOCKS = 5
# A title of one short word ("Sport") is a rubric: that it stands again means nothing. A character of an unspaced script
# counts as two.
_MIN_TITLE_CHARS = 12

# Sub-heads end with no stop, but for the question.
_QUESTIONS = ("?", "？", "؟", "՞")

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
    _ends: bool | None = None
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
    def ends(self) -> bool:
        """Whether the text ends as a sentence does."""
        if self._ends is None:
            self._ends = ends_sentence(self.text)
        return self._ends

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
    credited: bool,
) -> list[RowBlock]:
    """Give each block of an article its role and return the blocks.

    ``title`` is the declared one or None, ``repeated`` the indices of blocks that equal another one or the declared
    title, ``boilerplate`` those of blocks that are boilerplate by their words. ``credits`` is called only when a role
    depends on it. ``credited`` tells that the article may credit its pictures.
    """
    heading = find_title(blocks, title, credits, boilerplate)
    titles = {block.folded for block in (heading,) if block} | ({fold(title)} if title else set())
    titles = {folded for folded in titles if len(folded) + unspaced_chars(folded) >= _MIN_TITLE_CHARS}
    around = page_lines(blocks, boilerplate)
    body: list[RowBlock] = []
    for block in blocks:
        if block is heading:
            block.assigned = "title"
        elif block.index in repeated and block.folded in titles:
            block.assigned = "repeated-title"
        elif block.index in boilerplate or (block.running and block.index in around):
            block.assigned = "boilerplate"
        elif block.index in around:
            block.leave_open("boilerplate", credits)
        elif not is_caption(block.text, block.words, running=block.running, credited=credited):
            body.append(block)
        elif block.running:
            block.assigned = "caption"
        else:
            block.leave_open("caption", credits)
    _assign_body(body, credits)
    return blocks


def _assign_body(blocks: Sequence[RowBlock], credits: Credits) -> None:
    """Give those blocks of an article their roles that are neither title nor lines of the page nor known captions."""
    lede_seen = False
    for block, following in zip_longest(blocks, blocks[1:]):
        if block.running:
            block.assigned = "paragraph" if lede_seen else "lede"
            lede_seen = True
        elif not lede_seen and block.words > 1:
            block.leave_open("caption", credits)
        elif following and following.running and (not block.ends or block.text.endswith(_QUESTIONS)):
            block.leave_open("subhead", credits)
        else:
            block.leave_open("other", credits)


def content(blocks: Sequence[RowBlock]) -> list[RowBlock]:
    """Return the blocks that tell the story: lede, paragraphs, sub-heads, and short lines of the body.

    Title, byline, captions and boilerplate are set aside, and short lines outside the body, which reaches from its
    first to its last block of running text. One short line behind it belongs to it where nothing else follows: it may
    be what is left of a paragraph, or of a sub-head.
    """
    told = [block for block in blocks if block.running and block.role in _STORY]
    if not told:
        return []
    first, last = told[0].index, told[-1].index
    behind = [block.index for block in blocks if block.index > last and block.role in _BODY]
    until = last + 1 if behind == [last + 1] else last
    return [block for block in blocks if first <= block.index <= until and block.role in _BODY]


def last_content(blocks: Sequence[RowBlock]) -> RowBlock | None:
    """Return the block an article ends with, footers and the like set aside; None when it has no running text."""
    told = content(blocks)
    return told[-1] if told else None


def body_length(blocks: Sequence[RowBlock]) -> int:
    """Return the words of the body; each character of an unspaced script counts as one."""
    length = 0
    for block in blocks:
        if block.role in _BODY:
            unspaced = unspaced_chars(block.text)
            length += block.words if not unspaced else block.words - -(-unspaced // CHARS_A_WORD) + unspaced
    return length
