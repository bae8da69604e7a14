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
from newsqa.readers.problems import MOST_PARTS, TOO_MANY_PARTS, json_parts, lost_bytes
from newsqa.readers.streams import SAMPLE

_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>")
# A key, and its value if that is a short string.
_PAIR = re.compile(r'"((?:[^"\\]|\\.){1,60})"\s*:\s*(?:"([^"\\]{0,200})")?')
_MOST_SHARED = 1000  # characters
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


def item_of(file: BinaryIO, path: str, max_bytes: int) -> tuple[dict[str, Any] | None, list[Problem]]:
    """Return the object that is the whole file, None where it cannot be read; and what is wrong with it."""
    found, problems = _read(file, path, max_bytes)
    return (None, [*problems, found]) if isinstance(found, Problem) else (found, problems)


def _read(file: BinaryIO, path: str, max_bytes: int) -> tuple[dict[str, Any] | Problem, list[Problem]]:
    data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        return Problem(
            "IO003", path, f"is too large for one item: more than {max_bytes:,} bytes; not read",
            value=float(len(data)), threshold=float(max_bytes),
        ), []  # fmt: skip
    codec, skipped = byte_order_mark(data) or ("utf-8", 0)
    decoded = decode(data[skipped:], codec)
    text = decoded.text
    lost = [*lost_bytes(path, decoded, codec, row=None, text=text, skipped=skipped)]
    if (parts := json_parts(text)) > MOST_PARTS:
        return Problem("IO003", path, TOO_MANY_PARTS, value=float(parts), threshold=float(MOST_PARTS)), lost
    try:
        found = loads(text)
    except ValueError as error:
        line, column = getattr(error, "lineno", None), getattr(error, "colno", None)
        # Python's words end in front of the place: "Unterminated string starting at".
        said = re.sub(r"(?: starting)? at$", "", str(getattr(error, "msg", error)))
        return Problem("IO001", path, f"is not valid JSON: {said}", line=line, column=column), lost
    except RecursionError:
        return Problem("IO001", path, "is not valid JSON: nested too deeply"), lost
    return found if isinstance(found, dict) else Problem("IO001", path, "is no JSON object"), lost


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


def shared(value: Any) -> str | None:
    """Return what a file says of all its items, as text: not at any length, as each of them has it."""
    return (as_text(value) or "")[:_MOST_SHARED] or None


def names_of(parties: Sequence[Any]) -> list[str]:
    """Return what parties are called, each once."""
    told = (as_text(one.get("name") if isinstance(one, dict) else one) for one in parties)
    return list(dict.fromkeys(name for name in told if name))
