"""CSV: what a spreadsheet opens, and does not run."""

import csv

import pandas as pd
import pytest

from newsqa import schema


def read(report):
    report.write("r.csv")
    with open("r.csv", encoding="utf-8-sig", newline="") as file:  # noqa: PTH123
        return list(csv.DictReader(file))


def test_the_columns_and_values_of_findings(report):
    rows = read(report)
    assert [*rows[0]] == schema.FINDINGS.names
    assert [row["code"] for row in rows] == report.findings["code"].to_pylist()
    assert [int(row["line"]) for row in rows] == report.findings["line"].to_pylist()
    frame = pd.read_csv("r.csv")
    assert frame["article_id"].tolist() == report.findings["article_id"].to_pylist()


def test_lines_end_as_spreadsheets_expect_and_the_encoding_is_marked(report, tmp_path):
    report.write("r.csv")
    data = (tmp_path / "r.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfarticle_id,")
    assert data.count(b"\r\n") == data.count(b"\n") == report.findings.num_rows + 1


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_cell_is_a_formula(made, start):
    text = f"{start}HYPERLINK(1)"
    rows = read(made([dict.fromkeys(("path", "message", "excerpt", "fix_text", "article_id"), text)]))
    for name in ("path", "message", "excerpt", "fix_text", "article_id"):
        assert rows[0][name].startswith("'")
        assert rows[0][name].endswith("HYPERLINK(1)")


def test_a_negative_number_stays_one(made):
    assert read(made([{"value": -1.5}]))[0]["value"] == "-1.5"


def test_quotes_commas_and_lines(made):
    assert read(made([{"message": 'a, "b"\nc'}]))[0]["message"] == 'a, "b"␊c'
    with open("r.csv", encoding="utf-8") as file:  # noqa: PTH123
        assert len(file.readlines()) == 2
