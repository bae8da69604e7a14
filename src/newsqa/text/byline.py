"""Reading one credit: "Jane Doe and John Roe, AP | Staff Writer" into people, agencies and organisations.

A credit is read from left to right as names between joiners; whatever follows the last name must look like what
follows names in credits (a role, a place, a date, an address), or the text is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from newsqa.data import load
from newsqa.text.agencies import agency_at
from newsqa.text.byline_tokens import Token, given_names, tokenize, words

Kind = Literal["author", "agency", "organisation"]

_SEPARATORS = frozenset("/|·•–—-;:／｜")
_COMMAS = frozenset(",،、，")
_MAX_NAME_WORDS = 6
_MAX_RUN = 16


@dataclass(frozen=True, slots=True)
class Part:
    """A name within a text: ``start`` and ``end`` are characters, end exclusive.

    ``known`` says that the first word is a known given name (or the name has initials), which is evidence where the
    place alone is not enough.
    """

    start: int
    end: int
    kind: Kind
    known: bool = False


@dataclass(frozen=True, slots=True)
class Credit:
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
            (token.text == "&" or token.text == "+" or token.text.islower() or token.text.isupper())
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
        person = _person_at(tokens, i, labelled=labelled)
        # "Pa Ousmane Joof" and "STA Travel" are longer names that only begin like an agency's.
        if person is None or person[1] <= following or person[0].kind == "agency":
            return Part(token.start, end, "agency", True), following
        if not tokens[following].capital or tokens[following].folded in words("roles"):
            return Part(token.start, end, "agency", True), following
    if token.kind == "domain":
        return Part(token.start, token.end, "organisation", True), i + 1
    return _organisation_at(tokens, i, first=first) or _person_at(tokens, i, labelled=labelled)


def _after(tokens: list[Token], end: int) -> int:
    """Return the number of the first token that starts at or after a character."""
    return next((k for k, token in enumerate(tokens) if token.start >= end), len(tokens))


def _run(tokens: list[Token], i: int) -> int:
    """Return the token after the run of capitalised words, initials and particles that starts at a token."""
    j = i
    while j < len(tokens) and j - i < _MAX_RUN:
        token = tokens[j]
        if j > i and not token.spaced and not (token.kind == "initial" or tokens[j - 1].kind == "initial"):
            break
        if token.kind == "initial" or (token.kind == "word" and token.capital):
            j += 1
            continue
        following = tokens[j + 1] if j + 1 < len(tokens) else None
        if (
            token.kind == "word"
            and token.text in words("particles")
            and following
            and following.spaced
            and (following.capital or following.text in words("particles"))
        ):
            j += 1
            continue
        break
    while j > i and tokens[j - 1].kind == "word" and not tokens[j - 1].capital:
        j -= 1
    return j


def _organisation_at(tokens: list[Token], i: int, *, first: bool) -> tuple[Part, int] | None:
    """Return a body that signs: a run with a word such as "Redaktion" or "News", "Le Figaro", or an acronym."""
    end = _before_date(tokens, i, _run(tokens, i))
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


def _person_at(tokens: list[Token], i: int, *, labelled: bool) -> tuple[Part, int] | None:
    """Return the person named at a token: two to six capitalised words with particles, none of them a role."""
    while i < len(tokens) and tokens[i].folded in words("titles"):
        i += 1
        if i < len(tokens) and tokens[i].text == ".":
            i += 1
    end = _run(tokens, i)
    run = tokens[i:end]
    # "A. Writer" is a name.
    stop = next(
        (
            k
            for k, t in enumerate(run)
            if k and t.folded in words("roles") and t.capital and any(r.kind != "initial" for r in run[:k])
        ),
        len(run),
    )
    stop = next((k for k, t in enumerate(run[:stop]) if k > 1 and t.folded in words("placing")), stop)
    if stop == len(run):
        stop = _before_date(tokens, i, end) - i
    stop = _before_other_words(tokens, i, i + stop) - i
    run = _first_of_several(run[:stop])
    last = run[-1].end if run else 0
    if run:
        glued = glued_role(run[-1].text)
        if glued:
            last = run[-1].start + glued
    core = [token for token in run if token.capital or token.kind == "initial"]
    full = [token for token in core if token.kind == "word" and len(token.text) > 1]
    if not full or run[0].folded in words("roles") | words("intro") or len(core) > _MAX_NAME_WORDS:
        return None
    if len(core) < 2 and not (
        labelled and len(run) == 1 and len(run[0].text) > 2 and run[0].folded in given_names()
    ):
        return None
    first = core[0]
    # "CNET Japan" is called in capitals as bodies are.
    if (
        not labelled
        and first.text.isupper()
        and 2 < len(first.text) <= 5
        and not all(t.text.isupper() for t in core)
    ):
        return None
    other = words("not_names")
    known = first.folded in given_names() or first.folded.split("-")[0] in given_names()
    if first.folded in other and not known:
        return None
    known = known or first.kind == "initial"
    if sum(token.folded in other for token in core[1:]) > (1 if known or labelled else 0):
        return None
    end = i + len(run)
    # "Jr." and "III" belong to the name.
    if (
        run[-1].folded in words("suffixes")
        and end < len(tokens)
        and tokens[end].text == "."
        and not tokens[end].spaced
    ):
        last, end = tokens[end].end, end + 1
    elif end + 1 < len(tokens) and tokens[end].text == "," and tokens[end + 1].folded in words("suffixes"):
        last, end = tokens[end + 1].end, end + 2
        if end < len(tokens) and tokens[end].text == "." and not tokens[end].spaced:
            last, end = tokens[end].end, end + 1
    return Part(run[0].start, last, "author", known), end


def _first_of_several(run: list[Token]) -> list[Token]:
    """Return the first name of a run of names side by side: a given name after a family name starts the next."""
    if len(run) < 4 or run[0].folded not in given_names():
        return run
    for k in range(2, len(run) - 1):
        if run[k].folded in given_names() and run[k - 1].folded not in given_names() and run[k - 1].capital:
            return run[:k]
    return run


def _before_date(tokens: list[Token], i: int, end: int) -> int:
    """Return the end of a run without a month or a weekday that a number follows ("Jane Doe March 9")."""
    if end - i > 1 and tokens[end - 1].folded in words("calendar"):
        following = [token for token in tokens[end : end + 3] if token.kind == "number"]
        return end - 1 if following else end
    return end


def _before_other_words(tokens: list[Token], i: int, end: int) -> int:
    """Return the end of a run of three words or more without what starts the next phrase ("Jane Doe Last updated")."""
    while end - i > 2:
        last, following = tokens[end - 1], tokens[end] if end < len(tokens) else None
        heading = following is not None and following.text in (":", "：")
        if not heading and (
            last.folded in words("suffixes") or last.folded not in words("not_names") | words("particles")
        ):
            break
        end -= 1
        if heading:
            break
    return end


def glued_role(word: str) -> int:
    """Return where a role, a month or "Photo" starts that is glued to a name ("DoeLifestyle", "DoeMarch"), or 0."""
    for match in re.finditer(r"(?<=[a-zà-ÿ])(?=[A-Z])", word):
        rest = word[match.start() :].casefold()
        if any(rest in words(topic) for topic in ("roles", "calendar", "photo_words")):
            return match.start()
    return 0


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
    if separator in (",", "|") and len(tokens) <= 8 and (first.capital or first.folded in words("role_tail")):
        return "plain"
    following = tokens[1] if len(tokens) > 1 else None
    dated = following is not None and (following.kind == "number" or following.folded in words("calendar"))
    if first.folded in words("role_tail") and dated:
        return "date"
    if first.folded in words("role_tail") and following and following.capital and len(tokens) <= 5:
        return "plain"
    return "text"
