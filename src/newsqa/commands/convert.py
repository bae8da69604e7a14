"""``newsqa convert``: articles, or their facts, as one table."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pyarrow as pa

from newsqa import api, schema
from newsqa.cli import EXIT_ERROR, EXIT_FINDINGS, EXIT_OK
from newsqa.commands.settings import field_map
from newsqa.errors import NewsqaError
from newsqa.facts_table import facts_table
from newsqa.files import replacing
from newsqa.readers.batch import Problem
from newsqa.reporters.terminal import printable
from newsqa.source import Source
from newsqa.suite import Suite, check_timezone
from newsqa.view import Context, View

SUFFIXES = (".parquet", ".arrow", ".jsonl")


def run(arguments: argparse.Namespace) -> int:
    """Read the input batch by batch and write the table; what could not be read is said.

    The exit code is 2 when a file could not be read to its end, 1 when a record could not.
    """
    output = Path(arguments.output)
    if output.suffix not in SUFFIXES:
        raise NewsqaError(f"{output}: the suffix must be one of {', '.join(SUFFIXES)}")
    timezone = check_timezone(arguments.timezone, "--timezone")
    context = Context(api.as_time(arguments.reference_time), timezone, Suite.load(api.DEFAULT_SUITE).phrases)
    problems: list[Problem] = []
    tables = _tables(arguments, context, problems)
    wanted = schema.FACTS if arguments.facts else schema.ARTICLES
    with replacing(output) as file:
        _write(file, output.suffix, wanted, tables)
    for problem in problems:
        line = f":{problem.line}" if problem.line else ""
        print(
            f"newsqa: {printable(f'{problem.path}{line}: {problem.code}: {problem.message}')}",
            file=sys.stderr,
        )
    if any(problem.code == "IO001" and problem.record is None for problem in problems):
        return EXIT_ERROR
    return EXIT_FINDINGS if problems else EXIT_OK


def _tables(arguments: argparse.Namespace, context: Context, problems: list[Problem]) -> Iterator[pa.Table]:
    for batch in Source(arguments.paths, field_map(arguments.field), arguments.format).batches():
        problems.extend(batch.problems)
        if arguments.facts:
            yield facts_table(View(batch, context))
        else:
            yield pa.Table.from_batches([batch.articles], schema=schema.ARTICLES)


def _write(file: IO[bytes], suffix: str, wanted: pa.Schema, tables: Iterator[pa.Table]) -> None:
    if suffix == ".parquet":
        import pyarrow.parquet as pq

        with pq.ParquetWriter(file, wanted, compression="zstd") as writer:
            for table in tables:
                writer.write_table(table)
    elif suffix == ".arrow":
        with pa.ipc.new_file(file, wanted) as writer:
            for table in tables:
                writer.write_table(table)
    else:
        for table in tables:
            for row in table.to_pylist():
                file.write(json.dumps(row, ensure_ascii=False, default=_text).encode() + b"\n")


def _text(value: Any) -> str:
    return str(value.isoformat())
