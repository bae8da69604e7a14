"""The bodies that sign an article (agencies, newspapers and newsrooms), by datelines, marks and labels; and who helped."""

from __future__ import annotations

from collections.abc import Iterator

from newsqa.text import agencies
from newsqa.text.byline import read_credit
from newsqa.text.byline_lines import bodies, pieces
from newsqa.text.byline_tokens import Form, Part, tokenize, words
from newsqa.text.credit_gate import AGENCY_NAMES
from newsqa.text.credits import is_photo_credit, opening, with_partner
from newsqa.text.signatures import contributors, newsroom, signature
from newsqa.text.surroundings import FOOT_LINES, Surroundings

# A longer line names more than an agency and its place.
_MAX_LINE = 60


def body_credits(around: Surroundings, i: int) -> Iterator[tuple[Part, Form]]:
    """Yield the bodies of a line, and its contributors, each with how it was found; the better way comes first."""
    line = around.lines[i]
    text = line.text
    named = AGENCY_NAMES.among([text.encode("utf-8", "replace")]) != []
    if named and (span := agencies.dateline(text)):
        yield Part(*span, "agency"), "dateline"
    foot = line.from_end < FOOT_LINES
    if foot and any(phrase in text.casefold() for phrase in words("contributed")):
        for part in contributors(text):
            yield part, "contributor"
        return
    if around.running[i]:
        for span in agencies.tail_credit(text) if named else ():
            yield Part(*span, "agency"), "credit"
        return
    foot = foot and line.index > 0
    if is_photo_credit(text) and not (foot and text.lstrip(" (").startswith("©")):
        return
    if named:
        below = foot and any(around.running[:i])
        marked = agencies.agency_line(text, ambiguous=below or around.near_date(i, 1))
        for span in marked or agencies.tail_credit(text) or agencies.dated_credit(text):
            yield Part(*span, "agency"), "credit"
    yield from _line_of_bodies(around, i, named=named)


def _line_of_bodies(around: Surroundings, i: int, *, named: bool) -> Iterator[tuple[Part, Form]]:
    """Yield the bodies of a short line: behind a label, a newsroom's, beside a partner's. ``named``: one is an agency."""
    line = around.lines[i]
    text = line.text
    how = opening(text, 0)
    if how and how.kind == "source" and how.end < len(text):
        credit = read_credit(text, how.end, labelled=True)
        for part in bodies(credit) or (not credit.parts and _called(text, how.end)) or ():
            yield part, "label"
    elif text.casefold() in words("newsrooms") and _is_credit_line(around, i):
        yield Part(0, len(text), "organisation"), "name"
    elif line.index > 0 and (span := newsroom(text)) and _is_credit_line(around, i):
        yield Part(*span, "organisation"), "name"
    elif line.index > 0 or line.from_end == 0:
        for part in with_partner(text):
            yield part, "partner"
        if named:
            for part in (*_agency_first(around, i), *_agencies_only(around, i)):
                yield part, "credit"


def _is_credit_line(around: Surroundings, i: int) -> bool:
    return around.near_date(i, 2) or around.beside_text(i)


def _agencies_only(around: Surroundings, i: int) -> tuple[Part, ...]:
    """Return the agencies of a line that names nobody else ("AFP, MANILA", "Staff writer, with AFP")."""
    signed = signature(around.lines[i].text) if _is_credit_line(around, i) else None
    if signed is None or any(part.kind == "author" for part in signed.parts):
        return ()
    # A word that is an agency's name as well ("MAP") is one right beside a date only.
    sure = around.near_date(i, 1)
    text = around.lines[i].text
    return tuple(
        part
        for part in signed.parts
        if sure or part.kind != "agency" or agencies.agency_at(text, part.start, ambiguous=False) is not None
    )


def _agency_first(around: Surroundings, i: int) -> list[Part]:
    """Return the agency of a line such as "Associated Press in Valencia" or "News – Anadolu Ajansı"."""
    text = around.lines[i].text
    if len(text) > _MAX_LINE or not (around.near_date(i, 2) or around.lines[i].from_end == 0):
        return []
    for start in pieces(text):
        end = agencies.agency_at(text, start, ambiguous=around.near_date(i, 1))
        rest = [] if end is None else tokenize(text, end)
        if end is not None and (not rest or (rest[0].folded in words("role_tail") and len(rest) <= 4)):
            return [Part(start, end, "agency", True)]
    return []


def _called(text: str, start: int) -> list[Part]:
    """Return what stands behind a source's label when it is one capitalised word ("Source: Macrumors")."""
    name = text[start:].rstrip(" .")
    one = " " not in name and name[:1].isupper() and name.casefold() not in words("not_names")
    return [Part(start, start + len(name), "organisation")] if one and len(name) > 2 else []
