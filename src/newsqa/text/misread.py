"""UTF-8 that was read in a single-byte encoding: proven by reading it the right way.

Text in a single-byte encoding is almost never valid UTF-8 by chance, as soon as it has a few characters outside ASCII.
So a stretch is taken for misread when all of it, encoded again, is valid UTF-8, holds enough sequences of several bytes,
and reads as words of one script each.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from newsqa.text.lazy import lazy

CODECS = ("cp1252", "cp1251", "mac-roman")
_MOST_TIMES = 3
_LEAST_SEQUENCES = 2
_UNWRITTEN = ("Cn", "Co", "Cs", "Cc")
_WORD = lazy(r"[^\W\d_]+")
_ODD = lazy("[\u0250-\u02af\u0370-\u0377\u0460-\u0489]")  # phonetics, and letters of old Greek and Slavonic
# But for the letters of phonetics that languages of Africa write with.
_AFRICAN = "ɓɖɗəɛɔɣɩɪɨŋɲʃʊʋɵʒ"


def undo(text: str, times: int = _MOST_TIMES, least: int = _LEAST_SEQUENCES) -> str | None:
    """Return a text as it should read, or None when it was not misread as a whole, up to so many times.

    ``least`` is how many characters must change: what was misread once is more easily misread twice.
    """
    for codec in CODECS:
        mended = _read_again(text, codec)
        if mended is None or sum(not char.isascii() for char in mended) < least:
            continue
        deeper = undo(mended, times - 1, 1) if times > 1 else None
        if deeper is not None or is_plausible(mended):
            return deeper or mended
    return None


def _read_again(text: str, codec: str) -> str | None:
    """Return what a text reads as when its bytes in an encoding are UTF-8; None when they are not, or all ASCII."""
    if text.isascii():
        return None
    try:
        return text.translate(_to_bytes(codec)).encode("latin-1").decode()
    except UnicodeError:
        return None


@cache
def _to_bytes(codec: str) -> dict[int, str]:
    """Return a table from characters to the characters of Latin-1 with the number of their byte in an encoding.

    Bytes that the encoding leaves undefined are controls, as browsers read them. Characters that it does not have stay,
    and those that Latin-1 would take for another byte become one that it has not.
    """
    chars = [bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in range(256)]
    table = {ord(char): chr(byte) for byte, char in enumerate(chars)}
    lenient = codec == "cp1252"  # read as Latin-1, bytes 80 to 9F are controls
    return {
        code: ("\ufffe" if not lenient or code > 0x9F else chr(code)) for code in range(0x80, 0x100)
    } | table


def is_plausible(text: str) -> bool:
    """Tell whether a text has only characters that are written, and no word of it mixes scripts."""
    if any(
        not char.isascii() and (unicodedata.category(char) in _UNWRITTEN or _is_odd(char)) for char in text
    ):
        return False
    return all(_one_script(word[0]) for word in _WORD.finditer(text) if not word[0].isascii())


def _is_odd(char: str) -> bool:
    return bool(_ODD.match(char)) and char not in _AFRICAN


def _one_script(word: str) -> bool:
    latin = [_is_latin(char) for char in word]
    return all(latin) or not any(latin)


def _is_latin(char: str) -> bool:
    return (
        char < "\u0370"
        or "\u1e00" <= char <= "\u1eff"
        or "\u2c60" <= char <= "\u2c7f"
        or "\ua720" <= char <= "\ua7ff"
    )
