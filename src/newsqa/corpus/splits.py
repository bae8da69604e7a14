"""The split of a data set that an article belongs to, as the name of its file or folder tells it."""

from __future__ import annotations

import re
from functools import lru_cache

_NAMES = {
    "train": "train",
    "training": "train",
    "test": "test",
    "testing": "test",
    "validation": "validation",
    "valid": "validation",
    "val": "validation",
    "dev": "validation",
}
_NAMED = re.compile(rf"(?<![a-z])(?:{'|'.join(_NAMES)})(?![a-z])")


@lru_cache(10_000)
def split_of(path: str | None) -> str | None:
    """Return "train", "test" or "validation" for a path such as "news/train-00001.parquet" or "dev/a.txt", else None.

    The file's name counts more than its folder's, which must be the word itself.
    """
    if path is None:
        return None
    *folders, name = path.replace("\\", "/").lower().rsplit("/", 2)
    found = _NAMED.search(name)
    return _NAMES[found[0]] if found else _NAMES.get(folders[-1]) if folders else None
