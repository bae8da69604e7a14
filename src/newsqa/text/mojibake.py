"""Mojibake: finding it cheaply, and mending it with ftfy where encoding and decoding alone does so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import re2

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsqa.view import View

# What a continuation byte of UTF-8 (80 to BF) becomes in each encoding; a lead byte before it gives the mistake away.
_LATIN = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
# The same without the characters that follow a small accented letter in good text (no-break space, quotes, dashes).
_LATIN_RARE = "\u0080-\u009f¡-ª¬-º¼-¿€‚ƒ„†‡ˆ‰Š‹ŒŽ•˜™Ÿ"
_CYRILLIC = "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—™љ›њќћџ\u00a0ЎўЈ¤Ґ¦§Ё©Є«¬\u00ad®Ї°±Ііґµ¶·ё№є»јЅѕї"
_CYRILLIC_RARE = "‚„†‡€‰‹•™›¤¦§©¬\u00ad®°±µ¶·№"
_MAC = "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø"

# A superset of what ftfy calls bad, cheap enough for every byte: lines without a match are never looked at again.
_GATE = re2.compile(
    "|".join(
        (
            f"[Â-ß][{_LATIN}]",  # two-byte sequences in Windows-1252 and Latin-1
            f"[à-ô][{_LATIN_RARE}]",  # three- and four-byte sequences
            f"[ĂÄĹÎĎ][{_LATIN}]|[ГВОΓΒΞ][{_CYRILLIC_RARE}]|вЂ|β€|ā€",
            f"(?:[РС][{_CYRILLIC}]){{2}}",
            f"√[{_MAC}]|‚[Äâó]|≈[{_MAC}]|¬[†©®°±£´ª]",
            f"(?:[–—][{_MAC}]){{2}}",
        )
    )
)

# What a single-byte encoding can produce: Latin, Greek, Cyrillic, punctuation and signs. Other scripts are good text.
_SINGLE_BYTE = r"[^\u0530-\u1dff\u2e80-\uf8fe\uf900-\ufaff\ufb07-\U0010ffff]+"
_WORD = re.compile("[^ ]+")


@dataclass(frozen=True, slots=True)
class Garbled:
    """A stretch of a line that was decoded wrongly: character offsets, and how it should read (None: not known)."""

    start: int
    end: int
    mended: str | None


def suspicious_lines(view: View) -> Iterator[tuple[int, int]]:
    """Yield start and end in the view's data of the lines that may hold mojibake, in order, each once.

    Lines are whole, without their line ends only: a no-break space at the edge may be the second half of a letter.
    """
    behind = 0
    for match in _GATE.finditer(view.raw):
        if match.start() < behind:
            continue
        number = int(np.searchsorted(view.lines, match.start(), side="right"))
        start = int(view.lines[number - 1])
        behind = int(view.lines[number]) if number < len(view.lines) else len(view.raw)
        yield start, start + len(view.raw[start:behind].rstrip(b"\r\n"))


def find(line: str) -> list[Garbled]:
    """Return the garbled stretches of a line: as much as one repair mends in one, the rest word by word."""
    if not _is_bad(line):
        return []
    found: list[Garbled | None] = []
    for stretch in re.finditer(_SINGLE_BYTE, line):
        whole = _garbled(stretch[0], stretch.start())
        words = () if whole else _WORD.finditer(stretch[0])
        found += [whole] if whole else [_garbled(word[0], stretch.start() + word.start()) for word in words]
    return [garbled for garbled in found if garbled]


def _garbled(text: str, start: int) -> Garbled | None:
    """Return what of a text that begins at character ``start`` is garbled; None when it is not, or not as a whole."""
    if text.isascii() or not _is_bad(text) or (mended := mend(text)) is None:
        return None
    return _changed(text, mended, start)


def mend(text: str) -> str | None:
    """Return the text as it should read, or None when encoding and decoding alone does not mend it."""
    ftfy = _ftfy()
    fixed, steps = ftfy.fix_encoding_and_explain(text, _config())
    pure = bool(steps) and all(step.action in ("encode", "decode") for step in steps)
    if pure and steps[-1].parameter != "utf-8":
        return None  # Latin-1 that should have been Windows-1252: those are control characters, see TXT005
    return fixed if pure and fixed != text and not _is_bad(fixed) and "\ufffd" not in fixed else None


def _changed(line: str, mended: str, at: int) -> Garbled:
    """Return the stretch from the first to the last changed word; ASCII spaces are the same on both sides."""
    bad, good = line.split(" "), mended.split(" ")
    if len(bad) != len(good):
        return Garbled(at, at + len(line), mended)
    changed = [i for i, (one, other) in enumerate(zip(bad, good, strict=True)) if one != other]
    first, last = changed[0], changed[-1]
    start = at + sum(len(word) + 1 for word in bad[:first])
    return Garbled(start, start + len(" ".join(bad[first : last + 1])), " ".join(good[first : last + 1]))


def _is_bad(text: str) -> bool:
    from ftfy.badness import is_bad

    return bool(is_bad(text))


@cache
def _ftfy():  # type: ignore[no-untyped-def]
    import ftfy

    return ftfy


@cache
def _config():  # type: ignore[no-untyped-def]
    return _ftfy().TextFixerConfig(
        unescape_html=False,
        restore_byte_a0=False,
        replace_lossy_sequences=False,
        decode_inconsistent_utf8=False,
        fix_c1_controls=False,
    )
