"""Language tags as BCP 47 defines them (RFC 5646): whether a value is one, and its usual form."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from newsqa.data import load
from newsqa.text.lazy import lazy

_TAG = lazy(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})"  # language
    r"(?:-[a-z]{4})?"  # script
    r"(?:-(?:[a-z]{2}|\d{3}))?"  # region
    r"(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*"  # variants
    r"(?:-[a-wyz\d](?:-[a-z\d]{2,8})+)*(?:-x(?:-[a-z\d]{1,8})+)?"  # extensions, private use
    r"|x(?:-[a-z\d]{1,8})+|i-[a-z]{2,8}|en-gb-oed",
    re.IGNORECASE,
)
_CHARSET = lazy(r"\.[\w-]+$")  # what the locales of operating systems end in: "fr_FR.UTF-8"
_PRIVATE = lazy(r"q[a-t][a-z]|[xi]")  # languages that ISO 639 leaves to private use; and tags without one


@lru_cache(1024)
def is_tag(value: str) -> bool:
    """Tell whether a value is a language tag: well formed, with a language that is registered. Case is free."""
    return _TAG.fullmatch(value) is not None and _is_known(_primary(value))


@lru_cache(1024)
def canonical_tag(value: str) -> str | None:
    """Return the tag that a value means ("fr-FR" for "fr_fr"), the shortest code first; None when it means none."""
    parts = _CHARSET.sub("", value.strip()).replace("_", "-").split("-")
    primary = parts[0].lower()
    parts = [shortest(primary), *(_cased(part, parts[at]) for at, part in enumerate(parts[1:]))]
    tag = "-".join(parts)
    return tag if is_tag(tag) else None


def _cased(part: str, before: str) -> str:
    """Return a later part of a tag as it is usually written; ``before`` is the part in front of it."""
    if len(before) == 1:  # behind an extension's letter
        return part.lower()
    if len(part) == 4 and part.isalpha():
        return part.title()
    return part.upper() if len(part) == 2 else part.lower()


def shortest(code: str) -> str:
    """Return the code of two letters for one of three ("eng"), and the present one for an old one ("iw")."""
    data = load("language_tags")
    if len(code) == 3:
        code = data["shortest"].get(code, code)
    replaced: str = data["replaced"].get(code, code)
    return replaced


def _primary(tag: str) -> str:
    return tag.partition("-")[0].lower()


def _is_known(primary: str) -> bool:
    return primary in _codes() or _PRIVATE.fullmatch(primary) is not None


@cache
def _codes() -> frozenset[str]:
    data = load("language_tags")
    return frozenset(" ".join((*data["two_letters"], *data["three_letters"])).split())
