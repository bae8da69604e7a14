"""What the tests of the services share: their files, and their shell."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).parents[2]
ACTION = PROJECT / "action.yml"
GUARD_SECONDS = 300  # against hanging: an installation takes as long as the network does


def load(path: Path) -> dict[str, Any]:
    yaml = pytest.importorskip("yaml", reason="PyYAML comes with pre-commit, which is not installed")
    found: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return found


def steps(path: Path) -> list[dict[str, Any]]:
    data = load(path)
    if "runs" in data:
        return list(data["runs"]["steps"])
    return [step for job in data.get("jobs", {}).values() for step in job["steps"]]


def bash(script: str, folder: Path, programs: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a step as GitHub does: bash -eo pipefail, with nothing of this process's environment but what it needs."""
    kept = {
        name: os.environ[name]
        for name in ("HOME", "LANG", "PIP_INDEX_URL", "PIP_CONFIG_FILE")
        if name in os.environ
    }
    path = os.pathsep.join([os.fspath(programs), "/usr/local/bin", "/usr/bin", "/bin"])
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script], cwd=folder, capture_output=True, text=True,
        env=kept | {"PATH": path} | variables, timeout=GUARD_SECONDS,
    )  # fmt: skip
    assert "Traceback" not in done.stdout + done.stderr, done.stderr
    return done
