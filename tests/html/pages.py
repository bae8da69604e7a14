"""What the tests of the HTML page share: reports of made-up articles, and what a page says of them."""

import datetime as dt
from pathlib import Path

import pyarrow as pa

import newsqa

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
SEEDS = Path(__file__).parents[2] / "seeds"


def checked(articles, **options):
    """Check texts or records against the scrape suite."""
    rows = [a if isinstance(a, dict) else {"text": a} for a in articles]
    names = dict.fromkeys(name for row in rows for name in row)
    table = pa.table({name: [row.get(name) for row in rows] for name in names})
    return newsqa.check(table, reference_time=NOW, **options)


def count(page):
    """Return what the page says of the findings that match."""
    return page.inner_text("output.count")
