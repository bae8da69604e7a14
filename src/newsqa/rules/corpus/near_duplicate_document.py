"""COR002 near-duplicate-document: another article of the corpus has nearly the same text.

What it does
    Compares the texts of all articles by their runs of three words (of four characters in Chinese and Japanese, of nine
    in Thai, Lao, Burmese and Khmer): the similarity of two is the share of the runs of either that both have (Jaccard).
    Case, punctuation and how often a run stands in a text do not count. Articles that are similar form a cluster; the
    first of it, by id, is left alone, and each further one is reported with its similarity to that one, or to the most
    similar article it was compared with. Where each source has the text once it is told as what it is: one text at
    several sources, with the first publication. Exact copies are left to duplicate-document. What is
    evaluated are the articles of seven words or more. With ``--state`` the articles of earlier runs come first, and
    only those of this run are reported.

Why it matters
    A story with another first paragraph, a corrected name or a line of advertisement is counted and learned as often as
    it was printed, and no comparison of whole texts finds it.

Example
    An agency's report at two sites, one of which left out the last sentence: similarity 0.93.

Fix safety
    No fix: which of the versions is the right one is not known.

Options
    similarity: the least similarity (0.5). A copy with one word in ten replaced has about 0.58 and hardly ever less than
    0.53, one with one word in twenty 0.76, one with one in fifty 0.89. syndication: whether one text at several sources is a flaw: "report"
    (default) or "allow", which reports only texts that one source, or an unknown one, has again.

Nulls
    A null, blank or very short text is like no other one.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from newsqa.rules.base import CorpusHit, Rule, Verdict, corpus_check

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from newsqa.corpus.corpus import Corpus
    from newsqa.corpus.near_duplicates import NearDuplicates


class Options(NamedTuple):
    """Options of near-duplicate-document."""

    similarity: float = 0.5
    syndication: Literal["report", "allow"] = "report"


def judge(corpus: Corpus, options: Options) -> Verdict:
    """Return the articles whose text another one nearly has."""
    if corpus.size < 2:
        return Verdict(0, 0)
    from newsqa.corpus.copies import copies, digests
    from newsqa.corpus.near_duplicates import near_duplicates  # every run loads this module, few judge

    found = near_duplicates(corpus, options.similarity)
    reported = corpus.new[found.members]
    reported[found.first] = False
    reported &= ~np.isin(
        found.members, copies(corpus, *digests(corpus.documents.column("text_digest"))).documents
    )
    syndicated = _syndicated(corpus, found)
    if options.syndication == "allow":
        reported &= ~syndicated
    which = np.flatnonzero(reported)
    return Verdict(found.evaluated, len(which), _hits(corpus, found, which, syndicated, options))


def _syndicated(corpus: Corpus, found: NearDuplicates) -> NDArray[np.bool_]:
    """Tell which members are the first of their source in their cluster, and not the first of all."""
    sources = corpus.sources[found.members]
    keys = found.cluster * (len(corpus.source_names) + 1) + sources
    once = np.zeros(len(keys), bool)
    once[np.unique(keys, return_index=True)[1]] = True
    # An unknown source may be any of them.
    once &= (sources >= 0) & (sources[found.first] >= 0)[found.cluster]
    once[found.first] = False
    return once


def _hits(
    corpus: Corpus,
    found: NearDuplicates,
    which: NDArray[np.int64],
    syndicated: NDArray[np.bool_],
    options: Options,
) -> Iterator[CorpusHit]:
    for document, size in found.crowds:
        yield CorpusHit(
            None,
            f"{size:,} articles have some text in common with {{related}}, too many to compare them all with one "
            "another: near-duplicates among them may be missed",
            related=document,
        )
    cluster = found.cluster[which]
    related, similarity = found.matched(which, found.first[cluster])
    sizes = found.sizes

    @cache
    def at_sources(number: int) -> str:
        first = int(found.first[number])
        return _at_sources(corpus, found.members[first : first + int(sizes[number])])

    for at, number, other, value in zip(
        which.tolist(), cluster.tolist(), related.tolist(), similarity.tolist(), strict=True
    ):
        what = (
            at_sources(number) if syndicated[at] else f"one of {int(sizes[number]):,} articles with this text"
        )
        yield CorpusHit(
            int(found.members[at]),
            f"nearly the same text as {{related}} (similarity {value:.2f}): {what}",
            related=other,
            value=value,
            threshold=options.similarity,
        )


def _at_sources(corpus: Corpus, members: NDArray[np.int64]) -> str:
    """Return at how many sources a text is, which of them has published it first, and when."""
    import pyarrow as pa

    from newsqa import arrow
    from newsqa.snippets import shorten

    taken = corpus.documents.select(["source", "published_at"]).take(arrow.from_numpy(members, pa.int64()))
    rows = [row for row in taken.to_pylist() if row["source"] is not None]
    dated = [row for row in rows if row["published_at"] is not None]
    count = len({row["source"] for row in rows})
    if not dated:
        return f"one text at {count:,} sources"
    first = min(dated, key=lambda row: (row["published_at"], row["source"]))
    day = first["published_at"].date().isoformat()
    return f"one text at {count:,} sources, first published by {shorten(first['source'])} on {day}"


RULE = Rule(
    "COR002", "near-duplicate-document", "warning", __name__, corpus_check("COR002"),
    needs="fewer than two articles with text enough to compare", options=Options,
    relations=("shingles",), judge=judge,
)  # fmt: skip
