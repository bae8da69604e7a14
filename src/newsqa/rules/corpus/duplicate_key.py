"""COR003 duplicate-key: two articles have the same URL or the same id.

What it does
    Compares the declared URLs and the ids that the input gives. Of a URL, the scheme, "www.", the case of the host,
    tracking parameters, the order of the others, a fragment that only scrolls and a slash at the end do not count. An
    id that is a number is compared within its file only. The first article with a key is left alone, and each further
    one is reported. What is evaluated are the articles that have a key. With ``--state`` the articles of earlier runs
    come first, and only those of this run are reported.

Why it matters
    A key that names two articles names none: joins multiply rows, and an update overwrites the wrong one.

Example
    ``https://example.com/a?utm_source=rss`` and ``http://www.example.com/a/`` in two rows; mended: one row.

Fix safety
    No fix: which of the two is the right one is not known.

Options
    key: what is a key, of "url" and "article_id"; both by default.

Nulls
    Null is no key, nor is an id that newsqa has made of path and record. A URL without path and parameters names a
    site, not an article, and is no key.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from newsqa.rules.base import CorpusHit, Rule, Verdict, corpus_check

if TYPE_CHECKING:
    from newsqa.corpus.copies import Copies
    from newsqa.corpus.corpus import Corpus


class Options(NamedTuple):
    """Options of duplicate-key."""

    key: tuple[str, ...] = ("url", "article_id")


_COLUMNS = {"url": "url_digest", "article_id": "id_digest"}
_NAMES = {"url": "URL", "article_id": "id"}


def judge(corpus: Corpus, options: Options) -> Verdict:
    """Return the articles whose key another one has."""
    from newsqa.corpus.copies import copies, digests

    judged = np.zeros(corpus.size, bool)
    failed = np.zeros(corpus.size, bool)
    found = []
    for name in options.key:
        keys, known = digests(corpus.documents.column(_COLUMNS[name]))
        again = copies(corpus, keys, known)
        judged |= known & corpus.new
        failed[again.documents] = True
        found.append((name, again))
    evaluated = int(np.count_nonzero(judged)) if corpus.size > 1 else 0
    return Verdict(evaluated, int(np.count_nonzero(failed)), _hits(found))


def _hits(found: list[tuple[str, Copies]]) -> Iterator[CorpusHit]:
    for name, again in found:
        for document, first, size in zip(
            again.documents.tolist(), again.firsts.tolist(), again.sizes.tolist(), strict=True
        ):
            many = "" if size == 2 else f" ({size:,} articles have it)"
            yield CorpusHit(
                document, f"the same {_NAMES[name]} as {{related}}{many}", related=first, field=name,
                value=float(size), threshold=1.0,
            )  # fmt: skip


RULE = Rule(
    "COR003", "duplicate-key", "error", __name__, corpus_check("COR003"),
    needs="no two articles with a URL or an id", options=Options, judge=judge,
)  # fmt: skip
