"""What the tests of readers share."""

import pyarrow as pa
import pytest

from newsqa.readers import batches
from newsqa.schema import ARTICLES


def read_all(source, **options):
    got = list(batches(source, **options))
    for batch in got:
        assert batch.articles.schema == ARTICLES
        batch.articles.validate(full=True)
        for problem in batch.problems:
            assert problem.row is None or 0 <= problem.row < len(batch.articles)
    table = pa.Table.from_batches([batch.articles for batch in got], schema=ARTICLES)
    return table, [p for b in got for p in b.problems], [n for b in got for n in b.notes]


@pytest.fixture
def read():
    """Read everything as one table, with all problems and notes."""
    return read_all
