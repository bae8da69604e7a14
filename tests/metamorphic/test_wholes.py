"""The article as a whole: its length, language, title, body, date and source, taken away or changed."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checking import check, found_in, place, suite_of
from corpus_text import DENSE
from made_up import CODES, clean, joined
from newsqa.suite import Suite
from newsqa.text.language import same_language


def shortened(language: str, number: int) -> list[str]:
    """Return the article with ever more of its body: head and lede, then a block more each time."""
    blocks = clean(language, number).blocks
    return [joined(blocks[:size]) for size in range(3, len(blocks) + 1)]


@pytest.mark.parametrize("language", CODES)
@given(number=st.integers(0, 3), least=st.integers(0, 600))
def test_short_bodies_are_the_short_ones(language: str, number: int, least: int) -> None:
    texts = shortened(language, number)
    rows = check(texts, suite_of("LEN002", options={"min_words": least}))
    short = [row["row"] for row in rows]
    assert short == list(range(len(short)))  # with every longer text, all shorter ones
    lengths = [row["value"] for row in rows]
    assert all(one < other for one, other in pairwise(lengths))
    assert all(length < least for length in lengths)


@pytest.mark.parametrize("language", [code for code in CODES if code not in DENSE])
@given(number=st.integers(0, 3), cut=st.integers(0, 10))
def test_length_counts_words(language: str, number: int, cut: int) -> None:
    blocks = clean(language, number).blocks
    size = min(3 + cut, len(blocks))
    while size < len(blocks) and not blocks[size - 1].endswith((".", ".”")):
        size += 1  # a sub-head at the end has no body
    words = sum(len(block.split()) for block in blocks[2:size])
    text = joined(blocks[:size])
    assert len(found_in(text, "LEN002", min_words=words + 1)) == 1
    assert found_in(text, "LEN002", min_words=words) == []


@pytest.mark.parametrize("language", CODES)
def test_declared_language(language: str) -> None:
    texts = [joined(clean(language, number).blocks) for number in range(3)]
    for text in texts:
        for declared in CODES:
            found = found_in({"text": text, "language": declared}, "LNG002")
            assert found == ([] if same_language(language, declared) else ["language:1-2 LNG002"])


def test_portuguese_is_not_spanish() -> None:
    for number in range(4):
        text = joined(clean("pt", number).blocks)
        assert found_in({"text": text, "language": "es"}, "LNG002") == ["language:1-2 LNG002"]


@pytest.mark.parametrize("language", CODES)
def test_parts_taken_away(language: str) -> None:
    """Without title, body, date line or byline: the rule for it fires, and those for the others do not."""
    rules = ("STR001", "STR002", "LEN002", "DAT001", "SRC001")
    title, head, *body = clean(language).blocks
    byline, date = head.split("\n")
    assert found_in(joined([title, head, *body]), *rules) == []
    assert found_in(joined([*body, head]), "STR001", "STR002") == [f"1:1-1:{len(body[0])} STR001"]
    assert found_in(joined([title, head]), "STR001", "STR002", "LEN002") == ["1:1-1:1 STR002"]
    assert found_in(joined([title, byline, *body]), "DAT001", "STR001", "STR002", "LEN002") == [
        "1:1-1:1 DAT001"
    ]
    assert found_in(joined([title, date, *body]), *rules) == ["1:1-1:1 SRC001"]


@pytest.mark.parametrize("language", CODES)
def test_declared_fields_stand_in_for_the_head(language: str) -> None:
    article = clean(language).article
    body = article["text"].partition("\n\n")[2]
    default = Suite.load("scrape")
    assert [place(row) for row in check([article | {"text": body}], default)] == []
    bare = article | {"text": body, "published": None, "modified": None, "authors": [], "publisher": None}
    assert [place(row) for row in check([bare], default)] == ["1:1-1:1 DAT001", "1:1-1:1 SRC001"]


@pytest.mark.parametrize("language", CODES)
def test_comment_rules_at_an_edge(language: str) -> None:
    from corpus_words import LANGUAGES

    blocks = clean(language).blocks
    for line in LANGUAGES[language].comment_rules:
        last = joined([*blocks, line], end="")
        number = last.count("\n") + 1
        assert found_in(last, "BLR001") == [f"{number}:1-{number}:{len(line)} BLR001"]
        assert found_in(joined([line, *blocks]), "BLR001") == [f"1:1-1:{len(line)} BLR001"]
        inside = joined([*blocks, f"{blocks[2]} {line} {blocks[2]}"])
        assert found_in(inside, "BLR001") == []
