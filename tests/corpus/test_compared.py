"""Pairs that were compared on former days: they are kept as they were counted, and not counted again."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from random import Random

import numpy as np
import pyarrow.parquet as pq
import pytest
from test_near import edited, written

from newsqa.corpus.shingles import signatures
from newsqa.corpus.signatures import Signatures
from newsqa.corpus.store import Store
from newsqa.view import Context

NOW = Context(dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
FOOTER = written(99, 60)


@pytest.fixture
def counted(monkeypatch):
    """Note how many pairs each search has counted."""
    pairs: list[int] = []
    shared = Signatures.shared

    def noted(self, rows, others):
        pairs.append(len(rows))
        return shared(self, rows, others)

    monkeypatch.setattr(Signatures, "shared", noted)
    return pairs


def write(day, seed, count=12):
    """Write a day of articles: copies of one another, and others with much text in common."""
    random = Random(seed)
    texts = [" ".join([*edited(written(n % 7, 90), 0.06, random), *FOOTER]) for n in range(count)]
    Path(f"{day}.jsonl").write_text("".join(json.dumps({"text": text}) + "\n" for text in texts))
    return f"{day}.jsonl"


def stored_pairs():
    """Return the pairs in the state, each as its partitions and rows, with its count."""
    tables = [pq.read_table(path) for path in sorted(Path("state").rglob("compared.parquet"))]
    return [(*row[:4], row[4]) for table in tables for row in zip(*table.to_pydict().values(), strict=True)]


def test_pairs_are_kept_as_they_are_counted(checked, counted):
    for day in range(4):
        checked(write(day, day), "--select", "COR002")
    checked(write(1, 10), "--select", "COR002", "--partition", "1.jsonl")  # what was compared with it is gone
    store = Store(Path("state"), "")
    store.opened(())
    corpus = store.corpus(NOW)
    found = signatures(corpus.shingles)
    numbers = np.array(corpus.partition_numbers)[corpus.partitions]
    row_of = {
        place: found.documents.searchsorted(document)
        for document, place in enumerate(zip(numbers.tolist(), corpus.numbers.tolist(), strict=True))
    }
    known = [pair for pair in stored_pairs() if pair[:2] in row_of and pair[2:4] in row_of]
    assert 40 < len(known) < len(stored_pairs())
    one, other = (np.array([row_of[pair[at : at + 2]] for pair in known]) for at in (0, 2))
    assert [pair[4] for pair in known] == found.shared(one, other).tolist()
    expected = found.similarities(other, one).tolist()
    counted.clear()
    assert corpus.compared.similarities(found, other, one).tolist() == expected
    assert counted == []


def test_no_pair_of_former_days_is_counted_again(checked, counted):
    for day in range(3):
        checked(write(day, day), "--select", "COR002")
    pairs = {frozenset((pair[:2], pair[2:4])) for pair in stored_pairs()}
    assert len(pairs) == len(stored_pairs()) > 40
    counted.clear()
    Path("other.jsonl").write_text(json.dumps({"text": " ".join(written(1000))}) + "\n")
    checked("other.jsonl", "--select", "COR002")
    assert sum(counted) == 0
