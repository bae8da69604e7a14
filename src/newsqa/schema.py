"""The schemas of all tables that newsqa reads and writes.

Positions count characters (Unicode code points). Lines, columns and record numbers start at 1 and column ends are
inclusive, as an editor shows them; ``start`` and ``end`` are offsets from 0, end exclusive, into one field of the
article, as Python slices them.
"""

from __future__ import annotations

import pyarrow as pa

ARTICLES = pa.schema(
    [
        pa.field("article_id", pa.string(), nullable=False),
        pa.field("path", pa.string()),
        pa.field("record", pa.int64()),  # from 1; null for a file that is one article
        pa.field("line", pa.int32()),  # line of the file where the text starts; null where there are no lines
        # What the article declares of itself, verbatim; null when it does not.
        pa.field("title", pa.string()),
        pa.field("text", pa.string()),
        pa.field("published", pa.string()),
        pa.field("modified", pa.string()),
        pa.field("publisher", pa.string()),
        pa.field("url", pa.string()),
        pa.field("language", pa.string()),
        pa.field("authors", pa.list_(pa.string())),
        pa.field("fetched", pa.timestamp("us", tz="UTC")),
        pa.field("wordcount", pa.string()),
        pa.field("charcount", pa.string()),
        pa.field(
            "item_metadata", pa.string()
        ),  # what the format declares besides, as JSON (docs/metadata.md)
    ]
)

FACTS = pa.schema(
    [
        pa.field("article_id", pa.string(), nullable=False),
        pa.field("title", pa.string()),
        pa.field("published_at", pa.timestamp("us")),  # local time as written
        pa.field("published_precision", pa.string()),  # "day", "minute" or "second"
        pa.field("utc_offset_minutes", pa.int16()),  # null when not stated and no time zone is configured
        pa.field("published_origin", pa.string()),  # "metadata", "markup", "text" or "url"
        pa.field("published_start", pa.int32()),  # where in the text; null for other origins
        pa.field("published_end", pa.int32()),
        pa.field("modified_at", pa.timestamp("us")),
        pa.field("authors", pa.list_(pa.string())),
        pa.field("agencies", pa.list_(pa.string())),
        pa.field("publisher", pa.string()),
        pa.field("sources_origin", pa.string()),  # "metadata", "text", or null when there are none
        pa.field("language", pa.string()),
        pa.field("language_confidence", pa.float64()),
    ]
)

BLOCKS = pa.schema(
    [
        pa.field("article_id", pa.string(), nullable=False),
        pa.field("block", pa.int32()),  # from 0 within the article
        pa.field("role", pa.dictionary(pa.int8(), pa.string())),
        pa.field("text", pa.string()),
        pa.field("line", pa.int32()),
        pa.field("start", pa.int32()),
        pa.field("end", pa.int32()),
    ]
)

FINDINGS = pa.schema(
    [
        pa.field("article_id", pa.string()),
        pa.field("path", pa.string()),
        pa.field("record", pa.int64()),
        pa.field("line", pa.int32()),
        pa.field("column", pa.int32()),
        pa.field("end_line", pa.int32()),
        pa.field("end_column", pa.int32()),
        pa.field("start", pa.int64()),
        pa.field("end", pa.int64()),
        pa.field("code", pa.string(), nullable=False),
        pa.field("rule", pa.string(), nullable=False),
        pa.field("severity", pa.string(), nullable=False),
        pa.field("message", pa.string(), nullable=False),
        pa.field("excerpt", pa.string()),  # short, never a whole body
        pa.field("related_line", pa.int32()),
        pa.field("value", pa.float64()),  # what was measured
        pa.field("threshold", pa.float64()),  # what was allowed
        pa.field("fix_start", pa.int64()),
        pa.field("fix_end", pa.int64()),
        pa.field("fix_text", pa.string()),
        pa.field("fix_safety", pa.string()),  # "safe" or "unsafe"
        pa.field(
            "fingerprint", pa.string(), nullable=False
        ),  # rule + article + folded text: survives line shifts
        pa.field("field", pa.string()),  # the ARTICLES column that start, end and the fix count in
    ]
)

# What a run keeps of each finding: FINDINGS, the article's number in its part of the input (from 0; -1 for input that could
# not be read), and the line it stands in, or a window of it, with where what was found begins there and its length in bytes.
FOUND = pa.schema(
    [
        *FINDINGS,
        pa.field("number", pa.int64(), nullable=False),
        pa.field("snippet", pa.binary()),  # null: the finding is about the article as a whole
        pa.field("snippet_start", pa.int32()),
        pa.field("snippet_length", pa.int32()),
    ]
)

RESULTS = pa.schema(
    [
        pa.field("suite", pa.string(), nullable=False),
        pa.field("rule", pa.string(), nullable=False),
        pa.field("code", pa.string(), nullable=False),
        pa.field("severity", pa.string(), nullable=False),
        pa.field("evaluated", pa.int64(), nullable=False),  # articles the rule could judge
        pa.field("failed", pa.int64(), nullable=False),  # articles with at least one finding of it
        pa.field("share", pa.float64()),  # of the evaluated articles that are free of it; null when none was
        pa.field("mostly", pa.float64(), nullable=False),
        pa.field("status", pa.string(), nullable=False),  # "pass", "warn", "fail" or "not-evaluated"
        pa.field("reason", pa.string()),
    ]
)

# The counts of RESULTS a source of articles: its declared publisher, or the registered domain of its addresses; null for
# articles without one. Rules on all articles together are not among them.
BY_SOURCE = pa.schema(
    [
        pa.field("source", pa.string()),
        pa.field("rule", pa.string(), nullable=False),
        pa.field("code", pa.string(), nullable=False),
        pa.field("evaluated", pa.int64(), nullable=False),
        pa.field("failed", pa.int64(), nullable=False),
    ]
)
