"""The full format: the line of text, and the caret under what was found, in columns of the terminal."""

import unicodedata

import pytest


def excerpt(newsqa, code):
    out = newsqa("check", "a.txt", "--select", code)[1].splitlines()
    at = next(i for i, line in enumerate(out) if code in line)
    _, text, caret = out[at + 1 : at + 4]
    return text, caret


def columns(text):
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )


@pytest.mark.parametrize(
    "before",
    ["A plain line ", "", "駅の売店", "e\u0301a\u0308 ", "\tafter a tab\t", "עברית ", "ｆｕｌｌ", "x\x1b[31m", "e\u0301駅\t"],
    ids=["ascii", "start", "wide", "combining", "tabs", "hebrew", "full-width", "escape", "mixed"],
)  # fmt: skip
def test_the_caret_stands_under_what_was_found(newsqa, article, before):
    article("a.txt", f"Title\n\n{before}\ufffd and more\n")
    text, caret = excerpt(newsqa, "TXT002")
    assert columns(text[: text.index("\ufffd")]) == columns(caret[: caret.index("^")])
    assert caret.count("^") == 1
    assert text.startswith("  3 | ")


def test_wide_characters_get_wide_carets(newsqa, article):
    article(
        "a.txt",
        "駅の売店で発売\n\n駅の売店で発売\n\n" + "高校生が考えた和菓子が駅の売店で売られている。" * 9 + "\n",
    )
    text, caret = excerpt(newsqa, "DUP001")
    assert (text, caret) == ("  3 | 駅の売店で発売", "    | " + "^" * 14)


def test_a_long_line_is_cut_around_what_was_found(newsqa, article):
    article("a.txt", "Title\n\n" + "before " * 100 + "\ufffd" + " behind" * 100 + "\n")
    text, caret = excerpt(newsqa, "TXT002")
    assert text.startswith("  3 | …")
    assert text.endswith("…")
    assert len(text) < 120
    assert text[caret.index("^")] == "\ufffd"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(newsqa, article, end):
    article("a.txt", end.join(["Title", "", "A line", "A \ufffd line", "The end"]))
    text, caret = excerpt(newsqa, "TXT002")
    assert (text, caret) == ("  4 | A \ufffd line", "    |   ^")


def test_the_summary_shows_what_found_something_and_names_what_did_not_run(newsqa, article):
    article("a.txt")
    lines = newsqa("check", "a.txt")[1].splitlines()
    assert lines[-1] == "ok: 1 article checked, no findings"
    met, told = lines[-2].split("; not evaluated (--statistics says why): ")
    assert met.endswith(" expectations met")
    assert {"DAT006", "STD001-007", "COR001-006"} <= set(told.split(", "))
    article("b.txt", "Title\n\nA line\ufffd of text.\n")
    out = newsqa("check", "b.txt", "--select", "TXT")[1]
    assert [line[:6] for line in out.splitlines()[-3:]] == ["TXT002", "11 exp", "not ok"]
