"""Markdown, rendered by GitHub's own parser (cmark-gfm)."""

from html.parser import HTMLParser

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options

from newsqa.reporters import markdown


class Page(HTMLParser):
    """The elements and the text of a page."""

    def __init__(self):
        super().__init__()
        self.elements, self.text = [], ""

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, *[f"{name}={value}" for name, value in attrs if name != "align"]))

    def handle_data(self, data):
        self.text += data


@pytest.fixture
def page(tmp_path):
    def render(report):
        report.write("r.md")
        found = Page()
        found.feed(
            cmarkgfm.github_flavored_markdown_to_html(
                (tmp_path / "r.md").read_text("utf-8"), Options.CMARK_OPT_UNSAFE
            )
        )
        return found

    return render


TABLES = {"h2", "p", "table", "thead", "tbody", "tr", "th", "td", "ul", "li"}


def test_verdict_expectations_and_findings(report, page):
    found = page(report)
    assert {name for name, *_ in found.elements} <= TABLES
    assert "❌ newsqa: scrape" in found.text
    assert "not ok: 1 article checked" in found.text
    assert found.text.index("TXT005 control-character") < found.text.index("IO002 undecodable-bytes")
    assert "a.txt:11:8" in found.text
    assert "control character U+000B (and 1 more in this file)" in found.text


@pytest.mark.parametrize(
    "text",
    ["a | b", "<script>alert(1)</script>", "<b onclick=x>", "![x](http://a/b.png)", "[a](b)", "`code` **bold** _it_ ~~no~~",
     "https://example.com/ www.example.com", "&lt;b&gt; &#64;", "# title", "- item", "\\| \\\\", "$x$ :smile:",
     "<!-- comment", "| --- |", "a\n\n## b", "[^1]: x", "<a href='javascript:x'>"],
)  # fmt: skip
def test_text_stays_text(made, page, text):
    found = page(
        made([{"message": text, "path": text}], [{"rule": text}], suite=text, broken=[text], notes=[text])
    )
    assert {name for name, *_ in found.elements} <= TABLES
    assert all(len(element) == 1 for element in found.elements)
    assert found.text.count(text.replace("\n", "␊")) == 6


def test_nobody_is_mentioned(made, page):
    assert "@\u200ball" in page(made([{"message": "@all"}])).text


def test_limits_are_said(made, page, monkeypatch):
    monkeypatch.setattr(markdown, "MAX_FINDINGS", 3)
    found = page(made([{"path": f"{i}.txt"} for i in range(5)] * 2, notes=["n"] * 60))
    assert "… and 4 more findings" in found.text
    assert "… and 10 more" in found.text


def test_no_more_than_a_step_may_write(made, tmp_path):
    long = "😀@" * 500
    findings = [{"path": f"{i}{long}", "message": long, "rule": long} for i in range(150)]
    results = [
        {"rule": f"{i}{long}", "reason": long, "status": "not-evaluated", "share": None} for i in range(600)
    ]
    made(findings, results, broken=[long] * 100, notes=[long] * 100).write("r.md")
    assert (tmp_path / "r.md").stat().st_size < 1 << 20
