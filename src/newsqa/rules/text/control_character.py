"""TXT005 control-character: a control character other than tab and line ends.

What it does
    Flags each run of C0 controls (except TAB, LF and CR), DEL and C1 controls (U+0080 to U+009F). C1 controls in
    a line that was decoded with the wrong encoding are left to TXT001 mojibake.

Why it matters
    They break XML and JSON tools, split words in tokenisers, and are often what is left of a wrong encoding.

Example
    A vertical tab inside a word, ``a\\x0bb``; mended: ``ab``.

Fix safety
    Safe. A C1 control that Windows-1252 uses for a character (0x93 is “) becomes that character, as browsers read it;
    all others carry no text and are deleted.

Nulls
    A null or empty text has none.
"""

from collections.abc import Iterator

import numpy as np

from newsqa.rules.base import Edit, Hit, NoOptions, Rule
from newsqa.text import mojibake
from newsqa.text.byte_search import byte_at, controls, places_of
from newsqa.text.lazy import lazy_re2
from newsqa.view import View

_C0 = np.zeros(256, bool)
_C0[[byte for byte in range(0x20) if byte not in b"\t\n\r"]] = True
_C1_LEAD = 0xC2  # first byte of U+0080 to U+00BF
_RUN = lazy_re2(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x{80}-\x{9f}]+")


def check(view: View, options: NoOptions) -> Iterator[Hit]:
    """Yield each run of control characters."""
    end = 0
    for place in _controls(view):
        if place < end or (view.data[place] == _C1_LEAD and mojibake.may_be_garbled(view, place)):
            continue
        run = _RUN.match(view.raw, place)
        start, end = run.span()
        controls = view.raw[start:end].decode()
        names = ", ".join(f"U+{ord(c):04X}" for c in dict.fromkeys(controls[:5]))
        plural = f"{len(controls)} control characters" if len(controls) > 1 else "control character"
        meant = "".join(_meant(c) for c in controls)
        hint = f" (Windows-1252 for {meant})" if meant else ""
        yield Hit(
            view.row_of(start), f"{plural} {names}{hint}", start, end, edit=Edit(start, end, meant, "safe")
        )


def _controls(view: View) -> list[int]:
    """Return where a control character starts, ascending."""
    low, leads = controls(view), places_of(view, _C1_LEAD)
    found = (
        low[_C0[view.data[low]]],
        places_of(view, 0x7F),
        leads[byte_at(view, leads + 1) < 0xA0],
    )
    return sorted(np.concatenate(found).tolist())


def _meant(control: str) -> str:
    """Return the character that Windows-1252 has in the place of a C1 control, or nothing."""
    if not 0x80 <= ord(control) <= 0x9F:
        return ""
    return bytes([ord(control)]).decode("cp1252", "ignore")


RULE = Rule("TXT005", "control-character", "error", __name__, check, fix="safe")
