"""Shortened lists lose nothing: what is not shown is counted."""

from collections import Counter

import pytest

from newsqa.reporters.ranking import first_of_rules, listed, pairs, rows_at

SEVERITIES = ("info", "error", "warning")


def many(number, files):
    return [
        {"path": f"{i * 7 % files}.txt", "code": f"TXT00{i * i % 4}", "severity": SEVERITIES[i * i % 4 % 3],
         "message": str(i)}
        for i in range(number)
    ]  # fmt: skip


@pytest.mark.parametrize("number", [0, 1, 12, 100, 1000])
@pytest.mark.parametrize("files", [1, 3, 50, 500])
@pytest.mark.parametrize("most", [5, 12, 60, 5000])
def test_no_more_entries_than_allowed_and_all_findings_in_them(made, number, files, most):
    findings = made(many(number, files)).findings
    entries = list(listed(findings, most))
    assert len(entries) <= most
    assert sum(entry.size for entry in entries) == number
    counted = Counter()
    for entry in entries:
        counted[entry.finding["code"]] += entry.size
    assert counted == Counter(findings["code"].to_pylist())
    if number <= most:
        assert all(entry.size == 1 for entry in entries)
    single = [entry.finding["severity"] for entry in entries if entry.size == 1 and entry.files == 1]
    assert single == sorted(single, key=("error", "warning", "info").index)


def test_findings_of_their_own_are_as_many_as_fit(made):
    findings = made(many(100, 2)).findings  # eight pairs of a rule and a file at most
    entries = list(listed(findings, 20))
    assert len(entries) == 20
    assert sum(entry.size == 1 for entry in entries) >= 12


def test_pairs_are_counted_and_each_rule_has_its_turn(made):
    findings = made(many(200, 10)).findings
    every = pairs(findings)
    rows = findings.to_pylist()
    assert every.counts.sum() == 200
    assert len(every.first) == len({(row["code"], row["path"]) for row in rows})
    shown = rows_at(findings, every.most_severe(4).first)
    assert {row["severity"] for row in shown} == {"error"}
    errors = {row["code"] for row in rows if row["severity"] == "error"}
    assert {row["code"] for row in shown} == errors


def test_first_of_each_rule(made):
    found = first_of_rules(made(many(50, 3)).findings, 2)
    assert {code: len(rows) for code, rows in found.items()} == dict.fromkeys(found, 2)
    assert found["TXT000"][0]["message"] == "0"
