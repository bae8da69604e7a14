"""Files packed with gzip in which every record is a member of its own: what is behind a broken one is read."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, BinaryIO

from newsqa.readers.streams import CHUNK, PACKED, BrokenStreamError, bytewise, reason

if TYPE_CHECKING:
    from newsqa.readers.formats import Members

_STEP = 1 << 16
_32_BITS = (1 << 32) - 1
_MAGIC = b"\x1f\x8b\x08"
_HEADER = 1 << 12  # bytes of a member that tell what is in it
# Bytes of a broken member in which the next is looked for: it may have been read as part of that one.
_MOST = 16 << 20


def gunzip_members(open: Callable[[], BinaryIO], members: Members) -> Iterator[bytes]:
    """Yield what is in a file; BrokenStreamError at its end where not all of it could be read.

    ``open`` opens the file from its start. The quick reader knows nothing of what is broken: the file is then read again
    with Python's own, past what was handed out, and a line break stands where bytes are missing.
    """
    done = 0
    try:
        file = open()
        reader = members.gunzip(file)
        begun = before = (
            0  # of the last member: where it begins in the file, and what was read before it at most
        )
        while data := reader.read(_STEP):
            if (place := reader.frame_start_position()) != begun:
                begun, before = place, done
            done += len(data)
            yield data
        if _is_whole(file, reader.inner_tell(), done - before):
            return
    except OSError:
        pass
    breaks: list[str] = []
    for data in _past_breaks(open(), members.begin, breaks):
        if len(data) > done:
            yield data[done:] if done else data
        done = max(0, done - len(data))
    if breaks:
        places = f" in {len(breaks):,} places" if len(breaks) > 1 else ""
        raise BrokenStreamError(f"broken gzip data{places}, skipped: {breaks[0]}")


def _is_whole(file: BinaryIO, taken: int, most: int) -> bool:
    """Tell whether a file was read to its end, and its last member is as large as that says: the quick reader does not.

    ``taken`` are the packed bytes that were read, ``most`` is what came out of the last member at most.
    """
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - 4))
    declared = int.from_bytes(file.read(4), "little")
    return taken >= size and (declared - (most - _STEP)) & _32_BITS <= _STEP


def _past_breaks(file: BinaryIO, begin: bytes, breaks: list[str]) -> Iterator[bytes]:
    packed = _Packed(file)
    while packed.skip_padding():
        inflate = zlib.decompressobj(31)
        at = 0
        while not inflate.eof:
            piece = packed.piece(at)
            before = inflate.copy()
            try:
                out = inflate.decompress(piece, CHUNK)
                if not out and not piece:
                    raise zlib.error("the data end too early")
            except zlib.error as error:
                breaks.append(reason(error))
                yield bytewise(before, piece) + b"\r\n\r\n"
                at = packed.next_member(begin)
                break
            if out:
                yield out
            # At its end what is left may be told twice.
            at += len(piece) - len(inflate.unused_data if inflate.eof else inflate.unconsumed_tail)
            at -= packed.forget(at - _MOST)
        packed.forget(at)


class _Packed:
    """The bytes of a file from the member on that is read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._held = bytearray()

    def piece(self, at: int) -> bytes:
        """Return some bytes that begin at an offset, none at the end of the file."""
        if at >= len(self._held):
            self._held += self._file.read(PACKED)
        return bytes(self._held[at : at + _STEP])

    def skip_padding(self) -> bool:
        """Go behind zeros; False at the end of the file."""
        while piece := self.piece(0):
            rest = piece.lstrip(b"\0")
            self.forget(len(piece) - len(rest))
            if rest:
                return True
        return False

    def forget(self, size: int) -> int:
        """Hold the first bytes no longer; return how many they were."""
        size = max(0, size)
        del self._held[:size]
        return size

    def next_member(self, begin: bytes) -> int:
        """Return the offset of the next member that begins so, or of the end of the file."""
        at = 1
        while True:
            at = self._held.find(_MAGIC, at)
            if at < 0 or at + _HEADER > len(self._held):
                start = max(1, at if at >= 0 else len(self._held) - len(_MAGIC) + 1)
                self.forget(start - 1)
                at = 1
                if data := self._file.read(PACKED):
                    self._held += data
                    continue
                if self._held.find(_MAGIC, at) < 0:
                    return len(self._held)
                at = self._held.find(_MAGIC, at)
            if self._begins(at, begin):
                return at
            at += 1

    def _begins(self, at: int, begin: bytes) -> bool:
        try:
            inside = zlib.decompressobj(31).decompress(bytes(self._held[at : at + _HEADER]), len(begin))
        except zlib.error:
            return False
        return inside == begin
