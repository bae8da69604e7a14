"""What the relation documents says of an article: its source, its keys, and when it was published."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsqa import schema
from newsqa.corpus.addresses import address_key
from newsqa.corpus.documents import SCHEMA, rows, sorted_rows
from newsqa.corpus.publishers import domain
from newsqa.corpus.text_digests import text_digests
from newsqa.readers.batch import Batch
from newsqa.text.fold import fold
from newsqa.view import Context, View

NOW = Context(dt.datetime(2026, 1, 1, tzinfo=dt.UTC))


def documents(*articles: dict[str, Any]) -> pa.Table:
    batch = pa.RecordBatch.from_pylist([{"article_id": "a"} | a for a in articles], schema=schema.ARTICLES)
    table = rows(View(Batch(batch, fields=frozenset(schema.ARTICLES.names)), NOW))
    assert table.schema.equals(SCHEMA)
    table.validate(full=True)
    return table


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.example.com/a", "example.com"),
        ("http://news.example.co.uk:8080/a?b#c", "example.co.uk"),
        ("HTTPS://User@Sport.Example.COM.BR/", "example.com.br"),
        ("//amp.example.de/x", "example.de"),
        ("https://someone.github.io/post", "someone.github.io"),
        ("https://www.例え.jp/a", "例え.jp"),
        ("https://192.0.2.7/a", None),
        ("https://[2001:db8::1]/a", None),
        ("https://co.uk/", None),
        ("example.com/a", None),
        ("not an address", None),
        ("https://", None),
        (" https://example.com ", "example.com"),
    ],
)
def test_the_domain_of_an_address(url: str, expected: str | None) -> None:
    assert domain(url) == expected


def test_the_source_is_the_publisher_else_the_site() -> None:
    table = documents(
        {"publisher": "The  Fenland Courier", "url": "https://x.example.com/"},
        {"publisher": " ", "url": "https://x.example.com/"},
        {"publisher": None, "url": None},
    )
    assert table.column("source").to_pylist() == ["the fenland courier", "example.com", None]


@pytest.mark.parametrize(
    "other",
    [
        "http://example.com/a?id=1&x=2",
        "https://www.example.com/a/?x=2&id=1",
        "https://EXAMPLE.com/a?id=1&utm_source=rss&x=2#top",
        " //example.com/a?id=1&x=2&fbclid=3 ",
    ],
)
def test_addresses_of_one_article(other: str) -> None:
    assert address_key(other) == address_key("https://example.com/a?id=1&x=2")


@pytest.mark.parametrize(
    "url", ["https://example.com", "http://www.example.com/?utm_source=x", "", " ", "x", None]
)
def test_addresses_of_no_article(url: str | None) -> None:
    assert address_key(url) is None


def test_addresses_of_several_articles() -> None:
    urls = [
        "https://example.com/a",
        "https://example.com/A",
        "https://example.com/a?id=1",
        "https://m.example.com/a",
    ]
    urls += ["https://example.com/?id=1", "https://example.com/#!/a", "https://example.org/a", "urn:uuid:7/a"]
    keys = [address_key(url) for url in urls]
    assert None not in keys
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2024-03-01", dt.datetime(2024, 3, 1)),
        ("2024-03-01 10:20", dt.datetime(2024, 3, 1, 10, 20)),
        ("2024-03-01T10:20:30.5+01:00", dt.datetime(2024, 3, 1, 9, 20, 30, 500_000)),
        ("2024-03-01T23:20:30Z", dt.datetime(2024, 3, 1, 23, 20, 30)),
        ("2024-03-01T23:20:30.123456789Z", dt.datetime(2024, 3, 1, 23, 20, 30)),
        ("2024-02-29", dt.datetime(2024, 2, 29)),
        ("1 March 2024", dt.datetime(2024, 3, 1)),
        ("0999-01-01", dt.datetime(999, 1, 1)),
        ("31 April 2024", None),
        ("soon", None),
        (" ", None),
        (None, None),
    ],
)
def test_when_it_was_published(published: str | None, expected: dt.datetime | None) -> None:
    table = documents({"published": published, "text": "The ferry was late."}, {"published": "2020-01-01"})
    assert table.column("published_at").to_pylist() == [expected, dt.datetime(2020, 1, 1)]


TEXTS = st.text(
    st.sampled_from("aAéÉe\u0301ßſКк\u00a0 \t\r\n\u3000\u200b'\"’«»“ガカ\u3099中\U0001f600.1"), max_size=12
)


@given(st.lists(st.one_of(st.none(), TEXTS), max_size=8))
def test_a_digest_stands_for_the_folded_text(texts: list[str | None]) -> None:
    """Texts that are equal after folding have one digest, whatever stands beside them; others have others."""
    found = text_digests(pa.array(texts, pa.string())).to_pylist()
    assert found == [text_digests(pa.array([text], pa.string()))[0].as_py() for text in texts]
    for i, one in enumerate(texts):
        for other, digest in zip(texts[:i], found, strict=False):
            if one is None or other is None or not _bare(one) or not _bare(other):
                continue
            if _bare(one) == _bare(other):
                assert found[i] == digest
            elif fold(one).replace(" ", "") != fold(other).replace(" ", ""):
                assert found[i] != digest


def _bare(text: str) -> str:
    """Return a text as the digest sees it: without full case folding, and without anything invisible."""
    import unicodedata

    lowered = unicodedata.normalize("NFC", text.lower())
    return "".join(c for c in lowered if c not in "'\"’«»“\u200b" and not c.isspace())


@pytest.mark.parametrize("text", [None, "", " \r\n\t", "\u00a0\u200b\ufeff", "“”"])
def test_nothing_has_no_digest(text: str | None) -> None:
    assert documents({"text": text}).column("text_digest").null_count == 1


def test_documents_are_sorted_by_id_and_those_without_by_record() -> None:
    given = [{"article_id": f"d.jsonl#{n}", "path": "d.jsonl", "record": n} for n in (10, 9, 2)]
    table, numbers = sorted_rows(documents(*given, {"article_id": "b"}, {"article_id": "a", "path": "z"}))
    assert table.column("article_id").to_pylist() == ["d.jsonl#2", "d.jsonl#9", "d.jsonl#10", "a", "b"]
    assert numbers.tolist() == [2, 1, 0, 4, 3]
