"""Pages as files: which are recognised, their encodings, what is lost, and what FACTS say of them."""

from __future__ import annotations

import codecs
import sys
from pathlib import Path

import pytest

import newsqa
from newsqa.cli import main
from newsqa.readers.html import FORMAT, article, claims

DATA = Path(__file__).parents[3] / "shared" / "data"
BODY = (
    "<p>Über den Fluss führt seit Montag wieder eine Brücke, und zweihundert Menschen gingen hinüber.</p>" * 3
)


def page(charset="", body=BODY):
    return f"<!DOCTYPE html>\n<html lang='de'><head>{charset}<title>Die Brücke</title></head><body>{body}</body></html>"


@pytest.mark.parametrize(
    "start",
    [
        b"<!DOCTYPE html>", b"<!doctype HTML PUBLIC '-//W3C//DTD'>", b"\xef\xbb\xbf\n<html>", b"<html\nlang=en>", b"<HEAD>",
        b"<!-- saved --> <!-- twice -->\n<!doctype html>", b"<?xml version='1.0'?>\n<!DOCTYPE html>", b"<p>a</p><p>b</p><p>c</p>",
        codecs.BOM_UTF16_LE + "<!doctype html>".encode("utf-16-le"),
    ],
)  # fmt: skip
def test_pages_are_recognised(start):
    assert claims(start)


@pytest.mark.parametrize(
    "start",
    [
        b"",
        b"<nitf>",
        b"<?xml version='1.0'?><rss>",
        b"<TIME>26/10/2016</TIME>",
        b"<b>Note:</b> text",
        b"{}",
        b"The <p> element",
    ],
)
def test_others_are_not(start):
    assert not claims(start)


@pytest.mark.parametrize(
    ("data", "content_type"),
    [
        (page().encode(), None),
        (page("<meta charset=iso-8859-1>").encode("cp1252"), None),
        (page("<meta http-equiv=Content-Type content='text/html; charset=windows-1252'>").encode("cp1252"), None),
        (page().encode("cp1252"), "text/html; charset=ISO-8859-1"),
        (page("<meta charset=utf-8>").encode("utf-16-le"), "text/html; charset=utf-16le"),
        (codecs.BOM_UTF16_BE + page("<meta charset=utf-8>").encode("utf-16-be"), "text/html; charset=latin1"),
        (codecs.BOM_UTF8 + page("<meta charset=latin1>").encode(), None),
        (page("<meta charset=utf-16>").encode(), None),
        (page("<meta charset=no-such>").encode("cp1252"), "text/html; charset=hex"),
        (page("<meta charset=iso-8859-1>").encode(), None),
        (page("<meta charset=gbk>").encode(), None),
        (page("<meta charset=iso-8859-1>").encode(), "text/html; charset=utf-8"),
        (page("<!-- <meta charset=utf-7> -->" + " " * 2000 + "<meta charset=koi8-r>").encode(), None),
    ],
)  # fmt: skip
def test_encodings(data, content_type):
    found = article(data, content_type=content_type)
    assert found.title == "Die Brücke"
    assert found.text.startswith("Über den Fluss führt")
    assert found.problems == ()


def test_a_page_that_is_served_in_another_encoding_is_read_as_browsers_read_it():
    data = page("<meta charset=iso-8859-1>").encode()
    assert article(data, content_type="text/html").title == "Die BrÃ¼cke"
    assert article(data, content_type="text/html; charset=iso-8859-1").title == "Die BrÃ¼cke"


def test_russian_pages():
    russian = (
        "<html><body>"
        + "<p>Мост через реку снова открыт, и двести человек прошли по нему под дождём.</p>" * 3
    )
    for codec, declared in (("cp1251", "windows-1251"), ("koi8-r", "koi8-r")):
        data = russian.replace("<body>", f"<meta charset={declared}><body>").encode(codec)
        assert article(data).text.startswith("Мост через реку")
    assert article(russian.encode("cp1251")).text.startswith("Мост через реку")


def test_lost_bytes_have_a_place():
    data = page("<meta charset=utf-8>").encode().replace("hinüber".encode(), b"hin\xfcber", 1)
    (problem,) = article(data, path="a.html").problems
    assert (problem.code, problem.path, problem.line) == ("IO002", "a.html", 2)
    line = data.decode("utf-8", "replace").split("\n")[1]
    assert line[problem.column - 1] == "\ufffd"


def test_bytes_that_are_no_text():
    assert article(codecs.BOM_UTF16_LE + b"\x00\xd8" * 10_000) is None


def test_a_folder(tmp_path):
    for name in ("a.html", "b.HTM", "c.xhtml"):
        (tmp_path / name).write_text(page(), "utf-8")
    (tmp_path / "d.txt").write_text("A text.\n")
    report = newsqa.check([tmp_path])
    assert report.articles.num_rows == 4


def test_facts_say_where_the_date_comes_from(tmp_path):
    meta = '<meta property="article:published_time" content="2026-03-02T10:00:00+01:00"><meta name=author content="Ada Byron and Jan Kowalski">'
    (tmp_path / "a.html").write_text(page(meta), "utf-8")
    report = newsqa.check([tmp_path])
    (fact,) = report.facts.to_pylist()
    assert (fact["published_origin"], fact["published_at"].day, fact["utc_offset_minutes"]) == (
        "markup",
        2,
        60,
    )
    assert fact["authors"] == ["Ada Byron", "Jan Kowalski"]
    assert report.articles["authors"].to_pylist() == [["Ada Byron and Jan Kowalski"]]


@pytest.mark.parametrize(
    ("declared", "names"),
    [
        ("By Ada Byron, Reporter", ["Ada Byron"]),
        ("Von Ada Byron (dpa)", ["Ada Byron"]),
        ("Ada Byron, ada@example.com and Jan Kowalski, Editor", ["Ada Byron", "Jan Kowalski"]),
        ("신현주 기자", ["신현주"]),
        ("Redaktion", ["Redaktion"]),
        ("N/A", ["N/A"]),
        ("ada@example.com", ["ada@example.com"]),
    ],
)
def test_facts_have_the_names_alone(tmp_path, declared, names):
    (tmp_path / "a.html").write_text(page(f'<meta name="author" content="{declared}">'), "utf-8")
    assert newsqa.check([tmp_path]).facts["authors"].to_pylist() == [names]


def test_a_date_that_only_readers_see(tmp_path):
    (tmp_path / "a.html").write_text(
        page(body=f"<h1>Die Brücke</h1><div>Veröffentlicht am 2. März 2026</div>{BODY}"), "utf-8"
    )
    (fact,) = newsqa.check([tmp_path]).facts.to_pylist()
    assert (fact["published_origin"], str(fact["published_at"])[:10]) == ("text", "2026-03-02")


def test_fix_leaves_pages_alone(tmp_path, capsys):
    file = tmp_path / "a.html"
    file.write_text(page(body=BODY.replace("Montag", "Montag \x0b")), "utf-8")
    before = file.read_bytes()
    main(["fix", str(file)])
    assert file.read_bytes() == before
    assert "html" in capsys.readouterr().err


def test_what_fix_leaves_alone_is_not_called_fixable(tmp_path, capsys):
    (tmp_path / "a.html").write_text(page(body=BODY.replace("Über", "Ãœber")), "utf-8")
    assert main(["check", str(tmp_path / "a.html"), "--select", "TXT001", "--output-format", "concise"]) == 1
    out = capsys.readouterr().out
    assert "a.html:2:64: TXT001" in out
    assert "fixable" not in out
    table = str(tmp_path / "a.parquet")
    assert main(["convert", str(tmp_path / "a.html"), "--output", table]) == 0
    assert main(["check", table, "--select", "TXT001", "--output-format", "concise"]) == 1
    assert "3 findings, 3 fixable with --fix" in capsys.readouterr().out


@pytest.mark.parametrize(("text", "code"), [("", "STR002"), ("Access denied\n", "STR002")])
def test_what_stands_in_place_of_a_page_is_checked(tmp_path, text, code):
    (tmp_path / "a.html").write_text(text)
    report = newsqa.check(tmp_path)
    assert report.article_count == 1
    assert code in report.findings["code"].to_pylist()


@pytest.mark.parametrize("suffix", ["txt", "csv", "tsv", "jsonl", "json", "xml", "warc", "dat"])
def test_a_page_is_one_under_any_name(tmp_path, suffix):
    (tmp_path / f"a.{suffix}").write_text(page())
    (row,) = newsqa.check(tmp_path / f"a.{suffix}", select=["DUP"]).articles.to_pylist()
    assert row["title"] == "Die Brücke"


def test_a_repeated_place_in_a_text_without_lines_is_a_block(tmp_path):
    twice = (
        "The bridge over the river was opened on Monday, two years later than the city had planned it. " * 2
    )
    (tmp_path / "a.json").write_text(
        f'{{"uri": "urn:1", "type": "text", "headline": "A", "body_xhtml": "<p>{twice}</p><p>{twice}</p>"}}'
    )
    (message,) = newsqa.check(tmp_path / "a.json", select=["DUP002"]).findings["message"].to_pylist()
    assert message == "repeats the lede of block 1 of the text (in block 2 of the text)"


def test_nothing_is_loaded_for_texts(tmp_path):
    (tmp_path / "a.txt").write_text("A text.\n")
    import subprocess

    code = "import sys, newsqa; newsqa.check([sys.argv[1]]); print([m for m in sys.modules if m.startswith('newsqa.readers.html')])"
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "a.txt"], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_the_format():
    assert (FORMAT.name, FORMAT.suffixes) == ("html", (".html", ".htm", ".xhtml"))


@pytest.mark.skipif(not DATA.is_dir(), reason=f"no data in {DATA}")
def test_real_pages():
    import html_accuracy

    rows = html_accuracy.pages(DATA, 1000)
    found, _ = html_accuracy.ours(rows)
    right = sum((one.day or "") == row["published"][:10] for one, row in zip(found, rows, strict=True))
    wrong = sum(bool(one.day) for one in found) - right
    text = sum(html_accuracy.f1(one.text, row["text"]) for one, row in zip(found, rows, strict=True)) / len(
        rows
    )
    plain = html_accuracy.plain
    titles = sum(plain(one.title) == plain(row["title"]) for one, row in zip(found, rows, strict=True))
    authors = sum(
        one.authors == frozenset(row["authors"] or ()) for one, row in zip(found, rows, strict=True)
    )
    assert right >= 0.99 * len(rows)
    assert wrong <= 0.005 * len(rows)
    assert authors >= 0.86 * len(rows)
    assert titles >= 0.88 * len(rows)
    assert text >= 0.95
