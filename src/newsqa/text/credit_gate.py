"""The gate of credits: which lines may name who signs an article.

One RE2 search goes over many lines at once; most articles do not pass it, and only the lines that do are read in Python.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import re2

from newsqa.data import load
from newsqa.text.agencies import HEAD_WINDOW, TAIL_WINDOW
from newsqa.text.byline_tokens import words
from newsqa.text.credits import FIRST_CJK, NAMES_LIMIT, is_uncased

# Makes a pattern of words, one of which must stand.
Either = Callable[[Iterable[str]], str]

# So many bytes of lines, or so many times, a pattern is built for what has been seen; then the whole pays.
_LITTLE, _SEVERAL = 1 << 14, 8
_NEVER = r"[^\x00-\x{10ffff}]"


def candidate_lines(lines: Iterable[str]) -> list[int]:
    """Return the numbers, from 0, of the lines that may hold a credit: no other line does.

    The lines hold no line feeds. Of a long line only the windows in which credits stand are searched.
    """
    short: list[tuple[int, bytes]] = []
    long: list[tuple[int, bytes]] = []
    for number, line in enumerate(lines):
        if len(line) <= NAMES_LIMIT:
            short.append((number, line.encode("utf-8", "replace")))
        else:
            window = (
                line
                if len(line) <= HEAD_WINDOW + TAIL_WINDOW + 20
                else f"{line[:HEAD_WINDOW]} {line[-TAIL_WINDOW - 20 :]}"
            )
            long.append((number, window.encode("utf-8", "replace")))
    lines_of_words = [line for _, line in short]
    found = {
        short[i][0]
        for i in (*SHORT_CREDITS.among(lines_of_words), *matching_lines(capitalised(), lines_of_words))
    }
    found |= {long[i][0] for i in LONG_CREDITS.among([line for _, line in long])}
    return sorted(found)


def matching_lines(pattern: Any, lines: list[bytes]) -> list[int]:
    """Return the numbers of the lines that a pattern over bytes matches; one search goes over all of them."""
    if not lines:
        return []
    data = b"\n".join(lines)
    found: list[int] = []
    position = number = 0
    while position <= len(data):
        match = pattern.search(data, position)
        if match is None:
            break
        # An empty match at a line's end belongs to that line.
        number += data.count(b"\n", position, match.end())
        found.append(number)
        end = data.find(b"\n", match.end())
        if end < 0:
            break
        position, number = end + 1, number + 1
    return found


class LinePattern:
    """A pattern of alternatives with long lists of words, which finds lines.

    To build the whole pattern takes as long as all else that is done for one article. Until some articles' lines have been
    seen it holds only the words that stand in them.
    """

    def __init__(self, parts: Callable[[Either], Iterable[str]]) -> None:
        """Keep what makes the alternatives."""
        self._parts = parts
        self._seen: set[bytes] = set()
        self._times = 0
        self._built: Any = None
        self._is_whole = False

    def among(self, lines: list[bytes]) -> list[int]:
        """Return the numbers of the lines that the pattern matches."""
        if not self._is_whole and not self._seen.issuperset(lines):
            self._build(lines)
        return matching_lines(self._built, lines)

    def _build(self, lines: list[bytes]) -> None:
        self._seen.update(lines)
        self._times += 1
        seen = b"\n".join(self._seen)
        if len(seen) > _LITTLE or self._times > _SEVERAL:
            self._is_whole = True
            self._seen.clear()
            self._built = _compiled(self._parts(_alternation))
            return
        text = seen.decode("utf-8", "replace").casefold()
        self._built = _compiled(
            self._parts(lambda items: _alternation(i for i in items if i.casefold() in text))
        )


def _short_credits(either: Either) -> list[str]:
    """Return what every line of up to NAMES_LIMIT characters with a credit holds."""
    labels = words("label") | words("source_label")
    plain = _aliases(plain=True)
    uncased = r"\p{Arabic}\p{Devanagari}\p{Bengali}\p{Hebrew}\p{M}"
    return [
        *_anywhere(either),
        r"(?i:^[ \t(*]*(?:" + either(labels) + r")[ \t]*(?:[:：／｜]|$))",
        r"\d[^\n]*(?i: (?:by|von|par|por|door|di|da|af|av)) \p{Lu}",
        r"(?i:^(?:posted|published|written))[^\n]*(?i: by) \p{Lu}",
        r"(?i:\b(?:" + either(alias for alias in _aliases(plain=False) if alias.isascii()) + r")\b)",
        r"(?i:\b(?:" + either(words("newsroom_words") | words("newsrooms")) + r")\b)",
        r"^\d[^\n]*[-–|•·,] ?\p{Lu}\pL+ (?:\p{Ll}+ )*\p{Lu}",
        r" \d{4} [-–—|·•] \p{Lu}\pL+ (?:\p{Ll}+ )*\p{Lu}[^\n ]*$",
        rf"\d[日時分时]?[ \x{{a0}}\x{{3000}}]+(?:{either(plain)})",
        rf"\d[ \x{{a0}}\x{{3000}}]+(?i:{either(labels)})[ ]?[:：]",
        rf"^[{uncased}]+(?: [{uncased}]+){{1,3}}[ ]*(?:$|[,،|])",
        r"^[\p{Han}々]{1,3}[ \x{3000}][\p{Han}\p{Hiragana}\p{Katakana}々]{1,4}$",
    ]


@cache
def capitalised() -> Any:
    """Return the pattern of lines of capitalised words, with no more others than a role or a place has.

    It stands by itself: together with the others it would take the automaton many times as long to build.
    """
    other = r"(?: [^\p{Ll}\n][^ \n]*)*"
    return _compiled(
        [
            rf"^\p{{Lu}}[^ \n]*(?: \p{{Ll}}{{1,5}})* [\p{{Lu}}d][^ \n]*{other}(?: \p{{Ll}}[^ \n]*{other}){{0,5}}[ ]*$"
        ]
    )


@cache
def _aliases(*, plain: bool) -> set[str]:
    """Return the names of agencies: those that are plain words as well, or the others."""
    return {
        alias
        for agency in load("agencies")["agencies"]
        for alias in agency["aliases"]
        if (alias in agency["ambiguous"]) == plain
    }


def _anywhere(either: Either) -> tuple[str, ...]:
    """Return what credits in lines of any length hold."""
    starts = words("intro") | words("credit") | {p for p in words("source_label") if " " in p}
    labels = words("label") | words("source_label")
    aliases, plain = _aliases(plain=False), _aliases(plain=True)
    ours = either(words("ours"))
    return (
        r"(?i:^[ \t\x{a0}—–•*·|(/\-]*(?:" + either(starts) + r")(?:[ \t\x{a0}:：]+(?:" + ours + r")[ ]|$))",
        r"(?i:^[ \t\x{a0}—–•*·|(/\-]*(?:" + either(starts) + r"))[ \t\x{a0}:：]+[^\p{Ll}\n]",
        r"(?i:^[ \t(*]*(?:" + either(labels) + r")[ \t]*[:：／｜])",
        r"(?:^|[.!?…\"»”)\]|•·–—-] *)(?i:"
        + either(w for w in starts if not is_uncased(w))
        + r")[ :]+[^\p{Ll}\n]",
        r"(?i:" + either(words("contributed")) + r")",
        r"(?:^|[(\[（【/=—–\-©.。:,&+|\"“„«])[ \x{a0}]*(?:the )?(?i:"
        + either(a for a in aliases if a.isascii())
        + r")\b",
        either(a for a in aliases if not a.isascii()),
        r"[(\[/—–\-=（【©] ?(?:" + either(plain) + r")(?:[^\pL\n]|$)",
        r"^(?:" + either(plain) + r")(?:[^\pL\n]|$)",
        r"[(\[/—–\-*] ?(?i:"
        + either(w for w in words("with") if len(w) > 2)
        + r") (?:"
        + either(aliases | plain)
        + r")(?:[^\pL\n]|$)",
        r"记者|記者|기자|撰文|作者|執筆|取材・文|文・取材|文・写真|^文・|聞き手|筆者|書いた人|ライター|】[ \t]*$|^[(（]?文[ ]*[/／|｜]",
        r"(?i:^(?:" + either(words("newsrooms")) + r")$)",
        r"(?i: (?:" + either(words("closing")) + r"):?$)",
        r"[ \x{a0}](?:" + either(words("partner")) + r") [\p{L}\d\-]+\.[a-z]{2,4}\b",
    )


def _compiled(parts: Iterable[str]) -> Any:
    options = re2.Options()
    options.never_capture = True
    options.max_mem = 256 << 20
    options.log_errors = False
    return re2.compile(("(?m:" + "|".join(parts) + ")").encode(), options)


def _agency_names(either: Either) -> list[str]:
    return [f"(?i:{either(_aliases(plain=True) | _aliases(plain=False))})"]


@cache
def agency_marks() -> Any:
    """Return the pattern, over bytes, of an agency's name where a credit may stand: behind a mark or "with", at a line's start or end."""
    aliases = {alias for agency in load("agencies")["agencies"] for alias in agency["aliases"]}
    spaced = _alternation(alias for alias in aliases if alias[-1] < FIRST_CJK)
    joined = words("with") | words("and") | words("partner")
    parts = [
        rf"(?:[(\[/—–\-=（【©:：|,+&•·.]|^)[ \x{{a0}}]{{0,2}}(?:{spaced})(?:[^\pL\pN\n]|$)",
        rf" (?:{_alternation(word for word in joined if word.isalpha())}) (?:{spaced})(?:[^\pL\pN\n]|$)",
        rf" (?:{spaced})\)?$",
        _alternation(alias for alias in aliases if alias[-1] >= FIRST_CJK),
    ]
    return _compiled(parts)


def _alternation(items: Iterable[str]) -> str:
    return "|".join(re2.escape(item) for item in sorted(items)) or _NEVER


# Match every line of up to NAMES_LIMIT characters with a credit, and every window of a longer one.
SHORT_CREDITS = LinePattern(_short_credits)
LONG_CREDITS = LinePattern(_anywhere)
# Matches every line with an agency's name, wherever it stands and in any case of letters.
AGENCY_NAMES = LinePattern(_agency_names)
