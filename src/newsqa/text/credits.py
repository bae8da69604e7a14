"""How credits open: introducing words, labels, partners ("… with AFP"), and the credits of scripts without case."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from newsqa.data import load
from newsqa.text.agencies import TAIL_WINDOW
from newsqa.text.byline import read_credit
from newsqa.text.byline_tokens import Part, tokenize, words
from newsqa.text.lazy import lazy
from newsqa.text.person_names import glued_role

_HAN = "\u3400-\u9fff"
_KANA = "\u3040-\u30ff"
FIRST_CJK = "\u3001"
_LABEL = lazy(r"^([^:：/／|｜\d]{1,32}?)\s*[:：／｜]\s*")
_UNCASED_WORD = r"[\u0590-\u05ff\u0600-\u060b\u060d-\u061a\u061c-\u061e\u0620-\u06ff\u0750-\u077f\u0900-\u0dff\u200c\u200d]+"
_UNCASED_NAMES = lazy(rf"{_UNCASED_WORD}(?:\s{_UNCASED_WORD}){{0,8}}")
# The Arabic "and" is glued to the name behind it.
_ARABIC_AND = lazy(r" (و[\u0620-\u06ff]{2,})(?= )")
_CHINESE_NAME = rf"[{_HAN}]{{2,4}}?"
# Strings until they are needed: classes of so many characters take milliseconds to compile.
_CHINESE = rf"(?:(?:记者|記者|撰文|作者)\s*[:：/／|｜丨]?\s?|^\s*[（(]?文\s*[:：/／|｜丨])({_CHINESE_NAME}(?:、{_CHINESE_NAME}){{0,4}})(?=$|[\s,，、。）)／/|｜（(]|报道|報導|报导|文$|摄)"
_JAPANESE_ROLE = rf"^([{_HAN}]{{2,4}}[ \u3000]?[{_HAN}{_KANA}]{{0,4}})[ \u3000]記者$"
_KOREAN_LABEL = r"^기자[\s:]+([가-힣]{2,4})(?=$|[\s,/·|])"
_KOREAN = r"(?:^|[\s=\]/,·])([가-힣]{2,4})\s?(?:선임|수습|인턴|객원|전문|디지털)?\s?기자(?=$|[\s=,(/·]|외)"
_JAPANESE = (
    rf"【(?:[{_HAN}{_KANA}]{{2,10}}[=＝])?([{_HAN}{_KANA}]{{1,6}}[ \u3000]?[{_HAN}{_KANA}]{{1,6}})】\s*$"
)
_JAPANESE_NAME = rf"[{_HAN}{_KANA}々]{{2,8}}(?:[ \u3000][{_HAN}{_KANA}々]{{1,5}})?"
# A line that ends with the reporter's name: "あさぎり新聞　記者　中尾明日香".
_JAPANESE_LINE = (
    rf"(?:^|[\s（(】／/|｜])(?:記者[\s:：／/]|(?:執筆|取材・文|文・取材|文・写真|文|聞き手|筆者|ライター)\s?[:：／/・=＝])\s*"
    rf"({_JAPANESE_NAME}(?:、{_JAPANESE_NAME}){{0,4}})[)）]?\s*$"
)
# A longer line does not consist of names.
NAMES_LIMIT = 120

_SENTENCE_END = r"(?:^|[.!?…“”\"'»)])\s+"


class Opening(NamedTuple):
    """An introducing word or label; the names start at the character ``end``.

    ``labelled`` says that it can introduce nothing else than a credit; "by" can. ``source`` labels introduce bodies.
    """

    end: int
    kind: Literal["intro", "credit", "label", "source"]
    labelled: bool
    script: Literal["cased", "uncased"] = "cased"


@cache
def _phrases() -> dict[str, list[tuple[str, Literal["intro", "credit", "source"]]]]:
    """Return the introducing phrases by their first word, longest first."""
    table: dict[str, list[tuple[str, Literal["intro", "credit", "source"]]]] = {}
    kinds: tuple[tuple[str, Literal["intro", "credit", "source"]], ...] = (
        ("intro", "intro"),
        ("credit", "credit"),
        ("source_label", "source"),
    )
    for topic, kind in kinds:
        for phrase in words(topic):
            # A source's label of one word needs its colon; "with files from" does not.
            if kind != "source" or " " in phrase:
                table.setdefault(phrase.split()[0], []).append((phrase, kind))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table


def opening(text: str, start: int) -> Opening | None:
    """Return the introducing word, phrase or label at a character of a line, or None."""
    piece = text[start : start + 60]
    label = _LABEL.match(piece)
    if label:
        word = label.group(1).strip().casefold()
        uncased = is_uncased(word)
        if word in words("label") or word in words("credit") or word in words("intro"):
            return Opening(start + label.end(), "label", True, "uncased" if uncased else "cased")
        if word in words("source_label"):
            return Opening(start + label.end(), "source", True)
    first = re.match(r"[^\s:：]+", piece)
    if not first:
        return None
    for phrase, kind in _phrases().get(first.group().casefold(), ()):
        end = len(phrase)
        if piece[:end].casefold() != phrase:
            continue
        rest = re.match(r"\s*[:：]?\s*", piece[end:])
        after = end + (rest.end() if rest else 0)
        if after == end and end < len(piece):
            continue
        uncased = is_uncased(phrase)
        colon = ":" in piece[end:after]
        return Opening(
            start + after, kind, kind != "intro" and (not uncased or colon), "uncased" if uncased else "cased"
        )
    return None


def is_uncased(word: str) -> bool:
    """Whether a word begins in Arabic, Hebrew or an Indian script."""
    return bool(re.match(_UNCASED_WORD, word))


def uncased_names(text: str, start: int, *, labelled: bool) -> list[tuple[int, int]]:
    """Return the names after a label in Arabic, Hebrew or an Indian script: two to four words each, up to a mark.

    Without a colon (``labelled`` false) nothing may follow the names: their verb starts sentences, too.
    """
    match = _UNCASED_NAMES.match(text, start)
    if not match:
        return []
    rest = text[match.end() :].strip()
    if rest and ((not labelled and len(rest) > 25) or re.match(r"[\w]", rest)):
        return []
    names = []
    begin = match.start()
    for joint in _ARABIC_AND.finditer(text, match.start(), match.end()):
        if joint[1] not in load("byline_words")["uncased_and_names"] and " " in text[begin : joint.start()]:
            names.append((begin, joint.start()))
            begin = joint.start(1) + 1
    names.append((begin, match.end()))
    return names if all(1 <= text[a:b].count(" ") <= 3 for a, b in names) else []


def cjk_reporters(text: str, *, closing: bool = False) -> Iterator[tuple[int, str]]:
    """Yield start and name of the reporters that a Chinese, Japanese or Korean credit marks; the first credit only.

    ``closing`` says that the text is the end of a paragraph, where 【name】 is a credit.
    """
    if text.isascii() or max(text) < FIRST_CJK:
        return
    patterns = (
        (_JAPANESE, _CHINESE, _KOREAN)
        if closing
        else (_JAPANESE_LINE, _JAPANESE_ROLE, _CHINESE, _KOREAN, _KOREAN_LABEL)
    )
    for pattern in patterns:
        match = re.search(pattern, text)
        if match and not any(word in match.group(1) for word in load("byline_words")["cjk_not_names"]):
            position = match.start(1)
            for name in match.group(1).split("、"):
                yield position, name
                position += len(name) + 1
            return


def is_photo_credit(text: str) -> bool:
    """Whether a line credits a picture rather than the text."""
    folded = text[:160].casefold()
    if not any(mark in folded for mark in _photo_marks()):
        return False
    tokens = tokenize(text[:160])
    if not tokens:
        return False
    if tokens[0].text == "©" or tokens[0].folded in words("photo_words"):
        return True
    photo = words("photo_words")
    return any(
        token.folded in words("photo_agencies")
        or (token.text[glued_role(token.text) :].casefold() in photo and glued_role(token.text) > 0)
        or (token.folded in photo and k + 1 < len(tokens) and tokens[k + 1].folded in words("closing"))
        or (token.folded in photo and k + 1 < len(tokens) and tokens[k + 1].text in ":/")
        or token.text == "©"
        for k, token in enumerate(tokens)
    )


@cache
def _photo_marks() -> tuple[str, ...]:
    """Return what every line that credits a picture holds one of; words that begin with another are found with it."""
    marks = sorted({"©", *words("photo_words"), *words("photo_agencies")}, key=len)
    return tuple(m for i, m in enumerate(marks) if not any(shorter in m for shorter in marks[:i]))


@cache
def _closing() -> re.Pattern[str]:
    phrases = sorted(words("credit") | words("closing"), key=len, reverse=True)
    return re.compile(_SENTENCE_END + "(?:" + "|".join(map(re.escape, phrases)) + r")\s+", re.IGNORECASE)


def closing_byline(text: str) -> int | None:
    """Return where the names start when a byline follows the last sentence of a stand-first, or None."""
    base = max(0, len(text) - TAIL_WINDOW - 20)
    last = None
    for match in _closing().finditer(text, base):
        last = match.end()
    return last


@cache
def _partner() -> re.Pattern[str]:
    return re.compile(r"\s(?:" + "|".join(map(re.escape, sorted(words("partner")))) + r")\s")


def with_partner(text: str) -> list[Part]:
    """Return who signs a line such as "Orange avec Boursier.com, publié le …": both names.

    The second one must be an agency, an address such as "Boursier.com" or a body by name, and nothing but a date or
    a role may follow.
    """
    if len(text) > 120:
        return []
    match = _partner().search(text[:80])
    if not match:
        return []
    left = tokenize(text[: match.start()])
    small = words("particles")
    if not 1 <= len(left) <= 5 or not (left[0].capital or left[0].kind in ("domain", "number")):
        return []
    if any(
        token.kind == "mark" or not (token.capital or token.kind != "word" or token.text in small)
        for token in left
    ):
        return []
    credit = read_credit(text, match.end())
    bodies = [part for part in credit.parts if part.kind != "author"]
    joined = match.group().strip() in words("and")
    if not bodies or len(bodies) != len(credit.parts) or credit.tail == "text":
        return []
    if not all(_is_partner(part, text) for part in bodies):
        return []
    if joined and not any(part.kind == "agency" for part in bodies):
        return []
    first = read_credit(text[: match.start()])
    if (
        len(first.parts) == 1
        and first.tail == "none"
        and (first.parts[0].kind != "author" or first.parts[0].known)
    ):
        return [first.parts[0], *bodies]
    if any(
        token.folded in words("not_names") for token in left[:1] if token.folded not in ("le", "la", "les")
    ):
        return []
    return [Part(left[0].start, left[-1].end, "organisation"), *bodies]


def _is_partner(part: Part, text: str) -> bool:
    """Whether a body may be who "with" names: other capitalised words are what the headline is about."""
    name = text[part.start : part.end]
    return part.kind == "agency" or "." in name or name.casefold() in words("newsrooms")
