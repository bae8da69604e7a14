"""The findings as a Parquet dataset: a folder with one folder a rule (``code=DUP002``), for runs with very many of them.

``_newsqa.json`` in it, which readers of datasets pass over, holds the results and how many findings each rule has.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsqa import schema
from newsqa.errors import NewsqaError
from newsqa.findings import MAX_HITS
from newsqa.keeping import as_lines
from newsqa.stored_files import ABOUT

if TYPE_CHECKING:
    from newsqa.report import Report

_COLUMNS = [name for name in schema.FINDINGS.names if name != "code"]  # it is the name of the folder


def write(report: Report, folder: Path) -> None:
    """Write the folder, whole or not at all; one that a report was written to before is replaced.

    NewsqaError when there is anything else in its place, or it cannot be written.
    """
    if folder.exists() and not _is_ours(folder):
        raise NewsqaError(f"{folder} holds something else than a report: take another folder")
    temporary: Path | None = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
        temporary.chmod(0o755)
        _write(report, temporary)
        if folder.exists():
            shutil.rmtree(folder)
        temporary.replace(folder)
    except OSError as error:
        raise NewsqaError(f"{folder} cannot be written: {error.strerror or error}") from None
    finally:
        if temporary is not None:
            shutil.rmtree(temporary, ignore_errors=True)


def _is_ours(folder: Path) -> bool:
    return folder.is_dir() and ((folder / ABOUT).is_file() or not any(folder.iterdir()))


def _write(report: Report, folder: Path) -> None:
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    writers: dict[str, Any] = {}
    counts: dict[str, int] = {}
    try:
        for batch in report.findings.to_batches():
            codes = batch.column("code")
            for (
                value
            ) in codes.unique():  # not a string: Arrow would ask pandas, where it is installed, what it is
                code = value.as_py()
                rows = batch.filter(pc.equal(codes, value)).select(_COLUMNS)
                counts[code] = counts.get(code, 0) + rows.num_rows
                if code not in writers:
                    (folder / f"code={code}").mkdir()
                    path = folder / f"code={code}" / "findings.parquet"
                    writers[code] = pq.ParquetWriter(os.fspath(path), rows.schema, compression="zstd")
                writers[code].write_batch(rows)
    finally:
        for writer in writers.values():
            writer.close()
    about = report.summary() | {
        "findings": dict(sorted(counts.items())),
        "listed_in_one_article": f"at most {MAX_HITS} of a rule; the last one says how many more there are",
    }
    (folder / ABOUT).write_text(as_lines(about) + "\n}\n", "utf-8")
