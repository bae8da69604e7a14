"""DAT010 relative-date: the only publication date is a relative one.

What it does
    Finds articles without an absolute publication date whose declared date, or a line at the head of the text, is
    relative: "2 hours ago", "hier à 15h28", "vor 3 Stunden", "вчера, 15:28". The line must be the date alone, or stand
    behind a word such as "Published" or between separators; "yesterday" in a sentence is no date line. Months, years and
    bare "today" as the name of a section are left alone, and so are heads with several different relative dates.

Why it matters
    It was true for some minutes on the page; in a corpus it tells nothing without the time of fetching.

Example
    ``Publié il y a 2 heures``; mended, fetched on 22 March 2021 at 15:28 UTC: declared as ``2021-03-22T13:28+00:00``.

Fix safety
    Unsafe, and only where the time of fetching is known: the date that results is put into the declared field, to the
    minute for minutes and hours, else as a day. The text is not touched.

Options
    anchor: what the relative date counts from: "fetched_at" (the article's own time of fetching) or "now" (the run's
    reference time, for articles that were fetched just before).

Nulls
    Articles with an absolute date are not judged; without a relative one they are free of the flaw: see DAT001
    missing-date. A null text has no date line.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsqa import dating
from newsqa.dating import Relative
from newsqa.rules.base import Edit, Hit, Rule
from newsqa.view import View


class Options(NamedTuple):
    """Options of relative-date."""

    anchor: Literal["fetched_at", "now"] = "fetched_at"


def check(view: View, options: Options) -> Iterator[Hit]:
    """Yield the articles whose only publication date is relative."""
    for row, found in dating.relative_dates(view).items():
        fetched = (
            view.declared("fetched")[row] if options.anchor == "fetched_at" else view.context.reference_time
        )
        yield _hit(view, row, found, fetched)


def _hit(view: View, row: int, found: Relative, fetched: dt.datetime | None) -> Hit:
    words = found.line[found.said.start : found.said.end]
    resolved = found.said.resolved(fetched) if fetched else None
    if resolved is None:
        advice = "" if fetched else "; when it was fetched is not known"
        message = f"'{words}' is the only publication date{advice}"
        if found.declared:
            return Hit(row, message, found.said.start, found.said.end, field="published")
        start = view.at(found.start, found.line, found.said.start)
        return Hit(row, message, start, view.at(found.start, found.line, found.said.end))
    message = f"'{words}' is the only publication date; counted from the time of fetching it is {resolved}"
    if found.declared:
        edit = Edit(0, len(found.line), resolved, "unsafe")
        return Hit(row, message, found.said.start, found.said.end, field="published", edit=edit)
    place = view.at(found.start, found.line, found.said.start)
    declared = len(view.articles.column("published")[row].as_py() or "")
    return Hit(
        row, f"{message} (in {{related}})", 0, declared, field="published", related=place,
        edit=Edit(0, declared, resolved, "unsafe"),
    )  # fmt: skip


def applies(view: View, options: Options) -> NDArray[np.bool_]:
    """Articles without an absolute publication date."""
    return ~dating.published(view)


RULE = Rule(
    "DAT010", "relative-date", "warning", __name__, check, applies, "every article has an absolute publication date",
    Options, "unsafe",
)  # fmt: skip
