"""The findings and their articles, as the page's script reads them: an index, and the texts in pieces."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from newsqa import arrow
from newsqa.reporters.html.articles import Shown, articles, units
from newsqa.reporters.html.escaping import line, readable
from newsqa.reporters.html.island import island
from newsqa.reporters.html.selection import chosen
from newsqa.reporters.terminal import place
from newsqa.snippets import cut

if TYPE_CHECKING:
    from newsqa.report import Report

# Texts take at most so many bytes of the page for each finding, and so many in all; a page of no more than the least is
# not worth a saving.
_BYTES_A_FINDING = 600
_LEAST_BYTES, _MOST_BYTES = 600_000, 6_000_000
# Texts are packed in pieces of this many characters, which the script opens one by one.
_PIECE = 200_000

_COLUMNS = (
    *(
        "article_id",
        "path",
        "record",
        "line",
        "column",
        "start",
        "end",
        "code",
        "rule",
        "severity",
        "message",
    ),
    *("excerpt", "fix_start", "fix_end", "fix_text", "fix_safety", "fingerprint", "field"),
)


class Findings:
    """What the page shows of a report's findings.

    ``rows`` are the findings that are shown (columns of FINDINGS), ``each`` how many of a rule at most (None: all),
    ``texts`` the elements that hold the articles' texts, and ``told`` of how many of the ``owners`` these are: of the
    ``articles`` without what could not be read.
    """

    def __init__(self, report: Report) -> None:
        indices, self.each = chosen(report.findings)
        self.total = report.findings.num_rows
        shown = report.findings.select(_COLUMNS).take(arrow.from_numpy(indices, pa.int64()))
        self.rows: list[dict[str, Any]] = shown.to_pylist()
        self.articles: list[dict[str, Any]] = []
        self.texts: list[str] = []
        self.told = 0
        self._owner = self._grouped()
        self._numbers = report.numbers[indices]
        self._bytes = 0
        self._piece: list[dict[str, Any]] = []
        self._piece_chars = 0
        self.owners = len(
            {owner for owner, row in zip(self._owner, self.rows, strict=True) if row["article_id"]}
        )
        self._take_texts(report)
        self._take_snippets(report, indices.tolist())

    def _grouped(self) -> list[int]:
        """Gather the findings' articles, in order; returns the article of each finding."""
        known: dict[tuple[object, ...], int] = {}
        owner = []
        for row in self.rows:
            key = (row["path"], row["record"], row["article_id"])
            if key not in known:
                known[key] = len(known)
                name = row["article_id"] or row["path"]
                self.articles.append({"name": line(name) if name else None, "place": place(row | {"line": None, "column": None})})  # fmt: skip
            owner.append(known[key])
        return owner

    def _take_texts(self, report: Report) -> None:
        of_article: dict[int, list[int]] = {}
        for index, number in enumerate(self._numbers.tolist()):
            if number >= 0:
                of_article.setdefault(number, []).append(index)
        self._budget = min(max(_BYTES_A_FINDING * len(self.rows), _LEAST_BYTES), _MOST_BYTES)
        for shown in articles(report, np.array(sorted(of_article), np.int64)):
            mine = of_article[shown.number]
            if shown.article_id == self.rows[mine[0]]["article_id"]:  # else the input is another one by now
                self._take(shown, mine)
        self._close_piece()

    def _take(self, shown: Shown, mine: list[int]) -> None:
        article = self.articles[self._owner[mine[0]]]
        article |= {
            "source": shown.source and line(shown.source),
            "lang": shown.language and line(shown.language),
        }
        if shown.title:
            article["name"] = line(shown.title)
        if shown.text is None:
            article["chars"] = shown.chars
        if self._bytes >= self._budget:
            return
        article |= {"piece": len(self.texts), "at": len(self._piece)}
        self._piece.append(
            {
                "text": shown.text,
                "blocks": shown.blocks,
                "facts": shown.facts,
                "fields": shown.fields,
                "found": shown.found,
            }
        )
        self._piece_chars += len(shown.text or "")
        self.told += shown.text is not None
        for index in mine:
            self._count_units(self.rows[index], shown)
        if self._piece_chars >= _PIECE:
            self._close_piece()

    def _count_units(self, row: dict[str, Any], shown: Shown) -> None:
        """Turn a finding's offsets into UTF-16 units of its field; without the field's value they are of no use."""
        field = row["field"] or "text"
        value = shown.text if field == "text" else shown.fields.get(field)
        row["located"] = value is not None
        if value is not None:
            unit = units(value)
            for name in ("start", "end", "fix_start", "fix_end"):
                if row[name] is not None:
                    row[name] = unit(row[name])

    def _close_piece(self) -> None:
        if self._piece:
            self.texts.append(island(f"texts-{len(self.texts)}", self._piece))
            self._bytes += len(self.texts[-1])
        self._piece, self._piece_chars = [], 0

    def _take_snippets(self, report: Report, indices: list[int]) -> None:
        """Keep the line of each finding that no text is shown for."""
        missing = {indices[i]: row for i, row in enumerate(self.rows) if not row.get("located")}
        last = max(missing, default=-1)
        for index, snippet in enumerate(report.snippets):
            if index > last:
                return
            if index in missing and snippet is not None:
                text, start, length = cut(snippet)
                unit = units(text)
                missing[index]["snippet"] = [line(text), unit(start), unit(start + length)]

    def index(self) -> dict[str, Any]:
        """Return what the script needs at once: rules, articles and findings, the latter as lists to save room."""
        rules = list(dict.fromkeys((row["code"], row["rule"], row["severity"]) for row in self.rows))
        number = {rule: i for i, rule in enumerate(rules)}
        return {
            "rules": rules,
            "articles": self.articles,
            "findings": [
                [
                    owner,
                    number[row["code"], row["rule"], row["severity"]],
                    line(row["message"]),
                    row["fingerprint"][:10],
                    [row["line"], row["column"]],
                    [row["start"], row["end"]] if row.get("located") else 0,
                    row["field"] or "text",
                    line(row["excerpt"]) if row["excerpt"] else 0,
                    _fix(row),
                    row.get("snippet", 0),
                ]
                for owner, row in zip(self._owner, self.rows, strict=True)
            ],
        }


def _fix(row: dict[str, Any]) -> list[object] | int:
    if row["fix_safety"] is None:
        return 0
    return [row["fix_start"], row["fix_end"], readable(row["fix_text"] or ""), row["fix_safety"]]
