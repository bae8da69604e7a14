"""Asks newsqa, through its public interface, what it finds in articles."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

import newsqa
from newsqa.schema import ARTICLES

from .cases import Columns
from .injectors.declared_dates import REFERENCE_TIME

Finding = dict[str, Any]

# What a declared article has; a file of text has neither.
_DECLARED = pa.schema(
    [field for field in ARTICLES if field.name not in ("path", "record", "line", "fetched")]
)


def findings(articles: Sequence[Columns]) -> list[list[Finding]]:
    """Return what newsqa finds in each article: tables for declared articles, a column of text for the others."""
    found: list[list[Finding]] = [[] for _ in articles]
    for declared in (True, False):
        numbers = [i for i, article in enumerate(articles) if (len(article) > 1) == declared]
        if not numbers:
            continue
        given = [{"article_id": str(i), **articles[i]} for i in numbers]
        schema = _DECLARED if declared else pa.schema([ARTICLES.field("article_id"), ARTICLES.field("text")])
        table = pa.Table.from_pylist(given, schema=schema)
        report = newsqa.check(
            table, select=["ALL"], preview=True, corpus=False, reference_time=REFERENCE_TIME
        )
        crashes = [row for row in report.results.to_pylist() if "the rule broke" in (row["reason"] or "")]
        for row in crashes:
            print(f"  {row['code']}: {row['reason']}")
        for row in report.findings.to_pylist():
            found[int(row["article_id"])].append(row)
    return found


def in_files(contents: Sequence[bytes]) -> list[list[Finding]]:
    """Return what newsqa finds in each of some files."""
    found: list[list[Finding]] = [[] for _ in contents]
    if not contents:
        return found
    with tempfile.TemporaryDirectory() as folder:
        for number, content in enumerate(contents):
            (Path(folder) / f"{number}.txt").write_bytes(content)
        report = newsqa.check(
            folder, select=["ALL"], preview=True, corpus=False, reference_time=REFERENCE_TIME
        )
        for row in report.findings.to_pylist():
            found[int(Path(row["path"]).stem)].append(row)
    return found
