"""Repetition: a copy put into a clean article is found where it stands, and mending gives the article back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checking import check, found_in, mended, place, span, suite_of
from made_up import CODES, Clean, clean, joined

# Whether the head is understood is not the matter here: see test_faults.
RULES = suite_of(
    "DUP001", "DUP002", "DUP003", "DUP005", "STR001", "STR002", "TXT001", "TXT005", "LEN002", "BLR001"
)
SEPARATORS = ("\n\n", "\n", "\n\n\n", "\r\n\r\n", "\r\n")


def layouts() -> st.SearchStrategy[tuple[str, str]]:
    """Separators of blocks, each with the line end at the end of the text, or none."""
    return st.sampled_from([(s, end) for s in SEPARATORS for end in ("\r\n" if "\r" in s else "\n", "")])


def articles() -> st.SearchStrategy[Clean]:
    return st.builds(clean, st.sampled_from(CODES), st.integers(0, 3))


CHANGES = {
    "the same": lambda text: text,
    "capitals": str.upper,
    "small letters": str.lower,
    "quotation marks": lambda text: f"«{text}»".replace("'", "’"),
    "spaces": lambda text: text.replace(" ", "  "),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
}
EDGES = (("", ""), ("  ", ""), ("", " \t"), ("\u3000", ""), ("\u00a0", "\u00a0"))


def changes() -> st.SearchStrategy[str]:
    return st.sampled_from(list(CHANGES))


def findings(text: str) -> list[str]:
    """Return what the rules on text as such find in it."""
    return [place(row) for row in check([text], RULES)]


def with_copy(
    blocks: tuple[str, ...], copy: str, at: int, layout: tuple[str, str], edge: tuple[str, str]
) -> tuple[str, str]:
    """Return the text with the copy as block ``at``, between the two edges of white space, and the copy's place."""
    separator, end = layout
    before = joined(blocks[:at], separator, separator) + edge[0]
    return joined([*blocks[:at], edge[0] + copy + edge[1], *blocks[at:]], separator, end), span(
        before + copy, len(before), len(before) + len(copy)
    )


@given(articles(), changes(), layouts(), st.sampled_from(EDGES), st.data())
def test_title(
    article: Clean, change: str, layout: tuple[str, str], edge: tuple[str, str], data: st.DataObject
) -> None:
    at = data.draw(st.integers(1, len(article.blocks)))
    text, where = with_copy(article.blocks, CHANGES[change](article.blocks[0]), at, layout, edge)
    assert findings(text) == [f"{where} DUP001"]
    assert mended(text, "DUP001") == joined(article.blocks, *layout)


@given(articles(), changes(), layouts(), st.sampled_from(EDGES), st.data())
def test_lede(
    article: Clean, change: str, layout: tuple[str, str], edge: tuple[str, str], data: st.DataObject
) -> None:
    at = data.draw(st.integers(3, len(article.blocks)))
    text, where = with_copy(article.blocks, CHANGES[change](article.blocks[2]), at, layout, edge)
    assert findings(text) == [f"{where} DUP002"]
    near = not any(block in article.paragraphs for block in range(3, at))
    assert mended(text, "DUP002") == (joined(article.blocks, *layout) if near else text)
    assert mended(text, "DUP002", unsafe=True) == joined(article.blocks, *layout)


@given(articles(), changes(), layouts(), st.sampled_from(EDGES), st.data())
def test_paragraph(
    article: Clean, change: str, layout: tuple[str, str], edge: tuple[str, str], data: st.DataObject
) -> None:
    source = data.draw(st.sampled_from(article.paragraphs))
    at = data.draw(st.integers(source + 1, len(article.blocks)))
    text, where = with_copy(article.blocks, CHANGES[change](article.blocks[source]), at, layout, edge)
    assert findings(text) == [f"{where} DUP003"]
    adjacent = at == source + 1
    assert mended(text, "DUP003") == (joined(article.blocks, *layout) if adjacent else text)
    assert mended(text, "DUP003", unsafe=True) == joined(article.blocks, *layout)


@given(articles(), layouts(), st.sampled_from([0, 1, 2]))
def test_body(article: Clean, layout: tuple[str, str], first: int) -> None:
    """The body, the body with its head, or the whole article once more."""
    separator, end = layout
    before = joined(article.blocks, separator, separator)
    copy = joined(article.blocks[first:], separator, "")
    assert findings(before + copy + end) == [f"{span(before + copy, len(before), len(before + copy))} DUP005"]
    assert mended(before + copy + end, "DUP005") == joined(article.blocks, *layout)


@given(articles(), layouts())
def test_nothing_repeated(article: Clean, layout: tuple[str, str]) -> None:
    assert findings(joined(article.blocks, *layout)) == []


@pytest.mark.parametrize("language", CODES)
def test_part_of_a_paragraph_is_no_repetition(language: str) -> None:
    article = clean(language)
    longer = article.blocks[2] + " " + article.blocks[article.paragraphs[0]]
    assert found_in(joined([*article.blocks, longer]), "DUP001", "DUP002", "DUP003", "DUP005") == []


@given(articles(), st.data())
def test_one_letter_more_is_no_repetition(article: Clean, data: st.DataObject) -> None:
    at = data.draw(st.sampled_from([0, 2, *article.paragraphs]))
    blocks = [*article.blocks[: at + 1], article.blocks[at] + "x", *article.blocks[at + 1 :]]
    assert found_in(joined(blocks), "DUP001", "DUP002", "DUP003", "DUP005") == []


@given(st.integers(25, 120), st.sets(st.integers(0, 119), min_size=1, max_size=4), st.floats(0.5, 0.95))
def test_words_changed(count: int, changed: set[int], similarity: float) -> None:
    """So many words of a paragraph are others: the similarity of the two is known exactly."""
    words = [f"wort{i}" for i in range(count)]
    other = [f"neu{i}" if i in changed else word for i, word in enumerate(words)]
    hit = {start for i in changed if i < count for start in range(max(0, i - 4), min(i, count - 5) + 1)}
    total = count - 4
    text = joined(["Ein Titel", " ".join(words) + " .", "Dazwischen steht etwas.", " ".join(other) + " ."])
    # The full stop is a word of its own: one shingle more, which only the last four words can change.
    tail = any(count - 4 <= i < count for i in changed)
    expected = (total + 1 - len(hit) - tail) / (total + 1 + len(hit) + tail)
    found = check([text], suite_of("DUP004", options={"similarity": similarity}))
    if not hit or expected < similarity:
        assert found == []
    else:
        assert [row["value"] for row in found] == [pytest.approx(expected)]
