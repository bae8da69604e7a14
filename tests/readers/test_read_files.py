"""Which files are read."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from newsqa.errors import InputError
from newsqa.readers import batches, expand
from newsqa.readers.fields import FIELDS, USUAL_NAMES, FieldMap, fold, usual_names
from newsqa.schema import ARTICLES


@pytest.fixture
def tree(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in [
        "c/b.txt",
        "c/a.TXT",
        "c/deep/z.jsonl.gz",
        "c/.hidden.txt",
        "c/.git/x.txt",
        "c/readme.md",
        "c/x.txt~",
        "story.abc",
        "other/nothing.md",
    ]:
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return tmp_path


def names(paths):
    return [path.as_posix() for path in paths]


def test_directories_globs_and_files(tree):
    assert names(expand("c")) == ["c/a.TXT", "c/b.txt", "c/deep/z.jsonl.gz"]
    assert names(expand(["story.abc", "c/readme.md", "c/b.txt", "c"])) == [
        "story.abc",
        "c/readme.md",
        "c/b.txt",
        "c/a.TXT",
        "c/deep/z.jsonl.gz",
    ]
    assert names(expand("c/*")) == ["c/a.TXT", "c/b.txt", "c/deep/z.jsonl.gz"]
    assert names(expand("**/*.md")) == ["c/readme.md", "other/nothing.md"]
    assert names(expand("*.abc")) == ["story.abc"]
    assert names(expand("c", text_suffixes=(".md",))) == ["c/deep/z.jsonl.gz", "c/readme.md"]
    assert names(expand("-")) == ["-"]
    Path("c/[1].txt").touch()
    assert names(expand("c/[1].txt")) == ["c/[1].txt"]


def test_nothing_to_read(tree):
    with pytest.raises(InputError, match="nowhere does not exist"):
        expand("nowhere")
    with pytest.raises(InputError, match=r"no articles in other: looked for \.txt, \.text, \.jsonl"):
        expand(["c", "other"])
    with pytest.raises(InputError, match="no articles in"):
        expand("*.zip")
    with pytest.raises(InputError, match="does not exist"):
        batches("nowhere")


def test_loops_and_special_files(tree):
    Path("c/loop").symlink_to("..")
    Path("c/again").symlink_to("deep")
    os.mkfifo("c/pipe.txt")
    Path("c/dangling.txt").symlink_to("nowhere")
    found = names(expand("c"))
    assert "c/pipe.txt" not in found
    assert len(found) == len({Path(name).resolve() for name in found})


def test_an_unreadable_directory_is_a_problem(tree, monkeypatch):
    scandir = os.scandir

    def refuse(path):
        if str(path).endswith("deep"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    def listdir(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", refuse)
    monkeypatch.setattr(os, "listdir", listdir)
    problems = [problem for batch in batches("c") for problem in batch.problems]
    assert [(p.code, p.path) for p in problems] == [("IO001", "c/deep")]
    assert "Permission denied" in problems[0].message


def test_small_files_of_other_formats_share_batches(tmp_path, read):
    for number in range(300):
        (tmp_path / f"{number:03}.jsonl").write_text(
            f'{{"text": "{number}\\\\n"}}\n\n{{"text": "caf\\udc00"}}\nbad\n'
        )
    (tmp_path / "150.txt").write_text("plain")
    got = list(batches(tmp_path, batch_rows=400))
    assert [len(batch.articles) for batch in got] == [302, 1, 298]
    for batch in got:
        for row, text in enumerate(batch.articles["text"].to_pylist()):
            if text == "plain":
                assert batch.locator is None
            else:
                line = batch.articles["line"][row].as_py()
                assert batch.locator(row, "text", [0, len(text)])[0] == (line, 11)
        rows = [problem.row for problem in batch.problems if problem.code == "IO002"]
        assert all("\ufffd" in batch.articles["text"][row].as_py() for row in rows)
    assert sum(problem.code == "IO001" for batch in got for problem in batch.problems) == 300


def test_names_of_fields():
    assert set(FIELDS) == set(ARTICLES.names) - {"path", "record", "line"}
    assert usual_names()[0][1][:3] == ("article_id", "id", "guid")
    folded = [fold(name) for field, usual in USUAL_NAMES.items() for name in (field, *usual)]
    taken = [name for name in folded if name != "id"]  # "id" and "_id" are the same
    assert len(taken) == len(set(taken))
    match = FieldMap.of(None).match
    assert match(["Headline", "BODY", "datePublished"]) == {
        "title": ("Headline",),
        "text": ("BODY",),
        "published": ("datePublished",),
    }
    assert match(["content", "body", "Text"])["text"] == ("Text",)
    assert match(["content", "body"])["text"] == ("body",)
    mapped = FieldMap.of({"text": "a.b", "title": None})
    assert mapped.match(["a", "text", "title"]) == {"text": ("a", "b")}
    assert mapped.match(["a.b", "a"]) == {"text": ("a.b",)}
    for wrong in ({"txt": "a"}, {"text": None}, {"title": 3}):
        with pytest.raises(InputError):
            FieldMap.of(wrong)


def test_import_is_lean():
    code = (
        "import sys, newsqa.readers; "
        "print([m for m in ('pandas', 'polars', 'pyarrow.parquet', 'pyarrow.dataset', 'pyarrow.compute', 'csv', "
        "'charset_normalizer', 'bz2') if m in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
