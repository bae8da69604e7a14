"""Which rules run, and what they are told."""

import pytest

FLAWED = "{}\nA second\x0b page\ufffd.\n"  # TXT005 and TXT002


def codes(report):
    return sorted({finding["code"] for finding in report["findings"]})


def run_rules(report):
    return [result["code"] for result in report["results"] if not result["code"].startswith("IO")]


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ([], ["TXT002", "TXT005"]),
        (["--select", "TXT005"], ["TXT005"]),
        (["--select", "txt005"], ["TXT005"]),
        (["--select", "TXT"], ["TXT002", "TXT005"]),
        (["--select", "control-character"], ["TXT005"]),
        (["--select", "Control-Character"], ["TXT005"]),
        (["--select", "TXT005,TXT002"], ["TXT002", "TXT005"]),
        (["--select", "TXT005", "--select", "TXT002"], ["TXT002", "TXT005"]),
        (["--ignore", "TXT005"], ["TXT002"]),
        (["--ignore", "TXT"], []),
        (["--select", "TXT", "--ignore", "replacement-character"], ["TXT005"]),
        (["--select", "DUP", "--extend-select", "TXT002"], ["TXT002"]),
        (["--select", "ALL"], ["SRC006", "TXT002", "TXT005"]),
    ],
)
def test_selectors(findings, article, options, found):
    assert codes(findings(article("a.txt", FLAWED), *options)) == found


def test_only_what_is_selected_is_in_the_results(findings, article):
    report = findings(article("a.txt"), "--select", "TXT005,DUP001")
    assert run_rules(report) == ["DUP001", "TXT005"]
    assert run_rules(findings("a.txt", "--select", "DUP", "--ignore", "DUP")) == []


def test_what_cannot_be_read_is_said_unless_it_is_ignored(newsqa, article):
    article("a.jsonl", '{"text": \n{"text": "A text."}\n')
    assert "IO001" in newsqa("check", "a.jsonl", "--select", "TXT005", "--output-format", "concise")[1]
    assert "IO001" not in newsqa("check", "a.jsonl", "--ignore", "IO", "--output-format", "concise")[1]


def test_the_reference_time_is_what_counts_as_now(findings, article):
    article("a.jsonl", '{"published": "2024-05-12", "text": "A text."}\n')
    options = ("a.jsonl", "--select", "DAT", "--reference-time")
    assert codes(findings(*options, "2024-05-10")) == ["DAT004"]
    assert codes(findings(*options, "2024-06-01T00:00:00+02:00")) == []


def test_the_time_zone_explains_clock_times(findings, article):
    article("a.jsonl", '{"published": "2024-05-12T10:30", "text": "A text."}\n')
    (naive,) = findings("a.jsonl", "--select", "DAT003")["findings"]
    assert naive["fix_text"] is None
    (naive,) = findings("a.jsonl", "--select", "DAT003", "--timezone", "Europe/Paris")["findings"]
    assert naive["fix_text"] == "2024-05-12T10:30:00+02:00"


def test_fields_by_option(findings, article):
    article("a.csv", "headline,words,when\nOne,A\x0b text,2024-05-12\n")
    (finding,) = findings("a.csv", "--field", "text=words,published=when", "--select", "TXT,DAT001")[
        "findings"
    ]
    assert (finding["code"], finding["line"], finding["column"]) == ("TXT005", 2, 6)


def test_statistics(newsqa, article):
    article("a.txt", "{}\nA second\x0b p\x0bage\ufffd.\n")
    code, out, _ = newsqa("check", "a.txt", "--statistics")
    assert code == 1
    counts, _, rest = out.partition("\n\n")
    assert counts == "2  TXT005  control-character  [2 fixable]\n1  TXT002  replacement-character"
    row = next(line for line in rest.splitlines() if line.startswith("DAT006"))
    assert "not-evaluated  no article declares" in row
    assert rest.endswith("\nnot ok: 1 article checked, 3 findings, 2 fixable with --fix\n")
    code, out, _ = newsqa("check", article("b.txt"), "--statistics")
    assert (code, out.startswith("\nsuite scrape ")) == (0, True)
