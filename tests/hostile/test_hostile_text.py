"""Texts that no newsroom writes: findings or none, but no crash, no hanging and no article lost."""

from pathlib import Path

import pytest

SPACES = " \t\n\r\f\v\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2003\u2028\u2029\u202f\u205f\u3000\ufeff\u200b"
WHOLE = 5_000_000  # bytes; an article may have ten times as many

TEXTS = {
    "blank lines": "\n" * 1_000_000,
    "digits": "1" * WHOLE,
    "slashes": "/" * WHOLE,
    "spaces": " " * WHOLE,
    "digits, slashes and spaces": "12/ 3" * (WHOLE // 5),
    "dates": "1/2/34 " * 300_000,
    "dates with others": "é 1/2/34 " * 200_000,
    "weekdays of other dates": "é Monday, 2 January 2024 " * 80_000,
    "mojibake with others": "é und das CafÃ© " * 60_000,
    "dates on lines of their own": '© <time datetime="2024-05-12">\n\n' * 6_000,
    "lines that may be labels": "cookies\n\n" * 20_000,
    "months": "May " * 500_000,
    "colons": "12:3" * (WHOLE // 4),
    "short lines": "\n".join(f"ab {i}" for i in range(100_000)),
    "the same short line": "same line here\n" * 100_000,
    "agencies": "(AFP)" * 1_000_000,
    "agencies with spaces": "(AFP) " * 300_000,
    "bylines": "By " * 500_000,
    "names": "Anna Smith, " * 200_000,
    "dashes": "— " * 300_000,
    "copyright": "©" * 500_000,
    "brackets": "(" * WHOLE,
    "commas": "," * 1_000_000,
    "bidi controls": "\u202e\u2066abc\u2069\u202c \u200f" * 10_000,
    "right to left": "\u202eמילים בעברית\u202c " * 10_000,
    "white space of all kinds": SPACES * 1000,
    "combining marks": "e" + "\u0301" * 500_000,
    "combined letters": "e\u0301" * 300_000,
    "capitals": "A" * WHOLE,
    "cyrillic": "я" * 500_000,
    "chinese": "中" * 500_000,
    "mojibake": "Ã©" * 200_000,
    "controls": "a\x0b" * 200_000,
    "lost characters": "a\ufffd" * 200_000,
    "addresses": "a@b.co http://" * 200_000,
    "words": "word " * 500_000,
    "paragraphs": "\n\n".join(
        f"the quick brown fox number {i % 3} jumps over the lazy dog again" for i in range(20_000)
    ),
    "nul": "A text\0with nul" * 10,
    "comments of HTML that never end": "<!-- a" * 300_000,
    "noncharacters": "\ufffe\uffff\U0010ffff\ue000" * 10_000,
    "byte-order marks": "\ufeff" * 100_000,
    "joiners": "a\u200d" * 100_000,
    "ampersands": "&" * WHOLE,
    "ampersands, escaped": "&amp;" * (WHOLE // 5),
    "ampersands, escaped, with spaces": "&amp; " * (WHOLE // 6),
    "angle brackets": "<" * WHOLE,
    "angle brackets, escaped": "&lt;" * (WHOLE // 4),
    "shortcodes that never end": "[caption " * (WHOLE // 9),
    "braces": "{{" * (WHOLE // 2),
    "breaks": "a<br>" * (WHOLE // 5),
    "zero-width spaces": "\u200b" * (WHOLE // 3),
    "zero-width spaces between letters": "a\u200b" * (WHOLE // 4),
    "carriage returns": "\r" * WHOLE,
    "consent that never ends": "We use cookies " * 300_000,
    "emoji": "👩‍👩‍👧‍👦" * 50_000,
    "one letter": "a",
    "one line feed": "\n",
}


GROUPS = 4


@pytest.mark.parametrize("group", range(GROUPS))
def test_texts(check, group):
    texts = {f"{name}.txt": text for name, text in [*TEXTS.items()][group::GROUPS]}
    for name, text in texts.items():
        Path(name).write_text(text, encoding="utf-8", newline="")
    code, report = check(*texts)
    assert (code, report["articles"]) == (1, len(texts))
    assert {finding["path"] for finding in report["findings"]} == {*texts}
    for finding in report["findings"]:
        assert finding["code"][:2] != "IO"
        assert len(finding["excerpt"] or "") <= 80
        assert finding["start"] is None or 0 <= finding["start"] <= finding["end"] <= len(
            texts[finding["path"]]
        )


@pytest.mark.parametrize("end", ["\r", "\r\n"])
def test_line_ends_of_other_systems_are_line_ends(check, good, end):
    Path("a.txt").write_text((good + "A\x7f").replace("\n", end), newline="")
    assert [(f["code"], f["line"], f["column"]) for f in check("a.txt")[1]["findings"]] == [("TXT005", 8, 2)]


@pytest.mark.parametrize("end", ["\u2028", "\u2029", "\x85", "\v", "\f", "\x1c"])
def test_other_separators_do_not_count_as_lines(check, good, end):
    Path("a.txt").write_text(f"{good}A{end}B\ufffd", newline="")
    found = [(f["line"], f["column"]) for f in check("a.txt")[1]["findings"] if f["code"] == "TXT002"]
    assert found == [(8, 4)]


def test_only_white_space_is_no_body(check):
    texts = ("   ", "\n\n\n", "\u3000\u2003\u00a0", "\r\r\r", "\u2028\u2029", "\ufeff")
    for number, text in enumerate(texts):
        Path(f"{number}.txt").write_text(text, newline="")
    found = {(f["path"], f["code"]) for f in check(*(f"{n}.txt" for n in range(len(texts))))[1]["findings"]}
    assert {(f"{n}.txt", code) for n in range(len(texts)) for code in ("STR001", "STR002")} <= found


def test_findings_in_one_article_are_capped_and_it_is_said(check):
    Path("a.txt").write_text("a\x0b" * 150)
    found = [f for f in check("a.txt")[1]["findings"] if f["code"] == "TXT005"]
    assert len(found) == 100
    assert found[-1]["message"].endswith("(and 50 more in this article, not listed)")
