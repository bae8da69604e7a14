"""Sources: bylines, credits and datelines by their place, and what must not become a name."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsqa.text.sources import SourceLine, Sources, find_sources

BODY = (
    "The council met in the old town hall on the river and talked for four hours about the new bridge, which will cost "
    "twice as much as had been planned when the work began."
)

LONG = f"{BODY}\n" * 13


def lines_of(text: str) -> list[SourceLine]:
    spans, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append((at + len(line) - len(line.lstrip()), line.strip()))
        at += len(line) + 1
    return [
        SourceLine(line, start, i, len(spans) - 1 - i, len(line.split()) >= 20 or len(line) > 140)
        for i, (start, line) in enumerate(spans)
    ]


def sources(text: str) -> Sources:
    found = find_sources(lines_of(text))
    for mention in found.mentions:
        assert text[mention.start : mention.end] == mention.name
    return found


def head(line: str, *, date: str = "") -> Sources:
    return sources(f"A new bridge for the town\n\n{line}\n{date}\n\n{BODY}\n\n{BODY[:150]}\n")


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Jane Doe", ["Jane Doe"]),
        ("Par Jane Doe", ["Jane Doe"]),
        ("Par Anna Lind, Paul Roux et Zoé Petit", ["Anna Lind", "Paul Roux", "Zoé Petit"]),
        ("Von Hans Muster und Eva Beispiel, Berlin", ["Hans Muster", "Eva Beispiel"]),
        ("Von: Ute Straßer", ["Ute Straßer"]),
        ("von Laura Eßling", ["Laura Eßling"]),
        ("By JANE DOE and JOHN ROE | Staff Writer", ["JANE DOE", "JOHN ROE"]),
        ("Jane Doe | 12 March 2024", ["Jane Doe"]),
        ("Text: Hans Muster", ["Hans Muster"]),
        ("Autor: Jan Kowalski", ["Jan Kowalski"]),
        ("di Mario Rossi", ["Mario Rossi"]),
        ("por Ana Silva", ["Ana Silva"]),
        ("door Jan van der Berg", ["Jan van der Berg"]),
        ("Av Kari Nordmann", ["Kari Nordmann"]),
        ("Автор: Иван Петров", ["Иван Петров"]),
        ("بقلم: أحمد محمد", ["أحمد محمد"]),
        ("كتب: محمد علي حسن", ["محمد علي حسن"]),
        ("Yazan Ayşe Yılmaz", ["Ayşe Yılmaz"]),
        ("文/王小明", ["王小明"]),
        ("聞き手・山本千里", ["山本千里"]),
        ("取材・文＝渡辺由美子", ["渡辺由美子"]),
        ("نویسنده: نرگس رضایی، روزنامه دشت سبز", ["نرگس رضایی"]),
        ("Das Gespräch führte Jonas Weller, Harzer Wochenblatt", ["Jonas Weller"]),
        ("記者 王小明", ["王小明"]),
        ("홍길동 기자", ["홍길동"]),
        ("By Ursula von der Leyen", ["Ursula von der Leyen"]),
        ("By Jane O'Neill-McDonald Jr., Staff Writer", ["Jane O'Neill-McDonald Jr."]),
        ("By Jane Doe, jane@example.org", ["Jane Doe"]),
        ("By Jane Doe @janedoe", ["Jane Doe"]),
        ("Von Eva Beispiel, Politikredakteurin", ["Eva Beispiel"]),
        ("By Jane Doe, correspondent in Berlin", ["Jane Doe"]),
        ("By Jane Doe March 9, 2021", ["Jane Doe"]),
        ("By Jane DoeStaff Writer", ["Jane Doe"]),
        ("12 March 2021 | by Jane Doe", ["Jane Doe"]),
        ("Kolumne von Eva Beispiel - 28.04.2024 um 08:52 Uhr", ["Eva Beispiel"]),
        ("By J. R. Doe", ["J. R. Doe"]),
        ("By Jane Doe And Mark Roe For The Fenland Courier", ["Jane Doe", "Mark Roe"]),
        ("von Jonas · 18. Oktober 2021", ["Jonas"]),
        ("Am 13. November 2021 von Jonas In Allgemein", ["Jonas"]),
        ("von Eva Beispiel Twitter Account von Eva Beispiel", ["Eva Beispiel"]),
        ("Eva Beispiel Zuletzt geändert am 06.11.2023", ["Eva Beispiel"]),
        ("Gepostet von Eva Beispiel | Wohnen", ["Eva Beispiel"]),
        ("Post author By Jane Doe", ["Jane Doe"]),
        ("Text & Fotos: Jonas Weller", ["Jonas Weller"]),
        ("3 May 2021 · Jane Doe", ["Jane Doe"]),
        ("Jane DoeFollow", ["Jane Doe"]),
        ("संवाददाता: राम कुमार", ["राम कुमार"]),
        ("विशेष संवाददाता : अनिता वर्मा", ["अनिता वर्मा"]),
        ("Escribe Ana Silva", ["Ana Silva"]),
    ],
)
def test_bylines(line: str, authors: list[str]) -> None:
    assert list(head(line).names("author")) == authors


@pytest.mark.parametrize(
    "line",
    [
        "By Monday",
        "By the end of the year, all is well",
        "Von der Leyen sagt ab",
        "Von der Leyen",
        "Par ailleurs, il fait beau",
        "Por ejemplo",
        "By 2030",
        "By Bus",
        "By the Numbers",
        "BY THE NUMBERS",
        "By Popular Demand",
        "Von Kopf bis Fuß",
        "Von Berlin nach Rom",
        "Par conséquent",
        "Por fin",
        "World News",
        "Real Madrid",
        "Champions League",
        "Middle East",
        "Photo: Jane Doe",
        "Foto: Hans Muster/dpa",
        "Jane Doe/Getty Images",
        "By David Beckham's own account it was a lovely day",
        "Staff Writer",
        "Scroll Down for Video",
        "Scholz und Macron in Berlin",
        "Jane Doe says the bridge is too narrow",
        "APA/Jane Doe",
        "Jane Doe, CEO von Beispiel",
        "Jane Doe, Ministre de la Culture",
        "Hafentagung Nordfurt 2022 - online",
        "Leasing von Dienstfahrrädern",
        "TV Flutlicht 2022",
        "Vorheriges Weiter",
        "नई दिल्ली, संवाददाता।",
        "By Jan",
    ],
)
@pytest.mark.parametrize("date", ["", "12 March 2021, 10:15"])
def test_no_author(line: str, date: str) -> None:
    assert head(line, date=date).names("author") == ()


def test_running_text_is_never_searched() -> None:
    text = f"A title\n\nBy Jane Doe's account {BODY}\n\nJane Doe and John Roe {BODY}\n\n{BODY} By then it was late."
    assert sources(text).mentions == ()


@pytest.mark.parametrize(
    ("line", "agency", "form"),
    [
        ("PARIS (AFP) - Le maire", "AFP", "dateline"),
        ("BERLIN, 3. Mai (dpa) – Der Rat", "dpa", "dateline"),
        ("LONDRES, 12 mars (Reuters) – Le conseil", "Reuters", "dateline"),
        ("Reuters – The council", "Reuters", "dateline"),
        ("(ANSA) - ROMA, 12 MAR - Il consiglio", "ANSA", "dateline"),
        ("МОСКВА, 12 мар - РИА Новости. Совет", "РИА Новости", "dateline"),
        ("新华社北京3月12日电 市议会", "新华社", "dateline"),
        ("TIRANË, 24 korrik/ATSH/ Këshilli", "ATSH", "dateline"),
    ],
)
def test_datelines(line: str, agency: str, form: str) -> None:
    found = sources(f"A title\n\n{line} {BODY}").mentions
    assert [(m.name, m.kind, m.form) for m in found] == [(agency, "agency", form)]


@pytest.mark.parametrize(
    ("tail", "agencies"),
    [
        ("(AFP)", ["AFP"]),
        ("– AFP", ["AFP"]),
        ("(dpa/lnw)", ["dpa"]),
        ("(Reuters, APA)", ["Reuters", "APA"]),
        ("/dpa", ["dpa"]),
        ("\n\n© AFP", ["AFP"]),
        ("\n\nQuelle: dpa", ["dpa"]),
        ("\n\nSource: Reuters", ["Reuters"]),
        ("\n\nBron: ANP", ["ANP"]),
        ("\n\nsak/Reuters", ["Reuters"]),
        ("\n\nWith files from The Canadian Press", ["The Canadian Press"]),
        ("\n\nAFP", ["AFP"]),
    ],
)
def test_credits_after_the_text(tail: str, agencies: list[str]) -> None:
    assert list(sources(f"A title\n\n{BODY} {tail}").names("agency")) == agencies


def test_an_agency_in_running_text_is_no_source() -> None:
    text = (
        f"A title\n\nThe mayor told Reuters on Monday that {BODY} He also spoke to the agency AP on the way."
    )
    assert sources(text).mentions == ()


def test_ambiguous_names_count_in_credit_positions_only() -> None:
    assert sources(f"A title\nMAP\nSport\n\n{BODY}\n\n{BODY}").mentions == ()
    assert sources(f"A title\n\nRABAT (MAP) - {BODY}").names("agency") == ("MAP",)


def test_partners_sign_together() -> None:
    text = "Un titre\n\nOrange avec Boursier.com, publié le lundi 22 mars 2021 à 15h28\n\n" + BODY
    at = text.index("Orange")
    assert [(m.name, m.start - at, m.end - at, m.kind) for m in sources(text).mentions] == [
        ("Orange", 0, 6, "organisation"),
        ("Boursier.com", 12, 24, "organisation"),
    ]
    assert head("Par Jane Doe avec AFP").names("agency") == ("AFP",)
    assert head("Le Figaro avec AFP").names("organisation") == ("Le Figaro",)
    assert head("Jane Doe avec AFP").names("author") == ("Jane Doe",)
    assert head("Beneficiarios con DNI").mentions == ()
    assert head("Paris avec Neymar").mentions == ()


def test_newsrooms() -> None:
    assert head("Redacción").names("organisation") == ("Redacción",)
    assert head("By the Courier newsroom").names("organisation") == ("the Courier newsroom",)
    assert head("By our Ely correspondent").names("organisation") == ("our Ely correspondent",)
    assert head("By Jane Doe Correspondent").names("author") == ("Jane Doe",)
    assert head("By Jane Doe Correspondent").names("organisation") == ()
    assert head("By the river a newsroom").mentions == ()


def test_an_agency_behind_place_and_date() -> None:
    assert head("Berlin, 15. Juli 2021, dpa").names("agency") == ("dpa",)
    assert head("Москва, 15 июля 2021 года, ТАСС").names("agency") == ("ТАСС",)
    assert head("The mayor met 40 people from London, Reuters").mentions == ()
    assert head("Shares of Thomson, Reuters").mentions == ()
    assert head("Avec AFP, le 27 septembre 2025 à 23h05").names("agency") == ("AFP",)
    assert sources(f"A title\n\n{BODY}\n\nepd lnb rig/mbo, 21.03.2025").names("agency") == ("epd",)
    assert head("AFP, 27 blessés dans un accident").mentions == ()


def test_what_nobody_has_listed_behind_a_name_and_a_comma() -> None:
    date = "8. juni 2026"
    assert head("Af Pernille Skov, teaterredaktør", date=date).names("author") == ("Pernille Skov",)
    assert head("Por Ana de Souza, g1 Vale do Ivaí — Ivaiporã", date=date).names("author") == (
        "Ana de Souza",
    )
    assert head("Por Ana de Souza, g1 Vale do Ivaí").mentions == ()
    assert head("Por Ana de Souza, que morreu em casa aos 90 anos.", date=date).mentions == ()
    assert head("MARTA GARCÍA | Madrid", date=date).names("author") == ("MARTA GARCÍA",)


def test_credits_with_their_date_in_one_line() -> None:
    found = head("Par Le Monde avec AFP, le 6 novembre 2026 à 10h05")
    assert (found.names("agency"), found.names("organisation")) == (("AFP",), ("Le Monde",))
    assert head("Vrijdag 6 november 2026 – Jan de Vries").names("author") == ("Jan de Vries",)
    assert head("DHA", date="24 Ağustos 2021").names("agency") == ("DHA",)
    assert head("DHA", date="Sport").mentions == ()
    (mention,) = head("Jean Petit, le 6.11.2026").mentions
    assert (mention.index, mention.within) == (1, 0)


def test_a_person_behind_the_role() -> None:
    found = head("By Health Reporter Jane Doe")
    assert (found.names("author"), found.names("organisation")) == (("Jane Doe",), ())
    assert head("By Standard Reporter").names("organisation") == ("Standard Reporter",)


def test_persian_dispatches() -> None:
    for line, agency in (("به گزارش خبرنگار ایسنا،", "ایسنا"), ("به گزارش خبرگزاری مهر،", "خبرگزاری مهر")):
        assert sources(f"A title\n\n{line} {BODY}\n\n{BODY}").names("agency") == (agency,)
    assert sources(f"A title\n\nبه گزارش پلیس، {BODY}\n\n{BODY}").mentions == ()


def test_a_newsroom_behind_its_date() -> None:
    line = "Maandag 20 juli 2026, 06.10 uur – Redactie Weer"
    assert head(line).names("organisation") == ("Redactie Weer",)


def test_a_marker_alone_introduces_the_next_lines() -> None:
    found = sources(f"A new bridge\nBy\nXiaoying You0,\nJane Doe &\nJohn Roe\n12 May 2021\n{BODY}")
    assert found.names("author") == ("Xiaoying You", "Jane Doe", "John Roe")


def test_names_side_by_side() -> None:
    found = head("Birgit Muster Anna Julia Beispiel Jan Michael Probe", date="3. Mai 2024, 17:47")
    assert found.names("author") == ("Birgit Muster", "Anna Julia Beispiel", "Jan Michael Probe")


def test_a_bare_name_needs_a_date_or_a_role_where_the_text_names_it() -> None:
    assert sources(f"A title\n\nJane Doe\n\nMs Doe said so. {BODY}").mentions == ()
    assert head("Jane Doe").names("author") == ("Jane Doe",)
    assert head("Jane Doe", date="12 March 2021").names("author") == ("Jane Doe",)
    assert sources(f"Jane Doe wins the prize\n\nJane Doe\n12 March 2021\n\n{BODY}").mentions == ()


def test_several_unknown_names_above_the_text_sign() -> None:
    assert sources(f"A title\n\nThabelang Xola/Lumkile Zondo\n\n{BODY}").names("author") == (
        "Thabelang Xola",
        "Lumkile Zondo",
    )
    assert sources(f"A title\n\nThabelang Xola\n\n{BODY}").mentions == ()
    assert sources(f"A title\n\nWe’ve Built a Leaning Bridge\n\n{BODY}").mentions == ()


def test_a_section_between_page_title_and_title_is_no_name() -> None:
    title = "A new bridge for the town"
    assert sources(f"{title} - Courier\nFenland Unbound\n{title}\n12 March 2021\n\n{BODY}").mentions == ()
    assert sources(f"{title}\nFenland Unbound\n12 March 2021\n\n{BODY}").names("author") == (
        "Fenland Unbound",
    )


def test_an_unknown_name_stands_nowhere_else() -> None:
    found = sources(f"A title\n\nHafen Umbau\n12 March 2021\n\nDer Hafen wird umgebaut. {BODY}")
    assert found.mentions == ()


def test_a_name_of_the_news_needs_the_date_right_beside_it() -> None:
    body = f"The mayor met Jane Roe again. {BODY}"
    assert sources(f"A title\n12 March 2021\nBridges\nJane Roe\nA new bridge\n{body}").mentions == ()
    assert sources(f"A title\n12 March 2021\n—\nJane Roe\nA new bridge\n{body}").names("author") == (
        "Jane Roe",
    )


def test_several_names_above_how_long_ago_it_was() -> None:
    found = sources(
        f"A title\nIsabel Caro, Ana Torre y José Silva\nHace 13 horas\n\nCaro dijo que no. {BODY}"
    )
    assert found.names("author") == ("Isabel Caro", "Ana Torre", "José Silva")


@pytest.mark.parametrize(
    "line",
    [
        "Jane Doe is a reporter for the Fenland Courier.",
        "Jane Doe ist Redakteurin beim Fenland-Boten.",
        "Jane Doe is on Twitter at jane_doe.",
        "About Jane Doe",
        "About the author\nJane Doe",
        "Über die Autorin:\nJane Doe",
    ],
)
def test_who_is_told_about_below_the_text_signs(line: str) -> None:
    assert sources(f"A title\n{LONG}\n{line}\n").names("author") == ("Jane Doe",)
    assert sources(f"A title\nBy Ann Other\n{LONG}\n{line}\n").names("author") == ("Ann Other",)


@pytest.mark.parametrize(
    "line", ["Jane Doe is a mayor for the first time.", "About Bridges", "About the house"]
)
def test_other_people_below_the_text_do_not_sign(line: str) -> None:
    assert sources(f"A title\n{LONG}\n{line}\n").names("author") == ()


def test_contributors_are_a_source_but_do_not_sign() -> None:
    found = sources(f"A title\n\n{BODY}\n\nJane Doe contributed to this report.")
    assert [(mention.name, mention.form) for mention in found.mentions] == [("Jane Doe", "contributor")]
    assert found.names("author") == ()


def test_soft_hyphens_are_no_part_of_a_name() -> None:
    text = f"A new bridge\n\nVon Jo\u00adnas Wel\u00adler\n12 March 2021\n\n{BODY}\n"
    assert find_sources(lines_of(text)).names("author") == ("Jonas Weller",)


def test_a_newsroom_beside_its_date() -> None:
    assert head("von Redaktion, 24. Januar 2022").names("organisation") == ("Redaktion",)


def test_reporting_by() -> None:
    found = sources(
        f"A title\n\n{BODY}\n\n(Reporting by Jane Doe in Paris and John Roe; Editing by Ann Other)"
    )
    assert found.names("author") == ("Jane Doe", "John Roe")


def test_teasers_below_the_text_are_not_the_author() -> None:
    text = "A title\nBy Jane Doe\n" + f"{BODY}\n" * 12 + "Another story about the river\nBy John Roe"
    assert sources(text).names("author") == ("Jane Doe",)


def test_nothing() -> None:
    assert find_sources([]).mentions == ()
    assert sources("one\n\ntwo").mentions == ()


pieces = st.sampled_from(
    [
        "By ",
        "Von ",
        "Par ",
        "von",
        "Jane",
        " Doe",
        "AFP",
        "(AFP)",
        " - ",
        ", ",
        "/",
        " et ",
        "avec ",
        "dpa",
        "|",
        ":",
        "文/",
        "王小明",
        "記者",
        "기자",
        "بقلم ",
        "Автор: ",
        "İ",
        "ß",
        "\u0301",
        "2021",
        "12:30",
        "J.",
        "Jr.",
        "@x",
        "【",
        "】",
        "©",
        "www.x.de",
        "\x00",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(pieces, st.text(max_size=8)), max_size=25), st.booleans())
def test_never_raises_and_spans_slice_to_names(parts: list[str], paragraph: bool) -> None:
    line = "".join(parts).replace("\n", " ").strip()
    lines = [SourceLine("A title", 3, 0, 2, False)]
    if line:
        lines.append(SourceLine(line, 100, 1, 1, paragraph))
    lines.append(SourceLine("12 March 2021", 5000, 2, 0, False))
    for mention in find_sources(lines).mentions:
        if 100 <= mention.start < 5000:
            assert line[mention.start - 100 : mention.end - 100] == mention.name
        assert mention.name.strip() == mention.name != ""


def test_hostile_lines_take_linear_time() -> None:
    for line in (
        "By " + "Jane " * 50_000,
        "A" * 200_000,
        "(" * 100_000,
        "By " + "A." * 100_000,
        "- " * 100_000,
    ):
        sources(f"A title\n{line}\n12 March 2021\n{BODY}")


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("di Gennaro Santoro, Il Giornale delle Langhe", ["Gennaro Santoro"]),
        ("di Bruno Lovato, Il Corriere dell’Appennino", ["Bruno Lovato"]),
        ("あさぎり新聞　記者　中尾明日香", ["中尾明日香"]),
        ("白山タイムス　記者　上原直子、小西菜々子", ["上原直子", "小西菜々子"]),
        ("取材・文：上原直子", ["上原直子"]),
        ("记者 张明远、周思源 江淮都市报", ["张明远", "周思源"]),
        ("بقلم باسل الحداد وسليم الدباغ - جريدة مرايا المدينة", ["باسل الحداد", "سليم الدباغ"]),
        ("بقلم أحمد محمد وليد الخطيب", ["أحمد محمد وليد الخطيب"]),
    ],
)
def test_several_authors_and_their_papers(line: str, authors: list[str]) -> None:
    assert list(head(line, date="22.3.2021").names("author")) == authors


def test_reporters_clubs_are_no_reporters() -> None:
    assert head("記者 会見").names("author") == ()
