"""Dates in text: the calendar dates of a line, of metadata, and the publication date of an article.

This is the door: rules and the view import from here.
"""

from __future__ import annotations

from newsqa.text.date_credit import closing_date
from newsqa.text.date_declared import parse_declared
from newsqa.text.date_evidence import DATELINE_CHARS, HeadLine
from newsqa.text.date_find import find_dates
from newsqa.text.date_gate import dated_places, has_date
from newsqa.text.date_headline import told_by
from newsqa.text.date_mention import DateMention
from newsqa.text.date_order import english_region
from newsqa.text.date_published import Published, published
from newsqa.text.date_weekdays import weekday_windows, weekdays_agree, with_weekday

__all__ = [
    "DATELINE_CHARS",
    "DateMention",
    "HeadLine",
    "Published",
    "closing_date",
    "dated_places",
    "english_region",
    "find_dates",
    "has_date",
    "parse_declared",
    "published",
    "told_by",
    "weekday_windows",
    "weekdays_agree",
    "with_weekday",
]
