"""MET004 suffixed-title: the declared title carries the name of the site.

What it does
    Flags titles that end in a separator and the name of the publisher (`` - Le Monde.fr``, `` | BBC News``). The
    name must be the declared publisher, or the name in the declared URL's host; any other ending is left alone.

Why it matters
    The same story has another title on every site, and titles are compared, counted and shown with the noise.

Example
    ``Orange monte en Bourse - Le Monde.fr``, publisher ``Le Monde``; mended: ``Orange monte en Bourse``.

Fix safety
    Safe when the ending is the declared publisher's name or domain; unsafe when only the URL says so.

Nulls
    Judged where a title is declared, and a publisher or a URL.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from newsqa.rules.base import Edit, Hit, NoOptions, Rule, Safety
from newsqa.text.fold import fold
from newsqa.text.lazy import lazy
from newsqa.view import View

# What stands between a title and the name: a mark between spaces, or a bar, wherever it stands.
_SEPARATOR = lazy(r"\s+[-–—·•:»›/]+\s+|\s*[|｜]+\s*|\s*[_＿]+\s*|(?<=[\u2e80-\uffef])[-–—](?=\S)|\s*——?\s*")
_MAX_NAME_CHARS = 40
_GATE = rf"(?:\s[-–—·•:»›/]+\s|[|｜_＿—]|[^\x00-\x7f][-–])[^|｜]{{2,{_MAX_NAME_CHARS}}}$"
_DOMAIN = lazy(r"(?:https?://)?(?:www\d?\.)?((?:[\w-]+\.)+[a-z]{2,})(?:[:/?#]|$)", re.IGNORECASE)
_ENDING = lazy(r"\.(?:com?|net|org|info|news|[a-z]{2})(?:\.[a-z]{2})?$", re.IGNORECASE)
# Parts of a host that are not the name: second levels, and what sites put before it.
_NOT_NAMES = frozenset(
    {"co", "com", "org", "net", "gov", "edu", "ac", "www", "news", "blog", "blogs", "m", "amp"}
)


def check(view: View, options: NoOptions) -> Iterator[Hit]:
    """Yield the titles that end in the site's name."""
    evidence = applies(view, options)
    if not evidence.any():
        return
    titles, publishers, urls = (view.declared(name) for name in ("title", "publisher", "url"))
    for row in np.flatnonzero(evidence & view.matches("title", _GATE)).tolist():
        title, own, site = titles[row], names_of(publishers[row] or ""), names_of_url(urls[row] or "")
        for found in reversed(list(_SEPARATOR.finditer(title))):
            name = title[found.end() :].strip()
            if len(name) > _MAX_NAME_CHARS or not title[: found.start()].strip():
                break
            if written := names_of(name) & (own | site):
                safety: Safety = "safe" if written & own else "unsafe"
                yield Hit(
                    row, f"the title ends in the name of the site, '{name}'", found.start(), len(title), field="title",
                    edit=Edit(found.start(), len(title), "", safety),
                )  # fmt: skip
                break


@lru_cache(4096)
def names_of(publisher: str) -> frozenset[str]:
    """Return the ways in which a publisher's name, or its domain, may be written: letters and digits only."""
    bare = _ENDING.sub("", publisher.strip())
    names = {_letters(publisher), _letters(bare), *names_of_url(publisher)}
    return frozenset(name for name in names | {name.removeprefix("the") for name in names} if len(name) > 1)


@lru_cache(4096)
def names_of_url(url: str) -> frozenset[str]:
    """Return the name in the host of an address, with and without its ending; nothing for other text."""
    host = _DOMAIN.match(url.strip())
    if host is None:
        return frozenset()
    labels = [label for label in host[1].split(".")[:-1] if label not in _NOT_NAMES]
    names = {_letters(host[1]), *map(_letters, labels[-1:])}
    if len(labels) > 1:
        names.add(_letters(host[1].partition(".")[2]))
    return frozenset(name for name in names if len(name) > 1)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, fold(text)))


def applies(view: View, options: NoOptions) -> NDArray[np.bool_]:
    """Articles that declare a title, and a publisher or a URL."""
    mask: NDArray[np.bool_] = view.has("title") & (view.has("publisher") | view.has("url"))
    return mask


RULE = Rule(
    "MET004", "suffixed-title", "info", __name__, check, applies,
    "no article declares a title and where it is from", fix="safe",
)  # fmt: skip
