"""Dates that metadata declares."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsqa.text.dates import parse_declared


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2021-03-22T15:28:00+01:00", "2021-03-22T15:28:00+01:00"),
        ("2021-03-22T15:28:00.123456Z", "2021-03-22T15:28:00+00:00"),
        ("2021-03-22T15:28:00-0530", "2021-03-22T15:28:00-05:30"),
        ("2021-03-22 15:28:00 UTC", "2021-03-22T15:28:00+00:00"),
        ("2021-03-22 15:28:00", "2021-03-22T15:28:00"),
        ("2016-12-08", "2016-12-08"),
        (" 2016-12-08\n", "2016-12-08"),
        ("20210322", "2021-03-22"),
        ("20210322T152800Z", "2021-03-22T15:28:00+00:00"),
        ("Mon, 22 Mar 2021 15:28:00 +0100", "2021-03-22T15:28:00+01:00"),
        ("20/07/2017", "2017-07-20"),
        ("March 22, 2021 at 3:28 pm", "2021-03-22T15:28"),
        ("Published on March 22, 2021", "2021-03-22"),
        ("Publié le 22 mars 2021", "2021-03-22"),
        ("1616423280", "2021-03-22T14:28:00+00:00"),
        ("1616423280000", "2021-03-22T14:28:00+00:00"),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00+00:00"),
        ("1970-01-01", "1970-01-01"),
    ],
)
def test_forms(value: str, iso: str) -> None:
    mention = parse_declared(value)
    assert mention is not None
    assert mention.iso == iso
    assert mention.invalid is None


@pytest.mark.parametrize(
    "value", ["", "   ", "None", "N/A", "yesterday", "null", "2 hours ago", "March 2021", "12345", "x" * 5000]
)
def test_no_date(value: str) -> None:
    assert parse_declared(value) is None


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("2021-04-31", "April has 30 days"),
        ("2021-02-29T10:00:00Z", "February 2021 has 28 days"),
        ("2021-13-01", "there is no month 13"),
        ("2021-03-22T25:00:00Z", "there is no hour 25"),
        ("0000-00-00", "there is no month 0"),
    ],
)
def test_impossible(value: str, reason: str) -> None:
    mention = parse_declared(value)
    assert mention is not None
    assert mention.invalid == reason
    assert mention.date is None or mention.hour == 25


def test_positions_count_in_the_value() -> None:
    value = "  Published on March 22, 2021, 3:28 pm"
    mention = parse_declared(value)
    assert mention is not None
    assert value[mention.start : mention.end] == "March 22, 2021, 3:28 pm"
    iso = parse_declared(" 2021-03-22T15:28+01:00")
    assert iso is not None
    assert (iso.start, iso.end, iso.time_start, iso.time_end) == (1, 23, 12, 23)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_any_value(value: str) -> None:
    mention = parse_declared(value)
    if mention is not None:
        assert 0 <= mention.start < mention.end <= len(value)


@settings(max_examples=200, deadline=None)
@given(st.datetimes())
def test_iso_round_trip(moment: object) -> None:
    text = moment.replace(microsecond=0).isoformat()  # type: ignore[attr-defined]
    mention = parse_declared(text)
    assert mention is not None
    assert mention.local is not None
    assert mention.local.isoformat() == text
