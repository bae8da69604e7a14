"""The head of an article: its date line and byline, taken out or written anew in any language."""

from __future__ import annotations

import datetime as dt
import re
from random import Random

from babel.dates import format_date

from ..cases import Case, fold
from ..sheet import Sheet
from ..wording import wording

_EASTERN = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
AGENCIES = re.compile(
    r"\b(?:AFP|dpa|DPA|AP|Reuters|EFE|Efe|ANSA|Ansa|Adnkronos|Lusa|LUSA|ANP|PAP|TASS|ТАСС|РИА|Интерфакс|AA|İHA|DHA|Anadolu"
    r"|Belga|APA|SDA|sda|KNA|epd|UPI|PTI|Xinhua|Bloomberg|Europa Press|EUROPA PRESS|Agência Brasil)\b|新华社|中新社|共同|時事|وكالة|رويترز|بترا|وات"
)


def babel_name(language: str) -> str:
    return {"zh": "zh_Hans", "no": "nb"}.get(language, language)


def dates_lines(sheet: Sheet, year: int) -> list[int]:
    """Return the blocks of head and foot in which a year stands."""
    return [i for i in sheet.all("head", "foot") if str(year) in sheet.blocks[i].translate(_EASTERN)]


def undated(case: Case) -> Sheet | None:
    """Return the article without its date line; None when the date stands where it cannot be taken out."""
    sheet = case.sheet()
    if case.published is None or not sheet.paragraphs:
        return None
    year = case.published.year
    lines = dates_lines(sheet, year)
    if any(fold(name) in fold(sheet.blocks[i]) for i in lines for name in case.authors):
        return None
    sheet.remove(lines)
    opening = sheet.blocks[sheet.paragraphs[0]][:120].translate(_EASTERN)
    if re.search(rf"{year}\s*[)\]）]\W*$", sheet.blocks[-1].translate(_EASTERN)):
        return None  # in the credit that closes the text
    return None if re.search(r"\d{4}|\d{1,2}[./]\d{1,2}|\(\w+\)\s*[-–—]", opening) else sheet


def full_date(language: str, day: dt.date, form: str = "full") -> str:
    """Write a day in words, as CLDR does; without marks of direction."""
    return re.sub("[\u200e\u200f\u061c]", "", format_date(day, form, locale=babel_name(language)))


def dated(case: Case, sheet: Sheet, words: str, rng: Random, clock: str = "") -> tuple[int, int, int] | None:
    """Write a date line below the title; return its block and where the words stand in it."""
    intros = wording("published").get(case.language)
    if not intros:
        return None
    before = rng.choice(intros)
    line = f"{before}{words}{clock}"
    heads = sheet.all("title", "head")
    index = sheet.insert(heads[-1] + 1 if heads else 0, line, "head")
    return index, len(before), len(before) + len(words)


def unsigned(case: Case) -> Sheet | None:
    """Return the article without byline; None when somebody still signs it."""
    sheet = case.sheet()
    if not sheet.paragraphs:
        return None
    names = [fold(name) for name in (*case.authors, case.publisher) if name]
    heads = sheet.all("head", "foot")
    signing = [
        i for i in heads if AGENCIES.search(sheet.blocks[i]) or any(n in fold(sheet.blocks[i]) for n in names)
    ]
    dates = [i for i in signing if re.search(r"(?:19|20)\d\d", sheet.blocks[i].translate(_EASTERN))]
    if dates:
        return None
    sheet.remove(signing)
    edges = sheet.paragraphs[:2] + sheet.paragraphs[-2:]
    if any(AGENCIES.search(sheet.blocks[i]) for i in edges):
        return None
    left = [sheet.blocks[i] for i in sheet.all("head", "foot")]
    return None if any(n in fold(block) for n in names for block in left) else sheet
