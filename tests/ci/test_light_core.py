"""What the core does it does without the extras: they need not be installed, and are not loaded where they are."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from services import bash

from good_article import GOOD

pytestmark = pytest.mark.xdist_group("ci")

# Every command, and every option of check, that asks for no extra.
COMMANDS = """
--version
check articles
check articles --statistics
check articles --output-format concise --exclude drafts/ --force-exclude
check articles --report sarif=o.sarif --report junit=o.xml --report github=- --report gitlab=o.gitlab.json
check articles --report rdjson=o.rdjson --report markdown=o.md --report csv=o.csv --report jsonl=o.jsonl
check articles --report html=o.html --report json=o.json --report parquet=o.parquet --history runs --lang fr
check articles --output findings/
check articles --history runs --no-corpus
check articles --state state --partition today
check articles --resume run
check articles --suite publisher --select DAT,SRC --ignore DAT003 --preview --timezone Europe/Paris
history runs
baseline create articles
baseline update articles
check articles --baseline newsqa.baseline
report o.parquet --to sarif again.sarif --to html again.html
report findings --to junit dataset.xml
report o.json --to junit again.xml
fix articles --diff
fix articles
convert articles -o articles.parquet
convert articles -o facts.parquet --facts
check articles.parquet
convert articles -o articles.jsonl
check articles.jsonl
rule --all
suite show wire
suite validate training
suite suggest articles
"""
# pyarrow.dataset loads pandas where it is installed.
EXTRAS = (
    "duckdb", "feedparser", "great_expectations", "jinja2", "jsonschema", "lxml", "pandas", "pandera", "polars",
    "pyarrow.dataset", "pydantic", "pyspark", "requests", "scipy", "yaml",
)  # fmt: skip
PROGRAM = f"""
import shlex, sys
from newsqa.cli import main
for command in {COMMANDS!r}.strip().splitlines():
    try:
        code = main(shlex.split(command))
    except SystemExit as stop:
        code = stop.code
    loaded = [name for name in {EXTRAS!r} if name in sys.modules]
    if code not in (0, 1) or loaded:
        sys.exit(f"newsqa {{command}}: exit code {{code}}, loaded: {{loaded}}")
print("done")
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "good.txt").write_text(GOOD)
    (tmp_path / "articles" / "flawed.txt").write_text("Night bus\n\nToo short\x0b.\n\nShare on Facebook\n")
    return tmp_path


def run(python: str | Path, folder: Path, program: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([python, "-c", program], cwd=folder, capture_output=True, text=True, timeout=120)


def test_nothing_is_loaded_that_is_not_asked_for(folder: Path) -> None:
    done = run(sys.executable, folder, PROGRAM)
    assert done.stdout.endswith("done\n"), done.stderr


def test_nothing_more_need_be_installed(folder: Path, environment: Path) -> None:
    done = run(environment / "python", folder, PROGRAM)
    assert done.stdout.endswith("done\n"), done.stderr
    installed = bash("python -m pip list --format freeze", folder, environment).stdout
    assert "newsqa==" in installed
    for extra in EXTRAS:
        assert f"{extra}==" not in installed or extra in ("pandera", "pydantic"), (
            installed
        )  # pandera is no extra
    checked = bash("newsqa check articles || echo exit code $?", folder, environment)
    assert "exit code 1" in checked.stdout
