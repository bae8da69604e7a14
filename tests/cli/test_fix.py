"""newsqa fix: text in place, tables into a new file, and what is left alone."""

import gzip
import json
import os
import stat
import subprocess
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

FLAWED = "{}\nA second\x0b page.\n"
MENDED = "{}\nA second page.\n"


def mended(newsqa, *arguments):
    code, out, err = newsqa("fix", *arguments, "--select", "TXT005")
    assert "1 flaw in 1 article" in err
    return code, out


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "windows-1252", "windows-1251"],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encoding_and_line_ends_are_kept(newsqa, good, encoding, end):
    words = {"windows-1251": "Паром изменит расписание с первого июня, сообщила компания. " * 6}.get(
        encoding, "Le ferry changera ses horaires dès le 1er juin, a annoncé la société à la presse. " * 6
    )
    text = f"Title\n\n{words}\x0b\n\nThe end".replace("\n", end)
    Path("a.txt").write_bytes(text.encode(encoding))
    before = Path("a.txt").read_bytes()
    assert mended(newsqa, "a.txt")[0] == 0
    assert Path("a.txt").read_bytes() == text.replace("\x0b", "").encode(encoding)
    assert len(before) > len(Path("a.txt").read_bytes())


@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\n\n\n"])
def test_mixed_line_ends_and_the_end_of_the_file(newsqa, end):
    text = f"Title\r\n\r\nA\x0b line\nanother\rand\u2028another\x85{end}"
    Path("a.txt").write_bytes(text.encode())
    newsqa("fix", "a.txt", "--select", "TXT005")
    left = Path("a.txt").read_bytes().decode()
    assert left == text.replace("\x0b", "").replace("\x85", "…")


def test_mode_link_and_nothing_left_over(newsqa, article, tmp_path):
    article("real.txt", FLAWED)
    Path("real.txt").chmod(0o604)
    Path("link.txt").symlink_to("real.txt")
    mended(newsqa, "link.txt")
    assert Path("link.txt").is_symlink()
    assert stat.S_IMODE(Path("real.txt").stat().st_mode) == 0o604
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.txt", "real.txt"]


@pytest.mark.skipif(not hasattr(os, "chown") or os.geteuid() != 0, reason="only root may give a file away")
def test_the_owner_is_kept(newsqa, article):
    article("a.txt", FLAWED)
    os.chown("a.txt", 12345, 12345)
    mended(newsqa, "a.txt")
    assert (Path("a.txt").stat().st_uid, Path("a.txt").stat().st_gid) == (12345, 12345)


def test_a_file_without_flaws_is_not_touched(newsqa, article):
    article("a.txt")
    before = Path("a.txt").stat()
    code, _, err = newsqa("fix", "a.txt")
    assert (code, "mended 0 flaws in 0 articles" in err) == (0, True)
    assert (Path("a.txt").stat().st_ino, Path("a.txt").stat().st_mtime_ns) == (
        before.st_ino,
        before.st_mtime_ns,
    )


def test_several_paths_and_directories(newsqa, article, good):
    Path("d").mkdir()
    for name in ("a.txt", "d/b.txt", "d/c.txt"):
        article(name, FLAWED)
    code, _, err = newsqa("fix", "a.txt", "d", "--no-corpus")
    assert (code, "mended 3 flaws in 3 articles" in err) == (0, True)
    for name in ("a.txt", "d/b.txt", "d/c.txt"):
        assert Path(name).read_text() == MENDED.replace("{}", good)


def test_check_fix_is_fix(newsqa, article, good):
    article("a.txt", FLAWED)
    assert newsqa("check", "--fix", "a.txt")[0] == 0
    assert Path("a.txt").read_text() == MENDED.replace("{}", good)


def test_what_is_left_is_reported(newsqa, article):
    article("a.txt", "{}\nA second\x0b page\ufffd.\n")
    code, out, _ = newsqa("fix", "a.txt", "--output-format", "concise")
    assert (code, "TXT005 control" in out, "TXT002 replacement" in out) == (1, False, True)


def compressed(path):
    path.write_bytes(gzip.compress(b"Title\n\nA\x0b text.\n"))


def lossy(path):
    path.write_bytes(
        b"Title\n\n\x0bD\xc3\xa9j\xc3\xa0 vu \xff et encore, d\xc3\xa9j\xc3\xa0, d\xc3\xa9j\xc3\xa0.\n"
    )


def random(path):
    path.write_bytes(bytes(range(256)) * 40)


def pipe(path):
    os.mkfifo(path)


def dangling(path):
    path.symlink_to("nothing-there")


def large(path):
    with path.open("wb") as file:
        file.truncate(60_000_000)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (compressed, "the file is compressed"),
        (lossy, "cannot be decoded without loss"),
        (random, "cannot be decoded without loss"),
        (pipe, "is not a regular file"),
        (dangling, "No such file"),
        (large, "60,000,000 bytes are too large for one article"),
    ],
)
@pytest.mark.parametrize("options", [[], ["--diff"]])
def test_what_cannot_be_mended_is_left_alone_and_the_rest_is_mended(newsqa, article, make, said, options):
    make(Path("odd.txt"))
    article("z.txt", FLAWED)
    before = Path("odd.txt").read_bytes() if make in (compressed, lossy, random) else None
    _, _, err = newsqa("fix", "odd.txt", "z.txt", *options)
    assert "odd.txt: not mended: " in err
    assert said in err
    assert before is None or Path("odd.txt").read_bytes() == before
    assert ("\x0b" in Path("z.txt").read_text()) is bool(options)


@pytest.mark.parametrize(
    "command",
    ["fix a.txt --select TXT005", "fix a.parquet --output b.parquet", "check a.txt --output r.json"],
)
def test_a_full_disk_leaves_the_old_file(shell, article, tmp_path, command):
    article("a.txt", "{}" * 40 + "\x0b")
    pq.write_table(pa.table({"text": [os.urandom(9000).hex() + "\x0b"]}), "a.parquet")
    for name in ("b.parquet", "r.json"):
        Path(name).write_text("old")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def limit():
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))

    if command.startswith("check"):
        article("a.txt", "A\x0b" * 80)
        before["a.txt"] = Path("a.txt").read_bytes()
    done = shell(*command.split(), preexec_fn=limit)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"cannot be written: " in done.stderr
    assert b"File too large" in done.stderr
    assert b"Traceback" not in done.stderr
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_the_filter(shell, good):
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        text = FLAWED.replace("{}", good).replace("\n", "\r\n")
        done = shell("fix", "-", stdin=text.encode(encoding))
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout == text.replace("\x0b", "").encode(encoding)
    done = shell("fix", "-", stdin=bytes(range(256)) * 40)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == b"newsqa: standard input: the text cannot be decoded without loss\n"


# --- diff ------------------------------------------------------------------------------------------------------


def test_diff(newsqa, article):
    article("a.txt", "Title\n\nOne\ttab\nA\x0b text.\nThe end")
    before = Path("a.txt").read_bytes()
    code, out, _ = newsqa("fix", "--diff", "--select", "TXT005", "a.txt")
    assert code == 1
    assert out == (
        "--- a/a.txt\n+++ b/a.txt\n@@ -1,5 +1,5 @@\n Title\n \n One\ttab\n-A␋ text.\n+A text.\n The end\n"
        "\\ No newline at end of file\n"
    )
    assert Path("a.txt").read_bytes() == before
    assert newsqa("check", "--fix", "--diff", "--select", "TXT005", "a.txt")[:2] == (code, out)


def test_diff_of_a_clean_file(newsqa, article):
    assert newsqa("fix", "--diff", article("a.txt")) == (0, "", "")


def test_diff_of_standard_input(shell):
    done = shell("fix", "--diff", "-", stdin=b"Title\n\nA\x0b text.\n")
    assert (done.returncode, done.stderr) == (1, b"")
    assert done.stdout.decode().endswith("-A␋ text.\n+A text.\n")


def test_diff_of_a_table(newsqa):
    Path("a.jsonl").write_text('{"text": "A\\u000b text."}\n')
    code, out, _ = newsqa("fix", "--diff", "a.jsonl")
    assert (code, out.splitlines()[:2]) == (1, ["--- a/a.jsonl#1", "+++ b/a.jsonl#1"])


@pytest.mark.skipif(not Path("/usr/bin/patch").exists(), reason="needs patch")
def test_the_diff_is_what_fix_does(shell, good):
    paragraph = good.split("\n\n")[1]
    Path("a.txt").write_text(good.replace(paragraph, f"{paragraph}\n\n{paragraph}"))
    done = shell("fix", "--diff", "--unsafe-fixes", "a.txt")
    assert done.returncode == 1
    subprocess.run(
        ["/usr/bin/patch", "-o", "patched.txt", "a.txt"], input=done.stdout, check=True, capture_output=True
    )
    shell("fix", "--unsafe-fixes", "a.txt")
    assert Path("patched.txt").read_text() == Path("a.txt").read_text() != ""


def test_unsafe_fixes(newsqa, good):
    paragraph = good.split("\n\n")[-1]
    text = f"{good}\nIn between there is another one, long enough to be a paragraph of its own here.\n\n{paragraph}"
    Path("a.txt").write_text(text)
    code, _, err = newsqa("fix", "a.txt")
    assert (code, Path("a.txt").read_text()) == (1, text)
    assert "a.txt: 1 left that need a second look (DUP003): --unsafe-fixes" in err
    code, _, err = newsqa("fix", "a.txt", "--unsafe-fixes")
    assert (code, Path("a.txt").read_text().count(paragraph.strip())) == (0, 1)


@pytest.mark.parametrize(("files", "lines"), [(10, 10), (11, 1)])
def test_what_is_left_of_many_files_is_one_line(newsqa, good, files, lines):
    paragraph = good.split("\n\n")[-1]
    between = "In between there is another one, long enough to be a paragraph of its own here."
    Path("d").mkdir()
    for number in range(files):
        Path(f"d/{number}.txt").write_text(f"{good}\n{between}\n\n{paragraph}")
        compressed(Path(f"d/z{number}.txt.gz"))
    said = newsqa("fix", "d")[2].splitlines()
    assert sum("need a second look (DUP003): --unsafe-fixes" in line for line in said) == lines
    assert sum("not mended: the file is compressed" in line for line in said) == lines
    if lines == 1:
        assert "newsqa: 11 files: 11 left that need a second look (DUP003): --unsafe-fixes" in said
        assert "newsqa: 11 files: not mended: the file is compressed" in said


# --- tables ----------------------------------------------------------------------------------------------------


def test_a_table_is_refused_without_output(newsqa):
    Path("a.jsonl").write_text('{"text": "A\\u000b text."}\n')
    before = Path("a.jsonl").read_bytes()
    code, _, err = newsqa("fix", "a.jsonl")
    assert (code, Path("a.jsonl").read_bytes()) == (1, before)
    assert "1 table(s) not mended: name a new file with --output, one table at a time" in err


def test_two_tables_and_one_output(newsqa):
    for name in ("a.jsonl", "b.jsonl"):
        Path(name).write_text('{"text": "A\\u000b text."}\n')
    code, out, err = newsqa("fix", "a.jsonl", "b.jsonl", "--output", "c.jsonl")
    assert (code, out, "there are 2 tables to mend" in err) == (2, "", True)
    assert not Path("c.jsonl").exists()


@pytest.mark.parametrize(
    ("name", "output", "said"),
    [
        ("a.txt", "b.jsonl", "there is no table to mend; text files are mended in place"),
        ("a.jsonl", "b.parquet", "the mended copy of a.jsonl is jsonl, too: name it so"),
    ],
)
def test_an_output_that_does_not_fit_is_refused_before_anything_is_changed(
    newsqa, article, name, output, said
):
    article("a.txt", FLAWED)
    Path("a.jsonl").write_text('{"text": "A\\u000b text."}\n')
    before = Path("a.txt").read_bytes()
    code, out, err = newsqa("fix", *{"a.txt", name}, "--output", output)
    assert (code, out, said in err) == (2, "", True)
    assert (Path("a.txt").read_bytes(), Path(output).exists()) == (before, False)


ODD_LINES = [
    '{"text":"fine",   "n": 1.50e+3, "big": 12345678901234567890123, "n": 2}\r',
    "",
    "\u00a0\t",
    '{"text": "a \\u000b b", "n": 1.50e+3, "big": 1e999, "z": {"text": "a \\u000b c"}, "n": 2}\r',
    '{"text":\r"a\\u000b b" , "é": "\\u00e9"}',
    '{"text": "cut off',
    "[1, 2]",
    '{"text": "first", "text": "last \\u0001"}',
    '{"body": "key \\ud83d\\ude00 \\u000b \\"quoted\\" \\\\ here", "title": "T"}',
    '{"text": null}',
    '{"text": "the end \\u000b"}',
]
MENDED_LINES = {
    3: '{"text": "a  b", "n": 1.50e+3, "big": 1e999, "z": {"text": "a \\u000b c"}, "n": 2}\r',
    4: '{"text":\r"a b" , "é": "\\u00e9"}',
    7: '{"text": "first", "text": "last "}',
    8: '{"body": "key 😀  \\"quoted\\" \\\\ here", "title": "T"}',
    10: '{"text": "the end "}',
}


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["", "\n"])
def test_jsonl_stays_byte_for_byte_but_for_what_is_mended(newsqa, mark, end):
    Path("a.jsonl").write_bytes(mark + ("\n".join(ODD_LINES) + end).encode())
    newsqa("fix", "a.jsonl", "--output", "b.jsonl", "--select", "TXT005")
    wanted = [MENDED_LINES.get(number, line) for number, line in enumerate(ODD_LINES)]
    assert Path("b.jsonl").read_bytes() == mark + ("\n".join(wanted) + end).encode()


def test_jsonl_with_nested_fields_and_dates(newsqa):
    line = {"doc": {"words": "A \x0b text.", "x": [1]}, "published": "2024-05-12T10:30"}
    Path("a.jsonl").write_text(json.dumps(line) + "\n")
    options = ("--field", "text=doc.words", "--timezone", "Europe/Paris", "--select", "TXT005,DAT003")
    code, _, err = newsqa("fix", "a.jsonl", "--output", "b.jsonl", *options)
    assert (code, "mended 2 flaws in 1 article" in err) == (0, True)
    line["doc"]["words"], line["published"] = "A  text.", "2024-05-12T10:30:00+02:00"
    assert json.loads(Path("b.jsonl").read_text()) == line


def test_a_table_is_never_overwritten(newsqa):
    before = '{"text": "A\\u000b text."}\n'
    Path("a.jsonl").write_text(before)
    code, _, err = newsqa("fix", "a.jsonl", "--output", "a.jsonl")
    assert (code, "is one of the inputs" in err) == (2, True)
    assert Path("a.jsonl").read_text() == before


def test_the_report_never_takes_the_place_of_an_article(newsqa):
    Path("a.txt").write_text("A title\n\nText.\n")
    code, _, err = newsqa("check", "a.txt", "--output", "a.txt")
    assert (code, "is one of the inputs" in err) == (2, True)
    assert Path("a.txt").read_text() == "A title\n\nText.\n"


def test_one_text_into_a_new_file(newsqa):
    Path("a.txt").write_text("A\x0b title\n\nText.\n")
    newsqa("fix", "a.txt", "--output", "b.txt")
    assert Path("a.txt").read_text() == "A\x0b title\n\nText.\n"
    assert Path("b.txt").read_text() == "A title\n\nText.\n"


TABLE = pa.table(
    {
        "id": pa.array(["1", None, "3"]),
        "nested": pa.array([{"a": [1]}, None, {"a": []}]),
        "text": pa.array(["A\x0b text.", None, "Another\x0b"], pa.large_string()),
        "price": pa.array([1, 2, 3], pa.decimal128(9, 2)),
        "label": pa.array(["x", "y", "x"]).dictionary_encode(),
        "when": pa.array([1, None, 3], pa.timestamp("ns", "Asia/Tokyo")),
    },
    metadata={"owner": "archive"},
)


def as_parquet(path):
    pq.write_table(TABLE, path, row_group_size=2)


def as_arrow(path):
    with pa.ipc.new_file(path, TABLE.schema) as writer:
        writer.write_table(TABLE, max_chunksize=2)


def as_arrow_stream(path):
    with pa.ipc.new_stream(path, TABLE.schema) as writer:
        writer.write_table(TABLE, max_chunksize=2)


@pytest.mark.parametrize(
    ("name", "write", "read"),
    [
        ("a.parquet", as_parquet, pq.read_table),
        ("a.arrow", as_arrow, lambda path: pa.ipc.open_file(path).read_all()),
        ("a.arrow", as_arrow_stream, lambda path: pa.ipc.open_stream(path).read_all()),
    ],
    ids=["parquet", "arrow", "stream"],
)
def test_columnar_tables_keep_schema_and_columns(newsqa, name, write, read):
    write(name)
    _, out, err = newsqa("fix", name, "--output", f"mended-{name}", "--select", "TXT005")
    assert "mended 2 flaws in 2 articles" in err
    assert f"mended-{name}" not in out.partition("\n\n")[0]
    before, table = read(pa.OSFile(name)), read(pa.OSFile(f"mended-{name}"))
    assert table.schema.equals(before.schema, check_metadata=True)
    assert table["text"].to_pylist() == ["A text.", None, "Another"]
    assert table.drop_columns("text").equals(before.drop_columns("text"))


def test_a_column_that_is_no_string_is_not_mended(newsqa):
    pq.write_table(pa.table({"text": pa.array(["A\x0b", "A\x0b"]).dictionary_encode()}), "a.parquet")
    code, _, err = newsqa("fix", "a.parquet", "--output", "b.parquet")
    assert (code, "only columns of strings are mended" in err) == (2, True)
    assert not Path("b.parquet").exists()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("id,text\n1,A\x0b text\n", "id,text\n1,A text\n"),
        ('id;text\r\n1;"A\x0b; ""text"""\r\n2;\r\n', 'id;text\r\n1;"A; ""text"""\r\n2;\r\n'),
        ('\ufeffid,"text"\n1,"A\nnew\x0b line"\n', '\ufeffid,text\n1,"A\nnew line"\n'),
        ('"a;b;c","text"\n1,A\x0b\n', "a;b;c,text\n1,A\n"),
        ("id,text\n\n1,A\x0b\nragged\n3,B\x0b\n", "id,text\n\n1,A\nragged\n3,B\n"),
    ],
)
def test_csv(newsqa, before, after):
    Path("a.csv").write_bytes(before.encode())
    newsqa("fix", "a.csv", "--output", "b.csv", "--select", "TXT005")
    assert Path("b.csv").read_bytes().decode() == after


def test_tsv(newsqa):
    Path("a.tsv").write_text("a,b,c,d\ttext\n1\tA\x0b\n")
    newsqa("fix", "a.tsv", "--output", "b.tsv", "--select", "TXT005")
    assert Path("b.tsv").read_text() == "a,b,c,d\ttext\n1\tA\n"


def test_csv_with_a_quote_that_is_never_closed(newsqa):
    Path("a.csv").write_text('id,text\n1,"never closed\n2,A\x0b\n3,B\n')
    code, _, err = newsqa("fix", "a.csv", "--output", "b.csv", "--select", "TXT005")
    assert (code, "damaged rows make it unsafe to mend" in err) == (2, True)
    assert not Path("b.csv").exists()


@pytest.mark.parametrize("name", ["a.parquet", "a.arrow", "a.parquet.gz", "a.jsonl", "a.csv"])
def test_damaged_tables_are_refused(newsqa, name):
    data = {
        "a.jsonl": '{"text": "é\x0b"}\n'.encode("latin-1") * 9,
        "a.csv": "text\né\x0b\n".encode("latin-1"),
    }
    Path(name).write_bytes(
        data.get(name, gzip.compress(b"PAR1" + bytes(50)) if name.endswith("gz") else b"PAR1ARROW1")
    )
    code, out, err = newsqa("fix", name, "--output", f"out-{name}")
    assert (code, out) == (2, "")
    assert "cannot be mended" in err or "only complete UTF-8 files are mended" in err
    assert not Path(f"out-{name}").exists()
