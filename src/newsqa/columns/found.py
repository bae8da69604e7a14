"""What is wrong with columns, as findings: rows of the table FOUND."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from newsqa import arrow, schema
from newsqa.columns.contract import ColumnCheck
from newsqa.findings import fingerprint
from newsqa.readers.batch import Batch, contract_place
from newsqa.snippets import shorten

_DECLARED = ("article_id", "path", "record", "line")
_SHOWN = 8  # values, or names of columns, in a message before it says how many more there are


class Hit(NamedTuple):
    """A value that breaks a contract, in a ``row`` of the batch; or a whole file or table (row None), called ``path``."""

    check: ColumnCheck
    message: str
    row: int | None = None
    path: str | None = None
    excerpt: str | None = None
    value: float | None = None
    threshold: float | None = None


def findings(batch: Batch, hits: Sequence[Hit]) -> pa.Table:
    """Return hits as findings, by article and check; the schema FOUND. Those on whole files come first."""
    if not hits:
        return arrow.empty(schema.FOUND)
    declared = {name: batch.articles.column(name).to_pylist() for name in _DECLARED}
    rows = []
    for hit in sorted(hits, key=lambda hit: (-1 if hit.row is None else hit.row, hit.check.code)):
        about: dict[str, Any] = {"path": hit.path}
        if hit.row is not None:
            about = {name: values[hit.row] for name, values in declared.items()}
            about["line"], about["column"] = _place(batch, hit, about["line"])
        rows.append(row_of(hit, about) | {"number": -1 if hit.row is None else hit.row})
    return arrow.table(rows, schema.FOUND)


def row_of(hit: Hit, about: Mapping[str, Any]) -> dict[str, Any]:
    """Return the row of a hit; ``about`` is what is known of its article.

    The fingerprint is made of check, article and value: it stays when rows are added before it.
    """
    excerpt = shorten(hit.excerpt) if hit.excerpt else None
    named = about.get("article_id") or about.get("path")
    what = f"{hit.check.name}\n{(excerpt or '').lower()}"
    return {
        **{name: about.get(name) for name in (*_DECLARED, "column")},
        "end_line": about.get("line"),
        "end_column": about.get("column"),
        "code": hit.check.code,
        "rule": hit.check.name,
        "severity": hit.check.contract.severity,
        "message": hit.message,
        "excerpt": excerpt,
        "value": hit.value,
        "threshold": hit.threshold,
        "fingerprint": fingerprint(what, named),
    }


def listed(values: Sequence[Any]) -> str:
    """Return values or names for a message: the first few, and how many more there are."""
    more = f" and {len(values) - _SHOWN} more" if len(values) > _SHOWN else ""
    return ", ".join(shorten(str(value), 40) for value in values[:_SHOWN]) + more


def merged(found: pa.Table, more: pa.Table) -> pa.Table:
    """Return the findings of a batch (FOUND) with those on columns among them: behind the others of the same article."""
    if not more.num_rows:
        return found
    numbers = arrow.as_numpy(found.column("number"))
    # What could not be read stands between articles: it stays behind the one it follows.
    places = np.maximum.accumulate(numbers) if len(numbers) else numbers
    order = np.argsort(np.concatenate((places, arrow.as_numpy(more.column("number")))), kind="stable")
    both = pa.concat_tables([found, more])
    return both.take(arrow.from_numpy(order, pa.int64())).combine_chunks()


def _place(batch: Batch, hit: Hit, line: int | None) -> tuple[int | None, int | None]:
    """Return line and column of the value in its file, as far as they are known."""
    if batch.locator is None or hit.row is None:
        return line, None
    column = hit.check.contract.column
    for name in (contract_place(column), column):
        if found := batch.locator(hit.row, name, [0]):
            return found[0]
    return line, None
