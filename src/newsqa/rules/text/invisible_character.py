"""TXT006 invisible-character: a character that shows nothing and has no use where it stands.

What it does
    Flags each run of zero-width spaces, word joiners, soft hyphens, inner byte-order marks, marks of direction,
    variation selectors and tag characters that are out of place. They are in place, and kept: joiners beside letters of
    Arabic, Indic and related scripts and within emoji; zero-width spaces beside scripts without spaces, such as Thai and
    Khmer; marks of direction in an article with text from right to left; selectors behind signs, emoji and Han
    characters; the flags made of tags; and a C2PA manifest, which signs the text.

Why it matters
    ``Trump`` with a zero-width space inside is another word for search, deduplication and tokenisers.

Example
    ``Tr\\u200bump``; mended: ``Trump``.

Fix safety
    Safe: nothing that is seen changes. With the run goes one of two spaces it stood between. Of one article no more
    than 50,000 runs are looked at.

Nulls
    A null or empty text has none.
"""

from collections.abc import Iterator

from newsqa.rules.base import Hit, NoOptions, Rule
from newsqa.text import mojibake
from newsqa.text.byte_search import MOST_HITS, line_of, places_of_chars
from newsqa.text.invisible import (
    BOM,
    DIRECTION,
    INVISIBLE,
    SELECTORS,
    runs_right_to_left,
    shows_nothing,
    signs,
)
from newsqa.text.spaces import deletion
from newsqa.view import View


def check(view: View, options: NoOptions) -> Iterator[Hit]:
    """Yield each run of invisible characters that are out of place."""
    end = behind = seen = at = count = 0
    last = -1
    for place in places_of_chars(view, INVISIBLE).tolist():
        if place < end:
            continue
        if place >= behind:
            begin, behind = line_of(view, place)
            line, row = view.raw[begin:behind].decode(), view.row_of(place)
            at, seen = 0, begin
        if mojibake.may_be_garbled(view, place):
            continue
        at, seen = at + len(view.raw[seen:place].decode()), place
        if line[at] == BOM and signs(line, at):
            manifest = len(line) - at - 1 - len(line[at + 1 :].lstrip(SELECTORS))
            end = place + len(line[at : at + 1 + manifest].encode())
            continue
        # Marks of direction matter to all of an article that has text from right to left.
        from_right = line[at] in DIRECTION and _runs_right_to_left(view, row)
        size = 0
        while at + size < len(line) and shows_nothing(line, at + size, right_to_left=from_right):
            size += 1
        if not size:
            continue
        run = line[at : at + size]
        end = place + len(run.encode())
        names = ", ".join(f"U+{ord(char):04X}" for char in dict.fromkeys(run[:5]))
        what = "invisible character" if size == 1 else f"{size} invisible characters"
        yield Hit(row, f"{what} {names}", place, end, edit=deletion(view, place, end))
        count, last = (count + 1 if row == last else 1), row
        if count == MOST_HITS:
            end = int(view.offsets[row + 1])


def _runs_right_to_left(view: View, row: int) -> bool:
    known: bool = view.memo(("right to left", row), lambda: runs_right_to_left(view.text_bytes(row).decode()))
    return known


RULE = Rule("TXT006", "invisible-character", "warning", __name__, check, fix="safe")
