"""What a suite says of columns is checked when it is loaded."""

from pathlib import Path

import pytest

from newsqa.errors import SuiteError


@pytest.mark.parametrize(
    ("contract", "said"),
    [
        ("nulable = false", "columns.c: unknown key 'nulable'; did you mean 'nullable'? (known: required, dtype"),
        ('nullable = "no"', "columns.c.nullable must be true or false, not 'no'"),
        ("unique = 1", "columns.c.unique must be true or false, not 1"),
        ("required = 0", "columns.c.required must be true or false"),
        ('dtype = "int"', "columns.c.dtype: there is no dtype 'int'; did you mean 'int64'? (known: string, bool"),
        ('dtype = "datetime"', "did you mean 'timestamp'?"),
        ('dtype = "strng"', "did you mean 'string'?"),
        ("dtype = 3", "columns.c.dtype: there is no dtype 3"),
        ("dtype = []", "columns.c.dtype: there is no dtype []"),
        ('isin = "en"', 'columns.c.isin must be a list of values such as ["en", "fr"], not \'en\''),
        ("isin = []", "columns.c.isin must be a list of values"),
        ('isin = ["a", 1]', "columns.c.isin mixes values of several types: number and string"),
        ("isin = [true, 1]", "columns.c.isin mixes values of several types: bool and number"),
        ("isin = [[1]]", "columns.c.isin: [1] is no value of a column"),
        ("isin = [nan]", "columns.c.isin: nan is no value to compare with"),
        ("isin = [10:00:00]", "is no value of a column"),
        ('dtype = "int8"\nisin = [1, 1000]', "columns.c.isin: 1000 is no value of int8"),
        ('dtype = "uint8"\nisin = [-1]', "columns.c.isin: -1 is no value of uint8"),
        ('dtype = "int64"\nisin = [1.5]', "columns.c.isin: 1.5 is no value of int64"),
        ("in_range = 3", "columns.c.in_range must be two bounds such as [1, 200], or a table"),
        ("in_range = [1]", "columns.c.in_range must be two bounds"),
        ("in_range = {}", "columns.c.in_range must be two bounds"),
        ("in_range = [2, 1]", "columns.c.in_range: nothing is between 2 and 1"),
        ('in_range = ["a", "b"]', "columns.c.in_range: 'a' is no bound"),
        ("in_range = [false, true]", "columns.c.in_range: False is no bound"),
        ("in_range = [1, 2024-05-01]", "columns.c.in_range mixes bounds of two types"),
        ("in_range = {min_val = 1}", "columns.c.in_range: unknown key 'min_val'; did you mean 'min_value'?"),
        ("in_range = [0, inf]", "columns.c.in_range: inf is no value to compare with"),
        ("in_range = [0, 99999999999999999999]", "columns.c.in_range: 99999999999999999999 is too large"),
        ("str_matches = 3", "columns.c.str_matches must be a regular expression, as a string, not 3"),
        ('str_matches = "(a"', "columns.c.str_matches: '(a' is no regular expression that RE2 and Python can use: missing )"),
        ("str_matches = '\\p{Greek}'", "is no regular expression that RE2 and Python can use: bad escape"),
        ('str_matches = "(?=a)"', "is no regular expression that RE2 and Python can use"),
        ("str_length = [3, 2]", "columns.c.str_length: no text has at least 3 and at most 2 characters"),
        ("str_length = [-1, 2]", "columns.c.str_length must be whole numbers of characters from 0 on, not -1"),
        ("str_length = [0.5, 2]", "columns.c.str_length must be whole numbers of characters from 0 on, not 0.5"),
        ("mostly = 2", "columns.c.mostly must be a share between 0 and 1, not 2"),
        ("mostly = true", "columns.c.mostly must be a share between 0 and 1"),
        ('severity = "fatal"', "columns.c.severity must be one of info, warning, error, not 'fatal'"),
        ("severity = []", "columns.c.severity must be one of info, warning, error"),
        ('str_matches = "a"\nin_range = [1, 2]', "columns.c: str_matches is about text and in_range about numbers: no column holds both"),
        ('dtype = "int64"\nstr_length = [1, 2]', "columns.c: str_length is about text, and the dtype is int64"),
        ('dtype = "timestamp"\nin_range = [2024-05-01, 2024-06-01]', "in_range is about days (write the time, too: 2026-12-31T23:59:59Z), and the dtype is timestamp"),
        ('dtype = "list<string>"\nunique = true', "columns.c: unique: lists are not compared"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(suite, contract, said):
    with pytest.raises(SuiteError) as error:
        suite(f"[columns.c]\n{contract}")
    assert str(error.value).startswith("own.toml: columns.c")
    assert said in str(error.value)


def test_other_places(suite):
    with pytest.raises(SuiteError, match=r"columns\.url must be a table: write \[columns\.url\]"):
        suite("columns = {url = 1}")
    with pytest.raises(SuiteError, match="the name of a column is blank"):
        suite('[columns.""]')
    with pytest.raises(SuiteError, match=r"null-value is about columns: declare .* under \[columns\.NAME\]"):
        suite('[[expect]]\nrule = "null-value"')


def test_a_column_is_taken_over_as_a_whole(suite):
    Path("base.toml").write_text("[columns.a]\nunique = true\n[columns.b]\nunique = true")
    assert suite('extends = "base.toml"\n[columns.a]\nnullable = false').columns == {
        "a": {"nullable": False},
        "b": {"unique": True},
    }
