"""What people are shown of a text: the line around a finding, and short excerpts."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from newsqa.view import View

Integers = NDArray[np.int64]

EXCERPT_CHARS = 80
SNIPPET_CHARS = 110
# So many bytes on each side hold more characters than a snippet shows, but for emoji.
_WINDOW = 3 * (SNIPPET_CHARS + 1)
_FOUND = 4 * (SNIPPET_CHARS + 1)  # of what was found no more is shown

# The line a finding stands in, or a window of it, as UTF-8; where in it what was found begins, and its length, in bytes.
Snippet = tuple[bytes, int, int]


def windows(
    view: View, lines: Integers, start: Integers, end: Integers
) -> tuple[Integers, Integers, Integers]:
    """Return where the shown part of each stretch's first line begins and ends, and where in it the stretch ends.

    All are byte offsets into the view's data; ``lines`` index ``View.lines``.
    """
    bounds = np.append(view.lines, len(view.raw))
    stop = bounds[lines + 1]
    high = np.minimum(np.minimum(end, stop), start + _FOUND)
    return np.maximum(bounds[lines], start - _WINDOW), np.minimum(stop, high + _WINDOW), high


def cut(snippet: Snippet) -> tuple[str, int, int]:
    """Return a snippet as text of `SNIPPET_CHARS` around what was found, whose start and length are in characters."""
    window, start, length = snippet
    before = window[:start].decode("utf-8", "ignore")
    found = window[start : start + length].decode("utf-8", "ignore").rstrip("\r\n")[:SNIPPET_CHARS]
    behind = window[start + length :].decode("utf-8", "ignore").rstrip("\r\n")
    room = max(SNIPPET_CHARS - len(found), 0)
    left = max(room // 2, room - len(behind))
    shown = f"…{before[-left + 1 :]}" if len(before) > left > 1 else before if len(before) <= left else "…"
    text = shown + found + behind[: max(room - len(shown), 0)]
    whole = len(shown) + len(found) + len(behind) == len(text)
    return text if whole else text[: SNIPPET_CHARS - 1] + "…", len(shown), max(1, len(found))


def shorten(text: str, limit: int = EXCERPT_CHARS) -> str:
    """Return a text on one line, cut to ``limit`` characters with "…" where something is left out."""
    line = " ".join(text[: 4 * limit].split())
    return line if len(line) <= limit and len(text) <= 4 * limit else line[: limit - 1] + "…"
