"""The one door to newsqa's tables of facts: word lists, names and rules as JSON, one file a topic.

SOURCES.md beside the files says what each one holds, where it comes from and how to extend it.
"""

from __future__ import annotations

import json
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent


@cache
def load(topic: str) -> Any:
    """Return the contents of ``<topic>.json``, read once; callers share the object and must not change it.

    ``topic`` is a file's name without suffix, such as "agencies". KeyError names the topics there are when it is
    not one of them.
    """
    if topic not in topics():
        raise KeyError(f"there is no data file '{topic}'; there are: {', '.join(topics())}")
    return json.loads((_FOLDER / f"{topic}.json").read_text("utf-8"))


def path(name: str) -> Path:
    """Return where a file of the folder lies that is no topic but generated from some."""
    return _FOLDER / name


@lru_cache(maxsize=1)
def topics() -> tuple[str, ...]:
    """Return the names of all topics, sorted."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.json")))
