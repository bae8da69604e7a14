"""Faults of encoding, and what is left of mark-up."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Callable
from random import Random

from ..cases import Case, Fault, Place, variant
from ..sheet import Sheet

# --- TXT001: UTF-8 read with another codec ---------------------------------------------------------------------------


def misread(text: str, codec: str) -> str | None:
    """Read a text's UTF-8 with another codec as browsers do; None where bytes mean nothing in it."""
    data = text.encode()
    if codec == "cp1252":  # its five gaps are read as controls by every browser
        return "".join(
            bytes([b]).decode("cp1252") if b not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(b) for b in data
        )
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def changed(old: str, new: str) -> tuple[int, int]:
    """Return where two texts differ, from the first wrong character to the last, in the second."""
    start = next(i for i, (a, b) in enumerate(zip(old + "\0", new + "\0", strict=False)) if a != b)
    tail = next(i for i, (a, b) in enumerate(zip(old[::-1] + "\0", new[::-1] + "\0", strict=False)) if a != b)
    return start, max(start + 1, len(new) - tail)


def _broken(text: str, codecs: tuple[str, ...]) -> str | None:
    """Misread a text once or several times; at least two characters must change."""
    if sum(not character.isascii() for character in text) < 2:
        return None
    wrong: str | None = text
    for codec in codecs:
        wrong = misread(wrong, codec) if wrong is not None else None
    return wrong if wrong != text else None


def _mojibake(codecs: tuple[str, ...], *, whole: bool) -> Callable[[Case, Random], Fault | None]:
    def inject(case: Case, rng: Random) -> Fault | None:
        if whole:
            wrong = _broken(case.text, codecs)
            return Fault(case.with_text(wrong), (Place(*changed(case.text, wrong)),)) if wrong else None
        sheet = case.sheet()
        for index in rng.sample(sheet.paragraphs, len(sheet.paragraphs)):
            old = sheet.blocks[index]
            if (wrong := _broken(old, codecs)) is not None:
                sheet.blocks[index] = wrong
                return case.within(sheet, index, *changed(old, wrong))
        return None

    return inject


for _name, _codecs in (
    ("cp1252", ("cp1252",)),
    ("latin-1", ("latin-1",)),
    ("cp1251", ("cp1251",)),
    ("mac-roman", ("mac_roman",)),
    ("cp1252 twice", ("cp1252", "cp1252")),
):
    variant("TXT001", f"a paragraph, {_name}")(_mojibake(_codecs, whole=False))
    variant("TXT001", f"the whole text, {_name}")(_mojibake(_codecs, whole=True))

# --- single characters -----------------------------------------------------------------------------------------------


def letters(sheet: Sheet, rng: Random, pattern: str = r"[^\W\d_]") -> tuple[int, int] | None:
    """Choose a character inside a paragraph that matches a pattern."""
    for index in rng.sample(sheet.paragraphs, len(sheet.paragraphs)):
        places = [found.start() for found in re.finditer(pattern, sheet.blocks[index])]
        places = [at for at in places if 0 < at < len(sheet.blocks[index]) - 1]
        if places:
            return index, rng.choice(places)
    return None


def replaced(
    case: Case, rng: Random, pattern: str, new: Callable[[str], str], *, size: int | None = None
) -> Fault | None:
    """Replace a character by something else."""
    sheet = case.sheet()
    where = letters(sheet, rng, pattern)
    if where is None:
        return None
    index, at = where
    block = sheet.blocks[index]
    other = new(block[at])
    sheet.blocks[index] = block[:at] + other + block[at + 1 :]
    return case.within(sheet, index, at, at + (len(other) if size is None else size))


def inserted(case: Case, rng: Random, what: str, pattern: str = r"[^\W\d_]") -> Fault | None:
    """Put something in front of a character."""
    return replaced(case, rng, pattern, lambda character: what + character, size=len(what))


@variant("TXT002", "a lost character")
def lost(case: Case, rng: Random) -> Fault | None:
    return replaced(case, rng, r"[^\W\d_]", lambda character: "\ufffd")


@variant("TXT002", "all characters that are not ASCII lost")
def all_lost(case: Case, rng: Random) -> Fault | None:
    wrong = case.text.encode().decode("ascii", "replace")
    if wrong == case.text:
        return None
    return Fault(case.with_text(wrong), (Place(wrong.index("\ufffd"), wrong.rindex("\ufffd") + 1),))


_NAMED = {
    "'": "&apos;",
    "’": "&rsquo;",
    '"': "&quot;",
    "“": "&ldquo;",
    "”": "&rdquo;",
    "«": "&laquo;",
    "»": "&raquo;",
    "é": "&eacute;",
    "ü": "&uuml;",
    "–": "&ndash;",
    "à": "&agrave;",
    "ñ": "&ntilde;",
    "ç": "&ccedil;",
    "ö": "&ouml;",
    "„": "&bdquo;",
    "—": "&mdash;",
    "ó": "&oacute;",
    "ã": "&atilde;",
}


@variant("TXT003", "a named reference")
def named(case: Case, rng: Random) -> Fault | None:
    return replaced(case, rng, f"[{''.join(_NAMED)}]", lambda character: _NAMED[character])


@variant("TXT003", "a numbered reference")
def numbered(case: Case, rng: Random) -> Fault | None:
    form = rng.choice(("&#{};", "&#x{:x};", "&#x{:04X};"))
    return replaced(case, rng, r"[^\x00-\x7f]|['\"]", lambda character: form.format(ord(character)))


@variant("TXT003", "a space that does not break")
def nbsp(case: Case, rng: Random) -> Fault | None:
    return replaced(case, rng, r"(?<=\w) (?=\w)|，", lambda character: rng.choice(("&nbsp;", "&#160;")))


@variant("TXT003", "an ampersand")
def ampersand(case: Case, rng: Random) -> Fault | None:
    return inserted(case, rng, rng.choice(("&amp; ", "&amp;amp; ", "&#38; ")), r"(?<= )\w")


@variant("TXT003", "quotes escaped twice")
def escaped_twice(case: Case, rng: Random) -> Fault | None:
    return replaced(case, rng, "['\"]", lambda character: html.escape(html.escape(character, quote=True)))


_TAGS = (
    "<br>",
    "<br/>",
    "<p>",
    "</div>",
    "<b>",
    '<span class="c-text">',
    '<img src="/bilder/1.jpg" alt="">',
    '<a href="https://example.com/tag/news">',
)
_CODES = (
    '[caption id="attachment_812" align="alignleft" width="300"]',
    "[embed]https://example.com/v/81[/embed]",
    "[/vc_column]",
    '[gallery ids="4,5,6"]',
    '[su_box title="Info"]',
)
_SCRIPTS = (
    "(function(){var s=document.createElement('script');s.async=true;document.head.appendChild(s);})();",
    "window.dataLayer = window.dataLayer || []; function gtag(){dataLayer.push(arguments);}",
    "googletag.cmd.push(function() { googletag.display('div-gpt-ad-1458'); });",
    'var _comscore = _comscore || []; _comscore.push({ c1: "2", c2: "101" });',
)
_STYLES = (
    ".teaser__text { margin: 0 0 12px; color: #333; }",
    "#article-ad{display:none;height:250px}",
    "@media (max-width: 640px) { .lead { font-size: 18px; } }",
)


@variant("TXT004", "a tag")
def tag(case: Case, rng: Random) -> Fault | None:
    return inserted(case, rng, rng.choice(_TAGS), r"(?<=[ ，。])\w")


@variant("TXT004", "a pair of tags round a word")
def tagged(case: Case, rng: Random) -> Fault | None:
    open_, close = rng.choice(
        (("<b>", "</b>"), ("<em>", "</em>"), ('<a href="/thema">', "</a>"), ("<strong>", "</strong>"))
    )
    return replaced(case, rng, r"[^\W\d_]", lambda character: f"{open_}{character}{close}")


@variant("TXT004", "a shortcode")
def shortcode(case: Case, rng: Random) -> Fault | None:
    return line(case, rng, rng.choice(_CODES))


@variant("TXT004", "a script")
def script(case: Case, rng: Random) -> Fault | None:
    return line(case, rng, rng.choice(_SCRIPTS))


@variant("TXT004", "a style sheet")
def style(case: Case, rng: Random) -> Fault | None:
    return line(case, rng, rng.choice(_STYLES))


@variant("TXT004", "a piece of JSON")
def data(case: Case, rng: Random) -> Fault | None:
    made = {
        "@context": "https://schema.org",
        "@type": "ImageObject",
        "url": f"https://img.example.com/{rng.randrange(9999)}.jpg",
    }
    return line(case, rng, json.dumps(made))


def line(case: Case, rng: Random, words: str) -> Fault | None:
    """Put a line between two paragraphs or behind the last."""
    sheet = case.sheet()
    if not sheet.paragraphs:
        return None
    return case.at(sheet, sheet.insert(rng.choice([*sheet.paragraphs[1:], len(sheet.blocks)]), words))


_CONTROLS = "\x01\x02\x03\x08\x0b\x0c\x0e\x1a\x1b\x1f\x7f\x80\x84\x96\x9f"


@variant("TXT005", "inside a word")
def control(case: Case, rng: Random) -> Fault | None:
    return inserted(case, rng, rng.choice(_CONTROLS))


@variant("TXT005", "behind a paragraph")
def control_at_end(case: Case, rng: Random) -> Fault | None:
    sheet = case.sheet()
    if not sheet.paragraphs:
        return None
    index, mark = rng.choice(sheet.paragraphs), rng.choice("\x03\x04\x1e\x1f")
    sheet.blocks[index] += mark
    size = len(sheet.blocks[index])
    return case.within(sheet, index, size - 1, size)


_INVISIBLE = {
    "a zero-width space": "\u200b",
    "a byte order mark": "\ufeff",
    "a soft hyphen": "\xad",
    "a word joiner": "\u2060",
}
for _name, _mark in _INVISIBLE.items():

    def _invisible(case: Case, rng: Random, mark: str = _mark) -> Fault | None:
        if mark == "\u2060" and case.language == "ar":
            return None
        return inserted(case, rng, mark, r"(?<=\w)\w|(?<=\w) ")

    variant("TXT006", _name)(_invisible)


@variant("TXT006", "a mark of direction")
def direction(case: Case, rng: Random) -> Fault | None:
    if case.language == "ar":  # there they do what they are for
        return None
    return inserted(case, rng, rng.choice("\u200e\u200f\u202a\u202c\u202e\u2066\u2069"))


@variant("TXT006", "a joiner between Latin letters")
def joiner(case: Case, rng: Random) -> Fault | None:
    return inserted(case, rng, rng.choice("\u200c\u200d"), r"(?<=[a-zà-ÿ])[a-zà-ÿ]")


@variant("TXT007", "a paragraph")
def decomposed(case: Case, rng: Random) -> Fault | None:
    sheet = case.sheet()
    for index in rng.sample(sheet.paragraphs, len(sheet.paragraphs)):
        old = sheet.blocks[index]
        new = unicodedata.normalize("NFD", old)
        if new != old and unicodedata.normalize("NFC", new) == old:
            sheet.blocks[index] = new
            return case.within(sheet, index, *changed(old, new))
    return None


@variant("TXT007", "the whole text")
def all_decomposed(case: Case, rng: Random) -> Fault | None:
    new = unicodedata.normalize("NFD", case.text)
    if new == case.text or unicodedata.normalize("NFC", new) != case.text:
        return None
    return Fault(case.with_text(new), (Place(*changed(case.text, new)),))


@variant("TXT010", "a letter of another script")
def confused(case: Case, rng: Random) -> Fault | None:
    cyrillic = dict(zip("aceopxABCEHKMOPTX", "асеорхАВСЕНКМОРТХ", strict=True))
    greek = {"o": "ο", "A": "Α", "v": "ν", "B": "Β", "T": "Τ", "O": "Ο"}
    latin = {there: here for here, there in cyrillic.items()}
    swap = latin if case.language == "ru" else rng.choice((cyrillic, greek))
    near = "а-яё" if case.language == "ru" else "a-z"
    return replaced(
        case, rng, f"(?<=[{near}][{near}])[{''.join(swap)}](?=[{near}])", lambda character: swap[character]
    )


@variant("TXT010", "a capital of another script")
def confused_capital(case: Case, rng: Random) -> Fault | None:
    swap = dict(zip("ABCEHKMOPTX", "АВСЕНКМОРТХ", strict=True))
    near = "a-zà-ÿ"
    if case.language == "ru":
        swap, near = {there: here for here, there in swap.items()}, "а-яё"
    return replaced(
        case, rng, rf"(?<=\s)[{''.join(swap)}](?=[{near}]{{3}})", lambda character: swap[character]
    )
