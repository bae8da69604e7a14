"""``newsqa suite suggest``: phrases for a suite, from the lines that recur in articles."""

import json
import tomllib
from pathlib import Path

import pytest

FOOTER = 'The "harbour letter" comes every morning.'


@pytest.fixture
def articles():
    """Write articles of which every other one ends with a footer."""

    def write(name, count=40, field="text", **declared):
        texts = [
            f"Boat {n} came in.\n\n{'Nothing more.' if n % 2 else FOOTER}\n\nRead more" for n in range(count)
        ]
        Path(name).write_text("".join(json.dumps({field: text} | declared) + "\n" for text in texts))
        return name

    return write


def test_suggests_phrases_that_make_a_suite(newsqa, articles):
    code, out, err = newsqa("suite", "suggest", articles("a.jsonl", publisher="Fenland Courier"))
    assert (code, err) == (0, "")
    assert "# fenland courier: 20 of 40 articles (50.0%)" in out
    assert tomllib.loads(out) == {"boilerplate": {"phrases": [FOOTER, "Nothing more."]}}
    Path("suite.toml").write_text('name = "mine"\nextends = "scrape"\n' + out)
    code, out, _ = newsqa(
        "check", "a.jsonl", "--suite", "suite.toml", "--select", "BLR001", "--output-format", "json"
    )
    assert code == 1
    assert {finding["excerpt"] for finding in json.loads(out)["findings"]} == {FOOTER, "Nothing more."}
    code, out, _ = newsqa("suite", "suggest", "a.jsonl", "--suite", "suite.toml")
    assert (code, out) == (0, "# No line recurs that the suite does not know: 40 articles\n")


def test_thresholds_and_fields_are_options(newsqa, articles):
    articles("a.jsonl", count=30, field="body")
    assert "phrases" not in newsqa("suite", "suggest", "a.jsonl", "--field", "text=body")[1]
    suggest = ("suite", "suggest", "a.jsonl", "--field", "text=body", "--min-docs")
    assert "articles without a source: 15 of 30" in newsqa(*suggest, "15")[1]
    assert "phrases" not in newsqa(*suggest, "15", "--min-share", "0.6")[1]


@pytest.mark.parametrize("wrong", [("--min-share", "0"), ("--min-share", "1.5"), ("--min-docs", "1")])
def test_impossible_thresholds_are_errors(newsqa, articles, wrong):
    code, out, err = newsqa("suite", "suggest", articles("a.jsonl"), *wrong)
    assert (code, out) == (2, "")
    assert wrong[0] in err


def test_a_file_that_cannot_be_read_is_an_error(newsqa, articles):
    Path("b.parquet").write_bytes(b"no table")
    code, out, err = newsqa("suite", "suggest", articles("a.jsonl"), "b.parquet")
    assert code == 2
    assert "b.parquet: IO001" in err
    assert FOOTER in tomllib.loads(out)["boilerplate"]["phrases"]
