"""Recurring lines: what a source prints into its articles, told by how many of them hold the same line.

A line recurs for other reasons, too: a reporter signs one article in ten, an agency is credited, a day is named above
all that appeared on it. Such lines are data of the article and are left out, as are lines without any letter. The few
lines that recur are looked at one by one, in a made-up article with the line at its head, where the searches for names,
credits and dates know what to look for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from newsqa import arrow, schema
from newsqa.corpus.corpus import Corpus
from newsqa.corpus.line_runs import recurring
from newsqa.readers.batch import Batch
from newsqa.text.relative_date import may_be_relative, read_relative
from newsqa.view import Context, View

_HEAD = "Bridge in the harbour stays closed after the flood"
_DATE = "21 March 2024"
_BODY = (
    "The bridge in the old harbour stays closed for another two weeks, because the flood has damaged one of its piers "
    "and the engineers have to wait until the river falls."
)
_LATER = dt.datetime(
    2100, 1, 1, tzinfo=dt.UTC
)  # than any date in a line, which would else be no date of an article


@dataclass(frozen=True, slots=True)
class Recurring:
    """A line that recurs: in ``articles`` of the ``total`` articles of ``source`` (None: those of no known source).

    ``document``, ``line``, ``start`` and ``end`` are its place in the smallest of them, ``text`` what stands there (of a
    long line the beginning). ``listed``: the rules of family boilerplate know it by their lists and the suite's phrases.
    """

    source: str | None
    articles: int
    total: int
    document: int
    line: int | None
    start: int
    end: int
    text: str
    listed: bool

    @property
    def share(self) -> float:
        """The share of the source's articles that hold the line."""
        return self.articles / self.total


def recurring_lines(corpus: Corpus, *, min_share: float, min_docs: int) -> list[Recurring]:
    """Return the lines in at least ``min_share`` and ``min_docs`` of a source's articles, the most frequent first.

    Only lines that a new document holds count, and their place is in the smallest new one.
    """
    names: list[str | None] = [*corpus.source_names, None]
    totals = source_totals(corpus)
    # A hair less than the product: 0.07 * 100 is a little more than 7.
    least = np.maximum(np.ceil(totals * min_share - 1e-9).astype(np.int64), min_docs)
    found = recurring(corpus.lines, corpus.sources, least, None if corpus.new.all() else corpus.new)
    languages = corpus.documents.column("language").take(found.column("document")).to_pylist()
    lines = list(zip(found.column("text").to_pylist(), languages, strict=True))
    different = list(dict.fromkeys(lines))
    kinds = dict(zip(different, _kinds(different, corpus.context), strict=True))
    known = []
    for row, line in zip(found.to_pylist(), lines, strict=True):
        kind = kinds[line]
        if kind == "article":
            continue
        number = int(corpus.sources[row["document"]])
        total = int(totals[number])
        known.append(
            Recurring(
                source=names[number],
                articles=min(
                    row["articles"], total
                ),  # partitions that overlap count an article each for themselves
                total=total,
                document=row["document"],
                line=row["line"],
                start=row["start"],
                end=row["end"],
                text=row["text"],
                listed=kind == "listed",
            )
        )
    return sorted(known, key=lambda line: (-line.articles, line.document, line.start))


def source_totals(corpus: Corpus) -> NDArray[np.int64]:
    """Return how many articles each source has; the last entry, which -1 picks, is those of no known source."""
    counts: NDArray[np.int64] = np.bincount(corpus.sources + 1, minlength=len(corpus.source_names) + 1)
    return np.roll(counts, -1)


def _kinds(lines: Sequence[tuple[str, str | None]], context: Context) -> Iterator[str]:
    """Yield what each line is: of the page and known by the lists ("listed"), data of the "article", or neither ("page").

    With each line goes the language of an article it stands in.
    """
    rows = [
        {"article_id": "", "text": f"{_HEAD}\n{text}\n{rest}", "language": language}
        for rest in (_BODY, f"{_DATE}\n{_BODY}")
        for text, language in lines
    ]
    view = View(Batch(arrow.record_batch(rows, schema.ARTICLES)), context._replace(reference_time=_LATER))
    relative = set(may_be_relative([text.encode() for text, _ in lines]))
    for row, (text, language) in enumerate(lines):
        if not any(map(str.isalpha, text)):
            yield "article"  # a row of stars, a figure, a time: nothing that could be told from the article's own
        elif int(view.blocks.first[row]) + 1 in view.boilerplate_lines.get(row, ()):
            yield "listed"
        elif row in relative and read_relative(text, language) is not None:
            yield "article"
        elif "@" in text and len(text.split()) == 1:
            yield "article"  # the address of who wrote it
        else:
            # Names alone sign an article above its date; a date is the article's own where no other one is.
            roles = {view.row_blocks(number)[1].role for number in (row, row + len(lines))}
            yield "article" if "byline" in roles else "page"
