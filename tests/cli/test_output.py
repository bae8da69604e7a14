"""What is written, where, and in which format."""

import json
import os
import pty
import stat
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from newsqa import schema
from newsqa.suite import Suite

COMMAND = Path(sys.executable).with_name("newsqa")

FLAWED = "{}\nA second\x0b page\ufffd.\n"


@pytest.fixture
def flawed(article):
    return article("a.txt", FLAWED)


def test_json_is_one_object(newsqa, flawed):
    import newsqa as package

    code, out, err = newsqa("check", flawed, "--output-format", "json")
    report = json.loads(out)
    assert (code, err, report["ok"]) == (1, "", False)
    assert (report["newsqa"], report["suite"], report["articles"]) == (package.__version__, "scrape", 1)
    assert {*report["results"][0]} == {*schema.RESULTS.names}
    assert [[*finding] for finding in report["findings"]] == [schema.FINDINGS.names] * 2
    assert [finding["code"] for finding in report["findings"]] == ["TXT005", "TXT002"]


def test_json_without_findings(newsqa, article):
    report = json.loads(newsqa("check", article("b.txt"), "--output-format", "json")[1])
    assert (report["ok"], report["findings"]) == (True, [])


def test_jsonl_is_one_finding_a_line(newsqa, flawed):
    lines = newsqa("check", flawed, "--output-format", "jsonl")[1].splitlines()
    assert [json.loads(line)["code"] for line in lines] == ["TXT005", "TXT002"]
    assert [*json.loads(lines[0])] == schema.FINDINGS.names


def test_parquet_reads_back_as_findings(newsqa, flawed):
    assert newsqa("check", flawed, "--output", "r.parquet")[:2] == (1, "")
    table = pq.read_table("r.parquet")
    assert table.schema.equals(schema.FINDINGS)
    assert table["code"].to_pylist() == ["TXT005", "TXT002"]
    about = json.loads(pq.read_schema("r.parquet").metadata[b"newsqa"])
    rules = len(Suite.load("scrape").expectations)
    assert (about["articles"], about["ok"], len(about["results"])) == (1, False, rules)


@pytest.mark.parametrize(
    ("name", "start"),
    [("r.json", b"{\n"), ("r.jsonl", b'{"article_id"'), ("r.parquet", b"PAR1"), ("r.html", b"<!doctype html>"),
     ("r.TXT", b"a.txt:"), ("r.txt", b"a.txt:")],
)  # fmt: skip
def test_the_suffix_chooses_the_format(newsqa, flawed, tmp_path, name, start):
    assert newsqa("check", flawed, "--output", name)[:2] == (1, "")
    assert (tmp_path / name).read_bytes().startswith(start)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["a.txt", name])


def test_the_option_wins_over_the_suffix(newsqa, flawed, tmp_path):
    newsqa("check", flawed, "--output", "r.txt", "--output-format", "json")
    assert json.loads((tmp_path / "r.txt").read_text())["suite"] == "scrape"


def test_a_report_replaces_the_old_one_and_keeps_its_mode_and_link(newsqa, flawed, tmp_path):
    (tmp_path / "real.json").write_text("old")
    (tmp_path / "real.json").chmod(0o640)
    (tmp_path / "link.json").symlink_to("real.json")
    newsqa("check", flawed, "--output", "link.json")
    assert (tmp_path / "link.json").is_symlink()
    assert json.loads((tmp_path / "real.json").read_text())["articles"] == 1
    assert stat.S_IMODE((tmp_path / "real.json").stat().st_mode) == 0o640


def test_devices_and_pipes_are_written_to_and_stay_what_they_are(shell, flawed, tmp_path):
    done = shell("check", flawed, "--output", "/dev/null", "--output-format", "json")
    assert (done.returncode, stat.S_ISCHR(os.stat("/dev/null").st_mode)) == (1, True)  # noqa: PTH116
    done = shell("check", flawed, "--output", "/dev/stdout", "--output-format", "jsonl")
    assert json.loads(done.stdout.splitlines()[0])["code"] == "TXT005"
    done = shell("check", flawed, "--output", "/dev/full", "--output-format", "json")
    assert (done.returncode, b"newsqa: /dev/full: cannot be written: No space left on device\n") == (
        2,
        done.stderr,
    )
    assert stat.S_ISCHR(os.stat("/dev/full").st_mode)  # noqa: PTH116


def test_nothing_but_the_report_on_standard_output(shell, article):
    article("a.txt", "Caf\xe9 society\n\n" + "A caf\xe9 on the hill. " * 20, encoding="windows-1252")
    done = shell("check", "a.txt", "--output-format", "json")
    assert json.loads(done.stdout)["articles"] == 1
    assert b"note: a.txt: not UTF-8; read as windows-1252" in done.stderr


def test_standard_input(shell, good):
    done = shell("check", "-", "--output-format", "concise", stdin=good.encode())
    assert (done.returncode, b"ok: 1 article checked" in done.stdout) == (0, True)
    done = shell("check", "-", "--output-format", "concise", stdin=(good + "A \x0b.\n").encode())
    assert (done.returncode, done.stdout.startswith(b"-:8:3: TXT005")) == (1, True)
    record = json.dumps({"id": "7", "text": "A \x0b."}).encode()
    done = shell("check", "-", "--select", "TXT", "--output-format", "concise", stdin=record + b"\n" + record)
    assert b"-#2:2:24: TXT005" in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [["check", "many"], ["check", "many", "--output-format", "json"], ["rule", "--all"], ["suite", "show"]],
)
def test_a_reader_that_goes_away(article, tmp_path, arguments):
    (tmp_path / "many").mkdir()
    for number in range(20):
        article(f"many/{number}.txt", "A \x0b." * 200)
    command = " ".join([str(COMMAND), *arguments])
    script = f'{command} | head -n 1; echo "${{PIPESTATUS[0]}}"'
    done = subprocess.run(["bash", "-c", script], capture_output=True, check=False, timeout=60)
    assert done.stderr == b""
    assert done.stdout.count(b"\n") == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "a.txt"],
        ["check", "a.txt", "--output-format", "json"],
        ["rule", "--all"],
        ["fix", "--diff", "a.txt"],
    ],
)
def test_a_full_disk_behind_standard_output(flawed, arguments):
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        done = subprocess.run(
            [COMMAND, *arguments], stdout=full, stderr=subprocess.PIPE, check=False, timeout=60
        )
    assert (done.returncode, done.stderr) == (2, b"newsqa: No space left on device\n")


# --- colours and terminals -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("env", "coloured"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({"NO_COLOR": ""}, False),
    ],
)
def test_colours_in_a_pipe(shell, flawed, env, coloured):
    for form in ("full", "concise"):
        assert (b"\x1b[" in shell("check", flawed, "--output-format", form, env=env).stdout) is coloured


def test_no_colours_in_formats_for_machines(shell, flawed):
    for form in ("json", "jsonl", "html"):
        assert b"\x1b" not in shell("check", flawed, "--output-format", form, env={"FORCE_COLOR": "1"}).stdout


@pytest.mark.parametrize(
    ("env", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False), ({"NO_COLOR": ""}, True)],
)
def test_colours_on_a_terminal(flawed, env, coloured):
    primary, secondary = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", **env}
    done = subprocess.run(
        [COMMAND, "check", flawed, "--select", "TXT005", "--output-format", "concise"],
        stdout=secondary, stderr=subprocess.PIPE, check=False, timeout=60, env=environment,
    )  # fmt: skip
    shown = os.read(primary, 1 << 16)
    os.close(primary)
    os.close(secondary)
    assert (b"\x1b[31mTXT005\x1b[0m" in shown) is coloured
    assert done.stderr == b""


def test_progress_only_on_a_terminal():
    import io

    from newsqa.commands.progress import Progress

    class Terminal(io.StringIO):
        def isatty(self):
            return True

    for out, shown in ((io.StringIO(), False), (Terminal(), True)):
        with Progress(out) as progress:
            progress.update(1, 1, 0.1)  # not in the first second
            assert out.getvalue() == ""
            progress._begun -= 10
            progress._last -= 10
            progress.update(2_000, 3_000_000, 0.25)
            said = "25%, 2,000 articles, 200 a second, 3 MB, 0 MB/s, 30 s left"
            assert (said in out.getvalue()) is shown
        assert out.getvalue().endswith("\r\x1b[K" if shown else "")


@pytest.mark.parametrize("form", ["full", "concise", "json", "jsonl", "html"])
def test_what_a_terminal_obeys_never_gets_out(shell, article, tmp_path, form):
    nasty = "\x1b[31mred\x1b]0;title\x07 \x9b31m \x7f \u202eevil\u2066 \x08"
    name = "n\x1b[2J\r\nam\u202ee.txt"
    article(name, f"{nasty}\n\n{nasty} said \ufffd{nasty}\n" + "{}")
    record = {"id": f"id{nasty}", "title": nasty, "text": f"A {nasty}", "published": nasty, "language": nasty}
    (tmp_path / "a.jsonl").write_text(json.dumps(record) + "\n{" + nasty + "\n")
    done = shell("check", name, "a.jsonl", "--output-format", form)
    assert done.returncode == 1
    assert b"TXT005" in done.stdout
    for text in (done.stdout.decode(), done.stderr.decode()):
        assert not {*"\x1b\x07\x08\x7f\x9b\r\u202e\u2066"} & {*text}


@pytest.mark.parametrize(
    "arguments",
    [["check", "x\x1b[2J.txt"], ["check", "a.txt", "--suite", "x\x1b[2J.toml"], ["check", "a.txt", "--select", "x\x9b1m"],
     ["suite", "validate", "x\x1b[2J.toml"], ["fix", "x\x1b[2J.txt"], ["convert", "x\x1b[2J", "-o", "a.jsonl"]],
)  # fmt: skip
def test_errors_are_safe_to_print(newsqa, flawed, arguments):
    code, out, err = newsqa(*arguments)
    assert (code, out) == (2, "")
    assert not {*"\x1b\x9b"} & {*err}


def test_a_name_that_is_no_unicode(shell, good, tmp_path):
    name = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(name, "wb") as file:  # noqa: PTH123
        file.write(good.encode() + b"A \x0b.\n")
    for words in (["check"], ["check", "--output-format", "json"], ["fix", "--diff"], ["fix"]):
        done = subprocess.run(
            [os.fsencode(COMMAND), *words, name], capture_output=True, check=False, timeout=60
        )
        mends = words == ["fix"]
        assert (done.returncode, b"caf" in done.stdout) == (0 if mends else 1, not mends), done.stderr


def test_a_terminal_that_knows_only_ascii(shell, article):
    article("a.txt", "東京駅の売店\n\n東京駅の売店\x0b\n")
    for words in (
        ["check"],
        ["check", "--output-format", "json"],
        ["fix", "--diff"],
        ["check", "--statistics"],
    ):
        done = shell(*words, "a.txt", env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
        assert (done.returncode, done.stdout.isascii()) == (1, True), done.stderr
