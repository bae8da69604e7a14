"""Faults of bylines, credits and quotes."""

from __future__ import annotations

from random import Random

from babel.lists import format_list

from ..cases import Case, Fault, Place, variant
from ..wording import wording
from .head import AGENCIES, babel_name, unsigned

NOBODY = {"authors": [], "publisher": None}


def people(language: str, count: int, rng: Random) -> list[str] | None:
    names = wording("people").get(language)
    return rng.sample(names, count) if names else None


@variant("SRC001", "no byline, no metadata")
def nobody(case: Case, rng: Random) -> Fault | None:
    sheet = unsigned(case)
    return sheet and case.whole(sheet, **NOBODY)


@variant("SRC001", "blank names")
def blank(case: Case, rng: Random) -> Fault | None:
    sheet = unsigned(case)
    if sheet is None or not case.declared:
        return None
    return case.whole(sheet, authors=["", " "], publisher=" ")


@variant("SRC002", "publisher alone")
def publisher_alone(case: Case, rng: Random) -> Fault | None:
    sheet = unsigned(case)
    if sheet is None or not case.declared or not case.authors:
        return None
    return case.whole(sheet, authors=None, publisher=case.publisher or "Example Post")


@variant("SRC002", "an agency alone")
def agency_alone(case: Case, rng: Random) -> Fault | None:
    sheet, agencies = unsigned(case), wording("agencies").get(case.language)
    if sheet is None or not agencies or not case.authors:
        return None
    heads, agency = sheet.all("title", "head"), rng.choice(agencies)
    sheet.insert(heads[-1] + 1 if heads else 0, agency, "head")
    return case.whole(sheet, authors=[], publisher=agency)


def authors(case: Case, value: str, language: str | None = None) -> Fault | None:
    """Return the fault of a declared author; the byline in the text stays."""
    if not case.declared:
        return None
    return Fault(case.columns | {"authors": [value]}, (Place(0, 10**6, "authors"),))


@variant("SRC003", "two or three joined as the language does")
def joined(case: Case, rng: Random) -> Fault | None:
    names = people(case.language, rng.choice((2, 3)), rng)
    return names and authors(case, format_list(names, locale=babel_name(case.language)))


@variant("SRC003", "joined by a mark")
def marked(case: Case, rng: Random) -> Fault | None:
    names = people(case.language, 2, rng)
    return names and authors(case, rng.choice((", ", "; ", " & ", " / ", " | ", " + ")).join(names))


@variant("SRC003", "joined by the language's and")
def with_and(case: Case, rng: Random) -> Fault | None:
    names, word = people(case.language, 2, rng), wording("people").get(f"and-{case.language}")
    return names and word and authors(case, word[0].join(names))


@variant("SRC004", "a word before the name")
def intro(case: Case, rng: Random) -> Fault | None:
    names, words = people(case.language, 1, rng), wording("byline").get(case.language)
    return names and words and authors(case, f"{rng.choice(words)}{names[0]}")


@variant("SRC004", "a role behind the name")
def role(case: Case, rng: Random) -> Fault | None:
    names, roles = people(case.language, 1, rng), wording("roles").get(case.language)
    return names and roles and authors(case, f"{names[0]}, {rng.choice(roles)}")


@variant("SRC004", "an e-mail address")
def mail(case: Case, rng: Random) -> Fault | None:
    names = people(case.language, 1, rng)
    address = f"{rng.choice(('redaktion', 'j.doe', 'news.desk', 'maria.lopez'))}@example.{rng.choice(('com', 'fr', 'de'))}"
    return names and authors(case, rng.choice((f"{names[0]} {address}", f"{names[0]} ({address})", address)))


@variant("SRC004", "the publisher behind the name")
def with_publisher(case: Case, rng: Random) -> Fault | None:
    names = people(case.language, 1, rng)
    if not names or not case.columns.get("publisher"):
        return None
    return authors(case, rng.choice((f"{names[0]}, {case.publisher}", f"{names[0]} | {case.publisher}")))


@variant("SRC004", "a date behind the name")
def with_date(case: Case, rng: Random) -> Fault | None:
    names = people(case.language, 1, rng)
    day = f"{rng.randrange(1, 29):02}.{rng.randrange(1, 13):02}.{rng.randrange(2008, 2025)}"
    form = rng.choice((day, day.replace(".", "/"), "2021-03-22"))
    return names and authors(case, f"{names[0]} {form}")


@variant("SRC004", "a placeholder")
def placeholder(case: Case, rng: Random) -> Fault | None:
    words = (
        "admin",
        "No Author",
        "Unknown",
        "null",
        "undefined",
        "N/A",
        "Administrator",
        "None",
        "webmaster",
        "[object Object]",
        "Anonymous",
        "test",
    )
    return authors(case, rng.choice(words))


@variant("SRC004", "an address or handle")
def handle(case: Case, rng: Random) -> Fault | None:
    names = people(case.language, 1, rng)
    forms = (
        "https://www.example.com/author/jane-doe",
        f"{(names or [''])[0]} @janedoe",
        "https://facebook.com/example.post",
    )
    return names and authors(case, rng.choice(forms))


def creditless(case: Case) -> bool:
    """Whether an article declares something, and names no agency anywhere."""
    known = " ".join([case.text, *case.authors, case.publisher or ""])
    return case.declared and not AGENCIES.search(known)


@variant("SRC005", "an agency in brackets at the end")
def at_end(case: Case, rng: Random) -> Fault | None:
    sheet, agencies = case.sheet(), wording("agencies").get(case.language)
    if not agencies or not creditless(case) or not sheet.paragraphs:
        return None
    last = sheet.paragraphs[-1]
    mark = rng.choice(agencies)
    joiner = "" if case.language in ("zh", "ja") else " "
    sheet.blocks[last] += f"{joiner}({mark})"
    size = len(sheet.blocks[last])
    return case.within(sheet, last, size - len(mark) - 2, size)


@variant("SRC005", "an agency on a line at the end")
def end_line(case: Case, rng: Random) -> Fault | None:
    sheet, lines = case.sheet(), wording("agency_lines").get(case.language)
    if not lines or not creditless(case):
        return None
    return case.at(sheet, sheet.append(rng.choice(lines)))


@variant("SRC005", "an agency in the dateline")
def in_dateline(case: Case, rng: Random) -> Fault | None:
    sheet, lines = case.sheet(), wording("datelines").get(case.language)
    lines = [line for line in lines or () if AGENCIES.search(line)]
    if not lines or not creditless(case) or not sheet.paragraphs:
        return None
    first, line = sheet.paragraphs[0], rng.choice(lines)
    sheet.blocks[first] = line + sheet.blocks[first]
    return case.within(sheet, first, 0, len(line))


@variant("SRC006", "opens without a place")
def no_dateline(case: Case, rng: Random) -> Fault | None:
    sheet, lines = case.sheet(), wording("datelines").get(case.language)
    if not lines or not sheet.paragraphs:
        return None
    first, line = sheet.paragraphs[0], rng.choice(lines)
    if any(mark in sheet.blocks[first][:60] for mark in ("–", "—", " - ", "(", "/", "日电")):
        return None
    bare = case.with_text(sheet.text)
    sheet.blocks[first] = line + sheet.blocks[first]
    return Fault(bare, (), clean=case.with_text(sheet.text))


_QUOTES = '"“”„«»「」『』‚‘'


@variant("SRC007", "a quote of its own between two paragraphs without any")
def lone_quote(case: Case, rng: Random) -> Fault | None:
    sheet, quotes = case.sheet(), wording("quotes").get(case.language)
    paragraphs = sheet.paragraphs
    quiet = [i for i in paragraphs if not any(mark in sheet.blocks[i] for mark in _QUOTES)]
    places = [i for i in quiet[1:] if i - 1 in quiet]
    if not quotes or not places:
        return None
    return case.at(sheet, sheet.insert(rng.choice(places), rng.choice(quotes), "paragraph"))
