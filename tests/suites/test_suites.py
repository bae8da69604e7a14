"""Suites: what is wrong with one is named with file, key and a suggestion; what is right reaches the rules."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, get_args, get_origin, get_type_hints

import pytest

from newsqa import rules
from newsqa.errors import SuiteError
from newsqa.suite import Suite, built_in


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def load(text, name="own.toml"):
    Path(name).write_text(text, encoding="utf-8")
    return Suite.load(name)


def expectation(suite, name):
    return next((e for e in suite.expectations if e.rule.name == name), None)


SHORT = '[[expect]]\nrule = "short-body"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        # keys
        ('nam = "x"', "unknown key 'nam'; did you mean 'name'? (known: name, description, extends"),
        ("[expct]", "unknown key 'expct'; did you mean 'expect'?"),
        ('[boilerplate]\nphrase = ["x"]', "unknown key 'boilerplate.phrase'; did you mean 'phrases'?"),
        ('[fields]\ntitel = "x"', "unknown key 'fields.titel'; did you mean 'title'?"),
        ('[fields]\npath = "x"', "unknown key 'fields.path'"),
        (SHORT + "min_word = 3", "expect[1] (short-body).min_word: short-body has no such option; did you mean 'min_words'?"),
        (SHORT + "mostyl = 1", "expect[1] (short-body).mostyl: short-body has no such option; did you mean 'mostly'?"),
        (SHORT + 'severty = "info"', "did you mean 'severity'?"),
        (SHORT + "enabled = false\nmin_word = 3", "short-body has no such option"),
        ('[[expect]]\nrule = "mojibake"\nx = 1', "(mojibake).x: mojibake has no such option; it has no options"),
        # rules
        ('[[expect]]\nrule = "repeated-led"', "expect[1].rule: there is no rule 'repeated-led'; did you mean 'repeated-lede'?"),
        (SHORT + '[[expect]]\nrule = "DUP02"', "expect[2].rule: there is no rule 'DUP02'; did you mean 'DUP002'?"),
        ("[[expect]]\nmostly = 1", 'expect[1] needs rule = "name or code of a rule"'),
        ("[[expect]]\nrule = 3", "expect[1] needs rule = "),
        # types
        ("name = 1", "name must be a string, not 1"),
        ("description = []", "description must be a string"),
        ("extends = 1", "extends must be a string"),
        ("timezone = 1", "timezone must be a string"),
        ("fields = 1", "fields must be a table"),
        ("[fields]\ntext = 1", "fields.text must be the name of a column, as a string"),
        ("boilerplate = []", "boilerplate must be a table"),
        ('[boilerplate]\nphrases = "x"', "boilerplate.phrases must be a list of strings that are not blank"),
        ('[boilerplate]\nphrases = [" "]', "boilerplate.phrases must be a list of strings that are not blank"),
        ("expect = 1", "expect must be a list of tables"),
        ("[expect]\nrule = 1", "expect must be a list of tables"),
        ("expect = [1]", "expect[1] must be a table: write [[expect]]"),
        ("columns = 1", "columns must be a table"),
        ("columns = {url = 1}", "columns.url must be a table: write [columns.url]"),
        (SHORT + 'enabled = "no"', "expect[1] (short-body).enabled must be true or false, not 'no'"),
        (SHORT + 'mostly = "1"', "expect[1] (short-body).mostly must be a number, not '1'"),
        (SHORT + "severity = 1", "expect[1] (short-body).severity must be a string"),
        (SHORT + 'min_words = "3"', "expect[1] (short-body).min_words must be a whole number, not '3'"),
        (SHORT + "min_words = 3.5", "min_words must be a whole number, not 3.5"),
        (SHORT + "min_words = true", "min_words must be a whole number, not True"),
        ('[[expect]]\nrule = "future-date"\ntolerance = 3', 'tolerance must be a duration such as "60s", "24h" or "2d", not 3'),
        ('[[expect]]\nrule = "future-date"\ntolerance = "3 years"', "tolerance must be a duration"),
        # values
        ('[[expect]]\nrule = "implausible-date"\nearliest = 1990', 'earliest must be a day such as "1990-01-01", not 1990'),
        ('[[expect]]\nrule = "implausible-date"\nearliest = "1990-02-30"', "earliest must be a day"),
        ('[[expect]]\nrule = "implausible-date"\nearliest = 1990-01-01T00:00:00Z', "earliest must be a day"),
        ('[[expect]]\nrule = "implausible-date"\nplaceholders = "1970-01-01"', "placeholders must be a list of days"),
        ('[[expect]]\nrule = "implausible-date"\nplaceholders = ["never"]', 'placeholders must be a day such as "1990-01-01"'),
        (SHORT + "mostly = 1.01", "mostly must be a share between 0 and 1, not 1.01"),
        (SHORT + "mostly = -0.1", "mostly must be a share between 0 and 1"),
        (SHORT + "mostly = nan", "mostly must be a share between 0 and 1"),
        (SHORT + "mostly = true", "mostly must be a share between 0 and 1"),
        (SHORT + 'severity = "eror"', "severity must be one of info, warning, error, not 'eror'"),
        (SHORT + "min_words = -1", "min_words must be a number from 0 to 2,147,483,647, not -1"),
        (SHORT + "min_words = 99999999999999999999999", "min_words must be a number from 0 to 2,147,483,647"),
        ('[[expect]]\nrule = "repeated-body"\nmin_share = 1.5', "min_share must be a share between 0 and 1, not 1.5"),
        ('[[expect]]\nrule = "repeated-body"\nmin_share = nan', "min_share must be a number from 0"),
        ('[[expect]]\nrule = "repeated-body"\nmin_share = inf', "min_share must be a number from 0"),
        ('[[expect]]\nrule = "mismatched-language"\nmin_confidence = 90', "min_confidence must be a share between 0 and 1"),
        ('[[expect]]\nrule = "future-date"\ntolerance = "99999999999999d"', "is too long a time"),
        ('[[expect]]\nrule = "naive-datetime"\ntimezone = "Europe/Pari"', "did you mean 'Europe/Paris'?"),
        ('[[expect]]\nrule = "future-date"\nreference = "fetched"', "reference must be one of 'fetched_at', 'now', not 'fetched'"),
        ('timezone = "Europe/Pari"', "timezone: there is no time zone 'Europe/Pari'; did you mean 'Europe/Paris'?"),
        ('extends = "scrap"', "extends: there is no suite 'scrap'; did you mean 'scrape'?"),
        ('extends = "other.toml"', "other.toml: there is no such suite file"),
        # the file
        ("[[expect]", "not valid TOML"),
        ("name = 1\nname = 2", "not valid TOML"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(text, said):
    with pytest.raises(SuiteError) as error:
        load(text)
    assert said in str(error.value)
    assert "own.toml: " in str(error.value) or "other.toml: " in str(error.value)


def test_a_file_that_cannot_be_read():
    Path("a.toml").write_bytes(b'name = "caf\xe9"')
    Path("folder.toml").mkdir()
    for name in ("a.toml", "folder.toml"):
        with pytest.raises(SuiteError, match=rf"^{name}: the suite cannot be read: "):
            Suite.load(name)


def test_one_value_of_a_list_is_wrong():
    wrong = [
        (rule.name, name)
        for rule in rules.catalogue()
        for name, default in rule.options()._asdict().items()
        if isinstance(default, tuple) and get_type_hints(rule.options)[name] == tuple[str, ...]
    ]
    for rule, option in wrong:
        with pytest.raises(SuiteError, match=rf"\({rule}\)\.{option} must be a list of strings"):
            load(f'[[expect]]\nrule = "{rule}"\n{option} = [1]')
        unknown = f'[[expect]]\nrule = "{rule}"\n{option} = ["nothing-of-the-kind"]'
        if not getattr(rules.get(rule).options(), option):  # the user's own words: any will do
            assert getattr(expectation(load(unknown), rule).options, option) == ("nothing-of-the-kind",)
            continue
        with pytest.raises(SuiteError, match=rf"\({rule}\)\.{option}: 'nothing-of-the-kind' is not one of"):
            load(unknown)


# --- what is right ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", built_in())
def test_built_in_suites(name):
    suite = Suite.load(name)
    assert suite.name == name
    assert suite.description
    assert expectation(suite, "unreadable-input")


def other(value, kind):
    """Return another value for an option, and how TOML writes it."""
    if get_origin(kind) is Literal:
        return next((entry, f'"{entry}"') for entry in get_args(kind) if entry != value)
    if get_origin(kind) is Mapping:
        return {"title": 0.5}, "{ title = 0.5 }"
    if isinstance(value, dt.timedelta):
        return value + dt.timedelta(hours=3), f'"{(value + dt.timedelta(hours=3)).total_seconds():.0f}s"'
    if isinstance(value, dt.date):
        return value + dt.timedelta(days=3), f'"{value + dt.timedelta(days=3)}"'
    if isinstance(value, bool):
        return not value, str(not value).lower()
    if isinstance(value, int):
        return value + 1, str(value + 1)
    if isinstance(value, float):
        return value / 2, str(value / 2)
    if isinstance(value, tuple):
        entries = value[:1] or ("word",)  # without a default, any strings
        return entries, "[" + ", ".join(f'"{entry}"' for entry in entries) + "]"
    return "Asia/Tokyo", '"Asia/Tokyo"'  # of strings there are only time zones


OPTIONS = [(rule.name, name) for rule in rules.catalogue() for name in rule.options._fields]


@pytest.mark.parametrize(("rule", "option"), OPTIONS)
def test_every_option_of_every_rule_can_be_set(rule, option):
    default = rules.get(rule).options()
    wanted, written = other(getattr(default, option), get_type_hints(type(default))[option])
    suite = load(f'[[expect]]\nrule = "{rule}"\n{option} = {written}\n')
    options = expectation(suite, rule).options
    assert getattr(options, option) == wanted != getattr(default, option)
    assert options._replace(**{option: getattr(default, option)}) == default


@pytest.mark.parametrize(
    ("written", "seconds"),
    [("60s", 60), ("1.5m", 90), ("2 min", 120), ("24h", 86400), ("2d", 172800), ("1w", 604800), ("0s", 0)],
)
def test_durations(written, seconds):
    suite = load(f'[[expect]]\nrule = "future-date"\ntolerance = "{written}"\n')
    assert expectation(suite, "future-date").options.tolerance.total_seconds() == seconds


def test_whole_numbers_are_numbers():
    suite = load('[[expect]]\nrule = "repeated-body"\nmin_share = 1\nmostly = 0\n')
    found = expectation(suite, "repeated-body")
    assert (found.options.min_share, type(found.options.min_share), found.mostly) == (1.0, float, 0.0)


def test_a_code_is_as_good_as_a_name():
    assert load('[[expect]]\nrule = "LEN002"\nmin_words = 3') == load(SHORT + "min_words = 3")


def test_an_empty_suite_expects_nothing():
    assert load("").expectations == ()
    assert load("", "named.toml").name == "named"


# --- extends ---------------------------------------------------------------------------------------------------


def test_a_chain():
    load(
        'extends = "wire"\ntimezone = "Asia/Tokyo"\n[fields]\ntext = "a"\ntitle = "b"\n'
        + SHORT
        + "min_words = 7",
        "a.toml",
    )
    load(
        'extends = "a.toml"\n[fields]\ntext = "c"\n[boilerplate]\nphrases = ["x"]\n[columns.u]\nunique = true\n',
        "b.toml",
    )
    suite = load(
        'extends = "b.toml"\n[boilerplate]\nphrases = ["y"]\n[columns.v]\n' + SHORT + 'severity = "error"',
        "c.toml",
    )
    found = expectation(suite, "short-body")
    assert (suite.name, suite.timezone, suite.fields) == ("c", "Asia/Tokyo", {"text": "c", "title": "b"})
    assert (found.options.min_words, found.severity, suite.phrases) == (7, "error", ("x", "y"))
    assert suite.columns == {"u": {"unique": True}, "v": {}}
    assert expectation(suite, "naive-datetime").severity == "warning"  # of wire
    assert [e.rule.code for e in suite.expectations] == [code for code in rules.TABLE if code in {e.rule.code for e in suite.expectations}]  # fmt: skip


def test_a_rule_is_taken_away_and_comes_back_as_it_was():
    load('extends = "wire"\n' + SHORT + "enabled = false", "a.toml")
    assert expectation(Suite.load("a.toml"), "short-body") is None
    suite = load('extends = "a.toml"\n' + SHORT, "b.toml")
    assert (
        expectation(suite, "short-body").options.min_words == 50
    )  # of the catalogue: what wire said went with the rule


def test_a_suite_in_another_folder():
    Path("shared").mkdir()
    load('timezone = "Asia/Tokyo"', "shared/base.toml")
    load('extends = "base.toml"\n' + SHORT, "shared/team.toml")
    suite = load('extends = "shared/team.toml"')
    assert (suite.timezone, len(suite.expectations)) == ("Asia/Tokyo", 1)


@pytest.mark.parametrize(
    "files",
    [
        {"own.toml": "own.toml"},
        {"own.toml": "./own.toml"},
        {"own.toml": "a.toml", "a.toml": "own.toml"},
        {"own.toml": "a.toml", "a.toml": "b.toml", "b.toml": "a.toml"},
    ],
)
def test_circles(files):
    for name, parent in files.items():
        Path(name).write_text(f'extends = "{parent}"')
    with pytest.raises(SuiteError, match=r"\.toml: extends: '.*' extends itself in a circle"):
        Suite.load("own.toml")
