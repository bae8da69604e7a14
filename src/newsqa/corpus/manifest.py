"""The manifest of a state: which partitions it has, and what their files must be."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from newsqa.errors import NewsqaError
from newsqa.files import replacing

_DIGEST_BYTES = 16

_Kind = TypeVar("_Kind")


@dataclass(frozen=True, slots=True)
class File:
    """What a file was when it was stored: its bytes, and their digest."""

    size: int
    digest: str

    @classmethod
    def of(cls, path: Path) -> File:
        """Return what a file is now."""
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=_DIGEST_BYTES))
        return cls(path.stat().st_size, digest.hexdigest())


@dataclass(frozen=True, slots=True)
class Entry:
    """A partition in the manifest.

    ``source`` are the inputs that it is called after, empty where the user has named it; ``digest`` is that of the
    articles' content, ``number`` another one for each partition that was ever written. ``notes`` are what was said when
    it was stored, and is said again when the same run is.
    """

    name: str
    source: str
    folder: str
    number: int
    digest: str
    articles: int
    files: Mapping[str, File]
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class Manifest:
    """What a state holds: the header of each relation, the partitions, and how many were ever written."""

    headers: dict[str, Any] = field(default_factory=dict)
    written: int = 0
    entries: Sequence[Entry] = ()

    @classmethod
    def read(cls, path: Path) -> Manifest | None:
        """Return what is in a file, None when there is none; NewsqaError when it is not what `write` writes."""
        try:
            told = _is(dict, json.loads(path.read_text("utf-8")), "the whole")
            headers = [_is(dict, one, "a header") for one in _is(list, told["headers"], "headers")]
            entries = [_entry(one) for one in _is(list, told["partitions"], "partitions")]
            written = _count(told["written"], "written")
            return cls({_is(str, one["relation"], "relation"): one for one in headers}, written, entries)
        except FileNotFoundError:
            return None
        except KeyError as error:
            why = f"there is no {error}"
        except (OSError, ValueError, RecursionError) as error:
            why = str(error)
        raise cls.unreadable(path, why)

    @staticmethod
    def unreadable(path: Path, why: str) -> NewsqaError:
        """Return the error that says why a file is no manifest."""
        return NewsqaError(
            f"{path}: the state cannot be read: {why}: bring the file back, or begin anew in another directory"
        )

    def write(self, path: Path) -> None:
        """Put the manifest in the place of the file; NewsqaError when that cannot be done, and the old one is there."""
        told = {
            "headers": list(self.headers.values()),
            "written": self.written,
            "partitions": [asdict(entry) for entry in self.entries],
        }
        with replacing(path) as file:
            # What is no Unicode in a name of a file is escaped as JSON does it.
            file.write(json.dumps(told, indent=1, ensure_ascii=False).encode("utf-8", "backslashreplace"))


def _entry(told: Any) -> Entry:
    """Return a partition as `Manifest.write` has written it; KeyError or ValueError when it has not."""
    told = _is(dict, told, "a partition")
    files = {
        name: File(_count(one["size"], "size"), _is(str, one["digest"], "digest"))
        for name, one in _is(dict, told["files"], "files").items()
        if _is(dict, one, "a file")
    }
    folder = _is(str, told["folder"], "folder")
    if not re.fullmatch(r"[A-Za-z0-9-]+", folder):
        raise ValueError(f"'{folder}' is no folder of a partition")
    return Entry(
        _is(str, told["name"], "name"),
        _is(str, told["source"], "source"),
        folder,
        _count(told["number"], "number"),
        _is(str, told["digest"], "digest"),
        _count(told["articles"], "articles"),
        files,
        tuple(_is(str, note, "a note") for note in _is(list, told["notes"], "notes")),
    )


def _is(kind: type[_Kind], value: Any, name: str) -> _Kind:
    if not isinstance(value, kind):
        raise ValueError(f"{name} is {value!r:.60}, which is no {kind.__name__}")
    return value


def _count(value: Any, name: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError(f"{name} is {value!r:.60}, which is no number from 0 on")
    return value
