"""Dates in text: the calendar dates of a line, of metadata, and the publication date of an article.

This is the door: rules and the view import from here.
"""

from __future__ import annotations

from newsqa.text.date_declared import parse_declared
from newsqa.text.date_find import find_dates
from newsqa.text.date_gate import dated_places, has_date, weekday_windows, with_weekday
from newsqa.text.date_mention import DateMention
from newsqa.text.date_published import HeadLine, Published, published

__all__ = [
    "DateMention",
    "HeadLine",
    "Published",
    "dated_places",
    "find_dates",
    "has_date",
    "parse_declared",
    "published",
    "weekday_windows",
    "with_weekday",
]
