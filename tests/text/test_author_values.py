"""What declared authors say: the people who sign, and the agencies beside them, as FACTS has them."""

import pyarrow as pa
import pytest

import newsqa

TEXT = "The bridge over the river was opened on that day, and many people of the town walked across it. " * 3


@pytest.mark.parametrize(
    ("declared", "people", "agencies"),
    [
        (["Ada Byron"], ["Ada Byron"], []),
        (["Ada Byron", "Jan Kowalski"], ["Ada Byron", "Jan Kowalski"], []),
        (["Von Anna Schmidt und Bernd Meier, dpa"], ["Anna Schmidt", "Bernd Meier"], ["dpa"]),
        (["By John Smith and Jane Doe, Reuters", "Jane Doe (AP)"], ["John Smith", "Jane Doe"], ["Reuters", "AP"]),
        (["Doe, Jane"], ["Doe, Jane"], []),
        (["Lea Wagner, Associated Press", "AP"], ["Lea Wagner", "AP"], ["Associated Press"]),
        (["admin", " ", None], ["admin"], []),
        (None, [], []),
    ],
)  # fmt: skip
def test_people_and_agencies(declared, people, agencies):
    table = pa.table({"text": [TEXT], "authors": pa.array([declared], pa.list_(pa.string()))})
    report = newsqa.check(table)
    (fact,) = report.facts.to_pylist()
    assert (fact["authors"], fact["agencies"]) == (people, agencies)
    assert report.articles["authors"].to_pylist() == [declared]
