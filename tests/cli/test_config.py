"""Configuration files: where they are found, what they may say, and that the command line wins."""

from pathlib import Path

import pytest

FLAWED = "{}\nA second\x0b page\ufffd.\n"  # TXT005 and TXT002


@pytest.fixture
def configured(article):
    """Write a flawed article and a configuration."""

    def write(text, name="newsqa.toml"):
        article("a.txt", FLAWED)
        Path(name).write_text(text)

    return write


def codes(report):
    return sorted(finding["code"] for finding in report["findings"])


def test_newsqa_toml(findings, configured):
    configured('select = ["TXT005"]\n')
    assert codes(findings("a.txt")) == ["TXT005"]


def test_pyproject(findings, configured):
    configured('[tool.newsqa]\nignore = ["TXT005"]\n', "pyproject.toml")
    assert codes(findings("a.txt")) == ["TXT002"]


def test_paths_count_from_the_configuration_and_are_named_as_seen_from_here(
    newsqa, findings, configured, tmp_path, monkeypatch
):
    configured('paths = ["a.txt", "a.txt"]\nselect = ["TXT005"]\n')
    assert [finding["path"] for finding in findings()["findings"]] == ["a.txt"]
    (tmp_path / "b.txt").write_text(FLAWED.replace("\x0b", ""))
    assert findings("b.txt")["findings"] == []
    (tmp_path / "deep").mkdir()
    monkeypatch.chdir("deep")
    assert [finding["path"] for finding in findings()["findings"]] == ["../a.txt"]
    (tmp_path / "newsqa.toml").write_text('select = ["TXT005"]\n')
    code, _, errors = newsqa("check")
    assert (code, "no PATH: name files or folders" in errors) == (2, True)


def test_newsqa_toml_wins_over_pyproject(findings, configured):
    configured('[tool.newsqa]\nselect = ["TXT005"]\n', "pyproject.toml")
    configured('select = ["TXT002"]\n')
    assert codes(findings("a.txt")) == ["TXT002"]


def test_the_closest_one_that_speaks_of_newsqa(findings, configured, tmp_path, monkeypatch):
    configured('[tool.newsqa]\nselect = ["TXT005"]\n', "pyproject.toml")
    (tmp_path / "deep" / "deeper").mkdir(parents=True)
    (tmp_path / "deep" / "pyproject.toml").write_text("[tool.ruff]\n")
    monkeypatch.chdir("deep/deeper")
    assert codes(findings("../../a.txt")) == ["TXT005"]


@pytest.mark.parametrize(
    ("config", "options", "found"),
    [
        ('select = ["TXT005"]', ["--select", "TXT002"], ["TXT002"]),
        ('ignore = ["TXT"]', ["--ignore", "TXT002"], ["TXT005"]),
        ('select = ["DUP"]\nextend-select = ["TXT002"]', [], ["TXT002"]),
        ('select = ["DUP"]\nextend-select = ["TXT002"]', ["--extend-select", "TXT005"], ["TXT005"]),
        ('select = ["TXT"]\nsuite = "wire"', ["--suite", "training"], ["TXT002", "TXT005"]),
    ],
)
def test_the_command_line_wins(findings, configured, config, options, found):
    configured(config)
    report = findings("a.txt", *options)
    assert codes(report) == found
    assert report["suite"] == ("training" if "--suite" in options else "scrape")


def test_another_file_by_option(findings, configured):
    configured('select = ["TXT005"]')
    configured('select = ["TXT002"]', "other.toml")
    assert codes(findings("a.txt", "--config", "other.toml")) == ["TXT002"]


def test_every_setting(newsqa, configured):
    configured(
        'suite = "wire"\npreview = true\ntimezone = "Europe/Paris"\nreference-time = 2024-06-01T00:00:00Z\n'
        'output-format = "concise"\nfail-level = "info"\nunsafe-fixes = true\n[fields]\ntext = "words"\n'
    )
    Path("a.jsonl").write_text('{"id": "1", "published": "2024-05-12T10:30", "words": "A text."}\n')
    code, out, _ = newsqa("check", "a.jsonl", "--select", "DAT")
    assert (code, out.count("\n\nsuite wire")) == (1, 1)
    assert "in Europe/Paris it is" in out


def test_reference_time_of_every_kind(findings, configured):
    Path("a.jsonl").write_text('{"published": "2024-05-12", "text": "A text."}\n')
    for value in ('"2024-05-10"', "2024-05-10", "2024-05-09T10:00:00", "2024-05-09T10:00:00+02:00"):
        configured(f"reference-time = {value}\n")
        assert codes(findings("a.jsonl", "--select", "DAT004")) == ["DAT004"]
        assert codes(findings("a.jsonl", "--select", "DAT004", "--reference-time", "2024-05-13")) == []


def test_a_suite_is_found_beside_the_configuration(findings, configured, tmp_path, monkeypatch):
    configured('suite = "own.toml"\n')
    Path("own.toml").write_text('name = "mine"\n[[expect]]\nrule = "control-character"\n')
    (tmp_path / "below").mkdir()
    monkeypatch.chdir("below")
    assert findings("../a.txt")["suite"] == "mine"


def test_fields_of_suite_configuration_and_command_line(findings, configured):
    configured('suite = "own.toml"\n[fields]\ntext = "b"\n')
    Path("own.toml").write_text('extends = "scrape"\n[fields]\ntext = "a"\ntitle = "t"\n')
    Path("a.jsonl").write_text('{"a": "1\ufffd", "b": "22\ufffd", "c": "333\ufffd", "t": "T"}\n')
    options = ("a.jsonl", "--select", "TXT002")
    assert [f["start"] for f in findings(*options)["findings"]] == [2]
    assert [f["start"] for f in findings(*options, "--field", "text=c")["findings"]] == [3]


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ("selct = []", "newsqa.toml: unknown key 'selct'; did you mean 'select'? (known: suite, select"),
        ('select = "TXT"', "newsqa.toml: select must be a list of strings"),
        ("ignore = [1]", "newsqa.toml: ignore must be a list of strings"),
        ('select = ["TXT055"]', "no rule matches 'TXT055'; did you mean 'TXT005'?"),
        ('preview = "yes"', "newsqa.toml: preview must be true or false"),
        ("suite = 1", "newsqa.toml: suite must be a string"),
        ('suite = "scrap"', "there is no suite 'scrap'; did you mean 'scrape'?"),
        ('fail-level = "eror"', "newsqa.toml: fail-level must be one of info, warning, error, not 'eror'; did you mean 'error'?"),
        ('output-format = "jsn"', "newsqa.toml: output-format must be one of full, concise, json"),
        ('timezone = "Europe/Pari"', "did you mean 'Europe/Paris'?"),
        ('reference-time = "soon"', "'soon' is not an ISO 8601 date or time"),
        ("reference-time = 10:30:00", "newsqa.toml: reference-time must be a string"),
        ("fields = 1", "newsqa.toml: fields must map columns of ARTICLES to names of columns"),
        ('fields = {body = "x"}', "articles have no field 'body'"),
        ("[[[", "newsqa.toml: not valid TOML"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(newsqa, configured, config, said):
    configured(config)
    code, out, err = newsqa("check", "a.txt")
    assert (code, out) == (2, "")
    assert said in err


@pytest.mark.parametrize(
    ("config", "said"),
    [("[tool]\nnewsqa = 3", "tool.newsqa must be a table: write [tool.newsqa]"), ("[tool", "not valid TOML")],
)
def test_a_wrong_pyproject(newsqa, configured, config, said):
    configured(config, "pyproject.toml")
    code, _, err = newsqa("check", "a.txt")
    assert (code, said in err) == (2, True)


def test_a_pyproject_of_something_else(findings, configured):
    configured("tool = 3", "pyproject.toml")
    assert codes(findings("a.txt")) == ["TXT002", "TXT005"]
