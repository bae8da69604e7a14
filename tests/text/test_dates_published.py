"""The publication date of an article's lines."""

from __future__ import annotations

import datetime

import pytest

from newsqa.text.dates import HeadLine, Published, closing_date, published

BODY = (
    "The council met for the first time since 3 May 2019 and took a number of decisions that will keep the town busy "
    "for years to come, according to several people who sat in the room until late at night."
)


def lines(*texts: str) -> list[HeadLine]:
    found = []
    start = 0
    for index, text in enumerate(texts):
        found.append(HeadLine(text, start, index, len(texts) - 1 - index, len(text) > 120))
        start += len(text) + 2
    return found


def day(result: Published | None) -> str | None:
    return None if result is None else result.mention.iso[:10]


@pytest.mark.parametrize(
    "line",
    [
        "22 March 2021",
        "Published on 22 March 2021",
        "Jane Doe, 22 March 2021, 15:28",
        "Politics | 22 March 2021 | 4 min read",
        "Publié le lundi 22 mars 2021 à 15h28",
        "Veröffentlicht am 22.03.2021 um 15:28 Uhr",
        "Publicado: 22/03/2021 15:28",
        "Опубликовано 22 марта 2021, 15:28",
        "入力 2021.03.22 15:28",
        "2021年3月22日 15時28分",
        "نشر في 22 مارس 2021",
    ],
)
def test_forms(line: str) -> None:
    result = published(lines("A title without dates", line, BODY, BODY, "More from us"))
    assert day(result) == "2021-03-22"
    assert result is not None
    assert result.line == 1
    text = line[result.mention.start : result.mention.end]
    assert "2021" in text
    assert result.start == len("A title without dates") + 2 + result.mention.start


@pytest.mark.parametrize(
    "dateline",
    [
        "МОСКВА, 22 марта 2021 года. /ТАСС/.",
        "Москва, 22 марта 2021 г. — Интерфакс.",
        "नई दिल्ली, 22 मार्च 2021 (भाषा)।",
        "LONDON, 22 March 2021 (Reuters)",
    ],
)
def test_datelines(dateline: str) -> None:
    assert day(published(lines("A title without dates", f"{dateline} {BODY}", BODY))) == "2021-03-22"
    assert (
        day(published(lines("A title without dates", f"He was in London on 22 March 2021 (as said). {BODY}")))
        is None
    )


@pytest.mark.parametrize(
    "line", ["Göttingen, den 22. März 2021", "Guéret, le 22 mars 2021", "Vallby, den 22 mars 2021"]
)
def test_letters(line: str) -> None:
    assert day(published(lines("A title without dates", BODY, BODY, "Jane Doe", line))) == "2021-03-22"


def test_seed() -> None:
    result = published(
        lines(
            "Un titre", "Une légende", "Orange avec Boursier.com, publié le lundi 22 mars 2021 à 15h28", BODY
        ),
        languages=["fr"],
    )
    assert result is not None
    assert result.mention.iso == "2021-03-22T15:28"
    assert result.origin == "published"
    assert result.modified is None


def test_modified_is_told_apart() -> None:
    result = published(lines("Title", "Published 22 March 2021, 15:28 Updated 23 March 2021, 09:00", BODY))
    assert day(result) == "2021-03-22"
    assert result is not None
    assert result.modified is not None
    assert result.modified.iso == "2021-03-23T09:00"
    result = published(
        lines("Title", "22 mars 2021 à 07:19 (Mis à jour : 23 mars 2021 à 07:38)", BODY), languages=["fr"]
    )
    assert day(result) == "2021-03-22"
    assert result is not None
    assert result.modified is not None
    only = published(lines("Title", "Updated 23 March 2021, 09:00", BODY))
    assert day(only) == "2021-03-23"
    assert only is not None
    assert only.origin == "updated"


def test_dateline() -> None:
    result = published(lines("Title", f"PARIS, 22 mars 2021 (AFP) – {BODY}", BODY), languages=["fr"])
    assert day(result) == "2021-03-22"
    assert result is not None
    assert result.origin == "dateline"


@pytest.mark.parametrize(
    "line",
    [
        "© 22 March 2021 The Paper",
        BODY,
        "The report was published on 3 May 2019 and says that nothing will change for the people who live there now.",
        "Available until 22 March 2021",
    ],
)
def test_other_dates_are_not_taken(line: str) -> None:
    assert published(lines("Title", line, BODY)) is None


def test_year_comes_from_the_reference() -> None:
    result = published(lines("Title", "8 January, 17:46", BODY), fetched=datetime.date(2021, 1, 10))
    assert day(result) == "2021-01-08"
    result = published(lines("Title", "8 December, 17:46", BODY), fetched=datetime.date(2021, 1, 10))
    assert day(result) == "2020-12-08"
    assert published(lines("Title", "8 January, 17:46", BODY)) is None


def test_future_only_for_want_of_others() -> None:
    reference = datetime.date(2021, 3, 22)
    result = published(lines("Title", "1 May 2021", "21 March 2021", BODY), reference=reference)
    assert day(result) == "2021-03-21"


def test_comments_and_other_articles_do_not_win() -> None:
    result = published(
        lines(
            "Title",
            "by Jane Doe March 22, 2021",
            BODY,
            BODY,
            BODY,
            *["x"] * 10,
            "April 2, 2021 at 2:58 pm",
            "Reply",
        )
    )
    assert day(result) == "2021-03-22"


def test_impossible_date_is_still_the_publication_date() -> None:
    result = published(lines("Titre", "Publié le 31 avril 2021", BODY), languages=["fr"])
    assert result is not None
    assert result.mention.invalid == "April has 30 days"


def test_other_dates_decide_the_order() -> None:
    result = published(lines("Title", "Published 04/03/2021", "Updated 25/03/2021", BODY), languages=["en"])
    assert day(result) == "2021-03-04"


def test_deterministic_and_empty() -> None:
    assert published([]) is None
    several = lines("Title", "22 March 2021", "23 March 2021", BODY)
    assert published(several) == published(several)


TODAY = datetime.date(2026, 1, 1)


@pytest.mark.parametrize(
    "line",
    [
        "Publié le 22 mars 2999",
        "Published: 22 March 2999",
        "22 March 2031, 15:28",
        "By Jane Doe, 22 March 2031",
    ],
)
def test_a_date_to_come_counts_for_want_of_others(line: str) -> None:
    found = published(lines("A new bridge for the town", line, BODY, BODY), reference=TODAY)
    assert found is not None
    assert found.mention.year in (2031, 2999)


@pytest.mark.parametrize(
    "head",
    [
        ("The bridge is to open on 22 March 2031",),
        ("22 March 2031, 20:00", "23 March 2031, 20:00"),  # a calendar
    ],
)
def test_dates_to_come_that_date_nothing(head: tuple[str, ...]) -> None:
    article = lines("A new bridge for the town", *head, BODY, f"{BODY} It opens until 22 March 2031.")
    found = published(article, reference=TODAY)
    assert found is None or found.mention.date is None


def test_a_date_of_the_past_comes_first() -> None:
    found = published(lines("A new bridge", "22 March 2031", "Published 3 May 2021", BODY), reference=TODAY)
    assert day(found) == "2021-05-03"


HEADLINE = "Harbour town to get its first night bus in a decade"
MENU = ("Home", "World", "Politics", "Sport", "Culture", "Weather", "Jobs", "Shop", "Login", "Search", "Help")


def test_the_date_below_the_headline_wins() -> None:
    """Menus, teasers and today's date stand above the line that repeats the page's title."""
    page = lines(
        f"{HEADLINE} - Fenland Courier", "Friday 26 March 2021", *MENU, "A ferry returns", "24 March 2021", "A tram stops",
        "25 March 2021", HEADLINE, "Ruth Naylor", "22 March 2021", BODY, BODY,
    )  # fmt: skip
    assert day(published(page)) == "2021-03-22"


@pytest.mark.parametrize(
    "line",
    [
        "22 March 2021 Ruth Naylor Transport, Harbour, Night bus, Council, Ferries, Trams and more",
        "News | 22 March 2021 Transport / Harbour",
        "The Courier 22/03/2021 Ruth Naylor",
        "Posted by Ruth Naylor on 22 March 2021",
        "22 March 2021 The council met for the first time in years, and took a number of decisions that will keep all of "
        "the town busy for years to come, said people in the room.",
    ],
)
def test_lines_below_the_headline(line: str) -> None:
    assert day(published(lines(f"{HEADLINE} | Fenland Courier", *MENU, HEADLINE, line, BODY))) == "2021-03-22"


@pytest.mark.parametrize(
    "line",
    [
        "The bridge is to open on 22 March 2021 at last",
        "From 14 to 22 March 2021",
        "14 - 22 March 2021",
        "22 March 1951",
    ],
)
def test_lines_below_the_headline_that_are_no_dates_of_it(line: str) -> None:
    assert published(lines(HEADLINE, "Home", HEADLINE, line, BODY)) is None


def test_the_address_decides() -> None:
    page = lines(HEADLINE, "Published 04/03/2021", BODY)
    assert day(published(page, languages=["en"])) == "2021-04-03"
    assert day(published(page, languages=["en"], address_day=datetime.date(2021, 3, 4))) == "2021-03-04"


def test_strokes_where_dots_are_the_custom_decide_nothing() -> None:
    assert published(lines("Ein Titel ohne Tag", "04/03/2021", BODY), languages=["de"]) is None
    assert day(published(lines("Ein Titel ohne Tag", "22/03/2021", BODY), languages=["de"])) == "2021-03-22"
    assert day(published(lines("Ein Titel ohne Tag", "04.03.2021", BODY), languages=["de"])) == "2021-03-04"


def test_sure_is_what_the_text_says_itself() -> None:
    for line, sure in (
        ("Published 22 March 2021", True),
        ("22 March 2021", False),
        ("Updated 22 March 2021", False),
    ):
        found = published(lines(HEADLINE, line, BODY))
        assert found is not None
        assert found.sure == sure


def test_a_date_line_is_alone_on_its_line_and_the_only_day() -> None:
    for above, lone in (
        (["22 March 2021"], True),
        (["22 March 2021, 15:28"], True),
        (["Monday 22 March 2021, 15:28"], True),
        (["Monday 22 March 2021"], False),
        (["Jane Doe, 22 March 2021"], False),
        (["Updated 22 March 2021"], False),
        (["22 March 2021", "19 March 2021"], False),
        (["03/04/2021"], False),
    ):
        found = published(lines(HEADLINE, *above, BODY), title=HEADLINE)
        assert found is not None
        assert found.lone == lone, above


def test_the_day_of_fetching_is_no_date_line() -> None:
    day_of_visit = datetime.date(2021, 3, 22)
    found = published(lines(HEADLINE, "22 March 2021", BODY), title=HEADLINE, reference=day_of_visit)
    assert found is not None
    assert not found.lone


@pytest.mark.parametrize(
    ("ending", "iso"),
    [
        ("ging weiter. (APA, dpa, 20.5.2016)", "2016-05-20"),
        ("ging weiter.(red, 31. 7. 2015)", "2015-07-31"),
        ("ging weiter! (20.5.2016)", "2016-05-20"),
        ("ging weiter.« [AFP 20.5.2016].", "2016-05-20"),
        ("ging weiter. (Jana Weller aus Linz, 20. Mai 2016)", "2016-05-20"),
        ("ging weiter. (bis 20.5.2016)", None),
        ("ging weiter. (Die Schau endet am 20.5.2016)", None),
        ("ging weiter. (20.5. bis 31.5.2016)", None),
        ("ging weiter. (APA, 20.5.1916)", None),
        ("ging weiter. (APA, 20.5.)", None),
        ("Linz gegen Wels (20.5.2016)", None),
        ("ging weiter. (APA, 20.5.2016) Mehr dazu", None),
        ("ging weiter. (1943-1970)", None),
        ("", None),
    ],
)
def test_closing_credits(ending: str, iso: str | None) -> None:
    found = closing_date(f"Der Umzug {ending}", languages=["de"])
    assert (found and found[1].iso) == iso
