"""The store: parts of a run on disk, found again by what they were made of.

A job's parts lie in a folder named after a digest of its files' names and bytes, and of everything else that findings
depend on: this version of newsqa, the rules and their options. A part is written under another name and renamed, and
the file that says how many there are comes last. So whatever is interrupted, what is there is right; and two processes
that store the same do each other no harm.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import time
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path

import pyarrow as pa

from newsqa._version import __version__
from newsqa.part import Part
from newsqa.readers.jobs import Identity, Job
from newsqa.suite import Suite
from newsqa.view import Context

_UNUSED_DAYS = 30
_WHOLE = "whole.json"
_TAG = "Signature: 8a477f597d28d172789f06886806bc55\n# This folder was made by newsqa; see https://bford.info/cachedir/\n"


class Store:
    """Parts under a folder, for one way of checking. The folder is made when something is first stored.

    ``failure`` says why nothing more can be stored; None as long as it can.
    """

    def __init__(self, folder: Path, suite: Suite, context: Context, fields: dict[str, str]) -> None:
        self.folder = folder
        self.context = context
        self.failure: str | None = None
        self._settings = settings_digest(suite, context, fields)

    def entry(self, job: Job) -> Entry | None:
        """Return the place of a job's parts; None for input that cannot be told by its content."""
        identity = job.identify()
        if identity is None:
            return None
        name = hashlib.sha256(self._settings + identity.digest).hexdigest()
        return Entry(self, job, self.folder / name[:2] / name[2:], identity)

    def begin(self) -> None:
        """Make the folder, marked as one that backups and version control need not keep."""
        if self.folder.is_dir():
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / ".gitignore").write_text("*\n")
        (self.folder / "CACHEDIR.TAG").write_text(_TAG)

    def tidy(self) -> None:
        """Remove what was not used for 30 days."""
        oldest = time.time() - _UNUSED_DAYS * 86_400
        with contextlib.suppress(OSError):
            for entry in self.folder.glob("??/*"):
                if entry.stat().st_mtime < oldest:
                    shutil.rmtree(entry, ignore_errors=True)


class Entry:
    """The stored parts of one job, numbered from 0."""

    def __init__(self, store: Store, job: Job, folder: Path, identity: Identity) -> None:
        self._store, self._job, self._folder, self._identity = store, job, folder, identity
        self._last = -1  # the number of the last part that is there
        self._total: int | None = None

    def parts(self, relations: Collection[str] = ()) -> Iterator[Part]:
        """Yield the stored parts, from the first on, that hold at the run's reference time and keep these relations."""
        now = self._store.context.reference_time
        while part := _load(self._folder / _name(self._last + 1)):
            if not part.holds(now) or (part.articles and not part.kept.keys() >= set(relations)):
                return
            self._last += 1
            yield part

    @property
    def whole(self) -> bool:
        """Whether all parts of the job are there; the entry then counts as used today."""
        try:
            total = json.loads((self._folder / _WHOLE).read_bytes())["parts"]
            os.utime(self._folder)
        except (OSError, ValueError, KeyError, TypeError):
            return False
        return bool(total == self._last + 1)

    def keep(self, number: int, part: Part) -> None:
        """Store a part; they come in order. Where that fails, the store says so in ``failure`` and stores no more."""
        self._last = number
        if self._store.failure is not None:
            return
        try:
            self._store.begin()
            self._folder.mkdir(parents=True, exist_ok=True)
            with _renamed(self._folder / _name(number)) as temporary, pa.OSFile(str(temporary), "wb") as out:
                part.write(out)
            self._seal()
        except OSError as error:
            self._store.failure = f"{self._store.folder}: {error.strerror or error}"

    def expect(self, total: int) -> None:
        """Note how many parts the job has; with the last of them the entry is whole."""
        self._total = total
        with contextlib.suppress(OSError):  # what could not be sealed is looked for, and checked, once more
            self._seal()

    def _seal(self) -> None:
        if self._total is None or self._last + 1 < self._total or self._store.failure is not None:
            return
        if not self._job.is_still(self._identity):  # a file changed while it was read
            shutil.rmtree(self._folder, ignore_errors=True)
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        with _renamed(self._folder / _WHOLE) as temporary:
            temporary.write_text(json.dumps({"parts": self._total}))


def settings_digest(suite: Suite, context: Context, fields: dict[str, str]) -> bytes:
    """Return a digest of all that findings depend on but the input and the reference time."""
    rules = [(e.rule.code, e.severity, repr(e.options)) for e in suite.expectations]
    said: list[object] = [
        __version__,
        _program(),
        rules,
        context.timezone,
        context.phrases,
        sorted(fields.items()),
    ]
    if suite.has_contracts:
        said += [repr(suite.columns), sorted(suite.unselected), _executors()]
    return hashlib.sha256(json.dumps(said).encode()).digest()


@cache
def _executors() -> list[str]:
    """Return the versions of what executes contracts of columns; what is not installed is not there."""
    from importlib.metadata import PackageNotFoundError, version

    found = []
    for name in ("pandera", "narwhals"):
        with contextlib.suppress(PackageNotFoundError):
            found.append(f"{name} {version(name)}")
    return found


@cache
def _program() -> str:
    """Return what changes with newsqa's own files, for those who work on it: the version stays the same."""
    root = Path(__file__).parent
    files = sorted(path for path in root.rglob("*") if path.suffix in (".py", ".json", ".bin", ".toml"))
    stamps = [(path.relative_to(root).as_posix(), *_stamp(path)) for path in files]
    return hashlib.sha256(json.dumps(stamps).encode()).hexdigest()


def _stamp(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_size, status.st_mtime_ns


def _name(number: int) -> str:
    return f"{number:06d}.part"


def _load(path: Path) -> Part | None:
    try:
        with pa.memory_map(str(path)) as source:
            return Part.read(source)
    except (OSError, pa.ArrowInvalid, ValueError, KeyError, TypeError):  # not there, or not whole
        return None


@contextlib.contextmanager
def _renamed(path: Path) -> Iterator[Path]:
    """Give a temporary path in the same folder, and rename what was written there when all went well."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        yield temporary
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
