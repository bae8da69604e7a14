"""The guide, followed by somebody new: its files are written and its commands run, in order, with git and pre-commit."""

import os
import subprocess

import pytest
from hooks import GUARD_SECONDS, PRE_COMMIT, PROJECT, git, needs_programs, run, skip_without_index

from documentation import blocks, check_output, commands

pytestmark = needs_programs

GUIDE = PROJECT / "docs" / "guides" / "pre-commit.md"
ADDRESS, TAG = "https://github.com/OWNER/newsqa", "v0.1.0"  # of which the project itself takes the place


@pytest.fixture
def ours(project):
    """Return a configuration of the documentation with the project's own address in it."""

    def replace(text):
        assert ADDRESS in text
        assert TAG in text
        revision = git("rev-parse", "HEAD", cwd=project).strip()
        return text.replace(ADDRESS, os.fspath(project)).replace(TAG, revision)

    return replace


def call(command):
    """Run a command of git or pre-commit; return its exit code and all that it printed."""
    name = {
        f"GIT_{who}_{what}": "test@example.org"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    path = f"{PRE_COMMIT.parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command, shell=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=GUARD_SECONDS,
        env=os.environ | name | {"PATH": path, "GIT_PAGER": "cat"},
    )  # fmt: skip
    skip_without_index(done.returncode, done.stdout.decode())
    return done.returncode, done.stdout.decode()


def test_the_guide(repository, ours):
    tried = []
    for block in blocks(GUIDE):
        if block.file:
            (repository / block.file).parent.mkdir(exist_ok=True)
            text = ours(block.text) if block.language == "yaml" else block.text
            (repository / block.file).write_text(text, "utf-8")
        for command, shown in commands(block):
            if not command.startswith(("git ", "pre-commit ")):
                continue
            tried.append(command)
            code, printed = call(command)
            if shown is None:
                assert code == 0, printed
            else:
                check_output(command, shown, printed)
    assert sum("git commit" in command for command in tried) == 2
    assert git("log", "--format=%s", cwd=".") == "A night bus\n"


@pytest.mark.parametrize("page", ["README.md"])
def test_configurations_of_other_pages(page, repository, ours):
    (text,) = (block.text for block in blocks(PROJECT / page) if block.file == ".pre-commit-config.yaml")
    (repository / ".pre-commit-config.yaml").write_text(ours(text), "utf-8")
    (repository / "articles").mkdir()
    (article,) = (block.text for block in blocks(GUIDE) if block.language == "text")
    (repository / "articles" / "one.txt").write_text(article, "utf-8")
    git("add", "--all", cwd=".")
    code, out = run("run", "--all-files")
    assert (code, "mended 1 flaw in 1 article" in out) == (1, True), out
    git("add", "--all", cwd=".")
    code, out = run("run", "--all-files")
    assert (code, out.count("Passed")) == (0, 2), out
