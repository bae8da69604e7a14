"""Known findings: those that a baseline notes are taken out of a run's while it goes on.

What is left is what is new, and the counts of the results are of that alone. The same fingerprint is known as often as
the baseline says; the first in the input are the known ones.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from newsqa import arrow
from newsqa.baseline import WHOLE, Baseline, Keys

Integers = NDArray[np.int64]
Truths = NDArray[np.bool_]


class Cleared(NamedTuple):
    """What fails no more of a rule, without the known findings.

    ``articles`` are their numbers, -1 for each finding about something else; ``left`` is how many fail all the same.
    """

    articles: Integers
    left: int


class Known:
    """The findings of a run that a baseline knows.

    ``count`` is how many were taken out so far, ``used`` how many of each entry. ``unread`` are files that could not be
    read to their end, by their path from the baseline's folder. With ``taking`` False nothing is taken out.
    """

    def __init__(self, baseline: Baseline, *, taking: bool = True) -> None:
        self.baseline = baseline
        self._taking = taking
        self.relative = Relative(baseline.file)
        self.count = 0
        self.unread: set[str] = set()
        entries = baseline.entries
        self.used: Integers = np.zeros(len(entries.keys), np.int64)
        self._order = np.argsort(entries.keys)
        self._keys = entries.keys[self._order]
        self._counts = entries.counts[self._order]
        self._whole = bool((self._counts == WHOLE).any())

    def without(self, found: pa.Table) -> tuple[pa.Table, dict[str, Cleared]]:
        """Return the findings (FOUND) that are new, and by code what fails no more without the others."""
        if not found.num_rows:
            return found, {}
        self._note_unread(found)
        if not self._taking or not len(self._keys):
            return found, {}
        keyed = Keyed.of(found, self.relative)
        known = self._known(keyed.keys)
        if self._whole:
            known |= self._known_whole(keyed.wholes)
        if not known.any():
            return found, {}
        self.count += int(known.sum())
        return found.filter(arrow.from_numpy(~known, pa.bool_())), _cleared(found, known)

    def _known(self, keys: Keys) -> Truths:
        """Tell which findings are known, and count them as used."""
        mine, places = self._places(keys)
        mine &= self._counts[places] != WHOLE
        rows = np.flatnonzero(mine)
        rows = rows[np.argsort(places[rows], kind="stable")]
        same = places[rows]
        first = np.flatnonzero(np.append(True, same[1:] != same[:-1])) if len(same) else same
        number = np.arange(len(same)) - np.repeat(first, np.diff(first, append=len(same)))
        entries = self._order[same]
        within = self.used[entries] + number < self._counts[same]
        np.add.at(self.used, entries[within], 1)
        known = np.zeros(len(keys), bool)
        known[rows[within]] = True
        return known

    def _known_whole(self, wholes: Keys) -> Truths:
        mine, places = self._places(wholes)
        mine &= self._counts[places] == WHOLE
        np.add.at(self.used, self._order[places[mine]], 1)
        return mine

    def _places(self, keys: Keys) -> tuple[Truths, Integers]:
        """Tell which keys are noted, and where among the ordered entries."""
        places = np.searchsorted(self._keys, keys).clip(max=len(self._keys) - 1)
        return self._keys[places] == keys, places

    def _note_unread(self, found: pa.Table) -> None:
        columns = found.select(["code", "path", "record"]).to_pydict().values()
        for code, path, record in zip(*columns, strict=True):
            if code in ("IO001", "IO003") and path is not None and record is None:  # more than a record of it
                self.unread.add(self.relative(path))


class Relative:
    """Makes paths count from the folder of a baseline (``root``), with slashes."""

    def __init__(self, file: Path) -> None:
        self.root = Path(os.path.abspath(file)).parent  # noqa: PTH100 - symbolic links stay what they are
        self._here = Path.cwd() == self.root
        self._known: dict[str, str] = {"-": "-"}

    def __call__(self, path: str) -> str:
        """Return a path from the folder, with ``..`` where it leads out of it; standard input stays "-"."""
        if path not in self._known:
            self._known[path] = path if self._here and _is_plain(path) else self._moved(path)
        return self._known[path]

    def _moved(self, path: str) -> str:
        try:
            moved = os.path.relpath(path, self.root)
            if moved.startswith(os.pardir):  # one of the two may lead through a symbolic link
                real = os.path.relpath(os.path.realpath(path), os.path.realpath(self.root))
                moved = moved if real.startswith(os.pardir) else real
        except ValueError:  # on another drive
            return path
        return moved.replace(os.sep, "/")


def _is_plain(path: str) -> bool:
    """Tell whether a path is relative and has nothing to be tidied up, as those that readers hand on."""
    tidy = not any(part in path for part in ("..", "//", "./", ":", "\\"))
    return tidy and path != "." and not path.startswith("/") and not path.endswith("/")


class Keyed(NamedTuple):
    """The keys of some findings: their fingerprints, and what all of a rule in an article share.

    ``names`` are the articles' names with paths from the baseline's folder.
    """

    keys: Keys
    wholes: Keys
    names: list[str]

    @classmethod
    def of(cls, found: pa.Table, relative: Relative) -> Keyed:
        """Return the keys of findings (FOUND or FINDINGS)."""
        keys = arrow.from_hexadecimal(found.column("fingerprint"))
        ids, paths = found.column("article_id").to_pylist(), found.column("path").to_pylist()
        given = [(path or "") if name is None else name for name, path in zip(ids, paths, strict=True)]
        names = [_renamed(name, path, relative) for name, path in zip(given, paths, strict=True)]
        own = arrow.hashes(arrow.repeated(names))
        if names != given:
            keys = keys ^ arrow.hashes(arrow.repeated(given)) ^ own
        return cls(keys, ~arrow.hashes(found.column("code").combine_chunks()) ^ own, names)


def _renamed(name: str, path: str | None, relative: Relative) -> str:
    """Return an article's name, which may be its path with a record's number, with the path from another folder."""
    return relative(path) + name[len(path) :] if path and name.startswith(path) else name


def _counted_as(found: pa.Table) -> pa.Array:
    """Return what each finding is counted as: its rule's code; on a column, the check's name, of which a code has several."""
    codes = found.column("code").combine_chunks()
    if not any(code.startswith("COL") for code in codes.unique().to_pylist()):
        return codes
    pairs = zip(codes.to_pylist(), found.column("rule").to_pylist(), strict=True)
    return arrow.repeated([rule if code.startswith("COL") else code for code, rule in pairs])


def _cleared(found: pa.Table, known: Truths) -> dict[str, Cleared]:
    coded = _counted_as(found).dictionary_encode()
    codes, numbers = arrow.as_numpy(coded.indices), arrow.as_numpy(found.column("number"))
    cleared = {}
    for place in np.unique(codes[known]).tolist():
        mine = codes == place
        gone, left = numbers[mine & known], numbers[mine & ~known]
        articles = np.setdiff1d(gone[gone >= 0], left)
        others = np.full(np.count_nonzero(gone < 0), -1)
        size = len(np.unique(left[left >= 0])) + np.count_nonzero(left < 0)
        cleared[coded.dictionary[place].as_py()] = Cleared(np.concatenate((articles, others)), int(size))
    return cleared
