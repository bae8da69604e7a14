"""What holds for edits of single authors: in memory, and in each form a table has for them."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checking import context_of, fixed, suite_of
from newsqa.fixes import AppliedFix, apply_to_authors, first_by_position
from newsqa.mending_tables import mend_table
from newsqa.suite import Suite

BODY = "A title of six plain words\n\nA night bus will link the harbour with the hospital from May, ten years after the last service was withdrawn."
AUTHORS = suite_of("SRC003", "SRC004")


def edit(number: int, start: int, end: int, text: str) -> AppliedFix:
    return AppliedFix("SRC004", "", f"authors[{number}]", start, end, text, "unsafe")


def test_a_line_feed_divides_an_author() -> None:
    assert apply_to_authors(["x", "Jane Doe and John Roe"], [edit(1, 8, 13, "\n")]) == [
        "x",
        "Jane Doe",
        "John Roe",
    ]


def test_an_author_of_whom_nothing_is_left_goes() -> None:
    assert apply_to_authors(["admin", None, "Jane Doe"], [edit(0, 0, 5, "")]) == [None, "Jane Doe"]


@given(st.lists(st.text("abc", min_size=1, max_size=6), max_size=4), st.data())
def test_authors_without_an_edit_stay(authors: list[str], data: st.DataObject) -> None:
    places = st.tuples(st.integers(0, 6), st.integers(0, 6), st.text("xyz\n", max_size=3))
    edits = [
        edit(number, min(at[:2]), max(at[:2]), at[2])
        for number in range(len(authors))
        if data.draw(st.booleans())
        for at in data.draw(st.lists(places, max_size=3))
    ]
    edited = {int(one.field[8:-1]) for one in edits}
    mended = apply_to_authors(authors, first_by_position(edits))
    rest = iter(mended)
    assert all(author in rest for number, author in enumerate(authors) if number not in edited)
    assert all(mended)


def test_both_rules_together() -> None:
    article = {"text": BODY, "authors": ["By Jane Doe and John Roe, political editor", "admin"]}
    assert fixed(article, AUTHORS).article["authors"] == ["Jane Doe and John Roe, political editor", "admin"]
    assert fixed(article, AUTHORS, unsafe=True).article["authors"] == ["Jane Doe", "John Roe"]


def mended_table(path: Path, kind: str, suite: Suite = AUTHORS, *, unsafe: bool = True) -> tuple[Path, int]:
    output = path.with_name(f"mended-{path.name}")
    found = mend_table(path, output, kind, {}, suite, context_of(suite), unsafe=unsafe)
    return output, found.edits


MERGED: list[tuple[Any, Any]] = [
    ("By Jane Doe", "Jane Doe"),
    ("Jane Doe and John Roe", ["Jane Doe", "John Roe"]),
    (["Jane Doe and John Roe", "Ann Poe"], ["Jane Doe", "John Roe", "Ann Poe"]),
    ([{"name": "Jane Doe and John Roe"}], [{"name": "Jane Doe"}, {"name": "John Roe"}]),
    ({"@type": "Person", "name": "Jane Doe, John Roe"}, [{"@type": "Person", "name": "Jane Doe"}, {"@type": "Person", "name": "John Roe"}]),
    ([{"name": "By Jane Doe"}, {"name": "Ann Poe", "url": "/ann"}], [{"name": "Jane Doe"}, {"name": "Ann Poe", "url": "/ann"}]),
    ("admin", None),
    (["admin"], []),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), MERGED)
def test_json_lines(before: Any, after: Any, tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    kept = json.dumps({"text": BODY, "author": "Jane Doe", "n": 1.50}) + "\n"
    path.write_text(json.dumps({"text": BODY, "author": before, "n": 1}) + "\n" + kept, "utf-8")
    output, edits = mended_table(path, "jsonl")
    lines = output.read_text("utf-8").splitlines(keepends=True)
    assert json.loads(lines[0]) == {"text": BODY, "author": after, "n": 1}
    assert lines[1] == kept
    assert edits == 1


def test_a_cell_holds_one_author(tmp_path: Path) -> None:
    path = tmp_path / "news.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("text", "author"), (BODY, "By Jane Doe and John Roe"), (BODY, "admin")])
    output, edits = mended_table(path, "csv")
    with output.open(newline="", encoding="utf-8") as file:
        assert [row[1] for row in csv.reader(file)] == ["author", "Jane Doe and John Roe", ""]
    assert edits == 2


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        (pa.list_(pa.string()), ["By Jane Doe and John Roe"], ["Jane Doe", "John Roe"]),
        (
            pa.large_list(pa.large_string()),
            ["Jane Doe, political editor", "Ann Poe"],
            ["Jane Doe", "Ann Poe"],
        ),
        (pa.string(), "By Jane Doe and John Roe", "Jane Doe and John Roe"),
        (pa.list_(pa.struct([("name", pa.string())])), [{"name": "By Jane Doe"}], [{"name": "By Jane Doe"}]),
    ],
)
def test_parquet(kind: pa.DataType, before: Any, after: Any, tmp_path: Path) -> None:
    path = tmp_path / "news.parquet"
    table = pa.table({"text": [BODY, BODY], "authors": pa.array([before, None], kind)})
    pq.write_table(table, path)
    output, _ = mended_table(path, "parquet")
    mended = pq.read_table(output)
    assert mended.schema == table.schema
    assert mended["authors"].to_pylist() == [after, None]
