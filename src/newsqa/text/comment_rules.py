"""Lines that tell readers how or where to comment.

A line counts only as a whole: "Comments are closed." is one, a sentence that mentions closed comments is not. The list
has whole lines, which count in an article of any language, and patterns for their variants, which count in articles of
their own language and, if English, in all: pages everywhere carry English widgets. Whole lines are found by their
sketches, all at once; patterns are compiled for the languages that are met, since compiling them all takes longer than
checking a hundred articles.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import numpy as np
import re2
from numpy.typing import NDArray

from newsqa.data import load
from newsqa.text.fold import fold, sketches

if TYPE_CHECKING:
    from newsqa.view import View

# Marks that may stand before and after a line without making it another one.
_BEFORE = r"[ \t\x{a0}\x{200b}\x{feff}»«\"'“”„‘’>→►▶•*·|\[(–—-]{0,6}"
_AFTER = r"[ \t\x{a0}\x{200b}»«\"'“”‘’.!?…:。！？،؟*→►▶>|)\]–—-]{0,8}"
# Spaces and apostrophes of a pattern; classes in brackets stay as they are.
_TOLERANT = re.compile(r"\[[^\]]*\]| \??|'")
_TOLERANCES = {" ": r"[\t\x20\x{a0}\x{202f}]+", " ?": r"[\t\x20\x{a0}\x{202f}]*", "'": "['’]?"}
_QUOTES = "\"'`´‘’‚“”„«»"
_FINAL = " .!?…。！？؟*"
# How lines of the list may end, for their sketches; the line itself is compared without any of these.
_ENDINGS = ("", ".", "!", "?", "...", "…", "。", "！", "؟", "*", ":")

# A variant is a short line; patterns are not tried on longer ones.
MAX_VARIANT_BYTES = 240


def comment_lines(view: View) -> Iterator[tuple[int, bool]]:
    """Yield the blocks of a view that are comment rules, in order, and whether word for word.

    Word for word means equal to a line of the list, or one of the user's phrases, after folding of case, white space,
    quotes and final punctuation.
    """
    whole, expected = _whole(tuple(view.context.phrases))
    blocks = view.blocks
    exact = {
        block
        for block in np.flatnonzero(
            expected[expected[:-1].searchsorted(view.sketches)] == view.sketches
        ).tolist()
        if fold(_bare(" ".join(view.block_text(block).split()))) in whole
    }
    variants = set(_variant_blocks(view, np.flatnonzero(blocks.end - blocks.start <= MAX_VARIANT_BYTES)))
    for block in sorted(exact | variants):
        yield block, block in exact


def _variant_blocks(view: View, short: NDArray[np.int64]) -> Iterator[int]:
    """Yield those of the short blocks that match a pattern of their article's language."""
    rows = view.blocks.article[short].tolist()
    languages = {row: view.language(row) for row in set(rows)}
    by_language: dict[str | None, list[int]] = {}
    for block, row in zip(short.tolist(), rows, strict=True):
        by_language.setdefault(languages[row], []).append(block)
    for language, members in by_language.items():
        starts, ends = view.blocks.start[members].tolist(), view.blocks.end[members].tolist()
        lines = [view.raw[start:end] for start, end in zip(starts, ends, strict=True)]
        limits = list(accumulate(len(line) + 1 for line in lines))
        for found in _variants(language).finditer(b"\n".join(lines)):
            yield members[bisect_right(limits, found.start())]


@lru_cache(maxsize=8)
def _whole(phrases: tuple[str, ...]) -> tuple[frozenset[str], NDArray[np.uint32]]:
    """Return the whole lines of the list, folded, and the sketches a block may have that is one of them.

    All lines are worked on as one text: there are a thousand, and one by one they take as long as checking a file.
    """
    lines = [line for entries in load("comment_rules")["exact"].values() for line in entries]
    bare = _bare("\n".join((*lines, *(" ".join(phrase.split()) for phrase in phrases))))
    folded = fold(bare, ("case", "quotes"))
    # As written and folded: the sketches of İ and its folded form differ.
    sums = _sketch(f"{bare}\n{folded}")[:, None] + _sketch("\n".join(_ENDINGS))[None, :]
    return frozenset(folded.split("\n")) - {""}, np.unique(sums.ravel())


def _sketch(text: str) -> NDArray[np.uint32]:
    """Return the sketch of each line."""
    raw = text.encode() + b"\n"
    ends = np.flatnonzero(np.frombuffer(raw, np.uint8) == 10) + 1  # with its line feed a span is never empty
    return sketches(raw, np.concatenate((np.zeros(1, np.int64), ends[:-1])), ends)


_OUTER = re.compile(rf"^[{_QUOTES} \ufeff]+|[{re.escape(_FINAL + _QUOTES)}]+$", re.MULTILINE)


def _bare(lines: str) -> str:
    """Return lines without outer marks and final punctuation, in NFC."""
    return _OUTER.sub("", lines if lines.isascii() else unicodedata.normalize("NFC", lines))


@cache
def _variants(language: str | None) -> Any:
    """Return the pattern of the variants in a language and in English; in all languages for None."""
    openings: dict[str, list[str]] = load("comment_rules")["openings"]
    wanted = None if language is None else {language, "en"}
    patterns = [
        _tolerant(pattern)
        for names, entries in openings.items()  # languages that share patterns share a key: "da no"
        if wanted is None or wanted.intersection(names.split())
        for pattern in entries
    ]
    options = re2.Options()
    options.never_capture = True
    options.log_errors = False
    options.max_mem = 512 << 20
    return re2.compile(rf"(?im:^{_BEFORE}(?:{'|'.join(patterns)}){_AFTER}\r?$)".encode(), options)


def _tolerant(pattern: str) -> str:
    """Return a pattern of the list with its spaces and apostrophes made as tolerant as folding is."""
    return "(?:" + _TOLERANT.sub(lambda m: _TOLERANCES.get(m.group(), m.group()), pattern) + ")"
