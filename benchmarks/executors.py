"""One suite by three executors: newsqa itself, Great Expectations, and pandera; time and memory.

    python benchmarks/executors.py [--articles 20000] [--rounds 3] [--spark]

Each executor is a process of its own that loads the made-up articles from one Parquet file and checks them against the
suite "scrape". Time is from the loaded table to the verdict, on one core but for Spark; what the libraries take to import
stands beside it. Memory is the peak of the process, above what it has with the table loaded. All must say the same.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import corpus

NOW = "2026-03-22T12:00:00+00:00"
Verdicts = dict[str, int | None]  # how many articles fail a rule, by its name; None: it was not evaluated


def newsqa(path: str) -> Callable[[], Verdicts]:
    """Check a table of Arrow."""
    import pyarrow.parquet as pq

    import newsqa

    table = pq.read_table(path)

    def run() -> Verdicts:
        rows = newsqa.check(table, reference_time=NOW).results.to_pylist()
        return {row["rule"]: None if row["status"] == "not-evaluated" else row["failed"] for row in rows}

    return run


def gx(path: str) -> Callable[[], Verdicts]:
    """Check a pandas frame with a suite of Great Expectations."""
    import pandas as pd

    return _validate("pandas", pd.read_parquet(path))


def pandera(path: str) -> Callable[[], Verdicts]:
    """Check a pandas frame with a schema of pandera."""
    import warnings

    import pandas as pd
    import pandera.errors

    from newsqa import Suite
    from newsqa.integrations.frames import NotEvaluatedWarning

    schema = Suite.load("scrape").to_pandera("pandas", reference_time=NOW, fail_level="info")
    frame = pd.read_parquet(path)

    def run() -> Verdicts:
        verdicts: Verdicts = {check.name: 0 for check in schema.checks}
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            try:
                schema.validate(frame, lazy=True)
            except pandera.errors.SchemaErrors as errors:
                for name, rows in errors.failure_cases.groupby("check")["index"]:
                    verdicts[name] = rows.nunique() or 1  # what is about no single row has failed once
        told = " ".join(str(one.message) for one in said if one.category is NotEvaluatedWarning)
        for name in re.findall(r"\b[A-Z]{2,3}\d{3} (\S+) \(", told):
            verdicts[name] = None
        return verdicts

    return run


def spark(path: str) -> Callable[[], Verdicts]:
    """Check a Spark frame with a suite of Great Expectations, on two cores."""
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    return _validate("spark", session.read.parquet(path))


def _validate(kind: str, frame: Any) -> Callable[[], Verdicts]:
    import great_expectations

    from newsqa.gx import to_suite

    context = great_expectations.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    source = getattr(context.data_sources, f"add_{kind}")(kind)
    whole = source.add_dataframe_asset("articles").add_batch_definition_whole_dataframe("all")

    def run() -> Verdicts:
        suite = to_suite("scrape", reference_time=NOW)
        found = whole.get_batch({"dataframe": frame}).validate(suite, result_format="COMPLETE")
        return {
            one.expectation_config.to_domain_obj().rule.name: one.result.get("unexpected_count")
            for one in found.results
        }

    return run


EXECUTORS = {made.__name__: made for made in (newsqa, gx, pandera, spark)}


def measure(name: str, path: str) -> None:
    """Print what one executor takes, as JSON: seconds to import and load, seconds to run, megabytes, and its verdicts."""
    begun = time.perf_counter()
    run = EXECUTORS[name](path)
    loaded = time.perf_counter()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    verdicts = run()
    done = time.perf_counter()
    peak = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    told = {"load": loaded - begun, "run": done - loaded, "memory": peak, "verdicts": verdicts}
    print(json.dumps(told))


def measured(name: str, path: Path) -> dict[str, Any]:
    """Run an executor in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, "--measure", name, str(path)],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--spark", action="store_true", help="Spark, too: newsqa[spark] and Java are needed")
    parser.add_argument("--measure", nargs=2, metavar=("NAME", "FILE"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.measure:
        measure(*arguments.measure)
        return
    names = [name for name in EXECUTORS if name != "spark" or arguments.spark]
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "articles.parquet"
        corpus.write(path, arguments.articles)
        rounds = [{name: measured(name, path) for name in names} for _ in range(arguments.rounds)]
    for name in names:
        mine, own = [one[name] for one in rounds], [one["newsqa"] for one in rounds]
        ratio = statistics.median(a["run"] / b["run"] for a, b in zip(mine, own, strict=True))
        load, run, memory = (statistics.median(one[key] for one in mine) for key in ("load", "run", "memory"))
        print(
            f"{name:<8} {run:6.2f} s, {ratio:4.2f} times newsqa's; {memory:5.0f} MB; imports and loading {load:.2f} s"
        )
        if any(one["verdicts"] != rounds[0]["newsqa"]["verdicts"] for one in mine):
            raise SystemExit(f"{name} comes to other verdicts")


if __name__ == "__main__":
    main()
