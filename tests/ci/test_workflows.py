"""Every shell step of the action and of the ready workflows is run, as the service would run it.

They are run in a repository of their own, with newsqa installed from the project into a new environment by the workflows'
own steps.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from services import ACTION, PROJECT, bash, load, steps

from documentation import blocks
from good_article import GOOD

pytest.importorskip("yaml", reason="PyYAML comes with pre-commit, which is not installed")

WORKFLOWS = sorted((PROJECT / "docs" / "ci").glob("*.yml"))
SCRIPTS = sorted((PROJECT / "docs" / "ci").glob("*.sh"))
NIGHTLY = PROJECT / "docs" / "ci" / "github-nightly.yml"
GITLAB = PROJECT / "docs" / "ci" / "gitlab-ci.yml"

# One flawed article of five is tolerated; that all are made of the same text is no matter.
SUITE = """
name = "daily"
extends = "scrape"
[[expect]]
rule = "control-character"
mostly = 0.5
[[expect]]
rule = "near-duplicate-document"
enabled = false
"""

pytestmark = [
    pytest.mark.xdist_group("ci"),  # one process, as the environment takes a while to build
    pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed"),
]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a folder with articles, one of them flawed, and a suite."""
    (tmp_path / "articles").mkdir()
    (tmp_path / "expectations").mkdir()
    (tmp_path / "expectations" / "daily.toml").write_text(SUITE)
    for number in range(4):
        (tmp_path / "articles" / f"{number}.txt").write_text(GOOD.replace("islands", f"islands {number}"))
    (tmp_path / "articles" / "flawed.txt").write_text(GOOD + "\nA second\x0b page.\n")
    return tmp_path


class Runner:
    """The files and variables that GitHub hands to a step."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self.folder, self.programs = folder, programs
        self.temp = folder.parent / f"{folder.name}-runner"
        self.temp.mkdir()

    def check(self, **inputs: str) -> tuple[int, dict[str, str], str]:
        """Run the action's check with these inputs; return the exit code it hands on, its outputs, and what it printed."""
        (step,) = (step for step in steps(ACTION) if step.get("id") == "check")
        declared = load(ACTION)["inputs"]
        given = {}
        for variable, expression in step["env"].items():
            (name,) = re.fullmatch(r"\$\{\{ inputs\.([\w-]+) \}\}", expression).groups()  # type: ignore[union-attr]
            given[variable] = inputs.get(name, declared[name].get("default", ""))
        files = {"GITHUB_OUTPUT": self.temp / "output", "GITHUB_STEP_SUMMARY": self.temp / "summary"}
        for file in files.values():
            file.write_text("")
        done = bash(
            step["run"], self.folder, self.programs, **given, RUNNER_TEMP=os.fspath(self.temp),
            **{name: os.fspath(file) for name, file in files.items()},
        )  # fmt: skip
        outputs = dict(line.split("=", 1) for line in files["GITHUB_OUTPUT"].read_text().splitlines())
        # Without reports the check itself fails, and nothing comes after it.
        if not (Path(outputs["reports"]) / "newsqa.sarif").exists():
            assert done.returncode == int(outputs["exit-code"]) != 0, done.stderr
            return done.returncode, outputs, done.stdout
        assert done.returncode == 0, done.stderr
        (verdict,) = (step for step in steps(ACTION) if step.get("name") == "Verdict")
        code = bash(verdict["run"], self.folder, self.programs, NEWSQA_CODE=outputs["exit-code"]).returncode
        return code, outputs, done.stdout

    @property
    def summary(self) -> str:
        return (self.temp / "summary").read_text()


@pytest.fixture
def runner(repository: Path, environment: Path) -> Runner:
    return Runner(repository, environment)


def test_the_action_annotates_sums_up_and_fails_at_the_end(runner: Runner) -> None:
    code, outputs, printed = runner.check(paths="articles/", args="--select=TXT005\n--fail-level=warning")
    assert (code, outputs["exit-code"], outputs["ok"]) == (1, "1", "false")
    assert "::error file=articles/flawed.txt,line=9" in printed
    assert "TXT005" in runner.summary
    written = {path.name for path in Path(outputs["reports"]).iterdir()}
    assert written == {"newsqa.sarif", "newsqa.html", "newsqa.json", "newsqa.md"}


def test_the_action_with_everything_it_can_be_given(runner: Runner) -> None:
    inputs = {"paths": "articles/0.txt\n\narticles/1.txt\n", "suite": "expectations/daily.toml", "lang": "fr"}
    code, outputs, _ = runner.check(**inputs, history=".newsqa_history", args="--select=TXT005")
    assert (code, outputs["ok"]) == (0, "true")
    assert 'lang="fr"' in (Path(outputs["reports"]) / "newsqa.html").read_text("utf-8")
    assert len(list((runner.folder / ".newsqa_history").iterdir())) == 1
    made = bash("newsqa baseline create articles/ --select TXT005", runner.folder, runner.programs)
    assert made.returncode == 0, made.stderr
    code, _, _ = runner.check(paths="articles/", baseline="newsqa.baseline", args="--select=TXT005")
    assert code == 0


def test_the_action_hands_on_what_newsqa_could_not_do(runner: Runner) -> None:
    code, outputs, _ = runner.check(paths="nowhere/")
    assert (code, outputs["ok"]) == (2, "false")


@pytest.mark.parametrize(
    "evil",
    ["$(touch hacked)", "`touch hacked`", "; touch hacked;", "--output=hacked", "a' && touch hacked '"],
)
def test_what_is_given_is_no_command(runner: Runner, evil: str) -> None:
    for name in ("paths", "suite", "baseline", "lang"):
        code, _, _ = runner.check(**({"paths": "articles/"} | {name: evil}))
        assert code == 2
    assert not (runner.folder / "hacked").exists()


@pytest.mark.parametrize("path", [ACTION, *WORKFLOWS], ids=lambda path: path.name)
def test_expressions_stand_in_no_script(path: Path) -> None:
    for step in steps(path):
        assert "${{" not in step.get("run", ""), step
        if "uses" in step:
            assert re.fullmatch(r"[\w-]+/[\w./-]+@v\d[\w.]*", step["uses"]), step["uses"]
        if path == ACTION and "run" in step:
            assert step["shell"] == "bash"


@pytest.mark.parametrize(
    "path", [path for path in WORKFLOWS if path.name.startswith("github")], ids=lambda path: path.name
)
def test_workflows_use_the_action_as_it_is(path: Path, runner: Runner) -> None:
    declared = load(ACTION)
    (used,) = (step for step in steps(path) if step.get("uses", "").startswith("OWNER/newsqa@"))
    assert used["with"].keys() <= declared["inputs"].keys()
    given = {name: str(value) for name, value in used["with"].items()}
    if given.get("baseline"):
        made = bash(
            f"newsqa baseline create articles/ --suite {given['suite']}", runner.folder, runner.programs
        )
        assert made.returncode == 0, made.stderr
    code, _, printed = runner.check(**given)
    assert code == 0, printed
    for step in steps(path):
        if "run" in step:
            done = bash(step["run"], runner.folder, runner.programs)
            assert done.returncode == 0, done.stderr


def test_three_nights(runner: Runner) -> None:
    (check,) = (step for step in steps(NIGHTLY) if step.get("id") == "newsqa")
    (trend,) = (step for step in steps(NIGHTLY) if step.get("name") == "Trend")
    for night, expected in enumerate((0, 0, 1)):
        if night == 2:
            for number in range(4):
                (runner.folder / "articles" / f"{number}.txt").write_text(f"{GOOD}\nLine {number}\x0b.\n")
        code, outputs, printed = runner.check(**check["with"])
        assert code == expected, printed
    shown = bash(trend["run"], runner.folder, runner.programs).stdout
    assert "3 runs of suite daily" in shown
    assert re.search(r"TXT005 .* 0% +-80.0", shown), shown
    assert "TXT005" in (Path(outputs["reports"]) / "newsqa.html").read_text("utf-8")


def test_a_failed_night_is_kept() -> None:
    """Caches are stored after success only, unless one says otherwise."""
    (check,) = (step for step in steps(NIGHTLY) if step.get("id") == "newsqa")
    caches = {
        step["uses"]: step for step in steps(NIGHTLY) if step.get("uses", "").startswith("actions/cache")
    }
    assert set(caches) == {"actions/cache/restore@v4", "actions/cache/save@v4"}
    restore, save = caches["actions/cache/restore@v4"]["with"], caches["actions/cache/save@v4"]
    assert restore["path"] == save["with"]["path"] == check["with"]["history"]
    assert restore["key"] == save["with"]["key"]
    assert restore["key"].startswith(restore["restore-keys"])
    assert save["if"].startswith("always() && ")
    cache = load(GITLAB)["newsqa-nightly"]["cache"]
    assert (cache["when"], cache["paths"]) == ("always", [check["with"]["history"]])


@pytest.mark.parametrize("name", ["newsqa", "newsqa-nightly"])
def test_gitlab(name: str, repository: Path, environment: Path) -> None:
    jobs = load(GITLAB)
    job = jobs[jobs[name]["extends"]] | jobs[name]
    # An installation takes a while; both jobs say the same.
    scripts = job["before_script"][name == "newsqa-nightly" :] + job["script"] + job.get("after_script", [])
    for script in scripts:
        done = bash(script, repository, environment, NEWSQA=os.fspath(PROJECT))
        assert done.returncode == 0, done.stderr
    for report in job["artifacts"]["reports"].values():
        assert (repository / report).stat().st_size > 0
    assert (repository / "reports" / "newsqa.html").exists()
    assert (repository / ".newsqa_history").exists() == (name == "newsqa-nightly")


def workflows_of_pages(folder: Path) -> list[Path]:
    """Write the workflows that stand in the documentation to files."""
    pages = [PROJECT / "README.md", *(PROJECT / "docs").glob("**/*.md")]
    shown = [block for page in pages for block in blocks(page) if block.language == "yaml"]
    found = [block for block in shown if re.search("^jobs:", block.text, re.MULTILINE)]
    for number, block in enumerate(found):
        (folder / f"{number}.yml").write_text(block.text, "utf-8")
    assert found
    return sorted(folder.glob("*.yml"))


@pytest.mark.parametrize(
    ("schema", "paths"),
    [
        ("github-actions", [ACTION]),
        ("github-workflows", [path for path in WORKFLOWS if path.name.startswith("github")]),
        ("gitlab-ci", [GITLAB]),
    ],
)
def test_the_services_take_them(schema: str, paths: list[Path], tmp_path: Path) -> None:
    pytest.importorskip("check_jsonschema", reason="check-jsonschema, which has their schemas, is missing")
    if schema == "github-workflows":
        paths = [*paths, *workflows_of_pages(tmp_path)]
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", *paths]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.skipif(shutil.which("flock") is None, reason="flock is not installed")
def test_cron(repository: Path, environment: Path) -> None:
    # cron knows few programs, and newsqa is none of them.
    programs = Path("/usr/bin")
    (repository / ".venv").mkdir()
    (repository / ".venv" / "bin").symlink_to(environment)
    script = f"sh {PROJECT / 'docs' / 'ci' / 'nightly.sh'} {repository}"
    silent = bash(script, repository, programs)
    assert (silent.returncode, silent.stdout, silent.stderr) == (0, "", "")

    (repository / "articles" / "0.txt").write_text("Too short\x0b.")
    told = bash(script, repository, programs)
    assert told.returncode == 1
    assert "articles/0.txt:1:10: TXT005 control-character" in told.stdout
    assert "not ok" in told.stdout
    assert "2 runs of suite daily" in told.stdout
    assert "report: " in told.stdout
    assert all("tolerated" in line for line in told.stdout.splitlines() if " pass" in line)
    assert len(list((repository / "reports").glob("*.html"))) == 1

    # What newsqa could not do is said, and there is nothing else to show.
    shutil.rmtree(repository / "reports")
    shutil.rmtree(repository / ".newsqa_history")
    (repository / "expectations" / "daily.toml").write_text("rules = 1\n")
    broken = bash(script, repository, programs)
    assert broken.returncode == 2
    assert "daily.toml" in broken.stdout
    assert (broken.stderr, "report: " in broken.stdout) == ("", False)

    # A run that is not over yet keeps the next one out.
    with held(repository / ".newsqa.lock"):
        late = bash(script, repository, programs)
    assert (late.returncode, "still running" in late.stderr) == (2, True)


class held:  # noqa: N801 - reads as a verb
    """Hold a lock as a run of the script does."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        self._process = subprocess.Popen(
            ["flock", self._path, sys.executable, "-c", "print(flush=True); input()"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        assert self._process.stdout
        self._process.stdout.readline()

    def __exit__(self, *error: object) -> None:
        self._process.communicate(b"\n")


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_can_be_run(path: Path) -> None:
    assert os.access(path, os.X_OK)
    assert path.read_text().startswith("#!/bin/sh\n")


def test_every_input_is_documented() -> None:
    page = (PROJECT / "docs" / "ci" / "README.md").read_text("utf-8")
    rows = re.findall(r"^\| (`[^|]*) \|", page, re.MULTILINE)
    assert {name for row in rows for name in re.findall(r"`([\w-]+)`", row)} == load(ACTION)["inputs"].keys()
