"""What must not get into a state, and what must not get lost from it: damage, full disks, input that is not whole."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from test_state_on_disk import BRIDGE, FERRY, FIRE, MAYOR, partitions, write


@pytest.fixture
def days(checked):
    """Check two days into a state."""
    checked(write("mon.jsonl", FERRY, BRIDGE))
    checked(write("tue.jsonl", FIRE, MAYOR))


def folder_of(name, state="state"):
    manifest = json.loads(Path(state, "manifest.json").read_text())
    return Path(state, "partitions", next(e["folder"] for e in manifest["partitions"] if e["name"] == name))


# --- damage --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["documents", "lines", "shingles", "compared"])
def test_a_file_of_another_partition_is_refused(days, newsqa, name):
    source, target = (folder_of(day) / f"{name}.parquet" for day in ("mon.jsonl", "tue.jsonl"))
    if name == "compared":  # both are empty, and the same
        target.write_bytes(source.read_bytes() + b" ")
    else:
        shutil.copy(source, target)
    code, out, err = newsqa("check", write("wed.jsonl", FERRY), "--state", "state")
    assert code == 2
    assert f"{target.as_posix()}: damaged" in out + err
    assert "check the articles of that partition again with --partition 'tue.jsonl'" in out + err
    assert partitions() == {"mon.jsonl": 2, "tue.jsonl": 2}


def test_a_flipped_bit_is_refused_wherever_it_is(days, newsqa):
    path = folder_of("mon.jsonl") / "shingles.parquet"
    whole = path.read_bytes()
    for place in range(0, len(whole), len(whole) // 20):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
        code, out, _ = newsqa("check", write("wed.jsonl", FERRY), "--state", "state")
        assert (code, f"{path.as_posix()}: damaged" in out, "1 article checked" in out) == (2, True, True)
    path.unlink()
    code, _, err = newsqa("check", "wed.jsonl", "--state", "state")
    assert (code, f"{path.as_posix()}: is gone" in err) == (2, True)


def test_a_damaged_partition_is_mended_by_checking_its_articles_again(days, checked):
    path = folder_of("mon.jsonl") / "documents.parquet"
    path.write_bytes(path.read_bytes()[:-9] + b"unknown..")
    found, said = checked("mon.jsonl", "--partition", "mon.jsonl")
    assert (found, said) == ([], "")
    assert partitions() == {"mon.jsonl": 2, "tue.jsonl": 2}
    assert checked(write("wed.jsonl", FERRY, BRIDGE.upper(), "Fog."))[0] == [
        "wed.jsonl COR001: the same text as mon.jsonl#1",
        "wed.jsonl COR001: the same text as mon.jsonl#2",
    ]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("written", "x"),
        ("written", True),
        ("written", -1),
        ("headers", {}),
        ("headers", ["documents"]),
        ("partitions", None),
        ("partitions", [{"name": "a"}]),
        ("name", 5),
        ("folder", "../../elsewhere"),
        ("articles", "2"),
        ("number", None),
        ("files", {"documents": "x"}),
        ("files", {"documents": {"size": "1", "digest": "x"}}),
        ("files", {}),
    ],
)
def test_a_manifest_with_other_values_is_refused(days, newsqa, key, value):
    path = Path("state/manifest.json")
    manifest = json.loads(path.read_text())
    (manifest if key in manifest else manifest["partitions"][0])[key] = value
    path.write_text(json.dumps(manifest))
    code, out, err = newsqa("check", "mon.jsonl", "--state", "state")
    assert (code, out, "state/manifest.json: the state cannot be read" in err) == (2, "", True)
    assert path.read_text() == json.dumps(manifest)


@pytest.mark.parametrize("text", ["[]", "5", "[" * 100_000, '{"written": 1}', "\x00"])
def test_a_manifest_that_is_something_else_is_refused(days, newsqa, text):
    Path("state/manifest.json").write_text(text)
    code, out, err = newsqa("check", "mon.jsonl", "--state", "state")
    assert (code, out, "state/manifest.json: the state cannot be read" in err) == (2, "", True)


def test_a_partition_is_removed_by_taking_it_out_of_the_manifest(days, checked):
    path = Path("state/manifest.json")
    manifest = json.loads(path.read_text())
    manifest["partitions"] = [e for e in manifest["partitions"] if e["name"] != "mon.jsonl"]
    path.write_text(json.dumps(manifest))
    assert checked(write("wed.jsonl", FERRY))[0] == []
    assert partitions() == {"tue.jsonl": 2, "wed.jsonl": 1}


# --- full disks ------------------------------------------------------------------------------------------------------

_LIMITED = """
import resource, sys
from newsqa.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
raise SystemExit(main(sys.argv[2:]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files")
@pytest.mark.parametrize("limit", [0, 600, 3000, 9000])
def test_what_cannot_be_written_is_cleared_away_and_said_once(days, limit):
    before = {path: path.read_bytes() for path in Path("state").rglob("*") if path.is_file()}
    write("wed.jsonl", FERRY.upper(), *(f"{FIRE} {number}" for number in range(200)))
    done = subprocess.run(
        [sys.executable, "-c", _LIMITED, str(limit), "check", "wed.jsonl", "--state", "state", "--corpus-only"],
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 2
    assert "wed.jsonl:1: COR001 duplicate-document: the same text as mon.jsonl#1" in done.stdout
    assert "201 articles checked" in done.stdout
    said = f"{done.stdout}{done.stderr}"
    assert "Traceback" not in said
    assert said.count("File too large") == 1
    assert re.search(r"state(/\S+)?: the partition could not be stored: File too large", said)
    assert {path: path.read_bytes() for path in Path("state").rglob("*") if path.is_file()} == before
    assert {path.name for path in Path("state/partitions").iterdir()} == {"mon-jsonl-1", "tue-jsonl-2"}


# --- input that is not whole -----------------------------------------------------------------------------------------


def test_input_that_could_not_be_read_is_not_stored(days, newsqa, checked):
    write("new/a.jsonl", FERRY.upper())
    Path("new/b.jsonl.gz").write_bytes(
        gzip.compress(b'{"text": "' + os.urandom(90_000).hex().encode())[:-60_000]
    )
    code, out, err = newsqa("check", "new", "--state", "state", "--corpus-only", "--output-format", "json")
    assert code == 2
    assert "state: the partition 'new' was not stored, as not all of its input could be read" in err
    assert [f["message"] for f in json.loads(out)["findings"]][2:] == ["the same text as mon.jsonl#1"]
    assert partitions() == {"mon.jsonl": 2, "tue.jsonl": 2}
    Path("new/b.jsonl.gz").unlink()
    assert "not stored" not in checked("new")[1]
    assert partitions() == {"mon.jsonl": 2, "tue.jsonl": 2, "new": 1}


def test_files_that_vanish_are_told_in_a_few_lines(newsqa, monkeypatch):
    from newsqa.commands import check

    for number in range(12):
        Path(f"{number:02}.txt").write_text(FERRY)

    def vanish(*arguments):
        for number in range(2, 12):
            Path(f"{number:02}.txt").unlink()

    monkeypatch.setattr(check.targets, "spare", vanish)  # between listing and reading the files
    code, out, err = newsqa(
        "check", *(f"{n:02}.txt" for n in range(12)), "--state", "state", "--output-format", "json"
    )
    assert code == 2
    assert [line for line in err.splitlines() if line.startswith("newsqa: ")] == [
        *(f"newsqa: {number:02}.txt: cannot be read: No such file or directory" for number in range(2, 7)),
        "newsqa: … and 5 more, which --output report.json lists",
    ]
    assert len(json.loads(out)["broken"]) == 10
    assert not Path("state/manifest.json").exists()


@pytest.mark.parametrize("arguments", [(), ("--partition", "mon.jsonl")])
def test_input_without_articles_replaces_nothing(days, newsqa, arguments):
    Path("mon.jsonl").write_text("")
    code, _, err = newsqa("check", "mon.jsonl", "--state", "state", *arguments)
    assert code == 0
    assert (
        "state: the input holds no articles, and partition 'mon.jsonl' (2 articles) stays as it is: to remove it, take "
        "its entry out of state/manifest.json"
    ) in err
    assert "takes the place" not in err
    assert partitions() == {"mon.jsonl": 2, "tue.jsonl": 2}


# --- the same command again ----------------------------------------------------------------------------------------------

_KILLED = """
import os, sys
from newsqa.cli import main
from newsqa.commands import check
check.say_notes = lambda report: os._exit(9)
main(sys.argv[1:])
"""


def test_killed_behind_the_commit_the_same_command_gives_the_same_report(days, newsqa):
    shutil.copytree("state", "other")
    write("mon.jsonl", FERRY, BRIDGE, FIRE)  # corrected: it takes the place of the first
    command = [
        "check",
        "mon.jsonl",
        "--corpus-only",
        "--output-format",
        "json",
        "--reference-time",
        "2026-01-01",
    ]
    code, out, err = newsqa(*command, "--state", "other")
    assert "partition 'mon.jsonl' (3 articles) takes the place of 'mon.jsonl' (2 articles)" in err
    killed = subprocess.run([sys.executable, "-c", _KILLED, *command, "--state", "state"], timeout=60)
    assert (killed.returncode, partitions()) == (9, {"mon.jsonl": 3, "tue.jsonl": 2})
    for _ in range(2):
        again, same, told = newsqa(*command, "--state", "state")
        assert (again, same, told) == (code, out.replace("other", "state"), err.replace("other", "state"))


def test_the_first_run_of_all_says_the_same_again(newsqa):
    command = [
        "check",
        write("mon.jsonl", FERRY, FERRY),
        "--state",
        "state",
        "--reference-time",
        "2026-01-01",
    ]
    assert newsqa(*command) == newsqa(*command)


def test_with_fix_the_partition_has_the_same_name(newsqa, checked):
    for name, text in (("a", FERRY), ("b", BRIDGE)):
        write(f"new/{name}.txt")
        Path(f"new/{name}.txt").write_text(text)
    newsqa("check", "new", "--state", "state", "--fix")
    assert partitions() == {"new": 2}
    checked("new")
    assert partitions() == {"new": 2}


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are Unicode")
def test_a_file_whose_name_is_no_unicode(checked):
    name = os.fsdecode(b"m\xffn.jsonl")
    first = checked(write(name, FERRY, FERRY))
    assert checked(name) == first
    assert partitions() == {name: 2}


def test_one_article_is_no_articles(checked):
    checked(write("mon.jsonl", FERRY), "--partition", "a")
    said = checked(write("mon.jsonl", FERRY, FIRE), "--partition", "a")[1]
    assert "partition 'a' (2 articles) takes the place of 'a' (1 article)" in said


# --- partitions that overlap -------------------------------------------------------------------------------------------

LONG = " ".join(f"word{number}" for number in range(60))


def test_an_article_in_two_partitions_is_no_copy_of_itself(checked):
    write("mon.jsonl", FERRY, LONG, BRIDGE, url="https://fenland.example/a", publisher="Fenland Courier")
    own = [
        "mon.jsonl COR003: the same URL as mon.jsonl#1 (3 articles have it)",
    ] * 2
    assert checked("mon.jsonl", "--partition", "early") == (own, "")
    write("tue.jsonl", FERRY, f"{LONG} more")
    found, _ = checked("mon.jsonl", "tue.jsonl", "--partition", "late")
    assert found == [
        *own,
        "tue.jsonl COR001: the same text as mon.jsonl#1",
        "tue.jsonl COR002: nearly the same text as mon.jsonl#2 (similarity 0.98): one of 2 articles with this text",
    ]
    assert partitions() == {"early": 3, "late": 5}
    # Another article of the same file, and the same text elsewhere, are others still.
    write("mon.jsonl", FIRE, FERRY)
    found, _ = checked("mon.jsonl", "--partition", "later")
    assert found == ["mon.jsonl COR001: the same text as mon.jsonl#1 (partition 'late'), as one more"]


def test_the_same_line_of_standard_input_is_another_article(newsqa, monkeypatch):
    import io

    for day, expected in (("mon", 0), ("tue", 1)):
        line = json.dumps({"text": FERRY}).encode() + b"\n" + json.dumps({"text": day}).encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(line)))
        _, out, _ = newsqa(
            "check", "-", "--state", "state", "--corpus-only", "--partition", day, "--output-format", "json"
        )
        assert len(json.loads(out)["findings"]) == expected
