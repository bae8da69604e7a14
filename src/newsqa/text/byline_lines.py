"""What single lines of an article's head and foot look like, for weighing what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from newsqa.data import load
from newsqa.text.byline import Credit
from newsqa.text.byline_tokens import Part, tokenize, words
from newsqa.text.lazy import lazy

if TYPE_CHECKING:
    from newsqa.text.surroundings import SourceLine

# A longer line with a date is a sentence; bars further on divide no credits.
_DATE_LINE = 100
_CREDIT_LINE = 200
_OPEN_LINE = 40

_DATE = lazy(
    r"(?:^|\D)(?:19|20)\d\d(?:\D|$)|(?:^|\D)\d{1,2}[:.h]\d{2}(?:\D|$)|\d{1,2}[./]\d{1,2}[./]\d{2}"
    r"|\d+\s?(?:min|hours?|days?|m|h)\b.{0,12}ago|\b(?:[Vv]or|[Ii]l y a|[Hh]ace|[Hh]á|for)\s\d+\s|\d\s?[日月时時]"
)

DIVIDERS = " ,;|–—-·•\u00a0\u3000、"
_DAY = (
    r"(?:[^\W\d_]{2,12}\.?,?\s)?\d{1,2}(?:er|\.|º)?[\s./-]{1,2}(?:de\s)?(?:[^\W\d_]{3,12}\.?|\d{1,2})[\s./,-]{1,2}(?:de\s)?\d{4}"
    r"|[^\W\d_]{3,12}\.?\s\d{1,2},\s\d{4}|\d{4}[/年.-]\s?\d{1,2}[/月.-]\s?\d{1,2}日?"
)
_CLOCK = (
    r"(?:[\s,–-]{1,3}(?:à|um|at|a las|às|alle(?: ore)?|kl\.?|om|ore|ora|в|о)?\s?\d{1,2}[:.hH]\d{0,2}.{0,24})?"
)
# "Par Le Monde avec AFP, le 6 novembre 2026 à 10h05"; "Vrijdag 6 november 2026 – Jan de Vries".
_DATE_BEHIND = lazy(
    rf"[\s,;|–—-]+(?:(?:publiée? |publicado |pubblicato |veröffentlicht )?(?:le|am|el|den|on|il|em|dnia|d\.)\s+)?(?:{_DAY}){_CLOCK}[)）\]]?$",
    re.IGNORECASE,
)
_DATE_BEFORE = lazy(rf"(?:{_DAY}){_CLOCK}?(?:\s[–—|-]\s|\s?[|·•、\u3000]\s?)(?=\D{{3}})", re.IGNORECASE)

_INNER_INTRO = r"(?<=\s)(?:by|By|von|Von|par|Par|por|Por|door|di|af|av)\s+(?=[^\W\d_])"

# "3 minutes read", "8h".
_SPAN = lazy(r"\d{1,2}\s?(?:min|[hmd]$)")
_YEAR = lazy(r"\s+\d{4}(?!\d|[./-]\d)")


def is_dated(text: str) -> bool:
    """Whether a short line holds a date or a time by the shape of its numbers, or says how long ago something was."""
    return len(text) <= _DATE_LINE and bool(_DATE.search(text))


def dates_apart(lines: Iterable[SourceLine]) -> dict[int, int]:
    """Return, by a line's index, where a short line divides into a date and something else, in either order."""
    found: dict[int, int] = {}
    for line in lines:
        if len(line.text) > _DATE_LINE or line.is_paragraph:
            continue
        if (behind := _DATE_BEHIND.search(line.text)) and behind.start() > 1:
            found[line.index] = behind.start()
        elif before := _DATE_BEFORE.match(line.text):
            found[line.index] = before.end()
    return found


def plausible_rest(text: str, credit: Credit) -> bool:
    """Whether what follows the names of a line is a date, a role or an address, and no sentence."""
    rest = text[credit.parts[-1].end :].strip(" \t,|/·•–—-")
    if credit.tail == "none":
        return not rest or rest[0] not in ":!?."
    if credit.tail == "date":
        first = tokenize(rest)[:1]
        if not first or not (first[0].kind == "number" or first[0].folded in words("calendar")):
            return False
        return len(rest) <= 60 and rest[-1] not in ".!?" and bool(_DATE.search(rest) or _SPAN.match(rest))
    if credit.tail == "role":
        return any(token.folded in words("roles") for token in tokenize(rest)[:2]) and not rest.endswith(
            (".", "!", "?")
        )
    return credit.tail == "plain" and rest[:1] == "@"


def may_be_name(name: str, text: str) -> bool:
    """Whether unknown words may be a name: no place, and none of them stands in small letters in the article."""
    pieces = name.split()
    if any(piece in load("byline_words")["place_words"] for piece in pieces):
        return False
    return not any(
        len(p) > 3 and re.search(rf"(?<!\w){re.escape(p.lower())}(?!\w)", text)
        for p in pieces
        if p[:1].isupper()
    )


def bodies(credit: Credit) -> list[Part]:
    """Return the agencies and organisations of a source label: a source that is a person is mostly a photographer.

    "University of …" before other words is a part of a name only.
    """
    whole = credit.tail != "text"
    return [part for part in credit.parts if part.kind == "agency" or (whole and part.kind == "organisation")]


def pieces(text: str) -> Iterator[int]:
    """Yield where the text and what follows its bars and dots start."""
    yield len(text) - len(text.lstrip(" \t\u00a0—–-•*·|(/"))
    for bar in re.finditer(r"\s*[|·•]\s*|\s[-–—]\s|(?<=[\d日分時时])\s+(?=\D)", text[:_CREDIT_LINE]):
        yield bar.end()
    # "Posted on 15 October by Jane Doe."
    if is_dated(text):
        for word in re.finditer(_INNER_INTRO, text):
            yield word.start()


def is_role(text: str) -> bool:
    """Whether a line names a role and nothing else ("Staff Writer", "Corresponsal en Atenas")."""
    tokens = tokenize(text) if len(text) <= 60 else []
    return bool(tokens) and len(tokens) <= 7 and tokens[0].folded in words("roles")


def has_year_behind(text: str, credit: Credit) -> bool:
    """Whether a year alone follows the names, as it does those of events."""
    return _YEAR.match(text, credit.parts[-1].end) is not None


def names_office(text: str) -> bool:
    """Whether a line holds an office of those whom the news are about ("Jane Doe, Minister of Culture")."""
    return any(token.folded in words("offices") for token in tokenize(text))


def is_pictured(text: str, credit: Credit) -> bool:
    """Whether names are an agency's and its photographer's ("APA/Jane Doe")."""
    kinds = [part.kind for part in credit.parts]
    return kinds == ["agency", "author"] and text[credit.parts[0].end : credit.parts[1].start].strip() == "/"


def ends_open(text: str) -> bool:
    """Whether a short line ends before a name ("Written on 17 March by"), which then stands on the next line."""
    last = text.rstrip(": ").rpartition(" ")
    return len(text) <= _OPEN_LINE and bool(last[0]) and last[2].casefold() in words("closing")
