"""Runs that are interrupted, by whatever, go on where they were."""

import json
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

COMMAND = [str(Path(sys.executable).with_name("newsqa")), "check"]
OPTIONS = [
    "--reference-time",
    "2026-03-22T12:00Z",
    "--output-format",
    "jsonl",
    "--workers",
    "1",
    "--select",
    "TXT",
]


def newsqa(*words, **options):
    return subprocess.run([*COMMAND, *words], capture_output=True, timeout=120, check=False, **options)


@pytest.mark.parametrize("workers", ["1", "2"])
def test_killed_at_any_moment_and_taken_up(records, workers):
    path = records("a.jsonl", 8000)
    whole = newsqa(path, "--no-cache", *OPTIONS)
    command = [path, *OPTIONS, "--resume", "run", "--workers", workers]
    for wanted in (0, 2, 5):  # parts that are there when it is killed
        process = subprocess.Popen([*COMMAND, *command], stdout=subprocess.DEVNULL)
        while process.poll() is None and len(list(Path("run").rglob("*.part"))) < wanted:
            time.sleep(0.005)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert not Path("run/manifest.json").exists()
    stamps = {part: part.stat().st_mtime_ns for part in Path("run").rglob("*.part")}
    assert len(stamps) >= 5
    done = newsqa(*command)
    assert (done.returncode, done.stdout) == (1, whole.stdout)
    assert {part: part.stat().st_mtime_ns for part in stamps} == stamps
    manifest = json.loads(Path("run/manifest.json").read_text())
    assert (manifest["articles"], manifest["findings"]) == (8000, len(whole.stdout.splitlines()))
    again = newsqa(*command)
    assert again.stdout == whole.stdout
    assert json.loads(Path("run/manifest.json").read_text()) == manifest


def test_a_directory_in_use_is_refused_and_left_as_it_is(records):
    path = records("a.jsonl", 8000)
    command = [path, *OPTIONS, "--resume", "run"]
    first = subprocess.Popen([*COMMAND, *command], stdout=subprocess.PIPE)
    while first.poll() is None and not list(Path("run").rglob("*.part")):
        time.sleep(0.005)
    first.send_signal(signal.SIGSTOP)
    second = newsqa(*command)
    first.send_signal(signal.SIGCONT)
    out, _ = first.communicate(timeout=60)
    assert (second.returncode, second.stdout) == (2, b"")
    assert b"run is in use by another run" in second.stderr
    assert newsqa(*command).stdout == out


def test_workers_end_with_the_process_that_began_them(records):
    command = [*COMMAND, records("a.jsonl", 8000), *OPTIONS, "--resume", "run", "--workers", "2"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    while not list(Path("run").rglob("*.part")):
        time.sleep(0.005)
    process.kill()
    process.communicate(timeout=30)  # the workers write to the same pipe: it ends with the last of them


def test_the_reference_time_is_that_of_the_beginning(records):
    path = records("a.jsonl", 10)
    newsqa(path, "--resume", "run")
    begun = json.loads(Path("run/run.json").read_text())["reference_time"]
    time.sleep(0.01)
    assert newsqa(path, "--resume", "run").returncode == 1
    assert json.loads(Path("run/run.json").read_text())["reference_time"] == begun


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (["--select", "DUP"], "settings"),
        (["--reference-time", "2020-01-01"], "reference time"),
        (["b.jsonl"], "paths"),
    ],
)
def test_another_run_does_not_mix_with_it(records, words, what):
    path = records("a.jsonl", 10)
    records("b.jsonl", 10)
    newsqa(path, "--resume", "run")
    done = newsqa(*words, path, "--resume", "run")
    assert done.returncode == 2
    assert f"run holds a run with other {what}" in done.stderr.decode()


def test_a_folder_with_other_things_is_left_alone(records):
    path = records("a.jsonl", 10)
    Path("mine").mkdir()
    Path("mine/letter.txt").write_text("dear")
    done = newsqa(path, "--resume", "mine")
    assert (done.returncode, [*map(str, Path("mine").iterdir())]) == (2, ["mine/letter.txt"])
    Path("run").mkdir()
    Path("run/run.json").write_text("{")
    assert newsqa(path, "--resume", "run").returncode == 2


def small_files_only():
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


def test_a_full_disk_gives_what_was_finished_and_exit_code_2(records):
    path = records("a.jsonl", 3000)
    whole = newsqa(path, "--no-cache", *OPTIONS)
    done = newsqa(path, *OPTIONS, "--resume", "run", preexec_fn=small_files_only)
    assert (done.returncode, done.stdout) == (2, whole.stdout)
    assert b"the run directory could not be written" in done.stderr
    assert not Path("run/manifest.json").exists()
    freed = newsqa(path, *OPTIONS, "--resume", "run")
    assert (freed.returncode, freed.stdout) == (1, whole.stdout)


def test_a_cache_on_a_full_disk_is_said_and_does_no_harm(records):
    path = records("a.jsonl", 3000)
    whole = newsqa(path, "--no-cache", *OPTIONS)
    done = newsqa(path, *OPTIONS, preexec_fn=small_files_only)
    assert (done.returncode, done.stdout) == (1, whole.stdout)
    assert b"nothing is stored for the next run" in done.stderr


def test_two_processes_with_one_cache(records):
    path = records("a.jsonl", 3000)
    whole = newsqa(path, "--no-cache", *OPTIONS)
    both = [subprocess.Popen([*COMMAND, path, *OPTIONS], stdout=subprocess.PIPE) for _ in range(3)]
    assert [process.communicate()[0] for process in both] == [whole.stdout] * 3
    assert newsqa(path, *OPTIONS).stdout == whole.stdout
    assert not list(Path(".newsqa_cache").rglob("*.tmp"))


def test_the_cache_and_how_to_do_without(records):
    path = records("a.jsonl", 2500)
    newsqa(path, "--no-cache", *OPTIONS)
    assert not Path(".newsqa_cache").exists()
    newsqa(path, "--cache-dir", "elsewhere/cache", *OPTIONS)
    assert Path("elsewhere/cache/.gitignore").read_text() == "*\n"
    newsqa(records("small.jsonl", 10))
    assert not Path(".newsqa_cache").exists()
    Path("newsqa.toml").write_text('cache-dir = "mine"\nworkers = 2\n')
    newsqa(path, *OPTIONS)
    assert Path("mine").is_dir()
