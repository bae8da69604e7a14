"""The files a report can be read from: JSON, Parquet, and datasets."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pyarrow as pa

from newsqa import arrow, schema
from newsqa.errors import NewsqaError
from newsqa.readers.files import label
from newsqa.rules.base import SEVERITIES

ABOUT = "_newsqa.json"  # of a dataset: all but the findings

_OPENING, _CLOSING = '  "findings": [\n', "  ]\n"  # in our own JSON a finding a line stands between them
_LINES = 5000
_ORDER = ("path", "record", "line", "column", "start", "code")


class DamagedError(Exception):
    """A file is not what it should be; the message says why."""


def read(path: Path) -> tuple[dict[str, Any], pa.Table]:
    """Return what a report says besides its findings, and these (FINDINGS).

    NewsqaError where the file cannot be read, DamagedError (or what the parsers raise) where it is no report.
    """
    try:
        about, findings = _read(path)
    except FileNotFoundError:
        raise NewsqaError(f"{label(path)}: there is no such report") from None
    except OSError as error:
        raise NewsqaError(f"{label(path)}: the report cannot be read: {error.strerror or error}") from None
    if not isinstance(about, dict) or "newsqa" not in about:
        raise DamagedError("it was not written by newsqa")
    return about, validate(findings)


def _read(path: Path) -> tuple[Any, pa.Table]:
    if path.is_dir():
        return _dataset(path)
    with path.open("rb") as file:
        start = file.read(4)
    if start == b"PAR1":
        return _parquet(path)
    try:
        return _json(path)
    except UnicodeDecodeError:
        raise DamagedError("it is neither JSON nor Parquet") from None
    except json.JSONDecodeError as error:
        raise DamagedError(f"it is neither Parquet nor whole JSON: {error}") from None


def validate(table: pa.Table) -> pa.Table:
    """Return a table; DamagedError where nulls, texts or severities in it are not what they may be."""
    table.validate(full=True)
    for field in table.schema:
        if not field.nullable and table[field.name].null_count:
            raise DamagedError(f"there is a {field.name} that is null")
    if "severity" in table.schema.names:
        for severity in table["severity"].unique().to_pylist():
            if severity not in SEVERITIES:
                raise DamagedError(f"'{severity}' is no severity")
    return table


# --- Parquet and datasets -----------------------------------------------------------------------------------------


def _parquet(path: Path) -> tuple[Any, pa.Table]:
    import pyarrow.parquet as pq

    # Not read_table, which imports pyarrow.dataset, and that pandas where it is installed.
    with pa.OSFile(str(path)) as source, pq.ParquetFile(source) as file:
        table = file.read()
    about = (table.schema.metadata or {}).get(b"newsqa")
    if about is None:
        raise DamagedError("it was not written by newsqa")
    return json.loads(about), _as_findings(table)


def _dataset(folder: Path) -> tuple[Any, pa.Table]:
    import pyarrow.parquet as pq

    if not (folder / ABOUT).is_file():
        raise DamagedError(f"there is no {ABOUT} in it")
    about = json.loads((folder / ABOUT).read_text("utf-8"))
    tables = []
    for code, count in about["findings"].items():
        path = folder / f"code={code}" / "findings.parquet"
        if not path.is_file():
            raise DamagedError(f"the findings of {code} are gone")
        with pa.OSFile(str(path)) as source, pq.ParquetFile(source) as file:
            table = file.read()
        if table.num_rows != count:
            raise DamagedError(f"there were {count} findings of {code}, and there are {table.num_rows} now")
        tables.append(_as_findings(table.append_column("code", arrow.repeated([code] * count))))
    findings = pa.concat_tables([arrow.empty(schema.FINDINGS), *tables])
    return about, findings.sort_by([(name, "ascending") for name in _ORDER])


def _as_findings(table: pa.Table) -> pa.Table:
    missing = [name for name in schema.FINDINGS.names if name not in table.schema.names]
    if missing:
        raise DamagedError(f"the findings have no column {missing[0]}")
    return table.select(schema.FINDINGS.names).replace_schema_metadata(None).cast(schema.FINDINGS)


# --- JSON ---------------------------------------------------------------------------------------------------------


def _json(path: Path) -> tuple[Any, pa.Table]:
    """Read an object with the findings one a line piece by piece, as newsqa writes it; in another layout at once."""
    with path.open(encoding="utf-8-sig", newline="\n") as file:
        head: list[str] = []
        for line in file:
            if line == _OPENING:
                findings = pa.concat_tables([arrow.empty(schema.FINDINGS), *_pieces(file)])
                return json.loads("".join(head).rstrip().removesuffix(",") + "}"), findings
            head.append(line)
    about = json.loads("".join(head))
    if not isinstance(about, dict) or not isinstance(about.get("findings"), list):
        raise DamagedError(
            "there are no findings in it; of the formats of check, json, parquet and dataset can be read"
        )
    return about, arrow.table(about.pop("findings"), schema.FINDINGS)


def _pieces(file: IO[str]) -> Iterator[pa.Table]:
    """Yield the findings up to the end of their list, which must be that of the file as well."""
    lines: list[str] = []
    for line in file:
        ends = line == _CLOSING
        if not ends:
            lines.append(line)
        if lines and (ends or len(lines) == _LINES):
            text = "".join(lines).rstrip().removesuffix(",")
            yield arrow.table(json.loads(f"[{text}]"), schema.FINDINGS)
            lines = []
        if ends:
            break
    if file.read().strip() != "}":
        raise DamagedError("it ends in the middle of the findings")
