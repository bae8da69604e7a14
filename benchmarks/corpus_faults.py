"""Faults for ``corpus.py``: functions that take a clean article and give it one fault, with the truth about it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from corpus_text import DENSE, Article, date_line, dated, grammar
from corpus_words import LANGUAGES, Language

BYLINE, DATE, LEDE = 0, 1, 3  # indexes of lines in the text of a clean article
ENDS = (".", "。", ".”")  # of paragraphs; sub-heads have no full stop
LATIN = frozenset({"en", "fr", "de", "es", "it", "pt"})
CONTROLS = "\x01\x08\x0b\x0c\x1f\x81"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault that was put into an article.

    ``line`` and ``column`` say where it shows in the text, counted from 1 in lines and characters; both are null when
    it is an absence or shows in a column alone. ``field`` is the other column that carries it, if one does.
    """

    code: str
    line: int | None = None
    column: int | None = None
    field: str | None = None


Injection = tuple[Article, Fault]
Injector = Callable[[Article, Random], Injection | None]

# Each takes a clean article and gives another one with the fault, or null when this article cannot have it.


def _language(article: Article) -> Language:
    return LANGUAGES[article["language"]]


def _lines(article: Article) -> list[str]:
    text: str = article["text"]
    return text.split("\n")


def _with(article: Article, lines: Sequence[str], **columns: Any) -> Article:
    return article | {"text": "\n".join(lines)} | columns


def _paragraphs(lines: Sequence[str]) -> list[int]:
    """Return the indexes of the paragraphs, without the sub-heads."""
    return [index for index in range(LEDE, len(lines)) if lines[index].endswith(ENDS)]


def _long_enough(text: str, dense: bool, least: int) -> bool:
    return (len(text) if dense else len(text.split())) >= least


def drop_date(article: Article, rng: Random) -> Injection:
    """DAT001: neither date line nor metadata."""
    lines = _lines(article)
    del lines[DATE]
    return _with(article, lines, published=None, modified=None), Fault("DAT001", field="published")


def break_date(article: Article, rng: Random) -> Injection:
    """DAT002: a day that the month does not have, in the date line and in the metadata."""
    moment, language, lines = (
        datetime.fromisoformat(article["published"]),
        _language(article),
        _lines(article),
    )
    month, day = rng.choice(((2, 30), (4, 31), (6, 31), (9, 31), (11, 31)))
    lines[DATE] = date_line(language, moment.year, month, day, moment, weekday=None)
    published = f"{moment.year}-{month:02}-{day}{article['published'][10:]}"
    broken = _with(article, lines, published=published, modified=None)
    return broken, Fault("DAT002", DATE + 1, _date_column(lines[DATE], moment.year, day), "published")


def _date_column(line: str, year: int, day: int) -> int:
    """Return the column where the date begins: at its day or its year, whichever comes first."""
    found = re.search(rf"(?<!\d)(?:{day}|{year})(?!\d)", line)
    if found is None:
        raise ValueError(f"no date in {line!r}")
    return found.start() + 1


def postpone(article: Article, rng: Random) -> Injection:
    """DAT004: published in another century, on the right day of the week."""
    moment, language, lines = (
        datetime.fromisoformat(article["published"]),
        _language(article),
        _lines(article),
    )
    moment = moment.replace(year=rng.randint(2200, 2999), day=min(moment.day, 28))
    lines[DATE] = dated(language, moment)
    late = _with(article, lines, published=moment.isoformat(), modified=None)
    return late, Fault("DAT004", DATE + 1, _date_column(lines[DATE], moment.year, moment.day), "published")


def modify_too_early(article: Article, rng: Random) -> Injection:
    """DAT006: modified hours or days before it was published."""
    moment = datetime.fromisoformat(article["published"]) - timedelta(minutes=rng.randint(60, 5000))
    return article | {"modified": moment.isoformat()}, Fault("DAT006", field="modified")


def mistake_weekday(article: Article, rng: Random) -> Injection:
    """DAT007: the date line names another day of the week."""
    moment, language, lines = (
        datetime.fromisoformat(article["published"]),
        _language(article),
        _lines(article),
    )
    wrong = (moment.weekday() + rng.randint(1, 6)) % 7
    lines[DATE] = date_line(language, moment.year, moment.month, moment.day, moment, weekday=wrong)
    before = language.date_line.partition("{weekday}")[0] + language.weekday_form.partition("{weekday}")[0]
    before = before.format(year=moment.year, month=language.months[moment.month - 1], day=moment.day)
    return _with(article, lines), Fault("DAT007", DATE + 1, len(before) + 1)


def drop_source(article: Article, rng: Random) -> Injection:
    """SRC001: no byline, no authors, no publisher."""
    return _with(article, _lines(article)[1:], authors=[], publisher=None), Fault("SRC001", field="authors")


def repeat_title(article: Article, rng: Random) -> Injection:
    """DUP001: the title heads the text and stands there a second time."""
    title = article["title"]
    return _with(article, [title, "", title, "", *_lines(article)]), Fault("DUP001", 3, 1)


def repeat_lede(article: Article, rng: Random) -> Injection:
    """DUP002: the first paragraph stands twice."""
    lines = _lines(article)
    lines[LEDE + 1 : LEDE + 1] = ["", lines[LEDE]]
    return _with(article, lines), Fault("DUP002", LEDE + 3, 1)


def repeat_paragraph(article: Article, rng: Random) -> Injection | None:
    """DUP003: a later paragraph stands twice, next to itself or further down."""
    lines, dense = _lines(article), article["language"] in DENSE
    paragraphs = _paragraphs(lines)
    sources = [index for index in paragraphs[1:] if _long_enough(lines[index], dense, 30 if dense else 10)]
    if not sources:
        return None
    source = rng.choice(sources)
    after = rng.choice([index for index in paragraphs if index >= source])
    lines[after + 1 : after + 1] = ["", lines[source]]
    return _with(article, lines), Fault("DUP003", after + 3, 1)


def repeat_body(article: Article, rng: Random) -> Injection:
    """DUP005: everything from the lede on stands twice."""
    lines = _lines(article)
    return _with(article, [*lines, "", *lines[LEDE:]]), Fault("DUP005", len(lines) + 2, 1)


def drop_title(article: Article, rng: Random) -> Injection | None:
    """STR001: no title, and the text begins with a paragraph of more than 250 characters; the head moves to the foot."""
    lines, space = _lines(article), _language(article).sentence_space
    paragraphs = [lines[index] for index in _paragraphs(lines)]
    opening = paragraphs.pop(0)
    while len(opening) <= 250 and paragraphs:
        opening += space + paragraphs.pop(0)
    if len(opening) <= 250 or len(paragraphs) < 3:
        return None
    text = "\n\n".join([opening, *paragraphs, f"{lines[BYLINE]}\n{lines[DATE]}"])
    return article | {"title": None, "text": text}, Fault("STR001", 1, 1, "title")


def drop_body(article: Article, rng: Random) -> Injection:
    """STR002: byline and date line, and nothing below."""
    return _with(article, _lines(article)[: DATE + 1]), Fault("STR002", field="text")


def misread_bytes(article: Article, rng: Random) -> Injection | None:
    """TXT001: a paragraph whose UTF-8 was read as windows-1251 (Russian) or windows-1252 (the other alphabets)."""
    lines, code = _lines(article), article["language"]
    paragraphs = _paragraphs(lines)
    for index in rng.sample(paragraphs, len(paragraphs)):
        broken = _misread(
            lines[index], "cp1251" if code == "ru" else "cp1252", whole=code in LATIN or code == "ru"
        )
        if broken is not None:
            lines[index], column = broken
            return _with(article, lines), Fault("TXT001", index + 1, column)
    return None


def _misread(text: str, codec: str, *, whole: bool) -> tuple[str, int] | None:
    """Misread ``text``, or its longest stretch that can be, and return it with the column of the first wrong character.

    Stretches that would become control characters or soft hyphens are left alone, for those are faults of their own.
    """
    runs = [(0, text)] if whole else _runs(text, codec)
    for start, run in runs:
        wrong = _decoded(run, codec)
        if wrong is not None and wrong != run:
            same = next(index for index, (old, new) in enumerate(zip(run, wrong, strict=False)) if old != new)
            return text[:start] + wrong + text[start + len(run) :], start + same + 1
    return None


def _runs(text: str, codec: str, least: int = 10) -> list[tuple[int, str]]:
    found, start = [], 0
    for index, character in enumerate(text + "\x00"):
        if character == "\x00" or _decoded(character, codec) is None:
            if index - start >= least:
                found.append((start, text[start:index]))
            start = index + 1
    return sorted(found, key=lambda run: -len(run[1]))


def _decoded(text: str, codec: str) -> str | None:
    try:
        wrong = text.encode().decode(codec)
    except UnicodeDecodeError:
        return None
    return None if "\xad" in wrong else wrong


def lose_character(article: Article, rng: Random) -> Injection:
    """TXT002: a character was lost and U+FFFD stands in its place."""
    lines = _lines(article)
    index = rng.choice(_paragraphs(lines))
    line = lines[index]
    place = rng.choice([place for place in range(1, len(line) - 1) if line[place].isalpha()])
    lines[index] = f"{line[:place]}\ufffd{line[place + 1 :]}"
    return _with(article, lines), Fault("TXT002", index + 1, place + 1)


def add_control(article: Article, rng: Random) -> Injection:
    """TXT005: a control character inside a paragraph; none of them ends a line."""
    lines = _lines(article)
    index = rng.choice(_paragraphs(lines))
    line = lines[index]
    place = rng.randrange(1, len(line) - 1)
    control = rng.choice(CONTROLS)
    lines[index] = f"{line[:place]}{control}{line[place:]}"
    return _with(article, lines), Fault("TXT005", index + 1, place + 1)


def add_comment_rules(article: Article, rng: Random) -> Injection:
    """BLR001: the rules for comments as last line."""
    lines = _lines(article)
    rules = rng.choice(_language(article).comment_rules)
    return _with(article, [*lines, "", rules]), Fault("BLR001", len(lines) + 2, 1)


def shorten(article: Article, rng: Random) -> Injection | None:
    """LEN002: one sentence is all there is, of fewer than 45 words, or characters where there are no spaces."""
    lines, language = _lines(article), _language(article)
    dense = language.code in DENSE
    for _ in range(20):
        sentence = rng.choice(grammar(language.code).sentences).fill(rng)
        if not _long_enough(sentence, dense, 45):
            return _with(article, [*lines[:LEDE], sentence]), Fault("LEN002", field="text")
    return None


def mislabel(article: Article, rng: Random) -> Injection | None:
    """LNG002: another language is declared."""
    if len(article["text"]) < 300:
        return None
    others = [code for code in LANGUAGES if code != article["language"]]
    return article | {"language": rng.choice(others)}, Fault("LNG002", field="language")


FAULTS: dict[str, Injector] = {
    "DAT001": drop_date,
    "DAT002": break_date,
    "DAT004": postpone,
    "DAT006": modify_too_early,
    "DAT007": mistake_weekday,
    "SRC001": drop_source,
    "DUP001": repeat_title,
    "DUP002": repeat_lede,
    "DUP003": repeat_paragraph,
    "DUP005": repeat_body,
    "STR001": drop_title,
    "STR002": drop_body,
    "TXT001": misread_bytes,
    "TXT002": lose_character,
    "TXT005": add_control,
    "BLR001": add_comment_rules,
    "LEN002": shorten,
    "LNG002": mislabel,
}
ALL = tuple(FAULTS)
# These show in a column alone, so a plain-text file is free of them.
COLUMN_ONLY = frozenset({"DAT006", "LNG002"})
