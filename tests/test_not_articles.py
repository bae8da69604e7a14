"""Texts that are no articles: one flaw, one finding."""

from __future__ import annotations

import pyarrow as pa
import pytest

import newsqa

_HEADLINES = """\
Harbour town gets its night bus
Council sells the old customs house
Rowing club wins in Fenland
Market hall to close for repairs
Library opens on Sundays in May
New manager for the ferry line
School choir sings at the quay
Bakery moves to Mill Street today
Fog delays the morning boats again
Swimmers cross the bay in winter
"""
_MORE = "".join(f"{line} once more\n" for line in reversed(_HEADLINES.splitlines()))
_LIST = "Read more\n" + _HEADLINES + "Most read\nAdvertisement\n" + _MORE
_MESSAGE = "Please enable JavaScript and cookies to continue\n"
_ARTICLE = """\
Harbour town to get its first night bus in a decade

A night bus will link the harbour with the hospital from May, ten years after the last service was withdrawn.
"""


def _found(text: str) -> list[str]:
    report = newsqa.check(pa.table({"text": [text]}))
    return sorted({row["code"] for row in report.findings.to_pylist()})


@pytest.mark.parametrize(("text", "code"), [(_LIST, "STR006"), (_MESSAGE, "BLR008")])
def test_no_article_is_one_flaw(text: str, code: str) -> None:
    assert _found(text) == [code]


def test_what_no_article_lacks_is_not_evaluated() -> None:
    report = newsqa.check(pa.table({"text": [_LIST, _ARTICLE]}), select=["DAT001", "STR002", "STR006"])
    evaluated = {row["code"]: row["evaluated"] for row in report.results.to_pylist()}
    assert {code: evaluated[code] for code in ("DAT001", "STR002", "STR006")} == {
        "DAT001": 1,
        "STR002": 1,
        "STR006": 2,
    }


def test_a_short_article_is_one() -> None:
    assert {"DAT001", "SRC001"} <= set(_found(_ARTICLE))
