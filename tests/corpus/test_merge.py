"""However articles come in, corpus rules find the same, byte for byte.

In one stream, shuffled, in batches of any size, from states merged in any order, and from partitions on disk.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import corpus as generator
from newsqa import rules, schema
from newsqa.corpus import line_runs
from newsqa.corpus.corpus import Corpus
from newsqa.corpus.judging import judged, relations_of
from newsqa.corpus.state import State
from newsqa.corpus.store import Store
from newsqa.readers.batch import Batch
from newsqa.suite import Expectation, rule_options
from newsqa.view import Context, View

NOW = Context(dt.datetime(2024, 6, 1, tzinfo=dt.UTC))
# These compare partitions with one another.
BETWEEN_PARTITIONS = {"COR009", "COR010"}
# So low that a hundred articles are enough.
OPTIONS: dict[str, dict[str, Any]] = {
    "COR004": {"min_docs": 3},
    "COR005": {"min_docs": 3, "min_share": {"date": 0.99, "source": 1.0, "title": 1.0, "language": 1.0}},
    "COR007": {"window": 14, "min_docs": 2},
    "COR008": {"min_docs": 3},
}
FIELDS = frozenset({"text", "title", "url", "publisher", "published", "language"})


def expectations() -> list[Expectation]:
    return [
        Expectation(rule, rule.severity, 1.0, rule_options(rule, OPTIONS.get(rule.code, {}), "case"))
        for rule in rules.catalogue()
        if rule.judge is not None and rule.code not in BETWEEN_PARTITIONS
    ]


@cache
def articles() -> list[dict[str, Any]]:
    """Return articles in which every rule finds something."""
    clean = [item.article for item in generator.articles(60, seed=5, fault_share=0)]
    made = []
    for number in range(90):
        text = clean[number % 45]["text"]
        if 60 <= number < 75:  # a copy with other words
            text = " ".join(text.split()[: -3 - number % 5])
        if number % 3 == 0:
            text += "\n\nThe harbour letter comes every morning."
        day = dt.date(2024, 3, 1) + dt.timedelta(days=number // 2 + (3 if number > 28 else 0))
        made.append(
            {
                "article_id": f"id-{number % 83}",
                "path": "articles.jsonl",
                "record": number + 1,
                "line": number + 1,
                "title": clean[number % 45]["title"] if number % 10 else None,
                "text": text if number % 20 else None,
                "published": str(day) if number % 30 else None,
                "publisher": None if number % 25 == 0 else "Fenland Courier" if number % 40 else "Hafenbote",
                "url": f"https://www.fenland.example/{number % 80}",
                "language": "en" if number % 9 else None,
            }
        )
    # A day with so many that they were not to be expected.
    made += [
        made[44]
        | {"record": n, "line": n, "article_id": f"more-{n}", "text": f"{n} " * n, "published": "2024-04-16"}
        for n in range(100, 125)
    ]
    return made


def state_of(given: Sequence[dict[str, Any]], sizes: Sequence[int] = (1000,)) -> State:
    """Return a state that was updated with batches of these sizes, in turn."""
    state, start, turn = State(relations_of(expectations())), 0, 0
    while start < len(given):
        size = sizes[turn % len(sizes)]
        rows = pa.RecordBatch.from_pylist(list(given[start : start + size]), schema=schema.ARTICLES)
        state.update(View(Batch(rows, fields=FIELDS), NOW))
        start, turn = start + size, turn + 1
    return state


def said(corpus: Corpus, without: str = "") -> tuple[bytes, str]:
    """Return the findings of all rules as bytes, and their counts."""
    found, tallies = judged(corpus, [e for e in expectations() if e.rule.code != without])
    assert not [tally.crash for tally in tallies.values() if tally.crash]
    table = found.select(schema.FINDINGS.names).combine_chunks()
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return sink.getvalue().to_pybytes(), repr(tallies)


@cache
def expected(without: str = "") -> tuple[bytes, str]:
    return said(state_of(articles()).finish(NOW), without)


def test_every_rule_finds_something() -> None:
    found, _ = judged(state_of(articles()).finish(NOW), expectations())
    assert set(found.column("code").to_pylist()) == {e.rule.code for e in expectations()}


@settings(max_examples=12)
@given(st.randoms(use_true_random=False), st.lists(st.integers(1, 40), min_size=1, max_size=5))
def test_shuffled_batches_of_any_size(random: Random, sizes: list[int]) -> None:
    given = articles().copy()
    random.shuffle(given)
    assert said(state_of(given, sizes).finish(NOW)) == expected()


@settings(max_examples=12)
@given(st.randoms(use_true_random=False), st.integers(2, 9))
def test_a_random_merge_tree(random: Random, parts: int) -> None:
    given = articles().copy()
    random.shuffle(given)
    states = [state_of(given[i::parts], (random.randint(1, 30),)) for i in range(parts)]
    while len(states) > 1:
        other = states.pop(random.randrange(len(states)))
        states[random.randrange(len(states))].merge(other)
    assert said(states[0].finish(NOW)) == expected()


@settings(max_examples=12)
@given(st.randoms(use_true_random=False), st.integers(1, 6))
def test_partitions_on_disk(random: Random, parts: int) -> None:
    given = articles().copy()
    random.shuffle(given)
    names = relations_of(expectations())
    with TemporaryDirectory() as folder:
        for i in range(parts):
            store = Store(Path(folder) / "state", "articles", f"day {i}")
            store.opened(names)
            with store.adding(state_of(given[i::parts], (17,)), NOW) as added:
                added.store()
        assert said(store.corpus(NOW)) == expected()


@settings(max_examples=12)
@given(st.randoms(use_true_random=False), st.integers(2, 5))
def test_partitions_that_overlap(random: Random, parts: int) -> None:
    given = articles().copy()
    random.shuffle(given)
    names = relations_of(expectations())
    with TemporaryDirectory() as folder:
        for i in random.sample(range(parts), parts):
            own = given[i::parts]
            own += random.sample([article for article in given if article not in own], random.randint(0, 40))
            random.shuffle(own)
            store = Store(Path(folder) / "state", "articles", f"day {i}")
            store.opened(names)
            with store.adding(state_of(own, (17,)), NOW) as added:
                added.store()
        # Lines are counted partition by partition.
        assert said(store.corpus(NOW), without="COR004") == expected(without="COR004")


@pytest.mark.parametrize("most", [0, 1 << 21])
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.randoms(use_true_random=False), st.integers(2, 6))
def test_a_day_among_those_on_disk(
    most: int, monkeypatch: pytest.MonkeyPatch, random: Random, days: int
) -> None:
    monkeypatch.setattr(line_runs, "_MOST_WANTED", most)
    given = articles().copy()
    random.shuffle(given)
    names = relations_of(expectations())
    states: dict[str, State] = {}
    with TemporaryDirectory() as folder:
        # Days are checked, and checked again with other articles.
        for day in [*range(days), *random.sample(range(days), days // 2)]:
            pool = given[day::days]
            own = state_of(random.sample(pool, random.randint(1, len(pool))), (17,))
            store = Store(Path(folder) / "state", "articles", f"day {day}")
            store.opened(names)
            with store.adding(own, NOW) as added:
                earlier = [states[name].partition(name) for name in added.corpus.partition_names[:-1]]
                in_memory = Corpus.of(earlier, [own.partition(f"day {day}")], names, NOW)
                assert said(added.corpus) == said(in_memory)
                added.store()
            states[f"day {day}"] = own
