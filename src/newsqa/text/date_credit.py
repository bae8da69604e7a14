"""The date in the credit that closes an article, in brackets behind its last sentence: "… (APA, dpa, 20.5.2016)"."""

from __future__ import annotations

from collections.abc import Sequence

from newsqa.text.date_evidence import FIRST_PAGES, label_of
from newsqa.text.date_find import find_dates
from newsqa.text.date_mention import DateMention
from newsqa.text.lazy import lazy

# Bytes that a closing credit takes at the most, and of those what stands behind the figures of its date.
CREDIT_BYTES, BEHIND_BYTES = 160, 8
# Behind the end of a sentence, at the end of all.
_CREDIT = lazy(r"""[.!?…»«“”"'’)\]]\s*([(\[][^()\[\]\n]{4,90}[)\]])[\s.]*\Z""")
# What may stand before the date: nothing, or names that end in a mark or in capitals.
_SIGNED = lazy(r"[(\[]\s*(?:[^\d:]*(?:[,;/–—-]|\b[A-Z]{2,6}))?\s*")


def closing_date(text: str, *, languages: Sequence[str] = ()) -> tuple[str, DateMention] | None:
    """Return the credit that ends a text and the full date that ends the credit; None when there is no such thing.

    A date behind a word such as "until", and one of times before news pages, is no date of publication.
    """
    credit = _CREDIT.search(text)
    mentions = find_dates(credit[1], languages=languages) if credit else []
    if credit is None or len(mentions) != 1:
        return None
    only = mentions[0]
    if (
        only.year is None
        or only.year < FIRST_PAGES
        or only.is_range
        or credit[1][only.end :].strip() not in (")", "]")
    ):
        return None
    if (
        _SIGNED.fullmatch(credit[1][: only.start]) is None
        or label_of(credit[1], only, 0, len(credit[1]), None) == "event"
    ):
        return None
    return credit[1], only
