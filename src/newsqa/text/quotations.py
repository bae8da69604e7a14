"""Quotations, and whether something beside them says who speaks."""

from __future__ import annotations

from functools import cache
from typing import Any

import re2

from newsqa.data import load
from newsqa.text.lazy import lazy

_PAIRS = (("“", "”"), ("„", "“"), ("„", "”"), ("«", "»"), ("»", "«"), ("「", "」"), ('"', '"'))
OPENING_MARKS = frozenset(left for left, _ in _PAIRS)

_SPEAKER_BEFORE = lazy(r"(?:[:：,]|\s[–—-])\s*$")
# "— Jane Doe, mayor" behind a quotation, or a dash before it, as block quotes and dialogues have them.
_SPEAKER_BEHIND = lazy(r"^[\s,.]*[—–-]\s*\S")


@cache
def quotations() -> Any:
    """Return the pattern, over bytes, of what stands between quotation marks within a line."""
    parts = [
        rf"{left}[^{''.join(dict.fromkeys(left + right))}\n]+{right}"
        if left != right
        else r'(?:^|[\s(])"[^"\n]+"'
        for left, right in _PAIRS
    ]
    options = re2.Options()
    options.never_capture = True
    options.log_errors = False
    return re2.compile(("(?m:" + "|".join(parts) + ")").encode(), options)


@cache
def _verbs(language: str | None, more: tuple[str, ...]) -> Any:
    """Return the pattern, over bytes, of a language's words of speech; for None those of all that no other has."""
    data = load("reporting_verbs")
    chosen = [data["verbs"].get(language, "")] if language else data["verbs"].values()
    # Short words mean something else in another language: "sa" is "said", and "her".
    spaced = {verb for verbs in chosen for verb in verbs.split() if language or len(verb) > 2} | {*more}
    options = re2.Options()
    options.never_capture = True
    options.max_mem = 64 << 20
    options.log_errors = False
    words = "|".join(re2.escape(verb) for verb in sorted(spaced))
    loose = "|".join(map(re2.escape, data["unspaced"]))
    return re2.compile(rf"(?i:(?:^|[^\pL\pM])(?:{words})(?:[^\pL\pM]|$))|{loose}".encode(), options)


@cache
def languages() -> frozenset[str]:
    """Return the languages whose words of speech are known."""
    return frozenset({*load("reporting_verbs")["verbs"], "zh", "ja", "ko"})


def is_reported(before: bytes, behind: bytes, language: str | None, verbs: tuple[str, ...]) -> bool:
    """Whether what stands before and behind a quotation says who speaks: a verb of speech, a colon, a dash and a name.

    ``language`` is None where it is not known yet.
    """
    return (
        _verbs(language, verbs).search(before + b"\n" + behind) is not None
        or _SPEAKER_BEFORE.search(before.decode("utf-8", "ignore")[-4:]) is not None
        or _SPEAKER_BEHIND.match(behind.decode("utf-8", "ignore")[:8]) is not None
    )
