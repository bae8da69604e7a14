"""The relation of lines: what a batch adds, and the same rows however the articles come in."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from random import Random
from typing import Any

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from newsqa import schema
from newsqa.corpus.line_runs import Lines, Run, merged, recurring, sorted_parts
from newsqa.corpus.lines import MAX_BYTES, SCHEMA, TEXT_BYTES, rows
from newsqa.readers.batch import Batch
from newsqa.view import Context, View

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def view(articles: Sequence[dict[str, Any]], locator: Any = None) -> View:
    batch = pa.RecordBatch.from_pylist([{"article_id": ""} | a for a in articles], schema=schema.ARTICLES)
    return View(Batch(batch, locator=locator), Context(NOW))


def read(*articles: dict[str, Any], locator: Any = None) -> list[dict[str, Any]]:
    return rows(view(articles, locator)).to_pylist()


# --- one batch -----------------------------------------------------------------------------------------------------


def test_a_row_is_a_line_of_an_article_and_its_place() -> None:
    found = read(
        {"text": "\u00a0\n  Žluťoučký kůň \r\n\r\nPřečtěte si také\n"},
        {"text": None},
        {"text": "\n\n読む"},
        {"text": "  "},
        {"text": "READ"},
    )
    assert [(r["document"], r["line"], r["start"], r["end"], r["text"], r["articles"]) for r in found] == [
        (0, 2, 4, 17, "Žluťoučký kůň", 1),
        (0, 4, 22, 38, "Přečtěte si také", 1),
        (2, 3, 2, 4, "読む", 1),
        (4, 1, 0, 4, "READ", 1),
    ]


@given(st.lists(st.text("aé読😀 \t\u00a0\r\n", max_size=30), max_size=6))
def test_offsets_are_those_of_the_text(texts: list[str]) -> None:
    for row in read(*({"text": text} for text in texts)):
        assert texts[row["document"]][row["start"] : row["end"]] == row["text"]


def test_the_line_is_that_of_the_file() -> None:
    text = "one\ntwo"
    assert [r["line"] for r in read({"text": text, "line": 5})] == [5, 6]
    assert [r["line"] for r in read({"text": text})] == [1, 2]
    assert [r["line"] for r in read({"text": text, "line": 5}, locator=lambda *_: None)] == [5, 5]
    assert [r["line"] for r in read({"text": text}, locator=lambda *_: None)] == [None, None]


def test_the_declared_title_is_no_line() -> None:
    found = read(
        {"title": " Weather  forecast", "text": "WEATHER FORECAST\nSun\n"}, {"text": "Weather forecast"}
    )
    assert [(r["document"], r["text"]) for r in found] == [(0, "Sun"), (1, "Weather forecast")]


def test_long_lines_are_none_and_of_others_the_beginning_is_kept() -> None:
    found = read({"text": "\n".join(["é" * (MAX_BYTES // 2 + 1), "x" + "é" * TEXT_BYTES, "short"])})
    assert [r["text"] for r in found] == ["x" + "é" * ((TEXT_BYTES - 1) // 2), "short"]


# --- many batches --------------------------------------------------------------------------------------------------

LINES = ("Read more", "READ  MORE", "Lire aussi", "続きを読む", "Читайте также", "a", "b", "c")
ARTICLES = st.lists(
    st.tuples(st.integers(0, 2), st.lists(st.sampled_from(LINES), max_size=5)), min_size=1, max_size=25
)
Article = tuple[int, list[str]]


def expected(articles: Sequence[Article]) -> dict[tuple[int, str], tuple[int, int, str]]:
    """Return, by source and folded line, in how many articles it stands, the first of them, and what stands there."""
    found: dict[tuple[int, str], dict[int, str]] = defaultdict(dict)
    for document, (source, lines) in enumerate(articles):
        for line in lines:
            found[source, " ".join(line.lower().split())].setdefault(document, line)
    return {key: (len(held), min(held), held[min(held)]) for key, held in found.items()}


def told(table: pa.Table, articles: Sequence[Article]) -> dict[tuple[int, str], tuple[int, int, str]]:
    return {
        (articles[r["document"]][0], " ".join(r["text"].lower().split())): (
            r["articles"],
            r["document"],
            r["text"],
        )
        for r in table.to_pylist()
    }


def gathered(articles: Sequence[Article], arrival: Sequence[int], random: Random) -> list[Run]:
    """Return the runs of articles that came in another order, in batches and states of random sizes."""
    states: list[tuple[Lines, int]] = []
    order: list[int] = []

    def add(state: Lines, first: int, batch: Sequence[int]) -> None:
        texts = [{"text": "\n".join(articles[number][1])} for number in batch]
        state.add(rows(view(texts)), first)
        order.extend(batch)

    left = list(arrival)
    while left:
        state, size = Lines(held_bytes=random.choice((0, 200, 1 << 20))), 0
        for _ in range(random.randint(1, 3)):
            batch, left = left[: (cut := random.randint(1, 4))], left[cut:]
            if batch:
                add(state, size, batch)
                size += len(batch)
        states.append((state, size))
    while len(states) > 1:  # neighbours meet in a random order
        at = random.randrange(len(states) - 1)
        (one, size), (other, more) = states[at : at + 2]
        one.merge(other, size)
        states[at : at + 2] = [(one, size + more)]
    return states[0][0].runs(np.array(order, np.int32))


def together(tables: Iterable[pa.Table]) -> pa.Table:
    return pa.concat_tables([SCHEMA.empty_table(), *tables])


def stored(run: Sequence[Run], sources: np.ndarray, rows_a_table: int) -> Run:
    """Return the rows of a state as they come back from disk, with documents of their own numbers."""
    table = together(merged(run, sources))
    pieces = [table.slice(start, rows_a_table) for start in range(0, table.num_rows, rows_a_table)]

    def parts() -> Iterator[pa.Table]:
        return sorted_parts(pieces)

    return Run(parts, np.arange(len(sources), dtype=np.int32))


@given(ARTICLES, st.randoms(use_true_random=False))
def test_rows_are_the_same_however_the_articles_come_in(articles: list[Article], random: Random) -> None:
    sources = np.array([source for source, _ in articles], np.int32)
    arrival = random.sample(range(len(articles)), len(articles))
    whole = together(merged(gathered(articles, range(len(articles)), Random(0)), sources))
    shuffled = gathered(articles, arrival, random)
    assert told(whole, articles) == expected(articles)
    assert together(merged(shuffled, sources)).equals(whole)
    assert together(merged([stored(shuffled, sources, random.randint(1, 9))], sources)).equals(whole)


@given(ARTICLES, st.randoms(use_true_random=False))
def test_partitions_on_disk_add_up(articles: list[Article], random: Random) -> None:
    sources = np.array([source for source, _ in articles], np.int32)
    days = [random.randrange(3) for _ in articles]
    runs = []
    for day in range(3):
        documents = np.flatnonzero(np.array(days) == day).astype(np.int32)
        own = [articles[number] for number in documents.tolist()]
        if own:
            arrival = random.sample(range(len(own)), len(own))
            run = stored(gathered(own, arrival, random), sources[documents], random.randint(1, 9))
            runs.append(Run(run.parts, documents))
    whole = together(merged(gathered(articles, range(len(articles)), Random(0)), sources))
    assert together(merged(runs, sources)).equals(whole)


@given(ARTICLES, st.randoms(use_true_random=False), st.integers(1, 4))
def test_lines_that_recur_are_those_in_enough_articles(
    articles: list[Article], random: Random, least: int
) -> None:
    sources = np.array([source for source, _ in articles], np.int32)
    runs = gathered(articles, range(len(articles)), random)
    needed = np.full(3, least)
    wanted = {key: held for key, held in expected(articles).items() if held[0] >= least}
    assert told(recurring(runs, sources, needed), articles) == wanted
    # Of the marked documents, the smallest that holds the line is its place.
    marked = np.array([random.random() < 0.5 for _ in articles])
    placed = told(recurring(runs, sources, needed, marked), articles)
    for key, (count, _, _) in wanted.items():
        holding = [d for d in np.flatnonzero(marked).tolist() if key in expected_keys(articles, d)]
        assert placed.get(key, (None, None))[:2] == ((count, holding[0]) if holding else (None, None))
    assert set(placed) <= set(wanted)


def expected_keys(articles: Sequence[Article], document: int) -> set[tuple[int, str]]:
    source, lines = articles[document]
    return {(source, " ".join(line.lower().split())) for line in lines}


def test_no_articles_have_no_lines() -> None:
    nothing = np.empty(0, np.int32)
    assert recurring(Lines().runs(nothing), nothing, np.empty(0, np.int64)).num_rows == 0
    assert recurring([], nothing, np.empty(0, np.int64)).num_rows == 0


def test_batches_without_lines_add_no_rows() -> None:
    assert read() == read({"text": None}) == read({"text": ""}, {"text": " \r\n\u3000"}) == []
