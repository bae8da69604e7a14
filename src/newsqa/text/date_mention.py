"""A calendar date as it stands in a text."""

from __future__ import annotations

import calendar
import datetime
from typing import Literal, NamedTuple

Order = Literal["dmy", "mdy", "ymd"]
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


class DateMention(NamedTuple):
    """One date in a text, with the clock time and the weekday that belong to it.

    All positions are character offsets into the text that was searched, end exclusive. ``start`` to ``end`` covers
    weekday, date, time and offset. Numbers stand as written, also when such a date cannot exist; a Buddhist year
    is given as its Gregorian year, a year of two digits with its century.
    """

    start: int
    end: int
    year: int | None  # None when the text gives none ("22 March")
    month: int
    day: int
    date_start: int  # the date alone, without weekday and time
    date_end: int
    order: Order
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    offset_minutes: int | None = None  # of local time from UTC; None when not stated or ambiguous ("IST")
    time_start: int | None = None  # the clock time with its offset
    time_end: int | None = None
    weekday: int | None = None  # 0 = Monday … 6 = Sunday
    weekday_start: int | None = None
    weekday_end: int | None = None
    numeric: bool = False  # the month is written in figures
    ambiguous: bool = False  # figures only, day and month could change places, and nothing decided
    is_range: bool = False  # one of several days: "14 to 20 January"
    invalid: str | None = None  # why such a date or time cannot exist, in English

    @property
    def has_year(self) -> bool:
        """Whether the text gives the year."""
        return self.year is not None

    @property
    def precision(self) -> Literal["day", "minute", "second"]:
        """How exact the mention is, as in FACTS.published_precision."""
        if self.hour is None:
            return "day"
        return "minute" if self.second is None else "second"

    @property
    def date(self) -> datetime.date | None:
        """The day; None without a year or when there is no such day."""
        if self.year is None:
            return None
        try:
            return datetime.date(self.year, self.month, self.day)
        except ValueError:
            return None

    @property
    def local(self) -> datetime.datetime | None:
        """Date and time as written, without offset; midnight without a time; None when impossible."""
        day = self.date
        if day is None:
            return None
        if self.hour == 24:
            return datetime.datetime(day.year, day.month, day.day) + datetime.timedelta(days=1)
        try:
            return datetime.datetime(
                day.year, day.month, day.day, self.hour or 0, self.minute or 0, min(self.second or 0, 59)
            )
        except ValueError:
            return None

    @property
    def iso(self) -> str:
        """The mention in ISO 8601 with what is known: ``2021-03-22T15:28+01:00``, ``--03-22`` without a year."""
        text = f"{'-' if self.year is None else f'{self.year:04}'}-{self.month:02}-{self.day:02}"
        if self.hour is not None:
            text += f"T{self.hour:02}:{self.minute or 0:02}"
            if self.second is not None:
                text += f":{self.second:02}"
            if self.offset_minutes is not None:
                sign = "-" if self.offset_minutes < 0 else "+"
                hours, minutes = divmod(abs(self.offset_minutes), 60)
                text += f"{sign}{hours:02}:{minutes:02}"
        return text

    @property
    def weekday_agrees(self) -> bool | None:
        """Whether the weekday named is the date's; None without a weekday or without a possible full date."""
        day = self.date
        if day is None or self.weekday is None:
            return None
        return day.weekday() == self.weekday

    def shifted(self, by: int) -> DateMention:
        """Return the same mention ``by`` characters further on."""

        def move(place: int | None) -> int | None:
            return None if place is None else place + by

        return self._replace(
            start=self.start + by,
            end=self.end + by,
            date_start=self.date_start + by,
            date_end=self.date_end + by,
            time_start=move(self.time_start),
            time_end=move(self.time_end),
            weekday_start=move(self.weekday_start),
            weekday_end=move(self.weekday_end),
        )

    def swapped(self) -> DateMention:
        """Return the other reading of an ambiguous date: day and month change places."""
        order: Order = "mdy" if self.order == "dmy" else "dmy"
        other = self._replace(day=self.month, month=self.day, order=order)
        return other._replace(invalid=impossible_day(other.year, other.month, other.day) or self.invalid)

    def decided(self) -> DateMention:
        """Return the same reading as no longer ambiguous."""
        return self._replace(ambiguous=False)


def impossible_day(year: int | None, month: int, day: int) -> str | None:
    """Say why there is no such day, in English; None when there is. Without a year, 29 February is possible."""
    if not 1 <= month <= 12:
        return f"there is no month {month}"
    if year is not None and not 1 <= year <= 9999:
        return f"there is no year {year}"
    if month == 2 and day == 29:
        if year is not None and not calendar.isleap(year):
            return f"February {year} has 28 days"
        return None
    last = calendar.monthrange(2001, month)[1]
    if day > last:
        if month == 2 and year is not None:
            return f"February {year} has {29 if calendar.isleap(year) else 28} days"
        return f"{MONTHS[month - 1]} has {last} days"
    if day < 1:
        return f"there is no day {day}"
    return None


def impossible_time(hour: int, minute: int, second: int | None) -> str | None:
    """Say why there is no such time of day, in English; 24:00 ends a day and second 60 may be a leap second."""
    if hour > 24 or (hour == 24 and (minute or second)):
        return f"there is no hour {hour}" if hour > 24 else "there is no time after 24:00"
    if minute > 59:
        return f"there is no minute {minute}"
    if second is not None and second > 60:
        return f"there is no second {second}"
    return None
