"""Facts: what an article says of itself, declared or read from its text, with the place it was read from."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Literal

from newsqa.text import dates
from newsqa.text.credits import candidate_lines
from newsqa.text.language import region
from newsqa.text.roles import FOOT_BLOCKS
from newsqa.text.sources import SourceLine, Sources, find_sources

if TYPE_CHECKING:
    from newsqa.text.dates import DateMention
    from newsqa.view import View


# A paragraph dates its article only in a dateline; the rest of it is not searched.
DATELINE_CHARS = 200
# Menus may stand above an article and comments below; blocks past this many are not searched, but for the last ones.
_DATED_BLOCKS = 300


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of the article and where it stands.

    ``start`` is the byte offset in the view's data of the text that the mention's offsets count in (origin "text"),
    ``line`` that text; for a declared date ``line`` is the declared value and ``start`` is 0.
    """

    mention: DateMention
    origin: Literal["metadata", "text"]
    field: str
    line: str
    start: int

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Turn character offsets of the mention into the offsets a hit wants: bytes in the text, else characters."""
        if self.origin == "metadata":
            return start, end
        return self.start + len(self.line[:start].encode()), self.start + len(self.line[:end].encode())


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as far as it is known: local time as written, and minutes east of UTC (None: not stated)."""

    local: dt.datetime
    precision: Literal["day", "minute", "second"]
    offset_minutes: int | None

    @property
    def earliest(self) -> dt.datetime:
        """The earliest instant it can mean, in UTC: a time without an offset may be 14 hours ahead of UTC."""
        offset = self.offset_minutes if self.offset_minutes is not None else 14 * 60
        return _utc(self.local, -offset)

    @property
    def latest(self) -> dt.datetime:
        """The latest instant it can mean, in UTC: a day lasts to its end, an unknown offset may be 12 hours behind."""
        offset = self.offset_minutes if self.offset_minutes is not None else -12 * 60
        return _utc(self.local, -offset + (24 * 60 - 1 if self.precision == "day" else 0))


def _utc(local: dt.datetime, minutes: int) -> dt.datetime:
    try:
        return local.replace(tzinfo=dt.UTC) + dt.timedelta(minutes=minutes)
    except OverflowError:  # the years 1 and 9999
        return local.replace(tzinfo=dt.UTC)


def moment(mention: DateMention, timezone: str | None) -> Moment | None:
    """Return the moment a mention means, or None when it cannot exist or has no year.

    A clock time without an offset is read in ``timezone`` (an IANA name) when there is one.
    """
    day = mention.date
    if day is None or mention.invalid:
        return None
    if mention.hour is None:
        return Moment(dt.datetime.combine(day, dt.time()), "day", None)
    time = dt.time(mention.hour % 24, mention.minute or 0, min(mention.second or 0, 59))
    local = dt.datetime.combine(day, time)
    offset = mention.offset_minutes
    if offset is None and timezone:
        utc_offset = local.replace(tzinfo=zoneinfo.ZoneInfo(timezone)).utcoffset()
        offset = None if utc_offset is None else int(utc_offset.total_seconds() // 60)
    return Moment(local, "minute" if mention.second is None else "second", offset)


def in_dst_gap(mention: DateMention, timezone: str | None) -> bool:
    """Tell whether a clock time without an offset was skipped when the clocks of ``timezone`` went forward."""
    if not timezone or mention.hour is None or mention.offset_minutes is not None:
        return False
    found = moment(mention, timezone)
    if found is None:
        return False
    zone = zoneinfo.ZoneInfo(timezone)
    return (
        found.local.replace(tzinfo=zone).astimezone(dt.UTC).astimezone(zone).replace(tzinfo=None)
        != found.local
    )


def published(view: View, row: int) -> Dated | None:
    """Return the publication date of an article: the declared one, else the one its head or foot states."""
    return declared_date(view, row, "published") or _text_date(view, row)


def declared_date(view: View, row: int, field: str) -> Dated | None:
    """Return the declared date ("published" or "modified"); None when the value is missing or holds no date."""
    value = view.declared(field)[row]
    if value is None:
        return None
    language = view.language(row) if not value[:4].isdigit() else None  # ISO dates need no language
    languages = (language,) if language else ()
    mention = dates.parse_declared(value, languages=languages, region=declared_region(view, row))
    return Dated(mention, "metadata", field, value, 0) if mention else None


def _text_date(view: View, row: int) -> Dated | None:
    dated = view.dated_blocks.get(row)
    if dated is None:
        return None
    first, last = int(view.blocks.first[row]), int(view.blocks.first[row + 1])
    running = view.running[first:last].tolist()
    lines = []
    for index in range(last - first):
        from_end = last - first - 1 - index
        if index >= _DATED_BLOCKS - FOOT_BLOCKS and from_end >= FOOT_BLOCKS:
            continue
        # A paragraph is read where it may open with a date; of the others it matters only where they stand.
        read = not running[index] or index in dated
        text = view.block_start(first + index, DATELINE_CHARS if running[index] else None) if read else ""
        lines.append(dates.HeadLine(text, 0, index, from_end, running[index], False))
    language = view.language(row)
    found = dates.published(
        lines,
        languages=(language,) if language else (),
        region=declared_region(view, row),
        reference=view.context.reference_time.date(),
    )
    if found is None:
        return None
    line = next(line for line in lines if line.index == found.line)
    return Dated(found.mention, "text", "text", line.text, int(view.blocks.start[first + line.index]))


def declared_region(view: View, row: int) -> str | None:
    """Return the region that the article's declared language names ("US" of "en-US"), or None."""
    return region(view.declared("language")[row])


def sources(view: View, row: int) -> Sources:
    """Return who signs the article's text; offsets count characters in the edge lines joined by line feeds."""
    edges = view.edge_lines(row)
    candidates = candidate_lines([line.text for line in edges])
    if not candidates:
        return Sources()
    language = view.language(row)
    lines, at = [], 0
    for line in edges:
        lines.append(SourceLine(line.text, at, line.index, line.from_end, is_paragraph=line.running))
        at += len(line.text) + 1
    return find_sources(lines, languages=(language,) if language else (), candidates=candidates)


def credit_blocks(view: View, row: int) -> frozenset[int]:
    """Return the indices of the blocks of an article that carry a name that signs it, or its date."""
    lines = view.edge_lines(row)
    ends = list(accumulate(len(line.text) + 1 for line in lines))
    found = {lines[bisect_right(ends, mention.start)].index for mention in view.sources(row).mentions}
    dated = view.published(row)
    if dated is not None and dated.origin == "metadata":
        dated = _text_date(view, row)
    return frozenset(found | {line.index for line in lines if dated and line.start == dated.start})
