"""The text of a page: its paragraphs and nothing of what stands around them; and where each character stands."""

from __future__ import annotations

import pytest

import newsqa
from newsqa.readers.html import article

FIRST = "The bridge over the river was opened on Monday, two years later than the city had planned."
SECOND = "Two hundred people walked across it in the rain, and nobody asked what it had cost."
THIRD = "The mayor thanked everybody who had waited, and cut a ribbon that was as wet as he was."


def text(body, head=""):
    return article(f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()).text


def paragraphs(*lines):
    return "".join(f"<p>{line}</p>" for line in lines)


WHOLE = "\n\n".join((FIRST, SECOND, THIRD))


@pytest.mark.parametrize(
    "around",
    [
        "{}",
        "<nav><ul><li><a href=/>Home</a><li><a href=/a>News</a></ul></nav><main>{}</main><footer><p>All of it belongs to us.</p></footer>",
        "<div class='article with-sidebar'>{}</div><div class=sidebar><p>Read what others read about this and that.</p></div>",
        "<div>{}</div><div><h3><a href=/x>Another story altogether</a></h3><p>What it says in a sentence that is long enough.</p></div>",
        "<figure><img src=a.png><figcaption>The bridge in the rain, seen from the south.</figcaption></figure>{}",
        "{}<section class=comments><p>I was there, and it did not rain at all on that day, I swear.</p></section>",
        "<script>if (a<b) {{ document.write('<p>Not a text of anything, but long.</p>') }}</script>{}<style>p {{}}</style>",
        "<noscript><p>Please switch JavaScript on to read this page, thank you.</p></noscript>{}",
        "<!-- <p>An old paragraph that nobody wants to read any more.</p> -->{}",
    ],
)  # fmt: skip
def test_only_the_article(around):
    assert text("<h1>The bridge opens</h1>" + around.format(paragraphs(FIRST, SECOND, THIRD))) == WHOLE


def test_markup_within_paragraphs():
    body = f"<p>The <b>bridge</b> over the <a href=/r>river</a> was\n   opened on&nbsp;Monday, <!-- x -->two years later than the city&#39;s plan.<p>{SECOND}<p>{THIRD}"
    assert text(body).split("\n\n") == [
        "The bridge over the river was opened on\xa0Monday, two years later than the city's plan.", SECOND, THIRD,
    ]  # fmt: skip


def test_two_line_breaks_are_a_paragraph():
    assert text(f"<div>{FIRST}<br><br>{SECOND}<br>\n<br />{THIRD}<br>So it is.</div>") == f"{WHOLE} So it is."


def test_sub_heads_and_lists_stay_where_they_are():
    body = f"<h1>Title</h1>{paragraphs(FIRST)}<h2>The people</h2>{paragraphs(SECOND)}<ul><li>It rained.<li>It was cold.</ul>{paragraphs(THIRD)}<h2>Read more</h2>"
    found = text(body).split("\n\n")
    assert found[:3] == [FIRST, "The people", SECOND]
    assert found[-1] == THIRD


def test_the_lede_above_the_text():
    lede = "After two years of delay people can cross the river again without a boat."
    body = f"<header><h1>Title</h1><p class=standfirst>{lede}</p></header><div><div>{paragraphs(FIRST, SECOND, THIRD)}</div></div>"
    assert text(body) == f"{lede}\n\n{WHOLE}"


def test_an_article_in_a_part_that_is_called_something_else():
    more = paragraphs(*(f"{line} {number}" for number in range(3) for line in (FIRST, SECOND, THIRD)))
    menu = "<nav><p>All that you can read here and elsewhere.</p></nav>"
    tabs = f'{menu}<h1>The bridge</h1><div role="tablist"><div class="pane">{more}</div></div>'
    assert text(tabs).startswith(f"{FIRST} 0\n\n{SECOND} 0")
    assert "elsewhere" not in text(tabs)
    others = f"<div class=comments>{paragraphs(FIRST)}</div><div class=related>{paragraphs(SECOND)}</div>"
    others += f"<div class=promo>{paragraphs(THIRD)}</div>"
    assert text(f"<h1>Title</h1>{others}") is None


def test_elements_that_nobody_closes():
    assert text(f"<table><tr><td><p>{FIRST}<p>{SECOND}<td><div><span>{THIRD}") == WHOLE
    assert (
        article(f"<html><head><title>T</title><p>{FIRST}<p>{SECOND}".encode()).text == f"{FIRST}\n\n{SECOND}"
    )


def test_a_page_that_scripts_make_has_the_text_it_declares():
    head = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "articleBody": "'
        + "One.\\n\\nTwo."
        + '"}</script>'
    )
    found = article(f"<html><head>{head}</head><body></body></html>".encode())
    assert (found.text, found.places) == ("One.\n\nTwo.", None)
    assert found.item_metadata["origins"]["text"] == "json-ld"


def test_no_text_at_all():
    assert article(b"<html><body></body></html>").text is None


@pytest.mark.parametrize("word", ["bridge", "river", "Monday", "city's", "Wünsche", "rain"])
def test_places(word):
    source = (
        "<html><body>\n  <h1>Title</h1>\n"
        "  <p>The <b>bridge</b> over the\n    <a href='a>b'>river</a> was opened on&nbsp;Monday, later than the city&#39;s W&uuml;nsche.</p>\n"
        f"<p>{SECOND}</p><p>{THIRD}</p>"
    )
    found = article(source.encode())
    at = found.text.index(word)
    begin, end = found.places("text", [at, at + len(word)])
    line = source.split("\n")[begin[0] - 1]
    assert begin[0] == end[0]
    written = line[begin[1] - 1 : end[1] - 1]
    assert written == {"city's": "city&#39;s", "Wünsche": "W&uuml;nsche"}.get(word, written)
    assert written[0] == word[0]
    assert found.line == 3
    assert found.places("title", [0]) is None


def test_what_cannot_be_traced_has_the_number_of_its_block(tmp_path):
    declared = '{"@type": "NewsArticle", "articleBody": "One is here.\\n\\nTwo \\u000b is there."}'
    (tmp_path / "a.html").write_text(
        f'<html><script type="application/ld+json">{declared}</script><body></body></html>'
    )
    (found,) = newsqa.check([tmp_path], select=["TXT005"], corpus=False).findings.to_pylist()
    assert (found["line"], found["column"]) == (None, None)
    assert found["message"].endswith("(in block 2 of the text)")


def test_findings_stand_in_the_source(tmp_path):
    page = tmp_path / "a.html"
    page.write_text(
        f"<html lang=en>\n<body>\n<h1>The bridge opens</h1>\n<p>{FIRST}</p>\n<p>{SECOND}</p>\n  <p>{THIRD} A second \x0b page.</p>\n"
        f"<p>{FIRST}</p>"
    )
    report = newsqa.check([page], select=["TXT005", "DUP"], corpus=False)
    found = [(f["code"], f["line"], f["column"]) for f in report.findings.to_pylist()]
    assert ("TXT005", 6, 6 + len(THIRD) + len(" A second ")) in found
    assert any(code == "DUP002" and line == 7 and column == 4 for code, line, column in found)
