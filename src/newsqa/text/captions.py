"""Captions told by the credit of their picture: "Photo: …" before or behind them, "© …", "name/agency"."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

import re2

from newsqa.data import load
from newsqa.text.lazy import lazy

# A caption with its credit is no longer than this, and a credit at its end no longer than that.
MAX_WORDS = 60
_MAX_CHARS = 1000
_CREDIT_CHARS = 70
_LABEL_CHARS = 40

_MARK = lazy(r"[:：=©]")
# "© 2021 …" and "© Copyright …" are notices of rights for the whole page.
_RIGHTS = lazy(r"©(?:\s?(?:copyright|provided by)|[^\n]{0,20}\b(?:19|20)\d\d\b)", re.IGNORECASE)
# What may stand before a credit: nothing but these at the beginning, one of those in the middle of a line.
_LEADING = " \t([•►▲▼△▽◀▶-"
_GAPS = ' \t\u00a0([|.!?…。”"»–—-'
# "F. Lastname/dpa", "(AP)" and "＝ＡＰ" credit a picture when they stand behind a short line.
_SIGNS = ("/", "|", "(", "[", "=", "（", "＝", "／", "｜")
_CLOSING = " .,;)]）"


class _Words(NamedTuple):
    labels: tuple[str, ...]
    phrases: tuple[str, ...]
    agencies: tuple[str, ...]


@cache
def _words() -> _Words:
    data = load("picture_credits")
    labels = {label for listed in data["labels"].values() for label in listed}
    return _Words(
        tuple(sorted(labels, key=len, reverse=True)), tuple(data["phrases"]), tuple(data["agencies"])
    )


def may_credit_pictures(text: bytes) -> bool:
    """Tell whether a text in UTF-8 may hold a label or a phrase with which pictures are credited: few articles do."""
    return _gate().search(text) is not None


@cache
def _gate() -> Any:
    labels, phrases = ("|".join(map(re2.escape, sorted(found))) for found in _words()[:2])
    options = re2.Options()
    options.never_capture = True
    options.log_errors = False
    return re2.compile(rf"(?i:©|(?:{labels})[\s\pZ]*[:：=]|{phrases})".encode(), options)


def is_caption(text: str, words: int, *, running: bool, credited: bool = True) -> bool:
    """Tell whether a block of so many words is the caption or the credit of a picture.

    A paragraph that merely ends with an agency's mark is none; ``running`` says that the block is running text, and
    ``credited`` is what `may_credit_pictures` says of its article.
    """
    if (running and not credited) or words > MAX_WORDS or len(text) > _MAX_CHARS:
        return False
    return (credited and (_is_labelled(text) or _has_phrase(text))) or (not running and _is_signed(text))


def _is_labelled(text: str) -> bool:
    for mark in _MARK.finditer(text):
        at = mark.start()
        if mark.group() == "©":
            if not _RIGHTS.match(text, at) and _is_credit(text, at, at + 1):
                return True
            continue
        before = text[max(0, at - _LABEL_CHARS) : at].rstrip().lower()
        if before.endswith(_words().labels):
            label = next(label for label in _words().labels if before.endswith(label))
            start = text.lower().rfind(label, 0, at)
            if _is_credit(text, start, at + 1):
                return True
    return False


def _has_phrase(text: str) -> bool:
    lower = text.lower()
    for phrase in _words().phrases:
        at = lower.rfind(phrase)
        if at >= 0 and _is_credit(text, at, at + len(phrase)):
            return True
    return False


def _is_credit(text: str, start: int, end: int) -> bool:
    """Tell whether what stands from ``start`` to ``end`` begins the line, or ends it with no more than a name."""
    if start <= 0 or not text[:start].strip(_LEADING):
        return True
    return text[start - 1] in _GAPS and 0 < len(text) - end <= _CREDIT_CHARS


def _is_signed(text: str) -> bool:
    tail = text[-_CREDIT_CHARS:].rstrip(_CLOSING).lower()
    if not tail.endswith(_words().agencies):
        return False
    return any(
        tail.endswith(agency) and tail[: -len(agency)].rstrip().endswith(_SIGNS)
        for agency in _words().agencies
    )
