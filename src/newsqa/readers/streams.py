"""The bytes of a file or of standard input, decompressed by what they are and not by what they are called."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, BinaryIO, Protocol, cast

if TYPE_CHECKING:
    from newsqa.readers.formats import Members

CHUNK = 1 << 20  # bytes handed on at a time
SAMPLE = 1 << 18  # bytes looked at to tell format and encoding

PACKED = 1 << 18  # compressed bytes read at a time
_ZSTD_STEP = 1 << 16

_GZIP = re.compile(rb"\x1f\x8b\x08")
# The block magic behind "BZh" is asked for, too: a text may well start with these three letters.
_BZIP2 = re.compile(rb"BZh[1-9](?:\x31\x41\x59\x26\x53\x59|\x17\x72\x45\x38\x50\x90)", re.DOTALL)
_ZSTD = re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18", re.DOTALL)


class BrokenStreamError(Exception):
    """A stream cannot be read any further; the message says why."""


class ByteStream:
    """The decompressed bytes of one input, to be iterated once in chunks of up to 1 MiB.

    The iteration never raises: it ends where the input ends or breaks, and ``broken`` then says why (None when all
    was read). ``path`` is the name that articles and problems carry.
    """

    __slots__ = (
        "_chunks",
        "_file",
        "_head",
        "_is_gzip",
        "_open",
        "broken",
        "compressed",
        "location",
        "path",
        "size",
    )

    def __init__(
        self, path: str, opener: Callable[[], BinaryIO], location: str | os.PathLike[str] | None = None
    ) -> None:
        self.path = path
        self.location = location  # where the file is; None for standard input
        self.broken: str | None = None
        self.compressed = self._is_gzip = False
        self.size: int | None = None  # bytes on disk of a file that is not compressed, else None
        self._open = opener
        self._file: BinaryIO | None = None
        self._head: list[bytes] = []
        try:
            self._file = opener()
            self._chunks = self._start(self._file)
        except OSError as error:
            self.broken = reason(error)
            self._chunks = iter(())

    def peek(self) -> bytes:
        """Return the first bytes (256 KiB, or all there are) without taking them from the iteration."""
        held = sum(map(len, self._head))
        while held < SAMPLE and (chunk := self._next()):
            self._head.append(chunk)
            held += len(chunk)
        if len(self._head) > 1:
            self._head = [b"".join(self._head)]
        return self._head[0][:SAMPLE] if self._head else b""

    def by_members(self, members: Members) -> BinaryIO | None:
        """Read a file that is packed with gzip past what is broken; standard input is read to the first break.

        Of a file that is not packed return the open file: reading it needs nothing in between.
        """
        if self.location is None or (self.compressed and not self._is_gzip) or self._file is None:
            return None
        self.broken, self._head = None, []
        if not self._is_gzip:
            return self._reopened()
        from newsqa.readers.gzip_members import gunzip_members

        self._chunks = gunzip_members(self._reopened, members)
        return None

    def _reopened(self) -> BinaryIO:
        if self._file is not None:
            self._file.close()
        self._file = self._open()
        return self._file

    @property
    def share(self) -> float | None:
        """How much of the file on the disk has been read, 0 to 1; None where that is not known."""
        if self._file is None or self.location is None:
            return None
        try:
            return self._file.tell() / max(1, os.fstat(self._file.fileno()).st_size)
        except (OSError, ValueError):
            return None

    def __iter__(self) -> Iterator[bytes]:
        """Yield the bytes; closes the file at the end."""
        try:
            head, self._head = self._head, []
            yield from head
            while chunk := self._next():
                yield chunk
        finally:
            self.close()

    def close(self) -> None:
        """Close the file; standard input stays open."""
        if self._file is not None and self.location is not None:
            self._file.close()
        self._file = None

    def _next(self) -> bytes:
        if self.broken is not None:
            return b""
        try:
            return next(self._chunks, b"")
        except (OSError, EOFError, BrokenStreamError, ValueError) as error:
            self.broken = reason(error)
            return b""

    def _start(self, file: BinaryIO) -> Iterator[bytes]:
        head = file.read(PACKED)
        if _GZIP.match(head):
            unpack: Callable[[BinaryIO, bytes], Iterator[bytes]] = _gunzip
            self._is_gzip = True
        elif _BZIP2.match(head):
            unpack = _bunzip2
        elif _ZSTD.match(head):
            unpack = self._unzstd
        else:
            self.size = _regular_size(file)
            return _pieces(file, head, CHUNK)
        self.compressed = True
        return unpack(file, head)

    def _unzstd(self, file: BinaryIO, head: bytes) -> Iterator[bytes]:
        done = 0
        try:
            for chunk in _zstd_pieces(file, head):
                done += len(chunk)
                yield chunk
        except (OSError, ValueError) as error:
            if self.location is not None:
                yield from self._salvage_zstd(done)
            raise BrokenStreamError(reason(error)) from None

    def _salvage_zstd(self, done: int) -> Iterator[bytes]:
        # Arrow hands out nothing of a step that fails. So the file is read once more, and the last step byte by
        # byte; on standard input, which cannot be read again, at most 64 KiB before the break are lost.
        with self._open() as again:
            rest = bytearray()
            try:
                for chunk in _zstd_pieces(again, again.read(PACKED), done):
                    rest += chunk
            except (OSError, ValueError):
                pass
            if rest:
                yield bytes(rest)


def open_path(path: str | os.PathLike[str], label: str) -> ByteStream:
    """Open a regular file; anything else (a pipe would hang) is a stream that is broken from the start."""

    def opener() -> BinaryIO:
        mode = os.stat(path).st_mode  # noqa: PTH116 - also for names that are not valid Unicode
        if stat.S_ISDIR(mode):
            os.listdir(path)  # noqa: PTH208 - says why the directory cannot be listed
            raise OSError("is a directory")
        if not stat.S_ISREG(mode):
            raise OSError("is not a regular file")
        return open(path, "rb", buffering=0)  # noqa: PTH123 - ByteStream closes it

    return ByteStream(label, opener, path)


def open_stdin() -> ByteStream:
    """Open standard input; its path is ``-``."""
    return ByteStream("-", _stdin_buffer)


def reason(error: BaseException) -> str:
    """Say in a few words why something could not be read, without the path and without line breaks."""
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return " ".join(text.split()) or type(error).__name__


class _Decompressor(Protocol):
    def decompress(self, data: bytes, max_length: int) -> bytes: ...


def _stdin_buffer() -> BinaryIO:
    if sys.stdin is None:
        raise OSError("there is no standard input")
    return cast(BinaryIO, getattr(sys.stdin, "buffer", sys.stdin))


def _regular_size(file: BinaryIO) -> int | None:
    try:
        status = os.fstat(file.fileno())
    except (OSError, ValueError, AttributeError):
        return None
    return status.st_size if stat.S_ISREG(status.st_mode) else None


def _pieces(file: BinaryIO, head: bytes, step: int) -> Iterator[bytes]:
    while head:
        yield head
        head = file.read(step)


def _gunzip(file: BinaryIO, head: bytes) -> Iterator[bytes]:
    import zlib

    inflate = zlib.decompressobj(31)
    inside = True
    for piece in _pieces(file, head, PACKED):
        data = piece if inside else piece.lstrip(b"\0")  # padding behind a member is allowed
        while data:
            if not inside:
                inflate, inside = zlib.decompressobj(31), True
            before = inflate.copy()
            try:
                out = inflate.decompress(data, CHUNK)
            except zlib.error as error:
                if out := bytewise(before, data):
                    yield out
                raise BrokenStreamError(f"broken gzip data: {reason(error)}") from None
            if out:
                yield out
            if inflate.eof:
                inside = False
                data = inflate.unused_data.lstrip(b"\0")
            else:
                data = inflate.unconsumed_tail
    if inside:
        while out := inflate.decompress(b"", CHUNK):
            yield out
        raise BrokenStreamError("the gzip data end too early")


def bytewise(decompressor: _Decompressor, data: bytes) -> bytes:
    """Return what comes out before the error: a step that fails hands out nothing, so make the steps small."""
    import zlib

    out = bytearray()
    try:
        for at in range(len(data)):
            if len(out) >= CHUNK:
                break
            out += decompressor.decompress(data[at : at + 1], 0)
    except zlib.error:
        pass
    return bytes(out)


def _bunzip2(file: BinaryIO, head: bytes) -> Iterator[bytes]:
    import bz2

    unpack = bz2.BZ2Decompressor()
    fresh = False
    for piece in _pieces(file, head, PACKED):
        data = piece
        while True:
            if fresh and not data:
                break
            fresh = False
            if out := unpack.decompress(data, _ZSTD_STEP):
                yield out
            data = b""
            if unpack.eof:
                data, unpack, fresh = unpack.unused_data, bz2.BZ2Decompressor(), True
            elif unpack.needs_input:
                break
    if not fresh:
        raise BrokenStreamError("the bzip2 data end too early")


def _zstd_pieces(file: BinaryIO, head: bytes, bytewise_from: int | None = None) -> Iterator[bytes]:
    """Decompress; with ``bytewise_from`` skip that many bytes and hand out the rest in single bytes."""
    import pyarrow as pa

    with pa.CompressedInputStream(pa.PythonFile(_Joined(head, file), mode="r"), "zstd") as unpack:
        skip = bytewise_from or 0
        while skip:
            skip -= len(unpack.read(min(skip, _ZSTD_STEP)))
        step = _ZSTD_STEP if bytewise_from is None else 1
        while out := unpack.read(step):
            yield out


class _Joined:
    """A file of which the first bytes were already read."""

    __slots__ = ("_file", "_head", "closed")

    def __init__(self, head: bytes, file: BinaryIO) -> None:
        self._head = head
        self._file = file
        self.closed = False

    def read(self, size: int = -1) -> bytes:
        if self._head:
            out, self._head = self._head[:size], self._head[size:] if size >= 0 else b""
            return out
        return self._file.read(size)

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self.closed = True
