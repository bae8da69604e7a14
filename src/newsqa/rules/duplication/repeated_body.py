"""DUP005 repeated-body: the body as a whole stands twice.

What it does
    Looks for a run of at least two paragraphs that all stand above it, in this order, and that makes up, with what
    stands between them, at least ``min_share`` of the body's characters. Sub-heads and other short lines may be missing
    in one of the two, and so may paragraphs of the first; a single one between others may differ.

Why it matters
    Extractors that meet a print or AMP copy on the same page take the body twice.

Example
    Paragraphs A B C A B C; mended: A B C.

Fix safety
    Safe when the second run is equal to the first byte for byte; otherwise unsafe.

Options
    min_share: the share of the body's characters that the second run must have (0.4).

Nulls
    An article without paragraphs is not flagged.
"""

from collections.abc import Iterator
from typing import NamedTuple

from newsqa.rules.base import Hit, Rule
from newsqa.rules.duplication.copies import body_copy, deletion
from newsqa.view import View


class Options(NamedTuple):
    """Options of repeated-body."""

    min_share: float = 0.4


def check(view: View, options: Options) -> Iterator[Hit]:
    """Yield the second run of a body that stands twice."""
    for row in view.copied:
        copy = body_copy(view, row, options.min_share)
        if copy is None:
            continue
        first, second = copy.original, copy.copy
        identical = view.raw[first[0].start : first[-1].end] == view.raw[second[0].start : second[-1].end]
        yield Hit(
            row, f"repeats {len(second)} blocks of the body from {{related}} on", second[0].start, second[-1].end,
            related=first[0].start, value=copy.share, threshold=options.min_share,
            edit=deletion(view, row, second[0].start, second[-1].end, safe=identical),
        )  # fmt: skip


RULE = Rule("DUP005", "repeated-body", "error", __name__, check, options=Options, fix="safe")
