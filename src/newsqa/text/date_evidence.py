"""What speaks for one date of an article being its publication date, and what against it: points that are added up.

The weights order the evidence; they were set on the kinds of lines that news pages have and checked against pages whose
date is known (``make accuracy``).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from newsqa.text.agencies import agency_at
from newsqa.text.date_mention import DateMention
from newsqa.text.date_names import fold
from newsqa.text.date_words import date_words, published_gate
from newsqa.text.lazy import lazy
from newsqa.text.pieces import holding

if TYPE_CHECKING:
    from newsqa.text.date_headline import Layout

# Non-blank lines at the top and at the bottom where publication dates stand.
HEAD_LINES, FOOT_LINES = 12, 5
# A line with more characters beside its dates is running text.
LONG_LINE = 110
SHORT_REST = 60
# A date alone on its line takes no more bytes, with its weekday and its time.
LONE_BYTES = 120
# So many words beside a date may be a sentence.
SENTENCE_WORDS = 5
# The year of the first news pages.
FIRST_PAGES = 1990
EPOCH = datetime.date(1970, 1, 1)
# A longer line is a paragraph whatever the caller says; of it, only this many are read, for a dateline.
LINE_LIMIT = 300

# Of a paragraph, so many characters are asked for a date, which begins among the first.
DATELINE_CHARS = 200
DATELINE_START = 60

LABELLED = 6.0  # "Published on …"
ALONE = 4.0  # nothing else on the line
SEGMENT = 3.5  # alone between separators: "Politics | 22 March 2021 | 3 min read"
AT_EDGE = 2.0  # begins or ends a short line: "Jane Doe, 22 March 2021"
DATELINE = 3.5  # "PARIS, 22 March (AFP) – …"
WITH_TIME = 2.0
IN_BYLINE = 2.0
SHORT_LINE = 1.5
UPDATED = -2.5  # says when it was changed: the publication day only for want of a better one
EVENT = -6.0  # "© 2021", "until 3 May"
RUNNING_TEXT = -8.0
NO_YEAR = -1.0
IMPOSSIBLE = -0.5
DAY_ONLY = -1.0  # weekday and date alone at the top, without a time: many sites show today's date there,
TODAY = -2.5  # the more so when it is the day of fetching
BELOW_HEADLINE = 2.5  # right below the line that is the title
ABOVE_HEADLINE = 2.0
IN_SENTENCE = -3.0  # among several words: "The bridge is to open on 22 March"
BELOW_BODY = -1.0  # below the first paragraph: what is quoted there has dates of its own
SPAN = -6.0  # one of several days: "14 to 20 January 2022"
IN_TITLE = -6.0  # part of the title itself: what the article is about
DATED = 2.5  # "Date: …"
OLD = -6.0  # before there were pages, without a label: a date of history
OPENS_PARAGRAPH = 3.0  # "22 March 2021 The council …", beside the headline
PER_LINE = -0.1  # earlier is better, up to this many lines:
FARTHEST = 10
ELSEWHERE = -1.5  # neither at the head nor at the foot
AT_FOOT = -1.0


Origin = Literal["published", "updated", "dateline", "line"]
Label = Literal["published", "updated", "event", "dated", ""]


# Not frozen: there are a dozen an article, and a frozen one takes three times as long to make.
@dataclass(slots=True)
class HeadLine:
    """A non-blank line of an article."""

    text: str
    start: int  # offset in characters into the article's text
    index: int  # 0 = first non-blank line
    from_end: int  # 0 = last non-blank line
    is_paragraph: bool = False  # running text


@dataclass(slots=True)
class Candidate:
    """A date of an article with the points it has."""

    mention: DateMention
    line: HeadLine
    elsewhere: bool
    label: Label
    origin: Origin
    score: float
    in_future: bool  # after the day of fetching
    alone: bool  # nothing else on its line


_SEPARATORS = lazy(r"[|•·∙⋅●◦/–—―»›\-]|\s{2,}|\u00a0")
_WORDS = lazy(r"[^\W_]+")
# Vowel signs of India and of South-East Asia are no letters to regular expressions.
_LETTER = r"(?:[^\W\d_]|[\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f])"
_PLACE = lazy(rf"{_LETTER}{{2,}}(?:[ ,.'’()/\-]{{1,3}}{_LETTER}+){{0,6}}[\s,.:(–—\-]*$")
# As letters and statements are dated: "Göttingen, den 27. Oktober 2026".
_LETTER_HEAD = lazy(r"\s*[^\W\d_a-zß-ÿ][\w'’ -]{1,30},\s(?:den|d\.|le|a|il|em|dnia|dne|dňa)\s*")
_BRACKET = lazy(r"[\s,.]*\(([^()]{2,40})\)")
_DATELINE_END = lazy(
    r"(?:\s(?:года|году|г|року|р)\b)?[\s,.]*(?:\([^()]{2,40}\))?(?:[\s,.]*(?:[–—―\-:|]|/[^/]{2,30}/)|(?<=\))\s?।)"
)
_DASH = lazy(rb"[\-:|/(]|\xe2\x80[\x93-\x95]")
_PLACE_WORDS = 8
# Fewer pieces of text are asked for a label one by one: what finds them all at once takes milliseconds to prepare.
_FEW = 64
_CLOCK = lazy(r"\d{1,2}[:.h]\d{2}\s?(?:h\b|[ap]\.?m\b)?\.?", re.IGNORECASE)
_NO_WORD = lazy(r"(?:[\W\d_]*|\W*[^\W\d_]{1,3}\W+)")
# What may stand before the date of a paragraph: nothing, or an author and a stroke.
_OPENING = lazy(r"[\W_]*|[^\W\d_]{2,12}\.?(?: [^\W\d_]{2,12}\.?)?\s*[/|•·–—-]\s*")
_RIGHTS = lazy(r"©|\(c\)|copyright", re.IGNORECASE)


def judge(
    line: HeadLine,
    mention: DateMention,
    label: Label,
    group: list[DateMention],
    layout: Layout,
    reference: datetime.date | None,
) -> Candidate:
    """Add up what speaks for one date of a line and against it; ``group`` are all dates of the line."""
    text = line.text
    rest = _rest(text, group)
    running = _is_running(line, group)
    if running:
        label = _sentence_label(line, mention, label)
    short = len(" ".join(rest.split())) <= SHORT_REST
    alone = not _meaningful(rest)
    head = layout.in_head(line)
    score = (
        _by_label(label) + (0.0 if alone else _in_title(line, short, layout)) + _by_place(line, head, layout)
    )
    origin: Origin = label if label in ("published", "updated") else "line"
    if running and _is_dateline(text, mention):
        score += DATELINE
        origin = "dateline" if origin == "line" else origin
    elif running and _opens_paragraph(text, mention) and layout.near_headline(line):
        score += OPENS_PARAGRAPH
    elif running and label in ("", "event", "dated"):
        score += RUNNING_TEXT
    if alone:
        score += ALONE
        if mention.weekday is not None and mention.hour is None and not label and line.index < HEAD_LINES:
            score += TODAY if mention.date == reference else DAY_ONLY
    elif _fills_segment(text, mention, group):
        score += SEGMENT
    elif not running and (label == "dated" or _at_edge(text, mention, short)):
        score += AT_EDGE
    elif not running and not label and len(_WORDS.findall(rest)) >= SENTENCE_WORDS:
        score += IN_SENTENCE
    score += WITH_TIME if mention.hour is not None else 0.0
    score += IN_BYLINE if not running and _in_byline(text, mention) else 0.0
    score += SHORT_LINE if short and not running else 0.0
    score += 0.0 if written_year(text, mention) else NO_YEAR
    score += IMPOSSIBLE if mention.invalid else 0.0
    score += SPAN if mention.is_range else 0.0
    score += OLD if not label and _is_old(mention.date) else 0.0
    if _RIGHTS.search(text[max(0, mention.start - 30) : mention.start]):
        score += EVENT
    in_future = (
        reference is not None
        and mention.date is not None
        and mention.date > reference + datetime.timedelta(days=1)
    )
    return Candidate(mention, line, not head, label, origin, score, in_future, alone)


def naming_publication(pieces: Sequence[bytes]) -> list[int]:
    """Return which pieces of UTF-8 text hold a word such as "Published", ascending."""
    words = date_words()
    found = range(len(pieces)) if len(pieces) < _FEW else holding(published_gate(), pieces)
    return [i for i in found if words.published.search(fold(pieces[i].decode("utf-8", "ignore")))]


def may_date_paragraph(before: bytes, behind: bytes) -> bool:
    """Tell whether a date in a paragraph may be the article's; a cheap test of what ``judge`` then looks at closely.

    The arguments are what stands before and behind the date, in UTF-8. A label before it says so as well: see
    ``naming_publication``.
    """
    words = before.split()
    if len(words) > _PLACE_WORDS:
        return False
    dash = _DASH.search(behind)
    if len(words) <= 2 and (dash or _has_capital(behind)):
        return True
    text = before.decode("utf-8", "ignore")
    if dash and _PLACE.match(text):
        return True
    return date_words().updated.search(fold(text)) is not None


def _has_capital(text: bytes) -> bool:
    return any(char.isupper() for char in text.decode("utf-8", "ignore"))


def _is_old(day: datetime.date | None) -> bool:
    """Tell whether a day is one of history; the first of 1970 is what software writes for no date."""
    return day is not None and day.year < FIRST_PAGES and day != EPOCH


def _by_label(label: Label) -> float:
    return {"published": LABELLED, "updated": LABELLED + UPDATED, "event": EVENT, "dated": DATED, "": 0.0}[
        label
    ]


def _in_title(line: HeadLine, short: bool, layout: Layout) -> float:
    """Return the points of a date beside other words in a line that is the title, or may be it."""
    if layout.below_headline(line) != 0 or (line.index == 0 and short):
        return 0.0
    return IN_TITLE


def _by_place(line: HeadLine, head: bool, layout: Layout) -> float:
    if layout.near_headline(line):
        return BELOW_HEADLINE + PER_LINE * min(layout.below_headline(line) or 0, FARTHEST)
    score = PER_LINE * min(line.index, FARTHEST)
    if layout.before_headline(line):
        score += ABOVE_HEADLINE
    elif not head:
        score += AT_FOOT if line.from_end < FOOT_LINES else ELSEWHERE
    elif 0 < layout.body < line.index and line.from_end >= FOOT_LINES:
        score += BELOW_BODY
    return score


def _rest(text: str, group: list[DateMention]) -> str:
    """Return a line without its dates."""
    for other in reversed(group):
        text = text[: other.start] + " " + text[other.end :]
    return text


def _is_running(line: HeadLine, group: list[DateMention]) -> bool:
    """Tell whether a line is running text; a line of tags and counts that begins with its date is not."""
    rest = " ".join(_rest(line.text, group).split())
    if len(rest) <= LONG_LINE:
        return len(rest) > SHORT_REST and (line.is_paragraph or rest[-1] in ".!?")
    begins = not re.search(r"[^\W\d_]", line.text[: group[0].start])
    return not (begins and len(rest) <= 2 * LONG_LINE and rest[-1:] not in ".!?…»”\"'")


def _sentence_label(line: HeadLine, mention: DateMention, label: Label) -> Label:
    """Judge a label inside running text: most tell of another publication ("a study published on 3 May").

    It counts at the beginning of the line, and in a short last line ("This entry was posted on 3 May in …").
    """
    if label == "updated" or (label == "published" and mention.start <= 48):
        found = (date_words().published if label == "published" else date_words().updated).search(
            fold(line.text)
        )
        return label if found is not None and found.start() <= 12 else ""
    at_foot = line.from_end < FOOT_LINES and line.index > HEAD_LINES // 3 and len(line.text) <= LINE_LIMIT
    if at_foot and date_words().published.search(fold(line.text)):
        return "published"
    return "" if label == "published" else label


def _opens_paragraph(text: str, mention: DateMention) -> bool:
    """Tell whether a paragraph begins with a date that is no part of its sentence: "22 March 2021 The council …"."""
    if not mention.has_year or _OPENING.fullmatch(text[: mention.start]) is None:
        return False
    behind = text[mention.end : mention.end + 4].lstrip(" :|–—-")
    return behind[:1].isupper() and text[mention.end : mention.end + 1] != ","


def _in_byline(text: str, mention: DateMention) -> bool:
    """Tell whether a word such as "by" begins the line of a date, or follows the date."""
    before, after = fold(text[: mention.start]).split(), fold(text[mention.end : mention.end + 24]).split()
    words = date_words().by
    return bool((before and before[0] in words) or (after and after[0] in words))


def mentions_change(text: str, first: DateMention) -> bool:
    """Tell whether a short line names a change behind its first date: "22 March, updated at 15:28"."""
    return len(text) <= LONG_LINE and bool(date_words().updated.search(fold(text[first.end :])))


def written_year(text: str, mention: DateMention) -> bool:
    """Whether the year stands in the text: ``_likelier`` may have supplied it."""
    digits = sum(c.isdecimal() for c in text[mention.date_start : mention.date_end])
    return digits > (4 if mention.numeric else 2)


def label_of(text: str, mention: DateMention, floor: int, ceiling: int, previous: HeadLine | None) -> Label:
    """Return what the words beside a date say of it; ``previous`` is the line above."""
    words = date_words()
    before = fold(text[max(floor, mention.start - 48) : mention.start])
    label: Label = ""
    at = -1
    kinds: tuple[tuple[Label, re.Pattern[str]], ...] = (
        ("published", words.published),
        ("updated", words.updated),
        ("event", words.event),
        ("dated", words.dated),
    )
    for kind, pattern in kinds:
        for found in pattern.finditer(before):
            between = len(_WORDS.findall(before[found.end() :]))
            # Two words such as "am" and "um", or a colon, may stand between; and who published, at the line's beginning.
            most = {"event": 1, "dated": 0}.get(kind, 2 if found.start() or floor else 6)
            if between <= most and found.end() > at:
                label, at = kind, found.end()
    if label:
        return label
    after = fold(text[mention.end : min(ceiling, mention.end + 12)]).lstrip(" )）,、")
    for kind, pattern in kinds[:2]:
        found_after = pattern.match(after)
        if found_after is not None and after[:1] >= "\u0600":
            return kind
    if previous is not None and not text[: mention.start].strip() and len(previous.text) <= 30:
        above = fold(previous.text.strip().rstrip(":"))
        for kind, pattern in kinds[:2]:
            found_above = pattern.match(above)
            if found_above is not None and len(_WORDS.findall(above[found_above.end() :])) <= 1:
                return kind
    return ""


def _meaningful(rest: str) -> bool:
    """Tell whether there is anything but labels and one small word beside the dates of a line."""
    words = date_words()
    folded = fold(_CLOCK.sub(" ", rest))
    folded = words.dated.sub(" ", words.published.sub(" ", words.updated.sub(" ", folded)))
    return sum(len(word) for word in _WORDS.findall(folded) if word not in words.joiners) > 3


def _fills_segment(text: str, mention: DateMention, group: list[DateMention]) -> bool:
    """Tell whether the date stands alone between two separators, or at an end of the line beside one."""
    before = text[: mention.start].rstrip(" ")
    after = text[mention.end :].lstrip(" ")
    opened = not before or _SEPARATORS.match(before[-1:]) is not None
    closed = not after or _SEPARATORS.match(after[:1]) is not None
    if not closed:
        closed = any(other.start > mention.start and _near(text, mention.end, other.start) for other in group)
    return opened and closed


def _at_edge(text: str, mention: DateMention, short: bool) -> bool:
    """Tell whether the date begins its line, or ends a short one, but for signs and a count of comments.

    Behind a small word it is part of the phrase ("Minutes of the meeting of 3 May").
    """
    before = text[: mention.start]
    if _NO_WORD.fullmatch(before) or (len(before) <= 30 and _SEPARATORS.match(before.rstrip()[-1:])):
        return True
    if not short or _NO_WORD.fullmatch(text[mention.end :]) is None:
        return False
    if _LETTER_HEAD.fullmatch(before):
        return True
    words = before.split()
    timed = mention.hour is not None and len(words) <= 2
    return timed or not words[-1].isalpha() or not words[-1].islower()


def _near(text: str, end: int, start: int) -> bool:
    """Tell whether only a label stands between two dates."""
    return not _meaningful(text[end:start])


def _is_signed(text: str, end: int) -> bool:
    """Tell whether an agency in brackets stands behind a date."""
    bracket = _BRACKET.match(text, end)
    return bracket is not None and agency_at(bracket[1], 0) == len(bracket[1])


def _is_dateline(text: str, mention: DateMention) -> bool:
    """Tell whether the date belongs to a dateline: a place before it, an agency or a dash behind it."""
    if mention.start > DATELINE_START:
        return False
    if _DATELINE_END.match(text, mention.end) is None and not _is_signed(text, mention.end):
        return False
    place = text[: mention.start]
    if not place.strip():
        return len(text) > LONG_LINE
    found = _PLACE.match(place)
    letters = [c for c in place if c.isalpha()]
    return found is not None and bool(letters) and (letters[0].isupper() or not letters[0].islower())
