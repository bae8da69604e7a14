"""LNG004 invalid-language-tag: the declared language is not a BCP 47 tag.

What it does
    Flags declared languages that are not well formed (``fr_FR``), or whose language is not registered (``English``,
    ``xx``; and ``eng``, because a language with a code of two letters has no other). Upper and lower case are free.

Why it matters
    What reads tags (HTML, ninjs, schema.org, Unicode's libraries) ignores or rejects the others.

Example
    ``language: fr_FR``; mended: ``language: fr-FR``.

Fix safety
    Safe: the tag that the value is a variant of: hyphens, the shortest code, the usual case. Names of languages and
    unknown codes are not mended.

Nulls
    Judged only where a language is declared.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from newsqa.rules.base import Edit, Hit, NoOptions, Rule
from newsqa.text.language_tags import canonical_tag, is_tag
from newsqa.view import View


def check(view: View, options: NoOptions) -> Iterator[Hit]:
    """Yield the declared languages that are no tags."""
    values = view.declared("language")
    wrong = {value for value in set(values) if value is not None and not is_tag(value)}
    if not wrong:
        return
    for row, value in enumerate(values):
        if value not in wrong:
            continue
        tag = canonical_tag(value)
        advice = f": write '{tag}'" if tag else ""
        yield Hit(
            row, f"'{value[:40]}' is not a language tag{advice}", 0, len(value), field="language",
            edit=Edit(0, len(value), tag, "safe") if tag else None,
        )  # fmt: skip


def applies(view: View, options: NoOptions) -> NDArray[np.bool_]:
    """Articles that declare a language."""
    return view.has("language")


RULE = Rule(
    "LNG004", "invalid-language-tag", "warning", __name__, check, applies,
    "no article declares its language", fix="safe",
)  # fmt: skip
