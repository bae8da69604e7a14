"""LNG001 undeclared-language: the article does not say which language it is in.

What it does
    Flags articles without a declared language, in input that has a field for it.

Why it matters
    Screen readers, search engines and training sets go by the declared language; guessing it anew costs and errs.

Example
    ``"language": null`` on a French text; mended: ``"language": "fr"``.

Fix safety
    Unsafe: sets the language detected in the text, where one is.

Nulls
    Null, blank and ``und`` (undetermined) are undeclared. Input that has no language at all, such as a plain text file,
    is not judged; nor are the articles of a table without such a column.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from newsqa.rules.base import Edit, Hit, NoOptions, Rule
from newsqa.view import View

_UNDETERMINED = "und"


def check(view: View, options: NoOptions) -> Iterator[Hit]:
    """Yield the articles that declare no language."""
    carried = applies(view, options)
    if not carried.any():
        return
    values = view.articles.column("language")
    for row, declared in enumerate(view.declared("language")):
        if not carried[row] or (declared is not None and declared.strip().lower() != _UNDETERMINED):
            continue
        found = view.detected(row)
        if found is None:
            yield Hit(row, "no language is declared", field="language")
            continue
        end = len(values[row].as_py() or "")
        yield Hit(
            row, f"no language is declared; the text is '{found.language}'", 0, end, field="language",
            edit=Edit(0, end, found.language, "unsafe"),
        )  # fmt: skip


def applies(view: View, options: NoOptions) -> NDArray[np.bool_]:
    """Articles whose input has languages."""
    return view.carries("language")


RULE = Rule(
    "LNG001", "undeclared-language", "info", __name__, check, applies,
    "the input has no field for the language", fix="unsafe",
)  # fmt: skip
