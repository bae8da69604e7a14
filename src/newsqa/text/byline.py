"""Reading one credit: "Jane Doe and John Roe, AP | Staff Writer" into people, agencies and organisations.

A credit is read from left to right as names between joiners; whatever follows the last name must look like what
follows names in credits (a role, a place, a date, an address), or the text is none.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from newsqa.data import load
from newsqa.text.agencies import agency_at
from newsqa.text.byline_tokens import Part, Token, given_names, tokenize, words
from newsqa.text.person_names import before_date, glued_role, is_titled_and, person_at, run_at

_SEPARATORS = frozenset("/|·•–—-;:／｜")
_COMMAS = frozenset(",،、，")


class Credit(NamedTuple):
    """The names of a credit. ``tail`` says what follows the last one: nothing, something that may, or other text."""

    parts: tuple[Part, ...]
    tail: Literal["none", "plain", "date", "role", "text"]


def read_credit(text: str, start: int = 0, *, labelled: bool = False) -> Credit:
    """Return the names of the credit that starts at a character of the text.

    ``labelled`` says that a label or a phrase such as "written by" stands before it, so that a single word may be a
    person and places between names are skipped.
    """
    tokens = tokenize(text, start)
    tokens = tokens[_ours(tokens) :]
    parts: list[Part] = []
    joined = False  # "and" has been seen: only a place or a role may follow a comma
    pending: Part | None = None  # after a comma, a name or a place: decided by what follows
    separator = ""
    i = 0
    while i < len(tokens):
        found = _part_at(text, tokens, i, first=not parts, labelled=labelled)
        if found is None:
            break
        part, following = found
        if separator == "," and part.kind == "author" and not part.known:
            if joined or pending or text[part.start : part.end] in load("byline_words")["place_words"]:
                break
            pending = part
        else:
            if separator == "and" and pending:
                parts.append(pending)
            pending = None
            parts.append(part)
        i = _skip_noise(tokens, following, labelled=labelled)
        before = i
        separator, i = _separator(tokens, i)
        if not separator:
            i = before
            # Names that stand side by side without any mark, as lists of links become in scraped text.
            if (
                part.kind == "author"
                and i < len(tokens)
                and tokens[i].folded in given_names()
                and tokens[i].spaced
            ):
                continue
            break
        joined = joined or separator == "and"
        if pending and separator != "," and separator != "and":
            break
    rest = tokens[i:]
    if pending and not rest:
        parts = parts if joined else [*parts, pending] if _is_list(parts) else parts
    return Credit(tuple(parts), _tail(rest, separator) if parts else "text")


def _ours(tokens: list[Token]) -> int:
    """Return the number of words such as "our correspondent" before a name."""
    if not tokens or tokens[0].folded not in words("ours") or tokens[0].capital:
        return 0
    i = 1
    while i < len(tokens) and (tokens[i].folded in words("ours") or tokens[i].folded in words("roles")):
        i += 1
    return i if i > 1 and i < len(tokens) and tokens[i].capital else 0


def _is_list(parts: list[Part]) -> bool:
    """Whether a last name without evidence continues a list of people rather than naming a place."""
    return len(parts) > 1 and all(part.kind == "author" for part in parts)


def _separator(tokens: list[Token], i: int) -> tuple[str, int]:
    """Return what joins two names ("and", "with", "," or "|"), and the token after it; "" when nothing does."""
    kind = ""
    while i < len(tokens):
        token = tokens[i]
        if token.text in _COMMAS:
            kind = kind or ","
        elif token.text in _SEPARATORS:
            kind = kind or "|"
        elif (
            (token.text in ("&", "+") or token.text.islower() or token.text.isupper() or is_titled_and(token))
            and token.spaced
            and (
                token.folded in words("and")
                and not (len(token.text) == 1 and token.text.isupper() and token.text != "Y")
            )
        ):
            kind = "and"
        elif token.spaced and token.text.islower() and token.text in words("with"):
            kind = "with"
        else:
            break
        i += 1
    return kind, i


def _skip_noise(tokens: list[Token], i: int, *, labelled: bool) -> int:
    """Return the token after footnote digits glued to a name and, in labelled credits, after "in Paris"."""
    if i < len(tokens) and tokens[i].kind == "number" and not tokens[i].spaced:
        following = tokens[i + 1].text if i + 1 < len(tokens) else ","
        if following in _COMMAS or following == "&":
            i += 1
    if labelled and i + 1 < len(tokens) and tokens[i].text == "in" and tokens[i + 1].capital:
        j = i + 1
        while j < len(tokens) and tokens[j].kind == "word" and tokens[j].capital:
            j += 1
        if j < len(tokens) and (tokens[j].text in _COMMAS or tokens[j].folded in words("and")):
            return j
    return i


def _part_at(
    text: str, tokens: list[Token], i: int, *, first: bool, labelled: bool
) -> tuple[Part, int] | None:
    """Return the agency, organisation or person at a token, and the token after it."""
    token = tokens[i]
    if token.folded in words("articles") and i + 1 < len(tokens):
        end = agency_at(text, tokens[i + 1].start, ambiguous=False)
        end_with = agency_at(text, token.start)
        if end_with is None and end is not None and token.spaced:
            return Part(tokens[i + 1].start, end, "agency", True), _after(tokens, end)
    end = agency_at(text, token.start)
    if end is not None:
        following = _after(tokens, end)
        person = person_at(tokens, i, labelled=labelled)
        # "Pa Ousmane Joof" and "STA Travel" are longer names that only begin like an agency's.
        if person is None or person[1] <= following or person[0].kind == "agency":
            return Part(token.start, end, "agency", True), following
        if not tokens[following].capital or tokens[following].folded in words("roles"):
            return Part(token.start, end, "agency", True), following
    if token.kind == "domain":
        return Part(token.start, token.end, "organisation", True), i + 1
    return _organisation_at(tokens, i, first=first) or person_at(tokens, i, labelled=labelled)


def _after(tokens: list[Token], end: int) -> int:
    """Return the number of the first token that starts at or after a character."""
    return next((k for k, token in enumerate(tokens) if token.start >= end), len(tokens))


def _organisation_at(tokens: list[Token], i: int, *, first: bool) -> tuple[Part, int] | None:
    """Return a body that signs: a run with a word such as "Redaktion" or "News", "Le Figaro", or an acronym."""
    end = before_date(tokens, i, run_at(tokens, i))
    run = tokens[i:end]
    if not run:
        return None
    last = run[-1].start + (glued_role(run[-1].text) or len(run[-1].text))
    known = [
        token
        for token in run
        if token.folded in words("organisation_words")
        or token.text[: glued_role(token.text)].casefold() in words("organisation_words")
    ]
    if known and run[0].folded not in given_names():
        # Roles are among these words ("Staff Writer"): alone they name nobody.
        if all(token.folded in words("roles") for token in run):
            return None
        return Part(run[0].start, last, "organisation", True), end
    article = run[0].folded in words("articles")
    if first and article and len(run) in (2, 3) and not any(t.folded in words("not_names") for t in run[1:]):
        return Part(run[0].start, last, "organisation"), end
    if first and len(run) == 1 and run[0].text.isupper() and 2 < len(run[0].text) <= 5:
        return Part(run[0].start, run[0].end, "organisation"), end
    following = tokens[end] if end < len(tokens) else None
    if first and len(run) == 1 and following and following.folded in words("with") and end + 1 < len(tokens):
        after = tokens[end + 1]
        if after.folded in words("organisation_words"):
            return Part(run[0].start, run[0].end, "organisation"), end
    return None


def _tail(tokens: list[Token], separator: str) -> Literal["none", "plain", "date", "role", "text"]:
    """Say what follows the last name."""
    tokens = [token for token in tokens if token.kind != "mark" or token.text in "(@"]
    if not tokens:
        return "none"
    first = tokens[0]
    if first.kind in ("number", "address"):
        return "date" if first.kind == "number" else "plain"
    if any(t.folded in words("roles") for t in tokens[:4]) and len(tokens) <= 16:
        return "role"
    if first.text == "(" and len(tokens) <= 8:
        return "plain"
    dated = any(token.kind == "number" for token in tokens[:6])
    if first.capital and dated and (first.folded in words("not_names") or separator in (",", "|")):
        return "date"
    if first.capital and first.folded in words("not_names") and len(tokens) <= 8:
        return "plain"
    if separator in (",", "|") and len(tokens) <= 8 and (first.capital or first.folded in words("role_tail")):
        return "plain"
    following = tokens[1] if len(tokens) > 1 else None
    dated = following is not None and (following.kind == "number" or following.folded in words("calendar"))
    if first.folded in words("role_tail") and dated:
        return "date"
    if first.folded in words("role_tail") and following and following.capital and len(tokens) <= 5:
        return "plain"
    return "text"
