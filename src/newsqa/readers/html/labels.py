"""Lines of a page that the lists of newsqa know: share buttons, links to other articles, credits of pictures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import numpy as np

from newsqa.data import load
from newsqa.text.boilerplate import TOPICS
from newsqa.text.fold import fold
from newsqa.text.phrase_index import bare, digest, listed_lines

# Notices of paywalls and of blocked pages stay: they say what the text is.
_DROPPED = frozenset(
    ("comment_rules", "consent_notices", "subscribe_prompts", "share_labels", "related_labels", "page_labels")
)
_RIGHTS = re.compile(r"(?:copyright|\(c\)|©)(?!\w)", re.IGNORECASE)
_MAX = 120  # characters of a line that is looked up


def page_lines(texts: Sequence[str]) -> list[bool]:
    """Tell which lines belong to the page and not to the article: those that the lists have word for word."""
    found = [len(text) <= _MAX and _credit().match(text) is not None for text in texts]
    short = [i for i, text in enumerate(texts) if len(text) <= _MAX and not found[i]]
    digests = [digest(fold(bare(" ".join(texts[i].split())))) for i in short]
    for i, kind in zip(short, listed_lines().kinds(np.array(digests, np.uint64)), strict=True):
        # An ambiguous line may as well be a sub-head.
        found[i] = kind is not None and not kind & 1 and TOPICS[kind >> 1] in _DROPPED
    return found


def is_credit(text: str) -> bool:
    """Tell whether a line begins as a credit of a picture or a note of rights: who is named in it signs no text."""
    return _credit().match(text) is not None or _RIGHTS.match(text) is not None


@cache
def _credit() -> re.Pattern[str]:
    labels = {label for own in load("picture_credits")["labels"].values() for label in own}
    return re.compile(
        rf"(?:{'|'.join(map(re.escape, sorted(labels, key=len, reverse=True)))}) ?[:：©]", re.IGNORECASE
    )
