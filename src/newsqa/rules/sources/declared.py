"""The declared authors of a batch, each different value once."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from newsqa import items
from newsqa.text.author_values import is_plain
from newsqa.view import View

# Formats whose by-line is a line to be printed, with all that belongs into one.
_WITH_BYLINES = ("newsml-g2", "nitf", "newsml-1", "ninjs", "dpa")

# By the value: the articles that declare it, and which of their authors it is.
Places = dict[str, list[tuple[int, int]]]


def author_values(view: View, *, plain: bool = False) -> Places:
    """Return the different author values of a batch that are more than a plain name, and where each is declared.

    With ``plain`` the others, too: where the user's own words may make a difference.
    """
    places: Places = view.memo(("author values", plain), lambda: _author_values(view, plain))
    return places


def _author_values(view: View, plain: bool) -> Places:
    column = view.articles.column("authors")
    if column.null_count == len(column):
        return {}
    values = column.flatten()
    if not len(values):
        return {}
    encoded = values.dictionary_encode()
    telling = {
        code: value
        for code, value in enumerate(encoded.dictionary.to_pylist())
        if value and (plain or not is_plain(value))
    }
    if not telling:
        return {}
    found: Places = {value: [] for value in telling.values()}
    for code, (row, item) in zip(encoded.indices.to_pylist(), _items(column), strict=True):
        if code in telling:
            found[telling[code]].append((row, item))
    return found


def _items(column: pa.ListArray) -> Iterator[tuple[int, int]]:
    """Yield the row of each value of a column of lists, and its number in the list."""
    import pyarrow.compute as pc  # as in `View.matches`

    last, item = -1, 0
    for row in pc.list_parent_indices(column).to_pylist():
        item = item + 1 if row == last else 0
        last = row
        yield row, item


def carries_authors(view: View, options: object) -> NDArray[np.bool_]:
    """Tell which articles come from input that has a field for authors."""
    return view.carries("authors")


def lists_authors(view: View, options: object) -> NDArray[np.bool_]:
    """Tell which articles come from input whose field for authors is one for names, not for a line to be printed."""
    listed: NDArray[np.bool_] = carries_authors(view, options) & ~items.of_format(view, *_WITH_BYLINES)
    return listed
