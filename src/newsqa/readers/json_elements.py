"""The articles of a file of JSON one by one, of which only so much is held as the longest of them takes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from newsqa.readers.fields import FieldMap
from newsqa.readers.json_outline import Begin
from newsqa.readers.json_records import Number, decode_first, kind_name, syntax_error
from newsqa.readers.problems import MOST_PARTS, TOO_MANY_PARTS, json_parts
from newsqa.readers.rows import utf8_size

_STEP = 1 << 20  # characters
_LONGEST_STEPS = 64  # of what is looked at behind something that is broken
_BETWEEN = re.compile(r"[\s,]*+")
_MARK = re.compile(r'\\.|["\[\]{}]', re.DOTALL)
_MOST_MARKS = 5_000_000  # they take some seconds
_NEXT = re.compile(r"\}\s*+,?\s*+(?=\{)")
_LONGEST_GAP = 1 << 16  # characters
_MOST_TRIES = 10_000
_LONGEST_KEY = 300  # characters of a key, with what stands between it and its list

_NO_OBJECT = "is not a JSON object"
_DEEP = "is not valid JSON: nested too deeply"
_LONG = "is too large for one article"
_CUT = "the file ends before the list of articles does"
_BEHIND = "what stands behind the list of articles is not read"
_LOST = "; what follows is not read"
_MOST_OTHERS = 100_000  # values in a row that are no objects stand in no list of articles


class Element(NamedTuple):
    """An article as it is written, where that begins (line, column, characters of the file before it), and its value."""

    raw: str
    line: int
    column: int
    start: int
    value: dict[str, Any]


class Flaw(NamedTuple):
    """What is wrong with so many neighbours that should be articles; ``records`` is 0 where it is about the file.

    ``size`` is how many bytes one has, None where it is not too large.
    """

    message: str
    line: int
    column: int
    code: str = "IO001"
    size: int | None = None
    records: int = 1


class Window:
    """The part of a text that is held; ``at`` is what comes next in it, and stands at ``line`` and ``column``, from 1.

    ``start`` counts the characters of the whole text before it, and ``ended`` says whether nothing follows what is held.
    """

    def __init__(self, chunks: Iterator[str]) -> None:
        self._chunks = chunks
        self.text = ""
        self.at = self.start = 0
        self.line = self.column = 1
        self.ended = False

    @property
    def left(self) -> int:
        """How many characters are held."""
        return len(self.text) - self.at

    def more(self) -> bool:
        """Hold more, at least twice as much as before; False when the text has ended. What is behind us is let go."""
        parts, wanted = [self.text[self.at :]], max(_STEP, self.left)
        while wanted > 0 and (chunk := next(self._chunks, "")):
            parts.append(chunk)
            wanted -= len(chunk)
        self.ended = wanted > 0
        self.text, self.at = "".join(parts), 0
        return len(parts) > 1

    def place(self, at: int) -> tuple[int, int]:
        """Return the line and column of what is held."""
        breaks = self.text.count("\n", self.at, at)
        if not breaks:
            return self.line, self.column + at - self.at
        return self.line + breaks, at - self.text.rfind("\n", self.at, at)

    def go_to(self, at: int) -> None:
        """Go on, to something that is held."""
        self.line, self.column = self.place(at)
        self.start += at - self.at
        self.at = at

    def skip(self, between: re.Pattern[str]) -> str:
        """Go behind what matches; return the next character, "" at the end of the text."""
        while True:
            found = between.match(self.text, self.at)
            self.go_to(self.at if found is None else found.end())
            if self.at < len(self.text):
                return self.text[self.at]
            if not self.more():
                return ""


def elements(window: Window, begin: Begin, fields: FieldMap, limit: int) -> Iterator[Element | Flaw]:
    """Yield the articles of a text; ``begin`` is where they begin in it, and must be held.

    An article of more than ``limit`` bytes is passed over. Behind a flaw, reading goes on with the next object that
    looks like one. Neighbours that are no objects are one flaw.
    """
    others: Flaw | None = None
    for found in _each(window, begin, fields, limit):
        if isinstance(found, Flaw) and found.message.startswith(_NO_OBJECT):
            others = others._replace(records=others.records + 1) if others else found
            if others.records < _MOST_OTHERS:
                continue
        if others is not None:
            yield _told(others)
            if others.records == _MOST_OTHERS:
                return
            others = None
        yield found
    if others is not None:
        yield _told(others)


def _told(others: Flaw) -> Flaw:
    more = f" ({others.records:,} of them in a row)" if others.records > 1 else ""
    return others._replace(message=others.message + more + (_LOST if others.records == _MOST_OTHERS else ""))


def _each(window: Window, begin: Begin, fields: FieldMap, limit: int) -> Iterator[Element | Flaw]:
    window.go_to(begin.start + begin.is_list)
    while char := window.skip(_BETWEEN):
        if char == "]" and begin.is_list:
            window.go_to(window.at + 1)
            if begin.key is not None and _next_list(window, begin.key):
                continue
            if begin.key is None and window.skip(_BETWEEN):
                yield Flaw(_BEHIND, window.line, window.column, records=0)
            return
        found, is_behind = _element(window, limit)
        if isinstance(found, Flaw) and not is_behind and not _goes_on_behind(window, fields, begin.fields):
            yield found._replace(message=found.message + (_LOST if window.left else ""))
            return
        yield found
    if begin.is_list:
        yield Flaw(_CUT, window.line, window.column, records=0)


def _element(window: Window, limit: int) -> tuple[Element | Flaw, bool]:
    """Return what begins here, and whether reading stands behind it; if not, it stands where that is broken."""
    line, column, start = window.line, window.column, window.start
    while True:
        try:
            value, end = decode_first(window.text, window.at)
        except RecursionError:
            return Flaw(_DEEP, line, column), False
        except json.JSONDecodeError as error:
            if not _may_be_cut(window, error):
                window.go_to(error.pos)
                return Flaw(syntax_error(error), window.line, window.column), False
        else:
            # Of "1e+5" the first character alone is a number, too.
            if window.ended or end + 3 < len(window.text) or not isinstance(value, Number):
                break
        if window.left > MOST_PARTS and json_parts(window.text[window.at :]) > MOST_PARTS:
            return Flaw(TOO_MANY_PARTS, line, column, "IO003"), _passed_over(window) is not None
        if window.left > limit:
            size = _passed_over(window)
            return Flaw(_LONG, line, column, "IO003", size or limit + 1), size is not None
        window.more()
    raw = window.text[window.at : end]
    window.go_to(end)
    if len(raw) > MOST_PARTS and json_parts(raw) > MOST_PARTS:
        return Flaw(TOO_MANY_PARTS, line, column, "IO003"), True
    if 3 * len(raw) > limit and (size := utf8_size(raw)) > limit:
        return Flaw(_LONG, line, column, "IO003", size), True
    if isinstance(value, dict):
        return Element(raw, line, column, start, value), True
    return Flaw(f"{_NO_OBJECT} but {kind_name(value)}", line, column), True


def _may_be_cut(window: Window, error: json.JSONDecodeError) -> bool:
    """Tell whether what is wrong may be that the rest is not held yet."""
    return not window.ended and (
        error.msg.startswith("Unterminated string") or error.pos + 16 > len(window.text)
    )


def _passed_over(window: Window) -> int | None:
    """Go behind what begins here, without holding it; return its bytes, None where it has no end that is soon found."""
    depth = size = marks = 0
    is_string = False
    while True:
        for mark in islice(_MARK.finditer(window.text, window.at), _MOST_MARKS - marks):
            marks += 1
            sign = mark[0]
            if sign == '"':
                is_string = not is_string
            elif is_string or len(sign) > 1:
                continue
            else:
                depth += 1 if sign in "[{" else -1
            if depth <= 0 and not is_string:
                size += utf8_size(window.text[window.at : mark.end()])
                window.go_to(mark.end())
                return size
        if marks >= _MOST_MARKS:
            return None
        end = len(window.text) - window.text.endswith("\\")
        size += utf8_size(window.text[window.at : end])
        window.go_to(max(window.at, end))
        if not window.more():
            return None


def _goes_on_behind(window: Window, fields: FieldMap, usual: frozenset[str]) -> bool:
    """Go to the next article behind what is broken; False where there is none, or none is soon found.

    An article has a text and at least half of the usual fields: an object inside of what is broken has fewer.
    """
    for _ in range(_MOST_TRIES):
        if not _to_object(window):
            return False
        value, end = _object(window)
        found = fields.match([*value])
        if "text" in found and 2 * len(usual & found.keys()) >= len(usual):
            return True
        window.go_to(end)
    return False


def _to_object(window: Window) -> bool:
    """Go to an object, here or behind the end of another; False at the end of the text."""
    if window.text.startswith("{", window.at):
        return True
    while (found := _NEXT.search(window.text, window.at)) is None:
        last = window.text.rfind("}", window.at)
        window.go_to(last if last >= 0 and len(window.text) - last < _LONGEST_GAP else len(window.text))
        if not window.more():
            window.go_to(len(window.text))
            return False
    window.go_to(found.end())
    return True


def _object(window: Window) -> tuple[dict[str, Any], int]:
    """Return the object that begins here, empty where it is broken or too large, and where to look for another."""
    while True:
        try:
            value, end = decode_first(window.text, window.at)
        except RecursionError:
            return {}, window.at + 1
        except json.JSONDecodeError as error:
            if not (_may_be_cut(window, error) and window.left < _LONGEST_STEPS * _STEP and window.more()):
                return {}, window.at + 1
        else:
            return value, end - 1


def _next_list(window: Window, key: str) -> bool:
    """Go into the next list under a key, as where several answers of a programming interface follow each other."""
    begin = re.compile(f"{re.escape(json.dumps(key))}\\s*+:\\s*+\\[")
    while True:
        found = begin.search(window.text, window.at)
        if found is not None:
            window.go_to(found.end())
            return True
        window.go_to(max(window.at, len(window.text) - _LONGEST_KEY))
        if not window.more():
            return False
