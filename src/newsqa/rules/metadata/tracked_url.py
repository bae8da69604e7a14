"""MET003 tracked-url: the declared URL carries tracking parameters.

What it does
    Flags addresses with parameters that only say where a reader came from (``utm_source``, ``fbclid``, ``xtor`` …),
    behind the question mark or behind the hash. Parameters that may choose what is shown are never among them.

Why it matters
    One article has as many addresses as there are campaigns: keys are no longer unique, copies are not found.

Example
    ``https://example.com/a?id=7&utm_source=rss#top``; mended: ``https://example.com/a?id=7#top``.

Fix safety
    Safe: only the tracking parameters go. All others, their order and the rest of the fragment stay byte for byte.

Nulls
    Judged only where a URL is declared.
"""

from collections.abc import Iterator
from functools import cache

import numpy as np
from numpy.typing import NDArray

from newsqa.data import load
from newsqa.rules.base import Edit, Hit, NoOptions, Rule
from newsqa.view import View


def check(view: View, options: NoOptions) -> Iterator[Hit]:
    """Yield the addresses with tracking parameters."""
    if not view.carries("url").any():
        return
    urls = view.declared("url")
    for row in np.flatnonzero(view.matches("url", r"\?|#[^#]*=")).tolist():
        for start, end in _parameters(urls[row]):
            hit = _judged(row, urls[row], start, end)
            if hit is not None:
                yield hit


def _parameters(url: str) -> Iterator[tuple[int, int]]:
    """Yield where the query of an address stands, with its mark, and where its fragment does."""
    end = len(url.rstrip())
    fragment = url.find("#") if "#" in url else end
    if 0 <= (query := url.find("?")) < fragment:
        yield query, fragment
    if fragment < end:
        yield fragment, end


def _judged(row: int, url: str, start: int, end: int) -> Hit | None:
    """Return the hit of a query or fragment that tracks; None when nothing in it does."""
    mark, parts = url[start], url[start + 1 : end].split("&")
    tracked = [part for part in parts if is_tracking(part) and (mark == "?" or "=" in part)]
    if not tracked:
        return None
    kept = "&".join(part for part in parts if part not in tracked)
    if not parts[0].startswith("amp;"):
        kept = kept.removeprefix("amp;")  # of an "&amp;" of which only the mark is left
    names = ", ".join(dict.fromkeys(_name(part) for part in tracked))
    many = "s" if len(tracked) > 1 else ""
    return Hit(
        row, f"the URL carries the tracking parameter{many} {names}", start + 1, end, field="url",
        value=float(len(tracked)), threshold=0.0, edit=Edit(start, end, f"{mark}{kept}" if kept else "", "safe"),
    )  # fmt: skip


def is_tracking(parameter: str) -> bool:
    """Tell whether a parameter ("name=value", or a name alone) only tracks."""
    names, prefixes = _known()
    name = _name(parameter).lower()
    return name in names or name.startswith(prefixes)


def _name(parameter: str) -> str:
    return parameter.removeprefix("amp;").partition("=")[0]


@cache
def _known() -> tuple[frozenset[str], tuple[str, ...]]:
    data = load("tracking_parameters")
    return frozenset(data["names"]), tuple(data["prefixes"])


def applies(view: View, options: NoOptions) -> NDArray[np.bool_]:
    """Articles that declare a URL."""
    return view.has("url")


RULE = Rule(
    "MET003", "tracked-url", "info", __name__, check, applies, "no article declares a URL", fix="safe"
)
