"""The findings as a Parquet file; the results stand in its metadata as JSON under the key "newsqa"."""

from __future__ import annotations

import json
from typing import IO, TYPE_CHECKING

from newsqa._version import __version__

if TYPE_CHECKING:
    from newsqa.report import Report


def render(report: Report, out: IO[bytes]) -> None:
    """Write the file."""
    import pyarrow.parquet as pq

    about = {
        "newsqa": __version__,
        "suite": report.suite.name,
        "ok": report.ok,
        "articles": report.article_count,
        "results": report.results.to_pylist(),
    }
    metadata = {"newsqa": json.dumps(about, ensure_ascii=False)}
    pq.write_table(report.findings.replace_schema_metadata(metadata), out, compression="zstd")
