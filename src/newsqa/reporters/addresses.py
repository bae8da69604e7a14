"""Where findings and documentation are, as other programs want it written."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Sequence
from functools import cache
from typing import Any
from urllib.parse import quote

from newsqa.readers.files import SUFFIXES, suffix_of

# In place of a file, where a program takes no finding without one: GitHub refuses all of a report for a single one.
NO_FILE = "(input)"

_DRIVE = re.compile("[A-Za-z]:/")


def relative(path: str | None) -> str | None:
    """Return a finding's path from the working directory, "a/b.txt"; absolute where it is not below.

    None for input that is no file: a table, or standard input.
    """
    if path is None or path == "-":
        return None
    name = posixpath.normpath(path)
    if is_absolute(name):
        here = os.getcwd().replace(os.sep, "/").rstrip("/") + "/"  # noqa: PTH109 - only a string is needed
        return name.removeprefix(here)
    return name


def is_absolute(name: str) -> bool:
    """Tell whether a path begins at the root, or at a drive of Windows."""
    return name.startswith("/") or bool(_DRIVE.match(name))


def in_file(finding: dict[str, Any]) -> dict[str, Any]:
    """Return a finding without lines and columns where its file has none, as Parquet: they are those of the text."""
    if SUFFIXES.get(suffix_of(finding["path"] or "")) not in ("parquet", "arrow"):
        return finding
    return finding | dict.fromkeys(("line", "column", "end_line", "end_column", "related_line"))


def uri(name: str) -> str:
    """Return what `relative` returned as a URI, a relative one where it is."""
    if not is_absolute(name):
        return quote(name)
    return f"file://{'' if name.startswith('/') else '/'}{quote(name, safe='/:')}"


@cache
def project_urls() -> tuple[str, ...]:
    """Return the project's addresses, as the installed package declares them: "Documentation, https://…"."""
    from importlib.metadata import PackageNotFoundError, metadata

    try:
        return tuple(metadata("newsqa").get_all("Project-URL") or ())
    except PackageNotFoundError:
        return ()


def home(urls: Sequence[str]) -> str | None:
    """Return the address of the project; None where none is declared."""
    return _labelled(urls, ("homepage", "repository", "source"))


def rule_page(code: str, urls: Sequence[str]) -> str | None:
    """Return the address of a rule's page; None where the project declares none for its documentation."""
    base = _labelled(urls, ("documentation",))
    return None if base is None else f"{base.rstrip('/')}/rules/{quote(code)}.md"


def _labelled(urls: Sequence[str], labels: Sequence[str]) -> str | None:
    known = {label.strip().lower(): url.strip() for label, _, url in (one.partition(",") for one in urls)}
    return next((known[label] for label in labels if label in known), None)
