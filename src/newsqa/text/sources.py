"""Who an article says it is from: bylines, agency credits and datelines in its first and last lines.

A credit counts by its place: a line of its own near the title or after the text, the start of the first paragraph (a
dateline), the end of the last. Running text is never searched for names. A wrong name does more harm than a missing
one, so a name without any word such as "by" counts only beside a date or a role.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from newsqa.text import agencies
from newsqa.text.byline import Credit, Kind, Part, read_credit
from newsqa.text.byline_lines import bodies, ends_open, is_dated, is_role, may_be_name, pieces, plausible_rest
from newsqa.text.byline_tokens import is_known, tokenize, words
from newsqa.text.credit_gate import agency_names, candidate_lines
from newsqa.text.credits import (
    NAMES_LIMIT,
    Opening,
    cjk_reporters,
    closing_byline,
    is_photo_credit,
    opening,
    uncased_names,
    with_partner,
)
from newsqa.text.signatures import contributors, newsroom, signature

Form = Literal["byline", "label", "name", "dateline", "credit", "partner"]

HEAD_LINES = 12
FOOT_LINES = 5

# "Posted on 15 October by Jane Doe." ends as a sentence does.
_POSTED = re.compile(r"(?i:posted|published|written)\b.{0,80}\b(?:by)\b.{0,40}$")
_INITIALS = re.compile(r"[^\W\d_]{2,4}")
_MIN_LABEL = 5

# A longer line is running text whatever the caller says.
_MAX_LINE = 200
# What a name without an introducing word needs: see _evidence.
_ENOUGH = 3


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


@dataclass(frozen=True, slots=True)
class SourceMention:
    """A name that signs the article, as written; ``start`` and ``end`` are characters of the article, end exclusive.

    ``form`` says how it was found: "byline" (after a word such as "by"), "label" ("Author: …"), "name" (a line with
    nothing but names), "dateline", "credit" (an agency's mark) or "partner" ("… with …"). ``index`` is that of the line,
    ``within`` the character of the line at which the name starts.
    """

    name: str
    start: int
    end: int
    kind: Kind
    form: Form
    index: int = 0
    within: int = 0


@dataclass(frozen=True, slots=True)
class Sources:
    """The sources an article's text names, in its order; a name that stands twice is listed twice."""

    mentions: tuple[SourceMention, ...] = ()

    def names(self, kind: Kind) -> tuple[str, ...]:
        """Return the different names of a kind, in order."""
        return tuple(dict.fromkeys(mention.name for mention in self.mentions if mention.kind == kind))


_NOTHING = Sources()


def find_sources(
    lines: Sequence[SourceLine],
    *,
    languages: Sequence[str] = (),
    candidates: list[int] | None = None,
    count: Callable[[str], int] | None = None,
) -> Sources:
    """Return the people, organisations and agencies that the head and the foot of an article name as its sources.

    ``lines`` are lines of one article in order, none blank; those that are in neither its first HEAD_LINES nor its
    last FOOT_LINES are ignored. ``languages`` (BCP 47) is what is known of the language; empty when nothing is. At
    present all languages' words are tried whatever it says. ``candidates`` are the `candidate_lines` of ``lines`` when
    they are known, which then are the head and foot and nothing else. ``count`` tells how often a word stands in the whole
    article; by default the lines are counted in. Never raises; nothing found is an empty result.
    """
    if candidates is None:
        lines = [line for line in lines if line.index < HEAD_LINES or line.from_end < FOOT_LINES]
        candidates = candidate_lines(line.text for line in lines)
    if not candidates:
        return _NOTHING
    return Sources(_Reading(list(lines), candidates, count).mentions())


class _Reading:
    """The lines of one article with what has been found in them so far."""

    def __init__(
        self, lines: list[SourceLine], candidates: list[int], count: Callable[[str], int] | None
    ) -> None:
        self.lines = lines
        self.count = count or (lambda word: sum(line.text.count(word) for line in lines))
        self.candidates = candidates
        self.running = [_is_running(line) for line in lines]
        self.found: dict[tuple[int, int], SourceMention] = {}

    def mentions(self) -> tuple[SourceMention, ...]:
        """Read all lines, those with the strongest evidence first."""
        head = [i for i in self.candidates if self.lines[i].index < HEAD_LINES]
        foot = [i for i in self.candidates if self.lines[i].index >= HEAD_LINES]
        self._bylines(head)
        if not self._has_author():
            self._bare_names(head)
        if not self._has_author():
            self._foot_bylines(foot)
        if not self._has_author():
            self._foot_names(foot)
        for i in self.candidates:
            self._credits(i, self.lines[i])
        return tuple(sorted(self.found.values(), key=lambda m: (m.start, m.end)))

    def _has_author(self) -> bool:
        return any(mention.kind == "author" for mention in self.found.values())

    def _add(self, line: SourceLine, start: int, end: int, kind: Kind, form: Form) -> None:
        if any(s < line.start + end and line.start + start < e for s, e in self.found):
            return
        key = (line.start + start, line.start + end)
        self.found[key] = SourceMention(line.text[start:end], *key, kind, form, line.index, start)

    def _add_parts(self, line: SourceLine, parts: Sequence[Part], form: Form) -> None:
        for part in parts:
            self._add(
                line,
                part.start,
                part.end,
                part.kind,
                "credit" if part.kind == "agency" and form == "name" else form,
            )

    # -- bylines ------------------------------------------------------------------------------------------------------

    def _bylines(self, head: list[int]) -> None:
        """Read the first byline of the head and the lines that continue it; later ones belong to other stories."""
        last = None
        for i in head:
            if last is not None and i - last > 2:
                break
            if self._byline(i):
                last = i

    def _byline(self, i: int) -> bool:
        line = self.lines[i]
        if self.running[i] and not _POSTED.match(line.text):
            return self._in_paragraph(line)
        if line.text.casefold().rstrip(" :：") in words("label") and len(line.text) > _MIN_LABEL:
            return self._continued(i + 1)
        reporters = list(cjk_reporters(line.text))
        for start, name in reporters:
            self._add(line, start, start + len(name), "author", "byline")
        if reporters:
            return True
        before = len(self.found)
        for piece in pieces(line.text):
            how = opening(line.text, piece)
            if how is None:
                continue
            if how.end >= len(line.text) and how.kind != "source":
                return self._continued(i + 1)
            if how.kind == "source":
                self._add_parts(line, bodies(read_credit(line.text, how.end, labelled=True)), "label")
                continue
            if how.script == "uncased":
                for span in uncased_names(line.text, how.end, labelled=how.labelled):
                    self._add(line, *span, "author", "label" if how.kind == "label" else "byline")
                continue
            if how.labelled and _INITIALS.fullmatch(line.text.strip(), how.end):
                self._add(line, how.end, len(line.text.rstrip()), "author", "label")
                break
            credit = read_credit(line.text, how.end, labelled=how.labelled)
            if self._accept(i, how, credit):
                self._add_parts(line, credit.parts, "label" if how.kind == "label" else "byline")
                break
        if len(line.text) <= 40 and ends_open(line.text):
            return self._continued(i + 1)
        return len(self.found) > before

    def _accept(self, i: int, how: Opening, credit: Credit) -> bool:
        """Whether what follows an introducing word is a byline."""
        if not credit.parts:
            return False
        known = any(part.known for part in credit.parts)
        if how.labelled:
            return credit.tail != "text" or (known and how.kind == "label")
        if credit.tail == "text":
            return False
        if self.lines[i].index == 0 or self.lines[i].text == self.lines[0].text:
            return (
                known
                and credit.parts[0].kind == "author"
                and self.lines[0].from_end > 0
                and (self._near_date(i, 2) or self._beside_text(i))
            )
        if known or any(part.kind == "agency" for part in credit.parts):
            return True
        near = self._near_date(i, 2) or credit.tail in ("date", "role")
        if all(part.kind == "organisation" for part in credit.parts):
            return near
        return near or (i + 1 < len(self.lines) and self.running[i + 1])

    def _in_paragraph(self, line: SourceLine) -> bool:
        """Read the byline that closes a stand-first, and the reporter of a dateline in Chinese or Korean."""
        span = closing_byline(line.text)
        if span:
            credit = read_credit(line.text, span)
            if credit.tail == "none" and credit.parts and all(part.known for part in credit.parts):
                self._add_parts(line, credit.parts, "byline")
                return True
        how = opening(line.text, 0)
        if how and how.kind == "intro" and how.script == "cased":
            # "By Jane Doe, an editor who has written …": a name and a role at once are no sentence.
            credit = read_credit(line.text, how.end)
            following = (
                [token.folded for token in tokenize(line.text, credit.parts[-1].end)[:5]]
                if credit.parts
                else []
            )
            if (
                following[:1] == [","]
                and len(following) > 2
                and credit.parts[0].known
                and words("roles") & {*following[1:]}
            ):
                self._add_parts(line, credit.parts, "byline")
                return True
        reporters = list(cjk_reporters(line.text[: agencies.HEAD_WINDOW]))
        for start, name in reporters:
            self._add(line, start, start + len(name), "author", "byline")
        if reporters:
            return True
        base = max(0, len(line.text) - agencies.TAIL_WINDOW)
        for start, name in cjk_reporters(line.text[base:], closing=True):
            self._add(line, base + start, base + start + len(name), "author", "byline")
        return False

    def _continued(self, i: int) -> bool:
        """Read the names on the lines after a line with nothing but "By"."""
        found = False
        for k, line in enumerate(self.lines[i : i + 8], i):
            text = line.text.strip()
            if self.running[k] or line.index != self.lines[i - 1].index + 1 + k - i:
                break
            if text in {",", "&", "…", "|", "/"} or text.casefold() in words("and"):
                continue
            credit = read_credit(line.text, labelled=True)
            if not credit.parts:
                credit = signature(line.text) or credit
            if len(text) > 100 or not credit.parts or credit.tail == "text":
                break
            self._add_parts(line, credit.parts, "byline")
            found = True
        return found

    def _foot_bylines(self, foot: list[int]) -> None:
        """Read a byline below the text; there, teasers of other stories have bylines, too."""
        for i in foot:
            line = self.lines[i]
            if self.running[i]:
                how = opening(line.text, 0)
                if how and how.kind == "credit" and how.end < 20:
                    credit = read_credit(line.text, how.end, labelled=True)
                    if credit.tail != "text":
                        self._add_parts(line, credit.parts, "byline")
                base = max(0, len(line.text) - agencies.TAIL_WINDOW)
                for start, name in cjk_reporters(line.text[base:], closing=True):
                    self._add(line, base + start, base + start + len(name), "author", "byline")
                continue
            how = opening(line.text, 0)
            after_text = i > 0 and self.running[i - 1]
            if (how and how.labelled) or after_text or ends_open(line.text):
                self._byline(i)

    def _foot_names(self, foot: list[int]) -> None:
        """Read a signature right below the text, of known people whom the text does not name."""
        for i in foot:
            text = self.lines[i].text
            if (
                self.running[i]
                or not (self.running[i - 1] and self._adjoins(i, i - 1))
                or is_photo_credit(text)
                or self._is_caption(i)
            ):
                continue
            signed = signature(text)
            people = [part for part in signed.parts if part.kind == "author"] if signed else []
            names = [text[person.start : person.end] for person in people]
            if signed and people and all(person.known for person in people) and self._are_once(text, names):
                self._add_parts(self.lines[i], signed.parts, "name")
                return

    # -- names alone --------------------------------------------------------------------------------------------------

    def _bare_names(self, head: list[int]) -> None:
        """Read the lines of the head that hold nothing but names and stand beside a date or a role."""
        best: list[tuple[int, Credit]] = []
        last = None
        for i in head:
            if self.running[i] or self.lines[i].index == 0:
                continue
            credit = self._bare(i)
            if credit is None:
                continue
            if last is not None and i - last > 1:
                break
            best.append((i, credit))
            last = i
        for i, credit in best:
            self._add_parts(self.lines[i], credit.parts, "name")

    def _bare(self, i: int) -> Credit | None:
        text = self.lines[i].text
        if len(text) > NAMES_LIMIT or is_photo_credit(text):
            return None
        if text[:1].isupper() and not text.isupper() and (credit := self._named_line(i, read_credit(text))):
            return credit
        if not (self._near_date(i, 3) or self._is_near(i) or is_known(text)):
            return None
        credit = signature(text)
        return self._signed_line(i, credit) if credit else None

    def _signed_line(self, i: int, credit: Credit) -> Credit | None:
        """Return a signature that the lines around it speak for."""
        text = self.lines[i].text
        people = [part for part in credit.parts if part.kind == "author"]
        if not people or is_role(text) or self._is_caption(i):
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
            # Nothing in the name itself tells that it is one.
            if not part.known and not (self._near_date(i, 1) or credit.tail in ("date", "role")):
                return None
        if credit.tail == "plain" and not all(part.known for part in people):
            return None
        return credit if self._evidence(i, credit, people) >= _ENOUGH else None

    def _named_line(self, i: int, credit: Credit) -> Credit | None:
        """Return the names of a line with nothing else that the lines around it speak for."""
        text = self.lines[i].text
        people = [part for part in credit.parts if part.kind == "author"]
        if not people or self._is_caption(i) or people[0].start > 2 or not plausible_rest(text, credit):
            return None
        title = self.lines[0].text.casefold()
        if any(text[p.start : p.end].casefold() in title for p in people):
            return None
        article = "\n".join(line.text for line in self.lines)
        if not all(p.known or may_be_name(text[p.start : p.end], article) for p in people):
            return None
        return credit if self._evidence(i, credit, people) >= _ENOUGH else None

    def _evidence(self, i: int, credit: Credit, people: list[Part]) -> int:
        """Weigh what speaks for a line of names being the byline.

        2 each: a date or a role behind the name, on the next line or the line before; known given names. 1 each: a date
        two or three lines away; the title right before; running text right before or after; an agency beside the people; that
        the names stand nowhere else. Without a date or a role, names are those of the people in the news, unless the text
        never names them.
        """
        weight = 2 if credit.tail in ("date", "role") else 0
        if self._near_date(i, 1) or (i + 1 < len(self.lines) and is_role(self.lines[i + 1].text)):
            weight += 2
        elif self._near_date(i, 3):
            weight += 1
        names = [self.lines[i].text[person.start : person.end] for person in people]
        once = self._are_once(self.lines[i].text, names)
        twice = sum(line.text == self.lines[i].text for line in self.lines) > 1
        if not weight and not (once and (twice or self._is_near(i)) and all(p.known for p in people)):
            return 0
        weight += once
        # Right under the title there is nothing else.
        weight += i == 1
        weight += 2 if all(person.known for person in people) else 0
        if self._beside_text(i):
            weight += 1
        if any(part.kind == "agency" for part in credit.parts):
            weight += 1
        return weight

    def _is_caption(self, i: int) -> bool:
        """Whether a picture's credit follows on the next line."""
        return i + 1 < len(self.lines) and is_photo_credit(self.lines[i + 1].text)

    def _is_near(self, i: int) -> bool:
        """Whether the text begins right above a line of the head, or below it."""
        near = any(self._adjoins(i, k) and self.running[k] for k in (i - 1, i + 1, i + 2, i + 3))
        return near and self.lines[i].index < HEAD_LINES

    def _are_once(self, text: str, names: list[str]) -> bool:
        """Whether a line's names stand nowhere else in the article, but for the same line again."""
        same = sum(line.text == text for line in self.lines)
        return all(self.count(name.split()[-1]) <= text.count(name) * same for name in names)

    def _beside_text(self, i: int) -> bool:
        return any(self._adjoins(i, k) and self.running[k] for k in (i - 1, i + 1))

    def _adjoins(self, i: int, k: int) -> bool:
        """Whether a line that was read is the next one in the article, too."""
        return 0 <= k < len(self.lines) and self.lines[k].index - self.lines[i].index == k - i

    @cached_property
    def dated(self) -> list[bool]:
        """Which lines are no paragraphs and hold a date or a time."""
        return [not r and is_dated(line.text) for line, r in zip(self.lines, self.running, strict=True)]

    def _near_date(self, i: int, distance: int) -> bool:
        return any(self.dated[max(0, i - distance) : i] + self.dated[i + 1 : i + 1 + distance])

    # -- agencies -----------------------------------------------------------------------------------------------------

    def _credits(self, i: int, line: SourceLine) -> None:
        """Read an agency's marks: the dateline, the credit after the text, and lines with nothing else."""
        text = line.text
        named = agency_names().search(text.encode("utf-8", "replace")) is not None
        if named and (span := agencies.dateline(text)):
            self._add(line, *span, "agency", "dateline")
        if line.from_end < FOOT_LINES and any(phrase in text.casefold() for phrase in words("contributed")):
            named_author = self._has_author()
            parts = [part for part in contributors(text) if part.kind != "author" or not named_author]
            self._add_parts(line, parts, "byline")
            return
        if self.running[i]:
            for piece in agencies.tail_credit(text) if named else ():
                self._add(line, *piece, "agency", "credit")
            return
        foot = line.from_end < FOOT_LINES and line.index > 0
        if is_photo_credit(text) and not (foot and text.lstrip(" (").startswith("©")):
            return
        if named:
            marked = agencies.agency_line(text, ambiguous=foot or self._near_date(i, 1))
            for piece in marked or agencies.tail_credit(text):
                self._add(line, *piece, "agency", "credit")
        how = opening(text, 0)
        if how and how.kind == "source" and how.end < len(text):
            credit = read_credit(text, how.end, labelled=True)
            self._add_parts(
                line, bodies(credit) or (not credit.parts and _called(text, how.end)) or (), "label"
            )
        elif text.casefold() in words("newsrooms") and (self._near_date(i, 2) or self._beside_text(i)):
            self._add(line, 0, len(text), "organisation", "name")
        elif line.index > 0 and (span := newsroom(text)) and (self._near_date(i, 2) or self._beside_text(i)):
            self._add(line, *span, "organisation", "name")
        elif line.index > 0 or line.from_end == 0:
            self._add_parts(line, with_partner(text), "partner")
            if named:
                self._add_parts(line, self._agency_first(i, text), "credit")
                self._add_parts(line, self._agencies_only(i, text), "credit")

    def _agencies_only(self, i: int, text: str) -> list[Part]:
        """Return the agencies of a line that names nobody else ("AFP, MANILA", "Staff writer, with AFP")."""
        if not (self._near_date(i, 2) or self._beside_text(i)):
            return []
        signed = signature(text)
        if signed is None or any(part.kind == "author" for part in signed.parts):
            return []
        return list(signed.parts)

    def _agency_first(self, i: int, text: str) -> list[Part]:
        """Return the agency of a line such as "Associated Press in Valencia" or "News – Anadolu Ajansı"."""
        if len(text) > 60 or not (self._near_date(i, 2) or self.lines[i].from_end == 0):
            return []
        for start in pieces(text):
            end = agencies.agency_at(text, start, ambiguous=self._near_date(i, 1))
            rest = [] if end is None else tokenize(text, end)
            if end is not None and (not rest or (rest[0].folded in words("role_tail") and len(rest) <= 4)):
                return [Part(start, end, "agency", True)]
        return []


def _called(text: str, start: int) -> list[Part]:
    """Return what stands behind a source's label when it is one capitalised word ("Source: Macrumors")."""
    name = text[start:].rstrip(" .")
    one = " " not in name and name[:1].isupper() and name.casefold() not in words("not_names")
    return [Part(start, start + len(name), "organisation")] if one and len(name) > 2 else []


def _is_running(line: SourceLine) -> bool:
    """Whether a line is running text; a long line of many pieces between bars that ends no sentence is not."""
    text = line.text
    if len(text) > _MAX_LINE:
        return True
    if not line.is_paragraph or text[-1] in ".!?" or not any(bar in text for bar in "|·•"):
        return line.is_paragraph
    return len(re.findall(r"\s[|·•]\s", text)) < 2
