"""Jobs: the files of an input in groups that are read, stored and taken up again together."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from newsqa.readers.batch import Batch
from newsqa.readers.files import label

# A group ends when it has so many files or bytes. Below that it ends behind files that their names choose, one in so many:
# a file that is added then changes its own group only, not all that follow.
_MOST_FILES = 1000
_MOST_BYTES = 8 << 20
_ONE_IN = 128
_LEAST_FILES = 500

_CHUNK = 1 << 20


class Job(NamedTuple):
    """Some files that are read together, in order; none for input that cannot be read twice, or is no file.

    ``read`` reads them from the start. ``size`` is how many bytes they have on the disk. ``manner`` tells how they are read
    where that is not by their names and contents alone.
    """

    files: tuple[Path, ...]
    read: Callable[[], Iterator[Batch]]
    size: int = 0
    manner: str = ""

    def identify(self) -> Identity | None:
        """Return what the files are at present; None for input that is no regular file, or cannot be read."""
        if not self.files:
            return None
        total, stamps = hashlib.sha256(self.manner.encode()), []
        for path in self.files:
            try:
                content, stamp = _read(path)
            except OSError:
                return None
            name = label(path).encode()
            total.update(len(name).to_bytes(4) + name + content)
            stamps.append(stamp)
        return Identity(total.digest(), tuple(stamps))

    def is_still(self, identity: Identity) -> bool:
        """Tell whether no file was changed since it was identified, by sizes and times of change."""
        try:
            return identity.stamps == tuple(_stamp(path.stat()) for path in self.files)
        except OSError:
            return False


class Identity(NamedTuple):
    """A digest of some files' names, as articles carry them, and bytes; and each one's size and time of change."""

    digest: bytes
    stamps: tuple[tuple[int, int], ...]


def reading_manner(format: str | None, schemas: Mapping[str, str]) -> str:
    """Return how files are read: as which format, and held against which schemas, by what is in them."""
    digests = [
        (name, hashlib.sha256(Path(schemas[name]).read_bytes()).hexdigest()) for name in sorted(schemas)
    ]
    return "" if format is None and not digests else f"{format} {digests}"


def groups(paths: Iterable[Path]) -> Iterator[tuple[tuple[Path, ...], int]]:
    """Yield neighbouring files in groups, each with its bytes on the disk; a large file is a group of its own."""
    held: list[Path] = []
    size = 0
    for path in paths:
        own = _size(path)
        if held and (size + own > _MOST_BYTES or len(held) >= _MOST_FILES):
            yield tuple(held), size
            held, size = [], 0
        held.append(path)
        size += own
        if len(held) >= _LEAST_FILES and crc32(os.fsencode(path)) % _ONE_IN == 0:
            yield tuple(held), size
            held, size = [], 0
    if held:
        yield tuple(held), size


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _read(path: Path) -> tuple[bytes, tuple[int, int]]:
    """Return the digest of a regular file's bytes, and its size and time of change; OSError for anything else."""
    opened = os.open(path, os.O_RDONLY | os.O_NONBLOCK)  # a pipe without a writer would not open otherwise
    try:
        status = os.fstat(opened)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "not a regular file")
        digest = hashlib.sha256()
        while chunk := os.read(opened, _CHUNK):
            digest.update(chunk)
        return digest.digest(), _stamp(status)
    finally:
        os.close(opened)


def _stamp(status: os.stat_result) -> tuple[int, int]:
    return status.st_size, status.st_mtime_ns
