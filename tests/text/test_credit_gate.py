"""The gate of credits finds the same lines whether its patterns hold all words or only those that stand in few lines."""

import pytest

from newsqa.text import credit_gate
from newsqa.text.credit_gate import LinePattern, candidate_lines

LINES = [
    "By Jane Doe, staff writer",
    "The council met on Tuesday.",
    "Von Erika Mustermann (dpa)",
    "PARIS (AFP) - The minister has said so.",
    "Propos recueillis par Jeanne Dupont",
    "22 mars 2021 | Anna Kowalska",
    "記者 山田太郎",
    "كتب محمد علي",
    "Reuters",
    "İSTANBUL (AA)",
    "Source: The Fenland Courier",
    "a line without anything",
]


@pytest.mark.parametrize(
    "parts", [credit_gate._short_credits, credit_gate._anywhere, credit_gate._agency_names]
)
def test_few_lines_are_found_as_many_are(parts):
    lines = [line.encode() for line in LINES]
    many = [*lines, *(f"{number} more lines of text stand here".encode() for number in range(1000))]
    whole = LinePattern(parts)
    found = [number for number in whole.among(many) if number < len(lines)]
    assert found
    few = LinePattern(parts)
    assert [number for number, line in enumerate(lines) if few.among([line])] == found
    assert LinePattern(parts).among(lines) == found
    assert LinePattern(parts).among([]) == []


def test_a_short_agency_on_its_own_line_is_found_there_and_not_on_the_next() -> None:
    assert candidate_lines(["a title of words", "DHA", "24 Ağustos 2021", "more of them"]) == [1]
