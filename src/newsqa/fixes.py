"""Fixes: the edits of findings, applied by one engine.

An edit replaces a stretch of one field of an article. Edits that overlap are applied first by position; the article is
then checked again, until no allowed edit is left or the bound on passes is reached.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from newsqa import arrow, schema
from newsqa.engine import Outcome, Tally, check_batch
from newsqa.readers.batch import Batch
from newsqa.rules.base import Safety
from newsqa.suite import Suite
from newsqa.view import Context

# Each pass removes at least one edit; articles in practice need two. The bound only guards against rules at odds.
MAX_PASSES = 50


@dataclass(frozen=True, slots=True)
class AppliedFix:
    """One edit: the rule's code, its message, and the place at the time it was applied (characters in the text)."""

    code: str
    message: str
    field: str
    start: int
    end: int
    text: str
    safety: Safety


@dataclass(frozen=True, slots=True)
class FixResult:
    """A mended text: what was applied, in order, and what was left because it is not safe."""

    text: str
    applied: tuple[AppliedFix, ...]
    skipped: tuple[AppliedFix, ...]

    @property
    def changed(self) -> bool:
        """Whether anything was applied."""
        return bool(self.applied)


@dataclass(slots=True)
class FixedArticle:
    """An article (the columns of ARTICLES) after its fixes."""

    article: dict[str, Any]
    applied: list[AppliedFix]
    skipped: list[AppliedFix]


def fix_text(text: str, suite: Suite, context: Context, *, unsafe: bool = False) -> FixResult:
    """Apply the fixes of a suite's rules to one text; with ``unsafe`` also those that need a second look."""
    fixed = fix_article({"article_id": "text", "text": text, "line": 1}, suite, context, unsafe=unsafe)
    return FixResult(fixed.article["text"], tuple(fixed.applied), tuple(fixed.skipped))


def fix_article(
    article: Mapping[str, Any], suite: Suite, context: Context, *, unsafe: bool = False
) -> FixedArticle:
    """Apply the fixes of a suite's rules to one article until nothing changes."""
    allowed = ("safe", "unsafe") if unsafe else ("safe",)
    result = FixedArticle(dict(article), [], [])
    for _ in range(MAX_PASSES):
        found = _edits(result.article, suite, context)
        result.skipped = [edit for edit in found if edit.safety not in allowed]
        edits = first_by_position([edit for edit in found if edit.safety in allowed])
        if not edits:
            break
        for name in dict.fromkeys(edit.field for edit in edits):
            result.article[name] = apply(result.article[name], [edit for edit in edits if edit.field == name])
        result.applied += edits
    return result


def _edits(article: Mapping[str, Any], suite: Suite, context: Context) -> list[AppliedFix]:
    rows = arrow.record_batch([article], schema.ARTICLES)
    outcome = Outcome(suite, {e.rule.code: Tally() for e in suite.expectations})
    found = check_batch(Batch(rows), outcome, context, cap=None)
    edits = [
        AppliedFix(
            row["code"],
            row["message"],
            row["field"],
            row["fix_start"],
            row["fix_end"],
            row["fix_text"],
            row["fix_safety"],
        )
        for row in found.rows
        if row.get("fix_text") is not None
    ]
    return [edit for edit in edits if article[edit.field][edit.start : edit.end] != edit.text]


def first_by_position(edits: Collection[AppliedFix]) -> list[AppliedFix]:
    """Return the edits that do not overlap an earlier one of the same field, in order."""
    taken: list[AppliedFix] = []
    for edit in sorted(edits, key=lambda e: (e.field, e.start, e.end, e.code)):
        if taken and taken[-1].field == edit.field and edit.start < taken[-1].end:
            continue
        taken.append(edit)
    return taken


def apply(text: str, edits: Collection[AppliedFix]) -> str:
    """Return the text with edits applied that are in order and do not overlap."""
    parts, at = [], 0
    for edit in edits:
        parts += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join((*parts, text[at:]))
