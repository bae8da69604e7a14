"""STD008 signed-text: the text carries a signed manifest of its origin, which any edit would break.

What it does
    Finds C2PA manifests in text: U+FEFF and a run of at least 16 variation selectors behind it, in which bytes are hidden
    (C2PA specification 2.1, "Embedding manifests into unstructured text").

Why it matters
    The signature holds for the text as it is. A fix, even a safe one, would make it invalid; so every fix of such an
    article counts as unsafe.

Example
    A text that ends with U+FEFF and hundreds of invisible characters.

Fix safety
    No fix: there is nothing wrong.

Nulls
    Null, empty and blank texts are not flagged.
"""

from collections.abc import Iterator

from newsqa.rules.base import Hit, NoOptions, Rule
from newsqa.view import View


def check(view: View, options: NoOptions) -> Iterator[Hit]:
    """Yield the manifests."""
    for start, end in view.manifests:
        row = view.row_of(start)
        yield Hit(row, "a signed manifest: any edit of the text breaks its signature", start, end)


RULE = Rule("STD008", "signed-text", "info", __name__, check)
