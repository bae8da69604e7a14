"""Tables, lines and texts that are small on the disk and large in memory: IO003 or all of them, never a gigabyte."""

import bz2
import gzip
import json
from pathlib import Path

import pyarrow as pa
import pytest

SIZE = 16 << 20  # what is packed, once; many of these follow each other
TIMES = {"gz": 64, "zst": 64, "bz2": 4}  # bzip2 is slow at it


def zstd(data):
    return pa.compress(data, "zstd", asbytes=True)


PACKERS = {"gz": lambda data: gzip.compress(data, 1), "bz2": lambda data: bz2.compress(data, 1), "zst": zstd}
BEGINS = {
    "text.txt": (b"", b"text "),
    "zeros.txt": (b"A text.", b"\0"),
    "line.jsonl": (b'{"text": "one"}\n{"text": "', b"text "),
    "brackets.jsonl": (b'{"text": "one"}\n', b"["),
    "values.json": (b'[{"title": "A", "text": "one"}, ', b"1,"),
    "brackets.json": (b'[{"title": "A", "text": "one"}, ', b"["),
    "cell.csv": (b'id,text\n1,one\n2,"', b"text "),
    "columns.csv": (b"id,text\n1,one\n", b",,,"),
    "cell.tsv": (b"id\ttext\n1\tone\n2\t", b"text "),
}


@pytest.mark.parametrize("suffix", PACKERS)
def test_what_becomes_a_gigabyte(check, suffix):
    pack = PACKERS[suffix]
    begins = {name: BEGINS[name] for name in ("text.txt", "line.jsonl")} if suffix == "bz2" else BEGINS
    packed = {fill: pack(fill * (SIZE // len(fill))) for _, fill in begins.values()}
    for name, (begin, fill) in begins.items():
        with open(f"{name}.{suffix}", "wb") as file:  # noqa: PTH123
            file.write(pack(begin) if begin else b"")
            file.writelines([packed[fill]] * TIMES[suffix])
    _, report = check(*(f"{name}.{suffix}" for name in begins))
    told = {finding["path"] for finding in report["findings"] if finding["code"] in ("IO001", "IO003")}
    assert told == {f"{name}.{suffix}" for name in begins}


def test_blank_lines(check):
    begin, blank = gzip.compress(b'{"text": "one\x7f"}\n'), gzip.compress(b"\n" * SIZE)
    Path("a.jsonl.gz").write_bytes(begin + blank * 2 + begin)
    assert check("a.jsonl.gz")[1]["articles"] == 2


def test_a_window_larger_than_memory(check):
    """Zstandard asks for two gigabytes to unpack this."""
    Path("a.jsonl.zst").write_bytes(b"\x28\xb5\x2f\xfd\x00\xa8" + b"\x01\x00\x00" * 1000)
    code, report = check("a.jsonl.zst")
    assert (code, [finding["code"] for finding in report["findings"]]) == (2, ["IO001"])


def test_a_cell_that_is_large_once_unpacked(check):
    with pa.OSFile("a.arrow", "wb") as file:
        batch = pa.record_batch({"text": pa.array(["one\x7f", "x" * 200_000_000, "one\x7f"])})
        with pa.ipc.new_file(file, batch.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as out:
            out.write(batch)
    _, report = check("a.arrow")
    assert report["articles"] == 2
    assert "IO003" in {finding["code"] for finding in report["findings"]}


def test_brackets_and_keys_of_records(check):
    lines = [
        "[" * 1_000_000,
        '{"a":' * 1_000_000,
        '{"text": "A text.", "x": ' + "[" * 1_000_000 + "]" * 1_000_000 + "}",
        '{"text": "One text.", "text": "Two texts.\\u000b"}',
        '{"text": "A text.", ' + ", ".join(f'"published": {i}' for i in range(100_000)) + "}",
        '{"text": "A text.", "wordcount": ' + "9" * 5000 + ', "x": 1e999999999, "y": NaN, "z": -Infinity}',
        json.dumps({"text": "A text.", "authors": [[]] * 1000, "url": {"a": 1}}),
    ]
    Path("a.jsonl").write_text("\n".join(lines))
    code, report = check("a.jsonl")
    found = {(finding["record"], finding["code"]) for finding in report["findings"]}
    assert (code, report["articles"]) == (1, 4)
    assert {(1, "IO001"), (2, "IO003"), (3, "IO003"), (4, "TXT005")} <= found


LISTS = {
    "string": (b'{"text": "', b"text ", b'"}, '),
    "spaces": (b"", b" ", b""),
    "braces": (b'{"text": x', b"}, { ", b""),
    "objects": (b'{"x": ', b'{"a":', b""),
    "strings": (b'{"text": "x", "y": [', b'"a",', b"]}, "),
    "number": (b'{"text": "x", "y": ', b"9", b"}, "),
    "escapes": (b'{"text": "x", "y": "', b"\\\\", b'"}, '),
}


def test_lists_of_articles(check):
    """What is large between two articles is passed over, or it is said that what follows is not read."""
    for name, (before, fill, behind) in LISTS.items():
        parts = (
            b'[{"title": "A", "text": "one"}, ',
            before,
            fill * ((60 << 20) // len(fill)),
            behind,
            b'{"text": "B"}]',
        )
        Path(f"{name}.json").write_bytes(b"".join(parts))
    _, report = check(*(f"{name}.json" for name in LISTS))
    told = {finding["path"] for finding in report["findings"] if finding["code"] in ("IO001", "IO003")}
    assert told == {f"{name}.json" for name in LISTS if name != "spaces"}
    assert report["articles"] >= len(LISTS) + 4


def test_wide_characters_that_are_broken(check):
    texts = {"txt": "A text\n", "jsonl": '{"text": "A text"}\n', "csv": "id,text\n1,A text\n"}
    for suffix, text in texts.items():
        Path(f"odd.{suffix}").write_bytes(b"\xff\xfe" + text.encode("utf-16-le") + b"\x41")
        Path(f"lone.{suffix}").write_bytes(
            b"\xfe\xff" + text.replace("x", "\ud800").encode("utf-16-be", "surrogatepass")
        )
        Path(f"swapped.{suffix}").write_bytes(b"\xff\xfe" + text.encode("utf-16-be"))
    names = [f"{kind}.{suffix}" for kind in ("odd", "lone", "swapped") for suffix in texts]
    _, report = check(*names)
    told = {finding["path"] for finding in report["findings"] if finding["code"] in ("IO001", "IO002")}
    assert {name for name in names if not name.startswith("swapped")} <= told
