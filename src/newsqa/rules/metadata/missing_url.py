"""MET002 missing-url: no absolute web address is declared.

What it does
    Flags articles whose declared URL is missing, blank, or not an absolute ``http://`` or ``https://`` address. A
    lasting identifier (``urn:`` or ``tag:``), as news agencies use it, counts as an address.

Why it matters
    Without its address an article can be neither looked up nor credited, and its copies cannot be told from it.

Example
    ``"url": "/2021/03/22/bourse"``; mended: ``"url": "https://www.example.com/2021/03/22/bourse"``.

Fix safety
    No fix: the address is not there.

Nulls
    Null and blank are missing. Input that has no URL at all, such as a plain text file, is not judged; nor are the
    articles of a table without such a column.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from newsqa.rules.base import Hit, NoOptions, Rule
from newsqa.view import View

_ABSOLUTE = r"^\s*(?i:https?://[^\s/?#]+|(?:urn|tag):[^\s:]+)"
_SHOWN = 40  # characters of a wrong address in the message


def check(view: View, options: NoOptions) -> Iterator[Hit]:
    """Yield the articles without an address."""
    carried = applies(view, options)
    if not carried.any():
        return
    urls = view.declared("url")
    for row in np.flatnonzero(carried & ~view.matches("url", _ABSOLUTE)).tolist():
        url = urls[row]
        if url is None:
            yield Hit(row, "the URL is missing", field="url")
        else:
            shown = url if len(url) <= _SHOWN else f"{url[:_SHOWN]}…"
            yield Hit(
                row, f"the URL '{shown}' does not begin with http:// or https:// and a host", field="url"
            )


def applies(view: View, options: NoOptions) -> NDArray[np.bool_]:
    """Articles whose input has URLs."""
    return view.carries("url")


RULE = Rule(
    "MET002", "missing-url", "warning", __name__, check, applies, "the input has no field for the URL"
)
