"""The index of the boilerplate lists: up to date, and the same answers as the patterns themselves."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from newsqa.data import load
from newsqa.text.phrase_index import Pattern, listed_lines, openings, pattern, sketch, tolerant

TOOL = Path(__file__).parents[2] / "tools" / "generate_boilerplate_index.py"


def test_index_is_up_to_date() -> None:
    done = subprocess.run([sys.executable, str(TOOL), "--check"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def candidates(line: str) -> set[int]:
    raw = f"{line}\n".encode()
    data = np.frombuffer(raw, np.uint8)
    found = openings().candidates(data, np.array([0]), np.array([len(raw) - 1]))
    return {number for _, number in found}


@pytest.mark.parametrize(
    "line",
    [
        "12 commentaires",
        "» READ MORE: Ferry fares to rise in spring",
        "L’article complet est réservé aux abonnés",
        "© 2021 Fenland Courier. All rights reserved.",
        "¿Ya eres suscriptor?",
        "ПОДПИСЫВАЙТЕСЬ НА НАШ TELEGRAM-КАНАЛ",
        "[Sign up to our newsletter]",
    ],
)
def test_a_pattern_that_matches_is_a_candidate(line: str) -> None:
    every = range(len(load("boilerplate_patterns")["patterns"]))
    matching = {number for number in every if pattern(number).matches(line)}
    assert matching
    assert matching <= candidates(line)
    assert all(any(literal in line.lower() for literal in pattern(number).literals) for number in matching)


def test_lists_are_sorted_and_unique() -> None:
    assert (np.diff(listed_lines().digests.astype(object)) > 0).all()


def test_long_counts_are_open() -> None:
    assert tolerant("(ab|c').{0,80}[^']{0,9}.{0,9}") == "(?:ab|c['’]?).*[^']{0,9}.{0,9}"
    assert Pattern(0, "en", "read.{0,60}more", ["read"]).matches("Read much more!")


def test_few_sketches_are_expected_as_many_are() -> None:
    listed = listed_lines()
    known = sketch(["comments are closed", "read more", "nothing that any list has"])
    sketches = np.concatenate((known, listed.bases[:200], np.arange(200, dtype=np.uint32)))
    each = [bool(listed.expect(sketches[i : i + 1])[0]) for i in range(len(sketches))]
    assert listed.expect(sketches).tolist() == each
