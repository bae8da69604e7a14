"""Clean articles of the generator, as blocks that tests put faults into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import corpus
from corpus_faults import ENDS
from corpus_words import LANGUAGES
from newsqa.text.prose import count_words

CODES = tuple(LANGUAGES)


@dataclass(frozen=True)
class Clean:
    """A clean article: declared fields, and the blocks of its plain text (the head has two lines)."""

    article: dict[str, Any]
    blocks: tuple[str, ...]  # title, head, lede, then paragraphs and sub-heads

    @property
    def paragraphs(self) -> list[int]:
        """The indices of the paragraphs behind the lede that are long enough to be compared."""
        return [
            i
            for i in range(3, len(self.blocks))
            if self.blocks[i].endswith(ENDS) and count_words(self.blocks[i]) >= 8
        ]


@cache
def clean(language: str, number: int = 0) -> Clean:
    """Return clean article ``number`` in a language; the same every time."""
    article = corpus.generate(number, seed=11, languages=(language,), fault_share=0).article
    return Clean(article, (article["title"], *article["text"].split("\n\n")))


def joined(blocks: Sequence[str], separator: str = "\n\n", end: str = "\n") -> str:
    """Return blocks as one text; the lines of a block end as those of the separator do."""
    line_end = "\r\n" if "\r" in separator else "\n"
    return separator.join(block.replace("\n", line_end) for block in blocks) + end
