"""Lines that read the same have the same hash, others do not."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsqa.corpus.line_hashes import line_hashes

_SPACES = (" ", "\t", "  ", "\u00a0", "\u2009", "\u3000", "\x85", " \u202f\x1f ")
_WORDS = st.lists(st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1), min_size=1)


def hashes(*lines: str) -> list[int]:
    return [int(number) for number in line_hashes(pa.array(lines, pa.string()))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Read more", "READ MORE"),
        ("Lire aussi : l’été", "LIRE AUSSI : L’ÉTÉ"),
        ("Читайте также", "ЧИТАЙТЕ ТАКЖЕ"),
        ("Διαβάστε ακόμη", "ΔΙΑΒΆΣΤΕ ΑΚΌΜΗ"),
        ("Read\u00a0more", "Read more"),
        ("Lue \t lisää", "Lue lisää"),
        ("続きを　読む", "続きを 読む"),
    ],
)
def test_white_space_and_case_do_not_count(one: str, other: str) -> None:
    assert len(set(hashes(one, other))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Read more", "More read"),
        ("Read more", "Readmore"),
        ("abcdefgh12345678", "12345678abcdefgh"),
        ("abcdefgh", "abcdefg"),
        ("a", "aa"),
        ("12 comments", "13 comments"),
        ("Résumé", "Resume"),
        ("“Quote”", "Quote"),
    ],
)
def test_everything_else_counts(one: str, other: str) -> None:
    assert len(set(hashes(one, other))) == 2


@given(st.lists(_WORDS, min_size=1), st.data())
def test_a_line_has_its_hash_wherever_it_stands(lines: list[list[str]], data: st.DataObject) -> None:
    plain = [" ".join(words) for words in lines]
    spaced = [data.draw(st.sampled_from(_SPACES)).join(words) for words in lines]
    alone = [hashes(line)[0] for line in plain]
    assert hashes(*plain) == hashes(*spaced) == alone
    column = pa.array(["before", *plain, "behind"], pa.string()).slice(1, len(plain))
    assert [int(number) for number in line_hashes(column)] == alone


@given(st.lists(_WORDS.map(" ".join), unique_by=str.lower, min_size=2))
def test_different_lines_have_different_hashes(lines: list[str]) -> None:
    if len({line.casefold() for line in lines}) == len(lines):
        assert len(set(hashes(*lines))) == len(lines)


def test_no_lines_have_no_hashes() -> None:
    assert hashes() == []
