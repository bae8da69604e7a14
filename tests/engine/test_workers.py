"""The report does not depend on workers, the size of batches, or where findings wait."""

import os
import pickle
import subprocess
import sys
import tempfile
from pathlib import Path

import pyarrow as pa
import pytest

import newsqa
from good_article import GOOD
from newsqa import engine, outcome, readers, workers
from newsqa.errors import NewsqaError
from runs import settings, told


def test_several_workers_say_what_one_says(records, run):
    Path("broken.jsonl").write_text('{"text": 1}\n{"te\n')
    Path("c.csv").write_text('id,text\n1,"A text\x0b here"\n2,\n')
    Path("d.txt").write_bytes(b"caf\xe9 and more\n")
    paths = [records("a.jsonl", 2500), "broken.jsonl", "c.csv", "d.txt", records("z.jsonl", 700, 5000)]
    one = told(run(paths))
    assert told(run(paths, workers=2)) == one
    assert told(run(paths, workers=3, store="cache")) == one
    assert told(run(paths, workers=2, store="cache")) == one


def test_a_worker_that_is_killed_leaves_what_was_finished(records, run, monkeypatch):
    path = records("a.jsonl", 3000)
    monkeypatch.setattr(engine, "_parts", killed)
    outcome = run([path], workers=2)
    assert outcome.articles == 2000
    assert outcome.failures == ["a worker process was killed, perhaps for want of memory: try fewer workers"]


def killed(work, suite, context, relations, workers):
    """Do as `check_in_processes`, and kill all processes when two parts are there."""
    import multiprocessing

    from newsqa.workers import check_in_processes

    for number, part in enumerate(check_in_processes(work, suite, context, relations, workers)):
        if number == 1:
            for process in multiprocessing.active_children():
                process.kill()
                process.join()
        if number < 2:
            yield part


def test_a_slice_of_a_table_is_sent_without_the_rest_of_it():
    texts = [f"{GOOD}\n{number}" for number in range(5000)]
    batches = list(readers.batches(pa.table({"text": texts}).combine_chunks()))
    assert len(batches) == 5
    sent = [pickle.dumps(workers._alone(batch)) for batch in batches]
    assert max(map(len, sent)) < sum(map(len, texts)) / 4
    assert [pickle.loads(one) for one in sent] == batches


def test_what_is_late_does_not_change_the_order(records, run, monkeypatch):
    path = records("a.jsonl", 40)
    suite, context = settings()
    one = told(engine.run(readers.jobs(path, batch_rows=1), suite, context))
    monkeypatch.setattr(workers, "_HELD", 1)
    assert told(engine.run(readers.jobs(path, batch_rows=1), suite, context, workers=2)) == one


@pytest.mark.parametrize("rows", [1, 7, 1000])
def test_the_size_of_batches_does_not_matter(records, rows):
    path = records("a.jsonl", 40)
    suite, context = settings()
    parts = engine.run(readers.jobs(path, batch_rows=rows), suite, context)
    whole = engine.run(readers.jobs(path), suite, context)
    assert told(parts) == told(whole)


def test_findings_that_wait_on_disk_are_the_same(records, run, monkeypatch, tmp_path):
    path = records("a.jsonl", 3500)
    held = told(run([path]))
    monkeypatch.setattr(outcome, "_HELD_BYTES", 10_000)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    spilled = run([path])
    assert spilled._mapped > 1
    assert told(spilled) == held
    # Where the system allows it the file has no name any more: who is killed leaves nothing behind.
    assert bool([*tmp_path.glob("newsqa-*")]) == (os.name != "posix")
    del spilled
    assert not [*tmp_path.glob("newsqa-*")]


def test_a_full_disk_leaves_what_was_finished(records, run, monkeypatch, tmp_path):
    resource = pytest.importorskip("resource")
    path = records("a.jsonl", 3000)
    whole = run([path])
    monkeypatch.setattr(outcome, "_HELD_BYTES", 1)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        cut = run([path])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert not cut.complete
    assert cut.broken == [f"{tmp_path}: File too large"]
    assert 0 < cut.articles < whole.articles
    judged = {row["code"]: row for row in cut.results().to_pylist()}["COR001"]
    assert (judged["status"], judged["reason"]) == (
        "not-evaluated",
        "the run was stopped before all articles were judged",
    )
    assert not [*tmp_path.glob("newsqa-*")]


@pytest.mark.parametrize("workers", [0, -1, "2", True, 1.5])
def test_workers_are_a_number_from_one_on(workers):
    with pytest.raises(NewsqaError, match="workers must be a whole number, at least 1"):
        newsqa.check([], workers=workers)


def test_a_script_that_each_worker_would_run_again_is_told(records, tmp_path):
    path = records("a.jsonl", 3000)
    script = Path("script.py")
    script.write_text(f"import newsqa\nnewsqa.check({path!r}, workers=2, state='state')\n")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert done.stderr.rstrip().endswith("or check with workers=1")
    assert "if __name__ ==" in done.stderr.splitlines()[-1]


def test_a_new_file_changes_its_own_group_only():
    from newsqa.readers.jobs import groups

    names = [Path(f"{number:05d}.txt") for number in range(5000)]
    before = {files for files, _ in groups(names)}
    after = {files for files, _ in groups(sorted([*names, Path("00100a.txt")]))}
    assert len(before) > 4
    assert max(map(len, before)) <= 1000
    assert len(after - before) <= 2
