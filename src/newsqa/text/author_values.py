"""Reading a declared author value: the names in it, what joins them, and what belongs to no name.

"By Jane Doe and John Roe, political editors" is an introducing word, two people and a role. Nothing here looks at the
text of an article; a value is read once, however many articles declare it.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from newsqa.data import load
from newsqa.text.agencies import agency_at, agency_line
from newsqa.text.author_pieces import FIRST_OTHER, Piece, company_words, pieces
from newsqa.text.byline_tokens import given_names, tokenize, words
from newsqa.text.lazy import lazy

Flaw = Literal["intro", "role", "address", "organisation", "date", "placeholder"]

# Longer values are texts that were taken for an author.
_MAX_VALUE = 300
_MARKS = ",|/·•–—-(["
_PLAIN = lazy(r"[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){1,3}")


class AuthorFlaw(NamedTuple):
    """Something in an author value that is no name: the characters to name, and those to delete with it."""

    kind: Flaw
    start: int
    end: int
    cut_start: int
    cut_end: int


class AuthorValue(NamedTuple):
    """The names of a value, as spans, where they are several; and its flaws in order."""

    names: tuple[tuple[int, int], ...] = ()
    flaws: tuple[AuthorFlaw, ...] = ()

    def split(self, value: str) -> str:
        """Return the names one a line; each keeps what stands behind it up to the next joiner."""
        return "\n".join(value[start:end] for start, end in self.names)


@lru_cache(maxsize=8192)
def read_author(
    value: str,
    joiners: tuple[str, ...],
    intro_words: tuple[str, ...],
    placeholders: tuple[str, ...],
) -> AuthorValue:
    """Return what an author value holds; the tuples are words of the user's own beside those of the data files."""
    start = len(value) - len(value.lstrip())
    end = len(value.rstrip())
    if start >= end or end - start > _MAX_VALUE:
        return AuthorValue()
    bare = value[start:end].casefold()
    if _is_placeholder(bare, placeholders):
        return AuthorValue(flaws=(AuthorFlaw("placeholder", start, end, 0, len(value)),))
    if bare in words("newsrooms"):
        return AuthorValue()
    intro = _intro_end(value, start, intro_words)
    found = pieces(value, intro, end, joiners)
    flaws = [AuthorFlaw("intro", start, intro, start, intro)] if intro > start else []
    return AuthorValue(_several(found), tuple(flaws + _flaws(value, found)))


@cache
def _telling_words() -> frozenset[str]:
    """Return the words that a plain name does not hold."""
    topics = ("intro", "credit", "label", "roles", "organisation_words", "and", "with", "suffixes")
    found = {word for topic in topics for phrase in words(topic) for word in phrase.split()}
    own = {word for phrase in load("author_values")["placeholders"] for word in phrase.split()}
    return frozenset(found | own | company_words() | {*load("list_joiners")["spaced"]})


def is_plain(value: str) -> bool:
    """Whether a value is two to four words of a name and nothing else; the cheap answer for nearly all values."""
    return (
        _PLAIN.fullmatch(value) is not None
        and max(value) < FIRST_OTHER
        and not any(word in _telling_words() for word in value.casefold().split(" "))
    )


def names_in(value: str) -> list[str]:
    """Return the names that an author value holds, each without what belongs to no name; else the value as it is."""
    if is_plain(value):
        return [value]
    read = read_author(value, (), (), ())
    if any(flaw.kind == "placeholder" for flaw in read.flaws):
        return [value]
    bare = [_without(value, start, end, read.flaws) for start, end in read.names or ((0, len(value)),)]
    return [name for name in bare if name] or [value]


def agencies_in(value: str) -> list[str]:
    """Return the news agencies that an author value names, beside people or alone."""
    if is_plain(value):
        return []
    parts = [value.strip(), *(value[flaw.start : flaw.end] for flaw in read_author(value, (), (), ()).flaws)]
    spans = ((part, span) for part in parts for span in agency_line(part, ambiguous=True))
    return list(dict.fromkeys(part[start:end] for part, (start, end) in spans))


def _without(value: str, start: int, end: int, flaws: tuple[AuthorFlaw, ...]) -> str:
    """Return a part of a value without the flaws in it."""
    kept, at = "", start
    for flaw in flaws:
        if start <= flaw.start < end:
            kept += value[at : max(at, flaw.cut_start)]
            at = max(at, flaw.cut_end)
    return (kept + value[at:end]).strip()


def _is_placeholder(bare: str, more: tuple[str, ...]) -> bool:
    bare = bare.strip(" .-_()[]<>\"'")
    return bare in _placeholders() or bare in {word.casefold() for word in more}


@cache
def _placeholders() -> frozenset[str]:
    return frozenset(load("author_values")["placeholders"])


# -- introducing words ----------------------------------------------------------------------------------------------------


def _intro_end(value: str, start: int, more: tuple[str, ...]) -> int:
    """Return where the names start behind an introducing word or label; ``start`` when there is none."""
    folded = value[start : start + 60].casefold()
    first = re.match(r"[^\s:：/／|｜]+", folded)
    own = tuple(word.casefold() for word in more)
    for phrase in (*own, *_phrases().get(first.group() if first else "", ())):
        if not folded.startswith(phrase):
            continue
        behind = re.match(r"\s*[:：／|｜]\s*|\s+", value[start + len(phrase) :])
        if behind is None:
            continue
        end = start + len(phrase) + behind.end()
        colon = behind.group().strip() != ""
        if end < len(value.rstrip()) and (colon or phrase in own or _introduces(value, phrase, end)):
            return end
    return start


@cache
def _phrases() -> dict[str, tuple[str, ...]]:
    """Return what introduces names, longest first, by its first word."""
    table: dict[str, list[str]] = {}
    for phrase in words("intro") | words("credit") | words("label"):
        table.setdefault(re.split(r"[\s:：/／|｜]", phrase)[0], []).append(phrase)
    return {
        first: tuple(sorted(found, key=lambda phrase: (-len(phrase), phrase)))
        for first, found in table.items()
    }


def _introduces(value: str, phrase: str, end: int) -> bool:
    """Whether a word without a colon introduces what follows, and is not the name's own ("Di Maio", "Von Trapp")."""
    if phrase not in words("intro") | words("credit"):
        return False
    following = tokenize(value, end)
    if phrase not in load("author_values")["introductions_that_are_names"]:
        return bool(following) and (following[0].capital or not value.isascii() or phrase in words("credit"))
    if agency_at(value, end) is not None or following[0].folded in words("organisation_words"):
        return True
    if (
        len(following) > 1
        and following[0].folded in given_names()
        and following[1].kind in ("word", "initial")
    ):
        return True
    return phrase == "por" and following[0].capital


# -- several people, and what is no name ----------------------------------------------------------------------------------


def _several(pieces: list[Piece]) -> tuple[tuple[int, int], ...]:
    """Return the spans of the names when there are several; each with what follows it up to the next one."""
    people = [piece for piece in pieces if piece.what in ("person", "agency")]
    at = [pieces.index(piece) for piece in people]
    ends_in_word = any(piece.joint == "word" for piece in people[1:])
    taken: list[int] = []
    for number, (index, piece) in enumerate(zip(at, people, strict=True)):
        listed = ends_in_word or len(people) > 2
        sure = (
            piece.joint == "word"
            or (piece.joint == "mark" and piece.what == "person")
            or piece.known
            or listed
        )
        if (
            number
            and piece.what == "agency"
            and piece.joint != "word"
            and any(pieces[k].what == "person" for k in taken)
        ):
            continue  # "Jane Doe, AFP" and "Jane Doe (AFP)": whom she works for
        if number and piece.joint == "," and pieces[index - 1].what == "organisation":
            continue  # a place follows a newspaper
        if number == 0 or sure or piece.uncased:
            taken.append(index)
    if len(taken) < 2 or _is_family_given(pieces, taken):
        return ()
    bounds = [*taken[1:], len(pieces)]
    return tuple((pieces[a].start, pieces[b - 1].end) for a, b in zip(taken, bounds, strict=True))


def _is_family_given(pieces: list[Piece], taken: list[int]) -> bool:
    """Whether two names with a comma are one person's: "García Márquez, Gabriel José"."""
    if len(taken) != 2 or len(pieces) != 2 or pieces[1].joint != ",":
        return False
    return not pieces[0].known and pieces[1].given


def _flaws(value: str, pieces: list[Piece]) -> list[AuthorFlaw]:
    """Return the roles, addresses, dates and bodies that stand beside names."""
    found = []
    named = False
    for number, piece in enumerate(pieces):
        if piece.what in ("person", "other") or (piece.what == "agency" and not named):
            named = named or piece.what != "agency"
            continue
        kind: Flaw | None = {
            "role": "role", "address": "address", "date": "date", "organisation": "organisation", "agency": "organisation",
        }.get(piece.what)  # type: ignore[assignment]  # fmt: skip
        before = piece.what == "role" and number + 1 < len(pieces) and pieces[number + 1].uncased
        if kind is None or not (named or before or kind in ("address", "date")):
            continue
        if piece.what == "agency" and piece.joint == "word":
            continue
        low = pieces[number - 1].end if number else 0
        high = pieces[number + 1].start if not number and len(pieces) > 1 else _closed(value, piece.end)
        found.append(AuthorFlaw(kind, piece.start, piece.end, low, high))
    return found


def publisher_behind(value: str, publisher: str) -> AuthorFlaw | None:
    """Return the publisher's name behind another one and a mark ("Jane Doe, Example Post", "Jane Doe | Example Post")."""
    end = len(value.rstrip(" )]"))
    start = end - len(publisher)
    if start <= 0 or value[start:end].casefold() != publisher.casefold():
        return None
    before = value[:start].rstrip()
    name = before.rstrip(_MARKS).rstrip()
    if not name or len(name) == len(before):
        return None
    return AuthorFlaw("organisation", start, end, len(name), _closed(value, end))


def _closed(value: str, end: int) -> int:
    """Return the end of a flaw with the bracket that closes behind it."""
    match = re.compile(r"[)\]>\s]*").match(value, end)
    return match.end() if match else end


@lru_cache(maxsize=8192)
def names_person(value: str) -> bool:
    """Whether an author value holds a person, or at least something that is not told to be a body or a placeholder."""
    start, end = len(value) - len(value.lstrip()), len(value.rstrip())
    bare = value[start:end].casefold()
    if _is_placeholder(bare, ()) or bare in words("newsrooms"):
        return False
    return any(
        piece.what in ("person", "other") for piece in pieces(value, _intro_end(value, start, ()), end)
    )
