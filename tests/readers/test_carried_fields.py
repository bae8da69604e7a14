"""Which fields the input of an article has at all, whatever their values."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import newsqa
from newsqa.readers import batches


def carried(source, **options):
    return [
        sorted(batch.fields_of(row))
        for batch in batches(source, **options)
        for row in range(len(batch.articles))
    ]


@pytest.fixture
def written(tmp_path):
    def write(name, content):
        path = tmp_path / name
        path.write_text(content)
        return path

    return write


def test_plain_text_has_its_text_only(written):
    assert carried(written("a.txt", "A text.")) == [["text"]]


def test_tables_have_their_columns(written, tmp_path):
    table = pa.table({"link": [None, "https://example.com"], "body": ["A", "B"], "junk": [1, 2]})
    both = [["text", "url"]] * 2
    assert carried(table) == both
    pq.write_table(table, tmp_path / "a.parquet")
    assert carried(tmp_path / "a.parquet") == both
    assert carried(written("a.csv", "link,body,junk\n,A,1\nhttps://example.com,B,2\n")) == both


def test_a_field_that_is_left_out_is_not_there():
    table = pa.table({"link": ["https://example.com"], "text": ["A"]})
    assert carried(table, fields={"url": None}) == [["text"]]


@pytest.mark.parametrize("rows", [1, 2, 100])
def test_records_have_their_own_keys_and_those_of_the_first(written, rows):
    path = written(
        "a.jsonl",
        'not JSON\n{"text": "A", "url": null}\n{"text": "B", "lang": "fr"}\n{"text": "C"}\n{"url": "x", "text": "D"}\n',
    )
    expected = [["text", "url"], ["language", "text", "url"], ["text", "url"], ["text", "url"]]
    assert carried(path, batch_rows=rows) == expected


def test_files_of_several_kinds(written):
    paths = [
        written("a.jsonl", '{"text": "A", "url": "x"}\n'),
        written("b.csv", "text,lang\nB,fr\n"),
        written("c.txt", "C"),
    ]
    assert carried(paths) == [["text", "url"], ["language", "text"], ["text"]]


def test_counts_are_read_as_written(written):
    path = written(
        "a.jsonl", '{"wordCount": 300, "char_count": "1,5", "text": "A"}\n{"word_count": 3.0, "text": "B"}\n'
    )
    rows = [row for batch in batches(path) for row in batch.articles.to_pylist()]
    assert [(row["wordcount"], row["charcount"]) for row in rows] == [("300", "1,5"), ("3.0", None)]


def test_tables_of_newsqa_have_every_column_but_only_the_given_fields(written):
    articles = newsqa.read([written("c.txt", "C"), written("b.csv", "text,lang\nB,fr\nA,\n")]).read_all()
    own = ["article_id", "text"]
    assert carried(articles) == [own, ["article_id", "language", "text"], own]
