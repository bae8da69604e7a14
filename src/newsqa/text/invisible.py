"""Characters that show nothing, and where they belong.

Joiners shape the letters of Arabic and Indic scripts and tie emoji together, zero-width spaces part the words of scripts
written without spaces, marks of direction order lines that run from right to left, and variation selectors choose a
picture or a form. There they belong; anywhere else they are what page builders, editors and trackers left behind.
"""

from __future__ import annotations

import unicodedata

from newsqa.text.lazy import lazy

BOM = "\ufeff"
_ZERO_WIDTH_SPACE = "\u200b"
_JOINERS = "\u200c\u200d"  # ZWNJ, ZWJ
DIRECTION = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_SELECTORS = "".join(map(chr, range(0xFE00, 0xFE10)))
_MORE_SELECTORS = "".join(map(chr, range(0xE0100, 0xE01F0)))
SELECTORS = _SELECTORS + _MORE_SELECTORS
_IS_SELECTOR = frozenset(SELECTORS)
_TAGS = "\U000e0001" + "".join(map(chr, range(0xE0020, 0xE0080)))
_NEVER = "\u00ad\u2060\u2061\u2062\u2063\u2064\u206a\u206b\u206c\u206d\u206e\u206f\ufeff\ufff9\ufffa\ufffb"
_MONGOLIAN = "\u180b\u180c\u180d\u180e\u180f"

INVISIBLE = (
    _NEVER + _ZERO_WIDTH_SPACE + _JOINERS + DIRECTION + _MONGOLIAN + _SELECTORS + _MORE_SELECTORS + _TAGS
)

# Scripts whose letters joiners shape: Hebrew and Arabic to N'Ko and their extensions, Indic to Sinhala, Tibetan, Burmese, Khmer,
# Mongolian and the lesser ones of the south and east.
_JOINED = lazy(
    "[\u0590-\u0dff\u0f00-\u109f\u1700-\u18af\u1900-\u1cff\ua800-\ua8ff\ua930-\uabff\ufb50-\ufdff\ufe70-\ufefe"
    "\U00010a00-\U00011fff]"
)
# Scripts without spaces between words that lines may be broken at: Thai, Lao, Tibetan, Burmese, Khmer, Tai, Balinese,
# Javanese, Cham. Between Han and kana lines may be broken everywhere.
_UNSPACED = lazy(
    "[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u19ff\u1a20-\u1aaf\u1b00-\u1b7f\ua980-\uaa7f]"
)
_MONGOLIAN_LETTER = lazy("[\u1800-\u18af]")
_RIGHT_TO_LEFT = lazy("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]")
_HAN = lazy("[\u2e80-\u2fff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_BEFORE = 64  # so many characters before are looked at
_KEYCAPS = "0123456789#*"
_BLACK_FLAG = "\U0001f3f4"


def runs_right_to_left(text: str) -> bool:
    """Tell whether a text has a letter that is written from right to left."""
    return bool(_RIGHT_TO_LEFT.search(text))


def shows_nothing(text: str, at: int, *, right_to_left: bool | None = None) -> bool:
    """Tell whether the character at ``at`` is invisible and of no use where it stands.

    ``right_to_left`` says whether the article has text from right to left; None looks at ``text`` itself.
    """
    char = text[at]
    if char not in INVISIBLE or _signed(text, at):
        return False
    before, behind = text[at - 1 : at], text[at + 1 : at + 2]
    if char in DIRECTION:
        return not (runs_right_to_left(text) if right_to_left is None else right_to_left)
    if char in _JOINERS:
        return not (_shaped(before) or _shaped(behind) or (char == "\u200d" and _ties_emoji(text, at)))
    if char == _ZERO_WIDTH_SPACE:
        return not any(_UNSPACED.match(near) for near in (before, behind) if near)
    if char in _MONGOLIAN:
        return not any(_MONGOLIAN_LETTER.match(near) for near in (before, behind) if near)
    if char in _SELECTORS:
        return not _takes_selector(before)
    if char in _MORE_SELECTORS:
        return not (before and _HAN.match(before))
    if char in _TAGS:
        return not text[max(0, at - _BEFORE) : at].rstrip(_TAGS).endswith(_BLACK_FLAG)
    return True


def signs(text: str, at: int) -> bool:
    """Tell whether the byte-order mark at ``at`` begins a C2PA manifest, which signs the text."""
    return text[at + 1 : at + 2] in _IS_SELECTOR


def _signed(text: str, at: int) -> bool:
    """Tell whether a character belongs to a C2PA manifest: a byte-order mark and the variation selectors behind it."""
    if text[at] == BOM:
        return signs(text, at)
    if text[at] not in _IS_SELECTOR:
        return False
    return text[max(0, at - _BEFORE) : at].rstrip(SELECTORS).endswith(BOM)


def _shaped(char: str) -> bool:
    return bool(char) and bool(_JOINED.match(char))


def _ties_emoji(text: str, at: int) -> bool:
    before = text[max(0, at - _BEFORE) : at].rstrip(_SELECTORS)[-1:]
    return _pictured(before) and _pictured(text[at + 1 : at + 2])


def _pictured(char: str) -> bool:
    # The category of an emoji newer than the Unicode tables at hand is not known, its place is.
    return bool(char) and (unicodedata.category(char)[0] == "S" or "\U0001f000" <= char <= "\U0001faff")


def _takes_selector(before: str) -> bool:
    """Tell whether a variation selector may follow: a sign, a keycap's digit, a Han, Mongolian or Burmese character."""
    if not before:
        return False
    if before in _KEYCAPS or _HAN.match(before) or _shaped(before) or "\u3000" <= before <= "\u303f":
        return True
    return before in "‼⁉ℹ" or _pictured(before)
