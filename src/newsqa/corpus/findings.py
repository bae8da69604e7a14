"""Corpus hits as findings: rows of the table FOUND."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

import numpy as np
import pyarrow as pa

from newsqa import arrow, schema
from newsqa.corpus.corpus import Corpus
from newsqa.findings import fingerprint
from newsqa.rules.base import CorpusHit
from newsqa.snippets import shorten
from newsqa.suite import Expectation

_DECLARED = ("article_id", "path", "record", "line")
_NAME_CHARS = 200  # of an id: it may be an address
_NOWHERE: dict[str, Any] = dict.fromkeys(_DECLARED)


def findings(corpus: Corpus, found: Iterable[tuple[Expectation, Iterable[CorpusHit]]]) -> pa.Table:
    """Return the hits of corpus rules as findings, by document, rule and place: the schema FOUND.

    The number of an article is the one it has in the run's input; -1 where the hit is about no article of it.
    """
    hits = [(expectation, hit) for expectation, mine in found for hit in mine]
    hits.sort(key=lambda pair: _order(*pair))
    named = sorted({n for _, hit in hits for n in (hit.document, hit.related) if n is not None})
    known = dict(zip(named, _rows(corpus, named), strict=True))
    names = {number: _name(corpus, number, row) for number, row in known.items()}
    seen: Counter[str] = Counter()
    rows = []
    for expectation, hit in hits:
        declared = _NOWHERE if hit.document is None else known[hit.document]
        number = -1
        if hit.document is not None and corpus.new[hit.document]:
            number = int(corpus.numbers[hit.document])
        related = None if hit.related is None else names[hit.related]
        rows.append(_row(expectation, hit, declared, related, seen) | {"number": number})
    return arrow.table(rows, schema.FOUND) if rows else arrow.empty(schema.FOUND)


def _order(expectation: Expectation, hit: CorpusHit) -> tuple[Any, ...]:
    nowhere = -1
    return (
        nowhere if hit.document is None else hit.document,
        expectation.rule.code,
        nowhere if hit.line is None else hit.line,
        nowhere if hit.start is None else hit.start,
        hit.field,
        hit.message,
        nowhere if hit.related is None else hit.related,
    )


def _rows(corpus: Corpus, which: list[int]) -> list[dict[str, Any]]:
    """Return what is declared of some documents, and what messages call them."""
    taken = corpus.documents.select(_DECLARED).take(arrow.from_numpy(np.array(which, np.int64), pa.int64()))
    rows: list[dict[str, Any]] = taken.to_pylist()
    return rows


def _name(corpus: Corpus, number: int, row: dict[str, Any]) -> str:
    """Return what messages call a document; of an earlier run, with the partition it is in."""
    name = str(row["path"])
    if row["path"] is None:
        name = shorten(str(row["article_id"]), _NAME_CHARS)
    elif row["record"] is not None:
        name += f"#{row['record']}"
    partition = corpus.partition_names[corpus.partitions[number]]
    return name if corpus.new[number] or partition == row["path"] else f"{name} (partition '{partition}')"


def _row(
    expectation: Expectation,
    hit: CorpusHit,
    declared: dict[str, Any],
    related: str | None,
    seen: Counter[str],
) -> dict[str, Any]:
    rule = expectation.rule
    message = hit.message if related is None else hit.message.replace("{related}", related)
    line, column = hit.line or declared["line"], None
    if hit.document is not None and hit.start is None and hit.field == "text":
        # As every finding about an article as a whole; of a record that is a line of its file, the line is known.
        column = None if declared["record"] is not None and line is not None else 1
        line = line or 1
    excerpt = shorten(hit.excerpt) if hit.excerpt else None
    # Without a document it is the key that tells one finding of a rule from the next.
    what = (excerpt or "").lower() if hit.document is not None else hit.key or related or ""
    what = "\n".join((rule.code, hit.field, what))
    key = f"{declared['article_id']}\n{what}"
    seen[key] += 1
    return {
        "article_id": declared["article_id"],
        "path": declared["path"],
        "record": declared["record"],
        "line": line,
        "column": column,
        "end_line": line,
        "end_column": column,
        "start": hit.start,
        "end": hit.end,
        "code": rule.code,
        "rule": rule.name,
        "severity": expectation.severity,
        "message": message,
        "excerpt": excerpt,
        "related_line": None,
        "value": hit.value,
        "threshold": hit.threshold,
        "fingerprint": fingerprint(f"{what}\n{seen[key]}", declared["article_id"]),
        "field": hit.field if hit.document is not None else None,
    }
