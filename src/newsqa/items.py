"""Items of formats that declare more than a table does: which articles are such, by what `View.item_metadata` says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from newsqa.facts import moment
from newsqa.rules.base import Hit
from newsqa.text import dates

if TYPE_CHECKING:
    from newsqa.view import View


def of_format(view: View, *names: str) -> NDArray[np.bool_]:
    """Tell which articles come from items of one of these formats."""
    return view.matches("item_metadata", rf'"format":\s*"(?:{"|".join(names)})"')


def saying(view: View, *keys: str) -> NDArray[np.bool_]:
    """Tell which articles' items have a value for one of these keys; a few others, too."""
    return view.matches("item_metadata", rf'"(?:{"|".join(keys)})":')


def lists(view: View, key: str, *names: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the articles whose items, of the named formats, have a list that is not empty under a key, and the list."""
    for row, found in _lists(view, key, *names):
        yield row, [str(one) for one in found]


def _lists(view: View, key: str, *names: str) -> Iterator[tuple[int, list[Any]]]:
    for row in np.flatnonzero(of_format(view, *names) & saying(view, key)).tolist():
        found: Any = view.item_metadata(row).get(key)
        if isinstance(found, list) and found:
            yield row, found


def strings(view: View, row: int, key: str) -> list[str]:
    """Return the strings of a list that an article's item has under a key."""
    found: Any = view.item_metadata(row).get(key)
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []


def named(view: View, row: int, key: str) -> list[tuple[str, str]]:
    """Return the pairs of a name and a value that an article's item has under a key ("dates", "titles", "bylines")."""
    found: Any = view.item_metadata(row).get(key)
    pairs = found if isinstance(found, list) else []
    return [
        (pair[0], pair[1])
        for pair in pairs
        if isinstance(pair, list) and len(pair) == 2 and all(isinstance(one, str) for one in pair)
    ]


def unfit(view: View, name: str, title: str) -> Iterator[Hit]:
    """Yield what in the items of a format does not fit its schema; without a schema, what they lack of what is required."""
    for row, misfits in _lists(view, "misfits", name):
        for line, reason in (misfit for misfit in misfits if isinstance(misfit, list) and len(misfit) == 2):
            where = f" (line {line})" if line else ""
            yield Hit(row, f"does not fit the schema of {title}: {reason}{where}")
    for row, missing in lists(view, "missing", name):
        if "misfits" not in view.item_metadata(row):
            count = float(len(missing))
            yield Hit(row, f"lacks {', '.join(missing)}, which {title} requires", value=count, threshold=0.0)


def instant(view: View, told: Any) -> dt.datetime | None:
    """Return the moment that a declared date names, aware; None where it names none."""
    mention = dates.parse_declared(told) if isinstance(told, str) else None
    known = moment(mention, view.context.timezone) if mention else None
    return known.earliest if known else None
