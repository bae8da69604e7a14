"""Comment rules: whole lines in a batch of bytes, and prose about comments that is none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsqa.data import load
from newsqa.text.comment_rules import matcher

SCAN = matcher()


def found(text: str, phrases: tuple[str, ...] = ()) -> list[tuple[str, bool]]:
    data = text.encode()
    return [(data[start:end].decode(), exact) for start, end, exact in matcher(phrases)(data)]


@pytest.mark.parametrize("language", sorted(load("comment_rules")["exact"]))
def test_every_line_of_the_list_is_exact(language: str) -> None:
    for line in load("comment_rules")["exact"][language]:
        assert found(line) == [(line, True)], line


@pytest.mark.parametrize(
    "line",
    [
        "Vos commentaires doivent respecter les conditions d'utilisation.",
        "Soyez la première personne à réagir",
        "Be the first one to comment on this story",
        "Please read our community guidelines before posting",
        "Comments are now closed for this article",
        "Log in or register to post a comment",
        "Kommentare zu diesem Artikel sind geschlossen",
        "Diskutieren Sie mit in den Kommentaren",
        "Lascia il tuo commento qui",
        "Deja tu comentario abajo",
        "Seja o primeiro a comentar esta notícia",
        "12 comments",
        "Commentaires (3)",
    ],
)
def test_variants(line: str) -> None:
    assert [text for text, _ in found(f"The end.\n{line}\n")] == [line]


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
    data = text.encode()
    spans = list(SCAN(data))
    assert [data[a:b].decode() for a, b, _ in spans] == [
        " VOS RÉACTIONS  doivent respecter nos « CGU » ",
        "Comments are closed",
    ]
    assert all(b == len(data) or data[b : b + 1] in (b"\r", b"\n") for _, b, _ in spans)


def test_exactness() -> None:
    assert found("Vos réactions doivent respecter nos CGU.") == [
        ("Vos réactions doivent respecter nos CGU.", True)
    ]
    assert found("Vos avis doivent respecter nos CGU.") == [("Vos avis doivent respecter nos CGU.", False)]


def test_phrases_of_the_user() -> None:
    assert found("Schreibt uns, Leute (*)!", ("Schreibt uns, Leute (*)!", " ", "")) == [
        ("Schreibt uns, Leute (*)!", True)
    ]
    assert found("Schreibt uns, Leute!") == []


def test_bytes_that_are_not_text() -> None:
    assert list(SCAN(b"\xff\xfe\nLeave a comment\n\x80")) == [(3, 18, True)]


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_never_raises(data: bytes) -> None:
    for start, end, _ in SCAN(data):
        assert 0 <= start < end <= len(data)
