"""Sentences that pages put around articles, by topic and language: written for this harness alone.

They are no part of newsqa's own tables and were not taken from them: what they measure is whether the rules know the
wording of pages they have not seen.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent


@cache
def wording(topic: str) -> dict[str, list[str]]:
    """Return the sentences of a topic by language."""
    with (_FOLDER / f"{topic}.toml").open("rb") as file:
        return tomllib.load(file)
