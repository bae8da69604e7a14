"""News agencies in credit positions: datelines, credits after the last sentence, and lines that are nothing but credits.

An agency's name in running prose is no credit, and many short names are plain words besides ("MAP", "sid", "PA"). So
nothing here searches a text for names: each function looks at one place where credits stand.
"""

from __future__ import annotations

import re
from functools import cache

from newsqa.data import load
from newsqa.text.byline_tokens import words
from newsqa.text.lazy import lazy

Span = tuple[int, int]

# Credits before and after the text are looked for in the first and the last characters only.
HEAD_WINDOW = 90
TAIL_WINDOW = 60

# A dateline is a place, perhaps with a date; longer than this it is a sentence.
_MAX_PLACE = 60
# In scripts without capitals a sentence looks like a place: no more words than this stand before the agency.
_MAX_UNCASED = 3

_OPEN = lazy(r"[(\[（【/=]\s*|[-–—]+\s*|(?<=[.。])\s+")
# "As the agency Mehr reports, …": how Persian dispatches begin.
_REPORTED = lazy(r"به گزارش\s+(?:خبرنگار\s+|گروه\s+\S+\s+)?(خبرگزاری\s+)?")
_AFTER_NAME = lazy(r"(?:\s*[/,+][^()\[\]（）【】]{0,24}?)?\s*([)\]）】/电電]|[-–—.|]+(?=\s|$))")
_TAIL = lazy(
    r"(?:^|[.!?…。！？\"»“”’'›」)\]](?:\s*[\u200b\ufeff])?)\s*([(\[（—–\-/©]{1,3})\s*([^()\[\]（）©]{2,40}?)\s*[)\]）/]?[.。]?\s*$"
)
_DECORATION = lazy(r"^[\s(\[（—–\-/©*]+|[\s)\]）/.。*]+$")
_PLACE_TOKEN = lazy(r"[^\W\d_][^\s,.()/]*|\d+|[^\s\w]")
_DIVIDING, _OPENING, _CLOSING = ",，、\u3000", "([（【 ", ")]）】. "
# Editors' initials, and the day: " lnb rig/mbo, 21.03.2025", ", le 27 septembre 2025 à 23h05".
_EDITED = lazy(
    r"(?: [a-zäöü]{2,4}(?:/[a-zäöü]{2,4})*){0,3},? (?:[^\W\d_]{2,9} )?\d{1,2}[. /-]{1,2}(?:[^\W\d_]{3,10}|\d{1,2})[. /-]{1,2}\d{4}(?!\d)"
)
_INITIALS = lazy(r"[^\W\d_]{1,5}")
# Behind a place these are the state it lies in: Pará, Pennsylvania.
_STATES = frozenset({"PA"})
_FIRST_CJK = "\u3040"  # kana, Han and Hangul lie from here on


@cache
def _aliases() -> dict[str, tuple[tuple[str, str, bool], ...]]:
    """Return the aliases by their first two characters, folded, longest first: (alias, folded, is ambiguous)."""
    table: dict[str, list[tuple[str, str, bool]]] = {}
    for agency in load("agencies")["agencies"]:
        for alias in agency["aliases"]:
            ambiguous = alias in agency["ambiguous"]
            table.setdefault(alias[:2].casefold(), []).append((alias, alias.casefold(), ambiguous))
    return {first: tuple(sorted(entries, key=lambda e: -len(e[0]))) for first, entries in table.items()}


def same_agency(name: str) -> frozenset[str]:
    """Return all names, folded, of the agencies that are called so; the name itself where none is."""
    folded = name.casefold()
    return _names().get(folded, frozenset({folded}))


@cache
def _names() -> dict[str, frozenset[str]]:
    """Return, by each name of an agency, all of them; two agencies may share one."""
    table: dict[str, frozenset[str]] = {}
    for agency in load("agencies")["agencies"]:
        names = frozenset({agency["name"].casefold(), *(alias.casefold() for alias in agency["aliases"])})
        for name in names:
            table[name] = table.get(name, frozenset()) | names
    return table


def agency_at(text: str, position: int, *, ambiguous: bool = True) -> int | None:
    """Return the end of the agency's name that starts at a character of the text; None when there is none.

    Names that are plain words as well count only as they are written in credits, and not at all when ``ambiguous`` is
    false; the others count in any case of letters.
    """
    if position >= len(text):
        return None
    for alias, folded, plain in _aliases().get(text[position : position + 2].casefold(), ()):
        end = position + len(alias)
        written = text[position:end]
        if plain and not (ambiguous and written == alias):
            continue
        if written != alias and written.casefold() != folded:
            continue
        if end < len(text) and text[end].isalnum() and alias[-1] < _FIRST_CJK:
            continue
        return end
    return None


def agency_line(text: str, *, ambiguous: bool) -> list[Span]:
    """Return the agencies of a line that holds nothing else ("(dpa/lnw)", "sak/Reuters", "Reuters, AP"), or nothing.

    ``ambiguous`` says whether names that are plain words count without a bracket, a dash or a slash, which is for the
    caller to know from the line's place.
    """
    if len(text) > TAIL_WINDOW:
        return []
    start, end = 0, len(text)
    for mark in _DECORATION.finditer(text):
        if mark.start() == 0:
            start = mark.end()
        if mark.end() == len(text):
            end = max(start, mark.start())
    marked = start > 0 or "/" in text
    return _pieces(text, start, end, ambiguous=ambiguous or marked)


@cache
def _joiners() -> re.Pattern[str]:
    spoken = "|".join(map(re.escape, sorted((words("and") | words("with")) - {"&", "+"})))
    return re.compile(rf"\s*[/,+&;|]\s*|\s+(?:{spoken})\s+|\s+[-–—]\s+")


@cache
def _with() -> re.Pattern[str]:
    """Return the pattern of the word before an agency that was drawn on ("avec AFP")."""
    spoken = "|".join(sorted(word for word in words("with") if len(word) > 2 and word.isalpha()))
    return re.compile(rf"(?i:{spoken})\s+")


def _pieces(text: str, start: int, end: int, *, ambiguous: bool) -> list[Span]:
    """Return the agencies between joiners; nothing when something else than an editor's initials stands there, too."""
    found: list[Span] = []
    if introduced := _with().match(text, start, end):
        start = introduced.end()
    bounds = [start]
    for joiner in _joiners().finditer(text, start, end):
        bounds += [joiner.start(), joiner.end()]
    bounds.append(end)
    for left, right in zip(bounds[::2], bounds[1::2], strict=True):
        stop = agency_at(text, left, ambiguous=ambiguous)
        if stop is not None and stop == right:
            found.append((left, stop))
        elif not _INITIALS.fullmatch(text, left, right):
            return []
    return found


def dated_credit(text: str) -> list[Span]:
    """Return the agency of a line of nothing else but a date, a place and who edited it, or nothing.

    "Berlin, 15 July 2021, dpa", "（2024年10月6日　共同通信）", "Avec AFP, le 27 septembre 2025", "epd lnb rig/mbo, 21.03.2025".
    """
    if len(text) > HEAD_WINDOW or not any(map(str.isdigit, text)):
        return []
    closed = len(text.rstrip(_CLOSING))
    last = max(text.rfind(mark, 0, closed) for mark in _DIVIDING) + 1
    last += len(text[last:]) - len(text[last:].lstrip())
    end = agency_at(text, last)
    if end == closed and _is_place(text[:last].lstrip(_OPENING)):
        return [(last, end)]
    introduced = _with().match(text)
    first = introduced.end() if introduced else 0
    end = agency_at(text, first, ambiguous=False)
    if end is None or _EDITED.match(text, end) is None:
        return []
    return [(first, end)]


def tail_credit(text: str) -> list[Span]:
    """Return the agencies credited after a paragraph's last sentence ("… said. (AFP)", "… sagte er. – dpa")."""
    base = max(0, len(text) - TAIL_WINDOW)
    match = _TAIL.search(text[base:])
    if not match:
        return []
    return _pieces(text, base + match.start(2), base + match.end(2), ambiguous=True)


def dateline(text: str) -> Span | None:
    """Return the agency of the dateline with which a paragraph starts ("PARIS, 12 mars (AFP) - …"), or None.

    Only the first HEAD_WINDOW characters are read.
    """
    head = text[:HEAD_WINDOW]
    start = len(head) - len(head.lstrip(' \t\u00a0\u3000"“„«'))
    if reported := _REPORTED.match(head, start):
        for begin in (reported.start(1), reported.end()):
            named = agency_at(head, begin) if begin >= 0 else None
            if named is not None and head[named : named + 1] in ("،", ":", ","):
                return (begin, named)
    end = agency_at(head, start)
    if end is not None:
        after = _AFTER_NAME.match(head, end)
        dash = after is not None and after.group(1)[0] in "-–—|"
        if (dash and re.match(r"[^\n]?\s+\S", head[after.end() - 1 :] if after else "")) or _cjk_dispatch(
            head, end
        ):
            return (start, end)
    for opening in _OPEN.finditer(head):
        begin = opening.end()
        if opening.start() > _MAX_PLACE:
            break
        end = agency_at(head, begin)
        if end is None or head[begin:end] in _STATES or not _is_place(head[: opening.start()]):
            continue
        after = _AFTER_NAME.match(head, end)
        bracket = opening.group()[0] in "([（【/=["
        if (after and (bracket or opening.start() > start)) or (bracket and _cjk_dispatch(head, end)):
            return (begin, end)
    return None


# A place in capitals or a short run of capitalised words, perhaps with a region, a date and a bracket, before a dash.
_PLACED = lazy(
    r"^[\s\"“„«]*(?P<place>[^\W\d_][^\n()–—:;!?]{1,45}?)\s*(?:[(\[][^()\[\]\n]{2,40}[)\]]\s*(?:[-–—.:]+\s|$)|(?:[-–—]+|\.\s[-–—]+)\s+\S)"
)
_PLACED_CJK = lazy(r"^[\s【(（\[]*[^\s。、，]{2,20}?(?:[\d月日]+)?(?:[】)）\]]|[电電])")


def opens_with_dateline(text: str, before: str = "") -> bool:
    """Whether a paragraph opens with a place as agencies write it, or the short line before it is nothing but one."""
    if dateline(text) or (before and len(before) <= _MAX_PLACE and dateline(f"{before} - x")):
        return True
    placed = _PLACED.match(text)
    if placed and _is_place(placed["place"]):
        return True
    return not text[:20].isascii() and bool(_PLACED_CJK.match(text))


def _cjk_dispatch(text: str, end: int) -> bool:
    """Whether an agency's name is followed as in Chinese and Japanese datelines ("新华社北京3月12日电")."""
    return bool(re.match(r"[\u3400-\u9fff\d\s]{0,24}[电電]", text[end:]))


def _is_uncased(token: str) -> bool:
    return token[0].isalpha() and token.lower() == token.upper()


def _is_place(text: str) -> bool:
    """Whether a text is a place with perhaps a date: capitalised words, numbers, and words beside numbers."""
    tokens = _PLACE_TOKEN.findall(text)
    if len(tokens) > 14 or sum(_is_uncased(token) for token in tokens) > _MAX_UNCASED:
        return False
    words = load("byline_words")
    small = {*words["particles"], *words["role_tail"], *words["and"]}
    number = False
    for token in tokens:
        if token.isdigit():
            number = True
        elif token[0].isalpha():
            if token[0].islower() and not number and token not in small:
                return False
        elif token in '!?;"“”«»':
            return False
    return True
