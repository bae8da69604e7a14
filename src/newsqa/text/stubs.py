"""Lines at the end of an article of whose sentences one says that the rest is for subscribers.

Lists and patterns know whole lines. Sites join what they know: "Cet article est réservé à nos abonnés. Déjà abonné ?"
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from newsqa.text.credit_gate import matching_lines
from newsqa.text.lazy import lazy, lazy_re2

if TYPE_CHECKING:
    from newsqa.view import View

_LAST_BLOCKS = 3
_MAX_BYTES = 240
_MAX_OTHERS = 100  # characters of the other sentences: an offer, a way to log in
_READERS = lazy_re2(
    "(?i:abonn|subscri|suscri|abbonat|assinant|prenumer|подпис|передплат|συνδρομ|előfizet|předplat|predplat|会員|会员|會員|구독|회원)".encode()
)
_SENTENCES = lazy(r"(?<=[.!?…])\s+|(?<=:)\s+|(?<=[。？！])")


def stubs(view: View, is_stub: Callable[[str, int], bool]) -> Iterator[int]:
    """Yield the blocks (indices in ``view.blocks``) among the last of their article with a sentence that ``is_stub``.

    ``is_stub`` is asked for a sentence and its block.
    """
    blocks = view.blocks
    last = blocks.first[1:] - 1
    ends = np.concatenate([last[last - back >= blocks.first[:-1]] - back for back in range(_LAST_BLOCKS)])
    ends = ends[blocks.end[ends] - blocks.start[ends] <= _MAX_BYTES]
    starts, stops = blocks.start[ends].tolist(), blocks.end[ends].tolist()
    lines = [view.raw[start:stop] for start, stop in zip(starts, stops, strict=True)]
    for at in matching_lines(_READERS, [line.replace(b"\n", b" ") for line in lines]):
        block = int(ends[at])
        sentences = _SENTENCES.split(" ".join(view.block_text(block).split()))
        if len(sentences) < 2:
            continue
        others = [sentence for sentence in sentences if not is_stub(sentence, block)]
        if len(others) < len(sentences) and sum(map(len, others)) <= _MAX_OTHERS:
            yield block
