"""Reporters render a report; none computes anything. One file each."""

from __future__ import annotations

import io
import os
from importlib import import_module
from pathlib import Path
from typing import IO, TYPE_CHECKING

from newsqa.errors import NewsqaError

if TYPE_CHECKING:
    from newsqa.report import Report

# name: (module, suffix). A module has ``render(report, out)``, which writes text; binary ones say so.
FORMATS: dict[str, tuple[str, str]] = {
    "full": ("full", ".txt"),
    "concise": ("concise", ""),
    "json": ("json_object", ".json"),
    "jsonl": ("json_lines", ".jsonl"),
    "parquet": ("parquet", ".parquet"),
    "html": ("html", ".html"),
    "markdown": ("markdown", ".md"),
    "csv": ("csv_file", ".csv"),
    "sarif": ("sarif", ".sarif"),
    "junit": ("junit", ".xml"),
    "github": ("github", ""),
    "gitlab": ("gitlab", ""),
    "rdjson": ("rdjson", ""),
    "dataset": ("dataset", ""),
}
BINARY = ("parquet", "dataset")


def format_of(name: str | Path) -> str:
    """Return the format a name asks for: by its suffix, or a dataset where it ends in / or is a folder; NewsqaError when there is none."""
    if str(name).endswith(("/", os.sep)):
        return "dataset"
    path = Path(name)
    if path.name.lower().endswith(".sarif.json"):  # GitHub takes both
        return "sarif"
    for name, (_, suffix) in FORMATS.items():
        if suffix and path.suffix.lower() == suffix:
            return name
    if path.is_dir():
        return "dataset"
    known = ", ".join(suffix for _, suffix in FORMATS.values() if suffix)
    raise NewsqaError(
        f"{path}: no format has the suffix '{path.suffix}' (known: {known}); name one: --output-format, or format="
    )


def render(report: Report, format: str, out: IO[str], *, colour: bool = False, lang: str = "en") -> None:
    """Write a report as text to a stream; NewsqaError when the format is not known or not text.

    ``lang`` is the language of the HTML page: "en" or "fr".
    """
    if format in BINARY:
        raise NewsqaError(f"the format {format} is binary: name a file with --output")
    module = _module(format)
    if format in ("full", "concise"):
        module.render(report, out, colour=colour)
    elif format == "html":
        module.render(report, out, lang=lang)
    else:
        module.render(report, out)


def write(report: Report, path: Path, format: str, *, lang: str = "en") -> None:
    """Write a report to a file, or a folder, that appears whole or not at all; ``lang`` is that of `render`."""
    from newsqa.files import replacing

    module = _module(format)
    if format == "dataset":
        module.write(report, path)
        return
    with replacing(path) as file:
        if format in BINARY:
            module.render(report, file)
        else:
            text = io.TextIOWrapper(file, encoding="utf-8", newline="\n", write_through=True)
            render(report, format, text, lang=lang)
            text.detach()


def check_name(format: str) -> None:
    """Raise NewsqaError, with a suggestion, for a format that is not known."""
    if format not in FORMATS:
        from newsqa.rules import suggestion

        raise NewsqaError(
            f"there is no format '{format}'{suggestion(format, list(FORMATS))} (known: {', '.join(FORMATS)})"
        )


def _module(format: str):  # type: ignore[no-untyped-def]
    check_name(format)
    return import_module(f"newsqa.reporters.{FORMATS[format][0]}")
