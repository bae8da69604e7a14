"""Plain text: encodings, compression, limits, packing."""

import bz2
import gzip
import io
import os
import random
import sys

import pyarrow as pa
import pytest

from newsqa.errors import InputError
from newsqa.readers import batches

FRENCH = "Le café était fermé à Orléans.\r\nLes élèves, eux, étaient là : “Où ça ?”\n"


def zstd(data):
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as out:
        out.write(data)
    return sink.getvalue().to_pybytes()


def test_one_file_is_one_article(tmp_path, monkeypatch, read):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_bytes(FRENCH.encode())
    table, problems, notes = read("sub/a.txt")
    row = table.to_pylist()[0]
    assert (row.pop("article_id"), row.pop("path"), row.pop("text"), row.pop("line")) == (
        "sub/a.txt",
        "sub/a.txt",
        FRENCH,
        1,
    )
    assert set(row.values()) == {None}
    assert not problems
    assert not notes
    assert next(batches("sub/a.txt")).locator is None


@pytest.mark.parametrize(
    ("encoding", "note"),
    [
        ("utf-8", None),
        ("utf-8-sig", None),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32-le"),
        ("cp1252", "windows-1252"),
    ],
)
def test_encodings(tmp_path, encoding, note, read):
    path = tmp_path / "a.txt"
    path.write_bytes(FRENCH.encode(encoding))
    table, problems, notes = read(path)
    assert table["text"].to_pylist() == [FRENCH]
    assert not problems
    assert notes == ([] if note is None else [f"{path}: not UTF-8; read as {note}"])


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Café", "cp1252"),
        ("Die Bürgermeisterin äußerte sich: „schön“ sei das nicht. " * 3, "cp1252"),
        ("An English text with just one café in it. " * 20, "cp1252"),
        ("¿Qué pasó ayer en España? El año próximo, dijo la señora Núñez.", "cp1252"),
        ("Wczoraj w Łodzi odbyło się spotkanie, że będzie lepiej. Źródło: gazeta. ", "cp1250"),
        ("Včera se v Praze sešli ministři zahraničí, aby jednali o příštím rozpočtu. ", "cp1250"),
        ("Dün Ankara’da hükümet toplantısı yapıldı, bütçe görüşüldü. İyi işler çıkıyor. " * 2, "cp1254"),
        ("Вчера в Москве состоялось заседание правительства, на котором обсуждали бюджет. ", "cp1251"),
        ("Вчера в Москве состоялось заседание правительства, на котором обсуждали бюджет. ", "koi8-r"),
        ("Χθες στην Αθήνα πραγματοποιήθηκε συνεδρίαση της κυβέρνησης. ", "cp1253"),
        ("昨日、東京で政府の会議が開かれ、予算について議論した。" * 3, "shift_jis"),
        ("昨天在北京举行了政府会议，讨论了预算问题。" * 3, "gb18030"),
        ("昨天在台北舉行了政府會議，討論了預算問題。" * 3, "big5"),
    ],
)
def test_detected_encodings(tmp_path, text, encoding, read):
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))
    table, problems, notes = read(path)
    assert table["text"].to_pylist() == [text]
    assert not problems
    assert len(notes) == 1


def test_bad_bytes_in_utf8_are_located(tmp_path, read):
    path = tmp_path / "a.txt"
    path.write_bytes("Déjà vu.\nÀ l’été \U0001f600 ".encode() + b"\xe9\xff ici\n\xfe")
    table, problems, notes = read(path)
    assert table["text"][0].as_py() == "Déjà vu.\nÀ l’été \U0001f600 \ufffd\ufffd ici\n\ufffd"
    assert [(p.code, p.line, p.column, p.row) for p in problems] == [("IO002", 2, 11, 0), ("IO002", 3, 1, 0)]
    assert "bytes e9 ff at byte 29" in problems[0].message
    assert not notes


def test_many_bad_bytes_are_capped_aloud(tmp_path, read):
    path = tmp_path / "a.txt"
    path.write_bytes(("é" * 100).encode() + b"a\xff" * 50)
    _, problems, _ = read(path)
    assert len(problems) == 20
    assert "30 more such places" in problems[-1].message
    # Far more bad bytes than are looked at, behind a good beginning.
    path.write_bytes(("é" * 200_000).encode() + b"a\xff" * 50_000)
    table, problems, _ = read(path)
    assert len(problems) == 20
    assert table["text"][0].as_py().count("\ufffd") == 50_000


@pytest.mark.parametrize(
    "data",
    [b"\0" * 1000, b"\0", random.Random(1).randbytes(5000), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(200)],
)
def test_binary_is_reported(tmp_path, data, read):
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    table, problems, _ = read(path)
    assert len(table) == 0
    assert [(p.code, p.row) for p in problems] == [("IO001", None)]


def test_any_bytes_are_read_or_reported(tmp_path, read):
    path = tmp_path / "a.txt"
    rng = random.Random(7)
    for _ in range(150):
        size = rng.choice([1, 2, 3, 7, 40])
        path.write_bytes(rng.randbytes(size) + rng.choice([b"", b"plain text", b"\0\0"]))
        table, problems, _ = read(path)
        assert len(table) == 1 or problems


def test_empty_file_and_a_stray_nul(tmp_path, read):
    (tmp_path / "a.txt").touch()
    (tmp_path / "b.txt").write_text("News " * 50 + "\0" + "end")
    table, problems, _ = read(tmp_path)
    assert table["text"].to_pylist() == ["", "News " * 50 + "\0" + "end"]
    assert not problems


def test_compression_goes_by_content(tmp_path, read):
    data = FRENCH.encode() * 3
    for name, packed in [
        ("a.txt", gzip.compress(data, mtime=0)),
        ("b.txt.zst", bz2.compress(data)),
        ("c.bz2", zstd(data)),
    ]:
        (tmp_path / name).write_bytes(packed)
        assert read(tmp_path / name)[0]["text"].to_pylist() == [FRENCH * 3]
    # Several members, with padding, are one file.
    for packed in (
        gzip.compress(data, mtime=0) + bytes(20) + gzip.compress(b"x"),
        bz2.compress(data) + bz2.compress(b"x"),
    ):
        (tmp_path / "d.txt").write_bytes(packed)
        table, problems, _ = read(tmp_path / "d.txt")
        assert table["text"].to_pylist() == [FRENCH * 3 + "x"]
        assert not problems
    (tmp_path / "d.txt").write_bytes(zstd(data) + zstd(b"x"))
    assert read(tmp_path / "d.txt")[0]["text"].to_pylist() == [FRENCH * 3 + "x"]
    (tmp_path / "d.txt").write_bytes(b"BZh is how this text begins")
    assert read(tmp_path / "d.txt")[0]["text"].to_pylist() == ["BZh is how this text begins"]


@pytest.mark.parametrize("pack", [gzip.compress, zstd, bz2.compress])
def test_broken_compression_keeps_what_came_before(tmp_path, pack, read):
    rng = random.Random(3)
    text = "".join(rng.choices(["le ", "maire ", "a ", "dit ", "que ", "la ville"], k=400_000)).encode()
    packed = pack(text)
    path = tmp_path / "a.txt"
    other = tmp_path / "b.txt"
    other.write_text("fine")
    for broken in (packed[: len(packed) * 2 // 3], packed[:-3]):
        path.write_bytes(broken)
        table, problems, _ = read([path, other])
        assert text.startswith(table["text"][0].as_py().encode())
        assert len(table["text"][0].as_py()) > len(text) // 3
        assert table["text"][1].as_py() == "fine"
        assert [p.code for p in problems] == ["IO001"]
        assert str(path) == problems[0].path
    path.write_bytes(packed[:12])
    table, problems, _ = read([path, other])
    assert table["text"].to_pylist() == ["fine"]
    assert [p.code for p in problems] == ["IO001"]
    if pack is not zstd:  # Arrow writes zstd without a checksum
        path.write_bytes(packed[: len(packed) // 2] + b"\xff\0\xff\0" * 5 + packed[len(packed) // 2 + 20 :])
        table, problems, _ = read(path)
        assert [p.code for p in problems] == ["IO001"]
    path.write_bytes(packed + b"garbage")
    table, problems, _ = read(path)
    assert table["text"][0].as_py().encode() == text
    assert [p.code for p in problems] == ["IO001"]


def test_checksum_error_of_a_small_file_keeps_its_text(tmp_path, read):
    packed = bytearray(gzip.compress(b"a short text", mtime=0))
    packed[-6] ^= 1
    (tmp_path / "a.txt").write_bytes(packed)
    table, problems, _ = read(tmp_path / "a.txt")
    assert table["text"].to_pylist() == ["a short text"]
    assert [p.code for p in problems] == ["IO001"]


def test_too_large_files(tmp_path, read):
    (tmp_path / "a.txt").write_bytes(b"x" * 1001)
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(bytes(50_000_000), 1))
    (tmp_path / "c.txt").write_bytes(b"x" * 1000)
    table, problems, _ = read(tmp_path, max_record_bytes=1000)
    assert table["path"].to_pylist() == [str(tmp_path / "c.txt")]
    assert [(p.code, p.value, p.threshold) for p in problems] == [
        ("IO003", 1001, 1000),
        ("IO003", 1001, 1000),
    ]


def test_small_files_share_batches(tmp_path):
    for index in range(250):
        (tmp_path / f"{index:04}.txt").write_text(str(index) * 100)
    got = list(batches(tmp_path, batch_rows=100))
    assert [len(b.articles) for b in got] == [100, 100, 50]
    got = list(batches(tmp_path, batch_bytes=30_000))
    assert all(b.articles["text"].nbytes < 31_500 for b in got)
    assert sum(len(b.articles) for b in got) == 250


def test_unreadable_files_are_problems(tmp_path, monkeypatch, read):
    (tmp_path / "ok.txt").write_text("fine")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "gone.txt").symlink_to("nowhere")
    table, problems, _ = read([tmp_path / "pipe.txt", tmp_path / "gone.txt", tmp_path / "ok.txt"])
    assert table["text"].to_pylist() == ["fine"]
    assert [p.code for p in problems] == ["IO001", "IO001"]
    assert "is not a regular file" in problems[0].message
    assert "No such file" in problems[1].message


def test_a_file_without_permission(tmp_path, monkeypatch, read):
    import newsqa.readers.streams as streams

    (tmp_path / "a.txt").write_text("secret")
    (tmp_path / "b.txt").write_text("fine")

    def refuse(path, *args, **kwargs):
        if str(path).endswith("a.txt"):
            raise PermissionError(13, "Permission denied")
        return io.open(path, *args, **kwargs)  # noqa: UP020

    monkeypatch.setattr(streams, "open", refuse, raising=False)
    table, problems, _ = read(tmp_path)
    assert table["text"].to_pylist() == ["fine"]
    assert [(p.code, p.message) for p in problems] == [("IO001", "cannot be read: Permission denied")]


def test_odd_file_names(tmp_path, read):
    (tmp_path / "two\nlines.txt").write_text("a")
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("b")
    (tmp_path / os.fsdecode(b"caf\xe9.jsonl")).write_text('{"text": "c"}')
    import pyarrow.parquet as pq

    for name in (b"caf\xe9.parquet", b"caf\xe9.arrow"):
        with open(os.fsdecode(os.fsencode(tmp_path) + b"/" + name), "wb") as file:  # noqa: PTH123
            if name.endswith(b"t"):
                pq.write_table(pa.table({"text": ["d"]}), file)
            else:
                with pa.ipc.new_file(file, pa.schema([("text", pa.string())])) as out:
                    out.write_table(pa.table({"text": ["d"]}))
    table, problems, _ = read(tmp_path)
    assert sorted(table["text"].to_pylist()) == ["a", "b", "c", "d", "d"]
    assert sum("\ufffd" in path for path in table["path"].to_pylist()) == 4
    assert not problems


@pytest.mark.parametrize(
    "data",
    [
        FRENCH.encode(),
        gzip.compress(FRENCH.encode(), mtime=0),
        zstd(FRENCH.encode()),
        FRENCH.encode("utf-16"),
    ],
)
def test_standard_input(monkeypatch, data, read):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    table, problems, _ = read("-")
    assert table.select(["article_id", "path", "text"]).to_pylist() == [
        {"article_id": "-", "path": "-", "text": FRENCH}
    ]
    assert not problems


def test_standard_input_of_other_formats(monkeypatch, read):
    import pyarrow.parquet as pq

    table = pa.table({"text": ["a", "b"]})
    parquet, file, stream = io.BytesIO(), io.BytesIO(), io.BytesIO()
    pq.write_table(table, parquet)
    with pa.ipc.new_file(file, table.schema) as out:
        out.write_table(table)
    with pa.ipc.new_stream(stream, table.schema) as out:
        out.write_table(table)
    sniffed = [parquet.getvalue(), file.getvalue(), stream.getvalue(), b'{"text": "a"}\n\n{"text": "b"}\n']
    sniffed += [gzip.compress(data, mtime=0) for data in sniffed]
    sniffed += [
        b'\xef\xbb\xbf {"text": "a"}\n{"text": "b"}\nnot json',
        '{"text": "a"}\n{"text": "b"}'.encode("utf-16"),
    ]
    for data in sniffed:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        got, _, _ = read("-")
        assert got["text"].to_pylist() == ["a", "b"]
        assert got["article_id"][0].as_py() == "-#1"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"id;text\n1;a\n2;b\n")))
    assert read("-", format="csv")[0]["text"].to_pylist() == ["a", "b"]


def test_unknown_format_and_objects(tmp_path):
    with pytest.raises(InputError, match="unknown format 'xml'"):
        batches(tmp_path, format="xml")
    with pytest.raises(InputError, match="from a int"):
        batches(3)
    with pytest.raises(InputError, match="from a dict"):
        batches([{}])
