"""COR004 recurring-line: a line stands in many articles of one source.

What it does
    Counts, for each source, how many of its articles hold the same line, in any language: white space and case do not
    count, and a line that stands twice in an article counts once. A line in at least ``min_share`` of a source's
    articles, and in at least ``min_docs`` of them, is reported once, where the first of these articles holds it. The
    source is the declared publisher, else the site of the address; articles of no known source are one source
    together. Left alone are declared titles, lines of more than 1,024 bytes, lines without letters, and what an article
    says of itself: names that sign it, credits of agencies, dates. What is evaluated are the sources with at least
    ``min_docs`` articles. With ``--state`` all articles count, and a line is reported where the first article of this
    run holds it, if any does.

Why it matters
    What a publisher prints into each of its articles is not news. Word lists know it in the languages and the wording
    that somebody has thought of; its frequency tells it in all. ``newsqa suite suggest`` proposes such lines as phrases
    for the suite, so that comment-boilerplate finds and mends each of them.

Example
    ``Sign up for the Fenland Courier's morning letter.`` in 312 of 4,000 articles of one site.

Fix safety
    No fix: the finding is about all articles of the source. Take the line into ``[boilerplate] phrases`` of the suite,
    and comment-boilerplate mends it in each article.

Options
    min_share: the least share of a source's articles (0.05). min_docs: the least number of its articles (20).

Nulls
    A null or empty text has no lines; its article counts among those of its source.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from newsqa.rules.base import CorpusHit, Rule, Verdict, corpus_check

if TYPE_CHECKING:
    from newsqa.corpus.corpus import Corpus
    from newsqa.corpus.recurring import Recurring


_SHOWN = 60  # characters of a line in the message


class Options(NamedTuple):
    """Options of recurring-line."""

    min_share: float = 0.05
    min_docs: int = 20


def judge(corpus: Corpus, options: Options) -> Verdict:
    """Return the lines that recur in the articles of one source."""
    from newsqa.corpus.recurring import (
        recurring_lines,
        source_totals,
    )  # every run loads this module, few judge

    sources = int(np.count_nonzero(source_totals(corpus) >= options.min_docs))
    if not sources:
        return Verdict(0, 0)
    lines = recurring_lines(corpus, min_share=options.min_share, min_docs=options.min_docs)
    return Verdict(sources, len({line.source for line in lines}), _hits(lines, options))


def _hits(lines: Sequence[Recurring], options: Options) -> Iterator[CorpusHit]:
    from newsqa.snippets import shorten

    for line in lines:
        source = shorten(line.source) if line.source is not None else "no known source"
        yield CorpusHit(
            line.document,
            f"'{shorten(line.text, _SHOWN)}' stands in {line.articles:,} of the {line.total:,} articles of {source} "
            f"({line.share:.1%}): a line of the page, not of the article",
            value=line.share,
            threshold=options.min_share,
            line=line.line,
            start=line.start,
            end=line.end,
            excerpt=line.text,
        )


RULE = Rule(
    "COR004",
    "recurring-line",
    "warning",
    __name__,
    corpus_check("COR004"),
    needs="no source with enough articles",
    options=Options,
    relations=("lines",),
    judge=judge,
)
