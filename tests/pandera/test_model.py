"""A suite in somebody's own DataFrameModel."""

import pandas as pd
import pandera.pandas
import pandera.polars
import pandera.pyarrow
import polars as pl
import pyarrow as pa
import pytest
from pandera.errors import SchemaError, SchemaErrors
from validated_articles import NOW, ROWS

from newsqa.integrations.pandera import to_model

pytestmark = pytest.mark.filterwarnings("ignore")


def test_pandas(suite, failed):
    class Articles(to_model(suite(), "pandas", reference_time=NOW)):
        text: str = pandera.pandas.Field(nullable=True)
        words: int = pandera.pandas.Field(ge=1)

        @pandera.pandas.dataframe_check
        def more_than_one(cls, frame):  # noqa: N805 - pandera makes it a class method
            return len(frame) > 1

        class Config:
            strict = True
            name = "articles of the desk"

    frame = pd.DataFrame(ROWS).assign(words=[1, 2, 3, 4])
    assert failed(Articles, frame) == ["control-character", "in_range", "str_matches"]
    assert failed(Articles, frame.iloc[[0]]) == ["more_than_one"]
    assert failed(Articles, frame.iloc[[0, 3]].assign(words=0)) == ["greater_than_or_equal_to"]
    with pytest.raises(SchemaErrors, match="column_in_schema"):
        Articles.validate(frame.iloc[[0, 3]].assign(other=1), lazy=True)
    assert Articles.to_schema().name == "articles of the desk"

    @pandera.pandas.check_types
    def count(articles: pandera.typing.DataFrame[Articles]) -> int:
        return len(articles)

    with pytest.raises(SchemaError):
        count(frame)


def test_polars_lazy(suite, failed):
    class Articles(to_model(suite(), "polars", reference_time=NOW)):
        text: str = pandera.polars.Field(nullable=True)

    assert failed(Articles, pl.LazyFrame(ROWS)) == ["control-character", "in_range", "str_matches"]
    assert failed(Articles, pl.LazyFrame([ROWS[0], ROWS[3]])) == []


def test_pyarrow(suite, failed):
    class Articles(to_model(suite(), "pyarrow", reference_time=NOW)):
        n: float = pandera.pyarrow.Field(nullable=True, le=50)  # its own: the suite's is not looked at

    assert failed(Articles, pa.Table.from_pylist(ROWS)) == [
        "control-character",
        "less_than_or_equal_to",
        "str_matches",
    ]


def test_the_checks_of_a_schema_in_a_schema_of_ones_own(suite, failed):
    checks = suite().to_pandera("pandas", reference_time=NOW).checks
    own = pandera.pandas.DataFrameSchema({"n": pandera.pandas.Column(float, nullable=True)}, checks=checks)
    assert failed(own, pd.DataFrame(ROWS)) == ["control-character"]
