"""Fixes: the edits of findings, applied by one engine.

An edit replaces a stretch of one field of an article, or of one author. Edits that overlap are applied first by position;
the article is then checked again, until no allowed edit is left or the bound on passes is reached.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from newsqa import arrow, schema
from newsqa.engine import check_batch
from newsqa.readers.batch import Batch, Fields
from newsqa.rules.base import Safety
from newsqa.suite import Suite
from newsqa.view import Context

# How the input of an article holds its authors.
Authors = Literal["list", "single", "unwritable"]

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

    @property
    def of_author(self) -> bool:
        """Whether the edit is one of an author ("authors[0]") rather than of a whole field."""
        return self.field.startswith("authors[")

    @property
    def divides(self) -> bool:
        """Whether the edit makes several authors of one."""
        return self.of_author and "\n" in self.text


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
    article: Mapping[str, Any],
    suite: Suite,
    context: Context,
    *,
    unsafe: bool = False,
    fields: Fields | None = None,
    authors: Authors = "list",
) -> FixedArticle:
    """Apply the fixes of a suite's rules to one article until nothing changes.

    ``fields`` are the columns of ARTICLES that its input has; by default those in ``article``. ``authors`` says
    what the input can hold: a list, a single author (then edits that divide one are left), or none that can be written.
    """
    fields = frozenset(article) if fields is None else fields
    result = FixedArticle(dict(article), [], [])
    for _ in range(MAX_PASSES):
        found = _edits(result.article, suite, context, fields)
        found = [edit for edit in found if _can_be_written(edit, authors)]
        result.skipped = [edit for edit in found if not unsafe and edit.safety == "unsafe"]
        edits = first_by_position([edit for edit in found if unsafe or edit.safety == "safe"])
        if not edits:
            break
        for name in dict.fromkeys(edit.field for edit in edits if not edit.of_author):
            result.article[name] = apply(
                result.article.get(name) or "", [edit for edit in edits if edit.field == name]
            )
        if any(edit.of_author for edit in edits):
            result.article["authors"] = apply_to_authors(result.article["authors"], edits)
        result.applied += edits
    return result


def _can_be_written(edit: AppliedFix, authors: Authors) -> bool:
    return authors == "list" or not edit.of_author or (authors == "single" and not edit.divides)


def _edits(article: Mapping[str, Any], suite: Suite, context: Context, fields: Fields) -> list[AppliedFix]:
    rows = arrow.record_batch([article], schema.ARTICLES)
    found = check_batch(Batch(rows, fields=fields), suite, context, cap=None).found
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
        for row in found.to_pylist()
        if row["fix_text"] is not None
    ]
    return [edit for edit in edits if _value(article, edit)[edit.start : edit.end] != edit.text]


def _value(article: Mapping[str, Any], edit: AppliedFix) -> str:
    """Return what the offsets of an edit count in: a field, or one author."""
    return (article["authors"][_number(edit)] if edit.of_author else article.get(edit.field)) or ""


def _number(edit: AppliedFix) -> int:
    return int(edit.field.removeprefix("authors[").removesuffix("]"))


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


def apply_to_authors(authors: Sequence[str | None], edits: Collection[AppliedFix]) -> list[str | None]:
    """Return the authors with the edits of single ones applied, which are in order and do not overlap.

    A line feed in an edit's text begins another author; an author of whom nothing is left is dropped.
    """
    mended: list[str | None] = []
    for number, author in enumerate(authors):
        own = [edit for edit in edits if edit.of_author and _number(edit) == number]
        mended += _divided(author or "", own) if own else [author]
    return mended


def _divided(author: str, edits: Collection[AppliedFix]) -> list[str | None]:
    names, at = [""], 0
    for edit in edits:
        first, *others = edit.text.split("\n")
        names[-1] += author[at : edit.start] + first
        names += others
        at = edit.end
    names[-1] += author[at:]
    return [name.strip() for name in names if name.strip()]
