"""Which files are read, and in which format."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from newsqa.errors import InputError
from newsqa.readers import formats
from newsqa.readers.decoding import byte_order_mark, detect
from newsqa.readers.fields import FieldMap
from newsqa.readers.streams import SAMPLE

if TYPE_CHECKING:
    from newsqa.readers.exclusion import Exclusion

Source = str | os.PathLike[str]

SUFFIXES: dict[str, str] = {
    ".txt": "text",
    ".text": "text",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".parquet": "parquet",
    ".arrow": "arrow",
    ".feather": "arrow",
    ".ipc": "arrow",
}
"""From the end of a file's name to its format; each also with one of PACKED behind it.

Arrow IPC is told apart as file or stream by content. Files with other names are read when they are named themselves.
"""

PACKED = (".gz", ".zst", ".bz2")

# JSON may be so many things that its suffix says nothing.
FORMATS = (*dict.fromkeys(SUFFIXES.values()), "json")

# How no table of the kind begins, whatever a file is called.
_NO_LINE = re.compile(rb"(?:\xef\xbb\xbf)?\s*+(?:<|WARC/)")
_NO_ROW = re.compile(rb"(?:\xef\xbb\xbf)?\s*+(?:<[?!]|<html|WARC/)", re.IGNORECASE)
_OTHER = {"jsonl": _NO_LINE, "csv": _NO_ROW, "tsv": _NO_ROW}

TEXT_SUFFIXES = tuple(suffix for suffix, kind in SUFFIXES.items() if kind == "text")


def label(path: Source) -> str:
    """Return a path as articles carry it: as given, with slashes; bytes that are no UTF-8 become U+FFFD."""
    text = os.fspath(path) if isinstance(path, Path) else Path(path).as_posix()
    text = text.replace(os.sep, "/")
    return text if text.isascii() else text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def format_by_name(path: Source, text_suffixes: Iterable[str] = TEXT_SUFFIXES) -> str | None:
    """Return the format that a file's suffix stands for, None when it stands for none."""
    suffix = suffix_of(path)
    if suffix in {known.lower() for known in text_suffixes}:
        return "text"
    kind = SUFFIXES.get(suffix)
    return None if kind == "text" else kind


def suffix_of(path: Source) -> str:
    """Return a file's suffix in lower case and with the dot, without that of a compressed file."""
    name = os.fspath(path).lower()
    for packed in PACKED:
        name = name.removesuffix(packed)
    return os.path.splitext(name)[1]  # noqa: PTH122 - a Path takes five times as long, and there are many files


def _is_article(name: Source, text_suffixes: tuple[str, ...]) -> bool:
    """Tell whether a file that was not named itself is read."""
    return format_by_name(name, text_suffixes) is not None or formats.is_suffix(suffix_of(name))


def format_by_content(sample: bytes, fields: FieldMap | None = None) -> str:
    """Return the format of bytes without a telling name: what is not recognised is plain text.

    JSON is recognised by the names of its keys, and those that ``fields`` says.
    """
    if sample.startswith(b"PAR1"):
        return "parquet"
    if sample.startswith((b"ARROW1", b"FEA1", b"\xff\xff\xff\xff")):
        return "arrow"
    mark = byte_order_mark(sample)
    codec = mark[0] if mark is not None else detect(sample, len(sample) < SAMPLE)
    if codec is None:
        return "text"
    start = str(sample[mark[1] if mark is not None else 0 :], codec, "replace")
    if not start.lstrip().startswith(("{", "[")):
        return "text"
    from newsqa.readers.json_outline import begins
    from newsqa.readers.json_records import is_object

    begin = begins(start, fields or FieldMap.of(None))
    if begin is not None and begin.is_list:
        return "json"
    other = "json" if begin is not None else "text"
    lines = [line for line in start.split("\n") if line and not line.isspace()][:100]
    if len(sample) == SAMPLE:
        if len(lines) == 1:
            return "jsonl"  # one object that goes on behind the sample
        lines.pop()
    good = sum(map(is_object, lines))
    return "jsonl" if good * 2 > len(lines) else other


def kind_of(
    path: Source,
    sample: bytes,
    text_suffixes: Iterable[str] = TEXT_SUFFIXES,
    fields: FieldMap | None = None,
) -> str:
    """Return the format of a file: that of a table by its name, any other by its content; "" for none."""
    named = format_by_name(path, text_suffixes)
    if named not in (None, "text"):
        other = named in _OTHER and _OTHER[named].match(sample)
        claimed = formats.by_content(sample, registered=False) if other else None
        return named if claimed is None else claimed.name
    claimed = formats.by_content(sample, registered=named is None and os.fspath(path) != "-")
    if claimed is not None:
        return claimed.name
    kind = named or format_by_content(sample, fields)
    if kind == "text" and suffix_of(path) == ".warc":
        return "warc"  # one whose first record is broken
    if kind == "text" and suffix_of(path) in formats.SUFFIXES["html"]:
        return "text"  # what a server said in place of a page: nothing, or "Forbidden" without a tag
    # The settings of a program are no article; but whoever names a file of an unknown kind wants it read.
    return "" if kind == "text" and suffix_of(path) in formats.suffixes() else kind


def expand(
    paths: Source | Iterable[Source],
    text_suffixes: Iterable[str] = TEXT_SUFFIXES,
    exclude: Exclusion | None = None,
) -> list[Path]:
    """List the files to read: the named ones, those that match a glob, and those in directories, sorted.

    In a directory, and among what a glob like ``*`` matches, only files with a suffix of SUFFIXES or
    ``text_suffixes`` count, and nothing hidden. A file that comes up twice is listed once. ``-`` stays as it is.
    What is excluded is left out, a path that was named only where exclusion is forced. Raises InputError for a path that
    does not exist and for a directory or a glob without articles.
    """
    wanted = _Wanted(tuple(text_suffixes), exclude)
    found: dict[Path, None] = {}
    for path in [paths] if isinstance(paths, str | os.PathLike) else paths:
        found.update(dict.fromkeys(_one(path, wanted)))
    return list(found)


class _Wanted(NamedTuple):
    """Which files are taken of folders and globs."""

    text_suffixes: tuple[str, ...]
    exclude: Exclusion | None

    def leaves_out(self, path: Path, *, folder: bool = False) -> bool:
        return self.exclude is not None and self.exclude(path, folder=folder)

    def takes(self, path: Path) -> bool:
        return _is_article(path, self.text_suffixes) and not self.leaves_out(path)


# Longer than any file system takes: a text was given where a path belongs.
_MAX_PATH = 4096


def _one(source: Source, wanted: _Wanted) -> list[Path]:
    path = Path(source)
    pattern = os.fspath(source)
    if len(pattern) > _MAX_PATH or ("\n" in str(pattern)[:_MAX_PATH] and not os.path.lexists(path)):
        raise InputError(
            f"{label(path)[:60]}… is no path: to check a text itself, give a table with a column text"
        )
    if pattern == "-":
        return [path]
    if os.path.lexists(path) and _is_forced_out(path, wanted.exclude):
        return []
    if path.is_dir():
        files = list(_walk(path, wanted, set()))
    elif os.path.lexists(path):
        return [path]
    elif glob.has_magic(pattern):
        files = list(_matches(pattern, wanted))
    else:
        raise InputError(f"{label(path)} does not exist")
    if not files:
        looked_for = ", ".join(
            dict.fromkeys(
                [
                    *wanted.text_suffixes,
                    *(name for name, kind in SUFFIXES.items() if kind != "text"),
                    *formats.suffixes(),
                ]
            )
        )
        raise InputError(
            f"no articles in {label(path)}: looked for {looked_for}, each also with {', '.join(PACKED)}"
            f"{' and not excluded' if wanted.exclude else ''}; name a file with another suffix itself"
        )
    return files


def _is_forced_out(path: Path, exclude: Exclusion | None) -> bool:
    """Tell whether even a path that was named is left out."""
    return exclude is not None and exclude.forced and exclude(path, folder=path.is_dir())


def _matches(pattern: str, wanted: _Wanted) -> Iterator[Path]:
    # "*.story" names its files as clearly as one writes them down; "*" does not.
    _, dot, ending = Path(pattern).name.rpartition(".")
    explicit = bool(dot) and not glob.has_magic(ending)
    seen: set[tuple[int, int]] = set()
    for match in sorted(map(Path, glob.glob(pattern, recursive=True))):  # noqa: PTH207 - takes absolute patterns
        if match.is_dir():
            yield from _walk(match, wanted, seen)
        elif (explicit and not wanted.leaves_out(match)) or (match.is_file() and wanted.takes(match)):
            yield match


def _walk(directory: Path, wanted: _Wanted, seen: set[tuple[int, int]]) -> Iterator[Path]:
    """Yield the files of a directory tree, sorted; links are followed, but no directory is entered twice."""
    if wanted.leaves_out(directory, folder=True):
        return
    try:
        status = directory.stat()
        entries = sorted(os.scandir(directory), key=lambda entry: entry.name)
    except OSError:
        yield directory  # reading it makes a problem of it
        return
    if (status.st_dev, status.st_ino) in seen:
        return
    seen.add((status.st_dev, status.st_ino))
    for entry in entries:
        if entry.name.startswith("."):
            continue
        try:
            is_folder, is_file = entry.is_dir(), entry.is_file()
        except OSError:  # a link to itself: reading it makes a problem of it
            is_folder, is_file = False, True
        if is_folder:
            yield from _walk(directory / entry.name, wanted, seen)
        elif is_file and wanted.takes(directory / entry.name):
            yield directory / entry.name
