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
from newsqa.text.credit_gate import candidate_lines
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
TITLE_BLOCKS = 5
# A title of one short word ("Sport") is a rubric: that it stands again means nothing. A character of an unspaced script
# counts as two.
_MIN_TITLE_CHARS = 12

# Sub-heads end with no stop, but for the question.
_QUESTIONS = ("?", "？", "؟", "՞")

# Finds the indices of the blocks that carry a name that signs the article, or its date.
Credits = Callable[[], Collection[int]]
# Tells the roles of an article that take a look at all its blocks.
Settle = Callable[[], None]


@dataclass(slots=True)
class RowBlock:
    """A block of one article: ``start`` and ``end`` are byte offsets into the view's data, ``line`` counts from 1.

    ``known`` is its role where that is told at once: title, repeated title, and boilerplate by its words.
    """

    index: int
    text: str
    start: int
    end: int
    line: int
    running: bool
    known: Role | None = None
    _words: int | None = None
    _ends: bool | None = None
    _role: Role | None = None
    _shape: Role | None = None
    _settle: Settle | None = None
    _credits: Credits = frozenset
    _folded: str | None = None

    @property
    def shape(self) -> Role:
        """What the block is if no credit stands in it; where it is not ``known`` all blocks of the article tell it."""
        if self.known is not None:
            return self.known
        if self._shape is None and self._settle is not None:
            self._settle()
        return self._shape or "other"

    @property
    def assigned(self) -> Role | None:
        """What the block is whatever credits stand in it; None where the search for credits has to tell, which is dear."""
        return self.shape if self.known is not None or self.running else None

    @property
    def role(self) -> Role:
        """What the block is. Where it is not ``known`` it takes a look at all blocks, or the search for credits."""
        if self._role is None:
            self._role = "byline" if self.signs else self.shape
        return self._role

    @property
    def signs(self) -> bool:
        """Whether the block is a byline or a date line: a credit was found in it, and it is no running text."""
        return self.known is None and not self.running and self.index in self._credits()

    def leave_open(self, settle: Settle, credits: Credits) -> None:
        """Leave the role to be told when asked for; ``settle`` calls `take_shape`."""
        self._settle, self._credits = settle, credits

    def take_shape(self, shape: Role) -> None:
        """Note what the block is if no credit stands in it."""
        self._shape = shape

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
        for block in blocks[:TITLE_BLOCKS]:
            # Quotes and spaces may have been folded away, not half of the text.
            if len(block.text) <= 2 * len(declared) and block.folded == folded:
                return block
    for first in blocks[:TITLE_BLOCKS]:
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
    settle: Settle,
) -> list[RowBlock]:
    """Give each block of an article its role, or leave it to be told when asked for, and return the blocks.

    ``title`` is the declared one or None, ``repeated`` the indices of blocks that equal another one or the declared
    title, ``boilerplate`` those of blocks that are boilerplate by their words. ``credits`` and ``settle``, which calls
    `settle_roles`, are called only when a role depends on them.
    """
    heading = find_title(blocks, title, credits, boilerplate)
    titles = {block.folded for block in (heading,) if block} | ({fold(title)} if title else set())
    titles = {folded for folded in titles if len(folded) + unspaced_chars(folded) >= _MIN_TITLE_CHARS}
    for block in blocks:
        if block is heading:
            block.known = "title"
        elif block.index in repeated and block.folded in titles:
            block.known = "repeated-title"
        elif block.index in boilerplate:
            block.known = "boilerplate"
        else:
            block.leave_open(settle, credits)
    return blocks


def settle_roles(blocks: Sequence[RowBlock], boilerplate: Collection[int], *, credited: bool) -> None:
    """Tell by shape what those blocks of an article are that are not known.

    ``boilerplate`` are the indices of those that are boilerplate by their words, ``credited`` tells that the article may
    credit its pictures.
    """
    around = page_lines(blocks, boilerplate)
    body: list[RowBlock] = []
    for block in blocks:
        if block.known is not None:
            continue
        if block.index in around:
            block.take_shape("boilerplate")
        elif is_caption(block.text, block.words, running=block.running, credited=credited):
            block.take_shape("caption")
        else:
            body.append(block)
    _settle_body(body)


def _settle_body(blocks: Sequence[RowBlock]) -> None:
    """Tell what those blocks of an article are that are neither title nor lines of the page nor known captions."""
    lede_seen = False
    for block, following in zip_longest(blocks, blocks[1:]):
        if block.running:
            block.take_shape("paragraph" if lede_seen else "lede")
            lede_seen = True
        elif not lede_seen and block.words > 1:
            block.take_shape("caption")
        elif following and following.running and (not block.ends or block.text.endswith(_QUESTIONS)):
            block.take_shape("subhead")
        else:
            block.take_shape("other")


def find_lede(blocks: Sequence[RowBlock]) -> RowBlock | None:
    """Return the first paragraph of an article, which its first block of running text mostly is for certain."""
    first = next((block for block in blocks if block.running and block.known is None), None)
    # The stretch that holds most of the body begins no later than with its first running text, so this is no teaser.
    if first is None or not is_caption(first.text, first.words, running=True):
        return first
    return next((block for block in blocks if block.running and block.shape == "lede"), None)


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
    return sum(_length(block) for block in blocks if block.role in _BODY)


def least_body_length(blocks: Sequence[RowBlock]) -> int:
    """Return as many words as the body has at least: the search for credits, which is dear, is left out."""
    told = sum(_length(block) for block in blocks if block.assigned in _STORY)
    lines = [block for block in blocks if block.assigned is None and block.shape in _BODY]
    credits = set(candidate_lines([block.text for block in lines])) if lines else set()
    plain = (line for number, line in enumerate(lines) if number not in credits and not has_date(line.text))
    return told + sum(map(_length, plain))


def _length(block: RowBlock) -> int:
    unspaced = unspaced_chars(block.text)
    return block.words if not unspaced else block.words - -(-unspaced // CHARS_A_WORD) + unspaced
