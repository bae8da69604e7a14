"""A notice of rights that is taken away never takes an article's only source with it."""

from __future__ import annotations

import pytest

from checking import fixed, found_in, suite_of

BODY = """\
Harbour town to get its first night bus in a decade

{head}Monday 22 March 2021

A night bus will link the harbour with the hospital from May, ten years after the last service was withdrawn.

The council said the route would cost less than expected because the buses were already paid for by the state.
"""
NOTICES = (
    "Copyright 2021 The Associated Press. All rights reserved.",
    "Copyright 2021 Fenland Courier. All rights reserved.",
    "All rights reserved.",
)


@pytest.mark.parametrize("notice", NOTICES)
@pytest.mark.parametrize("head", ["", "By Ruth Naylor\n\n"])
@pytest.mark.parametrize("declared", [{}, {"authors": ["Ruth Naylor"]}, {"publisher": "Fenland Courier"}])
def test_sources_stay(notice: str, head: str, declared: dict[str, object]) -> None:
    article = {"text": f"{BODY.format(head=head)}\n{notice}\n", **declared}
    assert len(found_in(article, "BLR007")) == 1
    mended = fixed(article, suite_of("BLR007"), unsafe=True).article
    assert found_in(mended, "SRC001") == found_in(article, "SRC001")
    assert (mended["text"] == article["text"]) == (not head and not declared)
