"""What an article declares of itself: flaws added and mended again; texts cut off, titles and languages exchanged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checking import check, fixed, found_in, suite_of
from made_up import CODES, clean, joined
from newsqa.data import load
from newsqa.text.language_tags import canonical_tag, is_tag

TRACKING = load("tracking_parameters")["names"]
NAMES = st.sampled_from(["id", "page", "lang", "q", "ref", "source", "tag", "utmost", "s"])
VALUES = st.text("abcXYZ019-_.~%+", max_size=6)
OWN = st.lists(st.tuples(NAMES, VALUES).map("=".join), max_size=4)
ADDED = st.lists(st.tuples(st.integers(0, 4), st.sampled_from(TRACKING), VALUES), min_size=1, max_size=4)


def url_of(parameters: list[str], fragment: str) -> str:
    return f"https://example.com/a{'?' if parameters else ''}{'&'.join(parameters)}{fragment}"


@given(own=OWN, added=ADDED, fragment=st.sampled_from(["", "#", "#top", "#a?utm_source=x"]))
def test_tracking_parameters_come_and_go(
    own: list[str], added: list[tuple[int, str, str]], fragment: str
) -> None:
    original = url_of(own, fragment)
    assert found_in({"url": original, "text": "A."}, "MET003") == []
    parameters = list(own)
    for at, name, value in added:
        parameters.insert(at, f"{name}={value}")
    mended = fixed({"url": url_of(parameters, fragment), "text": "A."}, suite_of("MET003")).article
    assert mended["url"] == original


@pytest.mark.parametrize("suffix", [" - {}", " | {}", " – {}", " · {}", "|{}", " » {}"])
@pytest.mark.parametrize(
    "publisher", ["Le Courrier du Forez", "Волжский вестник", "海丝晨报", "The Fenland Courier"]
)
def test_the_name_of_the_site_comes_and_goes(suffix: str, publisher: str) -> None:
    article = {"title": "Night bus returns - at last | again", "publisher": publisher, "text": "A."}
    assert found_in(article, "MET004") == []
    suffixed = article | {"title": article["title"] + suffix.format(publisher)}
    assert fixed(suffixed, suite_of("MET004")).article["title"] == article["title"]


@given(count=st.integers(1, 400), tolerance=st.sampled_from([0.0, 0.1, 0.5]), declared=st.integers(1, 800))
def test_declared_words(count: int, tolerance: float, declared: int) -> None:
    article = {"text": " ".join(["word"] * count), "wordcount": str(declared)}
    found = found_in(article, "MET005", tolerance=tolerance)
    assert bool(found) == (abs(declared - count) > tolerance * max(declared, count))
    if found:
        assert fixed(article, suite_of("MET005", options={"tolerance": tolerance})).article[
            "wordcount"
        ] == str(count)


@given(tag=st.sampled_from(["fr", "pt-BR", "zh-Hant-TW", "es-419", "sr-Latn-RS", "de-CH-1996", "ast"]))
def test_tags_with_underscores(tag: str) -> None:
    assert is_tag(tag)
    for variant in (tag.replace("-", "_"), tag.replace("-", "_").upper(), f" {tag} "):
        assert canonical_tag(variant) == tag
        assert is_tag(variant) == (variant.lower() == tag.lower())


@pytest.mark.parametrize("language", CODES)
def test_texts_cut_off_anywhere(language: str) -> None:
    cuts, texts = [], [joined(clean(language, number).blocks) for number in range(4)]
    assert check(texts, suite_of("LEN001")) == []
    for text in texts:
        cuts += [text[:at] for at in range(2 * len(text) // 3, len(text) - 1, 3)]
    whole = [
        cut.rstrip().endswith((".", "。", "”", "”", "»", '"', "!", "?", "؟", "।", "」", "’")) for cut in cuts
    ]
    cuts = [cut for cut, ends in zip(cuts, whole, strict=True) if not ends]
    flagged = {row["row"] for row in check(cuts, suite_of("LEN001"))}
    assert len(flagged) >= 0.8 * len(cuts), language


@pytest.mark.parametrize("language", CODES)
def test_exchanged_titles(language: str) -> None:
    articles = [clean(language, number).blocks for number in range(4)]
    own = [{"title": blocks[0], "text": joined(blocks)} for blocks in articles]
    assert check(own, suite_of("MET001")) == []


@pytest.mark.parametrize("language", CODES)
def test_undeclared_languages(language: str) -> None:
    text = joined(clean(language, 1).blocks)
    article = {"language": None, "text": text}
    assert found_in(article, "LNG001") == ["language:1-0 LNG001"]
    mended = fixed(article, suite_of("LNG001"), unsafe=True).article
    assert found_in(mended, "LNG001", "LNG002", "LNG004") == []
