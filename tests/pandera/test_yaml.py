"""Suites as YAML that pandera reads back."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pandera.pandas
import pytest
from validated_articles import ROWS

from newsqa.cli import main
from newsqa.integrations.pandera import left_out, to_schema, to_yaml


def test_round_trip(suite, failed):
    own = suite()
    read = pandera.pandas.DataFrameSchema.from_yaml(to_yaml(own))
    made = to_schema(own, "pandas")
    assert read.columns == made.columns
    assert read.name == "own"
    assert failed(read, pd.DataFrame(ROWS)) == ["in_range", "str_matches"]


@pytest.mark.parametrize(
    "contract",
    [
        'dtype = "string"\nstr_length = { min_value = 2 }',
        "in_range = { max_value = 1.5 }\nrequired = false",
        'isin = ["é", "a: b", "\'"]\nnullable = false\nunique = true',
        'str_matches = "a|b"',
        "isin = [true]",
        'dtype = "uint8"',
    ],
)
def test_contracts(suite, contract):
    own = suite(f'[columns."odd: name"]\n{contract}')
    read = pandera.pandas.DataFrameSchema.from_yaml(to_yaml(own))
    assert read.columns == to_schema(own, "pandas").columns
    assert [name for name in left_out(own) if name.startswith("columns.")] in (
        [],
        ["columns.odd: name.dtype"],
    )


def test_the_command(suite, capsys):
    suite()
    assert main(["suite", "export", "own.toml", "--to", "pandera"]) == 0
    out, err = capsys.readouterr()
    assert pandera.pandas.DataFrameSchema.from_yaml(out).columns
    assert "note: YAML of pandera carries columns only: " in err
    assert "control-character" in err
    assert "columns.section.isin" in err
    assert "columns.n.in_range" not in err
    assert main(["suite", "export", "own.toml", "--to", "pandera", "-o", "schema.yaml"]) == 0
    assert Path("schema.yaml").read_text("utf-8") == out
    assert main(["suite", "export", "own.toml", "--to", "pandera", "-o", "gone/schema.yaml"]) == 2
    assert main(["suite", "export", "scrape", "--to", "pandera"]) == 0
    out, err = capsys.readouterr()
    assert pandera.pandas.DataFrameSchema.from_yaml(out[out.index("schema_type") :]).columns == {}
    assert "missing-date" in err
