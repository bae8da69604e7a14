"""Every example in the documentation works.

The blocks of a page run in order, in a folder with a copy of seeds/. A block behind a line that ends with "`name`:" is
also written to that file. Python blocks of a page share their names. In console blocks the output must be the one
shown; a line that begins with "…" stands for any number of lines. What other programs do is tried elsewhere: the hooks in
tests/precommit, the workflows in tests/ci.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from documentation import ROOT, Block, blocks, check_output, commands
from newsqa import arguments, cli, config
from newsqa.suite import Suite

DOCS = ROOT / "docs"
PAGES = [
    ROOT / "README.md",
    *sorted(DOCS.glob("*.md")),
    *sorted(DOCS.glob("guides/*.md")),
    DOCS / "ci" / "README.md",
]
RULES = sorted(DOCS.glob("rules/*.md"))

# What a page needs besides newsqa; without it the page is skipped.
NEEDS = {
    "README.md": ["pandas", "yaml"],
    "ci.md": ["yaml"],
    "formats-of-articles.md": ["lxml"],
    "great-expectations.md": ["great_expectations", "pandas"],
    "pandera.md": ["pandas", "polars", "yaml"],
    "pre-commit.md": ["yaml"],
}

# Commands of other programs in shell and console blocks: they are not run here.
FOREIGN = ("make", "pip", "git ", "pre-commit", ".venv/bin/")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    (tmp_path / "newsqa.toml").write_text("")  # no configuration from a folder above
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_page(page: Path, folder: Path) -> None:
    for module in NEEDS.get(page.name, ()):
        pytest.importorskip(module, reason=f"{page.name} needs {module}, which is not installed")
    names: dict[str, Any] = {"__name__": "__main__"}
    for block in blocks(page):
        if block.file:
            (folder / block.file).parent.mkdir(parents=True, exist_ok=True)
            (folder / block.file).write_text(block.text, "utf-8")
        try:
            run(block, folder, names)
        except Exception as error:
            raise AssertionError(f"{block.place}: {type(error).__name__}: {error}") from error


def run(block: Block, folder: Path, names: dict[str, Any]) -> None:
    match block.language:
        case "python":
            with contextlib.redirect_stdout(io.StringIO()):
                exec(compile(block.text, block.place, "exec"), names)
        case "sh" | "console":
            for command, shown in commands(block):
                assert command.startswith(("newsqa ", *FOREIGN)), command
                if not command.startswith("newsqa "):
                    continue
                if shown is None:
                    shell(command)
                else:
                    check_output(command, shown, called(command)[1])
        case "text" | "csv" | "html":  # nothing but a file
            assert block.file
        case "json":
            json.loads(block.text)
        case "toml":
            if block.file in ("newsqa.toml", "nightly.toml"):
                assert config.load(folder / block.file) != config.Config()
            else:
                load_toml(block.text, folder)
        case "yaml":
            load_yaml(block.text)
        case other:
            raise AssertionError(f"nothing knows how to test a block of {other}")


def called(command: str) -> tuple[int, str]:
    """Return a command's exit code and what it prints."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        code = cli.main(shlex.split(command)[1:])
    return code, out.getvalue()


def shell(command: str) -> None:
    """Run a command; findings are no failure, but exit code 2 means that the example does not work."""
    if re.search(r"[|<>&]", command):
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(command, shell=True, capture_output=True, env={**os.environ, "PATH": path})
        assert done.returncode in (0, 1), done.stderr.decode()
        return
    code, printed = called(command)
    assert code in (0, 1), f"{command}: {printed}"


def load_toml(text: str, folder: Path) -> None:
    data = tomllib.loads(text)
    if "tool" in data:
        path = folder / "block" / "pyproject.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
        loaded = config.load(path)
        assert loaded != config.Config()
        assert loaded.suite is None or loaded.suite.endswith(".toml") or Suite.load(loaded.suite)
    elif "project" in data:  # of somebody's package
        assert {"name", "version", "entry-points"} <= data["project"].keys()
    else:
        path = folder / "block.toml"
        path.write_text(text, "utf-8")
        assert Suite.load(path).expectations


def load_yaml(text: str) -> None:
    import yaml  # comes with pre-commit

    data = yaml.safe_load(text)
    if "repos" in data:
        hooks = {
            hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
        }
        for used in (hook for repo in data["repos"] for hook in repo["hooks"]):
            words = [*shlex.split(hooks[used["id"]]["entry"])[1:], *used.get("args", ())]
            arguments.parser().parse_args([*words, "a.txt"])
        return
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    jobs = data["jobs"].values() if "jobs" in data else [{"steps": data}]
    for step in (step for job in jobs for step in job["steps"]):
        command = step.get("run", "")
        if command.startswith("newsqa "):
            arguments.parser().parse_args(shlex.split(command)[1:])
        if step.get("uses", "").startswith("OWNER/newsqa@"):
            assert step["with"].keys() <= action["inputs"].keys()


@pytest.mark.parametrize("page", [*PAGES, *RULES, ROOT / "CONTRIBUTING.md"], ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text("utf-8")
    assert text.count("```") == 2 * len(list(blocks(page))), "a block that is not tested"
    for target in re.findall(
        r"\]\(([^)\s]+)\)", re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)
    ):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        found = (page.parent / path).resolve() if path else page
        assert found.exists(), target
        if anchor:
            assert anchor in anchors(found), target


def anchors(page: Path) -> set[str]:
    """Return what the headings of a page are called in addresses."""
    titles = re.findall(r"^#+ (.*)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


def test_every_rule_page_has_working_options(folder: Path) -> None:
    for page in RULES:
        for block in blocks(page):
            run(block, folder, {})


def test_the_example_of_contributing(tmp_path: Path) -> None:
    """Follow "Add a rule in ten minutes" in a copy: two files, one line, and the rule's tests pass."""
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "tests" / "rules").mkdir(parents=True)
    for name in ("checking.py", "rules/test_rule_cases.py", "rules/test_rule_table.py"):
        shutil.copy(ROOT / "tests" / name, tmp_path / "tests" / name)
    found = list(blocks(ROOT / "CONTRIBUTING.md"))
    files = {block.file: block.text for block in found if block.file}
    (line,) = (block.text for block in found if re.fullmatch(r' {4}"[A-Z]{3}\d{3}": \(.*\),\n', block.text))
    code = line.split('"')[1]
    assert len(files) == 2
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    table = tmp_path / "src" / "newsqa" / "rules" / "__init__.py"
    before, brace, after = table.read_text("utf-8").partition("\n}\n")
    table.write_text(f"{before}\n{line.rstrip()}{brace}{after}", "utf-8")
    (tmp_path / "conftest.py").write_text("")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "tests/rules",
            "-k",
            f"{code} or names",
        ],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": f"{tmp_path / 'src'}{os.pathsep}{tmp_path / 'tests'}"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert int(re.findall(r"(\d+) passed", done.stdout)[0]) > 20, done.stdout
