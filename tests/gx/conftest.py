"""What the tests of newsqa in Great Expectations share: contexts without progress bars, and a small table with flaws."""

import pandas as pd
import pytest

from good_article import GOOD
from newsqa.gx import to_suite

NOW = "2026-03-22T12:00:00+00:00"
LEDE = GOOD.split("\n\n")[1]


@pytest.fixture
def context(tmp_path, monkeypatch):
    """Return an ephemeral context, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    import great_expectations as gx  # by now without the warnings of its first import, which are errors in tests

    made = gx.get_context(mode="ephemeral")
    made.variables.progress_bars = {"globally": False}
    return made


@pytest.fixture
def batch(context):
    """Return the batch of a frame."""

    def of(frame):
        source = context.data_sources.add_or_update_pandas("pandas")
        whole = source.add_dataframe_asset("articles").add_batch_definition_whole_dataframe("all")
        return whole.get_batch({"dataframe": frame})

    return of


@pytest.fixture
def frame():
    """Return five articles: two of them are good, the others repeat their lede, have no body, and are null."""
    return pd.DataFrame(
        {
            "id": ["a", "b", "c", "d", "e"],
            "title": ["Good", "Twice", "Empty", "Null", "Good again"],
            "text": [GOOD, f"{GOOD}\n\n{LEDE}\n", "", None, GOOD.replace("a", "á")],
            "published": ["2026-03-01T10:00:00+01:00"] * 5,
            "desk": [object()] * 5,  # which no table of Arrow can hold
        },
        index=[10, 20, 30, 40, 50],
    )


@pytest.fixture
def suite():
    """Return a suite of newsqa as one of Great Expectations."""

    def of(name="scrape", **options):
        return to_suite(name, reference_time=NOW, **options)

    return of
