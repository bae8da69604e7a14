"""JUnit XML, read back by junitparser."""

from junitparser import Error, Failure, JUnitXml, Skipped

from newsqa.reporters import junit


def read(report):
    report.write("r.xml")
    return JUnitXml.fromfile("r.xml")


def test_a_case_an_expectation(report):
    found = read(report)
    rows = report.results.to_pylist()
    (suite,) = found
    cases = {case.name: case for case in suite}
    assert (found.tests, suite.tests) == (len(rows), len(rows))
    assert found.failures == report.unmet.num_rows
    assert found.skipped == sum(row["status"] == "not-evaluated" for row in rows)
    failed = cases["TXT005 control-character"]
    (failure,) = failed.result
    assert isinstance(failure, Failure)
    assert (failure.type, failure.message) == ("error", "1 of 1: 0% are free of it")
    assert failure.text.startswith("a.txt:11:8: TXT005 control-character: ")
    assert (failed._elem.get("file"), failed._elem.get("line")) == ("a.txt", "11")
    assert cases["TXT001 mojibake"].classname == "newsqa.scrape"
    skipped = cases["COR005 incomplete-field"]
    assert isinstance(skipped.result[0], Skipped)
    assert skipped.result[0].message == "fewer articles than min_docs"


def test_what_is_tolerated_or_below_the_fail_level_passes_and_is_told(made):
    results = [
        {"status": "pass", "mostly": 0.9, "reason": "1 within the tolerance"},
        {"code": "TXT008", "rule": "irregular-whitespace", "severity": "info", "status": "warn"},
    ]
    cases = list(next(iter(read(made([{}], results)))))
    assert [case.is_passed for case in cases] == [True, True]
    assert "a.txt:3:5: TXT005" in cases[0].system_out


def test_what_broke_is_an_error(made):
    results = [{"status": "not-evaluated", "share": None, "reason": "ValueError: x"}]
    found = read(made([], results, broken=["control-character: ValueError: x", "b.txt could not be read"]))
    (suite,) = found
    assert (found.tests, found.errors, found.skipped) == (2, 2, 0)
    assert [type(case.result[0]) for case in suite] == [Error, Error]
    assert [case.name for case in suite] == ["TXT005 control-character", "b.txt could not be read"]


def test_the_first_findings_and_how_many_more(made, monkeypatch):
    monkeypatch.setattr(junit, "MAX_FINDINGS", 3)
    (suite,) = read(made([{}] * 10))
    (case,) = suite
    assert case.result[0].text.endswith("\n… and 7 more findings")
