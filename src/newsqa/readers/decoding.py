"""From bytes to text: which encoding they are in, and which bytes are lost on the way."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from newsqa.readers.streams import SAMPLE, ByteStream

MAX_LOST = 20  # findings of lost bytes for one file; the last says how many more there are

_TRACKED = 10_000  # runs looked at one by one; beyond, the bytes are replaced without being located
_WINDOW = 1 << 15  # bytes on either side of the first bad byte, from which the encoding is guessed

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What the library may choose from: encodings news was stored in. Without the list it finds short French text to be
# a Macintosh or a DOS code page.
_LATIN = ("cp1252", "cp1250", "cp1254", "cp1257", "cp1258", "iso8859_2")
_CANDIDATES = [
    *_LATIN,
    *("cp1251", "iso8859_5", "koi8_r", "koi8_u", "cp1253", "iso8859_7", "cp1255", "cp1256", "cp874"),
    *("gb18030", "big5", "cp932", "euc_jp", "iso2022_jp", "cp949"),
]
# š ž ³ ¹ º ¿ and the like right after a letter: rare in windows-1252, ordinary letters in windows-1250.
_CENTRAL = re.compile(rb"[A-Za-z][\x9a\x9d\x9e\xb3\xb9\xba\xbf]")
_TURKISH = re.compile(rb"[A-Za-z][\xf0\xfd\xfe]")
_WESTERN_VOWEL = re.compile(rb"[\xe0\xe1\xe3\xe6\xe8\xe9\xed\xf3\xfa]")
_CONTROL = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))


class Lost(NamedTuple):
    """A run of bytes that are no text in the encoding; U+FFFD stands in their place.

    ``byte`` is the offset of the first in the decoded bytes, ``start`` the character offset of the first U+FFFD.
    """

    byte: int
    data: bytes
    start: int

    def describe(self) -> str:
        """Return the bytes in hex, shortened after eight."""
        return self.data[:8].hex(" ") + (" …" if len(self.data) > 8 else "")


class Decoded(NamedTuple):
    """Text with the places of the first MAX_LOST runs of lost bytes, and how many runs there are."""

    text: str
    lost: tuple[Lost, ...] = ()
    runs: int = 0


def encoding_name(codec: str) -> str:
    """Return the usual name of a Python codec ("cp1252" is windows-1252)."""
    if re.fullmatch(r"cp125\d", codec):
        return "windows-" + codec[2:]
    return codec.replace("iso8859_", "iso-8859-").replace("_", "-")


def byte_order_mark(data: bytes) -> tuple[str, int] | None:
    """Return the encoding that a byte order mark declares, and the mark's length."""
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return codec, len(mark)
    return None


def detect(data: bytes, complete: bool) -> str | None:
    """Return the Python codec of text without a byte order mark; None when it does not look like text.

    ``complete`` tells whether the data end where the text ends, or may end inside a character.
    """
    wide = _wide(data)
    if wide is not None:
        return wide
    if data.count(0) > len(data) * 0.3:
        return None
    try:
        codecs.utf_8_decode(data, "strict", complete)
        return "utf-8"
    except UnicodeDecodeError as error:
        first = error.start
    if len(data) - len(data.translate(None, _CONTROL)) > len(data) * 0.05:
        return None  # random bytes have twice as many
    window = data[max(0, first - _WINDOW) : first + _WINDOW]
    good, bad = _multibyte(window)
    if bad < good:
        return "utf-8"
    return _guess(window)


def decode(data: bytes, codec: str) -> Decoded:
    """Decode everything; what is not valid in the encoding becomes U+FFFD, as with ``errors="replace"``."""
    try:
        return Decoded(str(data, codec))
    except UnicodeDecodeError:
        pass
    tracker = _Tracker()
    codecs.register_error("newsqa-lost", tracker)
    try:
        text = str(data, codec, "newsqa-lost")
    except _TooManyError:
        text = str(data, codec, "replace")
    lost, start, done = [], 0, 0
    for first, end, marks in tracker.runs[:MAX_LOST]:
        # The text between two runs is valid; between the marks of one there is nothing.
        start += len(str(data[done:first], codec, "replace"))
        lost.append(Lost(first, data[first:end], start))
        start, done = start + marks, end
    return Decoded(text, tuple(lost), len(tracker.runs))


@dataclass(slots=True)
class Recoded:
    """A stream of text in UTF-8, whatever it was stored in; for formats that are read line by line.

    ``encoding`` is what it was stored in, None when it does not look like text. UTF-8 itself is handed on as it is,
    not validated. ``lost`` counts, after the iteration, the U+FFFD that replaced undecodable bytes of other encodings.
    """

    stream: ByteStream
    encoding: str | None
    lost: int = 0
    _mark: int = field(default=0)

    @classmethod
    def of(cls, stream: ByteStream, bad_lines: int = 1) -> Recoded:
        """Look at the first bytes; fewer than ``bad_lines`` lines that are not UTF-8 do not make it another encoding."""
        sample = stream.peek()
        mark = byte_order_mark(sample)
        if mark is not None:
            return cls(stream, mark[0], _mark=mark[1])
        encoding = detect(sample, len(sample) < SAMPLE)
        if encoding != "utf-8" and bad_lines > 1 and not _wide(sample):
            lines = sample.split(b"\n")
            bad = sum(not _is_utf8(line) for line in lines)
            if bad < bad_lines and (encoding is not None or bad * 2 < len(lines)):
                encoding = "utf-8"
        return cls(stream, encoding)

    def __iter__(self) -> Iterator[bytes]:
        """Yield UTF-8, without a byte order mark."""
        chunks = self._without_mark()
        if self.encoding in (None, "utf-8"):
            return chunks
        return self._recode(chunks)

    def _without_mark(self) -> Iterator[bytes]:
        skip = self._mark
        for chunk in self.stream:
            yield chunk[skip:] if skip else chunk
            skip = 0

    def _recode(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        assert self.encoding is not None
        decoder = codecs.getincrementaldecoder(self.encoding)("replace")
        for chunk in chunks:
            text = decoder.decode(chunk)
            self.lost += text.count("\ufffd")
            yield text.encode("utf-8", "replace")
        rest = decoder.decode(b"", True)
        self.lost += rest.count("\ufffd")
        yield rest.encode("utf-8", "replace")


class _TooManyError(Exception):
    pass


class _Tracker:
    """An error handler of the codecs: notes the runs of bad bytes while the text is decoded in one go."""

    def __init__(self) -> None:
        self.runs: list[tuple[int, int, int]] = []  # first byte, end, U+FFFD put in their place

    def __call__(self, error: UnicodeError) -> tuple[str, int]:
        assert isinstance(error, UnicodeDecodeError)
        if self.runs and self.runs[-1][1] == error.start:
            first, _, marks = self.runs[-1]
            self.runs[-1] = (first, error.end, marks + 1)
        elif len(self.runs) >= _TRACKED:
            raise _TooManyError
        else:
            self.runs.append((error.start, error.end, 1))
        return "\ufffd", error.end


def _is_utf8(data: bytes) -> bool:
    try:
        codecs.utf_8_decode(data, "strict", True)
    except UnicodeDecodeError:
        return False
    return True


def _wide(data: bytes) -> str | None:
    """Recognise UTF-16 without a mark: zero bytes, and (nearly) all of them in one half of the pairs."""
    if b"\0" not in data:
        return None
    data = data[: len(data) // 2 * 2]
    high, low = data[0::2].count(0), data[1::2].count(0)  # zeros of big-endian and of little-endian text
    for codec, zeros, others in (("utf-16-le", low, high), ("utf-16-be", high, low)):
        if zeros and zeros * 20 >= len(data) and others * 20 <= zeros:
            try:
                text, _ = codecs.lookup(codec).decode(data[:-2], "strict")
            except UnicodeDecodeError:
                continue
            if text.count("\0") * 100 <= len(text):
                return codec
    return None


def _multibyte(data: bytes) -> tuple[int, int]:
    """Count the valid characters of several bytes, and the runs of bytes that are not UTF-8."""
    tracker = _Tracker()
    codecs.register_error("newsqa-lost", tracker)
    try:
        text = codecs.utf_8_decode(data, "newsqa-lost", False)[0]
    except _TooManyError:
        return 0, _TRACKED
    wide = len(text) - len(text.encode("ascii", "ignore"))
    return wide - sum(marks for _, _, marks in tracker.runs), len(tracker.runs)


def _guess(window: bytes) -> str | None:
    from charset_normalizer import from_bytes

    matches = from_bytes(window, cp_isolation=_CANDIDATES)
    best = matches.best()
    high = sum(byte >= 128 for byte in window)
    codec = best.encoding if best is not None else None
    if codec is not None and codec not in _LATIN:
        # A few accents in a text of ASCII letters say nothing of another script.
        letters = sum(chr(byte).isalpha() for byte in window if byte < 128)
        if high * 3 > letters or not _fits(window, "cp1252"):
            return codec
    if codec is None and high * 3 > len(window):
        return None
    # The library cannot tell the Latin code pages apart: it scores them alike. windows-1252 is the usual one.
    if len(_CENTRAL.findall(window)) * 20 > high:
        return "cp1250"
    if len(_TURKISH.findall(window)) * 10 > high and not _WESTERN_VOWEL.search(window):
        return "cp1254"
    return codec if codec in _LATIN and not _fits(window, "cp1252") else "cp1252"


def _fits(data: bytes, codec: str) -> bool:
    try:
        str(data, codec)
    except UnicodeDecodeError:
        return False
    return True
