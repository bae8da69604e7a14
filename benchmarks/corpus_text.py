"""Clean articles for ``corpus.py``: sentences from patterns, articles from sentences."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import cache
from random import Random
from typing import Any

from corpus_words import LANGUAGES, Language

Article = dict[str, Any]
Pool = tuple[str, ...]

MEDIAN_BYTES = 2500  # of the text, in UTF-8; log-normal around it, as news is
SPREAD = 0.35  # sigma of the logarithm
FIRST_DAY = datetime(2015, 1, 1)
DAYS = 3650  # the last day is in December 2024
DENSE = frozenset({"zh", "ja"})  # written without spaces: length counts characters


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern ready to be filled: text with a ``%s`` for each pool of words."""

    form: str
    pools: tuple[tuple[Pool, int], ...]

    def fill(self, rng: Random) -> str:
        draw = rng.random
        text = self.form % tuple([pool[int(draw() * size)] for pool, size in self.pools])
        return text[0].upper() + text[1:]


@dataclass(frozen=True, slots=True)
class Grammar:
    """The patterns of one language."""

    titles: tuple[Pattern, ...]
    subheads: tuple[Pattern, ...]
    sentences: tuple[Pattern, ...]


_SLOT = re.compile(r"\{(\w+)\}|\[([^\]]*)\]")


def _numbers(language: Language) -> dict[str, Pool]:
    big = tuple(f"{number:,}".replace(",", language.thousands) for number in range(1100, 98000, 130))
    percent = tuple(language.percent_form.format(n=number) for number in range(3, 97))
    return {"n": tuple(map(str, range(3, 97))), "big": big, "percent": percent}


def _people(language: Language) -> tuple[str, dict[str, Pool]]:
    """Return the pattern of a person and its pools; office and first name agree where the language has two genders."""
    if not language.offices_f:
        return language.person_form, {
            "office": language.offices,
            "first": language.first,
            "last": language.last,
        }
    pairs = ((language.offices, language.first), (language.offices_f, language.first_f))
    names = tuple(f"{office} {first}" for offices, firsts in pairs for office in offices for first in firsts)
    return "{office_first} {last}", {"office_first": names, "last": language.last}


def _compile(pattern: str, pools: dict[str, Pool]) -> Pattern:
    chosen: list[tuple[Pool, int]] = []

    def take(match: re.Match[str]) -> str:
        pool = pools[match[1]] if match[1] else tuple(match[2].split("|"))
        if any("{" in word for word in pool):
            raise ValueError(f"slots do not nest: {pattern}")
        chosen.append((pool, len(pool)))
        return "%s"

    form = _SLOT.sub(take, pattern.replace("%", "%%"))
    return Pattern(form, tuple(chosen))


def _apart(pattern: str) -> str:
    """Keep the two places of a pattern, where it has two, from being the same one."""
    if pattern.count("{place}") < 2:
        return pattern
    return pattern.replace("{place}", "{here}", 1).replace("{place}", "{there}")


@cache
def grammar(code: str) -> Grammar:
    """Return the compiled patterns of the language ``code``."""
    language = LANGUAGES[code]
    person, pools = _people(language)
    half = len(language.place) // 2
    pools |= _numbers(language) | {"place": language.place, "topic": language.topic, "group": language.group}
    pools |= {"here": language.place[:half], "there": language.place[half:]}

    def compiled(patterns: tuple[str, ...]) -> tuple[Pattern, ...]:
        return tuple(_compile(_apart(pattern.replace("{person}", person)), pools) for pattern in patterns)

    return Grammar(compiled(language.titles), compiled(language.subheads), compiled(language.sentences))


def date_line(
    language: Language, year: int, month: int, day: int, clock: datetime, *, weekday: int | None
) -> str:
    """Write the date line; ``clock`` gives time and offset, and without ``weekday`` (0 is Monday) none is named."""
    offset = _minutes(clock)
    return language.date_line.format(
        weekday=_weekday(language, weekday),
        day=day,
        month=language.months[month - 1],
        year=year,
        hour=clock.hour,
        minute=clock.minute,
        zone=next(label for minutes, label in language.zones if minutes == offset),
    )


def _minutes(moment: datetime) -> int:
    offset = moment.utcoffset() or timedelta()
    return int(offset.total_seconds()) // 60


def _weekday(language: Language, weekday: int | None) -> str:
    return "" if weekday is None else language.weekday_form.format(weekday=language.weekdays[weekday])


def dated(language: Language, moment: datetime) -> str:
    """Write the date line of a moment that exists."""
    return date_line(language, moment.year, moment.month, moment.day, moment, weekday=moment.weekday())


def _moment(language: Language, rng: Random) -> datetime:
    offset = timezone(timedelta(minutes=rng.choice(language.zones)[0]))
    start = FIRST_DAY + timedelta(days=rng.randrange(DAYS), minutes=rng.randrange(6 * 60, 22 * 60))
    return start.replace(tzinfo=offset)


def _authors(language: Language, rng: Random) -> list[str]:
    firsts = language.first + language.first_f
    count = 1 if rng.random() < 0.8 else 2
    lasts = rng.sample(language.last, count)
    return [language.name_form.format(first=rng.choice(firsts), last=last) for last in lasts]


def _publisher(language: Language, rng: Random) -> str:
    beginning, ending = map(rng.choice, language.publishers)
    joined = language.code in DENSE or ending.startswith("-")
    return beginning + ending if joined else f"{beginning} {ending}"


def _paragraph(patterns: Iterator[Pattern], length: float, space: str, rng: Random) -> str:
    """Write sentences until ``length`` characters are as nearly reached as whole sentences allow."""
    sentences = [next(patterns).fill(rng)]
    total = len(sentences[0])
    while total < length * 0.8:
        sentences.append(next(patterns).fill(rng))
        total += len(sentences[-1])
    return space.join(sentences)


def _shuffled(patterns: tuple[Pattern, ...], rng: Random) -> Iterator[Pattern]:
    """Yield the patterns for ever, each as often as the others, in a new order every time."""
    while True:
        yield from rng.sample(patterns, len(patterns))


def _body(language: Language, rng: Random) -> list[str]:
    """Write 8 to 14 different paragraphs with one or two sub-heads among them."""
    patterns = grammar(language.code)
    count = rng.randint(8, 14)
    length = rng.lognormvariate(math.log(MEDIAN_BYTES), SPREAD) / language.bytes_per_character / count
    order = _shuffled(patterns.sentences, rng)
    blocks: dict[str, None] = {}  # a set that keeps its order
    while len(blocks) < count:
        blocks[_paragraph(order, length, language.sentence_space, rng)] = None
    body = list(blocks)
    for place in sorted(rng.sample(range(2, count - 1), rng.randint(1, 2)), reverse=True):
        subhead = rng.choice(patterns.subheads).fill(rng)
        if subhead not in body:
            body.insert(place, subhead)
    return body


def clean_article(number: int, seed: int, language: Language, rng: Random) -> Article:
    """Write article ``number``, without faults."""
    moment = _moment(language, rng)
    authors, publisher = _authors(language, rng), _publisher(language, rng)
    byline = language.by_line.format(authors=language.and_word.join(authors), publisher=publisher)
    modified = moment + timedelta(minutes=rng.randint(5, 600)) if rng.random() < 0.6 else None
    head = f"{byline}\n{dated(language, moment)}"
    return {
        "id": f"s{seed}n{number}",
        "title": rng.choice(grammar(language.code).titles).fill(rng),
        "text": "\n\n".join([head, *_body(language, rng)]),
        "published": moment.isoformat(),
        "modified": modified and modified.isoformat(),
        "authors": authors,
        "publisher": publisher,
        "url": f"https://{language.code}.news.example/articles/s{seed}n{number}",
        "language": language.code,
    }
