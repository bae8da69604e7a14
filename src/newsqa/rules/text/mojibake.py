"""TXT001 mojibake: text that was decoded with the wrong encoding.

What it does
    Finds UTF-8 that was read as Windows-1252, Latin-1, Windows-1251 or another single-byte encoding, once or several
    times, by the character sequences that only such mistakes produce.

Why it matters
    Words are no longer words: search, deduplication and models all miss them.

Example
    ``bientÃ´t``; mended: ``bientôt``.

Fix safety
    Safe when ftfy repairs the line, or the single word, by encoding and decoding alone; else there is no fix.
    Typographic quotes stay as they are.

Nulls
    A null or empty text has none.
"""

from collections.abc import Iterator

from newsqa.rules.base import Edit, Hit, NoOptions, Rule
from newsqa.text import mojibake
from newsqa.view import View


def check(view: View, options: NoOptions) -> Iterator[Hit]:
    """Yield each stretch of garbled text of a line."""
    for bad in mojibake.garbled(view):
        what = f"'{bad.text[:40]}' was decoded with the wrong encoding"
        if bad.mended is None:
            yield Hit(view.row_of(bad.start), what, bad.start, bad.end)
            continue
        edit = Edit(bad.start, bad.end, bad.mended, "safe")
        yield Hit(view.row_of(bad.start), f"{what}: '{bad.mended[:40]}'", bad.start, bad.end, edit=edit)


RULE = Rule("TXT001", "mojibake", "error", __name__, check, fix="safe")
