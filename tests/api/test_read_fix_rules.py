"""newsqa.read, newsqa.fix, newsqa.rules and what importing newsqa costs."""

import os
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import newsqa
from newsqa import schema

HEAVY = ("pandas", "polars", "great_expectations", "pandera", "jinja2", "pyarrow.dataset")
SEEDS = Path(__file__).parents[2] / "seeds"


def test_read_is_a_stream_of_articles(good):
    Path("a.txt").write_text(good)
    Path("b.jsonl").write_text('{"id": "7", "text": "A text."}\n{"text": \n')
    with newsqa.read(["a.txt", "b.jsonl"]) as reader:
        assert isinstance(reader, pa.RecordBatchReader)
        assert reader.schema.equals(schema.ARTICLES)
        table = reader.read_all()
    assert table["article_id"].to_pylist() == ["a.txt", "7"]
    assert table["text"].to_pylist() == [good, "A text."]
    assert newsqa.check(newsqa.read("a.txt"), reference_time="2024-06-01").ok


def test_read_with_fields_and_without_text():
    table = pa.table({"x": ["A text"]})
    assert newsqa.read(table, fields={"text": "x"}).read_all()["text"].to_pylist() == ["A text"]
    with pytest.raises(newsqa.InputError, match="its columns are x"):
        newsqa.read(table).read_all()
    with pytest.raises(newsqa.InputError, match="nowhere does not exist"):
        newsqa.read("nowhere").read_all()


def test_fix(good):
    assert not newsqa.fix(good).changed
    result = newsqa.fix(good + "A\x0b second\x0b page.")
    assert (result.text, result.changed, result.skipped) == (good + "A second page.", True, ())
    assert [(fix.code, fix.text, fix.safety) for fix in result.applied] == [("TXT005", "", "safe")] * 2
    assert newsqa.fix(good + "\x0b", ignore="TXT005").text == good + "\x0b"
    assert newsqa.fix(good + "\x0b", select=["DUP"]).text == good + "\x0b"
    assert newsqa.fix("").text == ""


def test_unsafe_fixes(good):
    paragraph = good.split("\n\n")[-1]
    text = f"{good}\nIn between there is another one, long enough to be a paragraph of its own here.\n\n{paragraph}"
    result = newsqa.fix(text)
    assert (result.text, [fix.code for fix in result.skipped]) == (text, ["DUP003"])
    assert newsqa.fix(text, unsafe=True).text.count(paragraph.strip()) == 1


@pytest.mark.parametrize(
    "first", ["", "newsqa.check(sys.argv[1]); ", "newsqa.fix('x'); ", "import newsqa.rules; "]
)
def test_rules_is_the_catalogue_and_a_package(first, good):
    Path("a.txt").write_text(good)
    code = f"import sys, newsqa; {first}assert newsqa.rules()[0].code == 'IO001'; assert newsqa.rules.get('DUP002').page"
    subprocess.run([sys.executable, "-c", code, "a.txt"], check=True, timeout=60)


def test_every_public_name():
    for name in newsqa.__all__:
        assert getattr(newsqa, name) is not None
    assert {*newsqa.__all__} <= {*dir(newsqa)}
    with pytest.raises(AttributeError, match="module 'newsqa' has no attribute 'chekc'"):
        newsqa.chekc  # noqa: B018


# --- imports ---------------------------------------------------------------------------------------------------


def imported(code, *arguments):
    """Return which heavy modules a fresh interpreter has imported after some code."""
    script = f"{code}\nimport sys\nprint(*sys.modules, file=sys.stderr)"
    command = [sys.executable, "-W", "ignore", "-c", script, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    return {*done.stderr.splitlines()[-1].split()}


def run_main(*arguments):
    code = (
        "import sys\nfrom newsqa.cli import main\ntry:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass"
    )
    return imported(code, *map(os.fspath, arguments))


def test_importing_newsqa_is_cheap():
    modules = imported("import newsqa")
    assert not modules & {"pyarrow", "numpy", "re2", "ftfy", *HEAVY}


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["check", "--help"]])
def test_version_and_help_are_cheap(arguments):
    assert not run_main(*arguments) & {"pyarrow", "numpy", "re2", "ftfy", *HEAVY}


def test_one_file_loads_only_what_it_needs(good):
    Path("a.txt").write_text(good)
    needless = {
        "pyarrow.compute", "numpy.ma", "zoneinfo", "tempfile", "newsqa.fixes", "newsqa.mending",
        "newsqa.corpus.corpus", "newsqa.store", "newsqa.workers", "newsqa.readers.tables",
    }  # fmt: skip
    assert not run_main("check", "a.txt") & {*HEAVY, *needless}
    flawed = SEEDS / "000_0ddeb315b541c810.txt"
    assert not run_main("check", flawed) & {*HEAVY, *needless}


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", SEEDS],
        ["check", SEEDS, "--output", "r.parquet"],
        ["check", SEEDS, "--output", "r.html"],
        ["check", SEEDS, "--output", "r.json"],
        ["check", "good.txt", "good.jsonl", "good.parquet", "good.arrow", "good.csv"],
        ["fix", "--diff", SEEDS],
        ["fix", "flawed.parquet", "--output", "mended.parquet"],
        ["convert", SEEDS, "-o", "x.parquet", "--facts"],
        ["suite", "show"],
        ["rule", "--all"],
    ],
    ids=lambda words: " ".join(str(word) for word in words).replace(os.fspath(SEEDS), "seeds"),
)
def test_no_heavy_library_on_the_core_path(arguments, good):
    Path("good.txt").write_text(good)
    table = pa.table({"id": ["1"], "text": ["A text."]})
    for suffix in ("jsonl", "parquet", "arrow"):
        with newsqa.read(table) as reader:
            articles = reader.read_all()
        if suffix == "parquet":
            pq.write_table(articles, "good.parquet")
        elif suffix == "arrow":
            with pa.ipc.new_file("good.arrow", articles.schema) as writer:
                writer.write_table(articles)
    pq.write_table(pa.table({"text": ["A\x0b text."]}), "flawed.parquet")
    Path("good.jsonl").write_text('{"text": "A text."}\n')
    Path("good.csv").write_text("text,title\nA text.,T\n")
    assert not run_main(*arguments) & {*HEAVY}
