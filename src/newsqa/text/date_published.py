"""Which of the dates of an article is its publication date.

Each date at the head and the foot gets points for what speaks for it; the best one wins if it has enough. The
weights order the evidence; they were set on the kinds of lines that news pages have and checked against pages whose
date is known (``benchmarks/date_accuracy.py``).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from newsqa.text.date_find import find_dates
from newsqa.text.date_mention import DateMention
from newsqa.text.date_names import fold
from newsqa.text.date_order import resolve
from newsqa.text.date_words import date_words

# Non-blank lines at the top and at the bottom where publication dates stand.
HEAD_LINES, FOOT_LINES = 12, 5
# A line with more characters beside its dates is running text.
LONG_LINE = 110
SHORT_REST = 60
# A longer line is a paragraph whatever the caller says; of it, only this many are read, for a dateline.
LINE_LIMIT = 300
# The least score of a date that is taken for the publication date.
THRESHOLD = 2.5

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
PER_LINE = -0.1  # earlier is better, up to this many lines:
FARTHEST = 10
ELSEWHERE = -1.5  # neither at the head nor at the foot
AT_FOOT = -1.0
IN_LIST = -3.0  # one of several days below the head, written alike: the dates of other articles
SAME_DAY = 1.0  # another candidate has the same day


Label = Literal["published", "updated", "event", ""]


# Not frozen: there are a dozen an article, and a frozen one takes three times as long to make.
@dataclass(slots=True)
class HeadLine:
    """A non-blank line of an article."""

    text: str
    start: int  # offset in characters into the article's text
    index: int  # 0 = first non-blank line
    from_end: int  # 0 = last non-blank line
    is_paragraph: bool = False  # running text
    is_byline: bool = False


@dataclass(frozen=True, slots=True)
class Published:
    """The publication date found in a text."""

    mention: DateMention  # positions count from the start of its line
    line: int  # index of its line
    start: int  # offsets in characters into the article's text, end exclusive
    end: int
    origin: Literal["published", "updated", "dateline", "line"]  # what told that it is the publication date
    confidence: float  # 0 to 1; an ordering, not a probability
    modified: DateMention | None = None  # when the text tells of a later change
    modified_line: int | None = None


@dataclass(slots=True)
class _Candidate:
    mention: DateMention
    line: HeadLine
    elsewhere: bool
    label: Label
    origin: Literal["published", "updated", "dateline", "line"]
    score: float
    in_future: bool  # after the day of fetching


_SEPARATORS = re.compile(r"[|•·∙⋅●◦/–—―»›\-]|\s{2,}|\u00a0")
_WORDS = re.compile(r"[^\W_]+")
_PLACE = re.compile(r"[^\W\d_]{2,}(?:[ ,.'’()/\-]{1,3}[^\W\d_]+){0,6}[\s,.:(–—\-]*$")
_DATELINE_END = re.compile(r"[\s,.]*(?:\([^()]{2,40}\))?[\s,.]*(?:[–—―\-:|]|/[^/]{2,30}/)")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}\s?(?:h\b|[ap]\.?m\b)?\.?", re.IGNORECASE)
_NO_WORD = re.compile(r"(?:[\W\d_]*|\W*[^\W\d_]{1,3}\W+)")
_RIGHTS = re.compile(r"©|\(c\)|copyright", re.IGNORECASE)


def published(
    lines: Sequence[HeadLine],
    *,
    languages: Sequence[str] = (),
    region: str | None = None,
    reference: datetime.date | None = None,
) -> Published | None:
    """Choose the publication date among the dates of an article's lines.

    ``lines`` are non-blank lines in order: at least the first 12 and the last 5; those between count only when they
    say so themselves ("Published …", or a date with its time alone on the line). ``reference`` is the day the article
    was fetched, or today: later days are taken only for want of others, and it gives the year of a date without one.
    None when no date has enough evidence.
    """
    candidates = _candidates(lines, languages, region, reference)
    best = _best(candidates)
    if best is None:
        return None
    second = max((c.score for c in candidates if c.mention.date != best.mention.date), default=0.0)
    margin = best.score - max(second, 0.0)
    confidence = min(0.99, max(0.05, 0.3 + best.score * 0.05 + min(margin, 4.0) * 0.05))
    modified = _modified(candidates, best)
    return Published(
        mention=best.mention,
        line=best.line.index,
        start=best.line.start + best.mention.start,
        end=best.line.start + best.mention.end,
        origin=best.origin,
        confidence=round(confidence, 2),
        modified=modified.mention if modified else None,
        modified_line=modified.line.index if modified else None,
    )


def _best(candidates: list[_Candidate]) -> _Candidate | None:
    """Return the candidate with the most evidence; one that tells of a change only when there is no other."""
    alike: dict[tuple[bool, str, bool], list[_Candidate]] = {}
    for c in candidates:
        if c.elsewhere and not c.label and c.score > RUNNING_TEXT / 2:
            alike.setdefault((c.mention.numeric, c.mention.order, c.mention.hour is not None), []).append(c)
    for listed in alike.values():
        if len({c.mention.date for c in listed}) > 1:
            for candidate in listed:
                candidate.score += IN_LIST
    for candidate in candidates:
        others = (c for c in candidates if c is not candidate and c.label != "event" and not c.elsewhere)
        if any(other.mention.date == candidate.mention.date and other.score > 0 for other in others):
            candidate.score += SAME_DAY
    enough = [c for c in candidates if c.score >= THRESHOLD and not c.in_future]
    if not enough:
        # For want of others: a slip in the year of a line that tells the day of publication all the same.
        later = [c for c in candidates if c.score >= THRESHOLD and c.in_future and not c.elsewhere]
        enough = [c for c in later if c.label == "published"]
        if not enough and len({c.mention.date for c in later}) == 1:
            enough = later  # several days to come are a calendar
    # The first of the best: text order decides between equals.
    first = [c for c in enough if c.label != "updated"] or enough
    # Below the head stand the dates of comments and of other articles.
    first = [c for c in first if not c.elsewhere or c.label] or first
    return max(first, key=lambda c: c.score) if first else None


def _modified(candidates: list[_Candidate], best: _Candidate) -> _Candidate | None:
    later = [
        c
        for c in candidates
        if c.label == "updated" and c is not best and c.score > RUNNING_TEXT and c.mention.date is not None
    ]
    return later[0] if later else None


def _candidates(
    lines: Sequence[HeadLine],
    languages: Sequence[str],
    region: str | None,
    reference: datetime.date | None,
) -> list[_Candidate]:
    found: list[tuple[HeadLine, list[DateMention]]] = []
    for line in lines:
        # Running text is asked for a dateline only.
        if len(line.text) > LINE_LIMIT:
            line = replace(line, text=line.text[:LINE_LIMIT], is_paragraph=True)
        mentions = find_dates(line.text, languages=languages, region=region)
        if mentions:
            found.append((line, mentions))
    decided = iter(resolve([mention for _, mentions in found for mention in mentions]))
    above = {line.index + 1: line for line in lines}
    body = next((line.index for line in lines if line.is_paragraph or len(line.text) > LINE_LIMIT), 0)
    candidates = []
    for line, mentions in found:
        group = [_likelier(next(decided), reference) for _ in mentions]
        judged = []
        for place, mention in enumerate(group):
            floor = group[place - 1].end if place else 0
            ceiling = group[place + 1].start if place + 1 < len(group) else len(line.text)
            label = _label(line.text, mention, floor, ceiling, above.get(line.index))
            judged.append((mention, label))
        behind = line.text[group[0].end :] if len(line.text) <= LONG_LINE else ""
        changed = any(label == "updated" for _, label in judged) or bool(
            date_words().updated.search(fold(behind))
        )
        for mention, label in judged:
            if mention.date is None and mention.invalid is None:
                continue
            if changed and not label and mention is group[0]:
                label = "published"  # beside the day of a change stands the day of publication
            if _is_running(line, group):
                label = _sentence_label(line, mention, label)
            candidates.append(_judge(line, mention, label, group, line.index <= body + 3, reference))
    return candidates


def _likelier(mention: DateMention, reference: datetime.date | None) -> DateMention:
    """Take the reading of an ambiguous date that is not in the future, and the last such day without a year."""
    if reference is None:
        return mention
    limit = reference + datetime.timedelta(days=1)
    if mention.ambiguous:
        other = mention.swapped()
        if (
            mention.date is not None
            and mention.date > limit
            and other.date is not None
            and other.date <= limit
        ):
            return other.decided()
    if mention.year is None:
        for year in (limit.year, limit.year - 1):
            dated = replace(mention, year=year)
            if dated.date is not None and dated.date <= limit:
                return dated
    return mention


def _judge(
    line: HeadLine,
    mention: DateMention,
    label: Label,
    group: list[DateMention],
    above_body: bool,
    reference: datetime.date | None,
) -> _Candidate:
    """Add up what speaks for one date and against it."""
    text = line.text
    rest = _rest(text, group)
    beside = len(" ".join(rest.split()))
    running = _is_running(line, group)
    alone = not _meaningful(rest)
    short = beside <= SHORT_REST
    head = line.index < HEAD_LINES or above_body
    score = PER_LINE * min(line.index, FARTHEST)
    origin: Literal["published", "updated", "dateline", "line"] = "line"
    if label == "published":
        score += LABELLED
        origin = "published"
    elif label == "updated":
        score += LABELLED + UPDATED
        origin = "updated"
    elif label == "event":
        score += EVENT
    if running and _is_dateline(text, mention):
        score += DATELINE
        origin = "dateline" if origin == "line" else origin
    elif running and label in ("", "event"):
        score += RUNNING_TEXT
    if alone:
        score += ALONE
        if mention.weekday is not None and mention.hour is None and not label and line.index < HEAD_LINES:
            score += TODAY if mention.date == reference else DAY_ONLY
    elif _fills_segment(text, mention, group):
        score += SEGMENT
    elif not running and _at_edge(text, mention, short):
        score += AT_EDGE
    score += WITH_TIME if mention.hour is not None else 0.0
    score += IN_BYLINE if line.is_byline else 0.0
    score += SHORT_LINE if short and not running else 0.0
    score += 0.0 if _written_year(text, mention) else NO_YEAR
    score += IMPOSSIBLE if mention.invalid else 0.0
    foot = line.from_end < FOOT_LINES
    if not head:
        score += AT_FOOT if foot else ELSEWHERE
    if _RIGHTS.search(text[max(0, mention.start - 30) : mention.start]):
        score += EVENT
    in_future = (
        reference is not None
        and mention.date is not None
        and mention.date > reference + datetime.timedelta(days=1)
    )
    return _Candidate(mention, line, not head, label, origin, score, in_future)


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


def _written_year(text: str, mention: DateMention) -> bool:
    """Whether the year stands in the text: ``_likelier`` may have supplied it."""
    digits = sum(c.isdecimal() for c in text[mention.date_start : mention.date_end])
    return digits > (4 if mention.numeric else 2)


def _label(text: str, mention: DateMention, floor: int, ceiling: int, previous: HeadLine | None) -> Label:
    """Return what the words beside a date say of it."""
    words = date_words()
    before = fold(text[max(floor, mention.start - 48) : mention.start])
    label: Label = ""
    at = -1
    kinds: tuple[tuple[Literal["published", "updated", "event"], re.Pattern[str]], ...] = (
        ("published", words.published),
        ("updated", words.updated),
        ("event", words.event),
    )
    for kind, pattern in kinds:
        for found in pattern.finditer(before):
            between = before[found.end() :]
            # Two words such as "am" and "um", or a colon, may stand between.
            if len(_WORDS.findall(between)) <= (2 if kind != "event" else 1) and found.end() > at:
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
    if _NO_WORD.fullmatch(text[: mention.start]):
        return True
    if not short or _NO_WORD.fullmatch(text[mention.end :]) is None:
        return False
    before = text[: mention.start].split()
    return not before or not before[-1].isalpha() or not before[-1].islower()


def _near(text: str, end: int, start: int) -> bool:
    """Tell whether only a label stands between two dates."""
    return not _meaningful(text[end:start])


def _is_dateline(text: str, mention: DateMention) -> bool:
    """Tell whether the date belongs to a dateline: a place before it, an agency or a dash behind it."""
    if mention.start > 60:
        return False
    if _DATELINE_END.match(text, mention.end) is None:
        return False
    place = text[: mention.start]
    if not place.strip():
        return len(text) > LONG_LINE
    found = _PLACE.match(place)
    letters = [c for c in place if c.isalpha()]
    return found is not None and bool(letters) and (letters[0].isupper() or not letters[0].islower())
