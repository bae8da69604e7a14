"""Lines of the page: whole lines and patterns of all topics in a batch of bytes, and prose that is none."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsqa import arrow, schema
from newsqa.data import load
from newsqa.readers.batch import Batch
from newsqa.text.boilerplate import PHRASES, TOPICS, boilerplate_lines
from newsqa.text.fold import fold
from newsqa.text.phrase_index import bare
from newsqa.view import Context, View

PROSE = "The council said the route would cost less than expected because the buses were already paid for by the state."


def view_of(
    *texts: str, phrases: tuple[str, ...] = (), language: str | None = None, title: str | None = None
) -> View:
    rows = [{"article_id": "a", "text": text, "language": language, "title": title} for text in texts]
    articles = arrow.record_batch(rows, schema.ARTICLES)
    return View(Batch(articles), Context(dt.datetime(2026, 1, 1, tzinfo=dt.UTC), phrases=phrases))


def found(text: str, phrases: tuple[str, ...] = (), language: str | None = None) -> list[tuple[str, bool]]:
    """Return the comment rules in a text, and whether word for word."""
    view = view_of(text, phrases=phrases, language=language)
    return [
        (view.block_text(block), line.exact)
        for block, line in boilerplate_lines(view).get(0, {}).items()
        if line.topic in ("comment_rules", PHRASES)
    ]


def topic_of(line: str, language: str | None = None) -> str | None:
    """Return the topic of a line that stands between two paragraphs."""
    view = view_of(f"A title\n{PROSE}\n{line}\n{PROSE}", language=language)
    lines = boilerplate_lines(view).get(0, {})
    return lines[2].topic if 2 in lines else None


@pytest.mark.parametrize(
    "line",
    [
        "“We use cookies to keep our site running,” a spokeswoman for the company said.",
        "„Wir verwenden Cookies, damit unsere Seite funktioniert“, hatte der Anbieter erklärt.",
        "« Inscrivez-vous à notre newsletter, disait l'affiche », raconte une habitante.",
        "«Наш сайт использует файлы cookie, и вы можете отказаться от них», — заявили в компании.",
        '"Sign up for our free newsletter to get the news," the poster read.',
        "「当サイトはクッキーを使用しています」という表示があった。",
    ],
)
def test_what_somebody_said_is_no_line_of_the_page(line: str) -> None:
    assert topic_of(line) is None


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("» Sign up for our free newsletter", "en"),
        ("“Sign up for our free newsletter", "en"),
        ("“Kabul et” düğmesine tıklayarak çerez kullanımına onay verirsiniz.", "tr"),
        ("「同意する」をクリックすると、Cookieの使用に同意したことになります。", "ja"),
    ],
)
def test_marks_and_the_names_of_buttons_are_no_speech(line: str, language: str) -> None:
    assert topic_of(line, language) is not None


@pytest.mark.parametrize(
    ("line", "topic"),
    [
        ("Cet article est réservé à nos abonnés. Déjà abonné ? Connectez-vous", "paywalls"),
        ("Verder lezen? Dit artikel is alleen voor abonnees.", "paywalls"),
        (f"Cet article est réservé à nos abonnés. {PROSE}", None),
        ("Les abonnés du théâtre ont protesté. Le maire les a reçus.", None),
    ],
)
def test_the_end_of_a_stub_may_be_several_sentences(line: str, topic: str | None) -> None:
    view = view_of(f"A title\n{PROSE}\n{line}", language="fr" if "ab" in line[:20] else "nl")
    lines = boilerplate_lines(view).get(0, {})
    assert (lines[2].topic if 2 in lines else None) == topic


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("La newsletter du maire, envoyée chaque semaine à 1 200 abonnés, coûte 84 000 euros.", "fr"),
        ("Der Newsletter, der jeden Freitag an 1.200 Abonnenten geht, kostete die Stadt 84.000 Euro.", "de"),
        ("Lees ook eens een boek, zei de minister tegen de leerlingen.", "nl"),
    ],
)
def test_news_of_newsletters_and_of_reading_are_none(line: str, language: str) -> None:
    assert topic_of(line, language) is None


@pytest.mark.parametrize("topic", TOPICS)
def test_every_line_of_the_lists_is_exact(topic: str) -> None:
    lines = [line for entries in load(topic)["exact"].values() for line in entries]
    assert lines
    found = boilerplate_lines(view_of(*lines))
    exact = {row for row, blocks in found.items() if all(line.exact for line in blocks.values())}
    assert [line for row, line in enumerate(lines) if row not in exact] == []


@pytest.mark.parametrize("topic", TOPICS)
def test_ambiguous_words_between_paragraphs_are_none(topic: str) -> None:
    listed = {
        fold(bare(line)) for name in TOPICS for entries in load(name)["exact"].values() for line in entries
    }
    words = [word for entries in load(topic).get("ambiguous", {}).values() for word in entries]
    only = sorted({word for word in words if fold(bare(word)) not in listed and len(word) < 6})
    rows = boilerplate_lines(view_of(*(f"A title\n{PROSE}\n{word}\n{PROSE}" for word in only), language="fr"))
    assert [only[row] for row in rows] == []


@pytest.mark.parametrize(
    ("topic", "language", "line"),
    [
        ("share_labels", "en", "Share this story via email"),
        ("share_labels", "de", "Diesen Artikel per WhatsApp teilen"),
        ("share_labels", "fr", "Partagez cet article sur Facebook"),
        ("share_labels", "es", "Comparte esta noticia en Facebook"),
        ("share_labels", "it", "Condividi questo articolo su Facebook"),
        ("share_labels", "zh", "分享到朋友圈"),
        ("related_labels", "en", "READ MORE: Ferry fares to rise in spring"),
        ("related_labels", "de", "Lesen Sie auch: Fähre fährt wieder"),
        ("related_labels", "fr", "Lire aussi : Les halles attendent leur toit"),
        ("related_labels", "es", "Lea también: El puerto estrena pasarela"),
        ("related_labels", "ru", "Ещё по теме: пять прогулок у воды"),
        ("related_labels", "tr", "Bunları da okuyabilirsiniz: Yağmurlu günler için beş yürüyüş"),
        ("related_labels", "ja", "【関連記事】松江城の堀に遊覧船が戻る"),
        ("related_labels", "ar", "اقرأ أيضا: ميناء سوسة يستقبل أول باخرة"),
        ("copyright_lines", "en", "Copyright 2021 Fenland Courier. All rights reserved."),
        ("copyright_lines", "de", "Nachdruck, auch auszugsweise, nur mit Genehmigung des Verlags."),
        ("copyright_lines", "fr", "Toute reproduction, même partielle, est interdite sans autorisation."),
        (
            "copyright_lines",
            "es",
            "Prohibida la reproducción total o parcial de este contenido sin autorización.",
        ),
        ("copyright_lines", "zh", "未经授权，不得转载本文内容。"),
        ("copyright_lines", "ja", "本サイトに掲載された記事の無断転載を固く禁じます。"),
        ("page_labels", "en", "Tags: harbour, night bus, hospital"),
        ("page_labels", "de", "Startseite > Region > Werra"),
        ("page_labels", "fr", "Mentions légales | Contact | Plan du site"),
    ],
)
def test_variants_of_other_topics(topic: str, language: str, line: str) -> None:
    assert topic_of(line, language) == topic


@pytest.mark.parametrize(
    ("language", "line"),
    [
        (
            "en",
            "Share prices fell on Monday after the harbour company had cut its forecast for the third time.",
        ),
        (
            "en",
            "Read more books, the librarian told the children who had come by the first night bus of the year.",
        ),
        (
            "en",
            "Copyright law has changed twice since the harbour songs were written in a small room over the shop.",
        ),
        ("en", "Facebook"),
        ("en", "Home"),
        ("de", "Werbung"),
        (
            "de",
            "Alle Rechte an den Plänen liegen bei der Stadt, die sie in ihrem Archiv verwahrt und jedem zeigt.",
        ),
        ("fr", "Publicités"),
        (
            "fr",
            "Partager la ville entre les trams et les vélos reste un pari, a reconnu la maire devant le conseil.",
        ),
        (
            "es",
            "Compartir mesa con un desconocido fue la mejor idea del festival, según los vecinos del puerto.",
        ),
        (
            "es",
            "Prohibida la pesca, los vecinos del barrio viven de los visitantes que trae el tranvía en verano.",
        ),
        ("ru", "Реклама"),
        ("zh", "广告"),
        ("zh", "版权所有者林先生表示，愿意把这批老照片无偿交给图书馆展出。"),
        ("ja", "シェア"),
        ("ja", "市は写真の無断転載が相次いだことを受け、来月から見回りを始めると説明した。"),
        ("tr", "Yorum"),
    ],
)
def test_prose_and_sub_heads_of_other_topics_are_none(language: str, line: str) -> None:
    assert topic_of(line, language) is None


def test_ambiguous_words_count_beside_labels() -> None:
    view = view_of(f"A title\n{PROSE}\nShare this article\nFacebook\nPrint")
    assert [line.topic for line in boilerplate_lines(view)[0].values()] == ["share_labels"] * 3


def test_the_declared_title_is_none() -> None:
    assert boilerplate_lines(view_of(f"Advertisement\n{PROSE}", title="Advertisement")) == {}
    assert boilerplate_lines(view_of(f"Advertisement\n{PROSE}", title="Another")) != {}


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("fr", "Vos commentaires doivent respecter les conditions d'utilisation."),
        ("fr", "Soyez la première personne à réagir"),
        ("en", "Be the first one to comment on this story"),
        ("de", "Please read our community guidelines before posting"),
        ("en", "Comments are now closed for this article"),
        ("fr", "Log in or register to post a comment"),
        ("de", "Kommentare zu diesem Artikel sind geschlossen"),
        ("de", "Diskutieren Sie mit in den Kommentaren"),
        ("it", "Lascia il tuo commento qui"),
        ("es", "Deja tu comentario abajo"),
        ("pt", "Seja o primeiro a comentar esta notícia"),
        ("en", "12 comments"),
        ("fr", "Commentaires (3)"),
    ],
)
def test_variants(language: str, line: str) -> None:
    assert [text for text, _ in found(f"The end.\n{line}\n", language=language)] == [line]


def test_variants_of_another_language() -> None:
    assert found("Fin.\nDiskutieren Sie mit in den Kommentaren\n", language="fr") == []


@pytest.mark.parametrize(
    "line",
    [
        "The ministry declined to comment.",
        "A spokesman was not available for comment on Tuesday.",
        "Comments are closed on many news sites, a survey has found, because moderating them costs too much.",
        "Leave a comment on a politician's page and you may be sued.",
        "The council said comments on the plan must follow the rules of the hearing and be sent by Friday.",
        "Les commentaires doivent respecter la loi, a rappelé la ministre devant les députés.",
        "Die Kommentare sind geschlossen worden, weil zu viele Leser sich beleidigten, teilte die Zeitung mit.",
        "Wer kommentieren will, muss sich anmelden, sagt der Verlag.",
        "Los comentarios están cerrados desde ayer por orden del juez.",
        "Join the conversation with the mayor on Thursday at the town hall",
        "Kommentar",
        "Comment",
        "Ein Kommentar von Eva Beispiel",
        "No comment",
        "",
        "Registrieren",
    ],
)
def test_prose_and_rubrics_are_none(line: str) -> None:
    assert found(f"One.\n{line}\nTwo.") == []


def test_offsets_line_ends_and_folding() -> None:
    text = "Été.\r\n VOS RÉACTIONS  doivent respecter nos « CGU » \r\nComments are closed"
    assert [line for line, _ in found(text)] == [
        "VOS RÉACTIONS  doivent respecter nos « CGU »",
        "Comments are closed",
    ]


def test_exactness() -> None:
    assert found("Vos réactions doivent respecter nos CGU.") == [
        ("Vos réactions doivent respecter nos CGU.", True)
    ]
    assert found("Vos avis doivent respecter nos CGU.", language="fr") == [
        ("Vos avis doivent respecter nos CGU.", False)
    ]


def test_phrases_of_the_user() -> None:
    assert found("Schreibt uns, Leute (*)!", ("Schreibt uns, Leute (*)!", " ", "")) == [
        ("Schreibt uns, Leute (*)!", True)
    ]
    assert found("Schreibt uns, Leute!") == []


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_never_raises(text: str) -> None:
    assert all(line in text for line, _ in found(text))


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("de", "Beachten Sie bitte beim Kommentieren die Netiquette."),
        ("en", "All comments will be reviewed by our editors before they are published."),
        ("fr", "Tous les messages sont relus par la rédaction avant publication."),
        ("es", "Todos los comentarios serán revisados antes de ser publicados."),
        ("zh", "您的评论须经管理员审核后才能显示"),
        ("ja", "いただいたコメントは、編集部の承認後に公開されます。"),
    ],
)
def test_variants_of_moderation_notices(language: str, line: str) -> None:
    assert found(f"One.\n{line}", language=language) == [(line, False)]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Comments must follow the law of the land."),
        ("en", "Comments on the plan are reviewed by the council."),
        ("fr", "Les commentaires sont élogieux."),
        ("de", "Ihr Kommentar wurde in der Zeitung veröffentlicht."),
        ("es", "Su comentario está en el centro de la polémica."),
        ("ru", "Комментарии появляются после каждой новости."),
        ("pl", "Komentarze pojawiają się po każdym meczu."),
        ("nl", "Uw reactie is opvallend."),
        ("zh", "评论认为，这一规定将影响市场。"),
        ("ja", "大臣はコメントを避けた。"),
        ("en", "What do you think of the new bus, the mayor asked the children."),
        ("fr", "Qu'en pensez-vous ? La question a surpris la ministre."),
        ("de", "Was meinen Sie? So fragte der Richter den Zeugen dreimal."),
        ("es", "¿Qué opinas? Eso le preguntó la alcaldesa a su madre."),
        ("ja", "あなたはどう思いますか、と記者は大臣に尋ねた。"),
        ("ar", "يجب أن تلتزم إسرائيل بالقرار."),
    ],
)
def test_prose_in_its_own_language_is_none(language: str, line: str) -> None:
    assert found(f"One.\n{line}\nTwo.", language=language) == []


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "What do you think? Tell us in the comments below."),
        ("en", "Please keep a friendly tone in the comments."),
        ("de", "Was meinst du dazu? Schreib uns deine Meinung dazu."),
        ("de", "Bitte achten Sie auf einen freundlichen Ton in Ihren Kommentaren."),
        ("fr", "Et vous, qu'en pensez-vous ? Donnez votre avis en commentaires."),
        ("fr", "Merci de garder un ton courtois dans vos commentaires."),
        ("es", "¿Qué opinas? Cuéntanos en los comentarios."),
        ("es", "Por favor, mantenga un tono cordial en los comentarios."),
        ("it", "Che ne pensate? Scrivetelo nei commenti."),
        ("it", "Vi preghiamo di usare un tono cortese nei commenti."),
        ("pt", "Qual é a sua opinião? Comente abaixo."),
        ("pt", "Por favor, mantenha o respeito nos comentários."),
        ("nl", "Wat vindt u ervan? Reageer hieronder."),
        ("nl", "Blijf alsjeblieft beleefd in de reacties."),
        ("pl", "Co o tym myślisz? Napisz w komentarzu."),
        ("ru", "Как вы считаете? Напишите в комментариях."),
        ("ru", "Пожалуйста, будьте взаимно вежливы в комментариях."),
        ("tr", "Siz bu konuda ne düşünüyorsunuz? Düşüncelerinizi yorumlarda paylaşın."),
        ("ar", "ما رأيك في هذا الموضوع؟ شاركنا رأيك في التعليقات."),
        ("zh", "大家怎么看？欢迎在评论区留言讨论。"),
        ("ja", "みなさんはどう思いますか？ご意見をコメントでお寄せください。"),
        ("ko", "여러분은 어떻게 생각하시나요? 댓글로 의견을 남겨주세요."),
        ("sv", "Vad tycker du? Skriv en kommentar nedan."),
    ],
)
def test_variants_of_invitations_and_of_calls_for_courtesy(language: str, line: str) -> None:
    assert found(f"One.\n{line}", language=language) == [(line, False)]
