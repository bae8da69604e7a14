"""Facts: what an article says of itself, declared or read from its text, with the place it was read from."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING, Literal, NamedTuple

from newsqa import dating
from newsqa.text import dates
from newsqa.text.address_date import address_day
from newsqa.text.language import region
from newsqa.text.roles import FOOT_BLOCKS

if TYPE_CHECKING:
    from newsqa.text.dates import DateMention
    from newsqa.view import View


# A longer first line is no title.
LINE_CHARS = 300
# Menus may stand above an article and comments below; blocks past this many are not searched, but for the last ones.
_DATED_BLOCKS = 300


class Dated(NamedTuple):
    """A date of the article and where it stands.

    ``start`` is the byte offset in the view's data of the text that the mention's offsets count in (origin "text"),
    ``line`` that text; for a declared date ``line`` is the declared value and ``start`` is 0. ``sure`` says whether the
    text itself calls it the publication date, or has it as its date line.
    """

    mention: DateMention
    origin: Literal["metadata", "text"]
    field: str
    line: str
    start: int
    sure: bool = True

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Turn character offsets of the mention into the offsets a hit wants: bytes in the text, else characters."""
        if self.origin == "metadata":
            return start, end
        return self.start + len(self.line[:start].encode()), self.start + len(self.line[:end].encode())


class Moment(NamedTuple):
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
        import zoneinfo

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
    import zoneinfo

    zone = zoneinfo.ZoneInfo(timezone)
    return (
        found.local.replace(tzinfo=zone).astimezone(dt.UTC).astimezone(zone).replace(tzinfo=None)
        != found.local
    )


def published(view: View, row: int) -> Dated | None:
    """Return the publication date of an article: the declared one, else the one its head or foot states."""
    return view.declared_date(row, "published") or view.told_date(row)


def declared_date(view: View, row: int, field: str) -> Dated | None:
    """Return the declared date ("published" or "modified"); None when the value is missing or holds no date."""
    value = view.declared(field)[row]
    if value is None:
        return None
    mention = declared_mention(view, row, value)
    return Dated(mention, "metadata", field, value, 0) if mention else None


def declared_mention(view: View, row: int, value: str) -> DateMention | None:
    """Return the date in a value that an article declares; None when it holds none."""
    language = view.language(row) if not value[:4].isdigit() else None  # ISO dates need no language
    languages = (language,) if language else ()
    return dates.parse_declared(value, languages=languages, region=declared_region(view, row))


def text_date(view: View, row: int) -> Dated | None:
    """Return the publication date that an article's text tells: one of its lines, else the credit that closes it."""
    dated = dating.dated_blocks(view).get(row)
    return (_told_by_line(view, row, dated) if dated else None) or _told_by_credit(view, row)


def _told_by_credit(view: View, row: int) -> Dated | None:
    span = dating.closing_credits(view).get(row)
    if span is None:
        return None
    text = view.raw[slice(*span)].decode("utf-8", "ignore")
    language = view.language(row)
    found = dates.closing_date(text, languages=(language,) if language else ())
    if found is None:
        return None
    credit, mention = found
    start = span[0] + view.raw[slice(*span)].rfind(credit.encode())
    return Dated(mention, "text", "text", credit, start, False)


def _told_by_line(view: View, row: int, dated: frozenset[int]) -> Dated | None:
    lines = _dated_lines(view, row, dated)
    language = view.language(row)
    fetched = view.declared("fetched")[row]
    choose = partial(
        dates.published,
        lines,
        languages=(language,) if language else (),
        reference=(fetched or view.context.reference_time).date(),
        fetched=fetched.date() if fetched else None,
        title=view.declared("title")[row],
        address_day=address_day(view.declared("url")[row]),
    )
    found = choose(region=declared_region(view, row))
    if found is not None and found.mention.ambiguous and language == "en" and _padded(lines, found):
        found = choose(region=dates.english_region(view.text_bytes(row).decode()))
    if found is None:
        return None
    line = next(line for line in lines if line.index == found.line)
    return Dated(
        found.mention,
        "text",
        "text",
        line.text,
        int(view.blocks.start[view.blocks.first[row] + line.index]),
        found.sure or found.lone,
    )


def _dated_lines(view: View, row: int, dated: frozenset[int]) -> list[dates.HeadLine]:
    """Return the blocks of an article that tell its date: those with dates, those above them, and what lies around.

    ``dated`` are the indices of the blocks with dates. Of menus above and comments below only the last ones are read.
    """
    first, last = int(view.blocks.first[row]), int(view.blocks.first[row + 1])
    running = view.running[first:last]
    foot = last - first - FOOT_BLOCKS
    read = {index for index in dated if index < _DATED_BLOCKS - FOOT_BLOCKS or index >= foot}
    titles = [index - first for index in headlines(view, row)]
    around = {0, int(running.argmax()), *(index - 1 for index in read if index), *titles}
    lines = []
    for index in sorted(read | around):
        paragraph = bool(running[index])
        text = view.block_start(first + index, dates.DATELINE_CHARS if paragraph else None)
        lines.append(dates.HeadLine(text, 0, index, last - first - 1 - index, paragraph))
    return lines


def headlines(view: View, row: int) -> list[int]:
    """Return the blocks of an article that begin as its title does, declared or its first line."""
    first, last = int(view.blocks.first[row]), int(view.blocks.first[row + 1])
    begins = view.blocks.start[first:last]
    start, end = int(begins[0]), int(view.blocks.end[last - 1])
    found = []
    for told in dates.told_by(view.declared("title")[row], view.block_start(first, LINE_CHARS)):
        wanted = told.encode()
        at = view.raw.find(wanted, start, end)
        while at >= 0:
            block = int(begins.searchsorted(at))
            if block < len(begins) and begins[block] == at:
                found.append(first + block)
            at = view.raw.find(wanted, at + 1, end)
    return found


def _padded(lines: list[dates.HeadLine], found: dates.Published) -> bool:
    """Tell whether a date's first figure has two digits: Britons write 03/04/2021 so, Americans 3/4/2021 as well."""
    text = next(line.text for line in lines if line.index == found.line)
    return text[found.mention.date_start : found.mention.date_start + 2].isdecimal()


def declared_region(view: View, row: int) -> str | None:
    """Return the region that the article's declared language names ("US" of "en-US"), or None."""
    return region(view.declared("language")[row])


def credit_blocks(view: View, row: int) -> frozenset[int]:
    """Return the indices of the blocks of an article that carry a name that signs it, or its date."""
    lines = view.edge_lines(row)
    found = {mention.index for mention in view.sources(row).mentions}
    dated = view.published(row)
    if dated is not None and dated.origin == "metadata":
        dated = view.told_date(row)
    return frozenset(found | {line.index for line in lines if dated and line.start == dated.start})
