"""The near-duplicates of a corpus: its clusters, and which article each of their members is matched with."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from newsqa.corpus.copies import digests
from newsqa.corpus.corpus import Corpus
from newsqa.corpus.near import Clusters, clusters
from newsqa.corpus.shingles import signatures
from newsqa.corpus.signatures import Signatures

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class NearDuplicates:
    """The clusters of near-duplicates, and the crowds of which not all was compared.

    ``evaluated`` is how many new documents have text enough to compare, 0 if there is nothing to compare them with.
    ``members`` are the documents of the clusters, cluster after cluster; in each those of earlier partitions first, then
    ascending. ``cluster`` numbers the cluster of each from 0, and ``first`` is where each cluster starts in ``members``:
    its representative. ``crowds`` are new documents, and how many documents may be like each.
    """

    evaluated: int
    members: Numbers
    cluster: Numbers
    first: Numbers
    crowds: list[tuple[int, int]]
    _least: float
    _rows: Numbers  # of the members in the signatures
    _signatures: Signatures
    _clusters: Clusters

    @property
    def sizes(self) -> Numbers:
        """How many documents each cluster has."""
        return np.diff(self.first, append=len(self.members))

    def matched(
        self, which: Numbers, wanted: Numbers, labels: NDArray[np.int32] | None = None
    ) -> tuple[Numbers, NDArray[np.float64]]:
        """Return the document that each of some members is matched with (-1: none), and how similar the two are.

        ``which`` and ``wanted`` are places in ``members``: each is matched with the wanted one if they are similar
        enough, else with the most similar of those it was found similar to. With ``labels``, one a member, it is matched
        with members of another known label (not -1) only.
        """
        rows, others = self._rows[which], self._rows[wanted]
        similarity = self._signatures.similarities(rows, others)
        far = np.flatnonzero(similarity < self._least)
        best, best_similarity = self._best(rows[far], labels)
        others[far], similarity[far] = best, best_similarity
        return np.where(others < 0, -1, self._signatures.documents[others]), similarity

    def _best(self, rows: Numbers, labels: NDArray[np.int32] | None) -> tuple[Numbers, NDArray[np.float64]]:
        """Return the row most similar to each of some, -1 where there is none, and how similar they are."""
        found = self._clusters
        one = np.concatenate((found.one, found.other))
        other = np.concatenate((found.other, found.one))
        similarity = np.concatenate((found.similarity, found.similarity))
        usable = np.isin(one, rows)
        if labels is not None:
            by_row = np.empty(len(self._signatures), np.int32)
            by_row[self._rows] = labels
            usable &= (by_row[one] != by_row[other]) & (by_row[other] >= 0)
        one, other, similarity = one[usable], other[usable], similarity[usable]
        order = np.lexsort((other, -similarity, one))
        one, other, similarity = one[order], other[order], similarity[order]
        at = one.searchsorted(rows)
        known = np.append(one, -1)[at] == rows
        return np.where(known, np.append(other, -1)[at], -1), np.where(known, np.append(similarity, 0)[at], 0)


def near_duplicates(corpus: Corpus, least: float) -> NearDuplicates:
    """Return the documents of a corpus that are similar to at least ``least``."""
    found = signatures(corpus.shingles)
    near = clusters(found, least, _copies(corpus, found.documents), corpus.compared)
    new = corpus.new[found.documents]
    sizes = np.bincount(near.roots, minlength=len(found))
    rows = np.flatnonzero(sizes[near.roots] > 1)
    roots = near.roots[rows]
    order = np.lexsort((rows, new[rows], roots))
    rows, roots = rows[order], roots[order]
    begins = np.append(True, roots[1:] != roots[:-1])[: len(rows)]
    return NearDuplicates(
        int(np.count_nonzero(new)) if len(found) > 1 else 0,
        found.documents[rows].astype(np.int64),
        np.cumsum(begins) - 1,
        np.flatnonzero(begins),
        [(int(found.documents[row]), size) for row, size in sorted(near.crowds.items())],
        least,
        rows,
        found,
        near,
    )


def _copies(corpus: Corpus, documents: NDArray[np.int32]) -> tuple[Numbers, Numbers]:
    """Return pairs of rows of ``documents`` that have the same text: the smallest of each text, and each further one."""
    keys, known = digests(corpus.documents.column("text_digest"))
    rows = np.flatnonzero(known[documents])
    mine = keys[documents[rows]]
    order = np.lexsort((mine[:, 1], mine[:, 0]))  # stable: the smallest row first
    rows, mine = rows[order], mine[order]
    begins = np.append(True, (mine[1:] != mine[:-1]).any(axis=1))[: len(rows)]
    return rows[begins][np.cumsum(begins) - 1][~begins], rows[~begins]
