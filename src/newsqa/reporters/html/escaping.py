"""How text becomes part of the page, and stays text."""

from __future__ import annotations

import html
import re

from newsqa.reporters.terminal import printable

# All but line ends, tabs, and the marks that right-to-left text is written with.
_OTHERS = re.compile("[^\n\t\u061c\u200e\u200f]+")


def escape(text: str) -> str:
    """Return a short text for anywhere in the page: on one line, controls as pictures, safe in attributes."""
    return html.escape(line(text))


def line(text: str) -> str:
    """Return a text on one line, controls as pictures, as long as before."""
    return printable(_whole(text))


def readable(text: str) -> str:
    """Return an article's text as long as before: its lines end in LF, other controls are pictures."""
    lines = _whole(text).replace("\r\n", " \n").replace("\r", "\n")
    return _OTHERS.sub(lambda part: printable(part[0]), lines)


def _whole(text: str) -> str:
    """Return a text with "?" for halves of surrogate pairs, which no encoding can write."""
    return text.encode("utf-8", "replace").decode()
