"""MET003 tracked-url: the declared URL carries tracking parameters.

What it does
    Flags addresses with query parameters that only say where a reader came from (``utm_source``, ``fbclid``,
    ``xtor`` …). Parameters that may choose what is shown are never among them.

Why it matters
    One article has as many addresses as there are campaigns: keys are no longer unique, copies are not found.

Example
    ``https://example.com/a?id=7&utm_source=rss#top``; mended: ``https://example.com/a?id=7#top``.

Fix safety
    Safe: only the tracking parameters go. All others, their order and the fragment stay byte for byte.

Nulls
    Judged only where a URL is declared.
"""

from collections.abc import Iterator
from functools import cache

import numpy as np
from numpy.typing import NDArray

from newsqa.data import load
from newsqa.rules.base import Edit, Hit, NoOptions, Rule
from newsqa.rules.metadata.columns import matching
from newsqa.view import View


def check(view: View, options: NoOptions) -> Iterator[Hit]:
    """Yield the addresses with tracking parameters."""
    if not view.carries("url").any():
        return
    urls = view.declared("url")
    for row in np.flatnonzero(matching(view, "url", r"\?")).tolist():
        url = urls[row]
        start, end = url.index("?"), _end_of_query(url)
        parts = url[start + 1 : end].split("&")
        tracked = [part for part in parts if is_tracking(part)]
        if not tracked:
            continue
        kept = "&".join(part for part in parts if not is_tracking(part))
        if not parts[0].startswith("amp;"):
            kept = kept.removeprefix("amp;")  # of an "&amp;" of which only "?" is left
        names = ", ".join(dict.fromkeys(_name(part) for part in tracked))
        many = "s" if len(tracked) > 1 else ""
        yield Hit(
            row, f"the URL carries the tracking parameter{many} {names}", start + 1, end, field="url",
            value=float(len(tracked)), threshold=0.0, edit=Edit(start, end, f"?{kept}" if kept else "", "safe"),
        )  # fmt: skip


def _end_of_query(url: str) -> int:
    """Return where the query of an address ends: at its fragment, or at its end."""
    fragment = url.find("#", url.index("?"))
    return fragment if fragment >= 0 else len(url.rstrip())


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
