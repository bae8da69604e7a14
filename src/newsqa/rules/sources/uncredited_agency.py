"""SRC005 uncredited-agency: the text bears an agency's mark that the metadata lacks.

What it does
    Looks for agencies where credits stand (datelines such as ``PARIS (AFP) -``, a mark after the last sentence, lines such as
    ``mit Material von dpa``) and compares them with the declared authors and publisher, and with all by-lines
    and sources that a page or an item has. An agency that a sentence is about is no credit.

Why it matters
    Whoever counts, licenses or deduplicates by source takes the agency's story for the publisher's own.

Example
    A text that ends ``… (AFP)`` with ``"source": "Le Courrier"``; mended: ``"authors": ["AFP"]`` beside it.

Fix safety
    No fix: where an agency is declared differs from one collection to the next.

Options
    agencies: more names of agencies; none by default.

Nulls
    Null or blank authors and publishers name no agency. Input without fields for either is not judged.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsqa import items
from newsqa.rules.base import Hit, Rule
from newsqa.text import agencies
from newsqa.text.credit_gate import agency_marks
from newsqa.view import View

# Credits stand near the beginning and the end; what lies between is not searched.
_HEAD_BYTES = 700
_TAIL_BYTES = 200
_AT_EDGE = 200


class Options(NamedTuple):
    """Options of uncredited-agency."""

    agencies: tuple[str, ...] = ()


def applies(view: View, options: Options) -> NDArray[np.bool_]:
    """Tell which articles come from input with a field for authors or publisher."""
    carried: NDArray[np.bool_] = view.carries("authors") | view.carries("publisher")
    return carried


def check(view: View, options: Options) -> Iterator[Hit]:
    """Yield the agencies that sign a text and are not declared."""
    judged = applies(view, options)
    if not judged.any():
        return
    for row in _marked_rows(view):
        if not judged[row]:
            continue
        declared = _declared(view, row)
        seen: set[str] = set()
        for mention in view.sources(row).mentions:
            if mention.kind != "agency" or seen & agencies.same_agency(mention.name):
                continue
            seen |= agencies.same_agency(mention.name)
            if _names(declared, agencies.same_agency(mention.name)):
                continue
            block = int(view.blocks.first[row]) + mention.index
            start = view.at(int(view.blocks.start[block]), view.block_text(block), mention.within)
            end = start + len(mention.name.encode())
            yield Hit(
                row, f"'{mention.name}' signs the text and is not among the declared sources", start, end
            )


def _marked_rows(view: View) -> list[int]:
    """Return the articles with an agency's name where a credit may stand."""
    bounds = view.offsets
    first, last = bounds[:-1], bounds[1:] - 1
    head = np.minimum(first + _HEAD_BYTES, last)
    tail = np.maximum(last - _TAIL_BYTES, head)
    windows = [
        view.scan[a:b] + b"\n" + view.scan[c:d]
        for a, b, c, d in zip(first.tolist(), head.tolist(), tail.tolist(), last.tolist(), strict=True)
    ]
    ends = np.cumsum([len(window) + 1 for window in windows])
    found = [match.start() for match in agency_marks().finditer(b"\n".join(windows))]
    return sorted(set(ends.searchsorted(found, side="right").tolist()))


def _declared(view: View, row: int) -> str:
    authors = view.declared("authors")[row] or ()
    bylines = (told for _, told in items.named(view, row, "bylines"))
    sources = items.strings(view, row, "sources")
    told = (*authors, view.declared("publisher")[row], *bylines, *sources)
    return "\n".join(value for value in told if value).casefold()


def _names(declared: str, names: frozenset[str]) -> bool:
    """Whether one of an agency's names stands in what is declared, as a word or before "news" ("apnews.com")."""
    return any(
        name in declared
        and re.search(rf"(?<!\w){re.escape(name)}(?!\w)|(?<!\w){re.escape(name)}news", declared)
        for name in names
    )


RULE = Rule(
    "SRC005",
    "uncredited-agency",
    "warning",
    __name__,
    check,
    applies,
    "no declared authors or publisher",
    Options,
)
