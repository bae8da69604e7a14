"""What the tests of the hooks share: git and pre-commit, as programs."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
PRE_COMMIT = Path(sys.executable).with_name("pre-commit")
GUARD_SECONDS = 300  # against hanging: building an environment takes as long as the network does

needs_programs = [
    pytest.mark.xdist_group("precommit"),  # one process, as the environment takes a while to build
    pytest.mark.skipif(not PRE_COMMIT.exists(), reason="pre-commit is not installed"),
    pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed"),
    pytest.mark.skipif(
        not (PROJECT / ".git").exists(),
        reason="the project is no git repository: what belongs to it is unknown",
    ),
]


def git(*words, cwd):
    names = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", *names, *words], cwd=cwd, capture_output=True, check=True, timeout=60)
    return done.stdout.decode()


def run(*words):
    """Run pre-commit; return its exit code and all that it printed."""
    done = subprocess.run([PRE_COMMIT, *words], capture_output=True, check=False, timeout=GUARD_SECONDS)
    out = (done.stdout + done.stderr).decode()
    skip_without_index(done.returncode, out)
    assert "Traceback" not in out, out
    return done.returncode, out


def skip_without_index(code, out):
    signs = (
        "Could not find a version", "No matching distribution", "NewConnectionError", "Max retries",
        "Temporary failure",
    )  # fmt: skip
    if code not in (0, 1) and any(sign in out for sign in signs):
        pytest.skip("pip finds no package index to build the environment from")


def configure(project, *hooks):
    """Write a configuration with these hooks of the project, each with its arguments."""
    revision = git("rev-parse", "HEAD", cwd=project).strip()
    lines = ["repos:", f"- repo: {project}", f"  rev: {revision}", "  hooks:"]
    for hook, arguments in hooks:
        lines += [f"  - id: {hook}", f"    args: {arguments}"]
    Path(".pre-commit-config.yaml").write_text("\n".join(lines) + "\n")
    git("add", "--all", cwd=".")
