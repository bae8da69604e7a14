"""MET001 mismatched-title: the declared title is that of another article.

What it does
    Compares the declared title with the text's own, and its words with those of the text. Other wordings of one story (a
    teaser, a kicker in front, the name of the site behind) are no mismatch. A title is flagged when it shares too few
    words with the title in the text, and the text uses few of its words and more of its own title's; and, whether or not
    the text has a title, when a long text uses none of its words. Of a page all titles that it declares are judged beside
    each other in the same way: ``og:title``, the headline of its markup, ``h1``.

Why it matters
    Lists, feeds and indexes show the story under a headline that has nothing to do with it.

Example
    ``title: Orange wins the cup`` on an article headed ``Rail strike enters its third day``; mended: one title.

Fix safety
    No fix: the title or the text may be the wrong one.

Options
    similarity: the share of the shorter title's words that both titles must have (0.8).

Nulls
    Judged only where a title and a text are declared. Titles of up to three words (``Sport``) and very short texts are
    not judged.
"""

from collections.abc import Collection, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsqa import items
from newsqa.not_articles import articles
from newsqa.rules.base import Hit, Rule
from newsqa.text.roles import RowBlock, title_like
from newsqa.text.title_words import FIRST_DENSE, comparable, shared, telling, touched, used, words_of
from newsqa.view import View

# Titles of fewer words, or pairs of characters in scripts without spaces, say too little; and so do texts.
_MIN_WORDS = 4
_MIN_TEXT_WORDS = 60
_MIN_TEXT_BYTES = 300
_HEAD_BLOCKS = 5
_ASKS = ("?", "!", "…")
# By chance a text uses so much of the title of another story, and that shares so much with its own, which the text uses by
# so much more; if they share nothing, and the text uses its own for the most part, it may be more of the other.
_MAX_USED, _MAX_USED_APART = 0.3, 0.45
_MAX_SHARED = 0.15
_MIN_OWN_USED, _MIN_OWN_USED_APART = 0.35, 0.6
_MIN_MORE = 0.2
# Of so many telling words, a text of so many characters uses one if they are those of its title.
_MANY_WORDS = 7
_LONG_CHARS = 900
# A shorter word may stand in any text.
_GATE_CHARS = 6
_MIN_OWN_TOUCHED = 0.25
_TELLING = 4
_PART_DENSE = 2


_OF_TAB = "html title"  # often names of sections or people alone


class Options(NamedTuple):
    """Options of mismatched-title."""

    similarity: float = 0.8


def check(view: View, options: Options) -> Iterator[Hit]:
    """Yield the declared titles of other articles."""
    if options.similarity > 0:
        yield from _of_other_stories(view)
    for row in _doubtful(view):
        title, text = view.declared("title")[row], comparable(view.text_bytes(row).decode())
        words = words_of(comparable(title))
        story = telling(words)
        share = used(story or words, text)
        if len(words) < _MIN_WORDS or share > _MAX_USED_APART:
            continue
        first = view.block_text(int(view.blocks.first[row]))
        if _is_another(title, first, share, text) and (own := _own_title(view, row)):
            alike = max(
                shared(words, words_of(comparable(block.text)))
                for block in view.row_blocks(row)[:_HEAD_BLOCKS]
            )
            if alike < options.similarity and len(words_of(text)) >= _MIN_TEXT_WORDS:
                yield Hit(
                    row, "the declared title is not that of the text: see {related}", 0, len(title), field="title",
                    related=own.start, value=alike, threshold=options.similarity,
                )  # fmt: skip
        elif _is_foreign(story, share, text) and options.similarity > 0:
            yield Hit(
                row, "the text uses no word of the declared title", 0, len(title), field="title",
                value=0.0, threshold=options.similarity,
            )  # fmt: skip


def _of_other_stories(view: View) -> Iterator[Hit]:
    """Yield the pages that declare titles of two stories, of which the text tells one."""
    for row in np.flatnonzero(applies(view, None) & items.of_format(view, "html")).tolist():
        titles = {told: name for name, told in reversed(items.named(view, row, "titles")) if name != _OF_TAB}
        text = comparable(view.text_bytes(row).decode()) if len(titles) > 1 else ""
        if len(words_of(text)) < _MIN_TEXT_WORDS:
            continue
        shares = {told: _share(told, text) for told in titles}
        own = max(titles, key=shares.__getitem__)
        for told, share in shares.items():
            if len(words_of(comparable(told))) < _MIN_WORDS or share > _MAX_USED:
                continue
            if _is_another(told, own, share, text):
                end = len(told) if told == view.declared("title")[row] else None
                yield Hit(
                    row, f"its {titles[told]} is that of another story than its {titles[own]} and the text",
                    None if end is None else 0, end, field="title", value=share, threshold=_MAX_USED,
                )  # fmt: skip


def _share(title: str, text: str) -> float:
    words = words_of(comparable(title))
    return used(telling(words) or words, text)


def _doubtful(view: View) -> Iterator[int]:
    """Yield the articles whose texts may be about something else: a look at their bytes, for folding is dear.

    They do not use enough of the longer words of the declared title as they are; and they do use some of their first
    line, or nothing of the title.
    """
    likely = applies(view, None) & (np.diff(view.offsets) > _MIN_TEXT_BYTES)
    titles, offsets, raw, headed = view.declared("title"), view.offsets.tolist(), view.raw, _headed(view)
    firsts, ends = view.blocks.first.tolist(), view.blocks.end
    for row in np.flatnonzero(likely).tolist():
        title, start, end = titles[row], offsets[row], offsets[row + 1]
        if _is_surely_used(raw, start, end, title, enough=0.5 if headed[row] else 0):
            continue
        behind = int(ends[firsts[row]])
        told = headed[row] and _touched(raw, behind, end, view.block_text(firsts[row])) >= _MIN_OWN_TOUCHED
        if told or (_may_have_many_words(title) and not _touched(raw, start, end, title)):
            yield row


def _is_surely_used(raw: bytes, start: int, end: int, title: str, *, enough: float) -> bool:
    """Tell whether a text holds a title, or more than a share of its letters in longer words, just as they are."""
    if raw.find(title.encode(), start, end) >= 0:
        return True
    least, found = enough * len(title), 0
    for word in title.split():
        if len(word) >= _GATE_CHARS and raw.find(word.encode(), start, end) >= 0:
            found += len(word)
            if found > least:
                return True
    return False


def _may_have_many_words(title: str) -> bool:
    return title.count(" ") >= _MANY_WORDS - 1 and _telling_many(title.split())


def _telling_many(words: Collection[str]) -> bool:
    """Tell whether many words tell something; pairs of characters of scripts without spaces tell too little each."""
    return sum(len(word) >= _TELLING and word < FIRST_DENSE for word in words) >= _MANY_WORDS


def _touched(raw: bytes, start: int, end: int, line: str) -> float:
    """Return the share of the letters of a line's longer words that are in words a text has the beginning of.

    A line without longer words is told whole.
    """
    letters = found = 0
    for word in line.split():
        dense = word[-1] >= FIRST_DENSE
        if len(word) < (_PART_DENSE if dense else _GATE_CHARS):
            continue
        letters += len(word)
        part = word[:_PART_DENSE] if dense else word[: 2 * len(word) // 3]
        if raw.find(part.encode(), start, end) >= 0 or raw.find(part.lower().encode(), start, end) >= 0:
            found += len(word)
    return found / letters if letters else 1.0


def _headed(view: View) -> NDArray[np.bool_]:
    """Tell which texts begin with a line that is surely no paragraph, or that asks or exclaims: it may be a title."""
    first = np.minimum(view.blocks.first[:-1], len(view.blocks) - 1)
    if not len(view.blocks):
        return np.zeros(view.size, bool)
    asks = np.isin(view.data[view.blocks.end[first] - 1], np.frombuffer(b"?!", np.uint8))
    headed: NDArray[np.bool_] = ~view.running[first] | asks
    return headed


def _own_title(view: View, row: int) -> RowBlock | None:
    """Return the first line of a text if it is the title; one that asks or exclaims may be, though it is a sentence."""
    first = view.row_blocks(row)[0]
    asks = first.text.endswith(_ASKS)
    return first if (first.known == "title" and not first.ends) or (asks and title_like(first.text)) else None


def _is_another(title: str, own: str, share: float, text: str) -> bool:
    """Tell whether a declared title is about another story than the text's own; ``share`` is what the text uses of it."""
    one, other = comparable(title), comparable(own)
    story, told = telling(words_of(one)), telling(words_of(other))
    if not told or len(words_of(other)) < _MIN_WORDS:
        return False
    alike = max(used(story, other), used(told, one))
    told_share = used(told, text.replace(other, "", 1))
    if share > _MAX_USED:
        return not alike and told_share >= max(_MIN_OWN_USED_APART, share + _MIN_MORE)
    return alike <= _MAX_SHARED and told_share >= max(_MIN_OWN_USED, share + _MIN_MORE)


def _is_foreign(story: set[str], share: float, text: str) -> bool:
    """Tell whether a long text uses nothing of the telling words of a title."""
    return share == 0 and _telling_many(story) and len(text) >= _LONG_CHARS and not touched(story, text)


def applies(view: View, options: object) -> NDArray[np.bool_]:
    """Articles that declare a title and have a text."""
    mask: NDArray[np.bool_] = view.has("title") & (np.diff(view.blocks.first) > 0) & articles(view)
    return mask


RULE = Rule(
    "MET001", "mismatched-title", "warning", __name__, check, applies,
    "no article declares a title beside its text", Options,
)  # fmt: skip
