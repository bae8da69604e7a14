"""The findings as a Parquet file; the results stand in its metadata as JSON under the key "newsqa"."""

from __future__ import annotations

import json
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from newsqa.report import Report


def render(report: Report, out: IO[bytes]) -> None:
    """Write the file."""
    import pyarrow.parquet as pq

    metadata = {"newsqa": json.dumps(report.summary(), ensure_ascii=False)}
    pq.write_table(report.findings.replace_schema_metadata(metadata), out, compression="zstd")
