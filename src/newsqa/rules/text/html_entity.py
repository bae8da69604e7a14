"""TXT003 html-entity: a character reference of HTML that nobody resolved.

What it does
    Finds references with their semicolon, by number (``&#039;``, ``&#x27;``) or by name (``&eacute;``), however often
    they were escaped (``&amp;amp;#039;``). An ``&`` in prose ("AT&T", "R&D;"), addresses with their query strings, and
    references that a text quotes (`` `&amp;` ``, "&nbsp;") are left alone.

Why it matters
    Readers and models see ``l&#039;un`` where the page showed "l'un"; search and deduplication miss the word.

Example
    ``l&#039;un de ses``; mended: ``l'un de ses``.

Fix safety
    Safe: the one reference becomes the character it stands for; one that would show nothing where it stands is deleted.
    There is no fix where the result would be a tag, or a character that does not exist. Of one article no more than
    50,000 references are looked at.

Nulls
    A null or empty text has none.
"""

import html
from collections.abc import Iterator
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from newsqa.rules.base import Edit, Hit, NoOptions, Rule
from newsqa.text.byte_search import MOST_HITS, byte_at, line_of, places_of
from newsqa.text.invisible import INVISIBLE, shows_nothing
from newsqa.text.lazy import lazy, lazy_re2
from newsqa.text.markup import has_markup
from newsqa.text.spaces import deletion
from newsqa.view import View

_REFERENCE = lazy_re2(
    rb"&(?:(?:amp|AMP|#38|#[xX]26);)*(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});"
    rb"|&(?:amp|AMP|#38|#[xX]26);"
)
# What quotes a reference that a text is about, as byte before and behind.
_QUOTES = {b"`": b"`", b'"': b'"', b"'": b"'", b"\x9c": b"\xe2", b"\x98": b"\xe2", b"\xab": b"\xc2"}
# Names of HTML 5 that are shorter than this and none of HTML 4 are too likely to be something else.
_LEAST_NAME = 4
_NEAR = 200  # bytes on either side in which a tag may be
_LONGEST_ADDRESS = 2000  # bytes
_GAPS = (b" ", b"\n", b"\r")
_MARKS = "<>{}[]"  # of markup
_OPENS = np.zeros(256, bool)  # what may follow the ampersand of a reference
_OPENS[list(b"#abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")] = True
_ESCAPED = lazy(r"&(?:(?:amp|AMP|#38|#[xX]26);)*")


def check(view: View, options: NoOptions) -> Iterator[Hit]:
    """Yield each reference; of an article that has very many the first ones."""
    end, seen, row, row_end = 0, 0, -1, 0
    for place in _places(view).tolist():
        if place < end or not (match := _REFERENCE.match(view.raw, place)):
            continue
        reference = match[0]
        meant = _meant(reference)
        if meant is None or _is_quoted(view, place, match.end()) or _in_address(view, place):
            continue
        end = match.end()
        if place >= row_end:
            row, seen = view.row_of(place), 0
            row_end = int(view.offsets[row + 1])
        what = f"unresolved character reference {reference[:40].decode()}"
        yield Hit(row, what, place, end, edit=_edit(view, place, end, meant))
        seen += 1
        if seen == MOST_HITS:
            end = row_end


def _places(view: View) -> NDArray[np.int64]:
    """Return where a letter or a number sign follows an ampersand."""
    places = places_of(view, ord("&"))
    return places[_OPENS[byte_at(view, places + 1)]]


@lru_cache(maxsize=1024)
def _meant(reference: bytes) -> str | None:
    """Return what a reference stands for, all levels of escaping undone; None when it is no reference."""
    name = _ESCAPED.sub("", reference.decode(), count=1).removesuffix(";")
    if not name:
        return "&"
    return html.unescape(f"&{name};") if name.startswith("#") or name in _names() else None


@cache
def _names() -> frozenset[str]:
    from html.entities import html5, name2codepoint

    long = {name[:-1] for name in html5 if name.endswith(";") and len(name) > _LEAST_NAME}
    return frozenset(long | name2codepoint.keys() | {"AMP", "LT", "GT"})


def _is_quoted(view: View, start: int, end: int) -> bool:
    before, behind = view.raw[max(0, start - 1) : start], view.raw[end : end + 1]
    return bool(before) and _QUOTES.get(before) == behind


def _in_address(view: View, place: int) -> bool:
    """Tell whether a place lies in a web address, or in its query string."""
    low = max(0, place - _LONGEST_ADDRESS)
    word = view.raw[max(view.raw.rfind(gap, low, place) + 1 for gap in _GAPS) or low : place]
    return b"://" in word or word.startswith(b"www.") or (b"?" in word and b"=" in word)


def _edit(view: View, start: int, end: int, meant: str) -> Edit | None:
    if "\ufffd" in meant or (
        not meant.isprintable() and meant.isspace() and meant not in ("\u00a0", "\u202f")
    ):
        return None
    if meant not in _MARKS and meant[:1] not in INVISIBLE:
        return Edit(start, end, meant, "safe")
    begin, stop = line_of(view, start)
    before = view.raw[max(begin, start - _NEAR) : start].decode("utf-8", "ignore")
    behind = view.raw[end : min(stop, end + _NEAR)].decode("utf-8", "ignore")
    if meant in _MARKS and _makes_markup(before, meant, behind):
        return None
    if not meant or shows_nothing(before + meant + behind, len(before)):
        return deletion(view, start, end)
    return Edit(start, end, meant, "safe")


@lru_cache(maxsize=256)
def _makes_markup(before: str, meant: str, behind: str) -> bool:
    return has_markup(html.unescape(before + meant + behind))


RULE = Rule("TXT003", "html-entity", "warning", __name__, check, fix="safe")
