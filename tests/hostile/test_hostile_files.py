"""Files that are broken, enormous or no files at all: findings or a clear message, and nothing else is lost."""

import bz2
import gzip
import json
import os
import random
import resource
import subprocess
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

FORMATS = ("txt", "jsonl", "csv", "tsv", "parquet", "arrow", "txt.gz", "jsonl.zst", "dat")


def reasons(report):
    return [finding["message"] for finding in report["findings"] if finding["code"] == "IO001"]


def by_path(report):
    """Return the findings of each file, as pairs of code and message."""
    found = {}
    for finding in report["findings"]:
        found.setdefault(finding["path"], []).append((finding["code"], finding["message"]))
    return found


def test_empty_files(check):
    for suffix in FORMATS:
        Path(f"a.{suffix}").touch()
    code, report = check(*(f"a.{suffix}" for suffix in FORMATS))
    found = {path: {code for code, _ in findings} for path, findings in by_path(report).items()}
    assert (code, report["articles"]) == (2, 3)
    for name in ("a.txt", "a.txt.gz", "a.dat"):
        assert "STR002" in found.pop(name)
    assert found == {
        f"a.{suffix}": {"IO001"} for suffix in ("csv", "tsv", "parquet", "arrow")
    }  # no record is no flaw


@pytest.mark.parametrize(
    "data", [b"\0" * 100_000, random.Random(1).randbytes(200_000)], ids=["nul", "random"]
)
def test_bytes_that_are_no_text(check, data):
    for suffix in FORMATS:
        Path(f"a.{suffix}").write_bytes(data)
    code, report = check(*(f"a.{suffix}" for suffix in FORMATS))
    assert (code, report["articles"]) == (2, 0)
    found = by_path(report)
    assert {*found} == {f"a.{suffix}" for suffix in FORMATS}
    for ((found_code, message),) in found.values():
        assert found_code == "IO001"
        assert message.startswith(("does not look like text", "cannot be read: ", "is not valid JSON"))


def test_magic_numbers_and_nothing_behind(check):
    magic = [b"\x1f\x8b\x08", b"BZh91AY&SY", b"\x28\xb5\x2f\xfd", b"PAR1", b"ARROW1\0\0", b"\xff\xff\xff\xff"]
    for number, start in enumerate(magic):
        Path(f"{number}.dat").write_bytes(start + b"nothing")
    code, report = check(*(f"{number}.dat" for number in range(len(magic))))
    assert (code, report["articles"], len(by_path(report))) == (2, 0, len(magic))


PACKERS = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "zst": lambda data: pa.compress(data, "zstd", asbytes=True),
}


def test_broken_archives_of_records(check):
    lines = [json.dumps({"id": i, "text": random.Random(i).randbytes(300).hex()}) for i in range(1000)]
    text = "\n".join(lines).encode()
    for suffix, pack in PACKERS.items():
        whole = pack(text)
        Path(f"cut.jsonl.{suffix}").write_bytes(whole[: len(whole) // 2])
        Path(f"behind.jsonl.{suffix}").write_bytes(whole + b"garbage")
        if suffix == "gz":  # the checksum at its end; the other two may just have another text
            Path("flipped.jsonl.gz").write_bytes(whole[:-8] + bytes([whole[-8] ^ 0x55]) + whole[-7:])
    names = sorted(path.name for path in Path().glob("*.jsonl.*"))
    code, report = check(*names)
    found = by_path(report)
    for name in names:
        broken = [message for _, message in found[name] if message.startswith("cannot be read: ")]
        assert len(broken) == 1, name
    assert code == 2
    # All that came before the damage is checked; of bzip2, whose blocks are larger than half of this, nothing.
    assert report["articles"] > 2 * 300 + 4 * 900


def test_a_text_of_200_megabytes_on_one_line_is_not_read(check):
    with open("a.txt", "wb") as file:  # noqa: PTH123
        file.truncate(200 << 20)
    code, report = check("a.txt", preexec_fn=limited_memory)
    (finding,) = report["findings"]
    assert (code, finding["code"], finding["value"], finding["threshold"]) == (
        1,
        "IO003",
        200 << 20,
        50_000_000,
    )


def test_a_packed_text_that_becomes_too_large(check):
    part = gzip.compress(b"A bomb " * 150_000)  # 1 MB
    Path("a.txt.gz").write_bytes(part * 200)
    code, report = check("a.txt.gz", preexec_fn=limited_memory)
    (finding,) = report["findings"]
    assert (code, finding["code"]) == (1, "IO003")


@pytest.mark.parametrize("suffix", ["jsonl", "csv"])
def test_a_record_of_200_megabytes_is_passed_over(check, suffix):
    head, before, start, stop = {
        "jsonl": ("", '{"text": "one\x7f"}\n', '{"text": "', '"}\n'),
        "csv": ("id,text\n", "1,one\x7f\n", '2,"', '"\n'),
    }[suffix]
    with open(f"a.{suffix}", "w") as file:  # noqa: PTH123
        file.write(head + before + start)
        for _ in range(200):
            file.write("x" * (1 << 20))
        file.write(stop + before)
    code, report = check(f"a.{suffix}", preexec_fn=limited_memory)
    found = [(f["code"], f["record"]) for f in report["findings"] if f["code"] in ("TXT005", "IO003")]
    assert (code, report["articles"], found) == (1, 2, [("TXT005", 1), ("IO003", 2), ("TXT005", 3)])


def limited_memory():
    """Let the command have 1.5 GB of address space, of which the libraries take some 600 MB."""
    resource.setrlimit(resource.RLIMIT_AS, (3 << 29, 3 << 29))


def test_json_as_deep_as_it_goes(check):
    lines = [
        "[" * 200_000 + "]" * 200_000,
        '{"a":' * 200_000,
        '{"text": "A \\u000b text", "x": ' + "[" * 400 + "]" * 400 + "}",
    ]
    Path("a.jsonl").write_text("\n".join(lines))
    code, report = check("a.jsonl")
    assert (code, report["articles"]) == (1, 1)
    assert reasons(report) == ["is not valid JSON: nested too deeply"] * 2
    assert "TXT005" in {finding["code"] for finding in report["findings"]}


def test_numbers_and_keys_that_are_too_long(check):
    lines = [
        '{"text": "two", "' + "k" * 100_000 + '": 1e999999}',
        "{" + ", ".join(f'"k{i}": {i}' for i in range(50_000)) + ', "text": "three"}',
        '{"text": NaN}',
        '{"text": "\\ud800", "title": "\\udfff\\ud800"}',
        '{"text": {"a": 1}, "authors": {"b": 2}, "published": true}',
    ]
    Path("a.jsonl").write_text("\n".join(lines))
    code, report = check("a.jsonl")
    assert (code, report["articles"]) == (1, 5)


def test_a_number_of_100_000_digits(check):
    Path("a.jsonl").write_text('{"n": ' + "9" * 100_000 + ', "text": "one\\u000b"}\n')
    code, report = check("a.jsonl")
    assert (code, report["articles"]) == (1, 1)


def test_parquet_without_text():
    pq.write_table(pa.table({"a": [1], "b": ["x"]}), "a.parquet")
    from newsqa.cli import main

    assert main(["check", "a.parquet"]) == 2


def test_tables_of_odd_values(check):
    texts = ["A\x0b", None, "", "\ud7ff\ue000", "\U0010ffff", "\0", "a" * 100_000]
    pq.write_table(
        pa.table({"text": texts, "published": ["x" * 100_000, "", None, "0", "\0", "99999999999999", "-1"]}),
        "a.parquet",
    )
    pq.write_table(
        pa.table({"text": ["A text"], "published": pa.array([2**62], pa.timestamp("ns"))}), "b.parquet"
    )
    pq.write_table(pa.table({"text": ["A text"], "authors": [[None, "", "\x1b", "x" * 10_000]]}), "c.parquet")
    code, report = check("a.parquet", "b.parquet", "c.parquet")
    assert (code, report["articles"]) == (1, len(texts) + 2)


# --- what is no file -------------------------------------------------------------------------------------------


def test_a_dangling_link_a_pipe_a_device_and_a_folder(check):
    Path("dangling.txt").symlink_to("nothing-there")
    os.mkfifo("pipe.txt")
    Path("zero.txt").symlink_to("/dev/zero")
    Path("loop.txt").symlink_to("loop.txt")
    code, report = check("dangling.txt", "pipe.txt", "zero.txt", "loop.txt")
    assert (code, report["articles"]) == (2, 0)
    assert len(reasons(report)) == 4
    assert all(reason.startswith("cannot be read: ") for reason in reasons(report))


def test_a_file_that_opens_and_cannot_be_read(check):
    if not Path("/proc/self/mem").exists():
        pytest.skip("needs /proc/self/mem, which opens and whose first page cannot be read")
    Path("a.txt").symlink_to("/proc/self/mem")
    code, report = check("a.txt")
    assert (code, len(reasons(report))) == (2, 1)
    assert "cannot be read" in reasons(report)[0]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read files of mode 000")
def test_a_file_without_permission(check):
    Path("a.txt").write_text("A text")
    Path("a.txt").chmod(0)
    code, report = check("a.txt")
    assert (code, reasons(report)) == (2, ["cannot be read: Permission denied"])


def test_folders_that_contain_themselves(check, good):
    Path("d/deep").mkdir(parents=True)
    Path("d/deep/up").symlink_to("..")
    Path("d/deep/self").symlink_to(".")
    Path("d/a.txt").write_text(good)
    code, report = check("d")
    assert (code, report["articles"], report["findings"]) == (1, 1, [])


def test_names_that_nobody_would_choose(check, good):
    Path("d").mkdir()
    names = ["new\nline.txt", "tab\t.txt", "esc\x1b[31m.txt", "-.txt", "--help.txt", " .txt", "a#1:2:3.txt", "[x].txt",
             "%s{}.txt", "<b>&.txt", "\u202ertl.txt", "x" * 240 + ".txt"]  # fmt: skip
    for name in names:
        Path("d", name).write_text(good)
    code, report = check("d")
    assert (code, report["articles"], report["findings"]) == (1, len(names), [])
    assert check("d/[x].txt", "d/--help.txt")[1]["articles"] == 2


def test_many_files(check, good):
    Path("d").mkdir()
    for number in range(3000):
        Path(f"d/{number}.txt").write_text(good)
    assert check("d")[1]["articles"] == 3000


def test_fixing_hostile_files_is_harmless(good):
    from newsqa.cli import main

    contents = [
        b"",
        b"\0" * 1000,
        random.Random(2).randbytes(5000),
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\xff\xfe\x00",
        b"\x1f\x8b\x08",
    ]
    for number, data in enumerate(contents):
        Path(f"{number}.txt").write_bytes(data)
    Path("zz.txt").write_text(good + "\x0b")
    assert main(["fix", "."]) == 2
    assert [Path(f"{number}.txt").read_bytes() for number in range(len(contents))] == contents
    assert Path("zz.txt").read_text() == good


def test_nothing_is_left_in_the_temporary_folder(tmp_path, good, monkeypatch):
    import sys

    Path("tmp").mkdir()
    Path("a.txt").write_text(good)
    pq.write_table(pa.table({"text": ["A text"]}), "b.parquet")
    Path("b.parquet.gz").write_bytes(gzip.compress(Path("b.parquet").read_bytes()))
    code = "import sys, newsqa; r = newsqa.check(newsqa.read(sys.argv[1:])); r.failed(), r.facts"
    environment = {**os.environ, "TMPDIR": str(tmp_path / "tmp")}
    subprocess.run(
        [sys.executable, "-c", code, "a.txt", "b.parquet.gz"], check=True, timeout=60, env=environment
    )
    assert [*Path("tmp").iterdir()] == []
