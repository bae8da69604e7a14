"""Characters: what a wrong encoding or a lost byte makes of clean text is found, and undone where that can be."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from checking import found_in, mended, span
from made_up import CODES, clean, joined

MISTAKES = [(code, codec) for code in CODES for codec in ("latin-1", "cp1252", "cp1251", "mac-roman")]


def texts() -> st.SearchStrategy[str]:
    articles = st.builds(clean, st.sampled_from(CODES), st.integers(0, 3))
    return articles.map(lambda article: joined(article.blocks))


def misread(text: str, codec: str) -> str | None:
    try:
        return text.encode().decode(codec)
    except UnicodeDecodeError:
        return None


def changed_words(bad: str, good: str) -> tuple[int, int]:
    """Return where the words of ``bad`` from the first to the last that differ from ``good`` stand."""
    pairs = list(zip(bad.split(" "), good.split(" "), strict=True))
    differ = [i for i, (one, other) in enumerate(pairs) if one != other]
    start = len(" ".join(one for one, _ in pairs[: differ[0]])) + bool(differ[0])
    return start, len(" ".join(one for one, _ in pairs[: differ[-1] + 1]))


@pytest.mark.parametrize(("language", "codec"), MISTAKES)
def test_line_read_with_the_wrong_encoding(language: str, codec: str) -> None:
    article = clean(language)
    good = "\n".join(article.blocks).split("\n")
    tried = 0
    for number, line in enumerate(good):
        bad = misread(line, codec)
        if bad is None or sum(not char.isascii() for char in line) < 2:
            continue
        tried += 1
        text = "\n".join([*good[:number], bad, *good[number + 1 :]])
        before = sum(len(other) + 1 for other in good[:number])
        start, end = changed_words(bad, line)
        assert found_in(text, "TXT001") == [f"{span(text, before + start, before + end)} TXT001"]
        assert mended(text, "TXT001") == "\n".join(good)
    assert tried or codec.startswith("cp125")  # they leave some bytes undefined


@pytest.mark.parametrize("language", [code for code in CODES if code != "en"])
def test_text_read_with_the_wrong_encoding(language: str) -> None:
    """A whole text, and read so twice: mended line by line, where at least two letters of each line change."""
    lines = "\n".join(clean(language).blocks).split("\n")
    text = "\n".join(
        line for line in lines if line.isascii() or sum(not char.isascii() for char in line) >= 2
    )
    for codec in ("latin-1", "mac-roman"):
        once = text.encode().decode(codec)
        assert mended(once, "TXT001") == text
        assert mended(once.encode().decode(codec), "TXT001") == text


@given(
    texts(),
    st.sampled_from(["\x00", "\x08", "\x0b", "\x0c", "\x1b", "\x7f", "\x81", "\x8d", "\x9d", "\x01\x02\x1f"]),
    st.data(),
)
def test_control_characters(text: str, controls: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    bad = text[:at] + controls + text[at:]
    assert found_in(bad, "TXT005") == [f"{span(bad, at, at + len(controls))} TXT005"]
    assert mended(bad, "TXT005") == text


@given(texts(), st.sampled_from("“”‘’–—…€™œ"), st.data())
def test_windows_1252_read_as_latin_1(text: str, char: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    bad = text[:at] + char.encode("cp1252").decode("latin-1") + text[at:]
    assert found_in(bad, "TXT005") == [f"{span(bad, at, at + 1)} TXT005"]
    assert mended(bad, "TXT005") == text[:at] + char + text[at:]


@given(texts(), st.data())
def test_lost_characters(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text) - 2))
    assume(text[at] != "\n")
    bad = text[:at] + "\ufffd" + text[at + 1 :]
    assert found_in(bad, "TXT002") == [f"{span(bad, at, at + 1)} TXT002"]
    assert found_in(bad, "TXT002", max=1) == []
    assert mended(bad, "TXT002") == bad


@given(texts())
def test_good_text(text: str) -> None:
    assert found_in(text, "TXT001", "TXT002", "TXT005") == []
