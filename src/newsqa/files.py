"""Writing files whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from newsqa.errors import NewsqaError


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """Open a temporary file beside ``path`` that takes its place when the block ends without an exception.

    The mode of an existing file is kept, its owner where that is allowed, a symbolic link is followed, and the bytes are
    on the disk before the rename. A device or a pipe is written to, never replaced. NewsqaError when the file cannot be
    written; the old one is then untouched.
    """
    target = Path(os.path.realpath(path))
    temporary: Path | None = None
    try:
        if is_device(path):
            with path.open("wb") as device:
                yield device
            return
        with tempfile.NamedTemporaryFile(
            dir=target.parent, prefix=f".{target.name[:80]}.", delete=False
        ) as file:
            temporary = Path(file.name)
            yield file
            file.flush()
            os.fsync(file.fileno())
        _take_after(temporary, target)
        temporary.replace(target)
    except OSError as error:
        _discard(temporary)
        raise NewsqaError(f"{path}: cannot be written: {error.strerror or error}") from error
    except BaseException:
        _discard(temporary)
        raise
    _sync_folder(target.parent)


def is_device(path: Path) -> bool:
    """Tell whether a path is something else than a file or a directory: /dev/null, /dev/stdout, a named pipe."""
    return path.exists() and not path.is_file() and not path.is_dir()


def _take_after(path: Path, model: Path) -> None:
    """Give a file the mode and, where that is allowed, the owner of another one; without it, those of a new file."""
    try:
        status = model.stat()
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        path.chmod(0o666 & ~mask)
        return
    if hasattr(os, "chown"):
        with suppress(PermissionError):
            os.chown(path, status.st_uid, status.st_gid)
    path.chmod(status.st_mode & 0o7777)  # after the change of owner, which takes set-id bits away


def _discard(path: Path | None) -> None:
    if path is not None:
        path.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable where folders can be opened (not on Windows)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def dispose(file: IO[bytes]) -> None:
    """Close a temporary file whose content is not needed any more: that a full disk cannot take the rest is no error."""
    with suppress(OSError):
        file.close()
