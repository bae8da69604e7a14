"""Tables of articles with columns of their own, in memory and as files."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq


def table(**columns):
    """Return a table of articles with these columns; ids and texts are made up."""
    size = len(next(iter(columns.values())))
    given = {"id": [f"a{row}" for row in range(size)], "text": ["Some words."] * size}
    return pa.table({name: column for name, column in (given | columns).items() if column is not None})


def write(kind, rows):
    """Write rows as a file of a kind and return its name."""
    name = f"rows.{kind}"
    names = list(dict.fromkeys(key for row in rows for key in row))
    match kind:
        case "parquet":
            pq.write_table(pa.Table.from_pylist(rows), name)
        case "arrow":
            made = pa.Table.from_pylist(rows)
            with pa.ipc.new_file(name, made.schema) as sink:
                sink.write_table(made)
        case "jsonl":
            Path(name).write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        case "csv":
            with Path(name).open("w", newline="", encoding="utf-8") as file:
                writer = csv.DictWriter(file, names)
                writer.writeheader()
                writer.writerows(rows)
    return name
