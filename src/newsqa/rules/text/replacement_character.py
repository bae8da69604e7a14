"""TXT002 replacement-character: U+FFFD stands where bytes were lost.

What it does
    Flags each run of U+FFFD in the text when the article has more than ``max`` of them. Where the reader itself had to
    replace bytes, IO002 undecodable-bytes reports it and this rule is silent.

Why it matters
    An earlier step decoded the text with the wrong encoding and threw the letters away; they cannot be restored.

Example
    ``bient�t``; mended, from the original bytes: ``bientôt``.

Fix safety
    No fix: the information is gone.

Options
    max: how many such characters an article may have (0).

Nulls
    A null or empty text has none.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from newsqa.rules.base import Hit, Rule
from newsqa.text.byte_search import places_of_chars
from newsqa.text.lazy import lazy_re2
from newsqa.view import View

_LOST = "\ufffd"
_SIZE = len(_LOST.encode())
_RUN = lazy_re2(rb"\x{fffd}+")


class Options(NamedTuple):
    """Options of replacement-character."""

    max: int = 0


def check(view: View, options: Options) -> Iterator[Hit]:
    """Yield each run of replacement characters."""
    places = places_of_chars(view, _LOST).tolist()
    replaced_here = {problem.row for problem in view.batch.problems if problem.code == "IO002"}
    for row, group in groupby(places, view.row_of):
        lost = list(group)
        if row in replaced_here or len(lost) <= options.max:
            continue
        end = 0
        for start in lost:
            if start < end:
                continue
            end = _RUN.match(view.raw, start).end()
            count = (end - start) // _SIZE
            message = "a character was lost here" if count == 1 else f"{count} characters were lost here"
            yield Hit(row, message, start, end, value=float(len(lost)), threshold=float(options.max))


RULE = Rule("TXT002", "replacement-character", "error", __name__, check, options=Options)
