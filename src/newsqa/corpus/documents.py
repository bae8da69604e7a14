"""The relation ``documents``: one row an article, with what corpus rules compare and count."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from newsqa import arrow, dating
from newsqa.corpus import text_digests
from newsqa.corpus.addresses import address_key
from newsqa.corpus.lines import numbers
from newsqa.corpus.publishers import source_column
from newsqa.corpus.splits import split_of
from newsqa.facts import moment
from newsqa.text.language import primary_language

if TYPE_CHECKING:
    from newsqa.view import View

# The fields whose absence COR005 incomplete-field counts; each has a column "lacks_…", null where it cannot be judged.
FIELDS = ("date", "source", "title", "author", "url", "language")
# Those that a document rule tells the absence of, and those that a column of ARTICLES declares.
_BY_RULE = {"date": "DAT001", "source": "SRC001", "title": "STR001"}
_BY_COLUMN = {"author": "authors", "url": "url", "language": "language"}

SCHEMA = pa.schema(
    [
        pa.field("article_id", pa.string(), nullable=False),
        pa.field("path", pa.string()),
        pa.field("record", pa.int64()),
        pa.field("line", pa.int32()),  # of the file, where the text starts
        pa.field("source", pa.string()),  # folded; null where none is known
        pa.field("language", pa.string()),  # the declared one's code
        pa.field("published_at", pa.timestamp("us")),  # in UTC where an offset is stated, else as written
        pa.field("words", pa.int32(), nullable=False),
        pa.field("text_digest", pa.binary(16)),  # of the folded text; null where there is none
        pa.field("title_digest", pa.binary(16)),  # of the folded declared title
        pa.field("url_digest", pa.binary(16)),  # of what all addresses of the article share
        pa.field("id_digest", pa.binary(16)),  # of the declared article_id; null where the input gives none
        pa.field("split", pa.string()),  # of a set for training; null where there is none
        *(pa.field(f"lacks_{name}", pa.bool_()) for name in FIELDS),
    ]
)

_EPOCH, _MICROSECOND = dt.datetime(1970, 1, 1), dt.timedelta(microseconds=1)
_ZONED = r"[T ].*(?:Z|[+-]\d\d:?\d\d)$"
_TOO_FINE = r"\.\d{7}"  # parts of a second that Arrow does not read

PARAMETERS = {"documents": 1, "digests": text_digests.VERSION}

# What comes behind the id, path and record only makes documents of one name come out the same every time.
_ORDER = ("name", "path", "record", "text_digest", "title_digest", "url_digest", "published_at", "words")


def rows(view: View) -> pa.Table:
    """Return the row of each article of a batch, whose document rules have run before: SCHEMA."""
    articles = view.articles
    columns: dict[str, pa.Array] = {
        name: articles.column(name) for name in ("article_id", "path", "record", "line")
    }
    columns["source"] = source_column(view)
    columns["language"] = arrow.repeated([primary_language(v) for v in view.declared("language")])
    columns["published_at"] = _published(view)
    columns["words"] = arrow.from_numpy(_words(view), pa.int32())
    columns["text_digest"] = text_digests.text_digests(articles.column("text"))
    columns["title_digest"] = text_digests.text_digests(articles.column("title"))
    columns["url_digest"] = text_digests.key_digests([address_key(url) for url in view.declared("url")])
    columns["id_digest"] = text_digests.key_digests(_given_ids(view))
    columns["split"] = arrow.repeated([split_of(path) for path in articles.column("path").to_pylist()])
    for name, code in _BY_RULE.items():
        columns[f"lacks_{name}"] = arrow.from_numpy(view.failing(code), pa.bool_())
    for name, column in _BY_COLUMN.items():
        columns[f"lacks_{name}"] = _known(~view.has(column), view.carries(column))
    return pa.Table.from_arrays([columns[name] for name in SCHEMA.names], schema=SCHEMA)


def sorted_rows(table: pa.Table) -> tuple[pa.Table, NDArray[np.int64]]:
    """Return documents in the order that names them, and for each the number of its row in ``table``.

    They are sorted by id, path and record; an id that was made of path and record (so that "a#10" comes before "a#9")
    does not count.
    """
    given = pc.is_valid(table.column("id_digest"))
    name = pc.if_else(given, table.column("article_id"), arrow.constant(""))
    order = pc.sort_indices(table.append_column("name", name), [(column, "ascending") for column in _ORDER])
    return table.take(order).combine_chunks(), numbers(order).astype(np.int64)


def _known(values: NDArray[np.bool_], valid: NDArray[np.bool_]) -> pa.Array:
    """Return a column of booleans that is null where it is not valid."""
    masks = [None if valid.all() else pa.py_buffer(np.packbits(valid, bitorder="little"))]
    return pa.Array.from_buffers(
        pa.bool_(), len(values), [*masks, pa.py_buffer(np.packbits(values, bitorder="little"))]
    )


def _words(view: View) -> NDArray[np.int32]:
    totals = np.concatenate((np.zeros(1, np.int64), np.cumsum(view.block_words)))
    return (totals[view.blocks.first[1:]] - totals[view.blocks.first[:-1]]).astype(np.int32)


def _given_ids(view: View) -> list[str | None]:
    """Return the ids that the input gives, None for those that readers make of path and record.

    A number alone is a key within its file only: every file begins with 1.
    """
    columns = (view.articles.column(name).to_pylist() for name in ("article_id", "path", "record"))
    given: list[str | None] = []
    for name, path, record in zip(*columns, strict=True):
        if not name or name in (path, f"{path or ''}#{record}") or name.isspace():
            given.append(None)
        else:
            given.append(f"{path}\n{name}" if name.isdecimal() else name)
    return given


def _published(view: View) -> pa.Array:
    """Return when each article was published, declared or told by its text; null where that is not known.

    Plain ISO 8601 dates are read as a column, the others one by one, as the rules on dates have done before.
    """
    column = view.articles.column("published")
    plain = (dating.plain_days(view, "published") > 0) & ~view.matches("published", _TOO_FINE)
    zoned = plain & view.matches("published", _ZONED)
    values, valid = np.zeros(view.size, np.int64), plain.copy()
    for which, zone in ((plain & ~zoned, None), (zoned, "UTC")):
        rows = np.flatnonzero(which)
        if len(rows):
            told = column.take(arrow.from_numpy(rows, pa.int64()))
            values[rows] = numbers(pc.cast(told, pa.timestamp("us", zone)).cast(pa.int64()))
    odd = np.flatnonzero(dating.declared(view, "published") & ~plain).tolist()
    for row in (*odd, *dating.text_dated_rows(view)):
        dated = view.published(row)
        when = moment(dated.mention, None) if dated else None
        if when is not None:
            # Where no offset is stated, as written.
            local = when.local if when.offset_minutes is None else when.earliest.replace(tzinfo=None)
            values[row], valid[row] = (local - _EPOCH) // _MICROSECOND, True
    return arrow.numbers(values, valid, pa.timestamp("us"))
