"""What holds for every fix: it undoes what was done, once and for all, and touches nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

import newsqa
from checking import as_article, check, context_of, fixed, mended, suite_of
from made_up import CODES, Clean, clean, joined
from newsqa import schema
from newsqa.facts_table import facts_table
from newsqa.fixes import MAX_PASSES, AppliedFix, apply, first_by_position, fix_text
from newsqa.readers.batch import Batch
from newsqa.rules.base import Edit, Hit, Rule
from newsqa.suite import Expectation, Suite
from newsqa.view import View

ALL = suite_of()
REPETITION = ("DUP001", "DUP002", "DUP003", "DUP005")

Blocks = list[str]
Fault = Callable[[Blocks, Clean, st.DataObject], Blocks]


def inserted(blocks: Blocks, at: int, block: str) -> Blocks:
    return [*blocks[:at], block, *blocks[at:]]


def title_again(blocks: Blocks, article: Clean, data: st.DataObject) -> Blocks:
    return inserted(
        blocks, data.draw(st.integers(blocks.index(article.blocks[0]) + 1, len(blocks))), article.blocks[0]
    )


def lede_again(blocks: Blocks, article: Clean, data: st.DataObject) -> Blocks:
    lede = article.blocks[2]
    return inserted(blocks, blocks.index(lede) + 1, lede.upper())


def lede_again_elsewhere(blocks: Blocks, article: Clean, data: st.DataObject) -> Blocks:
    lede = article.blocks[2]
    return inserted(blocks, data.draw(st.integers(blocks.index(lede) + 1, len(blocks))), lede.upper())


def paragraph_again(blocks: Blocks, article: Clean, data: st.DataObject) -> Blocks:
    paragraph = article.blocks[data.draw(st.sampled_from(article.paragraphs))]
    return inserted(blocks, blocks.index(paragraph) + 1, paragraph)


def paragraph_again_elsewhere(blocks: Blocks, article: Clean, data: st.DataObject) -> Blocks:
    paragraph = article.blocks[data.draw(st.sampled_from(article.paragraphs))]
    return inserted(blocks, data.draw(st.integers(blocks.index(paragraph) + 1, len(blocks))), paragraph)


def body_again(blocks: Blocks, article: Clean, data: st.DataObject) -> Blocks:
    return [*blocks, *article.blocks[2:]]


SAFE: list[Fault] = [title_again, lede_again, paragraph_again]
COPIES: list[Fault] = [*SAFE, lede_again_elsewhere, paragraph_again_elsewhere]


def with_controls(text: str, data: st.DataObject) -> str:
    for control in data.draw(st.lists(st.sampled_from(["\x00", "\x0b", "\x1f", "\x7f", "\x9d"]), max_size=3)):
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + control + text[at:]
    return text


def garbled(text: str, data: st.DataObject) -> str:
    """Read one line, in which two letters at least would change, as Latin-1."""
    lines = text.split("\n")
    able = [i for i, line in enumerate(lines) if sum(not char.isascii() for char in line) >= 2]
    if able and data.draw(st.booleans()):
        number = data.draw(st.sampled_from(able))
        lines[number] = lines[number].encode().decode("latin-1")
    return "\n".join(lines)


def articles() -> st.SearchStrategy[Clean]:
    return st.builds(clean, st.sampled_from(CODES), st.integers(0, 3))


def damaged(article: Clean, faults: list[Fault], data: st.DataObject) -> str:
    """Return the article's text with faults put into its blocks one after the other, and into its characters."""
    blocks = list(article.blocks)
    for fault in faults:
        blocks = fault(blocks, article, data)
    return with_controls(garbled(joined(blocks), data), data)


@given(articles(), st.lists(st.sampled_from(SAFE), max_size=4), st.data())
def test_safe_fixes_give_the_article_back(article: Clean, faults: list[Fault], data: st.DataObject) -> None:
    assert mended(damaged(article, faults, data)) == joined(article.blocks)


@given(articles(), st.lists(st.sampled_from(COPIES), max_size=4), st.data())
def test_unsafe_fixes_give_the_article_back(article: Clean, faults: list[Fault], data: st.DataObject) -> None:
    assert mended(damaged(article, faults, data), unsafe=True) == joined(article.blocks)


@given(
    articles(),
    st.lists(st.sampled_from([*SAFE, paragraph_again_elsewhere, body_again]), max_size=4),
    st.booleans(),
    st.data(),
)
def test_what_holds_for_every_fix(
    article: Clean, faults: list[Fault], unsafe: bool, data: st.DataObject
) -> None:
    text = damaged(article, faults, data)
    result = fix_text(text, ALL, context_of(ALL), unsafe=unsafe)
    again = fix_text(result.text, ALL, context_of(ALL), unsafe=unsafe)
    # That a paragraph is repeated may show only once its letters are mended.
    texts = (text, mended(text, "TXT001", "TXT005"), result.text)
    before, legible, after = (Counter(row["code"] for row in check([t], ALL)) for t in texts)
    assert again.text == result.text  # idempotent
    assert again.applied == ()
    assert again.skipped == result.skipped
    assert all(
        not unsafe and fix.safety == "unsafe" for fix in result.skipped
    )  # no rule fires for what was fixed
    assert after <= before | legible  # no new finding
    assert len(result.applied) <= MAX_PASSES * max(1, before.total())


@given(
    articles(),
    st.lists(st.sampled_from([*SAFE, paragraph_again_elsewhere, body_again]), min_size=1, max_size=4),
    st.data(),
)
def test_repetition_fixes_delete_surplus_lines_only(
    article: Clean, faults: list[Fault], data: st.DataObject
) -> None:
    blocks = list(article.blocks)
    for fault in faults:
        blocks = fault(blocks, article, data)
    text = joined(blocks)
    rest = mended(text, *REPETITION)
    assert is_made_by_deleting(rest, text)
    assert {line.casefold() for line in rest.split("\n")} == {line.casefold() for line in text.split("\n")}
    assert signed(rest) == signed(text)


def is_made_by_deleting(rest: str, text: str) -> bool:
    """Tell whether lines of a text were deleted and nothing else was done."""
    lines = iter(text.split("\n"))
    return all(any(line == other for other in lines) for line in rest.split("\n"))


def signed(text: str) -> dict[str, Any]:
    """Return what an article says of its date and its sources."""
    batch = Batch(pa.RecordBatch.from_pylist([as_article(text)], schema=schema.ARTICLES))
    (row,) = facts_table(View(batch, context_of(ALL))).to_pylist()
    moved = ("published_start", "published_end")  # what stands above the date may go
    return {name: value for name, value in row.items() if name not in moved}


@given(articles())
def test_clean_articles_are_left_alone(article: Clean) -> None:
    text = joined(article.blocks)
    assert fix_text(text, ALL, context_of(ALL), unsafe=True) == newsqa.FixResult(text, (), ())


# --- edits ------------------------------------------------------------------------------------------------------------


def edits(size: int) -> st.SearchStrategy[list[AppliedFix]]:
    places = st.tuples(st.integers(0, size), st.integers(0, size), st.text("xyz", max_size=3))
    return st.lists(
        places.map(lambda p: AppliedFix("TXT005", "", "text", min(p[:2]), max(p[:2]), p[2], "safe"))
    )


@given(edits(30))
def test_the_first_of_overlapping_edits_is_taken(found: list[AppliedFix]) -> None:
    taken = first_by_position(found)
    assert all(one.end <= other.start for one, other in pairwise(taken))
    for left in set(found) - set(taken):
        assert any(one.start <= left.start < one.end for one in taken)


@given(edits(30))
def test_what_stands_outside_the_edits_stays(found: list[AppliedFix]) -> None:
    text = "".join(chr(0x4E00 + i) for i in range(30))  # every character once, and none of an edit's
    taken = first_by_position(found)
    deleted = {i for edit in taken for i in range(edit.start, edit.end)}
    result = apply(text, taken)
    assert [c for c in result if c in text] == [c for i, c in enumerate(text) if i not in deleted]
    assert [c for c in result if c not in text] == list("".join(edit.text for edit in taken))


def test_edits_of_several_fields_do_not_overlap() -> None:
    found = [AppliedFix("DAT003", "", name, 0, 19, "x", "safe") for name in ("published", "modified", "text")]
    assert len(first_by_position(found)) == 3


def test_rules_at_odds_end() -> None:
    def check_growth(view: View, options: object) -> Iterator[Hit]:
        yield Hit(0, "more", 0, 1, edit=Edit(0, 0, "x", "safe"))

    rule = Rule("TXT999", "growth", "info", "newsqa.rules.text.growth", check_growth, fix="safe")
    suite = Suite("odds", (Expectation(rule, "info", 1.0, rule.options()),))
    assert fixed("a", suite).article["text"] == "x" * MAX_PASSES + "a"
