"""TXT005 control-character: a control character other than tab and line ends.

What it does
    Flags each run of C0 controls (except TAB, LF and CR), DEL and C1 controls (U+0080 to U+009F).

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
import re2

from newsqa.rules.base import Edit, Hit, NoOptions, Rule
from newsqa.view import View

_C0 = bytes({*range(0x20), 0x7F} - {*b"\t\n\r"})
_RUN = re2.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x{80}-\x{9f}]+")


def check(view: View, options: NoOptions) -> Iterator[Hit]:
    """Yield each run of control characters."""
    if not _may_hold_controls(view):
        return
    for run in _RUN.finditer(view.raw):
        start, end = run.span()
        controls = view.raw[start:end].decode()
        names = ", ".join(f"U+{ord(c):04X}" for c in dict.fromkeys(controls[:5]))
        plural = f"{len(controls)} control characters" if len(controls) > 1 else "control character"
        meant = "".join(_meant(c) for c in controls)
        hint = f" (Windows-1252 for {meant})" if meant else ""
        yield Hit(
            view.row_of(start), f"{plural} {names}{hint}", start, end, edit=Edit(start, end, meant, "safe")
        )


def _may_hold_controls(view: View) -> bool:
    """Tell, faster than a search does, whether there may be a control character at all."""
    if len(view.raw.translate(None, _C0)) != len(view.raw):
        return True
    leads = np.flatnonzero(view.data[:-1] == 0xC2)
    return bool((view.data[leads + 1] < 0xA0).any())


def _meant(control: str) -> str:
    """Return the character that Windows-1252 has in the place of a C1 control, or nothing."""
    if not 0x80 <= ord(control) <= 0x9F:
        return ""
    return bytes([ord(control)]).decode("cp1252", "ignore")


RULE = Rule("TXT005", "control-character", "error", __name__, check, fix="safe")
