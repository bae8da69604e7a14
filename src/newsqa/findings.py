"""Findings: hits with their places, as rows of the table FINDINGS."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

import pyarrow as pa

from newsqa import arrow, schema
from newsqa.places import Place, last_char, places
from newsqa.readers.batch import Problem
from newsqa.rules.base import Hit
from newsqa.suite import Expectation
from newsqa.text.fold import fold
from newsqa.view import View

EXCERPT_CHARS = 80
_DIGEST_CHARS = 200  # of the text found, for the fingerprint
SNIPPET_CHARS = 110

# More hits of one rule in one article than this are counted, not listed: nobody reads the 101st control character.
MAX_HITS = 100


# Not frozen: there are many, and a frozen one takes three times as long to make.
@dataclass(slots=True)
class Snippet:
    """The line a finding stands in, cut around it: ``start`` and ``length`` in characters mark what was found."""

    text: str
    start: int
    length: int


_BLANK: dict[str, Any] = dict.fromkeys(schema.FINDINGS.names)
_IN_ORDER = itemgetter(*schema.FINDINGS.names)


@dataclass(slots=True)
class FindingRows:
    """Rows of FINDINGS in the making.

    ``articles`` holds, a row, the article's number in its batch (None: none), ``order`` what rows are sorted by first,
    ``snippets`` the line of text (None: the finding is about the article as a whole).
    """

    rows: list[dict[str, Any]] = field(default_factory=list)
    articles: list[int | None] = field(default_factory=list)
    order: list[float] = field(default_factory=list)
    snippets: list[Snippet | None] = field(default_factory=list)

    def sort(self) -> None:
        """Order by article, place and code."""
        order = sorted(range(len(self.rows)), key=lambda i: self._key(i))
        self.rows = [self.rows[i] for i in order]
        self.order = [self.order[i] for i in order]
        self.articles = [self.articles[i] for i in order]
        self.snippets = [self.snippets[i] for i in order]

    def _key(self, i: int) -> tuple[float, int, int, int, str, int]:
        row = self.rows[i]
        start = -1 if row["start"] is None else row["start"]
        return (self.order[i], row["line"] or 0, row["column"] or 0, start, row["code"], i)

    def table(self) -> pa.Table:
        """Return the rows as a table."""
        columns = zip(*map(_IN_ORDER, self.rows), strict=True) if self.rows else [()] * len(schema.FINDINGS)
        arrays = [
            arrow.array(column, kind) for column, kind in zip(columns, schema.FINDINGS.types, strict=True)
        ]
        return pa.Table.from_arrays(arrays, schema=schema.FINDINGS)


def add_problem(out: FindingRows, problem: Problem, expectation: Expectation, view: View) -> None:
    """Add the finding for something a reader could not read."""
    article_id = None
    if problem.row is not None:
        article_id = view.articles.column("article_id")[problem.row].as_py()
    rule = expectation.rule
    key = f"{rule.code}\n{problem.path}\n{problem.record}\n{problem.message}"
    out.rows.append(
        {
            **_BLANK,
            "article_id": article_id,
            "path": problem.path,
            "record": problem.record,
            "line": problem.line,
            "column": problem.column,
            "end_line": problem.line,
            "end_column": problem.column,
            "code": rule.code,
            "rule": rule.name,
            "severity": expectation.severity,
            "message": problem.message,
            "value": problem.value,
            "threshold": problem.threshold,
            "fingerprint": _digest(key),
            "start": None,
        }
    )
    out.articles.append(problem.row)
    out.order.append(float(problem.row) if problem.row is not None else _before(view, problem))
    out.snippets.append(None)


def _before(view: View, problem: Problem) -> float:
    """Return where a record that could not be read stands among the batch's articles: between two numbers."""
    paths, records = view.declared("path"), view.declared("record")
    mine = [i for i, path in enumerate(paths) if path == problem.path]
    if problem.record is None:
        return mine[-1] + 0.5 if mine else -0.5
    behind = [i for i in mine if records[i] is not None and records[i] < problem.record]
    return behind[-1] + 0.5 if behind else mine[0] - 0.5 if mine else -0.5


def add_hits(
    out: FindingRows, view: View, expectation: Expectation, hits: Sequence[Hit], cap: int | None
) -> None:
    """Add the findings of one rule; of the hits of one article only the first ``cap`` are listed, and it is said."""
    placed = _add_whole(out, view, expectation, hits)
    by_row: dict[int, list[Hit]] = {}
    for hit in placed:
        by_row.setdefault(hit.row, []).append(hit)
    for row, found in sorted(by_row.items()):
        found.sort(key=lambda hit: (hit.field, -1 if hit.start is None else hit.start))
        withheld = 0 if cap is None else max(0, len(found) - cap)
        listed = found[: len(found) - withheld]
        for hit, entry in zip(listed, _rows(view, row, expectation, listed), strict=True):
            if withheld and hit is listed[-1]:
                entry["message"] += f" (and {withheld} more in this article, not listed)"
            out.rows.append(entry)
            out.articles.append(row)
            out.order.append(float(row))
            out.snippets.append(snippet(view, hit))


def _add_whole(out: FindingRows, view: View, expectation: Expectation, hits: Sequence[Hit]) -> list[Hit]:
    """Add the hits on articles as a whole, of which there may be one an article, and return the others."""
    rule, others = expectation.rule, []
    ids, paths, records, lines = (view.declared(name) for name in ("article_id", "path", "record", "line"))
    for hit in hits:
        row = hit.row
        if (
            hit.start is not None
            or hit.field != "text"
            or view.batch.locator is not None
            or hit.related is not None
        ):
            others.append(hit)
            continue
        line = lines[row] or 1
        out.rows.append(
            {
                **_BLANK,
                "article_id": ids[row],
                "path": paths[row],
                "record": records[row],
                "line": line,
                "column": 1,
                "end_line": line,
                "end_column": 1,
                "start": None,
                "code": rule.code,
                "rule": rule.name,
                "severity": expectation.severity,
                "message": hit.message,
                "value": hit.value,
                "threshold": hit.threshold,
                "field": "text",
                "fingerprint": _digest(f"{rule.code}\n{ids[row]}\ntext\n\n1"),
            }
        )
        out.articles.append(row)
        out.order.append(float(row))
        out.snippets.append(None)
    return others


def snippet(view: View, hit: Hit) -> Snippet | None:
    """Return the line of text a hit stands in, cut to `SNIPPET_CHARS` around it."""
    if hit.field != "text" or hit.start is None or hit.end is None:
        return None
    number = int(view.lines.searchsorted(hit.start, side="right"))
    begin = int(view.lines[number - 1])
    stop = int(view.lines[number]) if number < len(view.lines) else len(view.raw)
    before = view.raw[begin : hit.start].decode()
    found = view.raw[hit.start : min(hit.end, stop)].decode().rstrip("\r\n")[:SNIPPET_CHARS]
    behind = view.raw[min(hit.end, stop) : stop].decode().rstrip("\r\n")
    room = max(SNIPPET_CHARS - len(found), 0)
    left = max(room // 2, room - len(behind))
    cut = f"…{before[-left + 1 :]}" if len(before) > left > 1 else before if len(before) <= left else "…"
    text = cut + found + behind[: max(room - len(cut), 0)]
    whole = len(cut) + len(found) + len(behind) == len(text)
    return Snippet(text if whole else text[: SNIPPET_CHARS - 1] + "…", len(cut), max(1, len(found)))


def _rows(view: View, row: int, expectation: Expectation, hits: Sequence[Hit]) -> list[dict[str, Any]]:
    offsets: list[int] = []
    for hit in hits:
        if hit.field == "text" and hit.start is not None and hit.end is not None:
            offsets += (hit.start, hit.end, last_char(view.raw, hit.start, hit.end))
            if hit.edit:
                offsets += (hit.edit.start, hit.edit.end)
        if hit.related is not None:
            offsets.append(hit.related)
    known = places(view, row, offsets)
    article = {name: view.declared(name)[row] for name in ("article_id", "path", "record", "line")}
    seen: dict[str, int] = {}
    return [_row(view, row, article, expectation, hit, known, seen) for hit in hits]


def _row(
    view: View,
    row: int,
    article: dict[str, Any],
    expectation: Expectation,
    hit: Hit,
    known: dict[int, Place],
    seen: dict[str, int],
) -> dict[str, Any]:
    rule = expectation.rule
    entry: dict[str, Any] = {
        **_BLANK,
        "article_id": article["article_id"],
        "path": article["path"],
        "record": article["record"],
        "code": rule.code,
        "rule": rule.name,
        "severity": expectation.severity,
        "message": hit.message,
        "value": hit.value,
        "threshold": hit.threshold,
        "field": hit.field,
    }
    value = _place(entry, view, row, article, hit, known)
    if hit.edit is not None:
        text = hit.field == "text"
        entry["fix_start"] = known[hit.edit.start].char if text else hit.edit.start
        entry["fix_end"] = known[hit.edit.end].char if text else hit.edit.end
        entry["fix_text"] = hit.edit.text
        entry["fix_safety"] = hit.edit.safety
    if hit.related is not None:
        entry["related_line"], words = _related(view, row, article, known[hit.related])
        entry["message"] = hit.message.replace("{related}", words)
    entry["excerpt"] = shorten(value) if value else None
    key = f"{rule.code}\n{article['article_id']}\n{hit.field}\n{fold(value[:_DIGEST_CHARS]) if value else ''}"
    seen[key] = seen.get(key, 0) + 1
    entry["fingerprint"] = _digest(f"{key}\n{seen[key]}")
    return entry


def _place(
    entry: dict[str, Any], view: View, row: int, article: dict[str, Any], hit: Hit, known: dict[int, Place]
) -> str:
    """Set where a hit stands, and return the beginning of what stands there."""
    if hit.field != "text":
        declared = view.articles.column(hit.field)[row].as_py()
        value = declared if isinstance(declared, str) else ""
        low, high = hit.start or 0, len(value) if hit.end is None else hit.end
        entry["start"], entry["end"] = low, high
        _locate_field(entry, view, row, hit.field, low, max(low, high - 1))
        return value[low:high]
    if hit.start is None or hit.end is None:
        entry["start"] = None
        _locate(entry, view, row, article, Place(0, 1, 1), Place(0, 1, 1))
        return ""
    start = known[hit.start]
    entry["start"], entry["end"] = start.char, known[hit.end].char
    _locate(entry, view, row, article, start, known[last_char(view.raw, hit.start, hit.end)])
    return view.raw[hit.start : min(hit.end, hit.start + 4 * _DIGEST_CHARS)].decode("utf-8", "ignore")


def _locate(
    entry: dict[str, Any], view: View, row: int, article: dict[str, Any], start: Place, last: Place
) -> None:
    locator = view.batch.locator
    found = locator(row, "text", [start.char, last.char]) if locator else None
    if found is not None:
        (line, column), (end_line, end_column) = found[0], found[-1]
    elif locator is None:
        shift = (article["line"] or 1) - 1
        line, column, end_line, end_column = start.line + shift, start.column, last.line + shift, last.column
    else:  # the text does not stand in the file: the record's line is what is known
        line, column, end_line, end_column = article["line"], None, article["line"], None
    entry |= {"line": line, "column": column, "end_line": end_line, "end_column": end_column}


def _locate_field(entry: dict[str, Any], view: View, row: int, name: str, start: int, last: int) -> None:
    found = view.batch.locator(row, name, [start, last]) if view.batch.locator else None
    if found is None:
        line = view.articles.column("line")[row].as_py()
        entry |= {"line": line, "column": None, "end_line": line, "end_column": None}
        return
    (line, column), (end_line, end_column) = found[0], found[-1]
    entry |= {"line": line, "column": column, "end_line": end_line, "end_column": end_column}


def _related(view: View, row: int, article: dict[str, Any], place: Place) -> tuple[int | None, str]:
    """Return the line of a related place, and how a message names it."""
    if view.batch.locator is not None:
        found = view.batch.locator(row, "text", [place.char])
        if found is None:
            return None, f"line {place.line} of the text"
        line, column = found[0]
        return line, f"line {line}" if line != article["line"] else f"line {line}, column {column}"
    if article["line"] is None:
        return place.line, f"line {place.line} of the text"
    return place.line + article["line"] - 1, f"line {place.line + article['line'] - 1}"


def shorten(text: str, limit: int = EXCERPT_CHARS) -> str:
    """Return a text on one line, cut to ``limit`` characters with "…" where something is left out."""
    line = " ".join(text[: 4 * limit].split())
    return line if len(line) <= limit and len(text) <= 4 * limit else line[: limit - 1] + "…"


def _digest(key: str) -> str:
    return hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
