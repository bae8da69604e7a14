"""The records of a WARC file, one by one: where each begins and ends, whatever it says of its own length.

A record ends where the next begins. Where its length says otherwise that is its flaw, and reading goes on with the next.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

HEADERS = 1 << 16  # bytes that the headers of a record, and those of what it holds, may take

WITH_TEXT = frozenset(("response", "resource", "conversion"))
_CHUNK = 1 << 16  # more would not stay in the processor's cache
_MARK = b"WARC/"
# The version and the name of a header: a page may well be about WARC.
_BEGIN = re.compile(rb"WARC/[01]\.\d{1,2}(\r?\n)[!-9;-~]{1,100}:")
_LONGEST_BEGIN = 200
_LENGTH = re.compile(rb"\nContent-Length:[ \t]*(\d{1,18})[ \t]*(?:\r?\n|\Z)", re.IGNORECASE)
_KIND = re.compile(rb"\nWARC-Type:[ \t]*([a-z]{1,20})", re.IGNORECASE)
_BETWEEN = b"\r\n\r\n"
_NEXT = _BETWEEN + _MARK

_NO_RECORD = "holds bytes between records that are none; skipped"
_NO_END = "the headers of a record do not end: skipped"
_NO_LENGTH = "a record does not say how long it is: skipped"
_CUT = "the file ends before the record does"
_SHORTER = "the record is shorter than it says: another begins in it"
_LONGER = "the record is longer than it says"


Headers = dict[bytes, bytes]


class Record(NamedTuple):
    """A record: what it is ("response", "" where that is not known), its headers, and what it holds.

    ``size`` is how many bytes it holds, and ``held`` how many of them can be had, until the next record is asked for: of one
    that is too large the first. ``flaw`` says what is wrong with it.
    """

    kind: str
    head: bytes
    size: int
    held: int
    flaw: str | None
    window: _Window

    def content(self, most: int | None = None, start: int = 0) -> bytes:
        """Return what the record holds from an offset on, or the first bytes of it."""
        return self.window.first(self.held if most is None else min(most, self.held), start)


def headers(head: bytes) -> Headers:
    """Return the headers of a record or a response, their names in lower case; of those that come twice the first."""
    found: Headers = {}
    for line in head.split(b"\n"):
        name, colon, value = line.partition(b":")
        if colon:
            found.setdefault(name.lower(), value)
    return found


def value(headers: Headers, name: bytes) -> str | None:
    """Return the value of a header, by its name in lower case; None where there is none or a blank one."""
    found = headers.get(name)
    return (str(found, "utf-8", "replace").strip() or None) if found else None


def records(file: BinaryIO, most: int, others: Counter[str]) -> Iterator[Record]:
    """Yield the records that may hold text, and others if there is something wrong with them; of what is none, one without a kind.

    ``most`` is how many bytes of content are held. The others are counted in ``others`` by their kind.
    """
    window = _Window(file)
    while window.skip_line_breaks():
        sound = window.sound(most)
        if sound is None:
            yield from _looked_at(window, most, others)
            continue
        kind, head, size = sound
        if kind in WITH_TEXT:
            yield Record(kind, head, size, size, None, window)
        else:
            others[kind] += 1
        window.skip(size)


def _looked_at(window: _Window, most: int, others: Counter[str]) -> Iterator[Record]:
    """Yield what begins here, and go behind it: a record with a flaw, the last one, or none."""
    line_break = window.begins()
    if line_break is None:
        window.pass_over()
        yield Record("", b"", 0, 0, _NO_RECORD, window)
        return
    head = window.take_until(line_break * 2)
    if head is None:
        window.skip(len(_MARK))
        window.pass_over()
        yield Record("", b"", 0, 0, _NO_END, window)
        return
    length, told = _LENGTH.search(head), _KIND.search(head)
    if length is None:
        window.pass_over()
        yield Record("", b"", 0, 0, _NO_LENGTH, window)
        return
    kind = str(told[1], "ascii").lower() if told else "unknown"
    if is_other := kind not in WITH_TEXT:
        others[kind] += 1
    size, flaw = _held(window, int(length[1]), most)
    if size is not None:
        if not is_other or flaw is not None:
            yield Record(kind, head, size, size, flaw, window)
        window.skip(size)
        return
    # It is passed over, and what begins in it is found on the way.
    size = int(length[1])
    if not is_other:
        yield Record(kind, head, size, min(size, HEADERS), None, window)
    passed, is_found = window.pass_over(size)
    if is_found or passed < size:
        yield Record("", b"", 0, 0, _SHORTER if is_found else _CUT, window)


def _held(window: _Window, size: int, most: int) -> tuple[int | None, str | None]:
    """Hold a record; return how large it is and what is wrong with that, None where it is too large."""
    if size <= most and window.hold(size):
        if window.ends_at(size):
            return size, None
        end, flaw = window.search(0, size), _SHORTER
        if end is None and window.has_line_breaks(size):
            return size, None  # what stands behind it is the next thing to be told
        if end is None:
            end, flaw = window.search_on(size, most) or size, _LONGER
    else:
        end = window.search_on(0, most)
        if end is None:
            return None, None
        flaw = _CUT if end == window.held else _SHORTER
    return window.without_break(end), flaw


class _Window:
    """The part of a file that is held, from what is read next on; offsets are from there."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._data = bytearray()
        self._at = 0

    @property
    def held(self) -> int:
        return len(self._data) - self._at

    def hold(self, size: int) -> bool:
        """Hold so many bytes; False where the file ends before."""
        while len(self._data) - self._at < size:
            data = self._file.read(_CHUNK)
            if not data:
                return False
            del self._data[: self._at]
            self._at = 0
            self._data += data
        return True

    def first(self, size: int, start: int = 0) -> bytes:
        """Return the first bytes, from an offset on, without taking them."""
        self.hold(size)
        with memoryview(self._data) as view:
            return bytes(view[self._at + start : self._at + size])

    def sound(self, most: int) -> tuple[str, bytes, int] | None:
        """Take the headers of a record with which nothing is wrong; return its kind, them and how much it holds.

        None for all others, and for the last one: these are looked at more closely.
        """
        end = self._data.find(_BETWEEN, self._at, self._at + HEADERS)
        if end < 0:
            return None
        head = bytes(self._data[self._at : end])
        length, kind = _LENGTH.search(head), _KIND.search(head)
        if length is None or kind is None or not _BEGIN.match(head) or b"\nWARC/" in head:
            return None
        size, begin = int(length[1]), end + len(_BETWEEN) - self._at
        if size > most or not self.hold(begin + size + len(_NEXT)):
            return None
        if not self._data.startswith(_NEXT, self._at + begin + size):
            return None
        self._at += begin
        return str(kind[1], "ascii").lower(), head, size

    def without_break(self, size: int) -> int:
        """Return a size without the line breaks at its end."""
        end = self._at + size
        return size - len(_BETWEEN) if self._data[max(self._at, end - 4) : end] == _BETWEEN else size

    def skip(self, size: int) -> None:
        """Go on by some bytes that are held."""
        self._at += size

    def skip_line_breaks(self) -> bool:
        """Go to the next byte that is no line break; False at the end of the file."""
        if self._data.startswith(_BETWEEN + _MARK, self._at):
            self._at += len(_BETWEEN)
            return True
        while self.hold(1):
            if self._data[self._at] not in b"\r\n":
                return True
            self._at += 1
        return False

    def begins(self) -> bytes | None:
        """Return the line break of the record that begins here, None where none does."""
        self.hold(_LONGEST_BEGIN)
        found = _BEGIN.match(self._data, self._at)
        return None if found is None else bytes(found[1])

    def take_until(self, end: bytes) -> bytes | None:
        """Take what stands before these bytes, and go behind them; None where they do not come soon."""
        found = self._data.find(end, self._at, self._at + HEADERS)
        if found < 0:
            self.hold(HEADERS)
            found = self._data.find(end, self._at, self._at + HEADERS)
        if found < 0:
            return None
        head = bytes(self._data[self._at : found])
        if b"\nWARC/" in head and (inner := self.search(1, len(head))):
            found, head = self._at + inner, head[:inner]  # the one that was begun is cut off
        else:
            found += len(end)
        self._at = found
        return head

    def ends_at(self, size: int) -> bool:
        """Tell whether a record ends here: line breaks and another follow, or the file ends."""
        self.hold(size + len(_BETWEEN) + len(_MARK))
        end = self._at + size
        if self._data.startswith(_BETWEEN + _MARK, end):
            return True
        rest = bytes(self._data[end : end + 16]).lstrip(b"\r\n")
        return not rest or rest.startswith(_MARK)

    def has_line_breaks(self, size: int) -> bool:
        """Tell whether the line breaks follow here with which a record ends."""
        return self._data.startswith(_BETWEEN, self._at + size)

    def search(self, start: int, end: int) -> int | None:
        """Return where in the held bytes before ``end`` a record begins."""
        data, at, last = self._data, self._at + start, min(self._at + end + len(_MARK) - 1, len(self._data))
        while (at := data.find(_MARK, at, last)) >= 0:
            is_line = at == self._at or data[at - 1] == 10
            if is_line and _BEGIN.match(data, at):
                return at - self._at
            at += 1
        return None

    def search_on(self, start: int, most: int) -> int | None:
        """Return where a record begins or the file ends, if so many bytes can be held."""
        while (found := self.search(start, self.held)) is None:
            start = max(start, self.held - _LONGEST_BEGIN)
            if self.held > most:
                return None
            if not self.hold(self.held + 1):
                return self.held
        return found

    def pass_over(self, most: int | None = None) -> tuple[int, bool]:
        """Go to the next record, at most so many bytes; return how many they were, and whether there is one."""
        passed = 0
        while True:
            goes_on = self.hold(2 * _LONGEST_BEGIN)
            end = self.held - _LONGEST_BEGIN if goes_on else self.held
            if most is not None:
                end = min(end, most - passed)
            found = self.search(0, end)
            self._at += end if found is None else found
            passed += end if found is None else found
            if found is not None or passed == most or not self.held:
                return passed, found is not None
