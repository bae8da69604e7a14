"""An environment with newsqa and nothing else, for all tests of this folder."""

from __future__ import annotations

import os
import re
import shutil
import venv
from pathlib import Path

import pytest
from services import ACTION, PROJECT, bash, steps


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the programs of a new environment, with newsqa installed by the action's own step."""
    if shutil.which("bash") is None:
        pytest.skip("bash is not installed")
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    (install,) = (step for step in steps(ACTION) if step.get("name") == "Install newsqa")
    done = bash(install["run"], PROJECT.parent, programs, NEWSQA_PACKAGE=os.fspath(PROJECT))
    if done.returncode and re.search(
        r"Could not find a version|No matching distribution|Max retries", done.stderr
    ):
        pytest.skip("pip finds no package index to install from")
    assert done.returncode == 0, done.stderr
    return programs
