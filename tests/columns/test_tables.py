"""Contracts on tables that have types."""

from __future__ import annotations

import datetime as dt
import decimal

import pyarrow as pa
import pytest
from contract_tables import table

NAN = float("nan")
DAY, TIME = dt.date(2026, 3, 22), dt.datetime(2026, 3, 22, 12)


def test_each_check_names_its_rows(found):
    given = table(
        url=["https://a", None, "www.b", "https://a"],
        lang=["en", "EN", None, "fr"],
        n=[0, 101, -1, None],
        title=["", "ab", "abcd", None],
    )
    contracts = """
        [columns.url]
        nullable = false
        unique = true
        str_matches = "https?://"
        [columns.lang]
        isin = ["en", "fr"]
        [columns.n]
        dtype = "int64"
        in_range = [0, 100]
        [columns.title]
        str_length = [1, 3]
        [columns.gone]
    """
    assert found(given, contracts) == [
        "- gone.required",
        "a0 title.str_length",
        "a1 url.nullable",
        "a1 lang.isin",
        "a1 n.in_range",
        "a2 n.in_range",
        "a2 url.str_matches",
        "a2 title.str_length",
        "a0 url.unique",
        "a3 url.unique",
    ]


@pytest.mark.parametrize(
    ("contract", "values", "failing"),
    [
        # patterns match from the start, alternatives each; nulls pass
        ('str_matches = "a|b"', ["ab", "xb", "b", None, ""], [1, 4]),
        ('str_matches = "(?i)a|b$"', ["A", "Bx", "xb"], [1, 2]),
        ('str_matches = "^a$"', ["a", "ab", "a\n"], [1, 2]),
        # characters, not bytes
        ("str_length = [2, 2]", ["éé", "日本", "👩‍🚀", "é"], [2, 3]),
        ("str_length = { min_value = 2 }", ["a", "ab", None, ""], [0, 3]),
        # bounds are inclusive; one side may be open
        ("in_range = [0, 1.5]", [0, 1.5, 1.6, -0.1, NAN, None], [2, 3]),
        ("in_range = { max_value = 3 }", [3, 4, -(2**62)], [1]),
        ("in_range = { min_value = 2026-03-22 }", [DAY, DAY - dt.timedelta(days=1)], [1]),
        ("in_range = [2026-03-22T11:00:00Z, 2026-03-22T14:00:00+01:00]", [TIME, TIME.replace(hour=14)], [1]),
        ("isin = [1, 2]", [1, 2, 3, None], [2]),
        ("isin = [true]", [True, False, None], [1]),
        ("isin = [2026-03-22]", [DAY, DAY.replace(year=2020)], [1]),
        ("nullable = false", ["", " ", None], [2]),
        ("nullable = false", [1.0, NAN, None], [1, 2]),
        ("nullable = false", [[], None, ["x"]], [1]),
        ("unique = true", ["a", None, "A", "a", None, "a"], [0, 3, 5]),
        ("unique = true", [1, 2, 1], [0, 2]),
        ("unique = true", [TIME, TIME, None], [0, 1]),
    ],
)
def test_values(found, contract, values, failing):
    rows = [int(line.split()[0][1:]) for line in found(table(c=values), f"[columns.c]\n{contract}")]
    assert rows == failing


UTC = pa.timestamp("ns", "Asia/Tokyo")


@pytest.mark.parametrize(
    ("dtype", "good", "bad"),
    [
        ("string", [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int8(), pa.string())], [pa.int64(), pa.binary()]),
        ("int64", [pa.int64()], [pa.int32(), pa.uint64(), pa.float64(), pa.string(), pa.decimal128(9, 2), pa.bool_()]),
        ("uint8", [pa.uint8()], [pa.int8()]),
        ("float64", [pa.float64()], [pa.float32(), pa.int64()]),
        ("bool", [pa.bool_()], [pa.int8()]),
        ("date", [pa.date32(), pa.date64()], [pa.timestamp("s"), pa.string()]),
        ("timestamp", [pa.timestamp("s"), pa.timestamp("ns"), UTC], [pa.date32(), pa.string(), pa.time64("us")]),
        ("list<string>", [pa.list_(pa.string()), pa.large_list(pa.large_string())], [pa.string(), pa.list_(pa.int8()), pa.struct({"a": pa.string()})]),
    ],
)  # fmt: skip
def test_dtypes_of_columns(found, dtype, good, bad):
    for kind in [*good, pa.null()]:
        assert found(table(c=pa.nulls(2, kind)), f'[columns.c]\ndtype = "{dtype}"') == [], kind
    for kind in bad:
        assert found(table(c=pa.nulls(2, kind)), f'[columns.c]\ndtype = "{dtype}"') == ["- c.dtype"], kind


def test_a_column_of_the_wrong_type_is_told_once_and_the_rest_is_not_evaluated(results):
    contract = '[columns.c]\ndtype = "string"\nnullable = false\nunique = true\nisin = ["1"]'
    assert results(table(c=[1, 1, None]), contract) == {
        "c.required": (1, 0, "pass"),
        "c.dtype": (1, 1, "fail"),
        "c.nullable": (3, 1, "fail"),
        "c.unique": (2, 2, "fail"),
        "c.isin": (0, 0, "not-evaluated"),
    }


@pytest.mark.parametrize("kind", [pa.int8(), pa.uint64(), pa.int64(), pa.float32(), pa.decimal128(5, 1)])
def test_numbers_of_any_type_without_a_dtype(found, kind):
    values = [decimal.Decimal(n) for n in (0, 5, 9)] if pa.types.is_decimal(kind) else [0, 5, 9]
    contract = "[columns.c]\nin_range = [1, 7]\nisin = [5, 300]"
    assert found(table(c=pa.array(values, kind)), contract) == ["a0 c.isin", "a0 c.in_range", "a2 c.isin", "a2 c.in_range"]  # fmt: skip


def test_checks_say_which_type_they_are_for(found):
    assert found(table(c=["1"]), "[columns.c]\nin_range = [1, 7]") == ["- c.dtype"]
    assert found(table(c=[1]), '[columns.c]\nstr_matches = "1"') == ["- c.dtype"]


def test_which_column_a_name_means(found):
    """The input's own column first, then what is read as the field, and dots lead into nested values."""
    contract = '[columns.url]\nstr_matches = "https"'
    assert found(table(link=["https://a", "b"]), contract) == ["a1 url.str_matches"]
    assert found(table(link=["https://a", "b"], url=["c", "https://d"]), contract) == ["a0 url.str_matches"]
    assert found(table(other=["b"]), contract, fields={"url": "other"}) == ["a0 url.str_matches"]
    nested = table(meta=[{"words": 3}, {"words": None}, None])
    assert found(nested, '[columns."meta.words"]\nnullable = false') == [
        "a1 meta.words.nullable",
        "a2 meta.words.nullable",
    ]
    assert found(nested, '[columns."meta.gone"]\n[columns.URL]') == ["- meta.gone.required", "- URL.required"]


def test_odd_names(found):
    names = ["^c.*$", "a b", "", "columns.x", "é\n", "__rows__", "rows"]
    given = table(**{name: ["x", None] for name in names if name})
    contracts = "".join(
        f'[columns."{name}"]\nnullable = false\n'.replace('\n"', '\\n"') for name in names if name
    )
    assert found(given, contracts) == [f"a1 {name}.nullable" for name in names if name]


FRAMES = {
    "pandas": lambda given: pytest.importorskip("pandas").DataFrame(given),
    "polars": lambda given: pytest.importorskip("polars").DataFrame(given),
    "stream": lambda given: pa.table(given).to_reader(1),
}


@pytest.mark.parametrize("form", FRAMES.values(), ids=FRAMES)
def test_frames_and_streams(found, form):
    given = form({"id": ["a", "b"], "text": ["x", "y"], "n": [1, 300]})
    assert found(given, '[columns.n]\ndtype = "int64"\nin_range = [0, 100]\n[columns.gone]') == ["- gone.required", "b n.in_range"]  # fmt: skip


def test_bytes_that_are_no_text(found):
    bad = pa.StringArray.from_buffers(2, pa.py_buffer(b"\0\0\0\0\1\0\0\0\2\0\0\0"), pa.py_buffer(b"\xffa"))
    assert found(table(c=bad), '[columns.c]\nstr_matches = "a"\nstr_length = [1, 1]') == ["a0 c.str_matches"]


def test_days_and_times_that_python_does_not_have(found):
    days = pa.array([2**31 - 1, 0, None, -(2**31)], pa.int32()).view(pa.date32())
    times = pa.array([2**62, 0, None, -(2**62)], pa.int64()).view(pa.timestamp("us"))
    odd = pa.array([86_400_001, 0, None, 1], pa.int64()).view(pa.date64())
    given = table(d=days, t=times, o=odd)
    contracts = """
        [columns.d]
        in_range = [1970-01-01, 1970-01-01]
        [columns.t]
        in_range = [1970-01-01T00:00:00Z, 1970-01-01T00:00:00Z]
        unique = true
        [columns.o]
        in_range = [1970-01-01, 1970-01-01]
    """
    expected = ["a0 d.in_range", "a0 o.in_range", "a0 t.in_range", "a3 d.in_range", "a3 t.in_range"]
    assert sorted(found(given, contracts)) == expected


def test_tolerance_and_severity(suite, results):
    contract = '[columns.n]\nin_range = [0, 1]\nmostly = 0.5\nseverity = "warning"'
    assert results(table(n=[1, 2]), contract)["n.in_range"] == (2, 1, "pass")
    assert results(table(n=[1, 2, 2]), contract)["n.in_range"] == (3, 2, "warn")


def test_no_rows_and_no_values(results):
    contract = '[columns.c]\nnullable = false\nunique = true\nstr_matches = "a"'
    assert {status for _, _, status in results(table(c=[]), contract).values()} == {"not-evaluated"}
    only_null = results(table(c=pa.nulls(2)), contract)
    assert only_null["c.nullable"] == (2, 2, "fail")
    assert only_null["c.unique"] == only_null["c.str_matches"] == (0, 0, "not-evaluated")


def test_nothing_but_presence_is_checked_by_default(results):
    assert results(table(c=[None, "x"]), "[columns.c]") == {"c.required": (1, 0, "pass")}
    assert results(table(c=[None, "x"]), "[columns.gone]\nrequired = false") == {}
