"""TXT004 markup-residue: tags, styles, scripts or other code of the page left in the text.

What it does
    Finds tags and comments of HTML and XML, style sheets, scripts, JSON, shortcodes (``[caption id="x"]``), wiki links
    and templates (``{{…}}``). Neighbouring lines that hold any are one finding, from the first to the last piece.
    ``<`` in prose ("< 5 %", "<3") and placeholders ("<name>") are no markup, and an article that speaks of programming
    shows its code on purpose.

Why it matters
    Markup is counted as words, breaks the words it stands in, and teaches models to write it.

Example
    ``Le maire<br>a dit`` ; mended: ``Le maire a dit``.

Fix safety
    Unsafe: tags, comments and shortcodes are deleted, a line break between words becomes a space, between Han characters
    or kana nothing. For scripts, styles, JSON and templates, for a text that is a whole document in markup, and for a
    million bytes of neighbouring lines with markup there is no fix.

Nulls
    A null or empty text has none.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from newsqa.rules.base import Edit, Hit, NoOptions, Rule
from newsqa.rules.duplication.copies import deletion as block_deletion
from newsqa.text.byte_search import places_of
from newsqa.text.markup import CLOSING, DOCUMENT, MARKUP, OPENING, shows_code, without_tags
from newsqa.view import View

_BEHIND_ANGLE = np.zeros(256, bool)
_BEHIND_ANGLE[list(b"/!?%abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")] = True
_SHOWN = 40  # characters of the first piece in the message
_HEAD_BYTES = 200
# Lines this near to each other are one finding: a blank line may stand between them.
_NEAR = 2
_LONGEST_EDIT = 1_000_000  # bytes


def check(view: View, options: NoOptions) -> Iterator[Hit]:
    """Yield each group of lines with markup, or the article that is a document in markup."""
    documents = _documents(view)
    for row in np.flatnonzero(documents).tolist():
        yield Hit(row, "the whole text is a document in markup: read it as HTML or XML first")
    for first, last in _suspicious_lines(view, documents):
        start = int(view.lines[first])
        stop = int(view.lines[last + 1]) if last + 1 < len(view.lines) else len(view.raw)
        text = view.raw[start:stop]
        pieces = [match.span() for match in MARKUP.finditer(text)]
        row = view.row_of(start)
        if not pieces or _shows_code(view, row):
            continue
        if closed := {match[1] for match in CLOSING.finditer(text)}:
            pieces += [match.span() for match in OPENING.finditer(text) if match[1] in closed]
        low, high = min(pieces)[0], max(end for _, end in pieces)
        piece = text[low : min(pieces)[1]].decode()[:_SHOWN]
        what = f"markup left in the text: {piece}"
        if len(pieces) > 1:
            what = f"{len(pieces)} pieces of markup left in the text, the first: {piece}"
        yield Hit(row, what, start + low, start + high, edit=_edit(view, start, text))


def _edit(view: View, start: int, raw: bytes) -> Edit | None:
    """Return the edit that takes the tags out of the lines ``raw``, which begin at byte ``start``."""
    if len(raw) > _LONGEST_EDIT:
        return None
    text = raw.decode()
    mended = without_tags(text)
    if mended is None:
        return None
    if not mended.strip():
        return block_deletion(
            view,
            view.row_of(start),
            start + len(raw) - len(raw.lstrip()),
            start + len(raw.rstrip()),
            safe=False,
        )
    low = _same(text, mended)
    tail = _same(text[low:][::-1], mended[low:][::-1])
    end = len(text) - tail
    return Edit(
        view.at(start, text, low), view.at(start, text, end), mended[low : len(mended) - tail], "unsafe"
    )


def _same(one: str, other: str) -> int:
    """Return how many characters two texts have in common at their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(one), len(other)))


def _shows_code(view: View, row: int) -> bool:
    shown: bool = view.memo(("shows code", row), lambda: shows_code(view.text_bytes(row)))
    return shown


def _documents(view: View) -> NDArray[np.bool_]:
    """Tell which texts begin with a tag and end with one."""
    blocks, found = view.blocks, np.zeros(view.size, bool)
    rows = np.flatnonzero(blocks.first[1:] > blocks.first[:-1])
    start, end = blocks.start[blocks.first[rows]], blocks.end[blocks.first[rows + 1] - 1]
    long = (end - start > 1) & (view.data[start] == ord("<")) & (view.data[end - 1] == ord(">"))
    for row, low, high in zip(rows[long].tolist(), start[long].tolist(), end[long].tolist(), strict=True):
        tail = view.raw[max(low, view.raw.rfind(b"<", low, high)) : high]
        found[row] = bool(DOCUMENT.match(view.raw[low : low + _HEAD_BYTES])) and bool(CLOSING.fullmatch(tail))
    return found


def _suspicious_lines(view: View, documents: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Yield the first and last of neighbouring lines of an article that may hold markup."""
    places = _places(view)
    if documents.any():
        places = places[~documents[view.rows_of(places)]]
    if not len(places):
        return
    numbers = np.unique(view.lines.searchsorted(places, side="right") - 1)
    rows = view.rows_of(view.lines[numbers])
    breaks = np.flatnonzero((np.diff(numbers) > _NEAR) | (np.diff(rows) > 0)) + 1
    firsts, lasts = numbers[np.append(0, breaks)], numbers[np.append(breaks - 1, len(numbers) - 1)]
    yield from zip(firsts.tolist(), lasts.tolist(), strict=True)


def _places(view: View) -> NDArray[np.int64]:
    """Return where a tag, a bracket, a brace or a statement may be."""
    angles = places_of(view, ord("<"))
    angles = angles[_BEHIND_ANGLE[view.data[np.minimum(angles + 1, len(view.data) - 1)]]]
    return np.concatenate((angles, *(places_of(view, ord(char)) for char in "{[=")))


RULE = Rule("TXT004", "markup-residue", "warning", __name__, check, fix="unsafe")
