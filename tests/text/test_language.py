"""Languages: detection over short texts, the gates before it, and tags."""

import pyarrow as pa
import pytest

from made_up import CODES, clean, joined
from newsqa.data import load
from newsqa.text.language import (
    beginnings,
    detect,
    primary_language,
    same_language,
    sounds_like,
    surely_in,
)
from newsqa.text.language_tags import canonical_tag, is_tag


@pytest.mark.parametrize("language", CODES)
def test_short_texts(language: str) -> None:
    for number in range(4):
        text = joined(clean(language, number).blocks)
        for sample in (text, text[:200], text[-200:]):
            found = detect(sample.encode())
            assert found is not None
            assert same_language(language, found.language), sample


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Manchester United and Real Madrid walishinda mechi zao za kwanza za Champions League, na mashabiki wa Old Trafford "
         "walifurahi sana kwa sababu timu yao ilikuwa imeshindwa mara tatu", "sw"),
        ("Big Brother, The Voice, Masterchef y Gran Hermano VIP son los programas que más se han visto en Telecinco este año, según "
         "los datos que ha publicado hoy la consultora Kantar Media", "es"),
        ("<p>https://example.com/%D8%B3%D9%88 أعادت بلدية سوسة فتح المكتبة العامة يوم الاثنين بعد أشغال ترميم استمرت ثلاث سنوات</p>", "ar"),
    ],
)  # fmt: skip
def test_names_tags_and_addresses_do_not_count(text: str, language: str) -> None:
    found = detect(text.encode())
    assert found is not None
    assert found.language == language


@pytest.mark.parametrize("text", ["", " ", "12 345", "\x00\x01", "…"])
def test_nothing_to_tell(text: str) -> None:
    assert detect(text.encode()) is None


def test_gates_are_never_wrong() -> None:
    texts = {code: joined(clean(code, 2).blocks).encode() for code in CODES}
    column = beginnings(pa.array([text.decode() for text in texts.values()]))
    for language in load("function_words"):
        others = [not same_language(language, code) for code in texts]
        assert not (surely_in(language, column) & others).any(), language
        for code, text in texts.items():
            assert same_language(language, code) or not sounds_like(language, text), (language, code)


def test_function_words_have_one_owner() -> None:
    words = load("function_words")
    for language, kinds in words.items():
        assert set(kinds) == {"own", "shared"}
        assert not set(kinds["own"]) & set(kinds["shared"])
        others = {
            word
            for code, k in words.items()
            if not same_language(code, language)
            for word in (*k["own"], *k["shared"])
        }
        assert not set(kinds["own"]) & others, language


@pytest.mark.parametrize(
    ("tag", "language"),
    [("fr-FR", "fr"), ("pt_BR", "pt"), ("EN", "en"), ("eng", "en"), ("ger", "de"), ("nb", "no"), ("iw", "he"), ("pcm", "pcm"),
     ("French", None), ("", None), (None, None)],
)  # fmt: skip
def test_primary_language(tag: str | None, language: str | None) -> None:
    assert primary_language(tag) == language


def test_tags() -> None:
    data = load("language_tags")
    codes = " ".join((*data["two_letters"], *data["three_letters"])).split()
    assert len(codes) == len(set(codes))
    assert all(is_tag(code) for code in codes)
    for code, short in data["shortest"].items():
        assert not is_tag(code)
        assert canonical_tag(code) == canonical_tag(short)
    assert canonical_tag("zh_hans_cn") == "zh-Hans-CN"
    assert canonical_tag("klingonish") is None
