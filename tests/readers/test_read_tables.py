"""Parquet, Arrow IPC and tables in memory; and that every format gives the same articles."""

import csv
import gzip
import json
import random
import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from newsqa.errors import InputError
from newsqa.readers import batches
from newsqa.schema import ARTICLES

ROWS = [
    {
        "id": f"a{number}",
        "headline": f"Title {number} é",
        "text": f"L’article {number}\nsecond “line”, \U0001f600 {'x' * number}",
        "published": "2024-01-02T03:04:05+01:00" if number % 3 else None,
        "authors": ["Ann B"] if number % 2 else None,
        "fetched": "2024-01-03T00:00:00Z",
        "junk": number,
    }
    for number in range(2500)
]
CONTENT = [name for name in ARTICLES.names if name not in ("path", "line", "article_id")]


def write_ipc(path, table, new, **options):
    with new(str(path), table.schema, **options) as out:
        out.write_table(table, max_chunksize=300)


def test_every_format_gives_the_same_articles(tmp_path, read):
    import pandas as pd
    import polars as pl

    table = pa.Table.from_pylist(ROWS)
    sources = {}
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), "utf-8")
    sources["jsonl"] = path
    sources["gz"] = tmp_path / "b.jsonl.gz"
    sources["gz"].write_bytes(gzip.compress(path.read_bytes()))
    sources["zst"] = tmp_path / "c.jsonl.zst"
    with pa.CompressedOutputStream(str(sources["zst"]), "zstd") as out:
        out.write(path.read_bytes())
    sources["csv"] = tmp_path / "d.csv"
    with sources["csv"].open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(ROWS[0])
        writer.writerows(
            [*list(row.values())[:4], (row["authors"] or [""])[0], row["fetched"], 1] for row in ROWS
        )
    sources["parquet"] = tmp_path / "e.parquet"
    pq.write_table(table, sources["parquet"], row_group_size=70)
    sources["parquet.gz"] = tmp_path / "e.parquet.gz"
    sources["parquet.gz"].write_bytes(gzip.compress(sources["parquet"].read_bytes()))
    sources["arrow"] = tmp_path / "f.arrow"
    write_ipc(sources["arrow"], table, pa.ipc.new_file)
    sources["stream"] = tmp_path / "g.arrow"
    write_ipc(sources["stream"], table, pa.ipc.new_stream, options=pa.ipc.IpcWriteOptions(compression="zstd"))
    sources["table"] = table
    sources["slice"] = pa.concat_tables([table.slice(0, 3), table, table]).slice(3, len(table))
    sources["batch"] = pa.concat_tables([table, table]).combine_chunks().to_batches()[0].slice(len(table))
    sources["reader"] = table.to_reader(max_chunksize=77)
    sources["pandas"] = pd.DataFrame(ROWS)
    sources["polars"] = pl.DataFrame(ROWS)
    import pyarrow.dataset as ds

    sources["dataset"] = ds.dataset(sources["parquet"])
    expected = None
    for name, source in sources.items():
        got, problems, notes = read(source)
        assert not problems, name
        assert not notes, name
        if expected is None:
            expected = got
        assert got["article_id"].to_pylist() == [row["id"] for row in ROWS]
        for column in CONTENT:
            if name in ("csv",) and column == "record":
                continue
            assert (
                got[column].equals(expected[column])
                or got[column].to_pylist() == expected[column].to_pylist()
            ), (
                name,
                column,
            )
        in_memory = not hasattr(source, "suffix")
        assert got["path"].to_pylist() == [None if in_memory else source.as_posix()] * len(ROWS), name
        assert (got["line"].null_count > 0) == (name not in ("jsonl", "gz", "zst", "csv")), name
    for row in ROWS[:50]:
        (tmp_path / "txt").mkdir(exist_ok=True)
        (tmp_path / "txt" / f"{row['id']:>05}.txt").write_text(row["text"], "utf-8")
    assert sorted(read(tmp_path / "txt")[0]["text"].to_pylist()) == sorted(row["text"] for row in ROWS[:50])


def one(read, column, name="text", **options):
    data = {name: column} if name == "text" else {"text": ["x"] * len(column), name: column}
    return read(pa.table(data), **options)[0][name].to_pylist()


@pytest.mark.parametrize(
    "kind",
    [
        pa.string(),
        pa.large_string(),
        pa.string_view(),
        pa.binary(),
        pa.large_binary(),
        pa.binary_view(),
        pa.dictionary(pa.int8(), pa.string()),
        pa.dictionary(pa.int32(), pa.large_string()),
    ],
)
def test_types_of_text(read, kind):
    column = pa.array(["x", "é", None, "b", "é"], pa.string()).cast(kind)
    assert one(read, column) == ["x", "é", None, "b", "é"]
    assert one(read, column.slice(1, 3)) == ["é", None, "b"]
    struct = pa.StructArray.from_arrays([column], ["body"], mask=pa.array([False, False, False, True, False]))
    table = pa.table({"content": struct.slice(1)})
    assert read(table, fields={"text": "content.body"})[0]["text"].to_pylist() == ["é", None, None, "é"]


def test_types_of_other_fields(read, tmp_path):
    stamps = [datetime(2024, 1, 2, 3, 4, 5), None]
    published = [
        (pa.array(stamps, pa.timestamp("ns")), "2024-01-02T03:04:05"),
        (pa.array(stamps, pa.timestamp("ms", tz="UTC")), "2024-01-02T03:04:05+00:00"),
        (pa.array(stamps, pa.timestamp("us", tz="Europe/Paris")), "2024-01-02T04:04:05+01:00"),
        (pa.array([datetime(2024, 1, 2, 3, 4, 5, 250_000), None]), "2024-01-02T03:04:05.250000"),
        (pa.array([date(2024, 1, 2), None]), "2024-01-02"),
        (pa.array([date(2024, 1, 2), None], pa.date64()), "2024-01-02"),
        (pa.array([1_700_000_000, None]), "1700000000"),
        (pa.array([1.5, float("nan")]), "1.5"),
        (pa.array([Decimal("1.50"), None]), "1.50"),
        (pa.array(["yesterday", None]), "yesterday"),
    ]
    for column, expected in published:
        assert one(read, column, "published") == [expected, None], column.type
    assert one(read, pa.nulls(2), "published") == [None, None]
    names = [["A", "B"], None, [], ["C", None]]
    people = [None if row is None else [{"id": 1, "name": name} for name in row] for row in names]
    for column in (
        pa.array(names),
        pa.array(names, pa.large_list(pa.large_string())),
        pa.array(names, pa.list_view(pa.string())),
        pa.array(names, pa.list_(pa.dictionary(pa.int8(), pa.string()))),
        pa.array(people),
    ):
        assert one(read, column, "authors") == names, column.type
        assert one(read, column.slice(2), "authors") == names[2:], column.type
    assert one(read, pa.array([["A", "B"], None], pa.list_(pa.string(), 2)), "authors") == [["A", "B"], None]
    assert one(read, pa.array(["A; B", None]), "authors") == [["A; B"], None]
    assert one(read, pa.nulls(2), "authors") == [None, None]
    when = datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)
    for column in (
        pa.array(stamps, pa.timestamp("ns")),
        pa.array(stamps, pa.timestamp("s", tz="Europe/Paris")),
        pa.array(["2024-01-02T03:04:05", "never"]),
        pa.array(["2024-01-02T04:04:05+01:00", None]),
        pa.array(["2024-01-02T03:04:05Z", None]).dictionary_encode(),
    ):
        assert one(read, column, "fetched") == [when, None], column.type
    assert one(read, pa.array(["2024-01-02T03:04:05", "2024-01-02T03:04:05Z"]), "fetched") == [when, when]
    assert (
        one(read, pa.array([date(2024, 1, 2), None]), "fetched")[0].isoformat() == "2024-01-02T00:00:00+00:00"
    )
    assert one(read, pa.array([{"name": "Reuters"}, None]), "publisher") == ["Reuters", None]
    assert one(read, pa.array([5, None]), "article_id") == ["5", "#2"]
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": ["a", "b"]}), path)
    assert read(path)[0]["article_id"].to_pylist() == [f"{path}#1", f"{path}#2"]


def test_columns_that_cannot_be_read(read, tmp_path):
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"headline": ["a"], "words": ["b"]}), path)
    with pytest.raises(InputError, match=r"a\.parquet has no column with the text.*headline, words.*fields="):
        read(path)
    assert read(path, fields={"text": "words"})[0]["text"].to_pylist() == ["b"]
    with pytest.raises(InputError, match="no column 'wrods'"):
        read(path, fields={"text": "words", "url": "wrods"})
    with pytest.raises(InputError, match=r"no column 'words\.x'"):
        read(path, fields={"text": "words.x"})
    with pytest.raises(InputError, match="the table has no column with the text"):
        read(pa.table({"x": [1]}))
    with pytest.raises(InputError, match=r"column 'text' \(text\) holds int64"):
        read(pa.table({"text": [1]}))
    with pytest.raises(InputError, match=r"\(title\) holds list"):
        read(pa.table({"text": ["a"], "title": [["b"]]}))
    assert read(pa.table({"text": ["a"], "title": [["b"]]}), fields={"title": None})[0][
        "title"
    ].to_pylist() == [None]
    assert len(read(pa.table({"text": pa.array([], pa.string())}))[0]) == 0


@pytest.mark.parametrize("large", [False, True])
def test_bytes_that_are_no_utf8(read, tmp_path, large):
    bad = pa.array([b"good", b"caf\xe9", None, b"\xff"], pa.large_binary() if large else pa.binary())
    text = pa.Array.from_buffers(pa.large_string() if large else pa.string(), 4, bad.buffers())
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"body": text, "title": bad}), path)
    table, problems, _ = read(path, batch_rows=2)
    assert table["text"].to_pylist() == ["good", "caf\ufffd", None, "\ufffd"]
    assert table["title"].to_pylist() == table["text"].to_pylist()
    assert [(p.code, p.record, p.row) for p in problems] == [("IO002", 2, 1), ("IO002", 2, 1)] + [
        ("IO002", 4, 1)
    ] * 2
    table, problems, _ = read(pa.table({"text": pa.DictionaryArray.from_arrays([1, 0, 1], bad)}))
    assert table["text"].to_pylist() == ["caf\ufffd", "good", "caf\ufffd"]
    assert [p.row for p in problems] == [0, 2]


def test_batches_are_bounded_by_bytes(tmp_path):
    texts = ["x" * 100_000] * 40 + ["y"] * 100
    table = pa.table({"text": texts})
    path = tmp_path / "a.parquet"
    pq.write_table(table, path, use_dictionary=False)
    write_ipc(tmp_path / "b.arrow", table.combine_chunks(), pa.ipc.new_file)
    for source in (table, path, tmp_path / "b.arrow", table.to_reader()):
        got = list(batches(source, batch_rows=50, batch_bytes=1_000_000))
        sizes = [sum(map(len, b.articles["text"].to_pylist())) for b in got]
        assert max(sizes) <= 1_000_000
        assert max(len(b.articles) for b in got) <= 50
        assert [record for b in got for record in b.articles["record"].to_pylist()] == list(range(1, 141))


def test_small_record_batches_are_joined():
    table = pa.table({"text": pa.array([str(number) for number in range(3000)]).dictionary_encode()})
    got = [len(b.articles) for b in batches(table.to_reader(max_chunksize=10))]
    assert got == [1000, 1000, 1000]


def test_broken_files_are_problems(tmp_path, read):
    table = pa.table({"text": [f"text {number}" * 50 for number in range(5000)]})
    pq.write_table(
        table, tmp_path / "a.parquet", row_group_size=1000, compression="none", use_dictionary=False
    )
    data = bytearray((tmp_path / "a.parquet").read_bytes())
    (tmp_path / "b.parquet").write_bytes(data[:-100])
    (tmp_path / "c.parquet").touch()
    data[len(data) // 2 : len(data) // 2 + 200] = bytes(200)
    (tmp_path / "d.parquet").write_bytes(data)
    write_ipc(tmp_path / "e.arrow", table, pa.ipc.new_stream)
    data = (tmp_path / "e.arrow").read_bytes()
    (tmp_path / "e.arrow").write_bytes(data[: len(data) // 2])
    write_ipc(tmp_path / "f.arrow", table, pa.ipc.new_file)
    (tmp_path / "f.arrow").write_bytes((tmp_path / "f.arrow").read_bytes()[:-50])
    (tmp_path / "g.arrow").write_bytes(b"FEA1 and so on")
    (tmp_path / "h.feather").write_bytes(b"nothing of the kind")
    (tmp_path / "i.txt").write_text("fine")
    (tmp_path / "j.parquet").write_bytes(gzip.compress((tmp_path / "a.parquet").read_bytes())[:-1000])
    got, problems, _ = read(tmp_path)
    names = [problem.path.rpartition("/")[2][0] for problem in problems]
    assert {problem.code for problem in problems} == {"IO001"}
    assert names == [*"bcd"[: 3 if "d" in names else 2], *"efghj"]
    rows = {}
    for path in got["path"].to_pylist():
        name = path.rpartition("/")[2][0]
        rows[name] = rows.get(name, 0) + 1
    assert rows["a"] == 5000
    assert rows["i"] == 1
    assert rows["d"] >= 2000
    assert 1000 <= rows["e"] < 5000


def test_objects_with_an_arrow_interface(read):
    class Stream:
        def __init__(self, table):
            self.table = table

        def __arrow_c_stream__(self, requested_schema=None):
            return self.table.__arrow_c_stream__(requested_schema)

    class Array:
        def __arrow_c_array__(self, requested_schema=None):
            return table.to_batches()[0].__arrow_c_array__(requested_schema)

    table = pa.table({"text": ["a", "b"]})
    assert read(Stream(table))[0]["text"].to_pylist() == ["a", "b"]
    assert read(Array())[0]["text"].to_pylist() == ["a", "b"]
    with pytest.raises(InputError, match="is no table of articles"):
        read(Stream(pa.chunked_array([["a"]])))


def test_a_reader_is_streamed():
    taken = []

    def source():
        for number in range(20):
            taken.append(number)
            yield pa.record_batch({"text": ["x"] * 1000})

    got = batches(pa.RecordBatchReader.from_batches(pa.schema([("text", pa.string())]), source()))
    next(got)
    assert len(taken) <= 3


def test_parquet_does_not_load_datasets(tmp_path):
    pq.write_table(pa.table({"text": ["a"]}), tmp_path / "a.parquet")
    code = (
        "import sys; from newsqa.readers import batches; list(batches(sys.argv[1])); "
        "print('pyarrow.dataset' in sys.modules, 'polars' in sys.modules)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "a.parquet")], capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == ["False", "False"]


def test_damaged_bytes_never_raise(tmp_path):
    table = pa.table(
        {"text": [f"text é {number}" for number in range(50)], "authors": [["a", "b"], None] * 25}
    )
    pq.write_table(table, tmp_path / "a.parquet")
    write_ipc(tmp_path / "b.arrow", table, pa.ipc.new_file)
    write_ipc(tmp_path / "c.arrow", table, pa.ipc.new_stream)
    (tmp_path / "d.jsonl").write_bytes(gzip.compress(b'{"text": "a\\u00e9\\n", "authors": ["x"]}\n' * 30))
    rng = random.Random(5)
    for path in sorted(tmp_path.iterdir()):
        data = path.read_bytes()
        for _ in range(120):
            damaged = bytearray(data)
            for _ in range(rng.choice([1, 2, 20])):
                damaged[rng.randrange(len(data))] = rng.randrange(256)
            path.write_bytes(damaged[: rng.choice([len(data), rng.randrange(len(data))])])
            try:
                got = list(batches(path))
            except InputError:
                continue
            for batch in got:
                batch.articles.validate(full=True)


@pytest.mark.parametrize("saved", [True, False])
def test_a_record_that_is_too_large(tmp_path, read, saved):
    texts = ["short", "y" * 900, None, "z" * 90, "w" * 2000, "also short"]
    source = pa.table({"text": texts, "title": ["t"] * 3 + ["t" * 950] + ["t"] * 2})
    path = tmp_path / "a.parquet"
    pq.write_table(source, path)
    table, problems, _ = read(str(path) if saved else source, max_record_bytes=1000, batch_rows=4)
    kept = [0, 1, 2, 5]
    assert table["text"].to_pylist() == [texts[row] for row in kept]
    assert table["record"].to_pylist() == [row + 1 for row in kept]
    told = [(p.code, p.record, p.threshold, p.row) for p in problems]
    assert told == [("IO003", 4, 1000.0, None), ("IO003", 5, 1000.0, None)]
    assert problems[1].value >= 2001
