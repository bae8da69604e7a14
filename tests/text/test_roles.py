"""Roles on invented pages: what surrounds an article is set aside, and nothing of the article with it."""

from __future__ import annotations

import pyarrow as pa
import pytest

from checking import NOW
from made_up import CODES, clean
from newsqa import schema
from newsqa.readers.batch import Batch
from newsqa.text.captions import is_caption
from newsqa.text.prose import count_words
from newsqa.text.roles import RowBlock, content, last_content
from newsqa.view import Context, View

# A menu above and a footer below; the body of each page comes from the generator, in its language.
MENUS = {
    "en": "Home\nNews\nSport\nMoney\nTravel\nWeather\nJobs\nCars\nSearch\nLog in",
    "fr": "Accueil\nActualités\nSports\nVoyages\nMétéo\nEmploi\nImmobilier\nRecherche\nConnexion",
    "de": "Startseite\nNachrichten\nSport\nGeld\nReisen\nWetter\nStellen\nAutos\nSuche\nAnmelden",
    "ru": "Главная\nНовости\nСпорт\nДеньги\nПогода\nРабота\nАвто\nПоиск\nВойти",
    "zh": "首页\n新闻\n体育\n财经\n旅游\n天气\n招聘\n汽车\n搜索\n登录",
    "ar": "الرئيسية\nأخبار\nرياضة\nاقتصاد\nسفر\nطقس\nوظائف\nسيارات\nبحث",
}
FOOTERS = {
    "en": "Privacy\nTerms\nImprint\nNewsletter\nSitemap\nSubscriptions\nHelp\nAccessibility",
    "fr": "Confidentialité\nConditions\nMentions\nInfolettre\nPlan\nAbonnements\nAide\nAccessibilité",
    "de": "Datenschutz\nNutzungsregeln\nImpressum\nRundbrief\nSeitenplan\nAbonnements\nHilfe\nKontakt",
    "ru": "Конфиденциальность\nУсловия\nРедакция\nРассылка\nКарта сайта\nПодписка\nПомощь",
    "zh": "隐私\n条款\n版权\n订阅\n网站地图\n帮助\n联系\n招标",
    "ar": "الخصوصية\nالشروط\nالنشرة\nالاشتراك\nمساعدة\nاتصال\nإعلانات\nوظائفنا",
}


def roles_of(text: str, title: str | None = None) -> list[RowBlock]:
    row = {"article_id": "text", "line": 1, "text": text, "title": title}
    view = View(Batch(pa.RecordBatch.from_pylist([row], schema=schema.ARTICLES)), Context(NOW))
    blocks = view.row_blocks(0)
    assert all(block.role for block in blocks)  # told while the view is there
    return blocks


def texts(blocks: list[RowBlock], role: str) -> list[str]:
    return [block.text for block in blocks if block.role == role]


def page(language: str, number: int = 0) -> tuple[list[str], list[str], list[str]]:
    """Return menu, article and footer as blocks; the article is as long as two of the generator's."""
    one, two = clean(language, number), clean(language, number + 1)
    article = [block for part in (*one.blocks, *two.blocks[2:]) for block in part.splitlines()]
    return MENUS[language].splitlines(), article, FOOTERS[language].splitlines()


@pytest.mark.parametrize("number", [0, 2, 4])
@pytest.mark.parametrize("language", MENUS)
def test_footer_is_set_aside_and_the_article_is_not(language: str, number: int) -> None:
    _, article, footer = page(language, number)
    blocks = roles_of("\n\n".join([*article, *footer]))
    found = texts(blocks, "boilerplate")
    assert len(found) >= len(footer) - 2
    assert set(found) <= set(footer)
    last = last_content(blocks)
    assert last
    assert last.text == article[-1]


@pytest.mark.parametrize("language", MENUS)
def test_menu_between_title_and_article(language: str) -> None:
    menu, article, _ = page(language)
    blocks = roles_of("\n\n".join([article[0], *menu, *article[1:]]))
    found = texts(blocks, "boilerplate")
    assert len(found) >= len(menu) / 2
    assert set(found) <= set(menu)
    assert texts(blocks, "title") == [article[0]]


@pytest.mark.parametrize("language", CODES)
def test_clean_articles_have_no_boilerplate(language: str) -> None:
    for number in range(6):
        blocks = roles_of("\n\n".join(clean(language, number).blocks))
        assert texts(blocks, "boilerplate") == []
        assert content(blocks)[-1] is blocks[-1]


BODY = (
    "The council of Harbour Town has bought the old customs house from the state for a price that both keep secret.",
    "It wants to turn the house into a library with a reading room over the water and a workshop for young people.",
    "Builders are to begin in May, and the mayor hopes that the first readers can move in before the winter storms.",
    "The rowing club, which has kept its boats in the cellar since the war, will get a new shed at the northern quay.",
    "Neighbours had feared that the house might be sold to a hotel, and collected two thousand names against it.",
    "The state had owned the house since the ferry line was closed, and used it as a store for buoys and old lamps.",
    "A survey found that the beams are sound, but that the roof and the windows on the western side must be replaced.",
    "The library in Mill Street will stay open until the last book has been carried over, the council said on Monday.",
)
TITLE = "Customs house becomes a library"


def test_comments_below_the_article_are_not_its_end() -> None:
    thread = [
        "Comments", "Reply", "Tom", "Nice plan!", "Reply", "Ann", "At last.", "Reply", "Kim", "Why?", "Reply",
    ]  # fmt: skip
    blocks = roles_of("\n\n".join([TITLE, *BODY, *thread]))
    assert "Reply" in texts(blocks, "boilerplate")
    assert not set(BODY) & set(texts(blocks, "boilerplate"))


def test_teasers_below_the_article() -> None:
    teasers = [
        "Read more", "Ferry line to return", "Sport", "Rowers win again", "Is the fish market worth a trip on Sundays?",
        "Culture", "Weather", "Imprint", "Contact",
    ]  # fmt: skip
    blocks = roles_of("\n\n".join([TITLE, *BODY, *teasers]))
    assert {"Sport", "Culture", "Weather", "Imprint", "Contact"} <= set(texts(blocks, "boilerplate"))
    assert "Is the fish market worth a trip on Sundays?" in texts(blocks, "boilerplate")
    last = last_content(blocks)
    assert last
    assert last.text == BODY[-1]


def test_interview_keeps_its_questions() -> None:
    questions = ("Who pays?", "And the boats?", "Who pays?", "What about the neighbours?", "Who pays?")
    lines = [line for pair in zip(questions, BODY, strict=False) for line in pair]
    blocks = roles_of("\n\n".join([TITLE, BODY[5], *lines]))
    assert texts(blocks, "boilerplate") == []
    assert texts(blocks, "subhead") == list(questions)


def test_live_blog_keeps_its_times_and_headings() -> None:
    lines = [
        line
        for hour, paragraph in enumerate(BODY)
        for line in (f"{hour + 9}:15", f"Council meeting, part {hour + 1}", paragraph)
    ]
    blocks = roles_of("\n\n".join([TITLE, BODY[0] + " We report live.", *lines]))
    assert texts(blocks, "boilerplate") == []


def test_ranking_inside_an_article_stays() -> None:
    names = (
        "Fenland",
        "Harbour Town",
        "Lester",
        "Old Quay",
        "Mill End",
        "Saltmarsh",
        "Ferry Hill",
        "Northgate",
    )
    ranking = [f"{place}. {name}, {90 - place} points" for place, name in enumerate(names, 1)]
    blocks = roles_of(
        "\n\n".join([TITLE, *BODY[:4], "This is how the towns of the county did:", *ranking, *BODY[4:]])
    )
    assert texts(blocks, "boilerplate") == []
    assert set(ranking) <= {block.text for block in content(blocks)}


def test_list_at_the_end_stays() -> None:
    rules = [
        "– a reading room over the water with forty seats", "– a workshop for young people below the roof",
        "– a new shed for the rowing club at the quay", "– windows on the western side that keep the storms out",
    ]  # fmt: skip
    blocks = roles_of("\n\n".join([TITLE, *BODY, "What the council wants to build:", *rules]))
    assert texts(blocks, "boilerplate") == []


def test_poem_stays() -> None:
    verses = [
        "The lamps go out along the quay", "and one by one the boats come in", "the nets are wet", "the decks are grey",
    ]  # fmt: skip
    assert texts(roles_of("\n".join(["At dusk", "", *verses, "", *verses, "", *verses])), "boilerplate") == []
    blocks = roles_of("\n".join([TITLE, *BODY[:2], *verses, *BODY[2:]]))
    assert texts(blocks, "boilerplate") == []


def test_short_article_stays() -> None:
    blocks = roles_of("\n\n".join([TITLE, "By Ruth Naylor", "Monday 22 March 2021", BODY[0]]))
    assert [block.role for block in blocks] == ["title", "byline", "byline", "lede"]


def test_title_and_byline_keep_their_roles_on_a_page() -> None:
    menu = MENUS["en"].splitlines()
    head = ["By Ruth Naylor, Fenland Courier", "Published: Monday 22 March 2021, 15:28 GMT"]
    blocks = roles_of("\n\n".join([TITLE, *menu[:6], TITLE, *head, *BODY, *FOOTERS["en"].splitlines()]))
    assert texts(blocks, "title") == [TITLE]
    assert texts(blocks, "repeated-title") == [TITLE]
    assert texts(blocks, "byline") == head


@pytest.mark.parametrize("line", [
    "Photo: Tom Farrow", "Foto: dpa", "Picture: AFP", "Crédit photo : Ville de Roanne", "© Getty Images / T. Farrow",
    "The harbour at dawn. Photo: Tom Farrow", "Набережная весной. Фото: ТАСС", "写真：森田葵", "图片来源：海丝晨报",
    "صورة: أرشيف", "사진=뉴시스", "Tom Farrow/dpa", "尹大統領＝ＡＰ", "Image caption The new quay",
    "Photo by Tom Farrow", "The library in May. Credit: Fenland Press",
])  # fmt: skip
def test_captions(line: str) -> None:
    assert is_caption(line, count_words(line), running=False)
    blocks = roles_of("\n\n".join([TITLE, *BODY[:3], line, *BODY[3:]]))
    (found,) = (block for block in blocks if block.text == line)
    assert found.role in ("caption", "byline")  # an agency may sign the article as well


@pytest.mark.parametrize("line", [
    "Picture this", "The photo shows the mayor", "© 2021 Fenland Courier", "© Copyright Fenland Courier",
    "Image is everything", "Where the photos come from", "and/or", "Fenland 3, Lester 2 (AET)",
])  # fmt: skip
def test_no_captions(line: str) -> None:
    assert not is_caption(line, count_words(line), running=False)


def test_a_paragraph_with_an_agencys_mark_is_no_caption() -> None:
    assert not is_caption(BODY[0] + " (AFP)", 24, running=True)


def test_subheads_may_be_quotations_and_questions() -> None:
    blocks = roles_of(
        "\n\n".join([TITLE, BODY[0], '"We had waited for years"', BODY[1], "And the boats?", *BODY[2:]])
    )
    assert texts(blocks, "subhead") == ['"We had waited for years"', "And the boats?"]


def test_content_sets_aside_what_does_not_tell_the_story() -> None:
    blocks = roles_of(
        "\n\n".join([TITLE, "By Ruth Naylor", *BODY[:2], "Photo: Tom Farrow", "The boats", BODY[2]])
    )
    assert [block.text for block in content(blocks)] == [*BODY[:2], "The boats", BODY[2]]


def test_last_content() -> None:
    def last(*lines: str) -> str | None:
        block = last_content(roles_of("\n\n".join([TITLE, *lines])))
        return block.text if block else None

    assert last() is None
    assert last("Two words") is None
    assert last(*BODY) == BODY[-1]
    assert last(*BODY, "Comments are closed.") == BODY[-1]
    assert last(*BODY, "Photo: Tom Farrow") == BODY[-1]
    assert last(*BODY, "The council also") == "The council also"
    assert last(*BODY, "The council also", "Comments are closed.") == "The council also"


def test_last_running_of_every_article() -> None:
    rows = [
        {"article_id": str(number), "text": text}
        for number, text in enumerate(("", "Title", f"{TITLE}\n\n{BODY[0]}\n\nEnd", BODY[0], None, "x\n\n"))
    ]
    view = View(Batch(pa.RecordBatch.from_pylist(rows, schema=schema.ARTICLES)), Context(NOW))
    assert view.last_running.tolist() == [-1, -1, 2, 4, -1, -1]
