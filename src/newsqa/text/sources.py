"""Who an article says it is from: bylines, agency credits and datelines in its first and last lines.

A credit counts by its place: a line of its own near the title or after the text, the start of the first paragraph (a
dateline), the end of the last. Running text is never searched for names. A wrong name does more harm than a missing
one, so a name without any word such as "by" counts only beside a date or a role.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from newsqa.text import agencies
from newsqa.text.body_credits import body_credits
from newsqa.text.byline import Credit, read_credit
from newsqa.text.byline_lines import DIVIDERS, bodies, dates_apart, ends_open, is_dated, pieces
from newsqa.text.byline_tokens import Form, Kind, Part, is_known, tokenize, words
from newsqa.text.credit_gate import candidate_lines
from newsqa.text.credits import (
    Opening,
    cjk_reporters,
    closing_byline,
    is_photo_credit,
    opening,
    uncased_names,
)
from newsqa.text.lazy import lazy
from newsqa.text.prose import ends_sentence
from newsqa.text.signatures import biography, signature
from newsqa.text.surroundings import FOOT_LINES, HEAD_LINES, SourceLine, Surroundings

__all__ = ["SourceLine", "SourceMention", "Sources", "find_sources"]

# "Posted on 15 October by Jane Doe." ends as a sentence does.
_POSTED = lazy(r"(?i:posted|published|written)\b.{0,80}\b(?:by)\b.{0,40}$")
# A comma, a bracket or a dash behind a name, and words that go on with it.
_APPOSITION = lazy(r"\s*[,(|–—-]\s*\w")
_APPOSITION_WORDS = 7
_MOST_NAMES = 4  # of one person
_INITIALS = lazy(r"[^\W\d_]{2,4}")
# Shorter labels need their colon.
_MIN_LABEL = 4
_SOFT_HYPHEN = "\u00ad"


@dataclass(frozen=True, slots=True)
class SourceMention:
    """A name that signs the article, as written but for soft hyphens.

    ``start`` and ``end`` are characters of the article, end exclusive. ``form`` says how it was found: "byline" (after a
    word such as "by"), "label" ("Author: …"), "name" (a line with nothing but names), "dateline", "credit" (an agency's
    mark), "partner" ("… with …") or "contributor" ("… contributed to this report"). ``index`` is that of the line,
    ``within`` the character of the line at which the name starts.
    """

    name: str
    start: int
    end: int
    kind: Kind
    form: Form
    index: int = 0
    within: int = 0


class Sources(NamedTuple):
    """The sources an article's text names, in its order; a name that stands twice is listed twice."""

    mentions: tuple[SourceMention, ...] = ()

    def names(self, kind: Kind) -> tuple[str, ...]:
        """Return the different names of a kind, in order; people who only contributed do not sign."""
        signing = (m for m in self.mentions if m.form != "contributor" or m.kind != "author")
        return tuple(dict.fromkeys(mention.name for mention in signing if mention.kind == kind))


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
    found = _Reading(list(lines), candidates, count).mentions()
    if not found and (apart := dates_apart([lines[i] for i in candidates])):
        found = _apart_from_dates(lines, apart, count)
    return Sources(found)


def _apart_from_dates(
    lines: Sequence[SourceLine], apart: dict[int, int], count: Callable[[str], int] | None
) -> tuple[SourceMention, ...]:
    """Read an article again as if the dates of its credits stood in lines of their own: by line, where to divide it."""
    divided: list[SourceLine] = []
    before = 0
    for line in lines:
        cut = apart.get(line.index)
        one = replace(line, index=line.index + before)
        if cut is None:
            divided.append(one)
            continue
        behind = line.text[cut:].lstrip(DIVIDERS)
        at = line.start + len(line.text) - len(behind)
        divided.append(replace(one, text=line.text[:cut].rstrip(DIVIDERS), from_end=line.from_end + 1))
        before += 1
        divided.append(replace(one, text=behind, start=at, index=line.index + before))
    found = _Reading(divided, candidate_lines(line.text for line in divided), count).mentions()
    return tuple(_placed(mention, lines) for mention in found)


def _placed(mention: SourceMention, lines: Sequence[SourceLine]) -> SourceMention:
    line = next(line for line in reversed(lines) if line.start <= mention.start)
    return replace(mention, index=line.index, within=mention.start - line.start)


def _behind_role(text: str, part: Part) -> Part:
    """Return the person at the end of what reads like a body's name ("Health Reporter Jane Holt"), else the part itself."""
    if part.kind != "organisation":
        return part
    tokens = tokenize(text[: part.end], part.start)
    last = max((k for k, token in enumerate(tokens) if token.folded in words("roles")), default=-1)
    behind = tokens[last + 1 :]
    if last < 0 or not 2 <= len(behind) <= _MOST_NAMES or not is_known(text[behind[0].start : part.end]):
        return part
    return Part(behind[0].start, part.end, "author", True)


class _Reading:
    """The lines of one article with what has been found in them so far."""

    def __init__(
        self, lines: list[SourceLine], candidates: list[int], count: Callable[[str], int] | None
    ) -> None:
        self.around = Surroundings(lines, count)
        self.lines = lines
        self.candidates = candidates
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
        if not self._has_author():
            self._biographies()
        for i in self.candidates:
            for part, form in body_credits(self.around, i):
                self._add_parts(self.lines[i], [part], form)
        return tuple(sorted(self.found.values(), key=lambda m: (m.start, m.end)))

    def _has_author(self) -> bool:
        return any(mention.kind == "author" for mention in self.found.values())

    def _add(self, line: SourceLine, start: int, end: int, kind: Kind, form: Form) -> None:
        if any(s < line.start + end and line.start + start < e for s, e in self.found):
            return
        key = (line.start + start, line.start + end)
        name = line.text[start:end].replace(_SOFT_HYPHEN, "")
        self.found[key] = SourceMention(name, *key, kind, form, line.index, start)

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
        if self.around.running[i] and not _POSTED.match(line.text):
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
            credit = read_credit(line.text, how.end, labelled=how.labelled or is_dated(line.text))
            if self._accept(i, how, credit):
                parts = [_behind_role(line.text, part) for part in credit.parts]
                self._add_parts(line, parts, "label" if how.kind == "label" else "byline")
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
        if credit.tail == "text" and not (known and self._is_apposition(i, credit)):
            return False
        if self.lines[i].index == 0 or self.lines[i].text == self.lines[0].text:
            return (
                known
                and credit.parts[0].kind == "author"
                and self.lines[0].from_end > 0
                and (self.around.near_date(i, 2) or self.around.beside_text(i))
            )
        if known or any(part.kind == "agency" for part in credit.parts):
            return True
        near = self.around.near_date(i, 2) or credit.tail in ("date", "role")
        if all(part.kind == "organisation" for part in credit.parts):
            return near
        return near or (i + 1 < len(self.lines) and self.around.running[i + 1])

    def _is_apposition(self, i: int, credit: Credit) -> bool:
        """Whether a few words behind a comma say of the names what nobody has listed ("By Jane Doe, g1 Recife")."""
        text = self.lines[i].text
        rest = text[credit.parts[-1].end :]
        return (
            _APPOSITION.match(rest) is not None
            and len(rest.split()) <= _APPOSITION_WORDS
            and not ends_sentence(text)
            and self.around.near_date(i, 2)
        )

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
            if self.around.running[k] or line.index != self.lines[i - 1].index + 1 + k - i:
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
            if self.around.running[i]:
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
            after_text = i > 0 and self.around.running[i - 1]
            if (how and how.labelled) or after_text or ends_open(line.text):
                self._byline(i)

    def _foot_names(self, foot: list[int]) -> None:
        """Read a signature right below the text, of known people whom the text does not name."""
        for i in foot:
            text = self.lines[i].text
            if (
                self.around.running[i]
                or not (self.around.running[i - 1] and self.around.adjoins(i, i - 1))
                or is_photo_credit(text)
                or self.around.is_caption(i)
            ):
                continue
            signed = signature(text)
            people = [part for part in signed.parts if part.kind == "author"] if signed else []
            names = [text[person.start : person.end] for person in people]
            if (
                signed
                and people
                and all(person.known for person in people)
                and self.around.are_once(text, names)
            ):
                self._add_parts(self.lines[i], signed.parts, "name")
                return

    def _biographies(self) -> None:
        """Read the sentence about the author below the text, of somebody whom the text does not name."""
        for i in self.candidates:
            line = self.lines[i]
            if line.from_end >= FOOT_LINES or not line.index or not (person := biography(line.text)):
                continue
            name = line.text[person.start : person.end].split()[-1]
            if self.around.count(name) == line.text.count(name):
                self._add_parts(line, [person], "byline")

    # -- names alone --------------------------------------------------------------------------------------------------

    def _bare_names(self, head: list[int]) -> None:
        """Read the lines of the head that hold nothing but names and stand beside a date or a role."""
        best: list[tuple[int, Credit]] = []
        last = None
        for i in head:
            if self.around.running[i] or self.lines[i].index == 0:
                continue
            credit = self.around.bare(i)
            if credit is None:
                continue
            if last is not None and i - last > 1:
                break
            best.append((i, credit))
            last = i
        for i, credit in best:
            self._add_parts(self.lines[i], credit.parts, "name")
