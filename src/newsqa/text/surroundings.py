"""The lines of an article's head and foot, and what stands around each: what speaks for a line being a byline."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, pairwise

from newsqa.text.byline import Credit, read_credit
from newsqa.text.byline_lines import (
    has_year_behind,
    is_dated,
    is_pictured,
    is_role,
    may_be_name,
    names_office,
    plausible_rest,
)
from newsqa.text.byline_tokens import Part, is_known, words
from newsqa.text.credits import NAMES_LIMIT, is_photo_credit
from newsqa.text.signatures import signature

HEAD_LINES = 12
FOOT_LINES = 5

# A longer line is running text whatever the caller says.
_MAX_LINE = 200
# What a name without an introducing word needs: see evidence.
_ENOUGH = 3
# Words of so many letters stand within others.
_SHORT_WORD = 3
# A shorter line may stand in the title by chance.
_MIN_TITLE = 12


# Not frozen: there are a dozen an article, and a frozen one takes three times as long to make.
@dataclass(slots=True)
class SourceLine:
    """A line of an article that is not blank.

    ``start`` is the character offset of ``text`` in the article. ``index`` counts the lines that are not blank from 0,
    ``from_end`` counts them from the end, the last one being 0. ``is_paragraph``: it is running text.
    """

    text: str
    start: int
    index: int
    from_end: int
    is_paragraph: bool


class Surroundings:
    """The lines of one article that are read, by number, with what stands around them.

    ``count`` tells how often a word stands in the whole article; without it the lines are counted in.
    """

    def __init__(self, lines: list[SourceLine], count: Callable[[str], int] | None) -> None:
        self.lines = lines
        self.count = count or (lambda word: sum(line.text.count(word) for line in lines))
        self.running = [_is_running(line) for line in lines]

    def bare(self, i: int) -> Credit | None:
        """Return the names of a line that holds nothing else, when the lines around it speak for them."""
        text = self.lines[i].text
        if len(text) > NAMES_LIMIT or is_photo_credit(text) or names_office(text):
            return None
        if text[:1].isupper() and not text.isupper() and (credit := self._named_line(i, read_credit(text))):
            return credit
        if not (self.dated[i] or self.near_date(i, 3) or self.is_near(i) or is_known(text)):
            return None
        credit = signature(text)
        return self._signed_line(i, credit) if credit else None

    def _signed_line(self, i: int, credit: Credit) -> Credit | None:
        """Return a signature that the lines around it speak for."""
        text = self.lines[i].text
        people = [part for part in credit.parts if part.kind == "author"]
        if not people or is_role(text) or self.is_caption(i) or is_pictured(text, credit):
            return None
        if not self.may_sign(i, credit):
            return None
        title = self.lines[0].text.casefold()
        article = "\n".join(line.text for line in self.lines)
        for part in people:
            name = text[part.start : part.end]
            if name.casefold() in title:
                return None
            cased = name != name.swapcase()
            unlike = name.isupper() or len(name.split()[-1]) == 1 or not may_be_name(name, article)
            if cased and not part.known and unlike:
                return None
            # "New Delhi, our correspondent" in a script without capitals.
            if not cased and not part.known and credit.tail == "role":
                return None
            # Nothing in the name itself tells that it is one.
            if not part.known and not (self.near_date(i, 1) or credit.tail in ("date", "role")):
                return None
        if credit.tail == "plain" and not all(part.known for part in people):
            return None
        return credit if self.evidence(i, credit, people) >= _ENOUGH else None

    def _named_line(self, i: int, credit: Credit) -> Credit | None:
        """Return the names of a line with nothing else that the lines around it speak for."""
        text = self.lines[i].text
        people = [part for part in credit.parts if part.kind == "author"]
        if not people or self.is_caption(i) or people[0].start > 2 or not plausible_rest(text, credit):
            return None
        if not self.may_sign(i, credit):
            return None
        title = self.lines[0].text.casefold()
        if any(text[p.start : p.end].casefold() in title for p in people):
            return None
        article = "\n".join(line.text for line in self.lines)
        if not all(p.known or may_be_name(text[p.start : p.end], article) for p in people):
            return None
        return credit if self.evidence(i, credit, people) >= _ENOUGH else None

    def evidence(self, i: int, credit: Credit, people: list[Part]) -> int:
        """Weigh what speaks for a line of names being the byline.

        2 each: a date or a role behind the name, on the next line or the line before; known given names; several people
        beside running text. 1 each: a date two or three lines away; the title right before; running text beside one; an
        agency beside the people; that the names stand nowhere else. Without a date or a role, names are those of the people
        in the news, unless the text never names them.
        """
        weight = 2 if credit.tail in ("date", "role") else 0
        names = [self.lines[i].text[person.start : person.end] for person in people]
        once = self.are_once(self.lines[i].text, names)
        if self.near_date(i, 1) or (i + 1 < len(self.lines) and is_role(self.lines[i + 1].text)):
            weight += 2
        elif self.near_date(i, 3) and not self.is_in_news(names):
            weight += 1
        twice = sum(line.text == self.lines[i].text for line in self.lines) > 1
        several = len(people) > 1 and self.beside_text(i)
        if not weight and not (
            once and (twice or self.is_near(i)) and (several or all(p.known for p in people))
        ):
            return 0
        weight += several
        weight += once
        # Right under the title there is nothing else.
        weight += i == 1
        weight += 2 if all(person.known for person in people) else 0
        if self.beside_text(i):
            weight += 1
        if any(part.kind == "agency" for part in credit.parts):
            weight += 1
        return weight

    def is_caption(self, i: int) -> bool:
        """Whether a picture's credit follows on the next line."""
        return i + 1 < len(self.lines) and is_photo_credit(self.lines[i + 1].text)

    def is_near(self, i: int) -> bool:
        """Whether the text begins right above a line of the head, or below it."""
        near = any(self.adjoins(i, k) and self.running[k] for k in (i - 1, i + 1, i + 2, i + 3))
        return near and self.lines[i].index < HEAD_LINES

    def are_once(self, text: str, names: list[str]) -> bool:
        """Whether a line's names stand nowhere else in the article, but for the same line again."""
        same = sum(line.text == text for line in self.lines)
        return all(self.count(name.split()[-1]) <= text.count(name) * same for name in names)

    def is_above_title(self, i: int) -> bool:
        """Whether the title stands again right below a line, which then is a section's name or the site's."""
        title = self.lines[0].text.casefold()
        return any(
            line.text.casefold() in title for line in self.lines[i + 1 : i + 3] if len(line.text) > _MIN_TITLE
        )

    def may_sign(self, i: int, credit: Credit) -> bool:
        """Whether a line's unknown names may be people's.

        Their words stand nowhere else, they are no phrases, no year alone follows, and the title does not stand below.
        """
        text = self.lines[i].text
        names = [text[p.start : p.end] for p in credit.parts if p.kind == "author" and not p.known]
        if names and (self.is_above_title(i) or has_year_behind(text, credit)):
            return False
        joints = (text[a.end : b.start].strip() for a, b in pairwise(credit.parts))
        if names and any(joint.isalpha() and len(joint) == 1 for joint in joints):
            return False  # "a" and "e" join names, and begin phrases in other languages
        for name in names:
            first, *rest = name.split()
            if first.isupper() and 1 < len(first) < 4 and not name.isupper():
                return False
            if len(rest) == 2 and rest[0] in words("particles"):
                return False
            within = sum(
                line.text.count(name)
                for line, r in zip(self.lines, self.running, strict=True)
                if not r and line.text != text and not line.text.startswith(name)
            )
            own = self.count(name) - within
            # "Doe" may be called so once more, where the author is told about.
            if any(self.count(w) > own for w in (first, *rest[:-1]) if len(w) > _SHORT_WORD):
                return False
            if rest and len(rest[-1]) > _SHORT_WORD and self.count(rest[-1]) > own + 1:
                return False
        return True

    def is_in_news(self, names: list[str]) -> bool:
        """Whether the text names one of the people, other than in short lines and in sentences about them."""
        for name in names:
            last = name.split()[-1]
            own = (
                line.text
                for line, r in zip(self.lines, self.running, strict=True)
                if not r or line.text.startswith(name)
            )
            if self.count(last) > sum(text.count(last) for text in own):
                return True
        return False

    def beside_text(self, i: int) -> bool:
        """Whether running text stands right above or below a line."""
        return any(self.adjoins(i, k) and self.running[k] for k in (i - 1, i + 1))

    def adjoins(self, i: int, k: int) -> bool:
        """Whether a line that was read is the next one in the article, too."""
        return 0 <= k < len(self.lines) and self.lines[k].index - self.lines[i].index == k - i

    @cached_property
    def dated(self) -> list[bool]:
        """Which lines are no paragraphs and hold a date or a time."""
        return [not r and is_dated(line.text) for line, r in zip(self.lines, self.running, strict=True)]

    def near_date(self, i: int, distance: int) -> bool:
        """Whether a dated line stands so many lines above or below one; lines of marks alone do not count."""
        for side in (range(i - 1, -1, -1), range(i + 1, len(self.lines))):
            told = (k for k in side if any(map(str.isalnum, self.lines[k].text)))
            if any(self.dated[k] for k in islice(told, distance)):
                return True
        return False


def _is_running(line: SourceLine) -> bool:
    """Whether a line is running text; a long line of many pieces between bars that ends no sentence is not."""
    text = line.text
    if len(text) > _MAX_LINE:
        return True
    if not line.is_paragraph or text[-1] in ".!?" or not any(bar in text for bar in "|·•"):
        return line.is_paragraph
    return len(re.findall(r"\s[|·•]\s", text)) < 2
