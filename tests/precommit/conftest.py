"""Fixtures for the tests of the hooks: the project as a repository, and one environment for all of them."""

import os
import shutil

import pytest
from hooks import PROJECT, git


@pytest.fixture(scope="session")
def project(tmp_path_factory):
    """Return a repository with the project's files as they are now."""
    folder = tmp_path_factory.mktemp("project")
    listed = git("ls-files", "-z", "--cached", "--others", "--exclude-standard", cwd=PROJECT)
    for name in filter(None, listed.split("\0")):
        if (PROJECT / name).is_file() and not name.startswith("tests/"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(PROJECT / name, folder / name)
    git("init", "--quiet", cwd=folder)
    git("add", "--all", cwd=folder)
    git("commit", "--quiet", "--message", "The project", cwd=folder)
    return folder


@pytest.fixture(scope="session")
def home(tmp_path_factory):
    """Return where pre-commit keeps its environments: one is built for all tests."""
    return tmp_path_factory.mktemp("pre-commit")


@pytest.fixture
def repository(tmp_path, home, monkeypatch):
    """Stand in an empty repository."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PRE_COMMIT_HOME", os.fspath(home))
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "PRE_COMMIT", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    git("init", "--quiet", cwd=tmp_path)
    return tmp_path
