"""States on disk: partitions are added, replaced and refused, and whatever is interrupted, what is there is whole."""

from __future__ import annotations

import json
import multiprocessing
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import newsqa as package
from newsqa.corpus import store_files
from newsqa.corpus.manifest import File, Manifest
from newsqa.corpus.store import Store
from newsqa.errors import NewsqaError

FERRY = "The ferry was late on Monday, and nobody in the harbour knows why."
BRIDGE = "The bridge stays closed for another two weeks after the flood."
FIRE = "Nobody was hurt in the fire at the old sawmill last night."
MAYOR = "The mayor has resigned, and the council meets on Friday."


def write(path, *texts, **declared):
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps({"text": text} | declared) + "\n" for text in texts]
    Path(path).write_text("".join(lines))
    return path


def partitions(state="state"):
    manifest = json.loads(Path(state, "manifest.json").read_text())
    folders = {path.name for path in Path(state, "partitions").iterdir()}
    assert folders == {entry["folder"] for entry in manifest["partitions"]}
    return {entry["name"]: entry["articles"] for entry in manifest["partitions"]}


def test_only_what_concerns_the_new_articles_is_reported(checked):
    assert checked(write("mon.jsonl", FERRY, BRIDGE, BRIDGE))[0] == [
        "mon.jsonl COR001: the same text as mon.jsonl#2"
    ]
    assert checked(write("tue.jsonl", FIRE, FERRY.upper()))[0] == [
        "tue.jsonl COR001: the same text as mon.jsonl#1"
    ]
    assert checked(write("wed.jsonl", MAYOR))[0] == []
    assert partitions() == {"mon.jsonl": 3, "tue.jsonl": 2, "wed.jsonl": 1}


def test_the_same_again_replaces_itself(checked):
    first = checked(write("mon.jsonl", FERRY, BRIDGE, BRIDGE))
    again = checked("mon.jsonl")
    assert again == first
    assert partitions() == {"mon.jsonl": 3}


def test_the_same_articles_under_another_name_are_no_copies(checked):
    checked(write("mon.jsonl", FERRY, BRIDGE))
    assert checked(write("moved/mon.jsonl", BRIDGE, FERRY))[0] == []
    assert partitions() == {"moved/mon.jsonl": 2}


def test_a_corrected_file_replaces_what_it_was(checked):
    checked(write("new/a.jsonl", FERRY, BRIDGE, FIRE))
    assert checked(write("new/a.jsonl", FERRY, BRIDGE, MAYOR))[0] == []
    assert partitions() == {"new/a.jsonl": 3}


def test_other_articles_in_the_same_directory_are_another_partition(checked):
    checked(write("new/a.jsonl", FERRY, BRIDGE, f"{BRIDGE} Again.") and "new")
    assert checked(write("new/a.jsonl", FIRE, MAYOR, FERRY) and "new")[0] == [
        "new/a.jsonl COR001: the same text as new/a.jsonl#1 (partition 'new')"
    ]
    assert partitions() == {"new": 3, "new (2)": 3}


def test_a_partition_by_name(checked):
    checked(write("a.jsonl", FERRY, BRIDGE), "--partition", "2024-03-01")
    checked(write("a.jsonl", FIRE, MAYOR), "--partition", "2024-03-02")
    assert partitions() == {"2024-03-01": 2, "2024-03-02": 2}
    found, said = checked(write("a.jsonl", MAYOR, BRIDGE), "--partition", "2024-03-01")
    assert found == ["a.jsonl COR001: the same text as a.jsonl#2 (partition '2024-03-02')"]
    assert "partition '2024-03-01' (2 articles) takes the place of '2024-03-01' (2 articles)" in said
    assert partitions() == {"2024-03-01": 2, "2024-03-02": 2}


def test_a_single_article_counts_with_a_state(checked):
    write("mon.txt")
    Path("mon.txt").write_text(FERRY)
    checked("mon.txt")
    Path("tue.txt").write_text(FERRY)
    # The same content and nothing else: the file was moved.
    assert checked("tue.txt")[0] == []
    Path("wed").mkdir()
    Path("wed/a.txt").write_text(FERRY)
    Path("wed/b.txt").write_text(FIRE)
    assert checked("wed")[0] == ["wed/a.txt COR001: the same text as tue.txt"]


def test_nothing_new_is_no_partition(newsqa, checked):
    checked(write("mon.jsonl", FERRY, BRIDGE))
    Path("empty.jsonl").touch()
    newsqa("check", "empty.jsonl", "--state", "state")
    assert partitions() == {"mon.jsonl": 2}


def test_the_api_does_the_same():
    table = pa.table({"text": [FERRY, BRIDGE]})
    package.check(table, corpus="only", state="state", partition="one")
    report = package.check(pa.table({"text": [FIRE, FERRY]}), corpus="only", state="state")
    assert report.findings["message"].to_pylist() == ["the same text as #1 (partition 'one')"]
    assert report.failed()["text"].to_pylist() == [FERRY]
    assert report.failed()["reasons"].to_pylist() == [
        ["COR001 duplicate-document: the same text as #1 (partition 'one')"]
    ]
    assert partitions() == {"one": 2, "table": 2}


# --- what cannot be done -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--partition", "monday"], "a partition is part of a state: name the state's directory, too"),
        (["--state", "state", "--no-corpus"], "a state is kept for corpus rules"),
        (["--state", "state", "--partition", " "], "a partition's name must be text and not blank, not ' '"),
        (["--state", "a-file"], "a-file: no state can be kept there: File exists"),
        (["--state", "other"], "other: not a state: there is no manifest.json, but other files"),
        (["--corpus-only", "--no-corpus"], "not allowed with argument"),
        (["--corpus-only", "--select", "DUP"], "no corpus rule is left to run"),
        (["--no-corpus", "--select", "COR", "--ignore", "IO"], "no rule is left to run"),
    ],
)
def test_what_cannot_be_done(newsqa, arguments, said):
    write("mon.jsonl", FERRY)
    write("other/thing.jsonl", FERRY)
    Path("a-file").touch()
    code, out, err = newsqa("check", "mon.jsonl", *arguments)
    assert (code, out) == (2, "")
    assert said in err


def test_a_state_among_the_articles(newsqa, checked):
    write("d/mon.jsonl", FERRY, BRIDGE)
    code, _, err = newsqa("check", "d", "--state", "d/state")
    assert (code, "would be read as articles" in err, Path("d/state").exists()) == (2, True, False)
    checked("d", state="d/.state")
    assert checked("d", state="d/.state")[0] == []


def test_another_header_is_refused(newsqa, checked):
    checked(write("mon.jsonl", FERRY, BRIDGE))
    manifest = json.loads(Path("state/manifest.json").read_text())
    manifest["headers"][0]["digests"] = 99
    Path("state/manifest.json").write_text(json.dumps(manifest))
    code, out, err = newsqa("check", "mon.jsonl", "--state", "state")
    assert (code, out) == (2, "")
    assert (
        "kept by another version or with other parameters (documents: digests is 99 there and 1 here)" in err
    )


def test_a_file_of_another_state_is_refused(newsqa, checked):
    checked(write("mon.jsonl", FERRY, BRIDGE))
    (path,) = Path("state/partitions").glob("*/shingles.parquet")
    table = pq.read_table(path)
    header = json.loads(table.schema.metadata[b"newsqa"]) | {"least": 99}
    pq.write_table(table.replace_schema_metadata({b"newsqa": json.dumps(header)}), path)
    manifest = json.loads(Path("state/manifest.json").read_text())
    manifest["partitions"][0]["files"]["shingles"] = asdict(File.of(path))
    Path("state/manifest.json").write_text(json.dumps(manifest))
    code, out, _ = newsqa("check", write("tue.jsonl", FIRE, MAYOR), "--state", "state")
    assert (code, "(shingles: least is 99 there and 5 here)" in out) == (2, True)
    assert partitions() == {"mon.jsonl": 2}


def test_a_rule_that_the_state_has_nothing_for(newsqa, checked):
    checked(write("mon.jsonl", FERRY, BRIDGE), "--select", "COR001")
    code, _, err = newsqa("check", "mon.jsonl", "--state", "state", "--select", "COR001,COR004")
    assert (code, "kept without lines, which a selected rule needs" in err) == (2, True)


def test_relations_of_the_state_are_kept_although_no_rule_needs_them(newsqa, checked):
    footer = "\nThe harbour letter comes every morning."
    for day in range(4):
        texts = [f"{FERRY} {day} {number}{footer}" for number in range(5)]
        arguments = ["--select", "COR001,COR004" if day == 0 else "COR001"]
        checked(write(f"{day}.jsonl", *texts, publisher="Fenland Courier"), *arguments)
    texts = [f"{BRIDGE}{footer}", FIRE]
    found, _ = checked(write("last.jsonl", *texts, publisher="Fenland Courier"), "--select", "COR004")
    assert [message.partition(" (")[0] for message in found] == [
        f"last.jsonl COR004: '{footer.strip()}' stands in 21 of the 22 articles of fenland courier"
    ]


# --- interruptions and neighbours ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", [(store_files, "_write"), (Manifest, "write")])
def test_an_interrupted_run_leaves_the_state_as_it_was(checked, newsqa, monkeypatch, where):
    checked(write("mon.jsonl", FERRY, BRIDGE))
    expected, _ = checked(write("tue.jsonl", FIRE, FERRY), state="other")

    def stop(*arguments):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(*where, stop)
        assert newsqa("check", "tue.jsonl", "--state", "state")[0] == 130
    manifest = json.loads(Path("state/manifest.json").read_text())
    assert [entry["name"] for entry in manifest["partitions"]] == ["mon.jsonl"]
    found, said = checked("tue.jsonl")
    assert (found, said) == (["tue.jsonl COR001: the same text as mon.jsonl#1"], "")
    assert expected == []
    assert partitions() == {"mon.jsonl": 2, "tue.jsonl": 2}


def test_a_full_disk_is_said(checked, newsqa, monkeypatch):
    checked(write("mon.jsonl", FERRY, BRIDGE))

    def full(*arguments):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(store_files.os, "fsync", full)
        code, out, _ = newsqa("check", write("tue.jsonl", FIRE), "--state", "state")
    assert (code, "No space left on device" in out, "1 article checked" in out) == (2, True, True)
    checked("tue.jsonl")
    assert partitions() == {"mon.jsonl": 2, "tue.jsonl": 1}


def _add(number):
    table = pa.table({"text": [f"{FERRY} {number} {i}" for i in range(3)]})
    package.check(table, corpus="only", state="state", partition=f"p{number}", select=["COR001", "COR004"])


def test_processes_add_partitions_at_once():
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        pool.map(_add, range(8), chunksize=1)
    assert partitions() == {f"p{number}": 3 for number in range(8)}


def test_a_lock_ends_with_its_process():
    code = (
        "import os, pathlib\nfrom newsqa.corpus.locks import locked\n"
        "with locked(pathlib.Path('lock')):\n    os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", code], timeout=60).returncode == 9
    from newsqa.corpus.locks import locked

    with locked(Path("lock")):
        pass


def test_errors_name_the_state():
    write("state/manifest.json", "x")
    with pytest.raises(NewsqaError, match="cannot be read"):
        Store(Path("state"), "a").opened(())


# --- what a run of a few files loads --------------------------------------------------------------------------------------


def _loaded(*arguments):
    code = f"import sys\nfrom newsqa.cli import main\nmain({list(arguments)!r})\nprint(*sys.modules, file=sys.stderr)"
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60
    ).stderr.split()


def test_one_file_does_not_load_the_corpus():
    Path("a.txt").write_text(FERRY)
    Path("b.txt").write_text(BRIDGE)
    one = _loaded("check", "a.txt")
    assert "newsqa.engine" in one
    assert not [name for name in one if name.startswith("newsqa.corpus")]
    several = _loaded("check", "a.txt", "b.txt")
    assert "newsqa.corpus.documents" in several
    assert not {"pandas", "publicsuffixlist", "pyarrow.parquet"} & set(several)
    assert not [name for name in _loaded("check", "a.txt", "b.txt", "--no-corpus") if "newsqa.corpus" in name]


def test_a_state_that_has_lost_its_manifest_is_left_alone(checked):
    checked(write("mon.jsonl", FERRY), "--state", "state")
    checked(write("tue.jsonl", BRIDGE), "--state", "state")
    Path("state/manifest.json").unlink()
    before = sorted(Path("state/partitions").iterdir())
    with pytest.raises(NewsqaError, match=r"its manifest\.json is gone"):
        package.check(write("wed.jsonl", FIRE), state="state")
    assert sorted(Path("state/partitions").iterdir()) == before
    assert len(before) == 2
