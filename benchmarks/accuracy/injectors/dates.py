"""Faults of dates that show in the text."""

from __future__ import annotations

import datetime as dt
import re
from random import Random

from babel.dates import format_date

from ..cases import Case, Fault, Place, variant
from ..wording import wording
from .head import babel_name, dated, full_date, undated

MISSING = {"published": None, "modified": None}


def plain_url(case: Case) -> str | None:
    """Return the address without digits: the day may stand in it."""
    url = case.columns.get("url")
    return re.sub(r"\d", "", url) if url else None


@variant("DAT001", "no date anywhere")
def no_date(case: Case, rng: Random) -> Fault | None:
    sheet = undated(case)
    return sheet and case.whole(sheet, **MISSING, url=plain_url(case))


@variant("DAT001", "blank metadata, no date line")
def blank_date(case: Case, rng: Random) -> Fault | None:
    sheet = undated(case)
    if sheet is None or not case.declared:
        return None
    return case.whole(
        sheet, published=rng.choice(["", "  ", "N/A", "n.d."]), modified=None, url=plain_url(case)
    )


@variant("DAT001", "only a clock time")
def only_clock(case: Case, rng: Random) -> Fault | None:
    sheet = undated(case)
    if sheet is None:
        return None
    clock = f"{rng.randrange(6, 23):02}:{rng.randrange(60):02}"
    heads = sheet.all("title", "head")
    sheet.insert(heads[-1] + 1 if heads else 0, clock, "head")
    return case.whole(sheet, **MISSING, url=plain_url(case))


def impossible(language: str, rng: Random) -> str | None:
    """Write a day in words that its month does not have."""
    month = rng.choice((4, 6, 9, 11))
    words = full_date(language, dt.date(rng.randrange(2005, 2025), month, 30), "long")
    return words.replace("30", "31", 1) if words.count("30") == 1 else None


@variant("DAT002", "31st of a month of 30 days, in the date line")
def impossible_line(case: Case, rng: Random) -> Fault | None:
    sheet, words = undated(case), impossible(case.language, rng)
    if sheet is None or words is None or not (where := dated(case, sheet, words, rng)):
        return None
    return case.within(sheet, *where, **MISSING, url=plain_url(case))


@variant("DAT002", "30 February, in the date line")
def february(case: Case, rng: Random) -> Fault | None:
    sheet = undated(case)
    words = full_date(case.language, dt.date(rng.randrange(2005, 2020), 2, 21), "long").replace("21", "30", 1)
    if sheet is None or "30" not in words or not (where := dated(case, sheet, words, rng)):
        return None
    return case.within(sheet, *where, **MISSING, url=plain_url(case))


@variant("DAT003", "a time without zone in the date line")
def naive_line(case: Case, rng: Random) -> Fault | None:
    sheet = undated(case)
    if sheet is None:
        return None
    day = dt.date(rng.randrange(2005, 2025), rng.randrange(1, 13), rng.randrange(1, 29))
    words = full_date(case.language, day, "long")
    joiner = {"fr": " à ", "de": ", ", "zh": " ", "ja": " "}.get(case.language, ", ")
    clock = f"{joiner}{rng.randrange(6, 23):02}:{rng.randrange(60):02}"
    where = dated(case, sheet, words, rng, clock)
    if where is None:
        return None
    block, start, end = where
    return case.within(sheet, block, start, end + len(clock), **MISSING, url=plain_url(case))


@variant("DAT004", "another century, in the date line")
def far_line(case: Case, rng: Random) -> Fault | None:
    sheet = undated(case)
    if sheet is None:
        return None
    day = dt.date(rng.randrange(2030, 2199), rng.randrange(1, 13), rng.randrange(1, 29))
    where = dated(case, sheet, full_date(case.language, day, rng.choice(["full", "long"])), rng)
    return where and case.within(sheet, *where, **MISSING, url=plain_url(case))


@variant("DAT005", "1 January 1970, in the date line")
def epoch_line(case: Case, rng: Random) -> Fault | None:
    sheet = undated(case)
    if sheet is None:
        return None
    where = dated(case, sheet, full_date(case.language, dt.date(1970, 1, 1), "long"), rng)
    return where and case.within(sheet, *where, **MISSING, url=plain_url(case))


def wrong_weekday(language: str, day: dt.date, rng: Random) -> str | None:
    """Write a day with a weekday that is not its own."""
    right = full_date(language, day)
    for shift in rng.sample(range(1, 7), 6):
        other = day + dt.timedelta(days=shift)
        own, wrong = (full_date_part(language, d) for d in (day, other))
        if right.count(own) == 1 and own != wrong:
            return right.replace(own, wrong)
    return None


def full_date_part(language: str, day: dt.date) -> str:
    """Write a day's weekday."""
    return str(format_date(day, "EEEE", locale=babel_name(language)))


def some_day(rng: Random) -> dt.date:
    return dt.date(2003, 1, 1) + dt.timedelta(days=rng.randrange(8_000))


@variant("DAT007", "in the date line")
def weekday_line(case: Case, rng: Random) -> Fault | None:
    sheet, words = undated(case), wrong_weekday(case.language, some_day(rng), rng)
    if sheet is None or words is None or not (where := dated(case, sheet, words, rng)):
        return None
    return case.within(sheet, *where, **MISSING, url=plain_url(case))


@variant("DAT007", "the article's own day in the date line")
def own_weekday(case: Case, rng: Random) -> Fault | None:
    sheet = undated(case)
    words = case.published and wrong_weekday(case.language, case.published.date(), rng)
    if sheet is None or not words or not (where := dated(case, sheet, words, rng)):
        return None
    return case.within(sheet, *where)


@variant("DAT007", "in brackets inside a paragraph")
def weekday_inside(case: Case, rng: Random) -> Fault | None:
    sheet, words = case.sheet(), wrong_weekday(case.language, some_day(rng), rng)
    if not words or not sheet.paragraphs:
        return None
    index = rng.choice(sheet.paragraphs)
    block = sheet.blocks[index]
    spaces = [found.start() for found in re.finditer(r"(?<=\w) (?=\w)|(?<=\w)，", block)]
    if not spaces:
        return None
    at = rng.choice(spaces)
    sheet.blocks[index] = f"{block[:at]} ({words}){block[at:]}"
    return case.within(sheet, index, at + 2, at + 2 + len(words))


@variant("DAT008", "another year in the date line than in the metadata")
def other_year(case: Case, rng: Random) -> Fault | None:
    sheet = undated(case)
    if sheet is None or not case.declared or case.published is None or not case.columns.get("published"):
        return None
    day = case.published.date().replace(day=min(case.published.day, 28))
    day = day.replace(year=day.year - rng.randint(1, 3))
    where = dated(case, sheet, full_date(case.language, day, "long"), rng)
    if where is None:
        return None
    fault = case.within(sheet, *where)
    return Fault(fault.columns, ())  # two dates disagree: either may be named


@variant("DAT008", "some days off in the date line")
def other_day(case: Case, rng: Random) -> Fault | None:
    sheet = undated(case)
    if sheet is None or not case.declared or case.published is None or not case.columns.get("published"):
        return None
    day = case.published.date() - dt.timedelta(days=rng.randint(5, 200))
    where = dated(case, sheet, full_date(case.language, day, "long"), rng)
    return where and Fault(case.within(sheet, *where).columns, ())


@variant("DAT010", "a relative date below the title")
def relative_line(case: Case, rng: Random) -> Fault | None:
    sheet, phrases = undated(case), wording("relative").get(case.language)
    if sheet is None or not phrases:
        return None
    phrase = rng.choice(phrases)
    heads = sheet.all("title", "head")
    index = sheet.insert(heads[-1] + 1 if heads else 0, phrase, "head")
    return case.at(sheet, index, **MISSING, url=plain_url(case))


@variant("DAT010", "a relative date with a word before it")
def relative_published(case: Case, rng: Random) -> Fault | None:
    sheet, words = undated(case), wording("relative")
    if sheet is None or case.language not in words:
        return None
    before, phrase = rng.choice(words[f"before-{case.language}"]), rng.choice(words[case.language])
    heads = sheet.all("title", "head")
    index = sheet.insert(heads[-1] + 1 if heads else 0, f"{before}{phrase[0].lower()}{phrase[1:]}", "head")
    return case.within(sheet, index, len(before), len(before) + len(phrase), **MISSING, url=plain_url(case))


@variant("DAT010", "a relative date in the metadata")
def relative_declared(case: Case, rng: Random) -> Fault | None:
    sheet, phrases = undated(case), wording("relative").get(case.language)
    if sheet is None or not phrases or not case.declared:
        return None
    phrase = rng.choice(phrases)
    columns = case.with_text(sheet.text, published=phrase, modified=None, url=plain_url(case))
    return Fault(columns, (Place(0, len(phrase), "published"),))
