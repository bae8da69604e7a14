"""COR005 incomplete-field: too many articles of the corpus lack a field.

What it does
    Counts the articles that have each of the fields of ``min_share``, and reports a field that fewer than its share of
    them have. "date", "source" and "title" are what DAT001 missing-date, SRC001 missing-source and STR001 missing-title
    look for with their default options, be it declared or in the text; "author", "url" and "language" are the declared
    fields. What is evaluated are fields. With fewer than ``min_docs`` articles nothing is: each one that lacks
    something is a finding of the rules just named, and of less than a hundred already one is more than 1 %. With ``--state`` the articles of this run are counted.

Why it matters
    A single undated article is a flaw of that article; one in ten is a flaw of the pipeline, which mending articles one
    by one will not cure.

Example
    8 % of the articles have no date; mended: fewer than 1 %.

Fix safety
    No fix: the values are not in the corpus.

Options
    min_share: by field, the least share of the articles that have it (date = 0.99, source = 0.95). min_docs: the least
    number of articles (100).

Nulls
    Null and blank values count as missing; articles of an input that cannot hold a declared field do not count for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

import numpy as np

from newsqa.rules.base import CorpusHit, Rule, Verdict, corpus_check

if TYPE_CHECKING:
    from newsqa.corpus.corpus import Corpus

Field = Literal["date", "source", "title", "author", "url", "language"]


class Options(NamedTuple):
    """Options of incomplete-field."""

    min_share: Mapping[Field, float] = {"date": 0.99, "source": 0.95}
    min_docs: int = 100


def judge(corpus: Corpus, options: Options) -> Verdict:
    """Return the fields that too many of the new articles lack."""
    counts = {name: _counted(corpus, name) for name in get_args(Field) if name in options.min_share}
    judged = {name: count for name, count in counts.items() if count[1] and count[1] >= options.min_docs}
    short = {
        name: (having, total)
        for name, (having, total) in judged.items()
        # A hair less than the product: 0.95 * 100 is a little less, or more, than 95.
        if having < options.min_share[name] * total - 1e-9
    }
    return Verdict(len(judged), len(short), _hits(short, options))


def _counted(corpus: Corpus, name: Field) -> tuple[int, int]:
    """Return how many of the new articles have a field, and of how many that is known."""
    from newsqa import arrow

    column = corpus.documents.column(f"lacks_{name}").combine_chunks()
    known = arrow.valid(column) & corpus.new
    return int(np.count_nonzero(known & ~arrow.truths(column))), int(np.count_nonzero(known))


def _hits(short: Mapping[Field, tuple[int, int]], options: Options) -> Iterator[CorpusHit]:
    for name, (having, total) in short.items():
        least = options.min_share[name]
        yield CorpusHit(
            None,
            f"{total - having:,} of {total:,} articles have no {name}: {having / total:.1%} have one, "
            f"at least {100 * least:.4g}% should",
            value=having / total, threshold=least, key=name,
        )  # fmt: skip


RULE = Rule(
    "COR005", "incomplete-field", "error", __name__, corpus_check("COR005"),
    needs="fewer articles than min_docs", options=Options, judge=judge,
)  # fmt: skip
