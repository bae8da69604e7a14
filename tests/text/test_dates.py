"""Dates in text: forms, languages, what is no date, and properties that hold for any text."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsqa.text import date_find
from newsqa.text.dates import DateMention, find_dates, has_date

SEED_LINE = "Orange avec Boursier.com, publié le lundi 22 mars 2021 à 15h28"


def only(text: str, *languages: str, region: str | None = None) -> DateMention:
    mentions = find_dates(text, languages=languages, region=region)
    assert len(mentions) == 1, mentions
    return mentions[0]


def test_seed_line() -> None:
    mention = only(SEED_LINE, "fr")
    assert (mention.start, mention.end) == (36, 62)
    assert SEED_LINE[mention.weekday_start : mention.weekday_end] == "lundi"
    assert SEED_LINE[mention.time_start : mention.time_end] == "15h28"
    assert (mention.time_start, mention.time_end) == (57, 62)
    assert mention.offset_minutes is None
    assert mention.weekday_agrees is True
    assert mention.iso == "2021-03-22T15:28"
    assert mention.precision == "minute"
    assert only(SEED_LINE.replace("lundi", "mardi"), "fr").weekday_agrees is False


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("22 de marzo de 2021", "2021-03-22"),
        ("March 22, 2021", "2021-03-22"),
        ("MARCH 22, 2021", "2021-03-22"),
        ("22. März 2021", "2021-03-22"),
        ("22.3.2021", "2021-03-22"),
        ("4. 2. 2022", "2022-02-04"),
        ("2021-03-22T15:28:00+01:00", "2021-03-22T15:28:00+01:00"),
        ("2021年3月22日(月) 15時28分", "2021-03-22T15:28"),
        ("2021年3月22日星期一 下午3:28", "2021-03-22T15:28"),
        ("2021. 3. 22.", "2021-03-22"),
        ("2021년 3월 22일 오후 3:28", "2021-03-22T15:28"),
        ("22/03/2021 - 15:28", "2021-03-22T15:28"),
        ("22/03/2021 – 15:28", "2021-03-22T15:28"),
        ("Mon, 22 Mar 2021 14:28:00 GMT", "2021-03-22T14:28:00+00:00"),
        ("22 марта 2021 г. в 15:28", "2021-03-22T15:28"),
        ("٢٢ مارس ٢٠٢١", "2021-03-22"),
        ("۲۲ مارس ۲۰۲۱", "2021-03-22"),
        ("२२ मार्च २०२१", "2021-03-22"),
        ("22 آذار/مارس 2021", "2021-03-22"),
        ("22 جويلية 2021", "2021-07-22"),
        ("วันจันทร์ที่ 22 มีนาคม พ.ศ. 2564 เวลา 15:28 น.", "2021-03-22T15:28"),
        ("22 tháng 3, 2021", "2021-03-22"),
        ("Thứ Hai, ngày 22/3/2021 15:28", "2021-03-22T15:28"),
        ("Thứ Hai, 22 tháng 3 năm 2021", "2021-03-22"),
        ("22 Mart 2021 Pazartesi 15:28", "2021-03-22T15:28"),
        ("22-mar-2021", "2021-03-22"),
        ("Sept. 13, 2023", "2023-09-13"),
        ("13th of September 2023", "2023-09-13"),
        ("22.03.21", "2021-03-22"),
        ("Published13 May 2023", "2023-05-13"),
        ("PublishedMay 13, 2023", "2023-05-13"),
        ("September 13, 20230", "2023-09-13"),
        ("15:28, 22.03.2021", "2021-03-22T15:28"),
        ("3:28 PM, Mon March 22, 2021", "2021-03-22T15:28"),
        ("31 Donnerstag Okt 2019", "2019-10-31"),
        ("Thursday 22nd March 2018", "2018-03-22"),
        ("22 March 2021 at 3.28pm", "2021-03-22T15:28"),
        ("March 22, 2021 3:28 p.m. EDT", "2021-03-22T15:28-04:00"),
        ("March 22, 2021 3:28 p.m. IST", "2021-03-22T15:28"),
        ("mandag den 22. marts 2021 kl. 15.28", "2021-03-22T15:28"),
        ("22 de março de 2021 às 15h28", "2021-03-22T15:28"),
        ("22 marzo 2021 alle 15:28", "2021-03-22T15:28"),
        ("Montag, den 22. März 2021 um 15:28 Uhr", "2021-03-22T15:28"),
        ("22. Jänner 2021", "2021-01-22"),
        ("1er mars 2021", "2021-03-01"),
        ("maanantaina 22. maaliskuuta 2021 klo 15.28", "2021-03-22T15:28"),
        ("2021. március 22., hétfő 15:28", "2021-03-22T15:28"),
        ("2021 m. kovo 22 d., pirmadienis", "2021-03-22"),
        ("2021. gada 22. martā", "2021-03-22"),
        ("2021(e)ko martxoaren 22(a)", "2021-03-22"),
        ("22 მარტს, 2021", "2021-03-22"),
        ("17:41 JST, October 13, 2024", "2024-10-13T17:41+09:00"),
        ("28.09.1913:39", "2019-09-28T13:39"),
        ("22 March '21", "2021-03-22"),
        ("7 January 1969", "1969-01-07"),
    ],
)
def test_forms(text: str, iso: str) -> None:
    mention = only(text)
    assert mention.iso == iso
    assert mention.invalid is None


@pytest.mark.parametrize(
    ("text", "isos"),
    [
        ("30.01.202430. Januar 2024", ["2024-01-30", "2024-01-30"]),
        ("13 May 202313 May 2023", ["2023-05-13", "2023-05-13"]),
        ("Posted 1 May 2023, 10:00 Updated 2 May 2023, 11:30", ["2023-05-01T10:00", "2023-05-02T11:30"]),
        ("between May 3 and June 5, 2021", ["--05-03", "2021-06-05"]),
        ("Since 2019, March 22, 2021 is the day", ["2021-03-22"]),
        ("22-23 March 2021", ["2021-03-23"]),
        ("March 22–24, 2021", ["2021-03-22"]),
    ],
)
def test_several(text: str, isos: list[str]) -> None:
    assert [m.iso for m in find_dates(text, languages=["en"])] == isos


@pytest.mark.parametrize(
    "text",
    [
        "",
        "No figures here.",
        "March 2021 was warm",
        "in 2021, 22 people paid $22.30",
        "a score of 3:1, then 4-2",
        "call 06-12-34-56-78 or +33 6 12 34 56 78",
        "the host 10.12.2021.5 and version 3.22.1",
        "ISBN 978-3-16-148410-0, pp. 12-15",
        "5 may follow",
        "It took 3 in May and 5 of 10",
        "1/2/3 and 100/200/300",
        "22 Ramadan 1442",
        "1400/01/02",
        "2021-13 and 2021/22",
        "a 22-year-old",
    ],
)
def test_no_dates(text: str) -> None:
    assert find_dates(text) == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("publié le 31 avril 2021", "April has 30 days"),
        ("29 February 2021", "February 2021 has 28 days"),
        ("30/02/2024", "February 2024 has 29 days"),
        ("22 mars 2021 à 25h", "there is no hour 25"),
        ("22 mars 2021 à 15h75", "there is no minute 75"),
        ("2021-13-22", "there is no month 13"),
        ("31/13/2021", "there is no month 13"),
    ],
)
def test_impossible(text: str, reason: str) -> None:
    assert only(text, "fr").invalid == reason


def test_leap_day() -> None:
    assert only("29 février 2024", "fr").invalid is None
    assert only("2021-03-22T24:00", "fr").invalid is None


def test_order_of_figures() -> None:
    assert only("03/04/2021").ambiguous
    assert only("03/04/2021", "en").order == "mdy"
    assert only("03/04/2021", "en").ambiguous
    british = only("03/04/2021", "en", region="GB")
    assert (british.iso, british.ambiguous) == ("2021-04-03", False)
    american = only("03/04/2021", "en-US")
    assert (american.iso, american.ambiguous) == ("2021-03-04", False)
    assert (only("03/04/2021", "fr").iso, only("03/04/2021", "fr").ambiguous) == ("2021-04-03", False)
    assert only("Monday 03/04/2023", "en").iso == "2023-04-03"  # a Monday; 4 March 2023 was none
    assert not only("Monday 03/04/2023", "en").ambiguous
    first, second = find_dates("03/04/2021 and 25/04/2021", languages=["en"])
    assert (first.iso, first.ambiguous) == ("2021-04-03", False)
    assert second.order == "dmy"
    first, second = find_dates("04/03/2021, that is 4 March 2021", languages=["en"])
    assert (first.iso, first.ambiguous) == ("2021-03-04", False)


@pytest.mark.parametrize(
    ("text", "weekday"),
    [
        ("The Sun, 20 March 2021", None),
        ("It ends on Monday. 22 March 2021 was cold", None),
        ("Monday to Friday, 26 March 2021", 4),
        ("on 22 March 2021. Friday came later", None),
        ("open until 22 March 2021, Friday excepted", None),
        ("22 mars 2021 (mardi)", 1),
        ("Monday–Tuesday 22–23 March 2021", None),
        ("tué 22 mars 2021", None),
    ],
)
def test_weekday_only_where_it_belongs(text: str, weekday: int | None) -> None:
    assert find_dates(text)[0].weekday == weekday


def test_shift_and_swap() -> None:
    mention = only("le lundi 22 mars 2021 à 15h28", "fr")
    moved = mention.shifted(10)
    assert (moved.start, moved.weekday_start, moved.time_end) == (mention.start + 10, 13, mention.end + 10)
    other = only("03/04/2021", "en").swapped()
    assert (other.iso, other.order) == ("2021-04-03", "dmy")


MIXED = st.text(
    alphabet=st.one_of(
        st.sampled_from("0123456789 ./-:,'hT年月日월일marchMayлютий"),
        st.characters(blacklist_categories=["Cs"]),
    ),
    max_size=120,
)


@settings(max_examples=400, deadline=None)
@given(MIXED)
def test_any_text(text: str) -> None:
    end = 0
    for mention in find_dates(text):
        assert end <= mention.start <= mention.date_start < mention.date_end <= mention.end <= len(text)
        end = mention.end
        if mention.time_start is not None:
            assert mention.start <= mention.time_start < (mention.time_end or 0) <= mention.end
        if mention.weekday_start is not None:
            assert mention.start <= mention.weekday_start < (mention.weekday_end or 0) <= mention.end
        if mention.invalid is None and mention.has_year:
            assert mention.date is not None
        assert has_date(text)
        assert has_date(text.encode())


@settings(max_examples=200, deadline=None)
@given(
    st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)),
    st.times(),
    st.sampled_from(
        [
            "{d} March {y}",
            "March {d}, {y} at {h}:{m:02} pm",
            "{y}-{mo:02}-{d:02} {h:02}:{m:02}",
            "le {d} mars {y} à {h}h{m:02}",
        ]
    ),
    st.sampled_from(["", "Published ", "(", "by Jane Doe, ", "Seen at 12. "]),
)
def test_span_parses_to_the_same_date(day: datetime.date, clock: datetime.time, form: str, head: str) -> None:
    written = form.format(d=day.day, mo=day.month, y=day.year, h=clock.hour, m=clock.minute)
    text = f"{head}{written} and more"
    for mention in find_dates(text):
        again = find_dates(text[mention.start : mention.end])
        assert [m.iso for m in again] == [mention.iso]
        assert again[0] == mention.shifted(-mention.start)


@pytest.mark.parametrize(
    "unit",
    [
        "1/2/",
        "9",
        "1 ",
        "1.",
        "12:",
        "2021 ",
        "May 1 ",
        "1 a ",
        "1st of ",
        "tháng 1 ",
        "31. ",
        "mweri wa 1 ",
        "a",
    ],
)
def test_work_grows_with_length_only(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice the text is at most some twice as many readings: nothing starts over."""
    counts = []
    for size in (2_000, 4_000):
        count = 0

        def counted(*args: object, original: object = date_find.from_day, **named: object) -> object:
            nonlocal count
            count += 1
            return original(*args, **named)  # type: ignore[operator]

        with monkeypatch.context() as patch:
            patch.setattr(date_find, "from_day", counted)
            find_dates(unit * (size // len(unit)))
        counts.append(count)
    assert counts[1] <= 2 * counts[0] + 4


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("22 mars 2021 à 15h28 (heure de Paris)", "fr", "2021-03-22T15:28+01:00"),
        ("22 juillet 2021 à 15h28 (heure de Paris)", "fr", "2021-07-22T15:28+02:00"),
        ("22 mars 2021 à 15h28 heure GMT", "fr", "2021-03-22T15:28+00:00"),
        ("22 mars 2021 à 15h28 HNEC", "fr", "2021-03-22T15:28+01:00"),
        ("22 марта 2021, 15:28 по московскому времени", "ru", "2021-03-22T15:28+03:00"),
        ("22 مارس 2021، الساعة 15:28 بتوقيت غرينتش", "ar", "2021-03-22T15:28+00:00"),
        ("22 مارس 2021، 15:28 (ت.غ)", "ar", "2021-03-22T15:28+00:00"),
        ("2021年3月22日 15:28 北京时间", "zh", "2021-03-22T15:28+08:00"),
        ("2021年3月22日 北京时间15:28", "zh", "2021-03-22T15:28+08:00"),
        ("日本時間2021年3月22日15時28分", "ja", "2021-03-22T15:28+09:00"),
        ("2021년 3월 22일 15:28 한국시간", "ko", "2021-03-22T15:28+09:00"),
    ],
)
def test_zones_in_words(text: str, language: str, expected: str) -> None:
    (mention,) = find_dates(text, languages=(language,))
    assert mention.iso == expected


def test_a_zone_without_an_offset_in_the_hour_that_is_repeated() -> None:
    (mention,) = find_dates("31 octobre 2021 à 2h30 (heure de Paris)", languages=("fr",))
    assert mention.offset_minutes is None


@pytest.mark.parametrize(
    ("text", "language", "year"),
    [
        ("Publié le lundi 22 mars 2999 à 15h28 (UTC+1)", "fr", 2999),
        ("Montag, 22. März 2500, 15.28 Uhr", "de", 2500),
        ("22/03/2564", "fr", 2564),
        ("22/03/2564", "th", 2021),
        ("22 มีนาคม 2564", None, 2021),
        ("22 March 2564 BE", "en", 2021),
        (
            "On 22 May 2500 people marched through the old town against the new bridge over the river.",
            "en",
            None,
        ),
    ],
)
def test_far_years(text: str, language: str | None, year: int | None) -> None:
    (mention,) = find_dates(text, languages=(language,) if language else ())
    assert mention.year == year


@pytest.mark.parametrize("languages", [("it",), ()])
def test_a_weekday_means_what_it_means_in_its_language(languages: tuple[str, ...]) -> None:
    (mention,) = find_dates("sabato 1 agosto 1999", languages=languages)  # a Sunday; sabato is one in Makhuwa
    assert mention.weekday == 5
    assert mention.weekday_agrees is False
