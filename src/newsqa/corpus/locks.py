"""A lock between processes, which ends with the process that holds it however that ends."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Wait until no other process holds the lock of this file, and hold it until the block ends."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        _take(handle)
        yield
    finally:
        os.close(handle)  # frees it


def taken(path: Path) -> int | None:
    """Take the lock of this file and return what `os.close` frees it by; None where another process has it."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        _try(handle)
    except OSError as error:
        os.close(handle)
        if sys.platform == "win32" or isinstance(error, BlockingIOError):
            return None
        raise  # a file system that has no locks
    return handle


def _try(handle: int) -> None:
    """Take a lock; OSError where another process has it."""
    if sys.platform != "win32":
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return
    import msvcrt

    msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)


def _take(handle: int) -> None:
    if sys.platform != "win32":
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX)
        return
    while True:
        try:
            _try(handle)
            return
        except OSError:  # another process has it
            time.sleep(0.1)
