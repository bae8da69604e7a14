"""Pages and news items are left as they are by fix, and that is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsqa.cli import main

NITF = "<nitf><body><body.content><p>A text with &amp;amp; in it.</p></body.content></body></nitf>"


@pytest.mark.parametrize("option", ["--fix", "--diff"])
def test_news_items_are_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], option: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.xml").write_text(NITF)
    Path("b.txt").write_text("A text with &amp; in it.\n")
    assert main(["check", "a.xml", "b.txt", "--select", "TXT003", option]) == 1
    told = capsys.readouterr()
    assert Path("a.xml").read_text() == NITF
    assert "their text stands in markup" in told.err
    assert (Path("b.txt").read_text() == "A text with & in it.\n") == (option == "--fix")


def test_an_item_is_no_place_for_a_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.xml").write_text(NITF)
    assert main(["fix", "a.xml", "--output", "b.txt"]) == 2
    assert not Path("b.txt").exists()
