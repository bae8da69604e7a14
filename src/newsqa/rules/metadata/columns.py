"""Declared columns as a whole: which of their values match."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from newsqa import arrow
from newsqa.view import View


def matching(view: View, name: str, pattern: str) -> NDArray[np.bool_]:
    """Tell which articles declare a value that an RE2 pattern is found in; null has none."""
    import pyarrow.compute as pc  # not at the top: articles from plain text never need it

    column = view.articles.column(name)
    if column.null_count == len(column):
        return np.zeros(len(column), bool)
    return arrow.truths(pc.match_substring_regex(column, pattern))
