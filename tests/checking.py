"""What the tests of rules share: one article in, findings as short strings out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import pyarrow as pa

from newsqa import rules, schema
from newsqa.engine import check_batch
from newsqa.fixes import FixedArticle, fix_article
from newsqa.readers.batch import Batch
from newsqa.suite import Expectation, Suite, rule_options
from newsqa.view import Context

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)

Article = Mapping[str, Any]


def suite_of(
    *codes: str,
    options: Mapping[str, Any] | None = None,
    timezone: str | None = None,
    phrases: Collection[str] = (),
) -> Suite:
    """Return a suite of some rules (all without any named); ``options`` are those of each."""
    chosen = [rules.get(code) for code in codes or rules.TABLE]
    expectations = [Expectation(r, r.severity, 1.0, rule_options(r, options or {}, "case")) for r in chosen]
    return Suite("case", tuple(expectations), timezone=timezone, phrases=tuple(phrases))


def context_of(suite: Suite, reference_time: dt.datetime = NOW) -> Context:
    return Context(reference_time, suite.timezone, suite.phrases)


def as_article(given: str | Article) -> dict[str, Any]:
    """Return an article with the columns of ARTICLES; a string is the text of a file that is one article."""
    if isinstance(given, str):
        return {"article_id": "text", "line": 1, "text": given}
    known = {name: value for name, value in given.items() if name in schema.ARTICLES.names}
    return {"article_id": "text", "line": 1} | known


def fields_of(given: str | Article) -> frozenset[str]:
    """Return the fields the input of an article has: those it ``carries``, else those that are given."""
    return frozenset({"text"} if isinstance(given, str) else {"text", *given.get("carries", given)})


def check(
    articles: Iterable[str | Article], suite: Suite, reference_time: dt.datetime = NOW
) -> list[dict[str, Any]]:
    """Return the findings of a suite in some articles, as rows of FINDINGS with the article's number as ``row``."""
    given = list(articles)
    rows = pa.RecordBatch.from_pylist([as_article(article) for article in given], schema=schema.ARTICLES)
    fields = tuple(map(fields_of, given))
    part = check_batch(Batch(rows, fields=fields), suite, context_of(suite, reference_time), cap=None)
    crashes = [f"{code}: {tally.crash}" for code, tally in part.tallies.items() if tally.crash]
    assert not crashes, crashes
    return [row | {"row": row["number"]} for row in part.found.to_pylist()]


def found_in(
    given: str | Article, *codes: str, reference_time: dt.datetime = NOW, **options: Any
) -> list[str]:
    """Return what some rules (all without any named) find in one article, as `place` writes it."""
    return [place(row) for row in check([given], suite_of(*codes, options=options), reference_time)]


def place(row: Mapping[str, Any]) -> str:
    """Write a finding: "3:1-3:79 DUP001" in text, "published:1-10 DAT002" in a field that stands on no line."""
    if row["column"] is not None:
        return f"{row['line']}:{row['column']}-{row['end_line']}:{row['end_column']} {row['code']}"
    return f"{row['field']}:{row['start'] + 1}-{row['end']} {row['code']}"


def span(text: str, start: int, end: int) -> str:
    """Write the place of ``text[start:end]``, end exclusive, as `place` does: "3:1-3:79"."""
    return f"{position(text, start)}-{position(text, end - 1)}"


def position(text: str, offset: int) -> str:
    """Write line and column of a character, counted from 1; LF, CR LF and a lone CR end lines."""
    before = text[:offset].replace("\r\n", "\0\n").replace("\r", "\n")
    return f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


def fixed(
    given: str | Article, suite: Suite, *, unsafe: bool = False, reference_time: dt.datetime = NOW
) -> FixedArticle:
    """Return an article with the fixes of a suite applied."""
    context = context_of(suite, reference_time)
    return fix_article(as_article(given), suite, context, unsafe=unsafe, fields=fields_of(given))


def mended(given: str, *codes: str, unsafe: bool = False) -> str:
    """Return a text with the fixes of some rules applied."""
    return str(fixed(given, suite_of(*codes), unsafe=unsafe).article["text"])
