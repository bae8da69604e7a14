"""Baselines: only what is new counts, and what is fixed is said."""

import json
from pathlib import Path

import pyarrow as pa
import pytest

from newsqa import NewsqaError, check

BAD = "{}\nA second\x0b page.\n"  # TXT005, an error
TWICE = "{}\nA second\x0b page.\n\nA third\x0b page.\n"


@pytest.fixture
def old(article, newsqa):
    """Two flawed articles, and their baseline."""
    Path("old").mkdir()
    article("old/a.txt", BAD)
    article("old/b.txt", BAD)
    assert newsqa("baseline", "create", "old", "--no-corpus")[0] == 0
    return "newsqa.baseline"


def entries(file="newsqa.baseline"):
    return [line.split("\t") for line in Path(file).read_text("utf-8").splitlines()[3:]]


def test_only_what_is_new_fails(newsqa, article, old):
    assert newsqa("check", "old", "--no-corpus")[0] == 1
    assert newsqa("check", "old", "--no-corpus", "--baseline", old)[0] == 0
    article("old/c.txt", BAD)
    code, out, _ = newsqa("check", "old", "--no-corpus", "--baseline", old)
    assert code == 1
    assert "old/c.txt:9:9: TXT005" in out
    assert "old/a.txt:" not in out
    assert "baseline newsqa.baseline: 2 known findings left out" in out


def test_results_count_what_is_new(findings, article, old):
    article("old/c.txt", BAD)
    report = findings("old", "--no-corpus", "--baseline", old)
    (result,) = (row for row in report["results"] if row["code"] == "TXT005")
    assert (result["evaluated"], result["failed"], result["status"]) == (3, 1, "fail")
    assert result["share"] == pytest.approx(2 / 3)
    assert report["baseline"] == {"file": old, "known": 2, "new": 1, "fixed": 0}


def test_an_article_with_a_known_and_a_new_finding_fails(newsqa, article, old):
    article("old/a.txt", TWICE)
    code, out, _ = newsqa("check", "old", "--no-corpus", "--baseline", old)
    assert code == 1
    assert out.count("TXT005 control") == 1
    assert "old/a.txt:11:8" in out


def test_lines_may_shift(newsqa, article, old):
    article("old/a.txt", BAD.replace("{}", "{}\nOne more paragraph of the article, which is new.\n"))
    assert newsqa("check", "old", "--no-corpus", "--baseline", old)[0] == 0


def test_the_file_is_text_sorted_and_without_text_of_articles(old):
    text = Path(old).read_text("utf-8")
    assert text.startswith(
        "# newsqa baseline 1\n# of\told\n# path\tcode\tfingerprint\tcount\treason\nold/a.txt\tTXT005\t"
    )
    assert entries() == sorted(entries())
    assert "page" not in text
    assert [(path, code, count, reason) for path, code, _, count, reason in entries()] == [
        ("old/a.txt", "TXT005", "1", "-"),
        ("old/b.txt", "TXT005", "1", "-"),
    ]


def test_what_is_fixed_is_said_and_pruned(newsqa, article, old):
    article("old/a.txt")
    code, out, _ = newsqa("check", "old", "--no-corpus", "--baseline", old)
    assert code == 0
    assert "1 finding of the baseline is gone: newsqa baseline prune forgets it" in out
    article("old/c.txt", BAD)
    code, out, _ = newsqa("baseline", "prune", "old", "--no-corpus")
    assert (code, out) == (0, "newsqa.baseline: 0 noted, 1 forgotten; 1 entry\n")
    assert [entry[0] for entry in entries()] == ["old/b.txt"]  # nothing new is noted


def test_update_notes_what_is_new_and_keeps_reasons(newsqa, article, old):
    text = Path(old).read_text("utf-8")
    Path(old).write_text(text.replace("1\t-", "1\ta page of the annex", 1), "utf-8")
    article("old/b.txt")
    article("old/c.txt", BAD)
    code, out, _ = newsqa("baseline", "update", "old", "--no-corpus")
    assert (code, out) == (0, "newsqa.baseline: 1 noted, 1 forgotten; 2 entries\n")
    assert [(e[0], e[4]) for e in entries()] == [("old/a.txt", "a page of the annex"), ("old/c.txt", "-")]
    newsqa("baseline", "prune", "old", "--no-corpus")
    assert [e[4] for e in entries()] == ["a page of the annex", "-"]


def test_create_refuses_to_overwrite(newsqa, old):
    before = Path(old).read_bytes()
    code, _, err = newsqa("baseline", "create", "old")
    assert code == 2
    assert "is there already: newsqa baseline update" in err
    assert Path(old).read_bytes() == before


def test_create_needs_a_folder_that_is_there(newsqa, article):
    article("a.txt", BAD)
    code, _, err = newsqa("baseline", "create", "a.txt", "--baseline", "no/such.baseline")
    assert code == 2
    assert "there is no folder no" in err


def test_create_refuses_a_name_that_is_read_as_an_article(newsqa, article):
    article("a.txt", BAD)
    code, _, err = newsqa("baseline", "create", ".", "--baseline", "known.txt")
    assert code == 2
    assert "known.baseline" in err


# --- only what was checked is said to be fixed ------------------------------------------------------------------


def test_a_run_of_one_file_says_nothing_of_the_others(newsqa, article, old):
    article("old/a.txt")
    article("old/b.txt")
    _, out, _ = newsqa("check", "old/a.txt", "--baseline", old)
    assert "1 finding of the baseline is gone" in out
    newsqa("baseline", "prune", "old/a.txt")
    assert [entry[0] for entry in entries()] == ["old/b.txt"]


def test_a_run_of_few_rules_says_nothing_of_the_others(newsqa, article, old):
    article("old/a.txt")
    _, out, _ = newsqa("check", "old", "--select", "DAT", "--baseline", old)
    assert "gone" not in out
    newsqa("baseline", "update", "old", "--select", "DAT")
    assert len(entries()) == 2


@pytest.mark.parametrize("path", ["old", "old/", "./old", "."])
def test_a_file_that_is_no_longer_there_is_gone(newsqa, article, old, path):
    Path("old/a.txt").unlink()
    _, out, _ = newsqa("check", path, "--no-corpus", "--baseline", old)
    assert "1 finding of the baseline is gone" in out
    _, out, _ = newsqa("check", "old/b.txt", "--no-corpus", "--baseline", old)
    assert "gone" not in out


def test_a_file_that_cannot_be_read_is_not_fixed(newsqa, old):
    Path("old/a.txt").write_bytes(b"\0\1\2" * 50)
    code, out, _ = newsqa("check", "old", "--no-corpus", "--baseline", old)
    assert code == 2
    assert "gone" not in out


def test_what_is_said_of_all_articles_is_gone_only_when_all_were_checked(newsqa, article):
    Path("all").mkdir()
    for name in "abc":
        article(f"all/{name}.txt")
    newsqa("baseline", "create", "all")
    assert {entry[1] for entry in entries()} == {"COR001"}
    assert newsqa("check", "all", "--baseline", "newsqa.baseline")[0] == 0
    article("all/c.txt", BAD)
    _, out, _ = newsqa("check", "all/b.txt", "all/c.txt", "--baseline", "newsqa.baseline")
    assert "gone" not in out
    article("all/c.txt", "{}\nAn end of its own, which makes the text another one.\n")
    _, out, _ = newsqa("check", "all", "--select", "COR001", "--baseline", "newsqa.baseline")
    assert "1 finding of the baseline is gone" in out


# --- where the articles are -------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["old", "./old", "old/../old", "old/a.txt"])
def test_paths_count_from_the_folder_of_the_baseline(newsqa, old, folder, monkeypatch, path):
    assert newsqa("check", path, "--no-corpus", "--baseline", old)[0] == 0
    assert newsqa("check", folder / path, "--no-corpus", "--baseline", folder / old)[0] == 0
    monkeypatch.chdir(folder / "old")
    assert newsqa("check", ".", "--no-corpus", "--baseline", f"../{old}")[0] == 0
    assert newsqa("check", "a.txt", "--no-corpus", "--baseline", folder / old)[0] == 0


def test_a_checkout_may_move(newsqa, old, folder, monkeypatch):
    Path("new").mkdir()
    Path("old").rename("new/old")
    Path(old).rename("new/newsqa.baseline")
    assert newsqa("check", "new/old", "--no-corpus", "--baseline", "new/newsqa.baseline")[0] == 0
    Path("link").symlink_to("new")
    monkeypatch.chdir("link")
    assert newsqa("check", folder / "new" / "old", "--no-corpus", "--baseline", old)[0] == 0


def test_the_configuration_names_the_file(newsqa, old, folder, monkeypatch):
    Path("newsqa.toml").write_text('baseline = "newsqa.baseline"\n')
    assert newsqa("check", "old", "--no-corpus")[0] == 0
    assert newsqa("check", "old", "--no-corpus", "--no-baseline")[0] == 1
    monkeypatch.chdir("old")
    assert newsqa("check", ".", "--no-corpus")[0] == 0


def test_unreadable_files_are_known_by_their_path_too(newsqa, folder):
    Path("old").mkdir()
    Path("old/a.jsonl").write_text('{"text": "x"\n')
    newsqa("baseline", "create", "old")
    assert ("old/a.jsonl", "IO001") in {(e[0], e[1]) for e in entries()}
    _, out, _ = newsqa("check", folder / "old", "--baseline", "newsqa.baseline")
    assert "IO001 unreadable-input:" not in out


# --- the same several times ---------------------------------------------------------------------------------------


def rows(*ids, text="Short\x0b.\n"):
    return pa.table({"id": list(ids), "text": [text] * len(ids)})


def test_a_fingerprint_is_known_as_often_as_it_is_noted(tmp_path):
    file = tmp_path / "newsqa.baseline"
    pa_many = pa.concat_tables([rows("a"), rows(*(f"x{i}" for i in range(1200)), text="fine"), rows("a")])
    note(file, pa_many, "TXT005")
    assert [entry[3] for entry in entries(file)] == ["2"]  # two batches know nothing of one another
    more = pa.concat_tables([pa_many, rows(*(f"y{i}" for i in range(1200)), text="fine"), rows("a")])
    report = check(more, select=["TXT005"], baseline=file)
    assert (report.baseline.known, report.baseline.new, report.findings.num_rows) == (2, 1, 1)
    assert report.results.to_pylist()[-1]["failed"] == 1
    report = check(rows("a"), select=["TXT005"], baseline=file)
    assert (report.baseline.known, report.baseline.fixed) == (1, 1)


def note(file, table, *select):
    check(table, select=select).write_baseline(file)


def test_more_than_are_listed_are_known_as_a_whole(newsqa, article):
    article("a.txt", "{}\n" + "A word\x0b and more.\n" * 150)
    _, out, _ = newsqa("baseline", "create", "a.txt", "--select", "TXT005")
    assert "1 entry for an article with 100 findings of a rule or more" in out
    assert [entry[3] for entry in entries()] == ["all"]
    for size in (150, 99, 400):  # mending one of them shows another that was not listed: it is not new
        article("a.txt", "{}\n" + "A word\x0b and more.\n" * size)
        code, out, _ = newsqa("check", "a.txt", "--select", "TXT005", "--baseline", "newsqa.baseline")
        assert (code, "gone" in out) == (0, False)
    article("a.txt", "{}\n" + "A word\x0b and more.\n" * 99)
    newsqa("baseline", "update", "a.txt", "--select", "TXT005")
    assert len(entries()) == 99
    article("a.txt")
    newsqa("baseline", "prune", "a.txt", "--select", "TXT005")
    assert entries() == []


# --- the rest of newsqa -----------------------------------------------------------------------------------------------


def test_rows_that_only_known_findings_fail_have_passed(tmp_path):
    file = tmp_path / "b"
    table = rows("a", "b")
    note(file, table.slice(0, 1), "TXT005")
    report = check(table, select=["TXT005"], baseline=file)
    assert report.passed()["id"].to_pylist() == ["a"]
    assert report.failed()["id"].to_pylist() == ["b"]
    assert check(table.slice(0, 1), select=["TXT005"], baseline=file).ok


def test_counts_by_source_are_of_what_is_new(tmp_path):
    file = tmp_path / "b"
    table = rows("a", "b", "c").append_column("publisher", pa.array(["One", "One", "Two"]))
    note(file, table.slice(1), "TXT005")
    report = check(table, select=["TXT005"], baseline=file)
    counts = {(r["source"], r["code"]): (r["evaluated"], r["failed"]) for r in report.by_source.to_pylist()}
    assert counts["one", "TXT005"] == (2, 1)
    assert counts["two", "TXT005"] == (1, 0)


def test_without_a_baseline_the_report_has_none():
    assert check(rows("a")).baseline is None
    assert "baseline" not in check(rows("a")).summary()


def test_the_cache_and_run_directories_hold_everything(newsqa, old):
    """What was stored with a baseline is right without it, and the other way round."""
    for options in (["--resume", "run"], ["--cache-dir", "cache"]):
        for baseline, code in (([], 1), (["--baseline", old], 0), ([], 1)):
            assert newsqa("check", "old", "--no-corpus", *options, *baseline)[0] == code


def test_fixes_mend_what_is_known_too(newsqa, article):
    article("a.txt", "{}\nSigned\u00ad: the editor of this very article.\n")
    newsqa("baseline", "create", "a.txt")
    assert [entry[1] for entry in entries()] == ["TXT006"]
    code, out, _ = newsqa("check", "a.txt", "--fix", "--baseline", "newsqa.baseline")
    assert code == 0
    assert "1 finding of the baseline is gone" in out
    assert "\u00ad" not in Path("a.txt").read_text("utf-8")


def test_several_processes_give_the_same(newsqa, article, old):
    article("old/c.txt", BAD)
    reports = [newsqa("check", "old", "--baseline", old, "--workers", n, "--no-cache") for n in "12"]
    assert reports[0] == reports[1]


def test_reports_for_machines_say_it(newsqa, article, old):
    article("old/a.txt")
    code, _, err = newsqa("check", "old", "--no-corpus", "--baseline", old, "--output", "r.json")
    assert code == 0
    assert json.loads(Path("r.json").read_text())["baseline"]["fixed"] == 1
    assert "newsqa: 1 finding of the baseline is gone" in err


# --- damaged files ------------------------------------------------------------------------------------------------------

HEAD = "# newsqa baseline 1\n# of\told\n# path\tcode\tfingerprint\tcount\treason\n"
GOOD_LINE = "a.txt\tTXT005\t0123456789abcdef\t1\t-\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "this is no baseline"),
        ("# newsqa baseline x\n", "this is no baseline"),
        (HEAD.replace("1", "2") + GOOD_LINE, "a later version"),
        (HEAD + "<<<<<<< HEAD\n" + GOOD_LINE, "'<<<<<<< HEAD' is no entry"),
        (HEAD + GOOD_LINE.replace("\t-", ""), "is no entry"),
        (HEAD + GOOD_LINE.replace("0123", "012"), "is no fingerprint"),
        (HEAD + GOOD_LINE.replace("\t1\t", "\t0\t"), "'0' is no count"),
        (HEAD + GOOD_LINE.replace("\t1\t", "\tmany\t"), "'many' is no count"),
        (b"PAR1\xff\xfe\0\0", "this is no baseline"),
        (HEAD.encode() + b"\xff" + GOOD_LINE.encode(), "the baseline is damaged"),
    ],
)
def test_a_damaged_file_is_an_error(newsqa, article, text, said):
    article("a.txt", BAD)
    data = text if isinstance(text, bytes) else text.encode()
    Path("newsqa.baseline").write_bytes(data)
    for command in (["check", "a.txt"], ["baseline", "update", "a.txt"], ["baseline", "prune", "a.txt"]):
        code, _, err = newsqa(*command, "--baseline", "newsqa.baseline")
        assert code == 2
        assert said in err
    assert Path("newsqa.baseline").read_bytes() == data


def test_a_missing_file_is_an_error(newsqa, article):
    article("a.txt")
    code, _, err = newsqa("check", "a.txt", "--baseline", "no")
    assert code == 2
    assert "newsqa baseline create makes one" in err
    with pytest.raises(NewsqaError, match="there is no such baseline"):
        check("a.txt", baseline="no")


def test_what_editors_and_merges_do_is_no_harm(newsqa, old):
    """Line ends of Windows, a byte order mark, a blank line, the same entry from two branches, entries out of order."""
    title, of, names, *lines = before = Path(old).read_text("utf-8").splitlines()
    text = "\r\n".join([title, of, names, *reversed(lines), "", *lines, ""])
    Path(old).write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert newsqa("check", "old", "--no-corpus", "--baseline", old)[0] == 0
    newsqa("baseline", "update", "old", "--no-corpus")
    assert Path(old).read_text("utf-8").splitlines() == before


@pytest.mark.parametrize(
    "name", ["tab\tin.txt", "line\nin.txt", "back\\slash\\n.txt", 'quo"te, comma.txt', "№ ü.txt"]
)
def test_any_name_can_be_noted(newsqa, article, name):
    Path("old").mkdir()
    article(f"old/{name}", BAD)
    newsqa("baseline", "create", "old", "--no-corpus")
    assert len(entries()) == 1
    assert newsqa("check", "old", "--no-corpus", "--baseline", "newsqa.baseline")[0] == 0
    newsqa("baseline", "update", "old", "--no-corpus")
    article(f"old/{name}")
    newsqa("baseline", "prune", "old", "--no-corpus")
    assert entries() == []


def test_tables_without_ids_are_warned_of(newsqa, old):
    Path("a.jsonl").write_text('{"text": "Short\\u000b."}\n')
    _, _, err = newsqa("baseline", "update", "a.jsonl", "--no-corpus")
    assert "the articles of a.jsonl have no id and are known by their number" in err
