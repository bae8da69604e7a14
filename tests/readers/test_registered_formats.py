"""A package of its own adds a format through an entry point, and a broken one is named."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

GUIDE = Path(__file__).parents[2] / "docs" / "guides" / "formats-of-articles.md"
CHECK = "import sys; from newsqa.cli import main; sys.exit(main(sys.argv[1:]))"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """Install the package of the guide in a folder, as pip would."""
    source = re.search(r"`wire\.py`:\n\n```python\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    assert source
    folder = tmp_path / "site"
    about = folder / "newsqa_zczc-1.0.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: newsqa-zczc\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[newsqa.formats]\nzczc = wire:FORMAT\n")
    (folder / "wire.py").write_text(source[1])
    return folder


def newsqa(package: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(package), os.environ.get("PYTHONPATH", "")])
    return subprocess.run(
        [sys.executable, "-c", CHECK, *arguments], cwd=package.parent, env=os.environ | {"PYTHONPATH": path},
        capture_output=True, text=True,
    )  # fmt: skip


def test_a_registered_format_is_read(package: Path) -> None:
    (package.parent / "in").mkdir()
    (package.parent / "in" / "a.wire").write_text("ZCZC The bridge opens\nA text with &amp; in it.\n")
    (package.parent / "b.dat").write_text("ZCZC Another\nA text without.\n")
    done = newsqa(package, "check", "in", "b.dat", "--select", "TXT003", "--output-format", "concise")
    assert done.returncode == 1, done.stderr
    assert "in/a.wire" in done.stdout
    assert "2 articles" in done.stdout
    done = newsqa(package, "check", "b.dat", "--format", "zczc", "--select", "TXT003")
    assert done.returncode == 0, done.stderr


def test_one_that_cannot_be_loaded_is_named(package: Path) -> None:
    (package / "wire.py").write_text("raise RuntimeError('no')")
    (package.parent / "b.dat").write_text("ZCZC Another\nA text.\n")
    done = newsqa(package, "check", "b.dat")
    assert done.returncode == 2
    assert "the format zczc of wire:FORMAT cannot be loaded: RuntimeError: no" in done.stderr


def test_files_of_other_formats_do_without(package: Path) -> None:
    (package / "wire.py").write_text("raise RuntimeError('no')")
    (package.parent / "a.txt").write_text("A text with &amp; in it.\n")
    done = newsqa(package, "check", "a.txt", "--select", "TXT003")
    assert (done.returncode, done.stderr) == (1, "")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("yield 7", "a reader yields Document, Problem and Note, not int"),
        ("yield Document('A text.', title=5)", "the title of a Document is a string or None, not int"),
        (
            "yield Document('A text.', authors='Ann')",
            "the authors of a Document are a list of strings or None",
        ),
        (
            "yield Document('A text.', fetched='x')",
            "the fetched of a Document is a datetime or None, not str",
        ),
        ("yield Document('A text.'); raise KeyError('no')", "KeyError: 'no'"),
    ],
)
def test_one_that_yields_something_else_costs_its_file_only(package: Path, said: str, told: str) -> None:
    source = (package / "wire.py").read_text()
    (package / "wire.py").write_text(source.replace("yield Document(text", f"{said}; yield Document(text"))
    (package.parent / "b.dat").write_text("ZCZC Another\nA text.\n")
    (package.parent / "a.txt").write_text("A text with &amp; in it.\n")
    done = newsqa(package, "check", "b.dat", "a.txt", "--select", "IO,TXT003", "--output-format", "concise")
    assert "Traceback" not in done.stderr
    assert "b.dat: IO001 unreadable-input: cannot be read as zczc: " in done.stdout
    assert told in done.stdout
    assert "a.txt:1:13: TXT003" in done.stdout


def test_one_that_cannot_tell_its_files_is_named(package: Path) -> None:
    source = (package / "wire.py").read_text()
    (package / "wire.py").write_text(
        source.replace("return sample", "raise ValueError('no')\n    return sample")
    )
    (package.parent / "b.dat").write_text("ZCZC Another\nA text.\n")
    done = newsqa(package, "check", "b.dat")
    assert (done.returncode, done.stdout) == (2, "")
    assert "newsqa: the format zczc cannot tell its files: ValueError: no" in done.stderr
