"""Splits a stream of UTF-8 into decoded lines, many at a time, without ever holding a line that is too long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from newsqa.readers.decoding import Decoded, decode


@dataclass(frozen=True, slots=True)
class Lines:
    """Consecutive lines of a file, without the line feed that ends them.

    ``first`` is the number of the first, from 1. ``damaged`` has the lines (by index) that are not UTF-8, and
    ``oversized`` the bytes of those that are longer than allowed; their text is then empty.
    """

    first: int
    lines: list[str]
    damaged: dict[int, Decoded] = field(default_factory=dict)
    oversized: dict[int, int] = field(default_factory=dict)


def split_lines(chunks: Iterable[bytes], limit: int) -> Iterator[Lines]:
    """Yield the lines of a stream; a line of more than ``limit`` bytes is passed over without being held."""
    number = 1
    carry: list[bytes] = []
    held = 0
    for chunk in chunks:
        cut = chunk.rfind(b"\n")
        if cut < 0:
            held += len(chunk)
            if held <= limit:
                carry.append(chunk)
            else:
                carry.clear()
            continue
        begin = 0
        if held > limit:
            begin = chunk.find(b"\n") + 1
            yield Lines(number, [""], oversized={0: held + begin - 1})
            number += 1
        if begin <= cut:
            block = _block(number, b"".join([*carry, chunk[begin:cut]]), limit)
            number += len(block.lines)
            yield block
        held = len(chunk) - cut - 1
        carry = [chunk[cut + 1 :]] if held <= limit else []
    if held > limit:
        yield Lines(number, [""], oversized={0: held})
    elif held:
        yield _block(number, b"".join(carry), limit)


def _block(number: int, data: bytes, limit: int) -> Lines:
    if len(data) <= limit:
        try:
            return Lines(number, str(data, "utf-8").split("\n"))
        except UnicodeDecodeError:
            pass
    block = Lines(number, [])
    for index, raw in enumerate(data.split(b"\n")):
        text = ""
        if len(raw) > limit:
            block.oversized[index] = len(raw)
        else:
            decoded = decode(raw, "utf-8")
            text = decoded.text
            if decoded.runs:
                block.damaged[index] = decoded
        block.lines.append(text)
    return block
