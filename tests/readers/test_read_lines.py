"""JSON Lines and delimited files: records, findings, places."""

import csv
import io
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsqa.errors import InputError
from newsqa.readers import batches

TEXTS = st.text(st.characters(min_codepoint=1, exclude_categories=["Cs"]), max_size=60) | st.text(
    'ab"\\\n\r\t,;é\U0001f600', max_size=40
)
QUIET = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def places(path, row_texts, field="text"):
    """Yield each character of a field with the character the locator finds, and the raw file's lines."""
    lines = path.read_bytes().decode().split("\n")
    start = 0
    for batch in batches(path):
        for row in range(len(batch.articles)):
            value = batch.articles[field][row].as_py()
            assert value == row_texts[start + row]
            found = batch.locator(row, field, range(len(value) + 1))
            assert len(found) == len(value) + 1
            for (line, column), character in zip(found, value, strict=False):
                yield character, lines[line - 1][column - 1 :], line
            yield None, lines[found[-1][0] - 1][found[-1][1] - 1 :], found[-1][0]
        start += len(batch.articles)
    assert start == len(row_texts)


@QUIET
@given(
    texts=st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4), ascii=st.booleans(), indent=st.booleans()
)
def test_json_places(tmp_path, texts, ascii, indent):
    path = tmp_path / "a.jsonl"
    separators = (" ,\t", " : ") if indent else None
    records = [{"x": {"text": [title]}, "title": title, "text": text, "z": '"\\'} for title, text in texts]
    lines = [json.dumps(record, ensure_ascii=ascii, separators=separators) for record in records]
    path.write_bytes("\n\n".join(lines).encode() + b"\n")
    for field, at in (("title", 0), ("text", 1)):
        for character, raw, _ in places(path, [pair[at] for pair in texts], field):
            if character is None:
                assert raw[0] == '"'
            elif raw[0] == "\\":
                step = 12 if raw[1] == "u" and ord(character) > 0xFFFF else 6 if raw[1] == "u" else 2
                assert json.loads(f'"{raw[:step]}"') == character
            else:
                assert raw[0] == character


@QUIET
@given(
    texts=st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4),
    delimiter=st.sampled_from(",;\t|"),
    always=st.booleans(),
    ending=st.sampled_from(["\r\n", "\n"]),
)
def test_csv_places(tmp_path, texts, delimiter, always, ending):
    path = tmp_path / "a.csv"
    sink = io.StringIO()
    # The writer leaves a lone carriage return bare, which no reader takes.
    bare = any("\r" in value for pair in texts for value in pair)
    quoting = csv.QUOTE_ALL if always or bare else csv.QUOTE_MINIMAL
    out = csv.writer(sink, delimiter=delimiter, quoting=quoting, lineterminator=ending)
    out.writerow(["Headline", "x", "text"])
    out.writerows((title, "1", text) for title, text in texts)
    path.write_bytes(sink.getvalue().encode())
    table = next(batches(path)).articles
    lines = path.read_bytes().decode().split("\n")
    seen = 0
    for character, raw, line in places(path, [text for _, text in texts]):
        if character is not None:
            assert (raw or "\n")[0] == character
        seen = max(seen, line)
    assert seen <= len(lines)
    assert [title if title else None for title, _ in texts] == table["title"].to_pylist()
    for row in range(len(texts)):
        found = next(batches(path)).locator(row, "text", [0])[0][0]
        assert table["line"][row].as_py() == found


def test_json_lines(tmp_path, read):
    path = tmp_path / "a.jsonl"
    path.write_bytes(
        b'\xef\xbb\xbf{"id": 7, "headline": "T", "body": "one", "date": 1700000000.50, "authors": [{"name": "A"}, "B"]}\r\n'
        b"\r\n"
        b'{"headline": "T", "body": "two", "author": "C; D", "source": {"name": "Reuters"}}\n'
        b'{"body": "broken", }\n'
        b"[1]\n"
        b'{"body": "caf\xe9"}\n'
        b'{"body": ["not", "text"], "title": 3, "authors": 4}\n'
        b'{"body": null, "fetched": "2024-01-02T03:04:05+01:00", "x": NaN}\n'
        b'{"body": "half \\ud800 pair", "fetched": "yesterday"}\n'
        + b'{"body": "deep", "x": '
        + b"[" * 100_000
        + b"]" * 100_000
        + b"}\n"
        + b'{"body": "big", "id": '
        + b"9" * 5000
        + b"}"
    )
    table, problems, _ = read(path)
    rows = table.to_pylist()
    assert [row["text"] for row in rows] == ["one", "two", "caf\ufffd", None, None, "half \ufffd pair", "big"]
    assert [row["record"] for row in rows] == [1, 2, 5, 6, 7, 8, 10]
    assert [row["line"] for row in rows] == [1, 3, 6, 7, 8, 9, 11]
    assert [row["article_id"] for row in rows[:2]] == ["7", f"{path}#2"]
    assert rows[6]["article_id"] == "9" * 5000
    assert rows[0]["published"] == "1700000000.50"
    assert [row["authors"] for row in rows[:4]] == [["A", "B"], ["C; D"], None, None]
    assert rows[1]["publisher"] == "Reuters"
    assert rows[3]["title"] == "3"
    assert rows[4]["fetched"].isoformat() == "2024-01-02T02:04:05+00:00"
    assert rows[5]["fetched"] is None
    assert problems[0].column in (18, 20)  # the comma or the brace behind it: Python 3.13 is more precise
    found = [(p.code, p.record, p.line, p.column, p.row) for p in problems]
    assert found == [
        ("IO001", 3, 4, problems[0].column, None),
        ("IO001", 4, 5, 1, None),
        ("IO002", 5, 6, 14, 2),
        ("IO001", 6, 7, 1, 3),
        ("IO001", 6, 7, 1, 3),
        ("IO002", 8, 9, 16, 5),
        ("IO001", 9, 10, 1, None),
    ]
    assert "field 'body' is a list, not a string" in problems[3].message


def test_json_numbers_and_nested_places(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"content": {"text": "a\\nb"}, "date": 17.50, "text": "no", "authors": ["x"]}\n')
    batch = next(batches(path, fields={"text": "content.text", "url": "link"}))
    assert batch.articles["text"][0].as_py() == "a\nb"
    assert batch.locator(0, "text", [0, 1, 2, 3]) == [(1, 23), (1, 24), (1, 26), (1, 27)]
    assert batch.locator(0, "published", [0, 5]) == [(1, 39), (1, 44)]
    assert batch.locator(0, "authors", [0]) is None
    assert batch.locator(0, "title", [0]) is None
    path.write_text('{"text": "old", "text": "new"}\n')
    assert next(batches(path)).locator(0, "text", [0]) == [(1, 26)]


def test_json_without_text(tmp_path, read):
    path = tmp_path / "a.jsonl"
    path.write_text('{"headline": "a"}\n{"headline": "b", "words": "c"}\n')
    with pytest.raises(
        InputError, match=r"a\.jsonl has no key with the text.*headline, words.*\[fields\] text"
    ):
        read(path)
    assert read(path, fields={"text": "words"})[0]["text"].to_pylist() == [None, "c"]
    path.write_text("")
    assert len(read(path)[0]) == 0
    path.write_text('{"text": null}\n')
    assert read(path)[0]["text"].to_pylist() == [None]


def test_long_lines_are_passed_over(tmp_path, read):
    path = tmp_path / "a.jsonl"
    long = b'{"text": "' + b"x" * 5_000_000 + b'"}'
    good = b'{"text": "ok"}'
    for data, lines in [
        (b"\n".join([good, long, good, good]), [2]),
        (b"\n".join([long, long, good, b"", good, good]), [1, 2]),
        (b"\n".join([good, good, good, long + b"\n"]), [4]),
        (b"\n".join([good, good, good, long]), [4]),
    ]:
        path.write_bytes(data)
        for limit in (100, 3_000_000):
            table, problems, _ = read(path, max_record_bytes=limit)
            assert table["text"].to_pylist() == ["ok"] * 3
            assert [(p.code, p.line, p.value, p.threshold) for p in problems] == [
                ("IO003", line, len(long), limit) for line in lines
            ]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_lines_in_other_encodings(tmp_path, read, encoding, name):
    texts = ["L’été à Orléans, dit le maire", "Où ça ? Là-bas, près du café", "Déjà vu à l’école"] * 3
    lines = [json.dumps({"text": text}, ensure_ascii=False) for text in texts]
    if name.endswith("csv"):
        lines = ["text", *(f'"{text}"' for text in texts)]
    (tmp_path / name).write_bytes("\r\n".join(lines).encode(encoding))
    table, problems, notes = read(tmp_path / name)
    assert table["text"].to_pylist() == texts
    assert not problems
    assert len(notes) == 1


def test_batches_of_lines(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps({"text": "é" * 1000, "junk": "x" * 2000}) + "\n" for _ in range(95)))
    assert [len(b.articles) for b in batches(path, batch_rows=40)] == [40, 40, 15]
    assert [len(b.articles) for b in batches(path, batch_bytes=20_000)] == [10] * 9 + [5]
    path.write_text("nonsense\n" * 2500)
    got = list(batches(path, batch_rows=1000))
    assert [len(b.problems) for b in got] == [1000, 1000, 500]


def test_csv(tmp_path, read):
    path = tmp_path / "a.csv"
    path.write_bytes(
        b"\xef\xbb\xbfID;Titel;Body;Author\r\n"
        b'1;T;"first\r\nline ""two""";A\r\n'
        b"2;T;few\r\n"
        b"\r\n"
        b"3;T;many;A;B;C\r\n"
        b'"4";"multi\nline";"text";\r\n'
        b";;;\r\n"
        b"6;;nul\0here;\r\n"
    )
    table, problems, _ = read(path, fields={"title": "Titel"})
    rows = table.to_pylist()
    assert [row["text"] for row in rows] == ['first\r\nline "two"', "text", "", "nul\0here"]
    assert [row["line"] for row in rows] == [2, 8, 9, 10]
    assert [row["record"] for row in rows] == [1, 4, 5, 6]
    assert [row["title"] for row in rows] == ["T", "multi\nline", None, None]
    assert [row["article_id"] for row in rows] == ["1", "4", f"{path}#5", "6"]
    assert [row["authors"] for row in rows] == [["A"], None, None, None]
    assert [(p.code, p.record, p.line) for p in problems] == [("IO001", 2, 4), ("IO001", 3, 6)]
    assert "3 cells, the header 4" in problems[0].message


def test_csv_places_behind_quotes(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b'title,text\nx,"ab""c"de\n')
    batch = next(batches(path))
    assert batch.articles["text"][0].as_py() == 'ab"cde'
    assert batch.locator(0, "text", [0, 2, 3, 4, 5, 6]) == [(2, 4), (2, 6), (2, 8), (2, 10), (2, 11), (2, 12)]
    assert batch.locator(0, "url", [0]) is None


def test_csv_bad_bytes_and_unclosed_quotes(tmp_path, read):
    path = tmp_path / "a.tsv"
    path.write_bytes("text\ttitle\né, à\tè\n".encode() + b'a\xffb\tc\nd\t"open\ne\tf\ng\th\n')
    table, problems, _ = read(path)
    assert table["text"].to_pylist() == ["é, à", "a\ufffdb", "e", "g"]
    assert [(p.code, p.record, p.line, p.column, p.row) for p in problems] == [
        ("IO002", 2, 3, 2, 1),
        ("IO001", 3, 4, 3, None),
    ]
    assert table["record"].to_pylist() == [1, 2, 4, 5]
    path.write_bytes(b"text\ttitle\n" + b'd\t"open\n' * 101)
    table, problems, _ = read(path)
    assert all(p.code == "IO001" for p in problems)
    path.write_bytes(b"text\ttitle\n" + b'"d\tx\n' * 101)
    table, problems, _ = read(path)
    assert "the rest of the file was not read" in problems[-1].message or len(table)


def test_csv_too_long(tmp_path, read):
    path = tmp_path / "a.csv"
    path.write_bytes(
        b"text,title\nok,1\n"
        + b"x" * 3000
        + b',2\nok,3\n"'
        + b"line\n" * 600
        + b'",4\nok,5\nx,"'
        + b"y" * 3000
    )
    table, problems, _ = read(path, max_record_bytes=1000)
    assert table["text"].to_pylist() == ["ok"] * 3
    assert table["line"].to_pylist() == [2, 4, 606]
    assert [(p.code, p.line) for p in problems] == [("IO003", 3), ("IO003", 5), ("IO003", 607)]


def test_csv_headers(tmp_path, read):
    path = tmp_path / "a.csv"
    path.write_text("headline,words\n1,2\n")
    with pytest.raises(InputError, match=r"a\.csv has no column with the text .*headline, words"):
        read(path)
    with pytest.raises(InputError, match="no column 'wrods'"):
        read(path, fields={"text": "wrods"})
    assert read(path, fields={"text": "words"})[0]["text"].to_pylist() == ["2"]
    path.write_text("")
    assert [p.code for p in read(path)[1]] == ["IO001"]
    path.write_text("text\rold\rbreaks\r")
    assert read(path)[0]["text"].to_pylist() == ["old", "breaks"]
    path.write_text('"text,a"|text\nx|"y\r"\nlone\rreturn|z\n')
    table, problems, _ = read(path)
    assert table["text"].to_pylist() == ["y\r"]
    assert [(p.code, p.line) for p in problems] == [("IO001", 3)]
