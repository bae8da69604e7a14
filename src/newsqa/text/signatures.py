"""Lines that are nothing but a signature: names with dates, roles, places and bodies around them, and newsrooms.

No word such as "by" introduces them; what speaks for them is that nothing else stands in the line, and where it stands.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from newsqa.data import load
from newsqa.text.agencies import agency_at
from newsqa.text.author_pieces import Piece, pieces
from newsqa.text.byline import Credit, read_credit
from newsqa.text.byline_lines import is_dated
from newsqa.text.byline_tokens import Part, Token, tokenize, words
from newsqa.text.lazy import lazy

_MAX_LINE = 100
_MAX_NEWSROOM = 60
_MAX_PLACE_WORDS = 3
# A role further behind a name is not what its first sentence says.
_PRESENTED = 12

# A paper's name: "Олена Гнатюк, «Західний вісник»".
_QUOTED = lazy(r"«[^»]{2,40}»|“[^”]{2,40}”|„[^“”]{2,40}[“”]|\"[^\"]{2,40}\"")
# "Jane Doe in Berlin", "Jane Doe for the Courier".
_PLACED = lazy(
    r"\s(?:in|from|aus|en|em|à|desde|da|w|te|for|für|pour|para|per|voor|för)\s(?:the\s|la\s|le\s|el\s|die\s|das\s|den\s)?(?=[^\W\d_a-zß-ÿ])"
)


def signature(text: str) -> Credit | None:
    """Return the names of a line that holds nothing but names and what surrounds them in credits; None for others."""
    if len(text) > _MAX_LINE or text[-1] in "!?:…":
        return None
    placed = _PLACED.search(text)
    end = placed.start() if placed else len(text.rstrip(" .,|/–—-"))
    found = pieces(text, 0, end)
    signing = [piece for piece in found if piece.what in ("person", "agency")]
    if not signing or any(not _belongs(piece, found, text) for piece in found):
        return None
    if found[0].what == "other" or (placed and placed.start() < signing[0].end):
        return None
    parts = [Part(p.start, p.end, "author" if p.what == "person" else "agency", p.known) for p in signing]
    kinds = {piece.what for piece in found}
    tail: Literal["none", "plain", "date", "role"]
    tail = (
        "role"
        if "role" in kinds
        else "date"
        if "date" in kinds
        else "plain"
        if placed or len(found) > len(parts)
        else "none"
    )
    return Credit(tuple(parts), tail)


def _belongs(piece: Piece, found: list[Piece], text: str) -> bool:
    """Whether a piece may stand in a signature: anything that was told, and short names of places behind a name."""
    if piece.what != "other":
        return True
    if piece is not found[0] and _QUOTED.fullmatch(text, piece.start, piece.end):
        return True
    tokens = tokenize(text[: piece.end], piece.start)
    return (
        piece is not found[0]
        and piece.joint in (",", "mark")
        and sum(token.kind != "mark" for token in tokens) <= _MAX_PLACE_WORDS
        and all(token.capital or token.kind == "mark" for token in tokens)
        and not any(token.folded in words("not_names") - _places() for token in tokens[:1])
    )


@cache
def _places() -> frozenset[str]:
    return frozenset(word.casefold() for word in load("byline_words")["place_words"])


def contributors(text: str) -> list[Part]:
    """Return the people and bodies of a sentence such as "Associated Press writer Jane Doe contributed to this report"."""
    folded = text.casefold()
    end = min(at for phrase in words("contributed") if (at := folded.find(phrase)) >= 0)
    start = max(
        (text.rfind(stop, 0, end) + len(stop) for stop in (". ", "! ", "? ") if stop in text[:end]), default=0
    )
    found: list[Part] = []
    for piece in pieces(text, start, end):
        agency = agency_at(text, piece.start) or agency_at(text, piece.start + 4, ambiguous=False)
        if agency is not None and agency <= piece.end:
            begin = piece.start if agency_at(text, piece.start) else piece.start + 4
            found.append(Part(begin, agency, "agency", True))
        elif piece.what == "person":
            found.append(Part(piece.start, piece.end, "author", piece.known))
        elif piece.what == "organisation":
            found.append(Part(piece.start, piece.end, "organisation"))
    return found


def biography(text: str) -> Part | None:
    """Return the person of a sentence about an author ("Jane Doe is a reporter"), or of a heading ("About Jane Doe")."""
    if profile := next(
        (phrase for phrase in words("profile") if text[: len(phrase) + 1].casefold() == f"{phrase} "), None
    ):
        credit = read_credit(text, len(profile) + 1)
        one = credit.tail == "none" and [part.kind for part in credit.parts] == ["author"]
        return credit.parts[0] if one and credit.parts[0].known else None
    credit = read_credit(text)
    if (
        not credit.parts
        or credit.parts[0].kind != "author"
        or not credit.parts[0].known
        or credit.parts[0].start
    ):
        return None
    behind = [token.folded for token in tokenize(text, credit.parts[0].end) if token.kind == "word"][
        :_PRESENTED
    ]
    if not behind or behind[0] not in words("presenting") or words("press_roles").isdisjoint(behind[1:]):
        return None
    return credit.parts[0]


def newsroom(text: str) -> tuple[int, int] | None:
    """Return the span of a newsroom that signs without a name ("By our correspondent", "Staff and agencies")."""
    if len(text) > _MAX_NEWSROOM:
        return None
    start = 0
    if divided := re.search(r"\s*,\s(?=[^\W\d_a-zß-ÿ])|\s[-–—|/]\s", text):
        behind = len(text[divided.end() :].split()) <= _MAX_PLACE_WORDS
        if behind and is_dated(text[: divided.start()]):
            start = divided.end()
        elif behind and agency_at(text, divided.end()) is None:
            text = text[: divided.start()]
    tokens = [
        token
        for token in tokenize(text, start)
        if token.kind not in ("mark", "number") and token.folded not in words("calendar")
    ]
    if not tokens or len(tokens) > 6:
        return None
    first = 1 if len(tokens) > 1 and tokens[0].folded in words("intro") else 0
    rest = tokens[first:]
    told = (
        words("ours")
        | words("roles")
        | words("newsroom_words")
        | words("and")
        | words("with")
        | words("articles")
    )
    if not any(token.folded in words("newsroom_words") for token in rest):
        return None
    # A lone role ("Reporter", "Editors") is a label; with "by", "our" or another word it signs.
    if len(tokens) == 1 and rest[0].folded not in words("newsrooms"):
        return None
    others = [token for token in rest if token.folded not in told and agency_at(text, token.start) is None]
    if others and not _is_named_newsroom(rest, others, introduced=first > 0):
        return None
    return rest[0].start, rest[-1].end


def _is_named_newsroom(tokens: list[Token], others: list[Token], *, introduced: bool) -> bool:
    """Whether words name a newsroom by its paper, place or section: "by the Courier newsroom", "Redactie Sport".

    "By Jane Doe, correspondent" does not: a role closes the name of a newsroom behind "our" or "the" only.
    """
    if len(others) > _MAX_PLACE_WORDS or not all(token.capital for token in others):
        return False
    if tokens[0].folded in words("newsrooms"):
        return True
    last = tokens[-1].folded
    ours = tokens[0].folded in words("ours") | words("articles")
    return introduced and last in words("newsroom_words") and (ours or last not in words("roles"))
