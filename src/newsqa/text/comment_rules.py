"""Lines that tell readers how or where to comment, found in a whole batch of text at once.

A line counts only as a whole: "Comments are closed." is one, a sentence that mentions closed comments is not. Both
kinds of entries, whole lines and patterns, become one RE2 pattern, so that the time is linear in the text and does not
grow with the list.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import re2

from newsqa.data import load

# Marks that may stand before and after a line without making it another one.
_BEFORE = r"[ \t\x{a0}\x{200b}\x{feff}»«\"'“”„‘’>→►▶•*·|\[(–—-]{0,6}"
_AFTER = r"[ \t\x{a0}\x{200b}»«\"'“”‘’.!?…:。！？،؟*→►▶>|)\]–—-]{0,8}"
_SPACE = r"[\t\x20\x{a0}\x{202f}]+"
# Around a whole line of the list only what folding drops: white space, quotes, final punctuation.
_ANY_SPACE = r"[\t\x20\x{a0}\x{202f}]*"
_EXACT_BEFORE = r"[ \t\x{a0}\x{feff}\"'“”„‘’«»]{0,6}"
_EXACT_AFTER = r"[ \t\x{a0}\"'“”‘’«».!?…。！？؟*]{0,6}"
# Spaces and apostrophes of a pattern; classes in brackets stay as they are.
_TOLERANT = re.compile(r"\[[^\]]*\]| \??|'")
_TOLERANCES = {" ": _SPACE, " ?": _ANY_SPACE, "'": "['’]?"}
_QUOTES = "\"'`´‘’‚“”„«»"
_BETWEEN = r"[ \t\x{a0}\x{202f}\"'“”‘’«»]+"
_FINAL = " .!?…。！？؟*"

Matcher = Callable[[bytes], Iterator[tuple[int, int, bool]]]


def matcher(phrases: Sequence[str] = ()) -> Matcher:
    """Return a function that scans UTF-8 text for comment rules.

    It yields ``(start, end, exact)`` for each line that is one: byte offsets of the line without its line end (LF or
    CR LF), and whether it is an entry of the list word for word, after folding of case, white space, quotes and final
    punctuation, rather than a variant. The text may hold many articles. ``phrases`` are whole lines to look for
    besides; blank ones are ignored. Bytes that are not UTF-8 match nothing and are no error.
    """
    return _build(tuple(phrase for phrase in phrases if _core(phrase)))


@lru_cache(maxsize=8)
def _build(phrases: tuple[str, ...]) -> Matcher:
    rules = load("comment_rules")
    lines = [_literal(line) for entries in rules["exact"].values() for line in entries]
    lines += [_literal(phrase) for phrase in phrases]
    variants = [_variant(pattern) for patterns in rules["openings"].values() for pattern in patterns]
    exact = _compile(rf"^{_EXACT_BEFORE}(?:{'|'.join(lines)}){_EXACT_AFTER}\r?$")
    anything = _compile(rf"^{_BEFORE}(?:{'|'.join(lines + variants)}){_AFTER}\r?$")

    def scan(data: bytes) -> Iterator[tuple[int, int, bool]]:
        for match in anything.finditer(data):
            start, end = match.span()
            if end > start and data[end - 1] == 0x0D:
                end -= 1
            yield start, end, exact.fullmatch(data[start:end]) is not None

    return scan


def _compile(pattern: str) -> Any:
    options = re2.Options()
    options.never_capture = True
    options.log_errors = False
    options.max_mem = 512 << 20
    return re2.compile(f"(?im:{pattern})".encode(), options)


def _core(phrase: str) -> str:
    """Return a line without outer white space and quotes and final punctuation; composed, as news text mostly is."""
    return unicodedata.normalize("NFC", " ".join(phrase.split())).strip(_QUOTES + " ").rstrip(_FINAL)


def _literal(line: str) -> str:
    """Return the pattern of a whole line of the list."""
    pieces = []
    for word in _core(line).split(" "):
        piece = "".join(f"[{_QUOTES}]?" if char in _QUOTES else re2.escape(char) for char in word)
        pieces.append(piece)
    return _BETWEEN.join(pieces)


def _variant(pattern: str) -> str:
    """Return a pattern of the list with its spaces and apostrophes made as tolerant as those of whole lines."""
    return "(?:" + _TOLERANT.sub(lambda m: _TOLERANCES.get(m.group(), m.group()), pattern) + ")"
