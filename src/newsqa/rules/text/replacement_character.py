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
from dataclasses import dataclass
from itertools import groupby

import re2

from newsqa.rules.base import Hit, Rule
from newsqa.view import View

_BYTES = "\ufffd".encode()
_RUN = re2.compile(rb"\x{fffd}+")


@dataclass(frozen=True, slots=True)
class Options:
    """Options of replacement-character."""

    max: int = 0


def check(view: View, options: Options) -> Iterator[Hit]:
    """Yield each run of replacement characters."""
    if _BYTES[0] not in view.raw or _BYTES not in view.raw:  # the search for one byte is by far the fastest
        return
    replaced_here = {problem.row for problem in view.batch.problems if problem.code == "IO002"}
    for row, runs in groupby(_RUN.finditer(view.raw), lambda run: view.row_of(run.start())):
        spans = [run.span() for run in runs]
        total = sum(end - start for start, end in spans) // len(_BYTES)
        if row in replaced_here or total <= options.max:
            continue
        for start, end in spans:
            count = (end - start) // len(_BYTES)
            message = "a character was lost here" if count == 1 else f"{count} characters were lost here"
            yield Hit(row, message, start, end, value=float(total), threshold=float(options.max))


RULE = Rule("TXT002", "replacement-character", "error", __name__, check, options=Options)
