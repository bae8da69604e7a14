"""The day and the month in the path of an address."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsqa.text.address_date import address_day, address_month


@given(
    st.dates(dt.date(1990, 1, 1), dt.date(2039, 12, 31)),
    st.sampled_from(["/%Y/%m/%d/", "/%Y-%m-%d-", "/%Y%m%d/", "/news_%Y_%m_%d.", "/a-%Y.%m.%d"]),
)
def test_the_day_that_was_put_in(day: dt.date, form: str) -> None:
    url = f"https://courier.example/world{day.strftime(form)}night-bus?d=2001/02/03#2001-02-04"
    assert address_day(url) == day
    assert address_month(url) is None


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "courier.example",
        "https://courier.example",
        "https://2021-03-22.example/night-bus",
        "https://courier.example/story/120210322/night-bus",
        "https://courier.example/202103221528/night-bus",
        "https://courier.example/2021/02/30/night-bus",
        "https://courier.example/2021/13/01/night-bus",
        "https://courier.example/2021/3/night-bus",
        "https://courier.example/2020-2021/night-bus",
        "https://courier.example/2021/03/22/then-2020-01-01",
    ],
)
def test_no_day(url: str | None) -> None:
    assert address_day(url) is None


def test_month() -> None:
    assert address_month("https://courier.example/2021/03/night-bus") == (2021, 3)
    assert address_month("https://courier.example/2021/03/22/night-bus") is None
    assert address_month("https://courier.example/2021/13/night-bus") is None
    assert address_month(None) is None
