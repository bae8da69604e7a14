"""Which of the dates of an article is its publication date.

Each date at the head and the foot gets points for what speaks for it (``date_evidence``); the best one wins if it has
enough.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

from newsqa.text.date_evidence import (
    LINE_LIMIT,
    RUNNING_TEXT,
    Candidate,
    HeadLine,
    judge,
    label_of,
    mentions_change,
    written_year,
)
from newsqa.text.date_find import find_dates
from newsqa.text.date_headline import Layout, layout_of
from newsqa.text.date_mention import DateMention
from newsqa.text.date_order import is_dotted, resolve

# The least score of a date that is taken for the publication date.
THRESHOLD = 2.5
IN_LIST = -3.0  # one of several days below the head, written alike: the dates of other articles
SAME_DAY = 1.0  # another candidate has the same day
IN_ADDRESS = 4.0  # the day that the article's address names
# The least score of a date that stands alone on its line at the head, above or below the headline.
LONE = 5.0


class Known(NamedTuple):
    """What is known of an article's day from elsewhere."""

    reference: datetime.date | None
    fetched: datetime.date | None
    address: datetime.date | None
    dotted: bool  # the language parts a date's figures by dots


class Published(NamedTuple):
    """The publication date found in a text."""

    mention: DateMention  # positions count from the start of its line
    line: int  # index of its line
    start: int  # offsets in characters into the article's text, end exclusive
    end: int
    origin: Literal["published", "updated", "dateline", "line"]  # what told that it is the publication date
    sure: bool  # the text says so itself, in full: by a label, or in a dateline
    lone: bool  # it stands alone on a line at the head, in full, and the head tells no other day
    confidence: float  # 0 to 1; an ordering, not a probability
    modified: DateMention | None = None  # when the text tells of a later change
    modified_line: int | None = None


def published(
    lines: Sequence[HeadLine],
    *,
    languages: Sequence[str] = (),
    region: str | None = None,
    reference: datetime.date | None = None,
    fetched: datetime.date | None = None,
    title: str | None = None,
    address_day: datetime.date | None = None,
) -> Published | None:
    """Choose the publication date among the dates of an article's lines.

    ``lines`` are non-blank lines in order: at least the first 12 and the last 5; those between count only when they
    say so themselves ("Published …", or a date with its time alone on the line), or stand beside the headline.
    ``reference`` is the day the article was fetched, or today: later days are taken only for want of others.
    ``fetched`` is the day it was fetched, where known: it gives the year of a date without one. ``title`` is the
    declared one, ``address_day`` the day that the article's address names. None when no date has enough evidence.
    """
    known = Known(reference or fetched, fetched, address_day, is_dotted(tuple(languages)))
    candidates = _candidates(lines, languages, region, title, known)
    best = _best(candidates)
    if best is None:
        return None
    second = max((c.score for c in candidates if c.mention.date != best.mention.date), default=0.0)
    margin = best.score - max(second, 0.0)
    confidence = min(0.99, max(0.05, 0.3 + best.score * 0.05 + min(margin, 4.0) * 0.05))
    modified = _modified(candidates, best)
    full = written_year(best.line.text, best.mention) and not (
        best.elsewhere or best.mention.ambiguous or best.mention.is_range
    )
    return Published(
        mention=best.mention,
        line=best.line.index,
        start=best.line.start + best.mention.start,
        end=best.line.start + best.mention.end,
        origin=best.origin,
        sure=full and best.origin in ("published", "dateline"),
        lone=full and _is_date_line(best, candidates, known),
        confidence=round(confidence, 2),
        modified=modified.mention if modified else None,
        modified_line=modified.line.index if modified else None,
    )


def _best(candidates: list[Candidate]) -> Candidate | None:
    """Return the candidate with the most evidence; one that tells of a change only when there is no other."""
    alike: dict[tuple[bool, str, bool], list[Candidate]] = {}
    for c in candidates:
        if c.elsewhere and not c.label and c.score > RUNNING_TEXT / 2:
            alike.setdefault((c.mention.numeric, c.mention.order, c.mention.hour is not None), []).append(c)
    for listed in alike.values():
        if len({c.mention.date for c in listed}) > 1:
            for candidate in listed:
                candidate.score += IN_LIST
    _agree(candidates)
    enough = [c for c in candidates if c.score >= THRESHOLD and not c.in_future]
    if not enough:
        # For want of others: a slip in the year of a line that tells the day of publication all the same.
        later = [c for c in candidates if c.score >= THRESHOLD and c.in_future and not c.elsewhere]
        enough = [c for c in later if c.label == "published"]
        if not enough and len({c.mention.date for c in later}) == 1:
            enough = later  # several days to come are a calendar
    # The first of the best: text order decides between equals.
    first = [c for c in enough if c.label != "updated"] or enough
    # Below the head stand the dates of comments and of other articles.
    if any(c.label == "published" and not c.elsewhere for c in first):
        first = [c for c in first if not c.elsewhere]
    first = [c for c in first if not c.elsewhere or c.label] or first
    return max(first, key=lambda c: c.score) if first else None


def _agree(candidates: list[Candidate]) -> None:
    """Add to the evidence of those whose day another tells as well."""

    def tells(candidate: Candidate) -> bool:
        return candidate.score > 0 and candidate.label != "event" and not candidate.elsewhere

    told = Counter(c.mention.date for c in candidates if tells(c))
    for candidate in candidates:
        told_before = tells(candidate)
        if told[candidate.mention.date] > told_before:
            candidate.score += SAME_DAY
            told[candidate.mention.date] += tells(candidate) - told_before


def _is_date_line(best: Candidate, candidates: list[Candidate], known: Known) -> bool:
    """Tell whether a date is the article's though nothing says so: alone on a line of the head that tells no other day.

    The day of the visit stands there as well, and the day of an event, mostly with the weekday and without a time.
    """
    if not best.alone or best.label or best.score < LONE or best.mention.date == known.reference:
        return False
    if best.mention.weekday is not None and best.mention.hour is None:
        return False
    shown = (c for c in candidates if not c.elsewhere and c.score > RUNNING_TEXT / 2)
    return {c.mention.date for c in shown} == {best.mention.date}


def _modified(candidates: list[Candidate], best: Candidate) -> Candidate | None:
    later = [
        c
        for c in candidates
        if c.label == "updated" and c is not best and c.score > RUNNING_TEXT and c.mention.date is not None
    ]
    return later[0] if later else None


def _candidates(
    lines: Sequence[HeadLine],
    languages: Sequence[str],
    region: str | None,
    title: str | None,
    known: Known,
) -> list[Candidate]:
    found: list[tuple[HeadLine, list[DateMention]]] = []
    for line in lines:
        # Running text is asked for a dateline only.
        if len(line.text) > LINE_LIMIT:
            line = replace(line, text=line.text[:LINE_LIMIT], is_paragraph=True)
        mentions = find_dates(line.text, languages=languages, region=region)
        if mentions:
            found.append((line, mentions))
    if not found:
        return []
    decided = iter(resolve([mention for _, mentions in found for mention in mentions]))
    layout = layout_of(lines, title)
    candidates = []
    for line, mentions in found:
        group = [_likelier(next(decided), known) for _ in mentions]
        candidates += _judged(line, group, layout, known)
    return candidates


def _judged(
    line: HeadLine,
    group: list[DateMention],
    layout: Layout,
    known: Known,
) -> list[Candidate]:
    """Return the dates of one line as candidates."""
    labels = []
    for place, mention in enumerate(group):
        floor = group[place - 1].end if place else 0
        ceiling = group[place + 1].start if place + 1 < len(group) else len(line.text)
        labels.append(label_of(line.text, mention, floor, ceiling, layout.above(line)))
    changed = "updated" in labels or mentions_change(line.text, group[0])
    candidates = []
    for mention, label in zip(group, labels, strict=True):
        if mention.date is None and mention.invalid is None:
            continue
        if mention.ambiguous and known.dotted:
            continue  # a wrong day is worse than none
        if changed and label in ("", "dated") and mention is group[0]:
            label = "published"  # beside the day of a change stands the day of publication
        candidate = judge(line, mention, label, group, layout, known.reference)
        if known.address is not None and mention.date == known.address and candidate.score > RUNNING_TEXT / 2:
            candidate.score += IN_ADDRESS
        candidates.append(candidate)
    return candidates


def _likelier(mention: DateMention, known: Known) -> DateMention:
    """Take the likelier reading of an ambiguous date, and the last such day without a year.

    The day that the address names decides; else a day in the future is not meant.
    """
    if mention.numeric and mention.order != "ymd" and known.address and mention.date != known.address:
        other = mention.swapped()
        if other.date == known.address:
            return other.decided()
    if known.reference and mention.ambiguous and _later(mention.date, known.reference):
        other = mention.swapped()
        if other.date is not None and not _later(other.date, known.reference):
            return other.decided()
    if known.fetched and mention.year is None:
        for year in (known.fetched.year + 1, known.fetched.year, known.fetched.year - 1):
            dated = mention._replace(year=year)
            if dated.date is not None and not _later(dated.date, known.fetched):
                return dated
    return mention


def _later(day: datetime.date | None, reference: datetime.date) -> bool:
    """Tell whether a day is later than a reference day anywhere on earth."""
    return day is not None and (day - reference).days > 1
