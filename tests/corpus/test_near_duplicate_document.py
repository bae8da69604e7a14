"""COR002 and COR010: whom near-duplicates are told of, and how."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from random import Random
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_near import corpus as made_up
from test_near import edited, written

from newsqa import schema
from newsqa.corpus import near
from newsqa.corpus.corpus import Corpus
from newsqa.corpus.splits import split_of
from newsqa.corpus.state import State
from newsqa.readers.batch import Batch
from newsqa.rules.base import CorpusHit, Verdict
from newsqa.rules.corpus import near_duplicate_document, split_leakage
from newsqa.view import Context, View

NOW = Context(dt.datetime(2026, 1, 1, tzinfo=dt.UTC))


def corpus_of(*runs: Sequence[dict[str, Any]], random: Random | None = None) -> Corpus:
    """Return the corpus of some runs, of which the last is new; articles are called by their number in all."""
    partitions, number = [], 0
    for name, articles in enumerate(runs):
        rows = []
        for article in articles:
            rows.append({"article_id": f"{number:04}", "text": None} | article)
            number += 1
        state, left = State(("shingles",)), rows
        if random:
            random.shuffle(rows)
        while left:
            size = random.randint(1, 5) if random else len(left)
            batch, left = left[:size], left[size:]
            table = pa.RecordBatch.from_pylist(batch, schema=schema.ARTICLES)
            own = State(("shingles",))
            own.update(View(Batch(table), NOW))
            state.merge(own)
        partitions.append(state.partition(f"day {name}"))
    return Corpus.of(partitions[:-1], partitions[-1:], ("shingles",), NOW)


def judged(
    corpus: Corpus, rule: Any = near_duplicate_document, **options: Any
) -> tuple[Verdict, list[CorpusHit]]:
    verdict = rule.RULE.judge(corpus, rule.Options(**options))
    return verdict, list(verdict.hits)


def article(words: Sequence[str], **declared: Any) -> dict[str, Any]:
    return {"text": " ".join(words), **declared}


def test_each_member_but_the_first_is_told_its_similarity() -> None:
    words = written(1, 100)
    other = [*words[:50], "another", *words[51:]]  # 3 of 98 runs are others
    verdict, hits = judged(
        corpus_of([article(written(2)), article(words), article(other), article(words[:99])])
    )
    assert (verdict.evaluated, verdict.failed) == (4, 2)
    assert [(hit.document, hit.related, hit.threshold) for hit in hits] == [(2, 1, 0.5), (3, 1, 0.5)]
    assert [hit.value for hit in hits] == [95 / 101, 97 / 98]
    assert hits[0].message == (
        "nearly the same text as {related} (similarity 0.94): one of 3 articles with this text"
    )


def test_a_member_that_is_not_like_the_first_is_told_whom_it_is_like() -> None:
    words, random = written(1, 200), Random(1)
    between = edited(words, 0.09, random)
    far = edited(between, 0.09, random)
    _, hits = judged(corpus_of([article(words), article(between), article(far)]), similarity=0.58)
    assert [(hit.document, hit.related) for hit in hits] == [(1, 0), (2, 1)]
    assert all(hit.value is not None and hit.value >= 0.58 for hit in hits)


def test_exact_copies_are_not_told_twice() -> None:
    words = written(1)
    same = [article(words), {"text": f"  {' '.join(words).upper()}\n"}, article(words)]
    verdict, hits = judged(corpus_of(same))
    assert (verdict.evaluated, verdict.failed, hits) == (3, 0, [])
    _, hits = judged(corpus_of([*same, article([*words, "more"])]))
    assert [(hit.document, hit.related) for hit in hits] == [(3, 0)]
    assert "one of 4 articles" in hits[0].message


def test_one_text_at_several_sources_reads_as_syndication() -> None:
    words = written(1, 100)
    articles = [
        article(words, publisher="Fenland Courier", published="2024-03-02T10:00:00Z"),
        article([*words, "and"], publisher="Harbour Post", published="2024-03-01T23:30:00Z"),
        article([*words, "and", "more"], publisher="Tide Times"),
        article([*words, "and", "more", "again"], publisher="Harbour Post"),
        article([*words, "nobody", "knows"]),
    ]
    corpus = corpus_of(articles)
    told = "one text at 3 sources, first published by harbour post on 2024-03-01"
    expected = {
        1: told,
        2: told,
        3: "one of 5 articles with this text",
        4: "one of 5 articles with this text",
    }
    _, hits = judged(corpus)
    assert {hit.document: hit.message.partition("): ")[2] for hit in hits} == expected
    verdict, hits = judged(corpus, syndication="allow")
    assert (verdict.failed, [hit.document for hit in hits]) == (2, [3, 4])
    _, hits = judged(corpus_of([{**a, "published": None} for a in articles]))
    assert hits[0].message.endswith("one text at 3 sources")


def test_with_earlier_runs_the_representative_is_theirs() -> None:
    words = written(1, 100)
    old = [article([*words, "x"], article_id="9998"), article([*words, "y"], article_id="9999")]
    new = [article(words, article_id="0001"), article(written(2), article_id="0002")]
    verdict, hits = judged(corpus_of(old, new))
    assert verdict.evaluated == 2
    assert [(hit.document, hit.related) for hit in hits] == [(0, 2)]
    verdict, hits = judged(corpus_of([*old, *new], [article(written(3))]))
    assert (verdict.evaluated, verdict.failed, hits) == (1, 0, [])


@pytest.mark.parametrize("rule", [near_duplicate_document, split_leakage])
def test_nothing_to_compare_is_not_evaluated(rule: Any) -> None:
    for articles in ([], [article(written(1))], [{"text": None}, {"text": "  "}, {"text": "too short"}]):
        verdict, hits = judged(corpus_of(articles), rule)
        assert (verdict.evaluated, verdict.failed, hits) == (0, 0, [])


def test_crowds_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(near, "FEW", 2)
    monkeypatch.setattr(near, "CROWD", 5)
    footer = written(99, 80)
    corpus = corpus_of([article([*written(seed, 40), *footer]) for seed in range(12)])
    verdict, hits = judged(corpus, similarity=0.9)
    assert verdict.failed == 0
    assert hits
    assert all(hit.document is None and hit.related is not None for hit in hits)
    assert "articles have some text in common with {related}" in hits[0].message


@given(st.integers(0, 10**6), st.randoms(use_true_random=False), st.booleans())
def test_findings_are_the_same_however_the_articles_come_in(seed: int, random: Random, later: bool) -> None:
    fields = Random(seed)
    articles = [
        {
            "text": text,
            "publisher": fields.choice((None, "a", "b", "c")),
            "published": fields.choice((None, "2024-03-01", "2024-03-02")),
        }
        for text in made_up(fields, 30)
    ]
    runs = [articles[:20], articles[20:]] if later else [articles]
    whole, shuffled = corpus_of(*runs), corpus_of(*runs, random=random)
    for options in ({}, {"syndication": "allow"}, {"similarity": 0.8}):
        assert judged(shuffled, **options)[1] == judged(whole, **options)[1]
    assert judged(shuffled, split_leakage)[1] == judged(whole, split_leakage)[1]


# --- splits --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "split"),
    [
        ("news/train-00000-of-00001.parquet", "train"),
        ("news_test.jsonl", "test"),
        ("data/dev/17.txt", "validation"),
        ("C:\\news\\Valid\\a.json", "validation"),
        ("validation.jsonl.gz", "validation"),
        ("test/train.jsonl", "train"),
        ("training day.txt", "train"),
        ("latest.jsonl", None),
        ("test_data_2/a.jsonl", None),
        ("protest/a.jsonl", None),
        ("a", None),
        (None, None),
    ],
)
def test_splits_are_told_by_files_and_folders(path: str | None, split: str | None) -> None:
    assert split_of(path) == split


def test_articles_of_another_split_are_leaks() -> None:
    words = written(1, 100)
    verdict, hits = judged(
        corpus_of(
            [
                article(words, path="train.jsonl"),
                article([*words, "more"], path="train.jsonl"),
                article(words, path="test.jsonl"),
                article(words, path="other.jsonl"),
                article(written(2), path="test.jsonl"),
            ]
        ),
        split_leakage,
    )
    assert (verdict.evaluated, verdict.failed) == (4, 1)
    assert [(hit.document, hit.related, hit.value) for hit in hits] == [(2, 0, 1.0)]
    assert hits[0].message == (
        "of split 'test', and nearly the same text as {related} of split 'train' (similarity 1.00)"
    )


def test_a_leak_that_is_not_like_the_first_is_told_whom_it_is_like() -> None:
    words, random = written(1, 200), Random(1)
    between = edited(words, 0.09, random)
    far = edited(between, 0.09, random)
    train = [article(words, path="train.jsonl"), article(between, path="train.jsonl")]
    corpus = corpus_of([*train, article(far, path="test.jsonl")])
    _, hits = judged(corpus, split_leakage, similarity=0.58)
    assert [(hit.document, hit.related) for hit in hits] == [(2, 1)]
