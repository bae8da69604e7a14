"""COR001 duplicate-document: another article of the corpus has the same text.

What it does
    Compares the texts of all articles. Case, white space, line ends, quotation marks and invisible characters do not
    count. The first article with a text, by id, is left alone, and each further one is reported. What is evaluated are
    the articles that have a text. With ``--state`` the articles of earlier runs come first, and only those of this run
    are reported.

Why it matters
    A text that stands twice is counted, licensed and learned twice, and leaks from one split of a data set to another.

Example
    The rows 17 and 4,012 of a table hold the same text; mended: one row.

Fix safety
    No fix: which of the copies has the right date and address is not known. Keep one of them.

Options
    key: what must be the same: "text" (default) or "title+text".

Nulls
    A null or blank text equals no other one. With "title+text" two missing titles are the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from newsqa.rules.base import CorpusHit, Rule, Verdict, corpus_check

if TYPE_CHECKING:
    from newsqa.corpus.copies import Copies
    from newsqa.corpus.corpus import Corpus


class Options(NamedTuple):
    """Options of duplicate-document."""

    key: Literal["text", "title+text"] = "text"


def judge(corpus: Corpus, options: Options) -> Verdict:
    """Return the articles whose text another one has."""
    from newsqa.corpus.copies import copies, digests

    keys, known = digests(corpus.documents.column("text_digest"))
    if options.key == "title+text":
        keys = keys + np.uint64(3) * digests(corpus.documents.column("title_digest"))[0]
    found = copies(corpus, keys, known)
    evaluated = int(np.count_nonzero(known & corpus.new)) if corpus.size > 1 else 0
    return Verdict(evaluated, len(found.documents), _hits(found, options))


def _hits(found: Copies, options: Options) -> Iterator[CorpusHit]:
    what = "text" if options.key == "text" else "title and text"
    for document, first, size in zip(
        found.documents.tolist(), found.firsts.tolist(), found.sizes.tolist(), strict=True
    ):
        many = "" if size == 2 else f", as {size - 2:,} more" if size > 3 else ", as one more"
        yield CorpusHit(
            document, f"the same {what} as {{related}}{many}", related=first, value=float(size), threshold=1.0
        )


RULE = Rule(
    "COR001", "duplicate-document", "error", __name__, corpus_check("COR001"),
    needs="fewer than two articles with text", options=Options, judge=judge,
)  # fmt: skip
