"""Reading one name: the person that stands at a word of a credit, and where the name ends."""

from __future__ import annotations

import re

from newsqa.text.byline_tokens import Part, Token, given_names, words

_MAX_NAME_WORDS = 6
_MAX_RUN = 16
_MIN_CAPITALS = 3
# In a longer run, a word of everyday language is no family name.
_LONG_NAME = 4


def run_at(tokens: list[Token], i: int) -> int:
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


def person_at(tokens: list[Token], i: int, *, labelled: bool) -> tuple[Part, int] | None:
    """Return the person named at a token: two to six capitalised words with particles, none of them a role."""
    while i < len(tokens) and tokens[i].folded in words("titles"):
        i += 1
        if i < len(tokens) and tokens[i].text == ".":
            i += 1
    end = run_at(tokens, i)
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
    stop = next((k for k, t in enumerate(run[:stop]) if k and _ends_name(t, k)), stop)
    if stop > _LONG_NAME and len(_first_of_several(run[:stop])) == stop:
        stop = next((k for k, t in enumerate(run[:stop]) if k > 1 and t.folded in words("not_names")), stop)
    if stop == len(run):
        stop = before_date(tokens, i, end) - i
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
    if len(core) < 2 and not (labelled and len(run) == 1 and _is_given(run[0])):
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
    known = known or first.kind == "initial" or _ends_in_capitals(core)
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


def before_date(tokens: list[Token], i: int, end: int) -> int:
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


def _ends_name(token: Token, at: int) -> bool:
    """Whether a capitalised word behind a name is none of it: "In Sports", "And John Roe"."""
    if token.folded in words("placing"):
        return at > 1 or token.text != token.text.upper()
    return at > 1 and is_titled_and(token)


def is_titled_and(token: Token) -> bool:
    """Whether a word is an "And" as titles write it; "Dan" is a name, too."""
    return (
        token.text.istitle()
        and token.folded in words("and")
        and token.folded not in given_names()
        and len(token.text) > 2
    )


def _is_given(token: Token) -> bool:
    """Whether a word alone may be a person: a known given name that is no month ("Jan", "April")."""
    return len(token.text) > 2 and token.folded in given_names() and token.folded not in words("calendar")


def _ends_in_capitals(core: list[Token]) -> bool:
    """Whether the family name is in capitals ("Jane DOE-ROE")."""
    last = core[-1].text
    return (
        len(last) > _MIN_CAPITALS
        and last.isupper()
        and core[0].text.istitle()
        and not {*(t.folded for t in core)} & (words("not_names") | words("organisation_words"))
    )


def glued_role(word: str) -> int:
    """Return where a role, a month or "Photo" starts that is glued to a name ("DoeLifestyle", "DoeMarch"), or 0."""
    for match in re.finditer(r"(?<=[a-zà-ÿ])(?=[A-Z])", word):
        rest = word[match.start() :].casefold()
        if any(rest in words(topic) for topic in ("roles", "calendar", "photo_words")):
            return match.start()
        # The same name again, as lists of links have it; "DeAndre" and "MacKenna" are one.
        if match.start() > 3 and rest in given_names():
            return match.start()
    return 0
