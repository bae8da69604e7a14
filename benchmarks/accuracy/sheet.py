"""An article's text as blocks that can be inserted, removed and replaced, with what each of them is.

What a block is, is told here from the simple form that clean articles have (title, head, paragraphs and sub-heads, foot),
not by newsqa's roles: the harness must not believe what it measures.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["title", "head", "paragraph", "subhead", "foot"]

UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
ENDS = re.compile(r"[.!?…。！？؟۔।][\"'”’»“„«」』)）\]]*$")
_BLOCK = re.compile(r"[^\n]*\S[^\n]*")
# A block of this many characters that ends as a sentence does is a paragraph, and so is one of three times as many that
# does not; characters of Chinese and Japanese count for two and a half.
_PARAGRAPH_CHARS = 45


def width(text: str) -> float:
    """Return the length of a text in characters; one of an unspaced script counts for two and a half."""
    return len(text) + 1.5 * len(UNSPACED.findall(text))


def is_paragraph(text: str) -> bool:
    """Tell whether a block is running text."""
    least = _PARAGRAPH_CHARS if ENDS.search(text.rstrip()) else 3 * _PARAGRAPH_CHARS
    return width(text) >= least


@dataclass(slots=True)
class Sheet:
    """Blocks (lines that are not blank), the gap before each, and what each one is."""

    blocks: list[str]
    gaps: list[str]
    kinds: list[Kind]
    tail: str = ""

    @classmethod
    def of(cls, text: str, title: str | None) -> Sheet:
        """Take a text apart."""
        blocks, gaps, at = [], [], 0
        for found in _BLOCK.finditer(text):
            blocks.append(found[0])
            gaps.append(text[at : found.start()])
            at = found.end()
        return cls(blocks, gaps, _kinds(blocks, title), text[at:])

    @property
    def text(self) -> str:
        """The text, put together again."""
        return "".join(gap + block for gap, block in zip(self.gaps, self.blocks, strict=True)) + self.tail

    def start(self, index: int) -> int:
        """Return where a block starts in the text, in characters."""
        before = zip(self.gaps[:index], self.blocks[:index], strict=True)
        return sum(len(gap) + len(block) for gap, block in before) + len(self.gaps[index])

    def span(self, index: int) -> tuple[int, int]:
        """Return where a block stands in the text."""
        start = self.start(index)
        return start, start + len(self.blocks[index])

    def all(self, *kinds: Kind) -> list[int]:
        """Return the blocks of some kinds."""
        return [index for index, kind in enumerate(self.kinds) if kind in kinds]

    @property
    def paragraphs(self) -> list[int]:
        """The blocks of running text."""
        return self.all("paragraph")

    @property
    def gap(self) -> str:
        """What stands between two paragraphs: an empty line, or only a line end."""
        between = [self.gaps[index] for index in self.paragraphs[1:]]
        return max(set(between), key=lambda gap: (between.count(gap), gap)) if between else "\n\n"

    def insert(self, index: int, block: str, kind: Kind = "foot", gap: str | None = None) -> int:
        """Put a block in front of block ``index`` (or behind the last one) and return its index."""
        gap = self.gap if gap is None else gap
        if index == 0:
            self.gaps[:1] = ["", gap] if self.blocks else [""]
        else:
            self.gaps.insert(index, gap)
        self.blocks.insert(index, block)
        self.kinds.insert(index, kind)
        return index

    def append(self, block: str) -> int:
        """Put a block behind the last one and return its index."""
        return self.insert(len(self.blocks), block)

    def remove(self, indexes: list[int]) -> None:
        """Take blocks out."""
        for index in sorted(indexes, reverse=True):
            del self.blocks[index], self.kinds[index]
            gap = self.gaps.pop(index)
            if index == 0 and self.gaps:
                self.gaps[0] = ""
            elif index < len(self.gaps) and len(gap) > len(self.gaps[index]):
                self.gaps[index] = gap  # the wider of the two

    def keep(self, indexes: list[int]) -> None:
        """Take all other blocks out."""
        self.remove([index for index in range(len(self.blocks)) if index not in set(indexes)])


def _letters(text: str) -> str:
    """Return a text without spaces, quotes and marks: a declared title may have other ones."""
    return "".join(character for character in text.casefold() if character.isalnum())


def _kinds(blocks: list[str], title: str | None) -> list[Kind]:
    named = {i for i, block in enumerate(blocks[:3]) if title and _letters(block) == _letters(title)}
    running = [i for i, block in enumerate(blocks) if i not in named and is_paragraph(block)]
    first, last = (running[0], running[-1]) if running else (len(blocks), -1)
    kinds: list[Kind] = []
    for index in range(len(blocks)):
        if index in named:
            kinds.append("title")
        elif index < first:
            kinds.append("head")
        elif index > last:
            kinds.append("foot")
        else:
            kinds.append("paragraph" if index in running else "subhead")
    return kinds
