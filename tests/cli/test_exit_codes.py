"""Exit codes: 0 nothing at or above the fail level, 1 findings, 2 newsqa could not do what it was asked."""

import subprocess
import sys

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

BAD = "{}\nA second\x0b page.\n"  # TXT005, an error


def test_nothing_found(newsqa, article):
    assert newsqa("check", article("a.txt"))[0] == 0


def test_findings(newsqa, article):
    assert newsqa("check", article("a.txt", BAD))[0] == 1
    assert newsqa("check", "a.txt", "--exit-zero")[0] == 0


def test_fail_level(newsqa, article):
    article("a.txt", "{}".replace("2024\n", "2024\n"))
    article(
        "b.txt",
        "Ferry timetable changes in May\nBy Anna Smith, Reuters\n12 May 2024 10:30\n\n" + "A word. " * 60,
    )
    code, out, _ = newsqa("check", "b.txt", "--select", "DAT003")
    assert (code, "DAT003 naive-datetime" in out) == (0, True)  # info
    assert newsqa("check", "b.txt", "--select", "DAT003", "--fail-level", "info")[0] == 1
    article("c.txt", "{}\nA second page\ufffd.\n")
    assert newsqa("check", "c.txt", "--select", "TXT002", "--fail-level", "error")[0] == 1


def test_a_warning_is_below_error(newsqa, article):
    article(
        "a.txt",
        "Ferry\nBy Anna Smith, Reuters\n12 May 2024\n\nThe ferry will not leave the harbour on Monday.\n",
    )
    assert newsqa("check", "a.txt", "--select", "LEN002")[0] == 1
    assert newsqa("check", "a.txt", "--select", "LEN002", "--fail-level", "error")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "nowhere.txt"], "nowhere.txt does not exist"),
        (["check", "empty"], "no articles in empty: looked for .txt, .text, .jsonl"),
        (["check", "*.nothing"], "no articles in *.nothing"),
        (["check", "a.txt", "--suite", "scrap"], "there is no suite 'scrap'; did you mean 'scrape'?"),
        (["check", "a.txt", "--suite", "no.toml"], "no.toml: there is no such suite file"),
        (["check", "a.txt", "--config", "no.toml"], "no.toml: the configuration cannot be read"),
        (
            ["check", "a.txt", "--select", "repeated-led"],
            "no rule matches 'repeated-led'; did you mean 'repeated-lede'?",
        ),
        (["check", "a.txt", "--ignore", "DUP0002"], "no rule matches 'DUP0002'; did you mean 'DUP002'?"),
        (["check", "a.txt", "--extend-select", "ZZZ"], "no rule matches 'ZZZ'"),
        (["check", "a.txt", "--ignore", "ALL"], "no rule is left to run"),
        (
            ["check", "a.txt", "--timezone", "Europe/Pari"],
            "there is no time zone 'Europe/Pari'; did you mean 'Europe/Paris'?",
        ),
        (["check", "a.txt", "--timezone", "Europe"], "there is no time zone 'Europe'"),
        (["check", "a.txt", "--timezone", "/etc/passwd"], "there is no time zone '/etc/passwd'"),
        (["check", "a.txt", "--reference-time", "yesterday"], "'yesterday' is not an ISO 8601 date or time"),
        (
            ["check", "a.txt", "--reference-time", "9999-12-31T23:59-14:00"],
            "the year 9999 is not between 1000 and 9000",
        ),
        (["check", "a.txt", "--field", "text"], "--field text: write FIELD=COLUMN"),
        (["check", "a.txt", "--field", "body=text"], "articles have no field 'body'"),
        (["check", "a.txt", "--output-format", "parquet"], "binary: name a file with --output"),
        (["check", "a.txt", "--output", "report.xyz"], "no format has the suffix '.xyz'"),
        (
            ["check", "a.txt", "--output", "no/folder/report.json"],
            "cannot be written: there is no folder",
        ),
        (
            ["check", "a.txt", "--statistics", "--output", "r.json"],
            "--statistics prints text on standard output: leave out --output",
        ),
        (["check", "a.txt", "--output-format", "xml"], "invalid choice: 'xml'"),
        (["check", "a.txt", "--no-such-option"], "unrecognized arguments: --no-such-option"),
        (["check"], "no PATH: name files or folders of articles"),
        (["check", "a.txt", "--min-articles", "-1"], "min-articles must be at least 0, not -1"),
        (["rule", "repeated"], "there is no rule 'repeated'"),
        (["rule", "DUP02"], "did you mean 'DUP002'?"),
        (["rule"], "name a rule"),
        (["convert", "a.txt", "-o", "a.xlsx"], "the suffix must be one of .parquet, .arrow, .jsonl"),
        (["convert", "a.txt", "-o", "a.jsonl", "--timezone", "Nowhere"], "there is no time zone 'Nowhere'"),
        (["convert", "nowhere", "-o", "a.jsonl"], "nowhere does not exist"),
    ],
)
def test_what_cannot_be_done(newsqa, article, tmp_path, arguments, said):
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "readme.md").touch()
    article("a.txt", BAD)
    exit_zero = ["--exit-zero"] if arguments[0] == "check" else []
    code, out, err = newsqa(*arguments, *exit_zero)
    assert (code, out) == (2, "")
    assert said in err
    assert not (tmp_path / "a.jsonl").exists()


def test_too_few_articles(newsqa, article, tmp_path):
    article("a.txt")
    assert newsqa("check", "a.txt", "--min-articles", "1")[0] == 0
    code, out, _ = newsqa("check", "a.txt", "--min-articles", "2", "--exit-zero")
    assert (code, "broken: articles: 1; at least 2 are asked for (min-articles)" in out) == (2, True)
    (tmp_path / "newsqa.toml").write_text("min-articles = 2\n")
    assert newsqa("check", "a.txt")[0] == 2
    assert newsqa("check", "a.txt", "--min-articles", "0")[0] == 0


def test_an_unreadable_file_wins_over_exit_zero(newsqa, article, tmp_path):
    (tmp_path / "gone.txt").symlink_to("nothing-there")
    article("a.txt")
    code, out, _ = newsqa("check", "gone.txt", "a.txt", "--exit-zero")
    assert code == 2
    assert "gone.txt: IO001 unreadable-input: cannot be read: No such file or directory" in out
    assert "broken: gone.txt: cannot be read" in out
    assert "1 article checked" in out


def test_a_damaged_record_is_a_finding_and_not_an_error(newsqa, article):
    article("a.jsonl", '{"text": "cut off in the mid\n{"text": "one"}\n')
    code, out, _ = newsqa("check", "a.jsonl")
    assert (code, "a.jsonl:1:10: IO001" in out) == (1, True)
    assert newsqa("check", "a.jsonl", "--exit-zero")[0] == 0


def test_a_table_without_text_names_its_columns_and_the_way_out(newsqa):
    pq.write_table(pa.table({"uri": ["1"], "payload": ["A text"]}), "a.parquet")
    code, out, err = newsqa("check", "a.parquet")
    assert (code, out) == (2, "")
    assert "a.parquet has no column with the text of an article; its columns are uri, payload" in err
    assert 'text = "…"' in err
    code, out, _ = newsqa("check", "a.parquet", "--field", "text=payload")
    assert (code, "1 article checked" in out) == (1, True)


def test_no_command(newsqa):
    code, out, _ = newsqa()
    assert (code, "usage: newsqa" in out) == (2, True)


def test_version(shell):
    import newsqa as package

    done = shell("--version")
    assert (done.returncode, done.stdout.decode()) == (0, f"newsqa {package.__version__}\n")


def test_as_a_module(good, tmp_path):
    import subprocess
    import sys

    (tmp_path / "a.txt").write_text(good)
    command = [sys.executable, "-m", "newsqa", "check", "a.txt", "--output-format", "concise"]
    done = subprocess.run(command, capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.endswith(b"ok: 1 article checked, no findings\n")


def test_a_fault_of_its_own_is_no_finding():
    code = (
        "from newsqa import cli, commands\ncommands.COMMANDS['rule'] = lambda arguments: 1 / 0\ncli.entry()"
    )
    done = subprocess.run([sys.executable, "-c", code, "rule", "DUP001"], capture_output=True, text=True)
    assert (done.returncode, "ZeroDivisionError" in done.stderr) == (2, True)
