"""Structure: faults put into clean articles are found where they stand, and mending gives the article back."""

from __future__ import annotations

import re
import textwrap

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from checking import found_in, mended, span
from made_up import CODES, Clean, clean, joined
from newsqa.text.prose import count_words, unspaced_chars

SPACED = tuple(code for code in CODES if not unspaced_chars(clean(code).blocks[2]))
SEPARATORS = ("\n\n", "\n\n\n", "\r\n\r\n")
# A line that announces something, in each language of the generator.
ANNOUNCED = {
    "en": "The most important dates:", "fr": "Les dates les plus importantes :", "de": "Die wichtigsten Termine:",
    "es": "Las fechas más importantes:", "it": "Le date più importanti:", "pt": "As datas mais importantes:",
    "ru": "Самые важные даты:", "ar": "أهم المواعيد:", "zh": "重要日期如下：", "ja": "主な日程は次の通り：",
}  # fmt: skip


def articles(codes: tuple[str, ...] = CODES) -> st.SearchStrategy[Clean]:
    return st.builds(clean, st.sampled_from(codes), st.integers(0, 5))


@given(articles(SPACED), st.integers(45, 90), st.sampled_from(SEPARATORS), st.data())
def test_wrapped_paragraph(article: Clean, width: int, separator: str, data: st.DataObject) -> None:
    """What `textwrap.fill` breaks is found, and joined again."""
    at = data.draw(st.sampled_from([2, *article.paragraphs]))
    wrapped = textwrap.fill(article.blocks[at], width, break_on_hyphens=False)
    starts = [line.split()[0] for line in wrapped.split("\n")[1:]]
    small = sum(map(str.islower, starts))
    # German has its capitals; Arabic has none.
    assume(len(starts) >= 3)
    assume(small * 4 >= len(starts) or article.article["language"] == "ar")
    before = joined(article.blocks[:at], separator, separator)
    wrapped = wrapped.replace("\n", "\r\n") if "\r" in separator else wrapped
    end = "\r\n" if "\r" in separator else "\n"
    text = (
        before
        + wrapped
        + (separator + joined(article.blocks[at + 1 :], separator, end) if article.blocks[at + 1 :] else end)
    )
    assert found_in(text, "STR007") == [f"{span(text, len(before), len(before) + len(wrapped))} STR007"]
    assert mended(text, "STR007") == text
    assert mended(text, "STR007", unsafe=True) == joined(article.blocks, separator, end)


@given(articles(SPACED), st.data())
def test_divided_word(article: Clean, data: st.DataObject) -> None:
    """A word divided at the end of a line becomes one again."""
    at = data.draw(st.sampled_from([2, *article.paragraphs]))
    words = article.blocks[at].split(" ")
    middle = [
        i
        for i, word in enumerate(words)
        if i >= len(words) // 2 and len(word) >= 8 and word.isalpha() and word.islower()
    ]
    assume(middle)
    i = middle[0]
    first, second = " ".join([*words[:i], words[i][:4] + "-"]), " ".join([words[i][4:], *words[i + 1 :]])
    assume(len(first) >= len(second))
    blocks = [*article.blocks[:at], f"{first}\n{second}", *article.blocks[at + 1 :]]
    assert mended(joined(blocks), "STR007", unsafe=True) == joined(article.blocks)


@given(articles(), st.sampled_from(("\n", *SEPARATORS)))
def test_nothing_broken(article: Clean, separator: str) -> None:
    assert found_in(joined(article.blocks, separator), "STR007") == []


@given(articles(), st.sampled_from(SEPARATORS))
def test_announcement_without_text(article: Clean, separator: str) -> None:
    line = ANNOUNCED[article.article["language"]]
    before = joined(article.blocks, separator, separator)
    end = "\r\n" if "\r" in separator else "\n"
    text = before + line + end
    assert found_in(text, "STR004") == [f"{span(text, len(before), len(before) + len(line))} STR004"]
    assert mended(text, "STR004", unsafe=True) == joined(article.blocks, separator, end)


@given(articles(), st.data())
def test_subhead_whose_text_was_lost(article: Clean, data: st.DataObject) -> None:
    """With two sub-heads of their own, the first words of the lede are a third one with nothing under it."""
    line = " ".join(article.blocks[2].split()[:5]).rstrip(",;:")
    assume(2 <= count_words(line) <= 8 and line[0].isupper() and line.isprintable() and "(" not in line)
    body = [article.blocks[i] for i in article.paragraphs]
    assume(len(body) >= 2)
    heads = [" ".join(block.split()[:4]).rstrip(",;:") for block in body[:2]]
    assume(all(head[0].isupper() and 2 <= count_words(head) <= 8 for head in heads))
    blocks = [*article.blocks[:3], heads[0], body[0], heads[1], body[1]]
    assert found_in(joined(blocks), "STR004") == []
    found = found_in(joined([*blocks, line]), "STR004")
    assert found in (
        [
            f"{len(joined(blocks).splitlines()) + 2}:1-{len(joined(blocks).splitlines()) + 2}:{len(line)} STR004"
        ],
    )


@given(articles())
def test_nothing_dangles(article: Clean) -> None:
    assert found_in(joined(article.blocks), "STR004", "STR006") == []


@pytest.mark.parametrize("language", CODES)
def test_headlines_are_an_index(language: str) -> None:
    # Without their figures: lines with figures may be a table.
    bare = [re.sub(r"\d+ ?", "", clean(language, number).blocks[0]) for number in range(20)]
    titles = [title[0].upper() + title[1:] for title in bare]
    assert found_in(joined(titles), "STR006") == [f"1:1-1:{len(titles[0])} STR006"]
