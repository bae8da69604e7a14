"""Run directories: a run that was interrupted is taken up where it was.

A run directory holds ``run.json`` (what is checked how, and the reference time), ``parts/`` (a store) and, written last,
``manifest.json`` (what came out); ``lock`` keeps two runs from using it at once. The same command with the same directory does what is left to do, and gives the
report that it would have given.
"""

from __future__ import annotations

import json
import os
import weakref
from pathlib import Path
from typing import Any

import numpy as np

from newsqa import arrow
from newsqa._version import __version__
from newsqa.corpus.locks import taken
from newsqa.errors import NewsqaError
from newsqa.files import replacing
from newsqa.outcome import Outcome
from newsqa.store import Store, settings_digest
from newsqa.suite import Suite
from newsqa.view import Context

_RUN, _PARTS, _MANIFEST, _LOCK = "run.json", "parts", "manifest.json", "lock"


def reference_time(folder: Path) -> str | None:
    """Return the reference time of the run that was begun in a directory, as ISO 8601; None when there is none."""
    begun = _read(folder / _RUN)
    return begun["reference_time"] if begun else None


class RunDirectory:
    """A run in a directory, new or begun before.

    Raises NewsqaError when the directory holds a run with other rules, options, files or another version of newsqa, holds
    other things, or cannot be written.
    """

    def __init__(
        self, folder: Path, suite: Suite, context: Context, fields: dict[str, str], paths: list[str]
    ) -> None:
        self.folder = folder
        self.store = Store(folder / _PARTS, suite, context, fields)
        self._suite = suite
        told = {
            "newsqa": __version__,
            "suite": suite.name,
            "paths": paths,
            "settings": settings_digest(suite, context, fields).hex(),
            "reference_time": context.reference_time.isoformat(),
        }
        if _read(folder / _RUN) is None:
            self._make()
        lock = taken(folder / _LOCK)
        if lock is None:
            raise NewsqaError(
                f"{folder} is in use by another run: wait for its end, or take another directory"
            )
        weakref.finalize(self, os.close, lock)
        begun = _read(folder / _RUN)
        if begun is None:
            _write(folder / _RUN, told)
        elif changed := [name for name, value in told.items() if begun.get(name) != value]:
            raise NewsqaError(
                f"{folder} holds a run with other {_words(changed)}: take another directory, or remove this one"
            )

    def finish(self, outcome: Outcome) -> None:
        """Write what came out; where that, or a part, cannot be written, the outcome is not complete and says so."""
        try:
            if self.store.failure is not None:
                raise NewsqaError(self.store.failure)
            if not outcome.failures:
                _write(self.folder / _MANIFEST, summary(outcome))
        except NewsqaError as error:
            outcome.failures.append(f"the run directory could not be written: {error}")

    def _make(self) -> None:
        if self.folder.exists() and (
            not self.folder.is_dir() or any(c.name != _LOCK for c in self.folder.iterdir())
        ):
            raise NewsqaError(f"{self.folder} is no run directory: take a new or an empty one")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise NewsqaError(f"{self.folder} cannot be made: {error.strerror}") from None


def summary(outcome: Outcome) -> dict[str, Any]:
    """Return counts of a run, and a checksum of its findings that does not depend on their order."""
    total = 0
    by_rule: dict[str, int] = {}
    for table in outcome.findings:
        prints = arrow.hashes(table.column("fingerprint").combine_chunks())
        total = (total + int(np.add.reduce(prints, dtype=np.uint64))) % 2**64
        for counted in table.column("code").value_counts():
            code = counted["values"].as_py()
            by_rule[code] = by_rule.get(code, 0) + counted["counts"].as_py()
    return {
        "newsqa": __version__,
        "suite": outcome.suite.name,
        "articles": outcome.articles,
        "findings": sum(by_rule.values()),
        "by_rule": dict(sorted(by_rule.items())),
        "checksum": f"{total:016x}",
    }


def _words(names: list[str]) -> str:
    said = {"newsqa": "version of newsqa", "reference_time": "reference time"}
    return ", ".join(said.get(name, name) for name in names)


def _read(path: Path) -> dict[str, Any] | None:
    try:
        told = json.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise NewsqaError(f"{path} cannot be read: {error}") from None
    if not isinstance(told, dict):
        raise NewsqaError(f"{path} is not what newsqa writes")
    return told


def _write(path: Path, told: dict[str, Any]) -> None:
    with replacing(path) as file:
        file.write((json.dumps(told, indent=2, ensure_ascii=False) + "\n").encode())
