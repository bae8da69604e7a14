"""What becomes of a baseline after a run: what is noted, what is fixed, and what is forgotten."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np
import pyarrow as pa

from newsqa import arrow
from newsqa.baseline import CORPUS, TABLE, WHOLE, Baseline, Entries, Keys, empty, merged
from newsqa.errors import NewsqaError
from newsqa.findings import MAX_HITS
from newsqa.known import Keyed, Known, Relative, Truths

if TYPE_CHECKING:
    from newsqa.outcome import Outcome
    from newsqa.source import Source


class Compared(NamedTuple):
    """A run's findings beside a baseline: ``known`` are noted there and taken out, ``new`` are left.

    ``fixed`` are noted and gone: of articles that were checked in this run, and rules that were run.
    """

    file: str
    known: int
    new: int
    fixed: int


def compared(known: Known, outcome: Outcome, source: Source) -> Compared:
    """Return how a run that has ended compares with its baseline."""
    entries = known.baseline.entries
    left = np.where(entries.counts == WHOLE, known.used == 0, entries.counts - known.used)
    fixed = int(left[covered(known, outcome, source)].sum())
    new = sum(table.num_rows for table, _ in outcome.found())
    return Compared(str(known.baseline.file), known.count, new, fixed)


def after(action: Literal["update", "prune"], known: Known, outcome: Outcome, source: Source) -> Baseline:
    """Return what becomes of a baseline after a run.

    "prune" takes a run from which the known findings were taken out, "update" one that found them once more.
    """
    now, old = covered(known, outcome, source), known.baseline
    if action == "prune":
        return old._replace(entries=pruned(known, now))
    found = noted((table for table, _ in outcome.found()), known.relative)
    inputs = {*old.inputs, *map(known.relative, source.paths)}
    return old._replace(entries=updated(known, now, found), inputs=tuple(inputs))


def create(file: Path, outcome: Outcome, source: Source) -> Baseline:
    """Return all that a run has found as a new baseline; NewsqaError where its file is there already."""
    refuse(file)
    relative = Relative(file)
    found = noted((table for table, _ in outcome.found()), relative)
    return Baseline(file, found, tuple({*map(relative, source.paths)}))


def refuse(file: Path) -> None:
    """Raise NewsqaError where the file of a new baseline is there already."""
    if os.path.lexists(file):
        raise NewsqaError(
            f"{file} is there already: newsqa baseline update notes what is new and forgets what is gone; to begin "
            "anew, remove it"
        )


def covered(known: Known, outcome: Outcome, source: Source) -> Truths:
    """Tell of which entries a run can say whether they are still true.

    Their rule was run, and their article checked, or its file is gone from a folder that was. What a rule says of all
    articles together is known only where everything was checked that the baseline was made of.
    """
    entries = known.baseline.entries
    none = np.zeros(len(entries.keys), bool)
    if not outcome.complete or "-" in source.paths or not len(none):
        return none
    paths = entries.paths.dictionary_encode()
    names = paths.dictionary.to_pylist()
    seen = _seen(names, known, source)
    checked = np.array([name in seen for name in names])
    again = set(known.baseline.inputs) <= set(map(known.relative, source.paths))
    everything = again and all(name in seen or name == CORPUS for name in names)
    codes = entries.codes.dictionary_encode()
    alone, together = _ran(outcome)
    of_one = np.array([code in alone for code in codes.dictionary.to_pylist()])
    of_all = np.array([everything and code in together for code in codes.dictionary.to_pylist()])
    rule, article = arrow.as_numpy(codes.indices), arrow.as_numpy(paths.indices)
    return np.asarray((of_one[rule] & checked[article]) | of_all[rule], bool)


def _ran(outcome: Outcome) -> tuple[set[str], set[str]]:
    """Return the codes that were run on single articles or columns, and those that could judge all articles together."""
    ran = [e.rule for e in outcome.suite.expectations if not outcome.tallies[e.rule.code].crash]
    alone = {rule.code for rule in ran if rule.judge is None}
    together = {rule.code for rule in ran if rule.judge and outcome.tallies[rule.code].evaluated}
    rows = outcome.results().select(["code", "evaluated"]).to_pylist()
    contracts = {row["code"] for row in rows if row["evaluated"] and row["code"] not in outcome.tallies}
    return alone | contracts, together


def _seen(names: list[str], known: Known, source: Source) -> set[str]:
    """Return which articles, as entries call them, were checked or are gone from a folder that was."""
    if source.in_memory:
        wanted = {name for name in names if name.startswith(TABLE)}
        if not wanted:
            return set()
        return {
            TABLE + name for batch in source.batches() for name in batch.articles["article_id"].to_pylist()
        }
    from newsqa.readers.files import label

    seen = {known.relative(label(path)) for job in source.jobs() for path in job.files} - known.unread
    folders = [known.relative(path) for path in source.paths if Path(path).is_dir()]
    for name in names:
        inside = any(folder == "." or name.startswith(f"{folder}/") for folder in folders)
        if inside and name != CORPUS and not os.path.lexists(known.relative.root / name):
            seen.add(name)
    return seen


def noted(tables: Iterable[pa.Table], relative: Relative) -> Entries:
    """Return findings (FOUND) as entries of a baseline.

    Of a rule's hits in one article only so many are listed: where that is the case, the article is noted as a whole.
    """
    found = [table for table in tables if table.num_rows]
    if not found:
        return empty()
    keyed = [Keyed.of(table, relative) for table in found]
    keys = np.concatenate([one.keys for one in keyed])
    wholes = np.concatenate([one.wholes for one in keyed])
    codes = pa.concat_arrays([chunk for table in found for chunk in table.column("code").chunks])
    paths = arrow.repeated(
        [p for table, one in zip(found, keyed, strict=True) for p in _paths(table, one, relative)]
    )
    single = np.concatenate([arrow.as_numpy(table.column("number")) for table in found]) >= 0
    listed = _counted(wholes)
    many = single & (listed >= MAX_HITS)
    keys = np.where(many, wholes, keys)
    counts = np.where(many, WHOLE, _counted(keys))
    _, first = np.unique(keys, return_index=True)
    return Entries(paths, codes, keys, counts, pa.nulls(len(keys), pa.string())).taken(np.sort(first))


def _paths(table: pa.Table, keyed: Keyed, relative: Relative) -> list[str]:
    columns = table.column("path").to_pylist(), table.column("article_id").to_pylist(), keyed.names
    return [
        relative(path) if path else CORPUS if name is None else TABLE + own
        for path, name, own in zip(*columns, strict=True)
    ]


def _counted(keys: Keys) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return how often each entry of an array stands in it."""
    _, which, counts = np.unique(keys, return_inverse=True, return_counts=True)
    return np.asarray(counts[which], np.int64)


def updated(known: Known, now: Truths, found: Entries) -> Entries:
    """Return a baseline's entries brought up to date: those that are not covered (``now``), and all that was found.

    Reasons stay with their fingerprints.
    """
    old = known.baseline.entries
    both = merged(old.taken(~now).joined(found))
    told = dict(zip(old.keys.tolist(), old.reasons.to_pylist(), strict=True))
    return both._replace(reasons=arrow.array([told.get(key) for key in both.keys.tolist()], pa.string()))


def pruned(known: Known, now: Truths) -> Entries:
    """Return a baseline's entries without what is gone of those that are covered (``now``)."""
    old = known.baseline.entries
    left = np.where((old.counts == WHOLE) & (known.used > 0), WHOLE, known.used)
    counts = np.where(now, left, old.counts)
    return old._replace(counts=counts).taken(counts != 0)
