"""Clusters of near-duplicates: the same however the articles come in, and those that a comparison of all pairs finds."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsqa.corpus import near
from newsqa.corpus.forest import Forest
from newsqa.corpus.near import clusters
from newsqa.corpus.shingles import RELATION, SCHEMA, Run, Shingles, shingle_rows, signatures

WORDS = [f"{a}{b}{c}" for a in "bdfgklmnprst" for b in "aeiou" for c in "lmnrst"]


def written(seed: int, count: int = 60) -> list[str]:
    """Return the words of a made-up article."""
    random = Random(seed)
    return [random.choice(WORDS) for _ in range(count)]


def edited(words: Sequence[str], share: float, random: Random) -> list[str]:
    """Return a copy with a share of its words replaced."""
    copy = list(words)
    for at in random.sample(range(len(copy)), int(share * len(copy))):
        copy[at] = random.choice(WORDS)
    return copy


def corpus(random: Random, size: int) -> list[str]:
    """Return articles of which many are edited copies of others."""
    return [
        " ".join(edited(written(random.randrange(1 + size // 4)), random.uniform(0, 0.12), random))
        for _ in range(size)
    ]


def gathered(texts: Sequence[str], arrival: Sequence[int], random: Random) -> list[Run]:
    """Return the runs of articles that came in another order, in batches and states of random sizes."""
    states: list[tuple[Shingles, int]] = []
    left = list(arrival)
    while left:
        state, size = Shingles(held_bytes=random.choice((0, 2000, 1 << 20))), 0
        for _ in range(random.randint(1, 3)):
            batch, left = left[: (cut := random.randint(1, 6))], left[cut:]
            if batch:
                state.add(shingle_rows(pa.array([texts[number] for number in batch])), size)
                size += len(batch)
        states.append((state, size))
    while len(states) > 1:  # neighbours meet in a random order
        at = random.randrange(len(states) - 1)
        (one, size), (other, more) = states[at : at + 2]
        one.merge(other, size)
        states[at : at + 2] = [(one, size + more)]
    return list(states[0][0].runs(np.array(arrival, np.int32)))


def together(runs: Sequence[Run]) -> pa.Table:
    tables = RELATION.written(runs, np.empty(0, np.int32))
    return pa.concat_tables([SCHEMA.empty_table(), *tables]).combine_chunks()


def told(runs: Sequence[Run], least: float = 0.5) -> list[list[float]]:
    found = clusters(signatures(runs), least)
    return [part.tolist() for part in (found.roots, found.one, found.other, found.similarity)]


@given(st.integers(0, 10**6), st.integers(1, 40), st.randoms(use_true_random=False))
def test_rows_and_clusters_are_the_same_however_the_articles_come_in(
    seed: int, size: int, random: Random
) -> None:
    texts = corpus(Random(seed), size)
    arrival = random.sample(range(size), size)
    whole = gathered(texts, range(size), Random(0))
    shuffled = gathered(texts, arrival, random)
    table = together(whole)
    assert together(shuffled).equals(table)
    assert told(shuffled) == told(whole)
    # From disk, in tables of any size and in two partitions.
    cut = random.randint(0, size)
    days = [(np.arange(cut), texts[:cut]), (np.arange(cut, size), texts[cut:])]
    stored = []
    for documents, own in days:
        if own:
            day = together(gathered(own, random.sample(range(len(own)), len(own)), random))
            rows = random.randint(1, 9)
            pieces = [day.slice(low, rows) for low in range(0, day.num_rows, rows)]
            stored.append(RELATION.stored(lambda pieces=pieces: iter(pieces), documents.astype(np.int32)))
    assert together(stored[::-1]).equals(table)
    assert told(stored) == told(whole)


@given(st.integers(0, 10**6), st.sampled_from((0.3, 0.5, 0.8)))
def test_clusters_are_those_of_all_pairs_that_share_a_band(seed: int, least: float) -> None:
    texts = corpus(Random(seed), 40)
    found = signatures(gathered(texts, range(40), Random(0)))
    roots = clusters(found, least).roots
    one, other = np.triu_indices(len(found), 1)
    similar = found.similarities(one, other) >= least
    candidates = (found.bands[:, one] == found.bands[:, other]).any(axis=0)
    forest = Forest(len(found))
    pairs = similar & candidates
    forest.join(one[pairs], other[pairs])
    assert roots.tolist() == forest.roots(np.arange(len(found))).tolist()


def test_copies_with_one_word_in_ten_replaced_are_found() -> None:
    random = Random(3)
    originals = [written(seed, random.randint(40, 400)) for seed in range(400)]
    texts = [" ".join(words) for words in originals]
    texts += [" ".join(edited(words, 0.1, random)) for words in originals]
    found = signatures(gathered(texts, range(800), Random(0)))
    near_ones = clusters(found, 0.5)
    right = near_ones.roots[400:] == np.arange(400)
    assert right.mean() >= 0.99
    assert (near_ones.roots[:400] == np.arange(400)).all()
    assert (near_ones.similarity >= 0.5).all()


def test_two_clusters_in_one_bucket_are_both_found() -> None:
    # Every article holds the same long footer, so that all share the hashes of many bands.
    footer, random = written(99, 40), Random(5)
    texts = [" ".join([*written(seed), *footer]) for seed in range(12)]
    texts += [" ".join([*edited(written(seed), 0.05, random), *footer]) for seed in range(12)]
    found = clusters(signatures(gathered(texts, range(24), Random(0))), 0.6)
    assert found.roots.tolist() == [*range(12), *range(12)]


def test_crowds_are_compared_in_one_round_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    footer = written(99, 80)
    texts = [" ".join([*written(seed, 40), *footer]) for seed in range(12)]
    found = signatures(gathered(texts, range(12), Random(0)))
    assert clusters(found, 0.8).crowds == {}
    monkeypatch.setattr(near, "CROWD", 5)
    crowds = clusters(found, 0.8).crowds
    assert crowds
    assert all(size > 5 for size in crowds.values())


@given(st.lists(st.tuples(st.integers(0, 19), st.integers(0, 19)), max_size=30))
def test_components_are_those_of_plain_python(pairs: list[tuple[int, int]]) -> None:
    groups = [{number} for number in range(20)]
    for one, other in pairs:
        if groups[one] is not groups[other]:
            groups[one] |= groups[other]
            for number in groups[other]:
                groups[number] = groups[one]
    forest = Forest(20)
    half = len(pairs) // 2
    for part in (pairs[:half], pairs[half:]):
        forest.join(*np.array(part, np.int64).reshape(-1, 2).T)
    assert forest.roots(np.arange(20)).tolist() == [min(group) for group in groups]


def test_no_articles_have_no_clusters() -> None:
    assert told([]) == [[], [], [], []]
    assert told(gathered(["too short"], [0], Random(0))) == [[], [], [], []]
    assert together([]).num_rows == 0
