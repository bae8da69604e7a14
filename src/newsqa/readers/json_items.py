"""What the formats of one item in JSON share."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import isfinite
from typing import Any, BinaryIO

from newsqa.readers.batch import Problem
from newsqa.readers.decoding import byte_order_mark, decode
from newsqa.readers.problems import MOST_PARTS, TOO_MANY_PARTS, json_parts
from newsqa.readers.streams import SAMPLE

_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>")
# A key, and its value if that is a short string.
_PAIR = re.compile(r'"((?:[^"\\]|\\.){1,60})"\s*:\s*(?:"([^"\\]{0,200})")?')
_LONGEST_NUMBER = 300  # digits; a number of more is told as it is written


@lru_cache(1)  # every format of the kind asks for the same one
def sample_item(sample: bytes) -> Any:
    """Return the object that a file begins with, as far as the sample goes; None for several or none.

    Of an object that goes on behind the sample, or is broken, the keys are told, and those of their values that are short.
    """
    mark = byte_order_mark(sample)
    text = str(sample[mark[1] :], mark[0], "replace") if mark else str(sample, "utf-8", "replace")
    if not text.lstrip().startswith("{"):
        return None
    try:
        return loads(text)
    except RecursionError:
        return None
    except ValueError as error:
        behind = text[getattr(error, "pos", 0) :].lstrip()
        is_lines = _is_whole(text.lstrip().partition("\n")[0]) and behind[:1] in ("{", "[", '"')
        if is_lines or (len(sample) < SAMPLE and behind.startswith("{") and "Extra data" in str(error)):
            return None  # JSON Lines
    found: dict[str, Any] = {}
    for name, value in _PAIR.findall(text):
        found.setdefault(name, value or None)
    return found


def loads(text: str) -> Any:
    """Read JSON; numbers that Python cannot hold, and those that JSON does not know, are strings as they are written."""
    return json.loads(text, parse_int=_whole_number, parse_float=_number, parse_constant=str)


def _whole_number(digits: str) -> int | str:
    return int(digits) if len(digits) <= _LONGEST_NUMBER else digits


def _number(digits: str) -> float | str:
    value = float(digits)
    return value if isfinite(value) else digits


def _is_whole(line: str) -> bool:
    try:
        loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def item_of(file: BinaryIO, path: str, max_bytes: int) -> dict[str, Any] | Problem:
    """Return the object that is the whole file, or what is wrong with it."""
    data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        return Problem(
            "IO003", path, f"is too large for one item: more than {max_bytes:,} bytes; not read",
            value=float(len(data)), threshold=float(max_bytes),
        )  # fmt: skip
    mark = byte_order_mark(data)
    text = decode(data[mark[1] :], mark[0]).text if mark else str(data, "utf-8", "replace")
    if (parts := json_parts(text)) > MOST_PARTS:
        return Problem("IO003", path, TOO_MANY_PARTS, value=float(parts), threshold=float(MOST_PARTS))
    try:
        found = loads(text)
    except ValueError as error:
        line, column = getattr(error, "lineno", None), getattr(error, "colno", None)
        return Problem(
            "IO001", path, f"is not valid JSON: {getattr(error, 'msg', error)}", line=line, column=column
        )
    except RecursionError:
        return Problem("IO001", path, "is not valid JSON: nested too deeply")
    return found if isinstance(found, dict) else Problem("IO001", path, "is no JSON object")


def as_text(value: Any) -> str | None:
    """Return a string or a number as text, None for anything else and for blank."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value).strip() or None


def listed(value: Any) -> list[Any]:
    """Return a list as it is, and anything else but None as a list of one."""
    return value if isinstance(value, list) else [] if value is None else [value]


def present(**values: Any) -> dict[str, Any]:
    """Return what is not None and not empty."""
    return {name: value for name, value in values.items() if value not in (None, [], "")}


def text_of_bodies(bodies: Iterable[tuple[str, str]]) -> str:
    """Return bodies, each with its content type, as one text."""
    return "\n\n".join(filter(None, (body_of(kind, value) for kind, value in bodies)))


def body_of(kind: str, value: str) -> str:
    """Return a body as text: markup by its elements; without any, its own lines."""
    if "plain" in kind or not _MARKUP.search(value):
        return value.strip()
    from newsqa.readers.xml_text import markup_text

    return markup_text(value)


def names_of(parties: Sequence[Any]) -> list[str]:
    """Return what parties are called, each once."""
    told = (as_text(one.get("name") if isinstance(one, dict) else one) for one in parties)
    return list(dict.fromkeys(name for name in told if name))
