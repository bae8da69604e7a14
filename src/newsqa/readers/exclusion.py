"""Exclusion: files and folders that are left out, by patterns as in a .gitignore."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from newsqa.errors import InputError


class Exclusion:
    """Tells which paths are left out.

    ``patterns`` come with the folder they were written for. One without a slash in its middle holds for names at any depth,
    one with a slash in its middle for paths below that folder. ``*`` and ``?`` stand for anything but a slash, ``**`` for any folders; a
    slash at the end says that only folders are meant. What is in a folder that is left out is left out, too. With
    ``forced`` this holds even for paths that were named. InputError for a blank pattern, and for one that begins with
    "!", which would take something in again.
    """

    def __init__(self, patterns: Iterable[tuple[Path, str]], *, forced: bool = False) -> None:
        self.forced = forced
        self.patterns = list(patterns)
        self._parts = [(_whole(root), re.compile(_translated(one))) for root, one in self.patterns]

    def __call__(self, path: Path, *, folder: bool = False) -> bool:
        """Tell whether a file, or a folder, is left out."""
        whole = _whole(path)
        return any(
            regex.fullmatch(_below(whole, root) + ("/" if folder else "")) for root, regex in self._parts
        )


def _whole(path: Path) -> str:
    """Return a path from the root on; links stay what they are called."""
    return os.path.normpath(path.absolute())


def _below(whole: str, root: str) -> str:
    """Return a path as seen from a folder, with slashes; one that is not below it stays whole."""
    below = os.path.relpath(whole, root)
    return (whole if below.startswith(os.pardir) else below).replace(os.sep, "/")


def _translated(pattern: str) -> str:
    """Return a pattern as a regular expression for the path of a file, or of a folder with a slash at its end."""
    bare = pattern.strip()
    if not bare.strip("/") or bare.startswith("!"):
        raise InputError(
            f"exclude: '{pattern}' is no pattern: write names and paths such as drafts/ or *.tmp"
        )
    only_folders = bare.endswith("/")
    bare = bare.rstrip("/").removeprefix("./")
    anchored = "/" in bare
    bare = bare.lstrip("/")
    parts = re.split(r"(\*\*/|/\*\*$|\*\*|\*|\?)", bare)
    meaning = {"**/": "(?:.*/)?", "/**": "/.*", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    body = "".join(meaning[part] if part in meaning else re.escape(part) for part in parts)
    return f"(?s:{'' if anchored else '(?:.*/)?'}{body}{'/.*' if only_folders else '(?:/.*)?'})"
