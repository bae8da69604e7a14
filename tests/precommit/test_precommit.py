"""The hooks, run by the real pre-commit in a real repository, from the project as it is in the working tree.

Each run builds an environment with pip; without a package index these tests are skipped.
"""

import os
import subprocess
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hooks import PRE_COMMIT, PROJECT, configure, git, needs_programs, run

from good_article import GOOD

pytestmark = needs_programs


@pytest.fixture
def corpus(repository):
    """Stand in a repository with articles of every kind, and files that are none."""
    flawed = f"{GOOD}\nA second\x0b page.\n"
    for name in ("good.txt", "readme.md", "code.py"):
        Path(name).write_text(GOOD)
    Path("flawed.txt").write_text(flawed)
    Path("more").mkdir()
    Path("more/flawed.text").write_text(flawed)
    Path("more/wire.jsonl").write_text('{"text": "One\\u000b line"}\n')
    Path("more/wire.csv").write_text("text\nOne\x0b line\n")
    pq.write_table(pa.table({"text": ["One\x0b line"]}), "more/archive.parquet")
    for name in ("notes.md", "table.xlsx", "more/data.json"):
        Path(name).write_text(flawed)
    git("add", "--all", cwd=".")
    return repository


def test_the_manifest_is_valid(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run("validate-manifest", os.fspath(PROJECT / ".pre-commit-hooks.yaml")) == (0, "")


def test_try_repo(corpus, project):
    """Try a hook out, as one does before writing a configuration."""
    code, out = run(
        "try-repo", os.fspath(project), "newsqa", "--verbose", "--files", "flawed.txt", "good.txt"
    )
    assert (code, "- exit code: 1" in out) == (1, True), out
    assert "flawed.txt:9:9: TXT005 control-character" in out
    assert "good.txt:" not in out


def test_check_and_fix(corpus, project):
    arguments = "[--select, TXT, --output-format, concise]"
    configure(project, ("newsqa", arguments))
    code, out = run("run", "--all-files")
    assert code == 1, out
    found = {line.partition(":")[0] for line in out.splitlines() if "TXT005" in line and line[0] not in "T "}
    table = "more/archive.parquet#1"
    assert found == {"flawed.txt", "more/flawed.text", "more/wire.jsonl", "more/wire.csv", table}
    assert "6 articles checked" in out

    # Only what is named is checked, and a good article passes.
    assert run("run", "--files", "good.txt")[0] == 0
    code, out = run("run", "--files", "notes.md", "table.xlsx", "code.py", "more/data.json")
    assert (code, "(no files to check)Skipped" in out) == (0, True)

    # The mending hook changes the files, which fails the first run; the second is clean.
    configure(project, ("newsqa-fix", "[--select, TXT]"))
    code, out = run("run", "--all-files")
    assert (code, "files were modified by this hook" in out) == (1, True), out
    assert "mended 2 flaws in 2 articles" in out
    for name in ("flawed.txt", "more/flawed.text"):
        assert Path(name).read_text() == f"{GOOD}\nA second page.\n"
    assert Path("more/wire.jsonl").read_text() == '{"text": "One\\u000b line"}\n'
    assert Path("notes.md").read_text().count("\x0b") == 1
    code, out = run("run", "--all-files")
    assert (code, "Passed" in out) == (0, True), out

    # What no hook mends goes on failing.
    Path("flawed.txt").write_text(GOOD + "A second\ufffd page.\n")
    git("add", "--all", cwd=".")
    code, out = run("run", "--all-files")
    assert (code, "files were modified" in out) == (1, False)
    assert "flawed.txt:8:9: TXT002 replacement-character" in out


def test_three_hundred_files_are_one_run(corpus, project):
    Path("many").mkdir()
    for number in range(300):
        Path(f"many/{number:03}.txt").write_text(GOOD)
    Path("many/150.txt").write_text(f"{GOOD}\nA second\x0b page.\n")
    Path("newsqa.toml").write_text('exclude = ["more/", "flawed.txt"]\noutput-format = "concise"\n')
    configure(project, ("newsqa", "[--select, TXT]"))
    code, out = run("run", "--all-files")
    assert code == 1, out
    # Settings are found in the repository, and what they exclude is left out although pre-commit names it.
    assert "301 articles checked" in out  # these and good.txt
    assert "many/150.txt:9:9: TXT005" in out
    assert "more/" not in out


def test_only_excluded_files_pass(corpus, project):
    Path("newsqa.toml").write_text('exclude = ["flawed.txt", "more/"]\n')
    configure(project, ("newsqa", "[--select, TXT]"), ("newsqa-fix", "[--select, TXT]"))
    code, out = run("run", "--files", "flawed.txt", "more/flawed.text")
    assert code == 0, out
    assert "\x0b" in Path("flawed.txt").read_text()


def test_what_is_not_staged_is_not_checked(corpus, project):
    configure(project, ("newsqa-fix", "[--select, TXT]"))
    git("rm", "-r", "--quiet", "--cached", "more", "flawed.txt", cwd=".")
    Path("mine.txt").write_text(GOOD)
    git("add", "mine.txt", cwd=".")
    Path("mine.txt").write_text(f"{GOOD}\nA second\x0b page.\n")  # a flaw that is not part of the commit
    assert run("run")[0] == 0
    assert "\x0b" in Path("mine.txt").read_text()  # and still there afterwards

    git("add", "mine.txt", cwd=".")
    with Path("mine.txt").open("a") as file:
        file.write("A line that is not staged.\n")
    code, out = run("run")
    assert (code, "files were modified by this hook" in out) == (1, True), out
    # What was mended collides with nothing: the line that is not staged is there again.
    assert "A line that is not staged." in Path("mine.txt").read_text()


def test_a_push_is_stopped_by_copies(corpus, project, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    git("init", "--quiet", "--bare", cwd=elsewhere)
    Path("articles").mkdir()
    for name in ("one", "two"):
        Path(f"articles/{name}.txt").write_text(GOOD)
    configure(project, ("newsqa-corpus", "[articles, --select, COR001, --output-format, concise]"))
    assert run("install", "--hook-type", "pre-push")[0] == 0
    git("commit", "--quiet", "--no-verify", "--message", "Two of one", cwd=".")
    git("remote", "add", "origin", os.fspath(elsewhere), cwd=".")
    with pytest.raises(subprocess.CalledProcessError) as stopped:
        git("push", "--quiet", "origin", "HEAD", cwd=".")
    assert b"COR001 duplicate-document" in stopped.value.stdout + stopped.value.stderr
    assert git("ls-remote", "origin", cwd=".") == ""

    Path("articles/two.txt").unlink()
    git("commit", "--quiet", "--no-verify", "--all", "--message", "One", cwd=".")
    git("push", "--quiet", "origin", "HEAD", cwd=".")
    assert git("ls-remote", "origin", cwd=".") != ""
    code, out = run("run", "newsqa-corpus", "--hook-stage", "manual")
    assert code == 0, out


def test_old_flaws_pass_and_new_ones_do_not(corpus, project):
    Path("newsqa.toml").write_text('baseline = "newsqa.baseline"\nselect = ["TXT"]\n')
    program = PRE_COMMIT.with_name("newsqa")
    subprocess.run([program, "baseline", "create", "."], check=True, capture_output=True, timeout=60)
    configure(project, ("newsqa", "[]"))
    code, out = run("run", "--all-files")
    assert code == 0, out

    Path("flawed.txt").write_text(f"{Path('flawed.txt').read_text()}\nA third\ufffd page.\n")
    git("add", "--all", cwd=".")
    code, out = run("run", "--all-files")
    assert (code, "TXT002 replacement-character" in out, "TXT005 control-character:" in out) == (
        1,
        True,
        False,
    )
