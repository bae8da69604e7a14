"""Words, shingles and their codes: the same as plain Python makes them, and no difference where there is none to readers."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsqa.corpus import deltas
from newsqa.corpus.minhash import BANDS, MARKS, marks_shared, sketches
from newsqa.corpus.shingles import LEAST, Shingles, shingle_rows, signatures
from newsqa.corpus.text_shingles import VALUE_BITS, shingle_sets
from newsqa.corpus.words import words_of

# Letters of many scripts, marks, punctuation, what shows nothing, and what is more than one byte.
CHARACTERS = "aAzé߀ĳИи́أؤ،ﻻñʼ'’“”„-–…_ 0٣\n\r\t\u00a0\u00ad\u200b\u200d\ufeff漢字かカー々。、・ｶＡ！ไทยກຂကခកខ។😀𠀀𐍈ሀ፡़क।ǅİ"
TEXTS = st.lists(st.none() | st.text(CHARACTERS, max_size=40), max_size=6)


def is_unspaced(char: str) -> bool:
    name = unicodedata.name(char, "")
    kinds = (
        "CJK UNIFIED", "HIRAGANA", "KATAKANA", "HALFWIDTH KATAKANA", "IDEOGRAPHIC ITERATION",
        "THAI", "LAO", "MYANMAR", "KHMER",
    )  # fmt: skip
    return unicodedata.category(char)[0] in "LM" and name.startswith(kinds)


def plain_words(text: str | None) -> list[str]:
    """Return the words of a text, read character by character."""
    folded = unicodedata.normalize("NFC", "".join(map(lower, text or "")))
    words, open_word = [], False
    for char in folded:
        if unicodedata.category(char) in ("Cf",):
            continue
        letter = unicodedata.category(char)[0] in "LMN" and char != "ʼ"
        if is_unspaced(char):
            words.append(char)
            open_word = False
        elif not letter:
            open_word = False
        elif open_word:
            words[-1] += char
        else:
            words.append(char)
            open_word = True
    return words


def lower(char: str) -> str:
    return "i" if char == "İ" else char.lower()  # one character, as Arrow has it


def read_words(texts: list[str | None]) -> list[list[str]]:
    found = words_of(pa.array(texts, pa.string()))
    words = [
        found.data[start:end].tobytes().decode()
        for start, end in zip(found.starts.tolist(), found.ends.tolist(), strict=True)
    ]
    first = found.first.tolist()
    return [words[low:high] for low, high in pairwise(first)]


@given(TEXTS)
def test_words_are_those_of_plain_python(texts: list[str | None]) -> None:
    assert read_words(texts) == [plain_words(text) for text in texts]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The mayor’s “new” plan – at last!", 'the mayor\'s "NEW" plan, at last'),
        ("L’élue", "l'e\u0301lue"),
        ("co\u00adoperation\u200b is back", "cooperation is back"),
        ("Straße\r\nund\tPlatz", "straße und platz"),
        ("他说：「很好」。", "他说很好"),
        ("कहा। फिर", "कहा फिर"),
        ("قال، ثم", "قال ثم"),
    ],
)
def test_what_does_not_count(one: str, other: str) -> None:
    assert read_words([one]) == read_words([other])
    assert read_words([one]) != [[]]


def plain_shingles(text: str | None) -> set[tuple[str, ...]]:
    words = plain_words(text)
    alone = [word for word in words if len(word) == 1 and is_unspaced(word)]
    letters = [
        word for word in alone if unicodedata.name(word).startswith(("THAI", "LAO", "MYANMAR", "KHMER"))
    ]
    length = 9 if 2 * len(letters) > len(words) else 4 if 2 * (len(alone) - len(letters)) > len(words) else 3
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}


def sets_of(texts: list[str | None]) -> list[set[int]]:
    values, sizes = shingle_sets(pa.array(texts, pa.string()))
    ends = np.cumsum(sizes).tolist()
    found = [values[end - size : end] for end, size in zip(ends, sizes.tolist(), strict=True)]
    assert all((one[1:] > one[:-1]).all() for one in found)
    return [set(one.tolist()) for one in found]


@given(TEXTS)
def test_shingles_are_as_many_as_plain_python_has(texts: list[str | None]) -> None:
    plain, found = [plain_shingles(text) for text in texts], sets_of(texts)
    assert [len(one) for one in found] == [len(one) for one in plain]
    assert len(set().union(*found)) == len(set().union(*plain))


def test_a_batch_of_many_texts_has_the_sets_of_each() -> None:
    texts: list[str | None] = [" ".join(f"w{(n * k) % 97}" for k in range(n % 23)) for n in range(2500)]
    texts[7:9] = [None, "漢字かな交じり文の" * 3]
    alone = [sets_of([text])[0] for text in texts]
    assert sets_of(texts) == alone
    assert max(max(one) for one in alone if one) < 1 << VALUE_BITS


def test_very_long_words_and_no_texts() -> None:
    assert [len(one) for one in sets_of(["x" * 10_000 + " y z", "x" * 9_999 + " y z w"])] == [1, 2]
    assert sets_of([]) == []
    assert sets_of([None]) == [set()]


# --- codes and signatures ------------------------------------------------------------------------------------------

SETS = st.lists(st.sets(st.integers(0, (1 << VALUE_BITS) - 1), min_size=1, max_size=30), max_size=8)


@given(SETS)
def test_sets_come_back_from_their_codes(sets: list[set[int]]) -> None:
    values = np.array([value for one in sets for value in sorted(one)], np.uint32)
    sizes = np.array([len(one) for one in sets], np.int64)
    codes, counts = deltas.encoded(values, sizes)
    assert deltas.decoded(codes, counts).tolist() == values.tolist()
    assert deltas.set_sizes(codes, counts).tolist() == sizes.tolist()
    assert int(counts.sum()) <= len(values) + 65 * len(sets)


@given(SETS, st.integers(1, 9))
def test_bands_and_marks_are_those_of_each_set_alone(sets: list[set[int]], chunk: int) -> None:
    values = np.array([value for one in sets for value in sorted(one)], np.uint32)
    bands, marks = sketches(values, np.array([len(one) for one in sets], np.int64))
    assert bands.shape == (BANDS, len(sets))
    assert marks.shape == (MARKS, len(sets))
    for number, one in enumerate(sets):
        own_bands, own_marks = sketches(np.array(sorted(one), np.uint32), np.array([len(one)]))
        assert own_bands[:, 0].tolist() == bands[:, number].tolist()
        assert own_marks[:, 0].tolist() == marks[:, number].tolist()


def test_bands_and_marks_are_shared_as_often_as_sets_are_similar() -> None:
    random = np.random.default_rng(1)
    for similarity in (0.3, 0.5, 0.7):
        shared_marks = []
        common = round(2000 * similarity / (1 + similarity))
        shared = 0
        for _ in range(60):
            drawn = random.choice(1 << VALUE_BITS, 2000 - common, replace=False).astype(np.uint32)
            half = (len(drawn) - common) // 2
            one, other = drawn[: common + half], np.append(drawn[:common], drawn[common + half :])
            bands, marks = sketches(np.append(np.sort(one), np.sort(other)), np.array([len(one), len(other)]))
            shared += int((bands[:, 0] == bands[:, 1]).sum())
            shared_marks.append(int((marks[:, 0] == marks[:, 1]).sum()))
        assert shared / (60 * BANDS) == pytest.approx(similarity**3, abs=0.05)
        assert np.mean(shared_marks) / MARKS == pytest.approx(similarity, abs=0.03)
        assert min(shared_marks) >= marks_shared(similarity)


@given(st.lists(st.text("abc ", max_size=60), min_size=1, max_size=5))
def test_similarity_is_that_of_plain_python(texts: list[str]) -> None:
    rows = Shingles()
    rows.add(shingle_rows(pa.array(texts, pa.string())), 0)
    found = signatures(rows.runs(np.arange(len(texts), dtype=np.int32)))
    plain = [plain_shingles(text) for text in texts]
    documents = found.documents.tolist()
    assert documents == [number for number, one in enumerate(plain) if len(one) >= LEAST]
    pairs = [(one, other) for one in range(len(documents)) for other in range(len(documents))]
    if pairs:
        similarities = found.similarities(*np.array(pairs).T)
        sets = [plain[number] for number in documents]
        expected = [len(sets[a] & sets[b]) / len(sets[a] | sets[b]) for a, b in pairs]
        assert similarities.tolist() == expected
