"""What stands below articles: lines that begin as credits, sources, links and appeals to readers do."""

from __future__ import annotations

from functools import cache

from newsqa.data import load
from newsqa.text.fold import fold
from newsqa.text.lazy import lazy
from newsqa.text.prose import unspaced_chars

_LABEL = lazy(r"(?:\S+\s){0,3}\S*[:：]")
_LABEL_UNSPACED = 6  # characters of a label in a script without spaces, at most
_OPENING_WORDS = 4  # of a footer, at most
_FOOTER_WORDS = 15
_FOOTER_UNSPACED = 9


def is_labelled(line: str) -> bool:
    """Tell whether a line begins with a label and a colon."""
    label = _LABEL.match(line)
    return label is not None and unspaced_chars(label.group()) <= _LABEL_UNSPACED


def opens_footer(line: str, *, max_words: int = _FOOTER_WORDS) -> bool:
    """Tell whether a line begins as what stands below articles does: credits, sources, links, appeals to readers.

    With more than ``max_words`` words, one word at the beginning does not tell, unless a colon follows it.
    """
    spaced, unspaced, alone = _footers()
    folded = fold(line).lstrip("*[(-+ ")
    if folded.rstrip(": ") in alone:
        return True
    if folded.startswith(unspaced):
        return unspaced_chars(folded) <= _FOOTER_UNSPACED or is_labelled(line)
    opening = folded.split(" ", _OPENING_WORDS)[:_OPENING_WORDS]
    least = 2 if line.count(" ") >= max_words and not is_labelled(line) else 1
    openings = (" ".join(opening[:count]).rstrip(":,.;-–—|") for count in range(least, len(opening) + 1))
    return not spaced.isdisjoint(openings) or folded.partition(":")[0].rstrip() in spaced


@cache
def _footers() -> tuple[frozenset[str], tuple[str, ...], frozenset[str]]:
    """Return the openings of footers, those in scripts without spaces, and the lines that say nothing else."""
    data = load("continuations")
    openings = [fold(opening).rstrip(".") for words in data["footers"].values() for opening in words]
    alone = frozenset(fold(line) for lines in data["beside"].values() for line in lines)
    return frozenset(openings), tuple(opening for opening in openings if unspaced_chars(opening)), alone
