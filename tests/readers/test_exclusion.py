"""What is excluded is left out, and a path that was named only where that is forced."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsqa import readers
from newsqa.cli import main
from newsqa.errors import InputError
from newsqa.readers.exclusion import Exclusion

FILES = ("a.txt", "b.tmp.txt", "drafts/c.txt", "old/drafts/d.txt", "old/e.txt", "old/more/f.txt")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in FILES:
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_text("A text with &amp; in it.\n")
    (tmp_path / "newsqa.toml").write_text("")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def left(pattern: str, *paths: str, forced: bool = False) -> set[str]:
    exclude = Exclusion([(Path("in"), pattern)], forced=forced)
    return {path.as_posix().removeprefix("in/") for path in readers.expand(paths or ["in"], exclude=exclude)}


@pytest.mark.parametrize(
    ("pattern", "gone"),
    [
        ("drafts", {"drafts/c.txt", "old/drafts/d.txt"}),
        ("drafts/", {"drafts/c.txt", "old/drafts/d.txt"}),
        ("/drafts", {"drafts/c.txt"}),
        ("old/drafts/", {"old/drafts/d.txt"}),
        ("*.tmp.txt", {"b.tmp.txt"}),
        ("?.txt", {"a.txt", "drafts/c.txt", "old/drafts/d.txt", "old/e.txt", "old/more/f.txt"}),
        ("old/*.txt", {"old/e.txt"}),
        ("old/**", {"old/drafts/d.txt", "old/e.txt", "old/more/f.txt"}),
        ("**/f.txt", {"old/more/f.txt"}),
        ("old/**/d.txt", {"old/drafts/d.txt"}),
        ("./old", {"old/drafts/d.txt", "old/e.txt", "old/more/f.txt"}),
        ("a.txt/", set()),
        ("A.TXT", set()),
        ("[a].txt", set()),
        ("elsewhere/", set()),
    ],
)
def test_patterns(folder: Path, pattern: str, gone: set[str]) -> None:
    assert set(FILES) - left(pattern) == gone


def test_named_files_stay_unless_forced(folder: Path) -> None:
    assert left("a.txt", "in/a.txt", "in/old/e.txt") == {"a.txt", "old/e.txt"}
    assert left("a.txt", "in/a.txt", "in/old/e.txt", forced=True) == {"old/e.txt"}
    assert left("old/", "in/old", forced=True) == set()


def test_patterns_hold_for_their_own_folder(folder: Path) -> None:
    exclude = Exclusion([(Path("elsewhere"), "in/old/"), (Path(), "in/drafts")])
    kept = {path.as_posix() for path in readers.expand("in", exclude=exclude)}
    assert kept == {f"in/{name}" for name in FILES if name != "drafts/c.txt"}


@pytest.mark.parametrize("pattern", ["", "  ", "/", "!a.txt"])
def test_what_is_no_pattern(pattern: str) -> None:
    with pytest.raises(InputError, match="is no pattern"):
        Exclusion([(Path(), pattern)])


def test_the_command_line_and_the_configuration(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["check", "in", "--select", "TXT003", "--output-format", "concise"]
    Path("newsqa.toml").write_text('exclude = ["in/old/"]')
    assert main([*arguments, "--exclude", "drafts/,*.tmp.txt"]) == 1
    told = capsys.readouterr().out
    assert "in/a.txt" in told
    assert "1 article checked" in told


def test_a_hook_is_not_stopped_by_what_is_excluded(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("newsqa.toml").write_text('exclude = ["in/old/"]\nforce-exclude = true')
    assert main(["check", "in/old/e.txt", "--select", "TXT003"]) == 0
    assert "nothing to check" in capsys.readouterr().out
    assert main(["fix", "in/old/e.txt"]) == 0
    assert "&amp;" in Path("in/old/e.txt").read_text()


def test_everything_excluded_in_a_folder_is_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "in", "--exclude", "*.txt"]) == 2
    assert "and not excluded" in capsys.readouterr().err
