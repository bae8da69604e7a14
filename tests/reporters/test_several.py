"""Several reports of one run: where they go, and what is refused before any work is done."""

import json
from pathlib import Path

import pytest


def test_files_besides_what_is_shown(newsqa, flawed):
    code, out, err = newsqa(
        "check", flawed, "--report", "sarif=o.sarif", "--report", "html=o.html", "--report", "dataset=ds"
    )
    assert code == 1
    assert "a.txt:11:8: TXT005" in out
    assert err == "newsqa: reports in o.sarif, o.html, ds\n"
    assert json.loads(Path("o.sarif").read_text("utf-8"))["version"] == "2.1.0"
    assert Path("o.html").read_text("utf-8").startswith("<!doctype html>")
    assert Path("ds/_newsqa.json").is_file()


def test_what_the_configuration_writes_may_be_asked_for_once_more(newsqa, flawed):
    Path("newsqa.toml").write_text('reports = { html = "o.html", csv = "o.csv" }', "utf-8")
    code, _, err = newsqa("check", flawed, "-o", "o.html")
    assert (code, err.count("o.html"), err.count("o.csv")) == (1, 1, 1)


def test_with_one_on_standard_output_the_usual_report_is_not_shown(newsqa, flawed):
    code, out, err = newsqa("check", flawed, "--report", "csv=-", "--report", "json=o.json")
    assert (code, out.startswith("\ufeffarticle_id,")) == (1, True)
    assert "suite scrape" not in out
    assert err == "newsqa: not ok: 1 article checked, 5 findings, 5 fixable with --fix; report in o.json\n"
    code, out, err = newsqa("check", flawed, "--report", "github=-")
    assert (code, err) == (1, "")
    assert out.startswith("::error file=a.txt,")


def test_with_an_output(newsqa, flawed):
    code, out, err = newsqa("check", flawed, "-o", "o.md", "--report", "rdjson=-")
    assert code == 1
    assert json.loads(out)["source"] == {"name": "newsqa"}
    assert err.endswith("5 findings, 5 fixable with --fix; report in o.md\n")
    assert Path("o.md").read_text("utf-8").startswith("## ❌ newsqa")


@pytest.mark.parametrize(
    ("name", "start"),
    [("o.sarif", "{"), ("o.sarif.json", "{\n\"$schema\""), ("o.xml", "<?xml"), ("o.MD", "## "), ("o.csv", "\ufeffarticle_id")],
)  # fmt: skip
def test_the_suffix_of_an_output_says_which(newsqa, flawed, name, start):
    assert newsqa("check", flawed, "-o", name)[0] == 1
    assert Path(name).read_text("utf-8").startswith(start)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--report", "sraif=x"], "no format 'sraif'; did you mean 'sarif'?"),
        (["--report", "sarif"], "write FORMAT=FILE"),
        (["--report", "sarif="], "write FORMAT=FILE"),
        (
            ["-o", "x.csv", "-o", "y.csv"],
            "argument -o/--output: only once; --report FORMAT=FILE writes one more",
        ),
        (["--report", "sarif=x", "--report", "json=./x"], "./x: sarif and json would both be written there"),
        (["--report", "sarif=x.json", "-o", "x.json"], "json and sarif would both be written there"),
        (["--report", "sarif=-", "--report", "html=-"], "standard output: sarif and html would both"),
        (["--report", "sarif=-", "--output-format", "json"], "standard output: json and sarif would both"),
        (["--report", "sarif=-", "--statistics"], "standard output: statistics and sarif would both"),
        (["--report", "parquet=-"], "is binary"),
        (["--report", "dataset=-"], "is binary"),
        (["--report", "sarif=a.txt"], "a.txt is one of the inputs"),
        (["--report", "sarif=link"], "link is one of the inputs"),
        (
            ["--report", "sarif=old.baseline", "--baseline", "old.baseline"],
            "old.baseline is one of the inputs",
        ),
        (["--report", "sarif=no/x"], "there is no folder no"),
        (["--report", "sarif=."], ". is a folder"),
        (["--report", "sarif=new/"], "new/ is a folder"),
        (["--report", "statistics=x"], "no format 'statistics'"),
        (["--report", "gx-data-docs=x"], "no format 'gx-data-docs'"),
        (["--diff", "--report", "sarif=x"], "no report with --diff"),
    ],
)
def test_refused_before_the_check(newsqa, flawed, folder, monkeypatch, options, said):
    (folder / "link").symlink_to("a.txt")
    (folder / "old.baseline").write_text("# newsqa baseline 1\n")
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    monkeypatch.setattr("newsqa.commands.check.run_engine", None)
    code, out, err = newsqa("check", flawed, *options)
    assert (code, out) == (2, "")
    assert said in err
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before


def test_nothing_is_mended_where_a_report_is_refused(newsqa, flawed):
    before = Path(flawed).read_bytes()
    assert newsqa("fix", flawed, "--report", "sraif=x")[0] == 2
    assert Path(flawed).read_bytes() == before
    assert newsqa("fix", flawed, "--report", "sarif=x")[0] == 0
    assert Path(flawed).read_bytes() != before
    assert json.loads(Path("x").read_text("utf-8"))["runs"][0]["results"] == []


def test_an_article_found_in_a_folder_is_spared(newsqa, article, folder):
    (folder / "in").mkdir()
    article("in/b.txt")
    code, _, err = newsqa("check", "in", "--report", "sarif=in/b.txt")
    assert (code, "in/b.txt is one of the inputs" in err) == (2, True)
    assert newsqa("check", "in", "--report", "sarif=in/new.sarif")[0] == 0


def test_one_that_cannot_be_written_does_not_lose_the_others(newsqa, flawed):
    code, out, err = newsqa("check", flawed, "--report", "sarif=/dev/full", "--report", "json=o.json")
    assert (code, "a.txt:11:8" in out) == (2, True)
    assert "/dev/full: cannot be written: No space left on device" in err
    assert json.loads(Path("o.json").read_text("utf-8"))["articles"] == 1
    assert newsqa("check", flawed, "--report", "sarif=/dev/null", "--report", "json=/dev/null")[0] == 1


def test_the_configuration_may_name_them(newsqa, flawed, folder):
    (folder / "newsqa.toml").write_text('reports = { sarif = "o.sarif", github = "-" }\n')
    code, out, _ = newsqa("check", flawed)
    assert (code, out.startswith("::error")) == (1, True)
    assert Path("o.sarif").is_file()
    Path("o.sarif").unlink()
    newsqa("check", flawed, "--report", "markdown=o.md")  # the command line wins
    assert (Path("o.sarif").exists(), Path("o.md").exists()) == (False, True)


@pytest.mark.parametrize(
    ("line", "said"),
    [('reports = { sraif = "x" }', "there is no format 'sraif'; did you mean 'sarif'?"),
     ('reports = ["sarif"]', "reports must map formats to files"), ("reports = { sarif = 1 }", "must map formats")],
)  # fmt: skip
def test_a_configuration_that_is_wrong(newsqa, flawed, folder, line, said):
    (folder / "newsqa.toml").write_text(line)
    code, _, err = newsqa("check", flawed)
    assert (code, said in err) == (2, True)


def test_no_heavy_package_for_any_of_them(shell, flawed):
    forms = ("sarif", "junit", "github", "gitlab", "rdjson", "markdown", "csv", "html", "json")
    options = [option for form in forms for option in ("--report", f"{form}=o.{form}")]
    script = f"""
import sys
from newsqa.cli import main
main({["check", flawed, *options]!r})
heavy = {{"pandas", "polars", "pandera", "great_expectations", "jinja2", "requests", "yaml"}} & {{*sys.modules}}
sys.exit(str(heavy) if heavy else 0)
"""
    import subprocess
    import sys

    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
