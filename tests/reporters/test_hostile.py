"""What articles, paths and reports say stays text: in no format does it move a terminal or become markup."""

import csv
import io
import json
from xml.etree import ElementTree

import pytest

from newsqa import reporters

NASTY = (
    "\x1b[31mred\x1b]0;title\x07 \x9b31m \x7f \u202eevil\u2066 \x08\x00\r\n::error::x\n##[error]y\n"
    "]]>]]&gt;<script>alert(1)</script> | ![x](y) [a](b) `c` =1+1 @all \u2028 \ufffe \uffff %0A"
)
OBEYED = {*map(chr, range(32)), "\x7f", *map(chr, range(0x80, 0xA0)), *"\u202e\u2066\u2028\u061c"} - {"\n"}
TEXT = [name for name in reporters.FORMATS if name not in reporters.BINARY]
PARSED = {
    "json": json.loads, "jsonl": lambda text: [json.loads(line) for line in text.split("\n")[:-1]],
    "sarif": json.loads, "gitlab": json.loads, "rdjson": json.loads, "junit": ElementTree.fromstring,
    "csv": lambda text: list(csv.reader(io.StringIO(text))),
}  # fmt: skip


@pytest.fixture
def hostile(made):
    words = dict.fromkeys(("path", "article_id", "message", "excerpt", "fix_text"), NASTY)
    findings = [
        words | {"rule": f"columns.{NASTY}", "code": "COL001"}, words | {"line": None, "column": None, "record": 3},
        {"path": f"/{NASTY}"}, {"path": None, "record": 2}, {"path": "-"}, words | {"fix_safety": "safe", "fix_start": 1, "fix_end": 3},
    ]  # fmt: skip
    results = [
        {"rule": f"columns.{NASTY}", "code": "COL001", "reason": NASTY},
        {"status": "not-evaluated", "share": None, "evaluated": 0, "reason": NASTY},
        {"status": "not-evaluated", "share": None, "rule": "broken-rule", "code": "X", "reason": NASTY},
    ]
    broken = [f"broken-rule: {NASTY}", NASTY]
    return made(findings, results, suite=NASTY, broken=broken, notes=[NASTY])


@pytest.mark.parametrize("form", TEXT)
def test_nothing_that_a_terminal_obeys(hostile, form):
    out = io.StringIO(newline="")
    reporters.render(hostile, form, out)
    text = out.getvalue().replace("\r\n", "\n") if form == "csv" else out.getvalue()
    assert not OBEYED & {*text}
    if form in PARSED:
        PARSED[form](text)


@pytest.mark.parametrize("form", TEXT)
def test_nothing_that_a_terminal_obeys_from_the_command(shell, article, tmp_path, form):
    nasty = "\x1b[31mred\x1b]0;title\x07 \x9b31m \x7f \u202eevil\u2066 \x08"
    name = "n\x1b[2J\r\nam\u202ee.txt"
    article(name, f"{nasty}\n\n{nasty} said \ufffd{nasty}\n" + "{}")
    (tmp_path / "a.jsonl").write_text(
        json.dumps({"id": nasty, "text": nasty, "title": nasty}) + "\n{" + nasty
    )
    done = shell("check", name, "a.jsonl", "--report", f"{form}=-")
    assert done.returncode == 1
    printed = done.stdout.decode().replace("\r\n", "\n") + done.stderr.decode()
    assert "TXT005" in printed
    assert not OBEYED & {*printed}


@pytest.mark.parametrize("form", TEXT)
def test_no_findings_at_all(made, form):
    out = io.StringIO(newline="")
    reporters.render(made(results=[{"status": "pass", "failed": 0, "share": 1.0}]), form, out)
    if form in PARSED:
        PARSED[form](out.getvalue())


@pytest.mark.parametrize("form", TEXT)
def test_files_are_utf_8_and_the_same_as_what_is_printed(report, tmp_path, form):
    out = io.StringIO(newline="")
    reporters.render(report, form, out)
    report.write(tmp_path / "out", form)
    assert (tmp_path / "out").read_bytes().decode() == out.getvalue()
