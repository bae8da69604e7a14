"""LEN003 long-title: the declared title is longer than a title should be.

What it does
    Counts the characters of the declared title, without the white space around it.

Why it matters
    Search engines and readers' apps cut long titles; very long ones are often a lede in the wrong field.

Example
    A title of 180 characters; mended: at most 110.

Fix safety
    No fix: shortening a title is an editor's work.

Options
    max_chars: the largest number of characters (110).

Nulls
    Judged only where a title is declared.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsqa.rules.base import Hit, Rule
from newsqa.view import View


class Options(NamedTuple):
    """Options of long-title."""

    max_chars: int = 110


def check(view: View, options: Options) -> Iterator[Hit]:
    """Yield the titles that are too long."""
    for row, title in enumerate(view.declared("title")):
        if title is None or len(title) <= options.max_chars or len(title.strip()) <= options.max_chars:
            continue
        start = len(title) - len(title.lstrip())
        length = len(title.strip())
        yield Hit(
            row, f"the title has {length} characters, more than {options.max_chars}", start, start + length,
            field="title", value=float(length), threshold=float(options.max_chars),
        )  # fmt: skip


def applies(view: View, options: Options) -> NDArray[np.bool_]:
    """Articles that declare a title."""
    return view.has("title")


RULE = Rule(
    "LEN003", "long-title", "info", __name__, check, applies, "no article declares its title", Options
)
