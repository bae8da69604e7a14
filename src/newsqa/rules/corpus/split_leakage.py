"""COR010 split-leakage: an article of one split of a data set has nearly the same text as one of another split.

What it does
    Compares the texts of all articles as near-duplicate-document does, and reports those that are similar to an article
    of another split. The split is told by the name of the file, or of its folder: "train", "test", "validation" and
    what is short for them; where no names tell two splits, each partition of ``--state`` is one. Of articles that are
    similar the split of the first, by id or of an earlier partition, is left alone. Exact copies count, too. What is
    evaluated are the articles of a known split.

Why it matters
    A model that is tested on what it was trained on is measured better than it is.

Example
    An agency's report from one site in "train" and from another one in "test"; mended: both in one split.

Fix safety
    No fix: which of the splits should have the article is not known.

Options
    similarity: the least similarity, as near-duplicate-document has it (0.5).

Nulls
    An article without a split, or with a null, blank or very short text, leaks nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from newsqa.rules.base import CorpusHit, Rule, Verdict, corpus_check

if TYPE_CHECKING:
    from newsqa.corpus.corpus import Corpus


class Options(NamedTuple):
    """Options of split-leakage."""

    similarity: float = 0.5


def judge(corpus: Corpus, options: Options) -> Verdict:
    """Return the articles that are nearly the same as one of another split."""
    from newsqa.corpus.corpus import numbered  # every run loads this module, few judge
    from newsqa.corpus.near_duplicates import near_duplicates
    from newsqa.snippets import shorten

    splits, names = numbered(corpus.documents.column("split"))
    if len(names) < 2:
        splits, names = corpus.partitions, list(corpus.partition_names)
    if len(names) < 2:
        return Verdict(0, 0)
    found = near_duplicates(corpus, options.similarity)
    labels = splits[found.members]
    known = np.flatnonzero(labels >= 0)
    clusters, at = np.unique(found.cluster[known], return_index=True)
    firsts = np.zeros(len(found.first), np.int64)  # the first member of a known split in each cluster
    firsts[clusters] = known[at]
    wanted = firsts[found.cluster]
    which = np.flatnonzero((labels >= 0) & (labels != labels[wanted]) & corpus.new[found.members])
    related, similarity = found.matched(which, wanted[which], labels)
    leaks = np.flatnonzero(related >= 0)
    evaluated = int(np.count_nonzero((splits >= 0) & corpus.new))
    shown = [shorten(name) for name in names]
    hits = [
        CorpusHit(
            document,
            f"of split '{shown[splits[document]]}', and nearly the same text as {{related}} of split "
            f"'{shown[splits[other]]}' (similarity {value:.2f})",
            related=other,
            value=value,
            threshold=options.similarity,
        )
        for document, other, value in zip(
            found.members[which[leaks]].tolist(),
            related[leaks].tolist(),
            similarity[leaks].tolist(),
            strict=True,
        )
    ]
    return Verdict(evaluated, len(hits), hits)


RULE = Rule(
    "COR010", "split-leakage", "error", __name__, corpus_check("COR010"),
    needs="fewer than two splits", options=Options, relations=("shingles",), judge=judge,
)  # fmt: skip
