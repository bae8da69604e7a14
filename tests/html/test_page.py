"""The page as a text: what must hold before any browser sees it."""

import base64
import datetime as dt
import hashlib
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from pages import NOW, checked

import newsqa
from good_article import GOOD
from made_up import CODES, clean
from newsqa import history
from newsqa.reporters import html
from newsqa.reporters.html.articles import DECLARED
from newsqa.reporters.html.charts import share_bar, sparkline
from newsqa.reporters.html.selection import chosen
from newsqa.reporters.html.words import LANGUAGES, Words

FOLDER = Path(html.__file__).parent
SOURCES = "".join(path.read_text("utf-8") for path in FOLDER.iterdir() if path.suffix in (".py", ".js"))


def rendered(report, lang="en"):
    out = io.StringIO()
    html.render(report, out, lang=lang)
    return out.getvalue()


class Elements(HTMLParser):
    """The elements of a page with their attributes, and what is in styles and scripts."""

    def __init__(self, page):
        super().__init__()
        self.elements, self.contents = [], []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))

    def handle_data(self, data):
        if self.elements and self.elements[-1][0] in ("style", "script") and data.strip():
            self.contents.append((*self.elements[-1], data))


def test_nothing_runs_but_what_the_policy_names(seed_report):
    page = Elements(rendered(seed_report))
    policy = next(a["content"] for _, a in page.elements if a.get("http-equiv") == "Content-Security-Policy")
    digests = set(re.findall(r"'sha256-([^']+)'", policy))
    run = [data for tag, attributes, data in page.contents if tag == "style" or "type" not in attributes]
    assert {base64.b64encode(hashlib.sha256(data.encode()).digest()).decode() for data in run} == digests
    assert len(run) == 2
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    for _, attributes in page.elements:
        assert not {"style", "src", "srcset", "action"} & attributes.keys()
        assert not [name for name in attributes if name.startswith("on")]
        assert attributes.get("href", "#").startswith("#")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_thousand_findings_take_less_than_a_megabyte(lang):
    flawed = [
        {"title": a.article["title"], "url": f"https://site{i % 40}.example/{i}", "text": "\n\n".join((*a.blocks, a.blocks[3], "A \x0bflaw.", "Leave a comment"))}
        for i, a in enumerate(clean(CODES[i % len(CODES)], i) for i in range(340))
    ]  # fmt: skip
    report = checked(flawed)
    assert report.findings.num_rows >= 1000
    assert len(rendered(report, lang).encode()) < 1_000_000


def test_of_too_many_findings_each_rule_keeps_its_first():
    codes = ["A"] * 100_000 + ["B"] * 3 + ["A"] * 50 + ["C"] * 8_000
    rows, each = chosen(pa.table({"code": codes}), 10_000)
    kept = np.array(codes)[rows]
    counts = {code: int((kept == code).sum()) for code in "ABC"}
    assert counts == {"A": each, "B": 3, "C": each}
    assert 9_990 < len(rows) <= 10_000
    assert rows[:each].tolist() == list(range(each))
    assert chosen(pa.table({"code": ["A"] * 10}), 10) == (pytest.approx(np.arange(10)), None)


def test_caps_are_said(monkeypatch):
    monkeypatch.setattr("newsqa.reporters.html.findings.chosen", lambda findings: chosen(findings, 4))
    report = checked([f"{GOOD}A {i}\x0b.\n" for i in range(9)], select=["TXT005"])
    page = rendered(report)
    assert "4 of 9 findings are in this page: of each rule the first 4." in page
    monkeypatch.setattr("newsqa.reporters.html.findings._LEAST_BYTES", 0)
    monkeypatch.setattr("newsqa.reporters.html.findings._BYTES_A_FINDING", 0)
    assert "The text of 0 of 4 articles is in this page" in rendered(report)


def test_the_map_says_how_many_sources_and_rules_it_leaves_out():
    rows = [{"text": f"{GOOD}A \x0b.\n", "publisher": f"Paper {i}"} for i in range(40)]
    page = rendered(checked([*rows, {"text": GOOD, "publisher": "Clean Paper"}], select=["TXT005"]))
    assert "The 30 sources with the most failures are shown, of 40." in page
    assert "1 more source fails no rule." in page


def test_what_was_not_evaluated_is_said_with_its_reason():
    page = rendered(checked([GOOD]))
    rows = re.findall(r'<tr class="not-evaluated">.*?</tr>', page)
    assert rows
    for row in rows:
        assert "not evaluated</span> <small lang=en>" in row
        assert "\u2713" not in row
        assert "%" not in re.sub(r"<div class=told>.*?</div>", "", row)


def test_the_verdict_counts_what_the_table_does():
    report = checked([f"{GOOD}A \x0bflaw.  Two  spaces.\n"], select=["TXT005", "TXT008"])
    page = rendered(report)
    assert "<h1>1 expectation is not met</h1>" in page
    assert "<h3>Not met (1)</h3>" in page
    below = page[page.index("<h3>Not met, but below the fail level (1)</h3>") :]
    assert "TXT008" in below[: below.index("</table>")]


def test_what_changed_since_the_run_before(tmp_path):
    flawed = f"{GOOD}A \x0bflaw.\n"
    for day, texts in enumerate([[GOOD] * 4, [GOOD] * 4, [GOOD, GOOD, GOOD, flawed]], 1):
        report = newsqa.check(
            pa.table({"text": texts}), suite="scrape", select=["TXT005", "TXT002"],
            reference_time=dt.datetime(2026, 1, day, tzinfo=dt.UTC),
        )  # fmt: skip
        history.add(report, tmp_path / "history")
    page = rendered(report)
    assert "1 expectation is not as in the run before, of 2 January 2026, 00:00 UTC:" in page
    assert re.search(
        r"TXT005</code></a> control-character: 100% \u2192 75.0%, <span class=.state fail.>fails now", page
    )
    assert "The last run in which every expectation was met: 2 January 2026" in page
    assert 'aria-label="3 runs, from 100% to 75.0%; lowest 75.0%"' in page
    assert (
        "1 attente diff\u00e8re de l\u2019ex\u00e9cution pr\u00e9c\u00e9dente, du 2 janvier 2026"
        in rendered(report, "fr")
    )


def test_what_is_new_beside_a_baseline(tmp_path, monkeypatch):
    from newsqa.cli import main

    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(f"{GOOD}A \x0bflaw.\n")
    Path("b.txt").write_text(f"{GOOD}B \x0bflaw.\n")
    assert main(["baseline", "create", "a.txt", "b.txt", "--baseline", "known"]) == 0
    Path("a.txt").write_text(GOOD)
    Path("b.txt").write_text(f"{GOOD}B \x0bflaw.\n\nAnother\ufffd one.\n")
    assert main(["check", "a.txt", "b.txt", "--baseline", "known", "-o", "r.html"]) == 1
    page = Path("r.html").read_text("utf-8")
    assert "1 finding is new, 2 known ones are left out, 1 has been fixed since." in page


def test_nothing_found_and_nothing_to_check(tmp_path):
    assert "None: nothing was found." in rendered(checked([GOOD], select=["TXT"]))
    assert "There was nothing to check" in rendered(
        newsqa.check(pa.table({"text": pa.array([], pa.string())}))
    )


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "en"])
def test_languages_are_complete(lang):
    english, other = Words("en").all, Words(lang).all
    assert list(other) == list(english)
    for key, message in english.items():
        assert isinstance(other[key], type(message)), key
        assert len(other[key]) == len(message) or isinstance(message, str), key
        assert set(re.findall(r"\{\w+\}", str(other[key]))) == set(re.findall(r"\{\w+\}", str(message))), key
        assert other[key] or not message, key


def test_every_message_is_used():
    built = (
        "count-",
        "now-",
        "group-",
        "column-",
        "precision-",
        "fix-",
        "found-",
        "origin-",
        "fact-",
        "role-",
        "field-",
    )
    for key in Words("en").all:
        assert f'"{key}"' in SOURCES or f"'{key}'" in SOURCES or key.startswith(built), key


def test_the_script_knows_the_fields_in_their_order():
    script = (FOLDER / "article.js").read_text("utf-8")
    assert tuple(json.loads(re.search(r"const FIELDS = (\[.*\]);", script)[1])) == DECLARED


def test_numbers_and_dates_are_written_as_the_language_does():
    english, french = Words("en"), Words("fr")
    assert (english.number(1234567), french.number(1234567)) == ("1,234,567", "1\u202f234\u202f567")
    assert (english.share(0.98765), french.share(0.98765)) == ("98.8%", "98,8\u00a0%")
    assert [english.share(share) for share in (0, 1, 0.9999, 0.00001)] == ["0%", "100%", "99.9%", "0.1%"]
    first = dt.datetime(2026, 8, 1, 5, 3, tzinfo=dt.UTC)
    assert (english.moment(first), french.moment(first)) == (
        "1 August 2026, 05:03 UTC",
        "1er août 2026 à 05:03 UTC",
    )
    assert french("verdict-unmet", n=0).startswith("0 attente ")
    with pytest.raises(newsqa.NewsqaError, match="no HTML report in 'de'"):
        Words("de")


def test_charts():
    assert "class=missed" in share_bar(0.9, 0.95, 10)
    assert "class=tolerated" in share_bar(0.96, 0.95, 4)
    assert "class=free" not in share_bar(None, 1.0, 0)
    line = sparkline([0.9, None, 0.95, 1.0], 0.95, "label")
    assert line.count("M") == 3  # the limit, and two pieces
    assert "class=met" in line


def test_standard_input_shows_lines_instead_of_articles(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(f"{GOOD}A \x0bflaw.\n".encode())))
    page = rendered(newsqa.check("-", reference_time=NOW, select=["TXT005"]))
    assert "The text of 0 of 1 articles is in this page" in page


def test_a_file_that_has_changed_since_shows_no_wrong_text(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(
        "".join(json.dumps({"id": str(i), "text": f"{GOOD}A \x0bflaw.\n"}) + "\n" for i in range(3))
    )
    report = newsqa.check(path, reference_time=NOW, select=["TXT005"])
    path.write_text("".join(json.dumps({"id": str(i), "text": GOOD}) + "\n" for i in (7, 1, 8)))
    assert "The text of 1 of 3 articles is in this page" in rendered(report)
    path.unlink()
    assert "The text of 0 of 3 articles is in this page" in rendered(report)


def test_a_stream_that_knows_only_ascii_gets_references(seed_report):
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, "ascii", write_through=True)
    html.render(seed_report, stream, lang="fr")
    assert "d\u2019ailleurs".encode("ascii", "xmlcharrefreplace") in raw.getvalue()


def test_style_and_scripts_have_the_same_digest_in_any_encoding():
    for path in FOLDER.iterdir():
        if path.suffix in (".css", ".js"):
            assert path.read_bytes().isascii()


def test_the_command_line_speaks_french(tmp_path, monkeypatch):
    from newsqa.cli import main

    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(f"{GOOD}A \x0bflaw.\n")
    assert main(["check", "a.txt", "--lang", "fr", "-o", "r.html"]) == 1
    assert "1 attente n\u2019est pas satisfaite" in Path("r.html").read_text("utf-8")
    newsqa.check("a.txt").write("s.html", lang="fr")
    assert '<html lang="fr">' in Path("s.html").read_text("utf-8")
