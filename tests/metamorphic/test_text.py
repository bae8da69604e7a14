"""Characters, entities, white space and line ends: what is put into clean text is found there, and mending undoes it."""

from __future__ import annotations

import html
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checking import check, found_in, mended, place, span, suite_of
from made_up import CODES, Clean, clean, joined
from newsqa.rules.text.denormalized_text import _SUSPECTS

RULES = ("TXT001", "TXT002", "TXT003", "TXT004", "TXT005", "TXT006", "TXT007", "TXT008", "TXT009", "TXT010")
# Of category Cf, and out of place between letters of any script the clean articles are written in.
FORMAT = [
    chr(code)
    for code in (
        0xAD,
        *range(0x2060, 0x2065),
        *range(0x206A, 0x2070),
        *range(0xFFF9, 0xFFFC),
        0xE0001,
        0xE0041,
    )
]
CONFUSED = {"о": "o", "а": "a", "е": "e", "с": "c", "р": "p"}


def texts() -> st.SearchStrategy[str]:
    articles: st.SearchStrategy[Clean] = st.builds(clean, st.sampled_from(CODES), st.integers(0, 3))
    return articles.map(lambda article: joined(article.blocks))


def findings(text: str) -> list[str]:
    return [place(row) for row in check([text], suite_of(*RULES))]


@given(texts())
def test_clean_text(text: str) -> None:
    assert findings(text) == []
    assert findings(text.replace("\n", "\r\n")) == []


@given(texts(), st.integers(1, 4))
def test_escaped(text: str, times: int) -> None:
    escaped = text
    for _ in range(times):
        escaped = html.escape(escaped)
    assert mended(escaped, "TXT003") == text
    assert mended(escaped) == text


@given(texts(), st.sampled_from(FORMAT), st.data())
def test_invisible(text: str, char: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    bad = text[:at] + char + text[at:]
    assert found_in(bad, "TXT006") == [f"{span(bad, at, at + 1)} TXT006"]
    assert mended(bad, "TXT006") == text
    assert findings(mended(bad, "TXT006")) == []


@pytest.mark.parametrize("form", ["NFD", "NFKD"])
@pytest.mark.parametrize("language", CODES)
def test_decomposed(language: str, form: str) -> None:
    text = joined(clean(language).blocks)
    bad = unicodedata.normalize("NFD", text)
    assert mended(bad, "TXT007") == unicodedata.normalize("NFC", text)
    assert bool(found_in(bad, "TXT007")) == (bad != text)
    decomposed = unicodedata.normalize(form, text)
    assert found_in(decomposed, "TXT007", form=form) == []


def test_every_character_that_nfc_changes_is_looked_at() -> None:
    def is_suspect(char: str) -> bool:
        raw = char.encode()
        return any(
            low <= raw[1] <= high and (not third or third[0] <= raw[2] <= third[1])
            for low, high, *third in _SUSPECTS.get(raw[0], [])
        )

    chars = [chr(code) for code in range(0x80, 0x110000) if not 0xD800 <= code < 0xE000]
    changed = [char for char in chars if not unicodedata.is_normalized("NFC", char)]
    joins = {
        chr(int(parts[1], 16))
        for char in chars
        if len(parts := unicodedata.decomposition(char).split()) == 2 and not parts[0].startswith("<")
    }
    assert [char for char in (*changed, *sorted(joins)) if not is_suspect(char)] == []


@given(texts(), st.sampled_from(["  ", "\t", "   ", " \t "]), st.data())
def test_spaces_between_words(text: str, gap: str, data: st.DataObject) -> None:
    spaces = [i for i, char in enumerate(text) if char == " "]
    at = data.draw(st.sampled_from(spaces))
    bad = text[:at] + gap + text[at + 1 :]
    assert found_in(bad, "TXT008") == [f"{span(bad, at, at + len(gap))} TXT008"]
    assert mended(bad, "TXT008") == text


@given(texts(), st.sampled_from([" ", "\t", "  \t"]), st.data())
def test_spaces_at_the_end_of_a_line(text: str, tail: str, data: st.DataObject) -> None:
    at = data.draw(st.sampled_from([i for i, char in enumerate(text) if char == "\n"]))
    bad = text[:at] + tail + text[at:]
    assert found_in(bad, "TXT008") == [f"{span(bad, at, at + len(tail))} TXT008"]
    assert mended(bad, "TXT008") == text


@given(texts(), st.booleans(), st.data())
def test_line_ends(text: str, crlf: bool, data: st.DataObject) -> None:
    usual, other = ("\r\n", "\n") if crlf else ("\n", "\r\n")
    lines = text.split("\n")
    ends = [usual] * (len(lines) - 1)
    ends[data.draw(st.integers(0, len(ends) - 1))] = other
    bad = "".join(line + end for line, end in zip(lines, [*ends, ""], strict=True))
    assert len(found_in(bad, "TXT009")) == 1
    assert mended(bad, "TXT009") == text.replace("\n", usual)


@given(texts(), st.integers(2, 5), st.booleans(), st.data())
def test_blank_lines(text: str, count: int, crlf: bool, data: st.DataObject) -> None:
    parts = text.split("\n\n")
    at = data.draw(st.integers(1, len(parts) - 1))
    bad = "\n\n".join(parts[:at]) + "\n" * (count + 1) + "\n\n".join(parts[at:])
    end = "\r\n" if crlf else "\n"
    assert len(found_in(bad.replace("\n", end), "TXT009")) == 1
    assert mended(bad.replace("\n", end), "TXT009") == text.replace("\n", end)
    assert found_in(bad, "TXT009", max_blank=count) == []


@given(st.integers(0, 3), st.data())
def test_confused_letters(number: int, data: st.DataObject) -> None:
    text = joined(clean("ru", number).blocks)
    inner = [
        i
        for i in range(1, len(text) - 1)
        if text[i] in CONFUSED and text[i - 1 : i + 2].isalpha() and not text[i - 1 : i + 2].isascii()
    ]
    at = data.draw(st.sampled_from(inner))
    bad = text[:at] + CONFUSED[text[at]] + text[at + 1 :]
    found = check([bad], suite_of("TXT010"))
    assert len(found) == 1
    assert found[0]["start"] <= at < found[0]["end"]


@given(
    texts(),
    st.sampled_from(["<br>", "<p>", "</div>", '<a href="/x">', "<!-- x -->", '[caption id="x"]']),
    st.data(),
)
def test_tags(text: str, tag: str, data: st.DataObject) -> None:
    inner = [i for i in range(1, len(text)) if text[i - 1 : i + 1].isalpha()]
    at = data.draw(st.sampled_from(inner))
    bad = text[:at] + tag + text[at:]
    assert found_in(bad, "TXT004") == [f"{span(bad, at, at + len(tag))} TXT004"]
    assert mended(bad, "TXT004", unsafe=True) in (text, text[:at] + " " + text[at:])
