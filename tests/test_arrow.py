"""Columns made for few rows without pyarrow.compute are those that it would make."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from newsqa import arrow


def test_lower_case_is_that_of_arrow() -> None:
    alike = [char for char in map(chr, range(0xD800)) if arrow._ALIKE.fullmatch(char)]
    assert len(alike) > 20_000
    assert [char.lower() for char in alike] == pc.utf8_lower(pa.array(alike, pa.string())).to_pylist()


@pytest.mark.parametrize("value", ["ÉTAT “Żółw” ЖУК 東京", "İSTANBUL", "ΟΔΟΣ", "ΣΑΣ.", ""])
def test_few_and_many_are_lowered_alike(value: str) -> None:
    few, many = (arrow.lowered(pa.array([value] * size, pa.string())) for size in (1, 1000))
    assert few.to_pylist() * 1000 == many.to_pylist()


@pytest.mark.parametrize("column", [pa.array(["a", None, "ß"]), pa.array([1, None, 3], pa.int64())])
def test_few_and_many_rows_are_taken_alike(column: pa.Array) -> None:
    rows = np.array([2, 0, 1, 2])
    few, many = arrow.taken(column, rows), arrow.taken(column, np.tile(rows, 100))
    assert few.type == many.type == column.type
    assert few.to_pylist() * 100 == many.to_pylist()
