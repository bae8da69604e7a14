"""Comment rules: whole lines in a batch of bytes, and prose about comments that is none."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsqa import arrow, schema
from newsqa.data import load
from newsqa.readers.batch import Batch
from newsqa.text.comment_rules import comment_lines
from newsqa.view import Context, View


def found(text: str, phrases: tuple[str, ...] = (), language: str | None = None) -> list[tuple[str, bool]]:
    articles = arrow.record_batch([{"article_id": "a", "text": text, "language": language}], schema.ARTICLES)
    view = View(Batch(articles), Context(dt.datetime(2026, 1, 1, tzinfo=dt.UTC), phrases=phrases))
    return [(view.block_text(block), exact) for block, exact in comment_lines(view)]


@pytest.mark.parametrize("language", sorted(load("comment_rules")["exact"]))
def test_every_line_of_the_list_is_exact(language: str) -> None:
    for line in load("comment_rules")["exact"][language]:
        assert found(line) == [(line, True)], line


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
        ("ar", "يجب أن تلتزم إسرائيل بالقرار."),
    ],
)
def test_prose_in_its_own_language_is_none(language: str, line: str) -> None:
    assert found(f"One.\n{line}\nTwo.", language=language) == []
