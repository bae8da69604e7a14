"""The pieces of a declared author value or a line of names: people, bodies, roles and the rest, between joiners."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from newsqa.data import load
from newsqa.text.agencies import agency_at
from newsqa.text.byline_lines import is_dated
from newsqa.text.byline_tokens import Token, given_names, is_known, tokenize, words
from newsqa.text.person_names import glued_role

Joint = Literal["", ",", "mark", "word"]
What = Literal["person", "agency", "organisation", "role", "address", "date", "suffix", "other"]

_FIRST: Joint = ""
_JOINTS: dict[str | None, Joint] = {"glued": "word", "comma": ","}

_MAX_NAME_WORDS = 6
_MAX_CJK_ROLE = 12
_FIRST_CJK = "\u3040"  # kana, Han and Hangul lie from here on
FIRST_OTHER = "\u0530"  # Latin, Greek and Cyrillic lie below; other scripts may glue words to names

# Strings until they are needed: classes of so many characters take milliseconds to compile.
_ADDRESS = r"[\w.+-]+@[\w-]+\.[\w.-]+|https?:\S+|www\.\S+|(?<!\S)@\w{2,}"
_UNSPACED_NAME = r"[\u3400-\u9fff\u3040-\u30ff々・]{2,8}|[가-힣]{2,4}"
_UNSPACED = r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff가-힣]"
_CJK = r"[\u3040-\u30ff\u3400-\u9fff가-힣]"
_CJK_ROLE = (
    r"(?P<before>(?:本报|本報|特约|特約)?(?:记者|記者)\s*)?(?P<name>[^\s]+?(?: [^\s]+?)??)"
    r"(?P<behind>\s*(?:선임기자|인턴기자|기자|특파원|記者|记者|特派員|编辑|編輯|통신원))?"
)
# Words and marks within dates and times.
_CLOCK_WORDS = frozenset(
    [
        "at",
        "um",
        "uhr",
        "à",
        "h",
        "kl",
        "gmt",
        "utc",
        "bst",
        "est",
        "edt",
        "pst",
        "pdt",
        "ist",
        "jst",
        "cet",
        "cest",
        "wib",
        "ore",
        "às",
        ".",
        ":",
        "/",
        "-",
        "年",
        "月",
        "日",
        "時",
        "分",
        "时",
    ]
)
# "And" in Slovenian, and what stands before a place elsewhere.
_PLACING = frozenset({"in", "In"})
# Arabic and Hebrew write "and" as a part of the next word; the other glued words stand between scripts without spaces.
_BEFORE_GLUED = {"و": r"\s+و(?=[\u0620-\u06ff]{2})", "ו": r"\s+ו(?=[\u05d0-\u05ea]{2})"}


class Piece(NamedTuple):
    """A stretch between joiners: characters ``start`` to ``end``, and what joins it to the one before."""

    start: int
    end: int
    what: What
    joint: Joint
    known: bool = False  # it starts with a given name
    given: bool = False  # it consists of given names
    uncased: bool = False  # its script has no capitals, so that only its place tells a name


@cache
def _joiners(glued: bool) -> re.Pattern[str]:
    """Return the pattern of what may join names: a word, alone or behind a comma, a comma or a mark.

    ``glued``: words that are glued to names are looked for, too.
    """
    data = load("list_joiners")
    parts = [
        _BEFORE_GLUED.get(word, rf"(?<=[^\s\w]|\w)\s?{re.escape(word)}\s?")
        for word in (data["glued"] if glued else ())
        if word in _BEFORE_GLUED or re.match(_UNSPACED, word)
    ]
    commas = "".join(map(re.escape, data["marks"])) + "，"
    # Persian puts a mark of direction behind its comma.
    gap = r"[\s\u200e\u200f]*"
    both = rf"(?P<glued>\s*[{commas}]?\s*(?:{'|'.join(parts)}))|" if glued else ""
    return re.compile(
        rf"{both}(?P<word>(?:(?P<listed>\s*[{commas}]{gap})|\s+)(?P<spoken>[^\W\d_][^\s,;/|]*)(?=\s))"
        rf"|(?P<comma>\s*[{commas}]{gap})|\s*[;/|&+·•／｜；＆]\s*|\s+[-–—]\s+"
    )


@lru_cache(maxsize=16)
def _spoken(more: tuple[str, ...]) -> frozenset[str]:
    """Return the words that stand between names."""
    found = {
        *load("list_joiners")["spaced"],
        *words("and"),
        *(word for word in words("with") if len(word) > 2),
    }
    found -= words("particles") | {"for", "für", "pour", "via", "&", "+"}
    return frozenset(word.casefold() for word in (*found, *more))


def pieces(value: str, start: int, end: int, more: tuple[str, ...] = ()) -> list[Piece]:
    """Return what stands between the joiners of a value, told apart."""
    found: list[Piece] = []
    begin, joint = start, _FIRST
    addresses = [match.span() for match in re.compile(_ADDRESS).finditer(value, start, end)]
    pattern = _joiners(not value.isascii() and max(value) > FIRST_OTHER)
    at = start
    while match := pattern.search(value, at, end):
        kind, last = _joint(value, match, more)
        # A word that joins nothing may end in one that does.
        at = last if kind or match["spoken"] is None else match.start("spoken")
        if any(low <= match.start() < high for low, high in addresses) or _in_figures(value, match):
            continue
        if not kind or (kind == "word" and not _divides(value, begin, match, last, end)):
            continue
        found += _told(value, begin, match.start(), joint)
        begin, joint = last, kind
    return _merged(found + _told(value, begin, end, joint))


def _joint(value: str, match: re.Match[str], more: tuple[str, ...]) -> tuple[Joint, int]:
    """Return what a match joins names with, and where the next one starts; "" for a word that joins nothing."""
    if match.lastgroup == "word":
        if match["spoken"].casefold() in _spoken(more):
            behind = re.compile(r"\s*").match(value, match.end())
            return "word", behind.end() if behind else match.end()
        return (",", match.start("spoken")) if match["listed"] is not None else ("", match.end())
    return _JOINTS.get(match.lastgroup, "mark"), match.end()


def _in_figures(value: str, match: re.Match[str]) -> bool:
    """Whether a mark stands between figures, as in dates."""
    before, behind = value[match.start() - 1 : match.start()], value[match.end() : match.end() + 1]
    return before.isdigit() and behind.isdigit()


def _merged(pieces: list[Piece]) -> list[Piece]:
    """Put together what a word divides within a role or a body's name ("arts and culture editor")."""
    found: list[Piece] = []
    for piece in pieces:
        last = found[-1] if found else None
        if (
            last
            and piece.joint == "word"
            and not any(p.known and p.what in ("person", "agency") for p in (last, piece))
        ):
            kinds = {last.what, piece.what}
            what: What | None = (
                "role" if "role" in kinds else "organisation" if "organisation" in kinds else None
            )
            if what:
                found[-1] = Piece(last.start, piece.end, what, last.joint)
                continue
        found.append(piece)
    return found


def _divides(value: str, begin: int, match: re.Match[str], last: int, end: int) -> bool:
    """Whether a word stands between names rather than in one ("José Ortega y Gasset", "李和平")."""
    left, right = value[begin : match.start()], value[last:end]
    word = match.group().strip(" ,،、\u00a0")
    if word in _PLACING:
        return is_known(left) and is_known(right)
    if word in ("و", "ו"):
        glued = right.split()
        whole = word + (glued[0] if glued else "")
        if whole in load("byline_words")["uncased_and_names"] and match.group()[-1] == word:
            return False
    if re.search(_UNSPACED, left[-1:] + right[:1]) and not match.group()[:1].isspace():
        before, behind = re.split(r"[、，,\s]", left.strip())[-1], re.split(r"[、，,\s]", right.strip())[0]
        return _is_unspaced_name(before) and _is_unspaced_name(behind)
    return True


def _is_unspaced_name(text: str) -> bool:
    return bool(re.fullmatch(_UNSPACED_NAME, text)) or not re.search(_CJK, text)


def _told(value: str, start: int, end: int, joint: Joint) -> list[Piece]:
    """Return a stretch as one piece, or as a name and what follows it ("Jane Doe (AFP)", "Jane Doe Staff Writer")."""
    while start < end and value[start].isspace():
        start += 1
    while end > start and value[end - 1].isspace():
        end -= 1
    if start >= end:
        return []
    address = re.compile(_ADDRESS).search(value, start, end)
    if address and address.start() > start:
        before = value[start : address.start()].rstrip(" (<[")
        return [
            *_told(value, start, start + len(before), joint),
            Piece(address.start(), address.end(), "address", ""),
        ]
    if address:
        return [Piece(start, end, "address", joint)]
    text = value[start:end]
    if text.casefold().replace(".", "") in _suffixes():
        return [Piece(start, end, "suffix", joint)]
    if joint and _is_cjk_role(text):
        return [Piece(start, end, "role", joint)]
    if (
        max(text, default="") >= _FIRST_CJK
        and re.search(_CJK, text)
        and (role := re.fullmatch(_CJK_ROLE, text))
        and (role["before"] or role["behind"])
    ):
        at = start + role.start("name")
        if any(word in role["name"] for word in load("byline_words")["cjk_not_names"]):
            return [Piece(start, end, "other", joint)]
        name = Piece(at, at + len(role["name"]), "person", joint, uncased=True)
        label = [Piece(start, at, "role", joint)] if role["before"] else []
        behind = end - len(role["behind"].lstrip()) if role["behind"] else end
        return [*label, name, *([Piece(behind, end, "role", "")] if role["behind"] else [])]
    bracket = text.find(" (")
    if bracket > 0 and text.endswith(")"):
        return [
            *_told(value, start, start + bracket, joint),
            *(
                Piece(p.start, p.end, p.what, "mark", p.known)
                for p in _told(value, start + bracket + 2, end - 1, "mark")
                if p.what in ("agency", "organisation", "role", "date")
            ),
        ]
    tokens = tokenize(value[:end], start)
    agency = agency_at(value, start)
    if agency is None and tokens[0].folded == "the" and len(tokens) > 1:
        agency = agency_at(value, tokens[1].start, ambiguous=False)
    if agency == end:
        return [Piece(start, end, "agency", joint, True)]
    if all(_is_of_date(t) for t in tokens) and any(t.kind != "mark" for t in tokens):
        return [Piece(start, end, "date", joint)]
    number = next((t for t in tokens if t.kind == "number"), None)
    if number and is_dated(text):
        calendar = next(
            (t for t in tokens if t.start < number.start and t.folded in words("calendar")), number
        )
        first = min(calendar.start, number.start)
        if first <= start:
            behind = next((k for k, t in enumerate(tokens) if not _is_of_date(t)), 0)
            if not behind or not is_known(value[tokens[behind].start : end]):
                return [Piece(start, end, "date", joint)]
            date = Piece(start, tokens[behind - 1].end, "date", joint)
            return [date, *_told(value, tokens[behind].start, end, "mark")]
        return [*_told(value, start, first, joint), Piece(first, end, "date", "")]
    return _named(start, end, tokens, joint)


def _is_cjk_role(text: str) -> bool:
    """Whether a piece is a role in Chinese, Japanese or Korean: the word for it, perhaps with a rank before it ("首席记者")."""
    if text[-1] < _FIRST_CJK or len(text) > _MAX_CJK_ROLE:
        return False
    data = load("author_values")
    ranked = text.endswith(tuple(data["cjk_roles"])) and text.startswith(tuple(data["cjk_ranks"]))
    return text in data["cjk_roles"] or ranked


def _is_of_date(token: Token) -> bool:
    return (
        token.kind in ("number", "mark") or token.folded in words("calendar") or token.folded in _CLOCK_WORDS
    )


def _named(start: int, end: int, tokens: list[Token], joint: Joint) -> list[Piece]:
    """Tell people, organisations and roles apart, which are made of words."""
    roles, bodies = words("roles"), words("organisation_words") | company_words()
    known = tokens[0].folded in given_names() or tokens[0].folded.split("-")[0] in given_names()
    glued = glued_role(tokens[-1].text) if known and len(tokens) > 1 else 0
    if glued and tokens[-1].kind == "word":
        at = tokens[-1].start + glued
        return [Piece(start, at, "person", joint, known=True), Piece(at, end, "role", "")]
    cut = next((k for k, t in enumerate(tokens) if k > 1 and t.folded in roles), None)
    if (
        known
        and cut is not None
        and _is_person(tokens[:cut], known)
        and all(t.folded not in bodies for t in tokens[:cut])
    ):
        name = [Piece(start, tokens[cut - 1].end, "person", joint, True)]
        return [*name, Piece(tokens[cut].start, end, "role", "")]
    if not known:
        if tokens[0].kind == "domain" or any(t.folded in bodies - roles for t in tokens):
            return [Piece(start, end, "organisation", joint)]
        if any(t.folded in roles for t in tokens):
            return [Piece(start, end, "role", joint)]
        if any(t.folded in bodies for t in tokens):
            return [Piece(start, end, "organisation", joint)]
    elif any(t.folded in bodies for t in tokens[2:]) or any(t.folded in company_words() for t in tokens[1:]):
        return [Piece(start, end, "organisation", joint)]
    if joint and len(tokens) == 1 and re.search(r"[a-z][A-Z]", tokens[0].text):
        return [Piece(start, end, "organisation", joint)]
    if not known and not _all_capitals(tokens) and _is_acronym(tokens):
        return [Piece(start, end, "organisation" if joint else "other", joint)]
    core = [token for token in tokens if token.kind == "word"]
    return [
        Piece(
            start,
            end,
            "person" if _is_person(tokens, known) else "other",
            joint,
            known,
            given=all(t.folded in given_names() or t.text in words("particles") for t in core),
            uncased=not any(t.text != t.text.swapcase() for t in core),
        )
    ]


def _all_capitals(tokens: list[Token]) -> bool:
    return len(tokens) > 1 and all(
        token.text == token.text.upper() and len(token.text) > 2 for token in tokens
    )


def _is_acronym(tokens: list[Token]) -> bool:
    """Whether a piece starts as bodies are called in capitals and figures ("BBC", "G1 SP"); two letters are a state's."""
    name = "".join(token.text for token in tokens[:2] if not token.spaced or token is tokens[0])
    return (
        name.isupper() and name.isalnum() and (2 < len(name) <= 5 or (len(name) == 2 and name[1].isdigit()))
    )


@cache
def _suffixes() -> frozenset[str]:
    return frozenset(
        {word.replace(".", "") for word in words("suffixes")} | {*load("author_values")["degrees"]}
    )


@cache
def company_words() -> frozenset[str]:
    """Return the words that make a name a company's or another body's."""
    return frozenset(load("author_values")["company_words"])


def _is_person(tokens: list[Token], known: bool) -> bool:
    """Whether words may be a person's name: two or more that start as names do, none of them an everyday word."""
    text = " ".join(token.text for token in tokens)
    if text[:1] > "\u3000" and re.fullmatch(_UNSPACED_NAME, text.replace(" ", "")) and len(tokens) <= 2:
        return not any(word in text for word in load("byline_words")["cjk_not_names"])
    core = [token for token in tokens if token.kind in ("word", "initial")]
    if not 2 <= len(core) <= _MAX_NAME_WORDS or any(token.kind in ("number", "address") for token in tokens):
        return False
    if any(token.kind == "mark" and token.text not in ".'’\"“”()" for token in tokens):
        return False
    small = [
        t for t in core if not t.capital and t.text != t.text.upper() and t.text not in words("particles")
    ]
    if small or any(t.text in load("byline_words")["place_words"] for t in core[:1]):
        return False
    first_other = core[0].folded in words("not_names")
    return known or not (first_other or sum(t.folded in words("not_names") for t in core[1:]))
