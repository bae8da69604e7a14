"""Findings: the hits of one batch, with their places, as rows of the table FINDINGS.

Hits are gathered rule by rule and made into columns once a batch: a place costs the same whether one rule or ten have
found something in an article.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from newsqa import arrow, schema
from newsqa.places import Integers
from newsqa.readers.batch import Problem
from newsqa.rules.base import Edit, Hit
from newsqa.snippets import shorten
from newsqa.spots import NONE, Spots
from newsqa.suite import Expectation
from newsqa.view import View

# More hits of one rule in one article than this are counted, not listed: nobody reads the 101st control character.
MAX_HITS = 100

_SPREAD = 0x9E3779B97F4A7C15  # odd: numbers times it differ in all bits

Keys = NDArray[np.float64]  # one row a key, the first one last: field, code, start, column, line, article


@dataclass(slots=True)
class Findings:
    """The findings of one batch in the making."""

    view: View
    _expectations: list[Expectation] = field(default_factory=list)
    _hits: list[Hit] = field(default_factory=list)
    _owner: list[int] = field(default_factory=list)  # a hit's expectation
    _problems: list[tuple[Problem, Expectation]] = field(default_factory=list)

    def add_problem(self, problem: Problem, expectation: Expectation) -> None:
        """Add something a reader could not read."""
        self._problems.append((problem, expectation))

    def add(self, expectation: Expectation, hits: Sequence[Hit], cap: int | None) -> None:
        """Add the hits of one rule; of those in one article only the first ``cap`` are listed, and it is said."""
        if self.view.batch.in_markup:
            hits = [_unfixed(hit, self.view) for hit in hits]
        # So many hits in so many articles: no article can have more of them than this.
        if cap is not None and len(hits) - len({hit.row for hit in hits}) >= cap:
            hits = _capped(hits, cap)
        self._owner += [len(self._expectations)] * len(hits)
        self._hits += hits
        self._expectations.append(expectation)

    def finish(self) -> pa.Table:
        """Return the findings, ordered by article, place and code, with the schema FOUND."""
        found, keys = self._hit_rows()
        if not self._problems:
            return found
        lost, more_keys = self._problem_rows()
        ranks = np.lexsort(np.concatenate((keys, more_keys), axis=1))
        return pa.concat_tables([found, lost]).take(arrow.from_numpy(ranks, pa.int64())).combine_chunks()

    # --- hits ------------------------------------------------------------------------------------------------

    def _hit_rows(self) -> tuple[pa.Table, Keys]:
        """Return the hits' findings in order, and what they are sorted by."""
        view, hits, rules = self.view, self._hits, [e.rule for e in self._expectations]
        rows, owner = np.array([hit.row for hit in hits], np.int64), np.array(self._owner, np.int64)
        spots = Spots.of(view, hits, rows)
        codes, fields = _ranks([rule.code for rule in rules])[owner], _ranks([hit.field for hit in hits])
        places = [np.maximum(spots.numbers[name], -1) for name in ("start", "column", "line")]
        keys = np.array([fields, codes, *places, rows], float)
        ranks = np.lexsort(keys)
        # From here on everything is in order.
        spots.sort(ranks)
        rows, owner, hits = rows[ranks], owner[ranks], [hits[i] for i in ranks.tolist()]
        declared = {
            name: arrow.taken(view.articles.column(name), rows) for name in ("article_id", "path", "record")
        }
        excerpts = arrow.repeated(_shortened(spots.values))
        named = arrow.repeated([hit.field for hit in hits])
        edits = [hit.edit for hit in hits]
        columns = {
            **declared,
            "code": arrow.taken(arrow.array([rule.code for rule in rules], pa.string()), owner),
            "rule": arrow.taken(arrow.array([rule.name for rule in rules], pa.string()), owner),
            "severity": arrow.taken(
                arrow.array([e.severity for e in self._expectations], pa.string()), owner
            ),
            "message": arrow.repeated(spots.messages),
            "excerpt": excerpts,
            "value": arrow.array([hit.value for hit in hits], pa.float64()),
            "threshold": arrow.array([hit.threshold for hit in hits], pa.float64()),
            "fix_text": arrow.repeated([edit.text if edit else None for edit in edits]),
            "fix_safety": arrow.repeated(self._safeties(edits, rows)),
            "fingerprint": self._fingerprints(rows, owner, named, excerpts),
            "field": named,
            "number": arrow.from_numpy(rows, pa.int64()),
            "snippet": spots.windows(view.raw),
        }
        for name, numbers in spots.numbers.items():
            if name in schema.FOUND.names:
                columns[name] = arrow.numbers(numbers, numbers != NONE, schema.FOUND.field(name).type)
        arrays = [columns[name] for name in schema.FOUND.names]
        return pa.Table.from_arrays(arrays, schema=schema.FOUND), keys[:, ranks]

    def _safeties(self, edits: Sequence[Edit | None], rows: Integers) -> list[str | None]:
        """Return how safe each edit is; nothing is in a text that is signed as it is."""
        signed = {self.view.row_of(start) for start, _ in self.view.manifests}
        return [
            None if edit is None else "unsafe" if row in signed else edit.safety
            for edit, row in zip(edits, rows.tolist(), strict=True)
        ]

    def _fingerprints(
        self, rows: Integers, owner: Integers, fields: pa.Array, excerpts: pa.Array
    ) -> pa.Array:
        """Return what a finding keeps when lines shift: its rule, article, field and excerpt in lower case, as a hash.

        The second finding that agrees in all of them counts as another one, and so on. In all fingerprints the article's
        hash comes in by exclusive or: a baseline takes it out, and puts that of the path from its own folder in.
        """
        rules = np.array([_digest(e.rule.code) for e in self._expectations], np.uint64)
        articles = arrow.hashes(self.view.articles.column("article_id"))
        same = (
            rules[owner]
            ^ articles[rows]
            ^ arrow.hashes(arrow.lowered(excerpts))
            ^ (arrow.hashes(fields) << np.uint64(1))
        )
        order = np.argsort(same, kind="stable")
        first = np.flatnonzero(np.append(True, same[order[1:]] != same[order[:-1]])) if len(order) else order
        number = np.arange(len(order)) - np.repeat(first, np.diff(first, append=len(order)))
        prints = np.empty_like(same)
        prints[order] = same[order] ^ (number.astype(np.uint64) * np.uint64(_SPREAD))
        return arrow.hexadecimal(prints)

    # --- what could not be read --------------------------------------------------------------------------------

    def _problem_rows(self) -> tuple[pa.Table, Keys]:
        """Return the problems' findings, and what they are sorted by."""
        ids = self.view.declared("article_id")
        found, keys = [], []
        for problem, expectation in self._problems:
            rule = expectation.rule
            article = problem.path if problem.row is None else ids[problem.row]
            key = f"{rule.code} {problem.record} {problem.message}"
            found.append(
                {
                    "article_id": None if problem.row is None else article,
                    "path": problem.path,
                    "record": problem.record,
                    "line": problem.line,
                    "column": problem.column,
                    "end_line": problem.line,
                    "end_column": problem.column,
                    "code": rule.code,
                    "rule": rule.name,
                    "severity": expectation.severity,
                    "message": problem.message,
                    "value": problem.value,
                    "threshold": problem.threshold,
                    "fingerprint": fingerprint(key, article),
                    "number": -1 if problem.row is None else problem.row,
                }
            )
            order = self._before(problem) if problem.row is None else float(problem.row)
            keys.append((-1, 0, -1, problem.column or -1, problem.line or -1, order))
        return arrow.table(found, schema.FOUND), np.array(keys, float).T

    def _before(self, problem: Problem) -> float:
        """Return where a record that could not be read stands among the batch's articles: between two numbers."""
        paths, records = self.view.declared("path"), self.view.declared("record")
        mine = [i for i, path in enumerate(paths) if path == problem.path]
        if problem.record is None:
            return mine[-1] + 0.5 if mine else -0.5
        behind = [i for i in mine if records[i] is not None and records[i] < problem.record]
        return behind[-1] + 0.5 if behind else mine[0] - 0.5 if mine else -0.5


def _shortened(values: Sequence[str]) -> list[str | None]:
    """Return the excerpts of what was found, each different one made once; None for nothing."""
    known: dict[str, str | None] = {"": None}
    for value in values:
        if value not in known:
            known[value] = shorten(value)
    return [known[value] for value in values]


def _unfixed(hit: Hit, view: View) -> Hit:
    """Return a hit in a page or a news item without its edit: these are not mended."""
    return hit._replace(edit=None) if hit.edit and view.batch.is_in_markup(hit.row) else hit


def _capped(hits: Sequence[Hit], cap: int) -> list[Hit]:
    by_row: dict[int, list[Hit]] = {}
    for hit in hits:
        by_row.setdefault(hit.row, []).append(hit)
    listed: list[Hit] = []
    for found in by_row.values():
        if len(found) > cap:
            found.sort(key=lambda hit: (hit.field, -1 if hit.start is None else hit.start))
            more = f" (and {len(found) - cap} more in this article, not listed)"
            found = [*found[: cap - 1], found[cap - 1]._replace(message=found[cap - 1].message + more)]
        listed += found
    return listed


def _ranks(values: Sequence[str]) -> Integers:
    """Return a number a value, in their order."""
    known = {value: rank for rank, value in enumerate(sorted(set(values)))}
    return np.array([known[value] for value in values], np.int64)


def fingerprint(what: str, article: str | None) -> str:
    """Return the fingerprint of something that is wrong with an article, or with a file that could not be read."""
    of_article = int(arrow.hashes(arrow.array([article], pa.string()))[0])
    return f"{_digest(what) ^ of_article:016x}"


def _digest(key: str) -> int:
    digest = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little")
