"""Where an article begins on its page: the lines that repeat its title, below which its date stands.

A page's text opens with the page's title; menus, teasers and other articles' dates may follow before the headline.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from newsqa.text.date_evidence import HEAD_LINES, LINE_LIMIT, HeadLine
from newsqa.text.lazy import lazy

# A shorter title may stand on any line: "Sport".
_MIN_CHARS = 12
# So much of a title tells it from others: sites shorten it, or append their name.
_TOLD_BY = 20
# Title and site are joined by one of these: "Title - Site".
_JOINS = lazy(r"\s+[|\-–—·•:»«›ǀ]+\s+")
# Lines below the headline, and above it, in which the article's date stands.
BELOW, ABOVE = 4, 2


@dataclass(slots=True)
class Layout:
    """How the lines of an article lie."""

    lines: Sequence[HeadLine]
    headlines: list[
        int
    ]  # indices of the lines that are the title again; of the first line when there are none
    body: int  # index of the first paragraph, 0 without one
    _by_index: dict[int, HeadLine] = field(default_factory=dict)

    def above(self, line: HeadLine) -> HeadLine | None:
        """Return the line above one, or None."""
        if not self._by_index:
            self._by_index = {line.index: line for line in self.lines}
        return self._by_index.get(line.index - 1)

    def below_headline(self, line: HeadLine) -> int | None:
        """Return how many lines a line stands below the nearest headline above it (0: it is one), or None."""
        place = bisect_left(self.headlines, line.index + 1)
        return line.index - self.headlines[place - 1] if place else None

    def near_headline(self, line: HeadLine) -> bool:
        """Tell whether a line stands right below a headline."""
        below = self.below_headline(line)
        return below is not None and 0 < below <= BELOW

    def before_headline(self, line: HeadLine) -> bool:
        """Tell whether a line stands right above a headline."""
        place = bisect_left(self.headlines, line.index + 1)
        return place < len(self.headlines) and self.headlines[place] - line.index <= ABOVE

    def in_head(self, line: HeadLine) -> bool:
        """Tell whether a line stands at the head of the article: near its top, its headline or its first paragraph."""
        return (
            line.index < HEAD_LINES
            or line.index <= self.body + 3
            or self.near_headline(line)
            or self.before_headline(line)
        )


def layout_of(lines: Sequence[HeadLine], title: str | None) -> Layout:
    """Return the layout of an article's lines; ``title`` is the declared one, or None."""
    body = next((line.index for line in lines if line.is_paragraph or len(line.text) > LINE_LIMIT), 0)
    opening = lines[0].text if lines and lines[0].index == 0 else ""
    starts = told_by(title, opening)
    repeated = [
        line.index
        for line in lines
        if line.index and len(line.text) <= LINE_LIMIT and line.text.startswith(starts)
    ]
    return Layout(lines, repeated or [0], body)


def told_by(title: str | None, opening: str) -> tuple[str, ...]:
    """Return how lines begin that repeat a title: as the whole of it, as its longest part, as its first part."""
    forms = set()
    for name in (title, opening):
        if name:
            parts = _JOINS.split(name)
            forms |= {name, max(parts, key=len), parts[0]}
    return tuple(form[:_TOLD_BY] for form in forms if len(form) >= _MIN_CHARS)
